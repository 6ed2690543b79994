"""What had been collected by some day, so that what comes later moves nothing before it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from brandscore.indicators import applicable
from brandscore.metrics.measured import Measured
from brandscore.platforms import PLATFORM_NAMES, SIDES

if TYPE_CHECKING:
    from brandscore.engine.session import Session
    from brandscore.metrics.measures import Tables

__all__ = ["FirstDays", "first_days", "known_by"]

_DAY = {"accounts": "date", "posts": "day", "mentions": "day"}
_INDICATORS = tuple((p, s, i) for s in SIDES for p in PLATFORM_NAMES for i in applicable(s, p))


@dataclass(frozen=True, slots=True)
class FirstDays:
    """When collecting began.

    Parameters
    ----------
    rows
        Day of the first row of each (table, brand, platform, side).
    columns
        Day of the first row that fills a column, by (table, platform, side,
        column).
    """

    rows: Mapping[tuple[str, str, str, str], date]
    columns: Mapping[tuple[str, str, str, str], date]


def first_days(session: Session, tables: Tables) -> FirstDays:
    """Return when collecting began, of every brand and column."""
    rows: dict[tuple[str, str, str, str], date] = {}
    columns: dict[tuple[str, str, str, str], date] = {}
    for name, day in _DAY.items():
        table = getattr(tables, name)
        if table is None:
            continue
        keys = ["brand", "platform"] + (["channel"] if name == "mentions" else [])
        wanted = sorted({c for _, _, i in _INDICATORS for c in i.columns} & set(table.columns))
        found = table.group_by(keys).aggregate(
            first_row=table[day].min(), **{f"first_{c}": table[day].min(where=table[c].notnull()) for c in wanted}
        )
        for row in session.rows(found):
            side = row.get("channel", "own")
            rows[name, row["brand"], row["platform"], side] = row["first_row"]
            for column in wanted:
                key, since = (name, row["platform"], side, column), row[f"first_{column}"]
                if since is not None:
                    columns[key] = min(since, columns.get(key, since))
    return FirstDays(rows, columns)


def known_by(measured: Measured, first: FirstDays, days: Sequence[date], edge_days: int) -> list[Measured]:
    """Return, for each day, what was measured with what had been collected by then.

    A brand is present in a cell from its first row on, and an indicator
    collected from the first row that fills it: a page that opens in June was
    absent in May, whenever May is looked at.

    Parameters
    ----------
    measured
        What was measured; its cells stay as they are.
    first
        When collecting began.
    days
        The days, in any order.
    edge_days
        How far from a window's edge a snapshot of followers may lie: one that
        is first taken so soon after a day counts for it.
    """
    edge = timedelta(days=edge_days)
    made: dict[tuple[int, int], Measured] = {}
    known = []
    for day in days:

        def there(table: str, since: date | None, day: date = day) -> bool:
            return since is not None and since <= (day + edge if table == "accounts" else day)

        present = frozenset(key for key, since in first.rows.items() if there(key[0], since))
        filled = frozenset(key for key, since in first.columns.items() if there(key[0], since))
        # Both only grow, so their sizes tell them apart.
        size = len(present), len(filled)
        if size not in made:
            collected = frozenset(
                (platform, side, i.name)
                for platform, side, i in _INDICATORS
                if any((i.source_table[side], platform, side, c) in filled for c in i.columns)
            )
            made[size] = replace(measured, present=present, collected=collected)
        known.append(made[size])
    return known
