"""The ledger: every row that was merged, dropped or read under an assumption, one line each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

__all__ = ["Ledger", "LedgerLine"]


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """What was done to some rows of an input, and why.

    Parameters
    ----------
    source
        File name, or name of the dataframe.
    action
        One word: ``merged``, ``replaced``, ``dropped``, ``assumed``, ``ignored``, ``flagged``,
        ``classified``.
    detail
        What, and why, for a person.
    row
        Row as a spreadsheet numbers it, where one row is meant.
    rows
        How many rows it stands for.
    """

    source: str
    action: str
    detail: str
    row: int | None = None
    rows: int = 1

    def __str__(self) -> str:
        place = self.source if self.row is None else f"{self.source}, row {self.row}"
        return f"{place}: {self.action}: {self.detail}"


@dataclass(slots=True)
class Ledger:
    """Lines in the order they were written."""

    lines: list[LedgerLine] = field(default_factory=list)

    def add(self, source: str, action: str, detail: str, row: int | None = None, rows: int = 1) -> None:
        """Write one line."""
        self.lines.append(LedgerLine(source, action, detail, row, rows))

    def __iter__(self) -> Iterator[LedgerLine]:
        return iter(self.lines)

    def __len__(self) -> int:
        return len(self.lines)
