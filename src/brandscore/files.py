"""Writing results: whole or not at all, the same bytes every time, harmless in a spreadsheet."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import math
import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from brandscore.errors import WriteError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["cell", "csv_text", "json_text", "results_folder", "sha256_of", "unguarded", "unmarked", "whole_file"]

#: Texts that a spreadsheet would run as a formula, and such texts with guards
#: before them: one guard more can then be taken off again without loss.
_GUARDED = re.compile(r"'*[=+\-@\t\r]")
_DECIMALS = 12


@contextmanager
def results_folder(out: Path) -> Iterator[Path]:
    """Give a folder to write into; its files appear in ``out`` only when all are written.

    Files of the same name are replaced, others in ``out`` are left alone. If
    the block fails, ``out`` is as it was.

    Raises
    ------
    WriteError
        If ``out`` cannot be such a folder.
    """
    out = Path(out)
    _check_folder(out)
    missing = out
    while not missing.exists() and not missing.parent.exists():
        missing = missing.parent
    existed = missing.exists()
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        work = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    except OSError as error:
        raise WriteError(f"{out} cannot be written: {error.strerror}. Name a folder that you may write to.") from error
    try:
        yield work
        work.chmod(0o755)
        if out.exists():
            targets = {path: out / path.relative_to(work) for path in sorted(work.rglob("*")) if path.is_file()}
            taken = [str(t) for t in targets.values() if t.is_dir()]
            if taken:
                raise WriteError(
                    f"{', '.join(taken)}: a folder stands where a result belongs. Move it, or name another --out."
                )
            for path, target in targets.items():
                target.parent.mkdir(parents=True, exist_ok=True)
                os.replace(path, target)
        else:
            os.replace(work, out)
    except BaseException:
        shutil.rmtree(work, ignore_errors=True)
        if not existed and out.parent != missing.parent:
            shutil.rmtree(missing, ignore_errors=True)
        raise
    shutil.rmtree(work, ignore_errors=True)


def _check_folder(out: Path) -> None:
    """Refuse a folder that is a file, or lies below one."""
    for place in (out, *out.parents):
        if place.exists():
            if not place.is_dir():
                raise WriteError(f"{place} is a file, not a folder; results need a folder. Name another --out.")
            return


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Give a path to write to; it is renamed to ``path`` when the block succeeds.

    If the block fails, nothing is left, folders made for it neither.

    Raises
    ------
    WriteError
        If ``path`` cannot be such a file.
    """
    path = Path(path)
    _check_folder(path.parent)
    if path.is_dir():
        raise WriteError(f"{path} is a folder; the result is a file. Name a file in it.")
    made = [folder for folder in (path.parent, *path.parent.parents) if not folder.exists()]
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    except OSError as error:
        raise WriteError(f"{path} cannot be written: {error.strerror}. Name a place that you may write to.") from error
    os.close(handle)
    try:
        yield Path(name)
        os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        with suppress(OSError):  # somebody else has put something there
            for folder in made:
                folder.rmdir()
        raise


def cell(value: Any, *, exact: bool = False) -> str:
    """Return the text of a CSV cell: empty for null, at most 12 decimals, never a formula.

    Parameters
    ----------
    value
        Anything that a cell may hold; sequences are joined by ``|``.
    exact
        Write floats so that they read back to the same float.

    Examples
    --------
    >>> cell(1.0), cell(0.1 + 0.2), cell(None), cell("=1+1"), cell(("a", "b"))
    ('1.0', '0.3', '', "'=1+1", 'a|b')
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return "'" + value if _GUARDED.match(value) else value
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, (list, tuple)):
        return "|".join(cell(v, exact=exact) for v in value)
    if isinstance(value, int):
        return str(value)
    try:
        if math.isnan(value):
            return ""
    except TypeError:
        text = str(value)
        return "" if text in ("NaT", "<NA>") else text
    number = float(value)
    if exact:
        return repr(number)
    text = f"{number:.{_DECIMALS}f}".rstrip("0")
    text = text + "0" if text.endswith(".") else text
    return "0.0" if text == "-0.0" else text


def unguarded(text: str) -> str:
    """Take off the guard that `cell` puts before a formula.

    Examples
    --------
    >>> unguarded("'=1+1"), unguarded("'quoted'")
    ('=1+1', "'quoted'")
    """
    return text[1:] if text[:1] == "'" and _GUARDED.match(text) else text


def unmarked(text: str) -> str:
    """Return text that XlsxWriter writes as text: one from ``<r>`` to ``</r>`` it would take for mark-up, unescaped.

    Examples
    --------
    >>> unmarked("<r><t>x</t></r>"), unmarked("plain")
    ('<r><t>x</t></r> ', 'plain')
    """
    return f"{text} " if text.startswith("<r>") and text.endswith("</r>") else text


def csv_text(frame: pd.DataFrame, *, exact: Iterable[str] = ()) -> str:
    """Return a dataframe as CSV text, cells as `cell` writes them."""
    exact_columns = set(exact)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(frame.columns)
    columns = [[cell(v, exact=name in exact_columns) for v in frame[name].tolist()] for name in frame.columns]
    writer.writerows(zip(*columns, strict=True))
    return out.getvalue()


def json_text(value: Mapping[str, Any] | list[Any]) -> str:
    """Return JSON as a person reads it, keys in the order given; NaN becomes null."""

    def clean(item: Any) -> Any:
        if isinstance(item, Mapping):
            return {str(k): clean(v) for k, v in item.items()}
        if isinstance(item, (list, tuple)):
            return [clean(v) for v in item]
        if item is None or isinstance(item, (str, bool, int)):
            return item
        if isinstance(item, float):
            return None if math.isnan(item) else round(item, _DECIMALS)
        if hasattr(item, "item"):
            return clean(item.item())
        text = str(item)
        return None if text in ("NaT", "<NA>", "nan") else text

    return json.dumps(clean(value), ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file, read in pieces."""
    digest = hashlib.sha256()
    with Path(path).open("rb") as handle:
        while piece := handle.read(1 << 20):
            digest.update(piece)
    return digest.hexdigest()
