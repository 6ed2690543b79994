"""Reading brands.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from brandscore.errors import Problem
from brandscore.ingest.brands import ALL, Accounts, Brand, words
from brandscore.ingest.encodings import NotDecodableError, encoding_of
from brandscore.ingest.settings import complaints
from brandscore.ingest.wording import quoted

__all__ = ["read_brands_toml"]


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    brand: str
    category: str = ALL
    aliases: list[str] = []
    exclude: list[str] = []
    context: list[str] = []
    official_accounts: dict[str, str | int | list[str | int]] = {}


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    note: str | None = None
    brand: list[_Entry] = []


def read_brands_toml(path: Path) -> tuple[list[Brand], str | None, list[Problem]]:
    r"""Return the brands and the note of a brands.toml, and what is wrong with it.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "brands.toml"
    >>> _ = path.write_text('[[brand]]\nbrand = "Chang"\n[brand.official_accounts]\nfb = "123"\n')
    >>> read_brands_toml(path)[0][0].official_accounts
    {'facebook': ('123',)}
    """
    source = path.name
    try:
        text = path.read_bytes().decode(encoding_of(path))
        content = _File.model_validate(tomllib.loads(text))
    except NotDecodableError as error:
        return [], None, [error.problem]
    except tomllib.TOMLDecodeError as error:
        mend = "mend that line; texts stand in double quotes, lists in square brackets"
        return [], None, [Problem(source, f"the file is no valid TOML: {error}", "TOML with [[brand]] tables", mend)]
    except ValidationError as error:
        return [], None, _complaints(source, error)
    brands: list[Brand] = []
    problems: list[Problem] = []
    seen: dict[str, int] = {}
    for number, entry in enumerate(content.brand, start=1):
        accounts = Accounts()
        for platform, ids in entry.official_accounts.items():
            for account in ids if isinstance(ids, list) else [ids]:
                accounts.add(platform, str(account))
        problems += accounts.problems(source, entry.brand, None)
        if not entry.brand:
            what = f"entry {number} has an empty name"
            problems.append(Problem(source, what, "the brand's name", "name it", column="brand"))
        elif entry.brand in seen:
            what = f"brand {quoted(entry.brand)} stands there twice, as entries {seen[entry.brand]} and {number}"
            problems.append(Problem(source, what, "one [[brand]] for each brand", "join the two", column="brand"))
        seen.setdefault(entry.brand, number)
        lists = (words(entry.aliases), words(entry.exclude), words(entry.context))
        brands.append(Brand(entry.brand, entry.category or ALL, *lists, accounts.frozen()))
    if not brands and not problems:
        problems.append(Problem(source, "the file names no brand", "at least one [[brand]]", "add the brands"))
    return brands, content.note, problems


def _complaints(source: str, error: ValidationError) -> list[Problem]:
    problems = []
    names = [*_Entry.model_fields, "note"]
    for place, what, mend in complaints(error, names):
        parts = place.split(".")
        if parts[0] == "brand" and len(parts) > 1 and parts[1].isdigit():
            what = f"{what} (entry {int(parts[1]) + 1})"
            place = ".".join(parts[2:]) or "brand"
        expected = f"[[brand]] entries with {', '.join(_Entry.model_fields)}"
        problems.append(Problem(source, what, expected, mend, column=place))
    return problems
