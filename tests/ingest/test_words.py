"""Whether a name stands as a word of its own."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brandscore.ingest.words import REACH, WordCheck, fold, is_latin


def stands(text: str, name: str, **how: bool) -> bool:
    message = fold(text)
    start = message.index(fold(name))
    return WordCheck().stands_alone(message, start, start + len(fold(name)), **how)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("KFC", "kfc"),
        ("K\u200bF\ufeffC", "kfc"),  # zero-width space, byte order mark
        ("L'ORE\u0301AL", "l'oréal"),  # decomposed
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("เเม่นํ้า", "แม่น้ำ"),  # two เ, and ํ + tone + า
        ("ค่าาาา", "ค่า"),
        ("มากกก", "มากกก"),
        ("a \n\t b", "a b"),
        ("\x00ก\x00", "\x00ก\x00"),
        ("", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_folding_does_not_see_composition(text: str) -> None:
    if "\u0345" not in unicodedata.normalize("NFD", text):  # folds to a letter, its place in the pile is lost
        assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


def test_a_pile_of_marks_is_cut() -> None:
    assert len(fold("a" + "\u0301\u0327" * 100_000)) <= 31


@pytest.mark.parametrize(
    ("text", "name", "alone"),
    [
        ("กินKFCกัน", "kfc", True),
        ("ไปkfc", "kfc", True),
        ("kfc2", "kfc", False),
        ("akfc", "kfc", False),
        ("ékfc", "kfc", False),
        ("www.kfc.co.th", "kfc", True),
        ("kfc_thailand", "kfc", True),
        ("吃kfc吧", "kfc", True),
        ("#kfc", "kfc", True),
    ],
)
def test_latin_names(text: str, name: str, alone: bool) -> None:
    assert stands(text, name) is alone


@pytest.mark.parametrize(
    ("text", "name", "alone"),
    [
        ("วันนี้ดื่มช้างกันไหม", "ช้าง", True),
        ("ช้าง", "ช้าง", True),
        ("ช้างเผือกตัวนั้น", "ช้าง", False),  # white elephant, a word of the dictionary
        ("ขายงวงช้าง", "ช้าง", False),  # trunk of an elephant
        ("ไปสิงห์บุรีมา", "สิงห์", False),  # a province
        ("ช้างงงงงง", "ช้าง", True),  # the last letter stretched
        ("ช้างง่ายๆ", "ช้าง", True),  # ช้าง + ง่าย: not a stretch
        ("โค้กค่าาา", "โค้ก", True),
        ("รักเซนติเมตร", "เซน", False),
        ("ช้างๆ", "ช้าง", True),
        ("ช้างฯ", "ช้าง", True),
        ("เบียร์ช้าง555", "ช้าง", True),
        # Two readings of as many words: a word that holds the name wins, one that cuts it does not.
        ("คนโชคดีกันจัง", "โชค", False),  # โชคดี|กัน or โชค|ดีกัน
        ("เอ็มเคมีบุฟเฟต์", "เอ็มเค", True),  # เอ็มเค|มี or เอ็ม|เคมี
    ],
)
def test_thai_names_and_the_dictionary(text: str, name: str, alone: bool) -> None:
    assert stands(text, name) is alone


@pytest.mark.parametrize(
    ("text", "name", "alone"),
    [
        ("ลีโอ้", "ลีโอ", False),  # a tone mark belongs to the letter before it
        ("เบิร์ดฟอร์ด", "ฟอร์ด", True),  # เบิร์ด is a word
        ("แฮตฟอร์ด", "ฟอร์ด", False),  # an unknown word in front
        ("ลีโอนาร์โด", "ลีโอ", False),
        ("ลีโอเนลลงสนาม", "ลีโอ", False),
        ("ไดร์ฟทรูเปิดแล้ว", "ทรู", False),
        ("ทรูเปิดแล้ว", "ทรู", True),
        ("กินเบียช้าง", "ช้าง", True),  # misspelt, yet a word
        ("ฮอนด้าแจ๊สสีแดง", "ฮอนด้า", True),  # a long name may touch an unknown word
        ("ฮอนด้าน", "ฮอนด้า", False),  # a consonant left over: part of something else
    ],
)
def test_thai_names_beside_unknown_words(text: str, name: str, alone: bool) -> None:
    assert stands(text, name) is alone


def test_words_that_are_no_names_may_touch_unknown_words() -> None:
    assert stands("ลีโอนาร์โด", "ลีโอ", strict=False)


@pytest.mark.parametrize("name", ["ไอโฟน 15", "เบลนด์ 285", "อีซูซุ d-max"])
def test_a_name_of_two_scripts_is_judged_at_each_end(name: str) -> None:
    assert stands(f"ซื้อ{name} มาแล้ว", name)
    assert not stands(f"{name}0x", name)


def test_a_long_run_is_judged_by_what_is_near() -> None:
    far = "กิน" * 1000
    assert stands(far + "ช้าง" + far, "ช้าง")
    assert stands(far[: REACH - 1] + "ช้าง" + far, "ช้าง")
    assert not stands(far + "ช้างเผือก" + far, "ช้าง")


@given(st.text(alphabet="กชงเา้่ิ์ลโอี kfc7#@ๆ\u200b", max_size=40), st.data())
def test_any_place_of_any_text_can_be_judged(text: str, data: st.DataObject) -> None:
    message = fold(text)
    if message:
        start = data.draw(st.integers(0, len(message) - 1))
        end = data.draw(st.integers(start + 1, len(message)))
        check = WordCheck()
        loose = check.stands_alone(message, start, end, strict=False)
        assert loose or not check.stands_alone(message, start, end)  # strict never accepts more


def test_an_answer_is_the_same_when_it_is_remembered() -> None:
    check = WordCheck()
    assert [check.stands_alone("ช้างเผือก", 0, 4) for _ in range(2)] == [False, False]


def test_latin_letters() -> None:
    assert [s for s in "aé7яΩ_ก#吃 " if is_latin(s)] == ["a", "é", "7", "я", "Ω"]
