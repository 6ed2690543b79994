"""Training: cross-validated figures first, then one model on all rows."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from brandscore.classify.corpus import Corpus
from brandscore.classify.decision import decide, threshold_offset
from brandscore.classify.measure import confusion, f1_by_class, measure, measure_ranking
from brandscore.classify.model import PREFERENCES, TextModel
from brandscore.classify.vectorise import Ngrams, vectorise
from brandscore.text.normalise import duplicate_key

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

__all__ = ["ESTIMATOR", "FOLDS", "NGRAMS", "cross_validate", "fit_offsets", "folds_of", "train"]

FOLDS = 5
NGRAMS = Ngrams(shortest=1, longest=5, bits=18)
#: Settings of the estimator, chosen by cross-validation (see docs/classifiers.md).
ESTIMATOR: dict[str, Any] = {"C": 12.0, "alpha": 1.0}

_OFFSETS = np.round(np.arange(-1.0, 2.0001, 0.05), 2)
_THRESHOLDS = np.round(np.arange(0.05, 0.951, 0.01), 2)


def folds_of(corpus: Corpus, seed: int) -> NDArray[np.intp]:
    """Return the fold of each message, 0 to 4.

    The fold is hashed from the seed and the message's duplicate key: copies of
    a message stand in one fold, and neither order nor company of a message
    moves it.
    """
    keys = (f"{seed}\0{duplicate_key(text)}".encode() for text in corpus.texts)
    return np.array([int.from_bytes(hashlib.sha256(key).digest()[:8], "big") % FOLDS for key in keys], dtype=np.intp)


def _fit(matrix: csr_matrix, codes: NDArray[np.intp], seed: int) -> Any:
    from brandscore.classify.nblr import NBLogistic

    return NBLogistic(**ESTIMATOR, random_state=seed).fit(matrix, codes)


def cross_validate(
    matrix: csr_matrix, codes: NDArray[np.intp], folds: NDArray[np.intp], classes: int, seed: int
) -> NDArray[np.float64]:
    """Return for each message the probabilities given by a model that has not seen its fold."""
    shares = np.zeros((len(codes), classes))
    for fold in np.unique(folds):
        held_out = folds == fold
        known = np.unique(codes[~held_out])
        if len(known) < 2:  # a fold that holds a whole class, in very small data
            shares[np.ix_(held_out, known)] = 1.0
            continue
        model = _fit(matrix[~held_out], codes[~held_out], seed)
        shares[np.ix_(held_out, known)] = model.predict_proba(matrix[held_out])
    return shares


def _macro_f1(codes: NDArray[np.intp], shares: NDArray[np.float64], offsets: NDArray[np.float64]) -> float:
    classes = shares.shape[1]
    return float(f1_by_class(confusion(codes, decide(shares, offsets), classes)).mean())


def fit_offsets(codes: NDArray[np.intp], shares: NDArray[np.float64], prefer: str) -> tuple[float, ...]:
    """Return what to add to the log-probabilities before the largest is picked.

    With two classes, both preferences take the threshold that gives class 1
    its best F1: where one message in sixteen is labelled 1, accuracy alone
    would hardly ever say 1. With more classes, ``accuracy`` adds nothing and
    ``macro`` climbs, one class after the other, to the best mean F1; the most
    frequent class stays at 0.

    Parameters
    ----------
    codes
        True class of each message.
    shares
        Probabilities of models that have not seen the message.
    prefer
        ``accuracy`` or ``macro``.
    """
    classes = shares.shape[1]
    if classes == 2:
        scores = [f1_by_class(confusion(codes, (shares[:, 1] > t).astype(np.intp), 2))[1] for t in _THRESHOLDS]
        return threshold_offset(float(_THRESHOLDS[int(np.argmax(scores))]))
    offsets = np.zeros(classes)
    if prefer == "macro":
        anchor = int(np.bincount(codes, minlength=classes).argmax())
        best = _macro_f1(codes, shares, offsets)
        for _ in range(5):
            before = best
            for k in range(classes):
                if k == anchor:
                    continue
                for value in _OFFSETS:
                    trial = offsets.copy()
                    trial[k] = value
                    score = _macro_f1(codes, shares, trial)
                    if score > best + 1e-9:
                        best, offsets = score, trial
            if best == before:
                break
    return tuple(float(value) for value in offsets)


def _figures(
    codes: NDArray[np.intp],
    shares: NDArray[np.float64],
    folds: NDArray[np.intp],
    classes: tuple[str, ...],
    seed: int,
) -> dict[str, Any]:
    """Return cross-validated figures; offsets are fitted without the fold they are measured on."""
    figures: dict[str, Any] = {"folds": FOLDS, "rows": len(codes)}
    for prefer in PREFERENCES:
        picked = np.zeros(len(codes), dtype=np.intp)
        for fold in np.unique(folds):
            held_out = folds == fold
            offsets = fit_offsets(codes[~held_out], shares[~held_out], prefer)
            picked[held_out] = decide(shares[held_out], offsets)
        figures[prefer] = measure(codes, picked, classes, seed)
        if len(classes) == 2:
            figures["macro"] = figures[prefer]
            figures["half"] = measure(codes, decide(shares), classes, seed)
            figures["average_precision"] = measure_ranking(codes == 1, shares[:, 1], seed)
            break
    return figures


def train(corpus: Corpus, seed: int = 0, details: Mapping[str, Any] | None = None) -> TextModel:
    """Train a model on all rows of a corpus; its details hold the cross-validated figures.

    Parameters
    ----------
    corpus
        The labelled texts.
    seed
        Seed of the folds, the solver and the intervals. The same corpus and
        seed give the same model, bit for bit.
    details
        Further facts to keep in the model (origin, licence).

    Returns
    -------
    TextModel
    """
    classes = corpus.classes
    number = {name: k for k, name in enumerate(classes)}
    codes = np.array([number[label] for label in corpus.labels], dtype=np.intp)
    matrix = vectorise(corpus.texts, NGRAMS)
    folds = folds_of(corpus, seed)
    shares = cross_validate(matrix, codes, folds, len(classes), seed)
    estimator = _fit(matrix, codes, seed)
    return TextModel(
        task=corpus.task.name,
        classes=classes,
        ngrams=NGRAMS,
        weights=estimator.coef_,
        bias=estimator.intercept_,
        offsets={prefer: fit_offsets(codes, shares, prefer) for prefer in PREFERENCES},
        details={
            **(details or {}),
            "estimator": {**ESTIMATOR, "random_state": seed},
            "seed": seed,
            "training": {
                "rows": len(codes),
                "sha256": corpus.sha256,
                "by_class": {name: int((codes == k).sum()) for name, k in number.items()},
            },
            "cross_validated": _figures(codes, shares, folds, classes, seed),
        },
    )
