"""What the package needs of measured data, and nothing more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol

__all__ = ["Measurer", "Nature", "Reading"]

Nature = Literal["flow", "stock", "rate"]
# flow  adds up over days     stock  a level at the end     rate  a ratio over the days


@dataclass(frozen=True, slots=True)
class Reading:
    """One measured figure.

    Parameters
    ----------
    value
        The figure; None where there is none.
    unit
        Its unit.
    reason
        Why there is none, or what must be known of it.
    """

    value: float | None
    unit: str = ""
    reason: str = ""


class Measurer(Protocol):
    """Measures metrics by their names; brand or platform None = all together."""

    def total(self, metric: str, brand: str | None, platform: str | None, first: date, last: date) -> Reading:
        """Measure one metric over a run of days, both ends included."""
        ...

    def daily(
        self, metric: str, brand: str | None, platform: str | None, first: date, last: date
    ) -> Mapping[date, float]:
        """Measure it day by day; days without a value are left out."""
        ...

    def nature(self, metric: str) -> Nature:
        """Say how the metric behaves over days."""
        ...
