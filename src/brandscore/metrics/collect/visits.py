"""Visits, bounces and exits, from the page views of the table `visits`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from brandscore.metrics.collect.frame import ALL, Frame, Key
from brandscore.metrics.windows import Period, span_of

if TYPE_CHECKING:
    from ibis.expr.types import Table as Expr

    from brandscore.engine.session import Session
    from brandscore.metrics.windows import Calendar

__all__ = ["BY_PAGE", "BY_SOURCE", "NO_SOURCE", "PLACES", "VISITED", "collect"]

#: Columns that each input is collected from.
PLACES: dict[str, tuple[str, ...]] = {
    "visits": ("session",),
    "bounces": ("session",),
    "page_views": ("page",),
    "exits": ("page",),
}
#: The table of each input of the three frames.
VISITED: dict[str, str] = dict.fromkeys(("visits", "bounces", "page_views"), "visits")
BY_SOURCE = VISITED
BY_PAGE: dict[str, str] = dict.fromkeys(("visits", "page_views", "exits"), "visits")
#: Name of the visits of which nobody knows whence they came.
NO_SOURCE = "(not known)"


def collect(session: Session, visits: Expr, calendar: Calendar) -> tuple[Frame, Frame, Frame]:
    """Count visits, page views, bounces and exits: of the site, by source and by page.

    A visit belongs to the Bangkok day of its first page view, and to the source
    that is named first. It bounced if it has one page view. Visits to a page
    are visits that saw it, however often.

    Returns
    -------
    tuple of Frame
        Of the site, by source, by page.
    """
    v = visits.mutate(source=visits.source.nullif(""))
    sessions = v.group_by("session").aggregate(
        day=v.day.argmin(v.order),
        page_views=v.count(),
        exit_page=v.page.argmax(v.order),
        source=v.source.argmin(v.order, where=v.source.notnull()),
    )
    sessions = sessions.mutate(source=sessions.source.fill_null(NO_SOURCE)).inner_join(calendar.days, "day")
    by_source = sessions.group_by("period", "source").aggregate(
        visits=sessions.count(),
        page_views=sessions.page_views.sum(),
        bounces=(sessions.page_views == 1).cast("int64").sum(),
    )
    seen = v.group_by("session", "page").aggregate(page_views=v.count())
    dated = sessions.select("session", "period", "exit_page")
    seen = seen.inner_join(dated, "session")
    by_page = seen.group_by("period", "page").aggregate(
        visits=seen.count(),
        page_views=seen.page_views.sum(),
        exits=(seen.page == seen.exit_page).cast("int64").sum(),
    )
    of_sources = {(r["period"], "", ALL, r["source"]): _figures(r, VISITED) for r in session.rows(by_source)}
    of_pages = {(r["period"], "", ALL, r["page"]): _figures(r, BY_PAGE) for r in session.rows(by_page)}
    covered = span_of(session, [(visits, "day")])
    assert covered is not None
    site = Frame.of("visits", VISITED, _site(covered, calendar, of_sources))
    for place in np.flatnonzero(np.isnan(site.columns["visits"])).tolist():
        site.blank[place] = f"visits hold nothing of these days; they run from {covered.start} to {covered.end}"
    return (
        site,
        Frame.of("visits by source", BY_SOURCE, of_sources, by="source"),
        Frame.of("visits by page", BY_PAGE, of_pages, by="page"),
    )


def _figures(row: Mapping[str, int], names: Mapping[str, str]) -> dict[str, float]:
    return {name: float(row[name]) for name in names}


def _site(
    covered: Period, calendar: Calendar, of_sources: Mapping[Key, Mapping[str, float]]
) -> dict[Key, dict[str, float]]:
    """Add up the sources; a period outside the table's days was not collected, one inside may be empty."""
    rows: dict[Key, dict[str, float]] = {}
    for number, period in enumerate(calendar.periods):
        inside = period.end >= covered.start and period.start <= covered.end
        rows[number, "", ALL, ""] = dict.fromkeys(VISITED, 0.0 if inside else float("nan"))
    for (number, _, _, _), figures in of_sources.items():
        row = rows[number, "", ALL, ""]
        for name, value in figures.items():
            row[name] += value
    return rows
