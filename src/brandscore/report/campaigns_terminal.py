"""Campaigns for a terminal: ranking, chain, metrics by stage, and what could not be measured."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from brandscore.metrics.registry.catalogue import METRICS
from brandscore.report.arrange import Row
from brandscore.report.campaigns_arrange import (
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
    several_currencies,
    stage_rows,
    unmeasured,
)
from brandscore.report.clean import shown
from brandscore.report.figures import MISSING, count, is_missing, plain
from brandscore.report.phrases import phrase
from brandscore.report.view import CampaignsView, Lang

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table
    from rich.text import Text

__all__ = ["campaigns_text"]

#: Campaigns side by side in a terminal.
_BESIDE = 4
#: Campaigns below one another.
_BELOW = 12
#: What is told below the ranking.
_TOLD = ("reason", "note")
_STYLES = {"met": "green", "missed": "red", "better": "green", "worse": "red"}


def _table(title: str) -> Table:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    return Table(
        title=Text(title, style="bold"), title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False
    )


def _days(view: CampaignsView, lang: Lang) -> list[str]:
    """Say which days were measured, what they are compared with, and where shorter periods stand."""
    window, previous, every = (view.manifest.get(name) for name in ("window", "previous", "every"))
    assert window is not None
    text = phrase("window_words", lang, window["from"], window["to"])
    if previous:
        days = phrase("days_between", lang, previous["from"], previous["to"])
        text += f"; {phrase('compared', lang, days, previous_source(previous, lang))}"
    if not every:
        return [text]
    return [f"{text}\n{phrase('rows_per_period', lang, phrase(f'period_{every}', lang))}"]


def _ranking(rows: list[Row], currency: str, lang: Lang) -> list[RenderableType]:
    from rich.text import Text

    title = phrase("campaign_ranking", lang) + (f" ({currency})" if currency else "")
    table = _table(title)
    columns = {
        "rank": [MISSING if is_missing(r["rank"]) else f"{int(r['rank'])}" for r in rows],
        "campaign": [shown(r["campaign"], 60) for r in rows],
        "spend": [money(r["spend"]) for r in rows],
        "revenue": [money(r["revenue"]) for r in rows],
        "cost": [money(r["cost"]) for r in rows],
        "roi": [ratio(r["roi"]) + ("" if is_missing(r["note"]) else "*") for r in rows],
        "roas": [ratio(r["roas"]) for r in rows],
    }
    if all(is_missing(r["cost"]) for r in rows):
        del columns["cost"]
    if any(r["targets"] for r in rows):
        columns["targets_met"] = [
            phrase("targets_of", lang, int(r["targets_met"]), int(r["targets"])) if r["targets"] else MISSING
            for r in rows
        ]
    for name in columns:
        left = name == "campaign"
        style = "bold" if name == "roi" else ""
        table.add_column(
            phrase(name, lang),
            justify="left" if left else "right",
            overflow="fold",
            min_width=8 if left else None,
            no_wrap=not left,
            style=style,
        )
    for cells in zip(*columns.values(), strict=True):
        table.add_row(*(Text(c) for c in cells))
    told = [(f"{'* ' if name == 'note' else ''}{shown(r['campaign'], 60)}", r[name]) for r in rows for name in _TOLD]
    return [table, *(Text(f"{who}: {shown(what, 300)}") for who, what in told if not is_missing(what)), Text("")]


def _in(name: str, currency: str, several: bool) -> str:
    """Return a name or title, with the currency where there are several."""
    return f"{name} ({currency})" if several and currency else name


def _chain(chains: list[tuple[str, str, list[Row]]], several: bool, lang: Lang) -> list[RenderableType]:
    from rich.text import Text

    parts: list[RenderableType] = []
    for currency, found in itertools.groupby(chains, key=lambda one: one[1]):
        parts += [_chain_table(list(found), currency, several, lang), Text("")]
    if any(any(partly(rows, row)) for _, _, rows in chains for row in rows):
        parts[-1] = Text(phrase("chain_partly", lang) + "\n")
    return parts


def _chain_table(chains: list[tuple[str, str, list[Row]]], currency: str, several: bool, lang: Lang) -> Table:
    from rich.text import Text

    table = _table(_in(phrase("chain_title", lang), currency, several))
    table.add_column(phrase("campaign", lang), overflow="fold", min_width=8)
    table.add_column(phrase("step_spend", lang), justify="right", no_wrap=True)
    for row in chains[0][2]:
        table.add_column(phrase(f"step_{row['step']}", lang), justify="right", no_wrap=True)
    for campaign, _, rows in chains:
        name = _in(name_of(campaign, lang, 60), currency, several)
        steps = (_step(rows, row, lang) for row in rows)
        table.add_row(Text(name), Text(money(rows[0]["spend"])), *steps, end_section=True)
    return table


def _step(rows: list[Row], row: Row, lang: Lang) -> Text:
    from rich.text import Text

    cost_mark, part_mark = ("*" if some else "" for some in partly(rows, row))
    text = Text(count(row["count"]), style="bold" if not is_missing(row["count"]) else "")
    text = Text.assemble(text)
    if not is_missing(row["cost_per"]):
        text.append("\n" + phrase("each", lang, money(row["cost_per"])) + cost_mark, style="not bold")
    if not is_missing(row["conversion"]):
        text.append("\n→ " + plain(row["conversion"], "percent") + part_mark, style="not bold")
    return text


def _stages(view: CampaignsView, columns: Columns, several: bool, lang: Lang) -> list[RenderableType]:
    from rich.text import Text

    parts: list[RenderableType] = []
    for stage, lines in stage_rows(view, columns):
        table = _table(_in(phrase(f"stage_{stage}", lang), columns[0][1], several))
        table.add_column(phrase("metric", lang), overflow="fold", min_width=12)
        for campaign, currency in columns:
            head = _in(name_of(campaign, lang, 40), currency, several)
            table.add_column(Text(head), justify="right", overflow="fold")
        for name, line in lines:
            metric = METRICS[name]
            table.add_row(Text(metric.title_th if lang == "th" else metric.title), *(_cell(row, lang) for row in line))
        parts += [table, Text("")]
    return parts


def _cell(row: Row | None, lang: Lang) -> Text:
    from rich.text import Text

    if row is None or is_missing(row["value"]):
        return Text(MISSING)
    text = Text(figure(row["value"], row["unit"]) + ("*" if flattering(row) else ""))
    told = beside(row, lang)
    if told.target:
        text.append(f"\n{told.target}", style=_STYLES.get(told.met, "dim"))
    if told.change:
        text.append(f"\n{told.change}", style=_STYLES.get(told.better, "dim"))
    return text


def campaigns_text(view: CampaignsView, lang: Lang = "en") -> RenderableType:
    """Return the ranking, the chain, the metrics by stage, and what could not be measured.

    Parameters
    ----------
    view
        The finished tables.
    lang
        Language of the words.

    Returns
    -------
    rich renderable
        Print it with a `rich.console.Console`, or turn it into text with
        `brandscore.report.terminal.render_text`.
    """
    from rich.console import Group
    from rich.text import Text

    columns, more = columns_of(view, _BESIDE)
    several = several_currencies(view)
    parts: list[RenderableType] = [Text(f"{line}\n") for line in _days(view, lang)]
    for currency, rows in rankings(view):
        parts += _ranking(rows, currency, lang)
    parts += _chain(chain_of(view, columns_of(view, _BELOW)[0]), several, lang)
    for _, found in itertools.groupby(columns, key=lambda column: column[1]):
        parts += _stages(view, list(found), several, lang)
    if more:
        parts.append(Text(phrase("more_campaigns", lang, more) + "\n"))
    for name, reasons in unmeasured(view, lang):
        parts.append(Text.assemble((name, "bold"), f": {'; '.join(reasons)}"))
    told = remarks(view, columns, lang)
    if told:
        parts.append(Text(f"\n{phrase('remarks', lang)}", style="bold"))
        parts += [Text(f"  {line}") for line in told]
    return Group(*parts)
