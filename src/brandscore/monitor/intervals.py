"""Intervals of shares and of net sentiment."""

from __future__ import annotations

import math
from functools import cache
from statistics import NormalDist

__all__ = ["LEVEL", "Interval", "net_sentiment_all_interval", "net_sentiment_interval", "wilson"]

#: Lower and upper end.
Interval = tuple[float, float]

#: Confidence of the intervals in a timeline.
LEVEL = 0.95


@cache
def _quantile(level: float) -> float:
    if not 0 < level < 1:
        raise ValueError(f"a confidence level lies between 0 and 1, not {level!r}")
    return NormalDist().inv_cdf((1 + level) / 2)


def wilson(successes: int, n: int, level: float = LEVEL) -> Interval | None:
    r"""Return the Wilson score interval of a proportion, or None without a trial.

    .. math:: \frac{k + z^2/2 \pm z\sqrt{k(n-k)/n + z^2/4}}{n + z^2}

    It stays within 0 and 1 and has a width where all or none succeed [1]_.

    Parameters
    ----------
    successes, n
        k of n trials succeeded.
    level
        Confidence.

    Raises
    ------
    ValueError
        If there are fewer than 0 or more than n successes, or the level is no
        probability.

    References
    ----------
    .. [1] E. B. Wilson, Probable inference, the law of succession, and
       statistical inference, JASA 22 (1927), 209-212.

    Examples
    --------
    >>> [round(end, 4) for end in wilson(8, 10)]
    [0.4902, 0.9433]
    >>> wilson(0, 0) is None
    True
    """
    if not 0 <= successes <= n:
        raise ValueError(f"{successes} of {n} is no proportion")
    z = _quantile(level)
    if n == 0:
        return None
    middle = successes + z * z / 2
    half = z * math.sqrt(successes * (n - successes) / n + z * z / 4)
    # The ends are exact where all or none succeed; rounding would leave a trace.
    low = 0.0 if successes == 0 else (middle - half) / (n + z * z)
    high = 1.0 if successes == n else (middle + half) / (n + z * z)
    return low, high


def net_sentiment_interval(pos: int, neg: int, level: float = LEVEL) -> Interval | None:
    r"""Return the interval of (P - N)/(P + N), or None without a polar message.

    With :math:`p = P/(P+N)` net sentiment is :math:`2p - 1`, so the Wilson
    interval of p is mapped the same way.

    Examples
    --------
    >>> [round(end, 4) for end in net_sentiment_interval(8, 2)]
    [-0.0197, 0.8866]
    """
    ends = wilson(pos, pos + neg, level)
    return None if ends is None else (2 * ends[0] - 1, 2 * ends[1] - 1)


def net_sentiment_all_interval(pos: int, neg: int, n: int, level: float = LEVEL) -> Interval | None:
    r"""Return the interval of (P - N)/n over all n messages, or None without one.

    The difference of two shares of one multinomial, by the method of variance
    estimates recovery (MOVER): the Wilson limits :math:`(l_1, u_1)` of
    :math:`p_1 = P/n` and :math:`(l_2, u_2)` of :math:`p_2 = N/n` are joined
    with their correlation [1]_ [2]_:

    .. math::

       L &= p_1 - p_2 - \sqrt{a^2 + b^2 - 2\rho ab},
            \quad a = p_1 - l_1,\; b = u_2 - p_2 \\
       U &= p_1 - p_2 + \sqrt{c^2 + d^2 - 2\rho cd},
            \quad c = u_1 - p_1,\; d = p_2 - l_2 \\
       \rho &= -\sqrt{\frac{p_1 p_2}{(1 - p_1)(1 - p_2)}}

    Shares of one multinomial pull against each other, so :math:`\rho \le 0`.
    Where no message is neutral :math:`\rho = -1`, and the interval is that of
    `net_sentiment_interval`; so it is, too, where all messages are positive or
    all negative and the formula would read 0/0.

    Parameters
    ----------
    pos, neg
        Positive and negative messages.
    n
        All messages: positive, neutral, questions and negative.
    level
        Confidence.

    Raises
    ------
    ValueError
        If the counts are negative or pos + neg is more than n.

    References
    ----------
    .. [1] R. G. Newcombe, Improved confidence intervals for the difference
       between binomial proportions based on paired data, Statistics in
       Medicine 17 (1998), 2635-2650.
    .. [2] G. Y. Zou and A. Donner, Construction of confidence limits about
       effect measures: a general approach, Statistics in Medicine 27 (2008),
       1693-1702.

    Examples
    --------
    >>> [round(end, 4) for end in net_sentiment_all_interval(8, 2, 20)]
    [-0.0051, 0.5432]
    """
    if pos < 0 or neg < 0 or pos + neg > n:
        raise ValueError(f"{pos} positive and {neg} negative of {n} messages cannot be")
    first, second = wilson(pos, n, level), wilson(neg, n, level)
    if first is None or second is None:
        return None
    p1, p2 = pos / n, neg / n
    rest = (n - pos) * (n - neg)
    correlation = -math.sqrt(pos * neg / rest) if rest else -1.0

    def reach(one: float, other: float) -> float:
        return math.sqrt(one * one + other * other - 2 * correlation * one * other)

    low = p1 - p2 - reach(p1 - first[0], second[1] - p2)
    high = p1 - p2 + reach(first[1] - p1, p2 - second[0])
    return max(low, -1.0), min(high, 1.0)
