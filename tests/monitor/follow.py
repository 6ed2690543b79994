"""Rows typed by hand, followed over time without reading files."""

import datetime as dt

from typed import stage

from brandscore.metrics.windows import Period, data_window, periods_of
from brandscore.monitor.periods import BASE_DAYS, base_window
from brandscore.monitor.run import build_timeline
from brandscore.score.profile import load_profile
from brandscore.score.question import Competitor, Question

PROFILE = load_profile("wisesight")
EARNED_X = Question(("earned",), ("x",))


def bangkok(text):
    """A Bangkok time, such as 2026-03-02 10:00, as naive UTC."""
    return dt.datetime.fromisoformat(text) - dt.timedelta(hours=7)


def said(number, brand, when, sentiment="neu", *, platform="x", channel="earned", **more):
    return {
        "mention_id": f"m{number}",
        "platform": platform,
        "author": f"u{number}",
        "posted_at": bangkok(when),
        "text": "ข้อความ",
        "channel": channel,
        "brand": brand,
        "by_brand": 0,
        "sentiment": sentiment,
        "intention": 0,
        "advocacy": 0,
        "promo": 0,
        **more,
    }


def posted(number, brand, when, *, platform="facebook", **counts):
    return {"post_id": f"p{number}", "brand": brand, "platform": platform, "published_at": bangkok(when), **counts}


def snapshot(brand, day, followers, *, platform="facebook", account="a"):
    return {
        "brand": brand,
        "platform": platform,
        "account_id": account,
        "date": dt.date.fromisoformat(day),
        "followers": followers,
    }


def brands(*names, category="all", **platforms):
    return [Competitor(n, category, frozenset(platforms.get(n, ()))) for n in names]


def follow(
    session,
    competitors,
    accounts=None,
    posts=None,
    mentions=None,
    *,
    every="week",
    rolling=None,
    question=None,
    window=None,
    base_days=BASE_DAYS,
    frozen=None,
    profile=PROFILE,
):
    """Return the timeline, and its rows by (brand, platform, side, first day)."""
    tables = stage(session, accounts, posts, mentions)
    data = data_window(session, tables.accounts, tables.posts, tables.mentions)
    asked = data if window is None else Period(*(dt.date.fromisoformat(d) for d in window))
    made = build_timeline(
        session,
        tables,
        competitors,
        profile,
        question or Question(),
        periods=periods_of(asked, every),
        data=data,
        base=base_window(data, base_days),
        frozen=frozen,
        rolling=rolling,
    )
    rows = {(r["brand"], r["platform"], r["side"], r["period_start"]): r for r in made.rows}
    assert len(rows) == len(made.rows)
    return made, rows
