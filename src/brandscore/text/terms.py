"""Terms of lexicons found in normalised texts, many texts at once, compiled.

The terms of all lexicons stand in one tree of characters, walked from every
place of a text. In each lexicon the longest term counts, from left to right,
and what it covers is used up for that lexicon. Terms in Latin letters are found
at word edges only; Thai writes no spaces between words.

A term of a group that negators turn (`TURNED`) counts as negated if a negator
ends right before it, or with one space, or one word of degree, between.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from brandscore.jit import compiled, inlined
from brandscore.text.codes import Codes
from brandscore.text.lexicon import Lexicon, LexiconError, Term, lexicon, lexicon_names

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["DEGREE", "NEGATOR", "TURNED", "Match", "Terms", "shipped_terms"]

#: Groups, as lexicon.group, whose terms a negator turns into their contrary.
TURNED = frozenset({"sentiment.pos", "sentiment.neg", "slang.slang_pos", "slang.slang_neg"})
#: The group of negators, and the groups that may stand between one and what it turns.
NEGATOR = "modifiers.negator"
DEGREE = frozenset({"modifiers.intensifier", "modifiers.diminisher"})
#: What the name of a count of negated terms ends with.
NEGATED = ".negated"

_SPACE = 0x20
_PLAIN, _NEGATES, _GRADES = range(3)
_SPREAD = np.uint64(0x9E3779B97F4A7C15)

# An edge: node (20 bits), letter (10), next node (20), whether a term ends there (1).
# Or a short cut over the first three letters: a 1 (1 bit) and they (30) instead of node and letter.
_LETTER_BITS, _NODE_BITS = 10, 20
_SHORT_CUT = np.uint64(1 << (_LETTER_BITS + _NODE_BITS))
_KEY_AT = np.uint64(_NODE_BITS + 1)
_LETTER_AT = np.uint64(_LETTER_BITS)
_NODE_AT, _NODE_MASK = np.uint64(1), np.uint64((1 << _NODE_BITS) - 1)
_TERMINAL = np.uint64(1)
# The beginnings of terms are hashed to so many bits: few enough for the fastest cache.
_START_BITS = 16
_WORD, _BIT = np.uint64(6), np.uint64(63)
_START_SHIFT = np.uint64(64 - _START_BITS)
# The facts of a term: at which ends it must stand at a word's edge (2 bits), its role (2), its lexicon (8),
# its column (16), and the column that counts it where it is negated, plus 1 (16).
_BEGINS_WORD, _ENDS_WORD = 1, 2
_ROLE_AT, _LEXICON_AT, _COLUMN_AT, _NEGATED_AT = 2, 4, 12, 28
#: Code points from here on stand in no term.
_LIMIT = 0x20000


@dataclass(frozen=True, slots=True)
class Match:
    """A term found in a text.

    Parameters
    ----------
    start, end
        It is ``text[start:end]`` of the normalised text.
    lexicon
        Name of the lexicon.
    term
        The entry.
    negated
        Whether a negator turns it.
    """

    start: int
    end: int
    lexicon: str
    term: Term
    negated: bool


class _Tree(NamedTuple):
    """What the compiled code walks."""

    letters: NDArray[np.uint16]  # number of each code point that stands in a term, 0 for others
    starts: NDArray[np.uint64]  # a bit for each hash of the first letters of a term
    roots: NDArray[np.uint64]  # by letter: the edge that a term's first letter is
    edges: NDArray[np.uint64]  # hash table of node, letter, next node; 0 where free
    first: NDArray[np.int32]  # of a node; its terms end where the next node's begin
    facts: NDArray[np.int64]  # of each term, in the order of the nodes


@inlined
def _is_word(code: Any) -> Any:
    return (0x61 <= code <= 0x7A) or (0x30 <= code <= 0x39)


@inlined
def _touches(codes: Any, end: Any, at: Any) -> Any:
    """Whether `end` is right before `at`, or one space before."""
    return end == at or (end == at - 1 and codes[end] == _SPACE)


@inlined
def _letter(codes: Any, at: Any, end: Any, letters: Any) -> Any:
    return np.uint64(letters[codes[at]]) if at < end and codes[at] < _LIMIT else np.uint64(0)


@inlined
def _start_bit(one: Any, two: Any, three: Any) -> Any:
    """Return the place of the hash of three letters; with 0 as the third it stands for a term of two."""
    key = (one << _LETTER_AT | two) << _LETTER_AT | three
    return key * _SPREAD >> _START_SHIFT


@inlined
def _may_start(one: Any, two: Any, three: Any, starts: Any) -> Any:
    bit = _start_bit(one, two, three)
    return starts[bit >> _WORD] >> (bit & _BIT) & np.uint64(1)


@inlined
def _next_edge(key: Any, edges: Any, shift: Any, mask: Any) -> Any:
    """Return the edge of a key, 0 if there is none."""
    slot = key * _SPREAD >> shift
    edge = edges[slot]
    while edge != 0 and edge >> _KEY_AT != key:
        slot = (slot + np.uint64(1)) & mask
        edge = edges[slot]
    return edge


@inlined
def _scan(
    codes: Any,
    begin: Any,
    end: Any,
    letters: Any,
    starts: Any,
    roots: Any,
    edges: Any,
    first: Any,
    facts: Any,
    free: Any,
    best: Any,
    best_end: Any,
    found: Any,
) -> Any:
    """Write the matches of a text (start, end, place of the term, negated) to `found`; return how many."""
    shift = np.uint64(64 - int(np.log2(len(edges)) + 0.5))
    mask = np.uint64(len(edges) - 1)
    count = 0
    alone = len(free) == 1
    negator_end = chain_end = -1
    for k in range(len(free)):
        free[k] = begin
    two = _letter(codes, begin, end, letters)
    three = _letter(codes, begin + 1, end, letters)
    for start in range(begin, end):
        one, two, three = two, three, _letter(codes, start + 2, end, letters)
        if alone and start < free[0]:  # inside a term of the only lexicon: nothing else may begin
            continue
        edge = roots[one]
        at = start + 1
        # At most places the first letters tell that no term begins here.
        if not (edge & _TERMINAL or _may_start(one, two, np.uint64(0), starts)):
            if not _may_start(one, two, three, starts):
                continue
            edge = _next_edge(_SHORT_CUT | ((one << _LETTER_AT | two) << _LETTER_AT | three), edges, shift, mask)
            at = start + 3
        reached = False
        while edge:
            node = edge >> _NODE_AT & _NODE_MASK
            low = high = 0
            if edge & _TERMINAL:
                low, high = first[node], first[node + np.uint64(1)]
            for k in range(low, high):
                fact = facts[k]
                if fact & _BEGINS_WORD and start > begin and _is_word(codes[start - 1]):
                    continue
                if fact & _ENDS_WORD and at < end and _is_word(codes[at]):
                    continue
                which = fact >> _LEXICON_AT & 0xFF
                if free[which] <= start:
                    best[which] = k
                    best_end[which] = at
                    reached = True
            letter = _letter(codes, at, end, letters)
            if letter == 0:
                break
            edge = _next_edge(node << _LETTER_AT | letter, edges, shift, mask)
            at += 1
        if not reached:
            continue
        new_negator = new_chain = -1
        for which in range(len(free)):
            k = best[which]
            if k < 0:
                continue
            best[which] = -1
            fact = facts[k]
            role = fact >> _ROLE_AT & 3
            stop = best_end[which]
            free[which] = stop
            negated = 0
            if role == _NEGATES:
                new_negator = stop
            elif role == _GRADES:
                if _touches(codes, negator_end, start):
                    new_chain = stop
            elif fact >> _NEGATED_AT and (_touches(codes, negator_end, start) or _touches(codes, chain_end, start)):
                negated = 1
            found[count, 0] = start - begin
            found[count, 1] = stop - begin
            found[count, 2] = k
            found[count, 3] = negated
            count += 1
        if new_negator >= 0:
            negator_end = new_negator
        if new_chain >= 0:
            chain_end = new_chain
    return count


@compiled
def _count_batch(
    codes: Any,
    begins: Any,
    ends: Any,
    longest_text: Any,
    letters: Any,
    starts: Any,
    roots: Any,
    edges: Any,
    first: Any,
    facts: Any,
    free: Any,
    best: Any,
    best_end: Any,
    found: Any,
    counts: Any,
) -> None:
    """Count the groups of each text."""
    for number in range(len(begins)):
        begin = begins[number]
        end = min(ends[number], begin + longest_text)
        size = _scan(
            codes,
            begin,
            end,
            letters,
            starts,
            roots,
            edges,
            first,
            facts,
            free,
            best,
            best_end,
            found,
        )
        for k in range(size):
            fact = facts[found[k, 2]]
            column = (fact >> _NEGATED_AT) - 1 if found[k, 3] else fact >> _COLUMN_AT & 0xFFFF
            counts[number, column] += 1


@compiled
def _locate_batch(
    codes: Any,
    begins: Any,
    ends: Any,
    longest_text: Any,
    letters: Any,
    starts: Any,
    roots: Any,
    edges: Any,
    first: Any,
    facts: Any,
    free: Any,
    best: Any,
    best_end: Any,
    found: Any,
    first_of: Any,
    places: Any,
) -> None:
    """Write where each text's matches begin and end, and which of them are whose."""
    total = 0
    for number in range(len(begins)):
        begin = begins[number]
        end = min(ends[number], begin + longest_text)
        size = _scan(
            codes,
            begin,
            end,
            letters,
            starts,
            roots,
            edges,
            first,
            facts,
            free,
            best,
            best_end,
            found,
        )
        for k in range(size):
            places[total, 0] = found[k, 0]
            places[total, 1] = found[k, 1]
            total += 1
        first_of[number + 1] = total


@compiled
def _find(
    codes: Any,
    begin: Any,
    end: Any,
    letters: Any,
    starts: Any,
    roots: Any,
    edges: Any,
    first: Any,
    facts: Any,
    free: Any,
    best: Any,
    best_end: Any,
    found: Any,
) -> Any:
    """Return the number of matches of one text, written to `found`."""
    return _scan(
        codes,
        begin,
        end,
        letters,
        starts,
        roots,
        edges,
        first,
        facts,
        free,
        best,
        best_end,
        found,
    )


class Terms:
    """The terms of some lexicons, ready to be found.

    Parameters
    ----------
    lexicons
        The lexicons.

    Attributes
    ----------
    groups
        Names of the counts, ``lexicon.group``: all groups, then the negated
        ones, which end in ``.negated``.

    Examples
    --------
    >>> words = Lexicon("sentiment", (Term("ดี", "pos", 2.0),), {"pos": "good"}, "")
    >>> modifiers = Lexicon("modifiers", (Term("ไม่", "negator", 1.0),), {"negator": "turns"}, "")
    >>> terms = Terms([words, modifiers])
    >>> [(m.term.term, m.start, m.negated) for m in terms.find("ไม่ดี ดี")]
    [('ไม่', 0, False), ('ดี', 3, True), ('ดี', 6, False)]
    """

    def __init__(self, lexicons: Sequence[Lexicon]) -> None:
        self.lexicons = tuple(lexicons)
        self.entries = [(number, term) for number, words in enumerate(self.lexicons) for term in words.terms]
        names = [f"{words.name}.{group}" for words in self.lexicons for group in words.groups]
        self.groups: tuple[str, ...] = (*names, *(name + NEGATED for name in names if name in TURNED))
        self._tree = self._grow({name: column for column, name in enumerate(self.groups)})

    def _grow(self, column_of: dict[str, int]) -> _Tree:
        alphabet = sorted({char for _, term in self.entries for char in term.term})
        number = {char: k for k, char in enumerate(alphabet, start=1)}
        children: dict[int, int] = {}
        short_cuts: dict[int, int] = {}
        entries_of: list[list[int]] = [[]]
        for entry, (_, term) in enumerate(self.entries):
            node = 0
            for depth, char in enumerate(term.term):
                key = node << _LETTER_BITS | number[char]
                child = children.get(key)
                if child is None:
                    child = children[key] = len(entries_of)
                    entries_of.append([])
                node = child
                if depth == 2:
                    one, two, three = (number[c] for c in term.term[:3])
                    short_cuts[((1 << _LETTER_BITS | one) << _LETTER_BITS | two) << _LETTER_BITS | three] = node
            entries_of[node].append(entry)
        if (
            len(self.lexicons) > 0xFF
            or len(alphabet) >> _LETTER_BITS
            or len(entries_of) >> _NODE_BITS
            or ord(max(alphabet, default=" ")) >= _LIMIT
        ):
            raise LexiconError("the lexicons are too large, or hold characters beyond the emoji")
        letters = np.zeros(_LIMIT, dtype=np.uint16)
        letters[[ord(char) for char in alphabet]] = np.arange(1, len(alphabet) + 1)
        roots, edges = _hashed(children | short_cuts, entries_of, len(alphabet) + 1)
        beginnings = {term.term[:3] for _, term in self.entries if len(term.term) > 1}
        starts = np.zeros(1 << (_START_BITS - 6), dtype=np.uint64)
        _mark([[number[char] for char in beginning] for beginning in sorted(beginnings)], starts)
        self._order = [entry for held in entries_of for entry in held]
        return _Tree(
            letters=letters,
            starts=starts,
            roots=roots,
            edges=edges,
            first=np.cumsum([0, *map(len, entries_of)], dtype=np.int32),
            facts=np.array([self._fact(entry, column_of) for entry in self._order], dtype=np.int64),
        )

    def _fact(self, entry: int, column_of: dict[str, int]) -> int:
        number, term = self.entries[entry]
        name = f"{self.lexicons[number].name}.{term.group}"
        negated = column_of.get(name + NEGATED, -1) + 1
        fact = _edges(term.term) | _role(name) << _ROLE_AT | number << _LEXICON_AT
        return fact | column_of[name] << _COLUMN_AT | negated << _NEGATED_AT

    def _work(self, longest: int) -> tuple[Any, ...]:
        size = len(self.lexicons)
        return (
            np.empty(size, np.int64),
            np.full(size, -1, np.int32),
            np.empty(size, np.int64),
            np.empty((longest * size, 4), np.int64),
        )

    def count(self, codes: Codes, longest_text: int) -> NDArray[np.int32]:
        """Return how often each group occurs in each text: a row per text, a column per group.

        Parameters
        ----------
        codes
            Normalised texts.
        longest_text
            Characters that are read of each.
        """
        counts = np.zeros((len(codes), len(self.groups)), dtype=np.int32)
        if self.entries:
            longest = min(int((codes.ends - codes.begins).max(initial=0)), longest_text)
            work = self._work(longest)
            _count_batch(codes.codes, codes.begins, codes.ends, longest_text, *self._tree, *work, counts)
        return counts

    def locate(self, codes: Codes, longest_text: int) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        """Return where the terms of each text stand, whichever they are.

        Parameters
        ----------
        codes
            Normalised texts.
        longest_text
            Characters that are read of each.

        Returns
        -------
        places, first
            Beginning and end of each term, a row each, one text after the
            other; those of text i are the rows from ``first[i]`` to ``first[i + 1]``.

        Examples
        --------
        >>> terms = Terms([Lexicon("w", (Term("ดี", "w", 1.0), Term("ดีมาก", "w", 1.0)), {"w": ""}, "")])
        >>> [part.tolist() for part in terms.locate(Codes.of(["ดีมากดี", "-"]), 100)]
        [[[0, 5], [5, 7]], [0, 2, 2]]
        """
        first = np.zeros(len(codes) + 1, dtype=np.int64)
        if not self.entries:
            return np.empty((0, 2), dtype=np.int32), first
        sizes = np.minimum(codes.ends - codes.begins, longest_text)
        work = self._work(int(sizes.max(initial=0)))
        places = np.empty((int(sizes.sum()) * len(self.lexicons), 2), dtype=np.int32)
        _locate_batch(codes.codes, codes.begins, codes.ends, longest_text, *self._tree, *work, first, places)
        return places[: first[-1]], first

    def find(self, normalised: str) -> list[Match]:
        """Return the terms found in one normalised text, by their start; at one start in the order of the lexicons."""
        if not self.entries:
            return []
        codes = Codes.of([normalised])
        work = self._work(len(normalised))
        size = _find(codes.codes, codes.begins[0], codes.ends[0], *self._tree, *work)
        found = []
        for start, end, place, negated in work[-1][:size].tolist():
            number, term = self.entries[self._order[place]]
            found.append(Match(start, end, self.lexicons[number].name, term, bool(negated)))
        return found


def _role(name: str) -> int:
    if name == NEGATOR:
        return _NEGATES
    return _GRADES if name in DEGREE else _PLAIN


def _edges(term: str) -> int:
    """Return at which ends a term must stand at a word's edge."""
    if not term.isascii():
        return 0
    return int(term[0].isalnum()) | int(term[-1].isalnum()) << 1


def _hashed(
    children: dict[int, int], entries_of: list[list[int]], letters: int
) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Return the edges from the root by letter, and the others as a table with open addressing, half free at least."""
    keys = np.array(list(children), dtype=np.uint64)
    nodes = np.array(list(children.values()), dtype=np.uint64)
    ends = np.array([bool(held) for held in entries_of], dtype=np.uint64)[nodes.astype(np.int64)]
    packed = keys << _KEY_AT | nodes << _NODE_AT | ends
    roots = np.zeros(letters, dtype=np.uint64)
    first = keys < letters
    roots[keys[first].astype(np.int64)] = packed[first]
    edges = np.zeros(1 << max(4, (2 * len(keys)).bit_length()), dtype=np.uint64)
    _place(packed[~first], edges)
    return roots, edges


def _mark(beginnings: list[list[int]], starts: NDArray[np.uint64]) -> None:
    """Set the bits of the first two or three letters of terms."""
    spread, wide = int(_SPREAD), (1 << 64) - 1
    for beginning in beginnings:
        one, two, three = [*beginning, 0][:3]
        key = (one << _LETTER_BITS | two) << _LETTER_BITS | three
        bit = (key * spread & wide) >> (64 - _START_BITS)
        starts[bit >> 6] |= np.uint64(1 << (bit & 63))


@compiled
def _place(packed: Any, edges: Any) -> None:
    """Put edges into their table."""
    shift = np.uint64(64 - int(np.log2(len(edges)) + 0.5))
    mask = np.uint64(len(edges) - 1)
    for k in range(len(packed)):
        slot = (packed[k] >> _KEY_AT) * _SPREAD >> shift
        while edges[slot] != 0:
            slot = (slot + np.uint64(1)) & mask
        edges[slot] = packed[k]


@functools.cache
def shipped_terms() -> Terms:
    """Return the terms of all shipped lexicons."""
    return Terms([lexicon(name) for name in lexicon_names()])
