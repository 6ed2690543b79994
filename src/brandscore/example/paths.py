"""Visits to the challenger's site: which pages, in which order, from where."""

from __future__ import annotations

from typing import Any

from brandscore.example.dice import Dice, running
from brandscore.example.rhythm import instant

__all__ = ["visit_rows"]

_VISITS = 360
#: From 1 March to 30 June.
_FIRST_DAY, _DAYS = 59, 122
_SOURCES = (("tiktok", 30), ("facebook", 26), ("google", 18), ("line", 8), ("instagram", 10), ("", 12))
_LANDING = {
    "tiktok": (("matcha-soda", 70), ("home", 20), ("stores", 10)),
    "facebook": (("matcha-soda", 30), ("club", 30), ("catering", 20), ("home", 20)),
    "google": (("catering", 45), ("stores", 35), ("home", 20)),
    "line": (("club", 80), ("menu", 20)),
    "instagram": (("matcha-soda", 50), ("menu", 30), ("home", 20)),
    "": (("home", 80), ("stores", 20)),
}
#: Share of visits that end on the page they began with.
_BOUNCE = {"tiktok": 0.58, "facebook": 0.46, "google": 0.31, "line": 0.34, "instagram": 0.52, "": 0.4}
_NEXT = {
    "home": (("menu", 45), ("stores", 30), ("club", 15), ("catering", 10)),
    "menu": (("stores", 45), ("matcha-soda", 30), ("club", 25)),
    "matcha-soda": (("stores", 60), ("menu", 40)),
    "stores": (("menu", 60), ("home", 40)),
    "club": (("thanks", 60), ("home", 40)),
    "catering": (("thanks", 35), ("menu", 45), ("home", 20)),
    "thanks": (("home", 100),),
}


def _pick(dice: Dice, weighted: tuple[tuple[str, int], ...]) -> str:
    return weighted[dice.index(running(weight for _, weight in weighted))][0]


def visit_rows(seed: int) -> list[dict[str, Any]]:
    """Return the rows of the table: session, visitor, page, order, source, at."""
    dice = Dice(seed, "visits")
    rows: list[dict[str, Any]] = []
    starts = sorted((_FIRST_DAY + dice.below(_DAYS)) * 86_400 + _second(dice) for _ in range(_VISITS))
    for number, seconds in enumerate(starts, start=1):
        source = _pick(dice, _SOURCES)
        page = _pick(dice, _LANDING[source])
        session, visitor = f"s{number:04d}", f"v{1 + dice.below(_VISITS * 3 // 4):04d}"
        going_on = not dice.chance(_BOUNCE[source])
        order, at = 1, seconds
        while True:
            rows.append(
                {
                    "session": session,
                    "visitor": visitor,
                    "page": page,
                    "order": order,
                    "source": source or None,
                    "at": instant(at),
                }
            )
            if not going_on or order == 8:
                break
            order, at = order + 1, at + 8 + dice.below(110)
            page = _pick(dice, _NEXT[page])
            going_on = dice.chance(0.52)
    return rows


def _second(dice: Dice) -> int:
    """A second between 8 and 22 o'clock."""
    return 8 * 3600 + dice.below(14 * 3600)
