"""How well labels were predicted: accuracy, F1, average precision, each with a bootstrap interval."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Estimate", "average_precision", "confusion", "f1_by_class", "measure", "measure_ranking"]

_DRAWS = 1_000
_INTERVAL = (2.5, 97.5)


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its 95 % interval, all between 0 and 1.

    Examples
    --------
    >>> str(Estimate(0.731, 0.725, 0.737))
    '73.1 % (72.5 to 73.7)'
    """

    value: float
    low: float
    high: float

    def as_dict(self) -> dict[str, float]:
        """Return value, low and high, at six decimals."""
        return {"value": round(self.value, 6), "low": round(self.low, 6), "high": round(self.high, 6)}

    def __str__(self) -> str:
        return f"{100 * self.value:.1f} % ({100 * self.low:.1f} to {100 * self.high:.1f})"


def confusion(truth: NDArray[np.intp], predicted: NDArray[np.intp], classes: int) -> NDArray[np.int64]:
    """Return how often each class (row) was predicted as each class (column).

    Examples
    --------
    >>> confusion(np.array([0, 0, 1]), np.array([0, 1, 1]), 2).tolist()
    [[1, 1], [0, 1]]
    """
    return np.bincount(truth * classes + predicted, minlength=classes * classes).reshape(classes, classes)


def f1_by_class(counts: NDArray[Any]) -> NDArray[np.float64]:
    """Return F1 of each class from confusion counts (the last two axes); 0 where a class never occurs.

    Examples
    --------
    >>> f1_by_class(np.array([[1, 1], [0, 1]])).round(3).tolist()
    [0.667, 0.667]
    """
    hits = np.diagonal(counts, axis1=-2, axis2=-1).astype(np.float64)
    both = counts.sum(axis=-1) + counts.sum(axis=-2)
    scores: NDArray[np.float64] = 2.0 * hits / np.maximum(both, 1)
    return scores


def average_precision(
    truth: NDArray[np.bool_], shares: NDArray[np.float64], weights: NDArray[np.float64] | None = None
) -> float:
    """Return the mean of precision over the true rows, going down by probability; ties count as one step.

    Examples
    --------
    >>> round(average_precision(np.array([True, False, True]), np.array([0.9, 0.8, 0.7])), 4)
    0.8333
    """
    order = np.argsort(-shares, kind="stable")
    weight = np.ones(len(shares)) if weights is None else weights[order]
    found = np.cumsum(weight * truth[order])
    seen = np.cumsum(weight)
    # The last row of each run of equal probabilities.
    ends = np.append(np.flatnonzero(np.diff(shares[order])), len(shares) - 1)
    found, seen = found[ends], seen[ends]
    if found[-1] == 0:
        return 0.0
    return float((np.diff(found, prepend=0.0) * found / np.maximum(seen, 1e-12)).sum() / found[-1])


def _estimate(value: float, draws: NDArray[np.float64]) -> dict[str, float]:
    low, high = np.percentile(draws, _INTERVAL)
    return Estimate(float(value), float(low), float(high)).as_dict()


def measure(
    truth: NDArray[np.intp], predicted: NDArray[np.intp], classes: tuple[str, ...], seed: int
) -> dict[str, Any]:
    """Return accuracy, macro-F1 and the F1 of each class, with intervals.

    The intervals are those of resampling messages with replacement: what is
    counted is the confusion matrix, and its cells are drawn directly.

    Parameters
    ----------
    truth, predicted
        Number of the class of each message.
    classes
        Names of the classes.
    seed
        Seed of the draws.

    Returns
    -------
    dict
        ``accuracy``, ``macro_f1``: value, low, high. ``f1``: the same by
        class. ``confusion``: rows are the truth.
    """
    counts = confusion(truth, predicted, len(classes))
    total = int(counts.sum())
    draws = (
        np.random.default_rng(seed)
        .multinomial(total, counts.ravel() / total, size=_DRAWS)
        .reshape(_DRAWS, len(classes), len(classes))
    )
    f1, f1_draws = f1_by_class(counts), f1_by_class(draws)
    return {
        "accuracy": _estimate(np.trace(counts) / total, np.trace(draws, axis1=1, axis2=2) / total),
        "macro_f1": _estimate(f1.mean(), f1_draws.mean(axis=1)),
        "f1": {name: _estimate(f1[k], f1_draws[:, k]) for k, name in enumerate(classes)},
        "confusion": counts.tolist(),
    }


def measure_ranking(truth: NDArray[np.bool_], shares: NDArray[np.float64], seed: int) -> dict[str, float]:
    """Return the average precision with its interval (Poisson bootstrap, 200 draws)."""
    generator = np.random.default_rng(seed)
    draws = [average_precision(truth, shares, generator.poisson(1.0, len(truth)).astype(float)) for _ in range(200)]
    return _estimate(average_precision(truth, shares), np.array(draws))
