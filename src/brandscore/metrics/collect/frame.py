"""Collected inputs: what each table holds, and frames of inputs that belong together."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from brandscore.metrics.advertising.sums import GroupSums

if TYPE_CHECKING:
    from ibis.expr.types import BooleanValue
    from ibis.expr.types import Table as Expr

    from brandscore.engine.session import Session

__all__ = ["ALL", "CellKey", "Found", "Frame", "Key", "Summary", "held_by", "number"]

#: Name of the rows that hold all platforms.
ALL = "all"

#: (period number, brand, platform); a brand of nobody is "".
CellKey = tuple[int, str, str]
#: (period number, brand, platform, of)
Key = tuple[int, str, str, str]
#: A value that the engine or a list gave, and why there is none.
Summary = tuple[float | None, str]


def number(value: Any) -> float:
    """Return a number as float, NaN for null."""
    return math.nan if value is None else float(value)


@dataclass(slots=True)
class Found:
    """What one table holds of each brand and platform, period by period.

    Parameters
    ----------
    values
        Values by cell and input; a cell without rows in the period is not there.
    held
        Who has anything of an input, over all loaded data: (brand, platform).
    present
        Who has any row in the table.
    present_for
        Who has any row that an input is counted in, where these are fewer.
    stocks
        Inputs that are a level, so that a cell without rows has none; of all others it has 0.
    notes
        What was assumed or left out, by cell and input.
    """

    values: dict[CellKey, dict[str, float]] = field(default_factory=dict)
    held: dict[str, set[tuple[str, str]]] = field(default_factory=dict)
    present: set[tuple[str, str]] = field(default_factory=set)
    present_for: dict[str, set[tuple[str, str]]] = field(default_factory=dict)
    stocks: frozenset[str] = frozenset()
    notes: dict[CellKey, dict[str, list[str]]] = field(default_factory=dict)

    def say(self, key: CellKey, inputs: Iterable[str], text: str) -> None:
        """Note something of some inputs of a cell."""
        for name in inputs:
            self.notes.setdefault(key, {}).setdefault(name, []).append(text)


@dataclass
class Frame:
    """Inputs with common keys, of which metrics can be computed together.

    Parameters
    ----------
    name
        What it is called.
    tables
        The table of each input that it may hold, collected or not.
    keys
        Its rows.
    columns
        Values of the inputs, a number for each row; NaN where there is none.
    collected
        Whether an input was collected, for each row.
    by
        What `of` names in the keys: nothing, ``currency``, ``page``, ``source`` or ``attribute``.
    pools
        Whether platforms are added up to rows of platform `ALL`.
    stocks
        Inputs of which a sum is given only if no row lacks one that was collected.
    parts
        What campaigns hold behind each row, where a rule chooses the parts that belong in a metric.
    notes
        What was assumed or left out, by row and input.
    blank
        Why a row has nothing at all.
    summaries
        Values by the text of a formula over a list, for each key that has one.
    pooled
        Values of inputs on rows of platform `ALL` that are no sums.
    pooled_notes
        Notes on those.
    reasons
        Why an input is not known where it is not, by input, for people.
    """

    name: str
    tables: Mapping[str, str]
    keys: list[Key]
    columns: dict[str, NDArray[np.float64]]
    collected: dict[str, NDArray[np.bool_]] = field(default_factory=dict)
    by: str = ""
    pools: bool = False
    stocks: frozenset[str] = frozenset()
    parts: GroupSums | None = None
    notes: dict[int, dict[str, list[str]]] = field(default_factory=dict)
    blank: dict[int, str] = field(default_factory=dict)
    summaries: dict[str, dict[Key, Summary]] = field(default_factory=dict)
    pooled: dict[str, dict[Key, float]] = field(default_factory=dict)
    pooled_notes: dict[str, dict[Key, str]] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, name: str, tables: Mapping[str, str], rows: Mapping[Key, Mapping[str, float]], **more: Any) -> Frame:
        """Return a frame from rows by key; an input that a row lacks was not collected there."""
        keys = sorted(rows)
        columns = {i: np.array([rows[k].get(i, math.nan) for k in keys], dtype=np.float64) for i in tables}
        collected = {i: np.array([i in rows[k] for k in keys], dtype=np.bool_) for i in tables}
        return cls(name, tables, keys, columns, collected, **more)

    def has(self, name: str) -> bool:
        """Whether an input was collected in any row."""
        return bool(self.collected[name].any()) if name in self.collected else False


def held_by(session: Session, table: Expr, conditions: Mapping[str, BooleanValue]) -> dict[str, set[tuple[str, str]]]:
    """Return, for each condition, the (brand, platform) that have a row which meets it; a brand of nobody is ""."""
    keyed = table.mutate(
        brand=table.brand.fill_null(""),
        **{f"held_{name}": condition.fill_null(False) for name, condition in conditions.items()},
    )
    counted = keyed.group_by("brand", "platform").aggregate(
        **{name: keyed[f"held_{name}"].cast("int64").sum() for name in conditions}
    )
    found: dict[str, set[tuple[str, str]]] = {name: set() for name in conditions}
    for row in session.rows(counted):
        for name in conditions:
            if row[name]:
                found[name].add((row["brand"], row["platform"]))
    return found


def platforms_in_order(names: Iterable[str], known: Sequence[str]) -> list[str]:
    """Return platforms in the order of their declaration, others after them by name."""
    return sorted(set(names), key=lambda p: (known.index(p) if p in known else len(known), p))
