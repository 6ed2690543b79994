"""Figures as people read them: no false decimals, one rounding everywhere, a dash for missing."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

__all__ = [
    "MISSING",
    "count",
    "is_missing",
    "percent",
    "plain",
    "points",
    "score",
    "share_out",
    "signed",
    "tenths",
    "value",
]

#: What stands where there is no figure; never a 0.
MISSING = "–"


def is_missing(x: Any) -> bool:
    """Whether a cell is empty: None, NaN, or pandas' NA and NaT."""
    if x is None:
        return True
    if isinstance(x, str):
        return False
    try:
        return math.isnan(x)
    except TypeError:
        return str(x) in ("<NA>", "NaT")


def tenths(x: float) -> int:
    """Return a figure in whole tenths, halves away from 0.

    It is rounded to 9 decimals first, so that a score and the sum of its
    parts, which agree to 1e-9, are shown alike.

    Examples
    --------
    >>> tenths(187.35), tenths(-0.04), tenths(0.1 + 0.2)
    (1874, 0, 3)
    """
    exact = Decimal(repr(round(float(x), 9)))
    return int((exact * 10).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def _of_tenths(whole: int) -> str:
    sign = "-" if whole < 0 else ""
    return f"{sign}{abs(whole) // 10:,}.{abs(whole) % 10}"


def score(x: Any) -> str:
    """Return a score with one decimal.

    Examples
    --------
    >>> score(1234.56), score(-0.01), score(None)
    ('1,234.6', '0.0', '–')
    """
    return MISSING if is_missing(x) else _of_tenths(tenths(x))


def signed(whole_tenths: int) -> str:
    """Return tenths as a figure with its sign.

    Examples
    --------
    >>> signed(312), signed(-4), signed(0)
    ('+31.2', '-0.4', '+0.0')
    """
    return ("+" if whole_tenths >= 0 else "") + _of_tenths(whole_tenths)


def points(ratio: Any) -> str:
    """Return a ratio between -1 and 1 as whole points between -100 and +100.

    Examples
    --------
    >>> points(0.428), points(-1), points(0), points(float("nan"))
    ('+43', '-100', '0', '–')
    """
    if is_missing(ratio):
        return MISSING
    whole = int(Decimal(repr(round(float(ratio) * 100, 9))).quantize(Decimal(1), rounding=ROUND_HALF_UP))
    return f"{whole:+d}" if whole else "0"


def percent(ratio: Any) -> str:
    """Return a share as a percentage, with one decimal below 10 %.

    Examples
    --------
    >>> percent(1.0), percent(0.0333), percent(0), percent(None)
    ('100 %', '3.3 %', '0 %', '–')
    """
    if is_missing(ratio):
        return MISSING
    x = float(ratio) * 100
    return f"{x:.0f} %" if x == 0 or abs(x) >= 9.95 else f"{x:.1f} %"


def count(x: Any) -> str:
    """Return a count with thousands separated.

    Examples
    --------
    >>> count(1234567), count(12.4), count(None)
    ('1,234,567', '12', '–')
    """
    if is_missing(x):
        return MISSING
    text = f"{float(x):,.0f}"
    return "0" if text == "-0" else text


def value(x: Any, unit: str) -> str:
    """Return an indicator's value in its own unit.

    Examples
    --------
    >>> value(0.12345, "ratio"), value(15320, "people"), value(float("nan"), "views")
    ('0.123', '15,320', '–')
    """
    if is_missing(x):
        return MISSING
    if unit != "ratio":
        return count(x)
    number = float(x)
    text = f"{number:.3f}" if abs(number) < 10 else f"{number:,.1f}"
    return "0" if float(text.replace(",", "")) == 0 and number == 0 else text


def plain(x: Any, unit: str | None = "") -> str:
    """Return a figure of any size with the decimals that it needs, and its unit.

    Examples
    --------
    >>> plain(2.4, "seconds"), plain(15320.4), plain(3.661, "percent"), plain(None)
    ('2.4 seconds', '15,320', '3.66 %', '–')
    """
    if is_missing(x):
        return MISSING
    number = float(x)
    decimals = 0 if abs(number) >= 1000 else 1 if abs(number) >= 100 else 2
    text = f"{number:,.{decimals}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    text = "0" if text == "-0" else text
    sign = "%" if unit == "percent" else "" if is_missing(unit) else str(unit)
    return f"{text} {sign}" if sign else text


def share_out(parts: list[float], total: int) -> list[int]:
    """Return the parts in tenths such that they add up to exactly ``total`` tenths.

    Each is rounded down and the tenths left over go to the largest remainders.

    Examples
    --------
    >>> share_out([33.35, 33.35, 33.34], 1000)
    [334, 333, 333]
    """
    exact = [round(p * 10, 8) for p in parts]
    floors = [math.floor(e) for e in exact]
    order = sorted(range(len(parts)), key=lambda i: (round(floors[i] - exact[i], 8), i))
    left = total - sum(floors)
    while parts and left:
        step = 1 if left > 0 else -1
        for i in order if step > 0 else reversed(order):
            if not left:
                break
            floors[i] += step
            left -= step
    return floors
