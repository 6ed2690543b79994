"""How a metric behaves over days."""

from __future__ import annotations

import ast
from typing import Literal

from brandscore.metrics.registry.declared import Metric
from brandscore.metrics.registry.inputs import INPUTS

__all__ = ["STOCKS", "Nature", "nature_of"]

Nature = Literal["flow", "stock", "rate"]
# flow  adds up over days     stock  a level at the end     rate  a ratio over the days

#: Inputs that are a level and no sum over days.
STOCKS = frozenset({"followers", "average_followers", "average_employees", "yearly_revenue", "comparable_revenue"})


def nature_of(metric: Metric) -> Nature:
    """Return how a metric behaves over days, from its formula.

    A formula that divides by an input, or takes a list, is a rate; a level is a
    stock; all else is a flow. People (authors, reach) are taken as a flow,
    though who comes on two days is counted twice when days are added up.

    Examples
    --------
    >>> from brandscore.metrics.registry.catalogue import metric_named
    >>> [nature_of(metric_named(name)) for name in ("interactions", "followers", "ctr", "median_response_time")]
    ['flow', 'stock', 'rate', 'rate']
    """
    formula = metric.formulas[0]
    if formula.lists:
        return "rate"
    for node in ast.walk(ast.parse(formula.text, mode="eval")):
        below = node.right if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div) else None
        if below is not None and any(isinstance(n, ast.Name) and n.id in INPUTS for n in ast.walk(below)):
            return "rate"
    return "stock" if STOCKS.intersection(formula.inputs) else "flow"
