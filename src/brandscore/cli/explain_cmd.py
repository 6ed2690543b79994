"""`brandscore explain`: a score as a sum, in words."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from brandscore.cli.app import AsJson, app, emit_json

__all__ = ["explain_command"]


class Language(StrEnum):
    """Language of the words."""

    en = "en"
    th = "th"


class By(StrEnum):
    """What one line stands for."""

    cell = "cell"
    indicator = "indicator"


@app.command("explain")
def explain_command(
    run: Annotated[Path, typer.Argument(metavar="RUN", help="Folder that `brandscore score` wrote.")],
    brand: Annotated[str, typer.Option(help="Brand to explain.")],
    against: Annotated[str | None, typer.Option(help="Another brand of the run, to explain the gap.")] = None,
    since: Annotated[Path | None, typer.Option(help="An older run, to explain what moved the score.")] = None,
    lang: Annotated[Language, typer.Option(help="English or Thai words.")] = Language.en,
    top: Annotated[int, typer.Option(min=1, help="Lines shown one by one.")] = 12,
    by: Annotated[By, typer.Option(help="A line per cell (indicator on a platform) or per indicator.")] = By.cell,
    as_json: AsJson = False,
) -> None:
    """Say what a brand's score is made of, or why it differs from another's."""
    from brandscore.results import ScoreResult

    if against is not None and since is not None:
        raise typer.BadParameter("choose --against or --since, not both")
    result = ScoreResult.read(run)
    older = ScoreResult.read(since) if since is not None else None
    told = result.explain(brand, against, since=older, lang=lang.value, top=top, by=by.value)
    if as_json:
        emit_json(
            {
                "brand": brand,
                "against": against,
                "since": None if since is None else str(since),
                "points": sum(p.points for p in told.parts),
                "parts": [
                    {"platform": p.platform, "side": p.side, "indicator": p.indicator, "points": p.points}
                    for p in told.parts
                ],
                "lines": list(told.lines),
            }
        )
    else:
        sys.stdout.write(f"{told}\n")
