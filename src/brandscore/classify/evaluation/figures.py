"""Accuracy, F1, precision and recall with bootstrap intervals, and what rejecting unsure labels gains."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from brandscore.classify.evaluation.predictions import Predictions
from brandscore.classify.measure import Estimate, confusion, f1_by_class

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["THRESHOLDS", "estimate", "rejection", "scores"]

_DRAWS = 1_000
#: Probabilities of the picked label below which it is not given, on the rejection curve.
THRESHOLDS: tuple[float, ...] = (0.0, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)


def estimate(value: float, draws: NDArray[np.float64]) -> dict[str, float]:
    """Return a value with the middle 95 % of its draws."""
    low, high = np.percentile(draws, (2.5, 97.5))
    return Estimate(float(value), float(low), float(high)).as_dict()


def _ratio(part: NDArray[Any], whole: NDArray[Any]) -> NDArray[np.float64]:
    ratio: NDArray[np.float64] = part / np.maximum(whole, 1)
    return ratio


def scores(truth: NDArray[np.intp], picked: NDArray[np.intp], classes: tuple[str, ...], seed: int) -> dict[str, Any]:
    """Return how well labels were picked, each figure with its 95 % interval.

    The intervals are those of resampling messages with replacement: what is
    counted is the confusion matrix, and its cells are drawn directly.

    Parameters
    ----------
    truth, picked
        Number of the class of each message, and of the one picked; at least
        one message.
    classes
        Names of the classes.
    seed
        Seed of the draws.

    Returns
    -------
    dict
        ``rows``; ``accuracy`` and ``macro_f1`` (value, low, high), the latter
        the mean F1 of the classes that are true of some message;
        ``by_class``: rows, precision, recall and f1 of each class that is true
        or picked; ``confusion``: a row per true class, a column per picked.

    Examples
    --------
    >>> found = scores(np.array([0, 0, 1, 1]), np.array([0, 1, 1, 1]), ("0", "1"), 0)
    >>> found["accuracy"]["value"], found["by_class"]["1"]["precision"]["value"], found["confusion"]
    (0.75, 0.666667, [[1, 1], [0, 2]])
    """
    size = len(classes)
    counts = confusion(truth, picked, size)
    total = int(counts.sum())
    drawn = np.random.default_rng(seed).multinomial(total, counts.ravel() / total, size=_DRAWS)
    draws = drawn.reshape(_DRAWS, size, size)
    diagonal, diagonals = np.diagonal(counts), np.diagonal(draws, axis1=1, axis2=2)
    f1, f1_draws = f1_by_class(counts), f1_by_class(draws)
    precision, precision_draws = _ratio(diagonal, counts.sum(axis=0)), _ratio(diagonals, draws.sum(axis=1))
    recall, recall_draws = _ratio(diagonal, counts.sum(axis=1)), _ratio(diagonals, draws.sum(axis=2))
    true = counts.sum(axis=1) > 0
    shown = np.flatnonzero(true | (counts.sum(axis=0) > 0))
    return {
        "rows": total,
        "accuracy": estimate(diagonal.sum() / total, diagonals.sum(axis=1) / total),
        "macro_f1": estimate(float(f1[true].mean()), f1_draws[:, true].mean(axis=1)),
        "by_class": {
            classes[k]: {
                "rows": int(counts[k].sum()),
                "precision": estimate(precision[k], precision_draws[:, k]),
                "recall": estimate(recall[k], recall_draws[:, k]),
                "f1": estimate(f1[k], f1_draws[:, k]),
            }
            for k in shown
        },
        "confusion": counts.tolist(),
    }


def rejection(predictions: Predictions, seed: int) -> list[dict[str, Any]]:
    """Return, for each threshold, what remains when labels less probable than it are not given.

    Returns
    -------
    list of dict
        ``threshold``, ``rows``, ``coverage`` (share of messages that keep
        their label), and, where any do, ``accuracy`` and ``macro_f1`` among
        them.

    Examples
    --------
    >>> shares = np.array([[0.9, 0.1], [0.45, 0.55]])
    >>> said = Predictions(("0", "1"), np.array([0, 0]), np.array([0, 1]), shares)
    >>> [(row["threshold"], row["coverage"], row["accuracy"]["value"]) for row in rejection(said, 0)[2:4]]
    [(0.5, 1.0, 0.5), (0.6, 0.5, 1.0)]
    """
    sure = predictions.shares[np.arange(len(predictions.picked)), predictions.picked]
    rows: list[dict[str, Any]] = []
    for threshold in THRESHOLDS:
        kept = sure >= threshold
        row: dict[str, Any] = {"threshold": threshold, "rows": int(kept.sum()), "coverage": float(kept.mean())}
        if kept.any():
            found = scores(predictions.truth[kept], predictions.picked[kept], predictions.classes, seed)
            row |= {name: found[name] for name in ("accuracy", "macro_f1")}
            if len(predictions.classes) == 2 and "1" in found["by_class"]:
                row["f1"] = found["by_class"]["1"]["f1"]
        rows.append(row)
    return rows
