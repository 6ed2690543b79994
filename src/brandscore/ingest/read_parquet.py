"""Reading Parquet: the engine scans the file itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from brandscore.errors import Problem
from brandscore.ingest.raw import ROW, Field, Raw, damaged, fold
from brandscore.ingest.read_csv import empty_file

if TYPE_CHECKING:
    from brandscore.engine.session import Session
    from brandscore.ledger import Ledger

__all__ = ["damaged", "read_parquet"]


def read_parquet(
    session: Session, ledger: Ledger, path: Path, name: str, wanted: frozenset[str], encoding: str | None = None
) -> Raw:
    """Show the wanted columns of a Parquet file in the session as view ``name``.

    Rows are numbered as if the file were shown in a spreadsheet: the first is row 2.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    source = path.name
    if path.stat().st_size == 0:
        return Raw.failed(empty_file(source))
    try:
        titles = pq.read_schema(path).names
    except (pa.ArrowException, OSError) as error:
        return Raw.failed(damaged(source, error))
    doubled = [t for i, t in enumerate(titles) if t.lower() in [o.lower() for o in titles[:i]]]
    if doubled:
        # The engine does not tell such columns apart.
        return Raw.failed(
            Problem(
                source,
                "two columns have the same title",
                expected="each title once",
                mend="rename or drop one of them",
                column=doubled[0],
            )
        )
    if "file_row_number" in (t.lower() for t in titles):
        return Raw.failed(
            Problem(
                source,
                "the title is kept for the row numbers",
                expected="any other title",
                mend="rename or drop the column",
                column="file_row_number",
            )
        )
    view = session.parquet(name, path)
    kept = [title for title in titles if fold(title) in wanted]
    table = view.select(
        (view["file_row_number"] + 2).name(ROW), **{f"c{i}": view[title] for i, title in enumerate(kept)}
    )
    return Raw(
        source,
        table,
        tuple(Field(title.strip(), f"c{i}") for i, title in enumerate(kept)),
        tuple(title for title in titles if title not in kept),
        nul=True,
        scanned=True,
    )
