"""Several models scored in one pass: their weights lie side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from brandscore.classify.kernel import LANES, add_cues, aligned_rows, score_rows
from brandscore.classify.model import TextModel
from brandscore.classify.words import further_columns

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from brandscore.text.codes import Codes

__all__ = ["Scorer"]


class Scorer:
    """The weights of models that read the same features, ready to be looked up.

    Parameters
    ----------
    models
        Models with the same features, and `LANES` scores in all at most.

    Raises
    ------
    ValueError
        If they read different features or have more scores.
    """

    def __init__(self, models: Sequence[TextModel]) -> None:
        self.models = tuple(models)
        self.features = self.models[0].features
        sizes = [len(model.bias) for model in self.models]
        if any(model.features != self.features for model in self.models) or sum(sizes) > LANES:
            raise ValueError("models that cannot be scored together")
        self._lanes = [slice(end - size, end) for size, end in zip(sizes, np.cumsum(sizes).tolist(), strict=True)]
        ngrams, hashed = self.features.ngrams.columns, self.features.hashed
        self._rows = aligned_rows(hashed)
        self._cue_rows = np.zeros((len(self.features.cues.groups), LANES), dtype=np.float32)
        for model, lanes in zip(self.models, self._lanes, strict=True):
            split = int(np.searchsorted(model.columns, hashed))
            self._rows[model.columns[:split], lanes] = model.weights[:, :split].T
            cues = model.columns[split:] - hashed
            self._cue_rows[cues, lanes] = model.weights[:, split:].T
        self._rows[ngrams:] *= np.float32(self.features.words.weight)

    def scores(self, codes: Codes) -> Iterator[tuple[TextModel, NDArray[np.float64]]]:
        """Yield each model with its scores of normalised texts: a row per text, a column per score.

        Parameters
        ----------
        codes
            The texts.
        """
        found = score_rows(codes, self.features.ngrams, self._rows, further_columns(codes, self.features))
        if self.features.cues.groups:
            from brandscore.classify.cues import cue_counts

            add_cues(cue_counts(codes, self.features), self.features.cues.weight, self._cue_rows, found)
        for model, lanes in zip(self.models, self._lanes, strict=True):
            yield model, found[:, lanes] + model.bias.astype(np.float64)
