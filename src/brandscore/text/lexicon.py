"""Lexicons: tab-separated word lists that ship with the package."""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path

from brandscore.errors import BrandscoreError
from brandscore.resources import lexicons

__all__ = ["LexiconError", "laughter", "laughter_sha256", "read_lexicon"]


class LexiconError(BrandscoreError):
    """A lexicon cannot be read."""


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


def _laughter_file() -> Path:
    return lexicons() / "laughter.tsv"


@functools.cache
def laughter() -> tuple[tuple[str, str], ...]:
    """Return the forms of laughter: (term, kind), kind being syllable, word or digits.

    Examples
    --------
    >>> ("ha", "syllable") in laughter()
    True
    """
    return tuple((term, kind) for term, kind in read_lexicon(_laughter_file(), ("term", "kind")))


@functools.cache
def laughter_sha256() -> str:
    """Return the SHA-256 of the laughter lexicon, which models record."""
    return hashlib.sha256(_laughter_file().read_bytes()).hexdigest()
