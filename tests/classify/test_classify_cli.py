"""`brandscore classify` and `brandscore train` as a user meets them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from labelled import small_corpus, write_csv, write_jsonl

from brandscore.classify.model import load_model
from brandscore.classify.predict import classify

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def messages(tmp_path: Path) -> Path:
    texts = ["Honda อร่อยมาก", "ฮอนด้า แย่มาก", "honda กับ Mazda ดีงาม", "เฉยๆ", ""]
    return write_csv(tmp_path / "in.csv", [{"id": i, "text": text} for i, text in enumerate(texts)])


@pytest.fixture
def brands(tmp_path: Path) -> Path:
    path = tmp_path / "brands.toml"
    path.write_text('[[brand]]\nbrand = "Honda"\naliases = ["ฮอนด้า"]\n[[brand]]\nbrand = "Mazda"\n', "utf-8")
    return path


def test_classify_writes_and_tells(run: Run, messages: Path, small_models: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    code, shown, told = run("classify", messages, "--models", small_models, "--out", out)
    assert (code, told) == (0, "")
    assert shown.startswith("5 messages: 4 labelled, 1 without text, ")
    assert shown.endswith(f"Written: {out}\n")
    assert len(out.read_text(encoding="utf-8").splitlines()) == 6


def test_classify_shows_brands(run: Run, messages: Path, brands: Path, small_models: Path, tmp_path: Path) -> None:
    words = ("classify", messages, "--brands", brands, "--models", small_models, "--out", tmp_path / "out.jsonl")
    code, shown, _ = run(*words)
    assert code == 0
    assert "2 messages name no brand" in shown
    lines = [line.split() for line in shown.splitlines()]
    assert next(line for line in lines if line[:1] == ["Honda"])[1] == "3"
    code, shown, _ = run(*words, "--json")
    answer = json.loads(shown)
    assert (answer["rows"], answer["labelled"], answer["unnamed"]) == (5, 4, 2)
    by_brand = {row["brand"]: row for row in answer["brands"]}
    assert by_brand["Mazda"]["messages"] == 1
    honda = by_brand["Honda"]
    assert honda["messages"] == honda["promo"] + sum(honda[name] for name in ("pos", "neu", "neg", "q"))
    assert honda["net_sentiment_raw"] == pytest.approx(
        (honda["pos"] - honda["neg"]) / (honda["pos"] + honda["neg"]), abs=1e-9
    )


def test_classify_corrects_brands_and_shows_the_counted_figure(
    run: Run, brands: Path, small_models: Path, tmp_path: Path
) -> None:
    rows = [{"text": f"Honda {row['text']}", "promo": 0} for row in small_corpus(130, seed=8)]
    path = write_csv(tmp_path / "in.csv", [*rows, {"text": "Mazda ดีงาม", "promo": 0}])
    words = ("classify", path, "--brands", brands, "--models", small_models, "--out", tmp_path / "out.csv")
    honda = next(row for row in json.loads(run(*words, "--json")[1])["brands"] if row["brand"] == "Honda")
    assert honda["corrected"] == 1
    assert "corrected for its errors; uncorrected" in honda["note"]
    code, shown, _ = run(*words)
    assert code == 0
    cells = next(line.split() for line in shown.splitlines() if line.startswith("Honda"))
    figures = ("net_sentiment", "net_sentiment_raw", "net_sentiment_all", "net_sentiment_all_raw")
    assert [cells[k] for k in (7, 11, 12, 13)] == [f"{honda[name]:+.2f}" for name in figures]
    assert cells[8:11] == [f"{honda['net_sentiment_low']:+.2f}", "to", f"{honda['net_sentiment_high']:+.2f}"]
    assert "Corrected for the classifier's errors: 1 of 2 brands (others: fewer than 100)." in shown
    code, shown, _ = run(*words, "--correction", "off")
    assert code == 0
    cells = next(line.split() for line in shown.splitlines() if line.startswith("Honda"))
    assert cells[7] == cells[11] == f"{honda['net_sentiment_raw']:+.2f}"
    assert "Corrected for the classifier's errors: 0 of 2 brands (others: the correction is off)." in shown
    assert run(*words, "--correction", "maybe")[0] == 2


def test_kept_labels_are_mentioned(run: Run, small_models: Path, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "in.csv", [{"message": "ดี", "sentiment": "neg"}])
    words = ("classify", path, "--text-column", "message", "--models", small_models, "--out", tmp_path / "out.csv")
    code, _, told = run(*words)
    assert code == 0
    assert "sentiment: 1 labels came with the file and are kept (--relabel replaces them)" in told
    code, _, told = run(*words, "--relabel", "--prefer", "macro")
    assert (code, told) == (0, "")


def test_classify_refuses(run: Run, messages: Path, tmp_path: Path) -> None:
    code, shown, told = run("classify", messages, "--text-column", "body", "--out", tmp_path / "out.csv")
    assert (code, shown) == (1, "")
    assert 'in.csv: no column "body"; found "id", "text"' in told
    code, _, told = run("classify", messages, "--models", tmp_path, "--out", tmp_path / "out.csv")
    assert code == 1
    assert "there is no such model" in told
    assert run("classify", messages)[0] == 2
    assert run("classify", messages, "--prefer", "recall", "--out", tmp_path / "out.csv")[0] == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.csv"]


def test_train_makes_a_model_that_classifies(run: Run, tmp_path: Path) -> None:
    rows = small_corpus()
    texts = write_jsonl(tmp_path / "texts.jsonl", [{"id": row["id"], "text": row["text"]} for row in rows])
    labels = write_csv(tmp_path / "labels.csv", [{"id": row["id"], "promo": row["promo"]} for row in rows])
    code, shown, told = run("train", "promo", "--corpus", texts, "--corpus", labels, "--out", tmp_path / "m")
    assert code == 0
    assert "400 messages, 0 rows without text or label left out" in told
    assert shown.startswith("promo: 400 messages, 5-fold cross-validation, 95 % intervals\n  F1 ")
    assert shown.endswith(f"written: {tmp_path / 'm' / 'promo.safetensors'}\n")
    first = (tmp_path / "m" / "promo.safetensors").read_bytes()
    words = ("train", "promo", "--corpus", texts, labels, "--seed", 0, "--out", tmp_path / "m", "--json")
    code, shown, _ = run(*words)
    answer = json.loads(shown)
    assert code == 0
    assert answer["training"]["rows"] == 400
    assert 0.7 < answer["cross_validated"]["accuracy"]["f1"]["1"]["value"] <= 1
    assert (tmp_path / "m" / "promo.safetensors").read_bytes() == first
    frame = classify(["ร้านนี้ รอบบ่าย นะ", "กาแฟ แย่มาก ค่ะ"], tasks=["promo"], models=tmp_path / "m")
    assert frame["promo"].tolist() == [1, 0]


def test_train_tells_classes_and_keeps_origin(run: Run, tmp_path: Path) -> None:
    corpus = write_jsonl(tmp_path / "c.jsonl", small_corpus())
    words = ("train", "sentiment", "--corpus", corpus, "--out", tmp_path, "--origin", "ทดลอง", "--licence", "CC0-1.0")
    code, shown, _ = run(*words)
    assert code == 0
    assert [line.split()[1] for line in shown.splitlines() if line.startswith("  F1 ")] == ["pos", "neu", "neg", "q"]
    details = load_model(tmp_path / "sentiment.safetensors").details
    assert (details["origin"], details["licence"]) == ("ทดลอง", "CC0-1.0")


def test_train_refuses(run: Run, tmp_path: Path) -> None:
    corpus = write_jsonl(tmp_path / "c.jsonl", [{"text": "ดี", "promo": "yes"}])
    code, shown, told = run("train", "promo", "--corpus", corpus, "--out", tmp_path / "m")
    assert (code, shown) == (1, "")
    assert "c.jsonl, row 1, column promo: 'yes'; expected one of 0, 1" in told
    assert not (tmp_path / "m").exists()
    assert run("train", "mood", "--corpus", corpus, "--out", tmp_path / "m")[0] == 2
    assert run("train", "promo", "--out", tmp_path / "m")[0] == 2
