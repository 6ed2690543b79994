"""`normalise` for many texts at once, compiled: the same result, a hundred times as fast.

`brandscore.text.normalise` is the definition. Here its patterns are spelled out
as loops over code points, driven by tables that are made from that module: what
each character folds to, how two Thai marks on one letter are put in order, and
what laughter looks like. A text with anything else in it (letters that NFKC
takes apart or puts together, three Thai marks on one letter) is handed to
`normalise` itself.
"""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from brandscore.jit import compiled, inlined
from brandscore.text import normalise as definition
from brandscore.text.codes import Codes, code_points
from brandscore.text.lexicon import laughter
from brandscore.text.normalise import normalise

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["normalise_all"]

# Code points from here on are tags, which are dropped, or go through `normalise`.
_LIMIT = 0x20000
_TAGS, _TAGS_END = 0xE0000, 0xE1000
_DROPPED = 0xFFFFFFFF
_UNKNOWN = 0xFFFFFFFE
# From here on: the number of a row of several characters.
_SEVERAL = 0x80000000
#: A text may grow by this many characters; a greater one goes through `normalise`.
_GROWTH = 16

# What a folded character may be part of.
_EDGE, _LABEL, _LOCAL, _PRINT, _DIGIT, _ALPHA, _MAY_MASK, _MARK, _LAUGHS = (1 << i for i in range(9))

_SPACE = 0x20
_NIKHAHIT, _SARA_AA, _SARA_AM, _SARA_E, _SARA_AE = 0x0E4D, 0x0E32, 0x0E33, 0x0E40, 0x0E41
_MAIYAMOK = 0x0E46
_FIRST_MARK, _MARKS = 0x0E31, 0x0E4F - 0x0E31
_URL, _MENTION, _LAUGH, _NUMBER, _STRETCH, _PHONE = (ord(mask) for mask in definition.MASKS)
_FIRST_MASK, _LAST_MASK = _URL, _PHONE

# Kinds of laughter: by syllables, or as a word; Thai, or Latin between word edges.
_THAI_SYLLABLE, _LATIN_SYLLABLE, _THAI_WORD, _LATIN_WORD = range(4)
_AMBIGUOUS = -2

#: Ranges that are folded one by one; the two after them fold to themselves.
_FOLDED = ((0, 0x3400), (0xA000, 0xAC00), (0xF900, 0x10000), (0x1D400, 0x1D800), (0x1F000, 0x1FB00))
_UNCHANGED = ((0x3400, 0xA000), (0xAC00, 0xD7A4), (0xE000, 0xF900))


class _Tables(NamedTuple):
    """What the compiled code looks up."""

    fold: NDArray[np.uint32]
    several: NDArray[np.uint32]
    kind: NDArray[np.uint16]
    pairs: NDArray[np.uint32]
    domains: NDArray[np.int64]
    laugh_pairs: NDArray[np.uint64]
    laugh_first: NDArray[np.int16]
    laugh_kinds: NDArray[np.int8]
    laugh_starts: NDArray[np.int32]
    laugh_codes: NDArray[np.uint32]


def _seconds() -> set[str]:
    """Return the characters that may melt into the one before them."""
    found = {chr(c) for c in (*range(0x1161, 0x1176), *range(0x11A8, 0x11C3))}
    for c in range(_LIMIT):
        parts = unicodedata.decomposition(chr(c))
        if parts and parts[0] != "<":
            codes = parts.split()
            if len(codes) == 2:
                found.add(chr(int(codes[1], 16)))
    return found


def _folded(char: str, seconds: set[str]) -> str | None:
    """Return what a character folds to wherever it stands; None if that depends on its neighbours."""
    if definition._REMOVED.fullmatch(char):
        return ""
    if ord(char) == _SARA_AM or _is_mark(char):
        return char
    lower = unicodedata.normalize("NFKC", char.lower())
    result = unicodedata.normalize("NFKC", lower.lower())
    # What a capital sigma becomes depends on whether it ends a word.
    if "Σ" in char + lower or any(
        c in seconds or unicodedata.combining(c) or _is_mark(c) or c == "\u0e33" for c in char + lower + result
    ):
        return None
    if result.isspace() and len(result) == 1:
        return " "
    result = "".join(str(unicodedata.decimal(c)) if definition._THAI_DIGIT.fullmatch(c) else c for c in result)
    stable = unicodedata.normalize("NFKC", result.lower()) == result and not definition._REMOVED.search(result)
    return result if stable and not any(c.isspace() or ord(c) >= _LIMIT for c in result) else None


def _is_mark(char: str) -> bool:
    return definition._DOUBLED_MARK.fullmatch(char * 2) is not None


def _fold_tables() -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """Return what each character folds to, and the rows of those that become several: their number, then they."""
    fold = np.full(_LIMIT, _UNKNOWN, dtype=np.uint32)
    for low, high in _UNCHANGED:
        fold[low:high] = np.arange(low, high)
    fold[0xD800:0xE000] = _DROPPED
    seconds = _seconds()
    rows: list[list[int]] = [[0, 0, 0, 0]]
    for low, high in _FOLDED:
        for code in range(low, high):
            result = _folded(chr(code), seconds)
            if result is None or len(result) > 3:
                continue
            if len(result) > 1:
                fold[code] = _SEVERAL + len(rows)
                rows.append([len(result), *map(ord, result.ljust(3, "\0"))])
            else:
                fold[code] = ord(result) if result else _DROPPED
    return fold, np.array(rows, dtype=np.uint32)


def _kind_table(laughs: Sequence[str]) -> NDArray[np.uint16]:
    kind = np.zeros(_LIMIT, dtype=np.uint16)

    def mark(chars: str, *bits: int) -> None:
        for char in chars:
            for bit in bits:
                kind[ord(char)] |= bit

    mark("abcdefghijklmnopqrstuvwxyz", _ALPHA, _EDGE, _LABEL, _LOCAL)
    mark("0123456789", _DIGIT, _EDGE, _LABEL, _LOCAL)
    mark("_", _EDGE, _LOCAL)
    mark("-", _LABEL, _LOCAL)
    mark(".%+", _LOCAL)
    mark(definition.MASKS, _EDGE)
    mark("".join(map(chr, range(0x21, 0x7F))), _PRINT)
    kind[(kind & _LOCAL) > 0] |= _MAY_MASK
    mark("@", _MAY_MASK)
    mark("".join(term[0] for term in laughs), _MAY_MASK, _LAUGHS)
    mark("".join(c for c in map(chr, range(_FIRST_MARK, _FIRST_MARK + _MARKS)) if _is_mark(c)), _MARK)
    return kind


def _pair_table() -> NDArray[np.uint32]:
    """Return how two marks on one letter fold, without and with SARA AA after them; zeros fill up."""
    pairs = np.zeros((_MARKS * _MARKS, 2, 4), dtype=np.uint32)
    marks = [c for c in range(_FIRST_MARK, _FIRST_MARK + _MARKS) if _is_mark(chr(c))]
    for one in marks:
        for two in marks:
            for k, after in enumerate(("", "\u0e32")):
                folded = definition._fold_once(f"ก{chr(one)}{chr(two)}{after}")[1:]
                row = pairs[(one - _FIRST_MARK) * _MARKS + two - _FIRST_MARK, k]
                row[0] = len(folded)
                row[1 : 1 + len(folded)] = [ord(c) for c in folded]
    return pairs


def _packed(word: str) -> int:
    value = 0
    for char in word:
        value = value * 27 + ord(char) - 96
    return value


@functools.cache
def _tables() -> _Tables:
    """Return the tables; made once, in some hundredths of a second."""
    kinds = {"syllable": (_THAI_SYLLABLE, _LATIN_SYLLABLE), "word": (_THAI_WORD, _LATIN_WORD)}
    # Sorted by first character, within it in the order of the lexicon.
    terms = sorted(((t, kinds[kind][t.isascii()]) for t, kind in laughter() if kind in kinds), key=lambda t: t[0][0])
    first = np.full(_LIMIT, -1, dtype=np.int16)
    for number, (term, _) in reversed(list(enumerate(terms))):
        first[ord(term[0])] = number
    # The first two letters tell most other words apart: a bit for the second under the first.
    pairs = np.zeros(256, dtype=np.uint64)
    for term, _ in terms:
        seconds = [ord(term[1])] if len(term) > 1 else range(64)
        for second in seconds:
            pairs[ord(term[0]) & 255] |= np.uint64(1 << (second & 63))
    codes, starts = code_points([term for term, _ in terms])
    fold, several = _fold_tables()
    return _Tables(
        fold=fold,
        several=several,
        kind=_kind_table([term for term, _ in terms]),
        pairs=_pair_table(),
        domains=np.array(sorted(_packed(name) for name in definition._TOP_LEVEL.split("|")), dtype=np.int64),
        laugh_pairs=pairs,
        laugh_first=first,
        laugh_kinds=np.array([kind for _, kind in terms], dtype=np.int8),
        laugh_starts=starts.astype(np.int32),
        laugh_codes=codes.copy(),
    )


@inlined
def _fold(codes: Any, begin: Any, end: Any, out: Any, fold: Any, several: Any, kind: Any, pairs: Any) -> Any:
    """Fold one text into `out`; return its length, -1 if it needs the definition."""
    m = 0
    run = 0
    for i in range(begin, end):
        c = codes[i]
        if c >= _LIMIT:
            if _TAGS <= c < _TAGS_END:
                continue
            return -1
        d = fold[c]
        if d >= _UNKNOWN:
            if d == _DROPPED:
                continue
            return -1
        more = np.uint32(0)
        if d >= _SEVERAL:
            more = d - np.uint32(_SEVERAL)
            if m + 3 > end - begin + _GROWTH:
                return -1
            d = several[more, 1]
        if kind[d] & _MARK:
            run += 1
            if run > 2:
                return -1
            out[m] = d
            m += 1
            continue
        if run:
            if run == 2:
                pair = pairs[
                    (np.int64(out[m - 2]) - _FIRST_MARK) * _MARKS + np.int64(out[m - 1]) - _FIRST_MARK,
                    1 if d == _SARA_AA else 0,
                ]
                m -= 2
                for j in range(pair[0]):
                    out[m] = pair[1 + j]
                    m += 1
                run = 0
                if d == _SARA_AA:
                    continue
            elif d == _SARA_AA and out[m - 1] == _NIKHAHIT:
                out[m - 1] = _SARA_AM
                run = 0
                continue
            run = 0
        if d == _SPACE:
            if m == 0 or out[m - 1] == _SPACE:
                continue
        elif d == _SARA_E and m > 0 and out[m - 1] == _SARA_E:
            out[m - 1] = _SARA_AE
            continue
        out[m] = d
        m += 1
        for j in range(2, several[more, 0] + 1):
            out[m] = several[more, j]
            m += 1
    if run == 2:
        pair = pairs[(np.int64(out[m - 2]) - _FIRST_MARK) * _MARKS + np.int64(out[m - 1]) - _FIRST_MARK, 0]
        m -= 2
        for j in range(pair[0]):
            out[m] = pair[1 + j]
            m += 1
    if m > 0 and out[m - 1] == _SPACE:
        m -= 1
    return m


@inlined
def _domain_end(f: Any, at: Any, m: Any, kind: Any, domains: Any, mail: Any) -> Any:
    """Return the end of the longest chain of labels from `at` that ends in a domain; -1 if none does."""
    best = -1
    p = at
    while True:
        q = p
        while q < m and kind[f[q]] & _LABEL:
            q += 1
        if q == p or q >= m or f[q] != 0x2E:
            return best
        p = q + 1
        q = p
        word = np.int64(0)
        while q < m and kind[f[q]] & _ALPHA:
            if q - p < 8:
                word = word * 27 + np.int64(f[q]) - 96
            q += 1
        follows = kind[f[q]] if q < m else np.uint16(0)
        if follows & _EDGE:
            continue
        if mail:
            if q - p >= 2:
                best = q
        elif 0 < q - p < 8 and not (q < m and f[q] == 0x2D):
            for k in range(len(domains)):
                if domains[k] == word:
                    best = q
                    break


@inlined
def _printable_end(f: Any, p: Any, m: Any, kind: Any) -> Any:
    while p < m and kind[f[p]] & _PRINT:
        p += 1
    return p


@inlined
def _link_end(f: Any, i: Any, m: Any, kind: Any, before: Any, domains: Any) -> Any:
    """Return the end of a link that starts at `i`; -1 if none does."""
    c = f[i]
    p = -1
    if c == 0x68 and i + 6 < m and f[i + 1] == 0x74 and f[i + 2] == 0x74 and f[i + 3] == 0x70:  # http
        p = i + 4
        if f[p] == 0x73:
            p += 1
    elif c == 0x66 and i + 5 < m and f[i + 1] == 0x74 and f[i + 2] == 0x70:  # ftp
        p = i + 3
    if p >= 0 and p + 3 < m and f[p] == 0x3A and f[p + 1] == 0x2F and f[p + 2] == 0x2F and kind[f[p + 3]] & _PRINT:
        return _printable_end(f, p + 3, m, kind)
    if kind[before] & _EDGE or before == 0x2E:
        return -1
    www = c == 0x77 and i + 4 < m and f[i + 1] == 0x77 and f[i + 2] == 0x77 and f[i + 3] == 0x2E
    if www and kind[f[i + 4]] & _PRINT:
        return _printable_end(f, i + 4, m, kind)
    if before == 0x40 or before == 0x2D:
        return -1
    e = _domain_end(f, i, m, kind, domains, False)
    if e >= 0 and e < m and (f[e] == 0x2F or f[e] == 0x3F or f[e] == 0x3A):
        return _printable_end(f, e, m, kind)
    return e


@inlined
def _mention_end(f: Any, i: Any, m: Any, kind: Any, domains: Any) -> Any:
    """Return the end of an e-mail address or @name that starts at `i`; -1 if none does."""
    if f[i] == 0x40:
        if i + 1 >= m or not kind[f[i + 1]] & _EDGE or _FIRST_MASK <= f[i + 1] <= _LAST_MASK:
            return -1
        p = i + 1
        last = p
        while p < m and (f[p] == 0x2E or (kind[f[p]] & _EDGE and kind[f[p]] & _LOCAL)):
            if f[p] != 0x2E:
                last = p
            p += 1
        return last + 1
    p = i
    while p < m and kind[f[p]] & _LOCAL:
        p += 1
    if p >= m or f[p] != 0x40:
        return -1
    return _domain_end(f, p + 1, m, kind, domains, True)


@inlined
def _phone_end(f: Any, i: Any, m: Any, kind: Any) -> Any:
    """Return the end of a phone number that starts at `i`; -1 if none does."""
    if f[i] == 0x30:
        p = i + 1
    else:
        if i + 2 >= m or f[i + 1] != 0x36 or f[i + 2] != 0x36:
            return -1
        p = i + 3
        if p < m and (f[p] == 0x20 or f[p] == 0x2D):
            p += 1
    if p >= m or not kind[f[p]] & _DIGIT or f[p] == 0x30:
        return -1
    p += 1
    seven = -1
    for count in range(1, 9):
        q = p
        if q < m and (f[q] == 0x20 or f[q] == 0x2D):
            q += 1
        if q >= m or not kind[f[q]] & _DIGIT:
            break
        p = q + 1
        if count == 7:
            seven = p
        elif count == 8 and (p >= m or not kind[f[p]] & _DIGIT):
            return p
    if seven >= 0 and (seven >= m or not kind[f[seven]] & _DIGIT):
        return seven
    return -1


@inlined
def _digit_follows(f: Any, p: Any, m: Any, kind: Any) -> Any:
    if p < m and (f[p] == 0x2E or f[p] == 0x2C or f[p] == 0x3A):
        p += 1
    return p < m and kind[f[p]] & _DIGIT


@inlined
def _fives_end(f: Any, i: Any, m: Any, kind: Any) -> Any:
    """Return the end of 555 that starts at `i`; -1 if none does."""
    p = i
    while p < m and f[p] == 0x35:
        p += 1
    fives = p - i
    if fives < 2:
        return -1
    q = p
    while q < m and f[q] == 0x2B:
        q += 1
    if fives == 2 and q == p:
        return -1
    if not _digit_follows(f, q, m, kind):
        return q
    # 55+ may give one of several + back; what follows then is a +.
    return q - 1 if fives == 2 and q - p > 1 else -1


@inlined
def _term_end(
    f: Any, i: Any, m: Any, wanted: Any, laugh_first: Any, laugh_kinds: Any, laugh_starts: Any, laugh_codes: Any
) -> Any:
    """Return the end of the laughter term of a kind at `i`, its last letter repeated at will; -1 if there is none."""
    found = -1
    if i >= m:
        return -1
    t = np.int64(laugh_first[f[i]])
    if t < 0:
        return -1
    while t < len(laugh_kinds) and laugh_codes[laugh_starts[t]] == f[i]:
        if laugh_kinds[t] == wanted:
            a, b = laugh_starts[t], laugh_starts[t + 1]
            if i + b - a <= m:
                k = a + 1
                while k < b and laugh_codes[k] == f[i + k - a]:
                    k += 1
                if k == b:
                    if found >= 0:
                        return _AMBIGUOUS
                    found = i + b - a
                    while found < m and f[found] == laugh_codes[b - 1]:
                        found += 1
        t += 1
    return found


@inlined
def _laugh_end(
    f: Any,
    i: Any,
    m: Any,
    kind: Any,
    before: Any,
    laugh_first: Any,
    laugh_kinds: Any,
    laugh_starts: Any,
    laugh_codes: Any,
) -> Any:
    """Return the end of laughter in words that starts at `i`; -1 if none does."""
    latin = kind[f[i]] & _ALPHA
    if latin and kind[before] & _EDGE:
        return -1
    for step in range(2):
        syllable = _LATIN_SYLLABLE if step else _THAI_SYLLABLE
        count = 0
        p = i
        while True:
            e = _term_end(f, p, m, syllable, laugh_first, laugh_kinds, laugh_starts, laugh_codes)
            if e == _AMBIGUOUS:
                return e
            if e < 0:
                break
            p = e
            count += 1
        tail = 0x68 if step else _MAIYAMOK
        q = p
        while q < m and f[q] == tail:
            q += 1
        if step == 0 and (count >= 2 or (count == 1 and q > p)):
            return q
        if step == 1 and count >= 2 and not (q < m and kind[f[q]] & _EDGE):
            return q
        e = _term_end(f, i, m, _LATIN_WORD if step else _THAI_WORD, laugh_first, laugh_kinds, laugh_starts, laugh_codes)
        if e == _AMBIGUOUS:
            return e
        if e >= 0 and (step == 0 or not (e < m and kind[f[e]] & _EDGE)):
            return e
    return -1


@compiled
def _normalise_batch(
    codes: Any,
    starts: Any,
    out: Any,
    begins: Any,
    ends: Any,
    f: Any,
    fold: Any,
    several: Any,
    kind: Any,
    pairs: Any,
    domains: Any,
    laugh_pairs: Any,
    laugh_first: Any,
    laugh_kinds: Any,
    laugh_starts: Any,
    laugh_codes: Any,
) -> Any:
    """Normalise texts into `out`, a space on each side; `ends` is -1 where the definition is needed."""
    w = 0
    for number in range(len(starts) - 1):
        out[w] = _SPACE
        w += 1
        begin = w
        begins[number] = begin
        m = _fold(codes, starts[number], starts[number + 1], f, fold, several, kind, pairs)
        f[max(m, 0)] = 0  # what is read one beyond the end
        last = np.uint32(0)
        repeats = 0
        i = 0
        while i < m:
            c = f[i]
            n = i + 1
            if kind[c] & _MAY_MASK:
                before = f[i - 1] if i > 0 else np.uint32(_SPACE)
                e = -1
                mask = 0
                if (kind[c] & _LOCAL or c == 0x40) and not kind[before] & (_LOCAL | _EDGE):
                    e = _mention_end(f, i, m, kind, domains)
                    mask = _MENTION
                # Inside a Latin word only http and ftp can begin a link.
                if (
                    e < 0
                    and kind[c] & _LABEL
                    and (not kind[before] & _EDGE or (f[n] == 0x74 and (c == 0x68 or c == 0x66)))
                ):
                    e = _link_end(f, i, m, kind, before, domains)
                    mask = _URL
                if e < 0 and (c == 0x30 or c == 0x2B):
                    e = _phone_end(f, i, m, kind)
                    mask = _PHONE
                if e < 0:
                    mask = _LAUGH
                    if c == 0x35:
                        e = _fives_end(f, i, m, kind)
                    elif kind[c] & _LAUGHS and (laugh_pairs[c & 255] >> np.uint64(f[n] & 63)) & 1:
                        e = _laugh_end(f, i, m, kind, before, laugh_first, laugh_kinds, laugh_starts, laugh_codes)
                        if e == _AMBIGUOUS:
                            m = -1
                            break
                if e < 0 and kind[c] & _DIGIT:
                    mask = _NUMBER
                    e = n
                    while e < m and kind[f[e]] & _DIGIT:
                        e += 1
                    while e + 1 < m and (f[e] == 0x2E or f[e] == 0x2C or f[e] == 0x3A) and kind[f[e + 1]] & _DIGIT:
                        e += 2
                        while e < m and kind[f[e]] & _DIGIT:
                            e += 1
                if e >= 0:
                    c = np.uint32(mask)
                    n = e
            i = n
            if _FIRST_MASK <= c <= _LAST_MASK:
                # Laughs side by side are one, and so are stretches.
                if c == _LAUGH and w > begin:
                    if out[w - 1] == _LAUGH:
                        last = c
                        continue
                    if out[w - 1] == _SPACE and w - 1 > begin and out[w - 2] == _LAUGH:
                        w -= 1
                        last = c
                        continue
                if c == _STRETCH and w > begin and out[w - 1] == _STRETCH:
                    last = c
                    continue
            elif c == last:
                repeats += 1
                if repeats == 3:
                    out[w - 1] = _STRETCH
                if repeats >= 3:
                    continue
            else:
                repeats = 1
            last = c
            out[w] = c
            w += 1
        if m < 0:
            w = begin
            ends[number] = -1
        else:
            ends[number] = w
        out[w] = _SPACE
        w += 1
    return w


def normalise_all(texts: Sequence[str]) -> Codes:
    """Return what `brandscore.text.normalise.normalise` returns for each text, as code points.

    Parameters
    ----------
    texts
        Any strings.

    Returns
    -------
    Codes

    Examples
    --------
    >>> both = normalise_all(["อร่อยยยยย  MAKRO", "ดู https://a.co/x 5555"])
    >>> [both.text(i) == normalise(t) for i, t in enumerate(["อร่อยยยยย  MAKRO", "ดู https://a.co/x 5555"])]
    [True, True]
    """
    codes, starts = code_points(texts)
    size = len(texts)
    begins, ends = np.empty(size, dtype=np.int64), np.empty(size, dtype=np.int64)
    out = np.empty(len(codes) + (2 + _GROWTH) * size, dtype=np.uint32)
    scratch = np.empty(int(np.diff(starts).max(initial=0)) + _GROWTH + 1, dtype=np.uint32)
    used = _normalise_batch(codes, starts, out, begins, ends, scratch, *_tables())
    unknown = np.flatnonzero(ends < 0)
    if not len(unknown):
        return Codes(out[:used], begins, ends)
    rest = Codes.of([normalise(texts[i]) for i in unknown.tolist()])
    begins[unknown], ends[unknown] = rest.begins + used, rest.ends + used
    return Codes(np.concatenate([out[:used], rest.codes]), begins, ends)
