"""The labels that ship with the project: what their card and their note say of them is so."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from brandscore.corpora.archive import Row, id_of, rows_sha256
from brandscore.corpora.registry import known_corpus
from brandscore.resources import corpora

FOLDER = corpora() / "wisesight_labels"


@pytest.fixture(scope="module")
def table() -> list[list[str]]:
    return [line.split(",") for line in (FOLDER / "labels.csv").read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def note() -> dict[str, object]:
    return tomllib.loads((FOLDER / "labels.toml").read_text(encoding="utf-8"))


def test_the_note_fits_the_file(table: list[list[str]], note: dict[str, object]) -> None:
    content = (FOLDER / "labels.csv").read_bytes()
    assert note["sha256"] == hashlib.sha256(content).hexdigest()
    assert note["licence"] == "CC0-1.0"
    assert note["rows"] == len(table) - 1 == 21_612
    assert table[0] == list(note["columns"]) == ["id", "intention", "advocacy", "promo", "batch"]
    rows = [(int(i), int(a), int(p)) for _, i, a, p, _ in table[1:]]
    assert note["counts"] == {
        "intention": sum(i for i, _, _ in rows),
        "advocacy": sum(a for _, a, _ in rows),
        "promo": sum(p for _, _, p in rows),
        "intention_and_advocacy": rows.count((1, 1, 0)),
        "none": rows.count((0, 0, 0)),
    }


def test_ids_and_flags_and_nothing_else(table: list[list[str]]) -> None:
    ids = [row[0] for row in table[1:]]
    assert ids == sorted(set(ids))
    assert all(re.fullmatch("[0-9a-f]{16}", i) for i in ids)
    assert {value for row in table[1:] for value in row[1:4]} == {"0", "1"}
    assert {int(row[4]) for row in table[1:]} == set(range(29))
    # A promo message is no consumer's wish or advice.
    assert not [row for row in table[1:] if row[3] == "1" and "1" in row[1:3]]


def test_the_card_tells_the_counts(note: dict[str, object]) -> None:
    card = (FOLDER / "README.md").read_text(encoding="utf-8")
    counts = note["counts"]
    assert isinstance(counts, dict)
    for name, count in counts.items():
        share = f"{100 * count / 21_612:.1f} %"
        assert re.search(rf"\| {count:,} \| {re.escape(share)} \|", card), name


def test_the_files_are_small() -> None:
    assert sum(p.stat().st_size for p in corpora().rglob("*") if p.is_file()) < 1_000_000


def test_an_id_is_the_hash_of_the_text() -> None:
    # printf 'อยากได้เครื่องนี้มาก' | sha1sum
    assert id_of("อยากได้เครื่องนี้มาก") == "e751741051d4116b"


def test_the_hash_of_rows_does_not_depend_on_their_order() -> None:
    rows = [Row("ข", "neg"), Row("ก", "pos"), Row("ข", "neu")]
    expected = hashlib.sha256("pos\tก\0neg\tข\0neu\tข\0".encode()).hexdigest()
    assert rows_sha256(rows) == rows_sha256(rows[::-1]) == expected


def test_the_splits_are_train_and_valid() -> None:
    known = known_corpus("wisesight")
    assert [(s.name, s.member, s.rows) for s in known.splits] == [
        ("train", "train.jsonl", 21_628),
        ("valid", "valid.jsonl", 2_404),
    ]
    assert known.address.startswith("https://")
    assert re.fullmatch("[0-9a-f]{64}", known.sha256)


@pytest.mark.shared
def test_the_hashes_are_those_of_the_corpus(real_data: Path) -> None:
    for split in known_corpus("wisesight").splits:
        rows = list(_rows(real_data / "wisesight" / split.member))
        assert len(rows) == split.rows
        assert rows_sha256(Row(text, sentiment) for _, text, sentiment in rows) == split.sha256
        assert all(id_of(text) == key for key, text, _ in rows)


@pytest.mark.shared
def test_the_labels_are_those_of_the_train_split(real_data: Path, table: list[list[str]]) -> None:
    train = {key for key, _, _ in _rows(real_data / "wisesight" / "train.jsonl")}
    assert {row[0] for row in table[1:]} == train
    given = (real_data / "intention_advocacy" / "train.jsonl").read_text(encoding="utf-8").splitlines()
    expected = {
        (r["id"], str(r["intention"]), str(r["advocacy"]), str(r["promo"]), str(r["batch"]))
        for r in map(json.loads, given)
    }
    assert {tuple(row) for row in table[1:]} == expected


def _rows(path: Path) -> Iterator[tuple[str, str, str]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield row["id"], row["text"], row["sentiment"]
