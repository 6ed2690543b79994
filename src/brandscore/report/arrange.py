"""Rows of the finished tables, chosen and ordered for showing; no figure is made here."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from brandscore.indicators import INDICATORS
from brandscore.platforms import PLATFORM_NAMES, SIDES
from brandscore.report.clean import shown
from brandscore.report.figures import is_missing
from brandscore.report.phrases import phrase
from brandscore.report.view import Lang
from brandscore.report.words import indicator_words, platform_words, side_words

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Gap", "HeatRow", "Row", "categories", "gaps", "heat_rows", "in_order", "indicator_rows", "not_collected"]

Row = dict[str, Any]

_INDICATOR_ORDER = {i.name: n for n, i in enumerate(INDICATORS)}
_PLATFORM_ORDER = {p: n for n, p in enumerate(PLATFORM_NAMES)}
_SIDE_ORDER = {s: n for n, s in enumerate(SIDES)}
#: Indicators that are shown with the sentiment, not among the hundreds.
SENTIMENT = ("net_sentiment", "net_sentiment_all")


def _rows(frame: pd.DataFrame) -> list[Row]:
    return [dict(zip(frame.columns, row, strict=True)) for row in frame.itertuples(index=False, name=None)]


def _place(row: Row) -> tuple[int, int, int, str]:
    return (
        _SIDE_ORDER.get(row["side"], len(_SIDE_ORDER)),
        _PLATFORM_ORDER.get(row["platform"], len(_PLATFORM_ORDER)),
        _INDICATOR_ORDER.get(row["indicator"], len(_INDICATOR_ORDER)),
        str(row["indicator"]),
    )


def in_order(names: Sequence[str]) -> list[str]:
    """Return platforms in the order of their declaration.

    Examples
    --------
    >>> in_order(["tiktok", "facebook"])
    ['facebook', 'tiktok']
    """
    return sorted(names, key=lambda n: (_PLATFORM_ORDER.get(n, len(_PLATFORM_ORDER)), n))


def categories(scores: pd.DataFrame) -> list[tuple[str, list[Row]]]:
    """Return the rows of scores by category, best rank first, brands without a score last."""
    found: dict[str, list[Row]] = {}
    for row in _rows(scores):
        found.setdefault("" if is_missing(row["category"]) else str(row["category"]), []).append(row)
    for rows in found.values():
        rows.sort(key=lambda r: (is_missing(r["rank"]), 0 if is_missing(r["rank"]) else r["rank"], str(r["brand"])))
    return sorted(found.items())


def indicator_rows(indicators: pd.DataFrame, brand: str) -> list[Row]:
    """Return a brand's rows in reading order: side, platform, indicator."""
    return sorted(_rows(indicators[indicators["brand"] == brand]), key=_place)


@dataclass(frozen=True, slots=True)
class HeatRow:
    """One line of the heat table: an indicator of a cell, with a row of `INDICATORS` per brand (or none)."""

    side: str
    platform: str
    indicator: str
    cells: tuple[Row | None, ...]


def heat_rows(indicators: pd.DataFrame, brands: Sequence[str]) -> list[HeatRow]:
    """Return the scored indicators, a line each, with the brands side by side.

    An indicator counts as scored if it carries weight for any brand.
    """
    lines: dict[tuple[str, str, str], dict[str, Row]] = {}
    for row in sorted(_rows(indicators), key=_place):
        lines.setdefault((row["side"], row["platform"], row["indicator"]), {})[row["brand"]] = row
    return [
        HeatRow(*key, tuple(cells.get(b) for b in brands))
        for key, cells in lines.items()
        if any(not is_missing(c["normalised"]) for c in cells.values())
        and (key[2] in SENTIMENT[:1] or any(not is_missing(c["weight"]) and c["weight"] > 0 for c in cells.values()))
    ]


#: How the score says that nobody's data hold an indicator, or the parts of a joined one.
_UNCOLLECTED = re.compile(r"(^|: )not collected(;|$)")


@dataclass(frozen=True, slots=True)
class Gap:
    """Something of a brand that is missing or absent, for one reason.

    Parameters
    ----------
    status
        ``missing`` or ``absent``.
    places
        Where, in words: "TikTok (own): everything; X (own): views".
    reason
        Why, as the score gave it.
    """

    status: str
    places: str
    reason: str


def _places(found: dict[tuple[str, str], list[str]], whole: set[tuple[str, str]], lang: Lang) -> str:
    """Say which indicators are meant, and where; platforms with the same ones are named together."""
    alike: dict[tuple[str, str], list[str]] = {}
    for (side, platform), names in found.items():
        if (side, platform) in whole:
            what = phrase("whole_cell", lang)
        elif len(names) > 4:
            what = phrase("n_indicators", lang, len(names))
        else:
            what = ", ".join(indicator_words(n, lang) for n in names)
            what = what if lang == "th" else what.lower()
        alike.setdefault((side, what), []).append(platform)
    return "; ".join(
        f"{what} – {', '.join(platform_words(p, lang) for p in in_order(platforms))} ({side_words(side, lang)})"
        for (side, what), platforms in alike.items()
    )


def gaps(indicators: pd.DataFrame, brand: str, lang: Lang = "en") -> list[Gap]:
    """Return what a brand has no figure for, grouped by reason, absent first."""
    rows = indicator_rows(indicators, brand)
    sizes: dict[tuple[str, str], int] = {}
    by_reason: dict[tuple[str, str], dict[tuple[str, str], list[str]]] = {}
    for row in rows:
        cell = (row["side"], row["platform"])
        sizes[cell] = sizes.get(cell, 0) + 1
        if row["status"] in ("missing", "absent"):
            reason = shown(row["reason"], 300)
            by_reason.setdefault((row["status"], reason), {}).setdefault(cell, []).append(row["indicator"])
    out = []
    for (status, reason), found in sorted(by_reason.items()):
        whole = {cell for cell, names in found.items() if len(names) == sizes[cell]}
        out.append(Gap(status, _places(found, whole, lang), reason))
    return out


def not_collected(indicators: pd.DataFrame, lang: Lang = "en") -> str:
    """Say what nobody's data hold, so that it is missing for every brand; empty if nothing is.

    What was collected and could not be scored (all of it 0) is another matter,
    and stands with each brand.
    """
    sizes: dict[tuple[str, str], set[str]] = {}
    seen: dict[tuple[str, str, str], bool] = {}
    for row in sorted(_rows(indicators), key=_place):
        key = (row["side"], row["platform"], row["indicator"])
        sizes.setdefault(key[:2], set()).add(key[2])
        uncollected = row["status"] == "missing" and bool(_UNCOLLECTED.search(str(row["reason"] or "")))
        seen[key] = seen.get(key, True) and uncollected
    found: dict[tuple[str, str], list[str]] = {}
    for (side, platform, name), missing in seen.items():
        if missing:
            found.setdefault((side, platform), []).append(name)
    whole = {cell for cell, names in found.items() if len(names) == len(sizes[cell])}
    return _places(found, whole, lang)
