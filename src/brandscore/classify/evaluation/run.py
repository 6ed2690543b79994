"""Measuring a model on labelled texts: everything that a card tells, as one value."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from brandscore.classify.corpus import Corpus, read_corpora, read_corpus
from brandscore.classify.evaluation.calibration import calibration
from brandscore.classify.evaluation.failures import FAILURES
from brandscore.classify.evaluation.figures import rejection, scores
from brandscore.classify.evaluation.overlap import overlap, share_of_known_messages
from brandscore.classify.evaluation.predictions import Predictions, Reader, of_model, out_of_fold
from brandscore.classify.evaluation.strata import FORMS, LENGTHS, NO_TOPIC, TOPICS, Kind, masks
from brandscore.classify.measure import measure_ranking
from brandscore.classify.tasks import Task
from brandscore.files import sha256_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["evaluate", "flat", "measured"]

#: Messages of a kind below which it is not measured apart.
_LEAST = 30


def measured(corpus: Corpus, predictions: Predictions, seed: int = 0) -> dict[str, Any]:
    """Return every figure of predictions for a corpus.

    Parameters
    ----------
    corpus
        The labelled texts.
    predictions
        What was said of them, in their order.
    seed
        Seed of the intervals.

    Returns
    -------
    dict
        What `brandscore.classify.evaluation.figures.scores` returns, and
        ``always``: the accuracy of always saying the most frequent class;
        ``average_precision`` of a 0/1 task; ``calibration``; ``rejection``;
        ``by_length``, ``by_topic``, ``by_form``: figures of kinds of messages.
    """
    truth, picked = predictions.truth, predictions.picked
    found = scores(truth, picked, predictions.classes, seed)
    found["always"] = round(float(np.bincount(truth).max() / len(truth)), 6)
    if corpus.task.binary:
        found["average_precision"] = measure_ranking(truth == 1, predictions.shares[:, 1], seed)
    found["calibration"] = calibration(predictions, seed)
    found["rejection"] = rejection(predictions, seed)
    for name, kinds in (("by_length", LENGTHS), ("by_topic", (*TOPICS, NO_TOPIC)), ("by_form", FORMS)):
        found[name] = _by_kind(kinds, corpus.texts, predictions, seed)
    return found


def _by_kind(kinds: Sequence[Kind], texts: Sequence[str], predictions: Predictions, seed: int) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for (name, has), kind in zip(masks(kinds, texts).items(), kinds, strict=True):
        row: dict[str, Any] = {"kind": name, "about": kind.about, "rows": int(has.sum())}
        if row["rows"] >= _LEAST:
            row |= _of_kind(has, predictions, seed)
        rows.append(row)
    return rows


def _of_kind(has: NDArray[np.bool_], predictions: Predictions, seed: int) -> dict[str, Any]:
    found = scores(predictions.truth[has], predictions.picked[has], predictions.classes, seed)
    shares = np.bincount(predictions.truth[has], minlength=len(predictions.classes)) / has.sum()
    row = {
        "shares": {name: round(float(shares[k]), 6) for k, name in enumerate(predictions.classes)},
        "accuracy": found["accuracy"],
        "macro_f1": found["macro_f1"],
    }
    if len(predictions.classes) == 2 and "1" in found["by_class"]:
        row["f1"] = found["by_class"]["1"]["f1"]
    return row


def _preferences(said: dict[str, Predictions], seed: int) -> dict[str, Any]:
    """Return accuracy, macro-F1 and the F1 of each class for each way of picking a label."""
    found = {}
    for prefer, predictions in said.items():
        all_figures = scores(predictions.truth, predictions.picked, predictions.classes, seed)
        found[prefer] = {
            "accuracy": all_figures["accuracy"],
            "macro_f1": all_figures["macro_f1"],
            "f1": {name: row["f1"] for name, row in all_figures["by_class"].items()},
        }
    return found


def _failures(reader: Reader, prefer: str) -> list[dict[str, Any]]:
    """Return the declared kinds of failures with what the model says of their examples now."""
    task = reader.task
    kinds = FAILURES[task.name]
    texts = [text for kind in kinds for text, _ in kind.examples]
    picked, shares = reader.label(texts, prefer)
    said = iter(zip(picked, shares, strict=True))
    found = []
    for kind in kinds:
        examples = []
        for text, label in kind.examples:
            code, share = next(said)
            answer = task.classes[code]
            examples.append(
                {
                    "text": text,
                    "label": label,
                    "said": answer,
                    "probability": round(float(share[code]), 4),
                    "right": answer == label,
                }
            )
        found.append({"kind": kind.name, "examples": examples})
    return found


def flat(found: Mapping[str, Any]) -> dict[str, Any]:
    """Return the figures as ``name``, ``name_low`` and ``name_high`` beside each other, as in the result tables.

    What is asked for most stands at the top: ``f1`` of label 1, ``ece`` and
    ``brier``.

    Examples
    --------
    >>> flat({"accuracy": {"value": 0.7, "low": 0.6, "high": 0.8}, "rows": 80})
    {'accuracy': 0.7, 'accuracy_low': 0.6, 'accuracy_high': 0.8, 'rows': 80}
    """
    top = dict(found)
    if len(top.get("classes", ())) == 2 and "1" in top["by_class"]:
        top["f1"] = top["by_class"]["1"]["f1"]
    top |= {name: top["calibration"][name] for name in ("ece", "brier") if "calibration" in top}
    flattened = _flat(top)
    assert isinstance(flattened, dict)
    return flattened


def _flat(value: Any) -> Any:
    if isinstance(value, list):
        return [_flat(item) for item in value]
    if not isinstance(value, Mapping):
        return value
    found: dict[str, Any] = {}
    for name, item in value.items():
        if isinstance(item, Mapping) and set(item) == {"value", "low", "high"}:
            found |= {name: item["value"], f"{name}_low": item["low"], f"{name}_high": item["high"]}
        else:
            found[name] = _flat(item)
    return found


def evaluate(
    task: Task,
    paths: Sequence[Path],
    *,
    models: Path | None = None,
    model: str = "fast",
    prefer: str = "accuracy",
    cross_validate: bool = False,
    seed: int = 0,
    progress: Callable[[str], None] | None = None,
) -> dict[str, Any]:
    """Measure a model of a task on labelled texts.

    Parameters
    ----------
    task
        The task.
    paths
        JSONL or CSV with ``text`` and the task's column; files with ``id`` and
        one of them are joined.
    models
        Folder of the models; those shipped if None.
    model
        ``fast`` or ``best``.
    prefer
        ``accuracy`` or ``macro``.
    cross_validate
        Measure the way of training instead of the model as it stands: five
        models, each trained without the fifth that it is measured on. The
        model still says what it makes of the examples of failures.
    seed
        Seed of the folds and the intervals.
    progress
        Is told what is being done.

    Returns
    -------
    dict
        The figures of `measured`; ``task``, ``how`` (``model`` or
        ``cross-validation``), ``prefer``, ``files`` (name and sha256),
        ``left_out``, ``public_share`` (share of the messages that are of the
        public train split), ``model`` (name, sha256, details), ``overlap``
        (``rows`` that the model was trained on, ``same``), ``failures``, and
        of sentiment ``preferences``: the main figures of each.

    Raises
    ------
    brandscore.errors.DataError
        If the files cannot be used; every problem is told.
    brandscore.classify.model.ModelError
        If the model cannot be used.
    """
    tell = progress or (lambda text: None)
    reader = Reader(task, models, model)
    corpus = read_corpus(task, paths, for_training=cross_validate)
    seen = overlap(corpus, reader.details)
    tell(f"{len(corpus.texts):,} messages, {corpus.left_out:,} rows without text or label left out")
    if cross_validate:
        tell("training five models, each on four fifths of the messages …")
        # Labels of other tasks in the files are learned along, as `brandscore train all` does.
        said = out_of_fold({**read_corpora(paths), task.name: corpus}, task.name, seed)
    else:
        said = of_model(corpus, reader)
    predictions = said[prefer]
    return {
        "task": task.name,
        "how": "cross-validation" if cross_validate else "model",
        "prefer": prefer,
        "seed": seed,
        "files": [{"name": Path(p).name, "sha256": sha256_of(Path(p))} for p in paths],
        "left_out": corpus.left_out,
        "public_share": round(share_of_known_messages(corpus.texts), 6),
        "classes": list(predictions.classes),
        **measured(corpus, predictions, seed),
        "preferences": _preferences(said, seed) if not task.binary else {},
        "overlap": {"rows": seen.rows, "same": seen.same},
        "failures": _failures(reader, prefer),
        "model": {
            "name": reader.path.name,
            "kind": model,
            "sha256": sha256_of(reader.path),
            **{name: reader.details.get(name) for name in ("origin", "licence", "training", "seed")},
        },
    }
