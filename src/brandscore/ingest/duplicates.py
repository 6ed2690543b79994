"""Rows that say the same twice: merged where they are equal, refused or replaced where they differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import ibis
from ibis import _

from brandscore import errors
from brandscore.errors import Problem
from brandscore.ingest.places import AT, place_of
from brandscore.ingest.wording import quoted
from brandscore.tables import Table

if TYPE_CHECKING:
    from ibis.expr.types import Table as Expr

    from brandscore.engine.session import Session
    from brandscore.ledger import Ledger

__all__ = ["LISTED_LINES", "Settled", "settle"]

#: Rows that get a ledger line each; the rest share one.
LISTED_LINES = 1_000


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of the doubled rows of a table.

    Parameters
    ----------
    table
        The rows that stay; where rows went, kept in the session under the table's name.
    merged, replaced
        How many rows went because an equal one, or a later one, stays.
    problems
        Rows of one key with different values, where that is an error.
    """

    table: Expr
    merged: int = 0
    replaced: int = 0
    problems: tuple[Problem, ...] = ()


def settle(
    session: Session,
    ledger: Ledger,
    table: Table,
    rows: Expr,
    sources: tuple[str, ...],
    differing: Literal["error", "last wins"] = "error",
) -> Settled:
    """Merge equal rows; refuse, or replace, rows of one key that differ.

    Null is a value in keys.

    Parameters
    ----------
    session, ledger
        Where it is computed; a line for each row that goes.
    table
        The declaration, with the key; without one, only equal rows are doubled.
    rows
        Column `brandscore.ingest.places.AT` and the typed columns.
    sources
        Names of the sources, as `AT` numbers them.
    differing
        What becomes of rows of one key with other values.
    """
    last = differing == "last wins"
    doubled, standing = _doubled(session, table, rows, last)
    merged = standing.filter(standing[AT] != standing["same"]).mutate(stays=_["same"])
    other = standing.filter(standing[AT] == standing["same"])
    other = other.mutate(stays=_end(other, last).over(ibis.window(group_by=list(table.identity))))
    other = other.filter(other[AT] != other["stays"])
    merged_count = _log(session, ledger, merged, sources, "merged", "equal in every column to {place}, which stays")
    gone = merged.select(AT)
    replaced_count = 0
    problems: list[Problem] = []
    if last:
        key = " and ".join(table.key)
        detail = f"has the {key} of {{place}} with other values; the later row stays"
        replaced_count = _log(session, ledger, other, sources, "replaced", detail)
        gone = gone.union(other.select(AT))
    else:
        problems = _differing(session, table, doubled, other, sources)
    kept = rows
    if merged_count or replaced_count:
        kept = session.keep(table.name, rows.anti_join(session.keep(f"{table.name}__gone", gone), AT))
    session.forget(*(f"{table.name}__{part}" for part in ("places", "doubled", "standing", "gone")))
    return Settled(kept, merged_count, replaced_count, tuple(problems))


def _end(rows: Expr, last: bool) -> Any:
    return rows[AT].max() if last else rows[AT].min()


def _doubled(session: Session, table: Table, rows: Expr, last: bool) -> tuple[Expr, Expr]:
    """Keep the rows whose key is not theirs alone, and which row stands for all equal ones."""
    keys = rows.select(AT, *table.identity)
    keys = keys.mutate(many=keys.count().over(ibis.window(group_by=list(table.identity))))
    places = session.keep(f"{table.name}__places", keys.filter(keys["many"] > 1).select(AT))
    doubled = session.keep(f"{table.name}__doubled", rows.semi_join(places, AT))
    same = _end(doubled, last).over(ibis.window(group_by=list(table.names)))
    standing = session.keep(f"{table.name}__standing", doubled.select(AT, *table.identity, same=same))
    return doubled, standing


def _log(session: Session, ledger: Ledger, rows: Expr, sources: tuple[str, ...], action: str, detail: str) -> int:
    """Write a ledger line for each row, up to a limit; return how many rows there are."""
    total = int(session.rows(rows.aggregate(rows=rows.count()))[0]["rows"])
    if not total:
        return 0
    listed = session.rows(rows.select("stays", at=rows[AT]).order_by("at").limit(LISTED_LINES))
    for line in listed:
        place, other = place_of(line["at"], sources), place_of(line["stays"], sources)
        name = f"row {other.row:,}" if other.source == place.source else f"row {other.row:,} of {other.source}"
        ledger.add(place.source, action, detail.format(place=name), row=place.row)
    if total > len(listed):
        rest = total - len(listed)
        ledger.add(", ".join(sources), action, f"{rest:,} more rows like those above", rows=rest)
    return total


def _differing(session: Session, table: Table, doubled: Expr, other: Expr, sources: tuple[str, ...]) -> list[Problem]:
    """Return a problem for each row that differs from an earlier one of its key."""
    total = int(session.rows(other.aggregate(rows=other.count()))[0]["rows"])
    if not total:
        return []
    pairs = session.rows(other.select("stays", at=other[AT]).order_by("at").limit(errors.LISTED))
    places = {at for pair in pairs for at in pair.values()}
    cells = {row[AT]: row for row in session.rows(doubled.filter(doubled[AT].isin(sorted(places))))}
    problems = []
    for i, pair in enumerate(pairs):
        this, first = cells[pair["at"]], cells[pair["stays"]]
        place, other_place = place_of(pair["at"], sources), place_of(pair["stays"], sources)
        named = ", ".join(f"{name} {quoted(this[name])}" for name in table.key if this[name] is not None)
        columns = [name for name in table.names if this[name] != first[name]]
        problems.append(
            Problem(
                place.source,
                f"the same key as row {other_place.row:,} ({named}), but other values in {', '.join(columns)}",
                expected=f"one row for each {', '.join(table.key)}",
                mend="delete the row that is wrong, or run `brandscore ingest` on the file: the last row wins there",
                row=place.row,
                more=total - len(pairs) if i == len(pairs) - 1 else 0,
            )
        )
    return problems
