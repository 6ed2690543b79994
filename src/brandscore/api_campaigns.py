"""The verb `campaigns` in Python: from the table of campaigns to its metrics, ranking and chain."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from brandscore import __version__
from brandscore.api import window_within
from brandscore.campaigns.chain import chain_rows
from brandscore.campaigns.measure import Measured, measure
from brandscore.campaigns.ranking import campaign_groups, ranking_rows
from brandscore.campaigns.rows import Before, Span, metric_rows, missing_rows
from brandscore.campaigns.sums import ALL, add_up
from brandscore.campaigns.targets import Targets, check_targets, read_targets
from brandscore.errors import DataError, UsageError
from brandscore.files import sha256_of
from brandscore.ingest.data import Data, load, load_table
from brandscore.ledger import Ledger, LedgerLine
from brandscore.metrics.windows import Every, Period, periods_of
from brandscore.monitor.periods import every_named
from brandscore.resources import versions
from brandscore.results import ledger_lines, table_of
from brandscore.results_campaigns import CampaignsResult
from brandscore.tables import CAMPAIGN_CHAIN, CAMPAIGN_METRICS, CAMPAIGN_RANKING, CAMPAIGNS

if TYPE_CHECKING:
    from ibis.expr.types import Table as Expr

__all__ = ["campaigns"]

_PACKAGES = ("duckdb", "ibis-framework", "numpy", "pandas", "pyarrow")
_DAYS = re.compile(r"\s*(\S+?)\s*\.\.\s*(\S+)\s*")


def campaigns(
    data: Data,
    *,
    target: Any = None,
    previous: str | Path | tuple[date | str, date | str] | Data | None = None,
    every: str | None = None,
    start: date | str | None = None,
    end: date | str | None = None,
) -> CampaignsResult:
    """Measure the campaigns of some data, rank them, and show what each step to a customer cost.

    Parameters
    ----------
    data
        What `load` gave, or a `Data` of dataframes, with a table of campaigns.
    target
        What to reach: a file (CSV, XLSX, TOML), a dataframe or a list of rows
        with metric and target, and campaign, platform and currency as needed.
    previous
        What to compare with: days of the same data (``"2026-01-01..2026-01-31"``
        or a pair of days), or earlier data (a folder, a file, a `Data`), of
        which all days count.
    every
        ``day``, ``week`` or ``month``: the metrics of each period too, beside
        those of the period before.
    start, end
        First and last day, both included; by default those of the data, or
        from the day after ``previous`` on, where that names days of the same data.

    Returns
    -------
    CampaignsResult
        Metrics, ranking and chain.

    Raises
    ------
    UsageError
        If a setting is not one that can be.
    DataError
        If there is no table of campaigns, targets name what is not there, or
        a period has no day of the data.

    Examples
    --------
    >>> import brandscore as bs, pandas as pd
    >>> frame = pd.DataFrame({
    ...     "campaign": ["Songkran", "Songkran", "Opening"], "platform": ["facebook", "line", "tiktok"],
    ...     "date": "2026-04-13", "currency": "THB",
    ...     "spend": [6000.0, 4000.0, 5000.0], "clicks": [2000, 500, 1000], "revenue": [21000.0, 9000.0, 4000.0],
    ... })
    >>> with bs.Data(campaigns=frame) as data:
    ...     result = bs.campaigns(data, target=[{"metric": "cpc", "target": 4.5}])
    >>> result.ranking[["rank", "campaign", "spend", "revenue", "roi"]]
       rank  campaign    spend  revenue  roi
    0     1  Songkran  10000.0  30000.0  2.0
    1     2   Opening   5000.0   4000.0 -0.2
    >>> cpc = result.metrics.query("metric == 'cpc' and platform == 'all'").reset_index(drop=True)
    >>> cpc[["campaign", "value", "unit", "target", "met"]]
       campaign     value unit  target   met
    0       all  4.285714  THB     NaN  <NA>
    1   Opening  5.000000  THB     4.5     0
    2  Songkran  4.000000  THB     4.5     1
    """
    table = _table_of(data)
    kind = None if every is None else every_named(every)
    ledger = Ledger(list(data.ledger))
    whole = _days_of(data, table)
    asked = _previous(previous, data, whole)
    window = window_within(whole, start if start is not None else _after(asked, whole), end)
    _check_apart(asked, window)
    spans = [Span("whole", window)]
    if kind is not None:
        spans += [Span(kind, period) for period in periods_of(window, kind)]
    periods = [span.period for span in spans]
    if kind is not None:
        periods.append(_period_before(spans[1].period, kind))
    if asked.of_same_data is not None:
        periods.append(asked.of_same_data)
    measured = measure(add_up(data.session, table, periods))
    if not any(group.period == 0 for group in measured.sums.groups):
        raise DataError(f"no campaign has rows from {window.start} to {window.end}; {_covered(data, table)}.")
    before = _before(asked, measured, spans, len(periods))
    targets = _targets(data, ledger, target, measured)
    _odd(data, table, ledger)
    lines = tuple(ledger)
    return CampaignsResult(
        metrics=table_of(CAMPAIGN_METRICS, list(metric_rows(measured, spans, targets, before))),
        ranking=table_of(CAMPAIGN_RANKING, ranking_rows(measured, targets)),
        chain=table_of(CAMPAIGN_CHAIN, chain_rows(measured)),
        missing=tuple(missing_rows(measured, campaign_groups(measured))),
        manifest={
            "brandscore": __version__,
            "note": data.note,
            "window": {"from": window.start.isoformat(), "to": window.end.isoformat(), "days": window.days},
            "every": every,
            "previous": asked.manifest,
            "target": _source_of(target, len(targets)),
            "inputs": dict(data.inputs),
            "ledger": ledger_lines(lines),
            **versions(*_PACKAGES),
        },
        note=data.note,
        ledger=lines,
    )


def _table_of(data: Data) -> Expr:
    if data.campaigns is None:
        wanted = ", ".join(CAMPAIGNS.required)
        raise DataError(f"the data have no table of campaigns; expected campaigns.csv (or .xlsx, …) with {wanted}.")
    called = []
    for column in ("campaign", "platform"):
        same = data.campaigns.filter(data.campaigns[column] == ALL)
        if data.session.rows(same.aggregate(rows=same.count()))[0]["rows"]:
            called.append(f"a {column}")
    if called:
        raise DataError(
            f"campaigns: {' and '.join(called)} is called {ALL!r}, which stands for all of them together. If these "
            "rows hold totals, leave them out, or they would count twice; else give it another name."
        )
    return data.campaigns


def _days_of(data: Data, table: Expr) -> Period:
    row = data.session.rows(table.aggregate(first=table["date"].min(), last=table["date"].max()))[0]
    return Period(row["first"], row["last"])


def _covered(data: Data, table: Expr, most: int = 6) -> str:
    """Say which days the data cover, run by run."""
    days = [row["date"] for row in data.session.rows(table.select("date").distinct().order_by("date"))]
    runs: list[list[date]] = []
    for day in days:
        if runs and day - runs[-1][1] == timedelta(days=1):
            runs[-1][1] = day
        else:
            runs.append([day, day])
    told = [str(a) if a == b else f"{a} to {b}" for a, b in runs[:most]]
    more = f" and {len(runs) - most} more times" if len(runs) > most else ""
    return f"the data cover {', '.join(told)}{more}"


# The time before


@dataclass(frozen=True)
class _Previous:
    """What the whole is compared with: days of the same data, or earlier data already measured."""

    of_same_data: Period | None = None
    earlier: Measured | None = None
    manifest: Mapping[str, Any] | None = None


def _previous(given: Any, data: Data, whole: Period) -> _Previous:
    if given is None:
        return _Previous()
    if isinstance(given, Data):
        return _earlier(given, "earlier data", {})
    if isinstance(given, tuple):
        if len(given) != 2:
            raise UsageError(f"previous: {given!r} is no pair of days; give the first and the last.")
        return _same_data(str(given[0]), str(given[1]), data, whole)
    found = _DAYS.fullmatch(str(given))
    if found is not None and not Path(given).exists():
        return _same_data(found[1], found[2], data, whole)
    path = Path(given)
    if not path.exists():
        raise UsageError(
            f"previous: {path} does not exist; write days as 2026-01-01..2026-01-31, or name earlier data."
        )
    if path.is_dir() and (path / f"{CAMPAIGN_METRICS.name}.csv").exists():
        raise UsageError(f"previous: {path} holds results; name the data that they were made of.")
    with load(path, only=(CAMPAIGNS.name,)) if path.is_dir() else load_table(path, CAMPAIGNS.name) as earlier:
        return _earlier(earlier, path.name, earlier.inputs)


def _earlier(data: Data, name: str, inputs: Mapping[str, str]) -> _Previous:
    table = _table_of(data)
    period = _days_of(data, table)
    measured = measure(add_up(data.session, table, [period]))
    return _Previous(None, measured, {**_span(period), "source": name, "inputs": dict(inputs)})


def _same_data(first: str, last: str, data: Data, whole: Period) -> _Previous:
    try:
        period = Period(date.fromisoformat(first), date.fromisoformat(last))
    except ValueError:
        raise UsageError(f"previous: {first}..{last} are no days; write them as 2026-01-01..2026-01-31.") from None
    if period.start > period.end:
        raise UsageError(f"previous: {first} is after {last}; write the first day first.")
    if period.end < whole.start or period.start > whole.end:
        assert data.campaigns is not None
        raise DataError(
            f"previous: no campaign has rows from {period.start} to {period.end}; {_covered(data, data.campaigns)}."
        )
    return _Previous(period, None, {**_span(period), "source": "the same data"})


def _after(asked: _Previous, whole: Period) -> date | None:
    """Return the day after the days to compare with, where the data go on: what is measured begins there."""
    period = asked.of_same_data
    return period.end + timedelta(days=1) if period is not None and period.end < whole.end else None


def _check_apart(asked: _Previous, window: Period) -> None:
    period = asked.of_same_data
    if period is not None and period.start <= window.end and window.start <= period.end:
        raise UsageError(
            f"previous: {period.start}..{period.end} overlaps the days measured, {window.start} to {window.end}; "
            "name days before them, or measure others with --from and --to."
        )


def _span(period: Period) -> dict[str, Any]:
    return {"from": period.start.isoformat(), "to": period.end.isoformat(), "days": period.days}


def _period_before(first: Period, kind: Every) -> Period:
    """Return the whole calendar period before the one that a period is (part) of."""
    monday = first.start - timedelta(days=first.start.weekday())
    start_of = {"day": first.start, "week": monday, "month": first.start.replace(day=1)}
    end = start_of[kind] - timedelta(days=1)
    start = {"day": end, "week": end - timedelta(days=6), "month": end.replace(day=1)}
    return Period(start[kind], end)


def _before(asked: _Previous, measured: Measured, spans: Sequence[Span], periods: int) -> dict[int, Before]:
    """Return the time before each period: of the whole what was asked for, of the others the one before."""
    before: dict[int, Before] = {}
    if asked.earlier is not None:
        before[0] = Before(asked.earlier, 0)
    elif asked.of_same_data is not None:
        before[0] = Before(measured, periods - 1)
    if len(spans) > 1:
        # The period before the first one stands behind all that are told of.
        before |= {n: Before(measured, n - 1 if n > 1 else len(spans)) for n in range(1, len(spans))}
    return before


# Targets, and what is odd


def _targets(data: Data, ledger: Ledger, given: Any, measured: Measured) -> Targets:
    if given is None:
        return Targets()
    groups = [group for group in measured.sums.groups if group.period == 0]
    targets, problems = read_targets(data.session, ledger, given)
    return check_targets(targets, groups, problems)


def _source_of(target: Any, number: int) -> dict[str, Any] | None:
    if target is None:
        return None
    if isinstance(target, str | Path):
        return {"source": Path(target).name, "sha256": sha256_of(Path(target)), "targets": number}
    return {"source": "given by hand", "targets": number}


def _odd(data: Data, table: Expr, ledger: Ledger) -> None:
    """Note campaigns that go under one name at several brands: their figures are added up."""
    brands = table.group_by("campaign").aggregate(brands=table["brand"].nunique()).order_by("campaign")
    shared = [row["campaign"] for row in data.session.rows(brands) if row["brands"] > 1]
    if shared:
        some = ", ".join(shared[:5]) + (" …" if len(shared) > 5 else "")
        detail = f"campaigns of several brands bear one name, and are added up: {some}"
        ledger.lines.append(LedgerLine(CAMPAIGNS.name, "flagged", detail, rows=len(shared)))
