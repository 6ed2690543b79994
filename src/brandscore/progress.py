"""A progress bar for long work: on a terminal, and none in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

__all__ = ["track"]

_Batch = TypeVar("_Batch")


def track(
    batches: Iterable[_Batch], title: str, total: Callable[[], int], size: Callable[[_Batch], int]
) -> Iterator[_Batch]:
    """Pass batches on, and show on stderr how far it is if that is a terminal.

    Parameters
    ----------
    batches
        What is worked through.
    title
        What the bar stands for.
    total
        Gives the number of items in all; asked only if a bar is shown.
    size
        Number of items of a batch.

    Examples
    --------
    >>> list(track([[1, 2], [3]], "reading", lambda: 3, len))
    [[1, 2], [3]]
    """
    if not sys.stderr.isatty():
        yield from batches
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=total())
        for batch in batches:
            yield batch
            bar.advance(task, size(batch))
