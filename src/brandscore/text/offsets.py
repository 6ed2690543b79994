"""Where in a message each character of its normalised form comes from."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Callable
from typing import NamedTuple

from brandscore.text import normalise as rules
from brandscore.text.normalise import STRETCH, normalise

__all__ = ["Place", "places"]


class Place(NamedTuple):
    """A stretch of a message, ``text[start:end]``."""

    start: int
    end: int


class _Tracked:
    """A text under change, with the place that each of its characters has in the message."""

    def __init__(self, text: str, found: list[Place]) -> None:
        self.text = text
        self.places = found

    def replace(self, pattern: re.Pattern[str], by: Callable[[re.Match[str]], str]) -> None:
        """Replace as ``pattern.sub`` does; what is put in stands for all that was replaced."""
        text: list[str] = []
        found: list[Place] = []
        last = 0
        for match in pattern.finditer(self.text):
            start, end = match.span()
            new = by(match)
            text += [self.text[last:start], new]
            found += self.places[last:start]
            found += self._shared(start, end, new)
            last = end
        self.text = "".join([*text, self.text[last:]])
        self.places = found + self.places[last:]

    def _shared(self, start: int, end: int, new: str) -> list[Place]:
        if not new or start == end:
            return []
        if len(new) == end - start:
            return self.places[start:end]
        whole = Place(self.places[start].start, self.places[end - 1].end)
        if len(new) == 2 and new[1] == STRETCH:  # a repeated letter: the first stands for itself
            return [self.places[start], Place(self.places[start].end, whole.end)]
        return [whole] * len(new)


#: What canonical forms may join or put in order: a character and the marks after it.
_CLUSTER = re.compile(r".[^\w\s!-~\ue000-\uf8ff]*", re.DOTALL)
_SPACES = re.compile(r"\s+")
_DOUBLED_E = re.compile("\u0e40\u0e40")


def _folded(cluster: str) -> str:
    form = unicodedata.normalize("NFKC", cluster.lower())
    return unicodedata.normalize("NFKC", form.lower())


def _fold(tracked: _Tracked) -> None:
    tracked.replace(rules._REMOVED, lambda match: "")
    tracked.replace(rules._MARK_RUN, rules._fewer_marks)
    tracked.replace(_CLUSTER, lambda match: _folded(match.group()))
    tracked.replace(rules._SARA_AM, lambda match: match.expand("\\1\u0e33"))
    if rules._TONE_BEFORE_VOWEL.search(tracked.text):
        tracked.replace(rules._THAI_MARKS, rules._vowels_first)
    tracked.replace(rules._DOUBLED_MARK, lambda match: match.group(1))
    tracked.replace(rules._THAI_DIGIT, lambda match: match.group().translate(rules._THAI_DIGITS))
    tracked.replace(_DOUBLED_E, lambda match: "\u0e41")
    tracked.replace(_SPACES, lambda match: " ")
    first, last = len(tracked.text) - len(tracked.text.lstrip(" ")), len(tracked.text.rstrip(" "))
    tracked.text, tracked.places = tracked.text[first:last], tracked.places[first:last]


def places(text: str, normalised: str | None = None) -> list[Place]:
    r"""Return for each character of the normalised text the stretch of the message that it stands for.

    What `normalise` left as it was, but for case and form, leads to one
    character; what it put in place of something (a link, a laugh, a run of
    letters) leads to all of that. A message in which marks are stacked beyond
    what any language writes is shared out evenly.

    Parameters
    ----------
    text
        The message as it came.
    normalised
        What `brandscore.text.normalise.normalise` returns for it, if known.

    Returns
    -------
    list of Place
        One per character of the normalised text; they never go back.

    Examples
    --------
    >>> text = "ขำ 5555 A"
    >>> [text[place.start : place.end] for place in places(text)]
    ['ข', 'ำ', ' ', '5555', ' ', 'A']
    >>> text = "ดีมากกกก"
    >>> [text[place.start : place.end] for place in places(text)]
    ['ด', 'ี', 'ม', 'า', 'ก', 'กกก']
    """
    wanted = normalise(text) if normalised is None else normalised
    tracked = _Tracked(text, [Place(k, k + 1) for k in range(len(text))])
    _fold(tracked)
    tracked.replace(rules._mask_pattern(), rules._mask)
    tracked.replace(rules._LAUGHS, lambda match: rules.LAUGH)
    tracked.replace(rules._RUN, lambda match: match.group(1) + STRETCH)
    tracked.replace(rules._STRETCHES, lambda match: STRETCH)
    if tracked.text == wanted:
        return tracked.places
    edges = [len(text) * k // len(wanted) for k in range(len(wanted) + 1)] if wanted else [0]
    return [Place(*pair) for pair in itertools.pairwise(edges)]
