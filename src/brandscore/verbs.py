"""Packages that are also verbs: ``bs.score(data)`` beside ``brandscore.score.profile``."""

from __future__ import annotations

import importlib
import inspect
import sys
from types import ModuleType
from typing import Any

__all__ = ["VERBS", "make_callable"]

#: Where the function behind each verb lives. Named, not imported: the packages
#: themselves stand far below the functions that drive them.
VERBS: dict[str, tuple[str, str]] = {
    "brandscore.campaigns": ("brandscore.api_campaigns", "campaigns"),
    "brandscore.classify": ("brandscore.classify.predict", "classify"),
    "brandscore.score": ("brandscore.api", "score"),
    "brandscore.monitor": ("brandscore.api_monitor", "monitor"),
    "brandscore.okr": ("brandscore.api_okr", "okr"),
}


class _Verb(ModuleType):
    def _function(self) -> Any:
        module, name = VERBS[self.__name__]
        return getattr(importlib.import_module(module), name)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._function()(*args, **kwargs)

    @property
    def __signature__(self) -> inspect.Signature:
        return inspect.signature(self._function())


def make_callable(name: str) -> None:
    """Make an imported package of `VERBS` callable."""
    sys.modules[name].__class__ = _Verb
