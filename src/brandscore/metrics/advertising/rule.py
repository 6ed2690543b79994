"""A metric over the sums of campaigns: which parts belong in it, and what a reader must know of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from brandscore.metrics.advertising.cells import INVESTED, Unit
from brandscore.metrics.advertising.sums import GroupSums
from brandscore.metrics.registry.columns import over_columns
from brandscore.metrics.registry.declared import Metric
from brandscore.metrics.registry.formula import Formula
from brandscore.metrics.registry.inputs import INPUTS
from brandscore.tables import CAMPAIGNS

__all__ = ["INVESTMENT", "SOURCES", "Way", "unit_for", "ways"]

#: Columns that a platform tells of its own showings.
_DELIVERY = frozenset({"impressions", "reach", "views", "page_views", "clicks", "unique_clicks", "engagements"})
#: Columns that count people once within a row; added up over rows, some people count again.
_PEOPLE = ("reach", "unique_clicks")
#: Metrics of an investment: where no cost is given, spend stands in for it.
INVESTMENT = ("roi", "roi_percent")
#: Parts that a note names one by one.
_NAMED = 3


def _column_of(name: str) -> str | None:
    """Return the column of the table of campaigns that holds an input of metrics."""
    places = (place.split(".") for place in INPUTS[name].places)
    return next((column for table, column in places if table == CAMPAIGNS.name), None)


#: Column that holds each input, by the input's name.
SOURCES: dict[str, str] = {name: column for name in INPUTS if (column := _column_of(name)) is not None}


@dataclass(frozen=True)
class Way:
    """One formula of a metric over groups; arrays have a place per group.

    Parameters
    ----------
    formula
        The formula.
    values
        The values; NaN where there is none.
    reasons
        Why there is none.
    notes
        What a reader must know of a value.
    used
        The cells behind the values: of each group, those that were chosen and have any of the figures.
    """

    formula: Formula
    values: NDArray[np.float64]
    reasons: NDArray[np.object_]
    notes: NDArray[np.object_]
    used: NDArray[np.bool_]


def ways(
    metric: Metric, sums: GroupSums, formulas: Iterable[Formula], given: Mapping[str, float] | None = None
) -> list[Way]:
    """Compute a metric by each of some formulas; of those with a value, the first one counts.

    Parameters
    ----------
    metric
        The metric.
    sums
        The figures.
    formulas
        Formulas of the metric.
    given
        Inputs that stand before those collected, the same for every group.
    """
    return [_way(replace(metric, formulas=(formula,)), sums, given or {}) for formula in formulas]


def unit_for(columns: Iterable[str]) -> Unit:
    """Return of what all figures of a rate must be known.

    What a platform tells of its own showings belongs to the money spent there.
    What comes of a campaign belongs to all the money spent on it.
    """
    return "platform" if _DELIVERY.intersection(columns) else "campaign"


def _way(metric: Metric, sums: GroupSums, given: Mapping[str, float]) -> Way:
    (formula,) = metric.formulas
    collected = [name for name in formula.inputs if name not in given]
    columns = {name: column for name in collected if (column := _column(metric, name, sums)) is not None}
    chosen = sums.everything()
    if len(columns) == len(collected):
        chosen = sums.matched(tuple(columns.values()), unit_for(columns.values()))
    inputs = {name: sums.total(column, chosen) for name, column in columns.items()}
    inputs |= {name: np.full(sums.size, given[name]) for name in formula.inputs if name in given}
    if INVESTED in columns.values() and "revenue" in columns:
        inputs["revenue"] = np.where(_profit_instead(sums, chosen), np.nan, inputs["revenue"])
    found = over_columns(metric, inputs, sums.size)
    notes = np.full(sums.size, "", dtype=object)
    told = _Notes(metric, sums, columns, chosen)
    for place in np.flatnonzero(np.isfinite(found.values)):
        notes[place] = "; ".join(told.at(int(place)))
    known = np.zeros(len(sums.cell), dtype=bool)
    for column in columns.values():
        known |= sums.cells.known[column][sums.cell] > 0
    return Way(formula, found.values, found.reasons, notes, chosen & known)


def _column(metric: Metric, name: str, sums: GroupSums) -> str | None:
    """Return the column behind an input; spend stands in for a cost that is not given."""
    collected = sums.cells.collected
    if name == "cost" and metric.name in INVESTMENT:
        return INVESTED if {"cost", "spend"} & collected else None
    column = SOURCES.get(name)
    return column if column in collected else None


def _profit_instead(sums: GroupSums, chosen: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Where spend stands in for cost, and the profit is given in as many rows as the revenue.

    Such a profit knows of costs that spend does not.
    """
    if "profit" not in sums.cells.collected:
        return np.zeros(sums.size, dtype=bool)
    profit, revenue = sums.count("profit", chosen), sums.count("revenue", chosen)
    return np.asarray((sums.stand_in(chosen) > 0) & (profit > 0) & (profit >= revenue), dtype=bool)


class _Notes:
    """What a reader must know of the values of one formula."""

    def __init__(self, metric: Metric, sums: GroupSums, columns: Mapping[str, str], chosen: NDArray[np.bool_]) -> None:
        self._sums, self._chosen = sums, chosen
        names: Sequence[str] = tuple(dict.fromkeys(columns.values()))
        self._known = {name: sums.count(name, chosen) for name in names}
        self._rows = sums.rows(chosen)
        self._stand_in = sums.stand_in(chosen) if INVESTED in names else np.zeros(sums.size, dtype=np.int64)
        self._left_out = sums.left_out(chosen, names)
        self._profit = "profit" in columns
        pairs = [(part, whole) for part, whole in metric.at_most if {part, whole} <= set(columns)]
        totals = {name: sums.total(column, chosen) for name, column in columns.items()}
        self._pairs = [(part, totals[part], whole, totals[whole]) for part, whole in pairs]

    def at(self, place: int) -> list[str]:
        """Return the notes on one value."""
        told = []
        known = {name: int(counts[place]) for name, counts in self._known.items()}
        if stand_in := int(self._stand_in[place]):
            where = f" in {stand_in:,} of {known[INVESTED]:,} rows" if stand_in < known[INVESTED] else ""
            others = "the profit given knows the other costs" if self._profit else "other costs are left out"
            told.append(f"cost not given{where}: spend stands in, {others}")
        for name in _PEOPLE:
            if known.get(name, 0) > 1:
                told.append(f"{name} is added up over days and platforms, so people count again: an upper bound")
        if self._left_out[place]:
            names, total = self._sums.parts(place, self._chosen)
            some = ", ".join(names) if len(names) <= _NAMED else f"{len(names)} of {total}"
            told.append(f"of {some} only: elsewhere not every figure is given")
        rows = int(self._rows[place])
        if known and min(known.values()) < rows:
            parts = ", ".join(f"{'cost' if name == INVESTED else name} in {n:,}" for name, n in known.items())
            told.append(f"not every row has every figure: {parts} of {rows:,} rows")
        for part, above, whole, below in self._pairs:
            if above[place] > below[place]:
                told.append(f"{part} ({above[place]:,.15g}) is above {whole} ({below[place]:,.15g})")
        return told
