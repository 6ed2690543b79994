"""The figures against scikit-learn's, and the intervals against resampled messages."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import accuracy_score, average_precision_score, confusion_matrix, f1_score

from brandscore.classify.measure import average_precision, confusion, f1_by_class, measure, measure_ranking

PAIRS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=60)


@given(PAIRS)
def test_counts_and_f1_are_those_of_scikit_learn(pairs: list[tuple[int, int]]) -> None:
    truth, predicted = np.array(pairs).T
    counts = confusion(truth, predicted, 4)
    assert (counts == confusion_matrix(truth, predicted, labels=range(4))).all()
    assert f1_by_class(counts) == pytest.approx(
        f1_score(truth, predicted, labels=range(4), average=None, zero_division=0)
    )


@given(st.lists(st.tuples(st.booleans(), st.sampled_from([0.1, 0.2, 0.5, 0.9])), min_size=1, max_size=40))
def test_average_precision_is_that_of_scikit_learn(rows: list[tuple[bool, float]]) -> None:
    truth, shares = np.array([r[0] for r in rows]), np.array([r[1] for r in rows])
    expected = average_precision_score(truth, shares) if truth.any() else 0.0
    assert average_precision(truth, shares) == pytest.approx(expected)


def test_weights_stand_for_repeated_messages() -> None:
    truth, shares = np.array([True, False, True, False]), np.array([0.9, 0.8, 0.3, 0.1])
    weights = np.array([2, 0, 1, 3])
    again = average_precision(np.repeat(truth, weights), np.repeat(shares, weights))
    assert average_precision(truth, shares, weights.astype(float)) == pytest.approx(again)


def test_measure_by_hand_and_its_interval() -> None:
    truth = np.array([0] * 60 + [1] * 40)
    predicted = np.array([0] * 50 + [1] * 10 + [1] * 30 + [0] * 10)
    figures = measure(truth, predicted, ("no", "yes"), seed=3)
    assert figures["confusion"] == [[50, 10], [10, 30]]
    assert figures["accuracy"]["value"] == pytest.approx(accuracy_score(truth, predicted)) == 0.8
    assert figures["f1"]["yes"]["value"] == 0.75
    assert figures["macro_f1"]["value"] == pytest.approx((5 / 6 + 0.75) / 2, abs=1e-6)
    # Messages drawn with replacement, one by one.
    dice = np.random.default_rng(9)
    drawn = [(truth == predicted)[dice.integers(0, 100, 100)].mean() for _ in range(4_000)]
    low, high = np.percentile(drawn, [2.5, 97.5])
    assert figures["accuracy"]["low"] == pytest.approx(low, abs=0.015)
    assert figures["accuracy"]["high"] == pytest.approx(high, abs=0.015)


def test_a_ranking_has_an_interval_round_its_value() -> None:
    dice = np.random.default_rng(2)
    truth = dice.random(500) < 0.2
    shares = np.clip(0.3 * truth + dice.random(500) * 0.7, 0, 1)
    figure = measure_ranking(truth, shares, seed=0)
    assert figure == measure_ranking(truth, shares, seed=0)
    assert figure["low"] < figure["value"] == pytest.approx(average_precision(truth, shares), abs=1e-6)
    assert figure["value"] < figure["high"]
