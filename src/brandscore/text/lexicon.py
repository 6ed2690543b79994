"""Lexicons: tab-separated word lists that ship with the package."""

from __future__ import annotations

import functools
import hashlib
import math
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from brandscore.errors import BrandscoreError
from brandscore.resources import lexicons

__all__ = [
    "Lexicon",
    "LexiconError",
    "Term",
    "laughter",
    "laughter_sha256",
    "lexicon",
    "lexicon_names",
    "load_lexicon",
    "read_lexicon",
]

#: Columns of the lists of terms; ``laughter`` has its own.
_COLUMNS = ("term", "group", "weight", "note")
_LAUGHTER = "laughter"
#: Weights lie between these.
_MOST = 3.0


class LexiconError(BrandscoreError):
    """A lexicon cannot be read."""


@dataclass(frozen=True, slots=True)
class Term:
    """One entry of a lexicon.

    Parameters
    ----------
    term
        A word or phrase as the normaliser writes it.
    group
        What kind of cue it is.
    weight
        How strong it is, up to 3; negative where it speaks against.
    note
        For readers.
    """

    term: str
    group: str
    weight: float
    note: str = ""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """A list of terms.

    Parameters
    ----------
    name
        Name of its file.
    terms
        The entries, sorted by group and term.
    groups
        The groups and what each means.
    sha256
        Hash of the list.
    """

    name: str
    terms: tuple[Term, ...]
    groups: Mapping[str, str]
    sha256: str


def read_lexicon(path: Path, columns: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Read a lexicon: UTF-8, tab-separated, a header, no term twice.

    Parameters
    ----------
    path
        The ``.tsv`` file.
    columns
        The columns wanted, in the order wanted; the first is the key.

    Returns
    -------
    list of tuple
        One tuple of cells per row.

    Raises
    ------
    LexiconError
        If the file, a column or a cell is missing, or a key stands twice.
    """
    try:
        lines = Path(path).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise LexiconError(f"{path}: cannot be read as UTF-8 text ({error})") from error
    header = lines[0].split("\t") if lines else []
    missing = [name for name in columns if name not in header]
    if missing:
        raise LexiconError(f"{path}: no column {', '.join(missing)}; found {', '.join(header) or 'nothing'}")
    rows: list[tuple[str, ...]] = []
    seen: set[str] = set()
    for number, line in enumerate(lines[1:], start=2):
        cells = line.split("\t")
        if len(cells) != len(header):
            raise LexiconError(f"{path}, row {number}: {len(cells)} cells, expected {len(header)}")
        row = tuple(cells[header.index(name)] for name in columns)
        if not row[0] or row[0] in seen:
            raise LexiconError(f"{path}, row {number}: {columns[0]} {row[0]!r} is empty or stands twice")
        seen.add(row[0])
        rows.append(row)
    return rows


def load_lexicon(path: Path) -> Lexicon:
    """Read a list of terms and the note beside it.

    Parameters
    ----------
    path
        The ``.tsv`` file; a ``.toml`` of the same name declares its groups.

    Raises
    ------
    LexiconError
        If either cannot be read, a term is not in NFC or has spaces at its
        ends, a group is not declared or has no term, a weight is no number
        from -3 to 3, or the rows are not sorted by group and term.
    """
    path = Path(path)
    rows = read_lexicon(path, _COLUMNS)
    try:
        note = tomllib.loads(path.with_suffix(".toml").read_text(encoding="utf-8"))
        groups = {str(name): str(meaning) for name, meaning in note["groups"].items()}
    except (OSError, ValueError, KeyError, AttributeError) as error:
        raise LexiconError(f"{path.with_suffix('.toml')}: no [groups] can be read from it ({error})") from error
    terms = tuple(_term(path, number, row, groups) for number, row in enumerate(rows, start=2))
    keys = [(term.group, term.term) for term in terms]
    if keys != sorted(keys):
        first = next(i for i in range(1, len(keys)) if keys[i] < keys[i - 1])
        raise LexiconError(f"{path}, row {first + 2}: {keys[first][1]!r} is not sorted by group and term")
    if idle := set(groups) - {term.group for term in terms}:
        raise LexiconError(f"{path}: no term in the groups {', '.join(sorted(idle))}")
    return Lexicon(path.stem, terms, groups, _sha256(path))


def _term(path: Path, number: int, row: tuple[str, ...], groups: Mapping[str, str]) -> Term:
    term, group, written, note = row
    problem = ""
    try:
        weight = float(written)
    except ValueError:
        weight = math.nan
    if unicodedata.normalize("NFC", term) != term or term.strip() != term:
        problem = f"{term!r} is not in NFC or has spaces at its ends"
    elif group not in groups:
        problem = f"group {group!r}, declared are {', '.join(groups)}"
    elif not -_MOST <= weight <= _MOST:
        problem = f"weight {written!r}, expected a number from -3 to 3"
    if problem:
        raise LexiconError(f"{path}, row {number}: {problem}")
    return Term(term, group, weight, note)


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _shipped(name: str) -> Path:
    return lexicons() / f"{name}.tsv"


@functools.cache
def lexicon_names() -> tuple[str, ...]:
    """Return the names of the shipped lists of terms, sorted.

    Examples
    --------
    >>> "laughter" in lexicon_names()
    False
    """
    return tuple(sorted(path.stem for path in lexicons().glob("*.tsv") if path.stem != _LAUGHTER))


@functools.cache
def lexicon(name: str) -> Lexicon:
    """Return a shipped list of terms.

    Raises
    ------
    LexiconError
        If there is none of that name, or it cannot be read.
    """
    return load_lexicon(_shipped(name))


@functools.cache
def laughter() -> tuple[tuple[str, str], ...]:
    """Return the forms of laughter: (term, kind), kind being syllable, word or digits.

    Examples
    --------
    >>> ("ha", "syllable") in laughter()
    True
    """
    return tuple((term, kind) for term, kind in read_lexicon(_shipped(_LAUGHTER), ("term", "kind")))


@functools.cache
def laughter_sha256() -> str:
    """Return the SHA-256 of the laughter lexicon, which models record."""
    return _sha256(_shipped(_LAUGHTER))
