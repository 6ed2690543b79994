"""Reports as one self-contained HTML file: no request, no script, readable on a phone and on paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from brandscore.indicators import INDICATORS
from brandscore.report import charts, words
from brandscore.report.arrange import (
    SENTIMENT,
    HeatRow,
    Row,
    categories,
    gaps,
    heat_rows,
    indicator_rows,
    not_collected,
)
from brandscore.report.clean import marked, message, shown
from brandscore.report.figures import MISSING, count, is_missing, percent, points, score, value
from brandscore.report.page import render
from brandscore.report.phrases import PHRASES, phrase
from brandscore.report.summary import classified_sentence, promo_count, winner_sentences
from brandscore.report.terminal import net_points
from brandscore.report.view import Lang, MonitorView, ScoreView
from brandscore.tables import SCORES, SENTIMENTS

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["monitor_report", "score_report"]

#: Messages quoted per brand and sentiment.
_QUOTED = 3
#: Ledger lines on the page; the rest is in manifest.json.
_LEDGER = 60
#: Widths of the ranking chart in pixels: on a phone, and on a screen or paper.
_WIDTHS = {"narrow": 300, "wide": 800}

_UNITS = {i.name: i.unit for i in INDICATORS}


def _chart(svg: str, grow: float = 1.0) -> Any:
    from markupsafe import Markup

    return Markup(charts.inline(svg, grow))  # noqa: S704  Vega escapes every text of the data


def _message_counts(manifest: Mapping[str, Any], lang: Lang) -> list[tuple[str, str]]:
    out = []
    for name, figure in (manifest.get("counts") or {}).items():
        key = f"n_{name}"
        out.append((phrase(key, lang) if key in PHRASES else shown(name, 60), count(figure)))
    return out


# --- the score report ----------------------------------------------------------------------------


def _ranking_row(row: Row, anchors: Mapping[str, str], lang: Lang) -> dict[str, str]:
    cells = {
        "anchor": anchors[row["brand"]],
        "rank": MISSING if is_missing(row["rank"]) else f"{int(row['rank'])}",
        "brand": shown(row["brand"], 80),
        "brand_score": score(row["brand_score"]),
        "own_score": score(row["own_score"]),
        "earned_score": score(row["earned_score"]),
        "net_sentiment": net_points(row["net_sentiment"]),
        "uncorrected": "",
        "coverage": percent(row["coverage"]),
        "interval": "",
        "rank_interval": "",
        "reason": shown(row["reason"], 300),
    }
    raw, corrected = row["net_sentiment_raw"], row["net_sentiment"]
    if not is_missing(raw) and (is_missing(corrected) or abs(raw - corrected) > 1e-9):
        cells["uncorrected"] = phrase("uncorrected", lang, net_points(raw))
    if not is_missing(row["brand_score_low"]) and not is_missing(row["brand_score_high"]):
        cells["interval"] = f"{score(row['brand_score_low'])}–{score(row['brand_score_high'])}"
    if not is_missing(row["rank_low"]) and not is_missing(row["rank_high"]):
        cells["rank_interval"] = f"{int(row['rank_low'])}–{int(row['rank_high'])}"
    return cells


def _sentiment_rows(rows: Sequence[Row], lang: Lang) -> list[dict[str, str]]:
    """Both forms of net sentiment, a line per cell that has either."""
    cells: dict[tuple[str, str], dict[str, Any]] = {}
    for row in rows:
        if row["indicator"] in SENTIMENT and not is_missing(row["value"]):
            cells.setdefault((row["platform"], row["side"]), {})[row["indicator"]] = row["value"]
    return [
        {
            "where": words.cell_words(platform, side, lang),
            "polar": points(found.get("net_sentiment")),
            "all": points(found.get("net_sentiment_all")),
        }
        for (platform, side), found in cells.items()
    ]


def _posted(x: Any) -> str:
    """The Bangkok day of a time; one without zone is UTC, a day or a text stays as it is."""
    if is_missing(x):
        return ""
    if not hasattr(x, "hour") or not hasattr(x, "utcoffset"):
        return shown(x, 10)
    utc = x - (x.utcoffset() or timedelta(0))
    return str((utc.replace(tzinfo=None) + timedelta(hours=7)).date())


def _examples(examples: pd.DataFrame, brand: str, lang: Lang) -> list[dict[str, Any]]:
    if not len(examples):
        return []
    mine = examples[examples["brand"] == brand]
    rows = [dict(zip(mine.columns, r, strict=True)) for r in mine.itertuples(index=False, name=None)]
    out = []
    for sentiment in SENTIMENTS:
        for row in [r for r in rows if r["sentiment"] == sentiment][:_QUOTED]:
            out.append(
                {
                    "parts": marked(message(row["text"]), row.get("evidence") or ()),
                    "sentiment": sentiment,
                    "label": phrase(sentiment, lang),
                    "where": words.cell_words(row["platform"], row["side"], lang),
                    "posted": _posted(row.get("posted_at")),
                }
            )
    return out


def _normalised(row: Row) -> str:
    if row["indicator"] in SENTIMENT:
        return MISSING if is_missing(row["normalised"]) else f"{float(row['normalised']):+.2f}"
    return score(row["normalised"])


def _indicator_groups(rows: Sequence[Row], lang: Lang) -> list[dict[str, Any]]:
    groups: dict[tuple[str, str], list[dict[str, str]]] = {}
    for row in rows:
        groups.setdefault((row["platform"], row["side"]), []).append(
            {
                "indicator": words.indicator_words(row["indicator"], lang),
                "value": value(row["value"], _UNITS.get(row["indicator"], "")),
                "normalised": _normalised(row),
                "weight": "" if is_missing(row["weight"]) else percent(row["weight"]),
                "status": phrase(row["status"], lang) if row["status"] in PHRASES else shown(row["status"], 40),
                "measured": "yes" if row["status"] == "measured" else "",
                "reason": shown(row["reason"], 200),
            }
        )
    return [{"where": words.cell_words(*cell, lang), "rows": found} for cell, found in groups.items()]


def _bars(lines: Sequence[words.Line]) -> list[dict[str, Any]]:
    largest = max((abs(line.tenths) for line in lines if not line.rest), default=0) or 1
    return [
        {
            "points": line.points,
            "words": line.words,
            "loss": line.tenths < 0,
            "bar": "0" if line.rest else f"{100 * abs(line.tenths) / largest:.0f}",
        }
        for line in lines
    ]


def _card(view: ScoreView, row: Row, anchors: Mapping[str, str], lang: Lang) -> dict[str, Any]:
    brand = row["brand"]
    lines, total = words.contribution_lines(view.contributions, brand, lang, top=20, by="indicator")
    by_cell, _ = words.contribution_lines(view.contributions, brand, lang)
    rows = indicator_rows(view.indicators, brand)
    quotes = _examples(view.examples, brand, lang)
    return {
        **_ranking_row(row, anchors, lang),
        "lines": _bars(lines),
        # One platform only: the same lines again would tell nothing.
        "by_cell": _bars(by_cell) if len(by_cell) != len(lines) else [],
        "total": None if total is None else score(total / 10),
        "sentiment_rows": _sentiment_rows(rows, lang),
        "gaps": gaps(view.indicators, brand, lang),
        "examples": quotes,
        "examples_marked": any(strong for quote in quotes for _, strong in quote["parts"]),
        "groups": _indicator_groups(rows, lang),
        "n_indicators": len(rows),
    }


#: Upper ends of the heat table's shades, from deep orange to deep blue; 100 stands in the middle.
_SHADES = (30.0, 60.0, 85.0, 115.0, 160.0, 240.0)
_SENTIMENT_SHADES = (-0.5, -0.25, -0.05, 0.05, 0.25, 0.5)


def _shade(row: Row) -> str:
    ends = _SENTIMENT_SHADES if row["indicator"] in SENTIMENT else _SHADES
    return f"h{sum(row['normalised'] > end for end in ends)}"


def _heat_cell(row: Row | None, lang: Lang) -> dict[str, str]:
    if row is None or is_missing(row["normalised"]):
        status = "missing" if row is None or row["status"] not in ("absent", "missing") else row["status"]
        return {"text": MISSING, "shade": "hx", "status": phrase(status, lang)}
    if row["status"] == "absent":
        return {"text": "0 ○", "shade": "hx", "status": phrase("absent", lang)}
    text = _normalised(row) if row["indicator"] in SENTIMENT else count(row["normalised"])
    return {"text": text, "shade": _shade(row), "status": ""}


def _heat_groups(rows: Sequence[HeatRow], lang: Lang) -> list[dict[str, Any]]:
    groups: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in rows:
        cells = [_heat_cell(c, lang) for c in row.cells]
        name = words.indicator_words(row.indicator, lang)
        groups.setdefault((row.platform, row.side), []).append({"indicator": name, "cells": cells})
    return [{"where": words.cell_words(*cell, lang), "rows": found} for cell, found in groups.items()]


def _ledger(view: ScoreView) -> tuple[list[str], int]:
    lines = list(view.ledger) or list(view.manifest.get("ledger") or ())
    return [shown(line, 300) for line in lines[:_LEDGER]], len(lines)


def score_report(view: ScoreView, lang: Lang = "th") -> str:
    """Return the report of a score as one HTML page.

    It asks for nothing from anywhere (its own policy forbids it), runs no
    script, and is the same text for the same view. Text from the data is
    cleaned of control characters and escaped; message examples are cut, and
    handles, mail addresses and telephone numbers in them masked.

    Parameters
    ----------
    view
        The finished tables.
    lang
        Language of the page's own words; headings carry the other one too.

    Returns
    -------
    str
        HTML, UTF-8 when written.
    """
    ranked = categories(view.scores)
    brands = [row["brand"] for _, rows in ranked for row in rows]
    anchors = {brand: f"brand-{n}" for n, brand in enumerate(brands, 1)}
    groups = []
    for n, (category, rows) in enumerate(ranked):
        drawn = {
            size: _chart(charts.ranking_svg(rows, view.contributions, lang, width, f"ranking-{n}-{size}"))
            for size, width in _WIDTHS.items()
        }
        cells = [_ranking_row(row, anchors, lang) for row in rows]
        groups.append(
            {
                "name": shown(category),
                "rows": cells,
                "charts": drawn,
                "interval": any(c["interval"] for c in cells),
                "rank_interval": any(c["rank_interval"] for c in cells),
                "reasons": any(c["reason"] for c in cells),
                "cards": [_card(view, row, anchors, lang) for row in rows],
                "heat": _heat_groups(heat_rows(view.indicators, [r["brand"] for r in rows]), lang),
                "names": [shown(r["brand"], 30) for r in rows],
            }
        )
    ledger, ledger_total = _ledger(view)
    promo = promo_count(view)
    return render(
        "score.html.j2",
        lang,
        view.note,
        view.manifest,
        groups=groups,
        winners=winner_sentences(view, lang),
        not_collected=not_collected(view.indicators, lang) if len(view.indicators) else "",
        promo=None if promo is None else count(promo),
        classified=classified_sentence(view, lang),
        column_words=[(name, words.column_words(name, lang)) for name in SCORES.names],
        counts=_message_counts(view.manifest, lang),
        ledger=ledger,
        ledger_total=ledger_total,
    )


# --- the monitor report --------------------------------------------------------------------------


def _with_interval(row: Row, name: str, show: Any) -> str:
    text: str = show(row[name])
    low, high = row.get(f"{name}_low"), row.get(f"{name}_high")
    if text == MISSING or is_missing(low) or is_missing(high):
        return text
    if show is percent:
        return f"{text} ({percent(low).removesuffix(' %')}–{percent(high)})"
    return f"{text} ({show(low)} … {show(high)})"


def _latest(timeline: pd.DataFrame, brands: Sequence[str], lang: Lang) -> tuple[str, str, list[dict[str, str]]]:
    """The last period of the calendar, a row per brand."""
    whole = timeline[(timeline["platform"] == "all") & (timeline["side"] == "all")]
    if not len(whole):
        return "", "", []
    last = whole["period_start"].max()
    end = ""
    out = []
    for brand in brands:
        frame = whole[(whole["brand"] == brand) & (whole["period_start"] == last)]
        if not len(frame):
            continue
        row = dict(zip(frame.columns, next(frame.itertuples(index=False, name=None)), strict=True))
        end = str(row["period_end"])[:10]
        unique = charts.series(timeline, brand, "unique_daily_mentions")
        acted = charts.series(timeline, brand, "interactions")
        out.append(
            {
                "brand": shown(brand, 80),
                "mentions": count(row["mentions"]),
                "share_of_voice": _with_interval(row, "share_of_voice", percent),
                "net_sentiment": _with_interval(row, "net_sentiment", points),
                "correction": _correction_words(row, lang),
                "net_sentiment_all": _with_interval(row, "net_sentiment_all", points),
                "unique_daily_mentions": count(unique[-1].value if unique else None),
                "interactions": count(acted[-1].value if acted else None),
                "brand_score": score(row["brand_score"]),
                "reason": shown(row["reason"], 200),
            }
        )
    return str(last)[:10], end, out


def _correction_words(row: Mapping[str, Any], lang: Lang) -> str:
    """Say of a point of net sentiment whether it is corrected; empty where the classifier labelled nothing."""
    if is_missing(row["net_sentiment"]) or is_missing(row["classified"]) or not row["classified"]:
        return ""
    if row["corrected"] == 1:
        return phrase("uncorrected", lang, points(row["net_sentiment_raw"]))
    return phrase("as_labelled", lang)


def _corrections(timeline: pd.DataFrame, brands: Sequence[str], lang: Lang) -> list[str]:
    """Say of each brand in how many periods net sentiment is corrected, of those with classified messages."""
    whole = timeline[(timeline["platform"] == "all") & (timeline["side"] == "all") & (timeline["classified"] > 0)]
    out = []
    for brand in brands:
        mine = whole.loc[whole["brand"] == brand, "corrected"]
        if len(mine):
            out.append(phrase("correction_of", lang, shown(brand, 80), int((mine == 1).sum()), len(mine)))
    return out


def monitor_report(view: MonitorView, lang: Lang = "th") -> str:
    """Return the report of a timeline as one HTML page, with the same promises as `score_report`.

    Parameters
    ----------
    view
        The finished timeline; the rows of platform and side ``all`` are drawn.
    lang
        Language of the page's own words; headings carry the other one too.
    """
    brands = sorted({str(b) for b in view.timeline["brand"].tolist()})
    ends = charts.measure_ranges(view.timeline, brands)
    cards = []
    quiet = []
    for n, brand in enumerate(brands, 1):
        drawn = []
        for measure in charts.MEASURES:
            line = charts.series(view.timeline, brand, measure.name)
            if measure.name == "brand_score" and not any(p.value is not None for p in line):
                continue
            svg = charts.timeline_svg(
                view.timeline, brand, measure, lang, ends=ends.get(measure.name), key=f"line-{n}-{measure.name}"
            )
            drawn.append({"name": measure.name, "svg": _chart(svg, 1.25), "percent": measure.name == "share_of_voice"})
        line = charts.series(view.timeline, brand, "net_sentiment")
        empty = sum(p.value is None for p in line)
        key = "quiet_some" if empty else "quiet_none"
        filled = (shown(brand, 80), empty, len(line)) if empty else (shown(brand, 80), len(line))
        quiet.append(phrase(key, lang, *filled))
        cards.append({"anchor": f"brand-{n}", "brand": shown(brand, 80), "charts": drawn})
    start, end, latest = _latest(view.timeline, brands, lang)
    return render(
        "monitor.html.j2",
        lang,
        view.note,
        view.manifest,
        cards=cards,
        quiet=quiet,
        corrections=_corrections(view.timeline, brands, lang),
        correction_on=(view.manifest.get("correction") or {}).get("on", True),
        period=phrase("period", lang, start, end) if start else "",
        latest=latest,
        scored=any(r["brand_score"] != MISSING for r in latest),
    )
