"""Measured metrics as a notebook, a terminal and a spreadsheet show them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from brandscore.metrics.registry.declared import FAMILIES
from brandscore.report.clean import shown
from brandscore.report.figures import is_missing, plain

if TYPE_CHECKING:
    import pandas as pd

    from brandscore.metrics.registry.declared import Metric
    from brandscore.report.xlsx import Sheet

__all__ = ["HEAD", "ROWS", "metrics_html", "metrics_sheets", "shown_rows"]

#: Rows that a notebook or a terminal shows; the rest is in the table.
ROWS = 200
#: Titles of the columns of `shown_rows`.
HEAD = ("Metric", "Brand", "Platform", "Of", "From", "To", "Value", "")
#: Characters of a reason, and of a note, that are shown; the table has them whole.
_REASON, _NOTE = 120, 60


def shown_rows(table: pd.DataFrame, rows: int = ROWS) -> Iterator[tuple[str, ...]]:
    """Yield the first rows as texts: all platforms before single ones are all there is room for.

    Parameters
    ----------
    table
        The table ``metrics``.
    rows
        How many at most; a last line says how many more there are.
    """
    whole = table[table["platform"] == "all"]
    chosen = whole if len(whole) and len(table) > rows else table
    for row in chosen.head(rows).to_dict("records"):
        yield (
            str(row["metric"]),
            shown(row["brand"], 40),
            shown(row["platform"], 20),
            shown(row["of"], 40),
            str(row["period_start"]),
            str(row["period_end"]),
            plain(row["value"], "" if row["unit"] == "count" else row["unit"])
            + ("" if is_missing(row["reading"]) else f" ({shown(row['reading'], 40)})"),
            shown(row["reason"], _REASON) if is_missing(row["value"]) else shown(row["note"], _NOTE),
        )
    left = len(table) - min(len(chosen), rows)
    if left:
        yield (f"… and {left:,} more rows", "", "", "", "", "", "", "")


def metrics_html(table: pd.DataFrame, note: str | None) -> str:
    """Return the rows as an HTML fragment; styles stand on the elements themselves."""
    from markupsafe import Markup

    left, right = "text-align:left;padding:2px 10px 2px 0", "text-align:right;padding:2px 10px 2px 0"
    styles = [right if title == "Value" else left for title in HEAD]
    parts = [Markup("<div>")]
    if note:
        parts.append(Markup("<p><strong>{}</strong></p>").format(shown(note, 300)))
    parts.append(Markup('<table style="border-collapse:collapse"><thead><tr>'))
    parts += [Markup('<th style="{}">{}</th>').format(style, t) for style, t in zip(styles, HEAD, strict=True)]
    parts.append(Markup("</tr></thead><tbody>"))
    for cells in shown_rows(table):
        parts.append(Markup("<tr>"))
        parts += [Markup('<td style="{}">{}</td>').format(style, c) for style, c in zip(styles, cells, strict=True)]
        parts.append(Markup("</tr>"))
    parts.append(Markup("</tbody></table></div>"))
    return "".join(parts)


def metrics_sheets(table: pd.DataFrame, metrics: Sequence[Metric], note: str | None) -> list[Sheet]:
    """Return the sheets of a workbook: a table per family, and the formulas as text.

    Parameters
    ----------
    table
        The table ``metrics``.
    metrics
        The metrics in it.
    note
        What stands above every table.
    """
    from brandscore.report.metric_notes import metric_note
    from brandscore.report.xlsx import Sheet, SheetColumn, notes_sheet

    columns = (
        SheetColumn("title", "Metric"),
        SheetColumn("brand", "Brand"),
        SheetColumn("platform", "Platform"),
        SheetColumn("of", "Of"),
        SheetColumn("period_start", "From", "day"),
        SheetColumn("period_end", "To", "day"),
        SheetColumn("value", "Value", "number"),
        SheetColumn("unit", "Unit"),
        SheetColumn("reading", "Read as"),
        SheetColumn("formula", "Formula"),
        SheetColumn("tables", "Tables"),
        SheetColumn("reason", "Why there is no value"),
        SheetColumn("note", "Note"),
    )
    family = {metric.name: metric.family for metric in metrics}
    units = {metric.name: metric.unit for metric in metrics}
    sheets = []
    for key, (title, about) in FAMILIES.items():
        records = ({str(k): v for k, v in row.items()} for row in table.to_dict("records"))
        rows = [row for row in records if family[row["metric"]] == key]
        if rows:
            above = about if not note else f"{note}\n{about}"
            cells = [{**row, "value": _cell(row, units[row["metric"]])} for row in rows]
            sheets.append(Sheet(title, columns, cells, title=title, note=above, fixed=1))
    return [*sheets, notes_sheet(metric_note(metric) for metric in metrics)]


def _cell(row: dict[str, Any], unit: str) -> Any:
    from brandscore.report.xlsx import Cell

    if unit == "percent":
        return Cell(row["value"], "percent")
    if unit == "money":
        currency = row["unit"] if len(str(row["unit"])) == 3 else ""
        return Cell(row["value"], "money", currency)
    return Cell(row["value"], "count" if unit == "count" else "number")
