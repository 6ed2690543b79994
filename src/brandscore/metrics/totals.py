"""Totals per period, brand, platform and side, from which every measure is a formula.

Each function returns an Ibis expression; nothing is computed here. Sums are
integers, so that row order and threads change nothing. A total whose column
nobody filled is null, not 0.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import ibis

from brandscore.metrics.options import MeasureOptions
from brandscore.tables import SENTIMENTS

if TYPE_CHECKING:
    from ibis.expr.types import BooleanValue, IntegerScalar
    from ibis.expr.types import Table as Expr

__all__ = [
    "COUNTS",
    "account_totals",
    "answers",
    "bin_totals",
    "dated_mentions",
    "mention_totals",
    "post_totals",
    "response_totals",
    "voice_totals",
]

#: The count columns that posts and mentions share.
COUNTS = ("reactions", "comments", "shares", "views", "tag_friends")
_KEYS = ("period", "brand", "platform", "side")


def _count(condition: BooleanValue) -> IntegerScalar:
    # A null condition is not met.
    return condition.fill_null(False).cast("int64").sum().cast("int64")


def account_totals(accounts: Expr, edges: Expr, options: MeasureOptions) -> Expr:
    """Followers at both edges of each period, summed over a brand's accounts.

    The snapshot taken at an edge is the nearest one within
    ``options.edge_days`` days, the earlier of two equally near. Growth is
    summed over the accounts that have two different snapshots at the edges.

    Returns
    -------
    Expr
        period, brand, platform, side, followers, first_followers, growth,
        accounts (with a snapshot at the end), grown (with growth), known (that
        the brand has at any time).
    """
    known = accounts.filter(accounts.followers.notnull()).mutate(account_id=accounts.account_id.fill_null(""))
    account = ("period", "brand", "platform", "account_id")

    def at(edge: str) -> Expr:
        joined = known.cross_join(edges)
        gap = joined["date"].delta(joined[edge], unit="day")
        # Of two equally near ones the earlier: it was known first.
        joined = joined.mutate(gap=gap.abs(), order=gap.abs() * 2 + (gap > 0).cast("int64"))
        near = joined.filter(joined.gap <= options.edge_days)
        return near.group_by(account).aggregate(
            followers=near.followers.argmin(near.order), date=near["date"].argmin(near.order)
        )

    last = at("last_day")
    first = at("first_day").rename(first_followers="followers", first_date="date")
    both = last.left_join(first, account).select(
        *(last[c] for c in account), last.followers, last.date, first.first_followers, first.first_date
    )
    grown = (both.first_date != both.date).fill_null(False)
    both = both.mutate(grown=grown, side=ibis.literal("own"))
    totals = both.group_by(_KEYS).aggregate(
        followers=both.followers.sum().cast("int64"),
        first_followers=both.first_followers.sum(where=both.grown).cast("int64"),
        growth=(both.followers - both.first_followers).sum(where=both.grown).cast("int64"),
        accounts=both.count(),
        grown=_count(both.grown),
    )
    brand = ("brand", "platform")
    known_accounts = known.group_by(brand).aggregate(known=known.account_id.nunique())
    return totals.left_join(known_accounts, brand).drop("brand_right", "platform_right")


def post_totals(posts: Expr, days: Expr, edges: Expr) -> Expr:
    """Sums over the brand's own posts of each period, by the day of publishing.

    Counts are lifetime totals. Of several snapshots of a post the last one not
    after the period's end is taken; else the one without a time; else the
    earliest later one, counted in ``late``.

    Returns
    -------
    Expr
        period, brand, platform, side, posts, late, and for each count column
        its sum and ``<column>_known``, the number of posts that hold it.
    """
    dated = posts.inner_join(days, "day").inner_join(edges, "period")
    choice = ibis.cases(
        (dated.snapshot_day <= dated.last_day, 0),
        (dated.snapshot_day.isnull(), 1),
        else_=2,
    )
    dated = dated.mutate(choice=choice)
    order = ibis.window(
        group_by=["period", "platform", "post_id"],
        order_by=[
            dated.choice,
            ibis.ifelse(dated.choice == 0, dated.snapshot_at, None).desc(nulls_first=False),
            dated.snapshot_at.asc(nulls_first=False),
        ],
    )
    dated = dated.mutate(place=ibis.row_number().over(order), side=ibis.literal("own"))
    taken = dated.filter(dated.place == 0)
    return taken.group_by(_KEYS).aggregate(
        posts=taken.count(),
        late=_count(taken.choice == 2),
        **{c: taken[c].sum().cast("int64") for c in COUNTS},
        **{f"{c}_known": taken[c].count() for c in COUNTS},
    )


def dated_mentions(mentions: Expr, days: Expr) -> Expr:
    """Messages of the public in each period: not by the brand; promo null = 0."""
    spoken = mentions.filter(mentions.by_brand.fill_null(0) == 0)
    dated = spoken.inner_join(days, "day")
    return dated.mutate(side=dated.channel, promo=dated.promo.fill_null(0))


def mention_totals(mentions: Expr, days: Expr, options: MeasureOptions) -> Expr:
    """Counts over the public's messages of each period.

    Promo messages leave sentiment, intention and advocacy always, and the
    interactions where the profile says so.

    Returns
    -------
    Expr
        period, brand, platform, side, messages, promo, classified, pos, neu,
        neg, q, classified_pos to classified_q (those of them labelled by the
        classifier), intention, intention_n, advocacy, advocacy_n (labelled
        messages behind each), tagged (tag_friends of the messages that are not
        promo), unlabelled, and each count column with ``<column>_known``.
    """
    m = dated_mentions(mentions, days)
    voice = m.promo == 0
    volume = ibis.literal(True) if options.promo_in_volume else voice
    return m.group_by(_KEYS).aggregate(
        messages=m.count(),
        counted=_count(volume & (m.promo >= 0)),
        promo=_count(m.promo == 1),
        classified=_count(voice & (m.classified == 1)),
        unlabelled=_count(voice & m.sentiment.isnull()),
        **{s: _count(voice & (m.sentiment == s)) for s in SENTIMENTS},
        **{f"classified_{s}": _count(voice & (m.classified == 1) & (m.sentiment == s)) for s in SENTIMENTS},
        intention=_count(voice & (m.intention == 1)),
        intention_n=_count(voice & m.intention.notnull()),
        advocacy=_count(voice & (m.advocacy == 1)),
        advocacy_n=_count(voice & m.advocacy.notnull()),
        tagged=m.tag_friends.sum(where=voice).cast("int64"),
        **{c: m[c].sum(where=volume).cast("int64") for c in COUNTS},
        **{f"{c}_known": m[c].count(where=volume) for c in COUNTS},
    )


def bin_totals(mentions: Expr, days: Expr) -> Expr:
    """Messages labelled by the classifier in each period, by the bin of their probabilities.

    Returns
    -------
    Expr
        period, brand, platform, side, sentiment_bin, messages; promo left out.
    """
    m = dated_mentions(mentions, days)
    m = m.filter((m.promo == 0) & (m.classified == 1) & m.sentiment_bin.notnull())
    return m.group_by(*_KEYS, "sentiment_bin").aggregate(messages=m.count())


def voice_totals(mentions: Expr, days: Expr, options: MeasureOptions) -> Expr:
    """Distinct (author, Bangkok day) among earned messages of each period.

    An unknown author's messages count by their normalised text, once a day.

    Returns
    -------
    Expr
        period, brand, platform, side, unique_daily_mentions, unknown_authors
        (those of them whose author is unknown).
    """
    m = dated_mentions(mentions.filter(mentions.channel == "earned"), days)
    if not options.promo_in_volume:
        m = m.filter(m.promo == 0)
    once = m.select(*_KEYS, "day", "voice", unknown=m.author.isnull()).distinct()
    return once.group_by(_KEYS).aggregate(unique_daily_mentions=once.count(), unknown_authors=_count(once.unknown))


def answers(mentions: Expr, days: Expr, edges: Expr) -> Expr:
    """Comments that could be answered, each with the brand's first answer.

    Answerable is an own comment, not by the brand, not promo, with text.

    Returns
    -------
    Expr
        The comments' columns, period, side, last_day, reply_day and reply_at
        (null where nobody answered).
    """
    own = mentions.filter(mentions.channel == "own")
    m = dated_mentions(own, days)
    m = m.filter((m.promo == 0) & (m.text.strip() != "")).inner_join(edges, "period")
    replies = mentions.filter((mentions.by_brand == 1) & mentions.parent_id.notnull())
    first = replies.group_by("brand", "platform", "parent_id").aggregate(
        reply_day=replies.day.min(), reply_at=replies.posted_at.min()
    )
    first = first.rename(reply_brand="brand", reply_platform="platform", replied_to="parent_id")
    return m.left_join(
        first,
        [m.brand == first.reply_brand, m.platform == first.reply_platform, m.mention_id == first.replied_to],
    )


def response_totals(mentions: Expr, days: Expr, edges: Expr) -> Expr:
    """Comments that could be answered, and those the brand answered by the period's end.

    Returns
    -------
    Expr
        period, brand, platform, side, answerable, answered.
    """
    joined = answers(mentions, days, edges)
    return joined.group_by(_KEYS).aggregate(
        answerable=joined.count(), answered=_count(joined.reply_day <= joined.last_day)
    )
