"""Matching the titles of a file to the columns of a table."""

from __future__ import annotations

from collections.abc import Iterable

from brandscore.errors import Problem
from brandscore.ingest.raw import Field, Raw, fold
from brandscore.ingest.wording import near, quoted, some
from brandscore.ledger import Ledger
from brandscore.tables import Column, Table

__all__ = ["matched", "note_unknown", "wanted_titles"]


def wanted_titles(tables: Iterable[Table]) -> frozenset[str]:
    """Return the titles that readers must read for some tables."""
    return frozenset(name for table in tables for name in table.names)


def matched(table: Table, raw: Raw) -> tuple[dict[str, Field], list[Problem]]:
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
    return (
        f"add a column {name}, or name the file's own column for it in a mapping for `brandscore ingest`, "
        f"or one value for all rows in its [constants]"
    )


def _about(column: Column) -> str:
    return f"a column {column.name} ({column.about.rstrip('.')})"


def note_unknown(ledger: Ledger, table: Table, raw: Raw, fields: dict[str, Field]) -> None:
    """Write one ledger line on the columns that are not read."""
    unknown = [*raw.unknown, *(f.title for f in raw.fields if fold(f.title) not in table.names)]
    if not unknown:
        return
    absent = [name for name in table.names if name not in fields]
    hints = [f"{quoted(t)} may mean {meant}" for t in unknown if (meant := near(t, absent)) is not None]
    one = len(unknown) == 1
    why = "named by the mapping" if raw.mapped else f"of the table {table.name}"
    text = f"{'column' if one else 'columns'} {some(unknown)} {'is' if one else 'are'} not {why}"
    ledger.add(raw.source, "ignored", "; ".join([text, *hints]), rows=0)
