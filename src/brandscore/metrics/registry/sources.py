"""Where the metrics come from: the articles and papers that define them, once each."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["SOURCES", "Source"]


@dataclass(frozen=True, slots=True)
class Source:
    """One published source.

    Parameters
    ----------
    key
        How declarations name it.
    title
        What it is.
    by
        Who wrote or published it.
    effective
        Since when its rules stand, where it says so (year, or year and month).
    article
        Whether it is one of the five Thai articles that the registry covers whole.
    """

    key: str
    title: str
    by: str
    effective: str = ""
    article: bool = False


#: All sources, by key.
SOURCES: dict[str, Source] = {
    s.key: s
    for s in (
        Source("advertising", "Digital Advertising Metrics, chapter 4", "Content Shifu", article=True),
        Source(
            "social",
            "หน่วยที่ 6 การประเมินคุณภาพของแบรนด์: brand health, and KPIs of social media after Hootsuite",
            "course text, unit 6",
            article=True,
        ),
        Source("okr", "มาลองทำ OKR กับ Digital Marketing กัน", "Nuttaputch Wongreanthong", article=True),
        Source("roi", "ROI คืออะไร และคำนวณได้อย่างไร", "The Tepco", "2023", article=True),
        Source(
            "wisesight",
            "Real Estate Real Marketing: Wisesight Brand Metric",
            "วิทวัส รุ่งเรืองผล, Marketeer",
            "2023-08",
            article=True,
        ),
        Source("nps", "The One Number You Need to Grow", "F. Reichheld, Harvard Business Review", "2003-12"),
        Source(
            "ces",
            "Stop Trying to Delight Your Customers",
            "M. Dixon, K. Freeman, N. Toman, Harvard Business Review",
            "2010-07",
        ),
        Source("valuation", "ISO 10668: Brand valuation, requirements for monetary brand valuation", "ISO", "2010"),
        Source("platforms", "Help pages of the advertising platforms", "the platforms"),
        Source("practice", "Common practice of the field", "brandscore"),
    )
}
