"""Texts as a matrix: hashed character n-grams, words and counted cues, the same for training and for every task.

The n-grams are those of whole words: a text is padded with a space on each
side, and a space may stand only at the edge of an n-gram, never inside one and
never alone. Nothing is learned here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from brandscore.classify.features import Cues, Features, Ngrams, Words

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

__all__ = ["Cues", "Features", "Ngrams", "Words", "batches", "read_lengths", "vectorise"]

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
        n-grams and the words: 1 + log(count) of each, together of length 1,
        those of the words times their weight then. Then the cues: their weight
        times 1 + log(count). A text with none of them is a row of zeros.

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
    from brandscore.classify.words import further_columns
    from brandscore.text.compiled import normalise_all

    codes = normalise_all(texts)
    values, columns, starts = count_rows(codes, features.ngrams, further_columns(codes, features))
    values[columns >= features.ngrams.columns] *= np.float32(features.words.weight)
    matrix = csr_matrix((values, columns, starts), shape=(len(texts), features.hashed))
    matrix.sort_indices()
    if not features.cues.groups:
        return matrix
    from brandscore.classify.cues import cue_values

    cues = cue_values(codes, features).astype(np.float32)
    return hstack([matrix, csr_matrix(cues)], format="csr")


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
