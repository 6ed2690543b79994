"""Whether a name found in a message stands there as a word of its own.

Thai writes no blanks between words, so ช้าง (a beer, and the elephant) is found
inside ช้างเผือก (white elephant) as well. Latin names need no more than a look at
the two neighbouring characters; Thai names need a dictionary.

The check is local: it looks at no more than `REACH` letters on each side of the
name, so the work per name is bounded whatever the length of the message.
"""

from __future__ import annotations

import re
import unicodedata

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

__all__ = ["REACH", "SHORT", "WordCheck", "fold", "is_latin"]

#: Thai letters that are looked at on each side of a name.
REACH = 32

#: Longest Thai name, in characters, that may not touch an unknown word.
SHORT = 5

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_BLANKS = re.compile(r"\s+")
_SARA_AM = re.compile("ํ([่้๊๋]*)า")
_REPEATED_SIGN = re.compile(r"([ะัาำิีึืฺุู็่้๊๋์ๅ])\1+")
_STRETCHED = re.compile(r"(.)\1{2,}")
_LONE = re.compile("[ก-ฮ]")

#: Marks that may pile up on one letter before the rest is dropped: to put n marks in order takes n² steps.
_PILE = 30

#: Answers kept before they are forgotten all at once.
_KEPT = 100_000


def fold(text: str) -> str:
    """Return a text as names are compared: NFC, lower case, nothing invisible, single blanks.

    Three Thai habits are put right: เ typed twice for แ, ํ with า for ำ, and a
    vowel or tone sign typed more than once.

    Examples
    --------
    >>> fold("K\u200bFC  ร้าน เเละ"), fold("นํ้า"), fold("มากกกก ค่าาาา")
    ('kfc ร้าน และ', 'น้ำ', 'มากกกก ค่า')
    """
    if text.isascii():
        return _BLANKS.sub(" ", text.lower())
    if len(text) > _PILE:
        text = _unpiled(text)
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text)).casefold()
    text = unicodedata.normalize("NFC", text).replace("เเ", "แ")
    text = _REPEATED_SIGN.sub(r"\1", _SARA_AM.sub(r"\1ำ", text))
    return _BLANKS.sub(" ", text)


def _unpiled(text: str) -> str:
    """Drop the marks beyond the `_PILE`-th of a run."""
    pile = 0
    dropped: set[int] = set()
    for position, sign in enumerate(text):
        if sign < "\u0300" or not unicodedata.combining(sign):
            pile = 0
            continue
        pile += 1
        if pile > _PILE:
            dropped.add(position)
    return "".join(s for i, s in enumerate(text) if i not in dropped) if dropped else text


def is_latin(sign: str) -> bool:
    """Whether a character belongs to a word in Latin letters or digits (Greek and Cyrillic too).

    Examples
    --------
    >>> is_latin("k"), is_latin("é"), is_latin("7"), is_latin("ก"), is_latin("_"), is_latin("")
    (True, True, True, False, False, False)
    """
    return sign != "" and (sign < "\u0530" or "\u1e00" <= sign < "\u2000") and sign.isalnum()


class WordCheck:
    """Tells whether a name stands as a word of its own where it was found.

    Each end of the name is judged by its own script. Beside a Latin letter or
    digit there may be no other one. A Thai end must be a place where Thai can
    break; the name must be a piece of one of the cheapest divisions of its
    surroundings (see `brandscore.ingest.thai`), which it is not inside a
    dictionary word; and what follows may not be a single consonant. A Thai name
    of at most `SHORT` characters must also touch nothing but words, for short
    names turn up by chance inside words that no dictionary holds (ลีโอนาร์โด).

    Nothing but the message and the dictionary takes part: one brand's names
    never change what is found of another's.

    Examples
    --------
    >>> check = WordCheck()
    >>> check.stands_alone("กินkfcกัน", 3, 6), check.stands_alone("kfc2", 0, 3)
    (True, False)
    >>> check.stands_alone("ดื่มช้างกัน", 4, 8), check.stands_alone("ช้างเผือก", 0, 4)
    (True, False)
    >>> check.stands_alone("ลีโอมาก", 0, 4), check.stands_alone("ลีโอนาร์โด", 0, 4)
    (True, False)
    """

    def __init__(self) -> None:
        self._answers: dict[tuple[str, str, str, bool], bool] = {}

    def stands_alone(self, text: str, start: int, end: int, *, strict: bool = True) -> bool:
        """Whether ``text[start:end]`` stands there as a word of its own.

        Parameters
        ----------
        text
            Message, folded by `fold`.
        start, end
            Where the name stands; not empty.
        strict
            Whether a short name must touch nothing but words.
        """
        if is_latin(text[start]) and start and is_latin(text[start - 1]):
            return False
        if is_latin(text[end - 1]) and is_latin(text[end : end + 1]):
            return False
        # One letter more than is looked at tells whether a run goes on.
        key = (text[max(0, start - REACH - 1) : start], text[start:end], text[end : end + REACH + 1], strict)
        answer = self._answers.get(key)
        if answer is None:
            if len(self._answers) >= _KEPT:
                self._answers.clear()
            answer = self._answers[key] = _fits(*key)
        return answer


def _fits(before: str, name: str, after: str, strict: bool) -> bool:
    """Whether a name stands alone between what is before and after it."""
    left = _run_before(before) if is_thai(name[0]) else ""
    right = _run_after(after) if is_thai(name[-1]) else ""
    if not left and not right:
        return True
    strict = strict and len(name) <= SHORT and all(map(is_thai, name))
    # ช้างงงง: what repeats the last letter may belong to the name.
    rests = dict.fromkeys((right, right.lstrip(name[-1])))
    return any(_fits_between(left, name, rest, strict) for rest in rests)


def _fits_between(left: str, name: str, right: str, strict: bool) -> bool:
    if _LONE.fullmatch(right) or not (can_break(left + name, len(left)) and can_break(name + right, len(name))):
        return False
    right = _STRETCHED.sub(r"\1", right)
    if not _divides_around(left, name, right):
        return False
    return not strict or (ends_with_word(left) and begins_with_word(right))


def _divides_around(left: str, name: str, right: str) -> bool:
    """Whether the name is a piece of a cheapest division, and no longer word that holds it does as well."""
    whole = left + name + right
    start, end = len(left), len(left) + len(name)
    if not (word_across(whole, start) or word_across(whole, end)):
        return True
    around = price(left) + WORD + price(right)
    holders = words_around(whole, start, end)
    return around <= price(whole) and all(price(whole[:p]) + WORD + price(whole[q:]) > around for p, q in holders)


def _run_before(text: str) -> str:
    """Return the Thai letters that end a text, stretched ones shortened."""
    low = len(text)
    while low and is_thai(text[low - 1]):
        low -= 1
    if len(text) - low > REACH:
        # The run goes on: begin at a break, so that no half word is judged.
        low = next((p for p in range(1, len(text)) if can_break(text, p)), 1)
    return _STRETCHED.sub(r"\1", text[low:])


def _run_after(text: str) -> str:
    """Return the Thai letters that begin a text; a stretch at the head is kept, it may be the name's last letter."""
    high = 0
    while high < len(text) and is_thai(text[high]):
        high += 1
    if high > REACH:
        high = next((p for p in range(REACH, 0, -1) if can_break(text, p)), REACH)
    return text[:high]
