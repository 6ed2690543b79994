"""Which brands a message is about, where the data does not say: found by the brands' names.

The rules, with what they get right and wrong on real messages, are in
docs/attribution.md.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from brandscore.errors import DataError
from brandscore.ingest.thai import is_thai
from brandscore.ingest.words import WordCheck, fold, is_latin

if TYPE_CHECKING:
    from ibis.expr.types import Table as Expr

    from brandscore.engine.session import Session
    from brandscore.ingest.brands import Brand
    from brandscore.ledger import Ledger

__all__ = ["Attributor", "attribute"]

#: Letters of each term that the first search looks for; the rest is compared where they are found.
_PREFIX = 8

#: A handle begins at an @ that is not inside an e-mail address.
_HANDLE = re.compile(r"(?<![a-z0-9._])@[a-z0-9_](?:[a-z0-9_.]*[a-z0-9_])?")

#: Levels of a thread that are followed from a reply to its parent.
_DEPTH = 100


@dataclass(slots=True)
class _Roles:
    """For which brands a term is a name, an exact hashtag, a word that excludes and a word that must stand beside."""

    names: list[int] = field(default_factory=list)
    exclude: list[int] = field(default_factory=list)
    context: list[int] = field(default_factory=list)


class _Match(NamedTuple):
    """Where a name stands in a message."""

    start: int
    end: int
    term: str


class Attributor:
    """Finds the brands that a message names.

    Parameters
    ----------
    brands
        The brands. The name of each counts as an alias. Of two terms that are
        the same when folded (see `brandscore.ingest.words.fold`) one is enough.

    Examples
    --------
    >>> from brandscore.ingest.brands import Brand
    >>> beer = Brand("Chang", "beer", aliases=("ช้าง",), exclude=("สวนสัตว์",))
    >>> grill = Brand("MK Gold", "food"), Brand("MK", "food", aliases=("เอ็มเค",))
    >>> attributor = Attributor([beer, *grill])
    >>> attributor.find("กินเอ็มเคแล้วต่อด้วยช้างเย็นๆ"), attributor.find("MK GOLD สยาม")
    (('MK', 'Chang'), ('MK Gold',))
    >>> attributor.find("ช้างเผือกอยู่ในป่า"), attributor.find("ไปดูช้างที่สวนสัตว์")
    ((), ())
    """

    def __init__(self, brands: Sequence[Brand]) -> None:
        self._brands = tuple(brand.name for brand in brands)
        self._needs_context: set[int] = set()
        self._terms: defaultdict[str, _Roles] = defaultdict(_Roles)
        for index, brand in enumerate(brands):
            for alias in _folded((brand.name, *brand.aliases)):
                hashtag = alias if alias.startswith("#") else "#" + alias
                for term in {alias, hashtag.replace(" ", "")}:
                    self._terms[term].names.append(index)
            for word in _folded(brand.exclude):
                self._terms[word].exclude.append(index)
            for word in _folded(brand.context):
                self._terms[word].context.append(index)
                self._needs_context.add(index)
        self._lengths: dict[str, tuple[int, ...]] = {}
        for first in {term[0] for term in self._terms}:
            lengths = {len(term) for term in self._terms if term[0] == first}
            self._lengths[first] = tuple(sorted(lengths, reverse=True))
        self._search = re.compile(f"(?={_any_of(term[:_PREFIX] for term in self._terms)})") if self._terms else None
        self._check = WordCheck()

    def find(self, text: str) -> tuple[str, ...]:
        """Return the brands that a message names, in the order in which they first appear.

        Any text is fine; the work grows with its length, not faster.
        """
        message = fold(text)
        matches: list[_Match] = []
        excluded: set[int] = set()
        in_context: set[int] = set()
        for match in self._candidates(message):
            roles = self._terms[match.term]
            if roles.names and self._counts(message, match, strict=True):
                matches.append(match)
            waiting = not excluded.issuperset(roles.exclude) or not in_context.issuperset(roles.context)
            if waiting and self._counts(message, match, strict=False):
                excluded.update(roles.exclude)
                in_context.update(roles.context)
        first: dict[int, int] = {}
        for match in _outermost(matches):
            hashtag = match.term.startswith("#")
            for index in self._terms[match.term].names:
                if hashtag or (index not in excluded and (index not in self._needs_context or index in in_context)):
                    first.setdefault(index, match.start)
        if not first:
            return ()
        # A brand that an exact hashtag names is named by its other aliases too, wherever they stand.
        ordered = sorted(first, key=lambda index: (first[index], index))
        return tuple(dict.fromkeys(self._brands[index] for index in ordered))

    def _candidates(self, message: str) -> Iterator[_Match]:
        """Yield every place where a term is spelt, from left to right, the longest first."""
        if self._search is None:
            return
        handles = _HANDLE.finditer(message)
        handle = next(handles, None)
        for found in self._search.finditer(message):
            start = found.start()
            while handle is not None and handle.end() <= start:
                handle = next(handles, None)
            for length in self._lengths[message[start]]:
                term = message[start : start + length]
                if term not in self._terms:
                    continue
                end = start + len(term)
                if handle is not None and handle.start() < end and not _is_handle(handle, start, end):
                    continue
                yield _Match(start, end, term)

    def _counts(self, message: str, match: _Match, *, strict: bool) -> bool:
        if match.term.startswith("#"):
            return not _continues_hashtag(message[match.end : match.end + 1])
        return self._check.stands_alone(message, match.start, match.end, strict=strict)


def _folded(terms: Iterable[str]) -> list[str]:
    """Return terms as they are compared, each once, those that hold nothing left out."""
    folded = (fold(term).strip() for term in terms)
    return list(dict.fromkeys(term for term in folded if term.strip("# ")))


def _any_of(words: Iterable[str]) -> str:
    """Return a pattern for the words that looks at each letter of a text once per letter of a word."""
    tree: dict[str, dict[str, dict[str, object]]] = {}
    shortest = sorted(set(words), key=len)
    kept: set[str] = set()
    for word in shortest:
        if not any(word[:n] in kept for n in range(1, len(word))):
            kept.add(word)
    del tree
    return _branch(sorted(kept))


def _branch(words: list[str]) -> str:
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for word in words:
        if not word:
            return ""
        groups[word[0]].append(word[1:])
    return "(?:" + "|".join(re.escape(first) + _branch(rest) for first, rest in groups.items()) + ")"


def _is_handle(handle: re.Match[str], start: int, end: int) -> bool:
    """Whether a match is the whole handle, with or without its @."""
    return end == handle.end() and start in (handle.start(), handle.start() + 1)


def _continues_hashtag(sign: str) -> bool:
    if not sign:
        return False
    return is_thai(sign) or is_latin(sign) or sign in "_ๆฯ" or sign.isalnum() or unicodedata.category(sign)[0] == "M"


def _outermost(matches: list[_Match]) -> Iterator[_Match]:
    """Yield the matches that lie within no longer one, from left to right."""
    reach = -1
    holder = (-1, -1)
    for match in sorted(matches, key=lambda m: (m.start, -m.end)):
        if match.end > reach:
            reach, holder = match.end, (match.start, match.end)
            yield match
        elif (match.start, match.end) == holder:
            yield match
