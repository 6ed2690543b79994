"""Measured, absent or missing: where each indicator of a brand stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from brandscore.indicators import indicator_named
from brandscore.metrics.measured import Measured
from brandscore.score.question import Competitor

__all__ = ["RATE_COUNTS", "Standing", "Status", "standing_of"]

Status = Literal["measured", "absent", "missing"]

#: The count above and the number of messages below each rate of messages.
RATE_COUNTS: dict[str, tuple[str, str]] = {
    "intention_rate": ("intention", "intention_n"),
    "advocacy_rate": ("advocacy", "advocacy_n"),
}

#: Why a value that could have been measured is not there.
_WHY_NULL = {
    "followers": "no follower snapshot within 7 days of the window's end",
    "fan_growth": "no two follower snapshots at the window's edges",
    "fan_growth_rate": "no two follower snapshots at the window's edges, or 0 followers at its start",
    "interactions": "no counts given",
    "weighted_interactions": "no counts given",
    "views": "no views given",
    "comment_ratio": "nothing to divide by, or no comments given",
    "share_ratio": "nothing to divide by, or no shares given",
    "intention": "no labelled message",
    "advocacy": "no labelled message",
    "intention_rate": "no labelled message",
    "advocacy_rate": "no labelled message",
    "response_rate": "nothing to answer",
    "net_sentiment": "no positive or negative message",
    "net_sentiment_all": "no message",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """One indicator of one brand in one cell."""

    status: Status
    value: float | int | None
    reason: str = ""


def standing_of(
    measured: Measured,
    period: int,
    brand: Competitor,
    side: str,
    platform: str,
    name: str,
    collected: frozenset[tuple[str, str, str]],
) -> Standing:
    """Return where an indicator of a brand stands, before normalising.

    Missing: nobody's data hold it there, or the brand lists an official
    account there and has no rows, or its value cannot be had. Absent (value 0):
    others have rows there, the brand has none. Otherwise measured.
    """
    indicator = indicator_named(name)
    if (platform, side, name) not in collected:
        return Standing("missing", None, "not collected")
    table = indicator.source_table[side]
    if (table, brand.name, platform, side) not in measured.present:
        if platform in brand.platforms:
            return Standing("missing", None, f"official account listed, but no {table} of it collected")
        if indicator.nature == "share":
            return Standing("absent", None, "no messages about the brand there")
        return Standing("absent", 0, "brand not there: counts 0")
    cell = measured.cells[period, brand.name, platform, side]
    notes = "; ".join(cell.notes.get(name, ()))
    value = cell.values.get(name)
    if value is None:
        why = _WHY_NULL.get(name, "cannot be measured")
        return Standing("missing", None, "; ".join(filter(None, (why, notes))))
    return Standing("measured", value, notes)
