"""From files of other programs to a data folder: the work of `brandscore ingest`."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import ibis

from brandscore.engine.session import DEFAULT_MEMORY, Session
from brandscore.errors import DataError, Problem, ProfileError
from brandscore.files import cell, results_folder
from brandscore.ingest.brands import brands_of_rows
from brandscore.ingest.duplicates import settle
from brandscore.ingest.mapping import Mapping, apply, constant
from brandscore.ingest.parse import DTYPES
from brandscore.ingest.places import AT
from brandscore.ingest.privacy import with_pseudonyms
from brandscore.ingest.raw import Raw, fold
from brandscore.ingest.readers import ending, read_file, tables_in
from brandscore.ingest.reading import distinct_keys
from brandscore.ingest.times import latest
from brandscore.ingest.titles import wanted_titles
from brandscore.ingest.validate import Checked, check
from brandscore.ingest.wording import any_of, some
from brandscore.ledger import Ledger
from brandscore.tables import BRANDS, INPUT_TABLES, Table

if TYPE_CHECKING:
    from ibis.expr.types import Table as Expr

__all__ = ["Summary", "TableSummary", "ingest"]

_LEDGER_COLUMNS = ("source", "row", "action", "rows", "detail")


@dataclass(frozen=True, slots=True)
class TableSummary:
    """What became of the rows of one table.

    Parameters
    ----------
    table
        Name of the table.
    files
        Names of the files it was made of.
    rows_read
        Rows of these files.
    merged
        Rows that were equal to another one.
    replaced
        Rows that had the key of a later one.
    rows_written
        Rows that stay.
    """

    table: str
    files: tuple[str, ...]
    rows_read: int
    merged: int
    replaced: int
    rows_written: int


@dataclass(frozen=True, slots=True)
class Summary:
    """What `ingest` did: a summary for each table, and the ledger."""

    out: Path
    tables: tuple[TableSummary, ...]
    ledger: Ledger


def ingest(
    files: Sequence[Path],
    out: Path,
    *,
    mapping: Mapping | None = None,
    brand: str | None = None,
    keep_authors: bool = False,
    memory: str = DEFAULT_MEMORY,
    threads: int | None = None,
    temp: str | Path | None = None,
) -> Summary:
    r"""Read files, clean them and write them as a data folder that `brandscore.ingest.data.load` reads.

    Rows that are equal are merged; of rows with one key and other values the
    last one stays; authors, respondents and visitors get pseudonyms. Nothing
    is written unless all files are right.

    Parameters
    ----------
    files
        CSV, TSV, JSONL, Parquet or XLSX files. Files of one table are put one
        below the other.
    out
        Folder for ``<table>.csv`` and ``ledger.csv``.
    mapping
        How the files become a table; without one, a file whose name or
        columns are those of a table is read as that table.
    brand
        Brand of files that name none.
    keep_authors
        Whether to leave the names of authors, respondents and visitors as they are.
    memory, threads, temp
        As for `brandscore.ingest.data.Data`.

    Raises
    ------
    DataError
        If anything is wrong with the files, with every problem of every file.
    ProfileError
        If the mapping cannot be used.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> _ = (folder / "page.csv").write_text("platform,date,followers\nfb,2026-01-31,12\nfb,2026-01-31,12\n")
    >>> summary = ingest([folder / "page.csv"], folder / "data", brand="Chang")
    >>> summary.tables[0].rows_read, summary.tables[0].merged
    (2, 1)
    >>> print((folder / "data" / "accounts.csv").read_text())
    brand,platform,date,followers
    Chang,facebook,2026-01-31,12
    <BLANKLINE>
    """
    session = Session(memory, threads, temp)
    try:
        work = _Work(session, Ledger(), mapping, brand)
        for number, path in enumerate(files):
            work.read(path, number)
        work.look_at(out)
        tables = work.settled(tuple(path.name for path in files))
        with results_folder(out) as folder:
            for summary, rows in tables:
                table = INPUT_TABLES[summary.table]
                for column in table.columns:
                    if column.person and not keep_authors:
                        rows = with_pseudonyms(session, rows, column.name)
                _write(session, table, rows, folder / f"{table.name}.csv")
            _write_ledger(work.ledger, folder / "ledger.csv")
        return Summary(out, tuple(summary for summary, _ in tables), work.ledger)
    finally:
        session.close()


class _Work:
    """The files of one run, all problems gathered."""

    def __init__(self, session: Session, ledger: Ledger, mapping: Mapping | None, brand: str | None) -> None:
        self._session = session
        self.ledger = ledger
        self._mapping = mapping
        self._brand = brand
        self._latest: dt.datetime = latest()
        self._problems: list[Problem] = []
        self._checked: dict[str, list[Checked]] = {}
        if mapping is not None:
            for name, extract in mapping.extract.items():
                _try_pattern(session, name, extract.pattern)

    def read(self, path: Path, number: int) -> None:
        """Read and check one file."""
        raw, table = self._raw(path, f"file{number}__raw")
        if table is not None:
            raw = self._branded(raw, table)
            checked = check(
                self._session, self.ledger, table, raw, self._latest, name=f"{table.name}__{number}", number=number
            )
            self._checked.setdefault(table.name, []).append(checked)
            self._problems += checked.problems
        else:
            self._problems += raw.problems
        self._session.forget(f"file{number}__raw")

    def _raw(self, path: Path, name: str) -> tuple[Raw, Table | None]:
        if path.is_dir() or not path.exists():
            what = "this is a folder" if path.is_dir() else "there is no such file"
            return Raw.failed(Problem(path.name, what, "a file to read", "name the files one by one")), None
        if ending(path) == "toml":
            mend = "put it into the data folder as it is, beside the tables"
            return Raw.failed(Problem(path.name, "brands.toml needs no ingest", "a table", mend)), None
        mapping = self._mapping
        wanted = wanted_titles(INPUT_TABLES.values()) if mapping is None else mapping.wanted
        raw = read_file(self._session, self.ledger, path, name, wanted, mapping.encoding if mapping else None)
        if mapping is not None:
            return apply(raw, mapping), mapping.declaration
        if raw.table is None:
            return raw, None
        found = _table_of(path, raw)
        if isinstance(found, Problem):
            return Raw.failed(*raw.problems, found), None
        return raw, found

    def _branded(self, raw: Raw, table: Table) -> Raw:
        """Give a brand to a file that names none; refuse it where none is given."""
        names_brands = any(fold(field.title) == "brand" for field in raw.fields)
        if raw.table is None or table is BRANDS or "brand" not in table.names:
            return raw
        if names_brands:
            if self._brand is not None:
                self.ledger.add(raw.source, "ignored", "the file has a column brand, so --brand is not for it", rows=0)
            return raw
        told = any(problem.column == "brand" for problem in raw.problems)
        if self._brand is None and "brand" in table.required and not told:
            self._problems.append(
                Problem(
                    raw.source,
                    "the file names no brand or account",
                    expected="a column brand",
                    mend="say whose it is with --brand NAME, or which column tells it in a mapping",
                )
            )
        if self._brand is not None or "brand" in table.required:
            return constant(raw, "brand", self._brand or "?")
        return raw

    def look_at(self, out: Path) -> None:
        """Refuse a folder that has one of the tables in a file of another name."""
        if not out.is_dir():
            return
        for name, path in tables_in(out)[0].items():
            if name in self._checked and path.name != f"{name}.csv":
                what = f"the folder {out} has this table already, and would have it twice"
                mend = "take the old file out, or name another folder with --out"
                self._problems.append(Problem(path.name, what, "a folder without it", mend))

    def settled(self, sources: tuple[str, ...]) -> list[tuple[TableSummary, Expr]]:
        """Return the tables, doubled rows settled; DataError if anything is wrong."""
        if self._problems:
            raise DataError(self._problems)
        tables = []
        for name, checks in self._checked.items():
            table = INPUT_TABLES[name]
            parts = [c.table.select(AT, *table.names) for c in checks if c.table is not None]
            if not parts:
                continue
            rows = parts[0] if len(parts) == 1 else ibis.union(*parts)
            read = sum(c.rows for c in checks)
            merged = replaced = 0
            if int(self._session.rows(rows.aggregate(keys=distinct_keys(table, rows)))[0]["keys"]) < read:
                settled = settle(self._session, self.ledger, table, rows, sources, "last wins")
                rows, merged, replaced = settled.table, settled.merged, settled.replaced
            if table is BRANDS:
                self._problems += brands_of_rows(self._session.rows(rows), sources)[1]
            files = tuple(c.source for c in checks)
            tables.append((TableSummary(name, files, read, merged, replaced, read - merged - replaced), rows))
        if self._problems:
            raise DataError(self._problems)
        if not tables:
            raise DataError("none of the files has a row; nothing was written")
        return tables


def _try_pattern(session: Session, name: str, pattern: str) -> None:
    try:
        session.con.to_pyarrow(ibis.literal("").re_extract(pattern, 1))
    except Exception as error:  # the engine's own kinds of error
        reason = str(error).strip().splitlines()[0]
        raise ProfileError(f"mapping: [extract.{name}] pattern cannot be used: {reason}") from None


def _table_of(path: Path, raw: Raw) -> Table | Problem:
    """Return the table that a file holds by its name or its columns."""
    named = INPUT_TABLES.get(path.stem.lower())
    if named is not None:
        return named
    titles = {fold(field.title) for field in raw.fields}
    # A file of one brand's own page names no brand.
    found = [t for t in INPUT_TABLES.values() if t is not BRANDS and titles >= {*t.required} - {"brand"}]
    if not found and "brand" in titles and titles & {*BRANDS.names[1:]} - {"text"}:
        found = [BRANDS]
    if len(found) == 1:
        return found[0]
    there = [*(field.title for field in raw.fields), *raw.unknown]
    if found:
        what = f"the columns are those of {any_of(t.name for t in found)}"
        return Problem(raw.source, what, "the columns of one table", f"name the file {found[0].name}.csv or alike")
    lacking = {t.name: [n for n in t.required if n != "brand" and n not in titles] for t in INPUT_TABLES.values()}
    del lacking[BRANDS.name]
    nearest = min(lacking, key=lambda name: len(lacking[name]) / len(INPUT_TABLES[name].required))
    return Problem(
        raw.source,
        f"the columns ({some(there)}) are those of no table; "
        f"nearest is {nearest}, lacking {', '.join(lacking[nearest])}",
        expected=f"the columns of {any_of(INPUT_TABLES)}",
        mend="write a mapping that tells which column is which, and give it with --mapping",
    )


def _write(session: Session, table: Table, rows: Expr, path: Path) -> None:
    """Write a table as CSV: the required columns, and those that hold any value."""
    counts = session.rows(rows.aggregate(**{name: rows[name].count() for name in table.names}))[0]
    names = [name for name in table.names if counts[name] or name in table.required]
    # A number below 0 begins with a sign, and is no formula.
    texts_of = {name for name in names if DTYPES[table.column(name).kind] == "string"}
    texts = rows.order_by(AT).select(**{name: _text(table.column(name).kind, rows[name]) for name in names})
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(names)
        for batch in session.batches(texts):
            columns = [
                [cell(value) for value in column.to_pylist()] if name in texts_of else column.to_pylist()
                for name, column in zip(names, batch.columns, strict=True)
            ]
            writer.writerows(zip(*columns, strict=True))


def _text(kind: str, value: Any) -> Any:
    if kind == "time":
        fraction = value.strftime("%f")
        return (
            value.strftime("%Y-%m-%dT%H:%M:%S")
            + ibis.ifelse(fraction == "000000", "", ibis.literal(".") + fraction)
            + "Z"
        )
    return value.cast("string")


def _write_ledger(ledger: Ledger, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(_LEDGER_COLUMNS)
        for line in ledger:
            writer.writerow([cell(getattr(line, name)) for name in _LEDGER_COLUMNS])
