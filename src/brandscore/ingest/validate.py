"""Validation and typing of a raw table, driven by its declaration alone.

The typed table is written at once, with flags of what its cells held; one
aggregate over it tells whether anything is wrong. Only then are the wrong
cells looked for, so a good file is read once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import ibis

from brandscore import errors
from brandscore.engine.functions import read_failed
from brandscore.errors import Problem
from brandscore.ingest.parse import DTYPES, Fault, clean, filled, parse
from brandscore.ingest.raw import ROW, Field, Raw, damaged, fold
from brandscore.ingest.wording import near, quoted, some
from brandscore.tables import Column, Table

if TYPE_CHECKING:
    from ibis.expr.types import Table as Expr

    from brandscore.engine.session import Session
    from brandscore.ledger import Ledger

__all__ = ["AT", "Checked", "Place", "check", "distinct_keys", "place_of", "wanted_titles"]

#: Column of a typed table that tells a row's file and row number.
AT = "at__"
#: `AT` is the number of the file times this, plus the row.
_FILE = 10**12
#: Characters of a wrong cell that are fetched.
_FETCHED = 200
#: Endings of the columns that only `check` needs.
_HELPERS = ("__filled", "__assumed")
_COUNTED = ("filled", "good", "late", "assumed")
_EXPECTED = {
    "id": "an id or a name",
    "choice": "one of the words of the column",
    "day": "a day such as 2026-01-31",
    "time": "a time such as 2026-01-31T18:30:00+07:00",
    "flag": "0 or 1",
}


@dataclass(frozen=True, slots=True)
class Place:
    """File and row of a row."""

    source: str
    row: int


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


def wanted_titles(tables: Iterable[Table]) -> frozenset[str]:
    """Return the titles that readers must read for some tables."""
    return frozenset(name for table in tables for name in table.names)


def place_of(at: int, sources: tuple[str, ...]) -> Place:
    """Return where a row stands that `AT` names."""
    return Place(sources[at // _FILE], at % _FILE)


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
    fields, title_problems = _matched(table, raw)
    problems = [*raw.problems, *title_problems]
    _note_unknown(ledger, table, raw, fields)
    reading = _Reading(table, raw, fields, latest, number)
    typed = reading.typed
    if derived is not None:
        typed = typed.mutate(**derived(typed))
    try:
        typed = session.keep(name or table.name, typed)
    except Exception as error:
        if raw.scanned and read_failed(error):
            return Checked(raw.source, None, 0, (*problems, damaged(raw.source, error)))
        raise
    counts = reading.counts(session, typed)
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
            found += reading.wrong_cells(session, column)
        if column.filled and full < rows:
            found += reading.empty_cells(session, column, rows - full)
        if found:
            sound.discard(column.name)
            problems += found
        elif assumed:
            unit = "time" if column.kind in ("time", "day") else "cell"
            words = f"{assumed:,} {unit}{'' if assumed == 1 else 's'} {reading.assumption(column)}"
            ledger.add(raw.source, "assumed", f"{column.name}: {words}", rows=assumed)
    return Checked(
        raw.source,
        typed,
        rows,
        tuple(problems),
        tuple(column for column in typed.columns if column.endswith(_HELPERS)),
        frozenset(sound),
        {name: counts.get(f"{name}__good", 0) for name in table.names},
        counts["keys"],
    )


class _Reading:
    """The reading of one raw table: its cells, cleaned, and its values, typed; computed when asked for.

    The stages are separate tables so that the engine computes each
    expression once.
    """

    def __init__(self, table: Table, raw: Raw, fields: dict[str, Field], latest: dt.datetime, number: int) -> None:
        assert raw.table is not None
        cells: dict[str, Any] = {ROW: raw.table[ROW]}
        for name, found in fields.items():
            cells[name] = clean(table.column(name), raw.table[found.name], guarded=raw.guarded, nul=raw.nul)
            cells[f"{name}__shown"] = raw.table[found.shown or found.name]
        self._table = table
        self._raw = raw
        self._cells = raw.table.select(**cells)
        self._parsed = {name: parse(table.column(name), self._cells[name], latest) for name in fields}
        values: dict[str, Any] = {AT: self._cells[ROW] + number * _FILE}
        for column in table.columns:
            one = self._parsed.get(column.name)
            value = ibis.null(DTYPES[column.kind]) if one is None else one.value
            values[column.name] = value.cast(DTYPES[column.kind])
            if one is not None:
                values[f"{column.name}__filled"] = filled(self._cells[column.name])
                if one.assumed is not None:
                    values[f"{column.name}__assumed"] = one.assumed[0]
        self.typed = self._cells.select(**values)

    def counts(self, session: Session, typed: Expr) -> dict[str, int]:
        """Return the number of rows, and of each column the cells that are filled, read, late and assumed."""
        measures: dict[str, Any] = {"rows": typed.count(), "keys": distinct_keys(self._table, typed)}
        for name, one in self._parsed.items():
            value = typed[name]
            measures[f"{name}__filled"] = typed[f"{name}__filled"].sum()
            measures[f"{name}__good"] = value.count()
            if one.limit is not None:
                measures[f"{name}__late"] = (value > one.limit).sum()
            if one.assumed is not None:
                measures[f"{name}__assumed"] = (value.notnull() & typed[f"{name}__assumed"]).sum()
        return {name: int(count or 0) for name, count in session.rows(typed.aggregate(**measures))[0].items()}

    def assumption(self, column: Column) -> str:
        """Return the words of the assumption made on a column."""
        assumed = self._parsed[column.name].assumed
        return "" if assumed is None else assumed[1]

    def wrong_cells(self, session: Session, column: Column) -> list[Problem]:
        """Return the problems of the cells of a column that are filled and wrong, kind by kind."""
        cells, one = self._cells, self._parsed[column.name]
        faults: list[Fault] = [*(fault for _, fault in one.faults), one.otherwise]
        kinds = [(condition, i) for i, (condition, _) in enumerate(one.faults)]
        wrong = filled(cells[column.name]) & one.value.isnull()
        if one.limit is not None:
            wrong = wrong | (one.value > one.limit).fill_null(False)
        found = cells.select(
            row=cells[ROW],
            found=cells[f"{column.name}__shown"].cast("string"),
            kind=ibis.cases(*kinds, else_=len(kinds)) if kinds else ibis.literal(0),
            wrong=wrong,
        )
        found = found.filter(found["wrong"])
        counts = session.rows(found.group_by("kind").aggregate(rows=found.count()).order_by("kind"))
        problems = []
        for count in counts:
            fault = faults[count["kind"]]
            listed = _first(session, found.filter(found["kind"] == count["kind"]))
            problems += [
                Problem(
                    self._raw.source,
                    f"{quoted(value)} {fault.what}",
                    expected=fault.expected,
                    mend=fault.mend_of(value),
                    row=row,
                    column=column.name,
                )
                for row, value in listed
            ]
            problems[-1] = replace(problems[-1], more=count["rows"] - len(listed))
        return problems

    def empty_cells(self, session: Session, column: Column, count: int) -> list[Problem]:
        """Return the problems of the empty cells of a column that must be filled, ``count`` in all."""
        cells = self._cells
        found = cells.select(
            row=cells[ROW], found=cells[f"{column.name}__shown"].cast("string"), empty=~filled(cells[column.name])
        )
        listed = _first(session, found.filter(found["empty"]))
        problems = [
            Problem(
                self._raw.source,
                f"nothing was found in {quoted(value)}" if value.strip() else "the cell is empty",
                expected=_EXPECTED[column.kind],
                mend="fill it in, or leave the row out",
                row=row,
                column=column.name,
            )
            for row, value in listed
        ]
        return [*problems[:-1], replace(problems[-1], more=count - len(listed))]


def distinct_keys(table: Table, rows: Expr) -> Any:
    """Return how many different keys some rows have; by hash, so rather too few than too many."""
    return ibis.struct({name: rows[name] for name in table.key}).hash().nunique()


def _first(session: Session, cells: Expr) -> list[tuple[int, str]]:
    """Return row and text of the first cells of a table with columns row and found."""
    listed = cells.order_by("row").limit(errors.LISTED)
    listed = listed.select("row", found=listed["found"].substr(0, _FETCHED))
    return [(cell["row"], cell["found"] or "") for cell in session.rows(listed)]


def _matched(table: Table, raw: Raw) -> tuple[dict[str, Field], list[Problem]]:
    """Return the field of each declared column, and what is wrong with the titles."""
    fields: dict[str, Field] = {}
    problems = []
    for one in raw.fields:
        name = fold(one.title) if not raw.mapped else one.title
        if name not in table.names:
            continue
        if name in fields:
            problems.append(
                Problem(
                    raw.source,
                    f"two columns have this title ({some([fields[name].title, one.title])})",
                    expected="each title once",
                    mend="rename or drop one of them",
                    column=name,
                )
            )
        fields.setdefault(name, one)
    others = [*raw.unknown, *(f.title for f in raw.fields if fold(f.title) not in table.names)]
    there = [*(f.title for f in raw.fields if fold(f.title) in table.names), *others]
    told = {problem.column for problem in raw.problems}
    for name in table.required:
        if name in fields or name in told:
            continue
        problems.append(
            Problem(
                raw.source,
                f"the column is missing; the file has {some(there)}" if there else "the column is missing",
                expected=_about(table.column(name)),
                mend=_mend_title(name, near(name, others), raw.mapped),
                column=name,
            )
        )
    return fields, problems


def _mend_title(name: str, meant: str | None, mapped: bool) -> str:
    if mapped:
        return f"add {name} = {quoted(meant or '…')} to [columns] of the mapping, or give it in [constants]"
    if meant is not None:
        return f"rename {quoted(meant)} to {name}"
    return f"add a column {name}, or name the file's own column for it in a mapping for `brandscore ingest`"


def _about(column: Column) -> str:
    return f"a column {column.name} ({column.about.rstrip('.')})"


def _note_unknown(ledger: Ledger, table: Table, raw: Raw, fields: dict[str, Field]) -> None:
    unknown = [*raw.unknown, *(f.title for f in raw.fields if fold(f.title) not in table.names)]
    if not unknown:
        return
    absent = [name for name in table.names if name not in fields]
    hints = [f"{quoted(t)} may mean {meant}" for t in unknown if (meant := near(t, absent)) is not None]
    one = len(unknown) == 1
    why = "named by the mapping" if raw.mapped else f"of the table {table.name}"
    text = f"{'column' if one else 'columns'} {some(unknown)} {'is' if one else 'are'} not {why}"
    ledger.add(raw.source, "ignored", "; ".join([text, *hints]), rows=0)
