"""The rows of a timeline: every brand, platform, side and period, on a full calendar."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from brandscore.metrics.measured import Measured
from brandscore.metrics.windows import Period
from brandscore.monitor.figures import Figures, Number, cell_figures, collected_cells, message_cells, summed
from brandscore.monitor.intervals import Interval, net_sentiment_all_interval, net_sentiment_interval, wilson
from brandscore.score.compute import BrandScore
from brandscore.score.question import Competitor, Question

__all__ = ["ALL", "timeline_rows"]

#: Name of the rows that hold all platforms, or both sides.
ALL = "all"

#: (period, brand, platform, side)
_Key = tuple[int, str, str, str]


def timeline_rows(
    periods: Sequence[Period],
    known: Sequence[Measured],
    whole: Measured,
    competitors: Sequence[Competitor],
    question: Question,
    scores: Sequence[Mapping[str, BrandScore]],
) -> list[dict[str, Any]]:
    """Return the rows of table ``timeline``.

    By brand, then platform (``all`` first), side (``all`` first) and period.
    Cells of which nobody's data hold anything have no rows.

    Parameters
    ----------
    periods
        The calendar.
    known
        For each period, what was measured with what had been collected by then.
    whole
        What was measured, with all that is collected in the whole run: its
        cells have rows in every period, empty ones before they began.
    competitors
        The brands.
    question
        Sides and platforms asked for.
    scores
        For each period, the score of every brand.
    """
    cells = [cell for cell in question.cells if cell in collected_cells(whole)]
    keys = _row_keys(cells, question)
    figures: dict[_Key, Figures] = {}
    for number, measured in enumerate(known):
        messages = message_cells(measured)
        for brand in competitors:
            found = {
                (side, platform): cell_figures(
                    measured, number, brand, side, platform, messages=(side, platform) in messages
                )
                for side, platform in cells
            }
            for (platform, side), behind in keys.items():
                figures[number, brand.name, platform, side] = (
                    summed([found[cell] for cell in behind]) if ALL in (platform, side) else found[side, platform]
                )
    said = _messages_of_category(figures, competitors)
    rows = []
    for brand in sorted(competitors, key=lambda c: c.name):
        for platform, side in keys:
            for number, period in enumerate(periods):
                row: dict[str, Any] = {
                    "brand": brand.name,
                    "platform": platform,
                    "side": side,
                    "period_start": period.start.isoformat(),
                    "period_end": period.end.isoformat(),
                    "reason": "",
                }
                values = figures[number, brand.name, platform, side].values
                row |= values
                row |= _estimates(values, said[number, brand.category, platform, side])
                if platform == ALL and side == ALL:
                    row |= _scored(scores[number][brand.name], question)
                rows.append(row)
    return rows


def _row_keys(cells: Sequence[tuple[str, str]], question: Question) -> dict[tuple[str, str], list[tuple[str, str]]]:
    """Return the (platform, side) of the rows, in order, with the (side, platform) cells behind each."""
    keys = {}
    for platform in (ALL, *question.platforms):
        for side in (ALL, *question.sides):
            behind = [(s, p) for s, p in cells if platform in (ALL, p) and side in (ALL, s)]
            # The scores stand on the row of everything: it is there whatever was collected.
            if behind or (platform == ALL and side == ALL):
                keys[platform, side] = behind
    return keys


def _messages_of_category(figures: Mapping[_Key, Figures], competitors: Sequence[Competitor]) -> dict[_Key, Number]:
    """Return the messages about all brands of each category; a message naming two counts for both."""
    category = {c.name: c.category for c in competitors}
    total: dict[_Key, Number] = {}
    for (number, brand, platform, side), found in figures.items():
        key = (number, category[brand], platform, side)
        total[key] = total.get(key, 0) + found.values.get("mentions", 0)
    return total


def _estimates(values: Mapping[str, Number], said: Number) -> dict[str, Number]:
    """Return share of voice and net sentiment with their intervals; what nobody said has none."""
    found: dict[str, Number] = {}
    if "mentions" in values:
        mine = int(values["mentions"])
        if said:
            found |= _with_ends("share_of_voice", mine / said, wilson(mine, int(said)))
    if "pos" in values:
        pos, neg = int(values["pos"]), int(values["neg"])
        polar, labelled = pos + neg, int(pos + values["neu"] + neg + values["q"])
        if polar:
            found |= _with_ends("net_sentiment", (pos - neg) / polar, net_sentiment_interval(pos, neg))
        if labelled:
            ends = net_sentiment_all_interval(pos, neg, labelled)
            found |= _with_ends("net_sentiment_all", (pos - neg) / labelled, ends)
    return found


def _with_ends(name: str, value: float, ends: Interval | None) -> Iterator[tuple[str, Number]]:
    yield name, value
    if ends is not None:
        yield f"{name}_low", ends[0]
        yield f"{name}_high", ends[1]


def _scored(score: BrandScore, question: Question) -> dict[str, Any]:
    """Return a brand's scores, and the reason where one that was asked for is empty."""
    if score.score is None:
        return {"reason": score.reason}
    sides = {"own": score.own, "earned": score.earned}
    reason = score.reason if any(sides[side] is None for side in question.sides) else ""
    return {
        "brand_score": score.score,
        **{f"{side}_score": value for side, value in sides.items() if value is not None},
        "reason": reason,
    }
