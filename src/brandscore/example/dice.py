"""Chance that comes out the same everywhere.

Only ``random.Random.random`` is promised to repeat itself across Python
versions, and only ``+ - * /`` and the square root are rounded alike on every
machine, so everything here is made of these. ``sum`` over floats is avoided:
its rounding changed between Python versions.
"""

from __future__ import annotations

import random
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from math import sqrt
from typing import TypeVar

__all__ = ["Dice", "running"]

T = TypeVar("T")


def running(weights: Iterable[int]) -> tuple[int, ...]:
    """Return running totals of whole-number weights, as `Dice.index` wants them.

    Examples
    --------
    >>> running([2, 0, 3])
    (2, 2, 5)
    """
    return tuple(accumulate(weights))


class Dice:
    """One stream of chance.

    Parameters
    ----------
    seed
        Seed of the whole example.
    part
        Name of the part that this stream serves: a change in one part leaves
        the others as they were.

    Examples
    --------
    >>> Dice(1, "posts").below(100) == Dice(1, "posts").below(100)
    True
    """

    __slots__ = ("u",)

    def __init__(self, seed: int, part: str) -> None:
        # A text seed goes through SHA-512, not through the salted hash().
        self.u = random.Random(f"brandscore-example/{seed}/{part}").random  # noqa: S311 (no secret)

    def below(self, n: int) -> int:
        """Return a whole number from 0 to ``n - 1``."""
        return int(self.u() * n)

    def between(self, low: int, high: int) -> int:
        """Return a whole number from ``low`` to ``high``, both included."""
        return low + int(self.u() * (high - low + 1))

    def chance(self, share: float) -> bool:
        """Return True in that share of cases."""
        return self.u() < share

    def pick(self, items: Sequence[T]) -> T:
        """Return one of the items."""
        return items[int(self.u() * len(items))]

    def index(self, totals: Sequence[int]) -> int:
        """Return an index by running totals of weights."""
        return bisect_right(totals, int(self.u() * totals[-1]))

    def tail(self, cap: float = 15.0) -> float:
        """Return a heavy-tailed factor of median 1: mostly 0.7 to 2, sometimes up to ``cap``."""
        return min(cap, 1.0 / sqrt(2.0 * self.u() + 1e-9))

    def whole(self, x: float) -> int:
        """Round at random, so that the mean is kept."""
        return int(x + self.u())
