"""Windows and calendars: which Bangkok days belong to which period."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from brandscore.errors import DataError

if TYPE_CHECKING:
    from ibis.expr.types import Table as Expr

    from brandscore.engine.session import Session

__all__ = ["Calendar", "Every", "Period", "data_window", "periods_of", "span_of", "stage_calendar"]

Every = Literal["day", "week", "month"]


@dataclass(frozen=True, slots=True)
class Period:
    """A run of whole Bangkok days, both ends included.

    Examples
    --------
    >>> Period(date(2026, 1, 1), date(2026, 1, 31)).days
    31
    """

    start: date
    end: date

    @property
    def days(self) -> int:
        """Number of days."""
        return (self.end - self.start).days + 1


@dataclass(frozen=True, slots=True)
class Calendar:
    """Periods as two staged tables.

    Parameters
    ----------
    periods
        The periods, in order; a period's number is its place here.
    days
        Table (day, period): every day of every period.
    edges
        Table (period, first_day, last_day).
    """

    periods: tuple[Period, ...]
    days: Expr
    edges: Expr


def stage_calendar(session: Session, periods: Sequence[Period], name: str = "calendar") -> Calendar:
    """Write periods into the session as a calendar.

    Periods may overlap (rolling windows): a day then belongs to several.
    """
    import pyarrow as pa

    days: list[date] = []
    numbers: list[int] = []
    for number, period in enumerate(periods):
        days.extend(period.start + timedelta(days=i) for i in range(period.days))
        numbers.extend([number] * period.days)
    of_days = pa.table({"day": pa.array(days, pa.date32()), "period": pa.array(numbers, pa.int32())})
    of_edges = pa.table(
        {
            "period": pa.array(range(len(periods)), pa.int32()),
            "first_day": pa.array([p.start for p in periods], pa.date32()),
            "last_day": pa.array([p.end for p in periods], pa.date32()),
        }
    )
    return Calendar(tuple(periods), session.stage(f"{name}_days", of_days), session.stage(f"{name}_edges", of_edges))


def data_window(session: Session, accounts: Expr | None, posts: Expr | None, mentions: Expr | None) -> Period:
    """Return the first to the last Bangkok day over published_at, posted_at and accounts.date.

    Raises
    ------
    DataError
        If no table holds a dated row.
    """
    found = span_of(session, ((accounts, "date"), (posts, "day"), (mentions, "day")))
    if found is None:
        raise DataError("no dated rows: accounts, posts or mentions must hold at least one row.")
    return found


def span_of(session: Session, dated: Iterable[tuple[Expr | None, str]]) -> Period | None:
    """Return the first to the last day over columns of tables; None where there is no dated row."""
    spans = []
    for table, column in dated:
        if table is not None:
            row = session.rows(table.aggregate(first=table[column].min(), last=table[column].max()))[0]
            if row["first"] is not None:
                spans.append((row["first"], row["last"]))
    return Period(min(first for first, _ in spans), max(last for _, last in spans)) if spans else None


def periods_of(window: Period, every: Every) -> tuple[Period, ...]:
    """Cut a window into calendar periods.

    Parameters
    ----------
    window
        What to cut.
    every
        ``day``, ``week`` (Monday to Sunday) or ``month``. The first and the
        last period are cut at the window's ends.

    Returns
    -------
    tuple of Period
        In order, without gaps.

    Examples
    --------
    >>> [p.days for p in periods_of(Period(date(2026, 1, 30), date(2026, 2, 2)), "month")]
    [2, 2]
    """
    periods = []
    start = window.start
    while start <= window.end:
        if every == "day":
            end = start
        elif every == "week":
            end = start + timedelta(days=6 - start.weekday())
        else:
            following = date(start.year + start.month // 12, start.month % 12 + 1, 1)
            end = following - timedelta(days=1)
        end = min(end, window.end)
        periods.append(Period(start, end))
        start = end + timedelta(days=1)
    return tuple(periods)
