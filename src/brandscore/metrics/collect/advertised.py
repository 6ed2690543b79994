"""Metrics over frames of campaigns, by the rule that the verb `campaigns` follows too."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from brandscore.metrics.advertising.rule import INVESTMENT, Way, ways
from brandscore.metrics.advertising.sums import GroupSums
from brandscore.metrics.collect.figure import Figure, Terms, tables_of
from brandscore.metrics.collect.frame import Frame, Key
from brandscore.metrics.registry.declared import Metric
from brandscore.metrics.registry.formula import Formula

__all__ = ["advertised"]


def advertised(
    metric: Metric,
    frame: Frame,
    sums: GroupSums,
    formulas: Sequence[Formula],
    groups: Mapping[Key, Sequence[int]],
    terms: Terms,
) -> Iterator[Figure]:
    """Compute a metric over groups of rows of a frame.

    Parameters
    ----------
    metric
        The metric.
    frame
        The rows.
    sums
        What campaigns hold behind each group.
    formulas
        Formulas of the metric whose inputs the frame has, or that are given.
    groups
        Places of the rows of each group.
    terms
        What is the same for all rows.
    """
    found = ways(metric, sums, formulas, terms.given)
    for place, (key, places) in enumerate(groups.items()):
        if all(p in frame.blank for p in places):
            yield Figure(key, None, "", tables_of(formulas[0], frame, terms), frame.blank[places[0]])
            continue
        told = []
        for way in found:
            absent = _absent(metric, way.formula, frame, places, terms)
            value, reason = (None, absent) if absent else _value(way, sums, place, terms)
            if value is not None:
                tables = tables_of(way.formula, frame, terms)
                yield Figure(key, value, way.formula.text, tables, note=str(way.notes[place]))
                break
            told.append(reason)
        else:
            yield Figure(key, None, "", tables_of(formulas[0], frame, terms), "; ".join(dict.fromkeys(told)))


def _absent(metric: Metric, formula: Formula, frame: Frame, places: Sequence[int], terms: Terms) -> str:
    """Say which inputs nobody's data hold on these platforms; spend does for the cost of an investment."""

    def held(name: str) -> bool:
        if name == "cost" and metric.name in INVESTMENT and held("spend"):
            return True
        return bool(frame.collected[name][list(places)].any())

    names = [name for name in formula.inputs if name not in terms.given and not held(name)]
    return f"{', '.join(names)} not collected" if names else ""


def _value(way: Way, sums: GroupSums, place: int, terms: Terms) -> tuple[float | None, str]:
    """Return the value of a group, or why it has none; where campaigns have no rows, what they count is 0."""
    if sums.empty[place]:
        inputs = {**dict.fromkeys(way.formula.inputs, 0.0), **terms.given}
        reason = way.formula.missing(inputs)
        return (None, reason) if reason else (float(way.formula.value(inputs)), "")
    value = float(way.values[place])
    return (None, str(way.reasons[place])) if math.isnan(value) else (value, "")
