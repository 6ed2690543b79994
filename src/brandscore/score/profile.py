"""Profiles: every weight and setting of a score, in one TOML file with a version."""

from __future__ import annotations

import difflib
from functools import cached_property
from importlib import resources
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from brandscore.indicators import INDICATORS, indicator_named
from brandscore.metrics.options import MeasureOptions, RatioPer
from brandscore.platforms import PLATFORM_NAMES, SIDES
from brandscore.presets import load_settings

__all__ = ["PRESETS", "Aggregator", "Method", "Profile", "load_profile"]

Aggregator = Literal["arithmetic", "geometric", "harmonic"]
Method = Literal["cube_root", "log1p", "min_max", "z_score", "percentile_rank", "fraction_of_maximum", "goalposts"]
Weight = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Post = Annotated[float, Field(allow_inf_nan=False)]
Weights = dict[str, Weight]

#: The profiles that ship with the package.
PRESETS: tuple[str, ...] = ("wisesight", "open")
_SCORED = tuple(i.name for i in INDICATORS if i.nature != "share" and i.name not in ("interactions", "views"))


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


def _sums_to_one(weights: Weights) -> Weights:
    if abs(sum(weights.values()) - 1) > 1e-9:
        raise ValueError(f"weights must sum to 1, these sum to {sum(weights.values()):.6g}")
    return weights


class Sides(_Part):
    """Weight of each side in the brand score."""

    own: Weight
    earned: Weight

    @model_validator(mode="after")
    def _sum(self) -> Self:
        _sums_to_one(self.model_dump())
        return self


class Nodes(_Part):
    """Weight of quantity and quality within a cell."""

    quantity: Weight
    quality: Weight

    @model_validator(mode="after")
    def _sum(self) -> Self:
        _sums_to_one(self.model_dump())
        return self


class Side(_Part):
    """Weights of the indicators of one side."""

    quantity: Weights
    quality: Weights

    @field_validator("quantity", "quality")
    @classmethod
    def _known(cls, weights: Weights) -> Weights:
        for name in weights:
            if name not in _SCORED:
                near = difflib.get_close_matches(name, _SCORED, 1)
                raise ValueError(
                    f"{name!r} is no indicator that can be scored" + (f"; did you mean {near[0]!r}?" if near else "")
                )
        return _sums_to_one(weights)


class ViewsInteractions(_Part):
    """Weights of views and weighted interactions where views count."""

    views: Weight
    weighted_interactions: Weight

    @model_validator(mode="after")
    def _sum(self) -> Self:
        _sums_to_one(self.model_dump())
        return self


class Interactions(_Part):
    """Weights of the kinds of interaction."""

    reaction: Weight
    comment: Weight
    share: Weight
    tag_friend: Weight
    comments_hold_tag_friends: bool


class Normalise(_Part):
    """How indicators come onto one scale."""

    method: Method
    floor: float = Field(le=0, allow_inf_nan=False)
    rate_low: float = Field(le=0, allow_inf_nan=False)
    rate_high: float = Field(gt=0, allow_inf_nan=False)
    goalposts: dict[str, tuple[Post, Post]] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _goalposts(self) -> Self:
        for name, (low, high) in self.goalposts.items():
            if name not in _SCORED and name != "views":
                raise ValueError(f"goalposts: {name!r} is no indicator")
            if not low < high:
                raise ValueError(f"goalposts: {name}: the low post ({low:g}) must lie below the high one ({high:g})")
        return self


class Sentiment(_Part):
    """How net sentiment moves a cell: S = B + gain·NS*·|B|, NS* = (P - N)/(P + N + damping)."""

    gain: float = Field(ge=0, le=1)
    damping: float = Field(ge=0, allow_inf_nan=False)
    penalty_only: bool


class Promo(_Part):
    """What promo messages count in."""

    in_volume: bool


class Shrink(_Part):
    """Rates drawn to the category's mean: (n + k·m)/(N + k)."""

    k: float = Field(ge=0, allow_inf_nan=False)
    rates: tuple[Literal["intention_rate", "advocacy_rate"], ...]


class Coverage(_Part):
    """When a score is refused, and what an absent platform counts."""

    floor: float = Field(ge=0, le=1)
    absent: Literal["zero", "leave_out"]


class Aggregate(_Part):
    """The mean taken at each level."""

    indicators: Aggregator
    nodes: Aggregator
    platforms: Aggregator
    sides: Aggregator


class Profile(_Part):
    """A whole profile.

    See the shipped ``wisesight.toml`` for every setting with its mark
    (published, derived, assumed).
    """

    name: str
    version: str
    effective: str
    title: str
    sides: Sides
    platforms: Weights
    nodes: Nodes
    own: Side
    earned: Side
    views_interactions: ViewsInteractions
    interactions: Interactions
    ratios: dict[str, RatioPer]
    normalise: Normalise
    sentiment: Sentiment
    promo: Promo
    shrink: Shrink
    coverage: Coverage
    aggregate: Aggregate
    sha256: str = ""

    @field_validator("version", "effective", mode="before")
    @classmethod
    def _as_text(cls, value: Any) -> str:
        return str(value)

    @field_validator("platforms", "ratios")
    @classmethod
    def _platforms(cls, value: dict[str, Any]) -> dict[str, Any]:
        for name in value:
            if name not in PLATFORM_NAMES:
                raise ValueError(f"{name!r} is no platform; there are {', '.join(PLATFORM_NAMES)}")
        return value

    @model_validator(mode="after")
    def _coherent(self) -> Self:
        if not any(self.platforms.values()):
            raise ValueError("platforms: at least one weight must be above 0")
        for side in SIDES:
            weights = self.side(side)
            for name in (*weights.quantity, *weights.quality):
                if side not in indicator_named(name).sides:
                    raise ValueError(f"{side}: {name!r} is not measured on this side")
            both = set(weights.quantity) & set(weights.quality)
            if both:
                raise ValueError(f"{side}: {', '.join(sorted(both))} stands in quantity and in quality")
        if "geometric" in self.aggregate.model_dump().values() and self.coverage.absent != "leave_out":
            raise ValueError(
                'a geometric mean needs coverage.absent = "leave_out": an absent platform would make the score 0'
            )
        if self.normalise.method == "goalposts":
            missing = sorted(self.scored - {"views_interactions"} - set(self.normalise.goalposts))
            if missing:
                raise ValueError(f"normalise.goalposts: no goalposts for {', '.join(missing)}")
        return self

    def side(self, name: str) -> Side:
        """Return the weights of a side."""
        return self.own if name == "own" else self.earned

    @cached_property
    def scored(self) -> frozenset[str]:
        """Every indicator that some node weighs, and the parts of views & interactions."""
        return frozenset(n for side in SIDES for n in self.scored_on(side))

    def scored_on(self, side: str) -> frozenset[str]:
        """Every indicator that a node of one side weighs, and the parts of views & interactions."""
        names = {*self.side(side).quantity, *self.side(side).quality}
        if "views_interactions" in names:
            names |= {"views", "weighted_interactions"}
        return frozenset(names)

    @cached_property
    def options(self) -> MeasureOptions:
        """What the profile decides about measuring."""
        i = self.interactions
        return MeasureOptions(
            reaction=i.reaction,
            comment=i.comment,
            share=i.share,
            tag_friend=i.tag_friend,
            comments_hold_tag_friends=i.comments_hold_tag_friends,
            ratio_per=dict(self.ratios),
            promo_in_volume=self.promo.in_volume,
        )


def load_profile(name: str | Path) -> Profile:
    """Load a preset by name, or a profile file.

    Raises
    ------
    ProfileError
        If there is no such profile, or with every setting that is wrong.

    Examples
    --------
    >>> load_profile("wisesight").sides.own
    0.65
    """
    return load_settings(Profile, name, PRESETS, resources.files("brandscore.score") / "profiles", "profile")
