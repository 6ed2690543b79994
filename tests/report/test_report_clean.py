from __future__ import annotations

import unicodedata

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from brandscore.report.clean import marked, message, shown

nasty = st.text(
    alphabet=st.one_of(st.characters(), st.sampled_from("กิ่ำ็้\u0301\u200b\u200d\u202e\u2066\x00\x1b\ufeff\u2028@👩☕️")),
    max_size=400,
)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("กาแฟ\x00ดี", "กาแฟดี"),
        ("a\r\n\tb", "a b"),
        ("\x1b[31mred\x1b[0m", "[31mred[0m"),  # the escape itself is gone
        ("\u202eevil\u202c \u2066x\u2069\u200f", "evil x"),
        ("\ufeffbom\u00adsoft", "bomsoft"),
        ("a\ud800b", "ab"),
        ("ที่นี่ ปู่ตื๊อ", "ที่นี่ ปู่ตื๊อ"),
        ("👩\u200d👧", "👩\u200d👧"),  # a joined emoji stays one
        (None, ""),
        (float("nan"), ""),
        (pd.NA, ""),
        (pd.NaT, ""),
        (12, "12"),
        ("nan", "nan"),
    ],
)
def test_shown(raw, text):
    assert shown(raw) == text


def test_a_tower_of_marks_is_cut_down():
    assert shown("ก" + "้" * 50 + "า") == "ก" + "้" * 4 + "า"
    assert shown("ก" + "\u200b้" * 50) == "ก" + "\u200b้" * 4 + "\u200b" * 46


def test_a_cut_leaves_letter_and_marks_together():
    # กิน is ก, sara i (a mark), น: a cut after ก would strip the vowel.
    assert shown("กินกิน", limit=4) == "กิน…"
    assert shown("กิกิกิ", limit=4) == "กิ…"
    assert shown("👩\u200d👧👩\u200d👧", limit=5) == "👩\u200d👧…"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("@khun_ploy.99 มาแล้ว", "@… มาแล้ว"),
        ("ไปกับ@somchaiดีมาก", "ไปกับ@…ดีมาก"),
        ("@สมชาย ใจดี", "@… ใจดี"),
        ("＠fullwidth x", "@… x"),
        ("@us\u200ber1 x", "@… x"),
        ("@@double", "@@…"),
        ("ติดต่อ som.chai+shop@mail.example.test ครับ", "ติดต่อ …@… ครับ"),
        ("โทร 0812345678", "โทร 0…"),
        ("โทร 02-123-4567 ต่อ 12", "โทร 0… ต่อ 12"),
        ("+66 81 234 5678", "0…"),
        ("ราคา 1,500 บาท ปี 2569", "ราคา 1,500 บาท ปี 2569"),
        ("ยอด 12345678901 วิว", "ยอด 12345678901 วิว"),
        ("u1234 บอกว่าดี", "u1234 บอกว่าดี"),
    ],
)
def test_names_in_messages_are_masked(raw, text):
    assert message(raw) == text


def test_a_message_of_two_million_characters_is_cut():
    assert message("ก" * 2_000_000) == "ก" * 279 + "…"
    assert message("@" * 2_000_000).endswith("…")
    assert message("a." * 1_000_000).endswith("…")


@given(nasty, st.integers(2, 60))
def test_what_is_shown_is_short_and_harmless(raw, limit):
    text = shown(raw, limit)
    assert len(text) <= limit
    assert "  " not in text
    for char in text:
        category = unicodedata.category(char)
        assert category not in ("Cc", "Cs", "Co", "Cn", "Zl", "Zp")
        assert category != "Cf" or char in "\u200b\u200c\u200d"
    assert shown(text, limit) == text


@given(nasty)
def test_no_handle_is_left(raw):
    text = message(raw + " @someone")
    assert "someone" not in text or "someone" in raw


@given(nasty, st.lists(nasty, max_size=3), st.data())
def test_marking_a_message_changes_none_of_it(raw, others, data):
    text = message(raw)
    start = data.draw(st.integers(0, len(text)))
    stretch = text[start : data.draw(st.integers(start, len(text)))]
    parts = marked(text, [*others, stretch])
    assert "".join(part for part, _ in parts) == text
    assert all(part for part, _ in parts)
    for part, _ in parts[1:]:
        assert unicodedata.category(part[0]) not in ("Mn", "Me")
        assert part[0] not in "\u200d\u0e33"


def test_stretches_are_marked_wherever_they_stand():
    assert marked("ดีมาก ดีจริง", ["ดี", "มาก"]) == [("ดีมาก", True), (" ", False), ("ดี", True), ("จริง", False)]
    assert marked("น้ำใส น", ["น"]) == [("น้ำใส ", False), ("น", True)]
    assert marked("a\u200db", ["a", "b"]) == [("a\u200db", False)]
    assert marked("กาแฟ ดี", ["กาแฟ\x00\nดี", ""]) == [("กาแฟ ดี", True)]
    assert marked("", ["x"]) == []
