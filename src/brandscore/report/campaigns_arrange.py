"""What pages, notebooks and terminals show of campaigns: rows arranged, figures and notes in words."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from brandscore.metrics.registry.catalogue import METRICS
from brandscore.report.arrange import Row
from brandscore.report.clean import shown
from brandscore.report.figures import MISSING, count, is_missing, plain
from brandscore.report.phrases import phrase
from brandscore.report.view import CampaignsView, Lang

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "ALL",
    "STAGES",
    "Beside",
    "Columns",
    "beside",
    "chain_of",
    "columns_of",
    "figure",
    "flattering",
    "money",
    "name_of",
    "partly",
    "previous_source",
    "rankings",
    "ratio",
    "remarks",
    "rows_of",
    "several_currencies",
    "stage_rows",
    "unmeasured",
]

ALL = "all"
#: Stages in the order that people pass them.
STAGES = ("awareness", "consideration", "decision")
#: Campaigns side by side on a page; the rest is in the files.
_BESIDE = 8
#: Metrics that say the same as another one on the page.
_TWINS = ("paid_reach", "cpv_thousand", "roi_percent", "cpr")
#: Metrics of an investment, in which spend may stand in for cost.
_INVESTMENT = ("roi", "roi_percent")
_PLAIN_UNITS = ("percent", "ratio", "count", "times")


def rows_of(frame: pd.DataFrame) -> list[Row]:
    """Return the rows of a result table, column by column name."""
    return [dict(zip(frame.columns, row, strict=True)) for row in frame.itertuples(index=False, name=None)]


def money(x: Any) -> str:
    """Return an amount: whole from a thousand on, else with two decimals.

    Examples
    --------
    >>> money(120000.5), money(3.5), money(0), money(None)
    ('120,000', '3.50', '0.00', '–')
    """
    if is_missing(x):
        return MISSING
    text = f"{float(x):,.0f}" if abs(float(x)) >= 1000 else f"{float(x):.2f}"
    return text.removeprefix("-") if float(text.replace(",", "")) == 0 else text


def ratio(x: Any) -> str:
    """Return a ratio with two decimals.

    Examples
    --------
    >>> ratio(2.478), ratio(-0.001), ratio(None)
    ('2.48', '0.00', '–')
    """
    if is_missing(x):
        return MISSING
    text = f"{float(x):,.2f}"
    return text.removeprefix("-") if float(text.replace(",", "")) == 0 else text


def figure(x: Any, unit: Any) -> str:
    """Return a metric's value in its unit; the currency stands in the column's head."""
    if unit == "count":
        return count(x)
    if unit == "ratio":
        return ratio(x)
    return plain(x, unit if unit == "percent" else "") if unit in _PLAIN_UNITS else money(x)


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside a value.

    Parameters
    ----------
    target
        The target and whether it is met, in words.
    met
        ``met``, ``missed`` or empty.
    change
        The change since the time before, in words.
    better
        ``better``, ``worse``, ``same`` or empty.
    before
        The value before, in words.
    """

    target: str = ""
    met: str = ""
    change: str = ""
    better: str = ""
    before: str = ""


def beside(row: Row, lang: Lang) -> Beside:
    """Return what stands beside a value: its target and the time before."""
    target = met = change = better = before = ""
    if not is_missing(row["target"]):
        target = phrase("target_words", lang, figure(row["target"], row["unit"]))
        if not is_missing(row["met"]):
            met = "met" if row["met"] == 1 else "missed"
            target += f" {'✓' if met == 'met' else '✗'} {phrase(f'target_{met}', lang)}"
    if not is_missing(row["change"]):
        better = "" if is_missing(row["better"]) else str(row["better"])
        up, down = row["change"] > 0, row["change"] < 0
        sign = "▲" if up else "▼" if down else "="
        size = _signed(row["change_percent"])
        words = phrase(f"change_{better}", lang) if better else ""
        change = " ".join(part for part in (sign, "" if better == "same" else size, words) if part)
        before = phrase("before_words", lang, figure(row["previous"], row["unit"]))
    return Beside(target, met, change, better, before)


def _signed(x: Any) -> str:
    if is_missing(x):
        return ""
    return f"{'+' if x > 0 else ''}{plain(x, 'percent')}"


def rankings(view: CampaignsView) -> list[tuple[str, list[Row]]]:
    """Return the ranking, a list per currency."""
    rows = rows_of(view.ranking)
    groups = itertools.groupby(rows, key=lambda row: shown(row["currency"]))
    return [(currency, list(found)) for currency, found in groups]


#: Campaign and currency of each column of figures.
Columns = list[tuple[str, str]]


def columns_of(view: CampaignsView, most: int = _BESIDE) -> tuple[Columns, int]:
    """Return the campaigns that stand side by side, and how many do not.

    Currency by currency: all together, where they are several, then so many at most, best first.
    """
    columns: Columns = []
    more = 0
    for currency, rows in rankings(view):
        together = [(ALL, currency)] if len(rows) > 1 else []
        columns += [*together, *((str(row["campaign"]), currency) for row in rows[:most])]
        more += max(0, len(rows) - most)
    return columns, more


def several_currencies(view: CampaignsView) -> bool:
    """Whether the campaigns are paid in several currencies, so that each figure must name its own."""
    return len(rankings(view)) > 1


def previous_source(previous: Mapping[str, Any], lang: Lang) -> str:
    """Say where the figures of the time before come from."""
    same = previous["source"] == "the same data"
    return phrase("same_data", lang) if same else shown(previous["source"], 80)


def name_of(campaign: str, lang: Lang, limit: int = 80) -> str:
    """Return the name of a campaign, or of all."""
    return phrase("all_campaigns", lang) if campaign == ALL else shown(campaign, limit)


def _whole(view: CampaignsView) -> dict[tuple[str, str, str], Row]:
    """Return the rows of whole campaigns over all days, by campaign, currency and metric."""
    frame = view.metrics[(view.metrics["period"] == "whole") & (view.metrics["platform"] == ALL)]
    found: dict[tuple[str, str, str], Row] = {}
    for row in rows_of(frame):
        # The whole of a campaign stands before its parts in each stage.
        found.setdefault((str(row["campaign"]), shown(row["currency"]), str(row["metric"])), row)
    return found


def stage_rows(view: CampaignsView, columns: Columns) -> list[tuple[str, list[tuple[str, list[Row | None]]]]]:
    """Return the metrics that some column has, stage by stage: name, and the row of each column."""
    cells = _whole(view)
    out = []
    for stage in STAGES:
        lines = []
        for name, metric in METRICS.items():
            if metric.stage != stage or name in _TWINS:
                continue
            line = [cells.get((*column, name)) for column in columns]
            if any(row is not None and not is_missing(row["value"]) for row in line):
                lines.append((name, line))
        if lines:
            out.append((stage, lines))
    return out


def chain_of(view: CampaignsView, columns: Columns) -> list[tuple[str, str, list[Row]]]:
    """Return the steps of each campaign of which any was counted: its name, its currency, its steps."""
    found: dict[tuple[str, str], list[Row]] = {}
    for row in rows_of(view.chain):
        found.setdefault((str(row["campaign"]), shown(row["currency"])), []).append(row)
    counted = {column for column, rows in found.items() if any(not is_missing(row["count"]) for row in rows)}
    return [(*column, found[column]) for column in columns if column in counted]


def partly(rows: list[Row], row: Row) -> tuple[bool, bool]:
    """Whether a step's cost, and the part that goes on to it, are of some of the campaigns and platforms only."""
    before = next((other["count"] for other in rows if other["step"] == row["from_step"]), None)
    cost = not is_missing(row["cost_per"]) and (row["cost_spend"], row["cost_count"]) != (row["spend"], row["count"])
    part = not is_missing(row["conversion"]) and (row["step_part"], row["step_whole"]) != (row["count"], before)
    return cost, part


def flattering(row: Row) -> bool:
    """Whether spend stands in for costs that were not given."""
    return row["metric"] in _INVESTMENT and not is_missing(row["note"]) and "cost not given" in str(row["note"])


def unmeasured(view: CampaignsView, lang: Lang) -> list[tuple[str, list[str]]]:
    """Return what could not be measured, by campaign: reasons with the metrics they stop."""
    several = several_currencies(view)
    out: dict[str, list[str]] = {}
    for row in view.missing:
        if row["campaign"] == ALL:
            name = phrase("cannot_all", lang)
        else:
            name = shown(row["campaign"], 80)
            if several and row["currency"]:
                name = f"{name} ({row['currency']})"
        out.setdefault(name, []).append(f"{', '.join(row['metrics'])}: {shown(row['reason'], 200)}")
    return list(out.items())


def remarks(view: CampaignsView, columns: Columns, lang: Lang) -> list[str]:
    """Return the notes on the figures shown, each once, with the campaigns and metrics that it is of."""
    cells = _whole(view)
    several = several_currencies(view)
    found: dict[str, dict[tuple[str, str], list[str]]] = {}
    for (campaign, currency, name), row in cells.items():
        if (campaign, currency) not in columns or is_missing(row["note"]) or name in _TWINS:
            continue
        for note in str(row["note"]).split("; "):
            found.setdefault(note, {}).setdefault((campaign, currency), []).append(name)
    out = []
    for note, campaigns in found.items():
        by_names: dict[str, list[str]] = {}
        for (campaign, currency), names in campaigns.items():
            who = name_of(campaign, lang) + (f" ({currency})" if several and currency else "")
            by_names.setdefault(", ".join(names), []).append(who)
        where = "; ".join(f"{', '.join(those)}: {names}" for names, those in by_names.items())
        out.append(f"{shown(note, 300)} – {where}")
    return out
