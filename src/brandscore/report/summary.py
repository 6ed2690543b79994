"""What a ranking says, in a few sentences."""

from __future__ import annotations

from typing import Any

from brandscore.report.arrange import categories, not_collected
from brandscore.report.clean import shown
from brandscore.report.figures import count, is_missing, score
from brandscore.report.phrases import phrase
from brandscore.report.view import Lang, ScoreView
from brandscore.report.words import Line, contribution_lines, difference_lines

__all__ = ["classified_sentence", "promo_count", "summary_sentences", "winner_sentences"]

#: Contributions named behind a winner.
_NAMED = 3


def _named(lines: tuple[Line, ...], *, gains: bool) -> str:
    chosen = [line for line in lines if (line.tenths > 0) == gains and line.tenths and not line.rest][:_NAMED]
    return ", ".join(f"{line.points} {line.words}" for line in chosen)


def winner_sentences(view: ScoreView, lang: Lang = "en") -> list[str]:
    """Return who leads each category, what its score mostly comes from, and what sets it before the next."""
    out = []
    found = categories(view.scores)
    points = view.contributions
    for category, rows in found:
        ranked = [r for r in rows if not is_missing(r["rank"]) and not is_missing(r["brand_score"])]
        first = [r for r in ranked if r["rank"] == 1]
        for row in first:
            name, figure = shown(row["brand"]), score(row["brand_score"])
            if len(found) > 1:
                sentence = phrase("leads_in", lang, name, shown(category), figure)
            else:
                sentence = phrase("leads", lang, name, figure)
            lines, _ = contribution_lines(points, row["brand"], lang, by="indicator")
            if named := _named(lines, gains=True):
                sentence += ": " + phrase("largest", lang, named)
            out.append(sentence)
        if len(first) == 1 and len(ranked) > 1:
            row, second = ranked[:2]
            mine, theirs = (points[points["brand"] == r["brand"]] for r in (row, second))
            lines, total, other = difference_lines(mine, theirs, lang, by="indicator")
            named = _named(lines, gains=True)
            if total is not None and other is not None and total > other and named:
                gap, next_name = score((total - other) / 10), shown(second["brand"])
                fill = (next_name, gap, named) if lang == "th" else (gap, next_name, named)
                out.append(phrase("ahead", lang, *fill))
    return out


def promo_count(view: ScoreView) -> Any:
    """Return the number of promotional messages as the manifest has it, or ``None``."""
    return (view.manifest.get("counts") or {}).get("promo")


def classified_sentence(view: ScoreView, lang: Lang = "en") -> str | None:
    """Return how many messages the classifier labelled and whether its errors are corrected for; None if none."""
    counts = view.manifest.get("counts") or {}
    if not counts.get("classified"):
        return None
    corrected, left = counts.get("corrected") or 0, counts.get("uncorrected") or 0
    if not corrected:
        more = phrase("corrected_none", lang)
    elif not left:
        more = phrase("corrected_all", lang)
    else:
        more = phrase("corrected_some", lang, count(corrected))
    return f"{phrase('classified', lang, count(counts['classified']))} {more}"


def summary_sentences(view: ScoreView, lang: Lang = "en") -> list[str]:
    """Return what a reader must know beside the ranking: the winner, what was not collected, promo, the note."""
    out = winner_sentences(view, lang) or [phrase("empty", lang)]
    if len(view.indicators):
        missing = not_collected(view.indicators, lang)
        out.append(phrase("not_collected", lang, missing) if missing else phrase("all_collected", lang))
    promo = promo_count(view)
    if promo is not None:
        out.append(phrase("promo", lang, count(promo)))
    classified = classified_sentence(view, lang)
    if classified is not None:
        out.append(classified)
    if view.note:
        out.append(f"{phrase('note', lang)}: {shown(view.note, 300)}")
    return out
