"""The limits of a profile's settings, each from both sides, and what a refused one is told."""

import hashlib
import math
from importlib import resources

import pytest
from pydantic import ValidationError

from brandscore.errors import ProfileError
from brandscore.score.profile import Profile, load_profile

WISESIGHT = load_profile("wisesight")
INF, NAN = math.inf, math.nan
#: The smallest number above 0, and the next one after 1.
TINY, BEYOND_1 = 5e-324, 1.0000000000000002
#: What the preset wisesight scores, and the parts of views & interactions.
SCORED = {
    "followers", "fan_growth", "views_interactions", "comment_ratio", "share_ratio", "intention", "advocacy",
    "response_rate", "unique_daily_mentions", "views", "weighted_interactions",
}  # fmt: skip


def with_settings(**parts):
    """Return the preset with some settings of some parts changed, checked anew."""
    settings = WISESIGHT.model_dump()
    for part, changes in parts.items():
        settings[part] = {**settings[part], **changes}
    return Profile.model_validate(settings)


def refusal(**parts):
    with pytest.raises(ValidationError) as error:
        with_settings(**parts)
    (one,) = error.value.errors()
    return ".".join(one["loc"]), one["msg"]


@pytest.mark.parametrize(
    ("part", "setting", "allowed", "refused"),
    [
        ("interactions", "share", [0.0, 0.5, 1e300], [-TINY, INF, NAN]),
        ("normalise", "floor", [0.0, -1e300], [TINY, 0.5, -INF, NAN]),
        ("normalise", "rate_low", [0.0, -1e300], [TINY, 0.5, -INF, NAN]),
        ("normalise", "rate_high", [TINY, 0.5, 1e300], [0.0, INF, NAN]),
        ("sentiment", "gain", [0.0, 1.0], [-TINY, BEYOND_1, INF, NAN]),
        ("sentiment", "damping", [0.0, 1e300], [-TINY, INF, NAN]),
        ("shrink", "k", [0.0, 1e300], [-TINY, INF, NAN]),
        ("coverage", "floor", [0.0, 1.0], [-TINY, BEYOND_1, INF, NAN]),
    ],
)
def test_a_limit_is_allowed_and_what_lies_beyond_is_refused(part, setting, allowed, refused):
    for value in allowed:
        assert getattr(getattr(with_settings(**{part: {setting: value}}), part), setting) == value
    for value in refused:
        assert refusal(**{part: {setting: value}})[0] == f"{part}.{setting}"


def test_a_number_without_end_is_told_to_be_one():
    place = refusal(platforms={"x": INF})
    assert place == ("platforms.x", "Input should be a finite number")


def test_weights_may_miss_1_by_rounding_and_no_more():
    with_settings(sides={"own": 0.65 + 9e-10})
    with_settings(sides={"own": 0.65 - 9e-10})
    message = "Value error, weights must sum to 1, these sum to 1"
    assert refusal(sides={"own": 0.65 + 2e-9}) == ("sides", message)
    assert refusal(nodes={"quality": 0.4 - 2e-9}) == ("nodes", message)
    assert refusal(views_interactions={"views": 0.25}) == (
        "views_interactions", "Value error, weights must sum to 1, these sum to 0.75",
    )  # fmt: skip


@pytest.mark.parametrize("name", ["interactions", "views", "net_sentiment", "net_sentiment_all"])
def test_what_is_counted_or_multiplies_is_not_scored_itself(name):
    place, message = refusal(own={"quantity": {name: 1.0}})
    assert place == "own.quantity"
    assert message.startswith(f"Value error, {name!r} is no indicator that can be scored")


def test_a_part_of_views_and_interactions_may_be_scored_alone():
    profile = with_settings(own={"quantity": {"weighted_interactions": 1.0}})
    assert profile.own.quantity == {"weighted_interactions": 1.0}


def test_a_name_near_none_gets_no_advice():
    message = "Value error, 'zzz' is no indicator that can be scored"
    assert refusal(own={"quantity": {"zzz": 1.0}}) == ("own.quantity", message)


def test_a_profile_does_not_change():
    with pytest.raises(ValidationError, match="Instance is frozen"):
        WISESIGHT.name = "mine"
    with pytest.raises(ValidationError, match="Instance is frozen"):
        WISESIGHT.sides.own = 1.0


@pytest.mark.parametrize("name", ["followers", "views", "unique_daily_mentions"])
def test_goalposts_of_an_indicator_rise(name):
    assert with_settings(normalise={"goalposts": {name: (-1.0, 2.5)}}).normalise.goalposts == {name: (-1.0, 2.5)}
    message = f"Value error, goalposts: {name}: the low post ({{}}) must lie below the high one (2)"
    for low in (2.0, 3.0):
        assert refusal(normalise={"goalposts": {name: (low, 2.0)}}) == ("normalise", message.format(f"{low:g}"))


@pytest.mark.parametrize(("posts", "place"), [((-INF, 5.0), "0"), ((0.0, INF), "1"), ((NAN, 5.0), "0")])
def test_goalposts_stand_somewhere(posts, place):
    with pytest.raises(ValidationError) as error:
        with_settings(normalise={"goalposts": {"followers": posts}})
    (one,) = error.value.errors()
    assert [str(part) for part in one["loc"]] == ["normalise", "goalposts", "followers", place]
    assert one["msg"] == "Input should be a finite number"


@pytest.mark.parametrize("name", ["interactions", "net_sentiment", "likes"])
def test_goalposts_of_what_is_not_scored_are_refused(name):
    place = refusal(normalise={"goalposts": {name: (0.0, 1.0)}})
    assert place == ("normalise", f"Value error, goalposts: {name!r} is no indicator")


def test_goalposts_are_wanted_of_what_is_scored():
    names = SCORED - {"views_interactions"}
    posts = dict.fromkeys(names, (0.0, 10.0))
    assert set(with_settings(normalise={"method": "goalposts", "goalposts": posts}).normalise.goalposts) == names
    # The joined indicator has none of its own, and its parts have.
    for gone in ("views", "weighted_interactions", "intention"):
        fewer = {n: p for n, p in posts.items() if n != gone}
        place = refusal(normalise={"method": "goalposts", "goalposts": fewer})
        assert place == ("", f"Value error, normalise.goalposts: no goalposts for {gone}")
    place, message = refusal(normalise={"method": "goalposts"})
    assert message == f"Value error, normalise.goalposts: no goalposts for {', '.join(sorted(names))}"


def test_scored_are_the_indicators_of_all_nodes_and_the_parts_of_the_joined_one():
    assert WISESIGHT.scored == SCORED
    alone = with_settings(
        own={"quantity": {"followers": 1.0}, "quality": {"response_rate": 1.0}},
        earned={"quantity": {"unique_daily_mentions": 1.0}, "quality": {"advocacy": 1.0}},
    )
    assert alone.scored == {"followers", "response_rate", "unique_daily_mentions", "advocacy"}


def test_platforms_are_those_there_are_and_one_of_them_has_a_weight():
    others = "there are facebook, instagram, x, youtube, tiktok"
    assert refusal(platforms={"line": 1.0}) == ("platforms", f"Value error, 'line' is no platform; {others}")
    assert refusal(ratios={"line": "post"}) == ("ratios", f"Value error, 'line' is no platform; {others}")
    none = dict.fromkeys(("facebook", "instagram", "x", "youtube", "tiktok"), 0.0)
    assert refusal(platforms=none) == ("", "Value error, platforms: at least one weight must be above 0")
    assert with_settings(platforms=none | {"x": TINY}).platforms["x"] == TINY


def test_an_indicator_stands_on_its_side_and_in_one_node():
    assert refusal(own={"quantity": {"unique_daily_mentions": 1.0}}) == (
        "", "Value error, own: 'unique_daily_mentions' is not measured on this side",
    )  # fmt: skip
    assert refusal(earned={"quality": {"response_rate": 1.0}}) == (
        "", "Value error, earned: 'response_rate' is not measured on this side",
    )  # fmt: skip
    both = {"intention": 0.5, "advocacy": 0.5}
    assert refusal(earned={"quantity": both, "quality": both}) == (
        "", "Value error, earned: advocacy, intention stands in quantity and in quality",
    )  # fmt: skip


@pytest.mark.parametrize("level", ["indicators", "nodes", "platforms", "sides"])
def test_a_geometric_mean_leaves_out_what_is_absent(level):
    assert refusal(aggregate={level: "geometric"})[1].startswith("Value error, a geometric mean needs coverage.absent")
    left_out = with_settings(aggregate={level: "geometric"}, coverage={"absent": "leave_out"})
    assert (getattr(left_out.aggregate, level), left_out.coverage.absent) == ("geometric", "leave_out")
    assert getattr(with_settings(aggregate={level: "harmonic"}).aggregate, level) == "harmonic"


def test_what_the_profile_decides_about_measuring_is_handed_on():
    profile = with_settings(
        interactions={"reaction": 2, "comment": 4, "share": 6, "tag_friend": 8, "comments_hold_tag_friends": True},
        ratios={"x": "view"},
        promo={"in_volume": False},
    )
    options = profile.options
    assert (options.reaction, options.comment, options.share, options.tag_friend) == (2, 4, 6, 8)
    assert options.comments_hold_tag_friends is True
    assert options.promo_in_volume is False
    assert options.ratio_per == {
        "facebook": "post", "instagram": "interaction", "x": "view", "youtube": "interaction", "tiktok": "interaction",
    }  # fmt: skip
    assert (profile.side("own"), profile.side("earned")) == (profile.own, profile.earned)


def preset_bytes():
    return resources.files("brandscore.score").joinpath("profiles", "wisesight.toml").read_bytes()


def test_a_file_is_known_by_its_hash_and_what_is_none_has_none(tmp_path):
    path = tmp_path / "mine.toml"
    # Editors on Windows put a mark in front.
    raw = b"\xef\xbb\xbf" + preset_bytes()
    path.write_bytes(raw)
    assert load_profile(path).sha256 == hashlib.sha256(raw).hexdigest()
    settings = WISESIGHT.model_dump(exclude={"sha256"})
    assert Profile.model_validate(settings).sha256 == ""


def test_every_fault_has_a_line_with_its_place(tmp_path):
    path = tmp_path / "mine.toml"
    text = preset_bytes().decode()
    wrong = text.replace("followers = 0.30", "followers = 0.35", 1).replace("gain = 0.25", "gian = 0.25", 1)
    path.write_text(wrong, "utf-8")
    with pytest.raises(ProfileError) as error:
        load_profile(path)
    assert str(error.value).splitlines() == [
        "mine.toml: 3 setting(s) wrong:",
        "  own.quantity: weights must sum to 1, these sum to 1.05",
        "  sentiment.gain: Field required",
        "  sentiment.gian: Extra inputs are not permitted",
    ]
    path.write_text(text.replace('sides = "arithmetic"', 'sides = "geometric"', 1), "utf-8")
    with pytest.raises(ProfileError) as error:
        load_profile(path)
    assert str(error.value).splitlines() == [
        "mine.toml: 1 setting(s) wrong:",
        '  profile: a geometric mean needs coverage.absent = "leave_out": an absent platform would make the score 0',
    ]


def test_a_folder_is_no_profile(tmp_path):
    with pytest.raises(ProfileError) as error:
        load_profile(tmp_path)
    assert str(error.value).startswith(f"profile {str(tmp_path)!r}: no such preset or file.")
