"""Writing models of the best path: the files, and a note beside each that people can read."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from brandscore.classify.best.model import VECTORS, BestModel, Spaces, save_best, save_vectors
from brandscore.classify.ship import sidecar
from brandscore.files import results_folder, sha256_of

__all__ = ["write_best"]


def write_best(models: Iterable[BestModel], spaces: Spaces, out: Path) -> dict[str, Path]:
    """Write the vectors and ``<task>.safetensors`` and ``<task>.toml`` of each model into a folder, all or nothing.

    Returns
    -------
    dict
        The model files by task.
    """
    paths = {}
    with results_folder(out) as folder:
        save_vectors(spaces, folder / VECTORS)
        (folder / VECTORS).chmod(0o644)
        for model in models:
            path = folder / f"{model.task}.safetensors"
            save_best(model, path)
            path.chmod(0o644)
            (folder / f"{model.task}.toml").write_text(sidecar(model, sha256_of(path)), encoding="utf-8")
            paths[model.task] = Path(out) / path.name
    return paths
