"""Figures of an evaluation, against scikit-learn and against sums written out."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import brier_score_loss, f1_score, precision_score, recall_score

from brandscore.classify.evaluation.calibration import calibration, calibration_error, reliability, wilson
from brandscore.classify.evaluation.diagram import reliability_svg
from brandscore.classify.evaluation.figures import THRESHOLDS, rejection, scores
from brandscore.classify.evaluation.predictions import Predictions
from brandscore.classify.evaluation.strata import FORMS, LENGTHS, NO_TOPIC, TOPICS, masks

CLASSES = ("pos", "neu", "neg", "q")


@st.composite
def predicted(draw: st.DrawFn, classes: int = 4) -> Predictions:
    rows = draw(st.integers(1, 60))
    seed = draw(st.integers(0, 10_000))
    dice = np.random.default_rng(seed)
    shares = dice.dirichlet(np.full(classes, 0.7), size=rows)
    truth = dice.integers(0, classes, rows)
    names = CLASSES if classes == 4 else ("0", "1")
    return Predictions(names, truth, shares.argmax(axis=1), shares)


@given(predicted())
def test_scores_are_those_of_scikit_learn(said: Predictions) -> None:
    found = scores(said.truth, said.picked, CLASSES, 0)
    present = sorted(set(said.truth.tolist()))
    assert found["accuracy"]["value"] == pytest.approx((said.truth == said.picked).mean(), abs=1e-6)
    macro = f1_score(said.truth, said.picked, labels=present, average="macro", zero_division=0)
    assert found["macro_f1"]["value"] == pytest.approx(macro, abs=1e-6)
    for k, name in enumerate(CLASSES):
        if name not in found["by_class"]:
            assert k not in said.truth
            assert k not in said.picked
            continue
        row = found["by_class"][name]
        options = {"labels": [k], "average": "macro", "zero_division": 0}
        assert row["rows"] == (said.truth == k).sum()
        assert row["f1"]["value"] == pytest.approx(f1_score(said.truth, said.picked, **options), abs=1e-6)
        assert row["precision"]["value"] == pytest.approx(precision_score(said.truth, said.picked, **options), abs=1e-6)
        assert row["recall"]["value"] == pytest.approx(recall_score(said.truth, said.picked, **options), abs=1e-6)
    assert np.sum(found["confusion"]) == len(said.truth)


def test_the_interval_of_accuracy_is_that_of_a_share() -> None:
    # 1,000 messages, 700 right: the standard error is sqrt(0.7 * 0.3 / 1000) = 1.45 points.
    truth = np.zeros(1000, dtype=np.intp)
    picked = np.repeat(np.array([0, 1]), [700, 300])
    accuracy = scores(truth, picked, ("0", "1"), 3)["accuracy"]
    assert accuracy["value"] == 0.7
    assert accuracy["low"] == pytest.approx(0.7 - 1.96 * 0.01449, abs=0.004)
    assert accuracy["high"] == pytest.approx(0.7 + 1.96 * 0.01449, abs=0.004)


def _error_by_hand(said: list[float], right: list[bool]) -> float:
    total = 0.0
    for k in range(10):
        rows = [(p, r) for p, r in zip(said, right, strict=True) if k == min(9, math.floor(p * 10))]
        if rows:
            total += abs(sum(p for p, _ in rows) / len(rows) - sum(r for _, r in rows) / len(rows)) * len(rows)
    return total / len(said)


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=80))
def test_calibration_error_is_the_sum_over_ten_bins(rows: list[tuple[float, bool]]) -> None:
    said, right = [p for p, _ in rows], [r for _, r in rows]
    found = calibration_error(np.array(said), np.array(right))
    assert found == pytest.approx(_error_by_hand(said, right), abs=1e-9)
    bins = reliability(np.array(said), np.array(right))
    assert sum(row["rows"] for row in bins) == len(rows)
    assert sum(abs(b["said"] - b["true"]) * b["rows"] for b in bins) / len(rows) == pytest.approx(found, abs=2e-6)
    assert all(b["true_low"] <= b["true"] + 1e-6 and b["true"] - 1e-6 <= b["true_high"] for b in bins)


def test_wilson_as_on_paper() -> None:
    # 0 of 10: the upper end is z^2 / (n + z^2) = 3.8415 / 13.8415.
    assert wilson(0, 10) == pytest.approx((0.0, 0.27754), abs=1e-4)
    assert wilson(10, 10) == pytest.approx((0.72246, 1.0), abs=1e-4)


@given(predicted(classes=2))
def test_brier_of_two_classes_is_that_of_scikit_learn(said: Predictions) -> None:
    found = calibration(said, 0)
    expected = brier_score_loss(said.truth, said.shares[:, 1], labels=[0, 1])
    assert found["brier"]["value"] == pytest.approx(expected, abs=1e-6)
    share = said.truth.mean()
    assert found["brier_of_shares"] == pytest.approx(share * (1 - share), abs=1e-6)


def test_brier_of_four_classes_sums_over_the_classes() -> None:
    # (1 - 0.5)^2 + 0.3^2 + 0.1^2 + 0.1^2 = 0.36
    said = Predictions(CLASSES, np.array([0]), np.array([0]), np.array([[0.5, 0.3, 0.1, 0.1]]))
    assert calibration(said, 0)["brier"]["value"] == pytest.approx(0.36)


def test_probabilities_that_mean_what_they_say_have_no_error() -> None:
    dice = np.random.default_rng(5)
    shares = dice.dirichlet(np.ones(4), size=40_000)
    truth = (dice.random((40_000, 1)) > shares.cumsum(axis=1)).sum(axis=1)
    found = calibration(Predictions(CLASSES, truth, shares.argmax(axis=1), shares), 0)
    assert found["ece"]["value"] < 0.01
    assert set(found["ece_by_class"]) == set(CLASSES)
    assert all(error["value"] < 0.01 for error in found["ece_by_class"].values())
    # Twice the odds: overconfident.
    sharp = shares**2 / (shares**2).sum(axis=1, keepdims=True)
    assert calibration(Predictions(CLASSES, truth, sharp.argmax(axis=1), sharp), 0)["ece"]["low"] > 0.05


@given(predicted())
def test_rejecting_keeps_fewer_and_fewer(said: Predictions) -> None:
    rows = rejection(said, 0)
    sure = said.shares.max(axis=1)
    assert [row["threshold"] for row in rows] == list(THRESHOLDS)
    assert rows[0]["coverage"] == 1.0
    for row in rows:
        kept = [i for i in range(len(sure)) if sure[i] >= row["threshold"]]
        assert row["rows"] == len(kept)
        if kept:
            right = sum(said.truth[i] == said.picked[i] for i in kept) / len(kept)
            assert row["accuracy"]["value"] == pytest.approx(right, abs=1e-6)
        else:
            assert "accuracy" not in row


@given(st.lists(st.text(min_size=1), min_size=1, max_size=20))
def test_every_text_has_one_length_and_a_topic_or_none(texts: list[str]) -> None:
    assert (np.sum(list(masks(LENGTHS, texts).values()), axis=0) == 1).all()
    topics = masks((*TOPICS, NO_TOPIC), texts)
    none = topics.pop("none of these")
    assert (none == (np.sum(list(topics.values()), axis=0) == 0)).all()


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("กาแฟแก้วนี้หอมมาก", {"food and drink"}),
        ("เขาสามารถมาเองได้", set()),
        ("ขับรถไปซื้อครีมกันแดด", {"cars and motorcycles", "cosmetics and care"}),
        ("นั่งรถไฟไปหาเพื่อน", set()),
        ("ไอศครีมละลายแล้ว", {"food and drink"}),
        ("พักผ่อนบ้างนะ", set()),
        ("ผ่อนสิบเดือน ดอกเบี้ยเท่าไหร่", {"money and insurance"}),
        ("4G ช้ามาก", {"phones and internet"}),
        ("กินเวลานานไปหน่อย", set()),
    ],
)
def test_topics_are_told_by_words(text: str, topics: set[str]) -> None:
    assert {name for name, has in masks(TOPICS, [text]).items() if has[0]} == topics


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("ราคาเท่าไหร่", {"question"}),
        ("ไม่อร่อย", {"negation"}),
        ("ไม่กี่วัน", set()),
        ("55555", {"laughter"}),
        ("ดีมากกก 😂", {"emoji", "stretched letters"}),
        ("ดู https://example.org นะครับ ของเราเอง", {"link"}),
        ("#แจกทอง", {"hashtag"}),
        ("so good อะ", {"mostly Latin letters"}),
        ("ธรรมดา", set()),
    ],
)
def test_forms_are_told_by_signs(text: str, forms: set[str]) -> None:
    assert {name for name, has in masks(FORMS, [text]).items() if has[0]} == forms


def test_the_diagram_is_xml_and_escapes() -> None:
    from xml.etree import ElementTree

    bins = reliability(np.array([0.2, 0.8, 0.85]), np.array([False, True, False]))
    drawing = ElementTree.fromstring(reliability_svg({"a < b": bins, "none": []}, "R & D"))
    assert len([e for e in drawing.iter() if e.tag.endswith("circle")]) == 2
    assert "R & D" in drawing.itertext()
