"""What a plan holds: objectives, their key results, and figures entered by hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, get_args

from brandscore.metrics.windows import Period

__all__ = ["KINDS", "CheckIn", "KeyResult", "Kind", "Objective", "Plan", "before"]

Kind = Literal["increase_percent", "reduce_to", "reach", "count", "milestone", "per_item"]
# increase_percent  grow by so many percent (200 = threefold)   reduce_to  come down to a value
# reach             come to a value                             count      so many things done
# milestone         done or not                                 per_item   so many in each of some items
KINDS: tuple[Kind, ...] = get_args(Kind)


def before(period: Period) -> Period:
    """Return the period of the same length just before.

    Examples
    --------
    >>> before(Period(date(2026, 7, 1), date(2026, 9, 30)))
    Period(start=datetime.date(2026, 3, 31), end=datetime.date(2026, 6, 30))
    """
    return Period(period.start - timedelta(days=period.days), period.start - timedelta(days=1))


@dataclass(frozen=True, slots=True)
class CheckIn:
    """A figure entered by hand.

    Parameters
    ----------
    date
        The day it holds for, evening included.
    value
        The level on that day; of what accumulates, the total since the period began.
    """

    date: date
    value: float


@dataclass(frozen=True, slots=True)
class KeyResult:
    """One key result.

    Parameters
    ----------
    title
        What is to come about.
    kind
        One of `KINDS`.
    title_en
        The title in English, where the title is not.
    metric, brand, platforms
        What is measured from data, of whom and where; none = everybody, everywhere.
    target
        Percent for ``increase_percent``, so many per item for ``per_item``,
        else a value in ``unit``; None = not said.
    unit
        Unit of baseline, target and figures.
    baseline
        What is compared with; None = measured over the baseline period.
    baseline_period
        None = the period of the same length just before the objective's.
    accumulates
        Whether the figure starts at 0 with the period and adds up; None = as
        the metric does, else a level.
    checkins
        Figures entered by hand, by day.
    done
        How many are done (``count``), or whether it is (``milestone``), undated.
    done_on
        Day on which a milestone was done.
    items, items_done
        How many items there are, and how many of them have what is wanted.
    weight
        Share in the objective's progress, beside the others'.
    """

    title: str
    kind: Kind
    title_en: str = ""
    metric: str | None = None
    brand: str | None = None
    platforms: tuple[str, ...] = ()
    target: float | None = None
    unit: str = ""
    baseline: float | None = None
    baseline_period: Period | None = None
    accumulates: bool | None = None
    checkins: tuple[CheckIn, ...] = ()
    done: float | bool | None = None
    done_on: date | None = None
    items: float | None = None
    items_done: float | None = None
    weight: float = 1.0

    @property
    def places(self) -> tuple[str | None, ...]:
        """The platforms as they are measured, one by one; None = all together."""
        return self.platforms or (None,)

    @property
    def dated(self) -> tuple[date, ...]:
        """Days of the figures entered by hand."""
        return (*(c.date for c in self.checkins), *((self.done_on,) if self.done_on else ()))

    @property
    def by_hand(self) -> bool:
        """Whether a figure was entered by hand."""
        return bool(self.checkins) or self.done is not None or self.done_on is not None or self.items_done is not None


@dataclass(frozen=True, slots=True)
class Objective:
    """One objective.

    Parameters
    ----------
    title
        What is wanted.
    title_en
        The title in English, where the title is not.
    period
        From when to when; None = not said.
    owner
        Role that answers for it.
    why
        Why it matters.
    key_results
        How it will be known.
    """

    title: str
    title_en: str = ""
    period: Period | None = None
    owner: str = ""
    why: str = ""
    key_results: tuple[KeyResult, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """A file of objectives.

    Parameters
    ----------
    objectives
        The objectives, in the order of the file.
    source
        Name of the file.
    sha256
        Hash of the file.
    note
        What stands on every page, such as "invented data".
    steep_percent
        A change of more percent than this is asked about.
    """

    objectives: tuple[Objective, ...]
    source: str = "plan"
    sha256: str = ""
    note: str | None = None
    steep_percent: float = 100.0

    @property
    def last_dated(self) -> date | None:
        """Day of the last figure entered by hand; None without one."""
        days = [d for o in self.objectives for k in o.key_results for d in k.dated]
        return max(days, default=None)

    @property
    def english(self) -> dict[str, str]:
        """English titles by title, where they are given."""
        found = {o.title: o.title_en for o in self.objectives}
        found |= {k.title: k.title_en for o in self.objectives for k in o.key_results}
        return {title: english for title, english in found.items() if english}
