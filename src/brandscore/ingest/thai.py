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
from typing import NamedTuple

__all__ = ["WORD", "Division", "can_break", "divide", "is_thai"]

_LEADING = frozenset("เแโใไ")
_DEPENDENT = frozenset("ะัาำิีึืฺุู็่้๊๋์ํ๎ๅ")
_KARAN = "์"
_MAI_HAN_AKAT = "ั"
_LONE = re.compile("[ก-ฮ]")
_TONES = dict.fromkeys(map(ord, "็่้๊๋"))
_SILENCED = re.compile("[ก-ฮ][ิุ]?์")

#: Longest entry of the word list that is looked for; longer ones are phrases.
_LONGEST = 24

#: Price of a word. Two words are cheaper than a misspelt one, that is cheaper than
#: an unknown piece, and a consonant that is left over on its own is worst.
WORD = 2
_MISSPELT, _UNKNOWN, _MORE_UNKNOWN, _LEFT_OVER = 5, 6, 2, 12
_NEVER = 1 << 30


class Division(NamedTuple):
    """How a stretch of Thai divides.

    Parameters
    ----------
    price
        Price of the cheapest division; 0 for nothing to divide.
    begins_with_word, ends_with_word
        Whether a cheapest division begins (ends) with a word of the dictionary.
    """

    price: int
    begins_with_word: bool
    ends_with_word: bool


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


def divide(text: str) -> Division:
    """Divide a stretch of Thai letters into the cheapest pieces.

    Parameters
    ----------
    text
        Thai letters only; the work is proportional to their number.

    Examples
    --------
    >>> divide("ช้างเผือก").price, divide("กินข้าว").price
    (2, 2)
    >>> divide("มากคร้าบ").begins_with_word, divide("นาร์โด").begins_with_word
    (True, False)
    """
    if not text:
        return Division(0, True, True)
    breaks = [p for p in range(len(text)) if p == 0 or can_break(text, p)] + [len(text)]
    best, ends = _cheapest(text, breaks, unknown_first=True)
    begins, _ = _cheapest(text, breaks, unknown_first=False)
    return Division(best, begins <= best, ends <= best)


def _cheapest(text: str, breaks: list[int], *, unknown_first: bool) -> tuple[int, int]:
    """Return the price of the cheapest division, and of the cheapest that ends with a word."""
    words, bare = _dictionary()
    last = len(breaks) - 1
    best = [_NEVER] * (last + 1)
    one = [_NEVER] * (last + 1)  # ending in an unknown piece of one cluster, and of several
    more = [_NEVER] * (last + 1)
    ends_with_word = _NEVER
    best[0] = 0
    for k in range(last):
        start = breaks[k]
        price = best[k]
        if k == 0 and not unknown_first:
            one[1] = more[1] = _NEVER
        else:
            one[k + 1] = price + _UNKNOWN
            more[k + 1] = min(one[k], more[k]) + _MORE_UNKNOWN
            cluster = text[start : breaks[k + 1]]
            single = price + _LEFT_OVER if _LONE.fullmatch(cluster) else one[k + 1]
            best[k + 1] = min(best[k + 1], single, more[k + 1])
        for n in range(k + 1, last + 1):
            end = breaks[n]
            if end - start > _LONGEST:
                break
            piece = text[start:end]
            if piece in words:
                there = price + WORD
            elif piece.translate(_TONES) in bare:
                there = price + _MISSPELT
            else:
                continue
            best[n] = min(best[n], there)
            if n == last:
                ends_with_word = min(ends_with_word, there)
    return best[last], ends_with_word
