"""The figures behind a key result: value, baseline and target, measured or entered by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from brandscore.metrics.windows import Period
from brandscore.okr.measurer import Measurer, Nature, Reading
from brandscore.okr.plan import KeyResult, before

__all__ = ["HISTORY", "Figures", "gather"]

#: Where a period has run for fewer days than this, days before it are looked at, too.
HISTORY = 28
#: Days at the end without a figure of which it is told.
_QUIET = 7
#: Share of a baseline period that is taken for all of it, of a ratio.
_MOST = 0.9
#: Units that say nothing beside the metric's name.
_UNSAID = ("count", "money", "ratio")
#: Kinds whose figure is compared with a baseline.
_COMPARED = ("increase_percent", "reduce_to", "reach")
#: Kinds that count from 0, whatever is measured.
_FROM_ZERO = ("count", "milestone", "per_item")


@dataclass(frozen=True)
class Figures:
    """The figures of one key result as of a day.

    Parameters
    ----------
    value
        Where it stands; None where nothing says.
    target
        Where it shall come to, in the unit of the value.
    baseline
        Where it comes from; None where it counts from 0, or nothing says.
    unit
        Unit of all three.
    accumulates
        Whether the figure starts at 0 with the period and adds up.
    nature
        How a measured figure behaves over days; None of one entered by hand.
    points
        Figures by day, for a forecast: measured ones, or check-ins.
    through
        Last day that the value holds for.
    reason
        Why there is no value, or no target.
    notes
        What a reader must know of the figures.
    early
        Whether the period has not begun, so that there can be no value yet.
    """

    value: float | None = None
    target: float | None = None
    baseline: float | None = None
    unit: str = ""
    accumulates: bool = False
    nature: Nature | None = None
    points: Mapping[date, float] = field(default_factory=dict)
    through: date | None = None
    reason: str = ""
    notes: tuple[str, ...] = ()
    early: bool = False

    @property
    def start(self) -> float:
        """Where progress counts from."""
        return 0.0 if self.accumulates or self.baseline is None else self.baseline


@dataclass
class _Found:
    value: float | None = None
    unit: str = ""
    nature: Nature | None = None
    points: dict[date, float] = field(default_factory=dict)
    through: date | None = None
    reason: str = ""
    notes: list[str] = field(default_factory=list)


def _by_hand(key: KeyResult, as_of: date | None) -> _Found:
    """Take the last figure that was entered by hand up to a day."""
    undated = key.items_done if key.kind == "per_item" else key.done
    if undated is not None and not isinstance(undated, bool):
        return _Found(value=float(undated), through=as_of)
    points = {c.date: c.value for c in key.checkins if as_of is None or c.date <= as_of}
    if not points:
        if key.checkins:
            return _Found(reason=f"the first check-in is of {key.checkins[0].date}, after {as_of}")
        return _Found(reason="no figure was entered by hand")
    last = max(points)
    return _Found(value=points[last], points=points, through=last)


def _milestone(key: KeyResult, as_of: date | None) -> Figures:
    later = key.done_on is not None and as_of is not None and key.done_on > as_of
    done = (key.done is True or key.done_on is not None) and not later
    return Figures(value=float(done), target=1.0, accumulates=True, through=as_of)


def _total(key: KeyResult, metric: str, first: date, last: date, measurer: Measurer, nature: Nature) -> Reading:
    """Measure over the platforms of a key result: counts add up, ratios do not."""
    readings = [measurer.total(metric, key.brand, place, first, last) for place in key.places]
    if len(readings) == 1:
        return readings[0]
    if nature == "rate":
        return Reading(None, readings[0].unit, f"{metric} of several platforms does not add up; name one, or none")
    reason = "; ".join(f"{p}: {r.reason}" for p, r in zip(key.places, readings, strict=True) if r.reason)
    values = [r.value for r in readings if r.value is not None]
    # A part that is missing is not 0.
    return Reading(sum(values) if len(values) == len(readings) else None, readings[0].unit, reason)


def _daily(key: KeyResult, metric: str, first: date, last: date, measurer: Measurer) -> dict[date, float]:
    found: dict[date, float] = {}
    for place in key.places:
        for day, value in measurer.daily(metric, key.brand, place, first, last).items():
            found[day] = found.get(day, 0.0) + value
    return found


def _readings(levels: Mapping[date, float]) -> dict[date, float]:
    """Return a level once for each run of days that repeat it, on the middle day.

    Levels are read now and then, and each reading stands for the days around
    it; taken one by one, those would look like so many readings.
    """
    runs: list[list[date]] = []
    for day in sorted(levels):
        if runs and levels[runs[-1][-1]] == levels[day] and (day - runs[-1][-1]).days == 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return {run[(len(run) - 1) // 2]: levels[run[0]] for run in runs}


def _measured(
    key: KeyResult, metric: str, period: Period, as_of: date, measurer: Measurer, span: Period, nature: Nature
) -> _Found:
    """Measure a metric from the first day of the period up to a day."""
    days = f"the data cover {span.start} to {span.end}"
    if period.start > span.end or period.end < span.start:
        return _Found(reason=f"no data of the period {period.start} to {period.end}; {days}")
    last = min(as_of, period.end, span.end)
    if last < period.start:
        return _Found(reason=f"the period begins on {period.start}, after {as_of}")
    reading = _total(key, metric, period.start, last, measurer, nature)
    found = _Found(reading.value, reading.unit, nature, through=last)
    if reading.value is None:
        found.reason = reading.reason or f"{metric} has no value from {period.start} to {last}"
        return found
    if reading.reason:
        found.notes.append(reading.reason)
    if nature != "stock" and period.start < span.start:
        found.notes.append(f"days before {span.start} are not in it; {days}")
    if span.end < min(as_of, period.end):
        found.notes.append(f"nothing is known after {span.end}; {days}")
    back = max(span.start, min(period.start, last - timedelta(days=HISTORY - 1)))
    points = _daily(key, metric, back, last, measurer)
    if nature == "flow" and points:
        # Between the days known, the total holds nothing for one that is left out: nothing is what it adds.
        ends = min(points), max(points)
        between = (ends[1] - ends[0]).days + 1
        points = {day: points.get(day, 0.0) for day in (ends[0] + timedelta(days=n) for n in range(between))}
        if (last - ends[1]).days >= _QUIET:
            found.notes.append(f"nothing of it is known after {ends[1]}")
        if ends[1] < period.start:
            points = {}
        found.through = max(ends[1], period.start)
    elif nature == "stock":
        points = _readings(points)
    elif points and (last - max(points)).days >= _QUIET:
        found.notes.append(f"nothing of it is known after {max(points)}")
    found.points = points
    return found


def _baseline(
    key: KeyResult, metric: str, period: Period, measurer: Measurer, span: Period, nature: Nature
) -> tuple[float | None, str]:
    """Measure what a key result is compared with; a flow is scaled to the length of the period."""
    base = key.baseline_period or before(period)
    said = f"the baseline period {base.start} to {base.end}"
    days = f"the data cover {span.start} to {span.end}"
    held = Period(max(base.start, span.start), min(base.end, span.end))
    if held.days < base.days / 2 or (nature == "stock" and base.end > span.end):
        return None, f"{said} is not covered; {days}. Give a baseline, or another baseline_period"
    reading = _total(key, metric, held.start, held.end, measurer, nature)
    if reading.value is None:
        return None, f"no baseline: {reading.reason or f'{metric} has no value in {said}'}"
    enough = held == base if nature == "flow" else nature == "stock" or held.days >= _MOST * base.days
    part = "" if enough else f"{held.days} of {base.days} days of {said} are in the data"
    if nature != "flow" or held.days == period.days:
        return reading.value, part
    scaled = f"the baseline of {held.days} days is scaled to the {period.days} days of the period"
    return reading.value * period.days / held.days, "; ".join(t for t in (part, scaled) if t)


def gather(
    key: KeyResult, period: Period | None, as_of: date | None, measurer: Measurer | None, span: Period | None
) -> Figures:
    """Return the figures of a key result as of a day.

    Data come first; figures entered by hand stand in where data have none.

    Parameters
    ----------
    key
        The key result.
    period
        The objective's period; None = not said.
    as_of
        The day up to which things are known.
    measurer, span
        What measures, and the days that its data cover; None without data.
    """
    if key.kind == "milestone":
        return _milestone(key, as_of)
    notes: list[str] = []
    nature: Nature | None = None
    found = _Found()
    baseline = key.baseline
    why_no_baseline = ""
    if key.metric and measurer is not None and span is not None and period is not None and as_of is not None:
        nature = measurer.nature(key.metric)
        found = _measured(key, key.metric, period, as_of, measurer, span, nature)
        counted = key.kind == "reach" and nature == "flow"
        if key.kind in _COMPARED and baseline is None and not counted:
            baseline, said = _baseline(key, key.metric, period, measurer, span, nature)
            if baseline is None:
                why_no_baseline = said
            elif said:
                notes.append(said)
    elif key.metric:
        missing = "a period" if period is None else "data"
        found.reason = f"{key.metric} needs {missing} to be measured"
    if found.value is None:
        hand = _by_hand(key, as_of)
        if hand.value is not None:
            if key.metric and measurer is not None:
                notes.append(f"entered by hand: {found.reason}")
            found, nature = hand, None
        else:
            found.reason = "; ".join(r for r in (found.reason, hand.reason) if r)
    accumulates = key.kind in _FROM_ZERO or (nature == "flow" if nature is not None else bool(key.accumulates))
    target, reason = _target(key, baseline, why_no_baseline)
    if not accumulates and key.kind == "reach" and baseline is None:
        notes.append("no baseline: counted from 0")
    return Figures(
        value=found.value,
        target=target,
        baseline=baseline,
        unit=key.unit or ("items" if key.kind == "per_item" else "" if found.unit in _UNSAID else found.unit),
        accumulates=accumulates,
        nature=nature,
        points=found.points,
        through=found.through,
        reason="; ".join(r for r in (found.reason, reason) if r),
        notes=(*found.notes, *notes),
        early=period is not None and as_of is not None and as_of < period.start,
    )


def _target(key: KeyResult, baseline: float | None, why_no_baseline: str) -> tuple[float | None, str]:
    """Return the target as a value, or why there is none."""
    if key.kind == "per_item":
        return key.items, ""
    if key.target is None:
        return None, "no target"
    if key.kind != "increase_percent":
        return key.target, ""
    if baseline is None:
        return None, why_no_baseline or "no baseline to increase from"
    if baseline <= 0:
        return None, f"no percentage of a baseline of {baseline:g}"
    return baseline * (1 + key.target / 100), ""
