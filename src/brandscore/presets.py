"""Settings in TOML: a preset of the package by name, or a file, checked with every wrong setting in one error."""

from __future__ import annotations

import difflib
import hashlib
import tomllib
from collections.abc import Sequence
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from brandscore.errors import ProfileError

__all__ = ["load_settings"]

_M = TypeVar("_M", bound=BaseModel)


def load_settings(kind: type[_M], name: str | Path, presets: Sequence[str], folder: Traversable, what: str) -> _M:
    """Load a preset by name, or a file of a user's own.

    Parameters
    ----------
    kind
        What the settings become; its field ``sha256`` takes the hash of the file.
    name
        A preset's name, or the path of a file.
    presets
        Names of the presets.
    folder
        Where they are, a TOML file each.
    what
        What the settings are called in errors, such as ``profile``.

    Raises
    ------
    ProfileError
        If there is no such preset or file, or with every setting that is wrong.

    Examples
    --------
    >>> from importlib import resources
    >>> from pydantic import BaseModel
    >>> class Title(BaseModel):
    ...     title: str
    ...     sha256: str
    >>> folder = resources.files("brandscore.score") / "profiles"
    >>> load_settings(Title, "open", ("wisesight", "open"), folder, "profile").title
    'Open score: growth, intention and advocacy as rates'
    """
    if str(name) in presets:
        raw, source = folder.joinpath(f"{name}.toml").read_bytes(), f"{name}.toml"
    else:
        path = Path(name)
        if not path.is_file():
            near = difflib.get_close_matches(str(name), presets, 1)
            hint = f" Did you mean {near[0]}?" if near else ""
            raise ProfileError(
                f"{what} {str(name)!r}: no such preset or file.{hint} The presets are {', '.join(presets)}; "
                "a profile of your own is a TOML file: copy one of them and change it."
            )
        raw, source = path.read_bytes(), path.name
    try:
        settings = tomllib.loads(raw.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ProfileError(f"{source}: not valid TOML: {error}") from error
    try:
        return kind.model_validate({**settings, "sha256": hashlib.sha256(raw).hexdigest()})
    except ValidationError as error:
        lines = [f"{source}: {len(error.errors())} setting(s) wrong:"]
        for one in error.errors():
            place = ".".join(str(part) for part in one["loc"]) or "profile"
            lines.append(f"  {place}: {one['msg'].removeprefix('Value error, ')}")
        raise ProfileError("\n".join(lines)) from error
