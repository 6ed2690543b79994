"""Downloading an archive: in pieces, up to a limit, with progress on a terminal."""

from __future__ import annotations

import http.client
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from brandscore.corpora.registry import KnownCorpus
from brandscore.errors import BrandscoreError
from brandscore.progress import track

__all__ = ["DownloadError", "download"]

_PIECE = 1 << 16
#: Seconds without a byte after which a download is given up.
_PATIENCE = 60.0


class DownloadError(BrandscoreError):
    """An archive could not be downloaded; says how to get it by hand."""


def download(corpus: KnownCorpus, path: Path) -> None:
    """Download the archive of a corpus into a file.

    Raises
    ------
    DownloadError
        If there is no network, the server refuses, the download breaks off, or
        it is larger than any archive of this corpus could be.
    """
    by_hand = (
        f"Without a network here: download {corpus.address} elsewhere, "
        f"then `brandscore corpus fetch {corpus.name} --from FILE`."
    )
    if not corpus.address.startswith(("https://", "http://")):
        raise DownloadError(f"{corpus.address}: not a web address. {by_hand}")
    request = urllib.request.Request(corpus.address, headers={"User-Agent": "brandscore"})  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=_PATIENCE) as answer, path.open("wb") as handle:  # noqa: S310
            told = answer.headers.get("Content-Length", "")
            size = int(told) if told.isdigit() else None
            got = 0
            for piece in track(_pieces(answer), f"downloading {corpus.name}", lambda: size or corpus.size, len):
                got += len(piece)
                if got > corpus.most:
                    raise DownloadError(
                        f"{corpus.address}: more than {corpus.most:,} bytes; not this corpus. {by_hand}"
                    )
                handle.write(piece)
    except urllib.error.HTTPError as error:
        raise DownloadError(f"{corpus.address}: the server says {error.code} {error.reason}. {by_hand}") from error
    except (OSError, http.client.HTTPException) as error:
        reason = getattr(error, "reason", None) or error
        raise DownloadError(f"{corpus.address}: cannot be downloaded ({reason}). {by_hand}") from error
    if size is not None and got != size:
        raise DownloadError(f"{corpus.address}: broke off after {got:,} of {size:,} bytes. Try again. {by_hand}")


def _pieces(answer: IO[bytes]) -> Iterator[bytes]:
    while piece := answer.read(_PIECE):
        yield piece
