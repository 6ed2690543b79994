"""Training: cross-validated figures first, then one model on all rows.

The tasks for which the messages carry labels are trained together: the first
stage scores each of them by itself, the second reads the scores of all. What
the second stage is fitted on, and all figures, come from first stages that had
not seen the message.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from brandscore.classify.corpus import Corpus
from brandscore.classify.cues import group_names, shipped_cues
from brandscore.classify.decision import decide, probabilities, threshold_offset
from brandscore.classify.evaluation.overlap import fingerprint
from brandscore.classify.features import Features, Ngrams, Words
from brandscore.classify.measure import measure, measure_ranking
from brandscore.classify.model import PREFERENCES, TextModel
from brandscore.classify.quantify import quantifier_parameters
from brandscore.classify.stacking import SECOND_STAGE, Stacking, fit_stacking, inputs_of
from brandscore.classify.tasks import TASK_NAMES
from brandscore.classify.vectorise import read_lengths, vectorise
from brandscore.classify.words import learn_words
from brandscore.text.normalise import duplicate_key

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

    from brandscore.classify.nblr import NBLogistic

__all__ = [
    "FOLDS",
    "Fitted",
    "codes_of",
    "facts_of",
    "features",
    "fit_offsets",
    "fit_together",
    "fold_numbers",
    "folds_of",
    "models_of",
    "train",
    "train_together",
]

FOLDS = 5
_NGRAMS = Ngrams(shortest=1, longest=5, bits=20)
#: Words and pairs are hashed to 2**bits columns, and count so many times as much as n-grams.
_WORD_BITS, _WORD_WEIGHT = 19, 2.0
#: What one count of a group of cues stands as beside n-grams of length 1.
_CUE_WEIGHT = 0.2
#: Groups that only keep shorter terms from being found.
_SHIELDS = frozenset({"block", "other_use"})
# Chosen by cross-validation (docs/classifiers.md).
_ESTIMATOR: dict[str, Any] = {"alpha": 0.02, "power": 0.5, "least_rows": 2}
_STRENGTH = {"sentiment": 6.0}
_STRENGTH_ELSE = 12.0

_OFFSETS = np.round(np.arange(-1.0, 2.0001, 0.05), 2)
_THRESHOLDS = np.round(np.arange(0.05, 0.951, 0.01), 2)


def features(texts: Sequence[str] = ()) -> Features:
    """Return what models read of a text: n-grams, words, and all groups of cues but those that only shield.

    Parameters
    ----------
    texts
        The training texts, from which the words are learned.
    """
    groups = [name for name in group_names() if name.split(".")[1] not in _SHIELDS]
    return Features(_NGRAMS, shipped_cues(_CUE_WEIGHT, groups), Words(learn_words(texts), _WORD_BITS, _WORD_WEIGHT))


def fold_numbers(texts: Sequence[str], seed: int) -> NDArray[np.intp]:
    """Return the fold of each text, 0 to 4; see `folds_of`."""
    keys = (f"{seed}\0{duplicate_key(text)}".encode() for text in texts)
    return np.array([int.from_bytes(hashlib.sha256(key).digest()[:8], "big") % FOLDS for key in keys], dtype=np.intp)


def folds_of(corpus: Corpus, seed: int) -> NDArray[np.intp]:
    """Return the fold of each message, 0 to 4.

    The fold is hashed from the seed and the message's duplicate key: copies of
    a message stand in one fold, and neither order nor company of a message
    moves it.
    """
    return fold_numbers(corpus.texts, seed)


def _settings(task: str, cues: int, seed: int) -> dict[str, Any]:
    """Return the settings of a task's estimator."""
    return {"C": _STRENGTH.get(task, _STRENGTH_ELSE), **_ESTIMATOR, "unscaled": cues, "random_state": seed}


def codes_of(corpus: Corpus) -> NDArray[np.intp]:
    """Return the number of the class of each message, among the classes that occur."""
    number = {name: k for k, name in enumerate(corpus.classes)}
    return np.array([number[label] for label in corpus.labels], dtype=np.intp)


@dataclass(frozen=True, slots=True)
class Fitted:
    """What training makes of one task.

    Parameters
    ----------
    corpus
        Its messages.
    codes, folds
        Number of the class, and fold, of each message.
    shares
        Probabilities of each message from both stages, neither of which had
        seen it.
    estimator
        The first stage, fitted to all messages.
    settings
        Of the estimator.
    features
        What it reads of a text.
    """

    corpus: Corpus
    codes: NDArray[np.intp]
    folds: NDArray[np.intp]
    shares: NDArray[np.float64]
    estimator: NBLogistic
    settings: dict[str, Any]
    features: Features


def _unseen_scores(
    matrix: csr_matrix,
    rows: NDArray[np.intp],
    codes: NDArray[np.intp],
    folds: NDArray[np.intp],
    settings: dict[str, Any],
) -> NDArray[np.float64]:
    """Return the scores of every text of the matrix from a first stage that has not seen its fold.

    Parameters
    ----------
    matrix, folds
        All texts.
    rows, codes
        Those that are labelled, and their classes.
    settings
        Of the estimator.
    """
    from brandscore.classify.nblr import NBLogistic

    classes = int(codes.max()) + 1
    scores = np.zeros((matrix.shape[0], 1 if classes == 2 else classes))
    for fold in range(FOLDS):
        held_out = np.flatnonzero(folds == fold)
        known = folds[rows] != fold
        if not len(held_out):
            continue
        there = np.unique(codes[known])
        if len(there) < 2 < classes or len(there) < 2:  # a fold that holds a whole class, in very small data
            continue
        model = NBLogistic(**settings).fit(matrix[rows[known]], codes[known])
        found = model.decision_function(matrix[held_out]).reshape(len(held_out), -1)
        if len(there) == classes:
            scores[held_out] = found
        elif len(there) > 2:
            scores[np.ix_(held_out, there)] = found
        else:
            scores[np.ix_(held_out, there)] = np.hstack([-found, found])
    return scores


def fit_together(corpora: Mapping[str, Corpus], seed: int) -> tuple[dict[str, Fitted], dict[str, Stacking]]:
    """Train the first stage of some tasks, and the second on what it says of messages it has not seen.

    Parameters
    ----------
    corpora
        Labelled messages by task; a message may stand in several.
    seed
        Seed of the folds and the solver.

    Returns
    -------
    fitted, stacking
        Both by task. The second stages have no digests of the first ones yet.
    """
    from brandscore.classify.nblr import NBLogistic

    tasks = [name for name in TASK_NAMES if name in corpora]
    texts = sorted({text for name in tasks for text in corpora[name].texts})
    place = {text: k for k, text in enumerate(texts)}
    wanted = features(texts)
    matrix = vectorise(texts, wanted)
    folds = fold_numbers(texts, seed)
    rows = {t: np.array([place[text] for text in corpora[t].texts], dtype=np.intp) for t in tasks}
    codes = {t: codes_of(corpora[t]) for t in tasks}
    settings = {t: _settings(t, len(wanted.cues.groups), seed) for t in tasks}
    scores = np.hstack([_unseen_scores(matrix, rows[t], codes[t], folds, settings[t]) for t in tasks])
    inputs = inputs_of(scores, read_lengths(texts, wanted))
    fitted, second = {}, {}
    for task in tasks:
        mine, labels = inputs[rows[task]], codes[task]
        in_fold = folds[rows[task]]
        shares = np.zeros((len(labels), len(corpora[task].classes)))
        for fold in np.unique(in_fold):
            held_out = in_fold == fold
            there = np.unique(labels[~held_out])
            if len(there) < 2:
                shares[np.ix_(held_out, there)] = 1.0
                continue
            stage = fit_stacking(mine[~held_out], np.searchsorted(there, labels[~held_out]), tasks)
            shares[np.ix_(held_out, there)] = probabilities(stage.scores(mine[held_out]), SECOND_STAGE)
        estimator = NBLogistic(**settings[task]).fit(matrix[rows[task]], labels)
        fitted[task] = Fitted(corpora[task], labels, in_fold, shares, estimator, settings[task], wanted)
        second[task] = fit_stacking(mine, labels, tasks)
    return fitted, second


def _expected_f1(aims: NDArray[np.float64], picked: NDArray[np.intp]) -> NDArray[np.float64]:
    """Return the F1 of each class where each message is of it with such a probability."""
    classes = aims.shape[1]
    both = np.bincount(picked, weights=aims[np.arange(len(aims)), picked], minlength=classes)
    sizes = aims.sum(axis=0) + np.bincount(picked, minlength=classes)
    reached: NDArray[np.float64] = 2 * both / np.maximum(sizes, 1e-12)
    return reached


def fit_offsets(codes: NDArray[np.intp], shares: NDArray[np.float64], prefer: str) -> tuple[float, ...]:
    """Return what to add to the log-probabilities before the largest is picked.

    With two classes, both preferences take the threshold that gives class 1
    its best F1: where one message in sixteen is labelled 1, accuracy alone
    would hardly ever say 1. With more classes, ``accuracy`` adds nothing and
    ``macro`` climbs, one class after the other, to the best mean F1; the most
    frequent class stays at 0.

    The F1 is the one expected where a message's class is half its label, half
    as probable as the shares say. Labels alone make the best threshold of a
    rare class a matter of a few messages.

    Parameters
    ----------
    codes
        True class of each message.
    shares
        Probabilities of models that have not seen the message.
    prefer
        ``accuracy`` or ``macro``.
    """
    classes = shares.shape[1]
    aims = shares / 2
    aims[np.arange(len(codes)), codes] += 0.5
    if classes == 2:
        scores = [_expected_f1(aims, (shares[:, 1] > t).astype(np.intp))[1] for t in _THRESHOLDS]
        return threshold_offset(float(_THRESHOLDS[int(np.argmax(scores))]))
    offsets = np.zeros(classes)
    if prefer == "macro":
        anchor = int(np.bincount(codes, minlength=classes).argmax())
        best = _expected_f1(aims, decide(shares)).mean()
        for _ in range(5):
            before = best
            for k in range(classes):
                if k == anchor:
                    continue
                for value in _OFFSETS:
                    trial = offsets.copy()
                    trial[k] = value
                    score = _expected_f1(aims, decide(shares, trial)).mean()
                    if score > best + 1e-9:
                        best, offsets = score, trial
            if best == before:
                break
    return tuple(float(value) for value in offsets)


def _figures(
    codes: NDArray[np.intp],
    shares: NDArray[np.float64],
    folds: NDArray[np.intp],
    classes: tuple[str, ...],
    seed: int,
) -> dict[str, Any]:
    """Return cross-validated figures; offsets are fitted without the fold they are measured on."""
    figures: dict[str, Any] = {"folds": FOLDS, "rows": len(codes)}
    for prefer in PREFERENCES:
        picked = np.zeros(len(codes), dtype=np.intp)
        for fold in np.unique(folds):
            held_out = folds == fold
            offsets = fit_offsets(codes[~held_out], shares[~held_out], prefer)
            picked[held_out] = decide(shares[held_out], offsets)
        figures[prefer] = measure(codes, picked, classes, seed)
        if len(classes) == 2:
            figures["macro"] = figures[prefer]
            figures["half"] = measure(codes, decide(shares), classes, seed)
            figures["average_precision"] = measure_ranking(codes == 1, shares[:, 1], seed)
            break
    return figures


def facts_of(
    corpus: Corpus,
    codes: NDArray[np.intp],
    shares: NDArray[np.float64],
    folds: NDArray[np.intp],
    settings: Mapping[str, Any],
    seed: int,
) -> dict[str, Any]:
    """Return what a model keeps of its training: settings, data, cross-validated figures, messages seen."""
    return {
        "estimator": dict(settings),
        "seed": seed,
        "training": {
            "rows": len(codes),
            "sha256": corpus.sha256,
            "by_class": {name: int((codes == k).sum()) for k, name in enumerate(corpus.classes)},
        },
        "cross_validated": _figures(codes, shares, folds, corpus.classes, seed),
        "seen": fingerprint(corpus.texts),
    }


def train_together(
    corpora: Mapping[str, Corpus], seed: int = 0, details: Mapping[str, Any] | None = None
) -> dict[str, TextModel]:
    """Train the models of some tasks on all rows; their details hold the cross-validated figures.

    Parameters
    ----------
    corpora
        The labelled texts by task.
    seed
        Seed of the folds, the solver and the intervals. The same corpora and
        seed give the same models, bit for bit.
    details
        Further facts to keep in the models (origin, licence).

    Returns
    -------
    dict
        The models by task. Each uses the scores of all, so they belong into
        one folder.
    """
    return models_of(*fit_together(corpora, seed), seed, details)


def models_of(
    fitted: Mapping[str, Fitted],
    second: Mapping[str, Stacking],
    seed: int = 0,
    details: Mapping[str, Any] | None = None,
) -> dict[str, TextModel]:
    """Return the models of what `fit_together` fitted; see `train_together`."""
    models = {task: _model(one, seed, details or {}) for task, one in fitted.items()}
    beside = {task: model.heads for task, model in models.items()}
    return {task: replace(model, stacking=replace(second[task], beside=beside)) for task, model in models.items()}


def _model(one: Fitted, seed: int, details: Mapping[str, Any]) -> TextModel:
    corpus, codes, shares = one.corpus, one.codes, one.shares
    return TextModel.of(
        one.features,
        one.estimator.coef_,
        task=corpus.task.name,
        classes=corpus.classes,
        bias=one.estimator.intercept_,
        offsets={prefer: fit_offsets(codes, shares, prefer) for prefer in PREFERENCES},
        details={
            **details,
            **facts_of(corpus, codes, shares, one.folds, one.settings, seed),
            **({"quantifier": quantifier_parameters(codes, shares, corpus.classes)} if not corpus.task.binary else {}),
        },
    )


def train(corpus: Corpus, seed: int = 0, details: Mapping[str, Any] | None = None) -> TextModel:
    """Train the model of one task by itself; see `train_together`."""
    return train_together({corpus.task.name: corpus}, seed, details)[corpus.task.name]
