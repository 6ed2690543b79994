"""A figure against its target and against the time before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from brandscore.metrics.registry.declared import Metric

__all__ = ["Change", "change_of", "is_met"]

#: Differences below this part of the larger figure are rounding, not change.
_EQUAL = 1e-9


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a figure.

    Parameters
    ----------
    change
        The difference.
    percent
        The same in percent of the figure before; ``None`` where that is 0 or below.
    better
        What it is, by the metric's direction; ``None`` where no direction is better.
    reason
        Why there is no percentage.
    """

    change: float
    percent: float | None
    better: Literal["better", "worse", "same"] | None
    reason: str = ""


def _equal(one: float, other: float) -> bool:
    return abs(one - other) <= _EQUAL * max(abs(one), abs(other))


def is_met(metric: Metric, value: float, target: float) -> bool | None:
    """Return whether a target is met; ``None`` where no direction of the metric is better.

    Examples
    --------
    >>> from brandscore.metrics.registry.catalogue import metric_named
    >>> is_met(metric_named("cpc"), 2.9, 3.0), is_met(metric_named("ctr"), 2.9, 3.0)
    (True, False)
    >>> is_met(metric_named("frequency"), 2.9, 3.0) is None
    True
    """
    if metric.direction == "depends":
        return None
    if _equal(value, target):
        return True
    return value > target if metric.direction == "higher" else value < target


def change_of(metric: Metric, value: float, previous: float) -> Change:
    """Return what became of a figure.

    Examples
    --------
    >>> from brandscore.metrics.registry.catalogue import metric_named
    >>> change_of(metric_named("cpc"), 3.0, 4.0)
    Change(change=-1.0, percent=-25.0, better='better', reason='')
    >>> change_of(metric_named("roi"), 1.0, 0.0).reason
    'previous is 0'
    """
    same = _equal(value, previous)
    change = 0.0 if same else value - previous
    better: Literal["better", "worse", "same"] | None = None
    if metric.direction != "depends":
        better = "same" if same else "better" if (change > 0) == (metric.direction == "higher") else "worse"
    if previous > 0:
        return Change(change, change / previous * 100, better)
    return Change(change, None, better, "previous is 0" if previous == 0 else "previous is below 0")
