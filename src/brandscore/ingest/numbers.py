"""How numbers are read: counts, amounts of money, and numbers of any other kind."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any

import ibis

from brandscore.ingest.faults import LEAVE_EMPTY, MAPPING, Fault, Faults, Parsed
from brandscore.tables import Column

if TYPE_CHECKING:
    from ibis.expr.types import BooleanValue

__all__ = ["THAI_DIGITS", "count", "is_whole", "number"]

#: Counts are below this.
_LARGEST = 10**18
#: Numbers with decimals are below this: a float keeps hundredths up to here.
_LARGEST_NUMBER = 1e13
_COUNT = r"^\+?\d{1,18}(\.0*)?$"
_NUMBER = r"(?i)^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$"
#: 0 to 9, as Thai writes them.
THAI_DIGITS = "๐๑๒๓๔๕๖๗๘๙"
_TO_WESTERN = str.maketrans(THAI_DIGITS, "0123456789")
_CURRENCY = r"(?i)[฿$€£¥]|บาท|baht|^(thb|usd|eur|gbp|jpy|sgd)\b|\d\s*(thb|usd|eur|gbp|jpy|sgd)$"


def _bare(value: str) -> str:
    """Return the number that a text holds beside other signs, or ``12``."""
    found = re.search(r"-?\d[\d,]*\.?\d*", value)
    return found[0].replace(",", "") if found else "12"


def _commas(value: str) -> str:
    return f"write {value.strip().replace(',', '')}, or {MAPPING}, which allows the commas"


def _western(value: str) -> str:
    return f"write {value.translate(_TO_WESTERN).strip()}, or {MAPPING}, which reads Thai digits"


def _decimal_comma(value: str) -> str:
    return f"write {value.strip().replace('.', '').replace(',', '.')} if the comma stands before decimals"


def _short(value: str) -> str:
    found = re.fullmatch(r"\s*([\d.,]+)\s*([A-Za-z]+)\s*", value)
    factor = {"k": 1_000, "m": 1_000_000, "b": 1_000_000_000}.get(found[2].lower()[:1]) if found else None
    try:
        number = float(found[1].replace(",", "")) * factor if found and factor else None
    except ValueError:
        number = None
    written = f"write the full number ({number:.0f})" if number is not None else "write the full number"
    return f"{written}, not a shortened one"


def _percent(value: str) -> str:
    return f"write {_bare(value)} if that is the number itself; rates are worked out here from the numbers behind them"


def _with_currency(value: str) -> str:
    return f"write {_bare(value)}; what currency it is stands in the column currency"


def is_whole(number: Any) -> BooleanValue:
    """Whether numbers are whole."""
    # Not by floor(): the engine makes that an integer, which fails beyond 64 bits.
    return (number % 1) == 0


def _signs(cell: Any, expected: str) -> Faults:
    """Return the faults of text that is a number beside other signs."""
    return (
        (cell.endswith("%") | cell.endswith("％"), Fault("has a percent sign", expected, _percent)),
        (cell.re_search(_CURRENCY), Fault("has a currency with it", expected, _with_currency)),
        (cell.re_search(r"(?i)^[+-]?inf(inity)?$"), Fault("is not finite", expected, LEAVE_EMPTY)),
        (
            cell.re_search(r"(?i)^\d[\d.,]*\s*(k|m|b|mil|million|bn)$"),
            Fault("is a shortened number", expected, _short),
        ),
        (
            cell.re_search(rf"^[+-]?[{THAI_DIGITS}][{THAI_DIGITS},.]*$"),
            Fault("is not a number in the digits 0 to 9", expected, _western),
        ),
    )


def count(column: Column, cell: Any, latest: dt.datetime) -> Parsed:
    """Return how a column of counts is read."""
    least = int(column.lowest or 0)
    expected = f"a whole number, {least} or more"
    below = Fault(f"is below {least}", expected, f"count from {least}")
    negative = below if least else Fault("is negative", expected, LEAVE_EMPTY)
    fraction = Fault("is not a whole number", expected, "give the count itself, not a mean or a share")
    infinite = Fault("is not finite", expected, LEAVE_EMPTY)
    large = Fault("is too large for a count", expected, "look for digits that ran together")
    commas = Fault("has thousands separators", expected, _commas)
    dtype = cell.type()
    none = ibis.null("int64")
    faults: Faults
    if dtype.is_integer():
        value = ibis.ifelse((cell >= least) & (cell < _LARGEST), cell.try_cast("int64"), none)
        return Parsed(value, ((cell < 0, negative), (cell < least, below)), large)
    if dtype.is_numeric():
        number = cell.cast("float64")
        good = (number >= least) & (number < _LARGEST) & is_whole(number)
        value = ibis.ifelse(good, cell.try_cast("int64"), none)
        faults = (
            (number.isinf(), infinite),
            (number < 0, negative),
            (~is_whole(number), fraction),
            (number < least, below),
        )
        return Parsed(value, faults, large)
    read = ibis.ifelse(cell.re_search(_COUNT), cell.try_cast("int64"), none)
    value = ibis.ifelse(read >= least, read, none) if least else read
    faults = (
        (read < least, below),
        (cell.re_search(r"^\+?\d+(\.0*)?$"), large),
        (cell.re_search(r"^-[\d,]*\.?\d+$"), negative),
        (cell.re_search(r"^\+?\d*\.\d+$"), fraction),
        (cell.re_search(r"^\d{1,3}(,\d{3})+(\.0*)?$"), commas),
        *_signs(cell, expected),
    )
    return Parsed(value, faults, Fault("is not a number", expected, f"write digits only; {LEAVE_EMPTY}"))


def number(column: Column, cell: Any, latest: dt.datetime) -> Parsed:
    """Return how a column of numbers with decimals, or of money, is read."""
    least = column.lowest
    what = "an amount" if column.kind == "money" else "a number"
    expected = what if least is None else f"{what}, {least:g} or more"
    text = cell.type().is_string()
    read = ibis.ifelse(cell.re_search(_NUMBER), cell.try_cast("float64"), ibis.null("float64")) if text else cell
    read = read.cast("float64")
    good = read.abs() < _LARGEST_NUMBER
    infinite = Fault("is not finite", expected, LEAVE_EMPTY)
    large = Fault("is too large", expected, "look for digits that ran together")
    faults: Faults = ((read.isinf(), infinite), (read.abs() >= _LARGEST_NUMBER, large))
    if least is not None:
        good = good & (read >= least)
        low = "is negative" if least == 0 else f"is below {least:g}"
        mend = f"write {column.name} without the minus; {LEAVE_EMPTY}" if least == 0 else "mend the number"
        faults = (*faults, (read < least, Fault(low, expected, mend)))
    if text:
        commas = Fault("has thousands separators", expected, _commas)
        comma = Fault("has a comma where decimals may be meant", expected, _decimal_comma)
        faults = (
            *faults,
            (cell.re_search(r"^[+-]?\d{1,3}(,\d{3})+(\.\d*)?$"), commas),
            (cell.re_search(r"^[+-]?(\d+|\d{1,3}(\.\d{3})+),\d+$"), comma),
            *_signs(cell, expected),
        )
    otherwise = Fault("is not a number", expected, f"write digits and one point only; {LEAVE_EMPTY}")
    return Parsed(ibis.ifelse(good, read, ibis.null("float64")), faults, otherwise)
