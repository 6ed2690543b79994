"""Options that several commands share, declared once."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

__all__ = [
    "DEFAULT_MEMORY",
    "SCORED_TABLES",
    "Correction",
    "CorrectionOption",
    "Folder",
    "FromDay",
    "Memory",
    "Out",
    "Platforms",
    "ProfileName",
    "ReferenceFile",
    "Sides",
    "Temp",
    "Threads",
    "ToDay",
]

#: Tables that a score is made of; what is wrong with others is no concern of it.
SCORED_TABLES = ("accounts", "posts", "mentions", "brands")

#: As in `brandscore.engine.session`, which start-up must not load.
DEFAULT_MEMORY = "1GB"


class Sides(StrEnum):
    """Which side of the score is asked for."""

    own = "own"
    earned = "earned"
    both = "both"


class Correction(StrEnum):
    """Whether net sentiment is corrected for the classifier's errors."""

    on = "on"
    off = "off"


CorrectionOption = Annotated[
    Correction,
    typer.Option(
        "--correction", help="Correct net sentiment for the errors of the classifier; given labels never are."
    ),
]
Folder = Annotated[Path, typer.Argument(metavar="DIR", help="Folder with accounts, posts, mentions, brands.")]
Out = Annotated[Path, typer.Option("--out", help="Folder for the results.")]
ProfileName = Annotated[str, typer.Option(help="wisesight, open, or a profile file.")]
FromDay = Annotated[str | None, typer.Option("--from", help="First day, such as 2026-01-01 (Asia/Bangkok).")]
ToDay = Annotated[str | None, typer.Option("--to", help="Last day, included.")]
Platforms = Annotated[str | None, typer.Option(help="Platforms, comma between; all if not given.")]
ReferenceFile = Annotated[Path | None, typer.Option(help="A reference.csv to score against.")]
Memory = Annotated[str, typer.Option(help="Memory the engine may use before it spills to disk.")]
Threads = Annotated[int | None, typer.Option(min=1, help="Threads; all cores if not given.")]
Temp = Annotated[Path | None, typer.Option(help="Folder for temporary files.")]
