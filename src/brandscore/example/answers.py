"""Answers to two small surveys, in March and in June: of people who drink coffee, and of the challenger's staff."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from brandscore.example.advertising import ADVERTISER
from brandscore.example.brands import BRANDS
from brandscore.example.dice import Dice

__all__ = ["ATTRIBUTES", "WAVES", "survey_rows"]

#: First day of each wave; answers come within a week.
WAVES = ("2026-03-16", "2026-06-15")
#: What brands may be connected with.
ATTRIBUTES = ("รสชาติดี", "ราคาคุ้ม", "บริการดี", "ทันสมัย")

_CUSTOMERS, _EMPLOYEES = 60, 24
_NAMES = tuple(plan.name for plan in BRANDS)
#: Per brand: share that knows it (in both waves), how much it is liked (0 to 10), and its attributes' shares.
_STANDING: dict[str, tuple[tuple[float, float], float, tuple[float, float, float, float]]] = {
    _NAMES[0]: ((0.95, 0.95), 6.4, (0.42, 0.3, 0.35, 0.12)),
    _NAMES[1]: ((0.58, 0.74), 7.9, (0.5, 0.36, 0.38, 0.71)),
    _NAMES[2]: ((0.72, 0.76), 3.8, (0.3, 0.28, 0.1, 0.25)),
    _NAMES[3]: ((0.3, 0.33), 8.8, (0.74, 0.45, 0.66, 0.2)),
    _NAMES[4]: ((0.36, 0.34), 6.1, (0.33, 0.41, 0.3, 0.15)),
    _NAMES[5]: ((0.44, 0.45), 7.0, (0.48, 0.34, 0.42, 0.22)),
}
#: Share of the staff that says yes, in both waves.
_STAFF = {
    "knows_positioning": (0.62, 0.8),
    "positioning": (0.55, 0.66),
    "lives_positioning": (0.48, 0.6),
    "leadership": (0.7, 0.72),
}


def survey_rows(seed: int) -> list[dict[str, Any]]:
    """Return the rows of the table: brand, date, respondent, group, question, attribute, score and its scale."""
    dice = Dice(seed, "surveys")
    rows: list[dict[str, Any]] = []
    for wave, first in enumerate(WAVES):
        for number in range(_CUSTOMERS):
            who = f"c{wave * _CUSTOMERS + number + 1:03d}"
            rows += _customer(who, _day(first, dice), wave, dice)
        for number in range(_EMPLOYEES):
            rows += _employee(f"e{number + 1:02d}", _day(first, dice), wave, dice)
    return rows


def _day(first: str, dice: Dice) -> str:
    return f"{first[:8]}{int(first[8:]) + dice.below(7):02d}"


def _answer(
    who: tuple[str, str, str],
    brand: str,
    question: str,
    score: int,
    scale: tuple[int, int] = (0, 1),
    attribute: str | None = None,
) -> dict[str, Any]:
    day, respondent, group = who
    return {
        "brand": brand,
        "date": day,
        "respondent": respondent,
        "group": group,
        "question": question,
        "attribute": attribute,
        "score": float(score),
        "scale_min": float(scale[0]),
        "scale_max": float(scale[1]),
    }


def _near(dice: Dice, middle: float, low: int, high: int) -> int:
    """A score near a figure: the mean of three draws leans to the middle."""
    spread = (high - low) * 0.45
    score = middle + spread * (dice.u() + dice.u() + dice.u() - 1.5)
    return max(low, min(high, dice.whole(score)))


def _customer(respondent: str, day: str, wave: int, dice: Dice) -> Iterator[dict[str, Any]]:
    who = (day, respondent, "customer")
    liked: list[tuple[float, str]] = []
    for brand in _NAMES:
        known, liking, shares = _STANDING[brand]
        aware = dice.chance(known[wave])
        yield _answer(who, brand, "awareness", int(aware))
        if not aware:
            continue
        liked.append((liking + 4.0 * dice.u(), brand))
        yield _answer(who, brand, "nps", _near(dice, liking, 0, 10), (0, 10))
        for attribute, share in zip(ATTRIBUTES, shares, strict=True):
            yield _answer(who, brand, "association", int(dice.chance(share)), attribute=attribute)
    best = max(liked)[1] if liked else ""
    for _, brand in liked:
        yield _answer(who, brand, "preference", int(brand == best))
    if any(brand == ADVERTISER for _, brand in liked):
        yield from _of_the_advertiser(who, best == ADVERTISER, dice)


def _of_the_advertiser(who: tuple[str, str, str], favourite: bool, dice: Dice) -> Iterator[dict[str, Any]]:
    # Each step is taken by some of those who took the one before.
    goes_on = True
    for question, share in (("interest", 0.72), ("purchase", 0.66), ("recommendation", 0.6)):
        goes_on = goes_on and dice.chance(share + (0.15 if favourite else 0.0))
        yield _answer(who, ADVERTISER, question, int(goes_on))
    yield _answer(who, ADVERTISER, "csat", _near(dice, 4.0, 1, 5), (1, 5))
    yield _answer(who, ADVERTISER, "ces", _near(dice, 5.4, 1, 7), (1, 7))
    yield _answer(who, ADVERTISER, "nts", _near(dice, 7.4, 0, 10), (0, 10))


def _employee(respondent: str, day: str, wave: int, dice: Dice) -> Iterator[dict[str, Any]]:
    who = (day, respondent, "employee")
    for question, shares in _STAFF.items():
        yield _answer(who, ADVERTISER, question, int(dice.chance(shares[wave])))
    yield _answer(who, ADVERTISER, "engagement", _near(dice, 3.7, 1, 5), (1, 5))
