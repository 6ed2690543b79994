"""Python functions over the distinct values of a column, in bounded memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa
    from ibis.expr.types import StringColumn
    from ibis.expr.types import Table as Expr

    from brandscore.engine.session import Session

__all__ = ["KEY", "VALUE", "lookup"]

VALUE = "value__"
KEY = "key__"


def lookup(session: Session, name: str, values: StringColumn, function: Callable[[str], str]) -> Expr:
    """Return a table of each distinct non-null value (`VALUE`) and what a function makes of it (`KEY`).

    Parameters
    ----------
    session
        Where the table goes, as ``name``.
    values
        A column of text.
    function
        Called once for each distinct value.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pa.schema([(VALUE, pa.string()), (KEY, pa.string())])
    distinct = values.name(VALUE).as_table().filter(lambda t: t[VALUE].notnull()).distinct()

    def keyed() -> Iterator[pa.RecordBatch]:
        for batch in session.batches(distinct):
            texts = batch.column(0).to_pylist()
            keys = [function(text) for text in texts]
            yield pa.record_batch([pa.array(texts, pa.string()), pa.array(keys, pa.string())], schema=schema)

    # By way of a file: the engine cannot take in a table while it hands one out.
    path = session.folder / f"{name}.parquet"
    with pq.ParquetWriter(path, schema) as writer:
        for batch in keyed():
            writer.write_batch(batch)
    return session.parquet(name, path).select(VALUE, KEY)
