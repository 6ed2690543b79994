"""What a workbook's notes say of a metric: its formula as text, unit, reading and sources."""

from __future__ import annotations

from brandscore.metrics.registry.declared import Metric
from brandscore.metrics.registry.described import bounds
from brandscore.report.xlsx import Note

__all__ = ["metric_note"]


def metric_note(metric: Metric) -> Note:
    """Return the note on a metric.

    Examples
    --------
    >>> from brandscore.metrics.registry.catalogue import metric_named
    >>> metric_note(metric_named("ctr")).formula
    'clicks / impressions * 100'
    """
    bands = [f"{band.word}: {bounds(band.low, band.high)}." for band in metric.bands]
    reading = " ".join(text for text in (metric.about, *bands, metric.reading) if text)
    source = "; ".join(f"{source.title}. {source.by}" for source in metric.cited)
    title = f"{metric.title} · {metric.title_th}"
    return Note(metric.name, title, metric.formula_text, metric.unit, reading, source)
