"""The compiled road from texts to scores against the plain one."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from labelled import small_corpus
from reference_path import plain_column, plain_cues, plain_ngrams, plain_probabilities, plain_scores, plain_shares

from brandscore.classify.cues import cue_counts, group_names, shipped_cues
from brandscore.classify.decision import Calibration
from brandscore.classify.features import Cues, Features, Ngrams, Words
from brandscore.classify.kernel import LANES, columns_at
from brandscore.classify.model import TextModel
from brandscore.classify.predict import Classifier, classify
from brandscore.classify.scorer import Scorer
from brandscore.classify.tasks import TASKS
from brandscore.classify.vectorise import vectorise
from brandscore.text.compiled import normalise_all
from brandscore.text.lexicon import lexicon, lexicon_names
from brandscore.text.normalise import normalise

LEXICONS = [lexicon(name) for name in lexicon_names()]
WORDS = [term.term for words in LEXICONS for term in words.terms[::40]]
PIECES = [*"กขคมาก่้ดีaok1! ", "😂", "\ud800", "\x00", "\n", "ไม่", "ไม่ ", "มาก", "555", "https://a.co/x", "@me", *WORDS]
TEXT = st.lists(st.sampled_from(PIECES), max_size=12).map("".join) | st.text(
    st.characters(codec=None, exclude_categories=()), max_size=30
)


def some_model(task: str, classes: tuple[str, ...], features: Features, seed: int = 0, **rest: Any) -> TextModel:
    dice = np.random.default_rng(seed)
    scores = 1 if len(classes) == 2 else len(classes)
    weights = dice.normal(size=(scores, features.columns)) * (dice.random(features.columns) < 0.7)
    offsets = {prefer: tuple(dice.normal(0, 0.2, len(classes))) for prefer in ("accuracy", "macro")}
    bias = dice.normal(size=scores).astype(np.float32)
    return TextModel.of(features, weights, task=task, classes=classes, bias=bias, offsets=offsets, **rest)


def four_models(features: Features, **rest: Any) -> list[TextModel]:
    return [some_model(task.name, task.classes, features, k, **rest) for k, task in enumerate(TASKS)]


SOME_WORDS = tuple(
    sorted({"กข", "กขค", "คง", "ดี", "ok", "aa", "ไม่", "มาก", "ไม่ดี", *(w for w in WORDS if " " not in w)})
)
FEATURES = [
    Features(Ngrams(1, 5, 14)),
    Features(Ngrams(2, 3, 6)),  # so few columns that n-grams share them
    Features(Ngrams(1, 6, 16), shipped_cues(0.3)),
    Features(Ngrams(1, 8, 10, longest_text=12), shipped_cues(2.0, group_names()[::3])),
    Features(Ngrams(1, 3, 8), shipped_cues(0.3), Words(SOME_WORDS, 12)),
    Features(Ngrams(3, 4, 12), Cues(), Words(SOME_WORDS, 3, weight=0.7)),  # all words and pairs in eight columns
]
SCORERS = [Scorer(four_models(features)) for features in FEATURES]


@pytest.mark.parametrize("scorer", SCORERS, ids=lambda scorer: str(scorer.features.ngrams))
@settings(max_examples=40)
@given(texts=st.lists(TEXT, max_size=6))
@example(texts=["", " ", "a", "aa a aa", "ไม่ ดี", "ok", "oki", "ก" * 300])
def test_scores_are_those_of_the_plain_road(scorer: Scorer, texts: list[str]) -> None:
    matrix = vectorise(texts, scorer.features)
    for model, scores in scorer.scores(normalise_all(texts)):
        expected = plain_scores(texts, model, LEXICONS)
        assert scores == pytest.approx(expected, abs=1e-6, rel=1e-6)
        # What a model is trained on is what it is asked about.
        assert model.scores(matrix) == pytest.approx(expected, abs=1e-4, rel=1e-5)


@given(st.lists(TEXT, max_size=8))
def test_cues_are_those_of_the_plain_search(texts: list[str]) -> None:
    features = Features(Ngrams(), shipped_cues())
    counts = cue_counts(normalise_all(texts), features)
    for row, text in zip(counts, texts, strict=True):
        found = {name: int(count) for name, count in zip(features.cues.groups, row, strict=True) if count}
        assert found == dict(plain_cues(normalise(text), LEXICONS))


def test_a_count_beyond_the_table_of_logarithms() -> None:
    texts = ["ก" * 2 + "ข" + "กข" * 3_000, "ab " * 5_000]
    for scorer in SCORERS[:2]:
        for model, scores in scorer.scores(normalise_all(texts)):
            assert scores == pytest.approx(plain_scores(texts, model), abs=1e-6, rel=1e-6)


def test_texts_do_not_touch() -> None:
    texts = [str(row["text"]) for row in small_corpus(30)] + ["", "x" * 5_000, " ", "ก"]
    for scorer in SCORERS:
        for (_, together), *alone in zip(
            scorer.scores(normalise_all(texts)), *(scorer.scores(normalise_all([text])) for text in texts), strict=True
        ):
            assert (together == np.vstack([scores for _, scores in alone])).all()


def test_models_that_cannot_share_a_pass_are_refused() -> None:
    with pytest.raises(ValueError, match="cannot be scored together"):
        Scorer([some_model("promo", ("0", "1"), features) for features in FEATURES[:2]])
    with pytest.raises(ValueError, match="cannot be scored together"):
        Scorer([some_model("promo", ("0", "1"), FEATURES[1])] * (LANES + 1))


def test_calibrated_models_of_different_features_serve_together(tmp_path: Path) -> None:
    from brandscore.classify.model import save_model

    vector = Calibration("vector", (1.5, 0.7, 1.1, 0.9), (0.1, -0.4, 0.3, 0.0), "softmax")
    cut = {"advocacy": ("0", "1"), "sentiment": ("neu", "neg", "pos", "q")}
    models = [
        some_model("sentiment", cut["sentiment"], FEATURES[2], 1, calibration=vector),
        some_model("intention", ("0", "1"), FEATURES[2], 2, calibration=Calibration("platt", (0.8,), (-0.2,))),
        some_model("advocacy", cut["advocacy"], FEATURES[1], 3, calibration=Calibration("temperature", (0.5,), (0.0,))),
        some_model("promo", ("0", "1"), FEATURES[0], 4),
    ]
    for model in models:
        save_model(model, tmp_path / f"{model.task}.safetensors")
    texts = [str(row["text"]) for row in small_corpus(40, seed=9)]
    labels = Classifier(models=tmp_path).label(texts, "macro")
    frame = labels.frame()
    for model in models:
        shares = plain_probabilities(plain_scores(texts, model, LEXICONS), model)
        picked = (np.log(shares) + np.array(model.offsets["macro"])).argmax(axis=1)
        if model.task == "sentiment":
            assert frame["sentiment"].tolist() == [model.classes[k] for k in picked]
            assert frame[[f"p_{name}" for name in model.classes]].to_numpy() == pytest.approx(shares, abs=1e-6)
        else:
            assert frame[model.task].tolist() == picked.tolist()
            assert frame[f"p_{model.task}"].to_numpy() == pytest.approx(shares[:, 1], abs=1e-6)


BAD = {
    "emoji": "😂😂👍🏽",
    "English": "this is great, where can I buy it?",
    "link": "https://example.com/a?b=c",
    "mention": "@someone",
    "number": "1,000",
    "punctuation": "!!! ... ??",
    "one megabyte": "อร่อยมาก " * 120_000,
    "one megabyte of one letter": "ก" * 1_000_000,
    "one megabyte of marks": "ก" + "\u0e48\u0e34" * 500_000,
    "lone surrogates": "\ud83d ดี \ude00",
    "nothing but a surrogate": "\ud800",
    "NUL": "\x00",
    "NUL inside": "ดี\x00มาก",
    "zero width": "\u200b\u200b",
    "a private sign": "\ue000\ue004",
    "the last character": "\U0010ffff",
}


@pytest.mark.parametrize("text", BAD.values(), ids=BAD.keys())
def test_whatever_is_no_blank_has_a_label_and_a_probability(text: str) -> None:
    for prefer in ("accuracy", "macro"):
        frame = classify([text], prefer=prefer)
        assert frame.notna().all(axis=None)
        shares = frame.filter(like="p_").to_numpy()
        assert ((shares >= 0) & (shares <= 1)).all()
        assert frame[["p_pos", "p_neu", "p_neg", "p_q"]].sum(axis=1).tolist() == pytest.approx([1.0])


@pytest.mark.parametrize("text", [None, "", " ", "\n\t\r", "\u00a0\u3000\u2028", "\x1c\x1f\x85"])
def test_a_blank_has_neither(text: str | None) -> None:
    frame = classify([text, "ดี"])
    assert frame.loc[0].isna().all()
    assert frame.loc[1].notna().all()


def test_the_shipped_models_serve_in_one_pass() -> None:
    classifier = Classifier()
    assert len(classifier._scorers) == 1
    texts = [str(row["text"]) for row in small_corpus(40)] + list(BAD.values())[:6]
    labels = classifier.label(texts)
    expected = plain_shares(texts, classifier.models, LEXICONS)
    for name, model in classifier.models.items():
        shares = expected[name]
        places = [classifier.tasks[0].classes.index(c) if name == "sentiment" else int(c) for c in model.classes]
        assert labels.shares[name][:, places] == pytest.approx(shares, abs=1e-6)


@pytest.mark.shared
def test_on_real_messages(real_data: Path) -> None:
    lines = (real_data / "wisesight" / "valid.jsonl").read_text(encoding="utf-8").splitlines()
    # The plain road takes 30 ms a message.
    texts = [json.loads(line)["text"] for line in lines[::4]]
    classifier = Classifier()
    labels = classifier.label(texts)
    expected = plain_shares(texts, classifier.models, LEXICONS)
    for name, model in classifier.models.items():
        shares = expected[name]
        places = [classifier.tasks[0].classes.index(c) if name == "sentiment" else int(c) for c in model.classes]
        assert labels.shares[name][:, places] == pytest.approx(shares, abs=1e-6)
    for scorer in SCORERS[2:]:
        for model, scores in scorer.scores(normalise_all(texts[:150])):
            assert scores == pytest.approx(plain_scores(texts[:150], model, LEXICONS), abs=1e-6, rel=1e-6)


def test_cues_need_a_weight_and_groups_that_differ() -> None:
    for wrong in ({"weight": 0.0}, {"weight": -1.0}, {"groups": ("a.b", "a.b")}):
        with pytest.raises(ValueError, match="not a possible set of cues"):
            Cues(**wrong)
    with pytest.raises(ValueError, match="no such groups"):
        shipped_cues(groups=["nothing.at_all"])


@given(TEXT, st.integers(1, 3), st.integers(0, 3))
def test_the_place_of_each_ngram(text: str, shortest: int, more: int) -> None:
    ngrams = Ngrams(shortest, shortest + more, 12, longest_text=40)
    codes = normalise_all([text])
    read = normalise(text)[:40]
    starts, ends, columns = columns_at(codes, ngrams)
    found = Counter((f" {read} "[i + 1 : j + 1], column) for i, j, column in zip(starts, ends, columns, strict=True))
    grams = plain_ngrams(read, shortest, shortest + more)
    assert found == {(gram, plain_column(gram, 12)): count for gram, count in grams.items()}
