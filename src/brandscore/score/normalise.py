"""Bring indicators onto one scale, against a reference that can be frozen."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, median

from brandscore.score.profile import Normalise

__all__ = ["Reference", "normalise", "reference_of", "reference_value", "scale_kind"]

#: What the middle of a z-score and "no spread" stand at.
_HUNDRED = 100.0
_Z_STEP = 15.0


@dataclass(frozen=True, slots=True)
class Reference:
    """What the values of an indicator are held against; of flows, per day.

    Every quantity is None where it could not be had.
    """

    x_ref: float | None = None
    low: float | None = None
    high: float | None = None
    mean: float | None = None
    sd: float | None = None
    values: tuple[float, ...] = ()

    def scaled(self, factor: float) -> Reference:
        """Return it multiplied (per day → per window)."""

        def times(value: float | None) -> float | None:
            return None if value is None else value * factor

        return Reference(
            times(self.x_ref),
            times(self.low),
            times(self.high),
            times(self.mean),
            times(self.sd),
            tuple(v * factor for v in self.values),
        )


def reference_value(values: Sequence[float]) -> float | None:
    """Return x_ref: the median; if not above 0, of the positive values; else of the sizes; else None.

    Examples
    --------
    >>> reference_value([1.0, 2.0, 9.0]), reference_value([-1.0, 0.0, 4.0]), reference_value([-3.0, 0.0])
    (2.0, 4.0, 3.0)
    >>> reference_value([0.0, 0.0]) is None
    True
    """
    for chosen in (values, [v for v in values if v > 0], [abs(v) for v in values if v != 0]):
        if chosen and (middle := float(median(chosen))) > 0:
            return middle
    return None


def reference_of(values: Sequence[float], goalposts: tuple[float, float] | None = None) -> Reference:
    """Return the reference of the brands' values (those measured, not absent; of flows, per day)."""
    if not values:
        return Reference()
    low, high = goalposts if goalposts is not None else (min(values), max(values))
    mean = fmean(values)
    return Reference(
        x_ref=reference_value(values),
        low=float(low),
        high=float(high),
        mean=mean,
        sd=math.sqrt(fmean([(v - mean) ** 2 for v in values])),
        values=tuple(sorted(float(v) for v in values)),
    )


def scale_kind(nature: str, settings: Normalise) -> str:
    """Return how an indicator of that nature is scaled under these settings.

    Stocks and flows by the cube root (or log1p), rates linearly; the other
    methods serve all alike.
    """
    if settings.method in ("cube_root", "log1p"):
        return "linear" if nature == "rate" else settings.method
    return settings.method


def normalise(value: float, reference: Reference, kind: str, settings: Normalise) -> float | None:
    r"""Bring one value onto the common scale; None where there is no reference.

    ``cube_root``: :math:`100\sqrt[3]{x}/\sqrt[3]{x_{ref}}`, sign kept, floored;
    ``log1p``: :math:`100\,\mathrm{sgn}(x)\ln(1+|x|)/\ln(1+x_{ref})`, floored;
    ``linear``: :math:`100x/x_{ref}` between the rate bounds;
    ``min_max``: :math:`100(x-min)/(max-min)`;
    ``goalposts``: the same between two given values, cut to 0…100;
    ``z_score``: :math:`100+15(x-\bar x)/\sigma`;
    ``percentile_rank``: :math:`100(\bar r-0.5)/n`, mean rank of ties;
    ``fraction_of_maximum``: :math:`100x/max`. Without spread all stand at 100.
    """
    r = reference
    if kind in ("cube_root", "log1p", "linear"):
        if r.x_ref is None:
            return None
        if kind == "linear":
            return min(max(_HUNDRED * value / r.x_ref, settings.rate_low), settings.rate_high)
        if kind == "log1p":
            scaled = _HUNDRED * math.copysign(math.log1p(abs(value)), value) / math.log1p(r.x_ref)
        else:
            scaled = _HUNDRED * math.cbrt(value) / math.cbrt(r.x_ref)
        return max(scaled, settings.floor)
    if kind == "z_score":
        if r.mean is None or r.sd is None:
            return None
        return _HUNDRED if r.sd == 0 else _HUNDRED + _Z_STEP * (value - r.mean) / r.sd
    if kind == "percentile_rank":
        if not r.values:
            return None
        # Values of flows were divided by their days and multiplied again.
        same = [math.isclose(v, value, rel_tol=1e-12) for v in r.values]
        if all(same):
            return _HUNDRED
        below = sum(v < value for v, s in zip(r.values, same, strict=True) if not s)
        equal = sum(same)
        # A value equal to k others holds their mean rank; one that is not
        # among them falls between its neighbours.
        return _HUNDRED * (below + equal / 2) / len(r.values)
    if r.high is None:
        return None
    if r.low == r.high:
        return _HUNDRED
    if kind == "fraction_of_maximum":
        return None if r.high <= 0 else _HUNDRED * value / r.high
    if r.low is None:
        return None
    scaled = _HUNDRED * (value - r.low) / (r.high - r.low)
    return min(max(scaled, 0.0), _HUNDRED) if kind == "goalposts" else scaled
