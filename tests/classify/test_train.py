"""Training: the same from the same data, honest figures, no clock."""

from __future__ import annotations

import tomllib
from pathlib import Path

import numpy as np
import pytest
from labelled import small_corpus, write_jsonl

from brandscore.classify.corpus import Corpus, read_corpus
from brandscore.classify.decision import decide
from brandscore.classify.measure import confusion, f1_by_class
from brandscore.classify.model import load_model
from brandscore.classify.ship import write_model
from brandscore.classify.tasks import task_named
from brandscore.classify.train import FOLDS, fit_offsets, folds_of, train
from brandscore.files import sha256_of

SENTIMENT = task_named("sentiment")


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    return read_corpus(SENTIMENT, [write_jsonl(tmp_path_factory.mktemp("c") / "c.jsonl", small_corpus())])


def test_same_data_and_seed_same_bytes(corpus: Corpus, tmp_path: Path) -> None:
    details = {"origin": "เขียนขึ้น", "licence": "CC0-1.0"}
    files = [write_model(train(corpus, seed=4, details=details), tmp_path / name) for name in ("a", "b")]
    other = write_model(train(corpus, seed=5, details=details), tmp_path / "c")
    for ending in (".safetensors", ".toml"):
        one, two, three = (path.with_suffix(ending).read_bytes() for path in (*files, other))
        assert one == two != three


def test_the_note_says_what_the_model_says(corpus: Corpus, tmp_path: Path) -> None:
    path = write_model(train(corpus, details={"origin": 'ที่มา "x"\n', "licence": "CC0-1.0"}), tmp_path)
    note = tomllib.loads(path.with_suffix(".toml").read_text(encoding="utf-8"))
    model = load_model(path, "sentiment")
    assert note["origin"] == 'ที่มา "x"\n' == model.details["origin"]
    assert note["sha256"] == sha256_of(path)
    assert note["training"]["rows"] == len(corpus.texts) == model.details["training"]["rows"]
    assert note["training"]["sha256"] == corpus.sha256 == model.details["training"]["sha256"]
    figure = model.details["cross_validated"]["accuracy"]["accuracy"]
    assert note["cross_validated"]["accuracy"]["accuracy"] == pytest.approx(
        [figure[key] for key in ("value", "low", "high")], abs=1e-4
    )


def test_figures_are_those_of_unseen_messages(corpus: Corpus) -> None:
    figures = train(corpus).details["cross_validated"]
    assert figures["rows"] == len(corpus.texts)
    assert np.sum(figures["accuracy"]["confusion"]) == len(corpus.texts)
    # One label in ten is drawn at random, three in four of them wrong: nobody unseen gets far above 92.5 %.
    assert 0.85 < figures["accuracy"]["accuracy"]["value"] < 0.96
    assert figures["accuracy"]["accuracy"]["low"] < figures["accuracy"]["accuracy"]["value"]


def test_copies_of_a_message_stand_in_one_fold() -> None:
    texts = tuple(f"ข้อความ{'ก' * (i % 3)} {'ABC'[i // 100]}{i}" for i in range(300))
    copies = tuple(f"{text.lower()}\u200b  https://a.co/{i}" for i, text in enumerate(texts))
    labels = ("pos",) * 300
    folds = folds_of(Corpus(SENTIMENT, texts, labels), 1)
    assert (folds == folds_of(Corpus(SENTIMENT, copies, labels), 1)).all()
    assert (folds != folds_of(Corpus(SENTIMENT, texts, labels), 2)).any()
    assert set(folds.tolist()) == set(range(FOLDS))
    assert np.bincount(folds).min() > 30


def test_folds_do_not_depend_on_company() -> None:
    texts = tuple(f"ข้อความ {i}" for i in range(50))
    whole = folds_of(Corpus(SENTIMENT, texts, ("pos",) * 50), 1)
    half = folds_of(Corpus(SENTIMENT, texts[25:], ("pos",) * 25), 1)
    assert (whole[25:] == half).all()


def test_offsets_raise_macro_f1_and_nothing_else() -> None:
    dice = np.random.default_rng(0)
    shares = dice.dirichlet([0.6, 2.4, 0.8, 0.2], 4_000)
    codes = (shares.cumsum(axis=1) < dice.random((4_000, 1))).sum(axis=1)
    assert fit_offsets(codes, shares, "accuracy") == (0.0,) * 4
    offsets = fit_offsets(codes, shares, "macro")
    assert offsets[1] == 0.0
    plain, moved = (f1_by_class(confusion(codes, decide(shares, o), 4)).mean() for o in (None, offsets))
    assert moved > plain + 0.02


def test_a_flag_is_given_where_f1_is_best() -> None:
    dice = np.random.default_rng(1)
    share = dice.beta(0.4, 4.0, 40_000)
    codes = (dice.random(40_000) < share).astype(np.intp)
    shares = np.column_stack([1 - share, share])
    offsets = fit_offsets(codes, shares, "accuracy")
    assert offsets == fit_offsets(codes, shares, "macro")
    reached = f1_by_class(confusion(codes, decide(shares, offsets), 2))[1]
    best = max(
        f1_by_class(confusion(codes, (share > t).astype(np.intp), 2))[1]
        for t in np.round(np.arange(0.05, 0.951, 0.01), 2)
    )
    assert best > f1_by_class(confusion(codes, decide(shares), 2))[1]
    assert reached > best - 0.01
    # Where the probabilities hold, the threshold of the best F1 is half of it.
    assert 1 / (1 + np.exp(offsets[1])) == pytest.approx(best / 2, abs=0.03)


def test_a_class_in_one_fold_only_does_not_stop_training() -> None:
    # Five copies of one question: whatever fold they are in, the other folds have none.
    texts = tuple(f"ข้อความ {'ดี' if i % 2 else 'แย่'} {chr(0x0E01 + i % 40)}{i}" for i in range(60)) + ("ที่ไหนคะ",) * 5
    labels = tuple("pos" if i % 2 else "neg" for i in range(60)) + ("q",) * 5
    model = train(Corpus(SENTIMENT, texts, labels))
    assert model.classes == ("pos", "neg", "q")
    assert model.details["cross_validated"]["accuracy"]["f1"]["q"]["value"] == 0.0
