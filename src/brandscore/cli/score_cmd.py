"""`brandscore score`: from a data folder to scores, explanations and a report."""

from __future__ import annotations

import sys
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
    from brandscore.results import ScoreResult

__all__ = ["as_dict", "print_score", "score_command"]


@app.command("score")
def score_command(
    folder: Folder,
    out: Out,
    profile: ProfileName = "wisesight",
    start: FromDay = None,
    end: ToDay = None,
    sides: Annotated[Sides, typer.Option(help="Sides to score.")] = Sides.both,
    platforms: Platforms = None,
    reference: ReferenceFile = None,
    correction: CorrectionOption = Correction.on,
    draws: Annotated[int, typer.Option(min=0, max=0, help="Draws behind intervals; 0 = none.")] = 0,
    memory: Memory = DEFAULT_MEMORY,
    threads: Threads = None,
    temp: Temp = None,
    as_json: AsJson = False,
) -> None:
    """Score and rank the brands of a data folder."""
    from brandscore import api

    with api.load(folder, only=SCORED_TABLES, memory=memory, threads=threads, temp=temp) as data:
        result = api.score(
            data,
            profile,
            start=start,
            end=end,
            sides=sides.value,
            platforms=platforms,
            reference=reference,
            correct=correction is Correction.on,
        )
        result.write(out)
    warn_of(result.ledger)
    if as_json:
        emit_json({**as_dict(result), "out": str(out)})
    else:
        print_score(result)
        note(f"Results and report.html are in {out}")


def as_dict(result: ScoreResult) -> dict[str, object]:
    """Return a result as the commands print it with --json."""
    return {
        "scores": result.scores.astype(object).where(result.scores.notna(), None).to_dict("records"),
        "manifest": result.manifest,
    }


def print_score(result: ScoreResult) -> None:
    """Print the ranking on stdout."""
    from rich.console import Console

    from brandscore.report.terminal import ranking

    # A pipe has no width of its own: give it one that holds the table.
    Console(file=sys.stdout, width=None if sys.stdout.isatty() else 110, emoji=False, highlight=False).print(
        ranking(result.view())
    )
