"""Which corpora are known: address, size, hashes, splits. Each is declared once, in ``corpora/<name>.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from brandscore.errors import UsageError

__all__ = ["KnownCorpus", "Split", "known_corpora", "known_corpus"]


@dataclass(frozen=True, slots=True)
class Split:
    """A part of a corpus that may be read.

    Parameters
    ----------
    name
        Name of the part, and of the file that is written.
    member
        Name of its file in the archive, in whichever folder.
    rows
        Number of its rows.
    sha256
        Hash of its rows, as `brandscore.corpora.archive.rows_sha256` takes it.
    """

    name: str
    member: str
    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class KnownCorpus:
    """A corpus that can be fetched.

    Parameters
    ----------
    name, title, licence, home
        What it is, and where it is described.
    address
        Where its archive is.
    size, sha256
        Bytes and hash of the archive, as they are on record.
    most, most_of_member
        Bytes beyond which neither a download nor a file in the archive is read.
    text_columns, label_columns
        What its rows may call the text and the sentiment.
    splits
        The parts that are read; nothing else in the archive is opened.
    labels
        Folder of further labels that ship with the project, or None.
    """

    name: str
    title: str
    licence: str
    home: str
    address: str
    size: int
    sha256: str
    most: int
    most_of_member: int
    text_columns: tuple[str, ...]
    label_columns: tuple[str, ...]
    splits: tuple[Split, ...]
    labels: Path | None


def _folder() -> Path:
    # Looked up at each call, so that another folder can stand in for it.
    from brandscore import resources

    return resources.corpora()


def known_corpora() -> tuple[str, ...]:
    """Return the names of the corpora that can be fetched.

    Examples
    --------
    >>> known_corpora()
    ('wisesight',)
    """
    return tuple(sorted(path.stem for path in _folder().glob("*.toml")))


def known_corpus(name: str) -> KnownCorpus:
    """Return what is known of a corpus.

    Raises
    ------
    UsageError
        If there is none of that name.

    Examples
    --------
    >>> [(split.name, split.rows) for split in known_corpus("wisesight").splits]
    [('train', 21628), ('valid', 2404)]
    """
    if name not in known_corpora():
        raise UsageError(f"no corpus is called {name!r}; known: {', '.join(known_corpora())}")
    declared = tomllib.loads((_folder() / f"{name}.toml").read_text(encoding="utf-8"))
    archive: Mapping[str, str | int] = declared["archive"]
    labels = declared.get("labels", {}).get("folder")
    return KnownCorpus(
        name=name,
        title=declared["title"],
        licence=declared["licence"],
        home=declared["home"],
        address=str(archive["address"]),
        size=int(archive["bytes"]),
        sha256=str(archive["sha256"]),
        most=int(archive["most_bytes"]),
        most_of_member=int(archive["most_bytes_of_member"]),
        text_columns=tuple(declared["columns"]["text"]),
        label_columns=tuple(declared["columns"]["sentiment"]),
        splits=tuple(Split(key, s["member"], s["rows"], s["sha256"]) for key, s in declared["splits"].items()),
        labels=None if labels is None else _folder() / labels,
    )
