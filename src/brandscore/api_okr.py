"""The verb `okr` in Python: from a plan, and data where there are some, to where its objectives stand."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from brandscore import __version__
from brandscore.errors import ProfileError, UsageError
from brandscore.metrics.registry.catalogue import METRICS
from brandscore.okr.plan import Plan
from brandscore.okr.read import load_plan, plan_from
from brandscore.okr.run import follow
from brandscore.resources import versions
from brandscore.results_okr import OkrResult, okr_result

if TYPE_CHECKING:
    from brandscore.ingest.data import Data
    from brandscore.ledger import LedgerLine

__all__ = ["okr"]

_PACKAGES = ("numpy", "pandas", "scipy")


def okr(plan: str | Path | Mapping[str, Any], data: Data | None = None, as_of: date | str | None = None) -> OkrResult:
    """Follow objectives and key results.

    Parameters
    ----------
    plan
        A TOML file of objectives, or its content as a dict.
    data
        What `load` gave, or a `Data` of dataframes. Without data only figures
        entered by hand count.
    as_of
        The day up to which things are known, such as ``"2026-08-15"``; by
        default the last day of the data; that of the last figure entered by
        hand where nothing is measured. Never today.

    Returns
    -------
    OkrResult
        Key results and objectives with progress, pace, status and forecast,
        and what each objective lacks of SMART.

    Raises
    ------
    ProfileError
        With everything that is wrong in the plan.
    DataError
        If the data cannot be used, or no period of the plan has a day of them.
    UsageError
        If ``as_of`` is no day.

    Examples
    --------
    >>> import brandscore as bs
    >>> plan = {"objective": [{
    ...     "title": "Be found", "period": "2026-Q3", "owner": "SEO lead", "why": "Search brings buyers",
    ...     "key_result": [
    ...         {"title": "Links", "kind": "count", "target": 50, "done": 25},
    ...         {"title": "Load time", "kind": "reduce_to", "unit": "seconds", "baseline": 4.0, "target": 2.0,
    ...          "checkins": [{"date": "2026-08-15", "value": 3.5}]},
    ...     ],
    ... }]}
    >>> bs.okr(plan).key_results[["key_result", "value", "target", "progress", "status"]]
      key_result  value  target  progress    status
    0      Links   25.0    50.0      0.50  on track
    1  Load time    3.5     2.0      0.25    behind
    """
    day = _day(as_of)
    names = frozenset(METRICS)
    read = plan_from(plan, metrics=names) if isinstance(plan, Mapping) else load_plan(plan, names)
    measurer = span = None
    ledger: tuple[LedgerLine, ...] = ()
    run: dict[str, Any] = {"brandscore": __version__, "note": read.note, "inputs": {}}
    if data is not None:
        from brandscore.api_metrics import DataMeasurer

        measurer = DataMeasurer(data)
        span = measurer.span
        _check_brands(read, measurer.brands)
    followed = follow(read, measurer, span, day)
    if measurer is not None and span is not None:
        run |= measurer.manifest()
        run["window"] = {"from": span.start.isoformat(), "to": span.end.isoformat(), "days": span.days}
        ledger = measurer.ledger
    notes = [n for n in (read.note, run["note"]) if n]
    note = " · ".join(dict.fromkeys(notes)) or None
    own = versions(*_PACKAGES)
    manifest = run | {
        "note": note,
        "as_of": None if followed.as_of is None else followed.as_of.isoformat(),
        "plan": {"name": read.source, "sha256": read.sha256},
        "inputs": {read.source: read.sha256, **run["inputs"]},
        "steep_percent": read.steep_percent,
        "packages": own["packages"] | run.get("packages", {}),
        "python": own["python"],
    }
    return okr_result(replace(read, note=note), followed, manifest, ledger)


def _check_brands(plan: Plan, brands: Collection[str]) -> None:
    """Refuse brands that the data do not have."""
    lines = []
    for objective in plan.objectives:
        for key in objective.key_results:
            if key.metric is None or key.brand is None or key.brand in brands:
                continue
            near = difflib.get_close_matches(key.brand, brands, 1)
            more = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(sorted(brands))}"
            lines.append(f"  “{objective.title}”, “{key.title}”, brand: {key.brand!r} is not in the data; {more}")
    if lines:
        head = "1 thing" if len(lines) == 1 else f"{len(lines)} things"
        raise ProfileError("\n".join([f"{plan.source}: {head} wrong:", *lines]))


def _day(value: date | str | None) -> date | None:
    if value is None or isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise UsageError(f"as of: {value!r} is no day; write it as 2026-01-31.") from None
