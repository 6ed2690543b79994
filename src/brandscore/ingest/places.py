"""Where a row of a typed table comes from: one number for file and row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

__all__ = ["AT", "Place", "place_of", "places"]

#: Column of a typed table that tells a row's file and row number.
AT = "at__"
#: `AT` is the number of the file times this, plus the row.
_FILE = 10**12


@dataclass(frozen=True, slots=True)
class Place:
    """File and row of a row."""

    source: str
    row: int


def places(rows: Any, number: int) -> Any:
    """Return the numbers that name rows of file ``number``."""
    return rows + number * _FILE


def place_of(at: int, sources: tuple[str, ...]) -> Place:
    """Return where a row stands that `AT` names.

    Examples
    --------
    >>> place_of(1_000_000_000_007, ("a.csv", "b.csv"))
    Place(source='b.csv', row=7)
    """
    return Place(sources[at // _FILE], at % _FILE)
