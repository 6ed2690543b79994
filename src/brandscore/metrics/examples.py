"""Messages that show what people say of a brand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import ibis

from brandscore.metrics.windows import Period

if TYPE_CHECKING:
    from ibis.expr.types import Table as Expr

__all__ = ["message_examples"]


def message_examples(mentions: Expr, period: Period, per: int = 3) -> Expr:
    """The messages with most interactions of each brand and polarity in a period.

    Not by the brand, not promo; one of each text; ties by id, so that a run
    repeated shows the same ones.

    Returns
    -------
    Expr
        brand, platform, side, sentiment, intention, advocacy, text, classified
        (1 where the sentiment is the classifier's); at most ``per`` rows for
        each brand and sentiment (pos, neg).
    """
    m = mentions.filter(
        mentions.sentiment.isin(["pos", "neg"]),
        mentions.by_brand.fill_null(0) == 0,
        mentions.promo.fill_null(0) == 0,
        mentions.text.notnull(),
        mentions.day.between(ibis.literal(period.start), ibis.literal(period.end)),
    )
    weight = m.reactions.fill_null(0) + m.comments.fill_null(0) + m.shares.fill_null(0)
    slim = m.select("brand", "sentiment", "platform", "mention_id", weight=weight, text_hash=m.text.hash())
    order = [slim.weight.desc(), slim.platform, slim.mention_id]
    once = slim.mutate(
        copy=ibis.row_number().over(ibis.window(group_by=["brand", "sentiment", "text_hash"], order_by=order))
    )
    once = once.filter(once.copy == 0)
    first = once.mutate(
        place=ibis.row_number().over(
            ibis.window(group_by=["brand", "sentiment"], order_by=[once.weight.desc(), once.platform, once.mention_id])
        )
    )
    first = first.filter(first.place < per).select("brand", "platform", "mention_id", "place")
    found = first.inner_join(mentions, ["brand", "platform", "mention_id"])
    return found.select(
        "brand", "platform", "sentiment", "intention", "advocacy", "text", "place", "classified", side=found.channel
    ).order_by("brand", "sentiment", "place")
