"""Followers and their growth, from the table `accounts`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from brandscore.metrics.collect.frame import Found, held_by, number
from brandscore.metrics.totals import account_totals

if TYPE_CHECKING:
    from ibis.expr.types import Table as Expr

    from brandscore.engine.session import Session
    from brandscore.metrics.options import MeasureOptions
    from brandscore.metrics.windows import Calendar

__all__ = ["PLACES", "REASONS", "collect"]

#: Columns that each input is collected from.
PLACES: dict[str, tuple[str, ...]] = {"followers": ("followers",), "new_followers": ("followers",)}
#: Why an input is not known although the table is there.
REASONS = {
    "followers": "followers are not known: no snapshot near the period's end",
    "new_followers": "new_followers are not known: no two different snapshots near the period's two ends",
}


def collect(session: Session, accounts: Expr, calendar: Calendar, options: MeasureOptions) -> Found:
    """Collect followers at the end of each period, and growth over it."""
    held = held_by(session, accounts, {"followers": accounts.followers.notnull()})["followers"]
    found = Found(held=dict.fromkeys(PLACES, held), present=held, stocks=frozenset(PLACES))
    for row in session.rows(account_totals(accounts, calendar.edges, options)):
        key = (row["period"], row["brand"], row["platform"])
        found.values[key] = {"followers": number(row["followers"]), "new_followers": number(row["growth"])}
        if row["accounts"] < row["known"]:
            text = (
                f"{row['known'] - row['accounts']} of {row['known']} accounts without a snapshot near the period's end"
            )
            found.say(key, ("followers",), text)
        if 0 < row["grown"] < row["accounts"]:
            text = f"{row['accounts'] - row['grown']} of {row['accounts']} accounts without two snapshots, left out"
            found.say(key, ("new_followers",), text)
    return found
