"""Words as features: which of a vocabulary stand in a text, alone and two in a row.

The vocabulary is drawn from the training texts: PyThaiNLP's dictionary cuts
them, and what occurs often enough is kept. Texts are then searched for these
words alone, the longest first, which needs no dictionary and is compiled.
"""

from __future__ import annotations

import functools
import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from brandscore.text.lexicon import Lexicon, Term
from brandscore.text.normalise import normalise
from brandscore.text.terms import Terms

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from brandscore.classify.features import Features
    from brandscore.classify.kernel import Further
    from brandscore.text.codes import Codes

__all__ = ["cut", "further_columns", "learn_words", "word_list_sha256", "words_at"]

#: Characters of a normalised text that are cut into words.
_CHARACTERS = 5_000
#: Words of other lengths are left out, and those that occur in fewer texts.
_SHORTEST, _LONGEST, _LEAST = 2, 24, 4
#: So many words at most, the most frequent ones.
_MOST = 30_000


@functools.cache
def _words() -> tuple[Any, str]:
    """Return what looks words up, and the hash of the list."""
    from pythainlp.corpus.common import thai_words
    from pythainlp.util import dict_trie

    words = sorted(thai_words())
    return dict_trie(words), hashlib.sha256("\n".join(words).encode()).hexdigest()


def word_list_sha256() -> str:
    """Return the hash of the word list that texts are cut by."""
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


def _is_word(word: str) -> bool:
    """Whether it is of Thai letters, or of Latin letters and digits, and not of digits alone."""
    known = all("\u0e01" <= char <= "\u0e5b" or (char.isascii() and char.isalnum()) for char in word)
    return known and _SHORTEST <= len(word) <= _LONGEST and any(char.isalpha() for char in word)


def learn_words(texts: Sequence[str]) -> tuple[str, ...]:
    """Return the words that occur in at least four texts, sorted; no label is looked at.

    Examples
    --------
    >>> learn_words(["กาแฟ ดี", "กาแฟ ok", "ชา กาแฟ ok", "นม กาแฟ ok", "OK"])
    ('ok', 'กาแฟ')
    """
    counts = Counter(word for words in cut(texts) for word in {piece.strip() for piece in words})
    often = [(-count, word) for word, count in counts.items() if count >= _LEAST and _is_word(word)]
    return tuple(sorted(word for _, word in sorted(often)[:_MOST]))


@functools.lru_cache(maxsize=8)
def _finder(vocabulary: tuple[str, ...]) -> Terms:
    entries = tuple(Term(word, "word", 1.0) for word in vocabulary)
    return Terms([Lexicon("words", entries, {"word": "of the vocabulary"}, "")])


def _found(codes: Codes, features: Features) -> tuple[NDArray[np.uint32], NDArray[np.int32], NDArray[np.int64]]:
    from brandscore.classify.kernel import word_columns

    places, first = _finder(features.words.vocabulary).locate(codes, features.ngrams.longest_text)
    return word_columns(codes, places, first, features.ngrams.columns, features.words.bits)


def further_columns(codes: Codes, features: Features) -> Further | None:
    """Return the columns of the words of texts and of their pairs, and where those of each text begin.

    Parameters
    ----------
    codes
        Normalised texts.
    features
        With the vocabulary; without one there are none.
    """
    if not features.words.vocabulary:
        return None
    columns, _, starts = _found(codes, features)
    return columns, starts


def words_at(codes: Codes, features: Features) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return where each word and each pair of one text begins and ends, and its column.

    Examples
    --------
    >>> from brandscore.classify.features import Cues, Features, Ngrams, Words
    >>> from brandscore.text.codes import Codes
    >>> starts, ends, _ = words_at(Codes.of(["ชาดี มาก"]), Features(Ngrams(), Cues(), Words(("ชา", "ดี", "มาก"))))
    >>> list(zip(starts.tolist(), ends.tolist()))
    [(0, 2), (2, 4), (0, 4), (5, 8), (2, 8)]
    """
    if not features.words.vocabulary:
        nothing = np.empty(0, dtype=np.int64)
        return nothing, nothing, nothing
    columns, spans, _ = _found(codes, features)
    return spans[:, 0].astype(np.int64), spans[:, 1].astype(np.int64), columns.astype(np.int64)
