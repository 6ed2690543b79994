"""Author names as pseudonyms: the same name gives the same pseudonym, and nobody without the key can go back.

A plain hash of a handle can be undone by hashing all handles; a keyed one
cannot. The key is that of the environment variable ``BRANDSCORE_KEY``, else one
drawn once for each user and kept in a file that only they can read.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from brandscore.errors import DataError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["KEY_VARIABLE", "PREFIX", "key_path", "pseudonym", "pseudonymise", "secret_key"]

#: Marks a pseudonym; 1 is the version of the scheme.
PREFIX = "h1:"
KEY_VARIABLE = "BRANDSCORE_KEY"
#: 80 bits: two authors of a billion share a pseudonym with a chance of one in two million.
_DIGITS = 20
_PSEUDONYM = re.compile(rf"{PREFIX}[0-9a-f]{{{_DIGITS}}}")


def key_path() -> Path:
    """Return where the key of this user is kept."""
    base = os.environ.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
    return Path(base) / "brandscore" / "key"


def secret_key() -> bytes:
    """Return the key: that of ``BRANDSCORE_KEY``, else this user's, drawn at the first use.

    Raises
    ------
    DataError
        If no key can be read or kept.
    """
    given = os.environ.get(KEY_VARIABLE)
    if given:
        return given.encode("utf-8", "surrogateescape")
    path = key_path()
    try:
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            # Written aside and linked: of two first uses at once, one key wins and both read it.
            handle, name = tempfile.mkstemp(prefix=".key-", dir=path.parent)
            with os.fdopen(handle, "w", encoding="ascii") as file:
                file.write(secrets.token_hex(32))
            try:
                os.link(name, path)
            except FileExistsError:
                pass
            finally:
                os.unlink(name)
        key = path.read_bytes().strip()
    except OSError as error:
        raise DataError(
            f"the key that author names are hidden with cannot be kept in {path} ({error.strerror or error}). "
            f"Set {KEY_VARIABLE} to a secret of your own, or keep the names with --keep-authors."
        ) from error
    if not key:
        raise DataError(f"{path} is empty; expected the key that author names are hidden with. Remove the file.")
    return key


def pseudonym(name: str, key: bytes) -> str:
    """Return the pseudonym of a name; one that is a pseudonym already stays.

    Examples
    --------
    >>> hidden = pseudonym("u1234", b"secret")
    >>> hidden[:3], len(hidden), pseudonym(hidden, b"secret") == hidden
    ('h1:', 23, True)
    """
    if _PSEUDONYM.fullmatch(name):
        return name
    digest = hmac.new(key, name.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()
    return PREFIX + digest[:_DIGITS]


def pseudonymise(series: pd.Series) -> pd.Series:
    """Return author names as pseudonyms; nulls and blank names become null.

    Parameters
    ----------
    series
        Names; white space around them does not count.

    Returns
    -------
    pandas.Series
        Strings that begin with ``h1:``, with the index of the series.

    Raises
    ------
    DataError
        If there is no key to be had.
    """
    import pandas as pd

    names = [None if pd.isna(value) else str(value).strip() for value in series]
    distinct = {name for name in names if name}
    key = secret_key() if distinct else b""
    hidden = {name: pseudonym(name, key) for name in distinct}
    return pd.Series([hidden[name] if name else None for name in names], index=series.index, dtype="str")
