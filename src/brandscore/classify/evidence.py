"""What moved a label: the stretches of a message that raised or lowered its score, and the lexicon terms among them."""

from __future__ import annotations

import html
import itertools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from brandscore.classify.model import TextModel
    from brandscore.text.offsets import Place

__all__ = ["Evidence", "Piece", "evidence", "evidence_of"]

#: Characters that move the score by this share of what the strongest one does are strong ones.
_STRONG = 0.5
#: Signs that stand above or below the letter before them, and must not be parted from it.
_ATTACHED = frozenset(map(chr, [0x0E31, 0x0E33, *range(0x0E34, 0x0E3B), *range(0x0E47, 0x0E4F)]))


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a message and what it adds to the score of the label.

    Parameters
    ----------
    start, end
        It is ``message[start:end]``.
    text
        These characters.
    points
        Log-odds added; negative where it speaks against the label.
    source
        ``characters``: its character n-grams and words. Otherwise the lexicon and group
        of the term, such as ``sentiment.pos``; ``.negated`` where a negator
        turns it.
    """

    start: int
    end: int
    text: str
    points: float
    source: str

    def __str__(self) -> str:
        name = "" if self.source == "characters" else f" [{self.source}]"
        return f"{self.points:+.2f} {self.text.strip()}{name}"


@dataclass(frozen=True)
class Evidence:
    """Why a message has its label.

    Parameters
    ----------
    message, task, label
        What was explained.
    against
        The label it was held against.
    probability
        Of the label.
    score
        Of the first stage: what speaks for the label rather than the other one,
        in log-odds.
    base
        What an empty message would have.
    pieces
        All stretches with their points, in the order of the message. ``base``
        and all points sum to ``score``.
    """

    message: str
    task: str
    label: str
    against: str
    probability: float
    score: float
    base: float
    pieces: tuple[Piece, ...]

    def strongest(self, count: int = 5) -> list[Piece]:
        """Return the pieces that move the score most, the strongest first."""
        return sorted(self.pieces, key=lambda piece: (-abs(piece.points), piece.start))[:count]

    def reasons(self, count: int = 3) -> tuple[str, ...]:
        """Return the stretches of the message that speak most for its label, the strongest first."""
        for_it = [piece for piece in self.strongest(len(self.pieces)) if piece.points > 0 and piece.text.strip()]
        strong = [piece.text.strip() for piece in for_it if piece.points >= _STRONG * for_it[0].points]
        return tuple(dict.fromkeys(strong))[:count]

    def frame(self) -> pd.DataFrame:
        """Return the pieces as a dataframe: start, end, text, points, source."""
        import pandas as pd

        names = ["start", "end", "text", "points", "source"]
        return pd.DataFrame([[getattr(p, n) for n in names] for p in self.pieces], columns=names)

    def __str__(self) -> str:
        head = f"{self.task} = {self.label} ({self.probability:.0%}) rather than {self.against}"
        return "\n".join([head, *(f"  {piece}" for piece in self.strongest())])

    def _repr_html_(self) -> str:
        """Show the message with its stretches shaded: green for the label, red against it."""
        points = np.zeros(len(self.message))
        for piece in self.pieces:
            points[piece.start : piece.end] += piece.points / max(piece.end - piece.start, 1)
        most = max(float(np.abs(points).max(initial=0.0)), 1e-9)
        shown = []
        for start, end in _clusters(self.message):
            strength = float(points[start:end].mean()) / most
            colour = "26,127,55" if strength > 0 else "207,34,46"
            text = html.escape(self.message[start:end])
            shown.append(f'<span style="background:rgba({colour},{0.6 * abs(strength):.2f})">{text}</span>')
        head = f"{html.escape(self.task)} = <b>{html.escape(self.label)}</b> ({self.probability:.0%})"
        head += f" rather than {html.escape(self.against)}"
        return f'<div>{head}</div><div lang="th" style="white-space:pre-wrap">{"".join(shown)}</div>'


def _clusters(text: str) -> list[tuple[int, int]]:
    """Return the stretches of a text that are one letter with its signs."""
    starts = [k for k, char in enumerate(text) if k == 0 or char not in _ATTACHED]
    return [*itertools.pairwise([*starts, len(text)])]


def evidence(
    texts: Iterable[str],
    task: str = "sentiment",
    *,
    labels: Sequence[str | None] | None = None,
    models: str | Path | None = None,
) -> list[Evidence | None]:
    """Say what moved the labels of messages.

    The share of every n-gram and every word in the score is spread over its
    characters, that of a lexicon term over its own; neighbouring characters that pull the same way
    are one piece. A label of sentiment is held against the most probable
    other one.

    Parameters
    ----------
    texts
        Messages.
    task
        ``sentiment``, ``intention``, ``advocacy`` or ``promo``.
    labels
        The labels to explain; those that the model gives if not given.
    models
        Folder of model files; those shipped if not given.

    Returns
    -------
    list
        One `Evidence` per message; None for a blank one, and where the label
        given is None.

    Raises
    ------
    ValueError
        If a label is not one of the task.
    brandscore.classify.model.ModelError
        If the model cannot be used.

    Examples
    --------
    >>> found = evidence(["กาแฟอร่อยมาก แต่รอนาน"], "sentiment", labels=["pos"])[0]
    >>> found.label, max(found.pieces, key=lambda piece: piece.points).text in found.message
    ('pos', True)
    """
    from brandscore.classify.predict import Classifier, is_blank

    classifier = Classifier([task], None if models is None else Path(models))
    model = classifier.models[task]
    given = list(texts)
    wanted = list(labels) if labels is not None else None
    if wanted is not None and len(wanted) != len(given):
        raise ValueError(f"{len(wanted)} labels for {len(given)} texts")
    found = classifier.label(given)
    classes = classifier.tasks[0].classes
    explained: list[Evidence | None] = []
    for number, text in enumerate(given):
        code = int(found.codes[task][number])
        label = (classes[code] if code >= 0 else None) if wanted is None else wanted[number]
        if label is None or is_blank(text):
            explained.append(None)
            continue
        if label not in model.classes:
            raise ValueError(f"{label!r} is no label of {task}; there are {', '.join(model.classes)}")
        shares = dict(zip(classes, found.shares[task][number].tolist(), strict=True))
        against = max((name for name in model.classes if name != label), key=lambda name: shares[name])
        explained.append(evidence_of(text, model, label, against, shares[label]))
    return explained


def evidence_of(text: str, model: TextModel, label: str, against: str, probability: float) -> Evidence:
    """Explain one message by one model; see `evidence`."""
    from brandscore.classify.kernel import columns_at
    from brandscore.classify.words import words_at
    from brandscore.text.codes import Codes
    from brandscore.text.normalise import normalise
    from brandscore.text.offsets import places
    from brandscore.text.terms import shipped_terms

    features = model.features
    signs = _signs(model.classes, label, against)
    base = float(signs @ model.bias.astype(np.float64))

    normalised = normalise(text)
    read = normalised[: features.ngrams.longest_text]
    where = places(text, normalised)
    codes = Codes.of([read])
    grams, words = columns_at(codes, features.ngrams), words_at(codes, features)
    starts, ends, columns = (np.concatenate(parts) for parts in zip(grams, words, strict=True))
    points = _spread(len(read), starts, ends, columns, lambda found: _weights(model, signs, found))
    pieces = _runs(text, read, points, where)
    if features.cues.groups:
        matches = shipped_terms().find(read)
        names = [f"{m.lexicon}.{m.term.group}{'.negated' if m.negated else ''}" for m in matches]
        for match, name in zip(matches, names, strict=True):
            if name not in features.cues.groups:
                continue
            count = names.count(name)
            column = features.hashed + features.cues.groups.index(name)
            weight = float(_weights(model, signs, np.array([column]))[0])
            moved = features.cues.weight * (1.0 + float(np.log(count))) * weight / count
            if moved:
                start, end = where[match.start].start, where[match.end - 1].end
                pieces.append(Piece(start, end, text[start:end], float(moved), name))
    pieces.sort(key=lambda piece: (piece.start, piece.end, piece.source))
    score = base + sum(piece.points for piece in pieces)
    return Evidence(text, model.task, label, against, probability, score, base, tuple(pieces))


def _signs(classes: Sequence[str], label: str, against: str) -> NDArray[np.float64]:
    """Return what each score counts for one label rather than another."""
    if len(classes) == 2:  # they share one score, that of the second
        return np.array([1.0 if label == classes[1] else -1.0])
    signs = np.zeros(len(classes))
    signs[classes.index(label)], signs[classes.index(against)] = 1.0, -1.0
    return signs


def _weights(model: TextModel, signs: NDArray[np.float64], columns: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return what columns weigh for one label rather than another; those of words count as much as they stand for."""
    places = np.minimum(np.searchsorted(model.columns, columns), max(len(model.columns) - 1, 0))
    weights = np.zeros(len(columns))
    known = model.columns[places] == columns if len(model.columns) else np.zeros(len(columns), dtype=bool)
    weights[known] = signs @ model.weights[:, places[known]].astype(np.float64)
    features = model.features
    of_words = (columns >= features.ngrams.columns) & (columns < features.hashed)
    return np.where(of_words, weights * features.words.weight, weights)


def _spread(
    size: int,
    starts: NDArray[np.int64],
    ends: NDArray[np.int64],
    columns: NDArray[np.int64],
    weights: Callable[[NDArray[np.int64]], NDArray[np.float64]],
) -> NDArray[np.float64]:
    """Return the points of each character: what n-grams and words share of the score, spread over theirs."""
    if not len(columns):
        return np.zeros(size)
    distinct, which, counts = np.unique(columns, return_inverse=True, return_counts=True)
    values = 1.0 + np.log(counts)
    moved = values / np.sqrt((values**2).sum()) * weights(distinct) / counts
    # The spaces at either end of the text are not part of it.
    first, last = np.maximum(starts, 0), np.minimum(ends, size)
    each = moved[which] / np.maximum(last - first, 1)
    steps = np.zeros(size + 1)
    np.add.at(steps, first, each)
    np.add.at(steps, last, -each)
    return np.cumsum(steps)[:size]


def _runs(text: str, read: str, points: NDArray[np.float64], where: Sequence[Place]) -> list[Piece]:
    """Return neighbouring characters that pull the same way, and alike strongly, as one piece each."""
    words = _words(read)
    moved = np.array([points[start:end].sum() for start, end in words])
    each = np.abs(moved) / np.array([max(end - start, 1) for start, end in words]) if words else moved
    strong = each >= _STRONG * each.max(initial=0.0)
    runs: list[tuple[int, int, float, tuple[bool, bool]]] = []
    for (start, end), value, much in zip(words, moved.tolist(), strong.tolist(), strict=True):
        kind = (value > 0, much)
        # A space ends a piece.
        if runs and runs[-1][3] == kind and read[start] != " " and read[runs[-1][1] - 1] != " ":
            runs[-1] = (runs[-1][0], end, runs[-1][2] + value, kind)
        else:
            runs.append((start, end, value, kind))
    found = []
    for start, end, value, _ in runs:
        begin, stop = where[start].start, where[end - 1].end
        found.append(Piece(begin, stop, text[begin:stop], value, "characters"))
    return found


def _words(text: str) -> list[tuple[int, int]]:
    """Return what may not be cut: a letter with its signs, a run of Latin letters or digits."""
    found: list[tuple[int, int]] = []
    for start, end in _clusters(text):
        latin = text[start].isascii() and text[start].isalnum()
        if found and latin and text[found[-1][1] - 1].isascii() and text[found[-1][1] - 1].isalnum():
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found
