"""Where the measured labels come from: a model, or models that have not seen the message.

All that evaluation knows of the classifiers' insides is in this module.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from brandscore.classify.corpus import Corpus
from brandscore.classify.decision import decide
from brandscore.classify.model import PREFERENCES, model_path
from brandscore.classify.predict import open_classifier
from brandscore.classify.tasks import Task

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

__all__ = ["Predictions", "Reader", "of_model", "out_of_fold"]


@dataclass(frozen=True, slots=True)
class Predictions:
    """What was said of some messages, and what is true.

    Parameters
    ----------
    classes
        The classes that a number stands for.
    truth, picked
        Number of the class of each message, and of the one picked for it.
    shares
        Probability of each class, a row per message.
    """

    classes: tuple[str, ...]
    truth: NDArray[np.intp]
    picked: NDArray[np.intp]
    shares: NDArray[np.float64]


def _truth(corpus: Corpus) -> NDArray[np.intp]:
    number = {name: k for k, name in enumerate(corpus.task.classes)}
    return np.array([number[label] for label in corpus.labels], dtype=np.intp)


class Reader:
    """A model of one task, loaded once, that labels texts.

    Parameters
    ----------
    task
        The task.
    models
        Folder of the models; those shipped if None.
    model
        ``fast`` or ``best``.

    Raises
    ------
    brandscore.classify.model.ModelError
        If the model cannot be used.
    """

    def __init__(self, task: Task, models: Path | None = None, model: str = "fast") -> None:
        self.task = task
        self._classifier = open_classifier(model, [task.name], models)
        self.path = model_path(task.name, models)
        if models is None and model == "best":
            self.path = self.path.parent / "best" / self.path.name
        #: What the model's file says of where it comes from.
        self.details: Mapping[str, Any] = self._classifier.details(task.name)

    def label(self, texts: Sequence[str], prefer: str) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
        """Return the class picked for each text, none of them blank, and the probability of each class."""
        labels = self._classifier.label(list(texts), prefer)
        return labels.codes[self.task.name].astype(np.intp), labels.shares[self.task.name]


def of_model(corpus: Corpus, reader: Reader) -> dict[str, Predictions]:
    """Return what a model says of a corpus, for each preference."""
    truth = _truth(corpus)
    return {
        prefer: Predictions(corpus.task.classes, truth, *reader.label(corpus.texts, prefer)) for prefer in PREFERENCES
    }


def out_of_fold(corpora: Mapping[str, Corpus], task: str, seed: int) -> dict[str, Predictions]:
    """Return, for each preference, what models trained on four fifths of a corpus say of the last fifth.

    Everything fitted is fitted without the messages it is measured on, the
    offsets that pick the label too.

    Parameters
    ----------
    corpora
        Messages by task, those of the task among them; the others are trained
        together with it.
    task
        The task.
    seed
        Seed of the folds.
    """
    from brandscore.classify.train import fit_offsets, fit_together

    fitted = fit_together(corpora, seed)[0][task]
    corpus, codes, shares, folds = fitted.corpus, fitted.codes, fitted.shares, fitted.folds
    # The corpus may lack one of the task's classes.
    places = np.array([corpus.task.classes.index(name) for name in corpus.classes])
    all_shares = np.zeros((len(codes), len(corpus.task.classes)))
    all_shares[:, places] = shares
    found = {}
    for prefer in PREFERENCES:
        picked = np.zeros(len(codes), dtype=np.intp)
        for fold in np.unique(folds):
            held_out = folds == fold
            picked[held_out] = decide(shares[held_out], fit_offsets(codes[~held_out], shares[~held_out], prefer))
        found[prefer] = Predictions(corpus.task.classes, _truth(corpus), places[picked], all_shares)
    return found
