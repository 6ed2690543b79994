"""Whether a model has seen the messages that it is measured on."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from brandscore.classify.corpus import Corpus
from brandscore.text.normalise import duplicate_key

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Overlap", "fingerprint", "overlap", "share_of_known_messages"]


@dataclass(frozen=True, slots=True)
class Overlap:
    """How many of some messages a model was trained on.

    Parameters
    ----------
    rows
        Messages that it has seen; None if the model does not tell.
    same
        Whether they are its training data as a whole, labels too.
    """

    rows: int | None
    same: bool


def _marks(texts: Sequence[str]) -> NDArray[np.uint32]:
    digests = (hashlib.sha256(duplicate_key(text).encode("utf-8", "surrogatepass")).digest()[:4] for text in texts)
    return np.frombuffer(b"".join(digests), dtype=">u4").astype(np.uint32)


def fingerprint(texts: Sequence[str]) -> str:
    """Return what tells later which messages a model was trained on, without telling what they say.

    Four bytes per different message, its copies included: of a million
    messages that it has not seen, one in 180 thousand is taken for seen where
    24,000 were.

    Examples
    --------
    >>> len(fingerprint(["ดีมาก", "ดีมากก", "แย่"])) > 0
    True
    """
    return base64.b64encode(np.unique(_marks(texts)).astype(">u4").tobytes()).decode("ascii")


def overlap(corpus: Corpus, details: Mapping[str, Any]) -> Overlap:
    """Return how many messages of a corpus a model was trained on.

    Parameters
    ----------
    corpus
        What it is measured on.
    details
        The model's details. Its ``seen`` is a `fingerprint`; without one, only
        the training data as a whole are recognised, and the public train
        split, where the model says that it comes from there.
    """
    if details.get("training", {}).get("sha256") == corpus.sha256:
        return Overlap(len(corpus.texts), True)
    seen = details.get("seen")
    if isinstance(seen, str):
        known = np.frombuffer(base64.b64decode(seen), dtype=">u4").astype(np.uint32)
        return Overlap(int(np.isin(_marks(corpus.texts), known).sum()), False)
    if "Wisesight" in str(details.get("origin", "")):
        return Overlap(_of_the_public_corpus(corpus), False)
    return Overlap(None, False)


def _of_the_public_corpus(corpus: Corpus) -> int | None:
    """Return how many messages are of the public train split; all, if they are a split as a whole; None for none."""
    from brandscore.corpora.registry import known_corpus

    if corpus.sha256 in {split.sha256 for split in known_corpus("wisesight").splits}:
        return len(corpus.texts)
    return round(share_of_known_messages(corpus.texts) * len(corpus.texts)) or None


def share_of_known_messages(texts: Sequence[str]) -> float:
    """Return which share of the messages is of the public train split, whose labels ship with the project."""
    from brandscore.corpora.archive import id_of
    from brandscore.corpora.labels import read_labels

    known = read_labels()
    return sum(id_of(text) in known for text in texts) / max(1, len(texts))
