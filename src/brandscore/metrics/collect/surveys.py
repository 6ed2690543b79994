"""Answers to surveys, question by question, from the table `surveys`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from brandscore.metrics.collect.frame import ALL, Frame, Key, Summary
from brandscore.metrics.registry.formula import FUNCTIONS

if TYPE_CHECKING:
    from ibis.expr.types import Table as Expr

    from brandscore.engine.session import Session
    from brandscore.metrics.windows import Calendar

__all__ = ["EFFORT", "FUNNEL", "PLACES", "QUESTIONS", "Answer", "Question", "collect"]

#: The formula that is computed from the answers themselves.
EFFORT = "mean(effort_scores)"
#: Share of a scale from which an answer lies in its upper two fifths.
_AGREES = 0.6
#: Shares of a scale of a net score, 9 and 6 of 10.
_ABOVE, _BELOW = 0.9, 0.6
#: Scales are compared by shares; no share of a scale of whole numbers comes nearer than this.
_TINY = 1e-9


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer, as often as it was given.

    Parameters
    ----------
    share
        Where it lies on its scale, 0 to 1.
    times
        How often it was given.
    """

    share: float
    times: int

    @property
    def agrees(self) -> bool:
        """Whether it lies in the upper two fifths of the scale; of yes and no, yes."""
        return self.share >= _AGREES - _TINY

    @property
    def above(self) -> bool:
        """Whether it is 9 or 10 of 10, or as high on another scale."""
        return self.share >= _ABOVE - _TINY

    @property
    def below(self) -> bool:
        """Whether it is 6 of 10 or less, or as low on another scale."""
        return self.share <= _BELOW + _TINY

    @property
    def effort(self) -> float:
        """The answer on a scale from 1 to 7."""
        return 1 + 6 * self.share


@dataclass(frozen=True, slots=True)
class Question:
    """What is counted of the answers to one question.

    Parameters
    ----------
    name
        The question, as the table has it.
    group
        Whose answers count.
    agreeing
        Input that counts answers in the upper two fifths of the scale.
    net
        Inputs that count high, middle and low answers.
    answers
        Input that counts all answers.
    rivals
        Input that adds up the agreeing answers on all brands of a category.
    by_attribute
        Whether each attribute is counted by itself.
    effort
        Whether the answers themselves are wanted, from 1 to 7.
    usual
        The scale that the metric is defined on.
    """

    name: str
    group: str = "customer"
    agreeing: str = ""
    net: tuple[str, ...] = ()
    answers: str = ""
    rivals: str = ""
    by_attribute: bool = False
    effort: bool = False
    usual: tuple[float, float] | None = None

    @property
    def inputs(self) -> tuple[str, ...]:
        """The inputs that it gives."""
        named = (self.agreeing, *self.net, self.answers, self.rivals, "effort_scores" if self.effort else "")
        return tuple(name for name in named if name)


QUESTIONS: tuple[Question, ...] = (
    Question("nps", net=("promoters", "passives", "detractors"), usual=(0, 10)),
    Question("nts", net=("trusting", "neutral", "distrusting"), usual=(0, 10)),
    Question("csat", agreeing="satisfied", answers="respondents", usual=(1, 5)),
    Question("ces", effort=True, usual=(1, 7)),
    Question("awareness", agreeing="aware", answers="respondents"),
    Question("association", agreeing="brand_associations", rivals="total_associations", by_attribute=True),
    Question("preference", agreeing="brand_preferences", rivals="total_preferences"),
    Question("knows_positioning", "employee", "knowing_employees", answers="employees"),
    Question("positioning", "employee", "matching_employees", answers="employees"),
    Question("lives_positioning", "employee", "living_employees", answers="employees"),
    Question("leadership", "employee", "committed_leaders", answers="employees"),
    Question("engagement", "employee", "engaged_employees", answers="employees"),
)
#: The question behind each stage of the funnels: answers of customers in the upper two fifths.
FUNNEL: dict[str, str] = {
    "awareness": "awareness",
    "interest": "interest",
    "consideration": "interest",
    "preference": "preference",
    "purchase": "purchase",
    "decision": "purchase",
    "advocacy": "recommendation",
}
#: Other words for a question.
_ALSO = {"positioning_match": "positioning"}

_SPECIAL = {"respondents": ("respondent",), "employees": ("respondent",)}
#: Columns that each input is collected from.
PLACES: Mapping[str, tuple[str, ...]] = {
    **{
        name: ("attribute",) if question.by_attribute else _SPECIAL.get(name, ("score",))
        for question in QUESTIONS
        for name in question.inputs
    },
    **dict.fromkeys(FUNNEL, ("score",)),
}


@dataclass
class _Asked:
    """Answers to one question by (period, brand, of), who was asked at all, and notes on them."""

    answers: dict[tuple[int, str, str], list[Answer]] = field(default_factory=lambda: defaultdict(list))
    asked: set[tuple[str, str]] = field(default_factory=set)
    scales: dict[tuple[int, str, str], set[tuple[float, float]]] = field(default_factory=lambda: defaultdict(set))


def collect(session: Session, surveys: Expr, calendar: Calendar, category: Mapping[str, str]) -> list[Frame]:
    """Count the answers of each period by brand; one frame per question that was asked, and one of the funnels.

    Every row is an answer: who answers twice in a period counts twice.

    Parameters
    ----------
    session, surveys, calendar
        What to count, and when.
    category
        The industry group of each brand.
    """
    s = surveys.mutate(attribute=surveys.attribute.fill_null(""))
    keys = ("brand", "group", "question", "attribute", "score", "scale_min", "scale_max")
    dated = s.inner_join(calendar.days, s.date == calendar.days.day)
    counted = dated.group_by("period", *keys).aggregate(times=dated.count()).order_by("period", *keys)
    asked: defaultdict[tuple[str, str], _Asked] = defaultdict(_Asked)
    for row in session.rows(s.select("brand", "group", "question", "attribute").distinct()):
        question = _ALSO.get(row["question"], row["question"])
        asked[question, row["group"]].asked.add((row["brand"], row["attribute"]))
    for row in session.rows(counted):
        question = _ALSO.get(row["question"], row["question"])
        width = row["scale_max"] - row["scale_min"]
        answer = Answer((row["score"] - row["scale_min"]) / width, row["times"])
        found = asked[question, row["group"]]
        key = (row["period"], row["brand"], row["attribute"])
        found.answers[key].append(answer)
        found.scales[key].add((row["scale_min"], row["scale_max"]))
    periods = len(calendar.periods)
    frames = [
        _frame(question, asked[question.name, question.group], periods, category)
        for question in QUESTIONS
        if (question.name, question.group) in asked
    ]
    if any((name, "customer") in asked for name in FUNNEL.values()):
        frames.append(_funnel(asked, periods))
    return frames


def _frame(question: Question, found: _Asked, periods: int, category: Mapping[str, str]) -> Frame:
    brands = sorted({(brand, of if question.by_attribute else "") for brand, of in found.asked})
    rows: dict[Key, dict[str, float]] = {}
    notes: dict[Key, str] = {}
    efforts: dict[Key, Summary] = {}
    for period in range(periods):
        for brand, of in brands:
            key = (period, brand, ALL, of)
            cells = [
                (period, b, a) for b, a in sorted(found.asked) if b == brand and (not question.by_attribute or a == of)
            ]
            answers = [answer for cell in cells for answer in found.answers.get(cell, ())]
            rows[key] = _counts(question, answers)
            scales = {scale for cell in cells for scale in found.scales.get(cell, ())}
            notes[key] = _on_scales(question, scales)
            if question.effort:
                efforts[key] = _effort(answers)
    if question.rivals:
        sums: dict[tuple[int, str, str], float] = {}
        for (period, brand, _, of), row in rows.items():
            group = (period, category.get(brand, ""), of)
            sums[group] = sums.get(group, 0.0) + row[question.agreeing]
        for (period, brand, _, of), row in rows.items():
            row[question.rivals] = sums[period, category.get(brand, ""), of]
    frame = Frame.of(
        f"surveys: {question.name}",
        dict.fromkeys(question.inputs, "surveys"),
        rows,
        by="attribute" if question.by_attribute else "",
    )
    for place, key in enumerate(frame.keys):
        if notes[key]:
            frame.notes[place] = {name: [notes[key]] for name in question.inputs}
    if question.effort:
        frame.summaries[EFFORT] = efforts
    return frame


def _counts(question: Question, answers: Sequence[Answer]) -> dict[str, float]:
    row: dict[str, float] = {}
    if question.net:
        high, middle, low = question.net
        row[high] = sum(a.times for a in answers if a.above)
        row[low] = sum(a.times for a in answers if a.below)
        row[middle] = sum(a.times for a in answers) - row[high] - row[low]
    if question.agreeing:
        row[question.agreeing] = sum(a.times for a in answers if a.agrees)
    if question.answers:
        row[question.answers] = sum(a.times for a in answers)
    if question.effort:
        row["effort_scores"] = sum(a.times for a in answers)
    return row


def _effort(answers: Sequence[Answer]) -> Summary:
    import numpy as np

    if not answers:
        return None, "nobody answered in the period"
    # In the order of the answers, which does not depend on that of the rows.
    scores = np.repeat([a.effort for a in answers], [a.times for a in answers])
    return float(FUNCTIONS["mean"].value(np.sort(scores))), ""


def _on_scales(question: Question, scales: set[tuple[float, float]]) -> str:
    """Say what other scale than the usual one was answered on."""
    other = sorted(scales - {question.usual}) if question.usual else []
    if not other:
        return ""
    named = ", ".join(f"{low:g} to {high:g}" for low, high in other)
    return f"answers on a scale of {named}, read by their share of it"


def _funnel(asked: Mapping[tuple[str, str], _Asked], periods: int) -> Frame:
    """Count who is at each stage of the funnels, of those asked; what nobody was asked was not collected."""
    found = {stage: asked[name, "customer"] for stage, name in FUNNEL.items() if (name, "customer") in asked}
    brands = sorted({brand for one in found.values() for brand, _ in one.asked})
    rows: dict[Key, dict[str, float]] = {(n, brand, ALL, ""): {} for n in range(periods) for brand in brands}
    for stage, one in found.items():
        for brand in {brand for brand, _ in one.asked}:
            for period in range(periods):
                rows[period, brand, ALL, ""][stage] = 0.0
        for (period, brand, _), answers in one.answers.items():
            rows[period, brand, ALL, ""][stage] += sum(a.times for a in answers if a.agrees)
    return Frame.of("surveys: funnel", dict.fromkeys(FUNNEL, "surveys"), rows)
