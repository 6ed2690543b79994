"""Cells of any file or dataframe, read as texts and labels."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from brandscore.classify.tasks import Task

__all__ = ["class_of", "text_of"]

_YES_NO = {"0": "0", "1": "1", "0.0": "0", "1.0": "1", "false": "0", "true": "1"}


def text_of(value: Any) -> str | None:
    """Return the text of a cell; None for null, NaN and the like.

    Examples
    --------
    >>> text_of("ดี"), text_of(float("nan")), text_of(12)
    ('ดี', None, '12')
    """
    if isinstance(value, str):
        return value
    if value is None or (isinstance(value, (float, np.floating)) and math.isnan(value)):
        return None
    # pandas' own nulls, told by name so that pandas need not be loaded.
    if type(value).__name__ in ("NAType", "NaTType"):
        return None
    return str(value)


def class_of(task: Task, value: Any) -> str | None:
    """Return the class that a cell names, None if it is empty.

    Raises
    ------
    ValueError
        If it names none of the task's classes.

    Examples
    --------
    >>> from brandscore.classify.tasks import task_named
    >>> promo, sentiment = task_named("promo"), task_named("sentiment")
    >>> class_of(promo, 1.0), class_of(promo, ""), class_of(sentiment, " POS ")
    ('1', None, 'pos')
    """
    word = (text_of(value) or "").strip().lower()
    if not word:
        return None
    word = _YES_NO.get(word, word) if task.binary else word
    if word not in task.classes:
        raise ValueError(f"{word[:40]!r} is none of {', '.join(task.classes)}")
    return word
