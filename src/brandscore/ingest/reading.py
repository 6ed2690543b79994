"""The reading of one raw table: cells cleaned, values typed, wrong cells found."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import ibis

from brandscore import errors
from brandscore.errors import Problem
from brandscore.ingest.faults import Fault
from brandscore.ingest.parse import DTYPES, clean, filled, parse
from brandscore.ingest.places import AT, place_of, places
from brandscore.ingest.raw import ROW, Field, Raw
from brandscore.ingest.wording import quoted
from brandscore.tables import Column, Table

if TYPE_CHECKING:
    from ibis.expr.types import BooleanValue
    from ibis.expr.types import Table as Expr

    from brandscore.engine.session import Session

__all__ = ["HELPERS", "Reading", "distinct_keys"]

#: Endings of the columns that only the checking needs.
HELPERS = ("__filled", "__assumed")
#: Characters of a wrong cell that are fetched.
_FETCHED = 200
_EXPECTED = {
    "id": "an id or a name",
    "choice": "one of the words of the column",
    "day": "a day such as 2026-01-31",
    "time": "a time such as 2026-01-31T18:30:00+07:00",
    "flag": "0 or 1",
    "count": "a whole number",
    "number": "a number",
}


class Reading:
    """One raw table, typed and kept in the session, and what is known of its cells.

    The stages are separate tables so that the engine computes each
    expression once.

    Parameters
    ----------
    session
        Where it is computed.
    table
        The declaration.
    raw
        The cells.
    fields
        The field of each column that the file has.
    latest
        The last UTC instant that is not in the future.
    name
        Name of the typed table in the session.
    number
        Number of the source among those of the table.
    derived
        Gives the columns to add, of the typed table.
    """

    def __init__(
        self,
        session: Session,
        table: Table,
        raw: Raw,
        fields: Mapping[str, Field],
        latest: dt.datetime,
        *,
        name: str,
        number: int,
        derived: Callable[[Expr], Mapping[str, Any]] | None,
    ) -> None:
        assert raw.table is not None
        cells: dict[str, Any] = {ROW: raw.table[ROW]}
        for column, found in fields.items():
            cells[column] = clean(table.column(column), raw.table[found.name], guarded=raw.guarded, nul=raw.nul)
            cells[f"{column}__shown"] = raw.table[found.shown or found.name]
        self._session = session
        self._table = table
        self._source = raw.source
        self._number = number
        self._cells = raw.table.select(**cells)
        self._parsed = {column: parse(table.column(column), self._cells[column], latest) for column in fields}
        typed = self._typed()
        if derived is not None:
            typed = typed.mutate(**derived(typed))
        #: `AT`, all declared columns, typed, the helpers, and the derived columns.
        self.typed: Expr = session.keep(name, typed)

    def _typed(self) -> Expr:
        values: dict[str, Any] = {AT: places(self._cells[ROW], self._number)}
        for column in self._table.columns:
            one = self._parsed.get(column.name)
            value = ibis.null(DTYPES[column.kind]) if one is None else one.value
            values[column.name] = value.cast(DTYPES[column.kind])
            if one is not None:
                values[f"{column.name}__filled"] = filled(self._cells[column.name])
                if one.assumed is not None:
                    values[f"{column.name}__assumed"] = one.assumed[0]
        return self._cells.select(**values)

    def counts(self) -> dict[str, int]:
        """Return the number of rows and of keys, and of each column the cells filled, good, late and assumed."""
        typed = self.typed
        measures: dict[str, Any] = {"rows": typed.count(), "keys": distinct_keys(self._table, typed)}
        for name, one in self._parsed.items():
            value = typed[name]
            measures[f"{name}__filled"] = typed[f"{name}__filled"].sum()
            measures[f"{name}__good"] = value.count()
            if one.limit is not None:
                measures[f"{name}__late"] = (value > one.limit).sum()
            if one.assumed is not None:
                measures[f"{name}__assumed"] = (value.notnull() & typed[f"{name}__assumed"]).sum()
        return {name: int(count or 0) for name, count in self._session.rows(typed.aggregate(**measures))[0].items()}

    def assumption(self, column: Column) -> str:
        """Return the words of the assumption made on a column."""
        assumed = self._parsed[column.name].assumed
        return "" if assumed is None else assumed[1]

    def wrong_cells(self, column: Column) -> list[Problem]:
        """Return the problems of the cells of a column that are filled and wrong, kind by kind."""
        one = self._parsed[column.name]
        value = self.typed[column.name]
        wrong = self.typed[f"{column.name}__filled"] & value.isnull()
        if one.limit is not None:
            wrong = wrong | (value > one.limit).fill_null(False)
        faults: list[Fault] = [*(fault for _, fault in one.faults), one.otherwise]
        kinds = [(condition, i) for i, (condition, _) in enumerate(one.faults)]
        cells = self._cells
        raw = cells.select(
            ROW,
            found=cells[f"{column.name}__shown"],
            kind=ibis.cases(*kinds, else_=len(kinds)) if kinds else ibis.literal(0),
        )
        found = self._session.keep("wrong__", self._at(raw, wrong))
        counts = self._session.rows(found.group_by("kind").aggregate(rows=found.count()).order_by("kind"))
        problems = []
        for count in counts:
            fault = faults[count["kind"]]
            listed = self._first(found.filter(found["kind"] == count["kind"]))
            problems += [
                Problem(
                    self._source,
                    f"{quoted(text)} {fault.what}",
                    expected=fault.expected,
                    mend=fault.mend_of(text),
                    row=row,
                    column=column.name,
                )
                for row, text in listed
            ]
            problems[-1] = replace(problems[-1], more=count["rows"] - len(listed))
        self._session.forget("wrong__")
        return problems

    def empty_cells(self, column: Column, count: int) -> list[Problem]:
        """Return the problems of the empty cells of a column that must be filled, ``count`` in all."""
        raw = self._cells.select(ROW, found=self._cells[f"{column.name}__shown"])
        listed = self._first(self._at(raw, ~self.typed[f"{column.name}__filled"]))
        problems = [
            Problem(
                self._source,
                f"nothing was found in {quoted(text)}" if text.strip() else "the cell is empty",
                expected=_EXPECTED[column.kind],
                mend="fill it in, or leave the row out",
                row=row,
                column=column.name,
            )
            for row, text in listed
        ]
        return [*problems[:-1], replace(problems[-1], more=count - len(listed))]

    def _at(self, raw: Expr, condition: BooleanValue) -> Expr:
        """Return the raw cells of the rows whose typed row fulfils a condition, cut, with their `AT`."""
        rows = self.typed.filter(condition).select(AT)
        raw = raw.mutate(**{AT: places(raw[ROW], self._number), "found": raw["found"].cast("string")})
        return raw.semi_join(rows, AT).mutate(found=lambda t: t["found"].substr(0, _FETCHED)).drop(ROW)

    def _first(self, cells: Expr) -> list[tuple[int, str]]:
        """Return row and text of the first of some cells."""
        listed = self._session.rows(cells.select(AT, "found").order_by(AT).limit(errors.LISTED))
        nowhere = ("",) * (self._number + 1)
        return [(place_of(cell[AT], nowhere).row, cell["found"] or "") for cell in listed]


def distinct_keys(table: Table, rows: Expr) -> Any:
    """Return how many different keys some rows have; by hash, so rather too few than too many."""
    return ibis.struct({name: rows[name] for name in table.identity}).hash().nunique()
