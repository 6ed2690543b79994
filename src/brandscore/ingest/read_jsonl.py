"""Reading JSONL: one object a line, in bounded memory."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from brandscore.errors import Problem
from brandscore.ingest.encodings import NotDecodableError, encoding_of, opened
from brandscore.ingest.raw import BATCH_ROWS, Cells, Field, Raw, Tally, fold, stage_texts
from brandscore.ingest.read_csv import empty_file
from brandscore.ingest.wording import quoted

if TYPE_CHECKING:
    from brandscore.engine.session import Session
    from brandscore.ledger import Ledger

__all__ = ["cell_text", "read_jsonl"]

_BATCH_CHARACTERS = 64_000_000


def cell_text(value: Any) -> str | None:
    """Return a Python value as the text of a CSV cell, ``None`` for null and NaN.

    Lists are joined by ``|``, mappings become ``key:value`` pairs.

    Examples
    --------
    >>> cell_text(True), cell_text(12.0), cell_text(["a", "b"]), cell_text({"x": ["1", "2"]})
    ('true', '12.0', 'a|b', 'x:1|x:2')
    """
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return None if math.isnan(value) else repr(value)
    if isinstance(value, (list, tuple)):
        return "|".join(t for t in map(cell_text, value) if t is not None)
    if isinstance(value, dict):
        pairs = [(k, v) for k, vs in value.items() for v in (vs if isinstance(vs, (list, tuple)) else (vs,))]
        return "|".join(f"{k}:{cell_text(v)}" for k, v in pairs)
    return str(value)


def read_jsonl(
    session: Session, ledger: Ledger, path: Path, name: str, wanted: frozenset[str], encoding: str | None = None
) -> Raw:
    """Read the wanted keys of a JSONL file into the session as table ``name``.

    A key that no line has is a column that the file does not have. A line
    that is no JSON object is a problem; its row is its line number.
    """
    source = path.name
    if path.stat().st_size == 0:
        return Raw.failed(empty_file(source))
    try:
        found = encoding_of(path, encoding)
    except NotDecodableError as error:
        return Raw.failed(error.problem)
    if found == "cp874" and encoding is None:
        ledger.add(source, "assumed", "the file is not UTF-8 and was read as cp874 (Thai Windows)")
    order = sorted(wanted)
    with opened(path, found) as handle:
        objects = _Objects(source, handle, {key: i for i, key in enumerate(order)})
        table = stage_texts(session, name, [f"c{i}" for i in range(len(order))], objects.batches())
    return Raw(
        source,
        table,
        tuple(Field(title, f"c{i}") for title, i in sorted(objects.titles.items(), key=lambda kv: kv[1]) if i >= 0),
        tuple(title for title, i in objects.titles.items() if i < 0),
        nul=True,
        problems=tuple(objects.broken.problems()),
    )


class _Objects:
    """The objects of a JSONL file, as columns of text."""

    def __init__(self, source: str, handle: TextIO, places: dict[str, int]) -> None:
        self._source = source
        self._handle = handle
        self._places = places
        #: Place of every key met, -1 for those not wanted.
        self.titles: dict[str, int] = {}
        self.broken = Tally()

    def batches(self) -> Iterator[Cells]:
        """Yield batches of rows."""
        width = len(self._places)
        rows: list[int] = []
        batch: list[list[str | None]] = []
        size = 0
        for row, line in enumerate(self._handle, start=1):
            if not line.strip():
                continue
            values = self._parsed(line, row)
            if values is None:
                continue
            cells: list[str | None] = [None] * width
            for key, value in values.items():
                place = self.titles.get(key)
                if place is None:
                    place = self.titles[key] = self._places.get(fold(key), -1)
                if place >= 0:
                    cells[place] = cell_text(value)
            rows.append(row)
            batch.append(cells)
            size += len(line)
            if len(rows) >= BATCH_ROWS or size > _BATCH_CHARACTERS:
                yield rows, _transposed(batch)
                rows, batch, size = [], [], 0
        if rows:
            yield rows, _transposed(batch)

    def _parsed(self, line: str, row: int) -> dict[str, Any] | None:
        try:
            value = json.loads(line)
            what = "the line is no JSON object"
        except (ValueError, RecursionError) as error:
            value = None
            what = f"the line is no JSON ({error})"
        if isinstance(value, dict):
            return value
        self.broken.add(
            Problem(
                self._source,
                f"{what}: {quoted(line.strip())}",
                expected='one object in braces, such as {"brand": "…"}',
                mend="mend or delete the line, or export the file again",
                row=row,
            )
        )
        return None


def _transposed(batch: list[list[str | None]]) -> list[Sequence[str | None]]:
    return list(zip(*batch, strict=True))
