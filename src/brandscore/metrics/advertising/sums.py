"""Cells taken together in groups, and the choice of those that belong in one rate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from brandscore.metrics.advertising.cells import Cells, Unit

__all__ = ["GroupSums"]


@dataclass(frozen=True, eq=False)
class GroupSums:
    """Figures of groups of cells; arrays have a place per group.

    Parameters
    ----------
    cells
        The finest parts.
    group, cell
        A group and one of its cells: two arrays of places, side by side.
    size
        How many groups there are; some may have no cell.
    """

    cells: Cells
    group: NDArray[np.int64]
    cell: NDArray[np.int64]
    size: int

    @cached_property
    def _units(self) -> dict[Unit, NDArray[np.int64]]:
        """Numbers of the units of each group: no two groups share one."""
        found: dict[Unit, NDArray[np.int64]] = {}
        for unit, numbers in self.cells.units.items():
            apart = self.group * (int(numbers.max(initial=0)) + 1) + numbers[self.cell]
            found[unit] = np.unique(apart, return_inverse=True)[1].astype(np.int64)
        return found

    def regrouped(self, into: NDArray[np.int64], size: int) -> GroupSums:
        """Take groups together: each goes into the one of this number, and nowhere if it is below 0."""
        group = into[self.group]
        used = group >= 0
        return GroupSums(self.cells, group[used], self.cell[used], size)

    @cached_property
    def empty(self) -> NDArray[np.bool_]:
        """Which groups have no cell."""
        return np.asarray(np.bincount(self.group, minlength=self.size) == 0, dtype=bool)

    def everything(self) -> NDArray[np.bool_]:
        """Return the choice of every cell of every group."""
        return np.ones(len(self.group), dtype=bool)

    def matched(self, columns: Sequence[str], unit: Unit) -> NDArray[np.bool_]:
        """Choose, in each group, the cells of those campaigns (on those platforms) that have all of some figures.

        A rate over figures of which some come from here and some from there
        would be none of either. Where no part has them all, as where spend
        and sales stand in rows of their own, every cell is chosen.
        """
        units = self._units[unit]
        complete = np.ones(int(units.max(initial=-1)) + 1, dtype=bool)
        for column in columns:
            known = np.bincount(units, weights=self.cells.known[column][self.cell] > 0, minlength=len(complete))
            complete &= known > 0
        some = np.bincount(self.group, weights=complete[units], minlength=self.size) > 0
        return np.asarray(complete[units] | ~some[self.group], dtype=bool)

    def left_out(self, chosen: NDArray[np.bool_], columns: Sequence[str]) -> NDArray[np.bool_]:
        """Return in which groups some figure is left out of the choice."""
        out = np.zeros(self.size, dtype=bool)
        for column in columns:
            out |= self.count(column, ~chosen) > 0
        return out

    def parts(self, place: int, chosen: NDArray[np.bool_]) -> tuple[list[str], int]:
        """Return the names of the chosen parts of a group, and how many parts it has in all.

        The parts are campaigns where these tell what is chosen, else platforms,
        else campaigns on platforms.
        """
        here = self.group == place
        inside, outside = ([self.cells.keys[c] for c in self.cell[here & some]] for some in (chosen, ~chosen))
        for name_of in ("{0.campaign}", "{0.platform}", "{0.campaign} on {0.platform}"):
            told = dict.fromkeys(name_of.format(key) for key in inside)
            rest = {name_of.format(key) for key in outside}
            if not rest.intersection(told):
                break
        return list(told), len(rest.union(told))

    def total(self, column: str, chosen: NDArray[np.bool_]) -> NDArray[np.float64]:
        """Return the sums of a column over the chosen cells; NaN where none has it."""
        values = np.where(chosen, self.cells.figures[column][self.cell], 0.0)
        # Whole units and billionths apart: sums of whole numbers are exact in floats.
        units = np.rint(values)
        billionths = np.rint((values - units) * 1e9)
        parts = [np.bincount(self.group, weights=x, minlength=self.size) for x in (units, billionths)]
        return np.where(self.count(column, chosen) > 0, parts[0] + parts[1] / 1e9, np.nan)

    def count(self, column: str, chosen: NDArray[np.bool_]) -> NDArray[np.int64]:
        """Return how many rows of the chosen cells have a figure."""
        return self._counted(self.cells.known[column], chosen)

    def rows(self, chosen: NDArray[np.bool_]) -> NDArray[np.int64]:
        """Return how many rows the chosen cells have."""
        return self._counted(self.cells.rows, chosen)

    def stand_in(self, chosen: NDArray[np.bool_]) -> NDArray[np.int64]:
        """Return in how many rows of the chosen cells spend stands in for cost."""
        return self._counted(self.cells.stand_in, chosen)

    def _counted(self, counts: NDArray[np.int64], chosen: NDArray[np.bool_]) -> NDArray[np.int64]:
        weights = np.where(chosen, counts[self.cell], 0)
        return np.bincount(self.group, weights=weights, minlength=self.size).astype(np.int64)
