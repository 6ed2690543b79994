"""The rows of tables `metrics` and `metric_inputs`, from frames of collected inputs."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from brandscore.metrics.collect.evaluate import each, evaluate, of_list, platforms_together
from brandscore.metrics.collect.figure import Figure, Terms
from brandscore.metrics.collect.frame import ALL, Frame, platforms_in_order
from brandscore.metrics.collect.frames import PLACES, homes
from brandscore.metrics.registry.compute import compute, unit_of
from brandscore.metrics.registry.declared import Metric
from brandscore.metrics.registry.inputs import INPUTS
from brandscore.metrics.windows import Period
from brandscore.platforms import PLATFORM_NAMES

__all__ = ["absent", "held_nowhere", "input_rows", "metric_rows"]


def metric_rows(
    metric: Metric, frames: Sequence[Frame], periods: Sequence[Period], terms: Terms, there: Sequence[str]
) -> list[dict[str, Any]]:
    """Return the rows of one metric, in order; one with the reason where it cannot be measured at all.

    Parameters
    ----------
    metric
        The metric.
    frames
        What was collected.
    periods
        The periods that the frames number.
    terms
        What is the same for all rows.
    there
        Names of the tables that are there.
    """
    wanted = {home.name for home in homes(metric, terms.given)}
    rows = []
    for frame in frames:
        if frame.name in wanted:
            figures = list(evaluate(metric, frame, terms, each))
            if frame.pools and not of_list(metric):
                # A platform that is called `all` in the data is in the row of all platforms.
                figures = [figure for figure in figures if figure.key[2] != ALL]
                figures += evaluate(metric, frame, terms, platforms_together)
            rows += [_row(metric, frame, figure, periods) for figure in _in_order(figures)]
    return rows or [_alone(metric, periods, terms, there)]


def _in_order(figures: Sequence[Figure]) -> list[Figure]:
    platforms = [ALL, *platforms_in_order((f.key[2] for f in figures if f.key[2] != ALL), PLATFORM_NAMES)]
    return sorted(figures, key=lambda f: (f.key[1], f.key[3], platforms.index(f.key[2]), f.key[0]))


def _row(metric: Metric, frame: Frame, figure: Figure, periods: Sequence[Period]) -> dict[str, Any]:
    number, brand, platform, of = figure.key
    return {
        "metric": metric.name,
        "title": metric.title,
        "brand": brand or None,
        "platform": platform,
        "by": frame.by or None,
        "of": of or None,
        "period_start": periods[number].start.isoformat(),
        "period_end": periods[number].end.isoformat(),
        "value": figure.value,
        "unit": unit_of(metric, of if frame.by == "currency" else ""),
        "reading": _reading(metric, figure.value),
        "formula": figure.formula or None,
        "tables": figure.tables,
        "reason": figure.reason or None,
        "note": figure.note or None,
    }


def _reading(metric: Metric, value: float | None) -> str | None:
    band = None if value is None else metric.band(value)
    return band.word if band else None


def _alone(metric: Metric, periods: Sequence[Period], terms: Terms, there: Sequence[str]) -> dict[str, Any]:
    """Return the one row of a metric that no frame has: computed from given figures only, or empty."""
    formula = metric.formula_for(frozenset(terms.given))
    row: dict[str, Any] = {
        "metric": metric.name,
        "title": metric.title,
        "platform": ALL,
        "period_start": periods[0].start.isoformat(),
        "period_end": periods[-1].end.isoformat(),
        "unit": metric.unit,
        "tables": (),
    }
    if formula is None:
        return row | {"reason": absent(metric, terms.given, there)}
    answer = compute(metric.name, **{name: terms.given[name] for name in formula.inputs})
    return row | {
        "value": answer.value,
        "reading": _reading(metric, answer.value if isinstance(answer.value, float) else None),
        "formula": formula.text if answer.value is not None else None,
        "tables": ("given",),
        "reason": answer.reason or None,
        "note": "; ".join(answer.warnings) or None,
    }


def held_nowhere(metric: Metric, given: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the inputs that no table holds and nobody gave, of the formula that lacks fewest; none if it is measured.

    Examples
    --------
    >>> from brandscore.metrics.registry.catalogue import metric_named
    >>> held_nowhere(metric_named("ltv"), {"lifespan": 3}), held_nowhere(metric_named("ctr"), {})
    (('average_value',), ())
    """
    if homes(metric, given):
        return ()
    held = () if metric.by_hand else PLACES
    lacking = [tuple(n for n in f.inputs if n not in held and n not in given) for f in metric.formulas]
    return min(lacking, key=len)


def absent(metric: Metric, given: Mapping[str, Any], there: Sequence[str]) -> str:
    """Say why a metric cannot be measured at all."""
    found = homes(metric, given)
    if metric.by_hand:
        return "what tables hold under the names of its inputs is of something else; give them by hand"
    if not found:
        lacking = held_nowhere(metric, given)
        if not lacking:
            return "its inputs stand in tables that do not belong together; give them by hand"
        return f"{', '.join(lacking)} not collected: no table holds them, give them by hand"
    home = found[0]
    names = ", ".join(n for n in metric.inputs if n not in given)
    if not set(home.needs) & set(there):
        return f"{names} not collected: there is no table {' or '.join(home.needs)}"
    return f"{names} not collected: {home.name.removeprefix('surveys: ')} was not asked in surveys"


def input_rows(frames: Sequence[Frame], periods: Sequence[Period]) -> Iterator[dict[str, Any]]:
    """Yield the rows of table `metric_inputs`: what was collected, lists left out."""
    for frame in frames:
        for place, (number, brand, platform, of) in enumerate(frame.keys):
            for name in frame.tables:
                if name not in INPUTS or INPUTS[name].many or not frame.collected[name][place]:
                    continue
                value = float(frame.columns[name][place])
                yield {
                    "frame": frame.name,
                    "brand": brand or None,
                    "platform": platform,
                    "by": frame.by or None,
                    "of": of or None,
                    "period_start": periods[number].start.isoformat(),
                    "period_end": periods[number].end.isoformat(),
                    "input": name,
                    "value": None if math.isnan(value) else value,
                }
