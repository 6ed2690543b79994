"""What the networks see of some texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from brandscore.classify.best.encoder import encoder
from brandscore.classify.cues import cue_values
from brandscore.classify.vectorise import batches
from brandscore.classify.words import cut
from brandscore.text.compiled import normalise_all

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from brandscore.classify.best.model import Spaces
    from brandscore.classify.features import Features

__all__ = ["Reading", "read"]


@dataclass(frozen=True, slots=True)
class Reading:
    """Texts, cut and encoded.

    Parameters
    ----------
    words
        Words of each text.
    pieces
        Numbers of the encoder's word pieces of each text.
    encoded
        What the encoder makes of each.
    cues
        The counts of lexicon terms, as the fast models read them.
    """

    words: list[list[str]]
    pieces: list[list[int]]
    encoded: NDArray[np.float32]
    cues: NDArray[np.float32]

    def inputs(self, spaces: Spaces) -> NDArray[np.float32]:
        """Return what a network reads: the encoder's numbers, those of the vectors, then the cues."""
        pooled = spaces.words.pooled(self.words), spaces.pieces.pooled(self.pieces)
        return np.hstack([self.encoded, *pooled, self.cues])


def read(texts: Sequence[str], features: Features) -> Reading:
    """Cut and encode texts.

    Parameters
    ----------
    texts
        Messages as they are.
    features
        Of the fast models.

    Raises
    ------
    brandscore.classify.best.encoder.MissingExtraError
        If the encoder is not installed.
    """
    known = encoder()
    pieces = known.pieces(texts)
    cues = [cue_values(normalise_all(batch), features).astype(np.float32) for batch in batches(texts)]
    none = np.zeros((0, len(features.cues.groups)), dtype=np.float32)
    return Reading(cut(texts), [ids.tolist() for ids in pieces], known.features(pieces), np.vstack([none, *cues]))
