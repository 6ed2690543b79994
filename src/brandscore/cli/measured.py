"""`brandscore metrics --data DIR`: the metrics of a data folder, printed and written."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from brandscore.cli.app import emit_json, note, warn_of

if TYPE_CHECKING:
    from brandscore.results_metrics import MetricsResult

__all__ = ["print_measured"]


def print_measured(
    folder: Path,
    names: Sequence[str],
    *,
    every: str | None = None,
    start: str | None = None,
    end: str | None = None,
    given: Mapping[str, Any] | None = None,
    out: Path | None = None,
    xlsx: bool = False,
    as_json: bool = False,
) -> None:
    """Measure metrics over a data folder; print them on stdout, and write them where asked.

    Parameters
    ----------
    folder
        The data folder.
    names
        The metrics; all that tables can hold if there are none.
    every, start, end, given
        As in `brandscore.measure`.
    out
        Folder for the results.
    xlsx
        Whether a workbook is written there, too.
    as_json
        Whether the rows are printed as JSON.
    """
    from brandscore import api
    from brandscore.api_metrics import measure
    from brandscore.errors import UsageError

    if xlsx and out is None:
        raise UsageError("--xlsx needs --out DIR, where the workbook is written.")
    with api.load(folder) as data:
        result = measure(data, list(names) or None, every=every, start=start, end=end, given=given)
        if out is not None:
            result.write(out, xlsx=xlsx)
    warn_of(result.ledger)
    if as_json:
        rows = result.table.astype(object).where(result.table.notna(), None).to_dict("records")
        found = {"metrics": rows, "manifest": result.manifest}
        emit_json(found if out is None else {**found, "out": str(out)})
        return
    _print(result)
    if out is not None:
        note(f"metrics.csv{' and metrics.xlsx' if xlsx else ''} {'are' if xlsx else 'is'} in {out}")


def _print(result: MetricsResult) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from brandscore.report.measured import HEAD, shown_rows

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, title_justify="left")
    if result.note:
        table.title = Text(result.note)
    for title in HEAD:
        table.add_column(title, justify="right" if title == "Value" else "left", overflow="fold")
    for cells in shown_rows(result.table):
        table.add_row(*(Text(cell) for cell in cells))
    # A pipe has no width of its own: give it one that holds the table.
    Console(file=sys.stdout, width=None if sys.stdout.isatty() else 160, emoji=False, highlight=False).print(table)
