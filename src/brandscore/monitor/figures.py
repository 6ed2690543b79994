"""The figures of one row of a timeline: measured in a cell, or summed over cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from brandscore.indicators import applicable
from brandscore.metrics.measured import Cell, Measured
from brandscore.score.question import Competitor
from brandscore.score.status import standing_of
from brandscore.tables import SENTIMENTS

__all__ = ["COUNTS", "Figures", "Number", "cell_figures", "collected_cells", "message_cells", "summed"]

Number = float | int

#: Counts of messages: all by consumers, and those labelled (promo left out).
COUNTS: tuple[str, ...] = ("mentions", *SENTIMENTS)
#: Summed over cells; empty only where all cells are.
_FLOWS = ("interactions", "weighted_interactions", "views", "unique_daily_mentions", "intention", "advocacy")
#: Summed over platforms; empty where a platform that the brand has accounts on is, or the sum would drop
#: for want of a snapshot.
_FOLLOWERS = ("followers", "fan_growth")
#: Rates that can be had over several cells: the indicator or count above, and the count below.
_RATES = {
    "fan_growth_rate": ("fan_growth", "first_followers"),
    "intention_rate": ("intention", "intention_n"),
    "advocacy_rate": ("advocacy", "advocacy_n"),
    "response_rate": ("answered", "answerable"),
}


@dataclass(slots=True)
class Figures:
    """What a row holds.

    Parameters
    ----------
    values
        Counts and indicators by column; a column that is not there is empty.
    below
        Numerator and denominator of the rates that can be summed.
    gaps
        Followers and growth that are missing although the brand has accounts
        there.
    labelled
        The cells whose messages the counts of sentiment were taken from.
    """

    values: dict[str, Number] = field(default_factory=dict)
    below: dict[str, tuple[Number, Number]] = field(default_factory=dict)
    gaps: set[str] = field(default_factory=set)
    labelled: list[Cell] = field(default_factory=list)


def collected_cells(measured: Measured) -> frozenset[tuple[str, str]]:
    """Return the (side, platform) of which somebody's data hold anything."""
    return message_cells(measured) | {(side, platform) for platform, side, _ in measured.collected}


def message_cells(measured: Measured) -> frozenset[tuple[str, str]]:
    """Return the (side, platform) of which somebody's messages were collected."""
    return frozenset((side, platform) for table, _, platform, side in measured.present if table == "mentions")


def _messages_known(measured: Measured, brand: Competitor, side: str, platform: str) -> bool:
    """Whether a count of the brand's messages can be given: collected, or others' were and it is not there."""
    return ("mentions", brand.name, platform, side) in measured.present or platform not in brand.platforms


def cell_figures(
    measured: Measured, number: int, brand: Competitor, side: str, platform: str, messages: bool
) -> Figures:
    """Return what was measured of a brand in one cell and period.

    Parameters
    ----------
    measured
        With what had been collected by that period.
    number
        The period's place.
    brand, side, platform
        The cell.
    messages
        Whether messages were collected in it at all.
    """
    found = Figures()
    cell = measured.cells[number, brand.name, platform, side]
    if messages and _messages_known(measured, brand, side, platform):
        found.values["mentions"] = cell.counts["messages"]
        if (platform, side, "net_sentiment") in measured.collected:
            for name in SENTIMENTS:
                found.values[name] = cell.counts[name]
            found.labelled.append(cell)
    for indicator in applicable(side, platform):
        name = indicator.name
        if indicator.nature in ("node", "share"):
            continue
        standing = standing_of(measured, number, brand, side, platform, name, measured.collected)
        if standing.status == "missing":
            collected = (platform, side, name) in measured.collected
            if name in _FOLLOWERS and collected and ("accounts", brand.name, platform, side) in measured.present:
                found.gaps.add(name)
        elif standing.value is not None and not (standing.status == "absent" and indicator.nature == "rate"):
            found.values[name] = standing.value
    for rate, (above, below) in _RATES.items():
        if rate in found.values:
            over = found.values[above] if above in found.values else cell.counts[above]
            found.below[rate] = over, cell.counts[below]
    return found


def summed(parts: Sequence[Figures]) -> Figures:
    """Return the figures of several cells together.

    Counts and flows are summed over the cells that have them, followers and
    growth only where no cell lacks them, rates recomputed from the summed
    numerators and denominators; the comment and share ratio, whose denominator
    differs by platform, stay empty.
    """
    whole = Figures(labelled=[cell for part in parts for cell in part.labelled])
    for name in (*COUNTS, *_FLOWS):
        known = [part.values[name] for part in parts if name in part.values]
        if known:
            whole.values[name] = sum(known)
    for name in _FOLLOWERS:
        known = [part.values[name] for part in parts if name in part.values]
        if any(name in part.gaps for part in parts):
            whole.gaps.add(name)
        elif known:
            whole.values[name] = sum(known)
    for rate in _RATES:
        if rate == "fan_growth_rate" and "fan_growth" not in whole.values:
            continue
        pairs = [part.below[rate] for part in parts if rate in part.below]
        above, below = sum(p[0] for p in pairs), sum(p[1] for p in pairs)
        if below:
            whole.below[rate] = above, below
            whole.values[rate] = above / below
    return whole
