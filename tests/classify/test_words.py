"""Words of a vocabulary: how they are learned, and where they stand."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reference_path import plain_column, plain_words

from brandscore.classify.features import Cues, Features, Ngrams, Words
from brandscore.classify.words import learn_words, words_at
from brandscore.text.codes import Codes
from brandscore.text.compiled import normalise_all
from brandscore.text.normalise import normalise
from brandscore.text.terms import shipped_terms

VOCABULARY = ("a", "aa", "ab", "ok", "กข", "กขค", "ข", "คง", "ดี", "มาก")
TEXT = st.lists(st.sampled_from([*VOCABULARY, " ", "  ", "-", "ง", "\ud800", "\n"]), max_size=12).map("".join)


@given(TEXT)
def test_words_and_pairs_are_those_of_the_plain_search(text: str) -> None:
    features = Features(Ngrams(bits=6, longest_text=20), Cues(), Words(VOCABULARY, bits=12))
    starts, ends, columns = words_at(normalise_all([text]), features)
    read = normalise(text)[:20]
    wanted = Counter(2**6 + plain_column(gram, 12) for gram in plain_words(read, VOCABULARY).elements())
    assert Counter(columns.tolist()) == wanted
    for start, end, column in zip(starts, ends, columns, strict=True):
        word = read[start:end]
        pairs = {f"{word[:k]} {word[k:].lstrip(' ')}" for k in range(1, len(word))}
        assert column - 2**6 in {plain_column(gram, 12) for gram in {word, *pairs}}


@given(st.lists(TEXT, max_size=5))
def test_places_are_those_that_find_gives(texts: list[str]) -> None:
    codes = normalise_all(texts)
    places, first = shipped_terms().locate(codes, 1_000)
    for i in range(len(texts)):
        found = [(match.start, match.end) for match in shipped_terms().find(codes.text(i))]
        assert [tuple(place) for place in places[first[i] : first[i + 1]].tolist()] == found


def test_words_of_four_texts_are_learned() -> None:
    texts = ["ชอบ กาแฟ", "กาแฟ OK 55", "ok กาแฟ กาแฟ x", "กาแฟ ok 12", "ok ชอบ", "ชอบ ชอบ", "https://a.co/x 12 ๆ"]
    assert learn_words(texts) == ("ok", "กาแฟ")
    assert learn_words([*texts, "ชอบ!"]) == ("ok", "กาแฟ", "ชอบ")
    assert learn_words([]) == ()


def test_without_a_vocabulary_there_are_no_words() -> None:
    features = Features(Ngrams(bits=6))
    assert features.hashed == features.columns == 64
    assert all(len(part) == 0 for part in words_at(Codes.of(["ดี"]), features))


@pytest.mark.parametrize(
    "wrong",
    [
        {"vocabulary": ("ข", "ก")},
        {"vocabulary": ("ก", "ก")},
        {"vocabulary": ("",)},
        {"vocabulary": ("ก ข",)},
        {"weight": 0.0},
        {"weight": float("nan")},
        {"bits": 0},
        {"bits": 25},
    ],
)
def test_impossible_words_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="words"):
        Words(**wrong)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="not a possible set of features"):
        Features(Ngrams(bits=24), Cues(), Words(("ก",), bits=1))
