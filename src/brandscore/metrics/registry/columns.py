"""Computing a metric over the columns of a measured table, each row with its formula and its reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from brandscore.metrics.registry.declared import Metric
from brandscore.metrics.registry.formula import Formula
from brandscore.metrics.registry.inputs import INPUTS

__all__ = ["Computed", "divided", "over_columns"]


@dataclass(frozen=True, slots=True)
class Computed:
    """A metric over the rows of a table.

    Parameters
    ----------
    values
        The values; NaN where there is none, never infinite.
    formulas
        The formula behind each value; empty where there is none.
    reasons
        Why there is no value; empty where there is one.
    """

    values: NDArray[np.float64]
    formulas: NDArray[np.object_]
    reasons: NDArray[np.object_]


def over_columns(metric: Metric, columns: Mapping[str, NDArray[np.float64]], rows: int) -> Computed:
    """Compute a metric for each row of a table.

    Parameters
    ----------
    metric
        The metric; its inputs must not be lists.
    columns
        The inputs that are collected; NaN where a row has none.
    rows
        How many rows there are.

    Returns
    -------
    Computed
        For each row the value of the first formula that has one.

    Raises
    ------
    ValueError
        If an input of the metric is a list.

    Examples
    --------
    >>> from brandscore.metrics.registry.catalogue import metric_named
    >>> inputs = {"conversions": np.array([5.0, 5, 5]), "visits": np.array([100.0, 0, np.nan])}
    >>> found = over_columns(metric_named("conversion_rate"), inputs, 3)
    >>> found.values.tolist(), found.reasons.tolist()
    ([5.0, nan, nan], ['', 'visits is 0; clicks not collected', 'visits is not known; clicks not collected'])
    """
    if any(INPUTS[name].many for name in metric.inputs):
        raise ValueError(f"{metric.name} is computed from lists, not from columns")
    values = np.full(rows, np.nan)
    formulas = np.full(rows, "", dtype=object)
    for formula in _usable(metric, frozenset(columns)):
        with np.errstate(all="ignore"):
            found = np.asarray(formula.value(columns, divided), dtype=np.float64)
        taken = np.isnan(values) & np.isfinite(found)
        values[taken] = found[taken]
        formulas[taken] = formula.text
    reasons = np.full(rows, "", dtype=object)
    empty = np.flatnonzero(np.isnan(values))
    # Rows without a value mostly share their reason: each different row of inputs is looked at once.
    told: dict[tuple[float | None, ...], str] = {}
    used = [name for name in metric.inputs if name in columns]
    for place in empty:
        row = {name: float(columns[name][place]) for name in used}
        key = tuple(None if np.isnan(v) else v for v in row.values())
        if key not in told:
            told[key] = _reason(metric, row)
        reasons[place] = told[key]
    return Computed(values, formulas, reasons)


def _usable(metric: Metric, collected: frozenset[str]) -> list[Formula]:
    """Return the formulas whose inputs are collected.

    One that only leaves inputs out of another means something else where these are collected: a purchase is then
    worth what it is, and not a year's purchases together.
    """
    usable: list[Formula] = []
    for formula in metric.formulas:
        if collected.issuperset(formula.inputs) and not any(set(formula.inputs) < set(f.inputs) for f in usable):
            usable.append(formula)
    return usable


def _reason(metric: Metric, row: Mapping[str, float]) -> str:
    """Say what is in the way of each formula."""
    return "; ".join(dict.fromkeys(_in_the_way(formula, row) for formula in metric.formulas))


def _in_the_way(formula: Formula, row: Mapping[str, float]) -> str:
    absent = [name for name in formula.inputs if name not in row]
    if absent:
        return f"{', '.join(absent)} not collected"
    unknown = [name for name in formula.inputs if np.isnan(row[name])]
    if unknown:
        return f"{', '.join(unknown)} {'is' if len(unknown) == 1 else 'are'} not known"
    return formula.missing(row) or "the result is too large to be a number"


def divided(above: object, below: object) -> NDArray[np.float64]:
    """Divide arrays; NaN where the denominator is 0."""
    under = np.asarray(below, dtype=np.float64)
    return np.divide(np.asarray(above, dtype=np.float64), np.where(under == 0, np.nan, under))
