"""How often each kind of message is said: of a brand, on its pages or elsewhere, before and in its crisis."""

from __future__ import annotations

from functools import cache

from brandscore.example.brands import BRANDS, CRISIS, VIRAL, BrandPlan
from brandscore.example.dice import running

__all__ = ["Mix", "mix_of", "phase_of", "topic_of"]

_GOOD = ("praise", "love", "bought_happy", "mixed_good", "crave", "short_good")
_BAD = ("complain", "sarcasm", "quit", "mixed_bad", "short_bad")
_BUY = ("want", "bought", "ask_buy")
_ADVOCATE = ("recommend", "tag", "look", "defend")
_TALK = ("chat", "ask_other", "giveaway", "short_neu")
_TRADE = ("seller", "spam", "news", "copy", "job")

_EARNED = {
    "praise": 150,
    "love": 52,
    "recommend": 46,
    "tag": 20,
    "look": 12,
    "defend": 8,
    "want": 72,
    "crave": 34,
    "bought": 34,
    "bought_happy": 24,
    "ask_buy": 58,
    "ask_other": 14,
    "complain": 116,
    "sarcasm": 20,
    "quit": 12,
    "mixed_bad": 20,
    "mixed_good": 24,
    "chat": 150,
    "giveaway": 8,
    "news": 24,
    "seller": 38,
    "spam": 20,
    "copy": 28,
    "job": 8,
}
_OWN = {
    "praise": 78,
    "love": 46,
    "recommend": 18,
    "tag": 50,
    "look": 36,
    "defend": 5,
    "want": 90,
    "crave": 40,
    "bought": 24,
    "bought_happy": 14,
    "ask_buy": 150,
    "ask_other": 36,
    "complain": 74,
    "sarcasm": 8,
    "quit": 6,
    "mixed_bad": 8,
    "mixed_good": 8,
    "chat": 24,
    "giveaway": 56,
    "seller": 4,
    "spam": 10,
    "short_good": 150,
    "short_bad": 30,
    "short_neu": 24,
}
#: In the crisis the crisis is the talk.
_CRISIS_EARNED = {"crisis": 2_600, "news_crisis": 130, "defend": 70, "sarcasm": 60}
_CRISIS_OWN = {"crisis": 2_300, "defend": 40, "sarcasm": 50}
_TOPICS = {
    **dict.fromkeys(("ask_buy", "want", "crave", "bought"), "buy"),
    **dict.fromkeys((*_BAD, "crisis"), "bad"),
    **dict.fromkeys(("praise", "love", "recommend", "bought_happy", "mixed_good", "short_good", "defend"), "good"),
}

#: Kinds, and running totals of their weights.
Mix = tuple[tuple[str, ...], tuple[int, ...]]


def phase_of(plan: BrandPlan, day: int) -> str:
    """Return what goes on at a brand that day: ``crisis``, ``after``, ``viral`` or empty."""
    if plan is BRANDS[2] and day >= CRISIS[0]:
        return "crisis" if day <= CRISIS[1] else "after"
    if plan is BRANDS[1] and VIRAL[0] <= day <= VIRAL[1]:
        return "viral"
    return ""


def topic_of(kind: str) -> str:
    """Return what an admin's answer to such a comment is about: buy, bad, good or other."""
    return _TOPICS.get(kind, "other")


def _factor(plan: BrandPlan, kind: str, phase: str) -> float:
    factor = 1.0
    for kinds, value in (
        (_GOOD, plan.good),
        (_BAD, plan.bad),
        (_BUY, plan.buy),
        (_ADVOCATE, plan.advocate),
        (_TALK, plan.talk),
        (_TRADE, plan.trade),
    ):
        if kind in kinds:
            factor *= value
    if phase == "crisis" and kind in (*_GOOD, *_BUY, "recommend", "tag", "look"):
        factor *= 0.5
    if phase == "after":
        factor *= 1.8 if kind in _BAD else 0.8 if kind in _GOOD else 1.0
    if phase == "viral" and kind in (*_BUY, "tag", "look", "crave"):
        factor *= 1.6
    return factor


@cache
def _mix(index: int, channel: str, phase: str) -> Mix:
    plan = BRANDS[index]
    own = channel == "own"
    weights = {kind: int(10 * w * _factor(plan, kind, phase)) for kind, w in (_OWN if own else _EARNED).items()}
    if phase == "crisis":
        for kind, w in (_CRISIS_OWN if own else _CRISIS_EARNED).items():
            weights[kind] = weights.get(kind, 0) + 10 * w
    if phase == "after":
        weights["crisis"] = 1_200 if own else 1_000
    return tuple(weights), running(weights.values())


def mix_of(plan: BrandPlan, channel: str, day: int) -> Mix:
    """Return the kinds of message about a brand that day, and running totals of their weights."""
    return _mix(BRANDS.index(plan), channel, phase_of(plan, day))
