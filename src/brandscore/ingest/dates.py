"""Date formats of mappings: texts of other programs, to ISO 8601 texts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import ibis

if TYPE_CHECKING:
    from ibis.expr.types import StringValue

__all__ = ["DateFormat", "iso_text"]

#: Years that the Buddhist era is ahead of the common one.
_BUDDHIST_AHEAD = 543

_MONTHS: tuple[tuple[str, ...], ...] = (
    ("january", "jan", "มกราคม", "ม.ค."),
    ("february", "feb", "กุมภาพันธ์", "ก.พ."),
    ("march", "mar", "มีนาคม", "มี.ค."),
    ("april", "apr", "เมษายน", "เม.ย."),
    ("may", "พฤษภาคม", "พ.ค."),
    ("june", "jun", "มิถุนายน", "มิ.ย."),
    ("july", "jul", "กรกฎาคม", "ก.ค."),
    ("august", "aug", "สิงหาคม", "ส.ค."),
    ("september", "sep", "sept", "กันยายน", "ก.ย."),
    ("october", "oct", "ตุลาคม", "ต.ค."),
    ("november", "nov", "พฤศจิกายน", "พ.ย."),
    ("december", "dec", "ธันวาคม", "ธ.ค."),
)
_MONTH_NAMES = "|".join(re.escape(n) for n in sorted((n for names in _MONTHS for n in names), key=len, reverse=True))
#: Pattern of each part that a format may have.
_PARTS: dict[str, str] = {
    "Y": r"\d{4}",
    "y": r"\d{2}",
    "m": r"\d{1,2}",
    "b": rf"(?:{_MONTH_NAMES})",
    "d": r"\d{1,2}",
    "H": r"\d{1,2}",
    "I": r"\d{1,2}",
    "p": r"am|pm|a\.m\.|p\.m\.",
    "M": r"\d{2}",
    "S": r"\d{2}",
    "f": r"\d{1,9}",
    "z": r"Z|[+-]\d{2}:?\d{2}",
}
#: Two-digit years below this are of the 21st century, as in most programs.
_PIVOT = 69


@dataclass(frozen=True, slots=True)
class DateFormat:
    """A date format in the letters of ``strptime``.

    Parameters
    ----------
    text
        The format: ``%Y %y %m %b %B %d %H %I %p %M %S %f %z`` and other
        characters as they stand. Days, months and hours may lack their
        leading zero; month names may be English or Thai, short or long.

    Raises
    ------
    ValueError
        If it has a part that is not known, twice, or lacks year, month or day.

    Examples
    --------
    >>> DateFormat("%d/%m/%Y %H:%M").parts
    ('d', 'm', 'Y', 'H', 'M')
    >>> DateFormat("%d/%m")
    Traceback (most recent call last):
    ...
    ValueError: "%d/%m" has no year (%Y or %y)
    """

    text: str

    def __post_init__(self) -> None:
        parts = self.parts
        for part in parts:
            if part not in _PARTS:
                raise ValueError(f'"{self.text}" has %{part}, which is not known; known are %{" %".join(_PARTS)}')
            if parts.count(part) > 1:
                raise ValueError(f'"{self.text}" has %{part} twice')
        for names, what in ((("Y", "y"), "year"), (("m", "b"), "month"), (("d",), "day")):
            if not any(name in parts for name in names):
                raise ValueError(f'"{self.text}" has no {what} ({" or ".join("%" + n for n in names)})')
        if ("I" in parts) != ("p" in parts):
            raise ValueError(f'"{self.text}" must have %I and %p together')

    @property
    def parts(self) -> tuple[str, ...]:
        """The letters of its parts, in order; %B counts as %b."""
        return tuple(part.replace("B", "b") for part in re.findall(r"%([A-Za-z])", self.text.replace("%%", "")))

    @property
    def pattern(self) -> str:
        """A regular expression with a group for each part, in order."""
        pattern, at = "", 0
        for match in re.finditer(r"%(.)", self.text):
            pattern += re.escape(self.text[at : match.start()])
            letter = match[1].replace("B", "b")
            pattern += "%" if letter == "%" else f"({_PARTS[letter]})"
            at = match.end()
        return f"(?i)^{pattern}{re.escape(self.text[at:])}$"

    def iso(self, cell: StringValue, buddhist: bool) -> tuple[Any, StringValue]:
        """Return whether trimmed cells have this format, and their ISO 8601 text."""
        group = {part: cell.re_extract(self.pattern, i) for i, part in enumerate(self.parts, start=1)}

        def two(part: str) -> Any:
            return group[part].lpad(2, "0") if part in group else ibis.literal("00")

        if "Y" in group:
            year = group["Y"].try_cast("int32")
            year = ibis.ifelse(year >= 2400, year - _BUDDHIST_AHEAD, year) if buddhist else year
        else:
            short = group["y"].try_cast("int32")
            century = 2500 - _BUDDHIST_AHEAD if buddhist else ibis.ifelse(short < _PIVOT, 2000, 1900)
            year = short + century
        if "b" in group:
            name = group["b"].lower()
            month = ibis.cases(*((name.isin(names), f"{i:02}") for i, names in enumerate(_MONTHS, start=1)), else_="00")
        else:
            month = two("m")
        hour = two("H")
        if "I" in group:
            twelve = group["I"].try_cast("int32") % 12
            late = group["p"].lower().startswith("p")
            # An hour such as 13 pm must not be read as 1 pm.
            valid = group["I"].try_cast("int32").between(1, 12)
            hour = ibis.ifelse(valid, (twelve + ibis.ifelse(late, 12, 0)).cast("string").lpad(2, "0"), "99")
        text = year.cast("string").lpad(4, "0") + "-" + month + "-" + two("d")
        if any(part in group for part in "HIMSfz"):
            text = text + "T" + hour + ":" + two("M") + ":" + two("S")
            if "f" in group:
                text = text + "." + group["f"]
            if "z" in group:
                text = text + group["z"].upper()
        return cell.re_search(self.pattern), text


def iso_text(cell: StringValue, formats: list[DateFormat], *, buddhist: bool, zone: str | None) -> StringValue:
    """Return cells of some formats as ISO 8601 text; other cells as they are.

    Parameters
    ----------
    cell
        Trimmed texts.
    formats
        Tried in order; the first that fits counts. ISO 8601 is always read.
    buddhist
        Whether years are of the Buddhist era. Years before 2400 are left as
        they are: cells that a spreadsheet holds as real dates.
    zone
        Zone of times that name none, such as ``+00:00``; Bangkok if not given.
    """
    text: Any = cell
    if buddhist:
        year = cell.substr(0, 4).try_cast("int32")
        common = (year - _BUDDHIST_AHEAD).cast("string") + cell.substr(4)
        iso = cell.re_search(r"^\d{4}-\d{2}-\d{2}([T ]|$)") & (year >= 2400)
        text = ibis.ifelse(iso, common, cell)
    if formats:
        text = ibis.cases(*(one.iso(cell, buddhist) for one in formats), else_=text)
    if zone is not None:
        naive = text.re_search(r"[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?$")
        text = ibis.ifelse(naive, text + zone, text)
    return text
