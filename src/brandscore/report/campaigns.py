"""Campaigns as one HTML page, and as a notebook shows them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from brandscore.metrics.registry.catalogue import METRICS
from brandscore.report.arrange import Row
from brandscore.report.campaigns_arrange import (
    ALL,
    Beside,
    Columns,
    beside,
    chain_of,
    columns_of,
    figure,
    flattering,
    money,
    name_of,
    partly,
    previous_source,
    rankings,
    ratio,
    remarks,
    rows_of,
    several_currencies,
    stage_rows,
    unmeasured,
)
from brandscore.report.clean import shown
from brandscore.report.figures import MISSING, count, is_missing, plain
from brandscore.report.page import render
from brandscore.report.phrases import phrase
from brandscore.report.view import CampaignsView, Lang
from brandscore.report.words import platform_words

__all__ = ["campaigns_html", "campaigns_report"]

#: Metrics shown over time.
_OVER_TIME = ("impressions", "reach", "ctr", "cpc", "cost_per_registration", "roas", "roi")


def _ranking_rows(rows: Sequence[Row], lang: Lang) -> list[dict[str, str]]:
    return [
        {
            "rank": MISSING if is_missing(row["rank"]) else f"{int(row['rank'])}",
            "campaign": shown(row["campaign"], 80),
            "where": ", ".join(platform_words(p, lang) for p in row["platforms"]),
            "ran": phrase("days_between", lang, str(row["first_day"]), str(row["last_day"])),
            "spend": money(row["spend"]),
            "revenue": money(row["revenue"]),
            "cost": money(row["cost"]),
            "roi": ratio(row["roi"]),
            "loss": "loss" if not is_missing(row["roi"]) and row["roi"] < 0 else "",
            "roas": ratio(row["roas"]),
            "targets": phrase("targets_of", lang, int(row["targets_met"]), int(row["targets"]))
            if row["targets"]
            else MISSING,
            "reason": shown(row["reason"], 200),
            "note": shown(row["note"], 300),
        }
        for row in rows
    ]


def _steps(rows: Sequence[Row], lang: Lang) -> dict[str, Any]:
    steps, uncounted = [], []
    marked = False
    for row in rows:
        name = phrase(f"step_{row['step']}", lang)
        if is_missing(row["count"]):
            uncounted.append(name.lower())
            continue
        cost_mark, part_mark = ("*" if some else "" for some in partly(list(rows), row))
        marked = marked or bool(cost_mark or part_mark)
        conversion = ""
        if not is_missing(row["conversion"]):
            before = phrase(f"step_{row['from_step']}", lang).lower()
            conversion = phrase("goes_on", lang, plain(row["conversion"], "percent"), before) + part_mark
        each = "" if is_missing(row["cost_per"]) else phrase("each", lang, money(row["cost_per"])) + cost_mark
        steps.append({"name": name, "count": count(row["count"]), "each": each, "conversion": conversion})
    return {"spend": money(rows[0]["spend"]), "steps": steps, "uncounted": ", ".join(uncounted), "marked": marked}


def _cell(row: Row | None, lang: Lang) -> dict[str, Any]:
    if row is None:
        return {"value": MISSING, "beside": Beside(), "reason": ""}
    reason = shown(row["reason"], 200) if is_missing(row["value"]) else ""
    mark = "*" if flattering(row) else ""
    return {"value": figure(row["value"], row["unit"]) + mark, "beside": beside(row, lang), "reason": reason}


def _stages(view: CampaignsView, columns: Columns, lang: Lang) -> list[dict[str, Any]]:
    out = []
    for stage, lines in stage_rows(view, columns):
        rows = []
        for name, line in lines:
            metric = METRICS[name]
            titles = (metric.title_th, metric.title) if lang == "th" else (metric.title, metric.title_th)
            rows.append({"titles": titles, "name": name, "cells": [_cell(row, lang) for row in line]})
        out.append({"stage": f"stage_{stage}", "rows": rows})
    return out


def _periods(view: CampaignsView, columns: Columns, lang: Lang) -> list[dict[str, Any]]:
    """Return some metrics over time, campaign by campaign."""
    frame = view.metrics[(view.metrics["period"] != "whole") & (view.metrics["platform"] == ALL)]
    rows = rows_of(frame[frame["metric"].isin(_OVER_TIME)])
    out = []
    for campaign, currency in columns:
        lines: dict[str, dict[str, Row]] = {}
        for row in rows:
            if str(row["campaign"]) == campaign and shown(row["currency"]) == currency:
                lines.setdefault(str(row["period_start"]), {}).setdefault(str(row["metric"]), row)
        names = [
            n for n in _OVER_TIME if any(n in line and not is_missing(line[n]["value"]) for line in lines.values())
        ]
        if not names:
            continue
        out.append(
            {
                "campaign": name_of(campaign, lang),
                "currency": currency,
                "titles": [METRICS[n].title_th if lang == "th" else METRICS[n].title for n in names],
                "rows": [
                    {"start": start, "cells": [_cell(line.get(n), lang) for n in names]}
                    for start, line in lines.items()
                ],
            }
        )
    return out


def _asked(view: CampaignsView, lang: Lang) -> list[tuple[str, list[str]]]:
    out = []
    previous, target = view.manifest.get("previous"), view.manifest.get("target")
    if previous:
        days = phrase("window_words", lang, shown(previous["from"], 40), shown(previous["to"], 40))
        parts = [days, phrase("days", lang, count(previous["days"]))]
        out.append((phrase("previous_window", lang), [*parts, previous_source(previous, lang)]))
    if target:
        out.append((phrase("target_source", lang), [f"{shown(target['source'], 80)} ({target['targets']})"]))
    return out


def campaigns_report(view: CampaignsView, lang: Lang = "th") -> str:
    """Return campaigns as one HTML page, with the same promises as `brandscore.report.html.score_report`.

    Parameters
    ----------
    view
        The finished tables.
    lang
        Language of the page's own words; headings carry the other one too.
    """
    columns, more = columns_of(view)
    chains = [
        {"campaign": name_of(campaign, lang), "currency": currency, **_steps(rows, lang)}
        for campaign, currency, rows in chain_of(view, columns)
    ]
    return render(
        "campaigns.html.j2",
        lang,
        view.note,
        view.manifest,
        groups=[
            {
                "currency": currency,
                "rows": _ranking_rows(rows, lang),
                "targets": any(row["targets"] for row in rows),
                "costs": any(not is_missing(row["cost"]) for row in rows),
                "remarks": any(not is_missing(row["reason"]) or not is_missing(row["note"]) for row in rows),
            }
            for currency, rows in rankings(view)
        ],
        asked=_asked(view, lang),
        chains=chains,
        partly=phrase("chain_partly", lang) if any(chain["marked"] for chain in chains) else "",
        heads=[{"name": name_of(campaign, lang, 40), "currency": currency} for campaign, currency in columns],
        several=several_currencies(view),
        stages=_stages(view, columns, lang),
        periods=_periods(view, columns, lang),
        more=phrase("more_campaigns", lang, more) if more else "",
        missing=unmeasured(view, lang),
        remarks=remarks(view, columns, lang),
        ledger=[shown(line, 300) for line in view.ledger[:60]],
    )


def campaigns_html(view: CampaignsView, lang: Lang = "en") -> str:
    """Return a result's ``_repr_html_``: note, ranking and chain, with styles on the elements themselves."""
    from markupsafe import Markup

    parts = [Markup('<div style="max-width:860px">')]
    if view.note:
        parts.append(Markup("<p><strong>{}</strong></p>").format(shown(view.note, 300)))
    for currency, rows in rankings(view):
        names = ("rank", "campaign", "spend", "revenue", "roi", "roas")
        parts.append(_notebook_table([phrase(n, lang) for n in names], currency))
        for row in _ranking_rows(rows, lang):
            parts.append(_notebook_row([row[n] for n in names]))
        parts.append(Markup("</tbody></table>"))
        parts += [Markup("<p>{}: {}</p>").format(shown(r["campaign"], 80), r["reason"]) for r in rows if r["reason"]]
    columns, _ = columns_of(view)
    marked = False
    for campaign, currency, rows in chain_of(view, columns):
        chain = _steps(rows, lang)
        marked = marked or chain["marked"]
        told = [f"{phrase('step_spend', lang)} {chain['spend']} {currency}"]
        for step in chain["steps"]:
            each = f" ({step['each']})" if step["each"] else ""
            told.append(f"{step['name']} {step['count']}{each}")
        parts.append(Markup("<p><strong>{}</strong>: {}</p>").format(name_of(campaign, lang), " → ".join(told)))
    if marked:
        parts.append(Markup("<p>{}</p>").format(phrase("chain_partly", lang)))
    parts.append(Markup("</div>"))
    return "".join(parts)


_LEFT = "text-align:left;padding:2px 10px 2px 0"
_RIGHT = "text-align:right;padding:2px 10px 2px 0"


def _notebook_table(titles: Sequence[str], currency: str) -> Any:
    from markupsafe import Markup

    head = Markup("").join(
        Markup('<th style="{}">{}</th>').format(_LEFT if i == 1 else _RIGHT, title) for i, title in enumerate(titles)
    )
    caption = Markup('<caption style="text-align:left">{}</caption>').format(currency) if currency else ""
    return Markup('<table style="border-collapse:collapse">{}<thead><tr>{}</tr></thead><tbody>').format(caption, head)


def _notebook_row(cells: Sequence[str]) -> Any:
    from markupsafe import Markup

    return Markup("<tr>{}</tr>").format(
        Markup("").join(
            Markup('<td style="{}">{}</td>').format(_LEFT if i == 1 else _RIGHT, text) for i, text in enumerate(cells)
        )
    )
