"""Functions of the engine that Ibis does not name."""

from __future__ import annotations

import duckdb
import ibis

__all__ = ["read_failed", "without_nul"]


@ibis.udf.scalar.builtin(name="chr")  # type: ignore[untyped-decorator]
def _chr(code: int) -> str:  # type: ignore[empty-body]
    """Return the character of a code point; a NUL cannot stand in the text of a query."""


def without_nul(text: ibis.expr.types.StringValue) -> ibis.expr.types.StringValue:
    """Return text without NUL characters."""
    return text.replace(_chr(0), "")


def read_failed(error: Exception) -> bool:
    """Whether an error of the engine means that a file it scans is damaged.

    Lack of memory or of disk space, and faults of a query, are other kinds.
    """
    return type(error) in (duckdb.Error, duckdb.InvalidInputException, duckdb.SerializationException)
