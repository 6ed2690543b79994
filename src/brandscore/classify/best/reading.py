"""What the two kinds of readers see of some texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from brandscore.classify.best.encoder import encoder
from brandscore.classify.best.tokens import count_words, cut
from brandscore.classify.vectorise import vectorise

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

    from brandscore.classify.best.model import Spaces
    from brandscore.classify.features import Features

__all__ = ["Reading", "counted", "read"]


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
    """

    words: list[list[str]]
    pieces: list[list[int]]
    encoded: NDArray[np.float32]

    def inputs(self, spaces: Spaces, matrix: csr_matrix, features: Features) -> NDArray[np.float32]:
        """Return what a network reads.

        Parameters
        ----------
        spaces
            The vectors.
        matrix, features
            What `counted` returned, and its features.

        Returns
        -------
        numpy.ndarray
            The encoder's numbers, those of the vectors, then the cues.
        """
        cues = matrix[:, features.ngrams.columns : features.columns].toarray()
        return np.hstack([self.encoded, spaces.words.pooled(self.words), spaces.pieces.pooled(self.pieces), cues])


def read(texts: Sequence[str]) -> Reading:
    """Cut and encode texts.

    Raises
    ------
    brandscore.classify.best.encoder.MissingExtraError
        If the encoder is not installed.
    """
    known = encoder()
    pieces = known.pieces(texts)
    return Reading(cut(texts), [ids.tolist() for ids in pieces], known.features(pieces))


def counted(
    texts: Sequence[str], words: Sequence[Sequence[str]], features: Features, longest: int, bits: int
) -> csr_matrix:
    """Return what the linear reader sees: characters and cues, then runs of words."""
    from scipy.sparse import hstack

    return hstack([vectorise(texts, features), count_words(words, longest, bits)], format="csr", dtype=np.float32)
