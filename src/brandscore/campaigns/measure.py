"""Every metric over the sums of every group, with what a reader must know of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from brandscore.campaigns.choice import CAMPAIGN_METRIC_NAMES
from brandscore.campaigns.sums import Sums
from brandscore.metrics.advertising.rule import unit_for, ways
from brandscore.metrics.registry.catalogue import metric_named

__all__ = ["Measured", "matched_totals", "measure"]


@dataclass(frozen=True)
class Measured:
    """Metrics over the groups of `Sums`, by name; arrays with a place per group.

    Parameters
    ----------
    sums
        The figures behind them.
    values
        The values; NaN where there is none.
    formulas, reasons, notes
        The formula behind each value, why there is none, and what a reader must know.
    used
        The cells behind each value: arrays with a place per group and cell.
    """

    sums: Sums
    values: Mapping[str, NDArray[np.float64]]
    formulas: Mapping[str, NDArray[np.object_]]
    reasons: Mapping[str, NDArray[np.object_]]
    notes: Mapping[str, NDArray[np.object_]]
    used: Mapping[str, NDArray[np.bool_]]

    def parts(self, metric: str, place: int) -> frozenset[tuple[str, str]]:
        """Return the campaigns, each on its platforms, whose figures stand behind one value."""
        sums = self.sums
        first, end = np.searchsorted(sums.group, (place, place + 1))  # the groups stand in order
        cells = sums.cell[first:end][self.used[metric][first:end]]
        return frozenset((sums.cells.keys[c].campaign, sums.cells.keys[c].platform) for c in cells)

    def value(self, metric: str, place: int) -> float | None:
        """Return one value; ``None`` where there is none."""
        found = float(self.values[metric][place])
        return None if np.isnan(found) else found


def measure(sums: Sums) -> Measured:
    """Compute every metric that the columns of campaigns are enough for."""
    values: dict[str, NDArray[np.float64]] = {}
    formulas: dict[str, NDArray[np.object_]] = {}
    reasons: dict[str, NDArray[np.object_]] = {}
    notes: dict[str, NDArray[np.object_]] = {}
    used: dict[str, NDArray[np.bool_]] = {}
    for name in CAMPAIGN_METRIC_NAMES:
        values[name] = np.full(sums.size, np.nan)
        for told in (formulas, reasons, notes):
            told[name] = np.full(sums.size, "", dtype=object)
        used[name] = np.zeros(len(sums.cell), dtype=bool)
        metric = metric_named(name)
        found = ways(metric, sums, metric.formulas)
        for way in found:
            taken = np.isnan(values[name]) & np.isfinite(way.values)
            values[name][taken] = way.values[taken]
            notes[name][taken] = way.notes[taken]
            formulas[name][taken] = way.formula.text
            used[name] |= way.used & taken[sums.group]
        for place in np.flatnonzero(np.isnan(values[name])):
            reasons[name][place] = "; ".join(dict.fromkeys(str(way.reasons[place]) for way in found))
    return Measured(sums, values, formulas, reasons, notes, used)


def matched_totals(sums: Sums, part: str, whole: str) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the sums of two columns over the parts that have both; NaN where one is not known."""
    chosen = sums.matched((part, whole), unit_for((part, whole)))
    return sums.total(part, chosen), sums.total(whole, chosen)
