"""Labels by the models of the best path."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from brandscore.classify.best.encoder import MissingExtraError, encoder
from brandscore.classify.best.model import VECTORS, BestModel, load_best, load_vectors
from brandscore.classify.best.readers import shares
from brandscore.classify.best.reading import counted, read
from brandscore.classify.decision import decide
from brandscore.classify.model import model_path
from brandscore.classify.predict import NO_LABEL, Classifier, Labels, checked_tasks
from brandscore.classify.tasks import TASK_NAMES

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

__all__ = ["BestClassifier"]

#: Texts read at once: what a network reads of them stays small.
_BATCH = 256


class BestClassifier(Classifier):
    """The models of the best path, loaded once; labels as `brandscore.classify.predict.Classifier` gives them.

    Parameters
    ----------
    tasks
        Names of the tasks; all four if not given.
    models
        Folder of the files; those shipped if not given.

    Raises
    ------
    brandscore.classify.best.encoder.MissingExtraError
        If ``brandscore[best]`` is not installed.
    brandscore.classify.model.ModelError
        If a file cannot be used.
    """

    def __init__(self, tasks: Iterable[str] = TASK_NAMES, models: Path | None = None) -> None:
        if models is None:
            from brandscore.resources import models as shipped

            models = shipped() / "best"
        self.tasks = checked_tasks(tasks)
        known = encoder()
        self._spaces = load_vectors(Path(models) / VECTORS)
        self._best: dict[str, BestModel] = {
            task.name: load_best(model_path(task.name, models), task.name, self._spaces) for task in self.tasks
        }
        if any(model.encoder != known.sha256 for model in self._best.values()):
            raise MissingExtraError(
                "The models best were trained with other weights of the encoder than are installed."
            )

    def details(self, task: str) -> Mapping[str, Any]:
        """Return where the model of a task comes from."""
        return self._best[task].details

    def _label_distinct(self, texts: list[str], prefer: str) -> Labels:
        size = len(texts) + 1
        codes = {t.name: np.full(size, NO_LABEL, dtype=np.int8) for t in self.tasks}
        found = {t.name: np.full((size, len(t.classes)), np.nan) for t in self.tasks}
        for start in range(0, len(texts), _BATCH):
            batch = texts[start : start + _BATCH]
            rows = slice(start, start + len(batch))
            reading = read(batch)
            known: dict[object, tuple[csr_matrix, NDArray[np.float32]]] = {}
            for task in self.tasks:
                model = self._best[task.name]
                linear = model.linear
                seen = (linear.features, linear.longest, linear.bits)
                if seen not in known:  # as a rule the same for all tasks
                    matrix = counted(batch, reading.words, *seen)
                    known[seen] = matrix, reading.inputs(self._spaces, matrix, linear.features)
                likely = shares(model, *known[seen])
                places = [task.classes.index(name) for name in model.classes]
                codes[task.name][rows] = np.array(places, dtype=np.int8)[decide(likely, model.offsets[prefer])]
                found[task.name][rows] = 0.0
                found[task.name][rows, places] = likely
        return Labels(self.tasks, codes, found)
