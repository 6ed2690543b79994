"""How people type: stretched letters, misspellings, typos, laughter, emoji, hashtags, addresses."""

from __future__ import annotations

import re

from brandscore.example.dice import Dice, running

__all__ = ["Dresser", "tidy"]

#: Words whose last letter people stretch, where the word ends a phrase.
_STRETCH = re.compile(
    "(?:มาก|อร่อย|เลย|จ้า|แพง|นาน|อยาก|ชอบ|รัก|แล้ว|ไหม|มั้ย|สุด|ปัง|ฟิน|จัง|กัน|ด้วย|จืด|จริง|หวาน|ง่วง|ร้อน|ไป|กิน|สวย|เว่อร์|อะ)(?= |$)"
)
#: Right spelling, then how it is also written.
_SPELLINGS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ค่ะ", ("คะ", "คร่", "ค้ะ", "ค่า")),
    ("คะ", ("ค่ะ", "ค๊ะ", "คร้า")),
    ("ครับ", ("คับ", "ครัช", "ค้าบ", "คร้าบ", "คั้บ")),
    ("ไหม", ("มั้ย", "ไม๊", "มั๊ย", "ไม")),
    ("อร่อย", ("หร่อย", "อาหร่อย", "อร้อย", "อล่อย", "อร่อน")),
    ("พนักงาน", ("พนง.", "พนักงาร", "พนังงาน")),
    ("บริการ", ("บริการณ์", "บิรการ")),
    ("สาขา", ("สาชา", "สขา")),
    ("แล้ว", ("ละ", "แระ", "แร้ว", "เเล้ว")),
    ("มาก", ("ม๊าก", "มั่ก", "มากก", "มว๊าก")),
    ("เท่าไหร่", ("เท่าไร", "เท่าไร่", "เท่ารัย", "กี่บาท")),
    ("เมื่อไหร่", ("เมื่อไร", "เมื่อรัย")),
    ("ราคา", ("ลาคา", "รคา")),
    ("โปร ", ("โปรฯ ", "promo ")),
    ("ครัวซองต์", ("ครัวซอง", "ครัวซองค์", "croissant")),
    ("อเมริกาโน่", ("อเมกาโน่", "อเมริกาโน", "americano", "เมกาโน่")),
    ("ลาเต้", ("latte", "ลาเต่", "ลาเต้")),
    ("มัทฉะ", ("มัจฉะ", "มัชชะ", "matcha")),
    ("คาปูชิโน่", ("คาปู", "คาปุชิโน่")),
    ("เอสเปรสโซ่", ("เอสเพรสโซ่", "เอสเย็น")),
    ("กาแฟ", ("กาเเฟ", "กาแฝ", "coffee")),
    ("นาที", ("น.", "mins")),
    ("ขอบคุณ", ("ขอบคุน", "ขอบใจ", "thank you")),
    ("ประทับใจ", ("ปะทับใจ", "ประทับใจจจ")),
    ("คอมเมนต์", ("คอมเม้น", "เม้น")),
    ("จริง", ("จิง", "จิ๊ง")),
    ("เดี๋ยว", ("เดว", "เด๋ว")),
    ("เป็น", ("เปน", "เป้น")),
    ("อะไร", ("ไร", "อารัย", "อะรัย")),
    ("ก็", ("ก้", "ก้อ")),
    ("ทำไม", ("ทามไม", "ไม")),
    ("ได้", ("ด้าย", "ได")),
    ("แบบ", ("เเบบ", "แบบว่า")),
    ("เพื่อน", ("เพิ่ล", "พื่อน")),
)
_LAUGHS = ("555", "5555", "55555", "555+", "5555555", "ฮ่าๆ", "ฮ่าๆๆ", "แหะๆ", "ขำ")
_EMOJI = {
    "pos": (
        "😍",
        "🥰",
        "😋",
        "☕",
        "✨",
        "💚",
        "🤎",
        "👍",
        "🫶",
        "💯",
        "😊",
        "🔥",
        "❤️",
        "🥹",
        "🙌",
        "👏",
        "<3",
        "^^",
        ":)",
    ),
    "neg": ("😤", "😡", "🙄", "😭", "💔", "👎", "😒", "🤦‍♀️", "😮‍💨", "🤬", "😩", "T T", "TT", "-_-", "🫠"),
    "want": ("😋", "🤤", "🥺", "☕", "🙋‍♀️", "👀", "💸", "🔥", "😆", "🏃‍♂️", "❤️"),
    "angry": ("😤", "😡", "🤬", "👎", "😠", "🙄", "💢", "😮‍💨"),
    "ask": ("🤔", "👀", "🙏", "🥺", "😅", "☕"),
    "neu": ("☕", "👀", "📍", "😅", "🧋", "😂", "🙂"),
    "bird": ("🦉", "😳", "👀", "🌙"),
    "promo": ("🔥", "📣", "✅", "💥", "🎉", "📍", "💰", "👉", "⚡"),
}
_EMOJI_SHARE = {"facebook": 0.26, "instagram": 0.5, "x": 0.2, "youtube": 0.16, "tiktok": 0.36}
_LAUGH_SHARE = {"pos": 0.07, "neg": 0.04, "angry": 0.01, "want": 0.08, "ask": 0.03, "neu": 0.08}
_TAG_SHARE = {"facebook": 0.05, "instagram": 0.4, "x": 0.22, "youtube": 0.02, "tiktok": 0.28}
_TAGS = (
    "#กาแฟ",
    "#คาเฟ่",
    "#รีวิวคาเฟ่",
    "#คาเฟ่ฮอปปิ้ง",
    "#cafehopping",
    "#coffeelover",
    "#ทาสกาแฟ",
    "#มนุษย์กาแฟ",
    "#อร่อยบอกต่อ",
    "#ของมันต้องมี",
    "#ขึ้นฟีดเถอะ",
    "#สายหวาน",
    "#กินอะไรดี",
)
_TAGS_BY_MOOD = {
    "pos": _TAGS,
    "want": _TAGS,
    "ask": ("#กาแฟ", "#คาเฟ่", "#ถามได้", "#กินอะไรดี"),
    "neu": ("#กาแฟ", "#คาเฟ่", "#มนุษย์กาแฟ", "#ทาสกาแฟ", "#cafehopping"),
    "neg": ("#กาแฟ", "#รีวิวตามจริง", "#เตือนภัย", "#มนุษย์กาแฟ"),
    "angry": ("#แบน", "#คุ้มครองผู้บริโภค", "#เตือนภัย", "#คืนเงิน"),
    "promo": _TAGS,
    "bird": ("#นก", "#ดูนก", "#ธรรมชาติ"),
}
#: People seldom put tags into comments under a post.
_TAGS_IN_COMMENTS = 0.12
_HOW_MANY = running((60, 25, 15))
_SPACES = re.compile("  +")
#: Vowels written before their consonant, and vowels and tones written above and below it;
#: the empty string (an end of the text) is none of them.
_LEADING = tuple("เแโใไ")
_MARKS = tuple("ัิีึืฺุู็่้๊๋์ํ๎")


def tidy(text: str) -> str:
    """Return the text with single spaces and none at the ends of lines."""
    return _SPACES.sub(" ", text).replace(" \n", "\n").replace("\n ", "\n").strip()


class Dresser:
    """Turns composed sentences into typed messages.

    Parameters
    ----------
    dice
        Its stream of chance.
    """

    __slots__ = ("_dice",)

    def __init__(self, dice: Dice) -> None:
        self._dice = dice

    def address(self) -> str:
        """Return a web address that leads nowhere (``.example`` is reserved)."""
        u = self._dice
        letters = "abcdefghjkmnpqrstuvwxyz23456789"
        host = u.pick(("khao", "kafae", "lod", "cafelist", "t2", "rubngan", "pantaew"))
        path = "".join(u.pick(letters) for _ in range(u.between(5, 8)))
        return f"https://{host}.example/{path}"

    def worn(self, text: str) -> str:
        """Return the text with what fingers do to it: stretched letters, misspellings, typos."""
        u = self._dice
        if u.chance(0.16):
            text = self._stretched(text)
        if u.chance(0.13):
            text = self._misspelt(text)
        if u.chance(0.03):
            text = text.replace("แ", "เเ")
        if u.chance(0.02) and len(text) > 12:
            at = u.between(4, len(text) - 4)
            kept = text[at + 1] + text[at] if u.chance(0.5) else ""
            text = text[:at] + kept + text[at + (2 if kept else 1) :]
        if u.chance(0.004) and len(text) > 12:
            at = u.between(4, len(text) - 4)
            text = text[:at] + "\u200b" + text[at:]  # pasted from somewhere
        return text

    def dressed(self, text: str, mood: str, platform: str, own_tag: str, *, comment: bool) -> str:
        """Return the text with laughter, emoji, hashtags and addresses, as the platform has them.

        Parameters
        ----------
        text
            The message.
        mood
            ``pos``, ``neg``, ``angry``, ``want``, ``ask``, ``neu``, ``promo``, ``bird`` or empty.
        platform
            Where it is posted.
        own_tag
            The brand's hashtag, which may be among the tags; empty = none.
        comment
            Whether it stands under a brand's post.
        """
        u = self._dice
        if u.chance(_LAUGH_SHARE.get(mood, 0.0)):
            text += ("" if u.chance(0.3) else " ") + u.pick(_LAUGHS)
        if mood in _EMOJI and u.chance(_EMOJI_SHARE[platform]):
            text += self._emoji(mood)
        if mood and u.chance(_TAG_SHARE[platform] * (_TAGS_IN_COMMENTS if comment else 1.0)):
            for _ in range(1 + u.index(_HOW_MANY)):
                tag = own_tag if own_tag and u.chance(0.35) else u.pick(_TAGS_BY_MOOD[mood])
                if tag == "#แบน":
                    tag += own_tag[1:] if own_tag else "แบรนด์นี้"
                if tag not in text:
                    text += " " + tag
        if u.chance(0.03 if platform == "x" else 0.008):
            text += " " + self.address()
        if platform == "facebook" and len(text) > 60 and u.chance(0.12):
            text = text.replace(" ", "\n", 1)
        return text

    def varied(self, text: str) -> str:
        """Return a near double: the same message, a little different."""
        u = self._dice
        return u.pick(
            (
                text + " " + u.pick(_LAUGHS),
                text + u.pick(_EMOJI["neu"]),
                text + "..",
                text.replace(" ", "  ", 1),
                text + " #" + u.pick(_TAGS)[1:],
                text.replace("ค่ะ", "คะ").replace("ครับ", "คับ") + " ",
            )
        ).strip()

    def _stretched(self, text: str) -> str:
        found = list(_STRETCH.finditer(text))
        if not found:
            return text
        end = self._dice.pick(found).end()
        return text[:end] + text[end - 1] * self._dice.between(1, 5) + text[end:]

    def _misspelt(self, text: str) -> str:
        start = self._dice.below(len(_SPELLINGS))
        for offset in range(len(_SPELLINGS)):
            right, wrong = _SPELLINGS[(start + offset) % len(_SPELLINGS)]
            at = text.find(right)
            after = at + len(right)
            # Not inside a syllable: ไหม is no part of ไหม้, nor ก็ of เก็บ.
            if at >= 0 and text[after : after + 1] not in _MARKS and text[:at][-1:] not in _LEADING:
                return text[:at] + self._dice.pick(wrong) + text[after:]
        return text

    def _emoji(self, mood: str) -> str:
        u = self._dice
        first = u.pick(_EMOJI[mood])
        space = " " if first.isascii() or u.chance(0.4) else ""
        times = 1 + u.index(_HOW_MANY)
        if u.chance(0.6):
            return space + first * (1 if first.isascii() else times)
        return space + first + "".join(u.pick(_EMOJI[mood]) for _ in range(times - 1))
