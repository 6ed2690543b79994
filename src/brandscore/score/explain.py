"""A score taken apart, and two scores held against each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["Difference", "difference"]

#: (platform, side, indicator)
PartKey = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Difference:
    """What one indicator adds to the gap between two scores.

    Parameters
    ----------
    platform, side, indicator
        Where it comes from.
    mine, other
        Contribution to either score; 0 where it did not enter.
    """

    platform: str
    side: str
    indicator: str
    mine: float
    other: float

    @property
    def points(self) -> float:
        """Points of the gap."""
        return self.mine - self.other


def difference(mine: Mapping[PartKey, float], other: Mapping[PartKey, float]) -> list[Difference]:
    """Split the gap between two scores over the indicators, the largest first.

    The points sum to the gap, since either score is the sum of its
    contributions.

    Examples
    --------
    >>> parts = difference({("x", "own", "followers"): 5.0}, {("x", "own", "followers"): 2.0})
    >>> parts[0].points
    3.0
    """
    parts = [Difference(*key, mine.get(key, 0.0), other.get(key, 0.0)) for key in sorted({*mine, *other})]
    return sorted(parts, key=lambda d: -abs(d.points))
