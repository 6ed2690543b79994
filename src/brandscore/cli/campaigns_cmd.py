"""`brandscore campaigns`: what campaigns cost and what came of it."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from brandscore.cli.app import AsJson, app, emit_json, note, warn_of
from brandscore.cli.options import DEFAULT_MEMORY, FromDay, Memory, Temp, Threads, ToDay

if TYPE_CHECKING:
    from brandscore.results_campaigns import CampaignsResult

__all__ = ["campaigns_command"]


class CampaignsEvery(StrEnum):
    """Length of a period."""

    day = "day"
    week = "week"
    month = "month"


@app.command("campaigns")
def campaigns_command(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder with a table of campaigns.")],
    target: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Targets (CSV, XLSX, TOML): metric, target, campaign, platform.")
    ] = None,
    previous: Annotated[
        str | None,
        typer.Option(metavar="FROM..TO|DATA", help="Days of these data to compare with, or earlier data."),
    ] = None,
    every: Annotated[CampaignsEvery | None, typer.Option(help="The metrics of each such period, too.")] = None,
    start: FromDay = None,
    end: ToDay = None,
    out: Annotated[Path | None, typer.Option("--out", help="Folder for the results.")] = None,
    xlsx: Annotated[bool, typer.Option("--xlsx", help="Write campaigns.xlsx, too; needs --out.")] = False,
    memory: Memory = DEFAULT_MEMORY,
    threads: Threads = None,
    temp: Temp = None,
    as_json: AsJson = False,
) -> None:
    """Measure the campaigns of a data folder, rank them by ROI, and show what each step to a customer cost."""
    from brandscore import api
    from brandscore.api_campaigns import campaigns

    if xlsx and out is None:
        raise typer.BadParameter("--xlsx needs --out, a folder to write into")
    if out is not None and out.resolve() == folder.resolve():
        raise typer.BadParameter("--out is the folder of the data, whose campaigns.csv would be lost; name another one")
    with api.load(folder, only=("campaigns", "brands"), memory=memory, threads=threads, temp=temp) as data:
        result = campaigns(
            data,
            target=target,
            previous=previous,
            every=None if every is None else every.value,
            start=start,
            end=end,
        )
    if out is not None:
        result.write(out, xlsx=xlsx)
    warn_of(result.ledger)
    for line in result.ledger:
        if line.action == "flagged":
            note(str(line))
    if as_json:
        emit_json({**_as_dict(result), "out": None if out is None else str(out)})
        return
    _print(result)
    if out is not None:
        note(f"Results and report.html are in {out}")


def _as_dict(result: CampaignsResult) -> dict[str, object]:
    frames = {"campaigns": result.ranking, "chain": result.chain, "metrics": result.metrics}
    return {
        **{name: frame.astype(object).where(frame.notna(), None).to_dict("records") for name, frame in frames.items()},
        "missing": list(result.missing),
        "manifest": result.manifest,
    }


def _print(result: CampaignsResult) -> None:
    from rich.console import Console

    from brandscore.report.campaigns_terminal import campaigns_text

    # A pipe has no width of its own: give it one that holds the tables.
    console = Console(file=sys.stdout, width=None if sys.stdout.isatty() else 120, emoji=False, highlight=False)
    console.print(campaigns_text(result.view()))
