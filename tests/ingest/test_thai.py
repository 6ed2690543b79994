"""Where Thai can break, and how a stretch of it divides."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brandscore.ingest.thai import (
    WORD,
    begins_with_word,
    can_break,
    ends_with_word,
    is_thai,
    price,
    word_across,
    words_around,
)

thai = st.text(alphabet="กงชนมรลอสห" + "เโไ" + "ะาิุ" + "ั่้์", max_size=30)


@pytest.mark.parametrize(
    ("text", "breaks"),
    [
        ("ตากลม", [0, 2, 3, 4, 5]),  # ตา|ก|ล|ม: no sign stands after a break, so every consonant may begin a word
        ("เธอ", [0, 2, 3]),  # not between เ and its consonant
        ("วันนี้", [0, 3, 6]),  # ั needs the consonant after it; ี and ้ belong to theirs
        ("ศุกร์", [0, 2, 5]),  # ร์ is silent and belongs to the syllable; so does nothing begin with it
        ("สิทธิ์", [0, 2, 6]),
    ],
)
def test_breaks(text: str, breaks: list[int]) -> None:
    assert [n for n in range(len(text) + 1) if can_break(text, n)] == breaks


def test_a_dangling_sign_begins_nothing() -> None:
    assert not can_break("่า", 0)
    assert can_break("", 0)


def test_what_is_thai() -> None:
    assert all(map(is_thai, "กฮะาำเแโใไ่้๊๋์็ฺ"))
    assert not any(map(is_thai, "ฯๆ฿๐๙๏ kK5#🙂"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", 0),
        ("กิน", WORD),
        ("กินข้าว", WORD),  # the dictionary holds both the compound and its parts
        ("กินช้าง", 2 * WORD),
        ("ช้างเผือก", WORD),
        ("ช้างดื่มน้ำ", 3 * WORD),
    ],
)
def test_price_of_known_words(text: str, expected: int) -> None:
    assert price(text) == expected


def test_a_misspelt_word_costs_more_than_two_words_and_less_than_an_unknown_one() -> None:
    assert 2 * WORD < price("เบีย") < price("นาร์โด")


def test_a_single_left_over_consonant_is_the_dearest_piece() -> None:
    assert price("ดื่มฮ") > price("ดื่มโฮ")


@pytest.mark.parametrize("text", ["กินเบีย", "กินเบียร", "ไปเปน"])
def test_words_without_their_tone_or_silent_letter_are_words(text: str) -> None:
    assert ends_with_word(text)


def test_unknown_pieces_are_not_words() -> None:
    assert not begins_with_word("นาร์โด")
    assert not ends_with_word("อ็อกซ์")
    assert begins_with_word("")
    assert ends_with_word("")


def test_words_across_a_place() -> None:
    assert word_across("สิงห์บุรี", 5)
    assert not word_across("สิงห์ขาย", 5)


def test_words_around_a_name() -> None:
    assert words_around("ดูช้างเผือก", 2, 6) == [(2, 11)]
    assert words_around("ดูช้าง", 2, 6) == []  # the name itself is no longer word


@given(thai)
def test_a_price_is_total_and_never_negative(text: str) -> None:
    assert price(text) >= 0
    assert (price(text) == 0) == (text == "")


@given(thai, thai)
def test_dividing_the_parts_is_never_cheaper_than_dividing_the_whole(left: str, right: str) -> None:
    whole = left + right
    if left and right and can_break(whole, len(left)):
        assert price(whole) <= price(left) + price(right)


@given(thai)
def test_no_break_stands_before_a_sign(text: str) -> None:
    for at in range(1, len(text)):
        if can_break(text, at):
            assert text[at] not in "ะาิุั่้์"
            assert text[at - 1] not in "เโไ"
