"""Progress, pace and status: the rules, once."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from brandscore.metrics.windows import Period
from brandscore.okr.figures import Figures
from brandscore.okr.plan import Kind

__all__ = ["AHEAD", "BEHIND", "EARLY", "STATUSES", "Standing", "Status", "elapsed_of", "mean_of", "standing_of"]

Status = Literal["done", "ahead", "on track", "behind", "not started", "unknown"]
STATUSES: tuple[Status, ...] = get_args(Status)

#: Pace above which a key result is ahead, and below which it is behind.
AHEAD, BEHIND = 1.1, 0.9
#: Share of the period in which nothing done is "not started", not "behind".
EARLY = 0.25
#: Share of the weights of which something must be known for an objective's status.
HALF = 0.5
#: Sums of floats may miss a target by as much.
_TINY = 1e-9


@dataclass(frozen=True, slots=True)
class Standing:
    """How far something is.

    Parameters
    ----------
    progress
        Share of the way, 0 to 1; None where it cannot be said.
    raw
        The same unclamped: below 0 things got worse, above 1 the target was passed.
    pace
        Progress over the share of the period gone; None before it begins.
    status
        In a word, see `STATUSES`.
    reason
        Why there is no progress, or what must be known of it.
    """

    progress: float | None
    raw: float | None
    pace: float | None
    status: Status
    reason: str = ""


def elapsed_of(period: Period | None, as_of: date | None) -> float | None:
    """Return the share of a period that is gone at the end of a day, 0 to 1.

    Examples
    --------
    >>> quarter = Period(date(2026, 7, 1), date(2026, 9, 30))
    >>> elapsed_of(quarter, date(2026, 8, 15)), elapsed_of(quarter, date(2026, 6, 1))
    (0.5, 0.0)
    """
    if period is None or as_of is None:
        return None
    gone = (as_of - period.start).days + 1
    return min(max(gone / period.days, 0.0), 1.0)


def _way(value: float, start: float, target: float, *, falling: bool) -> float:
    """Return the share of the way from start to target; where there is none, 0 or 1."""
    way = target - start
    reached = value <= target if falling else value >= target
    if way >= 0 if falling else way <= 0:
        return float(reached)
    share = (value - start) / way
    return share if math.isfinite(share) else float(reached)


def _raw(figures: Figures, kind: Kind, value: float, elapsed: float | None) -> tuple[float | None, str]:
    target = figures.target
    if target is None:
        return None, figures.reason or "no target"
    if kind != "reduce_to":
        return _way(value, figures.start, target, falling=False), ""
    if figures.accumulates:
        # A total that must stay low says nothing before it is carried on to the end.
        if not elapsed:
            return None, "the period has not begun"
        value = value / elapsed
    if figures.baseline is not None:
        return _way(value, figures.baseline, target, falling=True), ""
    if value <= target:
        return 1.0, ""
    return None, "no baseline: how much of the way is done cannot be said"


def _status(progress: float, raw: float, elapsed: float | None, pace: float | None, *, settled: bool) -> Status:
    if raw >= 1 - _TINY and settled:
        return "done"
    if elapsed is None:
        return "unknown"
    if elapsed == 0:
        return "not started"
    if elapsed >= 1:
        return "behind"
    if progress == 0 and elapsed < EARLY:
        return "not started"
    if pace is None:
        return "unknown"
    return "ahead" if pace > AHEAD + _TINY else "behind" if pace < BEHIND - _TINY else "on track"


def standing_of(figures: Figures, kind: Kind, elapsed: float | None, value: float | None = None) -> Standing:
    """Return how far a key result is.

    Parameters
    ----------
    figures
        Its figures.
    kind
        What kind of key result it is.
    elapsed
        Share of the period gone; None = no period.
    value
        Another value in place of the figures' own, such as a forecast.

    Examples
    --------
    >>> standing_of(Figures(value=5, target=10, accumulates=True), "count", 0.5).status
    'on track'
    """
    value = figures.value if value is None else value
    if value is None:
        status: Status = "not started" if elapsed == 0 else "unknown"
        return Standing(None, None, None, status, figures.reason)
    raw, reason = _raw(figures, kind, value, elapsed)
    if raw is None:
        return Standing(None, None, None, "not started" if elapsed == 0 else "unknown", reason)
    progress = min(max(raw, 0.0), 1.0)
    carried_on = kind == "reduce_to" and figures.accumulates
    pace = None if not elapsed else progress if carried_on else progress / elapsed
    settled = elapsed is None or elapsed >= 1 or _stays(figures, kind)
    status = _status(progress, raw, elapsed, pace, settled=settled)
    met = raw >= 1 - _TINY
    if met and elapsed != 0 and _met_before(figures, kind):
        return Standing(progress, raw, pace, "unknown", "the target was met before the period began")
    met_so_far = met and not settled and not carried_on and bool(elapsed)
    return Standing(progress, raw, pace, status, "met so far" if met_so_far else "")


def _stays(figures: Figures, kind: Kind) -> bool:
    """Whether what is reached cannot be lost again: things done, and totals."""
    return figures.accumulates and kind != "reduce_to" and figures.nature in (None, "flow")


def _met_before(figures: Figures, kind: Kind) -> bool:
    """Whether the baseline lies beyond the target already, so that meeting it says nothing."""
    if figures.baseline is None or figures.target is None:
        return False
    if kind == "reduce_to":
        return figures.baseline < figures.target
    return kind == "reach" and not figures.accumulates and figures.baseline > figures.target


def mean_of(standings: Sequence[Standing], weights: Sequence[float], elapsed: float | None) -> Standing:
    """Return how far an objective is: the weighted mean of the key results of which it is known.

    It is done when every key result is done, and unknown where nothing is
    known of more than half of the weights.

    Examples
    --------
    >>> half = standing_of(Figures(value=5, target=10, accumulates=True), "count", 0.5)
    >>> mean_of([half, half], [1, 3], 0.5).progress
    0.5
    """
    known = [(s, w) for s, w in zip(standings, weights, strict=True) if s.progress is not None]
    if not known:
        status: Status = "not started" if elapsed == 0 else "unknown"
        reason = "no key result" if not standings else "nothing is known of any key result"
        return Standing(None, None, None, status, reason)
    whole = sum(w for _, w in known)
    progress = sum((s.progress or 0.0) * w for s, w in known) / whole
    # Rounding in the mean must not leave the range.
    progress = min(max(progress, 0.0), 1.0)
    pace = None if not elapsed else progress / elapsed
    left = len(standings) - len(known)
    reason = f"nothing is known of {left} of {len(standings)} key results" if left else ""
    if elapsed != 0 and whole < HALF * sum(weights) * (1 - _TINY):
        return Standing(progress, progress, pace, "unknown", reason)
    if all(s.status == "done" for s in standings):
        return Standing(progress, progress, pace, "done", reason)
    return Standing(progress, progress, pace, _status(progress, 0.0, elapsed, pace, settled=False), reason)
