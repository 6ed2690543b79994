"""`brandscore evaluate`: figures, warnings, the card; the models of a small corpus."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from labelled import small_corpus, write_csv, write_jsonl

from brandscore.classify.corpus import read_corpora, read_corpus
from brandscore.classify.evaluation.about import ABOUT, PUBLIC_LABELS
from brandscore.classify.evaluation.failures import FAILURES
from brandscore.classify.evaluation.overlap import fingerprint, overlap
from brandscore.classify.predict import classify
from brandscore.classify.tasks import TASK_NAMES, TASKS, task_named
from brandscore.classify.train import train_together

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The corpus that the small models were trained on."""
    return write_jsonl(tmp_path_factory.mktemp("seen") / "seen.jsonl", small_corpus())


@pytest.fixture(scope="module")
def unseen(tmp_path_factory: pytest.TempPathFactory) -> Path:
    rows = [row for row in small_corpus(700, seed=9) if int(row["id"][1:]) >= 400]
    return write_csv(tmp_path_factory.mktemp("unseen") / "unseen.csv", rows)


def found(run: Run, *words: object) -> tuple[dict[str, Any], str]:
    code, shown, told = run("evaluate", *words, "--json")
    assert code == 0, told
    value: dict[str, Any] = json.loads(shown)
    return value, told


@pytest.mark.parametrize("task", TASK_NAMES)
def test_figures_are_those_of_the_labels_that_classify_gives(
    task: str, run: Run, unseen: Path, small_models: Path
) -> None:
    told, _ = found(run, task, unseen, "--models", small_models)
    corpus = read_corpus(task_named(task), [unseen])
    labels = classify(corpus.texts, tasks=[task], models=small_models)[task].astype(str)
    right = sum(said == true for said, true in zip(labels, corpus.labels, strict=True))
    assert told["rows"] == len(corpus.texts) == 300
    assert told["accuracy"] == pytest.approx(right / 300, abs=1e-6)
    assert [sum(row) for row in told["confusion"]] == [corpus.labels.count(name) for name in told["classes"]]
    assert told["how"] == "model"
    assert told["model"]["kind"] == "fast"


def test_only_what_it_has_not_seen_is_measured_without_a_warning(
    run: Run, seen: Path, unseen: Path, small_models: Path
) -> None:
    told, warned = found(run, "sentiment", seen, "--models", small_models)
    assert told["overlap"] == {"rows": 400, "same": True}
    assert "WARNING: the model was trained on 400 of these 400 messages" in warned
    told, warned = found(run, "sentiment", unseen, "--models", small_models)
    assert told["overlap"] == {"rows": 0, "same": False}
    assert "WARNING" not in warned


def test_cross_validation_measures_what_was_not_seen(run: Run, seen: Path, small_models: Path) -> None:
    told, warned = found(run, "sentiment", seen, "--models", small_models, "--cross-validate")
    # All tasks that the file has labels of are trained together.
    in_training = train_together(read_corpora([seen]))["sentiment"].details["cross_validated"]["accuracy"]
    assert told["how"] == "cross-validation"
    assert told["accuracy"] == pytest.approx(in_training["accuracy"]["value"], abs=1e-6)
    assert told["preferences"]["accuracy"]["accuracy"] == told["accuracy"]
    assert told["accuracy_low"] < told["accuracy"] < told["accuracy_high"]
    assert told["ece"] == told["calibration"]["ece"]
    # One label in ten is wrong by design, and nobody can know which.
    assert 0.8 < told["accuracy"] < 0.95
    assert "WARNING" not in warned


def test_cross_validation_of_other_data_than_the_model_is_told(run: Run, unseen: Path, small_models: Path) -> None:
    _, warned = found(run, "promo", unseen, "--models", small_models, "--cross-validate")
    assert "trained on other data" in warned


def test_the_same_command_tells_the_same(run: Run, unseen: Path, small_models: Path) -> None:
    first = run("evaluate", "advocacy", unseen, "--models", small_models)
    assert first == run("evaluate", "advocacy", unseen, "--models", small_models)
    assert first[1].startswith("advocacy: 300 messages, advocacy.safetensors, 95 % intervals\n  F1  ")


def test_texts_and_labels_in_two_files(run: Run, unseen: Path, small_models: Path, tmp_path: Path) -> None:
    rows = small_corpus(60, seed=4)
    texts = write_jsonl(tmp_path / "texts.jsonl", [{"id": r["id"], "text": r["text"]} for r in rows])
    labels = write_jsonl(tmp_path / "labels.jsonl", [{"id": r["id"], "promo": r["promo"]} for r in rows])
    told, _ = found(run, "promo", texts, labels, "--models", small_models)
    assert told["rows"] == 60
    assert [f["name"] for f in told["files"]] == ["texts.jsonl", "labels.jsonl"]


def test_few_messages_and_one_class_can_be_measured(run: Run, small_models: Path, tmp_path: Path) -> None:
    rows = [{"text": "ร้านนี้ อร่อยมาก", "sentiment": "pos"}, {"text": "แย่มาก ค่ะ", "sentiment": "pos"}]
    told, _ = found(run, "sentiment", write_jsonl(tmp_path / "two.jsonl", rows), "--models", small_models)
    assert told["rows"] == 2
    assert told["by_class"]["pos"]["rows"] == 2


def test_the_card(run: Run, unseen: Path, small_models: Path, tmp_path: Path) -> None:
    for task in TASK_NAMES:
        card = tmp_path / "cards" / f"{task}.md"
        told, note = found(run, task, unseen, "--models", small_models, "--card", card)
        text = card.read_text(encoding="utf-8")
        assert f"written: {card}" in note
        assert (tmp_path / "cards" / f"{task}-reliability.svg").exists()
        assert f"({task}-reliability.svg)" in text
        assert told["model"]["sha256"] in text
        for title in ("In short", "By class", "By length", "By topic", "Known failures", "What it is not for"):
            assert f"\n## {title}\n" in text
        # These messages are not of the public corpus, so nothing is said of its labels.
        assert "ceiling" not in text
        # Each table has as many cells in every row as in its head.
        for table in re.findall(r"(?:^\|.*\n)+", text, flags=re.MULTILINE):
            assert len({line.replace("\\|", "").count("|") for line in table.splitlines()}) == 1
        first = text
        found(run, task, unseen, "--models", small_models, "--card", card)
        assert card.read_text(encoding="utf-8") == first


def test_a_card_of_seen_messages_says_so(run: Run, seen: Path, small_models: Path, tmp_path: Path) -> None:
    found(run, "promo", seen, "--models", small_models, "--card", tmp_path / "promo.md")
    assert "**These figures flatter the model: it was trained on 400 of the 400 messages.**" in (
        tmp_path / "promo.md"
    ).read_text(encoding="utf-8")


def test_examples_of_failures_are_labelled_by_the_model(run: Run, unseen: Path, small_models: Path) -> None:
    told, _ = found(run, "sentiment", unseen, "--models", small_models)
    examples = [e for kind in told["failures"] for e in kind["examples"]]
    labels = classify([e["text"] for e in examples], tasks=["sentiment"], models=small_models)["sentiment"]
    assert [e["said"] for e in examples] == labels.tolist()
    assert all(e["right"] == (e["said"] == e["label"]) for e in examples)


def test_every_task_has_its_words() -> None:
    assert set(ABOUT) == set(PUBLIC_LABELS) == set(FAILURES) == set(TASK_NAMES)
    for task in TASKS:
        assert set(ABOUT[task.name].labels) == set(task.classes)
        for failure in FAILURES[task.name]:
            assert all(label in task.classes for _, label in failure.examples)
    texts = [text for kinds in FAILURES.values() for kind in kinds for text, _ in kind.examples]
    assert len(texts) == len(set(texts))


# What a model has seen


def test_a_fingerprint_tells_what_was_seen(seen: Path, unseen: Path, small_models: Path, tmp_path: Path) -> None:
    task = task_named("promo")
    known, other = read_corpus(task, [seen]), read_corpus(task, [unseen])
    details = {"training": {"sha256": "of something else"}, "seen": fingerprint(known.texts)}
    assert overlap(known, details).rows == 400
    assert overlap(other, details).rows == 0
    # Written a little differently, it is the same message.
    shouted = replace(other, texts=(known.texts[0] + " ", known.texts[1].upper(), *other.texts[2:]))
    assert overlap(shouted, details).rows == 2


def test_a_model_that_does_not_tell_what_it_has_seen(seen: Path) -> None:
    corpus = read_corpus(task_named("promo"), [seen])
    assert overlap(corpus, {}).rows is None
    assert overlap(corpus, {"origin": "Wisesight Sentiment Corpus"}).rows is None


@pytest.mark.shared
@pytest.mark.parametrize("split", ["train", "valid"])
def test_the_shipped_models_know_their_corpus(split: str, real_data: Path, run: Run) -> None:
    _, warned = found(run, "sentiment", real_data / "wisesight" / f"{split}.jsonl")
    rows = {"train": "21,628", "valid": "2,404"}[split]
    assert f"the model was trained on {rows} of these {rows} messages" in warned


# What cannot be measured


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("mood", "x.csv"), 2, "mood"),
        (("promo",), 2, "FILE"),
        (("promo", "nothere.csv"), 1, "nothere.csv"),
        (("promo", "empty.csv"), 1, "no message has both"),
        (("promo", "few.csv", "--cross-validate"), 1, "5 or more"),
        (("promo", "few.csv", "--card", "card.html"), 2, "Markdown"),
        (("promo", "few.csv", "--models", "nowhere"), 1, "there is no such model"),
    ],
)
def test_refusals(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], code: int, told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "few.csv").write_text("text,promo\nดีมาก,0\nลดราคา,1\n", encoding="utf-8")
    (tmp_path / "empty.csv").write_text("text,promo\nดีมาก,\n ,1\n", encoding="utf-8")
    found_code, shown, error = run("evaluate", *words)
    assert (found_code, shown) == (code, "")
    assert told in error
    assert sorted(p.name for p in tmp_path.iterdir()) == ["empty.csv", "few.csv"]
