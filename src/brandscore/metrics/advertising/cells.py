"""The finest sums of campaigns, by the engine: by period, brand, campaign, platform, stage and currency.

Money is added in decimals, to a billionth, so that neither the order of rows nor
the number of threads shows; money of several currencies is never added.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import ibis
import numpy as np
from numpy.typing import NDArray

from brandscore.tables import CAMPAIGNS

if TYPE_CHECKING:
    from ibis.expr.types import Table as Expr

    from brandscore.engine.session import Session
    from brandscore.metrics.windows import Calendar

__all__ = ["FIGURES", "INVESTED", "Cell", "Cells", "Unit", "cells_of", "with_currency"]

#: Columns of the table of campaigns that are added up.
FIGURES: tuple[str, ...] = tuple(c.name for c in CAMPAIGNS.columns if c.kind in ("count", "money"))
#: What was invested: cost, and spend in its place, row by row, where no cost is given.
INVESTED = "invested"

#: Of what a figure must be known to be part of a rate: whole campaigns, or campaigns on a platform.
Unit = Literal["campaign", "platform"]

_MONEY = frozenset(c.name for c in CAMPAIGNS.columns if c.kind == "money") | {INVESTED}
#: Holds every amount that is read, to a billionth.
_EXACT = "decimal(38, 9)"


class Cell(NamedTuple):
    """The finest parts: one brand's campaign on one platform, in one stage, currency and period."""

    period: int
    brand: str | None
    campaign: str
    platform: str
    stage: str | None
    currency: str | None


@dataclass(frozen=True)
class Cells:
    """Figures of the finest parts, a place per cell.

    Parameters
    ----------
    keys
        The cells, in order.
    rows
        How many rows of the table each has.
    days
        First and last day with rows.
    figures
        The sums by column, for the columns that anybody's data hold, and `INVESTED`; 0 where all are empty.
    known
        How many rows have the figure.
    stand_in
        In how many rows spend stands in for cost.
    """

    keys: tuple[Cell, ...]
    rows: NDArray[np.int64]
    days: tuple[tuple[date, date], ...]
    figures: Mapping[str, NDArray[np.float64]]
    known: Mapping[str, NDArray[np.int64]]
    stand_in: NDArray[np.int64]

    @property
    def collected(self) -> frozenset[str]:
        """Columns that anybody's data hold."""
        return frozenset(self.figures) - {INVESTED}

    @cached_property
    def units(self) -> Mapping[Unit, NDArray[np.int64]]:
        """Numbers of the campaign, and of the campaign on the platform, of each cell."""
        campaigns: dict[str, int] = {}
        platforms: dict[tuple[str, str], int] = {}
        return {
            "campaign": np.array([campaigns.setdefault(k.campaign, len(campaigns)) for k in self.keys], np.int64),
            "platform": np.array(
                [platforms.setdefault((k.campaign, k.platform), len(platforms)) for k in self.keys], np.int64
            ),
        }


def cells_of(session: Session, campaigns: Expr, calendar: Calendar) -> Cells:
    """Add up the figures of campaigns in each period of a calendar.

    Parameters
    ----------
    session
        Where it is computed.
    campaigns
        Table of campaigns, as ingest types it.
    calendar
        The periods; they may overlap.
    """
    counts = session.rows(campaigns.aggregate(**{name: campaigns[name].count() for name in FIGURES}))[0]
    names = (*(name for name in FIGURES if counts[name]), INVESTED)
    cost, spend = campaigns["cost"], campaigns["spend"]
    rows = with_currency(campaigns).mutate(
        invested=ibis.coalesce(cost, spend), stands_in=cost.isnull() & spend.notnull()
    )
    dated = rows.join(calendar.days, rows["date"] == calendar.days["day"])
    measures: dict[str, Any] = {
        "rows": dated.count(),
        "first": dated["date"].min(),
        "last": dated["date"].max(),
        "stand_in": dated["stands_in"].sum(),
    }
    for name in names:
        value = dated[name].cast(_EXACT) if name in _MONEY else dated[name]
        measures[f"{name}__sum"] = value.sum().cast("float64")
        measures[f"{name}__known"] = dated[name].count()
    found = session.rows(dated.group_by(*Cell._fields).aggregate(**measures))
    found.sort(key=lambda row: [(row[name] is None, row[name] or 0) for name in Cell._fields])

    def whole(name: str) -> NDArray[np.int64]:
        return np.array([row[name] or 0 for row in found], dtype=np.int64)

    return Cells(
        tuple(Cell(*(row[name] for name in Cell._fields)) for row in found),
        whole("rows"),
        tuple((row["first"], row["last"]) for row in found),
        {name: np.array([row[f"{name}__sum"] or 0.0 for row in found], dtype=np.float64) for name in names},
        {name: whole(f"{name}__known") for name in names},
        whole("stand_in"),
    )


def with_currency(campaigns: Expr) -> Expr:
    """Return the rows with a currency each where it can only be one.

    A row without money names no currency. It belongs to that of its campaign,
    of its brand, or of all the data, where there is only one.
    """
    currency = campaigns["currency"]
    windows = [ibis.window(group_by="campaign"), ibis.window(group_by="brand"), ibis.window()]
    ends = [(currency.min().over(window), currency.max().over(window)) for window in windows]
    only = [ibis.ifelse(low == high, low, ibis.null("string")) for low, high in ends]
    return campaigns.mutate(currency=ibis.coalesce(currency, *only))
