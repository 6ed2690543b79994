"""Labels for texts, with the shipped models and with small ones."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from labelled import small_corpus

import brandscore as bs
from brandscore.classify.estimator import ThaiTextClassifier
from brandscore.classify.model import ModelError
from brandscore.classify.predict import Classifier, classify
from brandscore.classify.tasks import TASK_NAMES, label_columns
from brandscore.text import compiled
from brandscore.text.codes import Codes

COLUMNS = [
    *("sentiment", "p_pos", "p_neu", "p_neg", "p_q", "intention", "p_intention", "advocacy", "p_advocacy"),
    *("promo", "p_promo"),
]
SHIPPED = Classifier()


def test_columns_are_those_of_the_contract() -> None:
    assert list(label_columns()) == COLUMNS
    frame = classify(["อร่อย", None])
    assert list(frame.columns) == COLUMNS
    assert [str(frame[name].dtype) for name in ("sentiment", "p_pos", "intention")] == ["str", "float64", "Int8"]


@pytest.mark.parametrize(
    ("text", "column", "label"),
    [
        ("อร่อยมากกก ชอบที่สุดเลย", "sentiment", "pos"),
        ("บริการแย่มาก ไม่มาอีกแล้ว", "sentiment", "neg"),
        ("ราคาเท่าไหร่คะ อยากได้", "intention", 1),
        ("ใช้อยู่ ดีมากค่ะ แนะนำเลย", "advocacy", 1),
        ("โปรแรง! ซื้อ 1 แถม 1 วันนี้ - 31 พ.ค. นี้ ที่ทุกสาขา โทร 02-222-2222", "promo", 1),
    ],
)
def test_plain_messages_are_read_rightly(text: str, column: str, label: object) -> None:
    assert classify([text])[column].tolist() == [label]


def test_a_question_is_found_where_rare_classes_get_their_due() -> None:
    assert classify(["สาขาไหนมีบ้างคะ"], prefer="macro")["sentiment"].tolist() == ["q"]


@settings(max_examples=60)
@given(st.lists(st.text(st.characters(codec=None, exclude_categories=()), max_size=40) | st.none(), max_size=12))
@example(["\ud800", "\x00", "\u200b", "😂😂😂", "https://a.co", " ", ""])
def test_every_text_has_a_label_and_every_blank_none(texts: list[str | None]) -> None:
    frame = SHIPPED.label(texts).without_promo().frame()
    blank = np.array([text is None or not text.strip() for text in texts], dtype=bool)
    assert (frame.isna().all(axis=1).to_numpy(bool) == blank).all()
    assert (frame.isna().any(axis=1).to_numpy(bool) == blank).all()
    full = frame[~blank]
    assert full["sentiment"].isin(["pos", "neu", "neg", "q"]).all()
    shares = full.filter(like="p_").to_numpy()
    assert ((shares >= 0) & (shares <= 1)).all()
    assert full[["p_pos", "p_neu", "p_neg", "p_q"]].sum(axis=1).to_numpy() == pytest.approx(np.ones(len(full)))
    promo = full[full["promo"] == 1]
    assert (promo["intention"] == 0).all()
    assert (promo["advocacy"] == 0).all()


def test_promo_wins_over_intention_and_advocacy() -> None:
    texts = [str(row["text"]) for row in small_corpus(50)]
    labels = SHIPPED.label(texts)
    for name in ("intention", "advocacy", "promo"):
        labels.codes[name][:] = 1
    frame = labels.without_promo().frame()
    assert frame[["intention", "advocacy", "promo"]].drop_duplicates().to_numpy().tolist() == [[0, 0, 1]]
    assert labels.codes["intention"].all()  # what the model itself said is kept


def test_labels_do_not_depend_on_company_or_order(small_models: Path) -> None:
    texts = [str(row["text"]) for row in small_corpus(40, seed=2)]
    together = classify(texts, models=small_models)
    alone = pd.concat([classify([text], models=small_models) for text in texts], ignore_index=True)
    pd.testing.assert_frame_equal(together, alone)
    backwards = classify(texts[::-1], models=small_models).iloc[::-1].reset_index(drop=True)
    pd.testing.assert_frame_equal(together, backwards)


def test_labels_are_those_of_the_models(small_models: Path) -> None:
    texts = [str(row["text"]) for row in small_corpus(60, seed=3)]
    frame = classify(texts, models=small_models)
    for task in TASK_NAMES:
        for prefer in ("accuracy", "macro"):
            expected = ThaiTextClassifier.shipped(task, prefer, small_models).predict(texts).tolist()
            labels = Classifier([task], small_models).label(texts, prefer).frame()
            assert labels[task].astype(str).tolist() == expected
    assert frame["sentiment"].tolist() == labels_of("sentiment", texts, small_models)


def labels_of(task: str, texts: list[str], folder: Path) -> list[str]:
    return ThaiTextClassifier.shipped(task, models=folder).predict(texts).tolist()


def test_each_text_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def spy(texts: list[str]) -> Codes:
        read.extend(texts)
        return original(texts)

    original = compiled.normalise_all
    monkeypatch.setattr(compiled, "normalise_all", spy)
    frame = classify(["ดี", "แย่", None, "ดี", " ", "ดี"])
    assert read == ["ดี", "แย่"]
    assert frame.loc[0].equals(frame.loc[3])


def test_index_and_kind_of_input() -> None:
    series = pd.Series(["อร่อยมาก", None, "แย่มาก"], index=["a", "b", "c"])
    frame = classify(series)
    assert frame.index.tolist() == ["a", "b", "c"]
    for texts in (list(series), tuple(series), series.to_numpy(), (text for text in series)):
        pd.testing.assert_frame_equal(classify(texts), frame.reset_index(drop=True))
    pd.testing.assert_frame_equal(classify(series.astype(object)), frame)
    assert classify([12, float("nan"), pd.NA, pd.NaT])["sentiment"].isna().tolist() == [False, True, True, True]
    assert classify([]).shape == (0, 11)
    assert bs.classify(series).equals(frame)


def test_some_tasks_only() -> None:
    assert list(classify(["ดี"], tasks=["promo", "sentiment"]).columns) == [
        *("sentiment", "p_pos", "p_neu", "p_neg", "p_q", "promo", "p_promo")
    ]
    assert list(classify(["ดี"], tasks="advocacy").columns) == ["advocacy", "p_advocacy"]


def test_macro_moves_labels_towards_rare_classes() -> None:
    texts = [str(row["text"]) for row in small_corpus(300, seed=5)]
    plain, macro = classify(texts), classify(texts, prefer="macro")
    assert (macro["sentiment"] == "q").sum() > (plain["sentiment"] == "q").sum()
    assert (macro["sentiment"] == "pos").sum() >= (plain["sentiment"] == "pos").sum()
    pd.testing.assert_frame_equal(plain.filter(like="p_"), macro.filter(like="p_"))


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"texts": "ดี"}, TypeError, r"classify\(\[text\]\)"),
        ({"texts": ["ดี"], "tasks": ["mood"]}, ValueError, "'mood', expected some of sentiment"),
        ({"texts": ["ดี"], "tasks": []}, ValueError, "none, expected some of"),
        ({"texts": ["ดี"], "prefer": "recall"}, ValueError, "'recall', expected one of accuracy, macro"),
        ({"texts": ["ดี"], "models": "/nowhere"}, ModelError, "there is no such model"),
    ],
)
def test_what_cannot_be_asked(arguments: dict[str, object], error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        classify(**arguments)  # type: ignore[arg-type]


def test_a_million_characters_are_one_message() -> None:
    frame = classify(["อร่อยมาก " * 120_000, "ก" * 1_000_000])
    assert frame["sentiment"].notna().all()


def test_predicting_loads_no_scikit_learn() -> None:
    code = (
        "import sys; from brandscore.classify.predict import classify; classify(['ดี']); "
        "sys.exit('sklearn' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_what_is_doubtful_can_be_rejected() -> None:
    texts = [str(row["text"]) for row in small_corpus(60, seed=3)] + [" "]
    plain, sure = classify(texts), classify(texts, at_least=0.7)
    share = plain[["p_pos", "p_neu", "p_neg", "p_q"]].max(axis=1)
    kept = sure["sentiment"].notna()
    assert kept.tolist() == (share >= 0.7).tolist()
    assert 0 < kept.sum() < len(texts)
    assert sure.loc[kept, "sentiment"].tolist() == plain.loc[kept, "sentiment"].tolist()
    for task in ("intention", "advocacy", "promo"):
        certain = plain[f"p_{task}"].where(plain[task].fillna(0) == 1, 1 - plain[f"p_{task}"]) >= 0.7
        kept = sure[task].notna()
        # A promo message has neither wish, sure or not; where it is not sure, what the model said stands.
        assert (kept == certain).loc[(plain["promo"] == 0) & kept].all()
    pd.testing.assert_frame_equal(sure.filter(like="p_"), plain.filter(like="p_"))
    with pytest.raises(ValueError, match="at_least"):
        classify(["ดี"], at_least=70)


def test_the_rules_are_a_model_too() -> None:
    frame = classify(["บริการแย่มาก ผิดหวัง", "", "ราคาเท่าไหร่คะ"], model="rules")
    assert list(frame.columns) == COLUMNS
    assert frame["sentiment"].isna().tolist() == [False, True, False]
    assert frame.loc[0, "sentiment"] == "neg"
    assert frame.loc[2, "intention"] == 1
    with pytest.raises(ValueError, match="expected one of fast, best, rules"):
        classify(["ดี"], model="slow")
