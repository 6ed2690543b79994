"""Kinds of messages that are measured apart: by length, by topic, by form. Each kind is declared here, once."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["FORMS", "LENGTHS", "NO_TOPIC", "TOPICS", "Kind", "masks"]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of message.

    Parameters
    ----------
    name
        What it is called.
    about
        What is counted, in words.
    has
        Whether a text is of that kind.
    """

    name: str
    about: str
    has: Callable[[str], bool]


def _length(low: int, high: int | None) -> Kind:
    name = f"{low} and more" if high is None else f"{low} to {high}"
    return Kind(name, f"{name} characters", lambda text: low <= len(text) and (high is None or len(text) <= high))


#: By number of characters, as the message is written.
LENGTHS: tuple[Kind, ...] = tuple(
    _length(*edges) for edges in ((1, 14), (15, 29), (30, 59), (60, 119), (120, 299), (300, None))
)


def _says(name: str, *words: str | tuple[str, str]) -> Kind:
    """Return the kind of texts that hold one of some words; a pair is what is shown, and the pattern that is sought."""
    patterns = [re.escape(word) if isinstance(word, str) else word[1] for word in words]
    pattern = re.compile("|".join(patterns), re.IGNORECASE)
    shown = ", ".join(word if isinstance(word, str) else word[0] for word in words)
    return Kind(name, shown, lambda text: pattern.search(text) is not None)


#: By what they are about, told by words that name a kind of product or its use.
#: A message may have several topics or none; names of brands are not among the
#: words. The patterns keep out longer words that hold a shorter one by chance.
TOPICS: tuple[Kind, ...] = (
    _says(
        "food and drink",
        *("อาหาร", "กาแฟ", "ชานม", "ชาเขียว", "บุฟเฟต์", "บุฟเฟ่ต์", "ชาบู", "ปิ้งย่าง", "พิซซ่า", "ไก่ทอด", "เบียร์"),
        *("เหล้า", "ก๋วยเตี๋ยว", "ขนม", "เมนู", "ไอติม", "ไอศกรีม", "ไอศครีม", "ซูชิ", "น้ำจิ้ม", "ของกิน", "อร่อย", "หิว"),
        ("กิน", "กิน(?!เวลา|ใจ|แรง)"),
        ("ดื่ม", "ดื่ม(?!ด่ำ)"),
    ),
    _says(
        "cars and motorcycles",
        ("รถ (not สามารถ, รถไฟ, รถเมล์, รถทัวร์, รถเข็น)", "(?<!สามา)รถ(?!ไฟ|เมล์|ทัวร์|เข็น)"),
        *("ป้ายแดง", "เครื่องยนต์", "โชว์รูม", "มอเตอร์ไซค์", "ทดลองขับ"),
    ),
    _says(
        "cosmetics and care",
        ("ครีม (not ไอศครีม)", "(?<!ไอศ)ครีม"),
        *("เครื่องสำอาง", "เซรั่ม", "ลิปสติก", "รองพื้น", "มาส์ก", "สกินแคร์", "กันแดด", "น้ำหอม", "แชมพู", "ผิวหน้า"),
        *("แต่งหน้า", "สบู่"),
    ),
    _says(
        "phones and internet",
        *("มือถือ", "โทรศัพท์", "สมาร์ทโฟน", "แท็บเล็ต", "โน้ตบุ๊ก", "โน้ตบุ๊ค", "สัญญาณ", "อินเทอร์เน็ต", "อินเตอร์เน็ต"),
        *("ซิมการ์ด", "แพ็กเกจ", "แพ็คเกจ", ("wifi", r"\bwi-?fi\b"), ("3G, 4G, 5G", r"\b[345]g\b")),
    ),
    _says(
        "travel and hotels",
        *("โรงแรม", "ที่พัก", "รีสอร์ท", "ห้องพัก", "เที่ยวบิน", "สายการบิน", "เครื่องบิน", "ทัวร์", "ทริป", "ไปเที่ยว"),
    ),
    _says(
        "shops and delivery",
        *("ห้างสรรพ", "ซุปเปอร์มาร์เก็ต", "สาขา", "จัดส่ง", "ส่งของ", "พัสดุ", "คูปอง", "ของแถม", "ส่วนลด", "สั่งซื้อ"),
    ),
    _says(
        "money and insurance",
        *("ธนาคาร", "บัตรเครดิต", "สินเชื่อ", "ประกันภัย", "ประกันชีวิต", "ดอกเบี้ย", "โอนเงิน"),
        ("ผ่อน", "(?<!พัก)ผ่อน(?!คลาย)"),
    ),
    _says(
        "news and politics",
        *("รัฐบาล", "นายกฯ", "นายกรัฐ", "รัฐมนตรี", "ตำรวจ", "เลือกตั้ง", "ประชาชน", "กฎหมาย", "การเมือง"),
    ),
)

#: Messages that hold none of the words above.
NO_TOPIC = Kind("none of these", "", lambda text: not any(topic.has(text) for topic in TOPICS))

_EMOJI = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf\u2b50\u2764]")
_LATIN = re.compile(r"[A-Za-z]")
_THAI = re.compile(r"[\u0e01-\u0e5b]")

_STRETCHED = re.compile(r"([^\W\d])\1\1")

#: By how they are written.
FORMS: tuple[Kind, ...] = (
    _says(
        "question",
        *("?", "ไหม", "มั้ย", "ยังไง", "เท่าไหร่", "เท่าไร", "ที่ไหน", "เมื่อไหร่", "เมื่อไร", "ทำไม", "รึเปล่า", "หรือเปล่า"),
    ),
    _says("negation", ("ไม่", "ไม่(?!กี่)"), "มิได้"),
    Kind("emoji", "an emoji or pictograph", lambda text: _EMOJI.search(text) is not None),
    _says("laughter", ("555", "5{3,}"), ("ฮ่าฮ่า", "(?:ฮ่า){2,}"), "ฮ่าๆ", "อิอิ"),
    Kind("stretched letters", "a letter three times running", lambda text: _STRETCHED.search(text) is not None),
    _says("link", "http://", "https://", "www."),
    _says("hashtag", ("# before a letter", r"#\w")),
    Kind(
        "mostly Latin letters",
        "more Latin letters than Thai signs",
        lambda text: len(_LATIN.findall(text)) > len(_THAI.findall(text)),
    ),
)


def masks(kinds: Sequence[Kind], texts: Sequence[str]) -> dict[str, NDArray[np.bool_]]:
    """Return, for each kind, which of the texts are of it.

    Examples
    --------
    >>> found = masks(TOPICS, ["กาแฟแก้วนี้", "สามารถทำได้", "รถคันใหม่"])
    >>> found["food and drink"].tolist(), found["cars and motorcycles"].tolist()
    ([True, False, False], [False, False, True])
    """
    return {
        kind.name: np.fromiter((kind.has(text) for text in texts), dtype=np.bool_, count=len(texts)) for kind in kinds
    }
