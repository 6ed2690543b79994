"""From scores to probabilities, and from probabilities to a label."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["CALIBRATIONS", "Calibration", "decide", "probabilities", "threshold_offset"]

#: Probabilities below this count as this when logarithms are taken.
_TINY = 1e-12
#: Scores beyond this tell nothing apart in float64, and exp of more overflows.
_MOST = 500.0

#: How scores may be calibrated.
CALIBRATIONS = ("none", "temperature", "platt", "vector")
_LINKS = ("rest", "softmax")


@dataclass(frozen=True, slots=True)
class Calibration:
    """How the scores of a model become probabilities: each is scaled and shifted, then all are squashed.

    Parameters
    ----------
    kind
        How it was fitted. ``none``: not at all. ``temperature``: one scale for
        all scores. ``platt``: a scale and a shift for each score by itself.
        ``vector``: the same, fitted together.
    scale, shift
        One number per score; empty for ``none``.
    link
        What more than two classes are squashed with. ``rest``: each score by
        the logistic function, then divided by their sum. ``softmax``: all by
        one softmax.

    Raises
    ------
    ValueError
        If the numbers do not fit the kind.

    Examples
    --------
    >>> Calibration("temperature", (0.5,), (0.0,)).apply(np.array([[2.0]])).tolist()
    [[1.0]]
    """

    kind: str = "none"
    scale: tuple[float, ...] = ()
    shift: tuple[float, ...] = ()
    link: str = "rest"

    def __post_init__(self) -> None:
        numbers = np.array([*self.scale, *self.shift], dtype=np.float64)
        fits = self.kind in CALIBRATIONS and self.link in _LINKS and bool(np.isfinite(numbers).all())
        fits = fits and len(self.scale) == len(self.shift) and (self.kind == "none") == (not self.scale)
        if not fits:
            raise ValueError(f"not a possible calibration: {self}")

    def fits(self, scores: int) -> bool:
        """Whether it is one for this number of scores."""
        return len(self.scale) in (0, scores)

    def apply(self, scores: NDArray[Any]) -> NDArray[np.float64]:
        """Return the scores, a column each, scaled and shifted."""
        plain: NDArray[np.float64] = scores.astype(np.float64)
        return plain * np.array(self.scale) + np.array(self.shift) if self.scale else plain

    def as_dict(self) -> dict[str, Any]:
        """Return the parameters by name."""
        return asdict(self)

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Calibration:
        """Return the calibration that `as_dict` described.

        Examples
        --------
        >>> Calibration.from_dict(Calibration().as_dict()) == Calibration()
        True
        """
        numbers = {name: tuple(float(x) for x in values[name]) for name in ("scale", "shift")}
        return cls(kind=values["kind"], link=values["link"], **numbers)


def probabilities(scores: NDArray[Any], calibration: Calibration | None = None) -> NDArray[np.float64]:
    """Return probabilities from scores.

    Parameters
    ----------
    scores
        One-dimensional, or of one column: log-odds of the second of two
        classes. Otherwise a column per class.
    calibration
        Applied first; without it, scores are log-odds of one class against
        the rest.

    Returns
    -------
    numpy.ndarray
        A column per class; rows sum to 1.

    Examples
    --------
    >>> probabilities(np.array([0.0], dtype=np.float32)).tolist()
    [[0.5, 0.5]]
    >>> softmax = Calibration("vector", (1.0, 1.0, 1.0), (0.0, 0.0, 0.0), "softmax")
    >>> probabilities(np.zeros((1, 3)), softmax).round(3).tolist()
    [[0.333, 0.333, 0.333]]
    """
    known = Calibration() if calibration is None else calibration
    table = known.apply(scores.reshape(len(scores), -1))
    if table.shape[1] > 1 and known.link == "softmax":
        shares = np.exp(np.maximum(table - table.max(axis=1, keepdims=True), -_MOST))
    else:
        shares = 1.0 / (1.0 + np.exp(-np.clip(table, -_MOST, _MOST)))
        if table.shape[1] == 1:
            return np.hstack([1.0 - shares, shares])
    whole: NDArray[np.float64] = shares / shares.sum(axis=1, keepdims=True)
    return whole


def decide(
    shares: NDArray[np.float64], offsets: Sequence[float] | NDArray[np.float64] | None = None
) -> NDArray[np.intp]:
    """Return the column picked in each row: the largest log-probability plus its offset.

    Examples
    --------
    >>> decide(np.array([[0.6, 0.4]])).tolist(), decide(np.array([[0.6, 0.4]]), [0, 0.5]).tolist()
    ([0], [1])
    """
    if offsets is None or not np.any(offsets):
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
