"""The classifiers as scikit-learn estimators: hashed n-grams, and logistic regression scaled by naive Bayes.

After Wang and Manning (2012): every column is scaled by the logarithm of how
much likelier it is inside a class than outside, and a logistic regression is
fitted on the scaled columns, one class against the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.sparse import csr_matrix, diags_array, issparse
from sklearn.base import BaseEstimator, ClassifierMixin, TransformerMixin
from sklearn.linear_model import LogisticRegression
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_array, check_is_fitted, check_non_negative, check_X_y

from brandscore.classify.decision import Calibration, decide, probabilities
from brandscore.classify.features import Cues, Features, Ngrams, Words
from brandscore.classify.vectorise import vectorise

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

__all__ = ["HashedNgrams", "NBLogistic", "log_ratio"]


def log_ratio(X: csr_matrix, inside: NDArray[np.bool_], alpha: float = 1.0) -> NDArray[np.float64]:
    """Return how much likelier each column is in the rows inside than in the others, as a logarithm.

    Parameters
    ----------
    X
        Matrix without negative values.
    inside
        Which rows are inside the class.
    alpha
        Added to every column's sum.

    Examples
    --------
    >>> X = csr_matrix(np.array([[3.0, 0.0], [0.0, 3.0]]))
    >>> log_ratio(X, np.array([True, False])).round(4).tolist()  # log(4/5) - log(1/5)
    [1.3863, -1.3863]
    """
    with_class = np.asarray(X[inside].sum(axis=0), dtype=np.float64).ravel() + alpha
    without = np.asarray(X[~inside].sum(axis=0), dtype=np.float64).ravel() + alpha
    ratio: NDArray[np.float64] = np.log(with_class / with_class.sum()) - np.log(without / without.sum())
    return ratio


class HashedNgrams(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Texts to a sparse matrix of hashed character n-grams, words and counted cues; nothing is fitted.

    Parameters
    ----------
    shortest, longest, bits, longest_text
        As in `brandscore.classify.features.Ngrams`.
    cues
        Groups of cues (`brandscore.classify.cues.group_names`), none if not given.
    cue_weight
        As ``weight`` in `brandscore.classify.features.Cues`.
    words
        Vocabulary (`brandscore.classify.words.learn_words`), none if not given.

    Examples
    --------
    >>> HashedNgrams(bits=10).fit_transform(["อร่อยมาก", ""]).shape
    (2, 1024)
    """

    def __init__(
        self,
        shortest: int = 1,
        longest: int = 5,
        bits: int = 18,
        longest_text: int = 20_000,
        cues: Sequence[str] = (),
        cue_weight: float = 1.0,
        words: Sequence[str] = (),
    ) -> None:
        self.shortest = shortest
        self.longest = longest
        self.bits = bits
        self.longest_text = longest_text
        self.cues = cues
        self.cue_weight = cue_weight
        self.words = words

    def _features(self) -> Features:
        ngrams = Ngrams(self.shortest, self.longest, self.bits, self.longest_text)
        return Features(ngrams, Cues(tuple(self.cues), self.cue_weight), Words(tuple(self.words)))

    def fit(self, X: Iterable[str], y: Any = None) -> HashedNgrams:
        """Check the parameters."""
        self.features_ = self._features()
        return self

    def transform(self, X: Iterable[str]) -> csr_matrix:
        """Return the matrix of the texts, float32: a row each, columns as in `vectorise`."""
        if isinstance(X, str):
            raise TypeError("expected a list of texts, got one text")
        return vectorise(list(X), self._features())

    def __sklearn_is_fitted__(self) -> bool:
        return True

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.string = True
        tags.input_tags.two_d_array = False
        tags.requires_fit = False
        return tags


class NBLogistic(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """Logistic regression on columns scaled by their naive-Bayes log ratio, one class against the rest.

    Parameters
    ----------
    C
        Inverse strength of the L2 penalty.
    alpha
        Added to every column's sum before ratios are taken.
    power
        Columns are scaled by the ratio's size to this power; below 1, ratios
        matter less.
    least_rows
        Columns that are not 0 in fewer rows weigh nothing.
    unscaled
        That many of the last columns stand as they are.
    offsets
        Added to the log-probabilities, in the order of ``classes_``, before
        the most likely class is picked; none if not given. Probabilities are
        left as they are.
    calibration
        How scores become probabilities; as log-odds of a class against the
        rest if not given. It is not fitted here: that takes messages that the
        classifier has not seen.
    random_state
        Seed of the order in which the solver visits the rows.

    Attributes
    ----------
    classes_ : ndarray
        The classes, sorted.
    coef_ : ndarray of shape (classes or 1, columns)
        Weights with the ratio multiplied in, so that ``X @ coef_.T`` scores.
        They are rounded to half precision, which is what a model file holds:
        what is measured is what is shipped.
    intercept_ : ndarray of shape (classes or 1,)

    Examples
    --------
    >>> import numpy as np
    >>> X = np.array([[1.0, 0.0], [0.9, 0.1], [0.0, 1.0], [0.2, 0.8]])
    >>> NBLogistic(C=10).fit(X, [0, 0, 1, 1]).predict([[0.7, 0.3]]).tolist()
    [0]
    """

    def __init__(
        self,
        C: float = 12.0,
        alpha: float = 1.0,
        power: float = 1.0,
        least_rows: int = 1,
        unscaled: int = 0,
        offsets: Sequence[float] | None = None,
        calibration: Calibration | None = None,
        random_state: int | None = 0,
    ) -> None:
        self.C = C
        self.alpha = alpha
        self.power = power
        self.least_rows = least_rows
        self.unscaled = unscaled
        self.offsets = offsets
        self.calibration = calibration
        self.random_state = random_state

    def fit(self, X: Any, y: ArrayLike) -> NBLogistic:
        """Fit to a matrix without negative values and a class per row.

        Raises
        ------
        ValueError
            If a value is negative, or fewer than two classes stand in ``y``.
        """
        # The order of sums decides the last bit: columns in order, and float64 throughout.
        X, y = check_X_y(X, y, accept_sparse="csr", dtype=np.float64)
        check_classification_targets(y)
        X = csr_matrix(X)
        check_non_negative(X, "NBLogistic")
        self.classes_, codes = np.unique(y, return_inverse=True)
        self.n_features_in_ = X.shape[1]
        if len(self.classes_) < 2:
            raise ValueError(f"NBLogistic needs two classes at least, y has only one class: {self.classes_[0]!r}")
        targets = [1] if len(self.classes_) == 2 else range(len(self.classes_))
        rows, intercepts = zip(*(self._fit_one(X, codes == k) for k in targets), strict=True)
        self.coef_ = np.vstack(rows)
        self.intercept_ = np.array(intercepts, dtype=np.float32)
        return self

    def _fit_one(self, X: csr_matrix, inside: NDArray[np.bool_]) -> tuple[NDArray[np.float32], float]:
        # The sign of a ratio says nothing: weights may have either.
        ratio = np.abs(log_ratio(X, inside, self.alpha)) ** self.power
        ratio[X.shape[1] - self.unscaled :] = 1.0
        ratio[X.getnnz(axis=0) < self.least_rows] = 0.0
        logistic = LogisticRegression(
            C=self.C, solver="liblinear", dual=True, tol=1e-2, max_iter=1_000, random_state=self.random_state
        )
        logistic.fit(csr_matrix(X @ diags_array(ratio)), inside)
        weights = (logistic.coef_[0] * ratio).astype(np.float16).astype(np.float32)
        return weights, float(logistic.intercept_[0])

    def decision_function(self, X: Any) -> NDArray[np.float32]:
        """Return the scores: one column of log-odds with two classes, else one per class."""
        check_is_fitted(self)
        X = check_array(X, accept_sparse="csr", dtype=np.float32)
        if X.shape[1] != self.n_features_in_:
            raise ValueError(
                f"X has {X.shape[1]} features, but NBLogistic is expecting {self.n_features_in_} features as input"
            )
        scores = (csr_matrix(X) @ self.coef_.T if issparse(X) else X @ self.coef_.T) + self.intercept_
        return np.asarray(scores[:, 0] if scores.shape[1] == 1 else scores)

    def predict_proba(self, X: Any) -> NDArray[np.float64]:
        """Return the probability of each class; rows sum to 1."""
        return probabilities(self.decision_function(X), self.calibration)

    def predict(self, X: Any) -> NDArray[Any]:
        """Return the most likely class of each row, ``offsets`` considered."""
        picked = decide(self.predict_proba(X), self.offsets)
        chosen: NDArray[Any] = self.classes_[picked]
        return chosen

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.sparse = True
        tags.input_tags.positive_only = True
        return tags
