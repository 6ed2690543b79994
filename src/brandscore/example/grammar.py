"""Templates to text: ``{slot}`` is filled, ``[a|b|]`` is one of several.

Examples
--------
>>> from brandscore.example.dice import Dice
>>> Speaker(Dice(1, "doc"), {"what": compiled("tea\\ncoffee")}).say(parsed("[some|more] {what}")) in {
...     "some tea", "some coffee", "more tea", "more coffee"
... }
True
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

from brandscore.example.dice import Dice

__all__ = ["Line", "Speaker", "compiled", "parsed"]


@dataclass(frozen=True, slots=True)
class Slot:
    """A place that a bank fills."""

    name: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A place with alternatives."""

    options: tuple[Line, ...]


Line: TypeAlias = "tuple[str | Slot | Choice, ...]"


def _read(text: str, at: int, stops: str) -> tuple[Line, int]:
    """Read a line from ``at`` up to one of ``stops`` (or the end)."""
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
    return _read(text, 0, "")[0]


@cache
def compiled(lines: str) -> tuple[Line, ...]:
    """Return the templates of a bank; a line that begins with a pin or a clock or cup continues a post."""
    return tuple(parsed(line) for line in lines.strip().split("\n"))


class Speaker:
    """Fills templates from banks; does not say the same clause twice in one message.

    Parameters
    ----------
    dice
        Its stream of chance.
    banks
        Banks by slot name.
    """

    __slots__ = ("_said", "banks", "dice")

    def __init__(self, dice: Dice, banks: Mapping[str, tuple[Line, ...]]) -> None:
        self.dice = dice
        self.banks = banks
        self._said: list[int] = []

    def say(self, line: Line) -> str:
        """Return a text made from a template."""
        self._said.clear()
        return self._fill(line)

    def _fill(self, line: Line) -> str:
        out = ""
        for part in line:
            if isinstance(part, str):
                out += part
            elif isinstance(part, Slot):
                out += self._fill(self._take(part.name))
            else:
                out += self._fill(self.dice.pick(part.options))
        return out

    def _take(self, name: str) -> Line:
        bank = self.banks[name]
        line = self.dice.pick(bank)
        for _ in range(3):
            if len(bank) == 1 or id(line) not in self._said:
                break
            line = self.dice.pick(bank)
        self._said.append(id(line))
        return line
