"""From what both kinds of readers say to probabilities."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from brandscore.classify.best.model import LEAST, Mix

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from brandscore.classify.best.network import Network

__all__ = ["fit_mix", "logs_of", "network_logs"]

#: Pulls the mix towards the plain mean of both readers.
_PULL = 1e-4


def logs_of(shares: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the logarithms of probabilities, as the mix reads them.

    Examples
    --------
    >>> logs_of(np.array([[1.0, 0.0]])).round(2).tolist()
    [[0.0, -9.21]]
    """
    return np.log(np.maximum(shares, LEAST))


def network_logs(
    networks: Sequence[Network], inputs: NDArray[np.float32], sizes: Sequence[int]
) -> list[NDArray[np.float64]]:
    """Return the mean of the networks' log-probabilities, for each task by itself."""
    total = networks[0].log_shares(inputs, sizes)
    for network in networks[1:]:
        total = total + network.log_shares(inputs, sizes)
    return np.hsplit(total / len(networks), np.cumsum(sizes)[:-1])


def fit_mix(fast: NDArray[np.float64], network: NDArray[np.float64], codes: NDArray[np.intp]) -> Mix:
    """Return the mix under which the true classes are likeliest.

    Parameters
    ----------
    fast, network
        Log-probabilities by readers that have not seen the messages.
    codes
        Number of the true class of each message.

    Examples
    --------
    >>> sure, blind = np.log([[0.9, 0.1], [0.1, 0.9]] * 9), np.log(np.full((18, 2), 0.5))
    >>> mix = fit_mix(sure, blind, np.array([0, 1] * 9))
    >>> mix.weights[0][0] > 0.5
    True
    """
    from scipy.optimize import minimize

    rows, classes = fast.shape
    true = np.zeros((rows, classes))
    true[np.arange(rows), codes] = 1.0
    both = np.maximum(np.hstack([fast, network]), np.log(LEAST))
    plain = np.hstack([np.eye(classes), np.eye(classes)]) / 2

    def mixed(values: NDArray[np.float64]) -> Mix:
        weights, shift = np.split(np.round(values, 9), [2 * classes * classes])
        return Mix(tuple(map(tuple, weights.reshape(classes, -1).tolist())), tuple(shift.tolist()))

    def loss(values: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        weights, shift = values[: 2 * classes * classes].reshape(classes, -1), values[2 * classes * classes :]
        logs = both @ weights.T + shift
        logs -= logs.max(axis=1, keepdims=True)
        logs -= np.log(np.exp(logs).sum(axis=1, keepdims=True))
        error = (np.exp(logs) - true) / rows
        off = weights - plain
        slope = np.concatenate([(error.T @ both + 2 * _PULL * off).ravel(), error.sum(axis=0) + 2 * _PULL * shift])
        return float(-(logs * true).sum() / rows + _PULL * ((off * off).sum() + (shift * shift).sum())), slope

    start = np.concatenate([plain.ravel(), np.zeros(classes)])
    best = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 500})
    return mixed(best.x)
