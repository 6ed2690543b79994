"""One spelling for many: what the classifiers read, and when two messages are the same.

Everything here is total (any Python string, lone surrogates and NUL included)
and takes time linear in the length of the message.
"""

from __future__ import annotations

import functools
import re
import unicodedata

from brandscore.text.lexicon import laughter

__all__ = [
    "LAUGH",
    "MASKS",
    "MENTION",
    "NORMALISER_VERSION",
    "NUMBER",
    "PHONE",
    "STRETCH",
    "URL",
    "duplicate_key",
    "normalise",
]

#: Raised whenever `normalise` gives another result for some text: models are bound to it.
NORMALISER_VERSION = 1

# Masks are private-use characters: no text uses them, and they are one character wide.
URL = "\ue000"
MENTION = "\ue001"
LAUGH = "\ue002"
NUMBER = "\ue003"
STRETCH = "\ue004"
PHONE = "\ue005"
MASKS = URL + MENTION + LAUGH + NUMBER + STRETCH + PHONE

#: Combining marks kept on one letter; more is ornament, and makes canonical ordering quadratic.
_MARKS_KEPT = 8

# Control characters, lone surrogates, zero-width and direction marks, variation
# selectors, emoji tags and skin tones.
_REMOVED = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ud800-\udfff\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U0001f3fb-\U0001f3ff\U000e0000-\U000e0fff]+"
)
_MARK_RUN = re.compile(rf"[^\w\s]{{{_MARKS_KEPT + 1},}}")

# Three characters or more that are neither letters, white space nor ASCII: emoji, or stacked marks.
_STACKED = re.compile(r"[^\w\s!-~]{3,}")
_THAI_DIGITS = {0x0E50 + i: str(i) for i in range(10)}
_THAI_DIGIT = re.compile("[\u0e50-\u0e59]")
# NIKHAHIT and SARA AA, with or without a tone mark between, are SARA AM.
_SARA_AM = re.compile("\u0e4d([\u0e48-\u0e4b]*)\u0e32")
_TONE_BEFORE_VOWEL = re.compile("[\u0e48-\u0e4b][\u0e31\u0e34-\u0e39\u0e47]")
_THAI_MARKS = re.compile("[\u0e31\u0e34-\u0e39\u0e47-\u0e4b]{2,}")
_DOUBLED_MARK = re.compile("([\u0e31\u0e34-\u0e3a\u0e47-\u0e4e])\\1+")

# A mask counts as part of a word at every boundary below. Otherwise what was
# no match at first could become one when its neighbour has been masked.
_EDGE = f"a-z0-9_{MASKS}"
_TOP_LEVEL = "com|net|org|info|biz|co|th|me|ly|gl|gg|io|app|tv|asia|shop|store|page|link|site|online|club|be|cc"
_LINK = (
    r"(?:https?|ftp)://[!-~]+"
    rf"|(?<![{_EDGE}.])www\.[!-~]+"
    rf"|(?<![{_EDGE}.@-])(?:[a-z0-9-]++\.)+(?:{_TOP_LEVEL})(?![{_EDGE}-])(?:[/?:][!-~]*)?"
)
_PHONE = r"(?:\+66[ -]?|0)[1-9](?:[ -]?[0-9]){7,8}(?![0-9])"
_AT = (
    rf"(?<![{_EDGE}.%+-])[a-z0-9._%+-]++@(?:[a-z0-9-]++\.)+[a-z]{{2,}}+(?![{_EDGE}])"
    rf"|(?<![{_EDGE}.%+-])@[a-z0-9_](?:[a-z0-9_.]*[a-z0-9_])?"
)


def _laughter_regex() -> str:
    """Return the pattern of the lexicon's laughter: syllables said twice or more, words, 555."""
    syllables: dict[bool, list[str]] = {True: [], False: []}
    words: dict[bool, list[str]] = {True: [], False: []}
    for term, kind in laughter():
        if kind == "syllable":
            syllables[term.isascii()].append(f"{re.escape(term)}{re.escape(term[-1])}*+")
        elif kind == "word":
            words[term.isascii()].append(f"{re.escape(term)}{re.escape(term[-1])}*+")
    thai, latin = "|".join(syllables[False]), "|".join(syllables[True])
    return (
        r"5{3,}+\+*+(?![.,:]?[0-9])|55\++(?![.,:]?[0-9])"
        rf"|(?:{thai}){{2,}}+ๆ*+|(?:{thai})ๆ++|(?:{'|'.join(words[False])})"
        rf"|(?<![{_EDGE}])(?:(?:{latin}){{2,}}+h*+|{'|'.join(words[True])})(?![{_EDGE}])"
    )


@functools.cache
def _laugh_pattern() -> re.Pattern[str]:
    return re.compile(_laughter_regex())


@functools.cache
def _mask_pattern() -> re.Pattern[str]:
    return re.compile(
        f"(?P<at>{_AT})|(?P<link>{_LINK})|(?P<phone>{_PHONE})|(?P<laugh>{_laughter_regex()})"
        r"|(?P<number>[0-9]++(?:[.,:][0-9]++)*+)"
    )


_MASK_OF = {"at": MENTION, "link": URL, "phone": PHONE, "laugh": LAUGH, "number": NUMBER}
_LAUGHS = re.compile(f"{LAUGH}(?: ?{LAUGH})+")
_RUN = re.compile(rf"([^{MASKS}])\1{{2,}}{STRETCH}*")
_STRETCHES = re.compile(f"{STRETCH}{{2,}}")
_LINKS = re.compile(_LINK)
_LETTER_RUN = re.compile(r"([^0-9])\1+")


def _fewer_marks(match: re.Match[str]) -> str:
    kept: list[str] = []
    marks = 0
    for char in match.group():
        marks = marks + 1 if unicodedata.combining(char) else 0
        if marks <= _MARKS_KEPT:
            kept.append(char)
    return "".join(kept)


def _vowels_first(match: re.Match[str]) -> str:
    marks = match.group()
    return "".join(sorted(marks, key=lambda mark: "\u0e48" <= mark <= "\u0e4b"))


def _strip_marks(text: str) -> str:
    return "".join(char for char in text if not unicodedata.combining(char))


def _fold_once(text: str) -> str:
    text = _MARK_RUN.sub(_fewer_marks, _REMOVED.sub("", text))
    text = unicodedata.normalize("NFKC", text.lower())
    lower = text.lower()
    if lower != text:  # compatibility forms of capitals, such as 𝐁𝐑𝐀𝐍𝐃
        text = unicodedata.normalize("NFKC", lower)
    text = _SARA_AM.sub("\\1\u0e33", text)
    if _TONE_BEFORE_VOWEL.search(text):
        text = _THAI_MARKS.sub(_vowels_first, text)
    text = _DOUBLED_MARK.sub(r"\1", text)
    if _THAI_DIGIT.search(text):
        text = text.translate(_THAI_DIGITS)
    return " ".join(text.replace("\u0e40\u0e40", "\u0e41").split())


def _fold(text: str) -> str:
    """Return the text in one encoding of the same letters: case, width, order of marks, spaces."""
    folded = _fold_once(text)
    if _STACKED.search(text):
        # One pass settles letters with one or two marks. Where more are
        # stacked, putting one rule right may call for another.
        for _ in range(3):
            previous, folded = folded, _fold_once(folded)
            if folded == previous:
                return folded
        folded = _fold_once(_strip_marks(folded))
    return folded


def _mask(match: re.Match[str]) -> str:
    return _MASK_OF[match.lastgroup or ""]


def normalise(text: str) -> str:
    r"""Return the text as the classifiers read it.

    Letters are folded to one form (NFKC, lower case, Thai marks in order,
    เ+เ to แ, Thai digits to Arabic); zero-width marks, variation selectors and
    skin tones are dropped; links, @mentions and e-mail addresses, phone
    numbers, laughter (555, ฮ่าๆ) and numbers become one private-use character
    each; a character written three times or more stands once, followed by a
    mark; white space becomes single spaces. Hashtags keep their words, emoji
    stay.

    Parameters
    ----------
    text
        Any string.

    Returns
    -------
    str
        The normalised text; ``normalise`` leaves it as it is.

    Examples
    --------
    >>> normalise("  อร่อยยยยย  MAKRO") == "อร่อย" + STRETCH + " makro"
    True
    >>> normalise("ดู https://a.co/x 5555") == f"ดู {URL} {LAUGH}"
    True
    """
    text = _mask_pattern().sub(_mask, _fold(text))
    text = _LAUGHS.sub(LAUGH, text)
    return _STRETCHES.sub(STRETCH, _RUN.sub(rf"\1{STRETCH}", text))


def duplicate_key(text: str) -> str:
    """Return what two messages share when one repeats the other.

    Texts that differ only in case, spacing, repeated letters, the length of a
    laugh, zero-width marks or links have the same key. Numbers count: 100 and
    1000 baht are two messages.

    Parameters
    ----------
    text
        Any string.

    Returns
    -------
    str
        The key; empty for a text without any visible character.

    Examples
    --------
    >>> duplicate_key("สวย มากกก https://a.co/1") == duplicate_key("สวยมาก")
    True
    >>> duplicate_key("ลด 100") == duplicate_key("ลด 1000")
    False
    """
    folded = _fold(text)
    bare = _LINKS.sub(" ", folded)
    key = _laugh_pattern().sub(LAUGH, bare)
    key = unicodedata.normalize("NFC", "".join(key.split()).upper().casefold())
    key = _LETTER_RUN.sub(r"\1", key)
    return key or (URL if folded else "")
