"""Texts as a matrix: hashed character n-grams and counted cues, the same for training and for every task.

The n-grams are those of whole words: a text is padded with a space on each
side, and a space may stand only at the edge of an n-gram, never inside one and
never alone. Nothing is learned here, and there is no vocabulary.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from brandscore.classify.features import Cues, Features, Ngrams

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

__all__ = ["Cues", "Features", "Ngrams", "batches", "read_lengths", "vectorise"]

#: Texts, and characters of them, that are vectorised at once.
_BATCH_TEXTS = 2_000
_BATCH_CHARACTERS = 400_000


def vectorise(texts: Sequence[str], features: Features | Ngrams) -> csr_matrix:
    """Return the matrix that every task reads.

    Parameters
    ----------
    texts
        Messages as they are; they are normalised here.
    features
        What to read of them.

    Returns
    -------
    scipy.sparse.csr_matrix
        A row per text, ``features.columns`` columns, float32. First the
        n-grams: 1 + log(count) of each, together of length 1. Then the cues:
        their weight times 1 + log(count). A text with neither is a row of
        zeros.

    Examples
    --------
    >>> matrix = vectorise(["ดี", "ดีดีดี"], Ngrams(1, 3))
    >>> matrix.shape, float(round(matrix.power(2).sum(), 5))
    ((2, 262144), 2.0)
    """
    from scipy.sparse import csr_matrix, vstack

    wanted = Features(features) if isinstance(features, Ngrams) else features
    parts = [_matrix(batch, wanted) for batch in batches(texts)]
    if not parts:
        return csr_matrix((0, wanted.columns), dtype=np.float32)
    return parts[0] if len(parts) == 1 else vstack(parts, format="csr")


def _matrix(texts: Sequence[str], features: Features) -> csr_matrix:
    from scipy.sparse import csr_matrix, hstack

    from brandscore.classify.kernel import count_rows
    from brandscore.text.compiled import normalise_all

    codes = normalise_all(texts)
    shape = (len(texts), features.ngrams.columns)
    matrix = csr_matrix(count_rows(codes, features.ngrams), shape=shape)
    matrix.sort_indices()
    if not features.cues.groups:
        return matrix
    from brandscore.classify.cues import cue_values

    values = cue_values(codes, features)
    return hstack([matrix, csr_matrix(values.astype(np.float32))], format="csr")


def read_lengths(texts: Sequence[str], features: Features) -> NDArray[np.int64]:
    """Return how many characters of each text are read: those of its normalised form, as far as it is read."""
    from brandscore.text.compiled import normalise_all

    parts = [normalise_all(batch) for batch in batches(texts)]
    lengths = [np.minimum(codes.ends - codes.begins, features.ngrams.longest_text) for codes in parts]
    return np.concatenate(lengths) if lengths else np.zeros(0, dtype=np.int64)


def batches(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield texts in parts small enough to be read in bounded memory.

    Examples
    --------
    >>> [len(part) for part in batches(["a"] * 4_500)]
    [2000, 2000, 500]
    """
    start = 0
    while start < len(texts):
        part = texts[start : start + _BATCH_TEXTS]
        characters = np.cumsum(np.fromiter(map(len, part), dtype=np.int64, count=len(part)))
        # The text that goes beyond the limit is the part's last.
        part = part[: int(np.searchsorted(characters, _BATCH_CHARACTERS)) + 1]
        yield part
        start += len(part)
