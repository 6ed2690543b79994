"""Labels for the rows of a table of mentions that arrive without them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import ibis

from brandscore.classify.predict import Classifier, Labels
from brandscore.classify.quantify import quantifier_of, sentiment_bins
from brandscore.classify.tasks import TASK_NAMES, TASKS

if TYPE_CHECKING:
    import pyarrow as pa
    from ibis.expr.types import Table as Expr

    from brandscore.classify.quantify import BinnedLikelihood
    from brandscore.engine.session import Session
    from brandscore.ledger import Ledger
from brandscore.progress import track

__all__ = ["label_mentions"]

#: Names of the tables that are left in the session.
_KEPT = "mentions_labelled"
_FOUND = "mentions_found_labels"
#: Column of the bins there.
_BIN = "found_bin"

_BATCH = 20_000


def label_mentions(session: Session, mentions: Expr, ledger: Ledger, models: Path | None = None) -> Expr:
    """Fill the labels that mentions lack, from their texts.

    Each label stands for itself: one that is given is kept, one that is null
    is filled where the row has a text. A promo message has no intention and no
    advocacy, so a row with either given is not promo, and a row that is promo
    gets neither. Rows by the brand's own admin need no labels and get none.
    Each distinct text is read once. If nothing is missing, no text is read and
    no model loaded.

    Parameters
    ----------
    session
        Holds the mentions; gets the tables of the labels.
    mentions
        With ``text``, ``by_brand``, ``sentiment``, ``intention``,
        ``advocacy``, ``promo``.
    ledger
        Gets a line with the numbers of messages, of distinct texts, and of
        messages found to be promo.
    models
        Folder of model files; those shipped if not given.

    Returns
    -------
    ibis.expr.types.Table
        The mentions, labels filled, with ``classified`` (int8): 1 where the
        sentiment is the classifier's, and, where something was read,
        ``sentiment_bin`` (int16): there the bin of its probabilities, null if
        the model has none (see `brandscore.classify.quantify`).

    Raises
    ------
    brandscore.classify.model.ModelError
        If a model is needed and cannot be used.
    """
    incomplete = _incomplete(mentions)
    texts = mentions.filter(incomplete).select("text").distinct()
    if not session.rows(texts.limit(1)):
        return mentions.mutate(classified=ibis.literal(0, "int8"))
    found = _read(session, texts, models)
    kept = session.keep(_KEPT, _filled(mentions, incomplete, found))
    count = session.rows(
        kept.aggregate(messages=kept.filled__.sum(), promo=kept.filled_promo__.sum()).mutate(texts=_count(found))
    )[0]
    messages = int(count["messages"] or 0)
    if messages:
        ledger.add(
            "mentions",
            "classified",
            f"{messages:,} messages lacked labels and got them from the classifiers, which read "
            f"{count['texts']:,} different texts; {int(count['promo'] or 0):,} of the messages are promo, not a "
            "consumer's voice, and leave sentiment, intention and advocacy",
            rows=messages,
        )
    return kept.drop("filled__", "filled_promo__")


def _incomplete(mentions: Expr) -> Any:
    """Return the condition that a row has a text and lacks a label."""
    lacking = ibis.or_(*(mentions[name].isnull() for name in TASK_NAMES))
    return lacking & mentions.text.notnull() & (mentions.by_brand.fill_null(0) != 1)


def _count(found: Expr) -> Any:
    return found.filter(found.found_sentiment.notnull()).count().as_scalar()


def _read(session: Session, texts: Expr, models: Path | None) -> Expr:
    """Classify the texts batch by batch and return them with their labels as a table."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    classifier = Classifier(TASK_NAMES, models)
    schema = pa.schema(
        [
            ("found_text", pa.string()),
            *((f"found_{t.name}", pa.int8() if t.binary else pa.string()) for t in TASKS),
            (_BIN, pa.int16()),
        ]
    )
    quantifier = quantifier_of(classifier.details("sentiment"))
    # By way of a file: the engine cannot take a table in while it hands one out.
    path = session.folder / f"{_FOUND}.parquet"
    with pq.ParquetWriter(path, schema) as writer:
        batches = track(
            session.batches(texts, _BATCH),
            "labelling different texts",
            lambda: int(session.rows(texts.aggregate(n=texts.count()))[0]["n"]),
            lambda batch: int(batch.num_rows),
        )
        for batch in batches:
            labels = classifier.label(batch.column(0).to_pylist())
            writer.write_batch(_labelled(batch.column(0), labels, schema, quantifier))
    with pq.ParquetFile(path) as file:
        found = session.stage(_FOUND, pa.RecordBatchReader.from_batches(schema, file.iter_batches()))
    path.unlink()
    return found


def _labelled(
    texts: pa.Array, labels: Labels, schema: pa.Schema, quantifier: BinnedLikelihood | None
) -> pa.RecordBatch:
    import pyarrow as pa

    columns = [texts]
    for task in labels.tasks:
        codes = labels.codes[task.name]
        if task.binary:
            columns.append(pa.array(codes, mask=codes < 0, type=pa.int8()))
        else:
            columns.append(pa.array([task.classes[k] if k >= 0 else None for k in codes], type=pa.string()))
    blank = labels.codes["sentiment"] < 0
    if quantifier is None:
        columns.append(pa.nulls(len(blank), pa.int16()))
    else:
        bins = sentiment_bins(quantifier, labels.shares["sentiment"])
        columns.append(pa.array(bins, mask=blank, type=pa.int16()))
    return pa.record_batch(columns, schema=schema)


def _filled(mentions: Expr, incomplete: Any, found: Expr) -> Expr:
    """Return the mentions with their labels filled, and what was filled."""
    marked = mentions.mutate(incomplete__=incomplete)
    both = marked.left_join(
        found.select("found_text", *(f"found_{name}" for name in TASK_NAMES), _BIN), marked.text == found.found_text
    )
    usable = both.incomplete__ & both.found_sentiment.notnull()
    wished = (both.intention.fill_null(0) == 1) | (both.advocacy.fill_null(0) == 1)
    promo = ibis.coalesce(both.promo, wished.ifelse(ibis.literal(0, "int8"), both.found_promo))
    consumer = (promo != 1).cast("int8")
    fill = {
        "sentiment": ibis.coalesce(both.sentiment, both.found_sentiment),
        "intention": ibis.coalesce(both.intention, (both.found_intention * consumer).cast("int8")),
        "advocacy": ibis.coalesce(both.advocacy, (both.found_advocacy * consumer).cast("int8")),
        "promo": promo,
    }
    classified = usable & both.sentiment.isnull()
    return both.mutate(
        **{name: usable.ifelse(value, both[name]) for name, value in fill.items()},
        classified=classified.cast("int8"),
        sentiment_bin=classified.ifelse(both[_BIN], None),
        filled__=usable.cast("int64"),
        filled_promo__=(usable & both.promo.isnull() & (promo == 1)).cast("int64"),
    ).select(*mentions.columns, "classified", "sentiment_bin", "filled__", "filled_promo__")
