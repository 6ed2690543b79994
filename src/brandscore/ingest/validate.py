"""Validation and typing of a raw table, driven by its declaration alone.

The typed table is written at once, with flags of what its cells held; one
aggregate over it tells whether anything is wrong. Only then are the wrong
cells looked for, so a good file is read once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from brandscore.engine.functions import read_failed
from brandscore.errors import Problem
from brandscore.ingest.raw import Raw, damaged
from brandscore.ingest.reading import HELPERS, Reading
from brandscore.ingest.rules import Rules
from brandscore.ingest.titles import matched, note_unknown
from brandscore.tables import Table

if TYPE_CHECKING:
    from ibis.expr.types import Table as Expr

    from brandscore.engine.session import Session
    from brandscore.ledger import Ledger

__all__ = ["Checked", "check"]

_COUNTED = ("filled", "good", "late", "assumed")


@dataclass(frozen=True, slots=True)
class Checked:
    """One source after validation.

    Parameters
    ----------
    source
        File name, or name of the dataframe.
    table
        `AT`, all declared columns, typed, and those derived from them;
        ``None`` where there are no rows or the source could not be read.
    helpers
        Further columns of the table, which nobody needs any more.
    rows
        Number of rows.
    problems
        Everything that is wrong.
    sound
        Columns without problems.
    values
        How many rows have a value, by column.
    keys
        How many different keys there are (by hash: never more than there are).
    """

    source: str
    table: Expr | None
    rows: int
    problems: tuple[Problem, ...]
    helpers: tuple[str, ...] = ()
    sound: frozenset[str] = frozenset()
    values: Mapping[str, int] = field(default_factory=dict)
    keys: int = 0


def check(
    session: Session,
    ledger: Ledger,
    table: Table,
    raw: Raw,
    latest: dt.datetime,
    *,
    name: str | None = None,
    number: int = 0,
    derived: Callable[[Expr], Mapping[str, Any]] | None = None,
) -> Checked:
    """Validate and type one raw table, and keep it in the session.

    Parameters
    ----------
    session, ledger
        Where it is computed; where assumptions are noted.
    table
        The declaration.
    raw
        The cells.
    latest
        The last UTC instant that is not in the future.
    name
        Name of the table in the session; the table's own if not given.
    number
        Number of the source among those of the table.
    derived
        Gives the columns to add, of the typed table.
    """
    if raw.table is None:
        return Checked(raw.source, None, 0, raw.problems)
    fields, title_problems = matched(table, raw)
    problems = [*raw.problems, *title_problems]
    note_unknown(ledger, table, raw, fields)
    try:
        reading = Reading(session, table, raw, fields, latest, name=name or table.name, number=number, derived=derived)
    except Exception as error:
        if raw.scanned and read_failed(error):
            return Checked(raw.source, None, 0, (*problems, damaged(raw.source, error)))
        raise
    counts = reading.counts()
    rows = counts["rows"]
    if rows == 0:
        if not problems:
            ledger.add(raw.source, "ignored", f"{table.name} has no rows and counts as not collected", rows=0)
        return Checked(raw.source, None, 0, tuple(problems))
    sound = {name for name in table.names if name in fields or name not in table.required}
    for column in table.columns:
        if column.name not in fields:
            continue
        full, good, late, assumed = (counts.get(f"{column.name}__{what}", 0) for what in _COUNTED)
        found = []
        if good < full or late:
            found += reading.wrong_cells(column)
        if table.filled(column) and full < rows:
            found += reading.empty_cells(column, rows - full)
        if found:
            sound.discard(column.name)
            problems += found
        elif assumed:
            unit = "time" if column.kind in ("time", "day") else "cell"
            words = f"{assumed:,} {unit}{'' if assumed == 1 else 's'} {reading.assumption(column)}"
            ledger.add(raw.source, "assumed", f"{column.name}: {words}", rows=assumed)
    rules = Rules(session, table, reading.typed, frozenset(fields), raw.source, number)
    problems += rules.broken()
    rules.note(ledger)
    return Checked(
        raw.source,
        reading.typed,
        rows,
        tuple(problems),
        tuple(column for column in reading.typed.columns if column.endswith(HELPERS)),
        frozenset(sound),
        {name: counts.get(f"{name}__good", 0) for name in table.names},
        counts["keys"],
    )
