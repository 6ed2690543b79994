"""Calibration of several classes at once: a linear map of the logarithms of probabilities.

Quantification asks for probabilities that are right as a whole vector.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["LogShares"]

_TINY = 1e-6
#: Pull of the biases to 0: without it their common part is not determined.
_RIDGE = 1e-4


class LogShares:
    r"""Softmax of :math:`a_k \log p_k + b_k`, fitted by maximum likelihood.

    Parameters
    ----------
    kind
        ``bcts``: one scale a for all classes (bias-corrected temperature
        scaling); ``vector``: one for each.

    Examples
    --------
    Probabilities that claim too much are drawn together:

    >>> shares, codes = np.array([[0.99, 0.01], [0.01, 0.99]] * 50), np.array([0, 1] * 40 + [1, 0] * 10)
    >>> LogShares("bcts").fit(shares, codes).transform(shares[:1]).round(2).tolist()
    [[0.8, 0.2]]
    """

    def __init__(self, kind: str = "vector") -> None:
        if kind not in ("bcts", "vector"):
            raise ValueError(f"calibration: {kind!r}, expected bcts or vector")
        self.kind = kind

    def fit(self, shares: NDArray[np.float64], codes: NDArray[np.intp]) -> Self:
        """Fit scales and biases; `covariance_` says how sure they are."""
        from scipy.optimize import minimize

        logs = np.log(np.maximum(shares, _TINY))
        n, classes = logs.shape
        hit = np.eye(classes)[codes]
        scales = 1 if self.kind == "bcts" else classes

        def loss(theta: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
            known = _softmax(logs * np.exp(theta[:scales]) + theta[scales:])
            off = (known - hit) / n
            slopes = (off * logs).sum(axis=0) * np.exp(theta[:scales])
            if scales == 1:
                slopes = slopes.sum(keepdims=True)
            bias = theta[scales:]
            value = -np.log(np.maximum(known[np.arange(n), codes], 1e-300)).mean() + _RIDGE * (bias**2).sum()
            return float(value), np.concatenate([slopes, off.sum(axis=0) + 2 * _RIDGE * bias])

        found = minimize(loss, np.zeros(scales + classes), jac=True, method="L-BFGS-B", options={"ftol": 1e-12})
        self.theta_: NDArray[np.float64] = found.x
        step = 1e-4 * np.eye(len(found.x))
        curvature = np.stack([(loss(found.x + s)[1] - loss(found.x - s)[1]) / 2e-4 for s in step])
        self.covariance_: NDArray[np.float64] = np.linalg.pinv((curvature + curvature.T) / 2, hermitian=True) / n
        return self

    def transform(
        self, shares: NDArray[np.float64], generator: np.random.Generator | None = None
    ) -> NDArray[np.float64]:
        """Return calibrated probabilities; with a generator by scales and biases drawn from their doubt."""
        theta = self.theta_
        if generator is not None:
            theta = generator.multivariate_normal(theta, self.covariance_, method="eigh")
        classes = shares.shape[1]
        logs = np.log(np.maximum(shares, _TINY))
        return _softmax(logs * np.exp(theta[:-classes]) + theta[-classes:])


def _softmax(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))
