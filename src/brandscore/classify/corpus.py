"""Labelled texts: JSONL and CSV files with texts, labels, or both, joined by id."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from brandscore.classify.cells import class_of
from brandscore.classify.tasks import TASK_NAMES, TASKS, Task
from brandscore.errors import LISTED, DataError, Problem
from brandscore.ingest.encodings import NotDecodableError, encoding_of, opened

__all__ = ["Corpus", "read_corpora", "read_corpus", "read_rows"]

#: Rows of a class below which nothing can be learned or measured.
_LEAST = 5


@dataclass(frozen=True, slots=True)
class Corpus:
    """Labelled texts of one task.

    Parameters
    ----------
    task
        The task.
    texts, labels
        One of each per message, sorted, so that the order of the files does
        not matter.
    left_out
        Rows without a text or a label.
    """

    task: Task
    texts: tuple[str, ...]
    labels: tuple[str, ...]
    left_out: int = 0

    @property
    def classes(self) -> tuple[str, ...]:
        """The classes that occur, in the task's order."""
        found = set(self.labels)
        return tuple(name for name in self.task.classes if name in found)

    @property
    def sha256(self) -> str:
        """Hash of the texts and labels."""
        digest = hashlib.sha256()
        for text, label in zip(self.texts, self.labels, strict=True):
            digest.update(f"{label}\t{text}\0".encode("utf-8", "surrogatepass"))
        return digest.hexdigest()


@dataclass(slots=True)
class _Problems:
    """Problems of many rows: the first of a kind are listed, the rest counted."""

    found: list[Problem] = field(default_factory=list)
    kinds: dict[tuple[str, str | None, str], int] = field(default_factory=dict)

    def add(self, kind: str, problem: Problem) -> None:
        key = (problem.source, problem.column, kind)
        self.kinds[key] = self.kinds.get(key, 0) + 1
        if self.kinds[key] <= LISTED:
            self.found.append(problem)

    def check(self) -> None:
        for (source, column, _), count in self.kinds.items():
            if count > LISTED:
                self.found.append(
                    Problem(source, f"{count - LISTED:,} more rows have a problem of the same kind", column=column)
                )
        if self.found:
            raise DataError(self.found)


def read_rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the rows of a JSONL or CSV file: (row as a person counts it, cells by column).

    Raises
    ------
    DataError
        If the file cannot be read, or a row is not one.
    """
    name = path.name
    try:
        with opened(path, encoding_of(path)) as handle:
            if path.suffix.lower() in (".jsonl", ".ndjson"):
                for number, line in enumerate(handle, start=1):
                    if not line.strip():
                        continue
                    try:
                        row = json.loads(line)
                    except (ValueError, RecursionError) as error:
                        mend = "" if line.endswith("\n") else "the file breaks off here: get it again"
                        raise DataError([Problem(name, f"not JSON ({error})", mend=mend, row=number)]) from None
                    if not isinstance(row, dict):
                        raise DataError([Problem(name, "not a JSON object", "one object per line", row=number)])
                    yield number, row
            else:
                csv.field_size_limit(2**31 - 1)
                # Strict: a quote that is never closed is an error, not a cell that runs to the end of the file.
                reader = csv.reader(handle, strict=True)
                number, header = 0, None
                while True:
                    number += 1
                    try:
                        cells = next(reader, None)
                    except csv.Error as error:
                        mend = "mend the quotes of this row; if the file breaks off here, get it again"
                        raise DataError([Problem(name, f"not a row ({error})", mend=mend, row=number)]) from None
                    if cells is None:
                        break
                    if not cells:
                        continue
                    if header is None:
                        header = cells
                        continue
                    if len(cells) != len(header):
                        what = f"{len(cells)} cells, the header has {len(header)}"
                        mend = "quote cells that hold commas; if the file breaks off here, get it again"
                        raise DataError([Problem(name, what, mend=mend, row=number)])
                    yield number, dict(zip(header, cells, strict=True))
    except NotDecodableError as error:
        raise DataError([error.problem]) from None
    except OSError as error:
        raise DataError([Problem(name, f"cannot be read ({error.strerror})")]) from error
    except UnicodeDecodeError as error:
        raise DataError([Problem(name, f"cannot be read ({error})", "UTF-8 text")]) from error


@dataclass(slots=True)
class _Reading:
    """What has been gathered from the files so far."""

    task: Task
    problems: _Problems = field(default_factory=_Problems)
    pairs: list[tuple[str, str]] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    labels: list[tuple[str, int, str, str]] = field(default_factory=list)
    left_out: int = 0

    def file(self, path: Path) -> None:
        rows = read_rows(path)
        first = next(rows, None)
        if first is None:
            self.problems.add("empty", Problem(path.name, "no rows"))
            return
        columns = set(first[1])
        has_text, has_label = "text" in columns, self.task.name in columns
        if "id" in columns and not has_text and not has_label and columns & set(TASK_NAMES):
            return  # labels of another task
        if not has_text and not (has_label and "id" in columns):
            self.problems.add(
                "columns",
                Problem(
                    path.name,
                    f"columns {', '.join(sorted(map(str, columns)))}",
                    f"text and {self.task.name}, or id and {self.task.name} beside another file with id and text",
                ),
            )
            return
        if not has_label and "id" not in columns:
            self.problems.add(
                "columns", Problem(path.name, f"neither {self.task.name} nor id", f"a column {self.task.name}")
            )
            return
        self.row(path.name, *first, has_text, has_label)
        for number, row in rows:
            self.row(path.name, number, row, has_text, has_label)

    def row(self, name: str, number: int, row: dict[str, Any], has_text: bool, has_label: bool) -> None:
        label: str | None = None
        if has_label:
            value = row.get(self.task.name)
            try:
                label = class_of(self.task, value)
            except ValueError:
                expected = "one of " + ", ".join(self.task.classes)
                problem = Problem(name, f"{str(value)[:40]!r}", expected, row=number, column=self.task.name)
                self.problems.add("label", problem)
                return
        text = row.get("text") if has_text else None
        if text is not None and not isinstance(text, str):
            problem = Problem(name, f"{str(text)[:40]!r} is not a text", "a text", row=number, column="text")
            self.problems.add("text", problem)
            return
        key = "" if row.get("id") is None else str(row["id"])
        if has_text and key and text is not None and self.texts.setdefault(key, text) != text:
            problem = Problem(name, f"id {key[:40]!r} stands for two texts", "one text per id", row=number, column="id")
            self.problems.add("id", problem)
            return
        if has_text and has_label:
            if text is None or not text.strip() or label is None:
                self.left_out += 1
            else:
                self.pairs.append((text, label))
        elif has_label:
            if label is None:
                self.left_out += 1
            elif not key:
                self.problems.add("key", Problem(name, "empty", "the id of a text", row=number, column="id"))
            else:
                self.labels.append((name, number, key, label))

    def join(self) -> None:
        seen: dict[str, str] = {}
        for name, number, key, label in self.labels:
            if seen.setdefault(key, label) != label:
                what = f"id {key[:40]!r} is labelled {seen[key]} and {label}"
                self.problems.add("twice", Problem(name, what, "one label per id", row=number, column="id"))
            elif key not in self.texts:
                what = f"id {key[:40]!r} has no text in any file"
                self.problems.add(
                    "no text", Problem(name, what, mend="name the file with id and text too", row=number, column="id")
                )
            elif not self.texts[key].strip():
                self.left_out += 1
            else:
                self.pairs.append((self.texts[key], label))


def read_corpora(paths: Sequence[Path]) -> dict[str, Corpus]:
    """Read the labelled texts of every task that the files have labels of.

    Parameters
    ----------
    paths
        As in `read_corpus`.

    Returns
    -------
    dict
        The corpora by task, in the order of the tasks.

    Raises
    ------
    DataError
        As `read_corpus`; and if no file has labels.
    """
    columns: set[str] = set()
    for path in paths:
        columns |= set(next(read_rows(Path(path)), (0, {}))[1])
    tasks = [task for task in TASKS if task.name in columns]
    if not tasks:
        source = ", ".join(Path(path).name for path in paths)
        raise DataError([Problem(source, "no column of labels", f"one or more of {', '.join(TASK_NAMES)}")])
    return {task.name: read_corpus(task, paths) for task in tasks}


def read_corpus(task: Task, paths: Sequence[Path], *, for_training: bool = True) -> Corpus:
    """Read labelled texts of a task.

    Parameters
    ----------
    task
        The task; its name is the column of the labels.
    paths
        JSONL or CSV files. A file with ``text`` and the label stands for
        itself; files with ``id`` and only one of them are joined by ``id``.
        Rows without text or label are left out and counted.
    for_training
        Refuse what nothing can be learned from; False where it is only to be
        measured on.

    Returns
    -------
    Corpus

    Raises
    ------
    DataError
        With every problem found: a file without the columns, a label that is
        none, an id with two texts or two labels, a label without text, a file
        that breaks off in the middle of a row; for training, a class with fewer
        than five messages.
    """
    reading = _Reading(task)
    for path in paths:
        try:
            reading.file(Path(path))
        except DataError as error:
            for problem in error.problems:
                reading.problems.add("file", problem)
    if not reading.problems.found:
        reading.join()
    reading.problems.check()
    pairs = sorted(reading.pairs)
    corpus = Corpus(task, tuple(t for t, _ in pairs), tuple(label for _, label in pairs), reading.left_out)
    source = ", ".join(Path(path).name for path in paths)
    if not for_training:
        if not pairs:
            raise DataError([Problem(source, "no message has both a text and a label", column=task.name)])
        return corpus
    few = [
        Problem(source, f"{corpus.labels.count(name)} messages labelled {name}", f"{_LEAST} or more", column=task.name)
        for name in corpus.classes
        if corpus.labels.count(name) < _LEAST
    ]
    if len(corpus.classes) < 2:
        found = f"only {corpus.classes[0]}" if corpus.classes else "none"
        few.append(Problem(source, f"labels found: {found}", "two classes or more", column=task.name))
    if few:
        raise DataError(few)
    return corpus
