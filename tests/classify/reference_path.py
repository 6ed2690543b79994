"""The road from texts to scores in plain Python and NumPy: what the compiled one must agree with.

Written from the description of the features, with none of the project's code
but the definition of normalising and the model's numbers.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from scipy.special import expit, softmax

from brandscore.classify.model import TextModel
from brandscore.text.lexicon import Lexicon, Term
from brandscore.text.normalise import normalise


def plain_ngrams(text: str, shortest: int, longest: int) -> Counter[str]:
    """Count the n-grams of whole words, straight from their definition."""
    padded = f" {text} "
    found: Counter[str] = Counter()
    for n in range(shortest, longest + 1):
        for i in range(len(padded) - n + 1):
            gram = padded[i : i + n]
            if gram.strip(" ") and " " not in gram[1:-1]:
                found[gram] += 1
    return found


def plain_column(gram: str, bits: int) -> int:
    """Hash one n-gram with Python's own integers."""
    wide = 0xFFFFFFFF
    value = 0x9E3779B9
    for char in gram:
        value = (value * 0x01000193 + ord(char)) & wide
    value = ((value ^ (value >> 16)) * 0x85EBCA6B) & wide
    value = ((value ^ (value >> 13)) * 0xC2B2AE35) & wide
    return value >> (32 - bits)


def is_edge(text: str, at: int) -> bool:
    """Whether a Latin term may begin or end between two characters, the second of them at this place."""
    return not (0 <= at < len(text) and text[at].isascii() and text[at].isalnum())


def plain_matches(text: str, words: Lexicon) -> list[tuple[int, int, str]]:
    """Find the terms of one lexicon: the longest first, from left to right, none across another."""
    group = {term.term: term.group for term in words.terms}
    longest = max(map(len, group), default=0)
    found = []
    start = 0
    while start < len(text):
        for end in range(min(len(text), start + longest), start, -1):
            term = text[start:end]
            if term not in group:
                continue
            if term.isascii() and (
                (term[0].isalnum() and not is_edge(text, start - 1)) or (term[-1].isalnum() and not is_edge(text, end))
            ):
                continue
            found.append((start, end, group[term]))
            start = end
            break
        else:
            start += 1
    return found


def ends_before(text: str, end: int, start: int) -> bool:
    return end == start or (end == start - 1 and text[end] == " ")


def plain_cues(text: str, lexicons: Sequence[Lexicon]) -> Counter[str]:
    """Count the groups of all lexicons; what a negator turns counts as negated."""
    matches = {words.name: plain_matches(text, words) for words in lexicons}
    modifiers = matches.get("modifiers", [])
    negators = [end for _, end, group in modifiers if group == "negator"]
    turned = list(negators)
    for start, end, group in modifiers:
        if group in ("intensifier", "diminisher") and any(ends_before(text, n, start) for n in negators):
            turned.append(end)
    found: Counter[str] = Counter()
    for name, of_list in matches.items():
        for start, _, group in of_list:
            full = f"{name}.{group}"
            polar = full in ("sentiment.pos", "sentiment.neg", "slang.slang_pos", "slang.slang_neg")
            negated = polar and any(ends_before(text, end, start) for end in turned)
            found[full + ".negated" * negated] += 1
    return found


def plain_words(text: str, vocabulary: Sequence[str]) -> Counter[str]:
    """Count the words of a vocabulary, and pairs of them with nothing or a space between."""
    known = set(vocabulary)
    words = Lexicon("words", tuple(Term(word, "word", 1.0) for word in sorted(known)), {}, "")
    found: Counter[str] = Counter()
    before: tuple[int, str] | None = None
    for start, end, _ in plain_matches(text, words):
        word = text[start:end]
        found[word] += 1
        if before is not None and ends_before(text, before[0], start):
            found[f"{before[1]} {word}"] += 1
        before = end, word
    return found


def plain_features(text: str, model: TextModel, lexicons: Sequence[Lexicon]) -> dict[int, float]:
    """Return the value of each column of a text."""
    ngrams, cues, words = model.features.ngrams, model.features.cues, model.features.words
    clean = normalise(text)[: ngrams.longest_text]
    counts: Counter[int] = Counter()
    for gram, count in plain_ngrams(clean, ngrams.shortest, ngrams.longest).items():
        counts[plain_column(gram, ngrams.bits)] += count
    for gram, count in plain_words(clean, words.vocabulary).items():
        counts[2**ngrams.bits + plain_column(gram, words.bits)] += count
    values = {column: 1 + math.log(count) for column, count in counts.items()}
    length = math.sqrt(math.fsum(value * value for value in values.values()))
    weigh = {column: words.weight if column >= 2**ngrams.bits else 1.0 for column in values}
    values = {column: weigh[column] * value / length for column, value in values.items()}
    further = 2**words.bits if words.vocabulary else 0
    found = plain_cues(clean, lexicons) if cues.groups else Counter()
    for number, name in enumerate(cues.groups):
        if found[name]:
            values[2**ngrams.bits + further + number] = cues.weight * (1 + math.log(found[name]))
    return values


def plain_scores(texts: Sequence[str], model: TextModel, lexicons: Sequence[Lexicon] = ()) -> np.ndarray:
    """Return the scores of texts: a row each, a column per score."""
    return plain_sums([plain_features(text, model, lexicons) for text in texts], model)


def plain_sums(values: Sequence[Mapping[int, float]], model: TextModel) -> np.ndarray:
    """Return the scores of texts from the values of their columns."""
    scores = np.zeros((len(values), len(model.bias)))
    for i, found in enumerate(values):
        scores[i] = model.bias
        for column, value in found.items():
            k = int(np.searchsorted(model.columns, column))
            if k < len(model.columns) and model.columns[k] == column:
                scores[i] += value * model.weights[:, k].astype(np.float64)
    return scores


def plain_probabilities(scores: np.ndarray, model: TextModel) -> np.ndarray:
    """Return the probability of each class."""
    calibration = model.calibration
    if calibration.scale:
        scores = scores * np.array(calibration.scale) + np.array(calibration.shift)
    if len(model.classes) == 2:
        return np.column_stack([expit(-scores[:, 0]), expit(scores[:, 0])])
    if calibration.link == "softmax":
        return softmax(scores, axis=1)
    shares = expit(scores)
    return shares / shares.sum(axis=1, keepdims=True)


def plain_shares(
    texts: Sequence[str], models: Mapping[str, TextModel], lexicons: Sequence[Lexicon]
) -> dict[str, np.ndarray]:
    """Return the probability of each class of each task, from both stages."""
    # Models trained together read the same features, so each text is taken apart once.
    first = next(iter(models.values()))
    assert all(model.features == first.features for model in models.values())
    values = [plain_features(text, first, lexicons) for text in texts]
    scores = {task: plain_sums(values, model) for task, model in models.items()}
    found = {}
    for task, model in models.items():
        second = model.stacking
        if second is None:
            found[task] = plain_probabilities(scores[task], model)
            continue
        rows = []
        for i, text in enumerate(texts):
            length = min(len(normalise(text)), model.features.ngrams.longest_text)
            read = [min(max(float(x), -10.0), 10.0) for name in second.tasks for x in scores[name][i]]
            read.append(math.log(1 + length))
            read = [(x - m) / s for x, m, s in zip(read, second.centre, second.spread, strict=True)]
            terms = [1.0, *read, *(read[a] * read[b] for a in range(len(read)) for b in range(a, len(read)))]
            rows.append([math.fsum(w * t for w, t in zip(line, terms, strict=True)) for line in second.weights])
        table = np.array(rows)
        found[task] = (
            softmax(table, axis=1) if table.shape[1] > 1 else np.column_stack([expit(-table[:, 0]), expit(table[:, 0])])
        )
    return found
