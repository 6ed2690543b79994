"""Labels from the lexicons alone, by rules that can be read: what is left when no model can be used.

Every term found adds its weight to one of a few sums; a handful of numbers,
all of them below, turn the sums into probabilities. Anybody can check a label
by hand. It is worse than the trained models (docs/classifiers.md says by how
much), and needs no file but the lexicons.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from brandscore.classify.decision import decide, threshold_offset
from brandscore.classify.predict import NO_LABEL, Labels, checked_tasks, is_blank
from brandscore.classify.tasks import TASK_NAMES

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["RuleClassifier", "sums_of"]

#: Groups that praise or blame, by the sign of their terms' weights.
_POLAR = frozenset(
    {"sentiment.pos", "sentiment.neg", "slang.slang_pos", "slang.slang_neg", "emoji.emoji_pos", "emoji.emoji_neg"}
)
#: What a negator leaves of a term's weight: it turns it, and halves it.
_NEGATED = -0.5
#: Groups that count against their lexicon's task, and groups that count nothing.
_AGAINST = frozenset({"intention.not_intention", "advocacy.against"})
_NOTHING = frozenset({"other_use"})
#: Praise and blame beyond this say no more.
_MOST = 6.0

# Rounded from a logistic regression on the sums of the Wisesight train messages.
#: Of pos, neu, neg, q: a constant, and what one point of praise, one of blame, and a question mark add.
_SENTIMENT = np.array(
    [[0.1, 0.43, -0.29, -0.77], [1.43, 0.16, -0.07, 0.03], [0.0, -0.2, 0.75, -0.15], [-1.5, -0.39, -0.39, 0.89]]
)
#: Added to the log-probabilities for ``prefer="macro"``.
_MACRO = (0.85, 0.0, 0.55, 0.0)
#: Of the 0/1 tasks: a constant, what one point adds, and the points that make a label.
_FLAGS = {"intention": (-2.24, 1.0, 2.0), "advocacy": (-3.63, 1.09, 2.0), "promo": (-3.82, 0.65, 5.0)}
#: Characters of a normalised text that are read.
_LONGEST = 20_000


def sums_of(normalised: str) -> dict[str, float]:
    """Return the sums that the rules go by.

    Parameters
    ----------
    normalised
        A normalised text.

    Returns
    -------
    dict
        ``praise`` and ``blame`` (weights of polar terms, a negated one turned
        and halved), ``question`` (1 with a question mark), and the points of
        ``intention``, ``advocacy`` and ``promo``.

    Examples
    --------
    >>> sums = sums_of("อร่อยมาก แนะนำเลย")
    >>> sums["praise"] > 0, sums["blame"], sums["advocacy"] > 0
    (True, 0.0, True)
    """
    from brandscore.text.terms import shipped_terms

    sums = dict.fromkeys(("praise", "blame", "question", "intention", "advocacy", "promo"), 0.0)
    sums["question"] = float("?" in normalised)
    for match in shipped_terms().find(normalised[:_LONGEST]):
        name = f"{match.lexicon}.{match.term.group}"
        weight = match.term.weight
        if name in _POLAR:
            weight *= _NEGATED if match.negated else 1.0
            sums["praise" if weight > 0 else "blame"] += abs(weight)
        elif match.lexicon in _FLAGS and match.term.group not in _NOTHING:
            sums[match.lexicon] += -weight if name in _AGAINST else weight
    return sums


class RuleClassifier:
    """The rules, with the interface of `brandscore.classify.predict.Classifier`.

    Parameters
    ----------
    tasks
        Names of the tasks; all four if not given.

    Examples
    --------
    >>> labels = RuleClassifier().label(["บริการแย่มาก", "ราคาเท่าไหร่คะ", " "])
    >>> labels.frame()[["sentiment", "intention"]].iloc[:2].to_numpy().tolist()
    [['neg', 0], ['neu', 1]]
    """

    def __init__(self, tasks: Iterable[str] = TASK_NAMES) -> None:
        self.tasks = checked_tasks(tasks)

    def details(self, task: str) -> Mapping[str, Any]:
        """Return nothing: rules are not trained."""
        return {}

    def label(self, texts: Sequence[str | None], prefer: str = "accuracy") -> Labels:
        """Return the labels of texts, in their order; a blank text has none."""
        from brandscore.text.compiled import normalise_all

        number = {text: k for k, text in enumerate(dict.fromkeys(t for t in texts if not is_blank(t)))}
        normalised = normalise_all([text for text in number if text is not None])
        sums = [sums_of(normalised.text(k)) for k in range(len(number))]
        codes: dict[str, NDArray[np.int8]] = {}
        shares: dict[str, NDArray[np.float64]] = {}
        for task in self.tasks:
            known = _sentiment(sums) if not task.binary else _flag(sums, task.name)
            offsets = threshold_of(task.name) if task.binary else (_MACRO if prefer == "macro" else None)
            # The last row stands for "no text".
            codes[task.name] = np.append(decide(known, offsets).astype(np.int8), np.int8(NO_LABEL))
            shares[task.name] = np.vstack([known, np.full(len(task.classes), np.nan)])
        rows = np.array([-1 if is_blank(text) else number[text] for text in texts], dtype=np.intp)
        return Labels(self.tasks, codes, shares).take(rows)


def threshold_of(task: str) -> tuple[float, float]:
    """Return the offsets that give label 1 from the task's points on."""
    constant, slope, points = _FLAGS[task]
    # A hair below, so that exactly these points suffice.
    return threshold_offset(1.0 / (1.0 + np.exp(-(constant + slope * (points - 1e-6)))))


def _sentiment(sums: Sequence[dict[str, float]]) -> NDArray[np.float64]:
    table = np.array(
        [[1.0, min(s["praise"], _MOST), min(s["blame"], _MOST), s["question"]] for s in sums], dtype=np.float64
    ).reshape(-1, 4)
    scores = np.exp(table @ _SENTIMENT.T)
    shares: NDArray[np.float64] = scores / scores.sum(axis=1, keepdims=True)
    return shares


def _flag(sums: Sequence[dict[str, float]], task: str) -> NDArray[np.float64]:
    constant, slope, _ = _FLAGS[task]
    points = np.array([s[task] for s in sums], dtype=np.float64)
    share = 1.0 / (1.0 + np.exp(-np.clip(constant + slope * points, -500, 500)))
    return np.column_stack([1.0 - share, share])
