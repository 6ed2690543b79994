"""Hashed character n-grams of many texts at once: no vocabulary, no state, no Python loop per n-gram.

The n-grams are those of whole words: a text is padded with a space on each
side, and a space may stand only at the edge of an n-gram, never inside one and
never alone. One matrix serves every task.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from brandscore.text.normalise import normalise

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

__all__ = ["Ngrams", "batches", "hash_texts", "vectorise"]

_SEED = np.uint32(0x9E3779B9)
_STEP = np.uint32(0x01000193)
_MIX = (np.uint32(0x85EBCA6B), np.uint32(0xC2B2AE35))
_SPACE = 0x20

#: Texts, and characters of them, that are vectorised at once.
_BATCH_TEXTS = 2_000
_BATCH_CHARACTERS = 400_000


@dataclass(frozen=True, slots=True)
class Ngrams:
    """What is cut from a text, and how it is numbered.

    Parameters
    ----------
    shortest, longest
        Lengths of the n-grams, characters.
    bits
        They are hashed to 2**bits columns.
    longest_text
        Characters of a normalised text that are read; the rest is ignored, so
        that one endless message costs no more than another.
    """

    shortest: int = 1
    longest: int = 5
    bits: int = 18
    longest_text: int = 20_000

    def __post_init__(self) -> None:
        if not (1 <= self.shortest <= self.longest and 1 <= self.bits <= 30 and self.longest_text >= 1):
            raise ValueError(f"not a possible set of n-grams: {self}")

    @property
    def columns(self) -> int:
        """Number of columns."""
        return 1 << self.bits

    def as_dict(self) -> dict[str, Any]:
        """Return the parameters by name."""
        return asdict(self)


def hash_texts(texts: Sequence[str], ngrams: Ngrams) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Return the column of every n-gram of every text.

    Parameters
    ----------
    texts
        Normalised texts (single spaces, none at the ends).
    ngrams
        What to cut.

    Returns
    -------
    columns
        One entry per n-gram, text after text.
    starts
        ``columns[starts[i]:starts[i + 1]]`` belongs to text i.

    Examples
    --------
    >>> columns, starts = hash_texts(["ab", ""], Ngrams(1, 2))
    >>> starts.tolist()
    [0, 5, 5]
    """
    padded = [f" {text[: ngrams.longest_text]} " for text in texts]
    lengths = np.fromiter((len(text) for text in padded), dtype=np.int64, count=len(padded))
    codes = np.frombuffer("".join(padded).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    spaces = codes == _SPACE
    size = len(codes)
    width = ngrams.longest - ngrams.shortest + 1
    columns = np.full((size, width), -1, dtype=np.int32)
    hashed = np.full(size, _SEED, dtype=np.uint32)
    # Whether the n-gram that starts here has had no space inside so far.
    whole = np.ones(size, dtype=bool)
    for n in range(1, min(ngrams.longest, size) + 1):
        last = size - n + 1
        hashed = hashed[:last] * _STEP + codes[n - 1 :]
        whole = whole[:last]
        if n > 2:
            whole = whole & ~spaces[n - 2 : n - 2 + last]
        if n < ngrams.shortest:
            continue
        mixed = (hashed ^ (hashed >> np.uint32(16))) * _MIX[0]
        mixed = (mixed ^ (mixed >> np.uint32(13))) * _MIX[1]
        column = (mixed >> np.uint32(32 - ngrams.bits)).astype(np.int32)
        if n == 1:
            column[spaces] = -1
        elif n == 2:  # two spaces side by side stand only between two texts
            column[spaces[:last] & spaces[1:]] = -1
        else:
            column[~whole] = -1
        columns[:last, n - ngrams.shortest] = column
    flat = columns.ravel()
    real = flat >= 0
    before = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(real)])
    starts = before[np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(lengths)]) * width]
    return flat[real], starts


def vectorise(texts: Sequence[str], ngrams: Ngrams) -> csr_matrix:
    """Return the matrix that every task reads: 1 + log(count) of each n-gram, rows of length 1.

    Parameters
    ----------
    texts
        Messages as they are; they are normalised here.
    ngrams
        What to cut.

    Returns
    -------
    scipy.sparse.csr_matrix
        A row per text, ``ngrams.columns`` columns, float32. A text without
        n-grams is a row of zeros.

    Examples
    --------
    >>> matrix = vectorise(["ดี", "ดีดีดี"], Ngrams(1, 3))
    >>> matrix.shape, float(round(matrix.power(2).sum(), 5))
    ((2, 262144), 2.0)
    """
    from scipy.sparse import csr_matrix, vstack

    parts = [_matrix(batch, ngrams) for batch in batches(texts)]
    if not parts:
        return csr_matrix((0, ngrams.columns), dtype=np.float32)
    return parts[0] if len(parts) == 1 else vstack(parts, format="csr")


def batches(texts: Iterable[str]) -> Iterator[list[str]]:
    """Yield texts in lists small enough to be vectorised in bounded memory."""
    batch: list[str] = []
    characters = 0
    for text in texts:
        batch.append(text)
        characters += len(text)
        if len(batch) >= _BATCH_TEXTS or characters >= _BATCH_CHARACTERS:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch


def _matrix(texts: Sequence[str], ngrams: Ngrams) -> csr_matrix:
    from scipy.sparse import csr_matrix

    columns, starts = hash_texts([normalise(text) for text in texts], ngrams)
    ones = np.ones(len(columns), dtype=np.float32)
    matrix = csr_matrix((ones, columns, starts), shape=(len(texts), ngrams.columns))
    matrix.sum_duplicates()
    data = np.log(matrix.data) + np.float32(1.0)
    rows = np.diff(matrix.indptr)
    squares = np.zeros(len(texts))
    filled = rows > 0
    squares[filled] = np.add.reduceat(data.astype(np.float64) ** 2, matrix.indptr[:-1][filled]) if len(data) else 0.0
    lengths = np.sqrt(np.where(filled, squares, 1.0)).astype(np.float32)
    matrix.data = data / np.repeat(lengths, rows)
    return matrix
