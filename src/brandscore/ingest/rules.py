"""What must hold between the cells of a row, and what is odd where it does not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from brandscore import errors
from brandscore.errors import Problem
from brandscore.ingest.places import AT, place_of
from brandscore.tables import Table

if TYPE_CHECKING:
    from ibis.expr.types import BooleanValue
    from ibis.expr.types import Table as Expr

    from brandscore.engine.session import Session
    from brandscore.ledger import Ledger

__all__ = ["Rules"]

_Row = Mapping[str, Any]


class Rules:
    """The rules of one table over its typed rows.

    Parameters
    ----------
    session
        Where they are computed.
    table
        The declaration, with the rules.
    rows
        Column `AT`, the typed columns and their helpers.
    given
        Columns that the source has. Cells that are empty or wrong in
        themselves break no rule.
    source, number
        The source's name, and its number among those of the table.
    """

    def __init__(
        self, session: Session, table: Table, rows: Expr, given: frozenset[str], source: str, number: int
    ) -> None:
        self._session = session
        self._table = table
        self._rows = rows
        self._given = given
        self._source = source
        self._number = number

    def broken(self) -> list[Problem]:
        """Return the problems of rows whose cells cannot all be true."""
        problems = []
        for value, low, high in self._table.within:
            if self._given >= {value, low, high}:
                problems += self._outside(value, low, high)
        return problems + self._without_currency()

    def _outside(self, value: str, low: str, high: str) -> list[Problem]:
        """Return the problems of rows whose ends are the wrong way round, or whose value lies outside them."""
        rows = self._rows

        def crossed(row: _Row) -> str:
            return f"{low} {row[low]:g} is not below {high} {row[high]:g}"

        def outside(row: _Row) -> str:
            return f"{value} {row[value]:g} lies outside {low} {row[low]:g} and {high} {row[high]:g}"

        ends = "write the two ends of the scale that the question was asked on"
        problems = self._problems(rows[low] >= rows[high], low, crossed, f"a {low} below the {high}", ends)
        wrong = (rows[low] < rows[high]) & ~rows[value].between(rows[low], rows[high])
        return problems + self._problems(
            wrong, value, outside, f"a {value} on its scale", f"mend the {value} or the scale"
        )

    def _without_currency(self) -> list[Problem]:
        currency = next((c.name for c in self._table.columns if c.kind == "currency"), None)
        money = [c.name for c in self._table.columns if c.kind == "money" and c.name in self._given]
        if currency is None or currency not in self._given or not money:
            return []
        rows = self._rows
        some = rows[money[0]].notnull()
        for name in money[1:]:
            some = some | rows[name].notnull()

        def told(row: _Row) -> str:
            name = next(name for name in money if row[name] is not None)
            return f"the cell is empty beside {name} {row[name]:.15g}"

        mend = f'fill it in, or give it to the whole file by a mapping with [constants] {currency} = "THB"'
        return self._problems(~rows[f"{currency}__filled"] & some, currency, told, "three letters such as THB", mend)

    def _problems(
        self, condition: BooleanValue, column: str, told: Callable[[_Row], str], expected: str, mend: str
    ) -> list[Problem]:
        """Return a problem for each row that fulfils a condition, up to a limit."""
        found = self._rows.filter(condition)
        total = int(self._session.rows(found.aggregate(rows=found.count()))[0]["rows"])
        if not total:
            return []
        listed = self._session.rows(found.order_by(AT).limit(errors.LISTED))
        return [
            Problem(
                self._source,
                told(row),
                expected=expected,
                mend=mend,
                row=self._row(row[AT]),
                column=column,
                more=total - len(listed) if i == len(listed) - 1 else 0,
            )
            for i, row in enumerate(listed)
        ]

    def note(self, ledger: Ledger) -> None:
        """Write a ledger line on each pair of columns whose part is above its whole in some row."""
        for part, whole in self._table.at_most:
            if not self._given >= {part, whole}:
                continue
            odd = self._rows.filter(self._rows[part] > self._rows[whole])
            found = self._session.rows(odd.aggregate(rows=odd.count(), first=odd[AT].min()))[0]
            if not found["rows"]:
                continue
            (row,) = self._session.rows(odd.filter(odd[AT] == found["first"]).select(part, whole))
            count = f"{found['rows']:,} row{'' if found['rows'] == 1 else 's'}"
            at = self._row(found["first"])
            detail = f"{part} above {whole} in {count}, first in row {at:,} ({row[part]:,} above {row[whole]:,})"
            ledger.add(self._source, "flagged", f"{detail}; taken as given", row=at, rows=found["rows"])

    def _row(self, at: int) -> int:
        return place_of(at, ("",) * (self._number + 1)).row
