"""Texts cut into words, and the words' n-grams counted in hashed columns."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from brandscore.text.normalise import normalise

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

__all__ = ["count_words", "cut", "word_list_sha256"]

#: Characters of a normalised text that are cut into words.
_CHARACTERS = 5_000


@cache
def _words() -> tuple[Any, str]:
    """Return what looks words up, and the hash of the list."""
    from pythainlp.corpus.common import thai_words
    from pythainlp.util import dict_trie

    words = sorted(thai_words())
    return dict_trie(words), hashlib.sha256("\n".join(words).encode()).hexdigest()


def word_list_sha256() -> str:
    """Return the hash of the word list that texts are cut by: models are bound to it."""
    return _words()[1]


def cut(texts: Iterable[str]) -> list[list[str]]:
    """Return the words of each text: normalised, then cut at the longest words of PyThaiNLP's list.

    Examples
    --------
    >>> cut(["อร่อยมาก  OK"])
    [['อร่อย', 'มาก', 'ok']]
    """
    from pythainlp.tokenize import newmm

    trie, _ = _words()
    found = []
    for text in texts:
        pieces = newmm.segment(normalise(text)[:_CHARACTERS], trie, safe_mode=True)
        found.append([piece for piece in pieces if piece.strip()])
    return found


def count_words(texts: Sequence[Sequence[str]], longest: int, bits: int) -> csr_matrix:
    """Return 1 + log(count) of the 1- to ``longest``-word runs of each text, rows of length 1.

    Parameters
    ----------
    texts
        Words of each text.
    longest
        Words of the longest run.
    bits
        Runs are hashed to 2**bits columns.

    Examples
    --------
    >>> count_words([["ดี", "มาก"], []], 2, 8).getnnz(axis=1).tolist()  # ดี, มาก, and both in a row
    [3, 0]
    """
    from scipy.sparse import csr_matrix

    columns: list[int] = []
    starts = [0]
    for words in texts:
        for n in range(1, longest + 1):
            for i in range(len(words) - n + 1):
                columns.append(zlib.crc32("\0".join(words[i : i + n]).encode()) >> (32 - bits))
        starts.append(len(columns))
    ones = np.ones(len(columns), dtype=np.float32)
    matrix = csr_matrix((ones, columns, starts), shape=(len(texts), 1 << bits))
    matrix.sum_duplicates()
    matrix.data = np.log(matrix.data) + np.float32(1.0)
    return scaled(matrix)


def scaled(matrix: csr_matrix) -> csr_matrix:
    """Return the matrix with rows of length 1; rows of zeros stay."""
    from scipy.sparse import csr_matrix

    squares = np.asarray(matrix.multiply(matrix).sum(axis=1), dtype=np.float64).ravel()
    lengths = np.sqrt(np.where(squares > 0, squares, 1.0))
    data = (matrix.data / np.repeat(lengths, np.diff(matrix.indptr))).astype(np.float32)
    return csr_matrix((data, matrix.indices, matrix.indptr), shape=matrix.shape)
