"""Functions compiled to machine code, once per machine: the loops over characters that Python is too slow for.

Importing this module imports numba (a third of a second), so it is imported
where text is about to be read, never at start-up. What has been compiled is
kept beside the source file; in the user's cache folder if that cannot be
written to; and only in memory if neither can. ``NUMBA_CACHE_DIR`` names another
place.
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba
from numba.core import event

__all__ = ["compiled", "inlined"]

_R = TypeVar("_R")

#: How long all of it takes to compile, seconds, roughly.
_SECONDS = 20


class _Note(event.Listener):  # type: ignore[misc]
    """Says once that something is being compiled, which is what the user waits for."""

    said = False

    def on_start(self, event: Any) -> None:
        """Print the note if it is the project's own code."""
        function = event.data["dispatcher"].py_func
        if not self.said and str(function.__module__).startswith("brandscore"):
            self.said = True
            sys.stderr.write(f"compiling the classifiers for this machine, once: about {_SECONDS} s ...\n")

    def on_end(self, event: Any) -> None:
        """Say nothing."""


# Nothing is compiled that has been kept, and then nothing is said.
event.register("numba:compile", _Note())


def _in_memory(function: Callable[..., Any]) -> Callable[..., Any]:
    return cast("Callable[..., Any]", numba.njit(nogil=True)(function))


def compiled(function: Callable[..., _R]) -> Callable[..., _R]:
    """Compile a function that Python calls; the machine code is kept between runs where that is possible.

    It must call nothing that is compiled in another file: what is kept is
    renewed when its own file changes, not when another one does.

    Examples
    --------
    >>> @compiled
    ... def twice(x):
    ...     return x + x
    >>> twice(21)
    42
    """
    try:
        machine: Callable[..., Any] = numba.njit(nogil=True, cache=True)(function)
    except RuntimeError:  # no folder to keep it in
        machine = _in_memory(function)

    works = False

    @functools.wraps(function)
    def call(*args: Any) -> _R:
        nonlocal machine, works
        if works:
            return cast("_R", machine(*args))
        try:
            result = cast("_R", machine(*args))
        except Exception:  # the folder is full or has gone, or what it holds is damaged
            machine = _in_memory(function)
            result = cast("_R", machine(*args))
        works = True
        return result

    return call


def inlined(function: Callable[..., _R]) -> Callable[..., _R]:
    """Make a function callable from compiled ones of the same file."""
    helper = numba.njit(nogil=True, no_cpython_wrapper=True, no_cfunc_wrapper=True)(function)
    return cast("Callable[..., _R]", helper)
