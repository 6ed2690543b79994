"""From sources to typed tables, with every problem of every source in one error."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from brandscore.engine.session import Session
from brandscore.errors import DataError, Problem
from brandscore.ingest.brands import Brand, brands_of_rows, unknown_brands
from brandscore.ingest.brands_toml import read_brands_toml
from brandscore.ingest.duplicates import settle
from brandscore.ingest.places import AT
from brandscore.ingest.raw import Raw
from brandscore.ingest.times import latest
from brandscore.ingest.titles import wanted_titles
from brandscore.ingest.validate import check
from brandscore.ingest.voices import days, fill_voices
from brandscore.ledger import Ledger
from brandscore.tables import BRANDS, INPUT_TABLES, MENTIONS, Table

if TYPE_CHECKING:
    from ibis.expr.types import Table as Expr

__all__ = ["Built", "Opener", "Sources", "build"]

#: Reads the wanted columns of one source into a session under a name.
Opener = Callable[[Session, Ledger, str, frozenset[str]], Raw]


@dataclass(slots=True)
class Sources:
    """Where the tables of one run come from.

    Parameters
    ----------
    openers
        A reader for each table.
    brands_toml
        The brands, where they are in such a file.
    note
        A line for every page made of these data.
    hashes
        SHA-256 of each file, by name.
    problems
        What is wrong with the sources before any is read.
    """

    openers: dict[str, Opener] = field(default_factory=dict)
    brands_toml: Path | None = None
    note: str | None = None
    hashes: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Built:
    """The tables of one run, computed, and the number of their rows."""

    tables: dict[str, Expr]
    rows: dict[str, int]
    brands: tuple[Brand, ...] | None
    note: str | None


@dataclass(frozen=True, slots=True)
class _Rows:
    """The typed rows of one source, and whether nothing is wrong with them."""

    source: str
    table: Expr | None
    sound: bool
    helpers: tuple[str, ...] = ()
    unknown_authors: bool = False


def build(session: Session, ledger: Ledger, sources: Sources) -> Built:
    """Read, validate and type all tables of some sources.

    Raises
    ------
    DataError
        If anything is wrong, with every problem of every source.
    """
    problems = list(sources.problems)
    until = latest()
    brands, brands_source, note = _brands(session, ledger, sources, until, problems)
    tables_read = [table for table in INPUT_TABLES.values() if table is not BRANDS]
    read = {table.name: _read(session, ledger, table, sources, until, problems) for table in tables_read}
    if brands is not None:
        for rows in read.values():
            if rows is not None and rows.table is not None and "brand" in rows.table.columns:
                problems += unknown_brands(session, rows.table, (rows.source,), brands, brands_source)
    if problems:
        raise DataError(problems)
    tables: dict[str, Expr] = {}
    counts: dict[str, int] = {}
    for name, rows in read.items():
        if rows is None or rows.table is None:
            continue
        if rows.unknown_authors:
            fill_voices(session, name, AT)
        tables[name] = session.drop_columns(name, [AT, *rows.helpers])
        counts[name] = _count(session, tables[name])
    if brands is not None:
        counts[BRANDS.name] = len(brands)
    if not counts:
        raise DataError(f"no table has a row; expected rows in any of {', '.join(read)}")
    return Built(tables, counts, brands, note)


def _count(session: Session, table: Expr) -> int:
    return int(session.rows(table.aggregate(rows=table.count()))[0]["rows"])


def _read(
    session: Session, ledger: Ledger, table: Table, sources: Sources, until: dt.datetime, problems: list[Problem]
) -> _Rows | None:
    """Read one table; what is wrong goes to ``problems``."""
    opener = sources.openers.get(table.name)
    if opener is None:
        return None
    raw = opener(session, ledger, f"{table.name}__raw", wanted_titles([table]))
    derived = None if table is BRANDS else days(table.name)
    checked = check(session, ledger, table, raw, until, derived=derived)
    session.forget(f"{table.name}__raw")
    found = list(checked.problems)
    rows = checked.table
    # A key with cells that could not be read would look doubled where it is not.
    if rows is not None and checked.keys < checked.rows and checked.sound.issuperset(table.identity):
        settled = settle(session, ledger, table, rows, (checked.source,))
        rows = settled.table
        found += settled.problems
    problems += found
    unknown = table is MENTIONS and checked.values.get("author", 0) < checked.rows
    return _Rows(checked.source, rows, not found, checked.helpers, unknown)


def _brands(
    session: Session, ledger: Ledger, sources: Sources, until: dt.datetime, problems: list[Problem]
) -> tuple[tuple[Brand, ...] | None, str, str | None]:
    """Return the brands (``None`` where there are none, or something is wrong), their source, and the note."""
    if sources.brands_toml is not None:
        brands, note, found = read_brands_toml(sources.brands_toml)
        problems += found
        return (None if found else tuple(brands)), sources.brands_toml.name, note
    rows = _read(session, ledger, BRANDS, sources, until, problems)
    if rows is None or rows.table is None or not rows.sound:
        return None, "", sources.note
    brands, found = brands_of_rows(session.rows(rows.table.order_by(AT)), (rows.source,))
    problems += found
    return (None if found else tuple(brands)), rows.source, sources.note
