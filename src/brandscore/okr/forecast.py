"""Where a figure will stand at the period's end, with a 95 % interval.

Flows and ratios: so far, and the days left if they are like the days known.
Levels and check-ins: a straight line by least squares.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

__all__ = ["LEVEL", "Forecast", "Spread", "flow", "level", "ratio", "straight"]

#: Confidence of the intervals.
LEVEL = 0.95
#: Fewest points behind a line with an interval, and fewest days behind a rest with one.
LEAST_POINTS, LEAST_DAYS = 3, 7
#: From so many days on every day of the week has a mean of its own.
_WEEKS = 14
#: Day-to-day correlations that are tried; a higher one cannot be told from a trend in a quarter.
_CORRELATIONS = 20
_HIGHEST = 0.95


@dataclass(frozen=True, slots=True)
class Spread:
    """How a forecast is spread: Student's t, moved and stretched, or several of them mixed.

    Parameters
    ----------
    middles, scales
        Place and width of each.
    weights
        Their shares, summing to 1.
    freedom
        Degrees of freedom.
    """

    middles: tuple[float, ...]
    scales: tuple[float, ...]
    weights: tuple[float, ...]
    freedom: float

    @property
    def middle(self) -> float:
        """What is expected."""
        return sum(m * w for m, w in zip(self.middles, self.weights, strict=True))

    def below(self, value: float) -> float:
        """Return the chance of a figure at or below a value."""
        from scipy.special import stdtr

        parts = zip(self.middles, self.scales, self.weights, strict=True)
        return float(sum(w * stdtr(self.freedom, (value - m) / s) for m, s, w in parts))

    def ends(self, confidence: float = LEVEL) -> tuple[float, float]:
        """Return the ends that leave out the same chance on either side."""
        from scipy.optimize import brentq
        from scipy.special import stdtrit

        tail = (1 - confidence) / 2
        half = float(stdtrit(self.freedom, 1 - tail))
        lows = [m - half * s for m, s in zip(self.middles, self.scales, strict=True)]
        highs = [m + half * s for m, s in zip(self.middles, self.scales, strict=True)]
        if len(self.middles) == 1:
            return lows[0], highs[0]

        def end(ends: list[float], chance: float) -> float:
            # An end of the mixture lies between those of its parts.
            least, most = min(ends), max(ends)
            slack = 1e-9 * (most - least + max(self.scales))
            return float(brentq(lambda x: self.below(x) - chance, least - slack, most + slack))

        return end(lows, tail), end(highs, 1 - tail)


@dataclass(frozen=True, slots=True)
class Forecast:
    """A figure at the period's end.

    Parameters
    ----------
    value
        What is expected; None where nothing can be said.
    low, high
        Ends of the 95 % interval; None where it has none.
    spread
        What the interval comes from.
    reason
        Why there is no forecast, or no interval.
    """

    value: float | None = None
    low: float | None = None
    high: float | None = None
    spread: Spread | None = None
    reason: str = ""

    def within(self, least: float | None = None, most: float | None = None) -> Forecast:
        """Return it with value and ends brought into what can be.

        Examples
        --------
        >>> Forecast(1.0, -2.0, 4.0).within(0.0)
        Forecast(value=1.0, low=0.0, high=4.0, spread=None, reason='')
        """

        def cut(x: float | None) -> float | None:
            if x is None:
                return None
            x = x if least is None else max(x, least)
            return x if most is None else min(x, most)

        return replace(self, value=cut(self.value), low=cut(self.low), high=cut(self.high))

    def chance(self, target: float, *, falling: bool) -> float | None:
        """Return the chance to end at or beyond a target, if the forecast's assumptions hold."""
        if self.spread is None:
            return None
        # Weights that were rounded may sum to somewhat more than 1.
        below = min(max(self.spread.below(target), 0.0), 1.0)
        return below if falling else 1 - below


def _of(spread: Spread) -> Forecast:
    low, high = spread.ends()
    return Forecast(spread.middle, low, high, spread)


# --- flows ---------------------------------------------------------------------------------------


def flow(days: Mapping[date, float], so_far: float, end: date) -> Forecast:
    r"""Forecast what accumulates: so far, and the rest.

    Days are taken as :math:`y_t = \beta_{w(t)} + u_t`, a mean for each day of
    the week (one for all while fewer than 14 days are known) and an
    autoregressive process of order one, :math:`u_t = \varphi u_{t-1} + e_t`,
    :math:`0 \le \varphi < 1`. Given :math:`\varphi`, the error of the rest's
    forecast follows Student's t; as :math:`\varphi` is not known, the t of
    each are mixed by how well they fit the days (a flat prior on
    :math:`\beta`, :math:`\log \sigma` and :math:`\varphi` [1]_). So the
    interval holds the doubt about means, variance and correlation.

    Parameters
    ----------
    days
        What every known day brought; consecutive days.
    so_far
        The total since the period began.
    end
        Last day of the period, after the last known one.

    Returns
    -------
    Forecast
        Without an interval where fewer than 7 days are known.

    References
    ----------
    .. [1] A. Zellner, G. C. Tiao, "Bayesian analysis of the regression model
       with autocorrelated errors", JASA 59, 1964, 763-778.
    """
    import numpy as np

    known = sorted(days)
    if not known:
        return Forecast(reason="no day is known")
    left = (end - known[-1]).days
    y = np.array([days[d] for d in known], dtype=np.float64)
    if len(known) < LEAST_DAYS:
        value = so_far + left * float(y.mean())
        return Forecast(value, reason=f"no interval: fewer than {LEAST_DAYS} days are known")
    ahead = [known[-1] + timedelta(days=n + 1) for n in range(left)]
    weekly = len(known) >= _WEEKS
    return _mixed(y, _groups(known, weekly=weekly), _groups(ahead, weekly=weekly), so_far, 1.0)


def _mixed(y: Floats, seen: Floats, rest: Floats, base: float, part: float) -> Forecast:
    """Forecast base + part · (the sum of the days left), over all correlations by how well each fits."""
    import numpy as np

    middles, scales, fits = [], [], []
    for correlation in np.linspace(0.0, _HIGHEST, _CORRELATIONS):
        middle, scale, fit = _given(y, seen, rest, float(correlation))
        if scale <= 1e-12 * max(1.0, float(np.abs(y).max())):
            return Forecast(base + part * middle, reason="no interval: the days known do not differ")
        middles.append(base + part * middle)
        scales.append(part * scale)
        fits.append(fit)
    weights = np.exp(np.array(fits) - max(fits))
    weights /= weights.sum()
    freedom = float(len(y) - seen.shape[1])
    return _of(Spread(tuple(middles), tuple(scales), tuple(weights.tolist()), freedom))


def _groups(days: Sequence[date], *, weekly: bool) -> Floats:
    """Return which mean each day has: a row per day, a column per mean."""
    import numpy as np

    found = np.zeros((len(days), 7 if weekly else 1))
    for row, day in enumerate(days):
        found[row, day.weekday() if weekly else 0] = 1.0
    return found


def _given(y: Floats, seen: Floats, rest: Floats, correlation: float) -> tuple[float, float, float]:
    """Forecast the rest for one correlation: what is expected, the scale of its t, and how well it fits (log)."""
    import numpy as np

    n, means = seen.shape
    # Differences that have no correlation left: least squares on them is best.
    stretch = (1 - correlation**2) ** 0.5
    x, z = seen.copy(), y.copy()
    x[1:] = (seen[1:] - correlation * seen[:-1]) / stretch
    z[1:] = (y[1:] - correlation * y[:-1]) / stretch
    inner = np.linalg.inv(x.T @ x)
    beta = inner @ (x.T @ z)
    squares = float(np.sum((z - x @ beta) ** 2))
    # What is left over of the last day fades out.
    steps = np.arange(1, len(rest) + 1)
    fading = float(np.sum(correlation**steps))
    middle = float(rest.sum(axis=0) @ beta) + fading * float(y[-1] - seen[-1] @ beta)
    carried = rest.sum(axis=0) - fading * seen[-1]
    own = correlation ** np.abs(steps[:, None] - steps[None, :]) - correlation ** (steps[:, None] + steps[None, :])
    scale = (squares / (n - means) * (float(own.sum()) + float(carried @ inner @ carried))) ** 0.5
    _, determinant = np.linalg.slogdet(inner)
    tiny = max(squares, 1e-300)
    fit = -0.5 * (n - 1) * np.log(1 - correlation**2) + 0.5 * determinant - 0.5 * (n - means) * np.log(tiny)
    return middle, scale, float(fit)


# --- lines ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Line:
    """A line by least squares, and what its errors need."""

    count: int
    middle: float
    height: float
    slope: float
    squares: float
    error: float

    def at(self, place: float) -> float:
        return self.height + self.slope * (place - self.middle)

    def spread(self, place: float) -> Spread:
        """The spread of one further point."""
        doubt = 1 + 1 / self.count + (place - self.middle) ** 2 / self.squares
        return Spread((self.at(place),), (self.error * doubt**0.5,), (1.0,), self.count - 2)


def _line(points: Mapping[date, float]) -> _Line:
    days = sorted(points)
    x = [float((d - days[0]).days) for d in days]
    y = [points[d] for d in days]
    n = len(days)
    middle, height = sum(x) / n, sum(y) / n
    squares = sum((a - middle) ** 2 for a in x)
    slope = sum((a - middle) * (b - height) for a, b in zip(x, y, strict=True)) / squares
    rest = sum((b - height - slope * (a - middle)) ** 2 for a, b in zip(x, y, strict=True))
    size = max(abs(b) for b in y)
    # Rounding alone is no variation.
    rest = 0.0 if rest <= (1e-12 * max(size, 1.0)) ** 2 * n else rest
    return _Line(n, middle, height, slope, squares, (rest / (n - 2)) ** 0.5 if n > 2 else 0.0)


def level(points: Mapping[date, float], end: date) -> Forecast:
    r"""Forecast a level, or a total that is only known on some days, by a straight line.

    The interval is the prediction interval of one further point,
    :math:`\hat y \pm t_{n-2}\, s \sqrt{1 + 1/n + (x - \bar x)^2 / S_{xx}}`.

    Parameters
    ----------
    points
        Figures by day, three or more.
    end
        Last day of the period.

    Examples
    --------
    >>> points = {date(2026, 7, d): y for d, y in ((1, 10.0), (2, 12.0), (3, 11.0), (4, 13.0))}
    >>> round(level(points, date(2026, 7, 5)).value, 6)
    13.5
    """
    if len(points) < LEAST_POINTS:
        return Forecast(reason=f"fewer than {LEAST_POINTS} points are known")
    line = _line(points)
    place = float((end - min(points)).days)
    if not line.error:
        return Forecast(line.at(place), reason="no interval: the points lie on a line")
    return _of(line.spread(place))


def ratio(points: Mapping[date, float], so_far: float, start: date, end: date) -> Forecast:
    """Forecast a ratio of the whole period: that of the days gone, and the level of the days for those left.

    Days are taken as one level and noise that remembers, as in `flow`; a trend
    is not carried on, as a ratio has nothing that would add up to one. Every
    day of the period counts the same.

    Parameters
    ----------
    points
        The ratio by day.
    so_far
        The ratio of the days gone.
    start, end
        First and last day of the period.

    Returns
    -------
    Forecast
        The ratio as it stands, without an interval, where fewer than 7 days
        are known.

    Examples
    --------
    >>> days = {date(2026, 7, d): 50.0 + d % 2 for d in range(1, 11)}
    >>> round(ratio(days, 50.5, date(2026, 7, 1), date(2026, 7, 20)).value, 1)
    50.5
    """
    import numpy as np

    if len(points) < LEAST_DAYS:
        return Forecast(so_far, reason=f"as it stands; no interval: fewer than {LEAST_DAYS} days are known")
    days = sorted(points)
    whole = (end - start).days + 1
    left = min((end - days[-1]).days, whole)
    y = np.array([points[d] for d in days], dtype=np.float64)
    return _mixed(y, np.ones((len(days), 1)), np.ones((left, 1)), (1 - left / whole) * so_far, 1 / whole)


def straight(before: date, start: float, last: date, value: float, end: date) -> Forecast:
    """Carry a line from where the period began through the last figure to the period's end.

    Parameters
    ----------
    before
        The evening before the period, when the figure stood at ``start``.
    last
        Day of the last figure, ``value``.
    end
        Last day of the period.

    Examples
    --------
    >>> straight(date(2026, 6, 30), 0.0, date(2026, 7, 10), 5.0, date(2026, 7, 20)).value
    10.0
    """
    gone = (last - before).days
    if gone <= 0:
        return Forecast(reason="no figure of the period is known")
    return Forecast(start + (value - start) / gone * (end - before).days)
