"""What a metric is: one declaration that everything else is derived from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from brandscore.metrics.registry.formula import Formula
from brandscore.metrics.registry.inputs import INPUTS
from brandscore.metrics.registry.sources import SOURCES, Source

__all__ = ["FAMILIES", "Band", "Direction", "Example", "Metric", "Named", "OutputUnit", "Stage"]

OutputUnit = Literal["percent", "ratio", "money", "count", "times", "seconds", "minutes", "points"]
Stage = Literal["awareness", "consideration", "decision"]
Direction = Literal["higher", "lower", "depends"]

#: The families, each a page of the documentation: title and what it is about.
FAMILIES: Mapping[str, tuple[str, str]] = {
    "reach": ("Reach", "How many saw it, and who talks about the brand."),
    "engagement": ("Engagement", "What people do with it."),
    "conversion": ("Conversion", "Whether they go on: click, stay, register, buy."),
    "website": ("Website and e-mail", "What objectives count beside the platforms' own figures."),
    "cost": ("Cost", "What each step costs."),
    "value": ("Return", "What comes back, and what a customer is worth."),
    "funnel": ("Funnels", "How many go on from stage to stage."),
    "health": ("Brand health", "Awareness, consistency, positioning, behaviour and perception."),
    "equity": ("Brand equity", "What the brand is worth in money, by three methods; every assumption is an input."),
}


@dataclass(frozen=True, slots=True)
class Band:
    """A range of values that a source calls by a word.

    Parameters
    ----------
    word, word_th
        What the source calls it.
    low, high
        The range, both ends in it; None = no end. A value on the border of two bands belongs to the first.
    """

    word: str
    word_th: str
    low: float | None = None
    high: float | None = None

    def holds(self, value: float) -> bool:
        """Whether a value lies in the range."""
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)


@dataclass(frozen=True, slots=True)
class Example:
    """A worked example of a source.

    Parameters
    ----------
    inputs
        The figures it starts from.
    value
        The right result.
    source
        Key of the source.
    printed
        What the source prints, where that differs.
    slip
        Why it differs.
    """

    inputs: Mapping[str, float | tuple[float, ...]]
    value: float
    source: str
    printed: float | None = None
    slip: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """What an article calls a metric, and what is wrong with its formula if anything is."""

    source: str
    called: str
    slip: str = ""


@dataclass(frozen=True)
class Metric:
    """One metric.

    Parameters
    ----------
    name
        Its usual abbreviation, or its name in snake_case.
    title, title_th
        What people read.
    family
        One of `FAMILIES`.
    formulas
        Its formula; several where it is computed from other inputs just as well.
    unit
        Of the value. Rates are in percent.
    about
        What it tells.
    low, high
        Range of the value; None = no end.
    direction
        Which is better.
    reading
        How to read a value, where `bands` do not say it.
    bands
        Ranges that a source calls good or bad.
    stage
        Stage of the buyer journey.
    at_most
        Pairs of inputs of which the first is rarely above the second: a warning, no error.
    named
        What the articles call it.
    sources
        Further sources, by key.
    examples
        Worked examples.
    rules
        How platforms count, where they differ: (platform, rule).
    indicator
        The indicator of the score that measures the same.
    by_hand
        Whether it is never measured over data: what tables hold under the names of its inputs is of something else.
    """

    name: str
    title: str
    title_th: str
    family: str
    formulas: tuple[Formula, ...]
    unit: OutputUnit
    about: str
    low: float | None = 0.0
    high: float | None = None
    direction: Direction = "higher"
    reading: str = ""
    bands: tuple[Band, ...] = ()
    stage: Stage | None = None
    at_most: tuple[tuple[str, str], ...] = ()
    named: tuple[Named, ...] = ()
    sources: tuple[str, ...] = ()
    examples: tuple[Example, ...] = ()
    rules: tuple[tuple[str, str], ...] = ()
    indicator: str | None = None
    by_hand: bool = False

    def __post_init__(self) -> None:
        unknown = [name for name in self.inputs if name not in INPUTS]
        unknown += [key for key in self.source_keys if key not in SOURCES]
        if unknown or self.family not in FAMILIES:
            raise ValueError(f"{self.name}: not declared: {unknown or self.family}")
        for formula in self.formulas:
            if formula.lists != {name for name in formula.inputs if INPUTS[name].many}:
                raise ValueError(f"{self.name}: {formula.text}: lists and numbers are mixed up")

    @property
    def inputs(self) -> tuple[str, ...]:
        """Names of all inputs, over all formulas."""
        return tuple(dict.fromkeys(name for formula in self.formulas for name in formula.inputs))

    @property
    def always(self) -> frozenset[str]:
        """Names of the inputs that every formula needs."""
        return frozenset.intersection(*(frozenset(formula.inputs) for formula in self.formulas))

    @property
    def takes(self) -> str:
        """The inputs of each formula, in words."""
        return " or ".join(", ".join(formula.inputs) for formula in self.formulas)

    @property
    def formula_text(self) -> str:
        """All formulas as one text."""
        return " or ".join(formula.text for formula in self.formulas)

    @property
    def source_keys(self) -> tuple[str, ...]:
        """Keys of all sources, the articles first."""
        keys = (*(n.source for n in self.named), *self.sources, *(e.source for e in self.examples))
        return tuple(dict.fromkeys(keys))

    @property
    def cited(self) -> tuple[Source, ...]:
        """The sources themselves."""
        return tuple(SOURCES[key] for key in self.source_keys)

    @property
    def effective(self) -> str:
        """Since when the first source's rules stand; empty where it does not say."""
        return next((s.effective for s in self.cited if s.effective), "")

    def band(self, value: float) -> Band | None:
        """Return the band that a value lies in, if a source gives one."""
        return next((band for band in self.bands if band.holds(value)), None)

    def formula_for(self, given: frozenset[str]) -> Formula | None:
        """Return the formula whose inputs are all given: of several, the first."""
        return next((f for f in self.formulas if given.issuperset(f.inputs)), None)
