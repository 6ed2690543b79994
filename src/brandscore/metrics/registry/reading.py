"""Figures of a metric as people type them: `clicks=95`, `spend=1,500.50`, `tax_rate=20%`."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

from brandscore.errors import DataError, Problem, UsageError
from brandscore.metrics.registry.catalogue import METRICS, nearest
from brandscore.metrics.registry.inputs import INPUTS, Input

__all__ = ["Figure", "figures", "given_figures"]

#: A number, numbers of a list, or what is not known.
Figure = float | list[float] | None

_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_NUMBER = re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?([eE][+-]?\d+)?")
_MONEY = re.compile(r"฿|\$|บาท|baht|\b[A-Za-z]{3}\b", re.IGNORECASE)


def figures(name: str, words: Iterable[str]) -> dict[str, Figure]:
    """Read the figures for a metric from words such as ``clicks=95``.

    Parameters
    ----------
    name
        The metric.
    words
        ``input=number`` each. Thousands may be grouped by commas and digits be
        Thai; inputs that are lists take commas between their numbers; inputs
        in percent may end in ``%``. Nothing after the equals sign = not known.

    Returns
    -------
    dict
        Figures for `brandscore.metrics.registry.compute.compute`.

    Raises
    ------
    UsageError
        If there is no such metric, or a word is not ``input=number``.
    DataError
        If something after the equals sign is no number; every problem at once.

    Examples
    --------
    >>> figures("cpc", ["spend=1,500.50", "clicks=๔๓๐"])
    {'spend': 1500.5, 'clicks': 430.0}
    """
    if name not in METRICS:
        near = nearest(name)
        hint = f"did you mean {near}?" if near else "`brandscore metrics` lists them."
        raise UsageError(f"there is no metric {name!r}; {hint}")
    metric = METRICS[name]
    found: dict[str, Figure] = {}
    problems: list[Problem] = []
    for key, text in _pairs(words, metric.inputs[0]):
        if key in metric.inputs:
            found[key] = _figure(name, INPUTS[key], text, problems)
        else:  # told by `compute`, with what the metric takes
            found[key] = 0.0 if text else None
    if problems:
        raise DataError(problems)
    return found


def given_figures(words: Iterable[str]) -> dict[str, Figure]:
    """Read figures that no table holds, such as ``average_followers=300``; any inputs of metrics.

    Raises
    ------
    UsageError
        If a word is not ``input=number``, or there is no such input.
    DataError
        If something after the equals sign is no number; every problem at once.

    Examples
    --------
    >>> given_figures(["average_followers=300", "seen_share=5%"])
    {'average_followers': 300.0, 'seen_share': 5.0}
    """
    found: dict[str, Figure] = {}
    problems: list[Problem] = []
    for key, text in _pairs(words, "average_followers"):
        if key not in INPUTS:
            near = difflib.get_close_matches(key, INPUTS, 1)
            raise UsageError(f"there is no input {key!r}" + (f"; did you mean {near[0]}?" if near else "."))
        found[key] = _figure("given", INPUTS[key], text, problems)
    if problems:
        raise DataError(problems)
    return found


def _pairs(words: Iterable[str], such_as: str) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for word in words:
        key, equals, text = (part.strip() for part in word.partition("="))
        if not equals:
            raise UsageError(f"{word!r}: write input=number, such as {such_as}=100.")
        if key in dict(pairs):
            raise UsageError(f"{key} is given twice.")
        pairs.append((key, text))
    return pairs


def _figure(name: str, one: Input, text: str, problems: list[Problem]) -> Figure:
    if not text:
        return None
    if not one.many:
        return _number(name, one, text, problems)
    numbers = [_number(name, one, part.strip(), problems) for part in re.split(r"[,;]", text)]
    return [n for n in numbers if n is not None]


def _number(name: str, one: Input, text: str, problems: list[Problem]) -> float | None:
    plain = text.translate(_DIGITS).removesuffix("%").rstrip() if one.unit == "percent" else text.translate(_DIGITS)
    if _NUMBER.fullmatch(plain):
        return float(plain.replace(",", ""))
    if "%" in text:
        mend = "give the number itself, not a percentage"
    elif one.unit == "money" and _MONEY.search(text):
        mend = "leave the currency out"
    else:
        mend = "write it as 1500 or 1,500.50"
    problems.append(Problem(name, f"{one.name} is {text!r}, no number", expected="a number", mend=mend))
    return None
