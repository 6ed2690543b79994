"""A network of two layers: a few lines of NumPy, so that the same data and seed give the same weights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Network", "Settings", "fit"]

#: Inputs further from their mean than this many standard deviations count as so many.
_FURTHEST = np.float32(5.0)


@dataclass(frozen=True, slots=True)
class Settings:
    """How a network is trained.

    Parameters
    ----------
    hidden
        Units between input and output.
    rounds
        How often all rows are seen.
    batch
        Rows per step.
    rate
        Highest learning rate; it rises over the first tenth of the steps and
        falls to zero after.
    drop_input, drop_hidden
        Shares of numbers set to zero in each step.
    decay
        Strength of the pull of all weights towards zero.
    """

    hidden: int = 256
    rounds: int = 10
    batch: int = 128
    rate: float = 1e-3
    drop_input: float = 0.4
    drop_hidden: float = 0.5
    decay: float = 0.05


@dataclass(frozen=True, slots=True)
class Network:
    """A trained network.

    Parameters
    ----------
    centre, spread
        Mean of each input, and what it is divided by.
    first
        Int8, a row per input, a column per hidden unit, in steps of ``step``.
    step
        Float32, one per hidden unit.
    first_bias, second, second_bias
        Float32; ``second`` has a column per class, those of one task after
        those of another.
    """

    centre: NDArray[np.float32]
    spread: NDArray[np.float32]
    first: NDArray[np.int8]
    step: NDArray[np.float32]
    first_bias: NDArray[np.float32]
    second: NDArray[np.float32]
    second_bias: NDArray[np.float32]

    def __post_init__(self) -> None:
        inputs, hidden, classes = len(self.centre), len(self.step), len(self.second_bias)
        shapes = (self.spread.shape, self.first.shape, self.first_bias.shape, self.second.shape)
        if shapes != ((inputs,), (inputs, hidden), (hidden,), (hidden, classes)):
            raise ValueError(f"layers that do not fit each other: {shapes}")
        parts = (self.centre, self.spread, self.step, self.first_bias, self.second, self.second_bias)
        if not all(np.isfinite(part).all() for part in parts) or not (self.spread > 0).all():
            raise ValueError("weights that are not finite")

    def log_shares(self, inputs: NDArray[np.float32], sizes: Sequence[int]) -> NDArray[np.float64]:
        """Return the logarithm of the probability of each class for each row.

        Parameters
        ----------
        inputs
            A row per message.
        sizes
            How many classes each task has; the probabilities of each sum to 1.
        """
        x = _standardised(inputs, self.centre, self.spread)
        hidden = x @ self.first.astype(np.float32) * self.step + self.first_bias
        return _log_softmax((np.maximum(hidden, 0) @ self.second + self.second_bias).astype(np.float64), sizes)


def _standardised(
    inputs: NDArray[np.float32], centre: NDArray[np.float32], spread: NDArray[np.float32]
) -> NDArray[np.float32]:
    scaled: NDArray[np.float32] = np.clip((inputs - centre) / spread, -_FURTHEST, _FURTHEST)
    return scaled


def _log_softmax(scores: NDArray[np.float64], sizes: Sequence[int]) -> NDArray[np.float64]:
    logs = np.empty_like(scores)
    for end, size in zip(np.cumsum(sizes).tolist(), sizes, strict=True):
        own = scores[:, end - size : end] - scores[:, end - size : end].max(axis=1, keepdims=True)
        logs[:, end - size : end] = own - np.log(np.exp(own).sum(axis=1, keepdims=True))
    return logs


class _Adam:
    """Adam with decoupled decay (Loshchilov and Hutter 2019)."""

    def __init__(self, parts: list[NDArray[np.float32]], decay: float) -> None:
        self.parts, self.decay, self.steps = parts, decay, 0
        self.mean = [np.zeros_like(part) for part in parts]
        self.square = [np.zeros_like(part) for part in parts]

    def step(self, gradients: list[NDArray[np.float32]], rate: float) -> None:
        self.steps += 1
        correct = np.float32(1 - 0.999**self.steps) ** np.float32(0.5)
        pace = np.float32(rate / (1 - 0.9**self.steps)) * correct
        for part, mean, square, gradient in zip(self.parts, self.mean, self.square, gradients, strict=True):
            mean *= np.float32(0.9)
            mean += np.float32(0.1) * gradient
            square *= np.float32(0.999)
            square += np.float32(0.001) * gradient * gradient
            part *= np.float32(1 - rate * self.decay)
            part -= pace * mean / (np.sqrt(square) + np.float32(1e-8) * correct)


def fit(
    inputs: NDArray[np.float32],
    codes: NDArray[np.intp],
    sizes: Sequence[int],
    seed: int,
    settings: Settings | None = None,
) -> Network:
    """Train a network that answers several tasks from one hidden layer.

    Parameters
    ----------
    inputs
        A row per message.
    codes
        A row per message, a column per task: the number of its class, -1 where
        the label is not known.
    sizes
        How many classes each task has.
    seed
        Seed of the first weights, of the order of the rows and of what is dropped.
    settings
        How to train.

    Examples
    --------
    >>> x = np.array([[0.0, 1.0], [1.0, 0.0]] * 50, dtype=np.float32)
    >>> codes = np.array([[0], [1]] * 50)
    >>> net = fit(x, codes, [2], seed=0, settings=Settings(hidden=8, rounds=60, batch=20, rate=0.01))
    >>> net.log_shares(x[:2], [2]).argmax(axis=1).tolist()
    [0, 1]
    """
    wanted = settings or Settings()
    dice = np.random.default_rng(seed)
    rows, width = inputs.shape
    centre = inputs.mean(axis=0, dtype=np.float64).astype(np.float32)
    spread = (inputs.std(axis=0, dtype=np.float64) + 1e-3).astype(np.float32)

    scaled = _standardised(inputs, centre, spread)

    def start(*shape: int) -> NDArray[np.float32]:
        reach = 1 / np.sqrt(shape[0])
        return dice.uniform(-reach, reach, size=shape).astype(np.float32)

    first, second = start(width, wanted.hidden), start(wanted.hidden, sum(sizes))
    first_bias, second_bias = np.zeros(wanted.hidden, dtype=np.float32), np.zeros(sum(sizes), dtype=np.float32)
    adam = _Adam([first, first_bias, second, second_bias], wanted.decay)
    aims, known = _aims(codes, sizes)
    each = max(1, rows // wanted.batch)
    steps = each * wanted.rounds
    for done in range(steps):
        if done % each == 0:
            order = dice.permutation(rows)
        picked = order[done % each * wanted.batch :][: wanted.batch]
        x: NDArray[np.float32] = scaled[picked] * _kept(dice, (len(picked), width), wanted.drop_input)
        hidden: NDArray[np.float32] = x @ first + first_bias
        live = _kept(dice, hidden.shape, wanted.drop_hidden) * (hidden > 0)
        hidden = hidden * live
        logs = _log_softmax((hidden @ second + second_bias).astype(np.float64), sizes)
        error = ((np.exp(logs) - aims[picked]) * known[picked] / len(picked)).astype(np.float32)
        back = (error @ second.T) * live
        rate = wanted.rate * min((done + 1) / (0.1 * steps), max(0.02, 1 - done / steps), 1.0)
        gradients: list[NDArray[np.float32]] = [x.T @ back, back.sum(axis=0), hidden.T @ error, error.sum(axis=0)]
        adam.step(gradients, rate)
    step = np.maximum(np.abs(first).max(axis=0), 1e-12) / np.float32(127)
    return Network(centre, spread, np.round(first / step).astype(np.int8), step, first_bias, second, second_bias)


def _aims(codes: NDArray[np.intp], sizes: Sequence[int]) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """Return what each output is to be for each row, and where that is known."""
    aims, known = [], []
    for column, size in enumerate(sizes):
        aims.append(np.eye(size, dtype=np.float32)[np.maximum(codes[:, column], 0)])
        known.append(np.repeat(codes[:, column : column + 1] >= 0, size, axis=1))
    return np.hstack(aims), np.hstack(known)


def _kept(dice: np.random.Generator, shape: tuple[int, ...], dropped: float) -> NDArray[np.float32]:
    """Return 0 for what is dropped, and for the rest what keeps the mean where it was."""
    kept = dice.random(shape, dtype=np.float32) >= dropped
    return kept.astype(np.float32) * np.float32(1 / (1 - dropped))
