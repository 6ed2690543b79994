"""Model files: exact, the same bytes, and refused when they are not what they should be."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from safetensors import safe_open
from safetensors.numpy import save_file

from brandscore.classify import model as model_module
from brandscore.classify.cues import shipped_cues
from brandscore.classify.decision import Calibration
from brandscore.classify.features import Features, Ngrams, Words
from brandscore.classify.model import FORMAT_VERSION, ModelError, TextModel, load_model, model_path, save_model
from brandscore.classify.predict import Classifier
from brandscore.classify.tasks import TASK_NAMES
from brandscore.classify.vectorise import vectorise
from brandscore.errors import BrandscoreError

TEXTS = ["อร่อยมากกก", "แย่มาก 555", "", "https://a.co/x", "😂😂😂"]


def some_model(**changes: Any) -> TextModel:
    dice = np.random.default_rng(5)
    features = Features(
        Ngrams(1, 3, bits=8), shipped_cues(0.5, ["advocacy.invite", "promo.contact"]), Words(("ดี", "มาก"), 6)
    )
    content: dict[str, Any] = {
        "task": "sentiment",
        "classes": ("pos", "neu", "neg"),
        "features": features,
        "weights": dice.normal(size=(3, features.columns)) * (dice.random(features.columns) < 0.6),
        "bias": dice.normal(size=3).astype(np.float32),
        "offsets": {"accuracy": (0.0, 0.0, 0.0), "macro": (0.35, 0.0, 0.1)},
        "calibration": Calibration("vector", (1.2, 0.8, 1.0), (0.1, 0.0, -0.1), "softmax"),
        "details": {"origin": "ข้อความ", "seed": 3},
    }
    return TextModel.of(**(content | changes))


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    path = tmp_path / "sentiment.safetensors"
    save_model(some_model(), path)
    return path


def test_what_is_loaded_is_what_was_saved(saved: Path) -> None:
    before, after = some_model(), load_model(saved, "sentiment")
    assert (before.task, before.classes, before.features) == (after.task, after.classes, after.features)
    assert before.features.cues.lexicons == after.features.cues.lexicons
    assert (before.offsets, before.details) == (after.offsets, after.details)
    assert before.calibration == after.calibration
    assert (before.columns == after.columns).all()
    assert (before.weights == after.weights).all()
    assert (before.bias == after.bias).all()
    matrix = vectorise(TEXTS, before.features)
    assert (before.scores(matrix) == after.scores(matrix)).all()


def test_the_same_model_gives_the_same_bytes(saved: Path, tmp_path: Path) -> None:
    for i in range(5):
        again = tmp_path / f"again{i}.safetensors"
        save_model(some_model(), again)
        assert again.read_bytes() == saved.read_bytes()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300)
@given(st.data())
def test_a_changed_byte_is_found(saved: Path, data: st.DataObject) -> None:
    content = bytearray(saved.read_bytes())
    place = data.draw(st.integers(0, len(content) - 1))
    content[place] ^= data.draw(st.integers(1, 255))
    damaged = saved.with_name("damaged.safetensors")
    damaged.write_bytes(content)
    try:
        model = load_model(damaged)
    except ModelError:
        return
    # Only white space between the fields can change without being noticed.
    save_model(model, damaged)
    assert damaged.read_bytes() == saved.read_bytes()
    assert chr(content[place]).isspace()


@pytest.mark.parametrize("kept", [0, 1, 7, 8, 100, 1_000, -1])
def test_a_file_cut_short_is_found(saved: Path, kept: int) -> None:
    saved.write_bytes(saved.read_bytes()[:kept])
    with pytest.raises(ModelError, match="damaged"):
        load_model(saved)


def rewritten(saved: Path, **changes: Any) -> Path:
    """Write the file with other content and the checksum that fits it."""
    with safe_open(saved, framework="numpy") as file:
        content = json.loads(json.loads(file.metadata()["brandscore"])["content"])
        tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
    body = json.dumps(content | changes)
    outer = json.dumps({"sha256": model_module.content_digest(body, tensors), "content": body})
    save_file(tensors, saved, metadata={"brandscore": outer})
    return saved


def features_with(**ngrams: Any) -> dict[str, Any]:
    features = some_model().features.as_dict()
    return features | {"ngrams": features["ngrams"] | ngrams}


def words_with(**words: Any) -> dict[str, Any]:
    features = some_model().features.as_dict()
    return features | {"words": features["words"] | words}


def lexicons_with(**lexicons: str) -> dict[str, Any]:
    features = some_model().features.as_dict()
    return features | {"cues": features["cues"] | {"lexicons": features["cues"]["lexicons"] | lexicons}}


def calibrated(**changes: Any) -> dict[str, Any]:
    return some_model().calibration.as_dict() | changes


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"format": FORMAT_VERSION + 1}, f"format {FORMAT_VERSION + 1}, this release reads up to {FORMAT_VERSION}"),
        ({"format": "one"}, "format one"),
        ({"task": "promo"}, "a model of promo, expected sentiment"),
        ({"reading": {"normaliser": 0, "laughter": ""}}, "another normaliser or laughter lexicon"),
        ({"classes": ["pos", "neg"]}, "do not fit the classes"),
        ({"format": 1}, f"format 1, this release reads {FORMAT_VERSION}. Train it again"),
        ({"format": True}, "format True"),
        ({"features": features_with(bits=6)}, "columns that the features do not have"),
        ({"features": features_with(bites=8)}, "not a usable model"),
        ({"features": {"ngrams": {}}}, "not a usable model"),
        ({"features": words_with(vocabulary=["มาก", "ดี"])}, "words that are not sorted"),
        ({"features": words_with(vocabulary=["", "ดี"])}, "not a possible set of words"),
        ({"features": words_with(bits=5)}, "columns that the features do not have"),
        ({"format": 2}, f"format 2, this release reads {FORMAT_VERSION}. Train it again"),
        ({"features": lexicons_with(advocacy="0" * 64)}, r"trained with other lexicons \(advocacy\)"),
        ({"features": lexicons_with(slogans="0" * 64)}, r"trained with other lexicons \(slogans\)"),
        ({"calibration": {}}, "not a usable model"),
        ({"calibration": calibrated(kind="isotonic")}, "not a possible calibration"),
        ({"calibration": calibrated(scale=[1.0])}, "not a possible calibration"),
        ({"calibration": calibrated(scale=[1.0], shift=[0.0])}, "calibration does not fit the classes"),
        ({"calibration": calibrated(scale=["a"] * 3)}, "not a usable model"),
        ({"offsets": {"accuracy": [0, 0, 0]}}, "offsets do not fit"),
        ({"offsets": 7}, "not a usable model"),
    ],
)
def test_content_that_does_not_fit_is_refused(saved: Path, changes: dict[str, Any], message: str) -> None:
    with pytest.raises(ModelError, match=message) as refused:
        load_model(rewritten(saved, **changes), "sentiment")
    assert str(saved) in str(refused.value)
    assert isinstance(refused.value, BrandscoreError)


def test_weights_that_are_not_finite_are_refused(saved: Path) -> None:
    model = some_model()
    model.weights[0, 0] = np.nan
    save_model(model, saved)
    with pytest.raises(ModelError, match="not finite"):
        load_model(saved)
    with pytest.raises(ValueError, match="not finite"):
        some_model(weights=np.full((3, model.features.columns), 1e6))


def test_columns_that_weigh_nothing_are_left_out(saved: Path) -> None:
    model = load_model(saved)
    full = model.all_weights()
    assert full.shape == (3, model.features.columns)
    assert np.flatnonzero(full.any(axis=0)).tolist() == model.columns.tolist()
    assert 0 < len(model.columns) < model.features.columns
    assert model.columns[-1] >= 2**8  # a group of cues weighs something too


@pytest.mark.parametrize("columns", [[2, 1], [1, 1], [-1, 5], [5, 322]])
def test_columns_that_are_none_are_refused(columns: list[int]) -> None:
    model = some_model()
    parts = {name: getattr(model, name) for name in ("task", "classes", "features", "bias", "offsets")}
    with pytest.raises(ValueError, match="columns that"):
        TextModel(columns=np.array(columns, np.int32), weights=np.ones((3, 2), np.float32), **parts)


def test_the_shipped_models_are_small_and_of_this_format() -> None:
    paths = [model_path(task) for task in TASK_NAMES]
    assert sum(path.stat().st_size for path in paths) <= 24e6
    assert set(Classifier().models) == set(TASK_NAMES)


def test_other_files_are_refused(tmp_path: Path) -> None:
    other = tmp_path / "other.safetensors"
    save_file({"weights": np.zeros(3, dtype=np.float32)}, other)
    with pytest.raises(ModelError, match="not a brandscore model"):
        load_model(other)
    shutil.copy(__file__, other)
    with pytest.raises(ModelError, match="not a brandscore model"):
        load_model(other)
    with pytest.raises(ModelError, match="there is no such model"):
        load_model(tmp_path / "absent.safetensors")
    with pytest.raises(ModelError):
        load_model(tmp_path)
