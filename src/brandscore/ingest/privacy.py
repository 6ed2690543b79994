"""Pseudonyms for people: the same person the same name, and no way back without the key."""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from brandscore.errors import DataError
from brandscore.ingest.lookup import KEY, VALUE, lookup

if TYPE_CHECKING:
    import pandas as pd
    from ibis.expr.types import Table as Expr

    from brandscore.engine.session import Session

__all__ = ["PREFIX", "author_key", "key_file", "pseudonym", "pseudonymise", "with_pseudonyms"]

#: What a pseudonym begins with; the number is that of the way it is made.
PREFIX = "h1:"
_DIGITS = 32
_IS_PSEUDONYM = re.compile(rf"{PREFIX}[0-9a-f]{{20,64}}")
_VARIABLE = "BRANDSCORE_AUTHOR_KEY"


def pseudonym(author: str, key: bytes) -> str:
    """Return the pseudonym of an author: a keyed hash, never hashed twice.

    Examples
    --------
    >>> once = pseudonym("u1234", b"a key")
    >>> once.startswith("h1:"), pseudonym(once, b"another") == once
    (True, True)
    """
    if _IS_PSEUDONYM.fullmatch(author):
        return author
    return PREFIX + hmac.new(key, author.encode("utf-8", "replace"), hashlib.sha256).hexdigest()[:_DIGITS]


def key_file() -> Path:
    """Return where the key is kept: ``brandscore/author.key`` under the user's folder for settings."""
    home = os.environ.get("XDG_CONFIG_HOME")
    return (Path(home) if home else Path.home() / ".config") / "brandscore" / "author.key"


def author_key() -> bytes:
    """Return the key of the pseudonyms.

    The environment variable BRANDSCORE_AUTHOR_KEY, where it is set; else the
    key file, which is made once, at random, readable by its owner alone.

    Raises
    ------
    DataError
        If the key file cannot be made or read, or is empty.
    """
    given = os.environ.get(_VARIABLE, "").strip()
    if given:
        return given.encode("utf-8")
    path = key_file()
    try:
        if not path.exists():
            _make(path)
        key = path.read_bytes().strip()
    except OSError as error:
        raise DataError(
            f"the key for authors' pseudonyms cannot be kept in {path} ({error.strerror}); "
            f"set {_VARIABLE}, or keep the names with --keep-authors"
        ) from error
    if not key:
        raise DataError(f"the key file {path} is empty; delete it, and a new key is made")
    return key


def _make(path: Path) -> None:
    """Write a new key, whole or not at all, unless another process was first."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent)  # readable by its owner alone
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(32) + "\n")
        os.link(name, path)
    except FileExistsError:
        pass
    finally:
        Path(name).unlink(missing_ok=True)


def pseudonymise(authors: pd.Series, key: bytes | None = None) -> pd.Series:
    """Return authors with pseudonyms for their names; each distinct author is hashed once, null stays null.

    Parameters
    ----------
    authors
        Names.
    key
        The key; that of `author_key` if not given.

    Examples
    --------
    >>> import pandas as pd
    >>> names = pseudonymise(pd.Series(["u1", None, "u1"]), b"a key")
    >>> bool(names[0] == names[2] != "u1"), bool(pd.isna(names[1]))
    (True, True)
    """
    known = authors.dropna()
    if known.empty:
        return authors
    secret = author_key() if key is None else key
    return authors.map({author: pseudonym(str(author), secret) for author in known.unique()})


def with_pseudonyms(
    session: Session, rows: Expr, column: str = "author", key: Callable[[], bytes] = author_key
) -> Expr:
    """Return rows with pseudonyms for the people that a column names; each distinct one is hashed once."""
    people = rows[column]
    if not session.rows(rows.aggregate(known=people.count()))[0]["known"]:
        return rows
    secret = key()
    names = lookup(session, f"{column}__names", people, lambda name: pseudonym(name, secret))
    joined = rows.left_join(names, [(column, VALUE)])
    return joined.mutate(**{column: joined[KEY]}).select(*rows.columns)
