"""The application that commands register with, and what they share."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from brandscore.ledger import LedgerLine

__all__ = ["AsJson", "app", "emit_json", "note", "warn_of"]

app = typer.Typer(
    name="brandscore",
    help="From social-listening data to a brand score that people can defend.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON on stdout.")]


@app.callback()
def _root() -> None:
    # Kept so that a single registered command still needs its name.
    return


def emit_json(value: Mapping[str, Any] | list[Any]) -> None:
    """Print a result as JSON on stdout."""
    from brandscore.files import json_text

    sys.stdout.write(json_text(value))


def note(text: str) -> None:
    """Print progress or a warning on stderr."""
    sys.stderr.write(f"{text}\n")


def warn_of(ledger: Iterable[LedgerLine]) -> None:
    """Print on stderr what was passed over: columns nobody knows, messages of no brand."""
    for line in ledger:
        if line.action in ("ignored", "dropped"):
            note(str(line))
