"""Whether a brand is healthy: a rule of bounds and weights that stands in a profile, not here."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from brandscore.metrics.registry.catalogue import METRICS, nearest
from brandscore.presets import load_settings

__all__ = ["PRESETS", "VERDICTS", "Check", "HealthProfile", "Judged", "Part", "judge", "load_health_profile"]

#: The profiles that ship with the package.
PRESETS: tuple[str, ...] = ("default",)
#: The verdicts from bad to good, with what they are called in Thai.
VERDICTS: dict[str, str] = {"unhealthy": "ไม่แข็งแรง", "average": "ปานกลาง", "healthy": "แข็งแรง"}

_Number = Annotated[float, Field(allow_inf_nan=False)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Check(_Part):
    """One check: a metric, where it earns no points and where it earns all, and what it weighs.

    With ``no_better_than`` it earns at most the points of that other check: to be met alike everywhere is worth
    something only where one is met well.
    """

    metric: str
    area: str
    none_at: _Number
    all_at: _Number
    weight: Annotated[float, Field(gt=0, allow_inf_nan=False)] = 1.0
    no_better_than: str | None = None
    mark: Literal["P", "D", "A"]
    why: str

    @field_validator("metric")
    @classmethod
    def _known(cls, name: str) -> str:
        if name not in METRICS:
            near = nearest(name)
            raise ValueError(f"there is no metric {name!r}" + (f"; did you mean {near!r}?" if near else ""))
        return name

    @model_validator(mode="after")
    def _apart(self) -> Self:
        if self.none_at == self.all_at:
            raise ValueError(f"{self.metric}: none_at and all_at are both {self.none_at:g}; they must differ")
        better = METRICS[self.metric].direction
        if (better == "higher" and self.all_at < self.none_at) or (better == "lower" and self.all_at > self.none_at):
            raise ValueError(
                f"{self.metric}: {better} is better, so all_at ({self.all_at:g}) must be "
                f"{'above' if better == 'higher' else 'below'} none_at ({self.none_at:g})"
            )
        return self

    def points(self, value: float) -> float:
        """Return the points of a value, 0 to 100: along a straight line between the two bounds."""
        along = (value - self.none_at) / (self.all_at - self.none_at)
        return 100 * min(max(along, 0.0), 1.0)


class Verdicts(_Part):
    """From how many points on which verdict is given, and from what coverage on any."""

    average_from: float = Field(gt=0, lt=100)
    healthy_from: float = Field(gt=0, le=100)
    least_coverage: float = Field(gt=0, le=1)

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.average_from >= self.healthy_from:
            raise ValueError(
                f"average_from ({self.average_from:g}) must lie below healthy_from ({self.healthy_from:g})"
            )
        return self


class HealthProfile(_Part):
    """A rule of brand health; see the shipped ``default.toml``."""

    name: str
    version: str
    effective: str
    title: str
    sources: tuple[str, ...]
    note: str
    verdict: Verdicts
    check: tuple[Check, ...] = Field(min_length=1)
    sha256: str = ""

    @field_validator("version", "effective", mode="before")
    @classmethod
    def _as_text(cls, value: Any) -> str:
        return str(value)

    @model_validator(mode="after")
    def _once(self) -> Self:
        names = [check.metric for check in self.check]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"check: {', '.join(twice)} stands there twice")
        capped = {check.metric: check.no_better_than for check in self.check if check.no_better_than is not None}
        for name, cap in capped.items():
            if cap not in names or cap in capped:
                raise ValueError(f"check: {name} is no_better_than {cap!r}; name another check without no_better_than")
        return self

    @property
    def metrics(self) -> tuple[str, ...]:
        """The metrics that it looks at."""
        return tuple(check.metric for check in self.check)


@dataclass(frozen=True, slots=True)
class Part:
    """What one check says of a brand.

    Parameters
    ----------
    check
        The check.
    value
        The metric's value; None where it has none, and the check is left out.
    points
        Its points, 0 to 100.
    part
        What it adds to the brand's points; the parts sum to them.
    """

    check: Check
    value: float | None
    points: float | None
    part: float | None


@dataclass(frozen=True, slots=True)
class Judged:
    """What a profile says of a brand.

    Parameters
    ----------
    brand
        The brand.
    verdict
        ``unhealthy``, ``average`` or ``healthy``; None where too little is known.
    points
        Weighted mean of the points of the checks that have a value, 0 to 100; None as above.
    coverage
        Their weight, of that of all checks.
    parts
        Every check.
    missing
        Metrics without a value.
    reason
        Why there is no verdict.
    """

    brand: str
    verdict: str | None
    points: float | None
    coverage: float
    parts: tuple[Part, ...]
    missing: tuple[str, ...]
    reason: str


def judge(brand: str, values: Mapping[str, Any], profile: HealthProfile) -> Judged:
    """Judge a brand by its metrics.

    Checks without a value are left out, their weight goes to the others; below
    the profile's least coverage there is no verdict.

    Parameters
    ----------
    brand
        Its name.
    values
        Values by metric; None and NaN are not known.
    profile
        The rule.

    Examples
    --------
    >>> rule = load_health_profile("default")
    >>> judge("Amber", {check.metric: check.all_at for check in rule.check}, rule).verdict
    'healthy'
    >>> judge("Amber", {"nps": 50}, rule).reason
    'only 12 % of the weight of all checks is known, 40 % are needed'
    """
    known = {c.metric: _known(values.get(c.metric)) for c in profile.check}
    weight = math.fsum(c.weight for c in profile.check)
    found = math.fsum(c.weight for c in profile.check if known[c.metric] is not None)
    earned = {c.metric: None if (v := known[c.metric]) is None else c.points(v) for c in profile.check}
    parts = []
    for check in profile.check:
        value, points = known[check.metric], earned[check.metric]
        cap = earned[check.no_better_than] if check.no_better_than else None
        if points is not None and cap is not None:
            points = min(points, cap)
        parts.append(Part(check, value, points, None if points is None else points * check.weight / found))
    missing = tuple(name for name, value in known.items() if value is None)
    coverage = found / weight
    least = profile.verdict.least_coverage
    if coverage < least:
        reason = f"only {coverage:.0%} of the weight of all checks is known, {least:.0%} are needed".replace("%", " %")
        return Judged(brand, None, None, coverage, tuple(parts), missing, reason)
    total = math.fsum(part.part for part in parts if part.part is not None)
    # As a person sees it: 70.000000001 and 69.9999999999 are both 70.
    seen = round(total, 9)
    verdict = "unhealthy"
    if seen >= profile.verdict.healthy_from:
        verdict = "healthy"
    elif seen >= profile.verdict.average_from:
        verdict = "average"
    return Judged(brand, verdict, total, coverage, tuple(parts), missing, "")


def _known(value: Any) -> float | None:
    if value is None:
        return None
    number = float(value)
    return number if math.isfinite(number) else None


def load_health_profile(name: str | Path) -> HealthProfile:
    """Load a shipped profile by name, or a profile file.

    Raises
    ------
    ProfileError
        If there is no such profile, or with every setting that is wrong.

    Examples
    --------
    >>> load_health_profile("default").verdict.least_coverage
    0.4
    """
    folder = resources.files("brandscore.metrics") / "health_profiles"
    return load_settings(HealthProfile, name, PRESETS, folder, "health profile")
