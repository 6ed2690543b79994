"""Periods as people write them: a quarter, a month, a year, or two days."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime
from typing import Any

from brandscore.metrics.windows import Period

__all__ = ["day_of", "span_of"]

_WRITTEN = re.compile(r"(\d{4})(?:-(?:Q([1-4])|H([12])|(\d{2})))?", re.IGNORECASE)
#: Years from here on are counted from the Buddha, 543 more than in the common era.
_BUDDHIST = 2400
_HOW = 'write "2026-Q3", "2026-07", "2026", or ["2026-07-01", "2026-09-30"]'


def _check_year(year: int, written: Any) -> None:
    if year >= _BUDDHIST:
        raise ValueError(f"{written!r} is a year of the Buddhist era; write {year - 543}")
    if year < 1900:
        raise ValueError(f"{written!r} is no year that can be meant")


def day_of(value: Any) -> date:
    """Return a day, written as a TOML date or as text.

    Raises
    ------
    ValueError
        If it is no day, with what to write.

    Examples
    --------
    >>> day_of("2026-07-31")
    datetime.date(2026, 7, 31)
    """
    if isinstance(value, datetime):
        raise ValueError(f"{value} has a time; a day is wanted: write {value.date()}")
    try:
        day = value if isinstance(value, date) else date.fromisoformat(value)
    except (TypeError, ValueError):
        raise ValueError(f"{value!r} is no day; write it as 2026-07-31") from None
    _check_year(day.year, str(day))
    return day


def span_of(value: Any) -> Period:
    """Return a period from what a file says of it.

    Raises
    ------
    ValueError
        If it is no period, with what to write.

    Examples
    --------
    >>> span_of("2026-Q3") == span_of(["2026-07-01", "2026-09-30"])
    True
    >>> span_of("2026-02").days
    28
    """
    if isinstance(value, (list, tuple)):
        if len(value) != 2:
            raise ValueError(f"{len(value)} days given; a period has a first and a last day: {_HOW}")
        start, end = day_of(value[0]), day_of(value[1])
        if end < start:
            raise ValueError(f"{end} lies before {start}; the first day comes first")
        return Period(start, end)
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    found = _WRITTEN.fullmatch(text.strip()) if isinstance(text, str) else None
    if not found:
        raise ValueError(f"{value!r} is no period; {_HOW}")
    year = int(found[1])
    _check_year(year, value)
    if found[2]:
        first, months = 3 * int(found[2]) - 2, 3
    elif found[3]:
        first, months = 6 * int(found[3]) - 5, 6
    elif found[4]:
        first, months = int(found[4]), 1
    else:
        first, months = 1, 12
    if not 1 <= first <= 12:
        raise ValueError(f"{value!r} is no period; there are months 01 to 12")
    last = first + months - 1
    return Period(date(year, first, 1), date(year, last, monthrange(year, last)[1]))
