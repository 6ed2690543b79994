"""Writing models of the best path: the fast models, what goes with them, and a note on each that people can read."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from brandscore.classify.best.model import BestModel, best_path, save_best
from brandscore.classify.model import TextModel
from brandscore.classify.ship import place_model, sidecar
from brandscore.files import results_folder, sha256_of

__all__ = ["write_best"]


def write_best(fast: Iterable[TextModel], best: BestModel, out: Path) -> Path:
    """Write the files of the fast models into a folder, and those of the best path below it, all or nothing.

    Returns
    -------
    Path
        The file of the best path, with that of the vectors beside it; the
        others are those of `brandscore.classify.ship.write_models`.
    """
    with results_folder(out) as folder:
        for model in fast:
            place_model(model, folder)
        path = best_path(folder)
        path.parent.mkdir()
        save_best(best, path)
        for file in path.parent.iterdir():
            file.chmod(0o644)
        for task, head in best.heads.items():
            note = sidecar(head, sha256_of(path), path.name)
            (path.parent / f"{task}.toml").write_text(note, encoding="utf-8")
    return best_path(out)
