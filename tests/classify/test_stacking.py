"""The second stage: fitted on scores of all tasks, kept with the models, and refused where models do not belong together."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from labelled import small_corpus
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import PolynomialFeatures, StandardScaler

from brandscore.classify.corpus import read_corpora
from brandscore.classify.estimator import ThaiTextClassifier
from brandscore.classify.model import ModelError, TextModel, load_model, load_models, model_path
from brandscore.classify.predict import Classifier
from brandscore.classify.ship import write_models
from brandscore.classify.stacking import Stacking, fit_stacking, inputs_of, terms_of
from brandscore.classify.tasks import TASK_NAMES
from brandscore.classify.train import train_together
from brandscore.errors import DataError


@pytest.fixture(scope="module")
def corpus_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("corpus") / "messages.jsonl"
    lines = [json.dumps(row, ensure_ascii=False) for row in small_corpus(160, seed=5)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def together(corpus_file: Path) -> dict[str, TextModel]:
    return train_together(read_corpora([corpus_file]), seed=3)


def test_the_fit_is_that_of_scikit_learn() -> None:
    dice = np.random.default_rng(1)
    inputs = dice.normal(size=(400, 3)) * [1.0, 5.0, 0.2] + [0.0, 2.0, -1.0]
    codes = (inputs[:, 0] * inputs[:, 1] + dice.normal(size=400) > 0).astype(int) + (inputs[:, 2] > -0.9)
    stage = fit_stacking(inputs, codes, ["sentiment"])
    terms = PolynomialFeatures(2, include_bias=False).fit_transform(StandardScaler().fit_transform(inputs))
    table = StandardScaler().fit_transform(terms)
    plain = LogisticRegression(C=0.05, max_iter=5_000, tol=1e-8).fit(table, codes)
    # The numbers kept are rounded to six decimals.
    assert stage.scores(inputs) == pytest.approx(plain.decision_function(table), abs=1e-3)


def test_terms_and_inputs_by_hand() -> None:
    assert inputs_of(np.array([[3.0, -50.0]]), np.array([0])).tolist() == [[3.0, -10.0, 0.0]]
    assert terms_of(np.array([[1.0, 2.0, 3.0]])).tolist() == [[1, 2, 3, 1, 2, 3, 4, 6, 9]]


def test_wrong_parts_are_refused() -> None:
    one = np.ones(1)
    Stacking(("promo",), {}, one, one, np.ones((1, 3)))
    for parts in (
        (one, one, np.ones((1, 4))),
        (one, np.zeros(1), np.ones((1, 3))),
        (one, one, np.full((1, 3), np.nan)),
    ):
        with pytest.raises(ValueError, match="second stage"):
            Stacking(("promo",), {}, *parts)


def test_all_tasks_are_trained_and_belong_together(together: dict[str, TextModel], tmp_path: Path) -> None:
    assert tuple(together) == TASK_NAMES
    write_models(together.values(), tmp_path / "models")
    loaded = load_models(["promo"], tmp_path / "models")
    assert set(loaded) == set(TASK_NAMES)
    assert {name: model.heads for name, model in loaded.items()} == dict(loaded["promo"].stacking.beside)
    for name, model in loaded.items():
        assert model.stacking.weights == pytest.approx(together[name].stacking.weights, abs=0)
    texts = [str(row["text"]) for row in small_corpus(30, seed=9)]
    alone = Classifier(["advocacy"], tmp_path / "models").label(texts)
    assert alone.shares["advocacy"] == pytest.approx(
        Classifier(models=tmp_path / "models").label(texts).shares["advocacy"]
    )


def test_a_model_of_another_training_is_refused(
    together: dict[str, TextModel], corpus_file: Path, tmp_path: Path
) -> None:
    other = replace(together["promo"], bias=together["promo"].bias + 1)
    write_models([*(m for name, m in together.items() if name != "promo"), other], tmp_path / "models")
    with pytest.raises(ModelError, match=r"sentiment\.safetensors: was trained together with another model of promo"):
        Classifier(["sentiment"], tmp_path / "models")
    model_path("promo", tmp_path / "models").unlink()
    with pytest.raises(ModelError, match=r"promo\.safetensors: there is no such model"):
        Classifier(["sentiment"], tmp_path / "models")
    assert load_model(model_path("sentiment", tmp_path / "models")).task == "sentiment"


def test_files_without_labels_have_no_corpora(tmp_path: Path) -> None:
    path = tmp_path / "texts.csv"
    path.write_text("id,text\n1,ดี\n", encoding="utf-8")
    with pytest.raises(DataError, match="no column of labels"):
        read_corpora([path])


def test_labels_of_another_task_in_a_file_of_their_own_are_passed_over(tmp_path: Path) -> None:
    texts, labels = tmp_path / "texts.jsonl", tmp_path / "labels.csv"
    rows = [{"id": str(k), "text": f"ข้อความ {k}", "sentiment": ("pos", "neg")[k % 2]} for k in range(12)]
    texts.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    labels.write_text("id,promo\n" + "".join(f"{k},{k % 2}\n" for k in range(12)), encoding="utf-8")
    found = read_corpora([texts, labels])
    assert {name: len(corpus.texts) for name, corpus in found.items()} == {"sentiment": 12, "promo": 12}
    assert found["promo"].labels.count("1") == 6


def test_the_estimator_learns_and_says_what_the_models_say(corpus_file: Path) -> None:
    rows = small_corpus(160, seed=5)
    texts, labels = [str(row["text"]) for row in rows], [str(row["sentiment"]) for row in rows]
    made = ThaiTextClassifier("sentiment", random_state=3).fit(texts, labels)
    shares = made.predict_proba(texts[:20])
    assert shares.shape == (20, 4)
    assert shares.sum(axis=1) == pytest.approx(np.ones(20))
    assert made.score(texts, labels) > 0.7
    assert made.predict(["", "ดีมาก"]).tolist()[0] is None
    assert made.get_params() == {"task": "sentiment", "prefer": "accuracy", "random_state": 3}
    with pytest.raises(ValueError, match="two classes"):
        ThaiTextClassifier("promo").fit(["a", "b"], [1, 1])
    shipped = ThaiTextClassifier.shipped("promo")
    found = Classifier(["promo"]).label(texts)
    assert shipped.predict(texts).tolist() == [shipped.classes_[code] for code in found.codes["promo"]]
