"""The compiled normaliser gives what the definition gives, for any text."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from brandscore.text import compiled
from brandscore.text.codes import Codes, code_points
from brandscore.text.compiled import normalise_all
from brandscore.text.lexicon import laughter
from brandscore.text.normalise import MASKS, normalise

# Fragments that the patterns meet, in halves and doubles: any two may touch.
LINKS = [
    *(
        "http://",
        "https://",
        "https:/",
        "ftp://",
        "www.",
        "www",
        ".com",
        ".co.th",
        ".co",
        ".c",
        ".shop",
        "bit.ly/",
        "a.",
    ),
    *("-", "--", ".", "..", "/", "?", ":", "://", "x", "_", "com", "m", "a-b", "1.com", ".me", "e.g", "http", "h", "f"),
]
AT = [
    "@",
    "@@",
    "a@b.co",
    "@me",
    "@a.b.",
    "%",
    "+",
    "a@",
    ".@",
    "@b.c",
    "a@b.c1",
    "_@_",
    "@.",
    "@-",
    "a@b.com-",
    "@\ue002",
]
NUMBERS = [
    *(
        "0",
        "1",
        "5",
        "55",
        "555",
        "5555",
        "+",
        "++",
        "55+",
        "+66",
        "+66 ",
        "081",
        "02 ",
        "812345678",
        "-",
        " ",
        ",",
        ":",
    ),
    *("1,000", "1.5", "10:30", "๕", "๕๕๕", "081-234-5678", "0 2 2 2 2 2 2 2 2", "٣", "Ⅷ", "½", "²", "９"),
]
LAUGHS = [*(term for term, _ in laughter()), "ha", "h", "a", "ๆ", "ๆๆ", "ฮ", "ฮ่", "า", "hah", "lo", "LOLL", "ก๊าก", " "]
MARKS = [*map(chr, range(0x0E31, 0x0E4F)), "ก", "า", "ำ", "เ", "เเ", "แ", "ๆ", " ", "ຳ", "\u0301", "\u0331", "\u05b0"]
STRETCHES = [
    "aaa",
    "aa",
    "a",
    "กก",
    "มากก",
    "!!!",
    "....",
    "  ",
    "😂😂",
    "😂",
    "\ue004",
    "\ue002",
    "\ue002 ",
    "--",
    "ๆๆๆ",
]
ODD = [
    *("\u200b", "\u200d", "\ufe0f", "\u00ad", "\x00", "\x1c", "\x85", "\u00a0", "\u3000", "\u2028", "\ud83d", "\ude00"),
    *(
        "\ud800",
        "\udfff",
        "👍🏽",
        "❤\ufe0f",
        "\U000e0067",
        "\U000e01ef",
        "\U0010ffff",
        "İ",
        "Σ",
        "ΑΣ",
        "ς",
        "\U0001d6ba",
    ),
    *(
        "ß",
        "ﬁ",
        "…",
        "‼",
        "㎡",
        "™",
        "№",
        "①",
        "\ufdfa",
        "ﷺ",
        "Å",
        "\u212b",
        "가",
        "\u1100",
        "\u1161",
        "ㅠ",
        "か\u3099",
    ),
    *(
        "\u1e9e",
        "ŉ",
        "\u0149",
        "ａ",
        "Ａ",
        "＠",
        "．",
        "５",
        "ﾊ",
        "ﾊﾞ",
        "\U0001d407",
        "\u0130",
        "\u1f88",
        "ͅ",
        "\u0345",
        *MASKS,
    ),
]
PIECES = [*LINKS, *AT, *NUMBERS, *LAUGHS, *MARKS, *STRETCHES, *ODD]
ANY = st.text(st.characters(codec=None, exclude_categories=()), max_size=40)
THAI = st.text(st.sampled_from([chr(c) for c in range(0x0E01, 0x0E5C) if not 0x0E3A < c < 0x0E3F]), max_size=30)
ASCII = st.text(st.sampled_from([chr(c) for c in range(0x20, 0x7F)]), max_size=40)


def messy(pieces: list[str]) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(pieces), max_size=14).map("".join)


TEXT = st.one_of(
    ANY,
    THAI,
    ASCII,
    messy(PIECES),
    *map(messy, (LINKS, LINKS + AT, NUMBERS, LAUGHS + NUMBERS, MARKS, STRETCHES + LAUGHS, ODD + MARKS)),
)


def check(texts: list[str]) -> None:
    codes = normalise_all(texts)
    assert len(codes) == len(texts)
    for i, text in enumerate(texts):
        assert codes.text(i) == normalise(text), ascii(text)
        assert codes.codes[codes.begins[i] - 1] == codes.codes[codes.ends[i]] == 0x20


@settings(max_examples=200)
@given(st.lists(TEXT, max_size=8))
@example(["a@b.co", "@a.b..", "a@b.c-", "%@a"])
@example(["55+5", "55++5", "555+5", "555.5", "555,", "55", "5 5", "1555", "x555", "55+"])
@example(["0812345678", "081234567", "08123456789", "+66 81 234 5678", "0 8 1 2 3 4 5 6 7", "0123456 7 8 9 0"])
@example(
    [
        "foo.comhttp://x",
        "a.com.b",
        "a.co-",
        "a.com1",
        "www.x",
        "www.",
        ".www.x",
        "-a.com",
        "-www.x",
        "@www.x",
        "@a.com",
        "a..com",
    ]
)
@example(["ฮ่าๆ", "ฮ่า", "ฮ่าฮ่าาา", "ยามาฮ่า", "hahah", "hahaha1", "sahaha", "lol", "lols", "lolll", "haha_"])
@example(
    ["ก\u0e4dา", "ก\u0e4d\u0e48า", "ก\u0e48\u0e4dา", "กำ\u0e48", "\u0e4d\u0e4dำ", "ก\u0e48\u0e34", "ก\u0e48\u0e3a"]
)
@example(["aaa\ue004a", "aaaa", "\ue002 \ue002  555", "ฮ่าๆ555 haha", "555 x 555", "\ue004\ue004a", "aa\ue004\ue004"])
@example(["…" * 40, "﹏…‼", "¨", "´", "\u037a", "\ufe4d\ufe4d\ufe4d", "\u1d79", "½.5", "①①①"])
def test_it_says_what_the_definition_says(texts: list[str]) -> None:
    check(texts)


def test_every_character_in_every_company() -> None:
    # Before a mark, after a letter, between letters, three times, beside a mask.
    chars = [
        chr(c) for c in (*range(0x3400), *range(0xA000, 0xB000), *range(0xD700, 0x10000), *range(0x1D400, 0x20100))
    ]
    for form in ("{}", "a{0}\u0301", "ก{0}า", "{0}{0}{0}", "5{0}555", "x@{0}.co", "α{0}"):
        texts = [form.format(char) for char in chars]
        codes = normalise_all(texts)
        wrong = [ascii(text) for i, text in enumerate(texts) if codes.text(i) != normalise(text)]
        assert wrong == []


def test_every_pair_of_marks_on_a_letter() -> None:
    marks = [chr(c) for c in range(0x0E31, 0x0E4F) if not 0x0E32 <= c <= 0x0E33 and not 0x0E3B <= c <= 0x0E46]
    check(
        [
            f"{before}{one}{two}{after}"
            for before, one, two, after in itertools.product(
                ("", "ก", "a"), marks, ["", *marks], ("", "า", "ำ", "ก", "าา", " า", "😂😂😂")
            )
        ]
    )


def test_a_new_list_of_laughter_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    # Nothing of the shipped list is built in; terms that begin alike go through the definition.
    from brandscore.text import normalise as definition

    terms = (
        ("hue", "syllable"),
        ("hueh", "syllable"),
        ("คิก", "syllable"),
        ("ก๊าก", "word"),
        ("x", "word"),
        ("หุย", "word"),
    )
    for module in (compiled, definition):
        monkeypatch.setattr(module, "laughter", lambda: terms)
    caches = (compiled._tables, definition._laugh_pattern, definition._mask_pattern)
    for cache in caches:
        cache.cache_clear()
    try:
        check(["huehue", "huehhueh", "hue", "คิกคิก", "คิกๆ", "ฮ่าๆ haha", "x xx ax", "หุยยย", "ก๊ากก", "555", "lol"])
    finally:
        monkeypatch.undo()
        for cache in caches:
            cache.cache_clear()
    check(["huehue", "haha"])


def test_nothing_is_nothing() -> None:
    check([])
    check(["", " ", "\u200b", "\n\n", "\x00", "\ud800"])


def test_long_texts() -> None:
    units = ["ก", "a\u0301\u0327", "a.", "0 ", "ha", "a@", "่ี", "ํ่่", "\x00", "555+", "…", "a-", "www.", "08"]
    check([unit * (100_000 // len(unit)) for unit in units])


def test_code_points_of_any_string() -> None:
    texts = ["", "ก", "\ud83d\ude00", "😀", "\x00", "\udfff\ud800"]
    codes, starts = code_points(texts)
    assert [codes[starts[i] : starts[i + 1]].tolist() for i in range(6)] == [[ord(c) for c in text] for text in texts]
    held = Codes.of(texts)
    assert [held.text(i) for i in range(6)] == texts


@pytest.mark.shared
def test_on_real_messages(real_data: Path) -> None:
    texts = [
        json.loads(line)["text"]
        for part in ("train", "valid")
        for line in (real_data / "wisesight" / f"{part}.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    assert len(texts) == 24_032
    codes = normalise_all(texts)
    assert [i for i, text in enumerate(texts) if codes.text(i) != normalise(text)] == []
    # Few take the slow road: their codes are put after those that the compiled code wrote.
    slow = int((np.diff(codes.begins) < 0).sum())
    assert slow < 0.02 * len(texts)
