"""`brandscore monitor`: the brands of a data folder over time."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from brandscore.cli.app import AsJson, app, emit_json, note, warn_of
from brandscore.cli.options import (
    DEFAULT_MEMORY,
    SCORED_TABLES,
    Correction,
    CorrectionOption,
    Folder,
    FromDay,
    Memory,
    Out,
    Platforms,
    ProfileName,
    ReferenceFile,
    Sides,
    Temp,
    Threads,
    ToDay,
)

if TYPE_CHECKING:
    from brandscore.results import MonitorResult

__all__ = ["Every", "monitor_command"]


class Every(StrEnum):
    """Length of a period."""

    day = "day"
    week = "week"
    month = "month"


@app.command("monitor")
def monitor_command(
    folder: Folder,
    out: Out,
    every: Annotated[Every, typer.Option(help="Period of a point.")] = Every.week,
    window: Annotated[
        str | None,
        typer.Option(help="Days behind each point, such as 7d, back from the period's last day.", metavar="DAYS"),
    ] = None,
    reference: ReferenceFile = None,
    base_days: Annotated[
        int, typer.Option(min=1, help="First days of the data that the reference is frozen at, without --reference.")
    ] = 90,
    profile: ProfileName = "wisesight",
    start: FromDay = None,
    end: ToDay = None,
    sides: Annotated[Sides, typer.Option(help="Sides to follow.")] = Sides.both,
    platforms: Platforms = None,
    correction: CorrectionOption = Correction.on,
    memory: Memory = DEFAULT_MEMORY,
    threads: Threads = None,
    temp: Temp = None,
    as_json: AsJson = False,
) -> None:
    """Follow the brands of a data folder by day, week or month."""
    from brandscore import api
    from brandscore.api_monitor import monitor

    with api.load(folder, only=SCORED_TABLES, memory=memory, threads=threads, temp=temp) as data:
        result = monitor(
            data,
            every=every.value,
            window=window,
            reference=reference,
            profile=profile,
            start=start,
            end=end,
            sides=sides.value,
            platforms=platforms,
            base_days=base_days,
            correct=correction is Correction.on,
        )
        result.write(out)
    warn_of(result.ledger)
    if as_json:
        emit_json({**_as_dict(result), "out": str(out)})
    else:
        _print_latest(result)
        note(f"The timeline and report.html are in {out}")


def _as_dict(result: MonitorResult) -> dict[str, object]:
    line = result.timeline
    return {"timeline": line.astype(object).where(line.notna(), None).to_dict("records"), "manifest": result.manifest}


def _print_latest(result: MonitorResult) -> None:
    """Print the last period of the calendar on stdout, a line per brand."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from brandscore.report.clean import shown
    from brandscore.report.figures import count, percent, points, score

    whole = result.timeline[(result.timeline["platform"] == "all") & (result.timeline["side"] == "all")]
    last = whole[whole["period_start"] == whole["period_start"].max()]
    rows = last.to_dict("records")
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, title_justify="left")
    if rows:
        table.title = Text(f"{rows[0]['period_start']} to {rows[0]['period_end']}")
    table.add_column("Brand", overflow="fold", min_width=8)
    for name in ("Mentions", "Share of voice", "Net sentiment", "Score"):
        table.add_column(name, justify="right")
    for row in rows:
        figures = (
            count(row["mentions"]),
            percent(row["share_of_voice"]),
            points(row["net_sentiment"]),
            score(row["brand_score"]),
        )
        table.add_row(Text(shown(row["brand"], 60)), *(Text(f) for f in figures))
    # A pipe has no width of its own: give it one that holds the table.
    Console(file=sys.stdout, width=None if sys.stdout.isatty() else 110, emoji=False, highlight=False).print(table)
