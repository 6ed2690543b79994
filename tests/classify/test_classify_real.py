"""On the real corpora: the road from data to labels runs, and is as good as it is said to be."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from labelled import Row, write_jsonl

from brandscore.classify.corpus import read_corpus
from brandscore.classify.measure import confusion, f1_by_class
from brandscore.classify.model import load_model, model_path
from brandscore.classify.predict import Classifier
from brandscore.classify.ship import write_model
from brandscore.classify.tasks import TASK_NAMES, task_named
from brandscore.classify.train import train

pytestmark = pytest.mark.shared


def read(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_a_model_of_train_alone_reaches_its_floor_on_valid(real_data: Path, tmp_path: Path) -> None:
    corpus = read_corpus(task_named("sentiment"), [real_data / "wisesight" / "train.jsonl"])
    write_model(train(corpus), tmp_path)
    valid = read(real_data / "wisesight" / "valid.jsonl")
    classes = task_named("sentiment").classes
    truth = np.array([classes.index(row["sentiment"]) for row in valid])
    classifier = Classifier(["sentiment"], tmp_path)
    texts = [row["text"] for row in valid]
    plain = confusion(truth, classifier.label(texts).codes["sentiment"].astype(np.intp), 4)
    assert np.trace(plain) / len(valid) >= 0.72
    macro = confusion(truth, classifier.label(texts, "macro").codes["sentiment"].astype(np.intp), 4)
    assert f1_by_class(macro).mean() >= 0.56
    assert f1_by_class(macro).mean() > f1_by_class(plain).mean()


@pytest.mark.parametrize("task", ["intention", "advocacy", "promo"])
def test_a_part_of_the_labels_trains_a_model(real_data: Path, tmp_path: Path, task: str) -> None:
    labels = read(real_data / "intention_advocacy" / "train.jsonl")[:3_000]
    part = write_jsonl(tmp_path / "labels.jsonl", labels)
    corpus = read_corpus(task_named(task), [real_data / "wisesight" / "train.jsonl", part])
    assert len(corpus.texts) == 3_000
    figures = train(corpus).details["cross_validated"]
    floor = {"intention": 0.55, "advocacy": 0.25, "promo": 0.65}[task]
    assert figures["accuracy"]["f1"]["1"]["low"] > floor


@pytest.mark.parametrize("task", TASK_NAMES)
def test_the_shipped_model_was_trained_on_these_data(real_data: Path, task: str) -> None:
    files = [real_data / "wisesight" / "train.jsonl"]
    files.append(real_data / "wisesight" / "valid.jsonl" if task == "sentiment" else files[0])
    if task != "sentiment":
        files[1] = real_data / "intention_advocacy" / "train.jsonl"
    corpus = read_corpus(task_named(task), files)
    details = load_model(model_path(task), task).details
    assert details["training"]["sha256"] == corpus.sha256
    assert details["training"]["rows"] == len(corpus.texts)
