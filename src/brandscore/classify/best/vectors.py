"""What words mean, learned from the company they keep: no labels, no outside data.

The words of a corpus are counted in pairs, nearer pairs more, and the table of
how much more often two stand together than chance would have it (positive
pointwise mutual information) is reduced to a few hundred numbers per word by a
singular value decomposition. A text is then what its words have in common and
where they go furthest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Vectors", "learn"]

#: How far apart two words may stand and still keep company.
_WINDOW = 5
#: Smooths how often a word keeps company, so that rare company does not count for too much.
_SMOOTH = 0.75
#: Words of more than this share of all weigh less than half.
_RARE = 1e-3
#: Length of a word's vector; stored in steps of a 127th of `_LENGTH`.
_LENGTH = 3.0


@dataclass(frozen=True, slots=True)
class Vectors:
    """Vectors of words.

    Parameters
    ----------
    words
        The words (or word pieces), the most frequent first.
    steps
        Int8, a row per word: its vector in steps of 3/127.
    weights
        Float32, how much a word counts: frequent words say little.
    """

    words: tuple[Hashable, ...]
    steps: NDArray[np.int8]
    weights: NDArray[np.float32]

    def __post_init__(self) -> None:
        if self.steps.ndim != 2 or not len(self.words) == len(self.steps) == len(self.weights):
            raise ValueError(f"{len(self.words)} words, {self.steps.shape} vectors, {len(self.weights)} weights")
        if len(set(self.words)) != len(self.words) or not np.isfinite(self.weights).all():
            raise ValueError("words that stand twice, or weights that are not finite")

    @property
    def width(self) -> int:
        """Numbers per text."""
        return 3 * int(self.steps.shape[1])

    def pooled(self, texts: Sequence[Sequence[Hashable]]) -> NDArray[np.float32]:
        """Return for each text the weighted sum, the highest and the lowest of its words' vectors.

        Words that are not known are left out; a text without known words is a
        row of zeros.
        """
        number = {word: i for i, word in enumerate(self.words)}
        found = np.zeros((len(texts), self.width), dtype=np.float32)
        for row, words in enumerate(texts):
            known = [number[word] for word in words if word in number]
            if known:
                vectors = self.steps[known].astype(np.float32) * np.float32(_LENGTH / 127)
                total = (vectors * self.weights[known, None]).sum(axis=0) / np.float32(np.sqrt(len(known)))
                found[row] = np.concatenate([total, vectors.max(axis=0), vectors.min(axis=0)])
        return found


def learn(texts: Sequence[Sequence[Any]], width: int, least: int, seed: int = 0) -> Vectors:
    """Learn vectors of words from texts.

    Parameters
    ----------
    texts
        Words of each text.
    width
        Numbers per word; fewer where there are fewer words.
    least
        Words that occur less often get none.
    seed
        Seed of the decomposition.

    Returns
    -------
    Vectors
        The same texts in the same order give the same vectors.

    Examples
    --------
    >>> texts = [["กาแฟ", "อร่อย"], ["ชา", "อร่อย"], ["รถ", "เร็ว"]] * 3
    >>> learn(texts, 2, least=3).steps.shape
    (5, 2)
    """
    from scipy.sparse import csr_matrix
    from sklearn.utils.extmath import randomized_svd

    counts = Counter(word for words in texts for word in words)
    kept = sorted((word for word, count in counts.items() if count >= least), key=lambda word: (-counts[word], word))
    number = {word: i for i, word in enumerate(kept)}
    size = len(kept)
    if size == 0:
        return Vectors((), np.zeros((0, 0), dtype=np.int8), np.zeros(0, dtype=np.float32))
    line: list[int] = []
    for words in texts:
        line.extend(number.get(word, -1) for word in words)
        line.extend([-1] * _WINDOW)  # nobody keeps company across messages
    places = np.array(line)
    together = csr_matrix((size, size))
    for apart in range(1, _WINDOW + 1):
        left, right = places[:-apart], places[apart:]
        both = (left >= 0) & (right >= 0)
        near = np.full(int(both.sum()), 1.0 / apart)
        together = together + csr_matrix((near, (left[both], right[both])), shape=(size, size))
    pairs = (together + together.T).tocoo()
    often = np.bincount(pairs.row, weights=pairs.data, minlength=size)
    chance = np.where(often > 0, often, 1.0) ** _SMOOTH
    chance /= chance.sum()
    gain = np.log(pairs.data / (often[pairs.row] * chance[pairs.col]))
    more = gain > 0
    table = csr_matrix((gain[more], (pairs.row[more], pairs.col[more])), shape=(size, size))
    left_vectors, strengths, _ = randomized_svd(table, min(width, size), n_iter=4, random_state=seed)
    vectors = left_vectors * np.sqrt(strengths)
    vectors *= 127 / (np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-6)
    frequency = np.array([counts[word] for word in kept])
    weights = _RARE / (_RARE + frequency / frequency.sum())
    return Vectors(tuple(kept), np.round(vectors).astype(np.int8), weights.astype(np.float32))
