"""What people did with the brand's own posts, from the table `posts`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from brandscore.metrics.collect.frame import Found, held_by, number
from brandscore.metrics.totals import post_totals

if TYPE_CHECKING:
    from ibis.expr.types import Table as Expr

    from brandscore.engine.session import Session
    from brandscore.metrics.windows import Calendar

__all__ = ["PER_POST", "PLACES", "collect"]

#: Columns that each input is collected from.
PLACES: dict[str, tuple[str, ...]] = {
    "likes": ("reactions",),
    "comments": ("comments",),
    "shares": ("shares",),
    "views": ("views",),
    "posts": ("post_id",),
    "interactions": ("reactions", "comments", "shares"),
}
#: Posts that hold a count: what a ratio per post divides by.
PER_POST = {"comments": "posts_with_comments", "shares": "posts_with_shares"}
_COLUMNS = ("reactions", "comments", "shares", "views")


def collect(session: Session, posts: Expr, calendar: Calendar) -> Found:
    """Sum the posts published in each period, each by the snapshot that counts for it."""
    conditions = {c: posts[c].notnull() for c in _COLUMNS} | {"post_id": posts.post_id.notnull()}
    columns = held_by(session, posts, conditions)
    held = {name: set().union(*(columns[c] for c in places)) for name, places in PLACES.items()}
    held |= {per: columns[name] for name, per in PER_POST.items()}
    found = Found(held=held, present=columns["post_id"])
    for row in session.rows(post_totals(posts, calendar.days, calendar.edges)):
        key = (row["period"], row["brand"], row["platform"])
        parts = [row[c] for c in PLACES["interactions"] if row[c] is not None]
        found.values[key] = {
            **{name: number(row[places[0]]) for name, places in PLACES.items() if len(places) == 1 and name != "posts"},
            **{per: number(row[f"{column}_known"]) for column, per in PER_POST.items()},
            "posts": number(row["posts"]),
            "interactions": number(sum(parts) if parts else None),
        }
        for column in _COLUMNS:
            known = row[f"{column}_known"]
            if 0 < known < row["posts"]:
                using = [name for name, places in PLACES.items() if column in places]
                found.say(key, using, f"{row['posts'] - known} of {row['posts']} posts without {column}, skipped")
        if row["late"]:
            using = [name for name in PLACES if name != "posts"]
            found.say(key, using, f"late_snapshot: counts of {row['late']} posts were read after the period")
    return found
