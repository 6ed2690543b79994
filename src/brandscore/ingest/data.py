"""The data of one run: tables in, validated, typed and ready to be measured."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from brandscore.engine.session import DEFAULT_MEMORY, Session
from brandscore.errors import DataError
from brandscore.files import sha256_of
from brandscore.ingest.brands import Brand
from brandscore.ingest.build import Opener, Sources, build
from brandscore.ingest.raw import Raw
from brandscore.ingest.read_frame import read_frame
from brandscore.ingest.readers import READERS, ending, read_file, tables_in
from brandscore.ledger import Ledger
from brandscore.tables import BRANDS, INPUT_TABLES

if TYPE_CHECKING:
    from ibis.expr.types import Table as Expr

__all__ = ["Data", "load", "load_table"]


class Data:
    """Tables of one run, validated and typed, in an engine session.

    Parameters
    ----------
    accounts, posts, mentions, brands, campaigns, surveys, visits
        Dataframes of any kind (pandas, Polars, Arrow) with the columns that
        `brandscore.tables` declares; a table left out was not collected.
    memory
        Memory the engine may use before it spills to disk, such as ``"4GB"``.
    threads
        Threads of the engine; all cores if not given.
    temp
        Folder for temporary files.
    note
        A line that every page made of these data shows, such as ``"invented data"``.

    Attributes
    ----------
    accounts, posts, mentions, campaigns, surveys, visits
        Ibis tables in `session`, or ``None`` where not collected.
    brands
        The brands of the table `brands`, or ``None`` where there is none.
    ledger
        Every row that was merged or dropped, and every assumption.
    inputs
        SHA-256 of each file that was read, by name.

    Raises
    ------
    DataError
        If anything is wrong, with every problem of every table.

    Examples
    --------
    >>> import pandas as pd
    >>> frame = pd.DataFrame({
    ...     "brand": ["Chang"], "platform": ["Facebook"], "date": ["2026-01-31"], "followers": [1_200_000],
    ... })
    >>> with Data(accounts=frame) as data:
    ...     print(data, data.session.rows(data.accounts)[0]["platform"])
    Data(accounts: 1 row) facebook
    """

    session: Session
    ledger: Ledger
    note: str | None
    inputs: dict[str, str]
    accounts: Expr | None
    posts: Expr | None
    mentions: Expr | None
    campaigns: Expr | None
    surveys: Expr | None
    visits: Expr | None
    brands: tuple[Brand, ...] | None

    def __init__(
        self,
        accounts: Any = None,
        posts: Any = None,
        mentions: Any = None,
        brands: Any = None,
        campaigns: Any = None,
        surveys: Any = None,
        visits: Any = None,
        *,
        memory: str = DEFAULT_MEMORY,
        threads: int | None = None,
        temp: str | Path | None = None,
        note: str | None = None,
    ) -> None:
        frames = {
            "accounts": accounts,
            "posts": posts,
            "mentions": mentions,
            "brands": brands,
            "campaigns": campaigns,
            "surveys": surveys,
            "visits": visits,
        }
        openers: dict[str, Opener] = {
            name: partial(_open_frame, frame, name) for name, frame in frames.items() if frame is not None
        }
        self._fill(Sources(openers, note=note), memory, threads, temp)

    @classmethod
    def _of(cls, sources: Sources, memory: str, threads: int | None, temp: str | Path | None) -> Data:
        data = cls.__new__(cls)
        data._fill(sources, memory, threads, temp)
        return data

    def _fill(self, sources: Sources, memory: str, threads: int | None, temp: str | Path | None) -> None:
        self.session = Session(memory, threads, temp)
        self.ledger = Ledger()
        try:
            built = build(self.session, self.ledger, sources)
        except BaseException:
            self.session.close()
            raise
        for name in INPUT_TABLES:
            if name != BRANDS.name:
                setattr(self, name, built.tables.get(name))
        self.brands = built.brands
        self.note = built.note
        self.inputs = dict(sources.hashes)
        self._rows = built.rows

    def __repr__(self) -> str:
        parts = [f"{name}: {rows:,} row{'' if rows == 1 else 's'}" for name, rows in self._rows.items()]
        return f"Data({', '.join(parts)})"

    def close(self) -> None:
        """Give the engine's memory and temporary files back."""
        self.session.close()

    def __enter__(self) -> Data:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


def load(
    folder: str | Path,
    *,
    only: Collection[str] | None = None,
    memory: str = DEFAULT_MEMORY,
    threads: int | None = None,
    temp: str | Path | None = None,
) -> Data:
    r"""Load a data folder: any of the input tables (accounts, posts, mentions, …), each in one file.

    CSV (or TSV), Parquet, JSONL and XLSX are read; brands also from
    brands.toml. Other files are left alone.

    Parameters
    ----------
    folder
        The folder.
    only
        Names of the tables to read; all that are there if not given.
    memory, threads, temp
        As for `Data`.

    Returns
    -------
    Data
        The tables, validated and typed.

    Raises
    ------
    DataError
        If anything is wrong, with every problem of every file.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> _ = (folder / "accounts.csv").write_text("brand,platform,date,followers\nChang,fb,2026-01-31,12\n")
    >>> load(folder)
    Data(accounts: 1 row)
    """
    folder = Path(folder)
    names = INPUT_TABLES if only is None else only
    expected = f"{', '.join(f'{name}.*' for name in names)} ({', '.join(READERS)}; brands also toml)"
    if not folder.is_dir():
        reason = "is a file, not a folder" if folder.exists() else "does not exist"
        raise DataError(f"{folder} {reason}; expected a folder with any of {expected}")
    paths, problems = tables_in(folder, only)
    if not paths and not problems:
        raise DataError(f"{folder} holds no table; expected any of {expected}")
    sources = Sources({}, problems=problems)
    for name, path in paths.items():
        sources.hashes[path.name] = sha256_of(path)
        if ending(path) == "toml":
            sources.brands_toml = path
        else:
            sources.openers[name] = partial(_open_file, path)
    return Data._of(sources, memory, threads, temp)


def load_table(
    path: str | Path,
    name: str,
    *,
    memory: str = DEFAULT_MEMORY,
    threads: int | None = None,
    temp: str | Path | None = None,
) -> Data:
    r"""Load one table from a file of any name.

    Parameters
    ----------
    path
        The file: CSV (or TSV), Parquet, JSONL or XLSX.
    name
        Which table it holds, such as ``campaigns``.
    memory, threads, temp
        As for `Data`.

    Raises
    ------
    DataError
        If anything is wrong with it.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "june.csv"
    >>> _ = path.write_text("brand,platform,date,followers\nChang,fb,2026-01-31,12\n")
    >>> load_table(path, "accounts")
    Data(accounts: 1 row)
    """
    path = Path(path)
    if not path.is_file():
        raise DataError(
            f"{path} {'is no file' if path.exists() else 'does not exist'}; name a file with the table {name}."
        )
    return Data._of(
        Sources({name: partial(_open_file, path)}, hashes={path.name: sha256_of(path)}), memory, threads, temp
    )


def _open_frame(frame: Any, source: str, session: Session, ledger: Ledger, name: str, wanted: frozenset[str]) -> Raw:
    return read_frame(session, frame, source, name, wanted)


def _open_file(path: Path, session: Session, ledger: Ledger, name: str, wanted: frozenset[str]) -> Raw:
    return read_file(session, ledger, path, name, wanted)
