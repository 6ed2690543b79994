"""What must hold of every score, whatever the data."""

import datetime as dt
import math
from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from brandscore.indicators import applicable
from brandscore.metrics.measured import Cell, Measured
from brandscore.metrics.windows import Period
from brandscore.score.compute import score_brands
from brandscore.score.profile import load_profile
from brandscore.score.question import Competitor, Question
from brandscore.score.reference import build_reference

PLATFORMS = ("facebook", "tiktok")
QUESTION = Question(platforms=PLATFORMS)
PERIOD = Period(dt.date(2026, 1, 1), dt.date(2026, 1, 10))
TABLE = {"own": ("accounts", "posts", "mentions"), "earned": ("mentions",)}
PRESETS = {name: load_profile(name) for name in ("wisesight", "open")}
COLLECTED = frozenset(
    (p, s, i.name) for p in PLATFORMS for s in ("own", "earned") for i in applicable(s, p) if i.nature != "node"
)

count = st.integers(0, 2000)


@st.composite
def cell_values(draw, side, platform):
    """Values that could have been measured in one cell: rates from counts, growth of either sign."""
    values, counts = {}, {}
    for label in ("pos", "neu", "neg", "q"):
        counts[label] = draw(st.integers(0, 40))
    total = sum(counts.values())
    counts |= {"intention_n": total, "advocacy_n": total, "messages": total, "promo": 0}
    for indicator in applicable(side, platform):
        if indicator.nature == "node":
            continue
        values[indicator.name] = draw(st.one_of(st.none(), count) if draw(st.integers(0, 9)) == 0 else count)
    for name in ("intention", "advocacy"):
        values[name] = draw(st.integers(0, total))
        values[f"{name}_rate"] = values[name] / total if total else None
    if side == "own":
        values["fan_growth"] = draw(st.integers(-500, 500))
        values["fan_growth_rate"] = values["fan_growth"] / 1000
        for name in ("comment_ratio", "share_ratio", "response_rate"):
            values[name] = draw(st.one_of(st.none(), st.floats(0, 1)))
    pos, neg = counts["pos"], counts["neg"]
    values["net_sentiment"] = (pos - neg) / (pos + neg) if pos + neg else None
    values["net_sentiment_all"] = (pos - neg) / total if total else None
    return Cell(values, {}, counts)


@st.composite
def fields(draw, brands=4):
    """Return brands, their cells, who is where."""
    names = [f"B{i}" for i in range(draw(st.integers(2, brands)))]
    cells, present = {}, set()
    for name in names:
        for platform in PLATFORMS:
            for side in ("own", "earned"):
                cells[0, name, platform, side] = draw(cell_values(side, platform))
                if draw(st.integers(0, 5)) or name == names[0]:
                    present |= {(t, name, platform, side) for t in TABLE[side]}
    competitors = [
        Competitor(n, "all", frozenset(draw(st.sets(st.sampled_from(PLATFORMS), max_size=1)))) for n in names
    ]
    return Measured((PERIOD,), cells, frozenset(present), COLLECTED), competitors


def scored(measured, competitors, profile, frozen=None):
    frozen = frozen or build_reference(measured, 0, competitors, profile)
    return {b.brand: b for b in score_brands(measured, 0, competitors, profile, QUESTION, frozen)}


def scores(*args, **more):
    return {name: b.score for name, b in scored(*args, **more).items()}


def same(one, two):
    assert one.keys() == two.keys()
    for name, value in one.items():
        assert (value is None) == (two[name] is None), name
        assert value is None or two[name] == pytest.approx(value, rel=1e-9, abs=1e-9), name


presets = st.sampled_from(sorted(PRESETS)).map(PRESETS.get)


@given(fields(), presets)
def test_contributions_sum_to_the_score(field, profile):
    measured, competitors = field
    for brand in scored(measured, competitors, profile).values():
        if brand.score is None:
            assert brand.contributions == []
            assert brand.reason
            continue
        assert math.fsum(leaf.contribution for leaf in brand.contributions) == pytest.approx(brand.score, abs=1e-9)
        assert math.fsum(leaf.weight for leaf in brand.leaves if leaf.weight is not None) == pytest.approx(1)
        assert 0 <= brand.coverage <= 1 + 1e-12
        assert brand.completeness <= brand.coverage + 1e-12


def with_aggregators(profile, **how):
    coverage = profile.coverage.model_copy(update={"absent": "leave_out"})
    normalise = profile.normalise.model_copy(update={"floor": 0.0, "rate_low": 0.0})
    sentiment = profile.sentiment.model_copy(update={"gain": 0.2})
    aggregate = profile.aggregate.model_copy(update=how)
    return profile.model_copy(
        update={"coverage": coverage, "normalise": normalise, "sentiment": sentiment, "aggregate": aggregate}
    )


means = st.sampled_from(["arithmetic", "geometric", "harmonic"])


@given(fields(), presets, means, means, means, means)
def test_contributions_sum_to_the_score_with_any_means(field, profile, indicators, nodes, platforms, sides):
    measured, competitors = field
    chosen = with_aggregators(profile, indicators=indicators, nodes=nodes, platforms=platforms, sides=sides)
    for brand in scored(measured, competitors, chosen).values():
        if brand.score is not None:
            assert math.fsum(leaf.contribution for leaf in brand.contributions) == pytest.approx(brand.score, abs=1e-9)


@given(fields(), presets, st.data())
def test_relabelling_upwards_never_lowers_a_score(field, profile, data):
    measured, competitors = field
    key = data.draw(st.sampled_from(sorted(measured.cells)))
    before, after = data.draw(st.sampled_from([("neg", "neu"), ("neu", "pos"), ("neg", "pos")]))
    cell = measured.cells[key]
    assume(cell.counts[before])
    counts = {**cell.counts, before: cell.counts[before] - 1, after: cell.counts[after] + 1}
    pos, neg = counts["pos"], counts["neg"]
    values = {**cell.values, "net_sentiment": (pos - neg) / (pos + neg) if pos + neg else None}
    better = replace(measured, cells={**measured.cells, key: replace(cell, values=values, counts=counts)})
    low, high = scores(measured, competitors, profile), scores(better, competitors, profile)
    for name, value in low.items():
        assert (value is None) == (high[name] is None)
        assert value is None or high[name] >= value - 1e-9


@given(fields(), presets, st.data())
def test_a_frozen_reference_keeps_other_scores_whoever_comes_or_goes(field, profile, data):
    measured, competitors = field
    frozen = build_reference(measured, 0, competitors, profile)
    gone = data.draw(st.sampled_from([c.name for c in competitors]))
    rest = [c for c in competitors if c.name != gone]
    fewer = replace(measured, present=frozenset(p for p in measured.present if p[1] != gone))
    whole = scores(measured, competitors, profile, frozen=frozen)
    same({n: s for n, s in whole.items() if n != gone}, scores(fewer, rest, profile, frozen=frozen))


def test_min_max_moves_everybody_when_a_competitor_comes():
    profile = PRESETS["wisesight"]
    settings_ = profile.normalise.model_copy(update={"method": "min_max"})
    profile = profile.model_copy(update={"normalise": settings_})

    def cells(udm):
        return {
            (0, name, "facebook", "earned"): Cell({"unique_daily_mentions": n}, {}, dict.fromkeys(("pos", "neg"), 0))
            for name, n in udm.items()
        }

    def run(udm):
        measured = Measured(
            (PERIOD,),
            cells(udm),
            frozenset(("mentions", n, "facebook", "earned") for n in udm),
            frozenset({("facebook", "earned", "unique_daily_mentions")}),
        )
        question = Question(("earned",), ("facebook",))
        rivals = [Competitor(n) for n in udm]
        frozen = build_reference(measured, 0, rivals, profile)
        return {b.brand: b.score for b in score_brands(measured, 0, rivals, profile, question, frozen)}

    assert run({"A": 10, "B": 20, "C": 30}) == {"A": 0.0, "B": 50.0, "C": 100.0}
    assert run({"A": 10, "B": 20, "C": 30, "D": 110}) == {"A": 0.0, "B": 10.0, "C": 20.0, "D": 100.0}


SCALABLE = (
    "followers",
    "fan_growth",
    "views",
    "weighted_interactions",
    "unique_daily_mentions",
    "comment_ratio",
    "response_rate",
)


@settings(max_examples=60)
@given(
    fields(),
    st.sampled_from(["cube_root", "min_max", "z_score", "percentile_rank", "fraction_of_maximum"]),
    st.sampled_from(SCALABLE),
    st.sampled_from([0.001, 0.5, 3.0, 1000.0]),
)
def test_scaling_an_indicator_of_all_brands_changes_nothing(field, method, name, k):
    measured, competitors = field
    profile = PRESETS["wisesight"]
    profile = profile.model_copy(update={"normalise": profile.normalise.model_copy(update={"method": method})})

    def scaled(cell):
        value = cell.values.get(name)
        return replace(cell, values={**cell.values, name: None if value is None else value * k})

    other = replace(measured, cells={key: scaled(c) for key, c in measured.cells.items()})
    if name in ("comment_ratio", "response_rate") and method == "cube_root":
        # Rates are cut at ±300, on either side alike.
        pass
    same(scores(measured, competitors, profile), scores(other, competitors, profile))


@given(fields(), presets, st.permutations(range(4)))
def test_the_order_of_brands_changes_nothing(field, profile, order):
    measured, competitors = field
    shuffled = [competitors[i] for i in order if i < len(competitors)]
    assert scores(measured, competitors, profile) == scores(measured, shuffled, profile)


def test_a_brand_without_any_data_gets_no_score_and_a_reason():
    profile = PRESETS["wisesight"]
    full = Cell({"unique_daily_mentions": 5}, {}, {"pos": 0, "neg": 0})
    empty = Cell({}, {}, {"pos": 0, "neg": 0})
    measured = Measured(
        (PERIOD,),
        {(0, "A", "x", "earned"): full, (0, "Nobody", "x", "earned"): empty},
        frozenset({("mentions", "A", "x", "earned")}),
        frozenset({("x", "earned", "unique_daily_mentions")}),
    )
    rivals = [Competitor("A"), Competitor("Nobody")]
    frozen = build_reference(measured, 0, rivals, profile)
    found = {b.brand: b for b in score_brands(measured, 0, rivals, profile, Question(("earned",), ("x",)), frozen)}
    assert found["A"].score == 100
    assert (found["Nobody"].score, found["Nobody"].rank) == (None, None)
    assert found["Nobody"].reason == "no data of this brand in what was asked for"


def test_equal_scores_share_a_rank_and_the_next_is_skipped():
    profile = PRESETS["wisesight"]
    udm = {"A": 8, "B": 27, "C": 27, "D": 1}
    measured = Measured(
        (PERIOD,),
        {(0, n, "x", "earned"): Cell({"unique_daily_mentions": v}, {}, {"pos": 0, "neg": 0}) for n, v in udm.items()},
        frozenset(("mentions", n, "x", "earned") for n in udm),
        frozenset({("x", "earned", "unique_daily_mentions")}),
    )
    rivals = [Competitor(n) for n in udm]
    frozen = build_reference(measured, 0, rivals, profile)
    found = score_brands(measured, 0, rivals, profile, Question(("earned",), ("x",)), frozen)
    assert [(b.brand, b.rank) for b in found] == [("B", 1), ("C", 1), ("A", 3), ("D", 4)]


def test_brands_are_ranked_within_their_category_against_its_own_reference():
    profile = PRESETS["wisesight"]
    udm = {"A": 8, "B": 64, "C": 1000, "D": 125}
    measured = Measured(
        (PERIOD,),
        {(0, n, "x", "earned"): Cell({"unique_daily_mentions": v}, {}, {"pos": 0, "neg": 0}) for n, v in udm.items()},
        frozenset(("mentions", n, "x", "earned") for n in udm),
        frozenset({("x", "earned", "unique_daily_mentions")}),
    )
    rivals = [Competitor("A", "tea"), Competitor("B", "tea"), Competitor("C", "beer"), Competitor("D", "beer")]
    frozen = build_reference(measured, 0, rivals, profile)
    found = score_brands(measured, 0, rivals, profile, Question(("earned",), ("x",)), frozen)
    assert [(b.category, b.brand, b.rank) for b in found] == [
        ("beer", "C", 1), ("beer", "D", 2), ("tea", "B", 1), ("tea", "A", 2),
    ]  # fmt: skip
    # Median of the teas is 36, of the beers 562.5.
    assert {b.brand: round(b.score, 6) for b in found} == {
        "A": 60.570686,
        "B": 121.141373,
        "C": 121.141373,
        "D": 60.570686,
    }
