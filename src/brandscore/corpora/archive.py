"""Reading a corpus out of its archive: the parts that are asked for, and nothing else."""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from brandscore.corpora.registry import KnownCorpus, Split
from brandscore.errors import DataError, Problem
from brandscore.tables import SENTIMENTS

__all__ = ["Row", "id_of", "read_splits", "rows_sha256"]

#: What zipfile raises where an archive or a file in it is damaged, encrypted or packed in an unknown way.
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError)


@dataclass(frozen=True, slots=True)
class Row:
    """A labelled message of a corpus."""

    text: str
    sentiment: str


def id_of(text: str) -> str:
    """Return the id of a message: the first 16 hex digits of its SHA-1, UTF-8.

    Examples
    --------
    >>> id_of("ดีมาก")
    'ea60045acf5cd151'
    """
    return hashlib.sha1(text.encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest()[:16]


def rows_sha256(rows: Iterable[Row]) -> str:
    """Return a hash of rows that does not depend on their order.

    It is that of `brandscore.classify.corpus.Corpus`, so that a model's note
    can be compared with it.
    """
    digest = hashlib.sha256()
    for text, sentiment in sorted((row.text, row.sentiment) for row in rows):
        digest.update(f"{sentiment}\t{text}\0".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _fail(source: str, what: str, expected: str = "", mend: str = "") -> DataError:
    return DataError([Problem(source, what, expected, mend)])


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except OSError as error:
        raise _fail(path.name, f"cannot be read ({error.strerror or error})") from error
    except _BROKEN as error:
        raise _fail(path.name, f"not a whole zip archive ({error})", mend="download it again") from error


def _leads_out(name: str) -> bool:
    """Whether a name in an archive names a place outside it."""
    parts = re.split(r"[/\\]", name)
    return ".." in parts or parts[0] == "" or parts[0].endswith(":")


def _member(archive: zipfile.ZipFile, source: str, split: Split, most: int) -> zipfile.ZipInfo:
    """Return the one file of the archive that holds a split."""
    found = [
        info
        for info in archive.infolist()
        if info.filename.rpartition("/")[2] == split.member and not info.filename.startswith("__MACOSX/")
    ]
    if len(found) != 1:
        what = f"holds no {split.member}" if not found else f"holds {len(found)} files called {split.member}"
        raise _fail(source, what, f"one, with the {split.rows:,} messages of {split.name}")
    if found[0].file_size > most:
        raise _fail(f"{source}: {found[0].filename}", f"{found[0].file_size:,} bytes", f"at most {most:,}")
    return found[0]


def _row(corpus: KnownCorpus, source: str, number: int, line: bytes) -> Row:
    def wrong(what: str, expected: str = "", mend: str = "") -> DataError:
        return DataError([Problem(source, what, expected, mend, row=number)])

    broken_off = not line.endswith(b"\n")
    mend = "the file breaks off here: get the archive again" if broken_off else "get the archive again"
    try:
        value = json.loads(line.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise wrong(f"not JSON ({error})", "one object per line", mend) from None
    if not isinstance(value, dict):
        raise wrong("not a JSON object", "one object per line", mend)
    text = next((value[name] for name in corpus.text_columns if name in value), None)
    sentiment = next((value[name] for name in corpus.label_columns if name in value), None)
    if not isinstance(text, str):
        raise wrong("no text", f"a text as {' or '.join(corpus.text_columns)}")
    if sentiment not in SENTIMENTS:
        raise wrong(f"sentiment {str(sentiment)[:40]!r}", f"one of {', '.join(SENTIMENTS)}")
    return Row(text, sentiment)


def _rows(corpus: KnownCorpus, source: str, member: IO[bytes]) -> list[Row]:
    return [_row(corpus, source, number, line) for number, line in enumerate(member, start=1) if line.strip()]


def _check(corpus: KnownCorpus, split: Split, source: str, rows: list[Row]) -> None:
    if len(rows) != split.rows:
        raise _fail(source, f"{len(rows):,} rows", f"the {split.rows:,} of {split.name}", "get the archive again")
    found = rows_sha256(rows)
    if found != split.sha256:
        what = f"other rows than those of {corpus.title} (sha256 {found})"
        raise _fail(source, what, split.sha256, f"get the archive from {corpus.address}")


def read_splits(corpus: KnownCorpus, path: Path) -> dict[str, list[Row]]:
    """Return the rows of each split that may be read, checked row by row.

    Other files in the archive are not opened, and no name in it is used as a
    path.

    Parameters
    ----------
    corpus
        What the archive should be.
    path
        The archive.

    Raises
    ------
    DataError
        If the archive is broken or not this corpus: a file that is missing, a
        row that is none (with its number), other rows than those on record.
    """
    source = path.name
    with _opened(path) as archive:
        stray = [info.filename for info in archive.infolist() if _leads_out(info.filename)]
        if stray:
            raise _fail(
                source, f"holds a file {stray[0][:80]!r}, a place outside the archive", "an archive as published"
            )
        splits: dict[str, list[Row]] = {}
        for split in corpus.splits:
            info = _member(archive, source, split, corpus.most_of_member)
            with archive.open(info) as member:
                splits[split.name] = _rows(corpus, f"{source}: {info.filename}", member)
        for split in corpus.splits:
            _check(corpus, split, f"{source}: {split.member}", splits[split.name])
    return splits
