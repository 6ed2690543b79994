"""A measured value, and what is the same for all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from brandscore.metrics.collect.frame import Frame, Key
from brandscore.metrics.options import RatioPer
from brandscore.metrics.registry.formula import Formula

__all__ = ["Figure", "Terms", "tables_of"]


@dataclass(frozen=True, slots=True)
class Terms:
    """What is the same for all rows.

    Parameters
    ----------
    given
        Figures that no table holds, by input.
    ratio_per
        What the comment and share ratio divide by on each platform; per
        interaction where none is named.
    """

    given: Mapping[str, Any] = field(default_factory=dict)
    ratio_per: Mapping[str, RatioPer] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value.

    Parameters
    ----------
    key
        (period, brand, platform, of).
    value
        The value; None where there is none.
    formula
        The formula behind it; empty where there is no value.
    tables
        Tables that its inputs come from.
    reason
        Why there is no value.
    note
        What was assumed or left out.
    """

    key: Key
    value: float | None
    formula: str
    tables: tuple[str, ...]
    reason: str = ""
    note: str = ""


def tables_of(formula: Formula, frame: Frame, terms: Terms) -> tuple[str, ...]:
    """Return the tables that the inputs of a formula come from."""
    names = (frame.tables[n] if n not in terms.given else "given" for n in formula.inputs)
    return tuple(dict.fromkeys(names))
