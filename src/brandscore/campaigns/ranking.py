"""Campaigns ranked by their return on investment, within each currency."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from brandscore.campaigns.compare import is_met
from brandscore.campaigns.measure import Measured
from brandscore.campaigns.rows import in_the_way
from brandscore.campaigns.sums import ALL, Group, Sums
from brandscore.campaigns.targets import Targets
from brandscore.metrics.registry.catalogue import metric_named

__all__ = ["campaign_groups", "figure", "ranking_rows"]

_MONEY = ("spend", "revenue", "cost", "profit")
_METRICS = (
    "roi",
    "roas",
    "cost_per_reach",
    "cost_per_visit",
    "cost_per_registration",
    "cost_per_booking",
    "cost_per_customer",
)
#: Scores that agree to so many decimals share a rank.
_DECIMALS = 9
_NOT_ALIKE = "not ranked: its cost is not given, that of others is, and a return on the spend alone flatters"


def figure(sums: Sums, column: str, place: int) -> float | None:
    """Return one sum; ``None`` where it is not known."""
    if column not in sums.totals:
        return None
    value = float(sums.totals[column][place])
    return None if math.isnan(value) else value


def campaign_groups(measured: Measured, period: int = 0) -> list[Group]:
    """Return the groups that stand for a whole campaign, by name and currency."""
    of_period = (g for g in measured.sums.groups if g.period == period and not g.part)
    return [g for g in of_period if g.platform == ALL and g.campaign != ALL]


def ranking_rows(measured: Measured, targets: Targets) -> list[dict[str, Any]]:
    """Return a row per campaign and currency, ranked; those that cannot be ranked last, with the reason.

    A return on the spend alone is not ranked among returns on all costs: the campaign of which least is known would
    lead. Where no campaign of the currency gives its costs, all are alike and are ranked.
    """
    places = [
        (group, place) for group in campaign_groups(measured) if (place := measured.sums.place(group)) is not None
    ]
    rows = [_row(measured, group, place, targets) for group, place in places]
    flattering = _flattering(measured)
    partial = {id(row) for row, (_, place) in zip(rows, places, strict=True) if flattering[place]}
    for currency in {row["currency"] for row in rows}:
        returns = [row for row in rows if row["currency"] == currency and row["roi"] is not None]
        whole = [row for row in returns if id(row) not in partial] or returns
        scores = [round(row["roi"], _DECIMALS) for row in whole]
        for row, mine in zip(whole, scores, strict=True):
            row["rank"] = 1 + sum(other > mine for other in scores)
        for row in returns:
            if row["rank"] is None:
                row["reason"] = _NOT_ALIKE
    rows.sort(key=lambda r: (r["currency"] or "~", r["rank"] is None, r["rank"] or 0, r["campaign"]))
    return rows


def _flattering(measured: Measured) -> NDArray[np.bool_]:
    """Where a return rests on spend in the place of a cost that was not given."""
    sums = measured.sums
    by_profit = np.array(["profit" in str(formula) for formula in measured.formulas["roi"]], dtype=bool)
    return np.asarray((sums.stand_in(sums.everything()) > 0) & ~by_profit, dtype=bool)


def _row(measured: Measured, group: Group, place: int, targets: Targets) -> dict[str, Any]:
    sums = measured.sums
    first, last = sums.days(place)
    row: dict[str, Any] = {
        "rank": None,
        "campaign": group.campaign,
        "currency": group.currency,
        "stage": group.stage,
        "platforms": _platforms(sums.groups, group),
        "first_day": first.isoformat(),
        "last_day": last.isoformat(),
        **{name: figure(sums, name, place) for name in _MONEY},
        **{name: measured.value(name, place) for name in _METRICS},
        "reason": _reason(measured, place),
        "note": measured.notes["roi"][place] or None,
    }
    judged = [_met(measured, place, group, name, targets) for name in measured.values]
    row["targets"] = sum(met is not None for met in judged)
    row["targets_met"] = sum(met is True for met in judged)
    return row


def _platforms(groups: Sequence[Group], of: Group) -> tuple[str, ...]:
    same = (of.campaign, of.currency, of.period)
    return tuple(g.platform for g in groups if (g.campaign, g.currency, g.period) == same and g.platform != ALL)


def _met(measured: Measured, place: int, group: Group, name: str, targets: Targets) -> bool | None:
    target, value = targets.of(group, name), measured.value(name, place)
    return None if target is None or value is None else is_met(metric_named(name), value, target)


def _reason(measured: Measured, place: int) -> str | None:
    return None if measured.value("roi", place) is not None else f"no roi: {in_the_way(measured, 'roi', place)}"
