"""The options of a profile on the worked case, and small steps of it, against the same paper."""

from __future__ import annotations

from typing import Any

import case
import literals
import pytest

import brandscore as bs
from brandscore.score.profile import Profile, load_profile


def changed(name: str, **parts: dict[str, Any]) -> Profile:
    """Return a preset with some settings changed, checked anew."""
    settings = load_profile(name).model_dump()
    for part, changes in parts.items():
        settings[part] |= changes
    return Profile.model_validate(settings)


OPTIONS: dict[str, dict[str, dict[str, Any]]] = {
    "penalty_only": {"sentiment": {"penalty_only": True}},
    "leave_out": {"coverage": {"absent": "leave_out"}},
    "geometric": {"coverage": {"absent": "leave_out"}, "aggregate": {"sides": "geometric"}},
    "harmonic": {"coverage": {"absent": "leave_out"}, "aggregate": {"sides": "harmonic"}},
}


@pytest.fixture(scope="module")
def data() -> Any:
    return bs.Data(accounts=case.accounts(), posts=case.posts(), mentions=case.mentions(), brands=case.brands())


def scored(data: Any, profile: Profile, **more: Any) -> Any:
    return bs.score(data, profile=profile, start=case.START, end=case.END, platforms=case.PLATFORMS, **more)


@pytest.mark.parametrize("option", literals.OPTIONS, ids="-".join)
def test_option(data: Any, option: tuple[str, str]) -> None:
    name, chosen = option
    result = scored(data, changed(name, **OPTIONS[chosen]))
    for brand, (score, own, earned) in literals.OPTIONS[option].items():
        row = result.scores.set_index("brand").loc[brand]
        assert row["brand_score"] == pytest.approx(score, rel=1e-9), brand
        assert row["own_score"] == pytest.approx(own, rel=1e-9), brand
        assert row["earned_score"] == pytest.approx(earned, rel=1e-9), brand
    sums = result.contributions.groupby(["brand", "side"])["contribution"].sum()
    for brand, (own, earned) in literals.OPTION_SIDES.get(option, {}).items():
        assert sums[brand, "own"] == pytest.approx(own, rel=1e-9)
        assert sums[brand, "earned"] == pytest.approx(earned, rel=1e-9)


def test_ratios_per_view(data: Any) -> None:
    indicators = scored(data, changed("wisesight", ratios={"tiktok": "view"})).indicators
    found = indicators[(indicators["brand"] == "Amber") & (indicators["platform"] == "tiktok")].set_index("indicator")
    for name, figure in literals.PER_VIEW.items():
        assert found.loc[name, "value"].tolist() == pytest.approx(figure, abs=1e-12)


def test_tag_friends_that_the_comments_already_hold_are_not_counted_twice(data: Any) -> None:
    plain = scored(data, changed("wisesight")).indicators
    held = scored(data, changed("wisesight", interactions={"comments_hold_tag_friends": True})).indicators
    key = ["brand", "platform", "side", "indicator"]
    one, two = (f.set_index(key)["value"] for f in (plain, held))
    cell = ("Amber", "facebook", "own")
    # On paper: 7 friends are tagged under Amber's posts on Facebook, 5 points each.
    assert (one[*cell, "weighted_interactions"], two[*cell, "weighted_interactions"]) == (1000, 965)
    assert one[*cell, "advocacy"] == two[*cell, "advocacy"]


def test_a_reference_frozen_by_the_run_gives_the_same_scores(data: Any, tmp_path: Any) -> None:
    first = scored(data, changed("open"))
    first.write(tmp_path / "run", report=False)
    again = scored(data, changed("open"), reference=tmp_path / "run" / "reference.csv")
    assert again.scores.equals(first.scores)
    assert again.indicators.equals(first.indicators)
    assert again.reference.equals(first.reference)


@pytest.mark.parametrize("gone", ["Amber", "Basil", "Cedar"])
def test_with_the_frozen_reference_a_brand_that_goes_moves_nobody(data: Any, tmp_path: Any, gone: str) -> None:
    scored(data, changed("wisesight")).write(tmp_path / "run", report=False)
    frames = {t: getattr(case, t)() for t in ("accounts", "posts", "mentions", "brands")}
    fewer = bs.Data(**{t: f[f["brand"] != gone] for t, f in frames.items()})
    rest = scored(fewer, changed("wisesight"), reference=tmp_path / "run" / "reference.csv").scores
    wanted = {b: s["brand_score"] for b, s in literals.SCORES["wisesight"].items() if b != gone}
    assert dict(zip(rest["brand"], rest["brand_score"], strict=True)) == {
        b: pytest.approx(v, rel=1e-9) for b, v in wanted.items()
    }
