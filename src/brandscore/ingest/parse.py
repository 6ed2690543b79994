"""How the cells of each kind of column are read, and what can be wrong with one.

Everything here is an Ibis expression, computed in the engine: a value, null
where the cell is empty or wrong, and the faults that tell why it is wrong.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import ibis

from brandscore.engine.functions import without_nul
from brandscore.ingest.faults import MAPPING, Fault, Faults, Parsed
from brandscore.ingest.numbers import count, is_whole, number
from brandscore.ingest.times import bangkok_day, era_year, from_bangkok, instant, shaped, zoned
from brandscore.ingest.wording import any_of, near
from brandscore.tables import Column, Kind

if TYPE_CHECKING:
    from ibis.expr.types import BooleanValue, StringValue

__all__ = ["DTYPES", "clean", "filled", "parse", "plain_text"]

#: Type that each kind of column has after reading.
DTYPES: dict[Kind, str] = {
    "text": "string",
    "id": "string",
    "choice": "string",
    "list": "string",
    "mapping": "string",
    "count": "int64",
    "number": "float64",
    "money": "float64",
    "currency": "string",
    "day": "date",
    "time": "timestamp",
    "flag": "int8",
}
#: Beyond this a float does not hold every whole number.
_EXACT = 2**53
#: Length of a day without time.
_DAY_LENGTH = 10


_NO_FLAG = Fault("is neither 0 nor 1", "0, 1, true, false, or empty where not labelled", "write 0 or 1")
_NO_CURRENCY = Fault("is no currency that is known", "three letters such as THB", "write THB for baht, USD, EUR, …")
_ROUNDED = Fault(
    "is an id that was rounded as a number",
    "the id with all its digits",
    "export ids as text; a spreadsheet or a float keeps only the first 15 digits of a number",
)
_ISO = "a time such as 2026-01-31, 2026-01-31 18:30 or 2026-01-31T18:30:00+07:00"
_ISO_DAY = "a day such as 2026-01-31"
_BUDDHIST = "looks like a year of the Buddhist era"
_NO_FORM = "is in no form that is read"
_NO_DAY = "is no day of the calendar"
_FUTURE = "lies in the future"
_MAP_FORMAT = f'write it so, or {MAPPING} that has [dates] format = "%d/%m/%Y %H:%M" or alike'
_MAP_ERA = f'subtract 543, or {MAPPING} that has [dates] era = "BE"'
_MEND_FUTURE = "mend the date; day and month may be swapped, or the zone wrong"
_NESTED = Fault("is not one plain value", "one value a cell", "write the column as text, numbers or times")


def plain_text(cell: StringValue, *, guarded: bool, nul: bool) -> StringValue:
    """Return text as it was meant: without NUL characters and, where guarded, without formula guards."""
    text = without_nul(cell) if nul else cell
    if not guarded:
        return text
    guard = r"^'([=+\-@\t\r])"
    return ibis.ifelse(text.startswith("'"), text.re_replace(guard, r"\1"), text)


def clean(column: Column, cell: Any, *, guarded: bool, nul: bool) -> Any:
    """Return cells as `parse` takes them: text plain and, but for kind ``text``, trimmed.

    Words to choose from are in small letters.

    Parameters
    ----------
    column
        The declaration of the column.
    cell
        The cells, of any type; text is read by the rules of CSV.
    guarded
        Whether text may carry formula guards.
    nul
        Whether text may hold NUL characters.
    """
    dtype = cell.type()
    if dtype.is_array() and column.kind in ("list", "mapping"):
        text = cell.join("|")
    elif dtype.is_nested() or dtype.is_binary() or dtype.is_unknown():
        return cell
    elif dtype.is_string():
        # Only texts, names and numbers below 0 can begin like a formula and still be right.
        text = plain_text(cell, guarded=guarded and DTYPES[column.kind] in ("string", "float64"), nul=nul)
    else:
        if dtype.is_floating():
            cell = ibis.ifelse(cell.isnan(), ibis.null(dtype), cell)
        if _native(column.kind, dtype):
            return cell
        text = cell.cast("string")
    if column.kind == "text":
        return text
    # In small letters from here on: a comparison with dozens of words must not do it for each.
    return text.strip().lower() if column.kind in ("choice", "flag", "currency") else text.strip()


def filled(cell: Any) -> BooleanValue:
    """Whether a cleaned cell holds anything."""
    return cell.notnull() & (cell != "") if cell.type().is_string() else cell.notnull()


def _native(kind: Kind, dtype: Any) -> bool:
    """Whether a kind of column is read from a type as it is, not from its text."""
    if kind in ("count", "flag", "number", "money"):
        return bool(dtype.is_numeric() or (kind == "flag" and dtype.is_boolean()))
    if kind == "id":
        return bool(dtype.is_integer() or dtype.is_floating())
    return bool(kind in ("day", "time") and (dtype.is_date() or dtype.is_timestamp()))


def parse(column: Column, cell: Any, latest: dt.datetime) -> Parsed:
    """Return how a column is read.

    Parameters
    ----------
    column
        Its declaration.
    cell
        Its cells, as `clean` gives them.
    latest
        The last UTC instant that is not in the future.
    """
    dtype = cell.type()
    if dtype.is_nested() or dtype.is_binary() or dtype.is_unknown():
        return Parsed(ibis.null(DTYPES[column.kind]), (), _NESTED)
    return _READ[column.kind](column, cell, latest)


def _text(column: Column, cell: Any, latest: dt.datetime) -> Parsed:
    return Parsed(cell.cast("string").nullif(""), (), _NESTED)


def _id(column: Column, cell: Any, latest: dt.datetime) -> Parsed:
    dtype = cell.type()
    if dtype.is_floating():
        value = ibis.cases(
            (cell.abs() >= _EXACT, ibis.null("string")),
            (is_whole(cell), cell.try_cast("int64").cast("string")),
            else_=cell.cast("string"),
        )
        return Parsed(value, (), _ROUNDED)
    if not dtype.is_string():
        return Parsed(cell.cast("string"), (), _ROUNDED)
    # Programs that know no empty integer write 123 as 123.0 beside an empty cell.
    pointed = cell.endswith(".0") & cell.re_search(r"^\d+\.0$")
    rounded = cell.contains("E+") & cell.re_search(r"^\d\.\d+E\+\d+$")
    value = ibis.cases(
        (pointed, cell.re_replace(r"\.0$", "")), (rounded | (cell == ""), ibis.null("string")), else_=cell
    )
    return Parsed(value, (), _ROUNDED, assumed=(pointed, "written like 123.0, read as 123"))


def _choice(column: Column, cell: Any, latest: dt.datetime) -> Parsed:
    aliased = ((cell == alias, name) for alias, name in column.aliases.items())
    known_or_aliased = ((cell.isin(column.choices), cell), *aliased)
    if column.open:
        value = ibis.cases(*known_or_aliased, else_=cell.nullif(""))
        words = f"with words other than {', '.join(column.choices)}, kept in small letters"
        return Parsed(value, (), _NESTED, assumed=(~value.isin(column.choices), words))
    value = ibis.cases(*known_or_aliased)
    known = [*column.choices, *column.aliases]

    def mend(found: str) -> str:
        meant = near(found, known)
        if meant is not None:
            return f'did you mean "{column.aliases.get(meant, meant)}"?'
        return f"write one of them, or {MAPPING} that has [values.{column.name}]; leave out rows of anything else"

    return Parsed(value, (), Fault(f"is no {column.name} that is known", any_of(column.choices), mend))


def _flag(column: Column, cell: Any, latest: dt.datetime) -> Parsed:
    dtype = cell.type()
    if dtype.is_boolean():
        return Parsed(cell.cast("int8"), (), _NO_FLAG)
    if dtype.is_numeric():
        value = ibis.cases((cell == 0, 0), (cell == 1, 1))
    else:
        value = ibis.cases((cell.isin(("0", "0.0", "false")), 0), (cell.isin(("1", "1.0", "true")), 1))
    return Parsed(value.cast("int8"), (), _NO_FLAG)


def _currency(column: Column, cell: Any, latest: dt.datetime) -> Parsed:
    aliased = ((cell == alias, code) for alias, code in column.aliases.items())
    value = ibis.cases((cell.re_search("^[a-z]{3}$"), cell.upper()), *aliased)
    return Parsed(value, (), _NO_CURRENCY)


def _moment(column: Column, cell: Any, latest: dt.datetime) -> Parsed:
    dtype = cell.type()
    day = column.kind == "day"
    expected = _ISO_DAY if day else _ISO
    naive: Any
    form: Faults
    if dtype.is_string():
        good = shaped(cell)
        at = ibis.ifelse(good, instant(cell), ibis.null("timestamp"))
        naive = ~zoned(cell) & (cell.length() > _DAY_LENGTH) if day else ~zoned(cell)
        form = ((~good, Fault(_NO_FORM, expected, _MAP_FORMAT)),)
        year = cell.substr(0, 4).try_cast("int32")
    else:
        at = cell.cast("timestamp")
        form = ()
        year = cell.year()
        if dtype.is_timestamp() and dtype.timezone is not None:
            naive = ibis.literal(False)
        else:
            at = from_bangkok(at)
            naive = ibis.literal(not (day and dtype.is_date()))
    faults = (
        *form,
        (era_year(year), Fault(_BUDDHIST, expected, _MAP_ERA)),
        (at.isnull(), Fault(_NO_DAY, expected, "mend the date; day and month may be swapped")),
    )
    return Parsed(
        bangkok_day(at) if day else at,
        faults,
        Fault(_FUTURE, f"{expected}, not later than today", _MEND_FUTURE),
        ibis.literal((latest + dt.timedelta(hours=7)).date()) if day else ibis.literal(latest, type="timestamp"),
        (naive, "without zone, read as Asia/Bangkok"),
    )


_READ: dict[Kind, Callable[[Column, Any, dt.datetime], Parsed]] = {
    "text": _text,
    "id": _id,
    "choice": _choice,
    "list": _text,
    "mapping": _text,
    "count": count,
    "number": number,
    "money": number,
    "currency": _currency,
    "day": _moment,
    "time": _moment,
    "flag": _flag,
}
