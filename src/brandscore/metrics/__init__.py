"""Measures over the tables, as expressions that run on any engine, and the registry of metrics as functions.

Each metric of `brandscore.metrics.registry` is a function here:

>>> import brandscore as bs
>>> bs.metrics.cpc(spend=6000, clicks=2000)
3.0
"""

from __future__ import annotations

from typing import Any

__all__ = ["MetricWarning", "compute"]


def __getattr__(name: str) -> Any:
    # Not imported until asked for: whoever measures tables needs none of it.
    if name in __all__:
        from brandscore.metrics.registry import compute as computing

        return getattr(computing, name)
    from brandscore.metrics.registry.catalogue import METRICS, nearest
    from brandscore.metrics.registry.functions import function_of

    if name in METRICS:
        return function_of(name)
    near = nearest(name) if not name.startswith("_") else None
    raise AttributeError(f"brandscore.metrics has no metric {name!r}" + (f"; did you mean {near}?" if near else ""))


def __dir__() -> list[str]:
    from brandscore.metrics.registry.catalogue import METRICS

    return sorted({*globals(), *__all__, *METRICS})
