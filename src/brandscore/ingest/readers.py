"""Which reader reads which file, and which files of a folder are tables."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path
from typing import TYPE_CHECKING

from brandscore.errors import Problem
from brandscore.ingest.raw import Raw
from brandscore.ingest.read_csv import read_csv
from brandscore.ingest.read_jsonl import read_jsonl
from brandscore.ingest.read_parquet import read_parquet
from brandscore.ingest.read_xlsx import read_xlsx
from brandscore.ingest.wording import any_of
from brandscore.tables import INPUT_TABLES

if TYPE_CHECKING:
    from brandscore.engine.session import Session
    from brandscore.ledger import Ledger

__all__ = ["READERS", "read_file", "tables_in"]

Reader = Callable[["Session", "Ledger", Path, str, frozenset[str], "str | None"], Raw]

#: The readers, by the ending of the file's name.
READERS: dict[str, Reader] = {
    "csv": read_csv,
    "tsv": read_csv,
    "jsonl": read_jsonl,
    "parquet": read_parquet,
    "xlsx": read_xlsx,
}


def ending(path: Path) -> str:
    """Return the ending of a file's name, in lower case and without its dot."""
    return path.suffix.lower().removeprefix(".")


def read_file(
    session: Session, ledger: Ledger, path: Path, name: str, wanted: frozenset[str], encoding: str | None = None
) -> Raw:
    """Read the wanted columns of a file into the session, in the format that its name ends in.

    Parameters
    ----------
    session, ledger
        Where the cells go, and the assumptions made.
    path
        The file.
    name
        Name of the staged table.
    wanted
        Titles to read, as `brandscore.ingest.raw.fold` gives them.
    encoding
        Encoding of a text file; found out if not given.
    """
    reader = READERS.get(ending(path))
    try:
        if reader is None:
            return Raw.failed(
                Problem(
                    path.name,
                    f'files that end in "{path.suffix}" are not read',
                    expected=any_of(f".{e}" for e in READERS),
                    mend="save or export it in one of these formats",
                )
            )
        return reader(session, ledger, path, name, wanted, encoding)
    except OSError as error:
        reason = error.strerror or str(error)
        return Raw.failed(
            Problem(path.name, f"the file cannot be read ({reason})", "a file that may be read", "look at its rights")
        )


def tables_in(folder: Path, only: Collection[str] | None = None) -> tuple[dict[str, Path], list[Problem]]:
    """Return the table files of a data folder, by table, and what is wrong with them.

    Files of other names are left alone, and those of tables that are none of ``only``.
    """
    found: dict[str, Path] = {}
    problems = []
    for path in sorted(folder.iterdir()):
        name = path.stem.lower()
        if name not in INPUT_TABLES or (only is not None and name not in only):
            continue
        if not (ending(path) in READERS or (name == "brands" and ending(path) == "toml")):
            continue
        if not path.is_file():
            what = "this is a folder, not a file" if path.is_dir() else "this is no file that can be read"
            problems.append(Problem(path.name, what, "one file for the table", "join its parts into one file"))
        elif name in found:
            problems.append(
                Problem(
                    path.name,
                    f"the table {name} is in two files, {found[name].name} and {path.name}",
                    expected="each table in one file",
                    mend="take one of them out, or join them with `brandscore ingest`",
                )
            )
        else:
            found[name] = path
    return found, problems
