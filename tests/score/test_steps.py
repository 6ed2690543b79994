"""The single steps of the score against the literals of docs/worked-example.md, and against other libraries."""

import math

import literals
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from brandscore.errors import ProfileError
from brandscore.score.aggregate import weighted_mean
from brandscore.score.normalise import Reference, normalise, reference_of, reference_value, scale_kind
from brandscore.score.profile import Normalise

CLOSE = {"rel": 1e-9, "abs": 2e-12}


def settings_of(method="cube_root", floor=-100.0, low=-300.0, high=300.0):
    return Normalise(method=method, floor=floor, rate_low=low, rate_high=high)


@pytest.mark.parametrize(("values", "x_ref"), literals.FALLBACKS)
def test_reference_falls_back_as_on_paper(values, x_ref):
    assert reference_value(values) == x_ref


@pytest.mark.parametrize(("kind", "parameters", "values", "wanted"), literals.NORMALISED)
def test_normalised_as_on_paper(kind, parameters, values, wanted):
    known = {k: v for k, v in parameters.items() if k not in ("floor", "cap")}
    settings = settings_of(floor=parameters.get("floor", -100.0), high=parameters.get("cap", 300.0))
    got = [normalise(v, Reference(**known), kind, settings) for v in values]
    assert got == [pytest.approx(w, **CLOSE) for w in wanted]


@pytest.mark.parametrize("kind", literals.NO_SPREAD[0])
def test_without_spread_all_stand_at_100(kind):
    _, values, wanted = literals.NO_SPREAD
    reference = reference_of(values)
    assert tuple(normalise(v, reference, kind, settings_of()) for v in values) == wanted


@pytest.mark.parametrize(("value", "per_day", "days", "wanted"), literals.FLOWS)
def test_flow_reference_is_per_day(value, per_day, days, wanted):
    scaled = Reference(x_ref=per_day).scaled(days)
    assert normalise(value, scaled, "cube_root", settings_of()) == pytest.approx(wanted, **CLOSE)


@pytest.mark.parametrize(("how", "weights", "values", "mean", "parts"), literals.AGGREGATED)
def test_means_and_contributions_as_on_paper(how, weights, values, mean, parts):
    there = [(w, v) for w, v in zip(weights, values, strict=True) if v is not None]
    got = weighted_mean([v for _, v in there], [w for w, _ in there], how, "node")
    assert got.value == pytest.approx(mean, **CLOSE)
    wanted = [p for p in parts if p is not None]
    assert [s * v for s, (_, v) in zip(got.slopes, there, strict=True)] == [pytest.approx(p, **CLOSE) for p in wanted]


@pytest.mark.parametrize(("how", "brand", "parts"), literals.NESTED)
def test_one_mean_within_another_as_on_paper(how, brand, parts):
    own = weighted_mean([50.0, 80.0, 100.0], [0.3, 0.2, 0.5], "arithmetic", "own")
    whole = weighted_mean([own.value, 64.0], [0.65, 0.35], how, "brand")
    assert whole.value == pytest.approx(brand, **CLOSE)
    got = [whole.slopes[0] * s * v for s, v in zip(own.slopes, (50.0, 80.0, 100.0), strict=True)]
    assert (*got, whole.slopes[1] * 64.0) == tuple(pytest.approx(p, **CLOSE) for p in parts)


@pytest.mark.parametrize("how", ["geometric", "harmonic"])
def test_means_that_need_positive_values_refuse_negative_ones(how):
    with pytest.raises(ProfileError, match=r"own x: a .* mean cannot take a negative value \(-1\)"):
        weighted_mean([5.0, -1.0], [0.5, 0.5], how, "own x")


@pytest.mark.parametrize("how", ["geometric", "harmonic"])
def test_a_zero_makes_these_means_zero_and_nothing_contributes(how):
    got = weighted_mean([5.0, 0.0], [0.5, 0.5], how, "node")
    assert (got.value, got.slopes) == (0.0, (0.0, 0.0))
    # A value without weight does not count.
    assert weighted_mean([5.0, 0.0], [0.5, 0.0], how, "node").value == pytest.approx(5.0)


def test_no_values_or_no_weight_is_no_mean():
    assert weighted_mean([], [], "arithmetic", "node") is None
    assert weighted_mean([1.0], [0.0], "arithmetic", "node") is None


positive = st.lists(st.tuples(st.floats(0.01, 1e3), st.floats(0.01, 10)), min_size=1, max_size=6)


@given(positive, st.sampled_from(["arithmetic", "geometric", "harmonic"]))
def test_means_equal_numpy_and_scipy_and_slopes_sum_to_them(pairs, how):
    values, weights = (np.array(x) for x in zip(*pairs, strict=True))
    oracle = {
        "arithmetic": np.average,
        "geometric": lambda v, weights: stats.gmean(v, weights=weights),
        "harmonic": lambda v, weights: stats.hmean(v, weights=weights),
    }[how](values, weights=weights)
    got = weighted_mean(list(values), list(weights), how, "node")
    assert got.value == pytest.approx(oracle, rel=1e-9)
    assert math.fsum(got.weights) == pytest.approx(1, rel=1e-12)
    assert math.fsum(s * v for s, v in zip(got.slopes, values, strict=True)) == pytest.approx(got.value, rel=1e-9)


@given(st.lists(st.integers(-20, 20).map(float), min_size=2, max_size=8))
def test_spread_methods_equal_scipy(values):
    reference = reference_of(values)
    array = np.array(values)
    settings = settings_of()
    if array.std() == 0:
        return
    wanted = {
        "z_score": 100 + 15 * stats.zscore(array),
        "percentile_rank": 100 * (stats.rankdata(array) - 0.5) / len(array),
        "min_max": 100 * (array - array.min()) / np.ptp(array),
    }
    for kind, scaled in wanted.items():
        got = [normalise(v, reference, kind, settings) for v in values]
        assert got == [pytest.approx(w, rel=1e-9, abs=1e-9) for w in scaled], kind
    share = [normalise(v, reference, "fraction_of_maximum", settings) for v in values]
    if array.max() > 0:
        assert share == [pytest.approx(w) for w in 100 * array / array.max()]
    else:
        # A share of a maximum that is not above 0 has no meaning.
        assert share == [None] * len(values)


@pytest.mark.parametrize(
    "kind", ["cube_root", "log1p", "linear", "min_max", "z_score", "percentile_rank", "fraction_of_maximum"]
)
def test_without_a_reference_there_is_no_value(kind):
    assert normalise(3.0, Reference(), kind, settings_of()) is None


@pytest.mark.parametrize("bounds", [(-50.0, 150.0), (-300.0, 300.0)])
def test_rate_bounds_are_settings(bounds):
    settings = settings_of(low=bounds[0], high=bounds[1])
    got = [normalise(v, Reference(x_ref=1.0), "linear", settings) for v in (-9.0, 9.0)]
    assert got == list(bounds)


def test_log1p_has_the_same_floor():
    assert normalise(-1000.0, Reference(x_ref=1.0), "log1p", settings_of()) == -100


def test_which_scale_serves_which_nature():
    assert [scale_kind(n, settings_of()) for n in ("stock", "flow", "rate")] == ["cube_root", "cube_root", "linear"]
    assert [scale_kind(n, settings_of("log1p")) for n in ("flow", "rate")] == ["log1p", "linear"]
    assert [scale_kind(n, settings_of("z_score")) for n in ("flow", "rate")] == ["z_score", "z_score"]


def test_percentile_rank_of_a_value_that_is_not_among_the_reference():
    reference = reference_of([1.0, 2.0, 3.0, 4.0])
    settings = settings_of()
    assert [normalise(v, reference, "percentile_rank", settings) for v in (0.0, 2.5, 9.0)] == [0.0, 50.0, 100.0]
