"""Normalising: total, idempotent, linear, and what it says it does."""

from __future__ import annotations

import sys

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
    "http://", "https://x", "www.", ".com", ".co", "co", "ha", "he", "lol", "555", "ฮ่า", "ฮ่าๆ", "081-234-5678", "+66",
    "😂", "👍🏽", "❤\ufe0f", "\u200b", "\u200d", "\x00", "\ud800", "\udc00", "\u0301", "\u0331", "\u0344", "H", "İ", "Σ",
    "\U0001d407", "\u212a", "\ufdfa", "ﬁ", "①", "\u00a0", "\u3000",
]  # fmt: skip
ANY = st.text(st.characters(codec=None, exclude_categories=()), max_size=60)
MESSY = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)


@settings(max_examples=400, deadline=None)
@given(ANY | MESSY)
@example("foo.comhttp://x")
@example("htttp://x.co")
@example("a" + "\u0301\u0327" * 40)
def test_normalise_is_total_and_idempotent(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


def test_every_character_alone_is_stable() -> None:
    changed = [hex(i) for i in range(sys.maxunicode + 1) if normalise(once := normalise(chr(i))) != once]
    assert changed == []
