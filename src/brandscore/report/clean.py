"""Text from the data as a page or a terminal may show it: one line, no tricks, no names.

Message text is hostile input. Escaping is the writer's work (Jinja2, Vega,
rich); here goes what escaping leaves alive: control characters, marks that
turn the writing direction, endless texts, towers of combining marks, handles.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from brandscore.report.figures import is_missing

__all__ = ["marked", "message", "shown"]

#: Joiners that emoji and Thai line breaking need; other format characters go.
_KEPT_FORMAT = "\u200b\u200c\u200d"
#: Marks allowed on one letter; a Thai letter has two, three with a slip of the finger.
_MARKS = 4
#: No more than this is looked at, however long the text.
_WINDOW = 2_000

_EMAIL = re.compile(r"[\w.+\-]{1,64}[@＠][\w\-]+(?:\.[\w\-]+)+")
# A handle in Latin letters ends where they end, since Thai follows without a
# space; any other handle is taken to run to the next space.
_HANDLE = re.compile(r"[@＠](?:[A-Za-z0-9_.\u200b-\u200d]+|[^\s@＠,;:!?()\[\]{}<>\"'“”]+)")
_PHONE = re.compile(r"(?<![\d\w])(?:\+?66|0)(?:[\s.\-]?\d){8,9}(?!\d)")


def _is_mark(char: str) -> bool:
    return unicodedata.category(char) in ("Mn", "Me")


def _flat(text: str) -> str:
    kept: list[str] = []
    marks = 0
    for char in text:
        category = unicodedata.category(char)
        if char.isspace() or category in ("Zl", "Zp"):
            kept.append(" ")
            marks = 0
        elif category in ("Mn", "Me"):
            marks += 1
            if marks <= _MARKS:
                kept.append(char)
        elif char in _KEPT_FORMAT:
            # Invisible: it must not let a tower of marks start anew.
            kept.append(char)
        elif category not in ("Cc", "Cf", "Cs", "Co", "Cn"):
            kept.append(char)
            marks = 0
    return " ".join("".join(kept).split())


def _cut(text: str, limit: int, *, more: bool) -> str:
    if len(text) <= limit and not more:
        return text
    end = min(limit - 1, len(text))
    # Never between a letter and its marks, nor inside a joined emoji.
    while 0 < end < len(text) and (_is_mark(text[end]) or text[end] == "\u200d" or text[end - 1] == "\u200d"):
        end -= 1
    return text[:end].rstrip() + "…"


def shown(text: Any, limit: int = 120) -> str:
    r"""Return text fit to be shown in one line; it still needs escaping.

    Parameters
    ----------
    text
        Anything; null gives the empty text.
    limit
        Longest text returned, in characters.

    Examples
    --------
    >>> shown("กาแฟ\x00\n\u202eดี"), shown(None), shown("a" * 9, limit=5)
    ('กาแฟ ดี', '', 'aaaa…')
    """
    if is_missing(text):
        return ""
    raw = str(text)
    return _cut(_flat(raw[:_WINDOW]), limit, more=len(raw) > _WINDOW)


def message(text: Any, limit: int = 280) -> str:
    """Return a message as an example of it may be shown: names masked, cut; it still needs escaping.

    Handles become ``@…``, mail addresses ``…@…`` and telephone numbers ``0…``.

    Examples
    --------
    >>> message("ถาม @Som_chai99ด้วย โทร 081-234-5678")
    'ถาม @…ด้วย โทร 0…'
    """
    if is_missing(text):
        return ""
    raw = str(text)
    flat = _flat(raw[:_WINDOW])
    masked = _PHONE.sub("0…", _HANDLE.sub("@…", _EMAIL.sub("…@…", flat)))
    return _cut(masked, limit, more=len(raw) > _WINDOW)


def _is_bound(text: str, place: int) -> bool:
    """Whether the character at a place belongs to the one before it."""
    return _is_mark(text[place]) or "\u200d" in text[max(place - 1, 0) : place + 1] or text[place] == "\u0e33"


def marked(text: str, stretches: Iterable[str]) -> list[tuple[str, bool]]:
    """Return a shown message in parts, each with whether it is one of some stretches of the message.

    Examples
    --------
    >>> marked("กาแฟอร่อยมาก คนเยอะ", ["อร่อยมาก", "ที่นั่ง"])
    [('กาแฟ', False), ('อร่อยมาก', True), (' คนเยอะ', False)]
    """
    inside = [False] * len(text)
    for stretch in filter(None, map(_flat, stretches)):
        start = text.find(stretch)
        while start >= 0:
            end = start + len(stretch)
            # Neither end parts a letter from its marks, nor a joined emoji.
            if not any(k < len(text) and _is_bound(text, k) for k in (start, end)):
                inside[start:end] = [True] * len(stretch)
            start = text.find(stretch, end)
    parts = itertools.groupby(zip(text, inside, strict=True), key=lambda pair: pair[1])
    return [("".join(char for char, _ in part), strong) for strong, part in parts]
