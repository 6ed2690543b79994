"""The rows of a timeline: every brand, platform, side and period, on a full calendar."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from brandscore.metrics.measured import Measured, Sentiments
from brandscore.metrics.windows import Period
from brandscore.monitor.figures import Figures, Number, cell_figures, collected_cells, message_cells, summed
from brandscore.monitor.intervals import Interval, net_sentiment_all_interval, net_sentiment_interval, wilson
from brandscore.score.compute import BrandScore
from brandscore.score.question import Competitor, Question
from brandscore.tables import SENTIMENTS

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
                found_here = figures[number, brand.name, platform, side]
                row |= found_here.values
                row |= _voice(found_here.values, said[number, brand.category, platform, side])
                if found_here.labelled:
                    row |= _sentiment(whole.sentiments(found_here.labelled, True))
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


def _voice(values: Mapping[str, Number], said: Number) -> dict[str, Number]:
    """Return share of voice with its interval; what nobody said has none."""
    if "mentions" not in values or not said:
        return {}
    mine = int(values["mentions"])
    return dict(_with_ends("share_of_voice", mine / said, wilson(mine, int(said))))


def _sentiment(found: Sentiments) -> dict[str, Number]:
    """Return shares and net sentiment with their intervals; empty where there is no message to divide by.

    Labels taken at their word have intervals of sampling; corrected ones those
    of the draws behind the correction.
    """
    row: dict[str, Number] = {"classified": found.classified, "corrected": int(found.corrected is not None)}
    counted = {name: int(found.labelled[name]) for name in SENTIMENTS}
    pos, neg, labelled = counted["pos"], counted["neg"], sum(counted.values())
    whole = sum(found.counts.values())
    if whole:
        row |= {f"{name}_share": found.counts[name] / whole for name in SENTIMENTS}
    sampled = {
        "net_sentiment": net_sentiment_interval(pos, neg),
        "net_sentiment_all": net_sentiment_all_interval(pos, neg, labelled) if labelled else None,
    }
    ends = found.ends if found.corrected is not None else sampled
    figures = {
        "net_sentiment": (found.net, found.net_labelled),
        "net_sentiment_all": (found.net_all, found.net_all_labelled),
    }
    for name, (value, raw) in figures.items():
        if value is not None:
            row |= _with_ends(name, value, ends.get(name))
        if raw is not None:
            row[f"{name}_raw"] = raw
    return row


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
