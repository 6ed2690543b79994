"""Measured indicators as plain values: what the score is computed from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from brandscore.metrics.windows import Period

__all__ = ["Cell", "CellKey", "Measured"]

#: (period number, brand, platform, side)
CellKey = tuple[int, str, str, str]


@dataclass(frozen=True, slots=True)
class Cell:
    """What was measured of one brand on one platform and side in one period.

    Parameters
    ----------
    values
        Value by indicator; None where it cannot be had.
    notes
        What was assumed or left out, by indicator.
    counts
        The totals behind the values (pos, neu, neg, q, messages, …).
    """

    values: Mapping[str, float | int | None]
    notes: Mapping[str, tuple[str, ...]]
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Measured:
    """All cells of all periods, and what was collected at all.

    Parameters
    ----------
    periods
        The periods; a cell's first key is its place here.
    cells
        The cells, by (period, brand, platform, side).
    present
        (table, brand, platform, side) that hold rows, over all loaded data;
        side is ``own`` for accounts and posts.
    collected
        (platform, side, indicator) that somebody's data hold, over all loaded
        data.
    """

    periods: tuple[Period, ...]
    cells: Mapping[CellKey, Cell]
    present: frozenset[tuple[str, str, str, str]] = field(default_factory=frozenset)
    collected: frozenset[tuple[str, str, str]] = field(default_factory=frozenset)
