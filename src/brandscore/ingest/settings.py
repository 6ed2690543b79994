"""What is wrong with a settings file, in words for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from brandscore.ingest.wording import near, quoted

if TYPE_CHECKING:
    from pydantic import ValidationError

__all__ = ["complaints"]


def complaints(error: ValidationError, known: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """Yield place, complaint and how to mend it, for each thing that pydantic found wrong.

    Parameters
    ----------
    error
        What pydantic raised.
    known
        Names that are allowed, for suggestions.
    """
    names = list(known)
    for one in error.errors(include_url=False):
        path = [str(part) for part in one["loc"] if not str(part).startswith(("function-", "list[", "str", "int"))]
        place = ".".join(path) or "the file"
        if one["type"] == "extra_forbidden":
            meant = near(path[-1], names)
            mend = f"did you mean {quoted(meant)}?" if meant is not None else f"known here: {', '.join(names)}"
            yield place, f"{quoted(path[-1])} is not known here", mend
        elif one["type"] == "missing":
            yield place, "is missing", "add it"
        else:
            found = one.get("input")
            shown = "" if isinstance(found, (dict, list)) else f" (found {quoted(found)})"
            yield place, f"{one['msg'].removeprefix('Value error, ')}{shown}", "mend this line"
