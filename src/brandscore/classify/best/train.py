"""Training of the best path: each reader cross-validated, the mix fitted on what they say of unseen messages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

import numpy as np

from brandscore.classify.best.encoder import encoder
from brandscore.classify.best.model import BestModel, Linear, Spaces
from brandscore.classify.best.network import Network, Settings, fit
from brandscore.classify.best.readers import fit_mix, linear_logs, network_logs
from brandscore.classify.best.reading import Reading, counted, read
from brandscore.classify.best.tokens import cut
from brandscore.classify.best.vectors import learn
from brandscore.classify.corpus import Corpus
from brandscore.classify.cues import shipped_cues
from brandscore.classify.features import Features, Ngrams
from brandscore.classify.model import PREFERENCES
from brandscore.classify.train import codes_of, facts_of, fit_offsets, folds_of

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

__all__ = ["ESTIMATOR", "learn_spaces", "train_all_best", "train_best"]

NGRAMS = Ngrams(shortest=1, longest=6, bits=21)
#: Runs of up to this many words, hashed to 2**bits columns.
LONGEST, BITS = 3, 19
#: Columns that stand in fewer messages are left out.
LEAST = 5
CUE_WEIGHT = 0.2
ESTIMATOR: dict[str, Any] = {"C": 5.0, "alpha": 1.0}
NETWORK = Settings()
NETWORKS = 2
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


def _fit_linear(matrix: csr_matrix, codes: NDArray[np.intp], features: Features, seed: int) -> Linear:
    from brandscore.classify.nblr import NBLogistic

    often = np.bincount(matrix.indices, minlength=matrix.shape[1])
    columns = np.flatnonzero(often >= LEAST)
    estimator = NBLogistic(**ESTIMATOR, random_state=seed).fit(matrix[:, columns], codes)
    weighs = estimator.coef_.any(axis=0)
    return Linear(
        features,
        LONGEST,
        BITS,
        columns[weighs].astype(np.int32),
        np.ascontiguousarray(estimator.coef_[:, weighs]),
        estimator.intercept_,
    )


def _fit_networks(inputs: NDArray[np.float32], codes: NDArray[np.intp], classes: int, seed: int) -> tuple[Network, ...]:
    return tuple(fit(inputs, codes, classes, seed * NETWORKS + k, NETWORK) for k in range(NETWORKS))


def _one_thread() -> AbstractContextManager[Any]:
    """Keep sums in one order: several threads would share them out by their number, and the last bits would differ."""
    from threadpoolctl import threadpool_limits

    limits: AbstractContextManager[Any] = threadpool_limits(1)
    return limits


def train_best(
    corpus: Corpus,
    seed: int = 0,
    details: Mapping[str, Any] | None = None,
    spaces: Spaces | None = None,
    reading: Reading | None = None,
) -> tuple[BestModel, Spaces]:
    """Train a model of the best path on all rows of a corpus.

    Parameters
    ----------
    corpus
        The labelled texts.
    seed
        Seed of the folds, the solvers and the intervals. The same corpus and
        seed give the same model on the same machine.
    details
        Further facts to keep in the model.
    spaces
        Vectors to read with; learned from the corpus's texts if not given. The
        cross-validated figures learn their own, without the held-out messages.
    reading
        What `brandscore.classify.best.reading.read` made of the texts, if it
        has been done before.

    Returns
    -------
    model, spaces
        The model, and the vectors it reads with.

    Raises
    ------
    brandscore.classify.best.encoder.MissingExtraError
        If ``brandscore[best]`` is not installed.
    """
    with _one_thread():
        return _train(corpus, seed, details or {}, spaces, reading)


def _train(
    corpus: Corpus, seed: int, details: Mapping[str, Any], spaces: Spaces | None, reading: Reading | None
) -> tuple[BestModel, Spaces]:
    classes = corpus.classes
    codes = codes_of(corpus)
    features = Features(NGRAMS, shipped_cues(CUE_WEIGHT))
    reading = read(corpus.texts) if reading is None else reading
    matrix = counted(corpus.texts, reading.words, features, LONGEST, BITS)
    folds = folds_of(corpus, seed)
    linear_said, networks_said = (np.full((len(codes), len(classes)), -np.log(len(classes))) for _ in range(2))
    for fold in np.unique(folds):
        held_out, others = np.flatnonzero(folds == fold), np.flatnonzero(folds != fold)
        if len(np.unique(codes[others])) < len(classes):
            continue  # a fold that holds a whole class, in very small data
        linear = _fit_linear(matrix[others], codes[others], features, seed)
        linear_said[held_out] = linear_logs(linear, matrix[held_out])
        inputs = reading.inputs(learn_spaces(reading.words, reading.pieces, others, seed), matrix, features)
        networks = _fit_networks(inputs[others], codes[others], len(classes), seed)
        networks_said[held_out] = network_logs(networks, inputs[held_out])
    shares = np.empty_like(linear_said)
    for fold in np.unique(folds):
        held_out = folds == fold
        others = ~held_out if not held_out.all() else held_out
        mix = fit_mix(linear_said[others], networks_said[others], codes[others])
        shares[held_out] = mix(linear_said[held_out], networks_said[held_out])
    known = learn_spaces(reading.words, reading.pieces, seed=seed) if spaces is None else spaces
    model = BestModel(
        task=corpus.task.name,
        classes=classes,
        linear=_fit_linear(matrix, codes, features, seed),
        networks=_fit_networks(reading.inputs(known, matrix, features), codes, len(classes), seed),
        mix=fit_mix(linear_said, networks_said, codes),
        spaces=known.sha256,
        encoder=encoder().sha256,
        offsets={prefer: fit_offsets(codes, shares, prefer) for prefer in PREFERENCES},
        details={
            **details,
            **facts_of(corpus, codes, shares, folds, {**ESTIMATOR, "random_state": seed}, seed),
        },
    )
    return model, known


def train_all_best(
    corpora: Mapping[str, Corpus], seed: int = 0, details: Mapping[str, Any] | None = None
) -> tuple[dict[str, BestModel], Spaces]:
    """Train the models of some tasks, which share the vectors; see `train_best`.

    The vectors are learned from the texts of the first corpus and those of the
    others that it does not hold.
    """
    texts: list[str] = []
    for corpus in corpora.values():
        known = set(texts)
        texts += [text for text in corpus.texts if text not in known]
    pieces = [ids.tolist() for ids in encoder().pieces(texts)]
    models: dict[str, BestModel] = {}
    last: tuple[tuple[str, ...], Reading] | None = None
    with _one_thread():
        spaces = learn_spaces(cut(texts), pieces, seed=seed)
        for task, corpus in corpora.items():
            if last is None or last[0] != corpus.texts:  # the same texts are read once
                last = corpus.texts, read(corpus.texts)
            models[task] = train_best(corpus, seed, details, spaces, last[1])[0]
    return models, spaces
