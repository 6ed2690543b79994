"""Follow a plan: figures, progress, forecast and SMART of every objective, as rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from brandscore.errors import DataError
from brandscore.metrics.registry.catalogue import METRICS
from brandscore.metrics.windows import Period
from brandscore.okr import forecast as ahead
from brandscore.okr.figures import Figures, gather
from brandscore.okr.forecast import Forecast
from brandscore.okr.measurer import Measurer
from brandscore.okr.plan import KeyResult, Objective, Plan, before
from brandscore.okr.progress import Standing, elapsed_of, mean_of, standing_of
from brandscore.okr.smart import Finding, check

__all__ = ["Followed", "follow", "forecast_of"]

#: A line through fewer figures, or with an interval of so many times the way to go, gives no chance.
_LEAST_FIGURES, _WIDEST = 5, 3
#: What is lost where all that is spent brings nothing.
_ALL_LOST = {"roi": -1.0, "roi_percent": -100.0}


@dataclass(frozen=True)
class Followed:
    """What became of a plan.

    Parameters
    ----------
    as_of
        The day up to which things are known; None where nothing is dated.
    key_results, objectives
        Rows of the result tables.
    findings
        What each objective lacks, by its title.
    warnings
        What a reader must know before reading on.
    """

    as_of: date | None
    key_results: list[dict[str, Any]]
    objectives: list[dict[str, Any]]
    findings: Mapping[str, tuple[Finding, ...]]
    warnings: tuple[str, ...]


def follow(
    plan: Plan, measurer: Measurer | None = None, span: Period | None = None, as_of: date | None = None
) -> Followed:
    """Follow a plan as of a day.

    Parameters
    ----------
    plan
        The plan.
    measurer, span
        What measures, and the days that its data cover; None without data.
    as_of
        The day up to which things are known; by default the last day of the
        data; that of the last figure entered by hand where nothing is measured.

    Raises
    ------
    DataError
        If key results are to be measured, and no objective's period, nor any
        baseline period, has a day of data.
    """
    warnings = _overlaps(plan, span)
    if as_of is None:
        measured = span is not None and any(k.metric for o in plan.objectives for k in o.key_results)
        as_of = span.end if span is not None and measured else plan.last_dated
        warnings += _later(plan, as_of)
    rows: list[dict[str, Any]] = []
    objectives: list[dict[str, Any]] = []
    findings: dict[str, tuple[Finding, ...]] = {}
    for objective in plan.objectives:
        elapsed = elapsed_of(objective.period, as_of)
        figures = [gather(key, objective.period, as_of, measurer, span) for key in objective.key_results]
        standings = [
            standing_of(one, key.kind, elapsed) for key, one in zip(objective.key_results, figures, strict=True)
        ]
        for key, one, standing in zip(objective.key_results, figures, standings, strict=True):
            seen = forecast_of(key, one, objective.period, as_of)
            rows.append(_row(objective, key, one, standing, elapsed, seen))
        found = check(objective, figures, plan.steep_percent)
        findings[objective.title] = found
        whole = mean_of(standings, [k.weight for k in objective.key_results], elapsed)
        objectives.append(_objective_row(objective, whole, standings, elapsed, found))
    return Followed(as_of, rows, objectives, findings, warnings)


def _later(plan: Plan, as_of: date | None) -> tuple[str, ...]:
    """Say how many figures entered by hand are left out because the data end before them."""
    days = [d for o in plan.objectives for k in o.key_results for d in k.dated if as_of is not None and d > as_of]
    if not days:
        return ()
    figures = "1 figure" if len(days) == 1 else f"{len(days)} figures"
    return (
        f"{figures} entered by hand, up to {max(days)}, lie after {as_of}, the last day of the data, and are left out; "
        "name another day (as of) to take them in.",
    )


def _overlaps(plan: Plan, span: Period | None) -> tuple[str, ...]:
    """Say which periods have no day of data; refuse where none has."""
    if span is None:
        return ()
    measured = [(o, o.period) for o in plan.objectives if o.period is not None and any(k.metric for k in o.key_results)]
    without = [(o, p) for o, p in measured if not _meet(p, span)]
    lines = [
        f"“{o.title}”: no data of its period {p.start} to {p.end}; the data cover {span.start} to {span.end}."
        for o, p in without
    ]
    # A plan for days to come is held against its baselines.
    bases = [k.baseline_period or before(p) for o, p in measured for k in o.key_results if k.metric]
    if measured and len(without) == len(measured) and not any(_meet(base, span) for base in bases):
        raise DataError(
            "\n".join(
                [
                    "no period of the plan has a day of data:",
                    *(f"  {line}" for line in lines),
                    "Mend the periods, or bring data of these days; without data only figures entered by hand count.",
                ]
            )
        )
    return tuple(lines)


def _meet(one: Period, other: Period) -> bool:
    return one.start <= other.end and other.start <= one.end


def forecast_of(key: KeyResult, figures: Figures, period: Period | None, as_of: date | None) -> Forecast:
    """Return where a key result's figure will stand at its period's end."""
    value, through = figures.value, figures.through
    if key.kind == "milestone" or value is None or period is None or through is None or as_of is None:
        return Forecast()
    if as_of < period.start:
        return Forecast()
    if through >= period.end:
        return Forecast(reason="the period is over")
    points, end, evening = figures.points, period.end, period.start - timedelta(days=1)
    if figures.nature == "flow":
        seen = ahead.flow(points, value, end)
        return seen.within(value) if min(points.values(), default=0.0) >= 0 else seen
    lowest, highest = _bounds(key, figures)
    least = lowest if lowest is not None else 0.0 if min([*points.values(), value]) >= 0 else None
    if figures.nature == "rate":
        if key.metric in _ALL_LOST and least is None:
            least = min(_ALL_LOST[key.metric], value, *points.values())
        return ahead.ratio(points, value, period.start, end).within(least, highest)
    if figures.accumulates:
        least = value
    most = figures.target if key.kind == "per_item" else None
    if len(points) >= ahead.LEAST_POINTS:
        return _trusted(figures, ahead.level(points, end)).within(least, most)
    if not figures.accumulates and figures.baseline is None:
        return Forecast(reason="no forecast: a line needs a second point, such as a baseline")
    line = ahead.straight(evening, figures.start, through, value, end)
    few = f"a straight line; no interval: fewer than {ahead.LEAST_POINTS} figures are known"
    if line.value is None:
        return line
    return Forecast(line.value, reason=few).within(least, most)


def _trusted(figures: Figures, line: Forecast) -> Forecast:
    """Take the spread away, and with it the chance, of a line that says too little."""
    if line.low is None or line.high is None or figures.value is None:
        return line
    if figures.accumulates and figures.target is not None and figures.value >= figures.target:
        # A total that is there needs no line.
        return line
    words = ""
    if len(figures.points) < _LEAST_FIGURES:
        words = f"the line is uncertain, its chance left open: fewer than {_LEAST_FIGURES} figures are known"
    elif figures.target is not None and line.high - line.low > _WIDEST * abs(figures.target - figures.start) > 0:
        words = f"the line is uncertain, its chance left open: its interval spans over {_WIDEST} times the way to go"
    return replace(line, spread=None, reason=words) if words else line


def _bounds(key: KeyResult, figures: Figures) -> tuple[float | None, float | None]:
    """Return what a measured metric cannot fall below or rise above."""
    if figures.nature is None or key.metric not in METRICS:
        return None, None
    return METRICS[key.metric].low, METRICS[key.metric].high


def _progress_of(key: KeyResult, figures: Figures, value: float | None) -> float | None:
    return None if value is None else standing_of(figures, key.kind, 1.0, value).progress


def _chance(key: KeyResult, figures: Figures, seen: Forecast) -> float | None:
    if figures.target is None or seen.low is None or figures.value is None:
        return None
    falling = key.kind == "reduce_to"
    if figures.accumulates and (figures.value > figures.target if falling else figures.value >= figures.target):
        # A total does not come back.
        return 0.0 if falling else 1.0
    return seen.chance(figures.target, falling=falling)


def _row(
    objective: Objective,
    key: KeyResult,
    figures: Figures,
    standing: Standing,
    elapsed: float | None,
    seen: Forecast,
) -> dict[str, Any]:
    ends = [_progress_of(key, figures, x) for x in (seen.low, seen.high)]
    low, high = sorted(e for e in ends if e is not None) if None not in ends else (None, None)
    return {
        "objective": objective.title,
        "key_result": key.title,
        "kind": key.kind,
        "metric": key.metric,
        "brand": key.brand,
        "platform": "|".join(key.platforms) or None,
        "unit": figures.unit or None,
        "baseline": figures.baseline,
        "target": figures.target,
        "value": figures.value,
        "progress": standing.progress,
        "progress_raw": standing.raw,
        "elapsed": elapsed,
        "pace": standing.pace,
        "status": standing.status,
        "forecast": seen.value,
        "forecast_low": seen.low,
        "forecast_high": seen.high,
        "forecast_progress": _progress_of(key, figures, seen.value),
        "forecast_progress_low": low,
        "forecast_progress_high": high,
        "chance": _chance(key, figures, seen),
        "reason": "; ".join(r for r in (standing.reason, *figures.notes, seen.reason) if r) or None,
    }


def _objective_row(
    objective: Objective,
    whole: Standing,
    standings: list[Standing],
    elapsed: float | None,
    findings: tuple[Finding, ...],
) -> dict[str, Any]:
    period = objective.period
    return {
        "objective": objective.title,
        "period_start": None if period is None else period.start.isoformat(),
        "period_end": None if period is None else period.end.isoformat(),
        "owner": objective.owner or None,
        "key_results": len(standings),
        "known": sum(s.progress is not None for s in standings),
        "progress": whole.progress,
        "elapsed": elapsed,
        "pace": whole.pace,
        "status": whole.status,
        "smart_missing": tuple(dict.fromkeys(f.rule for f in findings if not f.question)),
        "smart_questions": tuple(dict.fromkeys(f.rule for f in findings if f.question)),
        "reason": whole.reason or None,
    }
