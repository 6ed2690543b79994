"""What is asked (brands, sides, platforms) and whether the data can answer it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import combinations

from brandscore.errors import RefusedError
from brandscore.indicators import applicable
from brandscore.platforms import PLATFORM_NAMES, SIDES
from brandscore.score.profile import Profile

__all__ = ["Competitor", "Question", "check_answerable", "collected_cells"]


@dataclass(frozen=True, slots=True)
class Competitor:
    """A brand as the score knows it.

    Parameters
    ----------
    name, category
        Its name, and the category it is ranked in.
    platforms
        Platforms where it lists an official account.
    """

    name: str
    category: str = "all"
    platforms: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Question:
    """The part of the data that is asked about."""

    sides: tuple[str, ...] = SIDES
    platforms: tuple[str, ...] = PLATFORM_NAMES

    @property
    def cells(self) -> tuple[tuple[str, str], ...]:
        """The (side, platform) cells asked for."""
        return tuple((side, platform) for side in self.sides for platform in self.platforms)

    def weights(self, profile: Profile) -> Mapping[tuple[str, str], float]:
        """Return the nominal weight of every asked cell; they sum to 1."""
        sides = {side: getattr(profile.sides, side) for side in self.sides}
        platforms = {p: profile.platforms.get(p, 0.0) for p in self.platforms}
        all_sides, all_platforms = sum(sides.values()), sum(platforms.values())
        if not all_sides or not all_platforms:
            return dict.fromkeys(self.cells, 0.0)
        return {(s, p): sides[s] / all_sides * platforms[p] / all_platforms for s, p in self.cells}

    def options(self) -> str:
        """Return it as options of the command line."""
        side = "both" if len(self.sides) == len(SIDES) else self.sides[0]
        return f"--sides {side} --platforms {','.join(self.platforms)}"


def collected_cells(collected: frozenset[tuple[str, str, str]], profile: Profile) -> frozenset[tuple[str, str]]:
    """Return the (side, platform) cells in which some scored indicator is collected.

    Of views & interactions the parts are looked for: a reference holds only those.
    """
    return frozenset(
        (side, platform)
        for side in SIDES
        for platform in PLATFORM_NAMES
        if any(
            (platform, side, i.name) in collected
            for i in applicable(side, platform)
            if i.name in profile.scored_on(side) and i.name != "views_interactions"
        )
    )


def _answers(question: Question, cells: frozenset[tuple[str, str]], profile: Profile) -> tuple[bool, float]:
    """Whether a question passes, and how much of the whole score's weight it asks for."""
    weights = question.weights(profile)
    covered = sum(w for cell, w in weights.items() if cell in cells)
    each_side = all(any((side, p) in cells for p in question.platforms) for side in question.sides)
    whole = Question().weights(profile)
    return each_side and covered >= profile.coverage.floor - 1e-12, sum(whole[c] for c in question.cells if c in cells)


def _narrower(question: Question, cells: frozenset[tuple[str, str]], profile: Profile) -> Question | None:
    """Return the narrower question that keeps most of the collected weight and asks least beside it."""
    best: tuple[tuple[float, int], Question] | None = None
    sides_wanted = [question.sides, *((side,) for side in question.sides if len(question.sides) > 1)]
    for sides in sides_wanted:
        for size in range(len(question.platforms), 0, -1):
            for platforms in combinations(question.platforms, size):
                candidate = Question(tuple(sides), platforms)
                passes, weight = _answers(candidate, cells, profile)
                merit = (round(weight, 12), -len(candidate.cells))
                if passes and (best is None or merit > best[0]):
                    best = (merit, candidate)
    return None if best is None else best[1]


def check_answerable(question: Question, collected: frozenset[tuple[str, str, str]], profile: Profile) -> None:
    """Refuse a question that is wider than the data.

    Parameters
    ----------
    question
        What is asked.
    collected
        (platform, side, indicator) that count as collected: those of the data,
        or of a borrowed reference.
    profile
        Weights and floor.

    Raises
    ------
    RefusedError
        If less than the profile's floor of the asked weight is collected, or
        nothing of a side asked for; names what is missing and the narrower
        question that would pass.
    """
    cells = collected_cells(collected, profile)
    passes, _ = _answers(question, cells, profile)
    if passes:
        return
    weights = question.weights(profile)
    covered = sum(w for cell, w in weights.items() if cell in cells)
    lines = [
        f"the data cannot answer this question: {covered:.0%} of what was asked for was collected, "
        f"the profile {profile.name} wants at least {profile.coverage.floor:.0%}"
        + " and something of every side asked for."
    ]
    for side in question.sides:
        missing = [p for p in question.platforms if (side, p) not in cells]
        if missing:
            tables = "accounts, posts or own mentions" if side == "own" else "earned mentions"
            lines.append(f"  not collected: {side} on {', '.join(missing)} (no {tables} there)")
    narrower = _narrower(question, cells, profile)
    if narrower is None:
        lines.append("  No narrower question would pass either: nothing of it was collected.")
    else:
        lines.append(f"  What the data can answer: {narrower.options()}")
    raise RefusedError("\n".join(lines))
