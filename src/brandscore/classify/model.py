"""A trained classifier, and the file that holds it.

A model file is a safetensors file: numbers and one piece of JSON, nothing that
could run. It holds the weights at half precision, those of columns that weigh
nothing left out, and as metadata all that tells how it came to be.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from brandscore.classify.decision import Calibration
from brandscore.classify.features import Features
from brandscore.classify.stacking import Stacking
from brandscore.classify.tasks import TASK_NAMES
from brandscore.errors import BrandscoreError
from brandscore.text.lexicon import LexiconError, laughter_sha256, lexicon
from brandscore.text.normalise import NORMALISER_VERSION

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

__all__ = [
    "FORMAT_VERSION",
    "PREFERENCES",
    "ModelError",
    "TextModel",
    "canonical_json",
    "check_lexicons",
    "content_digest",
    "load_model",
    "load_models",
    "model_path",
    "save_model",
]

#: Version of the file format; files of another one are refused.
FORMAT_VERSION = 3
#: What a label may be picked for.
PREFERENCES: tuple[str, ...] = ("accuracy", "macro")

# All metadata is one JSON text under one name: safetensors does not keep the
# order of several, and the file would differ from run to run.
_KEY = "brandscore"


class ModelError(BrandscoreError):
    """A model file is missing, damaged, of another task, or of a version this release cannot read."""


@dataclass(frozen=True, slots=True)
class TextModel:
    """A trained classifier of one task.

    Parameters
    ----------
    task
        ``sentiment``, ``intention``, ``advocacy`` or ``promo``.
    classes
        The classes, in the order of the probabilities.
    features
        What it reads of a text.
    columns
        Numbers of the columns that weigh anything, ascending.
    weights
        Float32 with the values of float16, a row per score (one for two
        classes, else one per class), a column per entry of ``columns``.
    bias
        Float32, one per score.
    offsets
        For each preference what is added to the log-probabilities before the
        largest is picked.
    calibration
        How its own scores become probabilities, where there is no second
        stage.
    stacking
        The second stage, which reads the scores of the tasks it was trained
        together with.
    details
        Where it comes from: training data, seed, cross-validated figures,
        licence.
    """

    task: str
    classes: tuple[str, ...]
    features: Features
    columns: NDArray[np.int32]
    weights: NDArray[np.float32]
    bias: NDArray[np.float32]
    offsets: Mapping[str, tuple[float, ...]]
    calibration: Calibration = field(default_factory=Calibration)
    stacking: Stacking | None = None
    details: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        scores = 1 if len(self.classes) == 2 else len(self.classes)
        if self.task not in TASK_NAMES or len(self.classes) < 2 or len(set(self.classes)) != len(self.classes):
            raise ValueError(f"no such task or not its classes: {self.task}, {self.classes}")
        if self.weights.shape != (scores, len(self.columns)) or self.bias.shape != (scores,):
            raise ValueError(f"weights {self.weights.shape} and bias {self.bias.shape} do not fit the classes")
        if len(self.columns) and not (self.columns[0] >= 0 and self.columns[-1] < self.features.columns):
            raise ValueError(f"columns that the features do not have ({self.features.columns})")
        if (np.diff(self.columns) <= 0).any():
            raise ValueError("columns that do not ascend")
        if not (np.isfinite(self.weights).all() and np.isfinite(self.bias).all()):
            raise ValueError("weights that are not finite")
        if set(self.offsets) != set(PREFERENCES) or any(len(o) != len(self.classes) for o in self.offsets.values()):
            raise ValueError("offsets do not fit the classes")
        if not self.calibration.fits(scores):
            raise ValueError("calibration does not fit the classes")
        if self.stacking is not None and not (
            self.task in self.stacking.tasks
            and set(self.stacking.beside) == set(self.stacking.tasks) <= set(TASK_NAMES)
            and len(self.stacking.weights) == scores
        ):
            raise ValueError("second stage does not fit the classes")

    @classmethod
    def of(cls, features: Features, weights: NDArray[np.floating[Any]], **rest: Any) -> TextModel:
        """Return a model from weights of all columns; they are rounded to half precision.

        Parameters
        ----------
        features
            What it reads of a text.
        weights
            A row per score, a column per column of the features.
        rest
            The other fields.

        Raises
        ------
        ValueError
            If the parts do not fit each other.
        """
        if weights.ndim != 2 or weights.shape[1] != features.columns:
            raise ValueError(f"weights {weights.shape} do not fit {features.columns} columns")
        # What half precision cannot hold becomes infinite, and is refused.
        with np.errstate(over="ignore"):
            rounded = weights.astype(np.float16).astype(np.float32)
        columns = np.flatnonzero(rounded.any(axis=0)).astype(np.int32)
        return cls(features=features, columns=columns, weights=np.ascontiguousarray(rounded[:, columns]), **rest)

    @property
    def heads(self) -> str:
        """Digest of the first stage: what it reads and weighs.

        Second stages name by it the first stages that they were fitted on.
        """
        digest = hashlib.sha256(canonical_json(self.features.as_dict()).encode())
        for part in (self.columns.astype("<i4"), self.weights.astype("<f2"), self.bias.astype("<f4")):
            digest.update(np.ascontiguousarray(part).data)
        return digest.hexdigest()

    @property
    def digest(self) -> str:
        """Digest of what its probabilities come from: the first stages it reads, and how they become probabilities."""
        second = None if self.stacking is None else self.stacking.as_dict()
        parts = {"heads": self.heads, "calibration": self.calibration.as_dict(), "stacking": second}
        return hashlib.sha256(canonical_json(parts).encode()).hexdigest()

    def all_weights(self) -> NDArray[np.float32]:
        """Return the weights of all columns, a row per score."""
        full = np.zeros((len(self.bias), self.features.columns), dtype=np.float32)
        full[:, self.columns] = self.weights
        return full

    def scores(self, matrix: csr_matrix) -> NDArray[np.float32]:
        """Return the scores of the first stage for each row of `vectorise`'s matrix."""
        found: NDArray[np.float32] = matrix @ self.all_weights().T + self.bias
        return found


def model_path(task: str, folder: Path | None = None) -> Path:
    """Return the path of a task's model, in a folder or among those shipped."""
    if folder is None:
        from brandscore.resources import models

        folder = models()
    return Path(folder) / f"{task}.safetensors"


def _reading_now() -> dict[str, Any]:
    """Return what a model's texts must have been read with."""
    return {"normaliser": NORMALISER_VERSION, "laughter": laughter_sha256()}


def content_digest(details: str, tensors: Mapping[str, NDArray[Any]]) -> str:
    """Return the SHA-256 of what a model file holds."""
    digest = hashlib.sha256(details.encode())
    for name in sorted(tensors):
        tensor = tensors[name]
        digest.update(f"\0{name}\0{tensor.dtype.str}\0{tensor.shape}\0".encode())
        digest.update(np.ascontiguousarray(tensor).data)
    return digest.hexdigest()


def canonical_json(value: Mapping[str, Any]) -> str:
    """Return a mapping as JSON, the same text for the same content."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, allow_nan=False)


def _content(model: TextModel) -> dict[str, Any]:
    return {
        "format": FORMAT_VERSION,
        "task": model.task,
        "classes": list(model.classes),
        "features": model.features.as_dict(),
        "reading": _reading_now(),
        "offsets": {name: list(values) for name, values in model.offsets.items()},
        "calibration": model.calibration.as_dict(),
        "stacking": None if model.stacking is None else model.stacking.as_dict(),
        "details": dict(model.details),
    }


def save_model(model: TextModel, path: Path) -> None:
    """Write a model; the same model gives the same bytes.

    Parameters
    ----------
    model
        The model.
    path
        Where to; `brandscore.files.whole_file` or `results_folder` make it
        appear whole.
    """
    from safetensors.numpy import save_file

    weighs = np.zeros(model.features.columns, dtype=np.uint8)
    weighs[model.columns] = 1
    tensors: dict[str, NDArray[Any]] = {
        # One bit per column, whether it weighs anything.
        "columns": np.packbits(weighs),
        # safetensors writes memory as it lies.
        "weights": np.ascontiguousarray(model.weights, dtype=np.float16),
        "bias": np.ascontiguousarray(model.bias, dtype=np.float32),
    }
    body = canonical_json(_content(model))
    outer = {"sha256": content_digest(body, tensors), "content": body}
    save_file(tensors, path, metadata={_KEY: canonical_json(outer)})


def _read(path: Path) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
    """Return the JSON content and the tensors, checked against the recorded hash."""
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(path, framework="numpy") as file:
            outer = json.loads((file.metadata() or {})[_KEY])
            tensors = {name: file.get_tensor(name) for name in sorted(file.keys())}
        body, recorded = outer["content"], outer["sha256"]
        intact = isinstance(body, str) and content_digest(body, tensors) == recorded
        content = json.loads(body) if intact else {}
        if not isinstance(content, dict):
            raise ValueError("no content")
    except FileNotFoundError:
        raise ModelError(f"{path}: there is no such model. `brandscore train` makes one.") from None
    except (SafetensorError, OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise ModelError(f"{path}: not a brandscore model, or damaged ({error}). Train it again.") from error
    if not intact:
        raise ModelError(f"{path}: damaged (its content does not fit its checksum). Train it again.")
    return content, tensors


def _check_version(path: Path, version: Any) -> None:
    if isinstance(version, int) and 0 < version < FORMAT_VERSION:
        raise ModelError(f"{path}: format {version}, this release reads {FORMAT_VERSION}. Train it again.")
    if version != FORMAT_VERSION or isinstance(version, bool):
        raise ModelError(
            f"{path}: format {version}, this release reads up to {FORMAT_VERSION}. Use a newer brandscore."
        )


def _check_reading(path: Path, reading: Any) -> None:
    if reading != _reading_now():
        raise ModelError(
            f"{path}: trained with another normaliser or laughter lexicon "
            f"({reading}, now {_reading_now()}). Train it again."
        )


def check_lexicons(path: Path, features: Features) -> None:
    """Refuse a model that was trained with other lexicons; ModelError names them."""
    changed = []
    for name, sha256 in features.cues.lexicons.items():
        try:
            same = lexicon(name).sha256 == sha256
        except LexiconError:
            same = False
        if not same:
            changed.append(name)
    if changed:
        raise ModelError(f"{path}: trained with other lexicons ({', '.join(changed)}). Train it again.")


def load_models(tasks: Iterable[str], folder: Path | None = None) -> dict[str, TextModel]:
    """Read the models of some tasks, and of those that they were trained together with.

    Parameters
    ----------
    tasks
        The tasks.
    folder
        Where the files are; those shipped if not given.

    Returns
    -------
    dict
        The models by task: those asked for, and those whose scores they need.

    Raises
    ------
    ModelError
        As `load_model`; and if models that belong together were not trained
        together.
    """
    wanted = list(tasks)
    models: dict[str, TextModel] = {}
    while wanted:
        task = wanted.pop(0)
        if task not in models:
            models[task] = load_model(model_path(task, folder), task)
            stacking = models[task].stacking
            wanted += stacking.tasks if stacking is not None else ()
    digests = {task: model.heads for task, model in models.items() if any(m.stacking for m in models.values())}
    for task, model in models.items():
        beside = model.stacking.beside if model.stacking is not None else {}
        if strange := [name for name, digest in beside.items() if digests[name] != digest]:
            raise ModelError(
                f"{model_path(task, folder)}: was trained together with another model of {', '.join(strange)} than the "
                "one beside it. Put the models of one training into one folder, or train them again."
            )
    return models


def load_model(path: Path, task: str | None = None) -> TextModel:
    """Read a model file.

    Parameters
    ----------
    path
        The file.
    task
        The task it must be of, if given.

    Returns
    -------
    TextModel

    Raises
    ------
    ModelError
        If the file is missing, damaged, of another task, written in another
        format, or trained on texts that were normalised in another way or with
        other lexicons.

    Examples
    --------
    >>> load_model(model_path("promo"), "promo").classes
    ('0', '1')
    """
    path = Path(path)
    content, tensors = _read(path)
    try:
        _check_version(path, content["format"])
        if task is not None and content["task"] != task:
            raise ModelError(f"{path}: a model of {content['task']}, expected {task}.")
        features = Features.from_dict(content["features"])
        _check_reading(path, content["reading"])
        check_lexicons(path, features)
        # The bits that fill the last byte are beyond the columns, and none may be set.
        columns = np.flatnonzero(np.unpackbits(tensors["columns"])).astype(np.int32)
        return TextModel(
            task=content["task"],
            classes=tuple(content["classes"]),
            features=features,
            columns=columns,
            weights=tensors["weights"].astype(np.float32),
            bias=tensors["bias"].astype(np.float32),
            offsets={name: tuple(values) for name, values in content["offsets"].items()},
            calibration=Calibration.from_dict(content["calibration"]),
            stacking=None if content["stacking"] is None else Stacking.from_dict(content["stacking"]),
            details=content["details"],
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelError(f"{path}: not a usable model ({error}). Train it again.") from error
