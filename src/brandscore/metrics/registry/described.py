"""A metric's declaration as plain values, for listings, JSON and pages."""

from __future__ import annotations

from typing import Any

from brandscore.metrics.registry.declared import FAMILIES, Metric
from brandscore.metrics.registry.inputs import INPUTS

__all__ = ["bounds", "described"]


def bounds(low: float | None, high: float | None) -> str:
    """Return a range in words.

    Examples
    --------
    >>> bounds(0, 100), bounds(0, None), bounds(None, 1), bounds(None, None)
    ('0 to 100', '0 or more', '1 or less', 'any number')
    """
    if low is not None and high is not None:
        return f"{low:g} to {high:g}"
    if low is not None:
        return f"{low:g} or more"
    return "any number" if high is None else f"{high:g} or less"


def described(metric: Metric) -> dict[str, Any]:
    """Return what a metric is: formula, unit, inputs, range, how to read it, sources.

    Examples
    --------
    >>> from brandscore.metrics.registry.catalogue import metric_named
    >>> described(metric_named("roi"))["formula"]
    '(revenue - cost) / cost or profit / cost'
    """
    return {
        "name": metric.name,
        "title": metric.title,
        "title_th": metric.title_th,
        "family": FAMILIES[metric.family][0],
        "stage": metric.stage or "",
        "unit": metric.unit,
        "range": bounds(metric.low, metric.high),
        "better": metric.direction,
        "formula": metric.formula_text,
        "latex": " \\text{ or } ".join(formula.latex for formula in metric.formulas),
        "inputs": ", ".join(metric.inputs),
        "about": metric.about,
        "reading": [
            *(f"{b.word} ({b.word_th}): {bounds(b.low, b.high)}" for b in metric.bands),
            *_some(metric.reading),
        ],
        "counting": [f"{platform}: {rule}" for platform, rule in metric.rules],
        "source": "; ".join(f"{source.title} ({source.by})" for source in metric.cited),
        "effective": metric.effective,
        "measured_from": sorted(
            {place for name in metric.inputs for place in INPUTS[name].places} if not metric.by_hand else set()
        ),
        "input_details": [
            {
                "name": name,
                "title": INPUTS[name].title,
                "title_th": INPUTS[name].title_th,
                "unit": INPUTS[name].unit,
                "range": bounds(INPUTS[name].lowest, INPUTS[name].highest),
                "list": INPUTS[name].many,
                "about": INPUTS[name].about,
            }
            for name in metric.inputs
        ],
    }


def _some(text: str) -> list[str]:
    return [text] if text else []
