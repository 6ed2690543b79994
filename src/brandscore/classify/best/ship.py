"""Writing models of the best path: the files, and a note beside each that people can read."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from brandscore.classify.best.model import VECTORS, BestModel, Spaces, save_best, save_vectors
from brandscore.classify.ship import place_model
from brandscore.files import results_folder

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
            paths[model.task] = Path(out) / place_model(model, folder, save_best)
    return paths
