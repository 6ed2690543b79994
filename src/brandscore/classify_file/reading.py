"""Rows of a file, piece by piece, with their values as the file holds them."""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from brandscore.errors import DataError, Problem
from brandscore.files import unguarded
from brandscore.ingest.encodings import NotDecodableError, encoding_of, opened
from brandscore.ingest.raw import Tally
from brandscore.ingest.read_csv import empty_file, sniffed
from brandscore.ingest.read_parquet import damaged
from brandscore.ingest.wording import any_of, quoted

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["ENDINGS", "Piece", "Source", "open_source"]

#: Rows, and characters of text, that are held at a time.
_ROWS = 5_000
_CHARACTERS = 4_000_000
#: The longest cell that Python's CSV reader can be told to take.
_LONGEST = 2**31 - 1
#: A spreadsheet keeps 15 digits of a number.
_EXACT = 1e15


@dataclass(frozen=True, slots=True)
class Piece:
    """Some rows of a file.

    Parameters
    ----------
    rows
        Their numbers as a person counts them (the header is row 1; in JSONL
        the line).
    columns
        The values, by column; null is None.
    """

    rows: list[int]
    columns: dict[str, list[Any]]


@dataclass(frozen=True, slots=True)
class Source:
    """A file that can be read piece by piece.

    Parameters
    ----------
    name
        Name of the file.
    columns
        Titles of its columns.
    pieces
        Gives its rows, from the start, each time it is called.
    schema
        Types of the columns, where the file knows them.
    """

    name: str
    columns: tuple[str, ...]
    pieces: Callable[[], Iterator[Piece]]
    schema: pa.Schema | None = field(default=None)


def _fail(source: str, what: str, expected: str = "", mend: str = "") -> DataError:
    return DataError([Problem(source, what, expected, mend)])


def _titles(source: str, titles: Iterable[str]) -> tuple[str, ...]:
    """Return the titles, those left empty by their place; DataError if one stands twice."""
    named = tuple(title.strip("\ufeff").strip() or f"column_{i}" for i, title in enumerate(titles, start=1))
    doubled = sorted({title for title in named if named.count(title) > 1})
    if doubled:
        raise DataError(
            [Problem(source, "the title stands twice", "each title once", "rename one", column=t) for t in doubled]
        )
    return named


def _pieces(columns: tuple[str, ...], rows: Iterable[tuple[int, list[Any]]]) -> Iterator[Piece]:
    numbers: list[int] = []
    held: list[list[Any]] = []
    characters = 0

    def piece() -> Piece:
        values = zip(*held, strict=True) if held else ([] for _ in columns)
        return Piece(numbers, {name: list(cells) for name, cells in zip(columns, values, strict=True)})

    for number, cells in rows:
        numbers.append(number)
        held.append(cells)
        characters += sum(len(cell) for cell in cells if isinstance(cell, str))
        if len(held) >= _ROWS or characters >= _CHARACTERS:
            yield piece()
            numbers, held, characters = [], [], 0
    if held:
        yield piece()


def _encoding(path: Path) -> str:
    try:
        return encoding_of(path)
    except NotDecodableError as error:
        raise DataError([error.problem]) from None


class _Lines:
    """The lines of a file; knows whether the last one has an end."""

    def __init__(self, handle: Iterable[str]) -> None:
        self._handle = handle
        self.ended = True

    def __iter__(self) -> Iterator[str]:
        for line in self._handle:
            self.ended = line.endswith(("\n", "\r"))
            yield line


def _open_csv(path: Path, wanted: tuple[str, ...]) -> Source:
    # The limit belongs to the whole process; longer cells are legal messages.
    csv.field_size_limit(_LONGEST)
    source, encoding = path.name, _encoding(path)
    with opened(path, encoding) as handle:
        delimiter = sniffed(handle.read(1 << 20), wanted)
    with opened(path, encoding) as handle:
        try:
            header = next((record for record in csv.reader(handle, delimiter=delimiter) if record), [])
        except csv.Error as error:
            raise _fail(source, f"the header cannot be read ({error})", "titles, comma between") from None
    if not header:
        raise DataError([empty_file(source)])
    columns = _titles(source, header)

    def rows() -> Iterator[tuple[int, list[Any]]]:
        broken = Tally()
        with opened(path, encoding) as handle:
            lines = _Lines(handle)
            reader = csv.reader(lines, delimiter=delimiter, strict=True)
            number, seen_header, short = 0, False, False
            while True:
                number += 1
                try:
                    record = next(reader, None)
                except csv.Error as error:
                    mend = "mend the quotes of this row"
                    broken.add(Problem(source, f"the row cannot be read ({error})", mend=mend, row=number))
                    continue
                if record is None:
                    if short and not lines.ended:
                        what = "the last row has fewer cells than the header, and no line end: the file breaks off here"
                        mend = "get the file again, or end the row with a line end if it is whole"
                        broken.add(Problem(source, what, mend=mend, row=number - 1))
                    break
                if not record:
                    continue
                if not seen_header:
                    seen_header = True
                    continue
                if any(cell.strip() for cell in record[len(columns) :]):
                    what = f"the row has {len(record)} cells, the header {len(columns)}"
                    mend = "put cells that hold the delimiter in double quotes"
                    broken.add(Problem(source, what, mend=mend, row=number))
                    continue
                short = len(record) < len(columns)
                cells = [unguarded(cell) if cell else None for cell in record[: len(columns)]]
                yield number, cells + [None] * (len(columns) - len(cells))
        if problems := broken.problems():
            raise DataError(problems)

    return Source(source, columns, lambda: _pieces(columns, rows()))


def _open_jsonl(path: Path, wanted: tuple[str, ...]) -> Source:
    source, encoding = path.name, _encoding(path)

    def objects() -> Iterator[tuple[int, dict[str, Any]]]:
        broken = Tally()
        with opened(path, encoding) as handle:
            for number, line in enumerate(handle, start=1):
                if not line.strip():
                    continue
                try:
                    value = json.loads(line)
                except (ValueError, RecursionError) as error:
                    what = f"the line is no JSON ({error}): {quoted(line.strip())}"
                    broken.add(Problem(source, what, mend="mend or delete the line", row=number))
                    continue
                if not isinstance(value, dict):
                    what = f"the line is no JSON object: {quoted(line.strip())}"
                    broken.add(Problem(source, what, 'one object, such as {"text": "…"}', row=number))
                    continue
                yield number, value
        if problems := broken.problems():
            raise DataError(problems)

    # Lines need not have the same keys: one pass to learn them all, and to find what is broken.
    columns = tuple(dict.fromkeys(chain.from_iterable(value for _, value in objects())))
    if not columns:
        raise DataError([empty_file(source)])

    def rows() -> Iterator[tuple[int, list[Any]]]:
        for number, value in objects():
            yield number, [_finite(value.get(name)) for name in columns]

    return Source(source, columns, lambda: _pieces(columns, rows()))


def _finite(value: Any) -> Any:
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _open_parquet(path: Path, wanted: tuple[str, ...]) -> Source:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        schema = pq.read_schema(path).remove_metadata()
    except (pa.ArrowException, OSError) as error:
        raise DataError([damaged(path.name, error)]) from None
    columns = _titles(path.name, schema.names)

    def pieces() -> Iterator[Piece]:
        start = 2
        try:
            with pq.ParquetFile(path) as file:
                for batch in file.iter_batches(batch_size=_ROWS):
                    rows = list(range(start, start + batch.num_rows))
                    start += batch.num_rows
                    values = (column.to_pylist() for column in batch.columns)
                    yield Piece(rows, dict(zip(columns, values, strict=True)))
        except (pa.ArrowException, OSError) as error:
            raise DataError([damaged(path.name, error)]) from None

    return Source(path.name, columns, pieces, schema)


def _open_xlsx(path: Path, wanted: tuple[str, ...]) -> Source:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        # A sheet has at most 1,048,576 rows, so it is read whole.
        with CalamineWorkbook.from_path(str(path)) as book:
            sheet = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (CalamineError, OSError, ValueError, IndexError) as error:
        mend = "open it in a spreadsheet program and save it again as .xlsx"
        raise _fail(path.name, f"the workbook cannot be read ({error})", "an .xlsx workbook", mend) from None
    filled = [(i, row) for i, row in enumerate(sheet, start=1) if any(value != "" for value in row)]
    if not filled:
        raise DataError([empty_file(path.name)])
    columns = _titles(path.name, [str(_value(title) or "") for title in filled[0][1]])
    rows = [(i, [_value(value) for value in row]) for i, row in filled[1:]]
    return Source(path.name, columns, lambda: _pieces(columns, iter(rows)))


def _value(value: Any) -> Any:
    """Return a cell's value, whole numbers without their decimal point, None for an empty cell."""
    if isinstance(value, str):
        return unguarded(value) if value else None
    if isinstance(value, float) and value.is_integer() and abs(value) < _EXACT:
        return int(value)
    return value


_OPENERS: dict[str, Callable[[Path, tuple[str, ...]], Source]] = {
    "csv": _open_csv,
    "tsv": _open_csv,
    "jsonl": _open_jsonl,
    "parquet": _open_parquet,
    "xlsx": _open_xlsx,
}
ENDINGS: tuple[str, ...] = tuple(_OPENERS)


def open_source(path: Path, wanted: tuple[str, ...] = ()) -> Source:
    """Open a file for reading in pieces.

    Parameters
    ----------
    path
        A file whose name ends in .csv, .tsv, .jsonl, .parquet or .xlsx.
    wanted
        Titles that tell which delimiter a CSV file has.

    Raises
    ------
    DataError
        If it is none of these, is not there, or cannot be read.
    """
    path = Path(path)
    opener = _OPENERS.get(path.suffix.lower().removeprefix("."))
    if opener is None:
        expected = any_of(f".{ending}" for ending in ENDINGS)
        raise _fail(path.name, f"files that end in {quoted(path.suffix)} are not read", expected, "export it as one")
    if not path.is_file():
        raise _fail(path.name, f"there is no such file: {path}", "a file", "check the path")
    if path.stat().st_size == 0:
        raise DataError([empty_file(path.name)])
    try:
        return opener(path, wanted)
    except OSError as error:
        raise _fail(path.name, f"the file cannot be read ({error.strerror or error})") from error
