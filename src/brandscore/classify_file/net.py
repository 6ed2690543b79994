"""Net sentiment of brands, counted message by message, and corrected for the classifier's errors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from brandscore.classify.quantify import quantifier_of
from brandscore.metrics.correction import Correction
from brandscore.metrics.measured import Cell
from brandscore.monitor.intervals import net_sentiment_interval
from brandscore.tables import SENTIMENTS

if TYPE_CHECKING:
    from brandscore.classify.predict import Labeller

__all__ = ["BrandCount", "correction_of", "net_sentiments"]


@dataclass(slots=True)
class BrandCount:
    """Messages about one brand.

    Parameters
    ----------
    brand
        The brand.
    sentiments
        Messages by sentiment, promo and the brand's own left out.
    classified
        How many of these labels are the classifier's, by sentiment.
    bins
        The same messages by the bin of their probabilities.
    promo, by_brand, blank
        Messages left out: promo, written by the brand's own admin, without a
        text or label.
    """

    brand: str
    sentiments: Counter[str] = field(default_factory=Counter)
    classified: Counter[str] = field(default_factory=Counter)
    bins: Counter[int] = field(default_factory=Counter)
    promo: int = 0
    by_brand: int = 0
    blank: int = 0

    def add(self, sentiment: str | None, promo: int | None, by_brand: int, bin: int | None = None) -> None:
        """Count one message; one with a bin was labelled by the classifier."""
        if by_brand:
            self.by_brand += 1
        elif promo == 1:
            self.promo += 1
        elif sentiment is None:
            self.blank += 1
        else:
            self.sentiments[sentiment] += 1
            if bin is not None:
                self.classified[sentiment] += 1
                self.bins[bin] += 1

    def as_dict(self, correction: Correction) -> dict[str, Any]:
        """Return the counts of labels, and both forms of net sentiment, between -1 and 1.

        ``net_sentiment`` is (P - N)/(P + N) with its 95 % interval,
        ``net_sentiment_all`` is (P - N) over all messages counted; both are
        None where there is nothing to divide by. They are corrected where
        ``corrected`` is 1 (``note`` says why they are not); ``…_raw`` are the
        same from the counts of labels. The interval of corrected ones is
        that of `brandscore.classify.quantify`, of others Wilson's.

        Examples
        --------
        >>> count = BrandCount("Chang", Counter(pos=3, neg=1, neu=4)).as_dict(Correction(None))
        >>> count["net_sentiment"], count["net_sentiment_all"], count["corrected"]
        (0.5, 0.25, 0)
        """
        by_classifier = {f"classified_{name}": self.classified[name] for name in SENTIMENTS}
        labels = {name: self.sentiments[name] for name in SENTIMENTS}
        counts = {**labels, **by_classifier, "classified": self.classified.total()}
        found = correction([Cell({}, {}, counts, self.bins)], True)
        corrected = found.corrected is not None
        ends = found.ends.get("net_sentiment") if corrected else net_sentiment_interval(labels["pos"], labels["neg"])
        low, high = ends or (None, None)
        return {
            "brand": self.brand,
            "messages": self.sentiments.total() + self.promo + self.by_brand + self.blank,
            **labels,
            "promo": self.promo,
            "by_brand": self.by_brand,
            "blank": self.blank,
            "classified": found.classified,
            "corrected": int(corrected),
            "note": found.note,
            "net_sentiment": found.net,
            "net_sentiment_low": low,
            "net_sentiment_high": high,
            "net_sentiment_raw": found.net_labelled,
            "net_sentiment_all": found.net_all,
            "net_sentiment_all_raw": found.net_all_labelled,
        }


def correction_of(labeller: Labeller, *, correct: bool, at_least: float = 0.0) -> Correction:
    """Return how counts of a classifier's labels are corrected.

    Parameters
    ----------
    labeller
        The classifier.
    correct
        Whether they are at all.
    at_least
        Probability below which labels are left out: what is left is no longer
        what the classifier's errors are known of.
    """
    if not correct:
        return Correction(None, "the correction is off")
    if at_least:
        return Correction(None, "doubtful labels were left out")
    quantifier = quantifier_of(labeller.details("sentiment"))
    return Correction(quantifier, "" if quantifier else "nothing is known of its errors")


def net_sentiments(counts: Iterable[BrandCount], correction: Correction) -> list[dict[str, Any]]:
    """Return the brands' counts, the best net sentiment first, those without one last."""
    rows = [count.as_dict(correction) for count in counts]
    return sorted(rows, key=lambda row: (row["net_sentiment"] is None, -(row["net_sentiment"] or 0.0), row["brand"]))
