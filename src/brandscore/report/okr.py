"""Objectives and key results as a page, as a notebook shows them, and as a table for a terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from brandscore.report.arrange import Row
from brandscore.report.clean import shown
from brandscore.report.figures import MISSING, is_missing, percent, plain
from brandscore.report.page import render
from brandscore.report.phrases import phrase
from brandscore.report.view import Lang, OkrView

if TYPE_CHECKING:
    import pandas as pd
    from rich.table import Table

__all__ = ["okr_html", "okr_report", "okr_tables"]


def _rows(frame: pd.DataFrame) -> list[Row]:
    return [dict(zip(frame.columns, row, strict=True)) for row in frame.itertuples(index=False, name=None)]


def _state(status: Any) -> str:
    return str(status).replace(" ", "_")


def _status(status: Any, lang: Lang) -> str:
    return phrase(f"status_{_state(status)}", lang)


def _share(x: Any) -> str:
    """A share as a whole percentage, for the bars' own use."""
    return "" if is_missing(x) else f"{100 * float(x):.1f}"


def _pace(x: Any) -> str:
    return MISSING if is_missing(x) else f"{float(x):.2f}"


def _bar(row: Row, lang: Lang) -> dict[str, Any]:
    low, high = row.get("forecast_progress_low"), row.get("forecast_progress_high")
    band = None
    if not is_missing(low) and not is_missing(high):
        band = (_share(low), f"{100 * (float(high or 0) - float(low or 0)):.1f}")
    return {
        "bar": _share(row["progress"]),
        "band": band,
        "end": _share(row.get("forecast_progress")),
        "gone": _share(row["elapsed"]),
        "bar_words": phrase("bar_words", lang, percent(row["progress"]), percent(row["elapsed"])),
    }


def _value(row: Row, name: str, lang: Lang, *, unit: bool = True) -> str:
    """A figure of a key result; a milestone is done or not."""
    x = row[name]
    if row["kind"] == "milestone":
        if name == "target":
            return phrase("milestone_done", lang)
        return MISSING if is_missing(x) else phrase("milestone_done" if x else "milestone_open", lang)
    shown_unit = "" if is_missing(row["unit"]) else shown(row["unit"], 40)
    return plain(x, shown_unit if unit or shown_unit == "percent" else "")


def _forecast(row: Row, lang: Lang) -> str:
    if is_missing(row["forecast"]):
        return MISSING
    text = _value(row, "forecast", lang, unit=False)
    if is_missing(row["forecast_low"]) or is_missing(row["forecast_high"]):
        return text
    ends = (_value(row, name, lang, unit=False) for name in ("forecast_low", "forecast_high"))
    return phrase("forecast_words", lang, text, *ends)


def _key_result(row: Row, view: OkrView, lang: Lang) -> dict[str, Any]:
    title = str(row["key_result"])
    return {
        **_bar(row, lang),
        "title": shown(title, 300),
        "english": shown(view.english.get(title, ""), 300),
        "value": _value(row, "value", lang, unit=False),
        "baseline": "" if is_missing(row["baseline"]) else _value(row, "baseline", lang, unit=False),
        "target": _value(row, "target", lang),
        "progress": percent(row["progress"]),
        "pace": _pace(row["pace"]),
        "state": _state(row["status"]),
        "status": _status(row["status"], lang),
        "forecast": _forecast(row, lang),
        "chance": "" if is_missing(row["chance"]) else phrase("chance", lang, percent(row["chance"])),
        "reason": shown(row["reason"], 400),
    }


def _findings(smart: Sequence[Mapping[str, Any]], objective: str, question: bool, lang: Lang) -> list[dict[str, str]]:
    return [
        {
            "letter": phrase(f"smart_{row['letter']}", lang),
            "key_result": shown(row["key_result"], 300),
            "about": row["about_th" if lang == "th" else "about"],
            "detail": shown(row["detail"], 300),
        }
        for row in smart
        if row["objective"] == objective and bool(row["question"]) == question
    ]


def _known(row: Row, lang: Lang) -> str:
    """Of how many key results something is known, where it is not all of them."""
    known, whole = int(row["known"]), int(row["key_results"])
    return phrase("known_of", lang, known, whole) if known < whole else ""


def _objective(number: int, row: Row, view: OkrView, keys: Sequence[Row], lang: Lang) -> dict[str, Any]:
    title = str(row["objective"])
    facts = []
    if not is_missing(row["period_start"]):
        facts.append((phrase("okr_period", lang), phrase("period", lang, row["period_start"], row["period_end"])))
    if not is_missing(row["owner"]):
        facts.append((phrase("owner", lang), shown(row["owner"], 200)))
    if view.why.get(title):
        facts.append((phrase("okr_why", lang), shown(view.why[title], 400)))
    return {
        **_bar(row, lang),
        "anchor": f"objective-{number}",
        "known": _known(row, lang),
        "title": shown(title, 300),
        "english": shown(view.english.get(title, ""), 300),
        "progress": percent(row["progress"]),
        "elapsed": percent(row["elapsed"]),
        "pace": _pace(row["pace"]),
        "state": _state(row["status"]),
        "status": _status(row["status"], lang),
        "facts": facts,
        "reason": shown(row["reason"], 300),
        "key_results": [_key_result(k, view, lang) for k in keys if k["objective"] == title],
        "missing": _findings(view.smart, title, False, lang),
        "questions": _findings(view.smart, title, True, lang),
    }


def _objectives(view: OkrView, lang: Lang) -> list[dict[str, Any]]:
    keys = _rows(view.key_results)
    return [_objective(n, row, view, keys, lang) for n, row in enumerate(_rows(view.objectives), start=1)]


def okr_report(view: OkrView, lang: Lang = "th") -> str:
    """Return the objectives as one HTML page, with the same promises as `brandscore.report.html.score_report`.

    Parameters
    ----------
    view
        The finished tables.
    lang
        Language of the page's own words; headings carry the other one too.
    """
    return render(
        "okr.html.j2",
        lang,
        view.note,
        view.manifest,
        as_of=shown(view.manifest.get("as_of"), 40),
        objectives=_objectives(view, lang),
        warnings=[shown(w, 400) for w in view.warnings],
    )


def okr_html(view: OkrView, lang: Lang = "en") -> str:
    """Return what a notebook shows: every key result with its bar, styles on the elements themselves."""
    from markupsafe import Markup

    cell = Markup('<td style="text-align:{};padding:2px 10px 2px 0;vertical-align:top">{}</td>')
    head = Markup('<th style="text-align:{};padding:2px 10px 2px 0">{}</th>')
    bar = Markup(
        '<div style="background:#d9dde2;width:120px;height:10px;border-radius:5px">'
        '<div style="background:#1f6fc0;width:{}%;height:10px;border-radius:5px"></div></div>'
    )
    parts = [Markup('<div style="max-width:860px">')]
    if view.note:
        parts.append(Markup("<p><strong>{}</strong></p>").format(shown(view.note, 300)))
    for one in _objectives(view, lang):
        words = ", ".join(text for text in (one["progress"], one["status"], one["known"]) if text)
        parts.append(Markup("<p><strong>{}</strong> {}</p>").format(one["title"], words))
        parts.append(Markup('<table style="border-collapse:collapse"><thead><tr>'))
        for name in ("key_result", "", "current", "target", "progress", "status", "forecast"):
            side = "right" if name in ("current", "target", "progress") else "left"
            parts.append(head.format(side, phrase(name, lang) if name else ""))
        parts.append(Markup("</tr></thead><tbody>"))
        for key in one["key_results"]:
            left = (key["title"], bar.format(key["bar"] or "0"))
            right = (key["value"], key["target"], key["progress"])
            cells = [cell.format("left", text) for text in left] + [cell.format("right", text) for text in right]
            last = cell.format("left", key["status"]) + cell.format("left", key["forecast"])
            parts.append(Markup("<tr>") + Markup("").join(cells) + last + Markup("</tr>"))
        parts.append(Markup("</tbody></table>"))
    parts.append(Markup("</div>"))
    return "".join(parts)


def okr_tables(view: OkrView, lang: Lang = "en") -> list[Table]:
    """Return a table per objective for a terminal: its key results, and itself as the last line."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    found = []
    for one in _objectives(view, lang):
        table = Table(
            title=Text(one["title"]), title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False
        )
        table.add_column(phrase("key_result", lang), overflow="fold", min_width=20)
        for name in ("current", "target", "progress", "pace"):
            table.add_column(phrase(name, lang), justify="right")
        table.add_column(phrase("status", lang), no_wrap=True)
        table.add_column(phrase("forecast", lang))
        for key in one["key_results"]:
            cells = ("title", "value", "target", "progress", "pace", "status", "forecast")
            table.add_row(*(Text(key[name]) for name in cells))
        table.add_section()
        whole = (one["known"], "", one["progress"], one["pace"], one["status"], "")
        table.add_row(Text(phrase("objective", lang)), *(Text(text) for text in whole), style="bold")
        found.append(table)
    return found
