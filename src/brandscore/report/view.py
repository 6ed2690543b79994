"""What the reports show: finished tables and what is known of the run, nothing computed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import pandas as pd

    from brandscore.ledger import LedgerLine

__all__ = ["LANGUAGES", "CampaignsView", "Lang", "MonitorView", "OkrView", "ScoreView"]

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


@dataclass(frozen=True)
class OkrView:
    """All that a page of objectives shows.

    Parameters
    ----------
    key_results, objectives
        Result tables with the columns of `brandscore.tables.OKR` and `OBJECTIVES`.
    smart
        What each objective lacks: objective, key_result, letter, rule,
        question (0 or 1), detail, about, about_th.
    manifest
        As in `ScoreView`; ``as_of`` is shown.
    english
        English titles by title, where they are given.
    why
        Why each objective matters, by its title.
    note
        What stands on every page, such as "invented data".
    warnings
        What must be read first.
    """

    key_results: pd.DataFrame
    objectives: pd.DataFrame
    smart: Sequence[Mapping[str, Any]]
    manifest: Mapping[str, Any]
    english: Mapping[str, str]
    why: Mapping[str, str]
    note: str | None = None
    warnings: Sequence[str] = ()


@dataclass(frozen=True)
class CampaignsView:
    """All that a page of campaigns shows.

    Parameters
    ----------
    metrics, ranking, chain
        Result tables with the columns of `brandscore.tables.CAMPAIGN_METRICS`,
        `CAMPAIGN_RANKING` and `CAMPAIGN_CHAIN`.
    missing
        What could not be measured: campaign (`all` = nobody's data hold it),
        currency, metrics, reason.
    manifest
        As in `ScoreView`; ``previous`` and ``target`` are shown.
    note
        What stands on every page, such as "invented data".
    ledger
        What was done to rows of the input.
    """

    metrics: pd.DataFrame
    ranking: pd.DataFrame
    chain: pd.DataFrame
    missing: Sequence[Mapping[str, Any]]
    manifest: Mapping[str, Any]
    note: str | None = None
    ledger: Sequence[LedgerLine] = ()
