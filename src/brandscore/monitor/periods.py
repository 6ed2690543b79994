"""The calendar of a timeline: its periods, the days behind each, and the base window."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import cast, get_args

from brandscore.errors import UsageError
from brandscore.metrics.windows import Every, Period

__all__ = ["BASE_DAYS", "base_window", "every_named", "rolling_days", "spans_of"]

#: Days of the base window that the reference is taken from.
BASE_DAYS = 90

_WINDOW = re.compile(r"([0-9]{1,4}) ?(?:d|days?)")


def rolling_days(window: str | int | None) -> int | None:
    """Return the days of a rolling window; None = each period stands for itself.

    Raises
    ------
    UsageError
        If it is no number of days above 0.

    Examples
    --------
    >>> rolling_days("7d"), rolling_days(28), rolling_days(None)
    (7, 28, None)
    """
    if window is None:
        return None
    if isinstance(window, str):
        found = _WINDOW.fullmatch(window.strip().lower())
        days = int(found[1]) if found else 0
    else:
        days = window
    if days < 1:
        raise UsageError(f"window: {window!r} is no number of days; write it as 7d.")
    return days


def base_window(data: Period, days: int = BASE_DAYS) -> Period:
    """Return the first days of the data, or all of them while there are fewer.

    Raises
    ------
    UsageError
        If the days are not above 0.

    Examples
    --------
    >>> from datetime import date
    >>> base_window(Period(date(2026, 1, 1), date(2026, 6, 30)))
    Period(start=datetime.date(2026, 1, 1), end=datetime.date(2026, 3, 31))
    """
    if days < 1:
        raise UsageError(f"base: {days!r} is no number of days; write one above 0.")
    return Period(data.start, min(data.end, data.start + timedelta(days=days - 1)))


def every_named(name: str) -> Every:
    """Return the kind of period of that name.

    Raises
    ------
    UsageError
        If there is none.
    """
    for known in get_args(Every):
        if name == known:
            return cast(Every, known)
    raise UsageError(f"every: {name!r} is not known; choose {', '.join(get_args(Every))}.")


def spans_of(periods: tuple[Period, ...], rolling: int | None, data: Period) -> tuple[Period, ...]:
    """Return the days behind the figures of each period.

    Without a rolling window these are the period's own. With one they are the
    days that end with the period's last, as far back as there are data: days
    before the window asked for are looked back at, too, so that a narrower
    window moves no point.

    Examples
    --------
    >>> from datetime import date
    >>> week = Period(date(2026, 3, 2), date(2026, 3, 8))
    >>> spans_of((week,), 28, Period(date(2026, 2, 20), date(2026, 6, 30)))[0].days
    17
    """
    if rolling is None:
        return periods
    back = timedelta(days=rolling - 1)
    first = min(data.start, periods[0].start)
    return tuple(Period(max(first, p.end - back), p.end) for p in periods)
