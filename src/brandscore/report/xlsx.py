"""Workbooks for people who live in a spreadsheet: tables that are formatted, filtered, and run nothing.

Every text is written as text: nothing that begins like a formula, a link or a
number becomes one. The same tables give the same bytes every time.
"""

from __future__ import annotations

import datetime as dt
import math
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Literal

from brandscore.errors import WriteError
from brandscore.files import unmarked, whole_file
from brandscore.report.figures import is_missing

__all__ = ["Cell", "CellKind", "Note", "Sheet", "SheetColumn", "notes_sheet", "write_workbook"]

CellKind = Literal["text", "count", "number", "percent", "money", "day"]
# percent is a number in percent points: 3.66 is shown as 3.66%, and stays 3.66 for those who calculate with it.

#: Limits of the format.
_LONGEST_TEXT = 32_767
_LONGEST_NAME = 31
_MOST_ROWS = 1_048_576
#: Widths of columns, in characters; longer text is wrapped.
_NARROWEST, _WIDEST = 8.0, 60.0
#: Characters of room for the arrow of the filter beside a title.
_ARROW = 3
#: A workbook bears a date of its making; the clock must not be in a result.
_MADE = dt.datetime(2000, 1, 1)
_HEAD = {
    "bold": True,
    "bg_color": "#E4ECF2",
    "bottom": 1,
    "valign": "top",
    "text_wrap": True,
    "quote_prefix": True,
}
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_NO_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Cell:
    """A value with a kind of its own, where the cells of a column differ.

    Parameters
    ----------
    value
        The value; ``None`` and NaN leave the cell empty.
    kind
        What it is.
    currency
        Its currency, for kind ``money``.
    """

    value: Any
    kind: CellKind
    currency: str = ""


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column of a sheet.

    Parameters
    ----------
    name
        Its key in the rows.
    title
        What the header says.
    kind
        What its cells hold. Days are `datetime.date` or ISO texts; a text in
        a column of another kind is shown as it is.
    decimals
        Decimals shown, for kinds ``number``, ``percent`` and ``money``.
    currency
        Currency shown, for kind ``money``; three letters.
    width
        In characters; as wide as its longest cell if not given.
    """

    name: str
    title: str
    kind: CellKind = "text"
    decimals: int = 2
    currency: str = ""
    width: float | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: a table with its header.

    Parameters
    ----------
    name
        Name of the sheet; cleaned to what a spreadsheet takes, and made unique.
    columns
        The columns, in order.
    rows
        Cells by column name; values, or `Cell`. What a row lacks is empty.
    title, note
        Lines above the table.
    fixed
        Columns that stay in sight when one scrolls to the right.
    """

    name: str
    columns: Sequence[SheetColumn]
    rows: Sequence[Mapping[str, Any]]
    title: str = ""
    note: str = ""
    fixed: int = 0


@dataclass(frozen=True, slots=True)
class Note:
    """How one figure of a workbook is made, for the sheet of notes.

    Parameters
    ----------
    name, title
        What it is called.
    formula
        Its formula, as a person reads it.
    unit
        Its unit.
    reading
        How to read a value.
    source
        Where it comes from.
    """

    name: str
    title: str = ""
    formula: str = ""
    unit: str = ""
    reading: str = ""
    source: str = ""


def notes_sheet(notes: Iterable[Note], name: str = "Notes") -> Sheet:
    """Return a sheet of notes: formulas and sources as text; what no note has gets no column.

    Examples
    --------
    >>> sheet = notes_sheet([Note("ctr", "Click-through rate", "clicks / impressions · 100", "percent")])
    >>> [column.title for column in sheet.columns]
    ['Name', 'Title', 'Formula', 'Unit']
    """
    rows = [{field.name: getattr(note, field.name) for field in fields(note)} for note in notes]
    names = [field.name for field in fields(Note) if field.name == "name" or any(row[field.name] for row in rows)]
    return Sheet(name, tuple(SheetColumn(n, n.capitalize()) for n in names), rows)


def write_workbook(path: str | Path, sheets: Sequence[Sheet]) -> None:
    """Write sheets as an XLSX file, whole or not at all.

    Parameters
    ----------
    path
        The file; replaced if it is there.
    sheets
        The sheets, in order; one at least.

    Raises
    ------
    WriteError
        If the file cannot be written, or a table has more rows than a sheet.

    Examples
    --------
    >>> import tempfile
    >>> columns = [SheetColumn("brand", "Brand"), SheetColumn("ctr", "Click-through rate", "percent")]
    >>> path = Path(tempfile.mkdtemp()) / "metrics.xlsx"
    >>> write_workbook(path, [Sheet("Metrics", columns, [{"brand": "ช้าง", "ctr": 1.61}])])
    >>> path.read_bytes()[:2]
    b'PK'
    """
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    with whole_file(Path(path)) as target:
        book = xlsxwriter.Workbook(
            str(target),
            {
                "in_memory": True,  # files on disk would put their own times into the archive
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
        book.set_properties({"created": _MADE})
        formats = _Formats(book)
        taken: set[str] = set()
        for sheet in sheets:
            _write(book.add_worksheet(_sheet_name(sheet.name, taken)), sheet, formats)
        try:
            book.close()
        except (OSError, FileCreateError) as error:
            raise WriteError(f"{path} cannot be written: {error}. Is the disk full?") from error


class _Formats:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Any] = {}

    def of(self, **properties: Any) -> Any:
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(properties)
        return self._made[key]


def _write(page: Any, sheet: Sheet, formats: _Formats) -> None:
    from xlsxwriter.utility import xl_rowcol_to_cell

    at = 0
    for line, style in ((sheet.title, {"bold": True, "font_size": 14}), (sheet.note, {"italic": True})):
        for text in _text(line).split("\n") if line else ():
            page.write_string(at, 0, text, formats.of(**style, quote_prefix=True))
            at += 1
    at += 1 if at else 0
    last = at + len(sheet.rows)
    if last >= _MOST_ROWS:
        raise WriteError(
            f"the sheet {sheet.name} would have {last + 1:,} rows, and a sheet holds {_MOST_ROWS:,}. "
            "Ask for longer periods or fewer brands, or take the CSV file."
        )
    for j, column in enumerate(sheet.columns):
        page.write_string(at, j, _text(column.title), formats.of(**_HEAD))
        width = max(_NARROWEST, _width(column.title) + _ARROW)
        for i, row in enumerate(sheet.rows, start=at + 1):
            value = row.get(column.name)
            cell = value if isinstance(value, Cell) else Cell(value, column.kind, column.currency)
            width = max(width, _write_cell(page, i, j, cell, column, formats))
        page.set_column(j, j, min(width, _WIDEST) if column.width is None else column.width)
    page.freeze_panes(at + 1, sheet.fixed)
    if sheet.rows and sheet.columns:
        page.autofilter(at, 0, last, len(sheet.columns) - 1)
        # Ids are text on purpose: no warning in the corner of each cell.
        page.ignore_errors({"number_stored_as_text": f"A1:{xl_rowcol_to_cell(last, len(sheet.columns) - 1)}"})
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(at)


def _write_cell(page: Any, i: int, j: int, cell: Cell, column: SheetColumn, formats: _Formats) -> float:
    """Write one cell; return how many characters wide it is shown."""
    value = _value(cell)
    if value is None:
        return 0.0
    if isinstance(value, str):
        style: dict[str, Any] = {"valign": "top", "text_wrap": True}
        if value.startswith(_FORMULA):
            style["quote_prefix"] = True  # or it would run as soon as somebody edits the cell
        page.write_string(i, j, value, formats.of(**style))
        return max(_width(line) for line in value.split("\n")) + 1
    style = {"valign": "top", "num_format": _number_format(cell, column)}
    if isinstance(value, bool):
        page.write_boolean(i, j, value, formats.of(valign="top"))
        return 6.0
    if isinstance(value, dt.date):
        page.write_datetime(i, j, value, formats.of(**style))
        return 11.0
    page.write_number(i, j, value, formats.of(**style))
    decimals = 0 if cell.kind == "count" else column.decimals
    return len(f"{value:,.{decimals}f}") + len(cell.currency) + 3.0


def _value(cell: Cell) -> str | bool | float | dt.date | None:
    """Return a cell's value in a type that the file has: text, yes or no, number, day, nothing."""
    value = cell.value
    if is_missing(value):
        return None
    if hasattr(value, "item"):  # a NumPy scalar
        value = value.item()
    if cell.kind == "text":
        return _text(value) or None
    if isinstance(value, bool):
        return value
    if cell.kind == "day":
        if isinstance(value, str):
            try:
                value = dt.date.fromisoformat(value)
            except ValueError:
                return _text(value) or None
        if isinstance(value, dt.datetime):
            value = value.date()
        return value if isinstance(value, dt.date) and value.year >= 1900 else _text(value)
    if isinstance(value, str):
        return _text(value) or None
    try:
        number = float(value)
    except (TypeError, ValueError):
        return _text(value) or None
    return number if math.isfinite(number) else str(number)


def _number_format(cell: Cell, column: SheetColumn) -> str:
    if cell.kind == "day":
        return "yyyy-mm-dd"
    decimals = "." + "0" * column.decimals if column.decimals else ""
    if cell.kind == "percent":
        return f'0{decimals}"%"'
    if cell.kind == "money":
        currency = re.sub("[^A-Z]", "", cell.currency.upper())
        return f'#,##0{decimals} "{currency}"' if currency else f"#,##0{decimals}"
    return "#,##0" if cell.kind == "count" else f"#,##0{decimals}"


def _text(value: Any) -> str:
    """Return text as a cell can hold it: no control characters but line ends and tabs, not too long."""
    if isinstance(value, (list, tuple)):
        value = ", ".join(str(item) for item in value)
    text = str(value).replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(c for c in text if c in "\n\t" or not _is_control(c))
    return unmarked(_cut(text, _LONGEST_TEXT, "…"))


def _cut(text: str, most: int, end: str = "") -> str:
    """Return a text of at most so many characters as a spreadsheet counts them: an emoji is two."""
    units = text.encode("utf-16-le")
    if len(units) <= 2 * most:
        return text
    return units[: 2 * (most - len(end))].decode("utf-16-le", "ignore") + end


def _is_control(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Cs") or char in "\ufffe\uffff"


def _width(text: str) -> float:
    """Return how wide a text is shown, in characters: marks above and below take no room, wide signs two."""
    widths = {"W": 2.0, "F": 2.0}
    return sum(
        0.0 if unicodedata.category(c) in ("Mn", "Me", "Cf") else widths.get(unicodedata.east_asian_width(c), 1.0)
        for c in text[:1_000]
    )


def _sheet_name(name: str, taken: set[str]) -> str:
    """Return a name that a spreadsheet takes and no other sheet has."""
    clean = _NO_NAME.sub(" ", _text(name).replace("\n", " "))
    clean = _cut(" ".join(clean.split()).strip(" '"), _LONGEST_NAME).rstrip(" '") or "Sheet"
    if clean.lower() == "history":  # a spreadsheet's own
        clean += "_"
    unique, n = clean, 1
    while unique.lower() in taken:
        n += 1
        end = f" ({n})"
        unique = _cut(clean, _LONGEST_NAME - len(end)).rstrip() + end
    taken.add(unique.lower())
    return unique
