"""The shipped models of the best path, against the real data they were trained on."""

from __future__ import annotations

from pathlib import Path

import pytest

from brandscore.classify.best.model import best_path, load_best
from brandscore.classify.corpus import read_corpus
from brandscore.classify.model import load_model, model_path
from brandscore.classify.tasks import TASKS, Task

pytestmark = pytest.mark.shared


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.name)
def test_shipped_models_come_from_this_data_and_beat_the_fast_ones(task: Task, real_data: Path) -> None:
    model = load_best(best_path()).heads[task.name]
    labels = real_data / ("wisesight/valid.jsonl" if task.name == "sentiment" else "intention_advocacy/train.jsonl")
    corpus = read_corpus(task, [real_data / "wisesight/train.jsonl", labels])
    assert model.details["training"]["sha256"] == corpus.sha256
    fast = load_model(model_path(task.name), task.name)
    mine, others = (found.details["cross_validated"]["accuracy"] for found in (model, fast))
    if task.binary:
        assert mine["f1"]["1"]["value"] > others["f1"]["1"]["value"]
    else:
        assert mine["accuracy"]["value"] > others["accuracy"]["value"]
