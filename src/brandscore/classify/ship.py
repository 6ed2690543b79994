"""Writing a trained model: the model file, and a note beside it that people can read."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from brandscore.classify.model import TextModel, save_model
from brandscore.files import results_folder, sha256_of

if TYPE_CHECKING:
    from brandscore.classify.best.model import Head

__all__ = ["place_model", "sidecar", "write_model", "write_models"]


def _quoted(text: str) -> str:
    # JSON's escapes are TOML's too, but for DEL, which TOML wants escaped.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _interval(figure: dict[str, float]) -> str:
    return f"[{figure['value']:.4f}, {figure['low']:.4f}, {figure['high']:.4f}]"


def sidecar(model: TextModel | Head, sha256: str, name: str = "") -> str:
    """Return the TOML note of a model: origin, licence, data and cross-validated figures.

    Parameters
    ----------
    model
        A model as `brandscore.classify.train.train` returns it.
    sha256
        Hash of its file.
    name
        Of the file; that of the task if not given.
    """
    details: dict[str, Any] = dict(model.details)
    training, figures = details["training"], details["cross_validated"]
    lines = [
        f"# How {name or model.task + '.safetensors'} came to be; written by `brandscore train`.",
        "# The same stands inside it.",
        f"task = {_quoted(model.task)}",
        f"classes = [{', '.join(map(_quoted, model.classes))}]",
        f"origin = {_quoted(details.get('origin', ''))}",
        f"licence = {_quoted(details.get('licence', ''))}",
        f"sha256 = {_quoted(sha256)}",
        f"seed = {details['seed']}",
        "",
        "[training]",
        f"rows = {training['rows']}",
        f"sha256 = {_quoted(training['sha256'])}  # of the sorted texts and labels",
        *(f"{key} = {count}" for key, count in training["by_class"].items()),
    ]
    for prefer in ("accuracy", "macro", "half"):
        if prefer not in figures or (prefer == "macro" and len(model.classes) == 2):
            continue
        picked = "half" if prefer == "half" else ("picked" if len(model.classes) == 2 else prefer)
        figure = figures[prefer]
        lines += ["", f"[cross_validated.{picked}]  # value, low, high (95 %), {figures['folds']} folds"]
        lines += [f"accuracy = {_interval(figure['accuracy'])}", f"macro_f1 = {_interval(figure['macro_f1'])}"]
        lines += [f"f1_{key} = {_interval(value)}" for key, value in figure["f1"].items()]
    if "average_precision" in figures:
        lines += ["", "[cross_validated.ranking]", f"average_precision = {_interval(figures['average_precision'])}"]
    return "\n".join(lines) + "\n"


def place_model(model: TextModel, folder: Path) -> str:
    """Write the file of a model and the note beside it into a folder, and return the file's name."""
    path = folder / f"{model.task}.safetensors"
    save_model(model, path)
    path.chmod(0o644)
    (folder / f"{model.task}.toml").write_text(sidecar(model, sha256_of(path)), encoding="utf-8")
    return path.name


def write_models(models: Iterable[TextModel], out: Path) -> dict[str, Path]:
    """Write ``<task>.safetensors`` and ``<task>.toml`` of each model into a folder, all or nothing.

    Returns
    -------
    dict
        The model files by task.
    """
    paths = {}
    with results_folder(out) as folder:
        for model in models:
            paths[model.task] = Path(out) / place_model(model, folder)
    return paths


def write_model(model: TextModel, out: Path) -> Path:
    """Write the files of one model; see `write_models`."""
    return write_models([model], out)[model.task]
