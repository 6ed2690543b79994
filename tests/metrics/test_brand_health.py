"""The verdict on a brand's health: a rule from a profile, and nothing from the code."""

import math
from importlib import resources

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import brandscore as bs
from brandscore.errors import ProfileError, UsageError
from brandscore.metrics.health import judge, load_health_profile

RULE = load_health_profile("default")
BEST = {check.metric: check.all_at for check in RULE.check}
WORST = {check.metric: check.none_at for check in RULE.check}

OWN = """
name = "own"
version = 1
effective = "2026-01-01"
title = "Two checks"
sources = ["a study"]
note = "bounds of the study"
[verdict]
average_from = 40
healthy_from = 70
least_coverage = 0.6
[[check]]
metric = "nps"
area = "perception"
none_at = 0
all_at = 50
weight = 3
mark = "P"
why = "recommendation"
[[check]]
metric = "tone_spread"
area = "consistency"
none_at = 40
all_at = 10
weight = 1
mark = "A"
why = "alike everywhere"
"""


@pytest.fixture
def own(tmp_path):
    path = tmp_path / "own.toml"
    path.write_text(OWN, encoding="utf-8")
    return path


def test_points_and_parts_by_hand(own):
    found = bs.brand_health({"nps": 25, "tone_spread": 16}, own)
    (one,) = found.judged
    assert [p.points for p in one.parts] == [50, 80]
    assert [p.part for p in one.parts] == [37.5, 20]
    assert (one.points, one.verdict, one.coverage) == (57.5, "average", 1)
    assert found.table.to_dict("records")[0]["verdict_th"] == "ปานกลาง"
    assert found.checks["part"].sum() == one.points


def test_missing_metrics_leave_their_weight_to_the_others(own):
    (one,) = bs.brand_health({"nps": 50, "tone_spread": None}, own).judged
    assert (one.points, one.verdict, one.coverage, one.missing) == (100, "healthy", 0.75, ("tone_spread",))
    (two,) = bs.brand_health({"nps": math.nan, "tone_spread": 10}, own).judged
    assert (two.points, two.verdict, two.missing) == (None, None, ("nps",))
    assert two.reason == "only 25 % of the weight of all checks is known, 60 % are needed"


def test_the_ends_of_the_shipped_rule():
    assert judge("A", BEST, RULE).verdict == "healthy"
    assert judge("A", WORST, RULE).verdict == "unhealthy"
    assert judge("A", {}, RULE).verdict is None
    assert "assumed" in RULE.note
    assert {check.mark for check in RULE.check} == {"A"}


@given(st.dictionaries(st.sampled_from(RULE.metrics), st.floats(-200, 200), min_size=1), st.sampled_from(RULE.metrics))
def test_a_better_value_never_lowers_the_points(values, name):
    check = next(c for c in RULE.check if c.metric == name)
    values = {**values, name: check.none_at}
    before, after = judge("A", values, RULE), judge("A", {**values, name: check.all_at}, RULE)
    assert (before.points is None) == (after.points is None)
    if before.points is not None:
        assert 0 <= before.points <= after.points <= 100 + 1e-9
        assert math.fsum(p.part for p in after.parts if p.part is not None) == pytest.approx(after.points)


def test_being_alike_everywhere_is_worth_no_more_than_being_good(tmp_path):
    alike_but_bad = judge("A", {**BEST, "net_sentiment": -60, "response_rate": 5}, RULE)
    points = {part.check.metric: part.points for part in alike_but_bad.parts}
    assert (points["tone_spread"], points["response_spread"]) == (0, 0)
    unknown = judge("A", {k: v for k, v in BEST.items() if k != "response_rate"}, RULE)
    assert {part.check.metric: part.points for part in unknown.parts}["response_spread"] == 100
    text = (resources.files("brandscore.metrics") / "health_profiles" / "default.toml").read_text(encoding="utf-8")
    with pytest.raises(ProfileError, match="tone_spread is no_better_than 'nothing'; name another check"):
        wrong = tmp_path / "mine.toml"
        wrong.write_text(
            text.replace('no_better_than = "net_sentiment"', 'no_better_than = "nothing"'), encoding="utf-8"
        )
        load_health_profile(wrong)


def test_several_brands_and_measured_results():
    found = bs.brand_health({"B": WORST, "A": BEST})
    assert found.table["brand"].tolist() == ["A", "B"]
    assert found.table["verdict"].tolist() == ["healthy", "unhealthy"]
    assert RULE.note in repr(found)
    assert "healthy" in found._repr_html_()


def test_the_last_period_of_a_measured_result_is_judged(own):
    rows = [("2026-03-02", s) for s in (0, 0)] + [("2026-03-03", s) for s in (10, 10, 10, 0)]
    frame = pd.DataFrame(
        {
            "brand": "A", "date": [d for d, _ in rows], "respondent": [str(n) for n in range(6)], "group": "customer",
            "question": "nps", "score": [s for _, s in rows], "scale_min": 0, "scale_max": 10,
        }
    )  # fmt: skip
    with bs.Data(surveys=frame) as data:
        (one,) = bs.brand_health(bs.measure(data, ["nps", "tone_spread"], every="day"), own).judged
    assert (one.brand, one.parts[0].value, one.verdict) == ("A", 50, "healthy")


def test_values_of_no_metric_are_refused():
    with pytest.raises(UsageError, match="no metric 'npss'; did you mean nps"):
        bs.brand_health({"npss": 3})


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('metric = "nps"', 'metric = "npss"', "there is no metric 'npss'; did you mean 'nps'"),
        ("all_at = 50", "all_at = 0", "nps: none_at and all_at are both 0"),
        ("all_at = 10", "all_at = 90", "tone_spread: lower is better, so all_at (90) must be below none_at (40)"),
        ("average_from = 40", "average_from = 80", "average_from (80) must lie below healthy_from (70)"),
        ('metric = "tone_spread"', 'metric = "nps"', "nps stands there twice"),
        ("weight = 3", "weight = -3", "greater than 0"),
        ("weight = 1", "wieght = 1", "wieght: Extra inputs are not permitted"),
        ("[verdict]", "[verdict", "not valid TOML"),
    ],
)
def test_a_wrong_profile_says_what_is_wrong(own, old, new, says):
    text = OWN.replace(old, new)
    if new == 'metric = "nps"':
        text = text.replace("none_at = 40\nall_at = 10", "none_at = 10\nall_at = 40")
    own.write_text(text, encoding="utf-8")
    with pytest.raises(ProfileError) as caught:
        load_health_profile(own)
    assert says in str(caught.value)
    assert "own.toml" in str(caught.value)


def test_no_such_profile():
    with pytest.raises(ProfileError, match="no such preset or file"):
        load_health_profile("defualt")
