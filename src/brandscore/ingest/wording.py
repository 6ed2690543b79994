"""How values and names are shown in messages."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

__all__ = ["any_of", "near", "quoted", "some"]

#: Characters of a value that a message shows.
SHOWN = 60


def quoted(value: object) -> str:
    r"""Return a value in quotes: one line, at most 60 characters, control signs escaped.

    Examples
    --------
    >>> quoted("12k"), quoted("a\tb"), len(quoted("x" * 100))
    ('"12k"', '"a\\tb"', 63)
    """
    text = str(value)
    cut = text[:SHOWN]
    plain = "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in cut)
    return f'"{plain}{"…" if len(text) > SHOWN else ""}"'


def any_of(names: Iterable[str]) -> str:
    """Return names as a list with `or`.

    Examples
    --------
    >>> any_of(["own", "earned"]), any_of(["a", "b", "c"])
    ('own or earned', 'a, b or c')
    """
    listed = list(names)
    return listed[0] if len(listed) == 1 else f"{', '.join(listed[:-1])} or {listed[-1]}"


def some(names: Iterable[str], most: int = 20) -> str:
    """Return the first names in quotes, and how many there are beside them.

    Examples
    --------
    >>> some(["a", "b", "c"], most=2)
    '"a", "b" and 1 more'
    """
    listed = list(names)
    text = ", ".join(quoted(name) for name in listed[:most])
    return text if len(listed) <= most else f"{text} and {len(listed) - most:,} more"


def near(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that a person most likely meant, or ``None``.

    Examples
    --------
    >>> near("Publishd_at", ["published_at", "platform"])
    'published_at'
    """
    by_fold = {other.strip().casefold(): other for other in known}
    found = get_close_matches(name.strip().casefold(), list(by_fold), n=1, cutoff=0.6)
    return by_fold[found[0]] if found else None
