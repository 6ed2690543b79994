"""SMART: what an objective lacks, by rules that are written down once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from brandscore.okr.figures import Figures
from brandscore.okr.plan import KeyResult, Objective

__all__ = ["RULES", "Finding", "Letter", "Rule", "check", "rule_named"]

Letter = Literal["specific", "measurable", "achievable", "relevant", "time-bound"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that an objective may lack.

    Parameters
    ----------
    name
        Its name, as `objectives.csv` has it.
    letter
        Which of the five it belongs to.
    about, about_th
        What is lacking; of a question, what is asked.
    question
        Whether it is asked, not said: the figures alone cannot tell.
    """

    name: str
    letter: Letter
    about: str
    about_th: str
    question: bool = False


RULES: tuple[Rule, ...] = (
    Rule(
        "no_key_result",
        "specific",
        "no key result says what will have come about",
        "ไม่มีผลลัพธ์สำคัญที่บอกว่าอะไรจะเกิดขึ้น",
    ),
    Rule("no_owner", "specific", "no role answers for it (owner)", "ไม่ได้ระบุตำแหน่งที่รับผิดชอบ (owner)"),
    Rule("no_number", "measurable", "no key result has a number to reach", "ไม่มีผลลัพธ์สำคัญข้อใดกำหนดตัวเลข"),
    Rule("no_target", "measurable", "no target", "ไม่มีค่าเป้าหมาย (target)"),
    Rule("no_baseline", "measurable", "no baseline to compare with", "ไม่มีค่าตั้งต้นให้เทียบ (baseline)"),
    Rule(
        "no_figure",
        "measurable",
        "neither data nor a figure entered by hand say where it stands",
        "ไม่มีทั้งข้อมูลและตัวเลขที่กรอกเองให้รู้ว่าอยู่ตรงไหนแล้ว",
    ),
    Rule(
        "not_beyond",
        "achievable",
        "the target does not lie beyond the baseline: nothing is left to achieve",
        "เป้าหมายไม่ได้ไปไกลกว่าค่าตั้งต้น จึงไม่มีอะไรให้ทำเพิ่ม",
    ),
    Rule(
        "steep",
        "achievable",
        "is a change this steep within reach in the period?",
        "เปลี่ยนมากขนาดนี้ภายในช่วงเวลานี้ทำได้จริงหรือไม่",
        question=True,
    ),
    Rule("no_why", "relevant", "no reason says why it matters (why)", "ไม่ได้บอกว่าสำคัญเพราะอะไร (why)"),
    Rule("no_period", "time-bound", "no period says by when", "ไม่ได้กำหนดช่วงเวลา (period)"),
)


def rule_named(name: str) -> Rule:
    """Return a rule by its name; KeyError if there is none."""
    for rule in RULES:
        if rule.name == name:
            return rule
    raise KeyError(name)


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule that an objective meets.

    Parameters
    ----------
    rule
        Name of the rule.
    key_result
        Title of the key result; empty where it is the objective's.
    detail
        The figures behind it.
    """

    rule: str
    key_result: str = ""
    detail: str = ""

    @property
    def question(self) -> bool:
        """Whether it is a question."""
        return rule_named(self.rule).question

    def __str__(self) -> str:
        rule = rule_named(self.rule)
        return ": ".join(t for t in (rule.letter, self.key_result, self.detail, rule.about) if t)


def _said(figure: float) -> str:
    """Return a figure with the decimals that it needs, two at most."""
    return f"{figure:,.2f}".rstrip("0").rstrip(".")


def _key_result(key: KeyResult, figures: Figures, steep: float) -> Iterator[Finding]:
    if key.kind == "milestone":
        return
    if key.target is None and key.kind != "per_item":
        yield Finding("no_target", key.title)
    base, target = figures.baseline, figures.target
    if base is None and (key.kind == "increase_percent" or (key.kind == "reduce_to" and key.target is not None)):
        yield Finding("no_baseline", key.title)
    if figures.value is None and not key.by_hand and not figures.early:
        yield Finding("no_figure", key.title, figures.reason)
    if key.kind == "increase_percent":
        if key.target is not None and key.target > steep:
            yield Finding("steep", key.title, f"+{key.target:g} %")
        return
    if base is None or target is None:
        return
    falling = key.kind == "reduce_to"
    if target >= base if falling else target <= base:
        yield Finding("not_beyond", key.title, f"from {_said(base)} to {_said(target)}")
    elif falling and base > 0 and target < base / (1 + steep / 100):
        yield Finding("steep", key.title, f"from {_said(base)} to {_said(target)}")
    elif not falling and base > 0 and target > base * (1 + steep / 100):
        yield Finding("steep", key.title, f"+{100 * (target / base - 1):.0f} %")


def check(objective: Objective, figures: Sequence[Figures], steep: float) -> tuple[Finding, ...]:
    """Return what an objective lacks, in the order of `RULES`.

    Parameters
    ----------
    objective
        The objective.
    figures
        The figures of its key results, in their order.
    steep
        A change of more percent than this is asked about; downwards, one to
        less than 100 / (100 + steep) of the baseline.

    Examples
    --------
    >>> [f.rule for f in check(Objective("Be heard"), [], 100)]
    ['no_key_result', 'no_owner', 'no_why', 'no_period']
    """
    found: list[Finding] = []
    keys = objective.key_results
    if not keys:
        found.append(Finding("no_key_result"))
    elif not any(k.kind == "per_item" or (k.kind != "milestone" and k.target is not None) for k in keys):
        found.append(Finding("no_number"))
    if not objective.owner:
        found.append(Finding("no_owner"))
    if not objective.why:
        found.append(Finding("no_why"))
    if objective.period is None:
        found.append(Finding("no_period"))
    for key, one in zip(keys, figures, strict=True):
        found.extend(_key_result(key, one, steep))
    order = {rule.name: n for n, rule in enumerate(RULES)}
    return tuple(sorted(found, key=lambda f: order[f.rule]))
