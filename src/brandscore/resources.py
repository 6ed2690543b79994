"""Where the shipped lexicons, models, corpora and plans are: in the wheel, or at the top of a checkout."""

from __future__ import annotations

from pathlib import Path

__all__ = ["corpora", "lexicons", "models", "okr_examples"]

_PACKAGE = Path(__file__).resolve().parent


def _folder(name: str) -> Path:
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
