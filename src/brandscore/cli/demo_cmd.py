"""`brandscore demo`: the shipped example, scored."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from brandscore.cli.app import AsJson, app, emit_json, note, warn_of
from brandscore.cli.options import SCORED_TABLES
from brandscore.cli.score_cmd import as_dict, print_score

__all__ = ["demo_command"]


@app.command("demo")
def demo_command(
    out: Annotated[Path, typer.Option("--out", help="Folder for the example and its results.")] = Path(
        "brandscore-demo"
    ),
    as_json: AsJson = False,
) -> None:
    """Build the shipped example, score it, write the report, print the ranking."""
    from brandscore import api
    from brandscore.example import build

    data_folder = build(out / "data")
    with api.load(data_folder, only=SCORED_TABLES) as data:
        result = api.score(data)
        result.write(out)
    warn_of(result.ledger)
    if as_json:
        emit_json({**as_dict(result), "out": str(out)})
        return
    print_score(result)
    note(f"The invented data are in {data_folder}, results and report.html in {out}")
    note(f'Next: brandscore explain {out} --brand "{result.scores["brand"].iloc[0]}"')
