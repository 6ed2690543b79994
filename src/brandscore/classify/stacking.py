"""The second stage: probabilities of one task from the scores of all tasks together.

Whether a message is an advertisement, or asks for a price, says something
about whether it praises. So each task has a small logistic regression on the
scores of all tasks, their squares and products, and the length of the message.
It is fitted on scores of messages that the first stage had not seen, which
makes its probabilities calibrated ones.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from brandscore.classify.decision import Calibration

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["SECOND_STAGE", "Stacking", "fit_stacking", "inputs_of", "terms_of"]

#: How its scores become probabilities.
SECOND_STAGE = Calibration(link="softmax")

#: Scores beyond this count as this: far from what was fitted, squares run away.
_MOST = 10.0
#: Inverse strength of the penalty.
_C = 0.05


def inputs_of(scores: NDArray[Any], lengths: NDArray[Any]) -> NDArray[np.float64]:
    """Return what the second stage reads: the scores, clipped, and log(1 + characters).

    Parameters
    ----------
    scores
        Scores of all tasks, a row per text.
    lengths
        Characters of the normalised texts, as far as they are read.
    """
    return np.column_stack([np.clip(scores, -_MOST, _MOST), np.log1p(lengths)]).astype(np.float64)


def terms_of(inputs: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the inputs, then their squares and products, a column each.

    Examples
    --------
    >>> terms_of(np.array([[2.0, 3.0]])).tolist()
    [[2.0, 3.0, 4.0, 6.0, 9.0]]
    """
    size = inputs.shape[1]
    products = [inputs[:, i : i + 1] * inputs[:, i:] for i in range(size)]
    return np.hstack([inputs, *products])


@dataclass(frozen=True, slots=True)
class Stacking:
    """A fitted second stage.

    Parameters
    ----------
    tasks
        The tasks whose scores it reads, in their order.
    beside
        Which first stage of each task it was fitted on
        (`brandscore.classify.model.TextModel.heads`), by task.
    centre, spread
        Of each input: subtracted, divided by.
    weights
        Float64, a row per score (one for two classes, else one per class), a
        column for the constant and each of `terms_of`.

    Raises
    ------
    ValueError
        If the parts do not fit each other.
    """

    tasks: tuple[str, ...]
    beside: Mapping[str, str]
    centre: NDArray[np.float64]
    spread: NDArray[np.float64]
    weights: NDArray[np.float64]

    def __post_init__(self) -> None:
        size = len(self.centre)
        wanted = 1 + size + size * (size + 1) // 2
        numbers = (self.centre, self.spread, self.weights)
        if len(self.spread) != size or self.weights.shape[1] != wanted:
            raise ValueError(f"a second stage whose parts do not fit: {self.tasks}, {self.weights.shape}")
        if not all(np.isfinite(part).all() for part in numbers) or not (self.spread > 0).all():
            raise ValueError("a second stage with numbers that are not finite")

    def scores(self, inputs: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the scores: one column for two classes (log-odds of the second), else one per class (for softmax)."""
        terms = terms_of((inputs - self.centre) / self.spread)
        found: NDArray[np.float64] = terms @ self.weights[:, 1:].T + self.weights[:, 0]
        return found

    def as_dict(self) -> dict[str, Any]:
        """Return the parameters by name; floats keep every digit."""
        return {
            "tasks": list(self.tasks),
            "beside": dict(self.beside),
            "centre": self.centre.tolist(),
            "spread": self.spread.tolist(),
            "weights": self.weights.tolist(),
        }

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Stacking:
        """Return what `as_dict` described."""
        return cls(
            tuple(str(task) for task in values["tasks"]),
            {str(task): str(digest) for task, digest in values["beside"].items()},
            *(np.array(values[name], dtype=np.float64) for name in ("centre", "spread", "weights")),
        )


def fit_stacking(
    inputs: NDArray[np.float64], codes: NDArray[np.intp], tasks: Sequence[str], beside: Mapping[str, str] | None = None
) -> Stacking:
    """Fit a second stage.

    Parameters
    ----------
    inputs
        `inputs_of` scores given by first stages that had not seen the message.
    codes
        Number of the class of each message; every class occurs.
    tasks, beside
        As in `Stacking`.
    """
    from sklearn.linear_model import LogisticRegression

    centre = inputs.mean(axis=0)
    spread = inputs.std(axis=0)
    spread[spread == 0] = 1.0
    terms = terms_of((inputs - centre) / spread)
    # The penalty treats all terms alike, so they are brought to one spread, and the fit is written back.
    shift, scale = terms.mean(axis=0), terms.std(axis=0)
    scale[scale == 0] = 1.0
    model = LogisticRegression(C=_C, solver="lbfgs", tol=1e-6, max_iter=2_000)
    model.fit((terms - shift) / scale, codes)
    slopes = model.coef_ / scale
    constants = model.intercept_ - slopes @ shift
    # Sums are taken in another order on other machines, which shows in the last digits.
    numbers = (np.round(part, 6) for part in (centre, spread, np.column_stack([constants, slopes])))
    return Stacking(tuple(tasks), dict(beside or {}), *numbers)
