"""`brandscore ingest`: from files of other programs to a data folder."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from brandscore.cli.app import AsJson, app, emit_json, note

__all__ = ["ingest_command"]


@app.command("ingest")
def ingest_command(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="CSV, TSV, JSONL, Parquet or XLSX files.")],
    out: Annotated[Path, typer.Option("--out", help="Data folder to write.")],
    mapping: Annotated[Path | None, typer.Option(help="A TOML file: their columns, words and dates, and ours.")] = None,
    brand: Annotated[str | None, typer.Option(help="Brand of files that name none.")] = None,
    keep_authors: Annotated[
        bool, typer.Option("--keep-authors", help="Leave the names of authors, respondents and visitors as they are.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Read files, clean them and write them as a data folder."""
    from brandscore.ingest.convert import ingest
    from brandscore.ingest.mapping import read_mapping

    summary = ingest(
        files,
        out,
        mapping=None if mapping is None else read_mapping(mapping),
        brand=brand,
        keep_authors=keep_authors,
    )
    if as_json:
        tables = [
            {
                "table": table.table,
                "files": table.files,
                "rows_read": table.rows_read,
                "merged": table.merged,
                "replaced": table.replaced,
                "rows_written": table.rows_written,
            }
            for table in summary.tables
        ]
        emit_json({"out": str(out), "tables": tables, "ledger_lines": len(summary.ledger)})
        return
    for table in summary.tables:
        typer.echo(
            f"{table.table}: {table.rows_read:,} rows read from {', '.join(table.files)}, {table.merged:,} merged, "
            f"{table.replaced:,} replaced by a later row, {table.rows_written:,} written"
        )
    note(f"The tables and ledger.csv are in {out}")
