"""A DuckDB session: bounded memory, spilling to a temporary folder, Ibis on top.

All that is particular to DuckDB stands here; the rest of the project writes
Ibis expressions.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
import weakref
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import ibis

from brandscore.errors import UsageError

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa
    from ibis.expr.types import Table as Expr

__all__ = ["DEFAULT_MEMORY", "Session", "sql_of"]

#: What DuckDB may use before it spills to the temporary folder.
DEFAULT_MEMORY = "1GB"


class Session:
    """A place for the tables of one run.

    Parameters
    ----------
    memory
        Memory DuckDB may use before it spills to disk, such as ``"4GB"``.
    threads
        Threads; all cores if not given.
    temp
        Folder for the spill files.

    Raises
    ------
    UsageError
        If memory or folder cannot be used.
    """

    def __init__(
        self, memory: str = DEFAULT_MEMORY, threads: int | None = None, temp: str | Path | None = None
    ) -> None:
        try:
            folder = tempfile.mkdtemp(prefix="brandscore-", dir=temp)
        except OSError as error:
            raise UsageError(
                f"the temporary folder {temp or tempfile.gettempdir()} cannot be written to: {error.strerror}. "
                "Name another one with --temp."
            ) from error
        self._remove = weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        self.folder = Path(folder)
        try:
            self.con: Any = ibis.duckdb.connect(
                # In memory, and spilled to the temporary folder beyond the limit:
                # a database file would compress and sync what lives for one run.
                ":memory:",
                threads=threads or os.cpu_count() or 1,
                memory_limit=memory,
                temp_directory=str(self.folder / "spill"),
            )
        except duckdb.Error as error:
            self._remove()
            raise UsageError(f"memory {memory!r} cannot be used; write it as 512MB or 4GB ({error}).") from error
        # Instants are kept as UTC without zone and days are computed from
        # them; the session's own zone must not take part.
        self.con.raw_sql("SET timezone = 'UTC'")
        # Its bar goes to stdout, which belongs to results.
        # In a notebook without ipywidgets it has none, and says so with an error.
        with contextlib.suppress(duckdb.Error):
            self.con.raw_sql("SET enable_progress_bar = false")

    def stage(self, name: str, data: pa.Table | pa.RecordBatchReader | pd.DataFrame) -> Expr:
        """Write Arrow data or a dataframe into the session as table ``name``.

        A record batch reader is read batch by batch, so memory stays bounded.
        """
        raw = self.con.con
        raw.register("brandscore_incoming", data)
        try:
            raw.execute(f'CREATE OR REPLACE TABLE "{name}" AS SELECT * FROM brandscore_incoming')
        finally:
            raw.unregister("brandscore_incoming")
        return self.con.table(name)

    def parquet(self, name: str, path: Path) -> Expr:
        """Show a Parquet file as view ``name``, with its row number as ``file_row_number``."""
        quoted = str(path).replace("'", "''")
        self.con.con.execute(
            f"CREATE OR REPLACE VIEW \"{name}\" AS SELECT * FROM read_parquet('{quoted}', file_row_number = true)"
        )
        return self.con.table(name)

    def keep(self, name: str, expr: Expr) -> Expr:
        """Compute an expression once and keep it as table ``name`` (which may be part of it)."""
        raw = self.con.con
        raw.execute(f'CREATE OR REPLACE TABLE "{name}__new" AS {self.con.compile(expr)}')
        raw.execute(f'DROP TABLE IF EXISTS "{name}"')
        raw.execute(f'ALTER TABLE "{name}__new" RENAME TO "{name}"')
        return self.con.table(name)

    def fill(self, name: str, values: Expr, on: str) -> None:
        """Write new values into some rows of table ``name``, in place.

        Parameters
        ----------
        name
            The table.
        values
            Column ``on`` and the columns to write.
        on
            Column that tells the rows apart.
        """
        columns = ", ".join(f'"{c}" = brandscore_new."{c}"' for c in values.columns if c != on)
        self.con.con.execute(
            f'UPDATE "{name}" SET {columns} FROM ({self.con.compile(values)}) AS brandscore_new '
            f'WHERE "{name}"."{on}" = brandscore_new."{on}"'
        )

    def drop_columns(self, name: str, columns: Iterable[str]) -> Expr:
        """Take columns off table ``name``, without copying the others."""
        for column in columns:
            self.con.con.execute(f'ALTER TABLE "{name}" DROP COLUMN "{column}"')
        return self.con.table(name)

    def forget(self, *names: str) -> None:
        """Drop tables and views that are not needed any more; names that are none are passed over."""
        for name in names:
            kinds = self.con.con.execute(
                "SELECT table_type FROM information_schema.tables WHERE table_name = ?", [name]
            ).fetchall()
            for (kind,) in kinds:
                self.con.con.execute(f'DROP {"VIEW" if kind == "VIEW" else "TABLE"} "{name}"')

    def table(self, name: str) -> Expr:
        """Return a table or view of the session."""
        return self.con.table(name)

    def fetch(self, expr: Any) -> pd.DataFrame:
        """Compute an expression into a dataframe."""
        frame: pd.DataFrame = expr.to_pandas()
        return frame

    def rows(self, expr: Expr) -> list[dict[str, Any]]:
        """Compute an expression into a list of dictionaries (None = null)."""
        rows: list[dict[str, Any]] = self.con.to_pyarrow(expr).to_pylist()
        return rows

    def batches(self, expr: Expr, size: int = 50_000) -> Iterator[pa.RecordBatch]:
        """Compute an expression batch by batch, in bounded memory."""
        yield from self.con.to_pyarrow_batches(expr, chunk_size=size)

    def close(self) -> None:
        """Close the database and remove its files."""
        self.con.disconnect()
        self._remove()


def sql_of(expr: Any, dialect: str = "duckdb") -> str:
    """Return the SQL of an Ibis expression."""
    return str(ibis.to_sql(expr, dialect=dialect))
