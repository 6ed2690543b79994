"""Functions of the engine that Ibis does not name."""

from __future__ import annotations

import ibis

__all__ = ["without_nul"]


@ibis.udf.scalar.builtin(name="chr")
def _chr(code: int) -> str:  # type: ignore[empty-body]
    """Return the character of a code point; a NUL cannot stand in the text of a query."""


def without_nul(text: ibis.expr.types.StringValue) -> ibis.expr.types.StringValue:
    """Return text without NUL characters."""
    return text.replace(_chr(0), "")
