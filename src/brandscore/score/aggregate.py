"""Weighted means and their derivatives, from which contributions follow."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from brandscore.errors import ProfileError
from brandscore.score.profile import Aggregator

__all__ = ["Mean", "weighted_mean"]


@dataclass(frozen=True, slots=True)
class Mean:
    """A weighted mean of some values.

    Parameters
    ----------
    value
        The mean M.
    weights
        The weights after missing ones gave theirs to their siblings (sum 1).
    slopes
        ∂M/∂x of each value; ``slope · x`` summed over the values is M, since
        the means are homogeneous of degree 1 (Euler).
    """

    value: float
    weights: tuple[float, ...]
    slopes: tuple[float, ...]


def weighted_mean(values: Sequence[float], weights: Sequence[float], how: Aggregator, where: str) -> Mean | None:
    """Return the weighted mean, or None without values or weight.

    Parameters
    ----------
    values, weights
        As many weights as values; they need not sum to 1.
    how
        ``arithmetic`` Σwx, ``geometric`` Πx^w, ``harmonic`` 1/Σ(w/x).
    where
        Name of the node, for errors.

    Raises
    ------
    ProfileError
        If a geometric or harmonic mean meets a negative value.

    Examples
    --------
    >>> weighted_mean([100.0, 50.0], [3.0, 1.0], "arithmetic", "node").value
    87.5
    """
    total = math.fsum(weights)
    if not values or total <= 0:
        return None
    shares = tuple(w / total for w in weights)
    if how == "arithmetic":
        return Mean(math.fsum(w * x for w, x in zip(shares, values, strict=True)), shares, shares)
    if min(values) < 0:
        raise ProfileError(
            f"{where}: a {how} mean cannot take a negative value ({min(values):.6g}). "
            "Choose the arithmetic mean there, or a normalisation that stays above 0."
        )
    weighed = [(w, x) for w, x in zip(shares, values, strict=True) if w > 0]
    if any(x == 0 for _, x in weighed):
        return Mean(0.0, shares, tuple(0.0 for _ in shares))
    if how == "geometric":
        mean = math.exp(math.fsum(w * math.log(x) for w, x in weighed))
        slopes = tuple(w * mean / x if w else 0.0 for w, x in zip(shares, values, strict=True))
    else:
        mean = 1 / math.fsum(w / x for w, x in weighed)
        slopes = tuple(w * (mean / x) ** 2 if w else 0.0 for w, x in zip(shares, values, strict=True))
    return Mean(mean, shares, slopes)
