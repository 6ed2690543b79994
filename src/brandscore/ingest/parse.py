"""How the cells of each kind of column are read, and what can be wrong with one.

Everything here is an Ibis expression, computed in the engine: a value, null
where the cell is empty or wrong, and the faults that tell why it is wrong.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import ibis

from brandscore.engine.functions import without_nul
from brandscore.ingest.times import bangkok_day, era_year, from_bangkok, instant, shaped, zoned
from brandscore.ingest.wording import any_of, near
from brandscore.tables import Column, Kind

if TYPE_CHECKING:
    from ibis.expr.types import BooleanValue, StringValue, Value

__all__ = ["DTYPES", "Fault", "Parsed", "clean", "filled", "parse", "plain_text"]

#: Type that each kind of column has after reading.
DTYPES: dict[Kind, str] = {
    "text": "string",
    "id": "string",
    "choice": "string",
    "list": "string",
    "mapping": "string",
    "count": "int64",
    "day": "date",
    "time": "timestamp",
    "flag": "int8",
}
#: Beyond this a float does not hold every whole number.
_EXACT = 2**53
_LARGEST = 10**18
#: Length of a day without time.
_DAY_LENGTH = 10


@dataclass(frozen=True, slots=True)
class Fault:
    """One way in which a cell can be wrong.

    Parameters
    ----------
    what
        What is wrong; follows the value found.
    expected
        What was expected in its place.
    mend
        How to mend it, or a function of the value that says it.
    """

    what: str
    expected: str
    mend: str | Callable[[str], str]

    def mend_of(self, value: str) -> str:
        """Return how to mend a given value."""
        return self.mend if isinstance(self.mend, str) else self.mend(value)


#: Conditions with the faults of cells that cannot be read.
Faults = tuple[tuple[Any, Fault], ...]


@dataclass(frozen=True, slots=True)
class Parsed:
    """One column, read.

    Parameters
    ----------
    value
        The typed value; null where the cell is empty or cannot be read.
    faults
        Conditions with the faults of cells that cannot be read, the first
        that holds counts.
    otherwise
        The fault where none of the conditions holds.
    limit
        The last value that can be true, if there is one.
    assumed
        Condition and words of an assumption that the ledger must tell, if any;
        it was made wherever there is a value too.
    """

    value: Value
    faults: Faults
    otherwise: Fault
    limit: Any = None
    assumed: tuple[BooleanValue, str] | None = None


_LEAVE_EMPTY = "leave the cell empty where it was not collected"
_WHOLE = "a whole number, 0 or more"
_MAPPING = "read the file with `brandscore ingest` and a mapping"


def _commas(value: str) -> str:
    return f"write {value.strip().replace(',', '')}, or {_MAPPING}, which allows the commas"


def _short(value: str) -> str:
    found = re.fullmatch(r"\s*([\d.,]+)\s*([A-Za-z]+)\s*", value)
    factor = {"k": 1_000, "m": 1_000_000, "b": 1_000_000_000}.get(found[2].lower()[:1]) if found else None
    try:
        number = float(found[1].replace(",", "")) * factor if found and factor else None
    except ValueError:
        number = None
    written = f"write the full number ({number:.0f})" if number is not None else "write the full number"
    return f"{written}, not a shortened one"


_NEGATIVE = Fault("is negative", _WHOLE, _LEAVE_EMPTY)
_FRACTION = Fault("is not a whole number", _WHOLE, "give the count itself, not a mean or a share")
_COMMAS = Fault("has thousands separators", _WHOLE, _commas)
_SHORT = Fault("is a shortened number", _WHOLE, _short)
_INFINITE = Fault("is not finite", _WHOLE, _LEAVE_EMPTY)
_LARGE = Fault("is too large for a count", _WHOLE, "look for digits that ran together")
_NO_NUMBER = Fault("is not a number", _WHOLE, f"write digits only; {_LEAVE_EMPTY}")
_NO_FLAG = Fault("is neither 0 nor 1", "0, 1, true, false, or empty where not labelled", "write 0 or 1")
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
_MAP_FORMAT = f'write it so, or {_MAPPING} that has [dates] format = "%d/%m/%Y %H:%M" or alike'
_MAP_ERA = f'subtract 543, or {_MAPPING} that has [dates] era = "BE"'
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
        # Only texts and names can begin like a formula and still be right.
        text = plain_text(cell, guarded=guarded and DTYPES[column.kind] == "string", nul=nul)
    else:
        if dtype.is_floating():
            cell = ibis.ifelse(cell.isnan(), ibis.null(dtype), cell)
        if _native(column.kind, dtype):
            return cell
        text = cell.cast("string")
    if column.kind == "text":
        return text
    # In small letters from here on: a comparison with dozens of words must not do it for each.
    return text.strip().lower() if column.kind in ("choice", "flag") else text.strip()


def filled(cell: Any) -> BooleanValue:
    """Whether a cleaned cell holds anything."""
    return cell.notnull() & (cell != "") if cell.type().is_string() else cell.notnull()


def _native(kind: Kind, dtype: Any) -> bool:
    """Whether a kind of column is read from a type as it is, not from its text."""
    if kind in ("count", "flag"):
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
            (_is_whole(cell), cell.try_cast("int64").cast("string")),
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


def _is_whole(number: Any) -> BooleanValue:
    # Not by floor(): the engine makes that an integer, which fails beyond 64 bits.
    return (number % 1) == 0


def _choice(column: Column, cell: Any, latest: dt.datetime) -> Parsed:
    value = ibis.cases(
        (cell.isin(column.choices), cell), *((cell == alias, name) for alias, name in column.aliases.items())
    )
    known = [*column.choices, *column.aliases]

    def mend(found: str) -> str:
        meant = near(found, known)
        if meant is not None:
            return f'did you mean "{column.aliases.get(meant, meant)}"?'
        return f"write one of them, or {_MAPPING} that has [values.{column.name}]; leave out rows of anything else"

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


def _count(column: Column, cell: Any, latest: dt.datetime) -> Parsed:
    dtype = cell.type()
    none = ibis.null("int64")
    faults: Faults
    if dtype.is_integer():
        value = ibis.ifelse((cell >= 0) & (cell < _LARGEST), cell.try_cast("int64"), none)
        return Parsed(value, ((cell < 0, _NEGATIVE),), _LARGE)
    if dtype.is_numeric():
        number = cell.cast("float64")
        good = (number >= 0) & (number < _LARGEST) & _is_whole(number)
        value = ibis.ifelse(good, cell.try_cast("int64"), none)
        faults = ((number.isinf(), _INFINITE), (number < 0, _NEGATIVE), (~_is_whole(number), _FRACTION))
        return Parsed(value, faults, _LARGE)
    value = ibis.ifelse(cell.re_search(r"^\+?\d{1,18}(\.0*)?$"), cell.try_cast("int64"), none)
    faults = (
        (cell.re_search(r"^\+?\d+(\.0*)?$"), _LARGE),
        (cell.re_search(r"(?i)^[+-]?inf(inity)?$"), _INFINITE),
        (cell.re_search(r"^-[\d,]*\.?\d+$"), _NEGATIVE),
        (cell.re_search(r"^\+?\d*\.\d+$"), _FRACTION),
        (cell.re_search(r"^\d{1,3}(,\d{3})+(\.0*)?$"), _COMMAS),
        (cell.re_search(r"(?i)^\d[\d.,]*\s*(k|m|b|mil|million|bn)$"), _SHORT),
    )
    return Parsed(value, faults, _NO_NUMBER)


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
    "count": _count,
    "day": _moment,
    "time": _moment,
    "flag": _flag,
}
