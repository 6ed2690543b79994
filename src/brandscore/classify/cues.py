"""Lexicon terms as features: how often each group of cues occurs in a text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from brandscore.classify.features import Cues, Features
from brandscore.text.terms import shipped_terms

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from brandscore.text.codes import Codes

__all__ = ["cue_counts", "cue_values", "group_names", "shipped_cues"]


def group_names() -> tuple[str, ...]:
    """Return the groups that can be counted, as ``lexicon.group``; negated ones end in ``.negated``."""
    return shipped_terms().groups


def shipped_cues(weight: float = 1.0, groups: Sequence[str] | None = None) -> Cues:
    """Return cues of the shipped lexicons.

    Parameters
    ----------
    weight
        Of one count beside n-grams of length 1.
    groups
        Some of `group_names`; all if not given.

    Raises
    ------
    ValueError
        If a group is unknown.

    Examples
    --------
    >>> sorted(shipped_cues(groups=["advocacy.invite"]).lexicons)
    ['advocacy']
    """
    terms = shipped_terms()
    wanted = terms.groups if groups is None else tuple(groups)
    if unknown := [name for name in wanted if name not in terms.groups]:
        raise ValueError(f"no such groups of cues: {', '.join(unknown)}")
    used = {name.partition(".")[0] for name in wanted}
    # A count of negated terms hangs on the negators too.
    if any(name.endswith(".negated") for name in wanted):
        used.add("modifiers")
    hashes = {words.name: words.sha256 for words in terms.lexicons if words.name in used}
    return Cues(wanted, weight, hashes)


def cue_counts(codes: Codes, features: Features) -> NDArray[np.int32]:
    """Return how often each group of the features occurs: a row per text, a column per group.

    Parameters
    ----------
    codes
        Normalised texts.
    features
        With the groups, and how much of a text is read.
    """
    terms = shipped_terms()
    counts = terms.count(codes, features.ngrams.longest_text)
    if features.cues.groups == terms.groups:
        return counts
    place = {name: column for column, name in enumerate(terms.groups)}
    return counts[:, [place[name] for name in features.cues.groups]]


def cue_values(codes: Codes, features: Features) -> NDArray[np.float64]:
    """Return the counts as they stand in the matrix: weight * (1 + log(count))."""
    counts = cue_counts(codes, features)
    values = np.zeros(counts.shape)
    np.log(counts, out=values, where=counts > 0)
    values[counts > 0] += 1.0
    values *= features.cues.weight
    return values
