"""`brandscore score`: from a data folder to scores, explanations and a report."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from brandscore.cli.app import AsJson, app, emit_json, note, warn_of

if TYPE_CHECKING:
    from brandscore.results import ScoreResult

__all__ = ["Sides", "as_dict", "print_score", "score_command"]


class Sides(StrEnum):
    """Which side of the score is asked for."""

    own = "own"
    earned = "earned"
    both = "both"


@app.command("score")
def score_command(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder with accounts, posts, mentions, brands.")],
    out: Annotated[Path, typer.Option("--out", help="Folder for the results.")],
    profile: Annotated[str, typer.Option(help="wisesight, open, or a profile file.")] = "wisesight",
    start: Annotated[str | None, typer.Option("--from", help="First day, such as 2026-01-01 (Asia/Bangkok).")] = None,
    end: Annotated[str | None, typer.Option("--to", help="Last day, included.")] = None,
    sides: Annotated[Sides, typer.Option(help="Sides to score.")] = Sides.both,
    platforms: Annotated[str | None, typer.Option(help="Platforms, comma between; all if not given.")] = None,
    reference: Annotated[Path | None, typer.Option(help="A reference.csv to score against.")] = None,
    draws: Annotated[int, typer.Option(min=0, max=0, help="Draws behind intervals; 0 = none.")] = 0,
    memory: Annotated[str, typer.Option(help="Memory the engine may use before it spills to disk.")] = "1GB",
    threads: Annotated[int | None, typer.Option(min=1, help="Threads; all cores if not given.")] = None,
    temp: Annotated[Path | None, typer.Option(help="Folder for temporary files.")] = None,
    as_json: AsJson = False,
) -> None:
    """Score and rank the brands of a data folder."""
    from brandscore import api

    with api.load(folder, memory=memory, threads=threads, temp=temp) as data:
        result = api.score(
            data, profile, start=start, end=end, sides=sides.value, platforms=platforms, reference=reference
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
