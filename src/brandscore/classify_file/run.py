"""Classifying a file."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from brandscore.classify.cells import class_of, text_of
from brandscore.classify.predict import Labeller, Labels, open_classifier
from brandscore.classify.quantify import sentiment_bins
from brandscore.classify.tasks import TASKS, Task, label_columns
from brandscore.classify_file.given import given_codes, joined
from brandscore.classify_file.net import BrandCount, correction_of, net_sentiments
from brandscore.classify_file.reading import Piece, Source, open_source
from brandscore.classify_file.writing import open_sink
from brandscore.errors import DataError, Problem, UsageError
from brandscore.ingest.raw import Tally
from brandscore.ingest.wording import near, quoted

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from brandscore.ingest.attribution import Attributor
    from brandscore.ingest.brands import Brand

__all__ = ["Outcome", "classify_file", "read_brands"]

#: Decimals of a probability in a file.
_DECIMALS = 9
_AUTHOR, _BRAND, _BY_BRAND = "author", "brand", "by_brand"
_OWN = Task(_BY_BRAND, ("0", "1"))


@dataclass(slots=True)
class Outcome:
    """What was done to a file.

    Parameters
    ----------
    rows
        Rows read.
    labelled
        Rows that got at least one label.
    blank
        Rows without a text.
    given
        Labels that the file brought along and kept, by task.
    promo
        Rows that are promo.
    brands
        Counts and net sentiment by brand, where brands were given.
    unnamed
        Rows that name no brand, where brands were given.
    """

    rows: int = 0
    labelled: int = 0
    blank: int = 0
    given: dict[str, int] = field(default_factory=dict)
    promo: int = 0
    brands: list[dict[str, Any]] | None = None
    unnamed: int | None = None


def read_brands(path: Path) -> tuple[Brand, ...]:
    """Read brands from brands.toml or a table of brands.

    Raises
    ------
    DataError
        If the file cannot be read, or names no brand.
    """
    from brandscore.engine.session import Session
    from brandscore.ingest.build import Sources, build
    from brandscore.ingest.readers import read_file
    from brandscore.ledger import Ledger

    path = Path(path)
    if not path.is_file():
        raise DataError([Problem(path.name, f"there is no such file: {path}", "a brands.toml or a table of brands")])
    if path.suffix.lower() == ".toml":
        sources = Sources(brands_toml=path)
    else:
        sources = Sources(
            {"brands": lambda session, ledger, name, wanted: read_file(session, ledger, path, name, wanted)}
        )
    session = Session()
    try:
        return build(session, Ledger(), sources).brands or ()
    finally:
        session.close()


def _text_column(source: Source, wanted: str) -> str:
    if wanted in source.columns:
        return wanted
    meant = near(wanted, source.columns)
    raise DataError(
        [
            Problem(
                source.name,
                f"no column {quoted(wanted)}; found {', '.join(map(quoted, source.columns))}",
                "a column with the messages",
                f"name it with --text-column{f' {meant}' if meant else ''}",
            )
        ]
    )


class _Run:
    """One file on its way through the classifiers."""

    def __init__(
        self,
        source: Source,
        text_column: str,
        classifier: Labeller,
        prefer: str,
        *,
        at_least: float,
        relabel: bool,
        keep_authors: bool,
        brands: Sequence[Brand] | None,
        correct: bool,
    ) -> None:
        self.source, self.text_column = source, text_column
        self.classifier, self.prefer, self.at_least = classifier, prefer, at_least
        self.given = () if relabel else tuple(task for task in TASKS if task.name in source.columns)
        self.hide_authors = not keep_authors and _AUTHOR in source.columns
        self.outcome = Outcome(given=dict.fromkeys((task.name for task in self.given), 0))
        self.wrong, self.wrong_flags, self.unknown = Tally(), Tally(), Tally()
        self.attributor: Attributor | None = None
        self.counts: dict[str, BrandCount] = {}
        self.correction = correction_of(classifier, correct=correct, at_least=at_least)
        added = [*label_columns()]
        if brands is not None:
            from brandscore.ingest.attribution import Attributor

            self.attributor = Attributor(brands)
            self.counts = {brand.name: BrandCount(brand.name) for brand in brands}
            self.outcome.unnamed = 0
            added.append(_BRAND)
        self.as_text = ((_AUTHOR,) if self.hide_authors else ()) + ((_BRAND,) if brands is not None else ())
        self.columns = (*source.columns, *(name for name in added if name not in source.columns))

    def labels(self, piece: Piece, texts: list[str | None]) -> tuple[Labels, NDArray[np.bool_]]:
        """Return the labels, and whether that of the sentiment is the classifier's."""
        found = self.classifier.label(texts, self.prefer)
        if self.at_least:
            found = found.sure(self.at_least)
        given = {}
        for task in self.given:
            codes = given_codes(task, piece.columns[task.name], piece.rows, self.source.name, self.wrong)
            self.outcome.given[task.name] += int((codes >= 0).sum())
            given[task.name] = codes
        own = given.get("sentiment")
        return joined(found, given), np.ones(len(texts), dtype=bool) if own is None else own < 0

    def piece(self, piece: Piece) -> list[list[Any]]:
        """Return the columns of a piece with their labels, a row per brand where brands are looked for."""
        values = piece.columns[self.text_column]
        texts = [text_of(value) for value in values]
        labels, classified = self.labels(piece, texts)
        columns: dict[str, list[Any]] = {**piece.columns, **_plain(labels)}
        if self.hide_authors:
            columns[_AUTHOR] = _pseudonyms(columns[_AUTHOR])
        blank = labels.shares["sentiment"][:, 0]
        self.outcome.rows += len(texts)
        self.outcome.blank += int(np.isnan(blank).sum())
        self.outcome.promo += int((labels.codes["promo"] == 1).sum())
        if self.attributor is not None:
            placed = sentiment_bins(self.correction.quantifier, labels.shares["sentiment"])
            bins = [int(k) if own else None for k, own in zip(placed, classified, strict=True)]
            columns = self.by_brand(piece, texts, columns, bins)
        return [columns[name] for name in self.columns]

    def by_brand(
        self, piece: Piece, texts: list[str | None], columns: dict[str, list[Any]], bins: list[int | None]
    ) -> dict[str, list[Any]]:
        """Return the columns with a row per brand named, and count the rows."""
        assert self.attributor is not None
        assert self.outcome.unnamed is not None
        given = piece.columns.get(_BRAND, [None] * len(texts))
        own = self.own_messages(piece)
        rows: list[int] = []
        brands: list[str | None] = []
        for i, text in enumerate(texts):
            name = "" if given[i] is None else str(given[i]).strip()
            if name and name not in self.counts:
                mend = "spell it as the brands do, or add it to them"
                what = f"brand {quoted(name)} is not among the brands"
                self.unknown.add(Problem(self.source.name, what, "one of them", mend, row=piece.rows[i], column=_BRAND))
                continue
            named: tuple[str | None, ...] = (name,) if name else (self.attributor.find(text) if text else ())
            for brand in named:
                if brand is not None:
                    self.counts[brand].add(columns["sentiment"][i], columns["promo"][i], own[i], bins[i])
            self.outcome.unnamed += not named
            named = named or (None,)
            rows += [i] * len(named)
            brands += named
        taken = {name: [values[i] for i in rows] for name, values in columns.items() if name != _BRAND}
        return {**taken, _BRAND: brands}

    def own_messages(self, piece: Piece) -> list[int]:
        """Return which messages are by the brand's own admin, where the file says so."""
        own = [0] * len(piece.rows)
        for i, value in enumerate(piece.columns.get(_BY_BRAND, ())):
            try:
                own[i] = 1 if class_of(_OWN, value) == "1" else 0
            except ValueError:
                problem = Problem(self.source.name, quoted(value), "0 or 1", row=piece.rows[i], column=_BY_BRAND)
                self.wrong_flags.add(problem)
        return own

    def finish(self) -> Outcome:
        """Return what was done; DataError if cells were found wrong on the way."""
        if problems := [*self.wrong.problems(), *self.wrong_flags.problems(), *self.unknown.problems()]:
            raise DataError(problems)
        self.outcome.labelled = self.outcome.rows - self.outcome.blank
        if self.attributor is not None:
            self.outcome.brands = net_sentiments(self.counts.values(), self.correction)
        return self.outcome


def _plain(labels: Labels) -> dict[str, list[Any]]:
    """Return labels and probabilities as plain values, None where there is no text."""
    columns: dict[str, list[Any]] = {}
    for task in labels.tasks:
        codes, shares = labels.codes[task.name].tolist(), labels.shares[task.name].tolist()
        if task.binary:
            columns[task.name] = [None if k < 0 else k for k in codes]
            columns[f"p_{task.name}"] = [_rounded(row[1]) for row in shares]
        else:
            columns[task.name] = [None if k < 0 else task.classes[k] for k in codes]
            for j, name in enumerate(task.classes):
                columns[f"p_{name}"] = [_rounded(row[j]) for row in shares]
    return columns


def _rounded(share: float) -> float | None:
    return None if math.isnan(share) else round(share, _DECIMALS)


def _pseudonyms(values: list[Any]) -> list[Any]:
    import pandas as pd

    from brandscore.ingest.privacy import pseudonymise

    # Trimmed, as `ingest` reads them: the same name must get the same pseudonym.
    names = [(text_of(value) or "").strip() or None for value in values]
    hidden = pseudonymise(pd.Series(names, dtype=object))
    return [None if pd.isna(value) else value for value in hidden]


def classify_file(
    path: Path,
    out: Path,
    *,
    text_column: str = "text",
    brands: Path | None = None,
    prefer: str = "accuracy",
    relabel: bool = False,
    keep_authors: bool = False,
    models: Path | None = None,
    model: str = "fast",
    at_least: float = 0.0,
    correct: bool = True,
    progress: Callable[[int], None] = lambda rows: None,
) -> Outcome:
    """Label the rows of a file and write them, with all columns, to another.

    Parameters
    ----------
    path
        CSV, TSV, JSONL, Parquet or XLSX.
    out
        Where to; its ending says in which of these formats.
    text_column
        The column of the messages.
    brands
        brands.toml or a table of brands: adds ``brand``, a row per brand that
        a message names, empty where it names none.
    prefer
        ``accuracy`` or ``macro``, as in `brandscore.classify.predict.classify`.
    relabel
        Replace labels that the file brings along; otherwise a given label is
        kept and an empty one filled.
    keep_authors
        Write author names as they are, not as pseudonyms.
    models
        Folder of model files; those shipped if not given.
    model
        ``fast``, ``best`` or ``rules``, as `brandscore.classify.predict.classify` takes it.
    at_least
        Give no label where its probability is lower.
    correct
        Correct the brands' net sentiment for the classifier's errors, where it
        labelled at least 100 of a brand's messages.
    progress
        Called with the number of rows done since it was last called.

    Returns
    -------
    Outcome

    Raises
    ------
    DataError
        If the file, its labels or the brands cannot be used; nothing is
        written then.
    """
    if Path(out).exists() and Path(out).samefile(path):
        raise UsageError(f"{out} is the input; the result needs another name.")
    source = open_source(Path(path), (text_column,))
    column = _text_column(source, text_column)
    known = None if brands is None else read_brands(Path(brands))
    run = _Run(
        source,
        column,
        open_classifier(model, models=models),
        prefer,
        at_least=at_least,
        relabel=relabel,
        keep_authors=keep_authors,
        brands=known,
        correct=correct,
    )
    with open_sink(Path(out), run.columns, source, run.as_text) as write:
        for piece in source.pieces():
            write(run.piece(piece))
            progress(len(piece.rows))
        outcome = run.finish()
    return outcome
