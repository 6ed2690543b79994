r"""Templates to text: ``{slot}`` is filled, ``[a|b|]`` is one of several, `` // `` is a new line.

Examples
--------
>>> from brandscore.example.dice import Dice
>>> speaker = Speaker(Dice(1, "example"), {"drink": compiled("tea\ncoffee")}, {"n": lambda: "2"})
>>> speaker.say(parsed("{n} [cups|mugs] of {drink}")).split()[0]
'2'
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

from brandscore.example.dice import Dice

__all__ = ["Line", "Speaker", "compiled", "parsed", "slots"]


@dataclass(frozen=True, slots=True)
class Slot:
    """A place that a bank or a maker fills."""

    name: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A place with alternatives."""

    options: tuple[Line, ...]


Line: TypeAlias = "tuple[str | Slot | Choice, ...]"


def _read(text: str, at: int, stops: str) -> tuple[Line, int]:
    """Read a line from ``at`` up to one of ``stops``, or to the end."""
    parts: list[str | Slot | Choice] = []
    plain = at
    while at < len(text) and text[at] not in stops:
        sign = text[at]
        if sign not in "{[":
            at += 1
            continue
        if at > plain:
            parts.append(text[plain:at])
        if sign == "{":
            end = text.index("}", at)
            parts.append(Slot(text[at + 1 : end]))
            at = end + 1
        else:
            options: list[Line] = []
            while text[at] != "]":
                option, at = _read(text, at + 1, "|]")
                options.append(option)
            parts.append(Choice(tuple(options)))
            at += 1
        plain = at
    if at > plain:
        parts.append(text[plain:at])
    return tuple(parts), at


def parsed(text: str) -> Line:
    """Return a template as parts."""
    return _read(text.replace(" // ", "\n"), 0, "")[0]


@cache
def compiled(lines: str) -> tuple[Line, ...]:
    """Return the templates of a bank, one a line."""
    return tuple(parsed(line) for line in lines.strip().split("\n")) if lines else ()


def slots(line: Line) -> tuple[str, ...]:
    """Return the names of the slots of a template, those of alternatives too.

    Examples
    --------
    >>> slots(parsed("{b} [is {good}|]"))
    ('b', 'good')
    """
    names: list[str] = []
    for part in line:
        if isinstance(part, Slot):
            names.append(part.name)
        elif isinstance(part, Choice):
            for option in part.options:
                names.extend(slots(option))
    return tuple(names)


class Speaker:
    """Fills templates; avoids saying the same phrase twice in one message.

    Parameters
    ----------
    dice
        Its stream of chance.
    banks
        Phrases by slot name.
    makers
        Functions by slot name, asked before the banks.
    """

    __slots__ = ("_said", "banks", "dice", "makers")

    def __init__(
        self, dice: Dice, banks: Mapping[str, tuple[Line, ...]], makers: Mapping[str, Callable[[], str]]
    ) -> None:
        self.dice = dice
        self.banks = banks
        self.makers = makers
        self._said: list[Line] = []

    def say(self, line: Line) -> str:
        """Return a text made from a template."""
        self._said.clear()
        return self._fill(line)

    def _fill(self, line: Line) -> str:
        out = ""
        for part in line:
            if isinstance(part, str):
                out += part
            elif isinstance(part, Choice):
                out += self._fill(self.dice.pick(part.options))
            else:
                maker = self.makers.get(part.name)
                out += maker() if maker is not None else self._fill(self._take(self.banks[part.name]))
        return out

    def _take(self, bank: tuple[Line, ...]) -> Line:
        line = self.dice.pick(bank)
        for _ in range(3):
            if not any(line is said for said in self._said):
                break
            line = self.dice.pick(bank)
        self._said.append(line)
        return line
