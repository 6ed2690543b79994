"""The rules: labels that anybody can work out by hand from the lexicons."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from brandscore.classify.rules import RuleClassifier, sums_of
from brandscore.text.lexicon import lexicon
from brandscore.text.normalise import normalise


def weight(name, term):
    return next(t.weight for t in lexicon(name).terms if t.term == term)


def test_sums_are_the_weights_of_the_terms():
    sums = sums_of(normalise("อร่อยมาก"))
    assert sums["praise"] == weight("sentiment", "อร่อยมาก")
    assert (sums["blame"], sums["question"], sums["promo"]) == (0, 0, 0)
    assert sums_of(normalise("แย่มาก?")) == {
        **dict.fromkeys(sums, 0.0),
        "blame": -weight("sentiment", "แย่มาก"),
        "question": 1.0,
        "advocacy": -weight("advocacy", "แย่มาก"),  # of a group that speaks against it
    }


def test_a_negator_turns_and_halves():
    plain, turned = sums_of(normalise("ประทับใจ")), sums_of(normalise("ไม่เคยประทับใจ"))
    assert plain["praise"] > 0
    assert turned["praise"] == 0
    assert turned["blame"] == plain["praise"] / 2


def test_probabilities_by_hand():
    text = "ใช้แล้วแย่มาก"
    sums = sums_of(normalise(text))
    scores = [
        0.1 - 0.29 * sums["blame"],
        1.43 - 0.07 * sums["blame"],
        0.75 * sums["blame"],
        -1.5 - 0.39 * sums["blame"],
    ]
    scores = [s + sums["praise"] * w for s, w in zip(scores, (0.43, 0.16, -0.2, -0.39), strict=True)]
    wanted = np.exp(scores) / np.exp(scores).sum()
    labels = RuleClassifier(["sentiment"]).label([text])
    assert labels.shares["sentiment"][0] == pytest.approx(wanted, abs=1e-12)
    assert labels.frame()["sentiment"].tolist() == ["neg"]


@pytest.mark.parametrize(
    ("text", "task", "label"),
    [
        ("มีของไหมคะ ราคาเท่าไหร่", "intention", 1),
        ("ร้านนี้อยู่ใกล้บ้าน", "intention", 0),
        ("ร้านนี้ต้องไปลอง แนะนำเลย", "advocacy", 1),
        ("ฝนตกหนักมากวันนี้", "advocacy", 0),
        ("โปรโมชั่นพิเศษ ซื้อ 1 แถม 1 วันนี้ถึงสิ้นเดือน สั่งซื้อได้ที่ไลน์ โทร 0812345678 สนใจทักแชทได้เลยค่ะ", "promo", 1),
        ("กินข้าวกับเพื่อน", "promo", 0),
    ],
)
def test_labels_of_plain_cases(text, task, label):
    assert RuleClassifier([task]).label([text]).codes[task].tolist() == [label]


@pytest.mark.parametrize(("task", "points"), [("intention", 2.0), ("advocacy", 2.0), ("promo", 5.0)])
def test_a_label_needs_its_points(task, points):
    from brandscore.classify.decision import decide
    from brandscore.classify.rules import _flag, threshold_of

    sums = [{task: value} for value in (points - 0.01, points, points + 0.01)]
    assert decide(_flag(sums, task), threshold_of(task)).tolist() == [0, 1, 1]


@given(st.lists(st.text(max_size=30) | st.none(), max_size=6))
def test_every_text_has_labels_and_a_blank_one_none(texts):
    labels = RuleClassifier().label(texts)
    for task in labels.tasks:
        for text, code, shares in zip(texts, labels.codes[task.name], labels.shares[task.name], strict=True):
            blank = text is None or not text.strip()
            assert (code == -1) == blank
            assert all(map(math.isnan, shares)) if blank else math.isclose(shares.sum(), 1)


def test_unknown_tasks_are_refused():
    with pytest.raises(ValueError, match="'mood'"):
        RuleClassifier(["mood"])
