"""A whole classifier of one task as a scikit-learn estimator: texts in, labels out."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils.validation import check_is_fitted

from brandscore.classify.predict import Classifier
from brandscore.classify.tasks import task_named

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["ThaiTextClassifier"]


class ThaiTextClassifier(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """Sentiment, intention, advocacy or promo of texts.

    Both stages of the default path behind scikit-learn's interface: it goes
    into a Pipeline, a grid search, or cross_val_predict.

    Parameters
    ----------
    task
        ``sentiment``, ``intention``, ``advocacy`` or ``promo``.
    prefer
        ``accuracy`` or ``macro``, as in `brandscore.classify.predict.classify`.
    random_state
        Seed of the folds and the solver.

    Attributes
    ----------
    classes_ : ndarray
        The classes, in the order of the probabilities.

    Examples
    --------
    >>> ThaiTextClassifier.shipped("sentiment").predict(["อร่อยมากกก ชอบที่สุด"]).tolist()
    ['pos']
    """

    def __init__(self, task: str = "sentiment", prefer: str = "accuracy", random_state: int = 0) -> None:
        self.task = task
        self.prefer = prefer
        self.random_state = random_state

    @classmethod
    def shipped(cls, task: str = "sentiment", prefer: str = "accuracy", models: str | Path | None = None) -> Self:
        """Return the shipped classifier of a task, fitted; or that of a folder of models.

        Raises
        ------
        brandscore.classify.model.ModelError
            If the model cannot be used.
        """
        made = cls(task, prefer)
        made._take(Classifier([task], None if models is None else Path(models)))
        return made

    def _take(self, classifier: Classifier) -> None:
        self._classifier = classifier
        self.classes_ = np.array(classifier.tasks[0].classes)

    def fit(self, X: Iterable[str], y: Iterable[Any]) -> Self:
        """Train on texts and their labels; texts that are blank are left out.

        Raises
        ------
        ValueError
            If a label is none of the task, or fewer than two occur.
        """
        from brandscore.classify.cells import class_of
        from brandscore.classify.corpus import Corpus
        from brandscore.classify.ship import write_model
        from brandscore.classify.train import train

        task = task_named(self.task)
        pairs = sorted((text, class_of(task, label)) for text, label in zip(X, y, strict=True) if text and text.strip())
        labels = tuple(label for _, label in pairs if label is not None)
        if len(labels) != len(pairs) or len(set(labels)) < 2:
            raise ValueError(f"{self.task} needs a label for every text, and two classes at least")
        model = train(Corpus(task, tuple(text for text, _ in pairs), labels), self.random_state)
        with TemporaryDirectory() as folder:
            write_model(model, Path(folder) / "model")
            self._take(Classifier([self.task], Path(folder) / "model"))
        return self

    def predict_proba(self, X: Iterable[str]) -> NDArray[np.float64]:
        """Return the probability of each class: a row per text, NaN for a blank one."""
        check_is_fitted(self)
        shares: NDArray[np.float64] = self._classifier.label(list(X), self.prefer).shares[self.task]
        return shares

    def predict(self, X: Iterable[str]) -> NDArray[Any]:
        """Return the label of each text; None for a blank one."""
        check_is_fitted(self)
        codes = self._classifier.label(list(X), self.prefer).codes[self.task]
        names = np.array([*self.classes_.tolist(), None], dtype=object)
        found: NDArray[Any] = names[codes]
        return found if (codes < 0).any() else found.astype(self.classes_.dtype)

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.string = True
        tags.input_tags.two_d_array = False
        return tags
