"""Reading XLSX: the first sheet, as text, whole numbers without their decimal point."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from brandscore.errors import Problem
from brandscore.ingest.raw import BATCH_ROWS, Cells, Field, Raw, fold, stage_texts
from brandscore.ingest.read_csv import empty_file

if TYPE_CHECKING:
    from brandscore.engine.session import Session
    from brandscore.ledger import Ledger

__all__ = ["read_xlsx"]

#: A spreadsheet keeps 15 digits of a number; beyond, it has been rounded.
_EXACT = 1e15


def read_xlsx(
    session: Session, ledger: Ledger, path: Path, name: str, wanted: frozenset[str], encoding: str | None = None
) -> Raw:
    """Read the wanted columns of the first sheet into the session as table ``name``.

    A sheet has at most 1,048,576 rows, so it is read whole.
    """
    from python_calamine import CalamineError, CalamineWorkbook

    source = path.name
    if path.stat().st_size == 0:
        return Raw.failed(empty_file(source))
    try:
        with CalamineWorkbook.from_path(str(path)) as book:
            names = book.sheet_names
            rows = book.get_sheet_by_index(0).iter_rows()
            titles_row, titles = _titles(rows)
    except (CalamineError, OSError, ValueError, IndexError) as error:
        return Raw.failed(
            Problem(
                source,
                f"the workbook cannot be read ({error})",
                expected="an .xlsx workbook with the table on its first sheet",
                mend="open it in a spreadsheet program and save it again as .xlsx, without a password",
            )
        )
    if not titles:
        return Raw.failed(empty_file(source))
    if len(names) > 1:
        ledger.add(source, "ignored", f"only the first sheet was read, of {len(names)}")
    kept = [i for i, title in enumerate(titles) if fold(title) in wanted]
    table = stage_texts(session, name, [f"c{i}" for i in kept], _batches(rows, titles_row + 1, kept))
    return Raw(
        source,
        table,
        tuple(Field(titles[i].strip(), f"c{i}") for i in kept),
        tuple(t for i, t in enumerate(titles) if i not in kept and t.strip()),
        guarded=True,
    )


def _titles(rows: Iterator[list[Any]]) -> tuple[int, list[str]]:
    """Return the first row that is not blank, as texts, and its number."""
    for number, row in enumerate(rows, start=1):
        if any(value != "" for value in row):
            return number, [_text(value) for value in row]
    return 0, []


def _batches(rows: Iterator[list[Any]], first: int, kept: list[int]) -> Iterator[Cells]:
    numbers: list[int] = []
    columns: list[list[str | None]] = [[] for _ in kept]
    for number, row in enumerate(rows, start=first):
        if all(value == "" for value in row):
            continue
        numbers.append(number)
        for place, column in zip(kept, columns, strict=True):
            column.append(_text(row[place]))
        if len(numbers) >= BATCH_ROWS:
            yield numbers, _sequences(columns)
            numbers, columns = [], [[] for _ in kept]
    if numbers:
        yield numbers, _sequences(columns)


def _sequences(columns: list[list[str | None]]) -> list[Sequence[str | None]]:
    return list(columns)


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value.replace("\x00", "") if "\x00" in value else value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        if abs(value) >= _EXACT:
            return f"{value:.14E}"  # as a spreadsheet shows it: an id like this is not whole any more
        return str(int(value)) if float(value).is_integer() else repr(value)
    if isinstance(value, dt.datetime):
        return value.isoformat(sep=" ")
    return str(value)
