"""Net sentiment of brands, counted message by message."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from brandscore.monitor.intervals import net_sentiment_interval
from brandscore.tables import SENTIMENTS

__all__ = ["BrandCount", "net_sentiments"]


@dataclass(slots=True)
class BrandCount:
    """Messages about one brand.

    Parameters
    ----------
    brand
        The brand.
    sentiments
        Messages by sentiment, promo and the brand's own left out.
    promo, by_brand, blank
        Messages left out: promo, written by the brand's own admin, without a
        text or label.
    """

    brand: str
    sentiments: Counter[str] = field(default_factory=Counter)
    promo: int = 0
    by_brand: int = 0
    blank: int = 0

    def add(self, sentiment: str | None, promo: int | None, by_brand: int) -> None:
        """Count one message."""
        if by_brand:
            self.by_brand += 1
        elif promo == 1:
            self.promo += 1
        elif sentiment is None:
            self.blank += 1
        else:
            self.sentiments[sentiment] += 1

    def as_dict(self) -> dict[str, Any]:
        """Return the counts and both forms of net sentiment, between -1 and 1.

        ``net_sentiment`` is (P - N)/(P + N) with its 95 % Wilson interval,
        ``net_sentiment_all`` is (P - N) over all messages counted; both are
        None where there is nothing to divide by.

        Examples
        --------
        >>> count = BrandCount("Chang", Counter(pos=3, neg=1, neu=4))
        >>> count.as_dict()["net_sentiment"], count.as_dict()["net_sentiment_all"]
        (0.5, 0.25)
        """
        pos, neg = self.sentiments["pos"], self.sentiments["neg"]
        counted = sum(self.sentiments.values())
        low, high = net_sentiment_interval(pos, neg) or (None, None)
        return {
            "brand": self.brand,
            "messages": counted + self.promo + self.by_brand + self.blank,
            **{name: self.sentiments[name] for name in SENTIMENTS},
            "promo": self.promo,
            "by_brand": self.by_brand,
            "blank": self.blank,
            "net_sentiment": (pos - neg) / (pos + neg) if pos + neg else None,
            "net_sentiment_low": low,
            "net_sentiment_high": high,
            "net_sentiment_all": (pos - neg) / counted if counted else None,
        }


def net_sentiments(counts: Iterable[BrandCount]) -> list[dict[str, Any]]:
    """Return the brands' counts, the best net sentiment first, those without one last."""
    rows = [count.as_dict() for count in counts]
    return sorted(rows, key=lambda row: (row["net_sentiment"] is None, -(row["net_sentiment"] or 0.0), row["brand"]))
