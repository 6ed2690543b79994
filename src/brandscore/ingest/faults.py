"""What can be wrong with a cell, and a column that was read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ibis.expr.types import BooleanValue, Value

__all__ = ["LEAVE_EMPTY", "MAPPING", "Fault", "Faults", "Parsed"]

#: How to mend many a cell.
LEAVE_EMPTY = "leave the cell empty where it was not collected"
MAPPING = "read the file with `brandscore ingest` and a mapping"


@dataclass(frozen=True, slots=True)
class Fault:
    """One way in which a cell can be wrong.

    Parameters
    ----------
    what
        What is wrong; follows the value found.
    expected
        What was expected in its place.
    mend
        How to mend it, or a function of the value that says it.
    """

    what: str
    expected: str
    mend: str | Callable[[str], str]

    def mend_of(self, value: str) -> str:
        """Return how to mend a given value."""
        return self.mend if isinstance(self.mend, str) else self.mend(value)


#: Conditions with the faults of cells that cannot be read.
Faults = tuple[tuple[Any, Fault], ...]


@dataclass(frozen=True, slots=True)
class Parsed:
    """One column, read.

    Parameters
    ----------
    value
        The typed value; null where the cell is empty or cannot be read.
    faults
        Conditions with the faults of cells that cannot be read, the first
        that holds counts.
    otherwise
        The fault where none of the conditions holds.
    limit
        The last value that can be true, if there is one.
    assumed
        Condition and words of an assumption that the ledger must tell, if any;
        it was made wherever there is a value too.
    """

    value: Value
    faults: Faults
    otherwise: Fault
    limit: Any = None
    assumed: tuple[BooleanValue, str] | None = None
