"""What the reports show: finished tables and what is known of the run, nothing computed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import pandas as pd

    from brandscore.ledger import LedgerLine

__all__ = ["LANGUAGES", "Lang", "MonitorView", "ScoreView"]

#: Language of a report's own words; what came from the data stays as it is.
Lang = Literal["en", "th"]
LANGUAGES: tuple[Lang, ...] = ("en", "th")


@dataclass(frozen=True)
class ScoreView:
    """All that a score report shows.

    Parameters
    ----------
    scores, indicators, contributions
        Result tables with the columns of `brandscore.tables.SCORES`,
        `INDICATORS` and `CONTRIBUTIONS`.
    manifest
        What the run was: ``brandscore`` (version), ``profile`` {name, version,
        effective, sha256}, ``window`` {from, to, days}, ``sides``,
        ``platforms``, ``inputs`` {file: sha256}, ``models`` {task: {...}},
        ``reference`` {source, sha256}, ``packages`` {name: version},
        ``counts`` {mentions, classified, promo, unattributed, ...}, ``ledger``.
        A key that is not there is left out of the page.
    examples
        Messages to quote: brand, platform, side, sentiment, text and, where
        known, posted_at (a time without zone is UTC).
    note
        What stands on every page, such as "invented data".
    ledger
        What was done to rows of the input.
    """

    scores: pd.DataFrame
    indicators: pd.DataFrame
    contributions: pd.DataFrame
    manifest: Mapping[str, Any]
    examples: pd.DataFrame
    note: str | None = None
    ledger: Sequence[LedgerLine] = ()


@dataclass(frozen=True)
class MonitorView:
    """All that a monitor report shows.

    Parameters
    ----------
    timeline
        A row per brand, platform, side and period, with the columns of
        `brandscore.tables.TIMELINE`.
    manifest
        As in `ScoreView`; ``every`` and ``period`` are shown where given.
    note
        What stands on every page, such as "invented data".
    """

    timeline: pd.DataFrame
    manifest: Mapping[str, Any]
    note: str | None = None
