"""The verb `monitor` in Python: from data to a timeline."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from brandscore.api import borrowed_reference, correction_of, manifest_of, prepare, question_of, window_of
from brandscore.metrics.windows import Period, data_window, periods_of
from brandscore.monitor.periods import BASE_DAYS, base_window, every_named, rolling_days
from brandscore.monitor.run import build_timeline
from brandscore.results import MonitorResult, ScoreResult, table_of
from brandscore.score.profile import Profile, load_profile
from brandscore.tables import TIMELINE

if TYPE_CHECKING:
    from brandscore.ingest.data import Data

__all__ = ["monitor"]


def monitor(
    data: Data,
    *,
    every: str = "week",
    window: str | int | None = None,
    reference: str | Path | ScoreResult | None = None,
    profile: str | Path | Profile = "wisesight",
    start: date | str | None = None,
    end: date | str | None = None,
    sides: str | Sequence[str] = "both",
    platforms: str | Sequence[str] | None = None,
    base_days: int = BASE_DAYS,
    correct: bool = True,
) -> MonitorResult:
    """Follow the brands of some data over time.

    Parameters
    ----------
    data
        What `load` gave, or a `Data` of dataframes.
    every
        ``day``, ``week`` (Monday to Sunday) or ``month``, in Bangkok.
    window
        Days behind each point, such as ``"7d"``, counted back from the
        period's last day; by default the period's own.
    reference
        A reference.csv or an earlier result to score against; by default it is
        frozen at the first ``base_days`` of the data, so that new data moves no
        older point.
    profile
        A preset (``wisesight``, ``open``), the path of a profile, or a profile.
    start, end
        First and last Bangkok day, both included; by default those of the data.
    sides
        ``own``, ``earned`` or ``both``.
    platforms
        Platforms to follow; all five if not given.
    base_days
        Days of that base window.
    correct
        Whether net sentiment is corrected for the errors of the classifier, in
        each row where it labelled at least 100 messages of the period.

    Returns
    -------
    MonitorResult
        The timeline: counts, share of voice, indicators and scores per brand,
        platform, side and period.

    Raises
    ------
    UsageError
        If a setting is not one that can be.
    DataError, ProfileError
        If the data, the reference or the profile cannot be used. A period that
        cannot be scored is no error: its score is empty, with the reason
        beside it.

    Examples
    --------
    >>> import brandscore as bs, pandas as pd
    >>> mentions = pd.DataFrame({
    ...     "mention_id": ["1", "2", "3"], "platform": "x", "author": ["u1", "u2", "u3"],
    ...     "brand": ["Amber", "Amber", "Basil"],
    ...     "posted_at": ["2026-03-02T10:00+07:00", "2026-03-02T11:00+07:00", "2026-03-10T09:00+07:00"],
    ...     "text": ["ดีมาก", "ไม่ชอบเลย", "เฉยๆ"], "channel": "earned",
    ...     "sentiment": ["pos", "neg", "neu"], "intention": 0, "advocacy": 0, "promo": 0,
    ... })
    >>> with bs.Data(mentions=mentions) as data:
    ...     line = bs.monitor(data, sides="earned", platforms="x").timeline
    >>> amber = line[(line["brand"] == "Amber") & (line["platform"] == "x") & (line["side"] == "earned")]
    >>> amber[["period_start", "period_end", "mentions", "share_of_voice"]]
      period_start  period_end  mentions  share_of_voice
    6   2026-03-02  2026-03-08         2             1.0
    7   2026-03-09  2026-03-10         0             0.0
    """
    chosen = profile if isinstance(profile, Profile) else load_profile(profile)
    question = question_of(sides, platforms)
    kind, rolling = every_named(every), rolling_days(window)
    frozen = borrowed_reference(reference)
    prepared = prepare(data)
    correction = correction_of(prepared, correct, frozen)
    asked = window_of(data, prepared.tables, start, end)
    periods = periods_of(asked, kind)
    whole = data_window(data.session, data.accounts, data.posts, data.mentions)
    base = base_window(whole, base_days)
    found = build_timeline(
        data.session,
        prepared.tables,
        prepared.competitors,
        chosen,
        question,
        periods=periods,
        data=whole,
        base=base,
        frozen=frozen,
        rolling=rolling,
        sentiments=correction.sentiments,
    )
    manifest = manifest_of(data, prepared, chosen, asked, question, reference)
    manifest["correction"] = correction.manifest
    manifest |= {"every": every, "periods": len(periods), "rolling_days": rolling}
    if reference is None:
        manifest["reference"] = _base_of(base, base_days)
    # A snapshot of followers up to so many days after a period's end may still be the nearest to it.
    settled = whole.end - timedelta(days=chosen.options.edge_days)
    manifest["settled_to"] = settled.isoformat()
    return MonitorResult(table_of(TIMELINE, found.rows), manifest, data.note, tuple(prepared.ledger))


def _base_of(base: Period, days: int) -> dict[str, Any]:
    return {
        "source": f"the first {days} days of the data",
        "from": base.start.isoformat(),
        "to": base.end.isoformat(),
        "days": base.days,
        # While the data are shorter, every new day still moves the reference.
        "frozen": base.days == days,
    }
