"""The command line: one thin file per command."""

from __future__ import annotations

import sys

from brandscore.cli.app import app
from brandscore.errors import BrandscoreError, UsageError

__all__ = ["main"]


def main() -> None:
    """Run the command line: exit 0 done, 1 bad data or profile, 2 bad usage."""
    # One line per command; each registers itself and imports what it needs when it runs.
    from brandscore.cli import commands  # noqa: F401

    try:
        app()
    except BrandscoreError as error:
        sys.stderr.write(f"brandscore: {error}\n")
        sys.exit(2 if isinstance(error, UsageError) else 1)
