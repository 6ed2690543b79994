"""From money to customers: what it costs to make one person aware, to visit, to register, to book.

The chain that an article on property marketing describes: spend over those
who came so far, and how many of each step go on to the next.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from brandscore.campaigns.measure import Measured, matched_totals
from brandscore.campaigns.ranking import campaign_groups, figure
from brandscore.campaigns.sums import ALL, Group

__all__ = ["STEPS", "Step", "chain_rows"]


@dataclass(frozen=True, slots=True)
class Step:
    """One step: the column that counts it, and the metric of its cost."""

    name: str
    cost: str


#: Sums of two columns over the parts that have both, by their names.
_Pairs = Mapping[tuple[str, str], tuple[NDArray[np.float64], NDArray[np.float64]]]

STEPS: tuple[Step, ...] = (
    Step("reach", "cost_per_reach"),
    Step("visits", "cost_per_visit"),
    Step("registrations", "cost_per_registration"),
    Step("bookings", "cost_per_booking"),
    Step("customers", "cost_per_customer"),
)


def chain_rows(measured: Measured) -> list[dict[str, Any]]:
    """Return a row per step of each campaign, and of all together, by currency.

    A step that was not counted has no figures and the reason; the next one is
    then compared with the last step that was.
    """
    together = [g for g in measured.sums.groups if g.period == 0 and g.campaign == ALL and not g.part]
    places = [(group, measured.sums.place(group)) for group in (*together, *campaign_groups(measured))]
    counted = [step.name for step in STEPS if step.name in measured.sums.collected]
    columns = [*(["spend"] if "spend" in measured.sums.collected else []), *counted]
    pairs = {(a, b): matched_totals(measured.sums, b, a) for a, b in itertools.combinations(columns, 2)}
    return [row for group, place in places if place is not None for row in _rows(measured, group, place, pairs)]


def _rows(measured: Measured, group: Group, place: int, pairs: _Pairs) -> list[dict[str, Any]]:
    rows = []
    above: str | None = None
    for number, step in enumerate(STEPS, start=1):
        count = figure(measured.sums, step.name, place)
        reasons = [r for r in (measured.reasons[step.cost][place],) if r]
        row: dict[str, Any] = {
            "campaign": group.campaign,
            "currency": group.currency,
            "place": number,
            "step": step.name,
            "count": count,
            "from_step": above if count is not None else None,
            "spend": figure(measured.sums, "spend", place),
            "cost_per": measured.value(step.cost, place),
        }
        if row["cost_per"] is not None:
            row["cost_count"], row["cost_spend"] = _at(pairs["spend", step.name], place)
        if count is not None and above is not None:
            part, whole = _at(pairs[above, step.name], place)
            if whole > 0:
                row |= {"conversion": part / whole * 100, "step_part": part, "step_whole": whole}
            else:
                reasons.append(f"conversion: {above} is 0")
        notes = [measured.notes[step.cost][place]]
        if row.get("conversion", 0) > 100 and above is not None:
            notes.append(f"{step.name} above {above}: the two are counted in different ways")
        row["reason"] = "; ".join(reasons) or None
        row["note"] = "; ".join(n for n in notes if n) or None
        rows.append(row)
        if count is not None:
            above = step.name
    return rows


def _at(pair: tuple[NDArray[np.float64], NDArray[np.float64]], place: int) -> tuple[float, float]:
    return float(pair[0][place]), float(pair[1][place])
