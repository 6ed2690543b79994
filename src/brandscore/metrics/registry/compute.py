"""Computing a metric from figures given by hand: checked, vectorised, and null with a reason."""

from __future__ import annotations

import math
import numbers
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from brandscore.errors import DataError, Problem, UsageError
from brandscore.metrics.registry.catalogue import METRICS, metric_named, nearest
from brandscore.metrics.registry.columns import divided
from brandscore.metrics.registry.declared import Metric
from brandscore.metrics.registry.formula import Formula, NoValueError
from brandscore.metrics.registry.inputs import INPUTS, Input

if TYPE_CHECKING:
    import pandas as pd

    Vector = pd.Series[Any] | NDArray[np.float64]

__all__ = ["Answer", "MetricWarning", "compute", "unit_of"]


class MetricWarning(UserWarning):
    """A metric has no value, or its inputs look wrong though they can be."""


@dataclass(frozen=True)
class Answer:
    """A metric's value at some inputs.

    Parameters
    ----------
    name
        The metric.
    value
        A number, ``None`` where there is none, or a vector with NaN in those places.
    unit
        percent, ratio, money, count, times, seconds, minutes or points.
    reason
        Why there is no value; of a vector, how many have none and why.
    warnings
        What looks wrong but can be.
    formula
        The formula that was used.
    """

    name: str
    value: float | Vector | None
    unit: str
    reason: str
    warnings: tuple[str, ...]
    formula: str


def compute(name: str, **inputs: Any) -> Answer:
    """Compute a metric from its inputs.

    Parameters
    ----------
    name
        The metric; `brandscore.metrics.registry.catalogue.METRICS` has them all.
    **inputs
        Numbers, or Series or arrays of one length, by the names of the
        metric's inputs; sequences for inputs that are lists. ``None`` and NaN
        are not known.

    Returns
    -------
    Answer
        The value, never infinite; null with a reason where a denominator is 0
        or an input is not known.

    Raises
    ------
    UsageError
        If there is no such metric, or the names of the inputs do not make one
        of its formulas.
    DataError
        If an input is no number or breaks its bounds; every problem at once.

    Examples
    --------
    >>> compute("ctr", clicks=30, impressions=500).value
    6.0
    >>> compute("ctr", clicks=0, impressions=0).reason
    'impressions is 0'
    >>> compute("ctr", clicks=9, impressions=5).warnings
    ('clicks (9) is above impressions (5)',)
    """
    if name not in METRICS:
        near = nearest(name)
        raise UsageError(
            f"there is no metric {name!r}; " + (f"did you mean {near}?" if near else "see `brandscore metrics`.")
        )
    metric = metric_named(name)
    given = {key: value for key, value in inputs.items() if not (value is None and key not in metric.always)}
    formula = _formula(metric, frozenset(given))
    problems: list[Problem] = []
    values = {key: _checked(metric, INPUTS[key], given[key], problems) for key in formula.inputs}
    if problems:
        raise DataError(problems)
    singles = {key: value for key, value in values.items() if not INPUTS[key].many}
    vectors = {key: value for key, value in singles.items() if isinstance(value, np.ndarray)}
    if vectors:
        index = _index(metric, {key: given[key] for key in vectors}, vectors)
        return _many(metric, formula, values, index)
    return _one(metric, formula, values)


def _formula(metric: Metric, given: frozenset[str]) -> Formula:
    """Return the formula whose inputs are exactly those given."""
    for formula in metric.formulas:
        if given == set(formula.inputs):
            return formula
    wanted = metric.takes
    unknown = sorted(given.difference(metric.inputs))
    if unknown:
        import difflib

        near = difflib.get_close_matches(unknown[0], metric.inputs, 1)
        hint = f" (did you mean {near[0]}?)" if near else ""
        raise UsageError(f"{metric.name} has no input {unknown[0]!r}{hint}; it takes {wanted}.")
    lacking = [sorted(set(formula.inputs) - given) for formula in metric.formulas]
    if [] in lacking:
        raise UsageError(f"{metric.name} takes {wanted}, not all of them together.")
    fewest = min(lacking, key=len)
    raise UsageError(f"{metric.name}: {', '.join(fewest)} is missing; it takes {wanted}.")


def _checked(metric: Metric, wanted: Input, value: Any, problems: list[Problem]) -> float | NDArray[np.float64]:
    """Return a number, or an array, of an input; what is wrong with it goes to ``problems``."""
    if wanted.many and _is_single(value):
        value = [value]
    try:
        found = _float(value) if _is_number(value) else _array(value)
    except (TypeError, ValueError):
        problems.append(_problem(metric, wanted, f"{_shown(value)}, no number"))
        return math.nan
    if wanted.many and isinstance(found, np.ndarray):
        found = found[~np.isnan(found)]
    flat = np.atleast_1d(found)
    wrong = np.isinf(flat)
    if wanted.lowest is not None:
        wrong |= flat < wanted.lowest
    if wanted.highest is not None:
        wrong |= flat > wanted.highest
    if wrong.any():
        place = int(np.argmax(wrong))
        text = f"{flat[place]:g}" + ("" if np.ndim(found) == 0 else f" at place {place + 1}")
        problems.append(_problem(metric, wanted, text, more=int(wrong.sum()) - 1))
    return found


def _is_number(value: Any) -> bool:
    return value is None or (isinstance(value, numbers.Real) and not isinstance(value, bool)) or _is_na(value)


def _is_na(value: Any) -> bool:
    return type(value).__name__ == "NAType"


def _is_single(value: Any) -> bool:
    return isinstance(value, numbers.Real | str) or value is None or _is_na(value)


def _array(value: Any) -> NDArray[np.float64]:
    if isinstance(value, str | bytes | bool | Mapping):
        raise TypeError(value)
    if getattr(getattr(value, "dtype", None), "kind", "") in ("i", "u", "f"):
        return np.asarray(value, dtype=np.float64)
    items = value.tolist() if hasattr(value, "tolist") else list(value)
    if any(not _is_number(item) for item in items):
        raise TypeError(value)
    return np.array([_float(item) for item in items], dtype=np.float64)


def _float(value: Any) -> float:
    return math.nan if value is None or _is_na(value) else float(value)


def _shown(value: Any) -> str:
    if isinstance(value, str):
        return f"the text {value!r}"
    if (not isinstance(value, str | bytes) and isinstance(value, Sequence)) or hasattr(value, "tolist"):
        items = value.tolist() if hasattr(value, "tolist") else list(value)
        wrong = next((item for item in items if not _is_number(item)), value)
        return f"{wrong!r} at place {items.index(wrong) + 1}" if wrong in items else repr(value)
    return repr(value)


def _problem(metric: Metric, wanted: Input, what: str, more: int = 0) -> Problem:
    text = f"{wanted.name} is {what}"
    return Problem(metric.name, text, expected=_expected(wanted), mend=_mend(wanted, what), more=more)


def _expected(wanted: Input) -> str:
    bounds = [f"{wanted.lowest:g} or more"] if wanted.lowest is not None else []
    bounds += [f"{wanted.highest:g} or less"] if wanted.highest is not None else []
    return ", ".join(["a number", *bounds])


def _mend(wanted: Input, what: str) -> str:
    if "%" in what and wanted.unit != "percent":
        return f"give {wanted.name} as a number, not as a percentage"
    return "write 12 for 12 %" if "%" in what else ""


def _index(metric: Metric, given: Mapping[str, Any], vectors: Mapping[str, NDArray[np.float64]]) -> Any:
    """Return the index that the vectors share: that of the Series, or None."""
    lengths = {key: len(value) for key, value in vectors.items()}
    if len(set(lengths.values())) > 1:
        told = ", ".join(f"{key} has {n}" for key, n in lengths.items())
        raise UsageError(f"{metric.name}: the inputs are of different lengths: {told}.")
    series = {key: value.index for key, value in given.items() if hasattr(value, "index") and hasattr(value, "iloc")}
    first = next(iter(series), None)
    if first is None:
        return None
    for key, index in series.items():
        if not index.equals(series[first]):
            raise UsageError(f"{metric.name}: {first} and {key} have different indexes; align them first.")
    return series[first]


def _one(metric: Metric, formula: Formula, values: Mapping[str, Any]) -> Answer:
    unknown = [key for key, value in values.items() if isinstance(value, float) and math.isnan(value)]
    value: float | None = None
    if unknown:
        reason = f"{', '.join(unknown)} {'is' if len(unknown) == 1 else 'are'} not known"
    else:
        value, reason = _number(formula, values)
    pairs = [pair for pair in metric.at_most if set(pair) <= set(values)]
    warnings = [
        f"{a} ({values[a]:g}) is above {b} ({values[b]:g})" for a, b in pairs if not unknown and values[a] > values[b]
    ]
    return Answer(metric.name, value, metric.unit, reason, tuple(warnings), formula.text)


def _number(formula: Formula, values: Mapping[str, Any]) -> tuple[float | None, str]:
    try:
        with np.errstate(all="ignore"):
            value = float(formula.value(values))
    except (NoValueError, OverflowError) as error:
        return None, str(error)
    return (value, "") if math.isfinite(value) else (None, "the result is too large to be a number")


def _many(metric: Metric, formula: Formula, values: Mapping[str, Any], index: Any) -> Answer:
    length = max(len(v) for key, v in values.items() if isinstance(v, np.ndarray) and not INPUTS[key].many)
    columns = {
        key: value if INPUTS[key].many else np.broadcast_to(np.asarray(value, dtype=np.float64), (length,))
        for key, value in values.items()
    }
    if formula.lists:
        answers = [_one(metric, formula, _row(columns, place)) for place in range(length)]
        result = np.array([math.nan if a.value is None else a.value for a in answers], dtype=np.float64)
        reasons = Counter(answer.reason for answer in answers if answer.reason)
    else:
        with np.errstate(all="ignore"):
            result = np.array(formula.value(columns, divided), dtype=np.float64)
        result = np.where(np.isfinite(result), result, np.nan)
        reasons = _reasons(metric, formula, columns, np.flatnonzero(np.isnan(result)))
    told = "; ".join(f"{reason}: {n}" for reason, n in reasons.most_common())
    reason = f"{reasons.total()} of {length} have no value ({told})" if reasons else ""
    warnings = []
    for a, b in metric.at_most:
        if a in columns and b in columns and (n := int(np.sum(columns[a] > columns[b]))):
            warnings.append(f"{a} is above {b} in {n} of {length}")
    value: Any = result
    if index is not None:
        import pandas as pd

        value = pd.Series(result, index=index, name=metric.name)
    return Answer(metric.name, value, metric.unit, reason, tuple(warnings), formula.text)


def _row(columns: Mapping[str, NDArray[np.float64]], place: int) -> dict[str, Any]:
    return {key: column if INPUTS[key].many else float(column[place]) for key, column in columns.items()}


def _reasons(
    metric: Metric, formula: Formula, columns: Mapping[str, NDArray[np.float64]], empty: NDArray[np.intp]
) -> Counter[str]:
    """Count the reasons of the rows without a value; rows with the same inputs unknown and 0 share theirs."""
    found: Counter[str] = Counter()
    if not len(empty):
        return found
    marks = np.stack([np.where(np.isnan(c[empty]), 2, c[empty] == 0) for c in columns.values()], axis=1)
    _, first, which = np.unique(marks, axis=0, return_index=True, return_inverse=True)
    for place, n in zip(empty[first], np.bincount(which.ravel()), strict=True):
        found[_one(metric, formula, _row(columns, int(place))).reason] += int(n)
    return found


def unit_of(metric: Metric, currency: str = "") -> str:
    """Return the unit of a metric's value as a result shows it: money by its currency, where known.

    Examples
    --------
    >>> unit_of(metric_named("cpc"), "THB"), unit_of(metric_named("ctr"))
    ('THB', 'percent')
    """
    return currency if metric.unit == "money" and currency else metric.unit
