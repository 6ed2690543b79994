"""Training of the best path: the fast models and the networks cross-validated, the mix fitted on what both say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

import numpy as np

from brandscore.classify.best.encoder import encoder
from brandscore.classify.best.model import BestModel, Head, Spaces
from brandscore.classify.best.network import Network, Settings, fit
from brandscore.classify.best.readers import fit_mix, logs_of, network_logs
from brandscore.classify.best.reading import read
from brandscore.classify.best.vectors import learn
from brandscore.classify.corpus import Corpus
from brandscore.classify.model import PREFERENCES, TextModel
from brandscore.classify.train import Fitted, facts_of, fit_offsets, fit_together, fold_numbers, models_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["learn_spaces", "train_best"]

NETWORK = Settings()
NETWORKS = 4
#: Numbers per word and per word piece, and how often each must occur.
WORDS, PIECES = (300, 2), (150, 3)


def learn_spaces(
    words: Sequence[Sequence[str]], pieces: Sequence[Sequence[int]], rows: Iterable[int] | None = None, seed: int = 0
) -> Spaces:
    """Learn the vectors of words and word pieces from some texts; no label is looked at.

    Parameters
    ----------
    words, pieces
        Of each text.
    rows
        Numbers of the texts to learn from; all if not given.
    seed
        Seed of the decompositions.
    """
    picked = list(range(len(words)) if rows is None else rows)
    return Spaces(learn([words[i] for i in picked], *WORDS, seed), learn([pieces[i] for i in picked], *PIECES, seed))


def _one_thread() -> AbstractContextManager[Any]:
    """Sums in one order, so that the same data gives the same bytes; the arrays are too small for more threads."""
    from threadpoolctl import threadpool_limits

    limits: AbstractContextManager[Any] = threadpool_limits(1)
    return limits


def _fit_networks(
    inputs: NDArray[np.float32], codes: NDArray[np.intp], sizes: Sequence[int], seed: int
) -> tuple[Network, ...]:
    return tuple(fit(inputs, codes, sizes, seed * NETWORKS + i, NETWORK) for i in range(NETWORKS))


def train_best(
    corpora: Mapping[str, Corpus], seed: int = 0, details: Mapping[str, Any] | None = None
) -> tuple[dict[str, TextModel], BestModel]:
    """Train the fast models of some tasks, and what the best path sets beside them, on all rows.

    Parameters
    ----------
    corpora
        The labelled texts by task.
    seed
        Seed of the folds, the solvers and the intervals. The same corpora and
        seed give the same models on the same machine.
    details
        Further facts to keep in the models.

    Returns
    -------
    fast, best
        The fast models by task, as `brandscore.classify.train.train_together`
        returns them, and what goes with them. The cross-validated figures
        learn vectors of their own, without the held-out messages.

    Raises
    ------
    brandscore.classify.best.encoder.MissingExtraError
        If ``brandscore[best]`` is not installed.
    """
    known = encoder()
    fitted, second = fit_together(corpora, seed)
    fast = models_of(fitted, second, seed, details)
    tasks = list(fitted)
    sizes = [len(fitted[task].corpus.classes) for task in tasks]
    texts = sorted({text for corpus in corpora.values() for text in corpus.texts})
    place = {text: k for k, text in enumerate(texts)}
    rows = {t: np.array([place[text] for text in fitted[t].corpus.texts], dtype=np.intp) for t in tasks}
    codes = np.full((len(texts), len(tasks)), -1, dtype=np.intp)
    for column, task in enumerate(tasks):
        codes[rows[task], column] = fitted[task].codes
    folds = fold_numbers(texts, seed)
    with _one_thread():
        reading = read(texts, fitted[tasks[0]].features)
        said = [np.full((len(texts), size), -np.log(size)) for size in sizes]
        for fold in np.unique(folds):
            held_out, others = np.flatnonzero(folds == fold), np.flatnonzero(folds != fold)
            if not len(others):
                continue
            inputs = reading.inputs(learn_spaces(reading.words, reading.pieces, others, seed))
            networks = _fit_networks(inputs[others], codes[others], sizes, seed)
            for table, logs in zip(said, network_logs(networks, inputs[held_out], sizes), strict=True):
                table[held_out] = logs
        spaces = learn_spaces(reading.words, reading.pieces, seed=seed)
        networks = _fit_networks(reading.inputs(spaces), codes, sizes, seed)
    heads = {
        task: _head(fitted[task], said[column][rows[task]], fast[task], seed, details or {})
        for column, task in enumerate(tasks)
    }
    return fast, BestModel(spaces, networks, known.sha256, heads)


def _head(
    one: Fitted, network_said: NDArray[np.float64], fast: TextModel, seed: int, details: Mapping[str, Any]
) -> Head:
    """Return what a task makes of both readers, from what they said of messages that they had not seen."""
    codes, fast_said = one.codes, logs_of(one.shares)
    shares = np.empty_like(fast_said)
    for fold in np.unique(one.folds):
        held_out = one.folds == fold
        others = ~held_out if not held_out.all() else held_out
        mix = fit_mix(fast_said[others], network_said[others], codes[others])
        shares[held_out] = mix(fast_said[held_out], network_said[held_out])
    return Head(
        task=fast.task,
        classes=one.corpus.classes,
        mix=fit_mix(fast_said, network_said, codes),
        fast=fast.digest,
        offsets={prefer: fit_offsets(codes, shares, prefer) for prefer in PREFERENCES},
        details={**details, **facts_of(one.corpus, codes, shares, one.folds, {"networks": NETWORKS}, seed)},
    )
