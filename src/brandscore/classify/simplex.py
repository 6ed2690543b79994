"""Shares of classes that fit what was seen: solvers on the simplex, used by `quantify`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["likeliest_shares", "nearest_shares"]

#: Weight of the pull that picks one of equally good solutions; too weak to move a unique one.
_PULL = 1e-9


def nearest_shares(
    matrix: NDArray[np.float64], seen: NDArray[np.float64], prior: NDArray[np.float64]
) -> NDArray[np.float64]:
    r"""Return the shares p that bring ``matrix @ p`` nearest to what was seen.

    .. math:: \min_p \lVert Mp - s \rVert^2
              \quad\text{with}\quad p_k \ge 0,\; \textstyle\sum_k p_k = 1

    On the simplex :math:`Mp - s = (M - s1^\top)p`, and the shortest vector of
    that form is found exactly by one problem of non-negative least squares
    [1]_. Where classes cannot be told apart and several p fit equally well,
    the one nearest to the prior is taken, so that a singular matrix is no
    special case.

    Parameters
    ----------
    matrix
        A column per class: what is seen on average of a message of that class.
    seen
        What was seen on average.
    prior
        Shares to stay near where the data do not decide.

    References
    ----------
    .. [1] C. L. Lawson and R. J. Hanson, Solving least squares problems
       (1974), chapter 23.

    Examples
    --------
    >>> matrix = np.array([[0.9, 0.2], [0.1, 0.8]])
    >>> nearest_shares(matrix, matrix @ [0.3, 0.7], np.array([0.5, 0.5])).round(6).tolist()
    [0.3, 0.7]
    >>> nearest_shares(matrix, np.array([1.0, 0.0]), np.array([0.5, 0.5])).round(6).tolist()
    [1.0, 0.0]
    """
    from scipy.optimize import nnls

    classes = matrix.shape[1]
    ones = np.ones((1, classes))
    off = matrix - np.outer(seen, ones)
    pull = np.sqrt(_PULL) * (np.eye(classes) - np.outer(prior, ones))
    found, _ = nnls(np.vstack([off, pull, ones]), np.append(np.zeros(len(off) + classes), 1.0))
    shares: NDArray[np.float64] = found / found.sum()
    return shares


def likeliest_shares(
    likelihoods: NDArray[np.float64],
    counts: NDArray[np.float64],
    pseudo: float | NDArray[np.float64] = 0.0,
    tolerance: float = 1e-9,
    most: int = 5_000,
) -> NDArray[np.float64]:
    r"""Return the shares of a mixture that make what was seen most likely, by EM.

    .. math:: \max_p \sum_b n_b \log \sum_k p_k L_{bk} + \sum_k c_k \log p_k

    The objective is concave in p, so EM reaches its maximum from anywhere; each
    step is extrapolated along the last two, and kept only where that does not
    leave the simplex [1]_.

    Parameters
    ----------
    likelihoods
        (…, rows, classes): how likely each row is under each class, up to a
        factor per row. Leading axes are problems of their own.
    counts
        (…, rows): how often each row was seen.
    pseudo
        c: messages of each class that are added to those seen; one number for
        all classes, or (…, classes).
    tolerance
        Largest change of a share at which it stops.
    most
        Steps after which it stops in any case.

    References
    ----------
    .. [1] R. Varadhan and C. Roland, Simple and globally convergent methods
       for accelerating the convergence of any EM algorithm, Scandinavian
       Journal of Statistics 35 (2008), 335-353.

    Examples
    --------
    >>> likelihoods = np.array([[0.9, 0.2], [0.1, 0.8]])
    >>> likeliest_shares(likelihoods, np.array([41.0, 59.0])).round(6).tolist()
    [0.3, 0.7]
    """
    likelihoods, counts = np.asarray(likelihoods, dtype=np.float64), np.asarray(counts, dtype=np.float64)
    classes = likelihoods.shape[-1]
    added = np.broadcast_to(np.asarray(pseudo, dtype=np.float64), (*counts.shape[:-1], classes))
    total = counts.sum(axis=-1)[..., None] + added.sum(axis=-1)[..., None]
    shares = np.full((*np.broadcast_shapes(likelihoods.shape[:-2], counts.shape[:-1]), classes), 1.0 / classes)

    def step(p: NDArray[np.float64]) -> NDArray[np.float64]:
        mixed = np.matmul(likelihoods, p[..., None])[..., 0]
        weight = np.divide(counts, mixed, out=np.zeros(mixed.shape), where=mixed > 0)
        new = p * np.matmul(weight[..., None, :], likelihoods)[..., 0, :] + added
        return np.asarray(new / np.maximum(total, 1e-300))

    def normed(p: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.asarray(p / p.sum(axis=-1, keepdims=True))

    for _ in range(most):
        first = step(shares)
        second = step(first)
        if np.abs(second - first).max(initial=0.0) < tolerance:
            return normed(second)
        one, two = first - shares, second - 2.0 * first + shares
        length = np.sqrt((one**2).sum(axis=-1, keepdims=True))
        bend = np.sqrt((two**2).sum(axis=-1, keepdims=True))
        stride = -np.maximum(1.0, np.divide(length, bend, out=np.ones_like(bend), where=bend > 0))
        far = shares - 2.0 * stride * one + stride**2 * two
        inside = (far > 0).all(axis=-1, keepdims=True)
        # One plain step after the leap: it mends what the leap overshot.
        shares = step(normed(np.where(inside, far, second)))
    return normed(shares)
