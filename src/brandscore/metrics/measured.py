"""Measured indicators as plain values: what the score is computed from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from brandscore.metrics.windows import Period
from brandscore.tables import SENTIMENTS

__all__ = ["Cell", "CellKey", "Measured", "Sentiments", "as_labelled"]

#: (period number, brand, platform, side)
CellKey = tuple[int, str, str, str]


@dataclass(frozen=True, slots=True)
class Cell:
    """What was measured of one brand on one platform and side in one period.

    Parameters
    ----------
    values
        Value by indicator; None where it cannot be had.
    notes
        What was assumed or left out, by indicator.
    counts
        The totals behind the values (pos, neu, neg, q, messages, …), as
        labelled.
    bins
        Messages labelled by the classifier, promo left out, by the bin of
        their probabilities; see `brandscore.classify.quantify`.
    """

    values: Mapping[str, float | int | None]
    notes: Mapping[str, tuple[str, ...]]
    counts: Mapping[str, int]
    bins: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sentiments:
    """Messages by sentiment in one or several cells, promo left out.

    Parameters
    ----------
    labelled
        How many messages carry each label.
    corrected
        How many there are estimated to be, where labels of the classifier were
        corrected; labels that were given stay in it as they are.
    classified
        How many of the labels are the classifier's.
    note
        Why they are, or are not, corrected; empty where there is nothing to
        correct.
    ends
        Ends of the 95 % interval of ``net_sentiment`` and
        ``net_sentiment_all``, where they were asked for and corrected.

    Examples
    --------
    >>> found = Sentiments({"pos": 3, "neu": 4, "neg": 1, "q": 0})
    >>> found.net, found.net_all, found.net_labelled
    (0.5, 0.25, 0.5)
    """

    labelled: Mapping[str, int]
    corrected: Mapping[str, float] | None = None
    classified: int = 0
    note: str = ""
    ends: Mapping[str, tuple[float, float]] = field(default_factory=dict)

    @property
    def counts(self) -> Mapping[str, float]:
        """Messages by sentiment, corrected where they could be."""
        return self.labelled if self.corrected is None else self.corrected

    @property
    def net(self) -> float | None:
        """(P - N)/(P + N); None without a polar message."""
        return _net(self.counts)

    @property
    def net_all(self) -> float | None:
        """(P - N)/(P + neutral + q + N); None without a message."""
        return _net_all(self.counts)

    @property
    def net_labelled(self) -> float | None:
        """As `net`, uncorrected."""
        return _net(self.labelled)

    @property
    def net_all_labelled(self) -> float | None:
        """As `net_all`, uncorrected."""
        return _net_all(self.labelled)


def _net(counts: Mapping[str, float]) -> float | None:
    polar = counts["pos"] + counts["neg"]
    return (counts["pos"] - counts["neg"]) / polar if polar else None


def _net_all(counts: Mapping[str, float]) -> float | None:
    # Added in the order of the indicator's formula, so that both give the same float.
    whole = counts["pos"] + counts["neg"] + counts["neu"] + counts["q"]
    return (counts["pos"] - counts["neg"]) / whole if whole else None


def as_labelled(cells: Sequence[Cell], ends: bool = False) -> Sentiments:
    """Return the sentiments of some cells together, with every label taken at its word."""
    labelled = {name: sum(cell.counts.get(name, 0) for cell in cells) for name in SENTIMENTS}
    classified = sum(cell.counts.get("classified", 0) for cell in cells)
    note = f"{classified} messages labelled by the classifier, not corrected for its errors" if classified else ""
    return Sentiments(labelled, classified=classified, note=note)


@dataclass(frozen=True, slots=True)
class Measured:
    """All cells of all periods, and what was collected at all.

    Parameters
    ----------
    periods
        The periods; a cell's first key is its place here.
    cells
        The cells, by (period, brand, platform, side).
    present
        (table, brand, platform, side) that hold rows, over all loaded data;
        side is ``own`` for accounts and posts.
    collected
        (platform, side, indicator) that somebody's data hold, over all loaded
        data.
    sentiments
        Gives the sentiments of some cells together, corrected or not; with
        their intervals if asked.
    """

    periods: tuple[Period, ...]
    cells: Mapping[CellKey, Cell]
    present: frozenset[tuple[str, str, str, str]] = field(default_factory=frozenset)
    collected: frozenset[tuple[str, str, str]] = field(default_factory=frozenset)
    sentiments: Callable[[Sequence[Cell], bool], Sentiments] = field(default=as_labelled, compare=False)
