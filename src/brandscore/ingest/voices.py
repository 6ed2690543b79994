"""The last columns of the tables: Bangkok days, and whose voice a message is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import ibis

from brandscore.ingest.lookup import KEY, VALUE, lookup
from brandscore.ingest.times import bangkok_day
from brandscore.tables import MENTIONS
from brandscore.text.normalise import duplicate_key

if TYPE_CHECKING:
    from ibis.expr.types import Table as Expr

    from brandscore.engine.session import Session

__all__ = ["days", "fill_voices"]

#: Days that the tables get, and the times they come from.
_DAYS: dict[str, dict[str, str]] = {
    "posts": {"day": "published_at", "snapshot_day": "snapshot_at"},
    "mentions": {"day": "posted_at"},
    "visits": {"day": "at"},
}


def days(name: str) -> Callable[[Expr], Mapping[str, Any]]:
    """Return what gives the columns to add to table ``name``: the Bangkok days of its times, and the voice.

    The voice is the author here; `fill_voices` knows what to do about unknown ones.
    """

    def derived(table: Expr) -> Mapping[str, Any]:
        columns: dict[str, Any] = {day: bangkok_day(table[time]) for day, time in _DAYS.get(name, {}).items()}
        return columns | {"voice": table["author"]} if name == MENTIONS.name else columns

    return derived


def fill_voices(session: Session, name: str, row: str) -> None:
    """Fill column ``voice`` of table ``name`` where the author is unknown, as far as it can be told.

    ``t:`` and the key of the text, which repeated messages share; where there
    is no text either, ``m:`` and the message. Rows with an author are not
    touched, so that a large table is not written twice.

    Parameters
    ----------
    session, name
        Where the table is.
    row
        Column that tells its rows apart.
    """
    mentions = session.table(name)
    unknown = mentions.filter(mentions["author"].isnull())
    keys = lookup(session, f"{name}__texts", unknown["text"], duplicate_key)
    joined = unknown.left_join(keys, [("text", VALUE)])
    key: Any = joined[KEY].nullif("")
    voice = ibis.coalesce(ibis.literal("t:") + key, ibis.literal("m:") + joined["mention_id"])
    session.fill(name, joined.select(row, voice=voice), on=row)
    session.forget(f"{name}__texts")
