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

__all__ = ["days", "with_voices"]

#: Days that the tables get, and the times they come from.
_DAYS: dict[str, dict[str, str]] = {
    "accounts": {},
    "posts": {"day": "published_at", "snapshot_day": "snapshot_at"},
    "mentions": {"day": "posted_at"},
}


def days(name: str) -> Callable[[Expr], Mapping[str, Any]]:
    """Return what gives the columns to add to table ``name``: the Bangkok days of its times, and the voice.

    The voice is the author here; `with_voices` knows what to do about unknown ones.
    """

    def derived(table: Expr) -> Mapping[str, Any]:
        columns: dict[str, Any] = {day: bangkok_day(table[time]) for day, time in _DAYS[name].items()}
        return columns | {"voice": table["author"]} if name == MENTIONS.name else columns

    return derived


def with_voices(session: Session, mentions: Expr) -> Expr:
    """Return mentions whose column ``voice`` tells who speaks, as far as it can be told.

    The author; where unknown, ``t:`` and the key of the text, which repeated
    messages share; where there is no text either, ``m:`` and the message.
    """
    texts = ibis.ifelse(mentions["author"].isnull(), mentions["text"], ibis.null("string"))
    keys = lookup(session, "mentions__texts", texts, duplicate_key)
    joined = mentions.mutate(text__=texts).left_join(keys, [("text__", VALUE)])
    key: Any = joined[KEY].nullif("")
    voice = ibis.coalesce(joined["author"], ibis.literal("t:") + key, ibis.literal("m:") + joined["mention_id"])
    return joined.mutate(voice=voice).drop("text__", VALUE, KEY)
