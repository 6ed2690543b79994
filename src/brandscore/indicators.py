"""The indicators of the score, each declared once.

The measures (`brandscore.metrics`), the score, the reports and the docs derive
from this list; it names no engine and computes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from brandscore.platforms import PLATFORMS

__all__ = ["INDICATORS", "Indicator", "Nature", "Source", "applicable", "indicator_named"]

Nature = Literal["stock", "flow", "rate", "share", "node"]
# stock  a level at the end of the window      flow   grows with the window's length
# rate   a ratio, scored linearly              share  net sentiment: multiplies, is no node
# node   a combination of other indicators
Source = Literal["accounts", "posts", "mentions"]


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator.

    Parameters
    ----------
    name
        The name in every result.
    title, title_th
        What people read.
    sides
        The sides it is measured on.
    nature
        How it behaves when the window grows, and so how it is normalised.
    unit
        Unit of its value.
    formula
        LaTeX.
    about
        How to read it.
    mark
        P published, D derived from published scores, A assumed.
    source_table
        Table that must be collected, by side (own, earned).
    columns
        Columns of which at least one must be collected.
    views_only
        Whether it exists only where views count.
    """

    name: str
    title: str
    title_th: str
    sides: tuple[str, ...]
    nature: Nature
    unit: str
    formula: str
    about: str
    mark: str
    source_table: dict[str, Source]
    columns: tuple[str, ...]
    views_only: bool = False


_OWN = ("own",)
_EARNED = ("earned",)
_BOTH = ("own", "earned")
_COUNTS = ("reactions", "comments", "shares")

INDICATORS: tuple[Indicator, ...] = (
    Indicator(
        "followers",
        "Followers",
        "ผู้ติดตาม",
        _OWN,
        "stock",
        "people",
        r"F_{end}",
        "Followers at the end of the window: the nearest snapshot within 7 days, summed over the brand's accounts.",
        "P",
        {"own": "accounts"},
        ("followers",),
    ),
    Indicator(
        "fan_growth",
        "Fan growth",
        "ผู้ติดตามที่เพิ่มขึ้น",
        _OWN,
        "flow",
        "people",
        r"F_{end} - F_{start}",
        "Followers won over the window; negative when lost.",
        "P",
        {"own": "accounts"},
        ("followers",),
    ),
    Indicator(
        "fan_growth_rate",
        "Fan growth rate",
        "อัตราการเพิ่มของผู้ติดตาม",
        _OWN,
        "rate",
        "ratio",
        r"(F_{end} - F_{start}) / F_{start}",
        "Growth relative to the followers at the start; missing where those are 0.",
        "A",
        {"own": "accounts"},
        ("followers",),
    ),
    Indicator(
        "interactions",
        "Interactions",
        "การมีส่วนร่วม",
        _BOTH,
        "flow",
        "actions",
        r"\sum (\text{reactions} + \text{comments} + \text{shares})",
        "All interactions, unweighted.",
        "P",
        {"own": "posts", "earned": "mentions"},
        _COUNTS,
    ),
    Indicator(
        "weighted_interactions",
        "Weighted interactions",
        "การมีส่วนร่วมถ่วงน้ำหนัก",
        _BOTH,
        "flow",
        "points",
        r"\sum (1\,\text{reactions} + 3\,\text{comments} + 5\,\text{shares} + 5\,\text{tag\_friends})",
        "A comment and a share weigh more than a reaction (published); by how much is assumed.",
        "P/A",
        {"own": "posts", "earned": "mentions"},
        (*_COUNTS, "tag_friends"),
    ),
    Indicator(
        "views",
        "Views",
        "ยอดวิว",
        _BOTH,
        "flow",
        "views",
        r"\sum \text{views}",
        "Views, where they count: Instagram, TikTok, YouTube.",
        "P",
        {"own": "posts", "earned": "mentions"},
        ("views",),
        views_only=True,
    ),
    Indicator(
        "views_interactions",
        "Views & interactions",
        "ยอดวิวและการมีส่วนร่วม",
        _BOTH,
        "node",
        "points",
        r"0.5\,s(VIEW) + 0.5\,s(INT), \text{ or } s(INT) \text{ where views do not count}",
        "Views and weighted interactions on the common scale.",
        "P/A",
        {"own": "posts", "earned": "mentions"},
        (*_COUNTS, "tag_friends", "views"),
    ),
    Indicator(
        "unique_daily_mentions",
        "Unique daily mentions",
        "จำนวนผู้พูดถึงรายวันไม่ซ้ำ",
        _EARNED,
        "flow",
        "author-days",
        r"|\{(\text{author}, \text{Bangkok day})\}|",
        "Messages about the brand, at most one per author and day.",
        "P",
        {"earned": "mentions"},
        ("mention_id",),
    ),
    Indicator(
        "comment_ratio",
        "Comment ratio",
        "สัดส่วนความคิดเห็น",
        _OWN,
        "rate",
        "ratio",
        r"\sum \text{comments} / \text{posts (Facebook) or interactions (elsewhere)}",
        "How readily people answer the brand's posts.",
        "P",
        {"own": "posts"},
        ("comments",),
    ),
    Indicator(
        "share_ratio",
        "Share ratio",
        "สัดส่วนการแชร์",
        _OWN,
        "rate",
        "ratio",
        r"\sum \text{shares} / \text{posts (Facebook) or interactions (elsewhere)}",
        "How readily people pass the brand's posts on.",
        "P",
        {"own": "posts"},
        ("shares",),
    ),
    Indicator(
        "intention",
        "Purchase intention",
        "ความสนใจซื้อ",
        _BOTH,
        "flow",
        "messages",
        r"n_{\text{intention}}",
        "Messages that show interest in buying.",
        "P",
        {"own": "mentions", "earned": "mentions"},
        ("intention",),
    ),
    Indicator(
        "intention_rate",
        "Purchase intention rate",
        "อัตราความสนใจซื้อ",
        _BOTH,
        "rate",
        "ratio",
        r"n_{\text{intention}} / N",
        "Share of messages that show interest in buying; the `open` profile shrinks it to the category's mean.",
        "A",
        {"own": "mentions", "earned": "mentions"},
        ("intention",),
    ),
    Indicator(
        "advocacy",
        "Advocacy",
        "การบอกต่อ",
        _BOTH,
        "flow",
        "messages",
        r"n_{\text{advocacy}} + \sum \text{tag\_friends}",
        "Messages that recommend the brand to others, and friends tagged.",
        "P",
        {"own": "mentions", "earned": "mentions"},
        ("advocacy",),
    ),
    Indicator(
        "advocacy_rate",
        "Advocacy rate",
        "อัตราการบอกต่อ",
        _BOTH,
        "rate",
        "ratio",
        r"(n_{\text{advocacy}} + \sum \text{tag\_friends}) / N",
        "Advocacy per message; the `open` profile shrinks it to the category's mean.",
        "A",
        {"own": "mentions", "earned": "mentions"},
        ("advocacy",),
    ),
    Indicator(
        "response_rate",
        "Response rate",
        "อัตราการตอบกลับ",
        _OWN,
        "rate",
        "ratio",
        r"\text{answered} / \text{answerable}",
        "Share of people's comments on the brand's page that the admin answered.",
        "P",
        {"own": "mentions"},
        ("by_brand",),
    ),
    Indicator(
        "net_sentiment",
        "Net sentiment",
        "ความรู้สึกสุทธิ",
        _BOTH,
        "share",
        "ratio",
        r"(P - N) / (P + N)",
        "Positive minus negative, over both; neutral left out.",
        "P",
        {"own": "mentions", "earned": "mentions"},
        ("sentiment",),
    ),
    Indicator(
        "net_sentiment_all",
        "Net sentiment over all messages",
        "ความรู้สึกสุทธิต่อข้อความทั้งหมด",
        _BOTH,
        "share",
        "ratio",
        r"(P - N) / (P + \text{neutral} + q + N)",
        "Positive minus negative, over all messages: what many tools show.",
        "P",
        {"own": "mentions", "earned": "mentions"},
        ("sentiment",),
    ),
)
_BY_NAME = {i.name: i for i in INDICATORS}
_VIEWS = {p.name: p.counts_views for p in PLATFORMS}


def indicator_named(name: str) -> Indicator:
    """Return the indicator of that name; KeyError if there is none."""
    return _BY_NAME[name]


def applicable(side: str, platform: str) -> tuple[Indicator, ...]:
    """Return the indicators that exist in a cell, in their order.

    Examples
    --------
    >>> "views" in [i.name for i in applicable("own", "facebook")]
    False
    """
    return tuple(i for i in INDICATORS if side in i.sides and (_VIEWS[platform] or not i.views_only))
