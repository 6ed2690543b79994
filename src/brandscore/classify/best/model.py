"""A trained model of the best path, and its files.

Beside the files of the tasks stands one of the vectors that they share. All
are safetensors files: numbers and one piece of JSON, nothing that could run.
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
from brandscore.classify.best.tokens import word_list_sha256
from brandscore.classify.best.vectors import Vectors
from brandscore.classify.features import Features
from brandscore.classify.model import PREFERENCES, ModelError, canonical_json, check_lexicons, content_digest
from brandscore.classify.tasks import TASK_NAMES
from brandscore.text.lexicon import laughter_sha256
from brandscore.text.normalise import NORMALISER_VERSION

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = [
    "LEAST",
    "VECTORS",
    "BestModel",
    "Linear",
    "Mix",
    "Spaces",
    "load_best",
    "load_vectors",
    "save_best",
    "save_vectors",
]

#: Version of the format of both kinds of files.
FORMAT_VERSION = 1
#: Name of the file of the vectors.
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

    @property
    def sha256(self) -> str:
        """Hash of both, by which a model knows them again."""
        return content_digest("", _vector_tensors(self))


@dataclass(frozen=True, slots=True)
class Linear:
    """The linear reader: characters, cues, then runs of words.

    Parameters
    ----------
    features
        Characters and cues, as in the default path.
    longest, bits
        Runs of words up to this length, hashed to 2**bits further columns.
    columns
        Numbers of the columns that weigh anything, ascending.
    weights
        Float32 with the values of float16, a row per score.
    bias
        Float32, one per score.
    """

    features: Features
    longest: int
    bits: int
    columns: NDArray[np.int32]
    weights: NDArray[np.float32]
    bias: NDArray[np.float32]

    def __post_init__(self) -> None:
        width = self.features.columns + (1 << self.bits)
        if self.weights.shape != (len(self.bias), len(self.columns)):
            raise ValueError(f"weights {self.weights.shape} do not fit bias and columns")
        if len(self.columns) and (
            self.columns[0] < 0 or self.columns[-1] >= width or (np.diff(self.columns) <= 0).any()
        ):
            raise ValueError("columns that do not ascend within the features")
        if not (np.isfinite(self.weights).all() and np.isfinite(self.bias).all()):
            raise ValueError("weights that are not finite")


@dataclass(frozen=True, slots=True)
class Mix:
    """How the readers are mixed: weighted log-probabilities, squashed by one softmax.

    Parameters
    ----------
    weights
        A row per class: the weights of the linear reader's log-probabilities of
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

    def __call__(self, linear: NDArray[np.float64], network: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return probabilities from log-probabilities of both readers.

        Examples
        --------
        >>> logs = np.log([[0.8, 0.2]])
        >>> half = Mix(((0.5, 0, 0.5, 0), (0, 0.5, 0, 0.5)), (0.0, 0.0))
        >>> half(logs, logs).round(6).tolist()
        [[0.8, 0.2]]
        """
        both = np.maximum(np.hstack([linear, network]), np.log(LEAST))
        logs = both @ np.array(self.weights).T + np.array(self.shift)
        shares: NDArray[np.float64] = np.exp(logs - logs.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        return shares


@dataclass(frozen=True, slots=True)
class BestModel:
    """A trained model of one task.

    Parameters
    ----------
    task, classes
        The task, and its classes in the order of the probabilities.
    linear, networks, mix
        The two kinds of readers and how they are mixed; the networks' log-probabilities
        are averaged first.
    spaces
        Hash of the vectors that it reads with.
    encoder
        Hash of the encoder's weights.
    offsets
        For each preference what is added to the log-probabilities before the
        largest is picked.
    details
        Where it comes from.
    """

    task: str
    classes: tuple[str, ...]
    linear: Linear
    networks: tuple[Network, ...]
    mix: Mix
    spaces: str
    encoder: str
    offsets: Mapping[str, tuple[float, ...]]
    details: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        size = len(self.classes)
        if self.task not in TASK_NAMES or size < 2 or len(set(self.classes)) != size:
            raise ValueError(f"no such task or not its classes: {self.task}, {self.classes}")
        if len(self.linear.bias) != (1 if size == 2 else size) or len(self.mix.shift) != size or not self.networks:
            raise ValueError("readers that do not fit the classes")
        if any(len(network.second_bias) != size for network in self.networks):
            raise ValueError("networks that do not fit the classes")
        if set(self.offsets) != set(PREFERENCES) or any(len(o) != size for o in self.offsets.values()):
            raise ValueError("offsets do not fit the classes")


def _write(path: Path, content: Mapping[str, Any], tensors: Mapping[str, NDArray[Any]]) -> None:
    from safetensors.numpy import save_file

    body = canonical_json(content)
    outer = canonical_json({"sha256": content_digest(body, tensors), "content": body})
    save_file({name: np.ascontiguousarray(tensor) for name, tensor in tensors.items()}, path, metadata={_KEY: outer})


def _read(path: Path, kind: str) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(path, framework="numpy") as file:
            outer = json.loads((file.metadata() or {})[_KEY])
            tensors = {name: file.get_tensor(name) for name in sorted(file.keys())}
        body, recorded = outer["content"], outer["sha256"]
        intact = isinstance(body, str) and content_digest(body, tensors) == recorded
        content = json.loads(body) if intact else {}
        version = content.get("format") if intact else FORMAT_VERSION
        found = content.get("kind") if intact else kind
    except FileNotFoundError:
        raise ModelError(f"{path}: there is no such file. `brandscore train --model best` makes it.") from None
    except (SafetensorError, OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ModelError(f"{path}: no file of the model best, or damaged ({error}). Train it again.") from error
    if not intact:
        raise ModelError(f"{path}: damaged (its content does not fit its checksum). Train it again.")
    if version != FORMAT_VERSION:
        raise ModelError(f"{path}: format {version}, this release reads {FORMAT_VERSION}. Use a newer brandscore.")
    if found != kind:
        raise ModelError(f"{path}: holds {found}, expected {kind}.")
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


def save_vectors(spaces: Spaces, path: Path) -> None:
    """Write the vectors; the same vectors give the same bytes."""
    content = {"format": FORMAT_VERSION, "kind": "vectors", "reading": _reading_now()}
    _write(path, content, _vector_tensors(spaces))


def load_vectors(path: Path) -> Spaces:
    """Read the vectors.

    Raises
    ------
    brandscore.classify.model.ModelError
        If the file is missing, damaged, or made with another word list.
    """
    path = Path(path)
    content, tensors = _read(path, "vectors")
    try:
        _check_reading(path, content["reading"])
        text = tensors["words"].tobytes().decode("utf-8", "surrogatepass")
        words = tuple(text.split("\n")) if text else ()
        return Spaces(
            Vectors(words, tensors["words.steps"], tensors["words.weights"]),
            Vectors(tuple(tensors["pieces"].tolist()), tensors["pieces.steps"], tensors["pieces.weights"]),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{path}: not usable vectors ({error}). Train them again.") from error


def _check_reading(path: Path, reading: Any) -> None:
    if reading != _reading_now():
        raise ModelError(
            f"{path}: trained with another normaliser, laughter lexicon or word list "
            f"({reading}, now {_reading_now()}). Train it again."
        )


def save_best(model: BestModel, path: Path) -> None:
    """Write a model; the same model gives the same bytes."""
    content = {
        "format": FORMAT_VERSION,
        "kind": "model",
        "task": model.task,
        "classes": list(model.classes),
        "reading": _reading_now(),
        "features": model.linear.features.as_dict(),
        "longest": model.linear.longest,
        "bits": model.linear.bits,
        "mix": asdict(model.mix),
        "networks": len(model.networks),
        "spaces": model.spaces,
        "encoder": model.encoder,
        "offsets": {name: list(values) for name, values in model.offsets.items()},
        "details": dict(model.details),
    }
    weighs = np.zeros(model.linear.features.columns + (1 << model.linear.bits), dtype=np.uint8)
    weighs[model.linear.columns] = 1
    tensors: dict[str, NDArray[Any]] = {
        "linear.columns": np.packbits(weighs),  # one bit per column, whether it weighs anything
        "linear.weights": model.linear.weights.astype(np.float16),
        "linear.bias": model.linear.bias,
    }
    for i, network in enumerate(model.networks):
        tensors |= {f"network{i}.{part.name}": getattr(network, part.name) for part in fields(Network)}
    _write(path, content, tensors)


def load_best(path: Path, task: str, spaces: Spaces) -> BestModel:
    """Read a model.

    Parameters
    ----------
    path
        The file.
    task
        The task it must be of.
    spaces
        The vectors that it is used with.

    Raises
    ------
    brandscore.classify.model.ModelError
        If the file is missing, damaged, of another task or version, or was
        trained with other vectors, lexicons or words.
    """
    path = Path(path)
    content, tensors = _read(path, "model")
    try:
        if content["task"] != task:
            raise ModelError(f"{path}: a model of {content['task']}, expected {task}.")
        _check_reading(path, content["reading"])
        if content["spaces"] != spaces.sha256:
            raise ModelError(f"{path}: trained with other vectors than those beside it. Train it again.")
        features = Features.from_dict(content["features"])
        check_lexicons(path, features)
        networks = tuple(
            Network(*(tensors[f"network{i}.{part.name}"] for part in fields(Network)))
            for i in range(content["networks"])
        )
        if any(len(network.centre) != WIDTH + spaces.width + len(features.cues.groups) for network in networks):
            raise ValueError("a network for other inputs")
        mix = content["mix"]
        return BestModel(
            task=task,
            classes=tuple(content["classes"]),
            linear=Linear(
                features,
                content["longest"],
                content["bits"],
                np.flatnonzero(np.unpackbits(tensors["linear.columns"])).astype(np.int32),
                tensors["linear.weights"].astype(np.float32),
                tensors["linear.bias"],
            ),
            networks=networks,
            mix=Mix(tuple(map(tuple, mix["weights"])), tuple(mix["shift"])),
            spaces=content["spaces"],
            encoder=content["encoder"],
            offsets={name: tuple(values) for name, values in content["offsets"].items()},
            details=content["details"],
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelError(f"{path}: not a usable model ({error}). Train it again.") from error
