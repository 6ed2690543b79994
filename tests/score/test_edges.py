"""Edges of the score that only one branch or constant decides."""

import datetime as dt
from dataclasses import replace

import pytest

from brandscore.errors import ProfileError
from brandscore.metrics.measured import Cell, Measured
from brandscore.metrics.windows import Period
from brandscore.platforms import PLATFORM_NAMES
from brandscore.score.aggregate import weighted_mean
from brandscore.score.compute import score_brands
from brandscore.score.normalise import Reference, normalise, reference_of
from brandscore.score.profile import Normalise, load_profile
from brandscore.score.question import Competitor, Question
from brandscore.score.reference import build_reference

PROFILE = load_profile("wisesight")
PERIOD = Period(dt.date(2026, 1, 1), dt.date(2026, 1, 10))
SETTINGS = Normalise(method="cube_root", floor=-100, rate_low=-300, rate_high=300)
X = Question(("earned",), ("x",))


def field(values, platforms=("x",), polar=(0, 0)):
    """Return earned cells of some brands: brand -> unique daily mentions, or None for no rows."""
    counts = {"pos": polar[0], "neg": polar[1]}
    net = (polar[0] - polar[1]) / (polar[0] + polar[1]) if sum(polar) else None
    cells = {
        (0, brand, p, "earned"): Cell({"unique_daily_mentions": n, "net_sentiment": net}, {}, counts)
        for brand, n in values.items()
        for p in PLATFORM_NAMES
    }
    present = frozenset(("mentions", b, p, "earned") for b, n in values.items() if n is not None for p in platforms)
    collected = frozenset((p, "earned", i) for p in platforms for i in ("unique_daily_mentions", "net_sentiment"))
    return Measured((PERIOD,), cells, present, collected)


def scored(measured, rivals, question=X, frozen=None, profile=PROFILE):
    frozen = frozen or build_reference(measured, 0, rivals, profile)
    return {b.brand: b for b in score_brands(measured, 0, rivals, profile, question, frozen)}


def leaf(brand, name="unique_daily_mentions", platform="x"):
    return next(found for found in brand.leaves if (found.name, found.platform) == (name, platform))


def test_every_quantity_of_a_flow_reference_is_per_day():
    scaled = Reference(1.0, 2.0, 3.0, 4.0, 5.0, (6.0, 7.0)).scaled(10)
    assert scaled == Reference(10.0, 20.0, 30.0, 40.0, 50.0, (60.0, 70.0))


def test_goalposts_of_the_profile_are_the_bounds():
    reference = reference_of([1.0, 2.0, 3.0], (0.0, 4.0))
    assert (reference.low, reference.high) == (0.0, 4.0)
    assert (reference_of([1.0, 3.0]).low, reference_of([1.0, 3.0]).high) == (1.0, 3.0)


@pytest.mark.parametrize(
    ("reference", "kind"),
    [
        (Reference(mean=1.0), "z_score"),
        (Reference(sd=1.0), "z_score"),
        (Reference(high=5.0), "min_max"),
        (Reference(low=5.0), "min_max"),
    ],
)
def test_half_a_reference_is_none(reference, kind):
    assert normalise(3.0, reference, kind, SETTINGS) is None


def test_min_max_against_a_frozen_reference_is_not_cut_and_goalposts_are():
    reference = Reference(low=2.0, high=12.0)
    assert [normalise(v, reference, "min_max", SETTINGS) for v in (-3.0, 22.0)] == [-50.0, 200.0]
    assert [normalise(v, reference, "goalposts", SETTINGS) for v in (-3.0, 22.0)] == [0.0, 100.0]


def test_ties_of_a_percentile_rank_forgive_rounding_and_no_more():
    values = (1.0, 3.0, 5.0)
    rounded = 3.0 * (1 + 1e-14)
    assert normalise(rounded, Reference(values=values), "percentile_rank", SETTINGS) == 50.0
    near = (1.0, 3.0, 3.0 * (1 + 1e-10))
    assert normalise(3.0, Reference(values=near), "percentile_rank", SETTINGS) == 50.0


@pytest.mark.parametrize("how", ["geometric", "harmonic"])
def test_a_value_without_weight_has_no_slope(how):
    assert weighted_mean([5.0, 7.0], [1.0, 0.0], how, "node").slopes == (pytest.approx(1.0), 0.0)


def test_scores_that_differ_in_the_tenth_decimal_share_a_rank():
    # 100·∛(1 + 3e-12) is 1e-10 above 100.
    found = scored(field({"A": 1.0, "B": 1.0, "C": 1.0 + 3e-12}), [Competitor(b) for b in "ABC"])
    assert found["C"].score > found["A"].score
    assert [found[b].rank for b in "ABC"] == [1, 1, 1]
    apart = scored(field({"A": 1.0, "B": 1.0, "C": 1.0 + 3e-10}), [Competitor(b) for b in "ABC"])
    assert [apart[b].rank for b in "ABC"] == [2, 2, 1]


def test_the_floor_itself_is_enough():
    three = Question(("earned",), ("facebook", "x", "tiktok", "youtube", "instagram"))
    measured = field({"A": 5, "B": 7}, ("facebook", "x", "tiktok"))
    found = scored(measured, [Competitor("A"), Competitor("B")], three)
    assert found["A"].coverage == pytest.approx(0.6)
    assert found["A"].score is not None
    two = scored(field({"A": 5, "B": 7}, ("facebook", "x")), [Competitor("A"), Competitor("B")], three)
    assert two["A"].score is None
    assert two["A"].reason == "coverage 0.40 is below 0.60; missing: earned tiktok, earned youtube, earned instagram"


def test_reasons_name_what_is_missing_and_what_is_absent():
    both = Question(("earned",), ("facebook", "x", "tiktok"))
    measured = field({"A": 5, "B": 7}, ("facebook", "x", "tiktok"))
    gone = {("mentions", "A", "tiktok", "earned"), ("mentions", "A", "facebook", "earned")}
    measured = replace(measured, present=measured.present - gone)
    rivals = [Competitor("A", platforms=frozenset({"tiktok"})), Competitor("B")]
    found = scored(measured, rivals, both)
    assert found["A"].reason == "missing: earned tiktok; absent: earned facebook"
    assert found["B"].reason == ""
    absent_twice = scored(measured, [Competitor("A"), Competitor("B")], both)
    assert absent_twice["A"].reason == "absent: earned facebook, earned tiktok"
    assert (
        leaf(found["A"], platform="tiktok").standing.reason
        == "official account listed, but no mentions of it collected"
    )
    assert leaf(found["A"], platform="facebook").standing.reason == "brand not there: counts 0"


def test_as_many_positive_as_negative_messages_are_a_net_sentiment_of_0():
    found = scored(field({"A": 5, "B": 7}, polar=(4, 4)), [Competitor("A"), Competitor("B")])
    assert found["A"].net_sentiment == 0.0
    assert leaf(found["A"], "net_sentiment").contribution == 0.0
    assert scored(field({"A": 5}), [Competitor("A")])["A"].net_sentiment is None


def test_what_a_borrowed_reference_calls_collected_is_collected():
    rivals = [Competitor("A"), Competitor("B")]
    frozen = build_reference(field({"A": 5, "B": 7}, ("x", "tiktok")), 0, rivals, PROFILE)
    only_x = field({"A": 5, "B": 7}, ("x", "tiktok"))
    only_x = replace(
        only_x,
        present=frozenset(p for p in only_x.present if p[2] == "x"),
        collected=frozenset(c for c in only_x.collected if c[0] == "x"),
    )
    wide = Question(("earned",), ("x", "tiktok"))
    found = scored(only_x, rivals, wide, frozen)
    # Absent on TikTok, which counts 0, and not missing.
    assert leaf(found["A"], platform="tiktok").standing.status == "absent"
    assert found["A"].score == pytest.approx(leaf(found["A"]).normalised / 2)


def test_what_is_0_everywhere_has_no_reference_and_says_so():
    measured = field({"A": 0, "B": 0, "C": None})
    found = scored(measured, [Competitor(b) for b in "ABC"])
    measured_zero, absent = leaf(found["A"]).standing, leaf(found["C"]).standing
    assert (measured_zero.status, measured_zero.value) == ("missing", 0)
    assert (absent.status, absent.value) == ("missing", None)
    assert measured_zero.reason == "no reference: no brand of the category has a value other than 0"


def test_what_the_reference_says_nothing_of_says_so():
    rivals = [Competitor("A"), Competitor("B")]
    measured = field({"A": 5, "B": 7})
    frozen = build_reference(measured, 0, rivals, PROFILE)
    part = replace(frozen, entries={k: e for k, e in frozen.entries.items() if k[3] != "unique_daily_mentions"})
    found = scored(measured, rivals, X, part)
    assert leaf(found["A"]).standing.reason == "the reference says nothing of it"


def with_method(method, **parts):
    settings = PROFILE.model_dump() | {"normalise": {**PROFILE.normalise.model_dump(), "method": method}}
    for part, changes in parts.items():
        settings[part] = {**settings[part], **changes}
    return type(PROFILE).model_validate(settings)


@pytest.mark.parametrize("method", ["min_max", "z_score", "percentile_rank"])
def test_an_absent_brand_counts_0_under_every_normalisation(method):
    found = scored(field({"A": 5, "B": 7, "C": None}), [Competitor(b) for b in "ABC"], profile=with_method(method))
    assert leaf(found["C"]).standing.status == "absent"
    assert leaf(found["C"]).normalised == 0.0


def test_without_a_polar_message_sentiment_adds_nothing():
    found = scored(field({"A": 5, "B": 7}), [Competitor("A"), Competitor("B")])
    sentiment = leaf(found["A"], "net_sentiment")
    assert (sentiment.standing.status, sentiment.normalised, sentiment.contribution) == ("missing", None, None)
    assert found["A"].score == leaf(found["A"]).normalised


def test_leave_out_leaves_an_absent_indicator_of_a_measured_cell_out_too():
    own = Question(("own",), ("x",))
    values = {"followers": 8, "interactions": 3, "weighted_interactions": 27}
    cells = {(0, b, "x", "own"): Cell(values, {}, {"pos": 0, "neg": 0}) for b in "AB"}
    # B has posts and no account.
    present = {("accounts", "A", "x", "own"), ("posts", "A", "x", "own"), ("posts", "B", "x", "own")}
    collected = {("x", "own", i) for i in values}
    measured = Measured((PERIOD,), cells, frozenset(present), frozenset(collected))
    rivals = [Competitor("A"), Competitor("B")]
    left_out = scored(measured, rivals, own, profile=with_method("cube_root", coverage={"absent": "leave_out"}))
    assert (left_out["A"].score, left_out["B"].score) == (pytest.approx(100), pytest.approx(100))
    assert leaf(left_out["B"], "followers").weight is None
    counted = scored(measured, rivals, own)
    # followers .30 and views & interactions .50 of quantity: 100 · .5 / .8
    assert counted["B"].score == pytest.approx(62.5)
    assert leaf(counted["B"], "followers").contribution == 0.0


def test_the_joined_indicator_names_the_part_that_is_missing():
    values = {"interactions": 3, "weighted_interactions": 27, "views": None}
    cells = {(0, b, "tiktok", "own"): Cell(values, {}, {"pos": 0, "neg": 0}) for b in "AB"}
    collected = frozenset(("tiktok", "own", i) for i in ("interactions", "weighted_interactions"))
    present = frozenset(("posts", b, "tiktok", "own") for b in "AB")
    measured = Measured((PERIOD,), cells, present, collected)
    found = scored(measured, [Competitor("A"), Competitor("B")], Question(("own",), ("tiktok",)))
    joined = leaf(found["A"], "views_interactions", "tiktok")
    assert (joined.standing.status, joined.standing.value, joined.normalised) == ("measured", None, 100.0)
    assert joined.standing.reason == "views: not collected"
    nothing = leaf(scored(replace(measured, collected=frozenset({("tiktok", "own", "followers")})), [Competitor("A")],
                          Question(("own",), ("tiktok",)))["A"], "views_interactions", "tiktok")  # fmt: skip
    assert nothing.standing.status == "missing"
    assert nothing.standing.reason == "views: not collected; weighted_interactions: not collected"


def test_a_platform_that_the_profile_does_not_weigh_carries_nothing():
    settings = PROFILE.model_dump()
    del settings["platforms"]["tiktok"]
    narrow = type(PROFILE).model_validate(settings)
    measured = field({"A": 8, "B": 27}, ("x", "tiktok"))
    more = {(0, "A", "tiktok", "earned"): Cell({"unique_daily_mentions": 1000}, {}, {"pos": 0, "neg": 0})}
    measured = replace(measured, cells={**measured.cells, **more})
    wide = Question(("earned",), ("x", "tiktok"))
    found = scored(measured, [Competitor("A"), Competitor("B")], wide, profile=narrow)
    assert found["A"].score == pytest.approx(leaf(found["A"]).normalised)
    assert leaf(found["A"], platform="tiktok").contribution == 0.0


def test_a_mean_that_cannot_be_taken_names_its_node():
    # A loses as many followers as B wins: -100 stands at every level of it.
    cells = {(0, b, "x", "own"): Cell({"fan_growth": n}, {}, {"pos": 0, "neg": 0}) for b, n in (("A", -8), ("B", 8))}
    present = frozenset(("accounts", b, "x", "own") for b in "AB")
    measured = Measured((PERIOD,), cells, present, frozenset({("x", "own", "fan_growth")}))
    rivals, own = [Competitor("A"), Competitor("B")], Question(("own",), ("x",))
    assert scored(measured, rivals, own)["A"].score == pytest.approx(-100)
    for level, node in (("sides", "brand"), ("platforms", "own"), ("nodes", "own x"), ("indicators", "own x quantity")):
        harmonic = with_method("cube_root", aggregate={level: "harmonic"})
        with pytest.raises(ProfileError, match=rf"^{node}: a harmonic mean cannot take a negative value \(-100\)"):
            scored(measured, rivals, own, profile=harmonic)


def test_what_carries_no_weight_makes_no_score_even_without_a_floor():
    free = with_method("cube_root", coverage={"floor": 0.0}, platforms={"x": 0.0})
    found = scored(field({"A": 5, "B": 7}), [Competitor("A"), Competitor("B")], profile=free)
    assert (found["A"].score, found["A"].rank, found["A"].coverage) == (None, None, 0.0)
    assert found["A"].reason == "no weighted platform was measured"
