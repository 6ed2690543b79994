"""What a reader hands on: cells as the file holds them, in the session, with their row numbers."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from brandscore.errors import LISTED, Problem

if TYPE_CHECKING:
    import pyarrow as pa
    from ibis.expr.types import Table as Expr

    from brandscore.engine.session import Session

__all__ = ["BATCH_ROWS", "ROW", "Cells", "Field", "Raw", "Tally", "damaged", "fold", "numbered", "stage_texts"]

#: Column of every raw table that holds the row number.
ROW = "row__"
#: Rows of text that are handed to the engine at a time. Few, since Python is
#: quicker with lists that stay in the processor's cache.
BATCH_ROWS = 4_000

#: One batch of text cells, column by column, with the row numbers.
Cells = tuple[list[int], list[Sequence[str | None]]]


def fold(title: str) -> str:
    r"""Return a column title as it is compared: trimmed, any case, one Unicode form.

    Examples
    --------
    >>> fold("  Post_ID "), fold("\ufeffbrand")
    ('post_id', 'brand')
    """
    return unicodedata.normalize("NFC", title.replace("\x00", "").strip("\ufeff").strip()).casefold()


@dataclass(frozen=True, slots=True)
class Field:
    """One column of a raw table.

    Parameters
    ----------
    title
        The title in the file.
    name
        The column of `Raw.table` that holds its cells.
    shown
        The column that holds the text to show in messages, where the cells
        were changed on the way (by a mapping).
    """

    title: str
    name: str
    shown: str | None = None


@dataclass(frozen=True, slots=True)
class Raw:
    """What was read of one file or dataframe.

    Parameters
    ----------
    source
        File name, or name of the dataframe.
    table
        The cells, with column `ROW`; ``None`` where nothing could be read.
    fields
        The columns that were asked for and found.
    unknown
        Titles of the other columns.
    guarded
        Whether text cells may carry the guard that `brandscore.files.cell`
        puts before a formula.
    nul
        Whether text cells may hold NUL characters.
    scanned
        Whether the file is only read when the cells are computed.
    mapped
        Whether a mapping stands between the file and these cells.
    problems
        What could not be read.
    """

    source: str
    table: Expr | None
    fields: tuple[Field, ...] = ()
    unknown: tuple[str, ...] = ()
    guarded: bool = False
    nul: bool = False
    scanned: bool = False
    mapped: bool = False
    problems: tuple[Problem, ...] = field(default=())

    @classmethod
    def failed(cls, *problems: Problem) -> Raw:
        """Return what is left where a source could not be read at all."""
        return cls(problems[0].source, None, problems=problems)


def damaged(source: str, error: Exception) -> Problem:
    """Return the problem of a Parquet file that cannot be read."""
    reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
    return Problem(
        source,
        f"the Parquet file cannot be read ({reason})",
        expected="a whole Parquet file",
        mend="copy or export it again; a copy that was cut short looks like this",
    )


class Tally:
    """Problems of one kind: the first are listed, the rest counted."""

    def __init__(self) -> None:
        self._listed: list[Problem] = []
        self._more = 0

    def add(self, problem: Problem) -> None:
        """Note one more."""
        if len(self._listed) < LISTED:
            self._listed.append(problem)
        else:
            self._more += 1

    def problems(self) -> list[Problem]:
        """Return the problems, the count of the rest on the last one."""
        if self._more:
            return [*self._listed[:-1], replace(self._listed[-1], more=self._more)]
        return list(self._listed)


def stage_texts(session: Session, name: str, columns: Sequence[str], batches: Iterable[Cells]) -> Expr:
    """Write batches of text cells into the session as table ``name``, with column `ROW`.

    Memory stays bounded: one batch is held at a time.
    """
    import pyarrow as pa

    schema = pa.schema([pa.field(ROW, pa.int64()), *(pa.field(c, pa.string()) for c in columns)])

    def arrow() -> Iterator[pa.RecordBatch]:
        for rows, cells in batches:
            yield pa.record_batch([pa.array(rows, pa.int64()), *(_texts(c) for c in cells)], schema=schema)

    return session.stage(name, pa.RecordBatchReader.from_batches(schema, arrow()))


def _texts(cells: Sequence[str | None]) -> pa.Array:
    import pyarrow as pa

    try:
        return pa.array(cells, pa.string())
    except UnicodeEncodeError:  # half a surrogate pair, as broken JSON escapes give it
        whole = [None if c is None else c.encode("utf-8", "replace").decode("utf-8") for c in cells]
        return pa.array(whole, pa.string())


def numbered(batches: Iterable[pa.RecordBatch], schema: pa.Schema, first: int) -> pa.RecordBatchReader:
    """Return Arrow batches with their row numbers, counted from ``first``, as column `ROW`."""
    import pyarrow as pa

    whole = pa.schema([pa.field(ROW, pa.int64()), *schema])

    def arrow() -> Iterator[pa.RecordBatch]:
        at = first
        for batch in batches:
            rows: Any = pa.array(range(at, at + batch.num_rows), pa.int64())
            at += batch.num_rows
            yield pa.record_batch([rows, *batch.columns], schema=whole)

    return pa.RecordBatchReader.from_batches(whole, arrow())
