from __future__ import annotations

import math
from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from brandscore.report import figures

amounts = st.floats(-500, 500, allow_nan=False)


@pytest.mark.parametrize(
    ("x", "text"),
    [
        (187.4, "187.4"),
        (187.35, "187.4"),  # halves away from 0
        (-187.35, "-187.4"),
        (99.949999, "99.9"),
        (-0.04, "0.0"),  # never "-0.0"
        (12345.6, "12,345.6"),
        (0, "0.0"),
    ],
)
def test_a_score_has_one_decimal(x, text):
    assert figures.score(x) == text


@pytest.mark.parametrize("x", [None, float("nan"), pd.NA, pd.NaT])
def test_missing_is_a_dash_and_never_a_zero(x):
    shown = (figures.score(x), figures.points(x), figures.percent(x), figures.count(x), figures.value(x, "ratio"))
    assert shown == ("–",) * 5


def test_the_text_nan_is_not_missing():
    assert not figures.is_missing("nan")
    assert not figures.is_missing("<NA>")


@pytest.mark.parametrize(
    ("x", "unit", "text"),
    [
        (0.0, "ratio", "0"),
        (0.0004, "ratio", "0.000"),
        (7.5, "ratio", "7.500"),
        (-0.25, "ratio", "-0.250"),
        (1234.5678, "ratio", "1,234.6"),
        (1234567.0, "people", "1,234,567"),
        (-0.2, "people", "0"),
    ],
)
def test_a_value_is_shown_in_its_unit(x, unit, text):
    assert figures.value(x, unit) == text


@pytest.mark.parametrize(
    ("x", "text"), [(0.005, "+1"), (-0.005, "-1"), (0.0049, "0"), (-0.0049, "0"), (1, "+100"), (0.285, "+29")]
)
def test_points_are_whole_with_a_sign(x, text):
    assert figures.points(x) == text


@given(st.lists(amounts, min_size=1, max_size=40))
def test_shares_add_up_and_stay_near(parts):
    total = figures.tenths(sum(parts))
    whole = figures.share_out(parts, total)
    assert sum(whole) == total
    # Rounding the total moves it by half a tenth at most, so no part moves by more than two tenths.
    assert all(abs(Fraction(n) - Fraction(p) * 10) < 2 for n, p in zip(whole, parts, strict=True))


@given(amounts)
def test_tenths_is_the_nearest_tenth(x):
    assert math.isclose(figures.tenths(x) / 10, x, abs_tol=0.05 + 1e-9)
