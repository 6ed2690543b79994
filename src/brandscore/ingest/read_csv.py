"""Reading CSV: any of three delimiters and three encodings, cell by cell, in bounded memory."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from brandscore.errors import Problem
from brandscore.ingest.encodings import NotDecodableError, encoding_of, opened
from brandscore.ingest.raw import BATCH_ROWS, Cells, Field, Raw, Tally, fold, stage_texts
from brandscore.ingest.wording import quoted

if TYPE_CHECKING:
    from brandscore.engine.session import Session
    from brandscore.ledger import Ledger

__all__ = ["read_csv", "sniffed"]

_DELIMITERS = (",", ";", "\t")
#: Characters read before a batch is handed on, however few rows it has.
_BATCH_CHARACTERS = 64_000_000
_HEAD = 1 << 20
#: The longest cell that Python's reader can be told to take.
_LONGEST = 2**31 - 1


def sniffed(head: str, wanted: Iterable[str]) -> str:
    r"""Return the delimiter under which the first record names most of the wanted columns.

    Examples
    --------
    >>> sniffed("brand;platform;date, local\n", ["brand", "platform"])
    ';'
    """
    known = set(wanted)
    best, most = _DELIMITERS[0], (-1, -1)
    for delimiter in _DELIMITERS:
        titles = next((r for r in csv.reader(io.StringIO(head, newline=""), delimiter=delimiter) if r), [])
        found = (sum(fold(t) in known for t in titles), len(titles))
        if found > most:
            best, most = delimiter, found
    return best


class _Lines:
    """The lines of a file without NUL characters, counting what is handed out."""

    def __init__(self, handle: TextIO) -> None:
        self._handle = handle
        self.characters = 0

    def __iter__(self) -> Iterator[str]:
        for line in self._handle:
            self.characters += len(line)
            yield line.replace("\x00", "") if "\x00" in line else line


class _Records:
    """The records of a CSV file with their row numbers, as a spreadsheet shows them."""

    def __init__(self, source: str, handle: TextIO, delimiter: str) -> None:
        self.lines = _Lines(handle)
        self._reader = csv.reader(self.lines, delimiter=delimiter, strict=True)
        self._source = source
        self.row = 0
        self.broken = Tally()

    def __iter__(self) -> Iterator[list[str]]:
        while True:
            self.row += 1
            try:
                record = next(self._reader)
            except StopIteration:
                return
            except csv.Error as error:
                self.broken.add(
                    Problem(
                        self._source,
                        f"the quotes of this row do not match ({error}), text line {self._reader.line_num:,}",
                        expected='cells that hold a quote sign in quotes, the sign doubled: "say ""yes"""',
                        mend="mend the quotes of this row, or save the file again as CSV from its source",
                        row=self.row,
                    )
                )
                continue
            if record:
                yield record


def read_csv(
    session: Session, ledger: Ledger, path: Path, name: str, wanted: frozenset[str], encoding: str | None = None
) -> Raw:
    """Read the wanted columns of a CSV or TSV file into the session as table ``name``.

    Parameters
    ----------
    session, ledger
        Where the cells go, and the assumptions made.
    path
        The file. The first record that is not blank holds the titles.
    name
        Name of the staged table.
    wanted
        Titles to read, as `brandscore.ingest.raw.fold` gives them.
    encoding
        The encoding; found out if not given.

    Returns
    -------
    Raw
        All cells as text, an empty cell as empty text.
    """
    # The limit belongs to the whole process; longer cells are legal messages.
    csv.field_size_limit(_LONGEST)
    source = path.name
    if path.stat().st_size == 0:
        return Raw.failed(empty_file(source))
    try:
        found = encoding_of(path, encoding)
    except NotDecodableError as error:
        return Raw.failed(error.problem)
    if found == "cp874" and encoding is None:
        ledger.add(source, "assumed", "the file is not UTF-8 and was read as cp874 (Thai Windows)")
    with opened(path, found) as handle:
        delimiter = sniffed(handle.read(_HEAD), wanted)
    with opened(path, found) as handle:
        records = _Records(source, handle, delimiter)
        titles = next(iter(records), None)
        if titles is None:
            broken = records.broken.problems()
            return Raw.failed(*broken) if broken else Raw.failed(empty_file(source))
        kept = [i for i, title in enumerate(titles) if fold(title) in wanted]
        long = Tally()
        columns = [f"c{i}" for i in kept]
        table = stage_texts(session, name, columns, _batches(source, records, titles, kept, long))
    return Raw(
        source,
        table,
        tuple(Field(titles[i].strip("\ufeff").strip(), f"c{i}") for i in kept),
        tuple(t for i, t in enumerate(titles) if i not in kept and t.strip()),
        guarded=True,
        problems=(*records.broken.problems(), *long.problems()),
    )


def empty_file(source: str) -> Problem:
    """Return the problem of a file without anything in it."""
    return Problem(
        source,
        "the file is empty",
        expected="a row of column titles, and rows below it",
        mend="export it again, or take it out of the folder if the table was not collected",
    )


def _batches(source: str, records: _Records, titles: list[str], kept: list[int], long: Tally) -> Iterator[Cells]:
    width = len(titles)
    rows: list[int] = []
    batch: list[list[str]] = []
    start = records.lines.characters
    for record in records:
        if len(record) > width and any(cell.strip() for cell in record[width:]):
            long.add(
                Problem(
                    source,
                    f"the row has {len(record)} cells, the header {width}; beyond it stands "
                    f"{quoted(next(cell for cell in record[width:] if cell.strip()))}",
                    expected="as many cells as titles",
                    mend="put cells that hold the delimiter in double quotes",
                    row=records.row,
                )
            )
            continue
        rows.append(records.row)
        batch.append(record)
        if len(rows) >= BATCH_ROWS or records.lines.characters - start > _BATCH_CHARACTERS:
            yield rows, _columns(batch, width, kept)
            rows, batch, start = [], [], records.lines.characters
    if rows:
        yield rows, _columns(batch, width, kept)


def _columns(batch: list[list[str]], width: int, kept: list[int]) -> list[Sequence[str | None]]:
    if set(map(len, batch)) == {width}:
        columns = list(zip(*batch, strict=True))
    else:  # short rows: their last cells are empty
        columns = list(zip_longest(*batch, [""] * width, fillvalue=""))
        columns = [column[:-1] for column in columns]
    return [columns[i] for i in kept]
