"""What is asked: its weights, the cells that can answer it, and the refusal of what cannot be answered."""

import pytest

from brandscore.errors import RefusedError
from brandscore.score.profile import Profile, load_profile
from brandscore.score.question import Competitor, Question, check_answerable, collected_cells

WISESIGHT = load_profile("wisesight")
EVERY = ("facebook", "instagram", "x", "youtube", "tiktok")


def with_settings(**parts):
    settings = WISESIGHT.model_dump()
    for part, changes in parts.items():
        settings[part] = {**settings[part], **changes}
    return Profile.model_validate(settings)


def refusal(question, collected, profile=WISESIGHT):
    with pytest.raises(RefusedError) as error:
        check_answerable(question, frozenset(collected), profile)
    return str(error.value).splitlines()


def own(*platforms):
    return {(p, "own", "followers") for p in platforms}


def earned(*platforms):
    return {(p, "earned", "unique_daily_mentions") for p in platforms}


def test_a_brand_is_of_one_category_and_lists_no_account_unless_told():
    assert Competitor("A") == Competitor("A", "all", frozenset())


def test_cells_weigh_as_their_side_and_platform_among_those_asked():
    profile = with_settings(platforms={"x": 1.0, "facebook": 3.0})
    both = Question(("own", "earned"), ("x", "facebook"))
    assert both.weights(profile) == {
        ("own", "x"): pytest.approx(0.1625),  # 0.65 · 1/4
        ("own", "facebook"): pytest.approx(0.4875),
        ("earned", "x"): pytest.approx(0.0875),  # 0.35 · 1/4
        ("earned", "facebook"): pytest.approx(0.2625),
    }
    assert Question(("earned",), ("x", "facebook")).weights(profile) == {
        ("earned", "x"): 0.25, ("earned", "facebook"): 0.75,
    }  # fmt: skip


def test_what_the_profile_does_not_weigh_weighs_nothing():
    without = Profile.model_validate(WISESIGHT.model_dump() | {"platforms": {"x": 1.0, "tiktok": 0.0}})
    assert Question(("own",), ("x", "facebook")).weights(without) == {("own", "x"): 1.0, ("own", "facebook"): 0.0}
    nothing = {("own", "facebook"): 0.0, ("own", "tiktok"): 0.0}
    assert Question(("own",), ("facebook", "tiktok")).weights(without) == nothing
    one_side = with_settings(sides={"own": 1.0, "earned": 0.0})
    assert Question(("earned",), ("x", "tiktok")).weights(one_side) == {("earned", "x"): 0.0, ("earned", "tiktok"): 0.0}


def test_a_question_is_written_as_options():
    assert Question().options() == "--sides both --platforms facebook,instagram,x,youtube,tiktok"
    assert Question(("own",), ("x", "tiktok")).options() == "--sides own --platforms x,tiktok"
    assert Question(("earned",), ("x",)).options() == "--sides earned --platforms x"


def test_a_cell_is_collected_by_any_indicator_that_is_scored_there():
    collected = {
        ("x", "own", "followers"),  # quantity
        ("tiktok", "earned", "intention"),  # quality
        ("facebook", "own", "interactions"),  # counted, not scored
        ("facebook", "earned", "net_sentiment"),  # multiplies
        ("youtube", "own", "fan_growth_rate"),  # scored by the other preset only
        ("instagram", "earned", "followers"),  # not measured on this side
    }
    assert collected_cells(frozenset(collected), WISESIGHT) == {("own", "x"), ("earned", "tiktok")}
    assert ("own", "youtube") in collected_cells(frozenset(collected), load_profile("open"))


@pytest.mark.parametrize("part", ["views", "weighted_interactions"])
def test_a_part_of_views_and_interactions_is_enough_as_in_a_reference(part):
    # A reference holds the parts only; the run that wrote it was answered as well.
    assert collected_cells(frozenset({("tiktok", "own", part)}), WISESIGHT) == {("own", "tiktok")}
    assert collected_cells(frozenset({("x", "earned", "views_interactions")}), WISESIGHT) == frozenset()


def test_a_side_that_does_not_weigh_interactions_is_not_collected_by_them():
    profile = with_settings(own={"quantity": {"followers": 1.0}})
    both = {("x", "own", "weighted_interactions"), ("x", "earned", "weighted_interactions")}
    assert collected_cells(frozenset(both), profile) == {("earned", "x")}


def test_exactly_the_floor_is_enough():
    # Three of five equal platforms are 0.6, the floor.
    check_answerable(Question(("own",)), frozenset(own("facebook", "x", "tiktok")), WISESIGHT)
    assert refusal(Question(("own",)), own("facebook", "x")) == [
        "the data cannot answer this question: 40% of what was asked for was collected, "
        "the profile wisesight wants at least 60% and something of every side asked for.",
        "  not collected: own on instagram, youtube, tiktok (no accounts, posts or own mentions there)",
        "  What the data can answer: --sides own --platforms facebook,x",
    ]


def test_the_refusal_says_what_is_missing_of_each_side():
    # 0.65 · 4/5 + 0.35 · 1/5 = 0.59
    lines = refusal(Question(), own(*EVERY[:4]) | earned("tiktok"))
    assert lines == [
        "the data cannot answer this question: 59% of what was asked for was collected, "
        "the profile wisesight wants at least 60% and something of every side asked for.",
        "  not collected: own on tiktok (no accounts, posts or own mentions there)",
        "  not collected: earned on facebook, instagram, x, youtube (no earned mentions there)",
        # Together with TikTok's earned mentions more would be asked for than was collected.
        "  What the data can answer: --sides own --platforms facebook,instagram,x,youtube",
    ]


def test_a_side_that_is_whole_is_not_named_as_missing():
    lines = refusal(Question(("own", "earned"), ("x",)), own("x"))
    assert lines[1:] == [
        "  not collected: earned on x (no earned mentions there)",
        "  What the data can answer: --sides own --platforms x",
    ]


def test_the_narrower_question_keeps_most_of_what_was_collected_and_asks_nothing_beside_it():
    # All five platforms pass as well (0.6), and ask for two that nobody collected.
    assert refusal(Question(), own("facebook", "x", "tiktok"))[-1] == (
        "  What the data can answer: --sides own --platforms facebook,x,tiktok"
    )
    # Both sides of one platform (0.13 + 0.07) are more than the own side of it.
    assert refusal(Question(), own("x") | earned("x"))[-1] == "  What the data can answer: --sides both --platforms x"
    # Two earned platforms (0.14) are more than one own (0.13).
    assert refusal(Question(), own("x") | earned("facebook", "youtube"))[-1] == (
        "  What the data can answer: --sides earned --platforms facebook,youtube"
    )


def test_of_two_equal_narrower_questions_the_own_side_is_named():
    even = with_settings(sides={"own": 0.5, "earned": 0.5})
    lines = refusal(Question(("own", "earned"), ("x", "facebook")), own("x") | earned("facebook"), even)
    assert lines[0].startswith("the data cannot answer this question: 50% of what was asked for")
    assert lines[-1] == "  What the data can answer: --sides own --platforms x"


def test_where_nothing_was_collected_no_question_is_named():
    assert refusal(Question(("earned",), ("x", "tiktok")), own("x")) == [
        "the data cannot answer this question: 0% of what was asked for was collected, "
        "the profile wisesight wants at least 60% and something of every side asked for.",
        "  not collected: earned on x, tiktok (no earned mentions there)",
        "  No narrower question would pass either: nothing of it was collected.",
    ]
