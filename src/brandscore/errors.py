"""Errors that a person can act on: what, where, what was expected, how to mend it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

__all__ = ["BrandscoreError", "DataError", "Problem", "ProfileError", "RefusedError", "UsageError", "WriteError"]

#: Problems of one kind that are listed row by row before the rest is only counted.
LISTED = 20


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with some input, and how to mend it.

    Parameters
    ----------
    source
        File name, or the name of the dataframe (``posts``).
    what
        What is wrong, with the value that was found.
    expected
        What was expected in its place.
    mend
        How to mend it.
    row
        Row as a spreadsheet numbers it (the header is row 1), or ``None``
        where the problem belongs to the whole file.
    column
        Name of the column, where there is one.
    more
        How many further rows have the same problem beside the one shown.
    """

    source: str
    what: str
    expected: str = ""
    mend: str = ""
    row: int | None = None
    column: str | None = None
    more: int = 0

    def __str__(self) -> str:
        place = self.source
        if self.row is not None:
            place += f", row {self.row}"
        if self.column is not None:
            place += f", column {self.column}"
        text = f"{place}: {self.what}"
        if self.expected:
            text += f"; expected {self.expected}"
        if self.mend:
            text += f". {self.mend[0].upper()}{self.mend[1:]}"
        if self.more:
            text += f" (and {self.more:,} more rows like this)"
        return text


class BrandscoreError(Exception):
    """Base of every error that brandscore raises about its input."""


class DataError(BrandscoreError):
    """Input data cannot be used; lists every problem found.

    Parameters
    ----------
    problems
        The problems, or one message.
    """

    def __init__(self, problems: Iterable[Problem] | str) -> None:
        self.problems: Sequence[Problem] = (
            (Problem(source="data", what=problems),) if isinstance(problems, str) else tuple(problems)
        )
        if isinstance(problems, str):
            super().__init__(problems)
            return
        total = sum(1 + p.more for p in self.problems)
        head = "1 problem" if total == 1 else f"{total:,} problems"
        super().__init__("\n".join([f"{head} in the data:", *(f"  {p}" for p in self.problems)]))


class ProfileError(BrandscoreError):
    """A profile (weights) or another settings file is wrong."""


class RefusedError(BrandscoreError):
    """The question is wider than the data; the message names a narrower one."""


class UsageError(BrandscoreError):
    """An option or argument has a value that cannot be."""


class WriteError(BrandscoreError):
    """Results cannot be written where they were asked for."""
