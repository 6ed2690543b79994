"""The measures once more, as plain loops over rows: slow, short, and written from the method alone."""

import datetime as dt

from typed import bangkok_day

VIEWS = {"instagram", "youtube", "tiktok"}


def total(rows, column):
    """Sum that skips nulls; 0 without rows, None where all are null."""
    if not rows:
        return 0
    known = [r[column] for r in rows if r.get(column) is not None]
    return sum(known) if known else None


def plus(*parts):
    known = [w * p for w, p in parts if p is not None]
    return sum(known) if known else None


def over(above, below):
    return None if above is None or not below else above / below


def nearest(snapshots, edge, days=7):
    near = [s for s in snapshots if abs((s["date"] - edge).days) <= days]
    return min(near, key=lambda s: (abs((s["date"] - edge).days), s["date"])) if near else None


def taken(posts, end):
    """One snapshot per post."""
    chosen = {}
    for post in posts:
        chosen.setdefault((post["platform"], post["post_id"]), []).append(post)
    for snapshots in chosen.values():
        timed = [s for s in snapshots if s.get("snapshot_at") is not None]
        early = [s for s in timed if bangkok_day(s["snapshot_at"]) <= end]
        untimed = [s for s in snapshots if s.get("snapshot_at") is None]
        if early:
            yield max(early, key=lambda s: s["snapshot_at"])
        elif untimed:
            yield untimed[0]
        else:
            yield min(timed, key=lambda s: s["snapshot_at"])


def cell(accounts, posts, mentions, brand, platform, side, start, end, *, ratio_per, promo_in_volume):
    """Every indicator of a cell, from the rows of its tables."""
    out = {}
    days = {start + dt.timedelta(days=i) for i in range((end - start).days + 1)}
    here = [m for m in mentions if m["brand"] == brand and m["platform"] == platform]
    spoken = [m for m in here if m["channel"] == side and not m.get("by_brand") and bangkok_day(m["posted_at"]) in days]
    voice = [m for m in spoken if not m.get("promo")]
    volume = spoken if promo_in_volume else voice
    if side == "own":
        mine = [a for a in accounts if a["brand"] == brand and a["platform"] == platform and a["followers"] is not None]
        last, growth, first_sum = [], [], []
        for account in {a.get("account_id") for a in mine}:
            snapshots = [a for a in mine if a.get("account_id") == account]
            at_end, at_start = nearest(snapshots, end), nearest(snapshots, start)
            if at_end:
                last.append(at_end["followers"])
                if at_start and at_start["date"] != at_end["date"]:
                    growth.append(at_end["followers"] - at_start["followers"])
                    first_sum.append(at_start["followers"])
        out["followers"] = sum(last) if last else None
        out["fan_growth"] = sum(growth) if growth else None
        out["fan_growth_rate"] = over(out["fan_growth"], sum(first_sum)) if growth else None
        own = [p for p in posts if p["brand"] == brand and p["platform"] == platform]
        own = [p for p in taken(own, end) if bangkok_day(p["published_at"]) in days]
        counted = own
        tags = total(own, "tag_friends") or 0
    else:
        counted = volume
        tags = sum(m.get("tag_friends") or 0 for m in voice)
        out["unique_daily_mentions"] = len(
            {
                (
                    m.get("author") or ("t:" + m["text"] if m.get("text") else "m:" + m["mention_id"]),
                    bangkok_day(m["posted_at"]),
                )
                for m in volume
            }
        )
    sums = {c: total(counted, c) for c in ("reactions", "comments", "shares", "views", "tag_friends")}
    out["interactions"] = plus(*((1, sums[c]) for c in ("reactions", "comments", "shares")))
    out["weighted_interactions"] = plus(
        (1, sums["reactions"]), (3, sums["comments"]), (5, sums["shares"]), (5, sums["tag_friends"])
    )
    if platform in VIEWS:
        out["views"] = sums["views"]
    if side == "own":
        for name, column in (("comment_ratio", "comments"), ("share_ratio", "shares")):
            per = ratio_per[platform]
            below = {
                "post": sum(p.get(column) is not None for p in counted),
                "interaction": out["interactions"],
                "view": sums["views"],
            }[per]
            out[name] = over(sums[column], below)
        asked = [m for m in voice if (m.get("text") or "").strip()]
        replies = [m for m in here if m.get("by_brand") and bangkok_day(m["posted_at"]) <= end]
        answered = [m for m in asked if any(r.get("parent_id") == m["mention_id"] for r in replies)]
        out["response_rate"] = over(len(answered), len(asked))
    for name in ("intention", "advocacy"):
        known = [m for m in voice if m.get(name) is not None]
        n = sum(m[name] for m in known)
        count = n if known or not voice else None
        if name == "advocacy" and count is not None:
            count += tags
        out[name] = count
        out[f"{name}_rate"] = over(count, len(known))
    labels = [m.get("sentiment") for m in voice]
    p, n = labels.count("pos"), labels.count("neg")
    out["net_sentiment"] = over(p - n, p + n)
    out["net_sentiment_all"] = over(p - n, p + n + labels.count("neu") + labels.count("q"))
    return out
