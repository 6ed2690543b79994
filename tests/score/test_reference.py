"""The frozen reference: written, read back to the same floats, and damaged ones refused."""

import datetime as dt

import pytest

from brandscore.errors import DataError, RefusedError
from brandscore.metrics.measured import Cell, Measured
from brandscore.metrics.windows import Period
from brandscore.score.compute import score_brands
from brandscore.score.explain import difference
from brandscore.score.profile import load_profile
from brandscore.score.question import Competitor, Question, check_answerable
from brandscore.score.reference import build_reference, reference_from_rows, reference_rows

PROFILE = load_profile("wisesight")
RIVALS = [Competitor("A"), Competitor("B"), Competitor("C")]
QUESTION = Question(("earned",), ("x",))


def measured(udm, days=7, collected=("unique_daily_mentions", "intention"), period_start=dt.date(2026, 1, 1)):
    period = Period(period_start, period_start + dt.timedelta(days=days - 1))
    cells = {
        (0, n, "x", "earned"): Cell({"unique_daily_mentions": v, "intention": v % 7}, {}, {"pos": 0, "neg": 0})
        for n, v in udm.items()
    }
    return Measured(
        (period,),
        cells,
        frozenset(("mentions", n, "x", "earned") for n in udm),
        frozenset(("x", "earned", i) for i in collected),
    )


def as_cells(rows):
    return [{k: "" if v is None else v if isinstance(v, str) else repr(v) for k, v in r.items()} for r in rows]


FIELD = {"A": 11, "B": 17, "C": 23}


def test_reads_back_to_the_same_reference():
    frozen = build_reference(measured(FIELD), 0, RIVALS, PROFILE)
    assert reference_from_rows(as_cells(reference_rows(frozen)), "reference.csv") == frozen
    entry = frozen.entries["all", "x", "earned", "unique_daily_mentions"]
    assert entry.reference.x_ref == 17 / 7
    assert entry.brands == ("A", "B", "C")


def test_a_week_and_a_half_year_are_comparable():
    week = measured(FIELD)
    frozen = build_reference(week, 0, RIVALS, PROFILE)
    longer = measured({n: v * 26 for n, v in FIELD.items()}, days=7 * 26, collected=("unique_daily_mentions",))
    one = {b.brand: b.leaves for b in score_brands(week, 0, RIVALS, PROFILE, QUESTION, frozen)}
    two = {b.brand: b.leaves for b in score_brands(longer, 0, RIVALS, PROFILE, QUESTION, frozen)}
    for brand, leaves in one.items():
        normalised = [{leaf.name: leaf.normalised for leaf in found} for found in (leaves, two[brand])]
        assert normalised[0]["unique_daily_mentions"] == pytest.approx(
            normalised[1]["unique_daily_mentions"], rel=1e-12
        )


def damaged(**changes):
    rows = as_cells(reference_rows(build_reference(measured(FIELD), 0, RIVALS, PROFILE)))
    rows[3] = {**rows[3], **changes}
    return rows


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"x_ref": "abc"}, "row 5, column x_ref: 'abc' is no number"),
        ({"x_ref": "-1"}, "row 5, column x_ref: x_ref is -1; expected a number above 0"),
        ({"x_ref": "inf"}, "'inf' is no number"),
        ({"platform": "line"}, "row 5, column platform: 'line'"),
        ({"side": "paid"}, "row 5, column side: 'paid'"),
        ({"indicator": "likes"}, "row 5, column indicator: 'likes' is no indicator"),
        ({"collected": "yes"}, "row 5, column collected: 'yes'"),
        ({"values": "1|x"}, "row 5, column values: 'x' is no number"),
        ({"base_from": "2020-01-01"}, "2 base windows and 1 profiles"),
        ({"normaliser": "min_max"}, "1 base windows and 2 profiles"),
    ],
)
def test_a_damaged_reference_says_where(changes, message):
    with pytest.raises(DataError) as error:
        reference_from_rows(damaged(**changes), "reference.csv")
    assert message in str(error.value)


def test_all_damage_comes_at_once_and_doubles_are_found():
    rows = damaged(x_ref="abc", shrink_mean="?")
    with pytest.raises(DataError) as error:
        reference_from_rows([*rows, rows[0]], "reference.csv")
    assert len(error.value.problems) == 3
    assert "stands twice" in str(error.value)


def test_a_base_window_that_is_none_is_refused():
    rows = [{**r, "base_from": "someday"} for r in damaged()]
    with pytest.raises(DataError, match="base window 'someday'"):
        reference_from_rows(rows, "reference.csv")


def test_a_reference_of_another_normalisation_or_category_is_refused():
    field = measured(FIELD)
    frozen = build_reference(field, 0, RIVALS, PROFILE)
    other = PROFILE.model_copy(update={"normalise": PROFILE.normalise.model_copy(update={"method": "z_score"})})
    with pytest.raises(DataError, match="made for the normalisation cube_root"):
        score_brands(field, 0, RIVALS, other, QUESTION, frozen)
    renamed = PROFILE.model_copy(update={"name": "other"})
    with pytest.raises(DataError, match="made with the profile wisesight, this run asks for other"):
        score_brands(field, 0, RIVALS, renamed, QUESTION, frozen)
    with pytest.raises(DataError, match="knows nothing of category tea"):
        score_brands(field, 0, [Competitor("A", "tea")], PROFILE, QUESTION, frozen)


def test_the_refusal_names_what_is_missing_and_the_narrower_question():
    with pytest.raises(RefusedError) as error:
        check_answerable(Question(), measured(FIELD).collected, PROFILE)
    text = str(error.value)
    assert "7% of what was asked for was collected" in text
    assert "not collected: own on facebook, instagram, x, youtube, tiktok" in text
    assert "What the data can answer: --sides earned --platforms x" in text
    check_answerable(QUESTION, measured(FIELD).collected, PROFILE)


def test_with_nothing_collected_no_narrower_question_is_named():
    with pytest.raises(RefusedError, match="No narrower question would pass either"):
        check_answerable(Question(), frozenset(), PROFILE)


def test_a_side_of_which_nothing_is_collected_is_refused_even_above_the_floor():
    # own alone carries 0.65 of the weight, above the floor of 0.6.
    everywhere = frozenset((p, "own", "followers") for p in Question().platforms)
    with pytest.raises(RefusedError, match="--sides own --platforms facebook,instagram,x,youtube,tiktok"):
        check_answerable(Question(), everywhere, PROFILE)


def test_difference_splits_the_gap():
    mine = {("x", "own", "followers"): 5.0, ("x", "own", "views"): 1.0}
    other = {("x", "own", "followers"): 2.0, ("x", "earned", "intention"): 4.5}
    parts = difference(mine, other)
    assert [(p.indicator, p.points) for p in parts] == [("intention", -4.5), ("followers", 3.0), ("views", 1.0)]
    assert sum(p.points for p in parts) == sum(mine.values()) - sum(other.values())


def test_what_a_reference_says_nothing_of_is_missing_and_not_0():
    field = measured(FIELD)
    whole = build_reference(field, 0, RIVALS, PROFILE)
    rows = [r for r in as_cells(reference_rows(whole)) if r["indicator"] != "intention"]
    part = reference_from_rows(rows, "reference.csv")
    for brand in score_brands(field, 0, RIVALS, PROFILE, QUESTION, part):
        leaf = next(leaf for leaf in brand.leaves if leaf.name == "intention")
        assert (leaf.standing.status, leaf.normalised, leaf.weight) == ("missing", None, None)
        udm = next(leaf for leaf in brand.leaves if leaf.name == "unique_daily_mentions")
        assert brand.score == udm.normalised
