"""Which encoding a text file is in, found out before it is read."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from brandscore.errors import Problem
from brandscore.ingest.wording import quoted

__all__ = ["NotDecodableError", "encoding_of", "known", "opened"]

_PIECE = 1 << 20
# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class NotDecodableError(Exception):
    """The bytes of a file are in none of the encodings that were tried."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def encoding_of(path: Path, given: str | None = None) -> str:
    """Return the encoding of a text file.

    A byte order mark decides; else the encoding given; else UTF-8 where all
    bytes fit it, else cp874 (Thai Windows).

    Raises
    ------
    NotDecodableError
        If the bytes fit none of them.
    """
    with path.open("rb") as handle:
        head = handle.read(4)
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            tried = [encoding]
            break
    else:
        # Plain Latin letters as UTF-16 without a mark: every other byte is zero.
        if len(head) == 4 and head[1] == head[3] == 0 and head[0] and head[2]:
            tried = ["utf-16-le"]
        elif len(head) == 4 and head[0] == head[2] == 0 and head[1] and head[3]:
            tried = ["utf-16-be"]
        else:
            tried = ["utf-8-sig", "cp874"]
        if given is not None:
            tried = [given]
    failures = []
    for encoding in tried:
        line = _first_bad_line(path, encoding)
        if line is None:
            return encoding
        failures.append(f"{encoding.removesuffix('-sig')} (line {line:,})")
    raise NotDecodableError(
        Problem(
            path.name,
            f"the bytes are not valid {' nor '.join(failures)}",
            expected="UTF-8, UTF-16 with a byte order mark, or cp874 (Thai Windows)",
            mend='save the file as "CSV UTF-8", or read it with `brandscore ingest` and a mapping with encoding = "…"',
        )
    )


def _first_bad_line(path: Path, encoding: str) -> int | None:
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    lines = 1
    with path.open("rb") as handle:
        while True:
            piece = handle.read(_PIECE)
            try:
                lines += decoder.decode(piece, final=not piece).count("\n")
            except UnicodeDecodeError as error:
                return lines + error.object[: error.start].count(b"\n")
            if not piece:
                return None


@contextmanager
def opened(path: Path, encoding: str) -> Iterator[TextIO]:
    """Open a text file with its line ends as they are."""
    with path.open(encoding=encoding, newline="") as handle:
        yield handle


def known(encoding: str) -> str:
    """Return the encoding's name; ValueError if Python has none of that name.

    Examples
    --------
    >>> known("TIS-620")
    'tis-620'
    """
    try:
        "".encode(encoding)
    except LookupError:
        raise ValueError(f"{quoted(encoding)} is no encoding; use for example cp874, utf-8 or utf-16") from None
    return encoding.lower()
