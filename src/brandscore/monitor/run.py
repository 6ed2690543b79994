"""Measure and score every period against one frozen reference."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from brandscore.metrics.measure import measure
from brandscore.metrics.measured import Cell, Sentiments, as_labelled
from brandscore.metrics.windows import Period
from brandscore.monitor.known import first_days, known_by
from brandscore.monitor.periods import spans_of
from brandscore.monitor.timeline import timeline_rows
from brandscore.score.compute import score_brands
from brandscore.score.profile import Profile
from brandscore.score.question import Competitor, Question
from brandscore.score.reference import Frozen, build_reference

if TYPE_CHECKING:
    from brandscore.engine.session import Session
    from brandscore.metrics.measures import Tables

__all__ = ["Timeline", "build_timeline"]


@dataclass(frozen=True, slots=True)
class Timeline:
    """The rows of a timeline, and the reference that its scores were held against."""

    rows: list[dict[str, Any]]
    reference: Frozen


def build_timeline(
    session: Session,
    tables: Tables,
    competitors: Sequence[Competitor],
    profile: Profile,
    question: Question,
    *,
    periods: Sequence[Period],
    data: Period,
    base: Period,
    frozen: Frozen | None = None,
    rolling: int | None = None,
    sentiments: Callable[[Sequence[Cell], bool], Sentiments] = as_labelled,
) -> Timeline:
    """Measure every brand in every period, and score it.

    Parameters
    ----------
    session, tables
        Where the typed tables live.
    competitors, profile, question
        Brands, weights, and the sides and platforms asked for.
    periods
        The calendar.
    data
        First and last day of the data.
    base
        The first days of the data, from which the reference is taken.
    frozen
        Another reference, instead.
    rolling
        Days behind each period's figures, counted back from its last; by
        default the period's own.
    sentiments
        How labels become counts of sentiment, cell by cell and for several
        cells together; by default they are taken at their word.

    Raises
    ------
    DataError
        If the reference does not fit (other normalisation, unknown category).
    """
    spans = spans_of(tuple(periods), rolling, data)
    windows = [*spans, base]
    measured = measure(session, tables, windows, [c.name for c in competitors], profile.options, sentiments=sentiments)
    # Each point knows what had been collected by its end, or by the base
    # window's: what is first collected later changes neither it nor the reference.
    *known, known_in_base = known_by(
        measured, first_days(session, tables), [max(w.end, base.end) for w in windows], profile.options.edge_days
    )
    reference = frozen or build_reference(known_in_base, len(spans), competitors, profile)
    scores = [
        {s.brand: s for s in score_brands(known[number], number, competitors, profile, question, reference)}
        for number in range(len(spans))
    ]
    return Timeline(timeline_rows(periods, known, measured, competitors, question, scores), reference)
