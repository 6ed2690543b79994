"""From normalised code points to n-gram features and scores, compiled.

One pass cuts the n-grams of a text, counts them in a small hash table that
stays in the processor's cache, and adds up their weights. The weights of all
scores of a column lie side by side, so that one look-up serves every task.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from llvmlite import ir
from numba.core import cgutils, types
from numba.extending import intrinsic

from brandscore.jit import compiled, inlined

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from brandscore.classify.features import Ngrams
    from brandscore.text.codes import Codes

    #: Columns of texts beside those of their n-grams, and where those of each text begin.
    Further = tuple[NDArray[np.uint32], NDArray[np.int64]]

__all__ = ["LANES", "add_cues", "aligned_rows", "columns_at", "count_rows", "score_rows", "word_columns"]

#: Scores that are added up side by side; unused ones are 0.
LANES = 8

_SEED = np.uint32(0x9E3779B9)
_STEP = np.uint32(0x01000193)
_MIX_1, _MIX_2 = np.uint32(0x85EBCA6B), np.uint32(0xC2B2AE35)
_SPACE = np.uint32(0x20)

# A cell of the hash table: stamp (17 bits), column (24), count (23).
_COUNT_BITS, _COLUMN_BITS = 23, 24
_COLUMN_AT, _STAMP_AT = np.uint64(_COUNT_BITS), np.uint64(_COUNT_BITS + _COLUMN_BITS)
_COLUMN_ONE = np.uint64(1 << _COUNT_BITS)
_COUNT_MASK, _COLUMN_MASK = np.uint64((1 << _COUNT_BITS) - 1), np.uint64((1 << _COLUMN_BITS) - 1)

#: 1 + log(count) of small counts.
_VALUES = np.concatenate([[0.0], 1.0 + np.log(np.arange(1, 256))])


@intrinsic  # type: ignore[untyped-decorator]
def _prefetch(typing_context: Any, values: Any, index: Any) -> Any:
    """Ask the processor for ``values[index]`` before it is needed."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        array = context.make_array(signature.args[0])(context, builder, arguments[0])
        place = builder.bitcast(builder.gep(array.data, [arguments[1]]), cgutils.voidptr_t)
        number = cgutils.int32_t
        kind = ir.FunctionType(ir.VoidType(), [cgutils.voidptr_t, number, number, number])
        function = cgutils.get_or_insert_function(builder.module, kind, "llvm.prefetch.p0")
        # For reading, to be kept in all caches, data.
        builder.call(function, [place, number(0), number(3), number(1)])
        return context.get_dummy_value()

    return types.void(values, index), generate


@intrinsic  # type: ignore[untyped-decorator]
def _add_rows(
    typing_context: Any,
    weights: Any,
    row1: Any,
    row2: Any,
    row3: Any,
    row4: Any,
    value1: Any,
    value2: Any,
    value3: Any,
    value4: Any,
    sums: Any,
) -> Any:
    """Add four rows of `LANES` float32 weights, each times a value, to float64 sums.

    Left to itself, the compiler takes the lanes one by one, in three times as long.
    """

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        data = context.make_array(signature.args[0])(context, builder, arguments[0]).data
        total = context.make_array(signature.args[9])(context, builder, arguments[9]).data
        single, double = ir.VectorType(ir.FloatType(), LANES), ir.VectorType(ir.DoubleType(), LANES)
        nothing = ir.Constant(double, ir.Undefined)
        zeros = ir.Constant(ir.VectorType(cgutils.int32_t, LANES), [0] * LANES)

        def product(k: int) -> Any:
            place = builder.bitcast(builder.gep(data, [arguments[1 + k]]), single.as_pointer())
            row = builder.fpext(builder.load(place, align=4), double)
            first = builder.insert_element(nothing, arguments[5 + k], cgutils.int32_t(0))
            return builder.fmul(row, builder.shuffle_vector(first, nothing, zeros))

        four = builder.fadd(builder.fadd(product(0), product(1)), builder.fadd(product(2), product(3)))
        place = builder.bitcast(total, double.as_pointer())
        builder.store(builder.fadd(builder.load(place, align=8), four), place, align=8)
        return context.get_dummy_value()

    arguments = (weights, row1, row2, row3, row4, value1, value2, value3, value4, sums)
    return types.void(*arguments), generate


@inlined
def _value(count: Any, values: Any) -> Any:
    return values[count] if count < len(values) else 1.0 + np.log(np.float64(count))


@inlined
def _mixed(value: Any) -> Any:
    """Spread what tells n-grams apart over all bits; the upper ones are the column."""
    value = np.uint32((value ^ (value >> np.uint32(16))) * _MIX_1)
    return np.uint32((value ^ (value >> np.uint32(13))) * _MIX_2)


@inlined
def _hash(text: Any, size: Any, longest: Any, bits: Any, columns: Any, reach: Any) -> None:
    """Write the column of the n-gram of each length at each place, and how long n-grams may be there."""
    hashed = columns[longest]
    shift = np.uint32(32 - bits)
    for i in range(size):
        hashed[i] = _SEED
    for n in range(longest):
        out = columns[n]
        for i in range(size):
            value = np.uint32(np.uint32(hashed[i] * _STEP) + text[i + n])
            hashed[i] = value
            out[i] = _mixed(value) >> shift
    # An n-gram ends with the next space at the latest.
    until = 0
    for i in range(size - 1, -1, -1):
        reach[i] = min(until, longest)
        until = 2 if text[i] == _SPACE else until + 1


@inlined
def _prepare(codes: Any, begin: Any, end: Any, longest: Any, bits: Any, text: Any, columns: Any, reach: Any) -> Any:
    """Copy a text with a space on each side, and number its n-grams; return its length with the spaces."""
    size = end - begin + 2
    for i in range(size):
        text[i] = codes[begin - 1 + i]
    for i in range(size - 1, size + longest):
        text[i] = _SPACE
    _hash(text, size, longest, bits, columns, reach)
    return size


@inlined
def _meet(column: Any, mine: Any, mask: Any, cells: Any, slots: Any, found: Any, rows: Any, lanes: Any) -> Any:
    """Count one column; return how many have been met by now.

    The weights of a column are called for as soon as it is met: fetching them,
    far off in memory, is what takes longest.
    """
    wanted = mine | np.uint64(column) << _COLUMN_AT
    slot = column & mask
    while True:
        held = cells[slot]
        if held < mine:  # of an earlier text: free
            cells[slot] = wanted | np.uint64(1)
            slots[found] = slot
            _prefetch(rows, np.int64(column) * lanes)
            return found + 1
        if held ^ wanted < _COLUMN_ONE:
            cells[slot] = held + np.uint64(1)
            return found
        slot = (slot + np.uint32(1)) & mask


@inlined
def _count(
    codes: Any,
    begin: Any,
    end: Any,
    further: Any,
    further_begin: Any,
    further_end: Any,
    shortest: Any,
    longest: Any,
    bits: Any,
    stamp: Any,
    text: Any,
    columns: Any,
    reach: Any,
    cells: Any,
    slots: Any,
    rows: Any,
    lanes: Any,
) -> Any:
    """Count a text's columns, those of its n-grams and further ones; return how many there are, their slots in `slots`.

    A cell of the hash table holds a stamp, a column and its count. It belongs
    to this text if it carries the text's stamp, so the table is never cleared.
    """
    size = _prepare(codes, begin, end, longest, bits, text, columns, reach)
    need = size * (longest - shortest + 1) + further_end - further_begin
    slots_in_all = 256
    # Mostly empty, as long as it fits the cache: what is looked for stands in its first place then.
    while slots_in_all < 2 * need or (slots_in_all < 8 * need and slots_in_all < 4096):
        slots_in_all *= 2
    mask = np.uint32(slots_in_all - 1)
    mine = np.uint64(stamp) << _STAMP_AT
    found = 0
    for k in range(further_begin, further_end):
        found = _meet(further[k], mine, mask, cells, slots, found, rows, lanes)
    for i in range(size - 1):
        first = shortest
        if text[i] == _SPACE:
            # A space alone is no n-gram, and neither are two.
            if text[i + 1] == _SPACE:
                continue
            first = max(first, 2)
        for n in range(first - 1, reach[i]):
            found = _meet(columns[n, i], mine, mask, cells, slots, found, rows, lanes)
    return found


@compiled
def _score_batch(
    codes: Any,
    begins: Any,
    ends: Any,
    further: Any,
    further_starts: Any,
    shortest: Any,
    longest: Any,
    bits: Any,
    longest_text: Any,
    weights: Any,
    values: Any,
    text: Any,
    columns: Any,
    reach: Any,
    cells: Any,
    slots: Any,
    amounts: Any,
    places: Any,
    sums: Any,
    scores: Any,
) -> None:
    """Write the scores of each text."""
    rows, lanes = weights.reshape(-1), np.int64(LANES)
    for number in range(len(begins)):
        begin = begins[number]
        end = min(ends[number], begin + longest_text)
        found = _count(
            codes,
            begin,
            end,
            further,
            further_starts[number],
            further_starts[number + 1],
            shortest,
            longest,
            bits,
            number + 1,
            text,
            columns,
            reach,
            cells,
            slots,
            rows,
            lanes,
        )
        squares = 0.0
        for k in range(found):
            cell = cells[slots[k]]
            value = _value(np.int64(cell & _COUNT_MASK), values)
            squares += value * value
            amounts[k] = value
            places[k] = np.int64(cell >> _COLUMN_AT & _COLUMN_MASK) * lanes
        for k in range(found, found + 3):
            amounts[k] = 0.0
            places[k] = 0
        sums[:] = 0.0
        for k in range(0, found, 4):
            _add_rows(
                rows,
                places[k],
                places[k + 1],
                places[k + 2],
                places[k + 3],
                amounts[k],
                amounts[k + 1],
                amounts[k + 2],
                amounts[k + 3],
                sums,
            )
        scale = 1.0 / np.sqrt(squares) if found else 0.0
        for lane in range(LANES):
            scores[number, lane] = sums[lane] * scale


@compiled
def _count_batch(
    codes: Any,
    begins: Any,
    ends: Any,
    further: Any,
    further_starts: Any,
    shortest: Any,
    longest: Any,
    bits: Any,
    longest_text: Any,
    values: Any,
    text: Any,
    columns: Any,
    reach: Any,
    cells: Any,
    slots: Any,
    starts: Any,
    indices: Any,
    data: Any,
) -> None:
    """Write the values and columns of each text, and where they end."""
    rows, lanes = data, np.int64(0)
    at = 0
    for number in range(len(begins)):
        begin = begins[number]
        end = min(ends[number], begin + longest_text)
        found = _count(
            codes,
            begin,
            end,
            further,
            further_starts[number],
            further_starts[number + 1],
            shortest,
            longest,
            bits,
            number + 1,
            text,
            columns,
            reach,
            cells,
            slots,
            rows,
            lanes,
        )
        squares = 0.0
        for k in range(found):
            value = _value(np.int64(cells[slots[k]] & _COUNT_MASK), values)
            squares += value * value
        scale = 1.0 / np.sqrt(squares) if found else 0.0
        for k in range(found):
            cell = cells[slots[k]]
            indices[at] = np.int32(cell >> _COLUMN_AT & _COLUMN_MASK)
            data[at] = _value(np.int64(cell & _COUNT_MASK), values) * scale
            at += 1
        starts[number + 1] = at


@compiled
def _word_columns(
    codes: Any, begins: Any, places: Any, first: Any, base: Any, bits: Any, columns: Any, spans: Any, starts: Any
) -> None:
    """Write the columns of the words of each text and of their pairs, and where these stand."""
    shift = np.uint32(32 - bits)
    at = 0
    for number in range(len(begins)):
        begin = begins[number]
        alone = _SEED  # hash of the word before
        for k in range(first[number], first[number + 1]):
            start, end = places[k, 0], places[k, 1]
            pair = np.uint32(np.uint32(alone * _STEP) + _SPACE)
            alone = _SEED
            for i in range(begin + start, begin + end):
                alone = np.uint32(np.uint32(alone * _STEP) + codes[i])
                pair = np.uint32(np.uint32(pair * _STEP) + codes[i])
            columns[at] = np.uint32(base) + (_mixed(alone) >> shift)
            spans[at, 0], spans[at, 1] = start, end
            at += 1
            # A pair: nothing or a space between.
            if k > first[number]:
                gap = start - places[k - 1, 1]
                if gap == 0 or (gap == 1 and codes[begin + start - 1] == _SPACE):
                    columns[at] = np.uint32(base) + (_mixed(pair) >> shift)
                    spans[at, 0], spans[at, 1] = places[k - 1, 0], end
                    at += 1
        starts[number + 1] = at


def word_columns(
    codes: Codes, places: NDArray[np.int32], first: NDArray[np.int64], base: int, bits: int
) -> tuple[NDArray[np.uint32], NDArray[np.int32], NDArray[np.int64]]:
    """Return the columns of words and of pairs of them, nothing or one space between.

    Parameters
    ----------
    codes
        Normalised texts.
    places, first
        Where the words stand (`brandscore.text.terms.Terms.locate`).
    base, bits
        They are hashed, as n-grams are, to 2**bits columns from ``base`` on; a
        pair is the first word, a space and the second.

    Returns
    -------
    columns, spans, starts
        A column each, where each stands in its text, and where the columns of
        each text begin.
    """
    most = 2 * len(places)
    columns, spans = np.empty(most, dtype=np.uint32), np.empty((most, 2), dtype=np.int32)
    starts = np.zeros(len(codes) + 1, dtype=np.int64)
    _word_columns(codes.codes, codes.begins, places, first, base, bits, columns, spans, starts)
    return columns[: starts[-1]], spans[: starts[-1]], starts


def _or_none(further: Further | None, texts: int) -> Further:
    return (np.empty(0, np.uint32), np.zeros(texts + 1, np.int64)) if further is None else further


def _longest(codes: Codes, ngrams: Ngrams) -> int:
    """Return the length of the longest text, as far as it is read."""
    return min(int((codes.ends - codes.begins).max(initial=0)), ngrams.longest_text)


def _work(codes: Codes, ngrams: Ngrams) -> tuple[Any, ...]:
    """Return the small tables that one batch needs."""
    size = _longest(codes, ngrams) + 2
    # Not more words than characters, nor more pairs of them.
    most = size * (ngrams.longest - ngrams.shortest + 3)
    return (
        np.empty(size + ngrams.longest, np.uint32),
        np.empty((ngrams.longest + 1, size), np.uint32),
        np.empty(size, np.int64),
        np.zeros(max(4096, 1 << (2 * most).bit_length()), np.uint64),
        np.empty(most, np.uint32),
    )


@compiled
def _columns_of(
    codes: Any,
    begin: Any,
    end: Any,
    shortest: Any,
    longest: Any,
    bits: Any,
    text: Any,
    columns: Any,
    reach: Any,
    starts: Any,
    ends: Any,
    found: Any,
) -> Any:
    """Write where each n-gram of one text stands, and its column; return how many there are."""
    size = _prepare(codes, begin, end, longest, bits, text, columns, reach)
    count = 0
    for i in range(size - 1):
        first = shortest
        if text[i] == _SPACE:
            if text[i + 1] == _SPACE:
                continue
            first = max(first, 2)
        for n in range(first - 1, reach[i]):
            starts[count] = i - 1
            ends[count] = i + n
            found[count] = columns[n, i]
            count += 1
    return count


@compiled
def _add_cues(counts: Any, weight: Any, values: Any, weights: Any, scores: Any) -> None:
    for number in range(counts.shape[0]):
        for group in range(counts.shape[1]):
            count = counts[number, group]
            if count:
                value = weight * _value(np.int64(count), values)
                for lane in range(LANES):
                    scores[number, lane] += value * weights[group, lane]


def add_cues(
    counts: NDArray[np.int32], weight: float, weights: NDArray[np.float32], scores: NDArray[np.float64]
) -> None:
    """Add to scores what groups of cues weigh.

    Parameters
    ----------
    counts
        How often each group occurs: a row per text, a column per group.
    weight
        A count stands as weight * (1 + log(count)).
    weights
        A row per group, `LANES` values each.
    scores
        As `score_rows` returns them; added to in place.
    """
    _add_cues(counts, weight, _VALUES, weights, scores)


def aligned_rows(columns: int) -> NDArray[np.float32]:
    """Return zeros for the weights: a row per column, none of them across two lines of the processor's cache."""
    size = columns * LANES
    raw = np.zeros(size + 16, dtype=np.float32)
    skipped = -(raw.ctypes.data // 4) % 16
    return raw[skipped : skipped + size].reshape(columns, LANES)


def score_rows(
    codes: Codes, ngrams: Ngrams, weights: NDArray[np.float32], further: Further | None = None
) -> NDArray[np.float64]:
    """Return the scores of texts: their columns, 1 + log(count), scaled to length 1, times the weights.

    Parameters
    ----------
    codes
        Normalised texts.
    ngrams
        What to cut.
    weights
        A row per column, `LANES` values each.
    further
        Columns that count beside the n-grams.

    Returns
    -------
    numpy.ndarray
        A row per text, `LANES` columns.
    """
    scores = np.empty((len(codes), LANES))
    work = _work(codes, ngrams)
    _score_batch(
        codes.codes,
        codes.begins,
        codes.ends,
        *_or_none(further, len(codes)),
        ngrams.shortest,
        ngrams.longest,
        ngrams.bits,
        ngrams.longest_text,
        weights,
        _VALUES,
        *work,
        np.empty(len(work[-1]) + 3),
        np.empty(len(work[-1]) + 3, np.int64),
        np.empty(LANES),
        scores,
    )
    return scores


def count_rows(
    codes: Codes, ngrams: Ngrams, further: Further | None = None
) -> tuple[NDArray[np.float32], NDArray[np.int32], NDArray[np.int64]]:
    """Return the same features as a matrix: values, columns (in no order) and where each row starts.

    Parameters
    ----------
    codes
        Normalised texts.
    ngrams
        What to cut.
    further
        Columns that count beside the n-grams.
    """
    sizes = np.minimum(codes.ends - codes.begins, ngrams.longest_text) + 2
    most = int(sizes.sum()) * (ngrams.longest - ngrams.shortest + 3)
    starts = np.zeros(len(codes) + 1, dtype=np.int64)
    columns, data = np.empty(most, dtype=np.int32), np.empty(most, dtype=np.float32)
    _count_batch(
        codes.codes,
        codes.begins,
        codes.ends,
        *_or_none(further, len(codes)),
        ngrams.shortest,
        ngrams.longest,
        ngrams.bits,
        ngrams.longest_text,
        _VALUES,
        *_work(codes, ngrams),
        starts,
        columns,
        data,
    )
    return data[: starts[-1]].copy(), columns[: starts[-1]].copy(), starts


def columns_at(codes: Codes, ngrams: Ngrams) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return where each n-gram of one text begins and ends, and its column.

    Parameters
    ----------
    codes
        One normalised text.
    ngrams
        What to cut.

    Returns
    -------
    starts, ends, columns
        An entry per n-gram. It is ``text[start:end]`` of the normalised text;
        the spaces put around a text stand at -1 and at its length.

    Examples
    --------
    >>> from brandscore.classify.features import Ngrams
    >>> from brandscore.text.codes import Codes
    >>> starts, ends, _ = columns_at(Codes.of(["ab"]), Ngrams(2, 3))
    >>> list(zip(starts.tolist(), ends.tolist()))
    [(-1, 1), (-1, 2), (0, 2), (0, 3), (1, 3)]
    """
    text, columns, reach, _, _ = _work(codes, ngrams)
    most = len(reach) * (ngrams.longest - ngrams.shortest + 1)
    starts, ends, found = (np.empty(most, np.int64) for _ in range(3))
    begin = int(codes.begins[0])
    end = min(int(codes.ends[0]), begin + ngrams.longest_text)
    cut = (ngrams.shortest, ngrams.longest, ngrams.bits)
    count = _columns_of(codes.codes, begin, end, *cut, text, columns, reach, starts, ends, found)
    return starts[:count], ends[:count], found[:count]
