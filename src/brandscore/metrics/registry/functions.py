"""A Python function for each metric, made from its declaration."""

from __future__ import annotations

import inspect
import warnings
from collections.abc import Callable
from typing import Any

from brandscore.metrics.registry.catalogue import METRICS
from brandscore.metrics.registry.compute import MetricWarning, compute
from brandscore.metrics.registry.declared import Metric
from brandscore.metrics.registry.described import bounds
from brandscore.metrics.registry.inputs import INPUTS

__all__ = ["function_of"]

_MADE: dict[str, Callable[..., Any]] = {}
_KEYWORD = inspect.Parameter.KEYWORD_ONLY


def function_of(name: str) -> Callable[..., Any]:
    """Return the function of a metric; KeyError if there is none.

    Examples
    --------
    >>> ctr = function_of("ctr")
    >>> ctr(clicks=30, impressions=500)
    6.0
    >>> inspect.signature(function_of("conversion_rate"))
    <Signature (*, conversions, visits=None, clicks=None)>
    """
    if name not in _MADE:
        _MADE[name] = _made(METRICS[name])
    return _MADE[name]


def _made(metric: Metric) -> Callable[..., Any]:
    def function(**inputs: Any) -> Any:
        try:
            signature.bind(**inputs)
        except TypeError as error:
            raise TypeError(f"{metric.name}: {error}; it takes {metric.takes}") from None
        answer = compute(metric.name, **inputs)
        for text in (*answer.warnings, *((answer.reason,) if answer.reason else ())):
            warnings.warn(f"{metric.name}: {text}", MetricWarning, stacklevel=2)
        return answer.value

    always = metric.always
    parameters = [inspect.Parameter(n, _KEYWORD) for n in metric.inputs if n in always]
    parameters += [inspect.Parameter(n, _KEYWORD, default=None) for n in metric.inputs if n not in always]
    signature = inspect.Signature(parameters)
    function.__name__ = function.__qualname__ = metric.name
    function.__module__ = "brandscore.metrics"
    function.__doc__ = _doc(metric)
    function.__signature__ = signature  # type: ignore[attr-defined]
    return function


def _doc(metric: Metric) -> str:
    lines = [f"{metric.title} ({metric.title_th}).", "", metric.about, ""]
    lines += [f"``{formula.text}``" for formula in metric.formulas]
    lines += ["", "Parameters", "----------"]
    for name in metric.inputs:
        one = INPUTS[name]
        unit = (
            one.unit if one.highest is None and one.lowest is None else f"{one.unit}, {bounds(one.lowest, one.highest)}"
        )
        lines += [f"{name}", f"    {one.about} ({unit}{'; a list' if one.many else ''})"]
    lines += ["", "Returns", "-------", "float, Series or array"]
    lines += [f"    In {metric.unit}, {bounds(metric.low, metric.high)}; None, or NaN, where a denominator is 0."]
    if metric.reading or metric.bands:
        lines += ["", "Notes", "-----"]
        lines += [f"{band.word}: {bounds(band.low, band.high)}." for band in metric.bands]
        lines += [metric.reading] if metric.reading else []
    lines += ["", "Raises", "------", "DataError", "    If an input is no number or breaks its bounds.", ""]
    lines += ["References", "----------", *(f"{source.title}. {source.by}." for source in metric.cited)]
    if metric.examples:
        example = metric.examples[0]
        given = ", ".join(f"{key}={value!r}" for key, value in example.inputs.items())
        lines += ["", "Examples", "--------"]
        lines += [f">>> round(bs.metrics.{metric.name}({given}), 4)", f"{round(float(example.value), 4)}"]
    return "\n".join(lines) + "\n"
