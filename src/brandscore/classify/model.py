"""A trained classifier, and the file that holds it.

A model file is a safetensors file: numbers and one piece of JSON, nothing that
could run. It holds the weights at half precision and, as metadata, all that
tells how it came to be.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from brandscore.classify.decision import decide, probabilities
from brandscore.classify.tasks import TASK_NAMES
from brandscore.classify.vectorise import Ngrams
from brandscore.errors import BrandscoreError
from brandscore.text.lexicon import laughter_sha256
from brandscore.text.normalise import NORMALISER_VERSION

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

__all__ = ["FORMAT_VERSION", "PREFERENCES", "ModelError", "TextModel", "load_model", "model_path", "save_model"]

#: Version of the file format; files of a later one are refused.
FORMAT_VERSION = 1
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
    ngrams
        What it reads of a text.
    weights
        Float32 with the values of float16, a row per score (one for two
        classes, else one per class), a column per hashed n-gram.
    bias
        Float32, one per score.
    offsets
        For each preference what is added to the log-probabilities before the
        largest is picked.
    details
        Where it comes from: training data, seed, cross-validated figures,
        licence.
    """

    task: str
    classes: tuple[str, ...]
    ngrams: Ngrams
    weights: NDArray[np.float32]
    bias: NDArray[np.float32]
    offsets: Mapping[str, tuple[float, ...]]
    details: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        scores = 1 if len(self.classes) == 2 else len(self.classes)
        if self.task not in TASK_NAMES or len(self.classes) < 2:
            raise ValueError(f"no such task or too few classes: {self.task}, {self.classes}")
        if self.weights.shape != (scores, self.ngrams.columns) or self.bias.shape != (scores,):
            raise ValueError(f"weights {self.weights.shape} and bias {self.bias.shape} do not fit the classes")
        if not (np.isfinite(self.weights).all() and np.isfinite(self.bias).all()):
            raise ValueError("weights that are not finite")
        if set(self.offsets) != set(PREFERENCES) or any(len(o) != len(self.classes) for o in self.offsets.values()):
            raise ValueError("offsets do not fit the classes")

    def predict_proba(self, matrix: csr_matrix) -> NDArray[np.float64]:
        """Return the probability of each class for each row of `vectorise`'s matrix."""
        scores = matrix @ self.weights.T + self.bias
        return probabilities(scores[:, 0] if scores.shape[1] == 1 else scores)

    def predict(self, matrix: csr_matrix, prefer: str = "accuracy") -> NDArray[np.intp]:
        """Return the number of the class picked for each row."""
        return decide(self.predict_proba(matrix), self.offsets[prefer])

    def pipeline(self, prefer: str = "accuracy") -> Any:
        """Return it as a fitted scikit-learn pipeline that takes texts.

        Examples
        --------
        >>> from brandscore.classify.model import load_model, model_path
        >>> load_model(model_path("sentiment"), "sentiment").pipeline().predict(["อร่อยมากกก ชอบที่สุด"]).tolist()
        ['pos']
        """
        from sklearn.pipeline import Pipeline

        from brandscore.classify.nblr import HashedNgrams, NBLogistic

        # scikit-learn keeps classes sorted.
        order = sorted(range(len(self.classes)), key=lambda k: self.classes[k])
        offsets = self.offsets[prefer]
        settings = self.details.get("estimator", {})
        head = NBLogistic(**settings, offsets=[offsets[k] for k in order])
        head.classes_ = np.array([self.classes[k] for k in order])
        rows = [0] if len(self.classes) == 2 else order
        head.coef_ = self.weights[rows]
        head.intercept_ = self.bias[rows]
        head.n_features_in_ = self.ngrams.columns
        return Pipeline([("ngrams", HashedNgrams(**self.ngrams.as_dict())), ("classifier", head)])


def model_path(task: str, folder: Path | None = None) -> Path:
    """Return the path of a task's model, in a folder or among those shipped."""
    if folder is None:
        from brandscore.resources import models

        folder = models()
    return Path(folder) / f"{task}.safetensors"


def _reading_now() -> dict[str, Any]:
    """Return what a model's texts must have been read with."""
    return {"normaliser": NORMALISER_VERSION, "laughter": laughter_sha256()}


def _digest(details: str, tensors: Mapping[str, NDArray[Any]]) -> str:
    digest = hashlib.sha256(details.encode())
    for name in sorted(tensors):
        tensor = tensors[name]
        digest.update(f"\0{name}\0{tensor.dtype.str}\0{tensor.shape}\0".encode())
        digest.update(np.ascontiguousarray(tensor).tobytes())
    return digest.hexdigest()


def _json(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, allow_nan=False)


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

    content = {
        "format": FORMAT_VERSION,
        "task": model.task,
        "classes": list(model.classes),
        "features": model.ngrams.as_dict(),
        "reading": _reading_now(),
        "offsets": {name: list(values) for name, values in model.offsets.items()},
        "details": dict(model.details),
    }
    tensors: dict[str, NDArray[Any]] = {
        "weights": model.weights.astype(np.float16),
        "bias": model.bias.astype(np.float32),
    }
    body = _json(content)
    save_file(tensors, path, metadata={_KEY: _json({"sha256": _digest(body, tensors), "content": body})})


def _read(path: Path) -> tuple[str, dict[str, NDArray[Any]]]:
    """Return the JSON content and the tensors, checked against the recorded hash."""
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(path, framework="numpy") as file:
            outer = json.loads((file.metadata() or {})[_KEY])
            tensors = {name: file.get_tensor(name) for name in ("weights", "bias")}
        body, recorded = outer["content"], outer["sha256"]
        intact = isinstance(body, str) and _digest(body, tensors) == recorded
    except FileNotFoundError:
        raise ModelError(f"{path}: there is no such model. `brandscore train` makes one.") from None
    except (SafetensorError, OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise ModelError(f"{path}: not a brandscore model, or damaged ({error}). Train it again.") from error
    if not intact:
        raise ModelError(f"{path}: damaged (its content does not fit its checksum). Train it again.")
    return body, tensors


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
        If the file is missing, damaged, of another task, written in a later
        format, or trained on texts that were normalised in another way.

    Examples
    --------
    >>> load_model(model_path("promo"), "promo").classes
    ('0', '1')
    """
    path = Path(path)
    body, tensors = _read(path)
    try:
        content = json.loads(body)
        version = content["format"]
        if not isinstance(version, int) or version > FORMAT_VERSION:
            raise ModelError(
                f"{path}: format {version}, this release reads up to {FORMAT_VERSION}. Use a newer brandscore."
            )
        if task is not None and content["task"] != task:
            raise ModelError(f"{path}: a model of {content['task']}, expected {task}.")
        if content["reading"] != _reading_now():
            raise ModelError(
                f"{path}: trained with another normaliser or laughter lexicon "
                f"({content['reading']}, now {_reading_now()}). Train it again."
            )
        return TextModel(
            task=content["task"],
            classes=tuple(content["classes"]),
            ngrams=Ngrams(**content["features"]),
            weights=tensors["weights"].astype(np.float32),
            bias=tensors["bias"].astype(np.float32),
            offsets={name: tuple(values) for name, values in content["offsets"].items()},
            details=content["details"],
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelError(f"{path}: not a usable model ({error}). Train it again.") from error
