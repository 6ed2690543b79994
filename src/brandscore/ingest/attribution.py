"""Which brands a message is about, where the data does not say: found by the brands' names.

The rules, with what they get right and wrong on real messages, are in
docs/attribution.md.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import ibis

from brandscore.errors import DataError, Problem
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

_NOWHERE = sys.maxsize

#: A handle begins at an @ that is not inside an e-mail address.
_HANDLE = re.compile(r"(?<![a-z0-9._])@[a-z0-9_](?:[a-z0-9_.]*[a-z0-9_])?")

#: What tells a message apart, and where a reply meets the message that it answers.
_MESSAGE = ("platform", "mention_id")
_REPLY = ["platform", "parent"]

#: Tables that only the search needs; `attribution_found` stays, the result is joined from it.
_HELPERS = tuple(
    f"attribution_{name}"
    for name in ("rows", "found_level", "undecided", "texts", "pairs", "by_text", "heads", "heads_level")
)

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

    Attributes
    ----------
    brands
        Names of the brands, in the order given.

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
        self.brands = tuple(dict.fromkeys(brand.name for brand in brands))
        self._needs_context: set[int] = set()
        self._may_be_excluded: set[int] = set()
        self._terms: defaultdict[str, _Roles] = defaultdict(_Roles)
        for brand in brands:
            index = self.brands.index(brand.name)
            for alias in _folded((brand.name, *brand.aliases)):
                hashtag = alias if alias.startswith("#") else "#" + alias
                for term in {alias, hashtag.replace(" ", "")}:
                    self._terms[term].names.append(index)
            for word in _folded(brand.exclude):
                self._terms[word].exclude.append(index)
                self._may_be_excluded.add(index)
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
        by_word: dict[int, int] = {}
        by_hashtag: dict[int, int] = {}
        reach = 0
        for match in self._candidates(message):
            names = self._terms[match.term].names
            # What ends within reach lies inside a longer name that began before it, or with it.
            if names and match.end > reach and self._counts(message, match, strict=True):
                reach = match.end
                for index in names:
                    (by_hashtag if match.term.startswith("#") else by_word).setdefault(index, match.start)
        # An exact hashtag is meant as the name: it needs no context, and no other word undoes it.
        out = self._ruled_out(message, by_word.keys() - by_hashtag.keys())
        first = {i: min(by_word.get(i, _NOWHERE), by_hashtag.get(i, _NOWHERE)) for i in by_word | by_hashtag}
        return tuple(self.brands[i] for i in sorted(first.keys() - out, key=lambda i: (first[i], i)))

    def _ruled_out(self, message: str, asked: set[int]) -> set[int]:
        """Return which of the brands asked for lack their context in the message, or have an excluding word in it."""
        lacking = asked & self._needs_context
        possible = asked & self._may_be_excluded
        excluded: set[int] = set()
        for match in self._candidates(message) if lacking or possible else ():
            roles = self._terms[match.term]
            context, exclude = lacking.intersection(roles.context), possible.intersection(roles.exclude)
            if (context or exclude) and self._counts(message, match, strict=False):
                lacking -= context
                possible -= exclude
                excluded |= exclude
        return lacking | excluded

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
                if handle is not None and handle.start() <= start and not _is_handle(handle, start, end):
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
    distinct = set(words)
    return _branch(sorted(w for w in distinct if not any(w[:n] in distinct for n in range(1, len(w)))))


def _branch(words: list[str]) -> str:
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for word in words:
        if not word:
            return ""
        groups[word[0]].append(word[1:])
    return "(?:" + "|".join(re.escape(first) + _branch(rest) for first, rest in groups.items()) + ")"


def _is_handle(handle: re.Match[str], start: int, end: int) -> bool:
    """Whether a match takes the whole handle, with or without its @ (and perhaps more: `@mk gold`)."""
    return end >= handle.end() and start <= handle.start() + 1


def _continues_hashtag(sign: str) -> bool:
    if not sign:
        return False
    return is_thai(sign) or is_latin(sign) or sign in "_ๆฯ" or sign.isalnum() or unicodedata.category(sign)[0] == "M"


def attribute(
    session: Session,
    mentions: Expr,
    brands: Sequence[Brand] | None,
    posts: Expr | None,
    ledger: Ledger,
) -> Expr:
    """Give every mention a brand.

    A brand that is given stays. A reply on a brand's own channel is about the
    brand of what it answers: a post first, else another mention, through the
    levels of its thread; its text decides only where that gives no brand. Every
    other mention is about the brands that its text names: one row each, with
    the same labels. A mention that names none is dropped.

    Parameters
    ----------
    session
        Holds the tables; helper tables are written into it.
    mentions
        The mentions, with the columns of `brandscore.tables.MENTIONS` at least.
    brands
        The brands, or ``None`` if there is no brands table.
    posts
        The own posts, if there are any.
    ledger
        Gets a line on what was found, one on what was dropped, and one where
        a given row already says the same.

    Returns
    -------
    ibis.expr.types.Table
        The mentions with the same columns and no empty brand; the table itself
        if no brand was empty. Not computed yet.

    Raises
    ------
    DataError
        If mentions have no brand and there is no brands table to find it by.
    """
    unnamed = mentions.filter(mentions.brand.isnull())
    if _count(unnamed) == 0:
        return mentions
    named = mentions.filter(mentions.brand.notnull())
    parent = (mentions.channel == "own").ifelse(mentions.parent_id, ibis.null("string"))
    rows = session.keep("attribution_rows", unnamed.select("platform", "mention_id", "text", parent=parent))
    found = _by_thread(session, rows, named, posts)
    by_thread = _count(found.select(*_MESSAGE).distinct())
    undecided = rows.anti_join(found, list(_MESSAGE))
    left = _count(undecided)
    if left:
        if not brands:
            raise DataError([_no_brands(left)])
        decided = _by_text(session, undecided, Attributor(brands))
        found = session.keep("attribution_found", found.union(decided).select(*_MESSAGE, "brand"))
    for name in _HELPERS:
        session.con.drop_table(name, force=True)
    _tell(ledger, total=by_thread + left, by_thread=by_thread, found=_count(found.select(*_MESSAGE).distinct()))
    fresh = found.anti_join(named, [*_MESSAGE, "brand"])
    repeated = _count(found) - _count(fresh)
    if repeated:
        ledger.add(
            "mentions",
            "ignored",
            f"messages whose brand was found although another row of theirs gives it, which stays: {repeated:,}",
            rows=repeated,
        )
    attributed = unnamed.drop("brand").inner_join(fresh, list(_MESSAGE))
    return named.union(attributed.select(*mentions.columns))


def _count(expr: Expr) -> int:
    return int(expr.count().execute())


def _by_thread(session: Session, rows: Expr, named: Expr, posts: Expr | None) -> Expr:
    """Keep and return (platform, mention_id, brand) of the replies whose thread says the brand."""
    replies = rows.filter(rows.parent.notnull())
    nothing = replies.filter(ibis.literal(False)).select(*_MESSAGE, brand=ibis.null("string"))
    found = session.keep("attribution_found", nothing)
    if _count(replies) == 0:
        return found
    if posts is not None:
        brands = posts.select("platform", "brand", parent=posts.post_id).distinct()
        found = session.keep("attribution_found", replies.inner_join(brands, _REPLY).select(*_MESSAGE, "brand"))
    brands = named.select("platform", "brand", parent=named.mention_id).distinct()
    others = replies.anti_join(found, list(_MESSAGE)).inner_join(brands, _REPLY)
    found = session.keep("attribution_found", found.union(others.select(*_MESSAGE, "brand")))
    return _passed_down(session, "attribution_found", replies, found)


def _passed_down(session: Session, name: str, replies: Expr, found: Expr) -> Expr:
    """Give the brands found so far to the replies below, level by level; keeps and returns all of them."""
    for _ in range(_DEPTH):
        above = found.select("platform", "brand", parent=found.mention_id)
        below = replies.anti_join(found, list(_MESSAGE)).inner_join(above, _REPLY).select(*_MESSAGE, "brand")
        level = session.keep(f"{name}_level", below)
        if _count(level) == 0:
            break
        found = session.keep(name, found.union(level))
    return found


def _by_text(session: Session, undecided: Expr, attributor: Attributor) -> Expr:
    """Keep and return (platform, mention_id, brand) of the messages whose text, or whose thread's, names brands."""
    undecided = session.keep("attribution_undecided", undecided)
    pairs = _named_in_texts(session, undecided, attributor)
    texts = session.table("attribution_texts")
    by_text = undecided.inner_join(texts, "text").inner_join(pairs, "text_id").select(*_MESSAGE, "brand")
    by_text = session.keep("attribution_by_text", by_text)
    ids = undecided.select("platform", parent=undecided.mention_id)
    replies = undecided.filter(undecided.parent.notnull()).semi_join(ids, _REPLY)
    if _count(replies) == 0:
        return by_text
    # A reply to a message whose own text decided follows it, whatever brand the reply names.
    heads = session.keep("attribution_heads", by_text.anti_join(replies, list(_MESSAGE)))
    decided = _passed_down(session, "attribution_heads", replies, heads)
    return decided.union(by_text.anti_join(decided, list(_MESSAGE)))


def _named_in_texts(session: Session, undecided: Expr, attributor: Attributor) -> Expr:
    """Stage and return (text_id, brand), reading each distinct text once, in bounded memory."""
    import pyarrow as pa

    distinct = undecided.filter(undecided.text.notnull()).select("text").distinct()
    texts = session.keep("attribution_texts", distinct.mutate(text_id=ibis.row_number()))
    index = {brand: n for n, brand in enumerate(attributor.brands)}
    ids, brands = array("q"), array("l")
    for batch in session.batches(texts.select("text_id", "text")):
        for text_id, text in zip(batch.column(0).to_pylist(), batch.column(1).to_pylist(), strict=True):
            for brand in attributor.find(text):
                ids.append(text_id)
                brands.append(index[brand])
    names = pa.DictionaryArray.from_arrays(pa.array(brands, pa.int32()), pa.array(list(index), pa.string()))
    columns = {"text_id": pa.array(ids, pa.int64()), "brand": names.cast(pa.string())}
    return session.stage("attribution_pairs", pa.table(columns))


def _tell(ledger: Ledger, *, total: int, by_thread: int, found: int) -> None:
    """Write what became of the messages that came without a brand."""
    if found:
        how = f"by what they answer {by_thread:,}, by the names in their text or thread {found - by_thread:,}"
        ledger.add(
            "mentions", "assumed", f"messages without a brand, whose brand was found: {found:,} ({how})", rows=found
        )
    if total > found:
        lost = total - found
        ledger.add("mentions", "dropped", f"messages that name no brand of the brands table: {lost:,}", rows=lost)


def _no_brands(left: int) -> Problem:
    return Problem(
        source="mentions",
        column="brand",
        what=f"mentions without a brand: {left:,}, and no brands table to find it by",
        expected="a brand in every row, or a brands table",
        mend="add brands.toml (or brands.csv) with each brand and its aliases, or fill the column",
    )
