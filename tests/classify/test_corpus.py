"""Reading training data: whole, joined, and every problem told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from labelled import Row, small_corpus, write_csv, write_jsonl

from brandscore.classify.corpus import read_corpus
from brandscore.classify.tasks import task_named
from brandscore.errors import DataError

SENTIMENT, PROMO = task_named("sentiment"), task_named("promo")


def test_formats_orders_and_joins_give_the_same_corpus(tmp_path: Path) -> None:
    rows = small_corpus(60)
    whole = read_corpus(SENTIMENT, [write_jsonl(tmp_path / "a.jsonl", rows)])
    assert len(whole.texts) == 60
    texts = write_csv(tmp_path / "texts.csv", [{"id": r["id"], "text": r["text"]} for r in rows[::-1]], "cp874")
    labels = write_jsonl(
        tmp_path / "labels.jsonl", [{"id": r["id"], "sentiment": r["sentiment"].upper()} for r in rows]
    )
    for files in ([texts, labels], [labels, texts], [write_csv(tmp_path / "a.csv", rows[30:] + rows[:30])]):
        corpus = read_corpus(SENTIMENT, files)
        assert (corpus.texts, corpus.labels, corpus.sha256) == (whole.texts, whole.labels, whole.sha256)


def test_a_text_with_another_label_is_another_corpus(tmp_path: Path) -> None:
    rows = small_corpus(60)
    first = read_corpus(SENTIMENT, [write_jsonl(tmp_path / "a.jsonl", rows)])
    rows[0]["sentiment"] = "pos" if rows[0]["sentiment"] != "pos" else "neg"
    second = read_corpus(SENTIMENT, [write_jsonl(tmp_path / "b.jsonl", rows)])
    assert first.sha256 != second.sha256


def test_labels_are_read_as_in_the_tables(tmp_path: Path) -> None:
    spellings = ["1", 1, True, "true", 1.0, "0", 0, False, "FALSE", "0.0"]
    rows: list[Row] = [{"text": f"ข้อความ {i}", "promo": value} for i, value in enumerate(spellings)]
    corpus = read_corpus(PROMO, [write_jsonl(tmp_path / "a.jsonl", rows)])
    assert dict(zip(corpus.texts, corpus.labels, strict=True)) == {f"ข้อความ {i}": "10"[i // 5] for i in range(10)}


def test_rows_without_text_or_label_are_left_out(tmp_path: Path) -> None:
    rows = small_corpus(60)
    rows[0]["text"], rows[1]["text"], rows[2]["sentiment"] = None, "  \n", ""
    corpus = read_corpus(SENTIMENT, [write_jsonl(tmp_path / "a.jsonl", rows)])
    assert (len(corpus.texts), corpus.left_out) == (57, 3)


def test_a_class_that_never_occurs_is_no_class(tmp_path: Path) -> None:
    rows = [row for row in small_corpus(100) if row["sentiment"] != "q"]
    assert read_corpus(SENTIMENT, [write_jsonl(tmp_path / "a.jsonl", rows)]).classes == ("pos", "neu", "neg")


def test_a_long_message_in_csv_is_read(tmp_path: Path) -> None:
    rows = small_corpus(60)
    rows[0]["text"] = "ยาว" * 700_000
    corpus = read_corpus(SENTIMENT, [write_csv(tmp_path / "a.csv", rows)])
    assert max(map(len, corpus.texts)) == 2_100_000


def problems(*files: Path) -> list[str]:
    with pytest.raises(DataError) as refused:
        read_corpus(SENTIMENT, files)
    return [str(problem) for problem in refused.value.problems]


def test_every_problem_is_told(tmp_path: Path) -> None:
    rows = small_corpus(60)
    rows[3]["sentiment"], rows[7]["sentiment"], rows[9]["text"] = "positive", "2", 12
    found = problems(write_jsonl(tmp_path / "a.jsonl", rows), tmp_path / "absent.csv")
    assert len(found) == 4
    assert "a.jsonl, row 4, column sentiment: 'positive'; expected one of pos, neu, neg, q" in found
    assert "a.jsonl, row 8, column sentiment: '2'; expected one of pos, neu, neg, q" in found
    assert "a.jsonl, row 10, column text: '12' is not a text; expected a text" in found
    assert any(text.startswith("absent.csv: cannot be read") for text in found)


def test_many_problems_of_a_kind_are_counted(tmp_path: Path) -> None:
    rows = small_corpus(60)
    for row in rows:
        row["sentiment"] = "good"
    found = problems(write_jsonl(tmp_path / "a.jsonl", rows))
    assert len(found) == 21
    assert found[-1] == "a.jsonl, column sentiment: 40 more rows have a problem of the same kind"


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.csv", "", "no rows"),
        ("a.csv", "text,sentiment\n", "no rows"),
        ("a.csv", "message,label\nดี,pos\n", "columns label, message"),
        ("a.csv", "text\nดี\n", "neither sentiment nor id"),
        ("a.csv", "text,sentiment\nดี,pos,extra\n", "row 2: 3 cells, the header has 2"),
        ("a.jsonl", '{"text": "ดี"\n', "row 1: not JSON"),
        ("a.jsonl", "[1]\n", "row 1: not a JSON object"),
        ("a.csv", "id,text,sentiment\n1,ดี,pos\n1,แย่,neg\n", "row 3, column id: id '1' stands for two texts"),
        ("a.csv", "text,sentiment\nดี,pos\nแย่,neg\n", "1 messages labelled pos; expected 5 or more"),
        ("a.csv", "text,sentiment\n" + "ดี,pos\n" * 9, "labels found: only pos"),
        ("a.csv", "text,sentiment\nดี,\n", "labels found: none"),
    ],
)
def test_a_file_that_cannot_be_used(tmp_path: Path, name: str, content: str, message: str) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    assert any(message in text for text in problems(path))


@pytest.mark.parametrize(
    ("labels", "message"),
    [
        ([{"id": "m0", "sentiment": "pos"}, {"id": "x", "sentiment": "pos"}], "row 2, column id: id 'x' has no text"),
        ([{"id": "m0", "sentiment": "pos"}, {"id": "m0", "sentiment": "neg"}], "row 2, column id: id 'm0' is labelled"),
        ([{"id": "m0", "sentiment": "pos"}, {"id": None, "sentiment": "neg"}], "row 2, column id: empty"),
    ],
)
def test_a_join_that_does_not_fit(tmp_path: Path, labels: list[Row], message: str) -> None:
    texts = write_jsonl(tmp_path / "texts.jsonl", [{"id": r["id"], "text": r["text"]} for r in small_corpus(10)])
    assert any(message in text for text in problems(texts, write_jsonl(tmp_path / "labels.jsonl", labels)))


def test_bytes_in_no_encoding_are_told(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"text,sentiment\n\xff\xfe\xdb\xfc,pos\n")
    assert json.dumps(problems(path)).count("a.csv") == 1
