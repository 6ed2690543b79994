"""All frames of a run: which exist, what each may hold, and how they are collected."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING

from brandscore.metrics.collect import accounts, campaigns, mentions, posts, surveys, visits
from brandscore.metrics.collect.frame import Found, Frame
from brandscore.metrics.collect.social import SOCIAL, Rival, social_frame
from brandscore.metrics.measured import Cell, Sentiments, as_labelled
from brandscore.metrics.options import MeasureOptions
from brandscore.metrics.registry.declared import Metric
from brandscore.metrics.registry.inputs import INPUTS
from brandscore.metrics.windows import Period, span_of, stage_calendar

if TYPE_CHECKING:
    from ibis.expr.types import Table as Expr

    from brandscore.engine.session import Session

__all__ = ["DECLARED", "PLACES", "Declared", "Sources", "collect_frames", "homes", "whole_window"]

_MODULES = {
    "accounts": accounts,
    "posts": posts,
    "mentions": mentions,
    "campaigns": campaigns,
    "surveys": surveys,
    "visits": visits,
}
#: Columns that each input is collected from, by input: ``table.column``.
PLACES: dict[str, tuple[str, ...]] = {
    name: tuple(f"{table}.{column}" for table, module in _MODULES.items() for column in module.PLACES.get(name, ()))
    for name in dict.fromkeys(name for module in _MODULES.values() for name in module.PLACES)
}


@dataclass(frozen=True, slots=True)
class Declared:
    """A frame that may be collected.

    Parameters
    ----------
    name
        Its name; `Frame.name` of what is collected.
    tables
        The table of each input.
    needs
        Tables of which one must be there.
    own
        A metric is measured here only if it uses one of these inputs.
    without
        And none of these.
    """

    name: str
    tables: Mapping[str, str]
    needs: tuple[str, ...]
    own: frozenset[str]
    without: frozenset[str] = frozenset()


_MONEY = frozenset(name for name in campaigns.BY_CURRENCY if INPUTS[name].unit == "money")

#: The frames, in the order of results.
DECLARED: tuple[Declared, ...] = (
    Declared("social", SOCIAL, ("accounts", "posts", "mentions"), frozenset(SOCIAL)),
    Declared("campaigns", campaigns.COUNTED, ("campaigns",), frozenset(campaigns.COUNTED), _MONEY),
    Declared("campaigns by currency", campaigns.BY_CURRENCY, ("campaigns",), _MONEY),
    Declared("visits", visits.VISITED, ("visits",), frozenset(visits.VISITED)),
    Declared("visits by source", visits.BY_SOURCE, ("visits",), frozenset({"visits", "bounces"})),
    Declared("visits by page", visits.BY_PAGE, ("visits",), frozenset({"exits", "page_views"})),
    *(
        Declared(f"surveys: {q.name}", dict.fromkeys(q.inputs, "surveys"), ("surveys",), frozenset(q.inputs))
        for q in surveys.QUESTIONS
    ),
    Declared("surveys: funnel", dict.fromkeys(surveys.FUNNEL, "surveys"), ("surveys",), frozenset(surveys.FUNNEL)),
)


@dataclass(frozen=True, slots=True)
class Sources:
    """The typed tables of a run; None = not collected. Mentions have a brand and labels each."""

    accounts: Expr | None = None
    posts: Expr | None = None
    mentions: Expr | None = None
    campaigns: Expr | None = None
    surveys: Expr | None = None
    visits: Expr | None = None

    @property
    def there(self) -> tuple[str, ...]:
        """Names of the tables that are there."""
        return tuple(f.name for f in fields(self) if getattr(self, f.name) is not None)


@dataclass(frozen=True, slots=True)
class How:
    """How tables are measured.

    Parameters
    ----------
    brands
        The brands.
    options
        What the profile decides.
    sentiments
        How labels become counts of sentiment.
    staged
        Prefix of the tables that are staged.
    """

    brands: Sequence[Rival] = ()
    options: MeasureOptions = field(default_factory=MeasureOptions)
    sentiments: Callable[[Sequence[Cell], bool], Sentiments] = as_labelled
    staged: str = "metrics"


def homes(metric: Metric, given: Collection[str] = ()) -> tuple[Declared, ...]:
    """Return the frames in which a metric may be measured.

    Examples
    --------
    >>> from brandscore.metrics.registry.catalogue import metric_named
    >>> [home.name for home in homes(metric_named("bounce_rate"))]
    ['campaigns', 'visits', 'visits by source']
    >>> [home.name for home in homes(metric_named("cpc"))], homes(metric_named("ltv"))
    (['campaigns by currency'], ())
    """
    found: list[Declared] = []
    if metric.by_hand:
        return ()
    for declared in DECLARED:
        for formula in metric.formulas:
            names = set(formula.inputs).difference(given)
            if names <= set(declared.tables) and names & declared.own and not names & declared.without:
                found.append(declared)
                break
    return tuple(found)


def whole_window(session: Session, sources: Sources) -> Period | None:
    """Return the first to the last day over all tables; None where none holds a dated row."""
    days = {"accounts": "date", "posts": "day", "mentions": "day", "campaigns": "date", "surveys": "date"}
    return span_of(session, [(getattr(sources, t), days.get(t, "day")) for t in sources.there])


def collect_frames(
    session: Session, sources: Sources, periods: Sequence[Period], how: How, wanted: Collection[str]
) -> list[Frame]:
    """Collect the inputs of some frames in each period.

    Parameters
    ----------
    session, sources
        Where the typed tables live.
    periods
        The windows; they may overlap.
    how
        How they are measured.
    wanted
        Names of the frames, of `DECLARED`; what has no table, or no answer, gives none.
    """
    calendar = stage_calendar(session, periods, how.staged)
    frames: list[Frame] = []
    if "social" in wanted:
        found: dict[str, Found] = {}
        talk = None
        if sources.accounts is not None:
            found["accounts"] = accounts.collect(session, sources.accounts, calendar, how.options)
        if sources.posts is not None:
            found["posts"] = posts.collect(session, sources.posts, calendar)
        if sources.mentions is not None:
            names = {brand.name: brand.names for brand in how.brands}
            talk = mentions.collect(session, sources.mentions, calendar, how.options, names, how.sentiments, how.staged)
            found["mentions"] = talk.found
        if found:
            frames.append(social_frame(len(periods), how.brands, found, talk))
    if sources.campaigns is not None and any(name.startswith("campaigns") for name in wanted):
        frames += campaigns.collect(session, sources.campaigns, calendar)
    if sources.visits is not None and any(name.startswith("visits") for name in wanted):
        frames += visits.collect(session, sources.visits, calendar)
    if sources.surveys is not None and any(name.startswith("surveys") for name in wanted):
        category = {brand.name: brand.category for brand in how.brands}
        frames += surveys.collect(session, sources.surveys, calendar, category)
    session.forget(f"{how.staged}_days", f"{how.staged}_edges", f"{how.staged}_direct")
    order = [declared.name for declared in DECLARED]
    return sorted((f for f in frames if f.name in wanted), key=lambda f: order.index(f.name))
