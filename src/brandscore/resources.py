"""Where the shipped lexicons, models, corpora and plans are, and what versions a run was made with."""

from __future__ import annotations

import importlib.metadata
import platform
from pathlib import Path
from typing import Any

__all__ = ["corpora", "lexicons", "models", "okr_examples", "versions"]

_PACKAGE = Path(__file__).resolve().parent


def _folder(name: str) -> Path:
    """Return a folder of the wheel, or of the checkout: at the top for people to see."""
    installed = _PACKAGE / "_data" / name
    return installed if installed.is_dir() else _PACKAGE.parent.parent / name


def corpora() -> Path:
    """Return the folder of the known corpora and the shipped labels."""
    return _folder("corpora")


def lexicons() -> Path:
    """Return the folder of the shipped lexicons."""
    return _folder("lexicons")


def models() -> Path:
    """Return the folder of the shipped models."""
    return _folder("models")


def okr_examples() -> Path:
    """Return the folder of the shipped plans of objectives."""
    return _folder("examples/okr")


def versions(*packages: str) -> dict[str, Any]:
    """Return the versions that a manifest records: of Python and of the packages that its figures depend on.

    Examples
    --------
    >>> sorted(versions("numpy"))
    ['packages', 'python']
    """
    return {
        "packages": {name: importlib.metadata.version(name) for name in packages},
        "python": platform.python_version(),
    }
