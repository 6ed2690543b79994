"""Mapping files: how another program's columns, words and dates become ours."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import ibis
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from brandscore.errors import Problem, ProfileError
from brandscore.ingest import encodings
from brandscore.ingest import raw as raws
from brandscore.ingest.dates import DateFormat, iso_text
from brandscore.ingest.numbers import THAI_DIGITS
from brandscore.ingest.parse import plain_text
from brandscore.ingest.raw import ROW, Raw, fold
from brandscore.ingest.settings import complaints
from brandscore.ingest.wording import near, quoted, some
from brandscore.tables import INPUT_TABLES, Column, Table

if TYPE_CHECKING:
    from ibis.expr.types import StringValue

__all__ = ["Dates", "Extract", "Mapping", "apply", "constant", "read_mapping"]


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _date_format(text: str) -> str:
    DateFormat(text)
    return text


def _one_group(pattern: str) -> str:
    try:
        groups = re.compile(pattern).groups
    except re.error as error:
        raise ValueError(f"is no regular expression: {error}") from None
    if groups != 1:
        raise ValueError(f"must have one group in round brackets, it has {groups}")
    return pattern


_Scalar = str | int | float | bool | dt.datetime | dt.date
_SETTINGS = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Dates(BaseModel):
    """How dates are written.

    Parameters
    ----------
    format
        Formats as of ``strptime``, tried in order.
    era
        ``BE`` where years are of the Buddhist era.
    zone
        Zone of times that name none, as ``+07:00``; Bangkok if not given.
    """

    model_config = _SETTINGS

    format: Annotated[list[Annotated[str, AfterValidator(_date_format)]], BeforeValidator(_listed)] = []
    era: Literal["BE", "CE"] = "CE"
    zone: Annotated[str | None, Field(pattern=r"^[+-](0\d|1[0-4]):[0-5]\d$")] = None


class Extract(BaseModel):
    """A column cut out of another one.

    Parameters
    ----------
    source
        The file's column (``from`` in the file).
    pattern
        A regular expression; its one group is the value.
    """

    model_config = _SETTINGS

    source: str = Field(alias="from")
    pattern: Annotated[str, AfterValidator(_one_group)]


class Mapping(BaseModel):
    """A mapping file.

    Parameters
    ----------
    table
        The table that the file becomes.
    columns
        The file's column for each of ours. Columns that bear our names
        already need no entry.
    extract
        Our columns that are cut out of a column of the file.
    constants
        Our columns that hold one value throughout.
    values
        For each of our columns, the file's words and ours.
    dates
        How dates are written.
    encoding
        Encoding of text files.

    Examples
    --------
    >>> Mapping(table="accounts", columns={"brand": "แบรนด์"}, constants={"platform": "facebook"}).table
    'accounts'
    """

    model_config = _SETTINGS

    table: Literal["accounts", "posts", "mentions", "brands", "campaigns", "surveys", "visits"]
    columns: dict[str, str] = {}
    extract: dict[str, Extract] = {}
    constants: dict[str, _Scalar] = {}
    values: dict[str, dict[str, _Scalar]] = {}
    dates: Dates = Dates()
    encoding: Annotated[str | None, AfterValidator(lambda e: None if e is None else encodings.known(e))] = None

    @model_validator(mode="after")
    def _columns_are_ours(self) -> Mapping:
        names = INPUT_TABLES[self.table].names
        wrong = []
        for section in ("columns", "extract", "constants", "values"):
            for name in getattr(self, section):
                if name not in names:
                    meant = near(name, names)
                    hint = f"did you mean {quoted(meant)}?" if meant else f"it has {', '.join(names)}"
                    wrong.append(f"[{section}] {quoted(name)} is no column of {self.table}; {hint}")
        for name in names:
            sections = [s for s in ("columns", "extract", "constants") if name in getattr(self, s)]
            if len(sections) > 1:
                wrong.append(f"{quoted(name)} stands in {' and '.join(f'[{s}]' for s in sections)}; leave it in one")
        if wrong:
            raise ValueError("; ".join(wrong))
        return self

    @property
    def declaration(self) -> Table:
        """The declaration of the table."""
        return INPUT_TABLES[self.table]

    @property
    def wanted(self) -> frozenset[str]:
        """Titles to read from the file, folded."""
        theirs = [*self.columns.values(), *(e.source for e in self.extract.values())]
        return frozenset(fold(title) for title in theirs) | frozenset(self.declaration.names)


def read_mapping(path: Path) -> Mapping:
    """Read a mapping file.

    Raises
    ------
    ProfileError
        If it cannot be read, or anything in it is wrong; says what, and where.
    """
    try:
        return Mapping.model_validate(tomllib.loads(path.read_text(encoding="utf-8-sig")))
    except OSError as error:
        raise ProfileError(f"mapping {path}: the file cannot be read ({error.strerror})") from None
    except UnicodeDecodeError:
        raise ProfileError(f"mapping {path}: the file is not UTF-8; save it as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise ProfileError(f"mapping {path}: the file is no valid TOML: {error}") from None
    except ValidationError as error:
        lines = [f"  {place}: {what}; {mend}" for place, what, mend in complaints(error, _known_names())]
        raise ProfileError("\n".join([f"mapping {path} is wrong:", *lines])) from None


def _known_names() -> list[str]:
    names = [*Mapping.model_fields, *Dates.model_fields]
    return [*names, *("from" if n == "source" else n for n in Extract.model_fields)]


def apply(raw: Raw, mapping: Mapping) -> Raw:
    """Return a raw table with our columns, made of the file's by a mapping.

    Columns that the mapping names and the file lacks are problems.
    """
    if raw.table is None:
        return raw
    fields = {fold(f.title): f for f in reversed(raw.fields)}
    titles = [*(f.title for f in raw.fields), *raw.unknown]
    problems = list(raw.problems)
    made: dict[str, Any] = {ROW: raw.table[ROW]}
    columns = []
    used = set()
    for column in mapping.declaration.columns:
        name = column.name
        extract = mapping.extract.get(name)
        title = extract.source if extract is not None else mapping.columns.get(name)
        if name in mapping.constants:
            cell: Any = ibis.literal(_constant_text(mapping.constants[name]))
            made[f"{name}__shown"] = cell
        elif title is not None or name in fields:
            found = fields.get(fold(title) if title is not None else name)
            if found is None:
                assert title is not None
                problems.append(_absent(raw.source, name, title, titles))
                continue
            used.add(found.title)
            cell = raw.table[found.name]
            made[f"{name}__shown"] = cell.cast("string")
            if cell.type().is_string():
                cell = plain_text(cell, guarded=raw.guarded, nul=raw.nul)
            if extract is not None:
                cell = cell.cast("string").strip().re_extract(extract.pattern, 1).nullif("")
        else:
            continue
        made[name] = _adapted(column, cell, mapping)
        columns.append(name)
    return Raw(
        raw.source,
        raw.table.select(**made),
        tuple(raws.Field(name, name, shown=f"{name}__shown") for name in columns),
        tuple(title for title in titles if title not in used),
        scanned=raw.scanned,
        mapped=True,
        problems=tuple(problems),
    )


def _constant_text(value: _Scalar) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def _absent(source: str, name: str, title: str, titles: list[str]) -> Problem:
    meant = near(title, titles)
    return Problem(
        source,
        f"the mapping makes {name} of {quoted(title)}, which the file does not have; it has {some(titles)}",
        expected=f"a column {quoted(title)}",
        mend=f"did you mean {quoted(meant)}?" if meant is not None else "mend the mapping, or look at the export",
        column=name,
    )


def _adapted(column: Column, cell: Any, mapping: Mapping) -> Any:
    """Return cells with the file's words, numbers and dates written as ours."""
    words = mapping.values.get(column.name)
    if words:
        text = cell.cast("string").strip()
        lower = text.lower()
        pairs = ((lower == theirs.strip().lower(), _constant_text(ours)) for theirs, ours in words.items())
        cell = ibis.cases(*pairs, else_=text)
    if not cell.type().is_string():
        return cell
    if column.kind in ("count", "number", "money"):
        return _plain_digits(cell)
    if column.kind in ("day", "time"):
        formats = [DateFormat(text) for text in mapping.dates.format]
        return iso_text(cell.strip(), formats, buddhist=mapping.dates.era == "BE", zone=mapping.dates.zone)
    return cell


def _plain_digits(cell: StringValue) -> StringValue:
    """Return numbers without thousands separators, Thai digits as 0 to 9."""
    text = cell.strip().translate(THAI_DIGITS, "0123456789")
    grouped = text.re_search(r"^[+-]?\d{1,3}(,\d{3})+(\.\d*)?$")
    return ibis.ifelse(grouped, text.replace(",", ""), text)


def constant(raw: Raw, name: str, value: str) -> Raw:
    """Return a raw table with one more column that holds one value throughout."""
    if raw.table is None:
        return raw
    column = f"{name}__given"
    table = raw.table.mutate(**{column: ibis.literal(value)})
    return replace(raw, table=table, fields=(*raw.fields, raws.Field(name, column)))
