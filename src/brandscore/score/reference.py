"""The frozen reference: all that a score borrows from other brands."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from brandscore.errors import DataError, Problem
from brandscore.indicators import applicable, indicator_named
from brandscore.metrics.measured import Measured
from brandscore.metrics.windows import Period
from brandscore.platforms import PLATFORM_NAMES, SIDES
from brandscore.score.normalise import Reference, reference_of
from brandscore.score.profile import Profile
from brandscore.score.question import Competitor
from brandscore.score.status import RATE_COUNTS, Standing, standing_of

__all__ = ["Entry", "Frozen", "build_reference", "reference_from_rows", "reference_rows"]

#: (category, platform, side, indicator)
EntryKey = tuple[str, str, str, str]
_NUMBERS = ("x_ref", "low", "high", "mean", "sd")


@dataclass(frozen=True, slots=True)
class Entry:
    """What is borrowed for one indicator of one cell of one category."""

    reference: Reference
    collected: bool
    brands: tuple[str, ...] = ()
    shrink_mean: float | None = None


@dataclass(frozen=True, slots=True)
class Frozen:
    """A whole reference.

    Parameters
    ----------
    base
        The window it was taken from.
    normaliser
        The normalisation it was made for.
    profile
        Name of the profile it was made with.
    entries
        What is borrowed, by (category, platform, side, indicator).
    quantifier
        Parameters that counts of classified sentiment are corrected with, as
        one text; empty where nothing was corrected.
    """

    base: Period
    normaliser: str
    profile: str
    entries: Mapping[EntryKey, Entry]
    quantifier: str = ""
    _collected: dict[str, frozenset[tuple[str, str, str]]] = field(default_factory=dict, compare=False, repr=False)

    @property
    def categories(self) -> frozenset[str]:
        """Categories it speaks of."""
        return frozenset(key[0] for key in self.entries)

    def collected(self, category: str) -> frozenset[tuple[str, str, str]]:
        """Return the (platform, side, indicator) that count as collected."""
        if category not in self._collected:
            self._collected[category] = frozenset(
                (p, s, i) for (c, p, s, i), e in self.entries.items() if c == category and e.collected
            )
        return self._collected[category]

    @property
    def collected_anywhere(self) -> frozenset[tuple[str, str, str]]:
        """The (platform, side, indicator) that count as collected in some category."""
        return frozenset().union(*(self.collected(c) for c in self.categories))


def build_reference(measured: Measured, period: int, competitors: Sequence[Competitor], profile: Profile) -> Frozen:
    """Take the reference from the brands measured in one period.

    The same for every question: all cells are in it. A flow's values are
    divided by the period's days.
    """
    base = measured.periods[period]
    entries: dict[EntryKey, Entry] = {}
    for category in sorted({c.category for c in competitors}):
        rivals = [c for c in competitors if c.category == category]
        for platform in PLATFORM_NAMES:
            for side in SIDES:
                for indicator in applicable(side, platform):
                    name = indicator.name
                    if name == "views_interactions" or (name not in profile.scored and indicator.nature != "share"):
                        continue
                    if name == "net_sentiment_all":
                        continue
                    collected = (platform, side, name) in measured.collected
                    standings = {
                        r.name: standing_of(measured, period, r, side, platform, name, measured.collected)
                        for r in rivals
                    }
                    there = {b: s for b, s in standings.items() if s.status == "measured"}
                    mean = None
                    if name in profile.shrink.rates:
                        mean = _pooled(measured, period, tuple(there), platform, side, name)
                        there = {
                            r.name: s
                            for r in rivals
                            if (
                                s := shrunk(
                                    standings[r.name], measured, period, r.name, platform, side, name, mean, profile
                                )
                            ).status
                            == "measured"
                        }
                    reference = Reference()
                    if indicator.nature != "share":
                        days = base.days if indicator.nature == "flow" else 1
                        values = [float(s.value) / days for s in there.values() if s.value is not None]
                        reference = reference_of(values, profile.normalise.goalposts.get(name))
                    entries[category, platform, side, name] = Entry(reference, collected, tuple(sorted(there)), mean)
    return Frozen(base, profile.normalise.method, profile.name, entries)


def _pooled(
    measured: Measured, period: int, brands: Sequence[str], platform: str, side: str, rate: str
) -> float | None:
    """Return the category's mean of a rate: Σn/ΣN over the brands measured."""
    count, behind = RATE_COUNTS[rate]
    cells = [measured.cells[period, b, platform, side] for b in brands]
    n = sum(int(c.values[count] or 0) for c in cells)
    total = sum(c.counts[behind] for c in cells)
    return n / total if total else None


def shrunk(
    standing: Standing,
    measured: Measured,
    period: int,
    brand: str,
    platform: str,
    side: str,
    rate: str,
    mean: float | None,
    profile: Profile,
) -> Standing:
    """Return a rate drawn to the category's mean: (n + k·m)/(N + k)."""
    if standing.status != "measured" or mean is None:
        return standing
    count, behind = RATE_COUNTS[rate]
    cell = measured.cells[period, brand, platform, side]
    n, total, k = int(cell.values[count] or 0), cell.counts[behind], profile.shrink.k
    note = f"{n} of {total}, drawn to the category mean {mean:.4f}"
    return Standing(standing.status, (n + k * mean) / (total + k), "; ".join(filter(None, (standing.reason, note))))


def reference_rows(frozen: Frozen) -> list[dict[str, Any]]:
    """Return a reference as rows of table ``reference``."""
    rows = []
    for (category, platform, side, indicator), entry in frozen.entries.items():
        r = entry.reference
        rows.append(
            {
                "category": category,
                "platform": platform,
                "side": side,
                "indicator": indicator,
                "x_ref": r.x_ref,
                "base_from": frozen.base.start.isoformat(),
                "base_to": frozen.base.end.isoformat(),
                "brands": "|".join(entry.brands),
                "collected": int(entry.collected),
                "shrink_mean": entry.shrink_mean,
                "low": r.low,
                "high": r.high,
                "mean": r.mean,
                "sd": r.sd,
                "values": "|".join(repr(v) for v in r.values),
                "normaliser": frozen.normaliser,
                "profile": frozen.profile,
                "quantifier": frozen.quantifier if indicator == "net_sentiment" else "",
            }
        )
    return rows


def reference_from_rows(rows: Sequence[Mapping[str, str]], source: str) -> Frozen:
    """Read a reference back from the text cells of its file.

    Parameters
    ----------
    rows
        Cells as text, by column.
    source
        Name of the file, for errors.

    Raises
    ------
    DataError
        With every cell that is wrong.
    """
    problems: list[Problem] = []
    entries: dict[EntryKey, Entry] = {}
    bases: set[tuple[str, str]] = set()
    methods: set[tuple[str, str]] = set()
    quantifiers: set[str] = set()

    def number(text: str, row: int, column: str) -> float | None:
        if not text:
            return None
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        if not math.isfinite(value):
            problems.append(
                Problem(source, f"{text[:60]!r} is no number", "a number or an empty cell", "", row, column)
            )
            return None
        return value

    for place, row in enumerate(rows, start=2):
        key = (row["category"], row["platform"], row["side"], row["indicator"])
        for column, known in (("platform", PLATFORM_NAMES), ("side", SIDES)):
            if row[column] not in known:
                problems.append(
                    Problem(source, f"{row[column][:60]!r}", f"one of {', '.join(known)}", "", place, column)
                )
        try:
            indicator_named(row["indicator"])
        except KeyError:
            problems.append(Problem(source, f"{row['indicator'][:60]!r} is no indicator", "", "", place, "indicator"))
        if row["collected"] not in ("0", "1"):
            problems.append(Problem(source, f"{row['collected'][:60]!r}", "0 or 1", "", place, "collected"))
        if key in entries:
            problems.append(Problem(source, f"{', '.join(key)} stands twice", "one row each", "", place))
        found = {c: number(row[c], place, c) for c in (*_NUMBERS, "shrink_mean")}
        values = [number(v, place, "values") for v in row["values"].split("|") if v]
        if found["x_ref"] is not None and found["x_ref"] <= 0:
            problems.append(Problem(source, f"x_ref is {row['x_ref']}", "a number above 0", "", place, "x_ref"))
        entries[key] = Entry(
            Reference(
                found["x_ref"],
                found["low"],
                found["high"],
                found["mean"],
                found["sd"],
                tuple(v for v in values if v is not None),
            ),
            row["collected"] == "1",
            tuple(b for b in row["brands"].split("|") if b),
            found["shrink_mean"],
        )
        bases.add((row["base_from"], row["base_to"]))
        methods.add((row["normaliser"], row["profile"]))
        if row["indicator"] == "net_sentiment":
            quantifiers.add(row["quantifier"])
    if len(quantifiers) > 1:
        problems.append(
            Problem(
                source, f"{len(quantifiers)} corrections of sentiment", "one", "use a reference.csv that a run wrote"
            )
        )
    base = None
    if len(bases) != 1 or len(methods) != 1:
        problems.append(
            Problem(
                source,
                f"{len(bases)} base windows and {len(methods)} profiles or normalisers",
                "one of each",
                "use a reference.csv that a run wrote",
            )
        )
    else:
        start, end = next(iter(bases))
        try:
            base = Period(date.fromisoformat(start), date.fromisoformat(end))
        except ValueError:
            problems.append(
                Problem(source, f"base window {start[:30]!r} to {end[:30]!r}", "two days, such as 2026-01-31")
            )
    if problems or base is None:
        raise DataError(problems)
    return Frozen(base, *next(iter(methods)), entries, quantifier="".join(quantifiers))
