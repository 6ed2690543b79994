"""Figures of advertising, from the table `campaigns`; several currencies are never added up."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from brandscore.metrics.advertising.cells import Cells, cells_of, with_currency
from brandscore.metrics.advertising.rule import SOURCES
from brandscore.metrics.advertising.sums import GroupSums
from brandscore.metrics.collect.frame import Frame, Key, held_by
from brandscore.metrics.registry.inputs import INPUTS
from brandscore.metrics.windows import span_of

if TYPE_CHECKING:
    from ibis.expr.types import Table as Expr

    from brandscore.engine.session import Session
    from brandscore.metrics.windows import Calendar

__all__ = ["BY_CURRENCY", "COUNTED", "PLACES", "collect"]

#: Columns that each input is collected from.
PLACES: dict[str, tuple[str, ...]] = {name: (column,) for name, column in SOURCES.items()}

#: The table of each input of both frames.
BY_CURRENCY: dict[str, str] = dict.fromkeys(SOURCES, "campaigns")
COUNTED: dict[str, str] = {name: table for name, table in BY_CURRENCY.items() if INPUTS[name].unit != "money"}


def collect(session: Session, campaigns: Expr, calendar: Calendar) -> tuple[Frame, Frame]:
    """Add up the rows of each period by brand and platform, and once more by currency.

    A brand and platform that advertise at all have 0 in a period without rows;
    periods before the table's first and after its last day were not collected.

    Returns
    -------
    tuple of Frame
        Counts, and money with its counts by currency.
    """
    cells = cells_of(session, campaigns, calendar)
    found = held_by(session, campaigns, {c: campaigns[c].notnull() for c in SOURCES.values()})
    held = {column: {platform for _, platform in who} for column, who in found.items()}
    named = with_currency(campaigns).select("brand", "platform", "currency").distinct()
    triples = {(row["brand"] or "", row["platform"], row["currency"] or "") for row in session.rows(named)}
    covered = span_of(session, [(campaigns, "date")])
    assert covered is not None
    outside = {
        place: f"campaigns hold nothing of these days; they run from {covered.start} to {covered.end}"
        for place, period in enumerate(calendar.periods)
        if period.end < covered.start or period.start > covered.end
    }
    frames = (
        _frame("campaigns", COUNTED, {(b, p, "") for b, p, _ in triples}, cells, held, outside, calendar),
        _frame("campaigns by currency", BY_CURRENCY, {t for t in triples if t[2]}, cells, held, outside, calendar),
    )
    frames[1].by = "currency"
    return frames


def _frame(
    name: str,
    tables: Mapping[str, str],
    places: set[tuple[str, str, str]],
    cells: Cells,
    held: Mapping[str, set[str]],
    outside: Mapping[int, str],
    calendar: Calendar,
) -> Frame:
    keys: list[Key] = sorted((period, *place) for period in range(len(calendar.periods)) for place in places)
    row_of = {key: place for place, key in enumerate(keys)}
    by_currency = any(of for _, _, of in places)
    rows = [row_of.get((c.period, c.brand or "", c.platform, (c.currency or "") * by_currency)) for c in cells.keys]
    behind = np.array([-1 if row is None else row for row in rows], dtype=np.int64)
    used = np.flatnonzero(behind >= 0)
    parts = GroupSums(cells, behind[used], used, len(keys))
    frame = Frame(name, tables, keys, {}, pools=True, parts=parts)
    frame.blank = {place: outside[key[0]] for place, key in enumerate(keys) if key[0] in outside}
    nothing = np.where(parts.empty, 0.0, math.nan)
    nothing[list(frame.blank)] = math.nan
    for one in tables:
        column = SOURCES[one]
        known = parts.total(column, parts.everything()) if column in cells.figures else nothing
        frame.collected[one] = np.array([key[2] in held[column] for key in keys], dtype=np.bool_)
        frame.columns[one] = np.where(frame.collected[one], np.where(parts.empty, nothing, known), math.nan)
    return frame
