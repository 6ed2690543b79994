"""Labels by the models of the best path."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from brandscore.classify.best.encoder import MissingExtraError, encoder
from brandscore.classify.best.model import best_path, load_best
from brandscore.classify.best.readers import logs_of, network_logs
from brandscore.classify.best.reading import read
from brandscore.classify.decision import decide
from brandscore.classify.model import ModelError
from brandscore.classify.predict import Classifier, Labels
from brandscore.classify.tasks import TASK_NAMES

__all__ = ["BestClassifier"]

#: Texts read at once: what a network reads of them stays small.
_BATCH = 256


class BestClassifier(Classifier):
    """The fast models and the networks, loaded once; labels as `brandscore.classify.predict.Classifier` gives them.

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
        known = encoder()
        super().__init__(tasks, models)
        path = best_path(models)
        self._best = load_best(path)
        for task in self.tasks:
            head = self._best.heads.get(task.name)
            if head is None:
                raise ModelError(f"{path}: has nothing on {task.name}. Train it again.")
            if head.fast != self.models[task.name].digest:
                raise ModelError(
                    f"{path}: was trained together with another fast model of {task.name} than the one in the folder "
                    "above. Train both again with `brandscore train --model best`."
                )
        if self._best.encoder != known.sha256:
            raise MissingExtraError(
                "The models best were trained with other weights of the encoder than are installed."
            )
        self._best.check_inputs(len(self._features.cues.groups), path)

    @property
    def _features(self) -> Any:
        return self.models[self.tasks[0].name].features

    def details(self, task: str) -> Mapping[str, Any]:
        """Return where the model of a task comes from."""
        return self._best.heads[task].details

    def _label_distinct(self, texts: list[str], prefer: str) -> Labels:
        found = super()._label_distinct(texts, prefer)
        codes, shares = found.codes, found.shares
        for start in range(0, len(texts), _BATCH):
            batch = texts[start : start + _BATCH]
            rows = slice(start, start + len(batch))
            inputs = read(batch, self._features).inputs(self._best.spaces)
            said = dict(zip(self._best.heads, network_logs(self._best.networks, inputs, self._best.sizes), strict=True))
            for task in self.tasks:
                head = self._best.heads[task.name]
                places = [task.classes.index(name) for name in head.classes]
                likely = head.mix(logs_of(shares[task.name][rows, places]), said[task.name])
                codes[task.name][rows] = np.array(places, dtype=np.int8)[decide(likely, head.offsets[prefer])]
                shares[task.name][rows, places] = likely
        return Labels(self.tasks, codes, shares)
