"""Metrics over frames of collected inputs: platform by platform, and all platforms together."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from brandscore.metrics.collect.advertised import advertised
from brandscore.metrics.collect.figure import Figure, Terms, tables_of
from brandscore.metrics.collect.frame import ALL, Frame, Key
from brandscore.metrics.collect.posts import PER_POST
from brandscore.metrics.registry.columns import divided
from brandscore.metrics.registry.declared import Metric
from brandscore.metrics.registry.formula import Formula
from brandscore.metrics.registry.inputs import INPUTS

__all__ = ["each", "evaluate", "formulas_for", "of_list", "platforms_together", "together"]

#: Which row of the result a row of a frame goes into; None = none.
Grouping = Callable[[Key], Key | None]


def each(key: Key) -> Key:
    """Leave every row to itself."""
    return key


def platforms_together(key: Key) -> Key:
    """Take the platforms of a brand together."""
    return (key[0], key[1], ALL, key[3])


def together(platform: str | None) -> Grouping:
    """Take all brands together, on one platform or on all."""

    def grouping(key: Key) -> Key | None:
        wanted = platform is None or key[2] == platform
        return (key[0], "", ALL if platform is None else platform, key[3]) if wanted else None

    return grouping


def of_list(metric: Metric) -> bool:
    """Whether a metric is computed from a list."""
    return any(INPUTS[name].many for name in metric.inputs)


def formulas_for(metric: Metric, frame_inputs: Iterable[str], given: Iterable[str]) -> tuple[Formula, ...]:
    """Return the formulas of a metric whose inputs are declared for a frame, or given."""
    there = {*frame_inputs, *given}
    return tuple(formula for formula in metric.formulas if there.issuperset(formula.inputs))


def evaluate(metric: Metric, frame: Frame, terms: Terms, grouping: Grouping = each) -> Iterator[Figure]:
    """Compute a metric over the rows of a frame.

    A row of the result adds up the rows of the frame in which all inputs of a
    formula are known, so that a rate of sums is the weighted mean of the rates.
    Frames of campaigns follow the rule of `brandscore.metrics.advertising`.

    Parameters
    ----------
    metric
        The metric.
    frame
        The inputs.
    terms
        What is the same for all rows.
    grouping
        Which rows go together; by default each stands for itself.
    """
    if of_list(metric):
        yield from _of_lists(metric, frame, grouping)
        return
    formulas = formulas_for(metric, frame.tables, terms.given)
    groups: dict[Key, list[int]] = {}
    for place, key in enumerate(frame.keys):
        wanted = grouping(key)
        if wanted is not None:
            groups.setdefault(wanted, []).append(place)
    if not groups or not formulas:
        return
    keys = list(groups)
    index = np.full(len(frame.keys), -1, dtype=np.int64)
    for number, places in enumerate(groups.values()):
        index[places] = number
    if frame.parts is not None:
        yield from advertised(metric, frame, frame.parts.regrouped(index, len(keys)), formulas, groups, terms)
        return
    columns = _columns(metric, frame, terms)
    mixed = [columns is not frame.columns and len(_pers(frame, terms, places)) > 1 for places in groups.values()]
    used = index >= 0
    values = np.full(len(keys), np.nan)
    chosen = np.full(len(keys), -1, dtype=np.int64)
    sums: list[dict[str, NDArray[np.float64]]] = []
    known_rows: list[NDArray[np.bool_]] = []
    for number, formula in enumerate(formulas):
        names = [name for name in formula.inputs if name not in terms.given]
        known = used.copy()
        for name in names:
            known &= ~np.isnan(columns[name])
        added = {n: _added(index, known, columns[n], len(keys)) for n in names}
        for name in names:
            _take_pooled(added[name], frame.pooled.get(name), keys)
        anything = np.bincount(index[known], minlength=len(keys)) > 0
        anything[mixed] = False
        _without_gaps(anything, formula, frame, groups)
        with np.errstate(all="ignore"):
            found = np.broadcast_to(np.asarray(formula.value({**terms.given, **added}, divided)), (len(keys),))
        taken = np.isnan(values) & anything & np.isfinite(found)
        values[taken] = found[taken]
        chosen[taken] = number
        sums.append(added)
        known_rows.append(known)
    for place, (key, places) in enumerate(groups.items()):
        at = int(chosen[place])
        formula = formulas[max(at, 0)]
        tables = tables_of(formula, frame, terms)
        if at < 0:
            reason = _reason(metric, frame, formulas, columns, sums, place, places, terms)
            yield Figure(key, None, "", tables, reason)
            continue
        note = _note(metric, frame, formula, known_rows[at], {n: s[place] for n, s in sums[at].items()}, key, places)
        yield Figure(key, float(values[place]), formula.text, tables, note=note)


def _columns(metric: Metric, frame: Frame, terms: Terms) -> Mapping[str, NDArray[np.float64]]:
    """Return the columns of a frame as a metric takes them.

    A ratio per post divides by the posts that hold the count; what the ratio is
    per depends on the platform.
    """
    counted = next((name for name in PER_POST if metric.name == f"{name[:-1]}_ratio"), None)
    if counted is None or PER_POST[counted] not in frame.columns:
        return frame.columns
    per_post = np.array([terms.ratio_per.get(key[2]) == "post" for key in frame.keys], dtype=np.bool_)
    return {
        **frame.columns,
        "posts": np.where(per_post, frame.columns[PER_POST[counted]], np.nan),
        "interactions": np.where(per_post, np.nan, frame.columns["interactions"]),
    }


def _pers(frame: Frame, terms: Terms, places: Sequence[int]) -> set[str]:
    """Return what a ratio divides by in some rows."""
    return {terms.ratio_per.get(frame.keys[place][2], "interaction") for place in places}


def _added(
    index: NDArray[np.int64], known: NDArray[np.bool_], column: NDArray[np.float64], rows: int
) -> NDArray[np.float64]:
    return np.bincount(index[known], weights=column[known], minlength=rows).astype(np.float64)


def _take_pooled(added: NDArray[np.float64], pooled: Mapping[Key, float] | None, keys: Sequence[Key]) -> None:
    """Put in what is no sum."""
    if pooled:
        for place, key in enumerate(keys):
            if key in pooled:
                added[place] = pooled[key]


def _without_gaps(
    anything: NDArray[np.bool_], formula: Formula, frame: Frame, groups: Mapping[Key, Sequence[int]]
) -> None:
    """Give no level where one that was collected is not known: the sum would drop."""
    if len(formula.inputs) != 1 or formula.inputs[0] not in frame.stocks:
        return
    name = formula.inputs[0]
    gaps = frame.collected[name] & np.isnan(frame.columns[name])
    for place, places in enumerate(groups.values()):
        if gaps[list(places)].any():
            anything[place] = False


def _reason(
    metric: Metric,
    frame: Frame,
    formulas: Sequence[Formula],
    columns: Mapping[str, NDArray[np.float64]],
    sums: Sequence[Mapping[str, NDArray[np.float64]]],
    place: int,
    places: Sequence[int],
    terms: Terms,
) -> str:
    """Say what is in the way of each formula."""
    if all(p in frame.blank for p in places):
        return frame.blank[places[0]]
    if columns is not frame.columns:
        of_places = _pers(frame, terms, places)
        wanted = {"post": "posts", "interaction": "interactions"}
        if len(of_places) > 1:
            return "divided by posts on one platform and by interactions on another: see each"
        formulas_left = [
            (f, s) for f, s in zip(formulas, sums, strict=True) if wanted.get(next(iter(of_places))) in f.inputs
        ]
    else:
        formulas_left = list(zip(formulas, sums, strict=True))
    told = [
        _in_the_way(frame, formula, columns, {n: float(v[place]) for n, v in added.items()}, places, terms)
        for formula, added in formulas_left
    ]
    return "; ".join(dict.fromkeys(told))


def _in_the_way(
    frame: Frame,
    formula: Formula,
    columns: Mapping[str, NDArray[np.float64]],
    added: Mapping[str, float],
    places: Sequence[int],
    terms: Terms,
) -> str:
    at = list(places)
    names = [n for n in formula.inputs if n not in terms.given]
    absent = [n for n in names if not frame.collected[n][at].any()]
    if absent:
        return f"{', '.join(absent)} not collected"
    unknown = [n for n in names if np.isnan(columns[n][at]).all()]
    if unknown:
        return "; ".join(frame.reasons.get(n, f"{n} is not known") for n in unknown)
    if len(names) == 1 and names[0] in frame.stocks and len(at) > 1:
        gaps = [frame.keys[p][2] for p in at if frame.collected[names[0]][p] and np.isnan(columns[names[0]][p])]
        if gaps:
            return f"{names[0]} of {', '.join(gaps)} not known: a sum would lack them"
    if not np.logical_and.reduce([~np.isnan(columns[n][at]) for n in names]).any():
        return f"no platform has all of {', '.join(names)}"
    return formula.missing({**terms.given, **added}) or "the result is too large to be a number"


def _note(
    metric: Metric,
    frame: Frame,
    formula: Formula,
    known: NDArray[np.bool_],
    added: Mapping[str, float],
    key: Key,
    places: Sequence[int],
) -> str:
    """Say what was assumed or left out behind a value."""
    used = [place for place in places if known[place]]
    many = len(places) > 1
    found: list[str] = []
    for name in formula.inputs:
        pooled = frame.pooled_notes.get(name)
        if pooled is not None and key in frame.pooled.get(name, ()) and key[2] == ALL:
            found += [pooled[key]] if key in pooled else []
            continue
        for place in used:
            where = f"{frame.keys[place][2]}: " if many else ""
            found += [f"{where}{text}" for text in frame.notes.get(place, {}).get(name, ())]
    if many:
        found += _left_out(frame, formula, [p for p in places if not known[p] and p not in frame.blank])
    for part, whole in metric.at_most:
        if part in added and whole in added and added[part] > added[whole]:
            found.append(f"{part} ({added[part]:g}) is above {whole} ({added[whole]:g})")
    return "; ".join(dict.fromkeys(found))


def _left_out(frame: Frame, formula: Formula, left: Sequence[int]) -> list[str]:
    """Say which platforms are not in a sum, and what they lack."""
    lacking: dict[str, list[str]] = {}
    for place in left:
        names = [n for n in formula.inputs if n in frame.columns and math.isnan(frame.columns[n][place])]
        if names:
            lacking.setdefault(", ".join(names), []).append(frame.keys[place][2])
    return [f"without {', '.join(dict.fromkeys(where))}: {names} not known" for names, where in lacking.items()]


def _of_lists(metric: Metric, frame: Frame, grouping: Grouping) -> Iterator[Figure]:
    """Yield what the engine, or the frame, computed of a list."""
    places = {key: place for place, key in enumerate(frame.keys)}
    for formula in metric.formulas:
        found = frame.summaries.get(formula.text)
        if found is None:
            continue
        tables = tuple(dict.fromkeys(frame.tables.get(name, "") for name in formula.inputs))
        for key in sorted(found):
            if grouping is each or grouping(key) == key:
                value, reason = found[key]
                notes = frame.notes.get(places.get(key, -1), {})
                note = "; ".join(dict.fromkeys(t for n in formula.inputs for t in notes.get(n, ())))
                text = "" if value is None else formula.text
                yield Figure(key, value, text, tables, reason, "" if value is None else note)
        return
