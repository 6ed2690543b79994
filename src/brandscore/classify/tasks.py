"""The four tasks: what each decides, and the columns it adds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from brandscore.tables import LABELS, SENTIMENTS, Column

__all__ = ["TASKS", "TASK_NAMES", "Task", "label_columns", "task_named"]


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to decide about a message.

    Parameters
    ----------
    name
        The task, and the column of its label.
    classes
        What it may be, in the order of its probabilities; for 0/1 labels
        no before yes.
    """

    name: str
    classes: tuple[str, ...]

    @property
    def binary(self) -> bool:
        """Whether the label is 0 or 1."""
        return self.classes == ("0", "1")

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns it adds: the label, then the probabilities.

        Examples
        --------
        >>> task_named("sentiment").columns
        ('sentiment', 'p_pos', 'p_neu', 'p_neg', 'p_q')
        """
        if self.binary:
            return (self.name, f"p_{self.name}")
        return (self.name, *(f"p_{name}" for name in self.classes))


def _task(column: Column) -> Task:
    return Task(column.name, SENTIMENTS if column.kind == "choice" else ("0", "1"))


TASKS: tuple[Task, ...] = tuple(_task(column) for column in LABELS)
TASK_NAMES: tuple[str, ...] = tuple(task.name for task in TASKS)


def task_named(name: str) -> Task:
    """Return the task of that name; KeyError if there is none."""
    for task in TASKS:
        if task.name == name:
            return task
    raise KeyError(name)


def label_columns(tasks: Iterable[str] = TASK_NAMES) -> tuple[str, ...]:
    """Return the columns that the tasks add, in the order of the tasks.

    Examples
    --------
    >>> label_columns(["promo", "intention"])
    ('intention', 'p_intention', 'promo', 'p_promo')
    """
    wanted = set(tasks)
    return tuple(column for task in TASKS if task.name in wanted for column in task.columns)
