"""Typed tables staged by hand, so that measures are tested without reading files."""

import datetime as dt

import pyarrow as pa

from brandscore.metrics.measures import Tables
from brandscore.tables import ACCOUNTS, MENTIONS, POSTS

_TYPES = {
    "id": pa.string(),
    "text": pa.string(),
    "choice": pa.string(),
    "count": pa.int64(),
    "day": pa.date32(),
    "time": pa.timestamp("us"),
    "flag": pa.int8(),
}
_DERIVED = {
    "accounts": {},
    "posts": {"day": pa.date32(), "snapshot_day": pa.date32()},
    "mentions": {"day": pa.date32(), "voice": pa.string(), "classified": pa.int8()},
}


def bangkok_day(instant):
    return None if instant is None else (instant + dt.timedelta(hours=7)).date()


def schema_of(table):
    return pa.schema([(c.name, _TYPES[c.kind]) for c in table.columns] + list(_DERIVED[table.name].items()))


def stage(session, accounts=None, posts=None, mentions=None):
    """Stage rows (dicts; times are naive UTC) as typed tables."""
    posts = (
        None
        if posts is None
        else [
            {**r, "day": bangkok_day(r["published_at"]), "snapshot_day": bangkok_day(r.get("snapshot_at"))}
            for r in posts
        ]
    )
    mentions = (
        None
        if mentions is None
        else [
            {
                **r,
                "day": bangkok_day(r["posted_at"]),
                "voice": r.get("author") or ("t:" + r["text"] if r.get("text") else "m:" + r["mention_id"]),
                "classified": r.get("classified", 0),
            }
            for r in mentions
        ]
    )
    staged = {}
    for table, rows in ((ACCOUNTS, accounts), (POSTS, posts), (MENTIONS, mentions)):
        if rows is not None:
            staged[table.name] = session.stage(table.name, pa.Table.from_pylist(rows, schema=schema_of(table)))
    return Tables(**staged)
