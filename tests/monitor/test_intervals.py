"""Intervals against other people's code, against figures worked by hand, and against the truth."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest, multinomial

from brandscore.monitor.intervals import net_sentiment_all_interval, net_sentiment_interval, wilson

levels = st.sampled_from([0.8, 0.9, 0.95, 0.99])


@st.composite
def counts(draw, least=1, most=400):
    n = draw(st.integers(least, most))
    pos = draw(st.integers(0, n))
    return pos, draw(st.integers(0, n - pos)), n


def scipy_wilson(k, n, level):
    found = binomtest(k, n).proportion_ci(level, method="wilson")
    return found.low, found.high


@given(counts(), levels)
def test_wilson_equals_scipy(drawn, level):
    k, _, n = drawn
    low, high = wilson(k, n, level)
    assert (low, high) == pytest.approx(scipy_wilson(k, n, level), abs=1e-12)
    assert 0 <= low <= k / n <= high <= 1


def test_wilson_by_hand():
    # (2 + 3.8416/2 ± 1.96·sqrt(2·8/10 + 3.8416/4)) / (10 + 3.8416)
    assert wilson(2, 10) == pytest.approx((0.0567, 0.5098), abs=1e-4)
    assert wilson(0, 10)[0] == 0.0
    assert wilson(10, 10)[1] == 1.0
    # 1 / (1 + 3.8415): one of one says little
    assert wilson(1, 1)[0] == pytest.approx(0.2065, abs=1e-4)


def test_nothing_counted_has_no_interval():
    assert wilson(0, 0) is None
    assert net_sentiment_interval(0, 0) is None
    assert net_sentiment_all_interval(0, 0, 0) is None


@pytest.mark.parametrize(("k", "n"), [(-1, 3), (4, 3), (0, -1)])
def test_what_is_no_proportion_is_refused(k, n):
    with pytest.raises(ValueError, match="no proportion"):
        wilson(k, n)


@pytest.mark.parametrize(("pos", "neg", "n"), [(-1, 0, 3), (0, -1, 3), (2, 2, 3)])
def test_what_is_no_share_of_messages_is_refused(pos, neg, n):
    with pytest.raises(ValueError, match="cannot be"):
        net_sentiment_all_interval(pos, neg, n)


@pytest.mark.parametrize("level", [0.0, 1.0, 95])
def test_what_is_no_level_is_refused(level):
    with pytest.raises(ValueError, match="level"):
        wilson(1, 2, level)


@given(counts(), levels)
def test_net_sentiment_is_the_mapped_wilson_interval(drawn, level):
    pos, neg, _ = drawn
    found = net_sentiment_interval(pos, neg, level)
    if pos + neg == 0:
        assert found is None
        return
    ends = scipy_wilson(pos, pos + neg, level)
    assert found == pytest.approx([2 * e - 1 for e in ends], abs=1e-12)
    # Swapping the poles mirrors it.
    assert net_sentiment_interval(neg, pos, level) == pytest.approx((-found[1], -found[0]), abs=1e-12)


def mover(pos, neg, n, level):
    """The interval once more, from SciPy's limits and the covariance of a multinomial."""
    l1, u1 = scipy_wilson(pos, n, level)
    l2, u2 = scipy_wilson(neg, n, level)
    p1, p2 = pos / n, neg / n
    spread = math.sqrt(p1 * (1 - p1) * p2 * (1 - p2))
    rho = -p1 * p2 / spread if spread else None
    if rho is None:
        rho = -1.0 if 1.0 in (p1, p2) else 0.0
    below = (p1 - l1) ** 2 + (u2 - p2) ** 2 - 2 * rho * (p1 - l1) * (u2 - p2)
    above = (u1 - p1) ** 2 + (p2 - l2) ** 2 - 2 * rho * (u1 - p1) * (p2 - l2)
    return max(p1 - p2 - math.sqrt(below), -1.0), min(p1 - p2 + math.sqrt(above), 1.0)


@given(counts(), levels)
def test_net_sentiment_of_all_equals_the_formula(drawn, level):
    pos, neg, n = drawn
    found = net_sentiment_all_interval(pos, neg, n, level)
    assert found == pytest.approx(mover(pos, neg, n, level), abs=1e-9)
    assert -1 <= found[0] <= (pos - neg) / n <= found[1] <= 1
    mirrored = net_sentiment_all_interval(neg, pos, n, level)
    assert mirrored == pytest.approx((-found[1], -found[0]), abs=1e-12)


@given(counts())
def test_without_neutral_messages_both_intervals_are_one(drawn):
    pos, neg, _ = drawn
    if pos + neg:
        assert net_sentiment_all_interval(pos, neg, pos + neg) == pytest.approx(
            net_sentiment_interval(pos, neg), abs=1e-7
        )


def test_net_sentiment_of_all_by_hand():
    # p1 = .4, p2 = .1, rho = -sqrt(.04/.54) = -.2722; Wilson limits of 8 and 2 of 20: .2188 .6134, .0279 .3010.
    # Below: a = .1812, b = .2010: .3 - sqrt(.03283 + .04040 + .5443·.03642); above: c = .2134, d = .0721.
    low, high = net_sentiment_all_interval(8, 2, 20)
    assert low == pytest.approx(0.3 - math.sqrt(0.03283 + 0.04040 + 0.01982), abs=2e-4)
    assert high == pytest.approx(0.3 + math.sqrt(0.04554 + 0.00520 + 0.5443 * 0.01539), abs=2e-4)


def covered(n, p, q):
    """Exact probability that the interval over all messages holds p - q: a sum over every outcome."""
    outcomes = np.array([(a, b) for a in range(n + 1) for b in range(n + 1 - a)])
    chance = multinomial.pmf(np.c_[outcomes, n - outcomes.sum(axis=1)], n, [p, q, 1 - p - q])
    likely = chance > 1e-10
    hit = [
        ends[0] <= p - q <= ends[1]
        for ends in (net_sentiment_all_interval(a, b, n) for a, b in outcomes[likely].tolist())
    ]
    return float(chance[likely] @ np.array(hit))


@pytest.mark.parametrize(("p", "q"), [(0.3, 0.2), (0.2, 0.2), (0.1, 0.3), (0.45, 0.4), (0.7, 0.1), (0.05, 0.5)])
def test_the_interval_over_all_messages_covers_the_truth_exactly(p, q):
    assert 0.93 <= covered(50, p, q) <= 0.97


@pytest.mark.parametrize("n", [50, 150, 500])
@pytest.mark.parametrize(("p", "q"), [(0.3, 0.2), (0.2, 0.1), (0.15, 0.4)])
def test_intervals_cover_a_known_truth_as_often_as_they_say(n, p, q):
    drawn = np.random.default_rng([7, n]).multinomial(n, [p, q, 1 - p - q], size=4_000)
    whole = polar = share = 0
    for pos, neg, _ in drawn.tolist():
        low, high = net_sentiment_all_interval(pos, neg, n)
        whole += low <= p - q <= high
        low, high = net_sentiment_interval(pos, neg)
        polar += low <= (p - q) / (p + q) <= high
        low, high = wilson(pos, n)
        share += low <= p <= high
    for hits in (whole, polar, share):
        assert 0.93 <= hits / len(drawn) <= 0.97
