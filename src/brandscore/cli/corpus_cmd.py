"""`brandscore corpus`: get the public corpora that the classifiers learn from."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from brandscore.cli.app import AsJson, app, emit_json, note

if TYPE_CHECKING:
    from brandscore.corpora.fetch import Fetched

__all__ = ["fetch_command", "list_command"]

corpus = typer.Typer(
    name="corpus", help="Get the public corpora that the classifiers learn from.", no_args_is_help=True
)
app.add_typer(corpus)


@corpus.command("fetch")
def fetch_command(
    name: Annotated[str, typer.Argument(help="Which corpus, such as wisesight.")],
    source: Annotated[
        Path | None, typer.Option("--from", metavar="FILE", help="The archive, if you have it already.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="Folder to write into; the corpus's name if not given.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Download a corpus, check it, and write its train and valid split; the test split is not read."""
    from brandscore.corpora.fetch import fetch
    from brandscore.corpora.registry import known_corpus

    known = known_corpus(name)
    if source is None:
        note(f"{known.title} ({known.licence}): {known.address}")
    fetched = fetch(known, out if out is not None else Path(name), source)
    if not fetched.archive_on_record:
        note(
            f"the archive is not the one on record (sha256 {fetched.archive_sha256}, on record {known.sha256}); "
            "its rows are those of the corpus, every one checked, and are used"
        )
    if as_json:
        emit_json(asdict(fetched))
    else:
        _show(fetched)


@corpus.command("list")
def list_command(as_json: AsJson = False) -> None:
    """List the corpora that can be fetched."""
    from brandscore.corpora.registry import known_corpora, known_corpus

    found = [known_corpus(name) for name in known_corpora()]
    if as_json:
        emit_json([{"name": c.name, "title": c.title, "licence": c.licence, "address": c.address} for c in found])
        return
    for one in found:
        rows = ", ".join(f"{split.name} {split.rows:,}" for split in one.splits)
        typer.echo(f"{one.name}  {one.title} ({one.licence}; {rows} messages)")


def _show(fetched: Fetched) -> None:
    for file, rows in fetched.files.items():
        counts = fetched.classes.get(file.removesuffix(".jsonl"), fetched.labelled)
        typer.echo(f"{file:<13} {rows:>7,} rows: " + ", ".join(f"{name} {count:,}" for name, count in counts.items()))
    typer.echo(f"written: {fetched.out} ({fetched.licence})")
