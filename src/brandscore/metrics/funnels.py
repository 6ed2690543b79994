"""Funnels filled: how many stand at each stage, and how many of them came from the one above."""

from __future__ import annotations

import difflib
import numbers
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from brandscore.errors import DataError, Problem, UsageError
from brandscore.metrics.registry.compute import compute
from brandscore.metrics.registry.formula import Formula
from brandscore.metrics.registry.funnel import FUNNELS, Funnel
from brandscore.metrics.registry.inputs import INPUTS

__all__ = ["GIVEN", "Counted", "Stage", "funnel_named", "stages_of"]

#: Source of what was entered by hand.
GIVEN = "given"
_FROM_TOP = Formula("count / top * 100")
_WHOLE = 100.0


@dataclass(frozen=True, slots=True)
class Counted:
    """How many stand at a stage.

    Parameters
    ----------
    count
        How many; None where it is not known.
    source
        The table that says so, or `GIVEN`.
    reason
        Why it is not known.
    """

    count: float | None
    source: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of a filled funnel.

    Parameters
    ----------
    stage, title, title_th
        The stage, and what people call it.
    count
        How many stand there.
    step_conversion, drop_off
        Of those at the stage above, how many reach this one and how many do not, in percent.
    from_top
        Of those at the first stage, how many reach this one, in percent.
    source
        The table that the count comes from, or ``given``.
    reason
        Why something is empty.
    """

    stage: str
    title: str
    title_th: str
    count: float | None
    step_conversion: float | None
    drop_off: float | None
    from_top: float | None
    source: str
    reason: str


def funnel_named(name: str) -> Funnel:
    """Return the funnel of that name.

    Raises
    ------
    UsageError
        If there is none.
    """
    if name not in FUNNELS:
        near = difflib.get_close_matches(name, FUNNELS, 1)
        raise UsageError(
            f"there is no funnel {name!r}; "
            + (f"did you mean {near[0]}?" if near else f"there are {', '.join(FUNNELS)}.")
        )
    return FUNNELS[name]


def stages_of(name: str, given: Mapping[str, Any], measured: Mapping[str, Counted] | None = None) -> tuple[Stage, ...]:
    """Fill a funnel; figures entered by hand come before measured ones.

    Stages of different tables count different things (messages, answers), so
    no step leads from one to the other; a figure entered by hand is taken to
    fit its neighbours, unless more would stand at a stage than at the one above.

    Parameters
    ----------
    name
        The funnel.
    given
        Figures by stage.
    measured
        What tables hold, by stage.

    Raises
    ------
    UsageError
        If there is no such funnel or stage.
    DataError
        If a figure is no number, or negative.

    Examples
    --------
    >>> found = stages_of("brand_funnel", {"awareness": 1000, "interest": 300, "purchase": 50})
    >>> [(s.stage, s.step_conversion, s.from_top, s.reason) for s in found][1:4]
    [('interest', 30.0, 30.0, ''), ('preference', None, None, 'not given'), \
('purchase', None, 5.0, 'no step: preference is not known')]
    """
    funnel = funnel_named(name)
    counts = {stage: Counted(None, reason="not given") for stage in funnel.stages}
    counts |= {stage: count for stage, count in (measured or {}).items() if stage in counts}
    counts |= _given(funnel, given)
    top = counts[funnel.stages[0]]
    stages = []
    above: tuple[str, Counted] | None = None
    for stage in funnel.stages:
        here = counts[stage]
        step, reason = _step(above, stage, here)
        from_top = None
        if here.count is not None and top.count and _comparable(top, here):
            share = float(_FROM_TOP.value({"count": here.count, "top": top.count}))
            from_top = share if share <= _WHOLE or top.source == here.source else None
        stages.append(
            Stage(
                stage,
                INPUTS[stage].title,
                INPUTS[stage].title_th,
                here.count,
                step,
                None if step is None or step > _WHOLE else _WHOLE - step,
                from_top,
                here.source,
                here.reason if here.count is None else reason,
            )
        )
        above = (stage, here)
    return tuple(stages)


def _step(above: tuple[str, Counted] | None, stage: str, here: Counted) -> tuple[float | None, str]:
    """Return the conversion of one step, or why there is none."""
    if above is None or here.count is None:
        return None, ""
    name, upper = above
    if upper.count is None:
        return None, f"no step: {name} is not known"
    if not _comparable(upper, here):
        return None, f"no step: {name} is counted in {upper.source}, {stage} in {here.source}"
    answer = compute(f"{name}_to_{stage}", **{name: upper.count, stage: here.count})
    assert answer.value is None or isinstance(answer.value, float)
    if answer.value is not None and answer.value > _WHOLE and upper.source != here.source:
        more = f"more stand at {stage} ({here.source}) than at {name} ({upper.source})"
        return None, f"no step: {more}, so they count different things"
    return answer.value, "; ".join(t for t in (answer.reason, *answer.warnings) if t)


def _comparable(a: Counted, b: Counted) -> bool:
    return GIVEN in (a.source, b.source) or a.source == b.source


def _given(funnel: Funnel, given: Mapping[str, Any]) -> dict[str, Counted]:
    problems = []
    found = {}
    for stage, value in given.items():
        if stage not in funnel.stages:
            near = difflib.get_close_matches(stage, funnel.stages, 1)
            hint = f"did you mean {near[0]}?" if near else f"it has {', '.join(funnel.stages)}."
            raise UsageError(f"{funnel.name} has no stage {stage!r}; {hint}")
        if value is None:
            continue
        usable = isinstance(value, numbers.Real) and not isinstance(value, bool)
        if not usable or not 0 <= float(value) < float("inf"):
            problems.append(Problem(funnel.name, f"{stage} is {value!r}", "a number, 0 or more"))
            continue
        found[stage] = Counted(float(value), GIVEN)
    if problems:
        raise DataError(problems)
    return found
