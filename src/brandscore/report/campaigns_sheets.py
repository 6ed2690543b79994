"""The workbook of campaigns: ranking, chain, metrics, and how each is made."""

from __future__ import annotations

from typing import Any

from brandscore.metrics.registry.catalogue import METRICS
from brandscore.report.arrange import Row
from brandscore.report.campaigns_arrange import rows_of
from brandscore.report.metric_notes import metric_note
from brandscore.report.view import CampaignsView
from brandscore.report.xlsx import Cell, CellKind, Note, Sheet, SheetColumn, notes_sheet
from brandscore.tables import CAMPAIGN_CHAIN, CAMPAIGN_METRICS, CAMPAIGN_RANKING, Column, Table

__all__ = ["campaigns_sheets"]

_PERCENT = ("conversion", "change_percent")
_RATIOS = ("roi", "roas")
#: Columns of the ranking and the chain in the row's currency.
_MONEY = (
    "spend",
    "revenue",
    "cost",
    "profit",
    "cost_per",
    "cost_spend",
    "cost_per_reach",
    "cost_per_visit",
    "cost_per_registration",
    "cost_per_booking",
    "cost_per_customer",
)
#: Columns of the chain that count people.
_PEOPLE = ("count", "step_part", "step_whole", "cost_count")
#: Columns of metrics in the unit of the metric.
_VALUES = ("value", "target", "previous", "change")
_UNITS: dict[str, CellKind] = {"percent": "percent", "count": "count", "ratio": "number", "times": "number"}
_OWN_NOTES = (
    Note("conversion", "Those who came this far", "step_part / step_whole * 100", "percent"),
    Note("cost_per", "Cost of one at a step", "cost_spend / cost_count", "currency of the row"),
    Note("change", "Change", "value - previous", "unit of the metric"),
    Note(
        "change_percent", "Change in percent", "change / previous * 100", "percent", "empty where previous is 0 or less"
    ),
)


def _column(column: Column) -> SheetColumn:
    kind: CellKind = "day" if column.kind == "day" else "text"
    if column.kind in ("count", "flag"):
        kind = "count"
    elif column.kind == "number":
        kind = "percent" if column.name in _PERCENT else "number"
    title = column.name.replace("_", " ").capitalize().replace("Roi", "ROI").replace("Roas", "ROAS")
    return SheetColumn(column.name, title, kind)


def _sheet(name: str, table: Table, rows: list[dict[str, Any]], note: str, fixed: int) -> Sheet:
    return Sheet(name, [_column(c) for c in table.columns], rows, note=note, fixed=fixed)


def _with_money(row: Row) -> dict[str, Any]:
    """Return a row with its money in its currency; counts of people stay counts."""
    currency = str(row["currency"] or "")
    out: dict[str, Any] = {n: Cell(x, "money", currency) if n in _MONEY else x for n, x in row.items()}
    for name in _PEOPLE:
        if name in out:
            out[name] = Cell(out[name], "count")
    return out


def _with_units(row: Row) -> dict[str, Any]:
    unit = str(row["unit"])
    kind = _UNITS.get(unit, "money")
    currency = unit if kind == "money" else ""
    return {n: Cell(x, kind, currency) if n in _VALUES else x for n, x in row.items()}


def campaigns_sheets(view: CampaignsView) -> list[Sheet]:
    """Return the sheets: ranking, chain, metrics (the whole and its periods), what is missing, and the formulas."""
    note = view.note or ""
    metrics = rows_of(view.metrics)
    used = dict.fromkeys(str(row["metric"]) for row in metrics)
    missing = [{**row, "metrics": ", ".join(row["metrics"])} for row in view.missing]
    titles = {"campaign": "Campaign", "currency": "Currency", "metrics": "Metrics", "reason": "Reason"}
    return [
        _sheet("Ranking", CAMPAIGN_RANKING, [_with_money(row) for row in rows_of(view.ranking)], note, 2),
        _sheet("Chain", CAMPAIGN_CHAIN, [_with_money(row) for row in rows_of(view.chain)], note, 1),
        _sheet("Metrics", CAMPAIGN_METRICS, [_with_units(row) for row in metrics], note, 1),
        Sheet("Not measured", [SheetColumn(name, title) for name, title in titles.items()], missing, note=note),
        notes_sheet([*(metric_note(METRICS[name]) for name in used), *_OWN_NOTES]),
    ]
