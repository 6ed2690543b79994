"""The registry: every metric, by name."""

from __future__ import annotations

import difflib

from brandscore.metrics.registry import conversion, cost, engagement, equity, funnel, health, reach, value, website
from brandscore.metrics.registry.declared import Metric

__all__ = ["METRICS", "metric_named", "nearest"]

_FAMILIES = (reach, engagement, conversion, website, cost, value, funnel, health, equity)

#: All metrics, by name, in the order of their families.
METRICS: dict[str, Metric] = {metric.name: metric for family in _FAMILIES for metric in family.METRICS}
if len(METRICS) != sum(len(family.METRICS) for family in _FAMILIES):
    raise ValueError("two metrics have one name")


def metric_named(name: str) -> Metric:
    """Return the metric of that name; KeyError if there is none.

    Examples
    --------
    >>> metric_named("ctr").title
    'Click-through rate (CTR)'
    """
    return METRICS[name]


def nearest(name: str) -> str | None:
    """Return the name that was probably meant, if one is near.

    Examples
    --------
    >>> nearest("bouncerate")
    'bounce_rate'
    """
    return next(iter(difflib.get_close_matches(name.lower(), METRICS, 1)), None)
