"""Whether probabilities mean what they say: calibration error, Brier score, reliability."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from brandscore.classify.evaluation.figures import estimate
from brandscore.classify.evaluation.predictions import Predictions

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["BINS", "calibration", "calibration_error", "reliability", "wilson"]

#: Bins of equal width between 0 and 1.
BINS = 10
_DRAWS = 200
_Z = 1.959964


def wilson(hits: int, rows: int) -> tuple[float, float]:
    """Return the 95 % Wilson interval of a share.

    Examples
    --------
    >>> [round(x, 3) for x in wilson(8, 10)]
    [0.49, 0.943]
    """
    share, square = hits / rows, _Z * _Z
    middle = (share + square / (2 * rows)) / (1 + square / rows)
    half = _Z / (1 + square / rows) * math.sqrt(share * (1 - share) / rows + square / (4 * rows * rows))
    return max(0.0, middle - half), min(1.0, middle + half)


def _bin(said: NDArray[np.float64]) -> NDArray[np.intp]:
    return np.minimum((said * BINS).astype(np.intp), BINS - 1)


def _sums(
    said: NDArray[np.float64], right: NDArray[np.bool_]
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    place = _bin(said)
    return (
        np.bincount(place, minlength=BINS).astype(np.float64),
        np.bincount(place, weights=said, minlength=BINS).astype(np.float64),
        np.bincount(place, weights=right, minlength=BINS).astype(np.float64),
    )


def calibration_error(said: NDArray[np.float64], right: NDArray[np.bool_]) -> float:
    """Return the expected calibration error.

    The messages are put into ten bins of equal width by the probability said;
    the error is the mean distance, over messages, of a bin's mean probability
    from its share of messages for which it came true.

    Examples
    --------
    >>> round(calibration_error(np.array([0.8, 0.8, 0.3, 0.3]), np.array([True, True, False, True])), 3)
    0.2
    """
    _, mean, hits = _sums(said, right)
    return float(np.abs(mean - hits).sum() / len(said))


def reliability(said: NDArray[np.float64], right: NDArray[np.bool_]) -> list[dict[str, Any]]:
    """Return each bin that is not empty: low, high, rows, mean probability said, share that came true, its interval."""
    rows, mean, hits = _sums(said, right)
    found = []
    for k in np.flatnonzero(rows):
        low, high = wilson(int(hits[k]), int(rows[k]))
        found.append(
            {
                "from": round(k / BINS, 2),
                "to": round((k + 1) / BINS, 2),
                "rows": int(rows[k]),
                "said": round(float(mean[k] / rows[k]), 6),
                "true": round(float(hits[k] / rows[k]), 6),
                "true_low": round(low, 6),
                "true_high": round(high, 6),
            }
        )
    return found


def _brier(truth: NDArray[np.intp], shares: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return each message's part of the Brier score; for two classes that of class 1, for more the sum over classes."""
    wrong = shares.copy()
    wrong[np.arange(len(truth)), truth] -= 1.0
    squares: NDArray[np.float64] = (wrong**2)[:, 1] if shares.shape[1] == 2 else (wrong**2).sum(axis=1)
    return squares


def calibration(predictions: Predictions, seed: int) -> dict[str, Any]:
    """Return how far the probabilities can be trusted.

    Intervals are those of resampling messages (200 draws). Resampling adds
    noise of its own to a calibration error, so its interval leans upwards.

    Returns
    -------
    dict
        ``ece``: of the most probable class; ``ece_by_class``: of each class
        that is true of some message; ``brier``, and ``brier_of_shares`` if
        every message were given the shares of the classes; ``reliability`` of
        the most probable class, and ``reliability_by_class``.
    """
    truth, shares = predictions.truth, predictions.shares
    top = shares.argmax(axis=1)
    views: dict[str, tuple[NDArray[np.float64], NDArray[np.bool_]]] = {"top": (shares.max(axis=1), top == truth)}
    for k, name in enumerate(predictions.classes):
        if len(predictions.classes) == 2 and k == 0:
            continue  # says the same as the other class
        if (truth == k).any():
            views[name] = (shares[:, k], truth == k)
    parts = _brier(truth, shares)
    draw = np.random.default_rng(seed)
    drawn: dict[str, list[float]] = {name: [] for name in (*views, "brier")}
    for _ in range(_DRAWS):
        rows = draw.integers(0, len(truth), len(truth))
        for name, (said, right) in views.items():
            drawn[name].append(calibration_error(said[rows], right[rows]))
        drawn["brier"].append(float(parts[rows].mean()))
    errors = {name: _with_draws(calibration_error(*view), drawn[name]) for name, view in views.items()}
    base = np.bincount(truth, minlength=len(predictions.classes)) / len(truth)
    return {
        "ece": errors.pop("top"),
        "ece_by_class": errors,
        "brier": _with_draws(float(parts.mean()), drawn["brier"]),
        "brier_of_shares": round(float(_brier(truth, np.tile(base, (len(truth), 1))).mean()), 6),
        "reliability": reliability(*views["top"]),
        "reliability_by_class": {name: reliability(*view) for name, view in views.items() if name != "top"},
    }


def _with_draws(value: float, draws: list[float]) -> dict[str, float]:
    found = estimate(value, np.array(draws))
    return {**found, "low": min(found["low"], found["value"])}
