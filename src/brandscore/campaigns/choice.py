"""Which metrics campaigns can be measured by: those whose inputs the table of campaigns may hold."""

from __future__ import annotations

from brandscore.metrics.advertising.rule import INVESTMENT, SOURCES
from brandscore.metrics.registry.catalogue import METRICS
from brandscore.metrics.registry.declared import Metric
from brandscore.tables import CAMPAIGNS

__all__ = ["CAMPAIGN_METRIC_NAMES", "STAGES", "lacking"]

#: Stages of the buyer's journey, from top to bottom.
STAGES: tuple[str, ...] = CAMPAIGNS.column("stage").choices

#: Metrics that the columns of campaigns are enough for, in the order of the registry.
CAMPAIGN_METRIC_NAMES: tuple[str, ...] = tuple(
    name for name, metric in METRICS.items() if any(set(f.inputs) <= set(SOURCES) for f in metric.formulas)
)


def lacking(metric: Metric, collected: frozenset[str]) -> tuple[str, ...]:
    """Return the columns that a metric lacks where only some are collected: of several formulas, the nearest to done.

    For a return on investment, spend does instead of cost.

    Examples
    --------
    >>> from brandscore.metrics.registry.catalogue import metric_named
    >>> lacking(metric_named("cpc"), frozenset({"spend"}))
    ('clicks',)
    """
    if metric.name in INVESTMENT and "spend" in collected:
        collected |= {"cost"}
    ways: list[tuple[str, ...]] = [
        tuple(SOURCES[name] for name in formula.inputs if SOURCES[name] not in collected)
        for formula in metric.formulas
        if set(formula.inputs) <= set(SOURCES)
    ]
    fewest = min(len(way) for way in ways)
    return tuple(dict.fromkeys(next(way for way in ways if len(way) == fewest)))
