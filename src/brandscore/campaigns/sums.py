"""The figures of campaigns added up: by campaign, platform, stage and period, each by currency."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from brandscore.campaigns.choice import STAGES
from brandscore.metrics.advertising.cells import Cell, cells_of
from brandscore.metrics.advertising.sums import GroupSums
from brandscore.metrics.windows import Period, stage_calendar

if TYPE_CHECKING:
    from ibis.expr.types import Table as Expr

    from brandscore.engine.session import Session

__all__ = ["ALL", "Group", "Sums", "add_up"]

#: Stands for all campaigns, platforms or stages together.
ALL = "all"


@dataclass(frozen=True, slots=True)
class Group:
    """The cells behind one line of figures.

    Parameters
    ----------
    campaign, platform
        Which, or `ALL`.
    stage
        The stage that all the rows name, `ALL`, or ``None`` where they name none.
    currency
        Currency of their money; ``None`` where it is not known.
    period
        Place of the period among those asked for.
    part
        Whether it is the part of a whole in one stage.
    """

    campaign: str
    platform: str
    stage: str | None
    currency: str | None
    period: int
    part: bool = False

    @property
    def key(self) -> tuple[Any, ...]:
        """Tells the groups of a period apart; the stage of a whole is a finding, and may differ in another period."""
        return (self.campaign, self.platform, self.currency, self.part, self.stage if self.part else None)

    @property
    def order(self) -> tuple[Any, ...]:
        """Sorts groups: the whole before its parts, stages as they follow one another."""
        stage = STAGES.index(self.stage) if self.stage in STAGES else len(STAGES)
        of_all = (self.campaign != ALL, self.campaign)
        part = (self.part, stage if self.part else 0)
        return (self.period, *of_all, self.platform != ALL, self.platform, *part, self.currency or "")


@dataclass(frozen=True, eq=False)
class Sums(GroupSums):
    """Figures of campaigns; arrays have a place per group.

    Parameters
    ----------
    periods
        The periods asked for.
    groups
        The groups, in order; those without rows are not there.
    """

    periods: tuple[Period, ...]
    groups: tuple[Group, ...]

    @property
    def collected(self) -> frozenset[str]:
        """Columns that anybody's data hold."""
        return self.cells.collected

    @cached_property
    def _places(self) -> Mapping[tuple[Any, ...], int]:
        return {(group.period, group.key): place for place, group in enumerate(self.groups)}

    def place(self, group: Group, period: int | None = None) -> int | None:
        """Return the place of a group, in its own period or in another; ``None`` if it has no rows there."""
        return self._places.get((group.period if period is None else period, group.key))

    @cached_property
    def totals(self) -> Mapping[str, NDArray[np.float64]]:
        """The sums of every column over all cells."""
        return {column: self.total(column, self.everything()) for column in self.collected}

    def days(self, place: int) -> tuple[date, date]:
        """Return the first and the last day of a group with rows."""
        days = [self.cells.days[c] for c in self.cell[self.group == place]]
        return min(first for first, _ in days), max(last for _, last in days)


def _groups(keys: Sequence[Cell]) -> list[tuple[Group, list[int]]]:
    """Return every group that cells belong to, with their places."""
    members: dict[tuple[int, str, str, str | None, str | None, bool], list[int]] = {}
    staged = any(key.stage is not None for key in keys)
    for place, key in enumerate(keys):
        belongs: list[tuple[str, str, str | None, bool]] = [(ALL, ALL, None, False)]
        belongs += [(key.campaign, ALL, None, False), (key.campaign, key.platform, None, False)]
        if staged:
            belongs += [(ALL, ALL, key.stage, True), (key.campaign, ALL, key.stage, True)]
        for campaign, platform, stage, part in belongs:
            members.setdefault((key.period, campaign, platform, stage, key.currency, part), []).append(place)
    found = []
    for (period, campaign, platform, stage, currency, part), places in members.items():
        if not part:
            stages = {keys[place].stage for place in places}
            stage = ALL if campaign == ALL or len(stages) > 1 else stages.pop()
        elif campaign != ALL and len(places) == len(members[period, campaign, ALL, None, currency, False]):
            continue  # a campaign of one stage is no other thing than its part in that stage
        found.append((Group(campaign, platform, stage, currency, period, part), places))
    return found


def add_up(session: Session, campaigns: Expr, periods: Sequence[Period]) -> Sums:
    """Add up the figures of campaigns in each of some periods.

    Parameters
    ----------
    session
        Where it is computed.
    campaigns
        Table of campaigns, as ingest types it.
    periods
        The periods; they may overlap.

    Returns
    -------
    Sums
        For all campaigns together, each stage, each campaign, each campaign on
        each platform, and each campaign in each stage where it aims at several;
        each by currency.
    """
    calendar = stage_calendar(session, periods, "campaign_calendar")
    cells = cells_of(session, campaigns, calendar)
    session.forget("campaign_calendar_days", "campaign_calendar_edges")
    found = sorted(_groups(cells.keys), key=lambda one: one[0].order)
    pairs = [(g, c) for g, (_, members) in enumerate(found) for c in members]
    places = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    groups = tuple(group for group, _ in found)
    return Sums(cells, places[:, 0], places[:, 1], len(groups), tuple(periods), groups)
