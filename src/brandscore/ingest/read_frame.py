"""Reading dataframes: pandas, Arrow, and whatever hands its columns over as Arrow (Polars, DuckDB, Ibis)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from brandscore.errors import Problem
from brandscore.ingest.raw import ROW, Field, Raw, fold, numbered
from brandscore.ingest.read_jsonl import cell_text

if TYPE_CHECKING:
    import pyarrow as pa

    from brandscore.engine.session import Session

__all__ = ["read_frame"]

_BATCH_ROWS = 50_000


def read_frame(session: Session, frame: Any, source: str, name: str, wanted: frozenset[str]) -> Raw:
    """Read the wanted columns of a dataframe into the session as table ``name``.

    Rows are numbered as in a spreadsheet: the first is row 2.
    """
    try:
        titles, table = _arrow(frame, wanted)
    except TypeError as error:
        return Raw.failed(
            Problem(
                source,
                str(error),
                expected="a dataframe (pandas, Polars, Arrow)",
                mend="pass a dataframe, or write the table to a file and load its folder",
            )
        )
    reader = numbered(table.to_batches(max_chunksize=_BATCH_ROWS), table.schema, first=2)
    staged = session.stage(name, reader)
    kept = [title for title in titles if fold(title) in wanted]
    return Raw(
        source,
        staged.select(ROW, *(f"c{i}" for i in range(len(kept)))),
        tuple(Field(title.strip(), f"c{i}") for i, title in enumerate(kept)),
        tuple(title for title in titles if fold(title) not in wanted),
        nul=True,
    )


def _arrow(frame: Any, wanted: frozenset[str]) -> tuple[list[str], pa.Table]:
    """Return all titles, and the wanted columns as Arrow with the names c0, c1, …."""
    import pandas as pd
    import pyarrow as pa

    if isinstance(frame, pd.DataFrame):
        titles = [str(c) for c in frame.columns]
        kept = [i for i, title in enumerate(titles) if fold(title) in wanted]
        columns = [_pandas_column(frame.iloc[:, i]) for i in kept]
    else:
        if isinstance(frame, pa.Table):
            whole = frame
        elif hasattr(frame, "__arrow_c_stream__"):
            whole = pa.table(frame)
        elif hasattr(frame, "toPandas"):
            return _arrow(frame.toPandas(), wanted)
        else:
            raise TypeError(f"a {type(frame).__name__} is no dataframe")
        titles = whole.column_names
        kept = [i for i, title in enumerate(titles) if fold(title) in wanted]
        columns = [_plain(whole.column(i)) for i in kept]
    return titles, pa.table(columns, names=[f"c{i}" for i in range(len(kept))])


def _pandas_column(series: Any) -> pa.ChunkedArray:
    import pyarrow as pa

    try:
        return _plain(pa.array(series, from_pandas=True))
    except (pa.ArrowException, UnicodeEncodeError, OverflowError):
        # A column of mixed types: read as CSV cells would be.
        texts = [cell_text(None if _missing(v) else v) for v in series.tolist()]
        whole = [None if t is None else t.encode("utf-8", "replace").decode("utf-8") for t in texts]
        return pa.chunked_array([pa.array(whole, pa.large_string())])


def _missing(value: Any) -> bool:
    import pandas as pd

    return value is None or value is pd.NA or value is pd.NaT


def _plain(column: Any) -> pa.ChunkedArray:
    """Return a column in a type that the engine reads as what it means."""
    import pyarrow as pa

    if not isinstance(column, pa.ChunkedArray):
        column = pa.chunked_array([column])
    kind = column.type
    if pa.types.is_dictionary(kind):  # the engine would take it for a fixed set of words
        return column.cast(kind.value_type)
    if pa.types.is_null(kind) or isinstance(kind, pa.BaseExtensionType):
        return pa.chunked_array([pa.array([cell_text(v) for v in column.to_pylist()], pa.large_string())])
    if pa.types.is_float16(kind) or pa.types.is_decimal256(kind):
        return column.cast(pa.float64())
    return column
