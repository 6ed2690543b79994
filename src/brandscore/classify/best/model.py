"""What the best path sets beside the fast models, and its files.

Two safetensors files hold it for all tasks, the vectors in one of their own:
numbers and one piece of JSON, nothing that could run.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from brandscore.classify.best.encoder import WIDTH
from brandscore.classify.best.network import Network
from brandscore.classify.best.vectors import Vectors
from brandscore.classify.model import PREFERENCES, ModelError, canonical_json, content_digest
from brandscore.classify.tasks import TASK_NAMES
from brandscore.classify.words import word_list_sha256
from brandscore.text.lexicon import laughter_sha256
from brandscore.text.normalise import NORMALISER_VERSION

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["LEAST", "VECTORS", "BestModel", "Head", "Mix", "Spaces", "best_path", "load_best", "save_best"]

#: Version of the format of both files; those of another one are refused.
FORMAT_VERSION = 2
#: Name of the file of the vectors, which stands beside the other.
VECTORS = "vectors.safetensors"

#: Lower probabilities of a reader count as this in the mix.
LEAST = 1e-4

_KEY = "brandscore-best"


@dataclass(frozen=True, slots=True)
class Spaces:
    """The vectors of words and of the encoder's word pieces."""

    words: Vectors
    pieces: Vectors

    @property
    def width(self) -> int:
        """Numbers per text."""
        return self.words.width + self.pieces.width


@dataclass(frozen=True, slots=True)
class Mix:
    """How the readers are mixed: weighted log-probabilities, squashed by one softmax.

    Parameters
    ----------
    weights
        A row per class: the weights of the fast model's log-probabilities of
        all classes, then of the networks'.
    shift
        Added for each class.

    Raises
    ------
    ValueError
        If the numbers do not fit each other.
    """

    weights: tuple[tuple[float, ...], ...]
    shift: tuple[float, ...]

    def __post_init__(self) -> None:
        size = len(self.shift)
        if len(self.weights) != size or any(len(row) != 2 * size for row in self.weights):
            raise ValueError("a mix whose weights do not fit the classes")
        if not (np.isfinite(np.array(self.weights)).all() and np.isfinite(np.array(self.shift)).all()):
            raise ValueError("a mix that is not finite")

    def __call__(self, fast: NDArray[np.float64], network: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return probabilities from log-probabilities of both readers.

        Examples
        --------
        >>> logs = np.log([[0.8, 0.2]])
        >>> half = Mix(((0.5, 0, 0.5, 0), (0, 0.5, 0, 0.5)), (0.0, 0.0))
        >>> half(logs, logs).round(6).tolist()
        [[0.8, 0.2]]
        """
        both = np.maximum(np.hstack([fast, network]), np.log(LEAST))
        logs = both @ np.array(self.weights).T + np.array(self.shift)
        shares: NDArray[np.float64] = np.exp(logs - logs.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        return shares


@dataclass(frozen=True, slots=True)
class Head:
    """What one task makes of both readers.

    Parameters
    ----------
    task, classes
        The task, and its classes in the order of the probabilities.
    mix
        How the readers are mixed; the networks' log-probabilities are averaged
        first.
    fast
        Which fast model it is mixed with (`brandscore.classify.model.TextModel.digest`).
    offsets
        For each preference what is added to the log-probabilities before the
        largest is picked.
    details
        Where it comes from.
    """

    task: str
    classes: tuple[str, ...]
    mix: Mix
    fast: str
    offsets: Mapping[str, tuple[float, ...]]
    details: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        size = len(self.classes)
        if self.task not in TASK_NAMES or size < 2 or len(set(self.classes)) != size:
            raise ValueError(f"no such task or not its classes: {self.task}, {self.classes}")
        if len(self.mix.shift) != size:
            raise ValueError("a mix that does not fit the classes")
        if set(self.offsets) != set(PREFERENCES) or any(len(o) != size for o in self.offsets.values()):
            raise ValueError("offsets do not fit the classes")


@dataclass(frozen=True, slots=True)
class BestModel:
    """What the best path sets beside the fast models.

    Parameters
    ----------
    spaces, networks
        The vectors, and the networks that read them; they answer the tasks in
        the order of the heads.
    encoder
        Hash of the encoder's weights.
    heads
        By task.
    """

    spaces: Spaces
    networks: tuple[Network, ...]
    encoder: str
    heads: Mapping[str, Head]

    def __post_init__(self) -> None:
        if not self.networks or any(len(network.second_bias) != sum(self.sizes) for network in self.networks):
            raise ValueError("networks that do not fit the classes")
        if any(task != head.task for task, head in self.heads.items()):
            raise ValueError("heads under the name of another task")

    @property
    def sizes(self) -> list[int]:
        """How many classes each task has."""
        return [len(head.classes) for head in self.heads.values()]

    def check_inputs(self, cues: int, path: Path) -> None:
        """Refuse networks that read other numbers than there are with so many groups of cues."""
        if any(len(network.centre) != WIDTH + self.spaces.width + cues for network in self.networks):
            raise ModelError(f"{path}: not a usable model (a network for other inputs). Train it again.")


def best_path(folder: Path | None = None) -> Path:
    """Return the path of the file of the best path, below a folder of fast models or those shipped.

    The vectors stand beside it.
    """
    if folder is None:
        from brandscore.resources import models

        folder = models()
    return Path(folder) / "best" / "best.safetensors"


def _write(path: Path, content: Mapping[str, Any], tensors: Mapping[str, NDArray[Any]]) -> None:
    from safetensors.numpy import save_file

    body = canonical_json(content)
    outer = canonical_json({"sha256": content_digest(body, tensors), "content": body})
    save_file({name: np.ascontiguousarray(tensor) for name, tensor in tensors.items()}, path, metadata={_KEY: outer})


def _read(path: Path) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(path, framework="numpy") as file:
            outer = json.loads((file.metadata() or {})[_KEY])
            tensors = {name: file.get_tensor(name) for name in sorted(file.keys())}
        body, recorded = outer["content"], outer["sha256"]
        intact = isinstance(body, str) and content_digest(body, tensors) == recorded
        content = json.loads(body) if intact else {}
        version = content.get("format") if intact else FORMAT_VERSION
    except FileNotFoundError:
        raise ModelError(f"{path}: there is no such file. `brandscore train --model best` makes it.") from None
    except (SafetensorError, OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ModelError(f"{path}: no file of the model best, or damaged ({error}). Train it again.") from error
    if not intact:
        raise ModelError(f"{path}: damaged (its content does not fit its checksum). Train it again.")
    if isinstance(version, int) and 0 < version < FORMAT_VERSION:
        raise ModelError(f"{path}: format {version}, this release reads {FORMAT_VERSION}. Train it again.")
    if version != FORMAT_VERSION:
        raise ModelError(f"{path}: format {version}, this release reads {FORMAT_VERSION}. Use a newer brandscore.")
    return content, tensors


def _reading_now() -> dict[str, Any]:
    """Return what a model's texts must have been read with."""
    return {"normaliser": NORMALISER_VERSION, "laughter": laughter_sha256(), "words": word_list_sha256()}


def _vector_tensors(spaces: Spaces) -> dict[str, NDArray[Any]]:
    words = "\n".join(map(str, spaces.words.words)).encode("utf-8", "surrogatepass")
    return {
        "words": np.frombuffer(words, dtype=np.uint8),
        "words.steps": spaces.words.steps,
        "words.weights": spaces.words.weights,
        "pieces": np.array(spaces.pieces.words, dtype=np.int32),
        "pieces.steps": spaces.pieces.steps,
        "pieces.weights": spaces.pieces.weights,
    }


def _spaces(tensors: Mapping[str, NDArray[Any]]) -> Spaces:
    text = tensors["words"].tobytes().decode("utf-8", "surrogatepass")
    words = tuple(text.split("\n")) if text else ()
    return Spaces(
        Vectors(words, tensors["words.steps"], tensors["words.weights"]),
        Vectors(tuple(tensors["pieces"].tolist()), tensors["pieces.steps"], tensors["pieces.weights"]),
    )


def save_best(model: BestModel, path: Path) -> None:
    """Write a model, and its vectors beside it; the same model gives the same bytes."""
    path = Path(path)
    vectors = _vector_tensors(model.spaces)
    _write(path.with_name(VECTORS), {"format": FORMAT_VERSION}, vectors)
    heads = [
        {
            "task": head.task,
            "classes": list(head.classes),
            "mix": asdict(head.mix),
            "fast": head.fast,
            "offsets": {name: list(values) for name, values in head.offsets.items()},
            "details": dict(head.details),
        }
        for head in model.heads.values()
    ]
    content = {
        "format": FORMAT_VERSION,
        "reading": _reading_now(),
        "encoder": model.encoder,
        "vectors": content_digest("", vectors),
        "networks": len(model.networks),
        "heads": heads,
    }
    tensors: dict[str, NDArray[Any]] = {}
    for i, network in enumerate(model.networks):
        tensors |= {f"network{i}.{part.name}": getattr(network, part.name) for part in fields(Network)}
    _write(path, content, tensors)


def load_best(path: Path) -> BestModel:
    """Read a model, and the vectors beside it.

    Raises
    ------
    brandscore.classify.model.ModelError
        If a file is missing, damaged, of another version, or was trained with
        another normaliser or word list, or if they do not belong together.
    """
    path = Path(path)
    content, tensors = _read(path)
    _, vectors = _read(path.with_name(VECTORS))
    try:
        if content["vectors"] != content_digest("", vectors):
            raise ModelError(f"{path}: trained with other vectors than those beside it. Train it again.")
        if content["reading"] != _reading_now():
            raise ModelError(
                f"{path}: trained with another normaliser, laughter lexicon or word list "
                f"({content['reading']}, now {_reading_now()}). Train it again."
            )
        networks = tuple(
            Network(*(tensors[f"network{i}.{part.name}"] for part in fields(Network)))
            for i in range(content["networks"])
        )
        heads = {head["task"]: _head(head) for head in content["heads"]}
        return BestModel(_spaces(vectors), networks, content["encoder"], heads)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelError(f"{path}: not a usable model ({error}). Train it again.") from error


def _head(values: Mapping[str, Any]) -> Head:
    mix = values["mix"]
    return Head(
        task=values["task"],
        classes=tuple(values["classes"]),
        mix=Mix(tuple(map(tuple, mix["weights"])), tuple(mix["shift"])),
        fast=values["fast"],
        offsets={name: tuple(offsets) for name, offsets in values["offsets"].items()},
        details=values["details"],
    )
