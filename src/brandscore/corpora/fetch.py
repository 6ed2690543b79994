"""Fetching a corpus: download or take a file, check, write, all or nothing."""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from brandscore.corpora.archive import id_of, read_splits
from brandscore.corpora.download import download
from brandscore.corpora.labels import LABEL_NAMES, read_labels
from brandscore.corpora.registry import KnownCorpus
from brandscore.errors import DataError, Problem
from brandscore.files import results_folder, sha256_of

__all__ = ["Fetched", "fetch"]


@dataclass(frozen=True, slots=True)
class Fetched:
    """What was written.

    Parameters
    ----------
    name, licence
        The corpus.
    out
        The folder.
    files
        Rows of each file.
    classes
        Sentiments of each split.
    labelled
        Rows of ``labels.jsonl`` with label 1, by label.
    archive_sha256
        Hash of the archive.
    archive_on_record
        Whether size and hash are those on record. The rows are checked either way.
    """

    name: str
    licence: str
    out: str
    files: Mapping[str, int]
    classes: Mapping[str, Mapping[str, int]]
    labelled: Mapping[str, int]
    archive_sha256: str
    archive_on_record: bool


def _write(path: Path, rows: Iterable[Mapping[str, str | int]]) -> int:
    count = 0
    with path.open("w", encoding="utf-8", newline="\n") as handle:
        for row in rows:
            handle.write(json.dumps(row, ensure_ascii=False) + "\n")
            count += 1
    return count


def fetch(corpus: KnownCorpus, out: Path, source: Path | None = None) -> Fetched:
    """Write the splits of a corpus that may be read, and the labels that ship for them.

    ``<split>.jsonl`` has id, text, sentiment; ``labels.jsonl`` has id,
    intention, advocacy, promo of those messages that are labelled, one row per
    different text. All files appear, or none.

    Parameters
    ----------
    corpus
        Which; see `brandscore.corpora.registry.known_corpus`.
    out
        Folder to write into.
    source
        The archive, if it is here already; else it is downloaded.

    Raises
    ------
    brandscore.corpora.download.DownloadError
        If it cannot be downloaded.
    DataError
        If the archive is broken, or not this corpus.
    """
    with tempfile.TemporaryDirectory(prefix="brandscore-") as temporary:
        archive = source
        if archive is None:
            archive = Path(temporary) / corpus.address.rpartition("/")[2]
            download(corpus, archive)
        elif not archive.is_file():
            raise DataError([Problem(archive.name, "there is no such file", f"the archive {corpus.address}")])
        splits = read_splits(corpus, archive)
        size, sha256 = archive.stat().st_size, sha256_of(archive)
    known = {} if corpus.labels is None else read_labels(corpus.labels)
    files: dict[str, int] = {}
    labelled: Counter[str] = Counter(dict.fromkeys(LABEL_NAMES, 0))
    ids: dict[str, None] = {}
    with results_folder(out) as folder:
        for name, rows in splits.items():
            keyed = [(id_of(row.text), row) for row in rows]
            ids |= dict.fromkeys(key for key, _ in keyed)
            files[f"{name}.jsonl"] = _write(
                folder / f"{name}.jsonl",
                ({"id": key, "text": row.text, "sentiment": row.sentiment} for key, row in keyed),
            )
        if known:
            found = {key: known[key] for key in ids if key in known}
            files["labels.jsonl"] = _write(
                folder / "labels.jsonl",
                ({"id": key, **dict(zip(LABEL_NAMES, flags, strict=True))} for key, flags in found.items()),
            )
            for flags in found.values():
                labelled.update(dict(zip(LABEL_NAMES, flags, strict=True)))
    return Fetched(
        name=corpus.name,
        licence=corpus.licence,
        out=str(out),
        files=files,
        classes={name: dict(Counter(row.sentiment for row in rows)) for name, rows in splits.items()},
        labelled=dict(labelled),
        archive_sha256=sha256,
        archive_on_record=(size, sha256) == (corpus.size, corpus.sha256),
    )
