"""Rows into a file, piece by piece; harmless in a spreadsheet, whole or not at all."""

from __future__ import annotations

import csv
import datetime as dt
import json
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from brandscore.classify.tasks import TASKS
from brandscore.classify_file.reading import ENDINGS, Source
from brandscore.errors import DataError, Problem
from brandscore.files import cell, unmarked, whole_file
from brandscore.ingest.read_jsonl import cell_text
from brandscore.ingest.wording import any_of, quoted

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["open_sink"]

#: Takes the columns of some rows, in the order of the titles.
Writer = Callable[[list[list[Any]]], None]

#: What a spreadsheet can hold.
_SHEET_ROWS = 1_048_576
_SHEET_CELL = 32_767

_NUMBER = re.compile(r"[-+]?[0-9]+(?:\.[0-9]+)?")
_SURROGATE = re.compile("[\ud800-\udfff]")


def _whole(value: Any) -> Any:
    """Return a text without halves of surrogate pairs, which no encoding can write."""
    return _SURROGATE.sub("\ufffd", value) if isinstance(value, str) else value


def _csv_cell(value: Any) -> str:
    if isinstance(value, str) and _NUMBER.fullmatch(value):
        return value  # a minus before a number is no formula
    if isinstance(value, (dt.datetime, dt.date, dt.time)):
        return value.isoformat(sep=" ") if isinstance(value, dt.datetime) else value.isoformat()
    if isinstance(value, float):
        return cell(value, exact=True)
    return cell(_whole(cell_text(value)) if isinstance(value, (list, dict)) else _whole(value))


@contextmanager
def _csv_sink(path: Path, columns: Sequence[str], delimiter: str) -> Iterator[Writer]:
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, delimiter=delimiter, lineterminator="\n")
        writer.writerow([_csv_cell(name) for name in columns])

        def write(values: list[list[Any]]) -> None:
            writer.writerows(zip(*([_csv_cell(v) for v in column] for column in values), strict=True))

        yield write


@contextmanager
def _jsonl_sink(path: Path, columns: Sequence[str]) -> Iterator[Writer]:
    with path.open("w", encoding="utf-8", newline="\n") as handle:

        def write(values: list[list[Any]]) -> None:
            for row in zip(*values, strict=True):
                line = json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False, default=_json_value)
                handle.write(_whole(line) + "\n")

        yield write


def _json_value(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _arrow_types(source: Source, columns: Sequence[str], as_text: Collection[str]) -> dict[str, pa.DataType]:
    """Return a type for each column: as the source has it, else as all its values allow, else text."""
    import pyarrow as pa

    types: dict[str, pa.DataType] = dict.fromkeys(as_text, pa.string())
    for task in TASKS:
        types[task.name] = pa.int8() if task.binary else pa.string()
        types |= dict.fromkeys(task.columns[1:], pa.float64())
    if source.schema is not None:
        given = {name: source.schema.field(i).type for i, name in enumerate(source.columns)}
    else:
        kinds: dict[str, set[type]] = {name: set() for name in source.columns}
        for piece in source.pieces():
            for name, values in piece.columns.items():
                kinds[name] |= {_kind(value) for value in values if value is not None}
        given = {name: _arrow_type(found) for name, found in kinds.items()}
    return {name: types.get(name) or given.get(name, pa.string()) for name in columns}


def _kind(value: Any) -> type:
    """Return the type of a value; text for a number that 64 bits do not hold."""
    return str if isinstance(value, int) and not -(2**63) <= value < 2**63 else type(value)


def _arrow_type(kinds: set[type]) -> pa.DataType:
    import pyarrow as pa

    if kinds == {bool}:
        return pa.bool_()
    if kinds == {int}:
        return pa.int64()
    if kinds and kinds <= {int, float}:
        return pa.float64()
    return pa.string()


@contextmanager
def _parquet_sink(path: Path, columns: Sequence[str], source: Source, as_text: Collection[str]) -> Iterator[Writer]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    types = _arrow_types(source, columns, as_text)
    schema = pa.schema([pa.field(name, types[name]) for name in columns])
    with pq.ParquetWriter(path, schema) as writer:

        def write(values: list[list[Any]]) -> None:
            arrays = [_array(column, schema.field(i).type) for i, column in enumerate(values)]
            writer.write_batch(pa.record_batch(arrays, schema=schema))

        yield write


def _array(values: list[Any], kind: pa.DataType) -> pa.Array:
    import pyarrow as pa

    if pa.types.is_string(kind) or pa.types.is_large_string(kind):
        values = [v if v is None else _whole(_text(v)) for v in values]
    return pa.array(values, kind)


def _text(value: Any) -> str:
    text = value if isinstance(value, str) else cell_text(value)
    return text or ""


@contextmanager
def _xlsx_sink(path: Path, columns: Sequence[str], name: str) -> Iterator[Writer]:
    import xlsxwriter

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(
        str(path), {**options, "remove_timezone": True, "default_date_format": "yyyy-mm-dd hh:mm:ss"}
    )
    # The clock leaves no trace in a result.
    book.set_properties({"created": dt.datetime(2000, 1, 1)})
    sheet = book.add_worksheet("classified")
    next_row = 0

    def row(values: Sequence[Any]) -> None:
        nonlocal next_row
        if next_row >= _SHEET_ROWS:
            raise _too_big(name, f"more than {_SHEET_ROWS:,} rows")
        for i, value in enumerate(values):
            _write_cell(sheet, next_row, i, value, name)
        next_row += 1

    def write(values: list[list[Any]]) -> None:
        for cells in zip(*values, strict=True):
            row(cells)

    row(list(columns))
    yield write
    book.close()


def _write_cell(sheet: Any, row: int, column: int, value: Any, name: str) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, (int, float)) and abs(value) < 1e15:
        sheet.write_number(row, column, value)
    elif isinstance(value, (dt.datetime, dt.date)):
        sheet.write_datetime(row, column, value)
    else:
        text = _whole(_text(value))
        if len(text.encode("utf-16-le")) > 2 * _SHEET_CELL:  # as a spreadsheet counts: an emoji is two
            raise _too_big(
                name, f"row {row + 1:,} has a text of {len(text):,} characters, a cell holds {_SHEET_CELL:,}"
            )
        sheet.write_string(row, column, unmarked(text))


def _too_big(name: str, what: str) -> DataError:
    return DataError([Problem(name, f"too big for a workbook: {what}", mend="write .csv, .jsonl or .parquet instead")])


@contextmanager
def open_sink(path: Path, columns: Sequence[str], source: Source, as_text: Collection[str] = ()) -> Iterator[Writer]:
    """Open a file for writing; it appears when the block ends without error.

    Parameters
    ----------
    path
        Where to; its ending says in which format.
    columns
        Titles of all columns.
    source
        What is read, for the types of its columns.
    as_text
        Columns that hold text now, whatever they held in the source.

    Yields
    ------
    Callable
        Takes the values of some rows, column by column.

    Raises
    ------
    DataError
        If the ending is none that is written, or the rows do not fit.
    """
    path = Path(path)
    ending = path.suffix.lower().removeprefix(".")
    if ending not in ENDINGS:
        expected = any_of(f".{name}" for name in ENDINGS)
        raise DataError([Problem(path.name, f"files that end in {quoted(path.suffix)} are not written", expected)])
    with whole_file(path) as work:
        if ending == "jsonl":
            sink = _jsonl_sink(work, columns)
        elif ending == "parquet":
            sink = _parquet_sink(work, columns, source, as_text)
        elif ending == "xlsx":
            sink = _xlsx_sink(work, columns, path.name)
        else:
            sink = _csv_sink(work, columns, "\t" if ending == "tsv" else ",")
        with sink as write:
            yield write
