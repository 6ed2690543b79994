"""The rows of the result: every metric of every group, beside its target and the time before."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from brandscore.campaigns.choice import CAMPAIGN_METRIC_NAMES, lacking
from brandscore.campaigns.compare import change_of, is_met
from brandscore.campaigns.measure import Measured
from brandscore.campaigns.sums import ALL, Group
from brandscore.campaigns.targets import Targets
from brandscore.metrics.registry.catalogue import metric_named
from brandscore.metrics.registry.compute import unit_of
from brandscore.metrics.windows import Period

__all__ = ["Before", "Span", "in_the_way", "metric_rows", "missing_rows"]

#: The unit of what grows with the days: between periods of other length, its change is neither better nor worse.
_GROWING = "count"
#: Campaigns that a note names one by one.
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Span:
    """One of the periods measured.

    Parameters
    ----------
    kind
        ``whole``, ``day``, ``week`` or ``month``.
    period
        Its days.
    """

    kind: str
    period: Period


@dataclass(frozen=True)
class Before:
    """The time before a period.

    Parameters
    ----------
    measured
        The metrics of that time.
    place
        Its period's place among those of `measured`.
    """

    measured: Measured
    place: int

    @property
    def period(self) -> Period:
        """Its days."""
        return self.measured.sums.periods[self.place]


def metric_rows(
    measured: Measured, spans: Sequence[Span], targets: Targets, before: Mapping[int, Before]
) -> Iterator[dict[str, Any]]:
    """Yield the rows of the result.

    Parameters
    ----------
    measured
        The metrics.
    spans
        The periods to tell of, in the places of the periods of `measured`.
    targets
        What was aimed at over the whole.
    before
        The time before each period, by the period's place; where there is none, nothing is compared.

    Notes
    -----
    Metrics whose columns nobody's data hold have a row per campaign and one of
    all together, with the reason, and no more.
    """
    sums = measured.sums
    possible = {n for n in CAMPAIGN_METRIC_NAMES if not lacking(metric_named(n), sums.collected)}
    for place, group in enumerate(sums.groups):
        if group.period >= len(spans):
            continue
        span = spans[group.period]
        told_in_full = span.kind == "whole" and group.platform == ALL and not group.part
        for name in CAMPAIGN_METRIC_NAMES:
            if name in possible or told_in_full:
                yield _row(measured, place, group, span, name, targets, before.get(group.period))


def _row(
    measured: Measured, place: int, group: Group, span: Span, name: str, targets: Targets, before: Before | None
) -> dict[str, Any]:
    metric = metric_named(name)
    value = measured.value(name, place)
    reasons = [measured.reasons[name][place]]
    notes = [measured.notes[name][place]]
    target = targets.of(group, name) if span.kind == "whole" else None
    row: dict[str, Any] = {
        "campaign": group.campaign,
        "platform": group.platform,
        "stage": group.stage,
        "currency": group.currency,
        "period": span.kind,
        "period_start": span.period.start.isoformat(),
        "period_end": span.period.end.isoformat(),
        "metric": name,
        "metric_stage": metric.stage,
        "value": value,
        "unit": unit_of(metric, group.currency or ""),
        "target": target,
        "formula": measured.formulas[name][place],
    }
    if target is not None and value is not None:
        met = is_met(metric, value, target)
        row["met"] = None if met is None else int(met)
    if before is not None:
        earlier, why = _earlier(before, group, name)
        row["previous"] = earlier
        if why and value is not None:
            reasons.append(f"previous: {why}")
        if earlier is not None and value is not None:
            change = change_of(metric, value, earlier)
            row |= {"change": change.change, "change_percent": change.percent, "better": change.better}
            if change.reason:
                reasons.append(f"change_percent: {change.reason}")
            days, earlier_days = span.period.days, before.period.days
            if metric.unit == _GROWING and days != earlier_days:
                notes.append(f"{days} {'day' if days == 1 else 'days'} against {earlier_days}")
                if not _comparable(days, earlier_days):
                    row["better"] = None
            others = _others(measured, before, place, group, name)
            if others:
                notes.append(others)
                row["better"] = None
    row["reason"] = "; ".join(r for r in reasons if r) or None
    row["note"] = "; ".join(n for n in notes if n) or None
    return row


def _comparable(days: int, other: int) -> bool:
    """Whether two periods are as long as each other, as calendar months are."""
    return days == other or (min(days, other) >= 28 and abs(days - other) <= 3)


def _others(measured: Measured, before: Before, place: int, group: Group, name: str) -> str:
    """Say which other campaigns, or platforms of them, a total was made of in the time before."""
    if group.platform != ALL:
        return ""
    place_then = before.measured.sums.place(group, before.place)
    assert place_then is not None
    now, then = measured.parts(name, place), before.measured.parts(name, place_then)
    if now == then:
        return ""
    for what, of in (("campaigns", 0), ("platforms", 1)):
        gone, new = ({part[of] for part in some} for some in (then, now))
        if gone != new:
            told = (
                f"{word} {_some(names)}" for word, names in (("with", gone - new), ("without", new - gone)) if names
            )
            return f"other {what} then: {', '.join(told)}"
    return "campaigns on other platforms then"


def _some(names: Iterable[str]) -> str:
    found = sorted(names)
    more = f" and {len(found) - _NAMED} more" if len(found) > _NAMED else ""
    return ", ".join(found[:_NAMED]) + more


def _earlier(before: Before, group: Group, name: str) -> tuple[float | None, str]:
    sums = before.measured.sums
    place = sums.place(group, before.place)
    if place is None:
        period = before.period
        return None, f"no rows from {period.start} to {period.end}"
    value = before.measured.value(name, place)
    return value, "" if value is not None else str(before.measured.reasons[name][place])


def missing_rows(measured: Measured, campaigns: Iterable[Group]) -> list[dict[str, Any]]:
    """Return what could not be measured, once: first what nobody's data hold, then campaign by campaign.

    Each row: ``campaign`` (`ALL` for the first), ``currency``, ``metrics``
    and ``reason``; metrics with one reason share a row.
    """
    collected = measured.sums.collected
    nowhere = {n: columns for n in CAMPAIGN_METRIC_NAMES if (columns := lacking(metric_named(n), collected))}
    found: list[tuple[str, str | None, str, str]] = [
        (ALL, None, f"{', '.join(columns)} not collected", name) for name, columns in nowhere.items()
    ]
    for group in campaigns:
        place = measured.sums.place(group)
        for name in CAMPAIGN_METRIC_NAMES:
            if place is not None and name not in nowhere and measured.value(name, place) is None:
                found.append((group.campaign, group.currency, in_the_way(measured, name, place), name))
    found.sort(key=lambda one: (one[0] != ALL, one[0], one[1] or "", one[2], CAMPAIGN_METRIC_NAMES.index(one[3])))
    return [
        {"campaign": campaign, "currency": currency, "metrics": tuple(one[3] for one in same), "reason": reason}
        for (campaign, currency, reason), same in itertools.groupby(found, key=lambda one: one[:3])
    ]


def in_the_way(measured: Measured, name: str, place: int) -> str:
    """Return the columns that a campaign does not have, or what else is in the way of a metric."""
    sums = measured.sums
    known = frozenset(column for column, total in sums.totals.items() if not np.isnan(total[place]))
    columns = lacking(metric_named(name), known)
    if columns:
        return f"{', '.join(columns)} not given"
    reasons = str(measured.reasons[name][place]).split("; ")
    return "; ".join(r for r in reasons if not r.endswith(("not collected", "not known")))
