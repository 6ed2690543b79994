"""What the classifiers read of a text, and how its columns are numbered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

__all__ = ["Cues", "Features", "Ngrams", "Words"]

#: Columns of n-grams and words together, 2 to this power at most.
_MOST_BITS = 24


@dataclass(frozen=True, slots=True)
class Ngrams:
    """The character n-grams that are cut from a text, and how they are numbered.

    Parameters
    ----------
    shortest, longest
        Lengths of the n-grams, characters; 8 at most.
    bits
        They are hashed to 2**bits columns; 24 at most.
    longest_text
        Characters of a normalised text that are read; the rest is ignored, so
        that one endless message costs no more than another. A million at most.
    """

    shortest: int = 1
    longest: int = 5
    bits: int = 18
    longest_text: int = 20_000

    def __post_init__(self) -> None:
        lengths = 1 <= self.shortest <= self.longest <= 8
        if not (lengths and 1 <= self.bits <= _MOST_BITS and 1 <= self.longest_text <= 1_000_000):
            raise ValueError(f"not a possible set of n-grams: {self}")

    @property
    def columns(self) -> int:
        """Number of columns."""
        return 1 << self.bits

    def as_dict(self) -> dict[str, Any]:
        """Return the parameters by name."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Cues:
    """The groups of lexicon terms that are counted in a text.

    Parameters
    ----------
    groups
        Names of the counts (`brandscore.classify.cues.group_names`), in the order of their columns.
    weight
        A count stands as weight * (1 + log(count)) beside n-grams of length 1.
    lexicons
        SHA-256 of each lexicon that the groups come from.
    """

    groups: tuple[str, ...] = ()
    weight: float = 1.0
    lexicons: Mapping[str, str] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        if not 0 < self.weight < 1e6 or len(set(self.groups)) != len(self.groups):
            raise ValueError(f"not a possible set of cues: weight {self.weight}, {len(self.groups)} groups")

    def as_dict(self) -> dict[str, Any]:
        """Return the parameters by name."""
        return {"groups": list(self.groups), "weight": self.weight, "lexicons": dict(self.lexicons)}


@dataclass(frozen=True, slots=True)
class Words:
    """The words that are looked for in a text, alone and in pairs, and how they are numbered.

    Parameters
    ----------
    vocabulary
        Words as the normaliser writes them, without spaces, sorted.
    bits
        Words and pairs are hashed to 2**bits columns of their own.
    weight
        A count stands as this times what that of an n-gram stands as.
    """

    vocabulary: tuple[str, ...] = ()
    bits: int = 19
    weight: float = 2.0

    def __post_init__(self) -> None:
        fits = 1 <= self.bits <= _MOST_BITS and 0 < self.weight < 1e3
        if not fits or any(not word or " " in word for word in self.vocabulary):
            raise ValueError(f"not a possible set of words: {len(self.vocabulary)}, {self.bits} bits, {self.weight}")
        if list(self.vocabulary) != sorted(set(self.vocabulary)):
            raise ValueError("words that are not sorted, or stand there twice")

    @property
    def columns(self) -> int:
        """Number of columns; none without words."""
        return (1 << self.bits) if self.vocabulary else 0

    def as_dict(self) -> dict[str, Any]:
        """Return the parameters by name."""
        return {"vocabulary": list(self.vocabulary), "bits": self.bits, "weight": self.weight}


@dataclass(frozen=True, slots=True)
class Features:
    """All columns of a text: those of the n-grams, those of the words, then one per group of cues.

    Parameters
    ----------
    ngrams, cues, words
        What is counted.

    Examples
    --------
    >>> Features(Ngrams(bits=4), Cues(("advocacy.invite",)), Words(("ดี",), bits=3)).columns
    25
    """

    ngrams: Ngrams = field(default_factory=Ngrams)
    cues: Cues = field(default_factory=Cues)
    words: Words = field(default_factory=Words)

    def __post_init__(self) -> None:
        if self.hashed > 1 << _MOST_BITS:
            raise ValueError(f"not a possible set of features: {self.hashed} columns")

    @property
    def hashed(self) -> int:
        """Number of columns of n-grams and words; those of the cues follow."""
        return self.ngrams.columns + self.words.columns

    @property
    def columns(self) -> int:
        """Number of columns."""
        return self.hashed + len(self.cues.groups)

    def as_dict(self) -> dict[str, Any]:
        """Return the parameters by name."""
        return {"ngrams": self.ngrams.as_dict(), "cues": self.cues.as_dict(), "words": self.words.as_dict()}

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Features:
        """Return what `as_dict` described.

        Examples
        --------
        >>> Features.from_dict(Features().as_dict()) == Features()
        True
        """
        cues, words = values["cues"], values["words"]
        return cls(
            Ngrams(**values["ngrams"]),
            Cues(tuple(cues["groups"]), float(cues["weight"]), dict(cues["lexicons"])),
            Words(tuple(words["vocabulary"]), int(words["bits"]), float(words["weight"])),
        )
