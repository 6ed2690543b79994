"""Probabilities and labels from scores."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from brandscore.classify.decision import decide, probabilities, threshold_offset

SCORES = st.floats(-1e4, 1e4, width=32)


@given(arrays(np.float32, st.tuples(st.integers(1, 5), st.integers(3, 4)), elements=SCORES))
def test_rows_are_probabilities(scores: np.ndarray) -> None:
    shares = probabilities(scores)
    assert np.isfinite(shares).all()
    assert (shares >= 0).all()
    assert shares.sum(axis=1) == pytest.approx(np.ones(len(scores)), abs=1e-12)


@given(arrays(np.float32, st.integers(1, 6), elements=SCORES))
def test_two_classes_are_a_squashed_score(scores: np.ndarray) -> None:
    shares = probabilities(scores)
    assert shares.sum(axis=1) == pytest.approx(np.ones(len(scores)))
    assert ((shares[:, 1] > 0.5) <= (scores >= 0)).all()


@given(st.floats(0.01, 0.99), st.floats(0.01, 0.99))
def test_a_threshold_as_offset(share: float, threshold: float) -> None:
    if abs(share - threshold) < 1e-9:
        return
    picked = decide(np.array([[1 - share, share]]), threshold_offset(threshold))
    assert picked.tolist() == [int(share > threshold)]


def test_ties_go_to_the_first_class() -> None:
    assert decide(np.array([[0.5, 0.5]])).tolist() == [0]
    assert decide(np.array([[0.0, 1.0]]), [30.0, 0.0]).tolist() == [0]  # the smallest counts as 1e-12
    assert decide(np.array([[0.0, 1.0]]), [27.0, 0.0]).tolist() == [1]
