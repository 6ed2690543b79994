"""`brandscore okr`: where objectives stand, and where they are heading."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from brandscore.cli.app import AsJson, app, emit_json, note, warn_of
from brandscore.cli.options import DEFAULT_MEMORY, Memory, Temp, Threads

if TYPE_CHECKING:
    from brandscore.results_okr import OkrResult

__all__ = ["okr_command"]


@app.command("okr")
def okr_command(
    plan: Annotated[Path, typer.Argument(metavar="OKR.toml", help="File of objectives and key results.")],
    folder: Annotated[
        Path | None, typer.Option("--data", metavar="DIR", help="Folder with accounts, posts, mentions, campaigns, …")
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of", metavar="DAY", help="Day up to which things are known; the data's last one if not given."
        ),
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", help="Folder for the results.")] = None,
    xlsx: Annotated[bool, typer.Option("--xlsx", help="Write okr.xlsx, too; needs --out.")] = False,
    memory: Memory = DEFAULT_MEMORY,
    threads: Threads = None,
    temp: Temp = None,
    as_json: AsJson = False,
) -> None:
    """Follow objectives and key results: progress, pace, forecast, and what SMART finds lacking."""
    from brandscore.api_okr import okr

    if xlsx and out is None:
        raise typer.BadParameter("--xlsx needs --out, a folder to write into")
    with ExitStack() as stack:
        data = None
        if folder is not None:
            from brandscore import api

            data = stack.enter_context(api.load(folder, memory=memory, threads=threads, temp=temp))
        result = okr(plan, data, as_of)
        if out is not None:
            result.write(out, xlsx=xlsx)
    warn_of(result.ledger)
    for line in result.warnings:
        note(line)
    if as_json:
        emit_json({**_as_dict(result), "out": None if out is None else str(out)})
        return
    _print(result)
    if out is not None:
        note(f"Results and report.html are in {out}")


def _as_dict(result: OkrResult) -> dict[str, object]:
    def rows(frame: object) -> object:
        return frame.astype(object).where(frame.notna(), None).to_dict("records")  # type: ignore[attr-defined]

    return {
        "as_of": result.manifest["as_of"],
        "objectives": rows(result.objectives),
        "key_results": rows(result.key_results),
        "smart": [{k: v for k, v in row.items() if k != "about_th"} for row in result.smart],
        "warnings": list(result.warnings),
        "manifest": result.manifest,
    }


def _print(result: OkrResult) -> None:
    """Print every objective with its key results on stdout, then why figures are missing and what SMART finds."""
    from rich.console import Console
    from rich.text import Text

    from brandscore.report.clean import shown
    from brandscore.report.okr import okr_tables

    # A pipe has no width of its own: give it one that holds the table.
    console = Console(file=sys.stdout, width=None if sys.stdout.isatty() else 120, emoji=False, highlight=False)
    if result.note:
        console.print(Text(shown(result.note, 300)))
    if result.manifest["as_of"]:
        console.print(Text(f"As of {result.manifest['as_of']}"))
    keys = result.key_results.to_dict("records")
    for table, one in zip(okr_tables(result.view()), result.objectives.to_dict("records"), strict=True):
        console.print()
        console.print(table)
        for key in keys:
            if key["objective"] == one["objective"] and isinstance(key["reason"], str):
                console.print(Text(f"{shown(key['key_result'], 60)}: {shown(key['reason'], 300)}"))
        for row in result.smart:
            if row["objective"] == one["objective"]:
                what = ": ".join(shown(t, 200) for t in (row["key_result"], row["detail"], row["about"]) if t)
                console.print(Text(f"SMART, {row['letter']}: {what}"))
