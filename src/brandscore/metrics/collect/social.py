"""One frame of followers, posts and messages: every brand on every platform that anybody's data hold."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from brandscore.metrics.collect import accounts, mentions, posts
from brandscore.metrics.collect.frame import ALL, CellKey, Found, Frame, Key, Summary, platforms_in_order
from brandscore.metrics.collect.mentions import OF_BRAND, RESPONSE, Talk
from brandscore.metrics.measured import Sentiments
from brandscore.metrics.registry.formula import Formula, NoValueError
from brandscore.platforms import PLATFORM_NAMES

__all__ = ["SOCIAL", "Rival", "social_frame"]

#: The table of each input.
SOCIAL: dict[str, str] = {
    **dict.fromkeys(accounts.PLACES, "accounts"),
    **dict.fromkeys(posts.PLACES, "posts"),
    **dict.fromkeys(mentions.PLACES, "mentions"),
}
_TONE, _ANSWERING = "sd(tone_by_platform)", "sd(response_by_platform)"


@dataclass(frozen=True, slots=True)
class Rival:
    """A brand, and those it is compared with.

    Parameters
    ----------
    name, category
        The brand and its industry group.
    platforms
        Platforms on which it lists an account of its own.
    names
        What it may be called after an @.
    """

    name: str
    category: str = "all"
    platforms: frozenset[str] = frozenset()
    names: tuple[str, ...] = field(default=(), compare=False)


def social_frame(
    periods: int,
    brands: Sequence[Rival],
    found: Mapping[str, Found],
    talk: Talk | None,
) -> Frame:
    """Put together what the tables hold of the brands.

    An input is collected on a platform if anybody's data hold it there. Where
    it is, a brand without rows has 0, unless it lists an account there: then
    its rows were not collected.

    Parameters
    ----------
    periods
        How many there are.
    brands
        The brands.
    found
        What was collected, by table.
    talk
        Sentiments and response times, where messages were collected.
    """
    platforms = platforms_in_order((p for one in found.values() for _, p in one.present), PLATFORM_NAMES)
    rows: dict[Key, dict[str, float]] = {}
    notes: dict[Key, dict[str, list[str]]] = {}
    for number in range(periods):
        for brand in brands:
            for platform in platforms:
                cell = (number, brand.name, platform)
                row: dict[str, float] = {}
                for one in found.values():
                    row |= _cell(one, cell, brand)
                rows[(*cell, "")] = row
                notes[(*cell, "")] = {k: v for one in found.values() for k, v in one.notes.get(cell, {}).items()}
    _add_totals(rows, brands)
    frame = Frame.of(
        "social",
        SOCIAL | dict.fromkeys(posts.PER_POST.values(), "posts"),
        rows,
        pools=True,
        stocks=frozenset({"followers"}),
        reasons=accounts.REASONS,
    )
    frame.notes = {place: notes[key] for place, key in enumerate(frame.keys) if notes.get(key)}
    if talk is not None:
        _add_sentiments(frame, talk)
        _add_minutes(frame, talk)
        _add_spreads(frame)
    return frame


def _cell(found: Found, cell: CellKey, brand: Rival) -> dict[str, float]:
    """Return what a table holds of one cell; what was not collected there is left out."""
    _, name, platform = cell
    values = found.values.get(cell)
    row = {}
    for one, held in found.held.items():
        there = (name, platform) in found.present_for.get(one, found.present)
        if not any(p == platform for _, p in held) or (not there and platform in brand.platforms):
            continue
        empty = math.nan if one in found.stocks and there else 0.0
        row[one] = empty if values is None else values.get(one, empty)
    return row


def _add_totals(rows: Mapping[Key, dict[str, float]], brands: Sequence[Rival]) -> None:
    """Add up the brands of each category; a message that names two counts for each."""
    category = {brand.name: brand.category for brand in brands}
    for total, one in OF_BRAND.items():
        sums: dict[tuple[int, str, str], float] = {}
        for (number, brand, platform, _), row in rows.items():
            if one in row and not math.isnan(row[one]):
                key = (number, category[brand], platform)
                sums[key] = sums.get(key, 0.0) + row[one]
        for (number, brand, platform, _), row in rows.items():
            if one in row:
                row[total] = sums.get((number, category[brand], platform), math.nan)


def _add_sentiments(frame: Frame, talk: Talk) -> None:
    """Say how sentiment was counted, and take all platforms together as one for its correction."""
    names = ("positive_mentions", "negative_mentions")
    for place, (number, brand, platform, _) in enumerate(frame.keys):
        said = talk.sentiments.get((number, brand, platform))
        if said is not None and (text := _sentiment_note(said)):
            for name in names:
                frame.notes.setdefault(place, {}).setdefault(name, []).append(text)
    for (number, brand, platform), said in talk.sentiments.items():
        if platform != ALL:
            continue
        key = (number, brand, ALL, "")
        for name, label in zip(names, ("pos", "neg"), strict=True):
            frame.pooled.setdefault(name, {})[key] = float(said.counts[label])
            if text := _sentiment_note(said):
                frame.pooled_notes.setdefault(name, {})[key] = text


def _sentiment_note(said: Sentiments) -> str:
    if said.corrected is None:
        return said.note
    raw = said.net_labelled
    uncorrected = "empty" if raw is None else f"{100 * raw:.2f}"
    return (
        f"{said.classified} messages labelled by the classifier, corrected for its errors; "
        f"net sentiment uncorrected {uncorrected}"
    )


def _add_minutes(frame: Frame, talk: Talk) -> None:
    """Give the median response time of each cell, and of all platforms together."""
    answering = frame.collected.get("answered")
    found: dict[Key, Summary] = {}
    for place, key in enumerate(frame.keys):
        number, brand, platform, _ = key
        if answering is None or not answering[place]:
            found[key] = None, "response_minutes not collected"
            found.setdefault((number, brand, ALL, ""), (None, "response_minutes not collected"))
            continue
        for cell in ((number, brand, platform), (number, brand, ALL)):
            minutes = talk.minutes.get(cell)
            found[(*cell, "")] = minutes, "" if minutes is not None else "no comment was answered"
    frame.summaries[RESPONSE] = found


def _add_spreads(frame: Frame) -> None:
    """Give the spread of tone and response over the platforms of each brand, on rows of all platforms."""
    columns = frame.columns
    with np.errstate(all="ignore"):
        polar = columns["positive_mentions"] + columns["negative_mentions"]
        tone = 100 * (columns["positive_mentions"] - columns["negative_mentions"]) / polar
        answering = 100 * columns["answered"] / columns["answerable"]
    lists: dict[str, dict[Key, list[float]]] = {_TONE: {}, _ANSWERING: {}}
    for place, (number, brand, _, of) in enumerate(frame.keys):
        for text, values in ((_TONE, tone), (_ANSWERING, answering)):
            known = lists[text].setdefault((number, brand, ALL, of), [])
            if math.isfinite(values[place]):
                known.append(float(values[place]))
    collected = {_TONE: frame.has("positive_mentions"), _ANSWERING: frame.has("answered")}
    for text, by_key in lists.items():
        formula = Formula(text)
        name = formula.inputs[0]
        frame.summaries[text] = {
            key: _spread(formula, name, values) if collected[text] else (None, f"{name} not collected")
            for key, values in by_key.items()
        }


def _spread(formula: Formula, name: str, values: Sequence[float]) -> Summary:
    try:
        return float(formula.value({name: np.array(values)})), ""
    except NoValueError:
        return None, f"{len(values)} platform{'' if len(values) == 1 else 's'} with a value, 2 are needed"
