"""Labels that a file brings along, checked, and joined with those of the classifiers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from brandscore.classify.cells import class_of
from brandscore.classify.predict import Labels
from brandscore.classify.tasks import Task
from brandscore.errors import Problem
from brandscore.ingest.raw import Tally
from brandscore.ingest.wording import any_of, quoted

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["given_codes", "joined"]


def given_codes(task: Task, values: Sequence[Any], rows: Sequence[int], source: str, wrong: Tally) -> NDArray[np.int8]:
    """Return the number of the class in each cell, -1 where it is empty; what is no label goes to ``wrong``."""
    codes = np.full(len(values), -1, dtype=np.int8)
    for i, value in enumerate(values):
        try:
            name = class_of(task, value)
            codes[i] = -1 if name is None else task.classes.index(name)
        except ValueError:
            mend = "mend the cell, empty it to have it classified, or replace all labels with --relabel"
            wrong.add(Problem(source, quoted(value), any_of(task.classes), mend, row=rows[i], column=task.name))
    return codes


def joined(found: Labels, given: dict[str, NDArray[np.int8]]) -> Labels:
    """Return given labels where there are some, else those found; promo excludes intention and advocacy.

    A message whose intention or advocacy is given is not found to be promo,
    and one that is promo is not found to have either.
    """
    codes: dict[str, NDArray[np.int8]] = {}
    for name, labels in found.codes.items():
        own = given.get(name)
        codes[name] = labels if own is None else np.where(own >= 0, own, labels)
    wished = np.zeros(len(codes["promo"]), dtype=bool)
    for name in ("intention", "advocacy"):
        if name in given:
            wished |= given[name] == 1
    open_promo = np.ones(len(wished), dtype=bool) if "promo" not in given else given["promo"] < 0
    codes["promo"] = np.where(open_promo & wished & (codes["promo"] == 1), np.int8(0), codes["promo"])
    for name in ("intention", "advocacy"):
        open_label = np.ones(len(wished), dtype=bool) if name not in given else given[name] < 0
        excluded = open_label & (codes["promo"] == 1) & (codes[name] == 1)
        codes[name] = np.where(excluded, np.int8(0), codes[name])
    return Labels(found.tasks, codes, found.shares)
