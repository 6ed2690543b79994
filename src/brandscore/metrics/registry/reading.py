"""Figures of a metric as people type them: `clicks=95`, `spend=1,500.50`, `tax_rate=20%`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from brandscore.errors import DataError, Problem, UsageError
from brandscore.metrics.registry.catalogue import METRICS, nearest
from brandscore.metrics.registry.inputs import INPUTS, Input

__all__ = ["figures"]

_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_NUMBER = re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?([eE][+-]?\d+)?")
_MONEY = re.compile(r"฿|\$|บาท|baht|\b[A-Za-z]{3}\b", re.IGNORECASE)


def figures(name: str, words: Iterable[str]) -> dict[str, float | list[float] | None]:
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
    found: dict[str, float | list[float] | None] = {}
    problems: list[Problem] = []
    for word in words:
        key, equals, text = (part.strip() for part in word.partition("="))
        if not equals:
            raise UsageError(f"{word!r}: write input=number, such as {metric.inputs[0]}=100.")
        if key in found:
            raise UsageError(f"{key} is given twice.")
        one = INPUTS.get(key) if key in metric.inputs else None
        # What the metric does not take is told by `compute`, with what it does.
        found[key] = None if one is None else _figure(name, one, text, problems)
        if one is None and text:
            found[key] = 0.0
    if problems:
        raise DataError(problems)
    return found


def _figure(name: str, one: Input, text: str, problems: list[Problem]) -> float | list[float] | None:
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
