"""Normalising: total, idempotent, and what it says it does."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from brandscore.text.normalise import (
    LAUGH,
    MASKS,
    MENTION,
    NUMBER,
    PHONE,
    STRETCH,
    URL,
    duplicate_key,
    normalise,
)

# Characters and fragments that patterns meet: any two may touch.
PIECES = [
    *"กขฮหคอเแา ำ ะ ิ ี ุ ่ ้ ํ ็ ฺ ์ ๆ",
    *" \t\n.,:/@#+-_%!?()5018๕๐aAhHcomwzß",
    *MASKS,
    *("http://", "https://x", "www.", ".com", ".co", "co", "ha", "he", "lol", "555", "ฮ่า", "ฮ่าๆ", "081-234-5678"),
    *("+66", "😂", "👍🏽", "❤\ufe0f", "\u200b", "\u200d", "\x00", "\ud800", "\udc00", "\u0301", "\u0331", "\u0344"),
    *("H", "İ", "Σ", "\U0001d407", "\u212a", "\ufdfa", "ﬁ", "①", "\u00a0", "\u3000", "\u05b0"),
]
#: Two planes hold all that has a case, a mark or a compatibility form; the third holds tags and selectors.
CHARACTERS = (*range(0x20000), *range(0xE0000, 0xE0200))
ANY = st.text(st.characters(codec=None, exclude_categories=()), max_size=60)
MESSY = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)
WORDS = st.lists(
    st.sampled_from(["อร่อย", "มาก", "ไม่", "Honda", "ลด", "100", "บาท", "😂", "ok", "ราคา", "น้ำ"]),
    min_size=1,
    max_size=8,
)


@settings(max_examples=400, deadline=None)
@given(ANY | MESSY)
@example("foo.comhttp://x")  # a link that ends where another begins
@example("htttp://x.co")
@example("a" + "\u0301\u0327" * 40)  # marks stacked beyond any letter
@example("่̱ํ่า+")
@example("\u200dß+ﷺ้ีฺ็\u200d@ำ")
def test_normalise_is_total_and_idempotent(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


def test_every_character_alone_is_stable() -> None:
    changed = [hex(i) for i in CHARACTERS if normalise(once := normalise(chr(i))) != once]
    assert changed == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        (" \t\n\u00a0 ", ""),
        ("Honda CIVIC", "honda civic"),
        ("ａｂｃ 𝐁𝐑𝐀𝐍𝐃", "abc brand"),
        ("สวย\u200bมาก\ufeff", "สวยมาก"),
        ("a\x00b", "ab"),
        ("\ud800x", "x"),
        ("๒๕๖๐ บาท", f"{NUMBER} บาท"),
        ("1,250.50", NUMBER),
        ("mazda2", f"mazda{NUMBER}"),
        ("เเพง", "แพง"),
        ("น\u0e4dา น\u0e4d\u0e49า น\u0e49\u0e4dา", "นำ น้ำ น้ำ"),
        ("ก\u0e48ี", "กี่"),
        ("ดีี่่่", "ดี่"),
        ("มากกกกก", f"มาก{STRETCH}"),
        ("goood good", f"go{STRETCH}d good"),
        ("!!!!", f"!{STRETCH}"),
        ("😂😂😂", f"😂{STRETCH}"),
        ("👍🏽 ❤\ufe0f", "👍 ❤"),
        ("#ช้าง #CR7", f"#ช้าง #cr{NUMBER}"),
        ("https://a.co/x?y=1 ดู", f"{URL} ดู"),
        ("ดูที่www.Honda.co.th/civicครับ", f"ดูที่{URL}ครับ"),
        ("goo.gl/VXrnnY", URL),
        ("ราคา.ดี", "ราคา.ดี"),
        ("@some.one ไปกัน", f"{MENTION} ไปกัน"),
        ("@เพื่อน", "@เพื่อน"),
        ("mail me: a.b@c.co.th", f"mail me: {MENTION}"),
        ("โทร 081-234-5678", f"โทร {PHONE}"),
        ("02 222 2222", PHONE),
        ("+66812345678", PHONE),
        ("5555", LAUGH),
        ("555+", LAUGH),
        ("55+", LAUGH),
        ("55", NUMBER),
        ("1555", NUMBER),
        ("5550 บาท", f"{NUMBER} บาท"),
        ("ฮ่าๆๆ", LAUGH),
        ("ฮ่าฮ่าาา 555", LAUGH),
        ("ยามาฮ่า", "ยามาฮ่า"),
        ("อิอิ", LAUGH),
        ("hahaha", LAUGH),
        ("Sahaha", "sahaha"),
        ("LOL", LAUGH),
    ],
)
def test_normalise_by_hand(text: str, expected: str) -> None:
    assert normalise(text) == expected


@given(WORDS, st.randoms(use_true_random=False))
def test_key_is_the_same_for_what_repeats_a_message(words: list[str], random: object) -> None:
    plain = " ".join(words)
    key = duplicate_key(plain)
    assert duplicate_key("".join(words)) == key
    assert duplicate_key("\n\n".join(words)) == key
    assert duplicate_key(plain.upper()) == duplicate_key(plain.lower()) == key
    assert duplicate_key("\u200b".join(plain)) == key
    assert duplicate_key(plain + " https://a.co/1") == duplicate_key("www.b.com " + plain) == key


def test_key_ignores_repeated_letters_and_the_length_of_a_laugh() -> None:
    assert duplicate_key("สวยยยยย มากกก!!!") == duplicate_key("สวยมาก!")
    assert duplicate_key("555") == duplicate_key("55555555 ") == duplicate_key("ฮ่าๆๆ")


@pytest.mark.parametrize(
    ("one", "other"),
    [("ลด 100 บาท", "ลด 1000 บาท"), ("ชอบ", "ไม่ชอบ"), ("@anna ไปกัน", "@mimi ไปกัน"), ("😂", "😭"), ("ดี", "ดี่")],
)
def test_key_tells_messages_apart(one: str, other: str) -> None:
    assert duplicate_key(one) != duplicate_key(other)


def test_key_of_a_bare_link_is_not_empty() -> None:
    assert duplicate_key("https://a.co/1") == duplicate_key("http://b.co/2") == URL
    assert duplicate_key(" \u200b ") == ""


def test_key_of_every_character_ignores_case() -> None:
    differ = [
        hex(i)
        for i in CHARACTERS
        if not duplicate_key(c := chr(i)) == duplicate_key(c.upper()) == duplicate_key(c.lower())
    ]
    assert differ == []


@given(ANY | MESSY)
def test_key_is_total(text: str) -> None:
    duplicate_key(text)


@pytest.mark.parametrize(
    "unit",
    ["ก", "a\u0301\u0327", "a.", "0 ", "ha", "a@", "่ี", "ํ่่", "\x00"],
)
def test_a_message_of_two_million_characters_is_read(unit: str) -> None:
    # Anything but linear work would not end here.
    text = unit * (2_000_000 // len(unit))
    normalise(text)
    duplicate_key(text)
