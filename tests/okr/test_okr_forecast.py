"""Forecasts: lines by hand and by scipy, totals by an independent least squares, and how often intervals hold."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from brandscore.okr import forecast as ahead
from brandscore.okr.forecast import Forecast, Spread, flow, level, ratio, straight

START = date(2026, 7, 1)  # a Wednesday
END = date(2026, 9, 30)


def by_day(values, start=START) -> dict[date, float]:
    return {start + timedelta(days=n): float(v) for n, v in enumerate(values)}


# --- lines ---------------------------------------------------------------------------------------


def test_a_line_worked_by_hand():
    # x = 0..3, y = 10, 12, 11, 13: slope 4/5, 11.5 in the middle; at x = 4 it is 11.5 + 0.8·2.5 = 13.5.
    # Residuals -0.3, 0.9, -0.9, 0.3: s² = 1.8/2 = 0.9; s²·(1 + 1/4 + 2.5²/5) = 2.25, its root 1.5.
    # Student's t with 2 degrees of freedom leaves out 2.5 % above 4.302653.
    found = level(by_day([10, 12, 11, 13]), START + timedelta(days=4))
    assert found.value == pytest.approx(13.5)
    assert found.low == pytest.approx(13.5 - 4.302653 * 1.5, abs=1e-5)
    assert found.high == pytest.approx(13.5 + 4.302653 * 1.5, abs=1e-5)
    assert found.chance(13.5, falling=False) == pytest.approx(0.5)
    assert found.chance(found.high, falling=False) == pytest.approx(0.025)
    assert found.chance(found.low, falling=True) == pytest.approx(0.025)


@given(
    st.dictionaries(st.integers(0, 60), st.floats(-1e3, 1e3), min_size=3, max_size=12).filter(
        lambda d: max(d.values()) - min(d.values()) > 1e-3
    )
)
def test_a_line_is_that_of_scipy(points):
    found = level({START + timedelta(days=d): v for d, v in points.items()}, END)
    x, y = np.array(sorted(points)), np.array([points[d] for d in sorted(points)])
    line = stats.linregress(x, y)
    at = (END - START).days
    value = line.intercept + line.slope * at
    assert found.value == pytest.approx(value, rel=1e-6, abs=1e-6)
    if found.low is not None:
        s = np.sqrt(np.sum((y - line.intercept - line.slope * x) ** 2) / (len(x) - 2))
        half = stats.t.ppf(0.975, len(x) - 2) * s
        half *= np.sqrt(1 + 1 / len(x) + (at - x.mean()) ** 2 / np.sum((x - x.mean()) ** 2))
        assert found.high - found.value == pytest.approx(half, rel=1e-6, abs=1e-6)
        assert found.value - found.low == pytest.approx(half, rel=1e-6, abs=1e-6)


def test_what_lies_on_a_line_has_no_interval():
    found = level(by_day([1, 2, 3]), START + timedelta(days=9))
    assert (found.value, found.low, found.high) == (pytest.approx(10), None, None)
    assert found.reason == "no interval: the points lie on a line"
    assert level(by_day([5, 5, 5]), END).value == pytest.approx(5)


def test_too_few_points():
    assert level(by_day([1, 2]), END).value is None
    few = ratio(by_day([1, 2]), 1.2, START, END)
    assert (few.value, few.low) == (1.2, None)
    assert few.reason == "as it stands; no interval: fewer than 7 days are known"
    assert flow({}, 0, END).value is None
    assert straight(START, 0, START, 5, END).value is None


def test_a_straight_line():
    # 5 of them by day 10 of 92: 46 by the last.
    assert straight(date(2026, 6, 30), 0, date(2026, 7, 10), 5, END).value == pytest.approx(46)
    assert straight(date(2026, 6, 30), 4, date(2026, 7, 10), 3.5, END).value == pytest.approx(4 - 0.05 * 92)


def test_ends_are_brought_into_what_can_be():
    found = Forecast(50.0, -3.0, 140.0).within(0.0, 120.0)
    assert (found.value, found.low, found.high) == (50.0, 0.0, 120.0)
    assert Forecast(130.0).within(None, 120.0).value == 120.0
    assert Forecast().within(0.0).value is None


# --- totals --------------------------------------------------------------------------------------


def test_days_of_one_height_have_a_rest_and_no_interval():
    found = flow(by_day([5] * 20), 100, START + timedelta(days=29))
    assert (found.value, found.low) == (pytest.approx(150), None)
    assert found.reason == "no interval: the days known do not differ"


def test_every_day_left_brings_what_its_weekday_brings():
    # Sunday 8, every other day 1; four weeks known, and a week and a Thursday left: 1·7 + 8.
    week = {6: 8.0}
    days = {d: week.get(d.weekday(), 1.0) for d in (START + timedelta(days=n) for n in range(28))}
    assert flow(days, 60, START + timedelta(days=35)).value == pytest.approx(60 + 15)


def test_fewer_days_than_a_week_have_no_interval():
    found = flow(by_day([1, 2, 3]), 6, START + timedelta(days=5))
    assert (found.value, found.low) == (pytest.approx(12), None)
    assert "fewer than 7 days" in found.reason
    assert flow(by_day([1, 2, 3, 1, 2, 3, 1]), 13, END).low is not None


@pytest.mark.parametrize("correlation", [0.0, 0.3, 0.8])
@pytest.mark.parametrize("known", [10, 30])
def test_given_a_correlation_it_is_generalised_least_squares(correlation, known):
    rng = np.random.default_rng(3)
    left = 17
    days = [START + timedelta(days=n) for n in range(known + left)]
    groups = ahead._groups(days, weekly=known >= 14)
    y = 50 + rng.normal(size=known)
    middle, scale, _ = ahead._given(y, groups[:known], groups[known:], correlation)
    # The same from the whole matrix of correlations (Goldberger's predictor).
    apart = np.abs(np.subtract.outer(np.arange(known + left), np.arange(known + left)))
    whole = correlation**apart if correlation else np.eye(known + left)
    oo, fo, ff = whole[:known, :known], whole[known:, :known], whole[known:, known:]
    x, later = groups[:known], groups[known:]
    inverse = np.linalg.inv(oo)
    inner = np.linalg.inv(x.T @ inverse @ x)
    beta = inner @ x.T @ inverse @ y
    over = y - x @ beta
    expected = later @ beta + fo @ inverse @ over
    carried = later - fo @ inverse @ x
    error = ff - fo @ inverse @ fo.T + carried @ inner @ carried.T
    variance = over @ inverse @ over / (known - x.shape[1])
    assert middle == pytest.approx(expected.sum())
    assert scale == pytest.approx(np.sqrt(variance * error.sum()))


def test_the_ends_of_a_mixture_leave_out_what_they_shall():
    spread = Spread((0.0, 10.0), (1.0, 2.0), (0.25, 0.75), 5.0)
    low, high = spread.ends()
    assert spread.below(low) == pytest.approx(0.025)
    assert spread.below(high) == pytest.approx(0.975)
    rng = np.random.default_rng(1)
    which = rng.random(200_000) < 0.25
    drawn = np.where(which, rng.standard_t(5, 200_000), 10 + 2 * rng.standard_t(5, 200_000))
    assert np.quantile(drawn, [0.025, 0.975]) == pytest.approx([low, high], abs=0.1)
    assert spread.middle == 7.5


def drawn(rng, correlation, season, skewed, length=92):
    """Days with a known truth: weekdays of their own, and noise that remembers."""
    fresh = rng.normal(size=length + 60) * np.sqrt(1 - correlation**2)
    noise = np.zeros(length + 60)
    for n in range(1, length + 60):
        noise[n] = correlation * noise[n - 1] + fresh[n]
    noise = noise[60:]
    weekdays = season * np.array([0, 1, 2, 3, 4, 8, 9])
    own = np.array([weekdays[(START + timedelta(days=n)).weekday()] for n in range(length)])
    return 20 * np.exp(0.4 * noise) + own if skewed else 100 + 10 * noise + own


@pytest.mark.parametrize(
    ("correlation", "season", "skewed"),
    [(0.0, 0, False), (0.0, 3, False), (0.5, 0, False), (0.7, 3, False), (0.5, 3, True)],
)
def test_intervals_of_totals_hold_as_often_as_they_say(correlation, season, skewed):
    # 400 quarters with 46 days known: at 95 % the share held has a standard error of 1.1 points.
    # The prior takes more correlation for possible than there is, so it may hold somewhat more often.
    rng = np.random.default_rng(20260701)
    held = 0
    for _ in range(400):
        y = drawn(rng, correlation, season, skewed)
        found = flow(by_day(y[:46]), float(y[:46].sum()), END)
        held += found.low <= y.sum() <= found.high
    assert 0.92 <= held / 400 <= 0.985


def test_intervals_of_lines_hold_as_often_as_they_say():
    rng = np.random.default_rng(20260702)
    held = 0
    for _ in range(600):
        y = 10 + 0.05 * np.arange(92) + rng.normal(size=92)
        found = level({START + timedelta(days=d): float(y[d]) for d in (0, 13, 27, 45)}, END)
        held += found.low <= y[-1] <= found.high
    assert held / 600 == pytest.approx(0.95, abs=0.03)


def test_a_chance_is_between_none_and_all():
    # Ten tenths sum to a little less than 1, three of these weights to a little more.
    for weights in ((0.1,) * 10, (0.7, 0.2, 0.1 + 1e-15)):
        far = Forecast(0.0, -1.0, 1.0, Spread((0.0,) * len(weights), (1.0,) * len(weights), weights, 50.0))
        for target in (-1e9, 1e9):
            assert 0 <= far.chance(target, falling=False) <= 1
            assert 0 <= far.chance(target, falling=True) <= 1


# --- ratios --------------------------------------------------------------------------------------


def test_a_ratio_is_a_total_spread_over_its_days():
    # Without weekdays of their own the days are forecast as those of a total, and the total divided by the days.
    y = np.array([10, 12, 11, 13, 9, 12, 14, 8, 11, 12], dtype=float)
    total, found = flow(by_day(y), float(y.sum()), END), ratio(by_day(y), float(y.mean()), START, END)
    assert found.value == pytest.approx(total.value / 92)
    assert (found.low, found.high) == (pytest.approx(total.low / 92), pytest.approx(total.high / 92))


def test_what_is_known_of_a_ratio_counts_by_the_days_gone():
    # All the days are at 50, but the ratio of the 20 gone, weighed by their sizes, is 40: 20/80·40 + 60/80·50.
    found = ratio(by_day([50.0] * 20), 40.0, START, START + timedelta(days=79))
    assert (found.value, found.low) == (pytest.approx(47.5), None)
    # Days before the period alone: all of it is left.
    early = ratio(by_day([50.0] * 20, START - timedelta(days=25)), 40.0, START, END)
    assert early.value == pytest.approx(50.0)


@pytest.mark.parametrize("slope", [-1.0, 0.5, 2.0])
def test_a_trend_of_a_ratio_is_not_carried_on(slope):
    y = 60 + slope * np.arange(20) + np.arange(20) % 3
    found = ratio(by_day(y), float(y.mean()), START, END)
    assert y.min() <= found.value <= y.max()


@pytest.mark.parametrize(("correlation", "known"), [(0.0, 10), (0.0, 46), (0.5, 20), (0.5, 46), (0.7, 46)])
def test_intervals_of_ratios_hold_as_often_as_they_say(correlation, known):
    # 400 quarters with a level and no trend: the share held has a standard error of 1.1 points.
    # Ten days cannot tell correlation from chance: as it may be high, their interval is wider than it need be.
    rng = np.random.default_rng(20260703)
    held = 0
    for _ in range(400):
        y = drawn(rng, correlation, 0, skewed=False)
        found = ratio(by_day(y[:known]), float(y[:known].mean()), START, END)
        held += found.low <= y.mean() <= found.high
    assert 0.91 <= held / 400 <= (1 if known < 14 else 0.995)


def test_intervals_hold_for_shares_of_a_few_answers_a_day():
    # 0 to 10 questions a day, 72 % answered; a day without one has no ratio. The truth is that of all together.
    rng = np.random.default_rng(20260704)
    held = 0
    for _ in range(300):
        asked = rng.poisson(4, 92)
        answered = rng.binomial(asked, 0.72)
        days = {START + timedelta(days=d): 100 * answered[d] / asked[d] for d in range(46) if asked[d]}
        found = ratio(days, 100 * answered[:46].sum() / asked[:46].sum(), START, END)
        held += found.low <= 100 * answered.sum() / asked.sum() <= found.high
    assert 0.92 <= held / 300 <= 0.995
