"""An open, exact and explained brand score from social-listening data.

>>> import brandscore as bs
>>> sorted(bs.__all__)
['Data', 'brand_health', 'campaigns', 'classify', 'funnel', 'load', 'measure', 'metrics', 'monitor', 'okr', 'score']

Nothing heavy is loaded before it is used.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = [
    "Data",
    "brand_health",
    "campaigns",
    "classify",
    "funnel",
    "load",
    "measure",
    "metrics",
    "monitor",
    "okr",
    "score",
]

_PACKAGES = ("campaigns", "classify", "metrics", "monitor", "okr", "score")

#: Functions that are verbs without a package of their name.
_VERBS = ("brand_health", "funnel", "measure")

if TYPE_CHECKING:
    from brandscore.api_metrics import brand_health, funnel, measure
    from brandscore.ingest.data import Data, load


def __getattr__(name: str) -> Any:
    if name in _PACKAGES:
        return importlib.import_module(f"brandscore.{name}")
    if name in _VERBS:
        return getattr(importlib.import_module("brandscore.api_metrics"), name)
    if name in ("Data", "load"):
        return getattr(importlib.import_module("brandscore.ingest.data"), name)
    raise AttributeError(f"module 'brandscore' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
