"""Evidence: its points sum to the score, and lie where the message says so."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reference_path import plain_scores

from brandscore.classify.evidence import Evidence, Piece, evidence, evidence_of
from brandscore.classify.model import load_model, model_path
from brandscore.text.lexicon import lexicon, lexicon_names

LEXICONS = [lexicon(name) for name in lexicon_names()]
MODELS = {task: load_model(model_path(task), task) for task in ("sentiment", "promo")}
TEXTS = [
    "กาแฟอร่อยมากกก แต่รอนาน 5555",
    "ไม่ประทับใจ บริการแย่ https://a.co/x",
    "ซื้อ 1 แถม 1 วันนี้เท่านั้น โทร 0812345678 <b>BRAND</b>",
    "😂😂 ดี",
    "ａｂｃ ＡＢＣ abc",
]


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize(
    ("task", "label"), [("sentiment", "pos"), ("sentiment", "neg"), ("promo", "1"), ("promo", "0")]
)
def test_points_sum_to_the_plain_score(text: str, task: str, label: str) -> None:
    model = MODELS[task]
    against = {"pos": "neu", "neg": "pos", "1": "0", "0": "1"}[label]
    found = evidence_of(text, model, label, against, 0.5)
    scores = plain_scores([text], model, LEXICONS)[0]
    if len(model.classes) > 2:
        wanted = scores[model.classes.index(label)] - scores[model.classes.index(against)]
    else:
        wanted = scores[0] * (1 if label == "1" else -1)
    assert found.score == pytest.approx(wanted, abs=1e-6)
    assert found.base + sum(piece.points for piece in found.pieces) == pytest.approx(found.score)
    assert all(piece.text == text[piece.start : piece.end] for piece in found.pieces)


@settings(max_examples=80)
@given(st.text(max_size=60))
def test_any_text_can_be_explained(text: str) -> None:
    found = evidence([text], "promo")[0]
    assert (found is None) == (not text.strip())
    if found is not None:
        assert all(0 <= piece.start <= piece.end <= len(text) for piece in found.pieces)
        assert str(found)
        assert found._repr_html_()


def test_praise_and_blame_are_found_where_they_stand() -> None:
    text = "กาแฟอร่อยมาก แต่บริการแย่มาก"
    pos, neg = (evidence([text], labels=[label])[0] for label in ("pos", "neg"))
    assert "อร่อย" in max(pos.pieces, key=lambda p: p.points).text
    assert "แย่" in max(neg.pieces, key=lambda p: p.points).text
    assert any(piece.source == "sentiment.pos" for piece in pos.pieces)
    assert pos.frame().columns.tolist() == ["start", "end", "text", "points", "source"]


def test_reasons_are_the_stretches_that_speak_for_the_label() -> None:
    pieces = [("ดี", 2.0), ("ไม่", -4.0), ("มาก ", 3.0), ("ดี", 2.5), ("จริง", 1.7), ("เลย", 3.5), (" ", 9.0)]
    made = [Piece(0, 0, text, points, "characters") for text, points in pieces]
    found = Evidence("", "sentiment", "pos", "neg", 0.6, 0.0, 0.0, tuple(made))
    assert found.reasons() == ("เลย", "มาก", "ดี")  # at least half of the strongest, each text once
    assert found.reasons(1) == ("เลย",)
    assert Evidence("", "sentiment", "pos", "neg", 0.6, 0.0, 0.0, ()).reasons() == ()


def test_a_vowel_is_not_parted_from_its_letter() -> None:
    for piece in evidence(["เพื่อนที่น่ารักที่สุดซื้อน้ำให้"], labels=["pos"])[0].pieces:
        assert piece.text[0] not in "ัิีึืฺุู็่้๊๋์ํำ"


def test_markup_in_a_message_stays_text() -> None:
    shown = evidence(["<script>alert(1)</script> ดี"])[0]._repr_html_()
    assert "<script" not in shown
    assert "&lt;" in shown


def test_labels_given_are_checked() -> None:
    assert evidence(["ดี", ""], labels=["pos", None])[1] is None
    with pytest.raises(ValueError, match="'happy' is no label of sentiment"):
        evidence(["ดี"], labels=["happy"])
    with pytest.raises(ValueError, match="2 labels for 1 texts"):
        evidence(["ดี"], labels=["pos", "neg"])
