"""The labels of intention, advocacy and promo that ship with the project: ids and 0/1, no text."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

__all__ = ["LABEL_NAMES", "labels_folder", "read_labels"]

LABEL_NAMES: tuple[str, ...] = ("intention", "advocacy", "promo")


def labels_folder() -> Path:
    """Return the folder of the shipped labels."""
    from brandscore.resources import corpora

    return corpora() / "wisesight_labels"


def read_labels(folder: Path | None = None) -> Mapping[str, tuple[int, int, int]]:
    """Return (intention, advocacy, promo) of each labelled message, by its id.

    The id of a message is `brandscore.corpora.archive.id_of` of its text.

    Examples
    --------
    >>> labels = read_labels()
    >>> len(labels), sum(promo for _, _, promo in labels.values())
    (21612, 3054)
    """
    path = (folder or labels_folder()) / "labels.csv"
    with path.open(encoding="utf-8", newline="") as handle:
        return {
            row["id"]: (int(row["intention"]), int(row["advocacy"]), int(row["promo"]))
            for row in csv.DictReader(handle)
        }
