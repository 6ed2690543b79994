"""Profiles: the shipped presets are the method's, and a wrong one says what is wrong."""

import pytest

from brandscore.errors import ProfileError
from brandscore.score.profile import PRESETS, load_profile
from brandscore.score.question import Question

WISESIGHT = {
    "sides": {"own": 0.65, "earned": 0.35},
    "platforms": {"facebook": 1, "instagram": 1, "x": 1, "youtube": 1, "tiktok": 1},
    "nodes": {"quantity": 0.6, "quality": 0.4},
    "own": {
        "quantity": {"followers": 0.30, "fan_growth": 0.20, "views_interactions": 0.50},
        "quality": {"comment_ratio": 0.15, "share_ratio": 0.15, "intention": 0.30, "advocacy": 0.25, "response_rate": 0.15},
    },
    "earned": {
        "quantity": {"unique_daily_mentions": 0.60, "views_interactions": 0.40},
        "quality": {"intention": 0.55, "advocacy": 0.45},
    },
    "views_interactions": {"views": 0.5, "weighted_interactions": 0.5},
    "interactions": {"reaction": 1, "comment": 3, "share": 5, "tag_friend": 5, "comments_hold_tag_friends": False},
    "ratios": {"facebook": "post", "instagram": "interaction", "x": "interaction", "youtube": "interaction", "tiktok": "interaction"},
    "normalise": {"method": "cube_root", "floor": -100, "rate_low": -300, "rate_high": 300, "goalposts": {}},
    "sentiment": {"gain": 0.25, "damping": 20, "penalty_only": False},
    "promo": {"in_volume": True},
    "shrink": {"k": 50, "rates": ()},
    "coverage": {"floor": 0.6, "absent": "zero"},
    "aggregate": dict.fromkeys(("indicators", "nodes", "platforms", "sides"), "arithmetic"),
}  # fmt: skip
OPEN = {
    **WISESIGHT,
    "own": {
        "quantity": {"followers": 0.30, "fan_growth_rate": 0.20, "views_interactions": 0.50},
        "quality": {
            "comment_ratio": 0.15, "share_ratio": 0.15, "intention_rate": 0.30, "advocacy_rate": 0.25, "response_rate": 0.15,
        },
    },
    "earned": {
        "quantity": {"unique_daily_mentions": 0.60, "views_interactions": 0.40},
        "quality": {"intention_rate": 0.55, "advocacy_rate": 0.45},
    },
    "ratios": dict.fromkeys(("facebook", "instagram", "x", "youtube", "tiktok"), "interaction"),
    "promo": {"in_volume": False},
    "shrink": {"k": 50, "rates": ("intention_rate", "advocacy_rate")},
}  # fmt: skip


@pytest.mark.parametrize(("name", "wanted"), [("wisesight", WISESIGHT), ("open", OPEN)])
def test_presets_hold_the_weights_of_the_method(name, wanted):
    profile = load_profile(name)
    held = profile.model_dump(exclude={"name", "version", "effective", "title", "sha256"})
    assert held == wanted
    assert (profile.name, len(profile.sha256)) == (name, 64)


def written(tmp_path, *changes, base="wisesight"):
    from importlib import resources

    text = resources.files("brandscore.score").joinpath("profiles", f"{base}.toml").read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path = tmp_path / "mine.toml"
    path.write_text(text, "utf-8")
    return path


def test_a_copied_preset_loads(tmp_path):
    profile = load_profile(written(tmp_path, ('name = "wisesight"', 'name = "mine"')))
    assert profile.name == "mine"
    assert profile.sides == load_profile("wisesight").sides


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("own = 0.65", "own = 0.75"), r"sides: weights must sum to 1, these sum to 1.1"),
        (("followers = 0.30", "folowers = 0.30"), r"own\.quantity: 'folowers' is no indicator.*did you mean 'followers'"),
        (("gain = 0.25", "gain = 2.5"), r"sentiment\.gain: Input should be less than or equal to 1"),
        (("gain = 0.25", "gian = 0.25"), r"sentiment\.gian: Extra inputs are not permitted"),
        (("tiktok = 1.0", "tiktok = -1.0"), r"platforms\.tiktok: Input should be greater than or equal to 0"),
        (("tiktok = 1.0", "line = 1.0"), r"platforms: 'line' is no platform"),
        (('method = "cube_root"', 'method = "cubic"'), r"normalise\.method: Input should be 'cube_root'"),
        (('method = "cube_root"', 'method = "goalposts"'), r"no goalposts for"),
        (("unique_daily_mentions = 0.60", "response_rate = 0.60"), r"earned: 'response_rate' is not measured on this side"),
        (("comment_ratio = 0.15", "followers = 0.15"), r"own: followers stands in quantity and in quality"),
        (('sides = "arithmetic"', 'sides = "geometric"'), r'geometric mean needs coverage.absent = "leave_out"'),
        (("floor = 0.6 ", "floor = 1.6 "), r"coverage\.floor: Input should be less than or equal to 1"),
    ],
)  # fmt: skip
def test_a_wrong_setting_is_named(tmp_path, change, message):
    with pytest.raises(ProfileError, match=message):
        load_profile(written(tmp_path, change))


def test_every_wrong_setting_comes_at_once(tmp_path):
    path = written(
        tmp_path, ("gain = 0.25", "gain = 9"), ("floor = -100", "floor = 100"), ("quantity = 0.6", "quantity = 0.7")
    )
    with pytest.raises(ProfileError) as error:
        load_profile(path)
    assert all(place in str(error.value) for place in ("sentiment.gain", "normalise.floor", "nodes"))


def test_what_is_no_profile_is_refused(tmp_path):
    with pytest.raises(
        ProfileError, match="no such preset or file. Did you mean wisesight. The presets are wisesight, open"
    ):
        load_profile("wisesigth")
    broken = tmp_path / "broken.toml"
    broken.write_text("a = [", "utf-8")
    with pytest.raises(ProfileError, match="not valid TOML"):
        load_profile(broken)


def test_nominal_weights_of_the_asked_cells():
    profile = load_profile("wisesight")
    weights = Question().weights(profile)
    assert weights["own", "x"] == pytest.approx(0.13)
    assert weights["earned", "x"] == pytest.approx(0.07)
    assert Question(("earned",), ("x", "tiktok")).weights(profile) == {("earned", "x"): 0.5, ("earned", "tiktok"): 0.5}
    assert set(PRESETS) == {"wisesight", "open"}
