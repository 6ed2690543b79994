"""What people say of the brands, from the table `mentions` with its labels."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from brandscore.metrics.collect.direct import direct_texts
from brandscore.metrics.collect.frame import ALL, CellKey, Found, held_by, number
from brandscore.metrics.measure import bins_of
from brandscore.metrics.measured import Cell, Sentiments
from brandscore.metrics.measured import CellKey as SideKey
from brandscore.metrics.registry.inputs import INPUTS
from brandscore.metrics.totals import answers, dated_mentions, mention_totals, response_totals
from brandscore.tables import SENTIMENTS

if TYPE_CHECKING:
    from ibis.expr.types import Table as Expr

    from brandscore.engine.session import Session
    from brandscore.metrics.options import MeasureOptions
    from brandscore.metrics.windows import Calendar

__all__ = ["OF_BRAND", "PLACES", "RESPONSE", "Talk", "collect"]

#: Columns that each input is collected from.
PLACES: dict[str, tuple[str, ...]] = {
    "brand_mentions": ("mention_id",),
    "total_mentions": ("mention_id",),
    "brand_authors": ("author",),
    "total_authors": ("author",),
    "brand_interactions": ("reactions", "comments", "shares"),
    "total_interactions": ("reactions", "comments", "shares"),
    "direct_mentions": ("text",),
    "indirect_mentions": ("text",),
    "mentions": ("mention_id",),
    "authors": ("author",),
    "positive_mentions": ("sentiment",),
    "negative_mentions": ("sentiment",),
    "awareness": ("mention_id",),
    "interest": ("intention",),
    "consideration": ("intention",),
    "advocacy": ("advocacy",),
    "brand_preferences": ("advocacy",),
    "total_preferences": ("advocacy",),
    "answered": ("by_brand",),
    "answerable": ("channel",),
    "response_minutes": ("posted_at",),
    "tone_by_platform": ("sentiment",),
    "response_by_platform": ("by_brand",),
}
#: What is added up over the brands of a category: the brand's own figure behind each total.
OF_BRAND = {
    "total_mentions": "brand_mentions",
    "total_authors": "brand_authors",
    "total_interactions": "brand_interactions",
    "total_preferences": "brand_preferences",
}
#: The formula that the engine computes itself, over all response times of a row.
RESPONSE = "median(response_minutes)"
_INTERACTIONS = ("reactions", "comments", "shares")
#: Inputs that promo messages leave.
_CONSUMERS = ("mentions", "authors", "awareness")


@dataclass(slots=True)
class Talk:
    """What was collected of the messages.

    Parameters
    ----------
    found
        The inputs that add up over platforms.
    sentiments
        The sentiments of each cell, and of each brand's cells together (platform `ALL`).
    minutes
        Median minutes to the first answer of each cell, and of each brand's cells together.
    """

    found: Found
    sentiments: dict[CellKey, Sentiments] = field(default_factory=dict)
    minutes: dict[CellKey, float] = field(default_factory=dict)


def collect(
    session: Session,
    mentions: Expr,
    calendar: Calendar,
    options: MeasureOptions,
    names: Mapping[str, Sequence[str]],
    sentiments: Callable[[Sequence[Cell], bool], Sentiments],
    staged: str,
) -> Talk:
    """Count the messages about the brands in each period; those by the brands themselves are left out.

    Parameters
    ----------
    session, mentions, calendar, options
        What to measure, when and how; every mention has a brand and its labels.
    names
        By brand, what it may be called after an @ beside its own name.
    sentiments
        How labels become counts of sentiment; see `brandscore.metrics.correction`.
    staged
        Prefix of the tables that are staged.
    """
    talk = Talk(Found(held=_held(session, mentions)))
    found = talk.found
    found.present = found.held["brand_mentions"]
    found.present_for = dict.fromkeys(("answerable", "answered"), found.held["answerable"])
    cells: defaultdict[CellKey, list[Cell]] = defaultdict(list)
    sums: defaultdict[CellKey, list[dict[str, Any]]] = defaultdict(list)
    bins = bins_of(session, mentions, calendar)
    for row in session.rows(mention_totals(mentions, calendar.days, options).order_by("side")):
        key = (row["period"], row["brand"], row["platform"])
        sums[key].append(row)
        cells[key].append(_cell(row, bins))
    for key, rows in sums.items():
        _count(found, key, rows)
    _people(session, mentions, calendar, found)
    _direct(session, mentions, calendar, found, direct_texts(session, mentions, names, f"{staged}_direct"))
    _answers(session, mentions, calendar, talk)
    together: defaultdict[CellKey, list[Cell]] = defaultdict(list)
    for key in sorted(cells):
        together[key[0], key[1], ALL] += cells[key]
    talk.sentiments = {key: sentiments(behind, False) for key, behind in (*cells.items(), *together.items())}
    for key in cells:
        counts = talk.sentiments[key].counts
        found.values[key] |= {"positive_mentions": counts["pos"], "negative_mentions": counts["neg"]}
    return talk


def _held(session: Session, mentions: Expr) -> dict[str, set[tuple[str, str]]]:
    columns = ("author", "text", "sentiment", "intention", "advocacy", *_INTERACTIONS)
    own = mentions.channel == "own"
    by_column = held_by(
        session,
        mentions,
        {c: mentions[c].notnull() for c in columns}
        | {"mention_id": mentions.mention_id.notnull(), "own": own, "by_brand": own & mentions.by_brand.notnull()},
    )
    held = {
        name: set().union(*(by_column[c] for c in places))
        for name, places in PLACES.items()
        if name not in OF_BRAND and not INPUTS[name].many and set(places) <= set(by_column)
    }
    # Only where the brand's own page was collected can anything be answered.
    return held | {"answerable": by_column["own"]}


def _cell(row: Mapping[str, Any], bins: Mapping[SideKey, dict[int, int]]) -> Cell:
    """Return one side of a cell as the correction of sentiment takes it."""
    names = ("classified", *SENTIMENTS, *(f"classified_{s}" for s in SENTIMENTS))
    key = (row["period"], row["brand"], row["platform"], row["side"])
    return Cell({}, {}, {name: int(row[name] or 0) for name in names}, bins.get(key, {}))


def _count(found: Found, key: CellKey, rows: Sequence[Mapping[str, Any]]) -> None:
    """Take the counts of a cell, both sides together."""
    messages, promo = (sum(r[c] for r in rows) for c in ("messages", "promo"))
    spoken = messages - promo

    def flagged(label: str) -> float:
        """Messages with a label; not known where there are messages and none of them was read for it."""
        known = sum(r[f"{label}_n"] for r in rows)
        if 0 < known < spoken:
            inputs = ("interest", "consideration") if label == "intention" else ("advocacy", "brand_preferences")
            found.say(key, inputs, f"{spoken - known} of {spoken} messages without text or label, left out")
        return number(None if spoken and not known else sum(r[label] for r in rows))

    parts = [r[c] for r in rows for c in _INTERACTIONS if r[c] is not None]
    counted = sum(r["counted"] for r in rows)
    intention, advocacy = flagged("intention"), flagged("advocacy")
    found.values[key] = {
        "brand_mentions": messages,
        "mentions": spoken,
        "awareness": spoken,
        "brand_interactions": number(sum(parts) if parts or not counted else None),
        "interest": intention,
        "consideration": intention,
        "advocacy": advocacy,
        "brand_preferences": advocacy,
    }
    for column in _INTERACTIONS:
        known = sum(r[f"{column}_known"] for r in rows)
        if known < counted:
            text = f"{counted - known} of {counted} messages without {column}, skipped"
            found.say(key, ("brand_interactions",), text)
    if promo:
        found.say(key, _CONSUMERS, f"promo messages left out: {promo}")
    unlabelled = sum(r["unlabelled"] for r in rows)
    if unlabelled:
        text = f"{unlabelled} messages without text or label, left out"
        found.say(key, ("positive_mentions", "negative_mentions"), text)


def _people(session: Session, mentions: Expr, calendar: Calendar, found: Found) -> None:
    """Count different authors; an unknown one counts by the text, once in the period."""
    m = dated_mentions(mentions, calendar.days)
    voices = m.group_by("period", "brand", "platform", "voice").aggregate(
        consumer=(m.promo == 0).cast("int64").max(), unknown=m.author.isnull().cast("int64").max()
    )
    counted = voices.group_by("period", "brand", "platform").aggregate(
        brand_authors=voices.count(), authors=voices.consumer.sum(), unknown=voices.unknown.sum()
    )
    for row in session.rows(counted):
        key = (row["period"], row["brand"], row["platform"])
        found.values[key] |= {name: number(row[name]) for name in ("brand_authors", "authors")}
        if row["unknown"]:
            text = f"{row['unknown']} unknown authors, told apart by what they wrote"
            found.say(key, ("brand_authors", "authors"), text)


def _direct(session: Session, mentions: Expr, calendar: Calendar, found: Found, direct: Expr) -> None:
    """Count messages that speak to the brand, and those that speak of it."""
    m = dated_mentions(mentions, calendar.days)
    joined = m.left_join(direct, [m.brand == direct.direct_brand, m.text == direct.direct_text])
    counted = joined.group_by("period", "brand", "platform").aggregate(
        messages=joined.count(), with_text=joined.text.count(), direct=joined.direct_text.count()
    )
    for row in session.rows(counted):
        key = (row["period"], row["brand"], row["platform"])
        said = {"direct_mentions": row["direct"], "indirect_mentions": row["with_text"] - row["direct"]}
        found.values[key] |= {name: float(value) for name, value in said.items()}
        if row["with_text"] < row["messages"]:
            without = row["messages"] - row["with_text"]
            found.say(key, said, f"{without} of {row['messages']} messages without text, left out")


def _answers(session: Session, mentions: Expr, calendar: Calendar, talk: Talk) -> None:
    """Count what could be answered and was, and take the median of the minutes it took."""
    values = talk.found.values
    for row in session.rows(response_totals(mentions, calendar.days, calendar.edges)):
        key = (row["period"], row["brand"], row["platform"])
        values[key] |= {name: number(row[name]) for name in ("answerable", "answered")}
    rows = answers(mentions, calendar.days, calendar.edges)
    # A reply before its comment is a clock that goes wrong: no time can be told.
    rows = rows.filter((rows.reply_day <= rows.last_day) & (rows.reply_at >= rows.posted_at))
    seconds = rows.reply_at.epoch_seconds() - rows.posted_at.epoch_seconds()
    rows = rows.mutate(minutes=seconds.cast("float64") / 60)
    by_cell = rows.group_by("period", "brand", "platform").aggregate(minutes=rows.minutes.median())
    by_brand = rows.group_by("period", "brand").aggregate(minutes=rows.minutes.median())
    for row in session.rows(by_cell):
        talk.minutes[row["period"], row["brand"], row["platform"]] = float(row["minutes"])
    for row in session.rows(by_brand):
        talk.minutes[row["period"], row["brand"], ALL] = float(row["minutes"])
