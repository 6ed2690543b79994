"""The hashed matrix against a plain dictionary of n-grams, and against scikit-learn's n-grams."""

from __future__ import annotations

import math
from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reference_path import plain_column, plain_ngrams
from sklearn.feature_extraction.text import CountVectorizer

from brandscore.classify.vectorise import Ngrams, batches, vectorise
from brandscore.text.normalise import normalise

TEXTS = st.lists(st.text(st.sampled_from("กขคมาก่้ abAB1😂\ud800\n"), max_size=30), max_size=8)


@given(TEXTS, st.integers(1, 4), st.integers(0, 4), st.sampled_from([3, 12, 24]))
def test_matrix_is_that_of_the_plain_count(texts: list[str], shortest: int, more: int, bits: int) -> None:
    ngrams = Ngrams(shortest, shortest + more, bits)
    matrix = vectorise(texts, ngrams)
    assert matrix.shape == (len(texts), 2**bits)
    assert matrix.dtype == np.float32
    assert matrix.has_canonical_format
    for i, text in enumerate(texts):
        counts: Counter[int] = Counter()
        for gram, count in plain_ngrams(normalise(text), shortest, shortest + more).items():
            counts[plain_column(gram, bits)] += count
        values = {column: 1 + math.log(count) for column, count in counts.items()}
        length = math.sqrt(sum(value * value for value in values.values()))
        row = matrix[i].tocoo()
        found = dict(zip(row.col.tolist(), row.data.tolist(), strict=True))
        assert found.keys() == values.keys()
        for column, value in values.items():
            assert found[column] == pytest.approx(value / length, rel=1e-5)


def test_ngrams_are_those_of_scikit_learn() -> None:
    # scikit-learn counts the lone space too, and a word shorter than n once more.
    text = "อร่อยมาก สาขาสยาม honda civic"
    theirs = Counter(CountVectorizer(analyzer="char_wb", ngram_range=(1, 5)).build_analyzer()(text))
    theirs.pop(" ")
    assert theirs == plain_ngrams(text, 1, 5)


def test_neighbours_do_not_touch() -> None:
    texts = ["ดี", "", "มาก ๆ", "x"]
    together = vectorise(texts, Ngrams())
    for i, text in enumerate(texts):
        assert (together[i] != vectorise([text], Ngrams())).nnz == 0


def test_only_so_much_of_a_text_is_read() -> None:
    ngrams = Ngrams(longest_text=10)
    assert (vectorise(["กขคงจฉชซฌญ"], ngrams) != vectorise(["กขคงจฉชซฌญ" + "หห ฮฮ" * 1_000_000], ngrams)).nnz == 0


def test_batches_are_small_and_complete() -> None:
    texts = ["x" * 300_000, "y" * 300_000, *["z"] * 4_100]
    parts = list(batches(texts))
    assert [text for part in parts for text in part] == texts
    assert [len(part) for part in parts] == [2, 2_000, 2_000, 100]
    matrix = vectorise(texts, Ngrams(bits=10))
    assert matrix.shape[0] == len(texts)


def test_nothing_gives_an_empty_matrix() -> None:
    assert vectorise([], Ngrams(bits=8)).shape == (0, 256)
    assert vectorise(["", " ", "\u200b"], Ngrams(bits=8)).nnz == 0


@pytest.mark.parametrize(
    "wrong", [{"shortest": 0}, {"shortest": 3, "longest": 2}, {"longest": 9}, {"bits": 25}, {"longest_text": 0}]
)
def test_impossible_ngrams_are_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="not a possible set"):
        Ngrams(**wrong)
