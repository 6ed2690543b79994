"""Labels for the rows of a table in a real session, against a plain loop over the rows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from labelled import small_corpus

from brandscore.classify import labelling
from brandscore.classify.labelling import label_mentions
from brandscore.classify.model import ModelError, load_model, model_path
from brandscore.classify.predict import Classifier
from brandscore.classify.quantify import quantifier_of
from brandscore.classify.tasks import TASK_NAMES
from brandscore.engine.session import Session
from brandscore.ledger import Ledger

FLAGS = ("intention", "advocacy", "promo")
TEXTS = [str(row["text"]) for row in small_corpus(24, seed=8)] + [None, "", " \t"]
ROW = st.fixed_dictionaries(
    {
        "text": st.sampled_from(TEXTS),
        "by_brand": st.sampled_from([None, 0, 1]),
        "sentiment": st.sampled_from([None, None, "pos", "q"]),
        **dict.fromkeys(FLAGS, st.sampled_from([None, None, 0, 1])),
    }
)
Row = dict[str, Any]


@pytest.fixture(scope="module")
def session() -> Session:
    return Session(threads=1)


def staged(session: Session, rows: list[Row]) -> Any:
    frame = pd.DataFrame({"mention_id": [f"m{i}" for i in range(len(rows))]})
    for name in ("text", "sentiment"):
        frame[name] = pd.array([row[name] for row in rows], dtype="string")
    for name in ("by_brand", *FLAGS):
        frame[name] = pd.array([row[name] for row in rows], dtype="Int8")
    return session.stage("mentions", frame)


def plain(rows: list[Row], folder: Path) -> list[Row]:
    """Label row by row, straight from the rules."""
    classifier = Classifier(models=folder)
    result = []
    for row in rows:
        new = {**row, "classified": 0}
        lacking = [name for name in TASK_NAMES if row[name] is None]
        if lacking and row["text"] is not None and row["text"].strip() and row["by_brand"] != 1:
            labels = classifier.label([row["text"]])
            found = {t.name: t.classes[labels.codes[t.name][0]] for t in labels.tasks}
            if row["sentiment"] is None:
                new["sentiment"], new["classified"] = found["sentiment"], 1
            if row["promo"] is None:
                new["promo"] = 0 if 1 in (row["intention"], row["advocacy"]) else int(found["promo"])
            for name in ("intention", "advocacy"):
                if row[name] is None:
                    new[name] = 0 if new["promo"] == 1 else int(found[name])
        result.append(new)
    return result


@settings(max_examples=25)
@given(st.lists(ROW, max_size=30))
def test_rows_are_labelled_by_the_rules(session: Session, small_models: Path, rows: list[Row]) -> None:
    mentions = staged(session, rows)
    ledger = Ledger()
    labelled = label_mentions(session, mentions, ledger, small_models)
    # Where nothing was read there are no bins.
    assert tuple(labelled.columns)[: len(mentions.columns) + 1] == (*mentions.columns, "classified")
    assert tuple(labelled.columns)[len(mentions.columns) + 1 :] in ((), ("sentiment_bin",))
    assert str(labelled.schema()["classified"]) == "int8"
    found = {row.pop("mention_id"): row for row in session.rows(labelled)}
    if "sentiment_bin" in labelled.columns:
        made = quantifier_of(load_model(model_path("sentiment", small_models)).details)
        assert made is not None
        classifier = Classifier(models=small_models)
        for row in found.values():
            place = row.pop("sentiment_bin")
            shares = classifier.label([row["text"]]).shares["sentiment"]
            assert place == (made.bins_of(shares)[0] if row["classified"] else None)
    expected = plain(rows, small_models)
    assert [found[f"m{i}"] for i in range(len(rows))] == expected
    changed = [(old, new) for old, new in zip(rows, expected, strict=True) if {**old, "classified": 0} != new]
    assert len(ledger) == (1 if changed else 0)
    if changed:
        (line,) = ledger
        assert line.rows == len(changed)
        promo = sum(old["promo"] is None and new["promo"] == 1 for old, new in changed)
        assert f"{promo:,} of the messages are promo" in line.detail


def test_nothing_missing_reads_nothing(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(labelling, "Classifier", None)  # any use would fail
    given = {"text": "ดี", "sentiment": "pos", "intention": 0, "advocacy": 0, "promo": 0, "by_brand": 0}
    rows = [
        given,
        {**given, "text": None, "sentiment": None},
        {**given, "by_brand": 1, "sentiment": None, "promo": None},
    ]
    ledger = Ledger()
    labelled = label_mentions(session, staged(session, rows), ledger)
    assert [row["classified"] for row in session.rows(labelled)] == [0, 0, 0]
    assert len(ledger) == 0


def test_each_distinct_text_is_read_once(session: Session, small_models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    class Spy(Classifier):
        def _label_distinct(self, texts: list[str], prefer: str) -> Any:
            read.extend(texts)
            return super()._label_distinct(texts, prefer)

    monkeypatch.setattr(labelling, "Classifier", Spy)
    monkeypatch.setattr(labelling, "_BATCH", 2)
    empty = dict.fromkeys(("sentiment", "by_brand", *FLAGS))
    rows = [{"text": text, **empty} for text in ("ดี", "แย่", "ดี", "มาก", "แย่", " ", "ครับ", "ดี")]
    ledger = Ledger()
    labelled = label_mentions(session, staged(session, rows), ledger, small_models)
    assert session.fetch(labelled)["classified"].sum() == 7
    assert sorted(read) == ["ครับ", "ดี", "มาก", "แย่"]
    (line,) = ledger
    assert (line.rows, line.action) == (7, "classified")
    assert "4 different texts" in line.detail


def test_a_row_per_brand_shares_its_labels(session: Session, small_models: Path) -> None:
    empty = dict.fromkeys(("sentiment", "by_brand", *FLAGS))
    mentions = staged(session, [{"text": "ร้านนี้ อร่อยมาก นะ", **empty}] * 3)
    frame = session.fetch(label_mentions(session, mentions, Ledger(), small_models))
    assert frame["sentiment"].tolist() == ["pos"] * 3


def test_a_missing_model_is_told(session: Session, tmp_path: Path) -> None:
    empty = dict.fromkeys(("sentiment", "by_brand", *FLAGS))
    with pytest.raises(ModelError, match="there is no such model"):
        label_mentions(session, staged(session, [{"text": "ดี", **empty}]), Ledger(), tmp_path)
