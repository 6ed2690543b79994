"""Where Thai can break, and how well a stretch of Thai letters divides into words.

The words are pythainlp's list. The division is a cheapest path over it, like
the maximal matching of pythainlp's ``newmm``, with two differences that names
need: it gives a price, so that two readings of the same letters can be
compared, and it depends on nothing but the dictionary, so that one brand's
names never change how another's are read.
"""

from __future__ import annotations

import re
from functools import cache

__all__ = ["WORD", "begins_with_word", "can_break", "ends_with_word", "is_thai", "price", "word_across", "words_around"]

_LEADING = frozenset("เแโใไ")
_DEPENDENT = frozenset("ะัาำิีึืฺุู็่้๊๋์ํ๎ๅ")
_KARAN = "์"
_MAI_HAN_AKAT = "ั"
_CONSONANTS = frozenset(map(chr, range(ord("ก"), ord("ฮ") + 1)))
_TONES = dict.fromkeys(map(ord, "็่้๊๋"))
_SILENCED = re.compile("[ก-ฮ][ิุ]?์")

#: Longest entry of the word list that is looked for; longer ones are phrases.
_LONGEST = 24

#: Price of a word. Two words are cheaper than a misspelt one, that is cheaper than
#: an unknown piece, and a consonant that is left over on its own is worst.
WORD = 2
_MISSPELT, _UNKNOWN, _MORE_UNKNOWN, _LEFT_OVER = 5, 6, 2, 12
_NEVER = 1 << 30


def is_thai(sign: str) -> bool:
    """Whether a character is a Thai letter, vowel or tone mark (digits and ๆ ฯ are not).

    Examples
    --------
    >>> is_thai("ก"), is_thai("้"), is_thai("ๆ"), is_thai("k"), is_thai("")
    (True, True, False, False, False)
    """
    return len(sign) == 1 and ("ก" <= sign <= "ฺ" or "เ" <= sign <= "๎") and sign not in "ฯๆ"


def can_break(text: str, at: int) -> bool:
    """Whether a word may end before ``text[at]`` and another begin there.

    No vowel sign, tone mark or silenced letter begins a word, and no vowel
    that is written before its consonant ends one.

    Examples
    --------
    >>> [n for n in range(8) if can_break("ไปจันทร์", n)]
    [0, 2, 5]
    """
    if at >= len(text):
        return True
    here, beyond = text[at], text[at + 1 : at + 3]
    if here in _DEPENDENT:
        return False
    if at and (text[at - 1] in _LEADING or text[at - 1] == _MAI_HAN_AKAT):
        return False
    return not (beyond[:1] == _KARAN or (beyond[1:] == _KARAN and beyond[0] in "ิุ"))


@cache
def _dictionary() -> tuple[frozenset[str], frozenset[str]]:
    """Return the words; and the same bare of tone marks and of the karan with or without its letter.

    So are words often typed: เปน for เป็น, เบีย and เบียร for เบียร์.
    """
    from pythainlp.corpus import thai_words

    words = frozenset(w for w in thai_words() if len(w) <= _LONGEST and all(map(is_thai, w)))
    silenced = [w for w in words if _KARAN in w]
    spellings = [*words, *(w.replace(_KARAN, "") for w in silenced), *(_SILENCED.sub("", w) for w in silenced)]
    return words, frozenset(w for w in (s.translate(_TONES) for s in spellings) if len(w) > 1)


def price(text: str) -> int:
    """Return the price of the cheapest division of a stretch of Thai letters; 0 for nothing to divide.

    Examples
    --------
    >>> price("กินข้าว"), price("ช้างเผือก"), price("ช้าง") + price("เผือก")
    (2, 2, 4)
    """
    return _cheapest(text, unknown_first=True)[0]


def begins_with_word(text: str) -> bool:
    """Whether a cheapest division begins with a word of the dictionary; so does nothing.

    Examples
    --------
    >>> begins_with_word("มากคร้าบ"), begins_with_word("นาร์โด")
    (True, False)
    """
    return _cheapest(text, unknown_first=False)[0] <= price(text)


def ends_with_word(text: str) -> bool:
    """Whether a cheapest division ends with a word of the dictionary; so does nothing.

    Examples
    --------
    >>> ends_with_word("กินเบีย"), ends_with_word("อ็อกซ์")
    (True, False)
    """
    best, ending = _cheapest(text, unknown_first=True)
    return ending <= best


def word_across(text: str, at: int) -> bool:
    """Whether some word of the dictionary reaches across ``at``.

    Examples
    --------
    >>> word_across("ช้างเผือก", 4), word_across("ช้างกิน", 4)
    (True, False)
    """
    words, _ = _dictionary()
    starts = [p for p in range(max(0, at - _LONGEST + 1), at) if p == 0 or can_break(text, p)]
    ends = [p for p in range(at + 1, min(len(text), at + _LONGEST) + 1) if can_break(text, p)]
    return any(text[start:end] in words for start in starts for end in ends)


def words_around(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return where words of the dictionary hold ``text[start:end]`` and more.

    Examples
    --------
    >>> words_around("ช้างเผือก", 0, 4), words_around("ช้างกิน", 0, 4)
    ([(0, 9)], [])
    """
    words, _ = _dictionary()
    starts = [p for p in range(max(0, end - _LONGEST), start + 1) if p == 0 or can_break(text, p)]
    ends = [q for q in range(end, min(len(text), start + _LONGEST) + 1) if can_break(text, q)]
    return [(p, q) for p in starts for q in ends if (p, q) != (start, end) and text[p:q] in words]


def _cheapest(text: str, *, unknown_first: bool) -> tuple[int, int]:
    """Return the price of the cheapest division, and of the cheapest that ends with a word."""
    if not text:
        return 0, 0
    words, bare = _dictionary()
    breaks = [p for p in range(len(text)) if p == 0 or can_break(text, p)] + [len(text)]
    last = len(breaks) - 1
    best = [_NEVER] * (last + 1)
    one, more = _NEVER, _NEVER  # ending here in an unknown piece of one cluster, and of several
    ending = _NEVER
    best[0] = 0
    for k in range(last):
        start, here = breaks[k], best[k]
        if k or unknown_first:
            one, more = here + _UNKNOWN, min(one, more) + _MORE_UNKNOWN
            lone = breaks[k + 1] - start == 1 and text[start] in _CONSONANTS
            best[k + 1] = min(best[k + 1], more, here + _LEFT_OVER if lone else one)
        for n in range(k + 1, last + 1):
            piece = text[start : breaks[n]]
            if piece in words:
                there = here + WORD
            elif piece.translate(_TONES) in bare:
                there = here + _MISSPELT
            elif len(piece) > _LONGEST:
                break
            else:
                continue
            best[n] = min(best[n], there)
            if n == last:
                ending = min(ending, there)
    return best[last], ending
