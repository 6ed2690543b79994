"""The inputs of the registry once more, as plain loops over rows: written from the method alone."""

import datetime as dt
import re
import statistics

from brute import nearest, taken, total
from typed import bangkok_day


def net(labels):
    p, n = labels.count("pos"), labels.count("neg")
    return 100 * (p - n) / (p + n) if p + n else None


def days_of(start, end):
    return {start + dt.timedelta(days=i) for i in range((end - start).days + 1)}


def account_inputs(rows, brand, platform, start, end):
    """Followers at the end and growth over the period; {} where nobody has any on the platform."""
    if not any(r["platform"] == platform and r["followers"] is not None for r in rows):
        return {}
    mine = [r for r in rows if (r["brand"], r["platform"]) == (brand, platform) and r["followers"] is not None]
    if not mine:
        return {"followers": 0, "new_followers": 0}
    last, growth = [], []
    for account in {r.get("account_id") for r in mine}:
        snapshots = [r for r in mine if r.get("account_id") == account]
        at_end, at_start = nearest(snapshots, end), nearest(snapshots, start)
        if at_end:
            last.append(at_end["followers"])
            if at_start and at_start["date"] != at_end["date"]:
                growth.append(at_end["followers"] - at_start["followers"])
    return {"followers": sum(last) if last else None, "new_followers": sum(growth) if growth else None}


def post_inputs(rows, brand, platform, start, end):
    columns = {"likes": "reactions", "comments": "comments", "shares": "shares", "views": "views"}
    here = [r for r in rows if r["platform"] == platform]
    if not here:
        return {}
    mine = [
        r
        for r in taken([r for r in here if r["brand"] == brand], end)
        if bangkok_day(r["published_at"]) in days_of(start, end)
    ]
    out = {"posts": len(mine)}
    for name, column in columns.items():
        if any(r[column] is not None for r in here):
            out[name] = total(mine, column)
    parts = [total(mine, c) for c in ("reactions", "comments", "shares")]
    if any(r[c] is not None for r in here for c in ("reactions", "comments", "shares")):
        known = [p for p in parts if p is not None]
        out["interactions"] = sum(known) if known else None
    return out


def mention_inputs(rows, brand, platform, start, end, handles=()):
    here = [r for r in rows if r["platform"] == platform]
    if not here:
        return {}
    about = [r for r in here if r["brand"] == brand]
    spoken = [r for r in about if not r.get("by_brand") and bangkok_day(r["posted_at"]) in days_of(start, end)]
    consumers = [r for r in spoken if not r.get("promo")]

    def collected(column, among=here):
        return any(r.get(column) is not None for r in among)

    def voice(r):
        return r.get("author") or ("t:" + r["text"] if r.get("text") else "m:" + r["mention_id"])

    out = {"brand_mentions": len(spoken), "mentions": len(consumers), "awareness": len(consumers)}
    if collected("author"):
        out["brand_authors"] = len({voice(r) for r in spoken})
        out["authors"] = len({voice(r) for r in consumers})
    if any(collected(c) for c in ("reactions", "comments", "shares")):
        parts = [total(spoken, c) for c in ("reactions", "comments", "shares")]
        known = [p for p in parts if p is not None]
        out["brand_interactions"] = sum(known) if known else None
    if collected("text"):
        with_text = [r for r in spoken if r.get("text") is not None]
        direct = [r for r in with_text if any(re.search(re.escape(h) + r"(?!\w)", r["text"]) for h in handles)]
        out["direct_mentions"] = len(direct)
        out["indirect_mentions"] = len(with_text) - len(direct)
    if collected("sentiment"):
        labels = [r.get("sentiment") for r in consumers]
        out["positive_mentions"], out["negative_mentions"] = labels.count("pos"), labels.count("neg")
    for column, names in (
        ("intention", ("interest", "consideration")),
        ("advocacy", ("advocacy", "brand_preferences")),
    ):
        if collected(column):
            known = [r[column] for r in consumers if r.get(column) is not None]
            out |= dict.fromkeys(names, sum(known) if known or not consumers else None)
    own = [r for r in here if r["channel"] == "own"]
    if own:
        asked = [r for r in consumers if r["channel"] == "own" and (r.get("text") or "").strip()]
        out["answerable"] = len(asked)
        if collected("by_brand", own):
            out["answered"] = sum(first_answer(about, r, end) is not None for r in asked)
    return out


def first_answer(about, comment, end):
    """Time of the brand's first reply to a comment, if one came by the end."""
    times = [r["posted_at"] for r in about if r.get("by_brand") and r.get("parent_id") == comment["mention_id"]]
    return min(times) if times and bangkok_day(min(times)) <= end else None


def minutes(rows, brand, platforms, start, end):
    """Minutes to the first answer of every answered comment; a reply before its comment is none."""
    about = [r for r in rows if r["brand"] == brand and r["platform"] in platforms]
    found = []
    for r in about:
        mine = [o for o in about if o["platform"] == r["platform"]]
        asked = r["channel"] == "own" and not r.get("by_brand") and not r.get("promo") and (r.get("text") or "").strip()
        if asked and bangkok_day(r["posted_at"]) in days_of(start, end):
            at = first_answer(mine, r, end)
            if at is not None and at >= r["posted_at"]:
                found.append((at - r["posted_at"]).total_seconds() / 60)
    return statistics.median(found) if found else None
