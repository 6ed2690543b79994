"""From scores to probabilities, and from probabilities to a label."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["decide", "probabilities", "threshold_offset"]

#: Probabilities below this count as this when logarithms are taken.
_TINY = 1e-12


def probabilities(scores: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return probabilities from scores of one class against the rest.

    Parameters
    ----------
    scores
        One-dimensional: log-odds of the second of two classes. Otherwise a
        column per class, each squashed on its own; rows are then divided by
        their sum.

    Returns
    -------
    numpy.ndarray
        A column per class; rows sum to 1.

    Examples
    --------
    >>> probabilities(np.array([0.0], dtype=np.float32)).tolist()
    [[0.5, 0.5]]
    """
    # Clipped where exp would overflow; float64 tells nothing apart beyond.
    squashed = 1.0 / (1.0 + np.exp(-np.clip(scores.astype(np.float64), -500.0, 500.0)))
    if scores.ndim == 1:
        return np.column_stack([1.0 - squashed, squashed])
    shares: NDArray[np.float64] = squashed / squashed.sum(axis=1, keepdims=True)
    return shares


def decide(
    shares: NDArray[np.float64], offsets: Sequence[float] | NDArray[np.float64] | None = None
) -> NDArray[np.intp]:
    """Return the column picked in each row: the largest log-probability plus its offset.

    Examples
    --------
    >>> decide(np.array([[0.6, 0.4]])).tolist(), decide(np.array([[0.6, 0.4]]), [0, 0.5]).tolist()
    ([0], [1])
    """
    if offsets is None:
        picked: NDArray[np.intp] = np.argmax(shares, axis=1)
    else:
        picked = np.argmax(np.log(np.maximum(shares, _TINY)) + np.asarray(offsets, dtype=np.float64), axis=1)
    return picked


def threshold_offset(threshold: float) -> tuple[float, float]:
    """Return the offsets that pick the second of two classes above a probability.

    Examples
    --------
    >>> [round(x, 4) for x in threshold_offset(0.25)]
    [0.0, 1.0986]
    """
    return 0.0, float(np.log((1.0 - threshold) / threshold))
