"""`brandscore classify`: labels for the messages of a file."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from brandscore.cli.app import AsJson, app, emit_json, note
from brandscore.cli.options import Correction, CorrectionOption

if TYPE_CHECKING:
    from brandscore.classify_file.run import Outcome

__all__ = ["classify_command"]


class Prefer(StrEnum):
    """How sentiment is picked."""

    accuracy = "accuracy"
    macro = "macro"


class ModelName(StrEnum):
    """What labels the messages."""

    fast = "fast"
    best = "best"
    rules = "rules"


@app.command("classify")
def classify_command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="CSV, TSV, JSONL, Parquet or XLSX with messages.")],
    out: Annotated[Path, typer.Option("--out", help="File to write; its ending says the format.")],
    text_column: Annotated[str, typer.Option(help="Column of the messages.")] = "text",
    brands: Annotated[
        Path | None, typer.Option(help="brands.toml or a table of brands: adds `brand`, prints net sentiment.")
    ] = None,
    prefer: Annotated[
        Prefer, typer.Option(help="Sentiment: most labels right, or every class equally well.")
    ] = Prefer.accuracy,
    model: Annotated[
        ModelName,
        typer.Option(help="best: fewer errors, hundreds a second, needs brandscore[best]; rules: lexicons alone."),
    ] = ModelName.fast,
    at_least: Annotated[float, typer.Option(min=0, max=1, help="Give no label where its probability is lower.")] = 0.0,
    correction: CorrectionOption = Correction.on,
    relabel: Annotated[bool, typer.Option("--relabel", help="Replace labels that the file brings along.")] = False,
    keep_authors: Annotated[bool, typer.Option("--keep-authors", help="Write author names as they are.")] = False,
    models: Annotated[Path | None, typer.Option(help="Folder of models made by `brandscore train`.")] = None,
    as_json: AsJson = False,
) -> None:
    """Add sentiment, intention, advocacy and promo to the messages of a file."""
    from brandscore.classify_file.run import classify_file

    with _progress(file.name) as progress:
        outcome = classify_file(
            file,
            out,
            text_column=text_column,
            brands=brands,
            prefer=prefer.value,
            relabel=relabel,
            keep_authors=keep_authors,
            models=models,
            model=model.value,
            at_least=at_least,
            correct=correction is Correction.on,
            progress=progress,
        )
    for task, kept in outcome.given.items():
        if kept:
            note(f"{task}: {kept:,} labels came with the file and are kept (--relabel replaces them)")
    if as_json:
        emit_json({**asdict(outcome), "out": str(out)})
    else:
        _show(outcome, out)


@contextmanager
def _progress(name: str) -> Iterator[Callable[[int], None]]:
    """Show how many messages are done, on a terminal only."""
    if not sys.stderr.isatty():
        yield lambda rows: None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    shown = TextColumn("{task.completed:,.0f} messages")
    with Progress(
        SpinnerColumn(),
        TextColumn("classifying"),
        shown,
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    ) as bar:
        task = bar.add_task(name, total=None)
        yield lambda rows: bar.advance(task, rows)


def _show(outcome: Outcome, out: Path) -> None:
    typer.echo(
        f"{outcome.rows:,} messages: {outcome.labelled:,} labelled, {outcome.blank:,} without text, "
        f"{outcome.promo:,} promo. Written: {out}"
    )
    if outcome.brands is not None:
        _show_brands(outcome.brands, outcome.unnamed or 0)


def _show_brands(brands: list[dict[str, Any]], unnamed: int) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    table.add_column("brand")
    titles = ("messages", "pos", "neg", "neu", "q", "promo", "net", "95 %", "counted", "net of all", "counted")
    for title in titles:
        table.add_column(title, justify="right")
    for row in brands:
        low, high = row["net_sentiment_low"], row["net_sentiment_high"]
        table.add_row(
            Text(row["brand"]),
            *(f"{row[name]:,}" for name in ("messages", "pos", "neg", "neu", "q", "promo")),
            _signed(row["net_sentiment"]),
            "" if low is None else f"{low:+.2f} to {high:+.2f}",
            _signed(row["net_sentiment_raw"]),
            _signed(row["net_sentiment_all"]),
            _signed(row["net_sentiment_all_raw"]),
        )
    console = Console(file=sys.stdout, highlight=False, width=None if sys.stdout.isatty() else 120)
    console.print()
    console.print(table)
    console.print(
        f"\nnet = (pos - neg) / (pos + neg); net of all = (pos - neg) / (pos + neg + neu + q); promo left out of both; "
        f"counted = from the labels as they are.\n{_corrected(brands)} {unnamed:,} messages name no brand.",
        soft_wrap=True,
    )


def _signed(value: float | None) -> str:
    return "–" if value is None else f"{value:+.2f}"


def _corrected(brands: list[dict[str, Any]]) -> str:
    """Return what was corrected, in words."""
    done = sum(row["corrected"] for row in brands)
    reasons = sorted({row["note"].split(": ")[-1] for row in brands if row["classified"] and not row["corrected"]})
    if not done and not reasons:
        return "Nothing to correct: no label is the classifier's."
    return (
        f"Corrected for the classifier's errors: {done} of {len(brands)} brands"
        + (f" (others: {'; '.join(reasons)})" if reasons else "")
        + "."
    )
