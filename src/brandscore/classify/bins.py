"""Bins of probability vectors: a histogram in as many dimensions as there are classes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Codebook"]

_DECIMALS = 4
_ROUNDS = 20
#: Rows placed at once, so that memory stays small.
_ROWS = 50_000


@dataclass(frozen=True)
class Codebook:
    """Bins: a message belongs to the nearest centre, of two equally near ones to the first.

    Parameters
    ----------
    centres
        A row per bin, a column per class.
    """

    centres: NDArray[np.float64]

    def place(self, shares: NDArray[np.float64]) -> NDArray[np.intp]:
        """Return the number of the bin of each row.

        Examples
        --------
        >>> Codebook(np.array([[0.9, 0.1], [0.5, 0.5]])).place(np.array([[0.8, 0.2], [0.4, 0.6]])).tolist()
        [0, 1]
        """
        found = np.zeros(len(shares), dtype=np.intp)
        for start in range(0, len(shares), _ROWS):
            rows = slice(start, start + _ROWS)
            # Column by column and not as a matrix product, whose rounding depends on the machine.
            apart = np.zeros((len(shares[rows]), len(self.centres)))
            for column in range(self.centres.shape[1]):
                apart += (shares[rows, column, None] - self.centres[None, :, column]) ** 2
            found[rows] = apart.argmin(axis=1)
        return found

    @classmethod
    def of(cls, shares: NDArray[np.float64], weights: NDArray[np.float64], bins: int) -> Codebook:
        """Return bins that follow the rows: k-means, started by splitting.

        The bin with the largest spread is split at its mean along its widest
        column until there are enough; then Lloyd's rounds. No chance is
        involved, and sums run in the order of the rows, so the same rows give
        the same bins.

        Parameters
        ----------
        shares
            Rows to follow.
        weights
            Weight of each row.
        bins
            Number of bins; fewer where there are fewer distinct rows.
        """
        placed = np.zeros(len(shares), dtype=np.intp)
        centres = _means(shares, weights, placed, 1)
        while len(centres) < bins:
            squares = weights[:, None] * (shares - centres[placed]) ** 2
            spread = np.stack(
                [np.bincount(placed, squares[:, k], minlength=len(centres)) for k in range(shares.shape[1])], axis=1
            )
            widest = int(spread.sum(axis=1).argmax())
            column = int(spread[widest].argmax())
            above = (placed == widest) & (shares[:, column] > centres[widest, column])
            if spread[widest, column] <= 1e-12 or not above.any():
                break
            placed[above] = len(centres)
            centres = _means(shares, weights, placed, len(centres) + 1)
        for _ in range(_ROUNDS):
            placed = cls(centres).place(shares)
            kept = np.bincount(placed, minlength=len(centres)) > 0
            centres = np.where(kept[:, None], _means(shares, weights, placed, len(centres)), centres)
        return cls(np.round(centres, _DECIMALS))


def _means(
    shares: NDArray[np.float64], weights: NDArray[np.float64], placed: NDArray[np.intp], bins: int
) -> NDArray[np.float64]:
    """Return the weighted mean of the rows of each bin."""
    total = np.maximum(np.bincount(placed, weights, minlength=bins), 1e-300)
    sums = [np.bincount(placed, weights * shares[:, k], minlength=bins) / total for k in range(shares.shape[1])]
    return np.stack(sums, axis=1)
