"""The verb `measure` in Python: from data to the metrics of the registry, funnels and brand health."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from brandscore import __version__
from brandscore.api import correction_of, prepare, window_within
from brandscore.errors import DataError, Problem, UsageError
from brandscore.files import sha256_of
from brandscore.metrics import funnels, health
from brandscore.metrics.collect.evaluate import Grouping, each, evaluate, of_list, platforms_together
from brandscore.metrics.collect.evaluate import together as all_brands
from brandscore.metrics.collect.figure import Figure, Terms
from brandscore.metrics.collect.frame import ALL, Frame
from brandscore.metrics.collect.frames import How, Sources, collect_frames, homes, whole_window
from brandscore.metrics.collect.measured import absent, held_nowhere, input_rows, metric_rows
from brandscore.metrics.collect.mentions import OF_BRAND
from brandscore.metrics.collect.nature import nature_of
from brandscore.metrics.collect.social import Rival
from brandscore.metrics.registry.catalogue import METRICS, nearest
from brandscore.metrics.registry.compute import unit_of
from brandscore.metrics.registry.declared import Metric
from brandscore.metrics.registry.inputs import INPUTS
from brandscore.metrics.windows import Period, periods_of
from brandscore.monitor.periods import every_named
from brandscore.okr.measurer import Nature, Reading
from brandscore.resources import models, versions
from brandscore.results import ledger_lines, table_of
from brandscore.results_metrics import HealthResult, MetricsResult, funnel_frame
from brandscore.score.profile import Profile, load_profile
from brandscore.tables import METRIC_INPUTS
from brandscore.tables import METRICS as TABLE

if TYPE_CHECKING:
    import pandas as pd

    from brandscore.ingest.data import Data
    from brandscore.ledger import LedgerLine

__all__ = ["DataMeasurer", "brand_health", "funnel", "measure"]

_PACKAGES = ("duckdb", "ibis-framework", "numpy", "pandas", "pyarrow", "pythainlp", "scikit-learn", "sqlglot")
#: Inputs that compare a brand with its competitors: they have no value for all brands together.
_COMPARED = frozenset({*OF_BRAND, "total_associations"})


def measure(
    data: Data,
    names: str | Iterable[str] | None = None,
    *,
    every: str | None = None,
    start: date | str | None = None,
    end: date | str | None = None,
    given: Mapping[str, Any] | None = None,
    profile: str | Path | Profile = "wisesight",
    correct: bool = True,
) -> MetricsResult:
    """Measure the metrics of the registry over data.

    Parameters
    ----------
    data
        What `load` gave, or a `Data` of dataframes.
    names
        The metrics, such as ``"ctr"`` or ``["ctr", "roas"]``; all that tables
        can hold if not given.
    every
        ``day``, ``week`` (Monday to Sunday) or ``month``, in Bangkok; the whole
        window as one period if not given.
    start, end
        First and last Bangkok day, both included; by default those of the data.
    given
        Figures that no table holds, by the names of inputs, such as
        ``{"average_followers": 300, "seen_share": 5}``; the same for every
        brand and period. A figure that is given comes before a collected one.
    profile
        Profile whose settings of measuring are followed: what the comment and
        share ratio divide by, and what promo messages count in.
    correct
        Whether counts of sentiment are corrected for the errors of the
        classifier, where it labelled at least 100 messages; labels that came
        with the data never are.

    Returns
    -------
    MetricsResult
        A row per metric, brand, platform and period; what cannot be measured
        has no value, and the reason.

    Raises
    ------
    UsageError
        If there is no such metric, input or kind of period.
    DataError
        If the data cannot be used, or have no day of the window.

    Examples
    --------
    >>> import brandscore as bs, pandas as pd
    >>> frame = pd.DataFrame({
    ...     "campaign": "launch", "platform": ["facebook", "google"], "date": "2026-03-02",
    ...     "spend": [600.0, 400.0], "currency": "THB", "impressions": [5000, 1000], "clicks": [100, 80],
    ... })
    >>> with bs.Data(campaigns=frame) as data:
    ...     result = bs.measure(data, ["ctr", "cpc"])
    >>> result.table[["metric", "platform", "of", "value", "unit"]].to_string(index=False).splitlines()
    ['metric platform  of    value    unit', '   ctr      all NaN 3.000000 percent', \
'   ctr facebook NaN 2.000000 percent', '   ctr   google NaN 8.000000 percent', \
'   cpc      all THB 5.555556     THB', '   cpc facebook THB 6.000000     THB', \
'   cpc   google THB 5.000000     THB']
    """
    metrics = _chosen(names)
    terms_given = _checked(given or {})
    run = _Run(data, terms_given, profile, correct)
    window = window_within(run.whole, start, end)
    periods = (window,) if every is None else periods_of(window, every_named(every))
    if names is None:
        metrics = [m for m in metrics if not held_nowhere(m, terms_given)]
    frames = run.frames(metrics, periods)
    rows = [row for m in metrics for row in metric_rows(m, frames, periods, run.terms, run.there)]
    manifest = run.manifest() | {
        "window": {"from": window.start.isoformat(), "to": window.end.isoformat(), "days": window.days},
        "every": every,
        "periods": len(periods),
        "metrics": [m.name for m in metrics],
    }
    if names is None:
        manifest["not_measured"] = {
            m.name: absent(m, terms_given, run.there) for m in METRICS.values() if held_nowhere(m, terms_given)
        }
    return MetricsResult(
        table_of(TABLE, rows),
        table_of(METRIC_INPUTS, list(input_rows(frames, periods))),
        manifest,
        data.note,
        run.ledger,
    )


def _chosen(names: str | Iterable[str] | None) -> list[Metric]:
    """Return metrics by their names, each once."""
    if names is None:
        return list(METRICS.values())
    wanted = list(dict.fromkeys([names] if isinstance(names, str) else names))
    return [_named(name) for name in wanted]


def _named(name: str) -> Metric:
    if name in METRICS:
        return METRICS[name]
    from brandscore.indicators import INDICATORS

    if name in {indicator.name for indicator in INDICATORS}:
        raise UsageError(
            f"{name} is an indicator of the score; `brandscore score` and `brandscore monitor` measure it."
        )
    near = nearest(name)
    raise UsageError(
        f"there is no metric {name!r}; " + (f"did you mean {near}?" if near else "see `brandscore metrics`.")
    )


def _checked(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return given figures as numbers, and lists as arrays.

    Raises
    ------
    UsageError
        If there is no input of a name.
    DataError
        If one is no number, or breaks its bounds; every problem at once.
    """
    import difflib

    import numpy as np

    found: dict[str, Any] = {}
    problems = []
    for name, value in given.items():
        if name not in INPUTS:
            near = difflib.get_close_matches(name, INPUTS, 1)
            raise UsageError(f"given: there is no input {name!r}" + (f"; did you mean {near[0]}?" if near else "."))
        wanted = INPUTS[name]
        expected = "a list of numbers" if wanted.many else "a number"
        bounds = [f"{wanted.lowest:g} or more"] if wanted.lowest is not None else []
        bounds += [f"{wanted.highest:g} or less"] if wanted.highest is not None else []
        try:
            if isinstance(value, str | bytes | bool):
                raise TypeError
            numbers = np.asarray(list(value) if wanted.many else [value], dtype=np.float64)
        except (TypeError, ValueError):
            problems.append(Problem("given", f"{name} is {value!r}", ", ".join([expected, *bounds])))
            continue
        low = -math.inf if wanted.lowest is None else wanted.lowest
        high = math.inf if wanted.highest is None else wanted.highest
        if not (np.isfinite(numbers) & (numbers >= low) & (numbers <= high)).all():
            problems.append(Problem("given", f"{name} is {value!r}", ", ".join([expected, *bounds])))
        found[name] = numbers if wanted.many else float(numbers[0])
    if problems:
        raise DataError(problems)
    return found


class _Run:
    """Data on the way to being measured: prepared only as far as the metrics need."""

    def __init__(self, data: Data, given: Mapping[str, Any], profile: str | Path | Profile, correct: bool) -> None:
        self.data = data
        self.profile = profile if isinstance(profile, Profile) else load_profile(profile)
        self.terms = Terms(given, self.profile.options.ratio_per)
        self._correct = correct
        self._raw = Sources(data.accounts, data.posts, data.mentions, data.campaigns, data.surveys, data.visits)
        self.there = self._raw.there
        whole = whole_window(data.session, self._raw)
        if whole is None:
            raise DataError(f"no dated rows in {', '.join(self.there) or 'the data'}: nothing can be measured.")
        self.whole = whole
        self.correction: dict[str, Any] = {}
        self.counts: dict[str, int] = {}
        self.ledger = tuple(data.ledger)
        self._frames: dict[Any, list[Frame]] = {}

    def frames(self, metrics: Sequence[Metric], periods: Sequence[Period]) -> list[Frame]:
        """Collect what some metrics need in each period."""
        found = {home.name: home for m in metrics for home in homes(m, self.terms.given)}
        inputs = {name for m in metrics for name in m.inputs}
        used = {table for home in found.values() for name, table in home.tables.items() if name in inputs}
        key = (tuple(periods), tuple(found), tuple(sorted(used)))
        if key not in self._frames:
            sources, how = self._prepared(used & set(self.there))
            self._frames[key] = collect_frames(self.data.session, sources, periods, how, tuple(found))
        return self._frames[key]

    def _prepared(self, used: set[str]) -> tuple[Sources, How]:
        tables = {name: getattr(self._raw, name) for name in used}
        options = self.profile.options
        if "mentions" not in used:
            return Sources(**tables), How(self._rivals(tables), options)
        prepared = prepare(self.data)
        tables["mentions"] = prepared.tables.mentions
        correction = correction_of(prepared, self._correct, None)
        self.correction, self.counts, self.ledger = correction.manifest, prepared.counts, tuple(prepared.ledger)
        return Sources(**tables), How(self._rivals(tables), options, correction.sentiments)

    def _rivals(self, tables: Mapping[str, Any]) -> tuple[Rival, ...]:
        """Return the brands of the table `brands`, else those that any table names."""
        if self.data.brands is not None:
            return tuple(
                Rival(
                    b.name,
                    b.category,
                    frozenset(b.official_accounts),
                    (*b.aliases, *(account for ids in b.official_accounts.values() for account in ids)),
                )
                for b in self.data.brands
            )
        raw = {name: getattr(self._raw, name) for name in self.there}
        found: set[str] = set()
        for table in (*raw.values(), *tables.values()):
            if table is not None and "brand" in table.columns:
                named = table.filter(table.brand.notnull()).select("brand").distinct()
                found |= {row["brand"] for row in self.data.session.rows(named)}
        return tuple(Rival(name) for name in sorted(found))

    @property
    def kept(self) -> Iterable[list[Frame]]:
        """What was collected so far."""
        return self._frames.values()

    def brands(self) -> tuple[str, ...]:
        """Return the names of the brands, of the table `brands` and of the others."""
        found = {b.name for b in self.data.brands or ()}
        found |= {rival.name for rival in self._rivals({})} if self.data.brands is None else set()
        return tuple(sorted(found))

    def manifest(self) -> dict[str, Any]:
        """Return what is needed to reproduce the run; nothing of it depends on the clock."""
        used = self.counts.get("classified", 0) > 0
        return {
            "brandscore": __version__,
            "note": self.data.note,
            "profile": {"name": self.profile.name, "version": self.profile.version, "sha256": self.profile.sha256},
            "inputs": self.data.inputs,
            "tables": list(self.there),
            "given": {n: v.tolist() if hasattr(v, "tolist") else v for n, v in self.terms.given.items()},
            "correction": self.correction,
            "counts": self.counts,
            "models": {p.name: sha256_of(p) for p in sorted(models().glob("*.safetensors"))} if used else {},
            "ledger": ledger_lines(self.ledger),
            **versions(*_PACKAGES),
        }


class DataMeasurer:
    """Measures one metric at a time, as objectives ask for it; what was collected once is kept.

    Parameters
    ----------
    data
        What `load` gave.
    given, profile, correct
        As in `measure`.

    Examples
    --------
    >>> import brandscore as bs, pandas as pd
    >>> from datetime import date
    >>> frame = pd.DataFrame({
    ...     "brand": "Amber", "platform": "x", "post_id": ["1", "2"], "reactions": [3, 4], "comments": [1, 0],
    ...     "shares": [0, 2], "published_at": ["2026-03-02T10:00+07:00", "2026-03-04T10:00+07:00"],
    ... })
    >>> with bs.Data(posts=frame) as data:
    ...     measurer = DataMeasurer(data)
    ...     print(measurer.total("interactions", "Amber", None, date(2026, 3, 2), date(2026, 3, 4)).value)
    ...     print(measurer.daily("interactions", "Amber", "x", date(2026, 3, 2), date(2026, 3, 4)))
    10.0
    {datetime.date(2026, 3, 2): 4.0, datetime.date(2026, 3, 3): 0.0, datetime.date(2026, 3, 4): 6.0}
    """

    def __init__(
        self,
        data: Data,
        given: Mapping[str, Any] | None = None,
        profile: str | Path | Profile = "wisesight",
        correct: bool = True,
    ) -> None:
        self._run = _Run(data, _checked(given or {}), profile, correct)

    @property
    def span(self) -> Period:
        """First and last day of the data."""
        return self._run.whole

    @property
    def brands(self) -> tuple[str, ...]:
        """The brands of the data, by name."""
        return self._run.brands()

    @property
    def ledger(self) -> tuple[LedgerLine, ...]:
        """What was done to rows of the data so far."""
        return self._run.ledger

    def manifest(self) -> dict[str, Any]:
        """Return what is needed to measure the same again."""
        return self._run.manifest()

    def nature(self, metric: str) -> Nature:
        """Say how a metric behaves over days: flow, stock or rate."""
        return nature_of(_named(metric))

    def total(self, metric: str, brand: str | None, platform: str | None, first: date, last: date) -> Reading:
        """Measure a metric over a run of days, both included; brand or platform None = all together."""
        wanted = _named(metric)
        found = self._figures(wanted, brand, platform, (Period(first, last),))
        told = [(f, unit) for f, unit in found if f.value is not None]
        if len(told) > 1 and told[0][1] != told[1][1]:
            currencies = ", ".join(dict.fromkeys(unit for _, unit in told))
            return Reading(None, "", f"several currencies, which are not added up: {currencies}")
        if told:
            figure, unit = told[0]
            return Reading(figure.value, unit, figure.note)
        reason = found[0][0].reason if found else self._why(wanted, brand, platform)
        return Reading(None, unit_of(wanted), reason)

    def daily(self, metric: str, brand: str | None, platform: str | None, first: date, last: date) -> dict[date, float]:
        """Measure a metric day by day; days without a value are left out."""
        days = tuple(first + timedelta(days=n) for n in range((last - first).days + 1))
        found = self._figures(_named(metric), brand, platform, tuple(Period(day, day) for day in days))
        known = {days[figure.key[0]]: figure.value for figure, _ in found if figure.value is not None}
        units = {unit for figure, unit in found if figure.value is not None}
        # Amounts in several currencies are no line.
        return dict(sorted(known.items())) if len(units) == 1 else {}

    def _figures(
        self, metric: Metric, brand: str | None, platform: str | None, periods: Sequence[Period]
    ) -> list[tuple[Figure, str]]:
        """Return the figures of a metric with their units: of the first frame that has any value."""
        where = None if platform in (None, ALL) else platform
        if brand is None and _COMPARED & set(metric.inputs):
            return []
        empty: list[tuple[Figure, str]] = []
        for frame in self._run.frames([metric], periods):
            if frame.by not in ("", "currency"):
                continue
            found = [
                (figure, unit_of(metric, figure.key[3] if frame.by == "currency" else ""))
                for figure in evaluate(metric, frame, self._run.terms, _grouping(metric, frame, brand, where))
                if _asked_for(figure, frame, brand, where)
            ]
            if any(figure.value is not None for figure, _ in found):
                return found
            empty += found
        return empty

    def _why(self, metric: Metric, brand: str | None, platform: str | None) -> str:
        if brand is None and _COMPARED & set(metric.inputs):
            return f"{metric.name} compares brands: name one"
        there = [home for home in homes(metric, self._run.terms.given) if set(home.needs) & set(self._run.there)]
        if not there:
            return absent(metric, self._run.terms.given, self._run.there)
        tables = " or ".join(dict.fromkeys(name for home in there for name in home.needs))
        if brand is not None and not self._brands_in({home.name for home in there}):
            return f"rows of {tables} name no brand: ask without one"
        asked = " on ".join(str(part) for part in (brand, platform) if part is not None)
        return f"nothing of {asked} was collected in {tables}"

    def _brands_in(self, names: Collection[str]) -> set[str]:
        """Return the brands that frames collected so far have."""
        kept = (frame for frames in self._run.kept for frame in frames if frame.name in names)
        return {key[1] for frame in kept for key in frame.keys if key[1]}


def _grouping(metric: Metric, frame: Frame, brand: str | None, platform: str | None) -> Grouping:
    if of_list(metric):
        return each
    if brand is None:
        return all_brands(platform)
    return platforms_together if platform is None and frame.pools else each


def _asked_for(figure: Figure, frame: Frame, brand: str | None, platform: str | None) -> bool:
    _, name, where, _ = figure.key
    return name == (brand or "") and where == (platform or ALL)


def funnel(name: str, **given: float | None) -> pd.DataFrame:
    """Follow people from stage to stage of a funnel, from figures entered by hand.

    Parameters
    ----------
    name
        ``buyer_journey`` (awareness, consideration, decision) or
        ``brand_funnel`` (awareness, interest, preference, purchase, advocacy).
    **given
        People, or messages, at each stage; a stage that is left out stays in
        the table, and the steps beside it are empty.

    Returns
    -------
    DataFrame
        stage, title, title_th, count, step_conversion and drop_off (percent of
        the stage above), from_top (percent of the first stage), source, reason.

    Raises
    ------
    UsageError
        If there is no such funnel or stage.
    DataError
        If a figure is no number, or negative.

    Examples
    --------
    >>> found = funnel("buyer_journey", awareness=1000, consideration=300, decision=60)
    >>> found[["stage", "count", "step_conversion", "drop_off", "from_top"]]
               stage   count  step_conversion  drop_off  from_top
    0      awareness  1000.0              NaN       NaN     100.0
    1  consideration   300.0             30.0      70.0      30.0
    2       decision    60.0             20.0      80.0       6.0
    """
    return funnel_frame(funnels.stages_of(name, given))


def brand_health(
    of: MetricsResult | Mapping[str, Any], profile: str | Path | health.HealthProfile = "default"
) -> HealthResult:
    """Judge the health of brands from their metrics, by the rule of a profile.

    Parameters
    ----------
    of
        What `measure` gave (the last period of it), or values by metric, or
        values by brand and metric.
    profile
        ``default``, the path of a profile (TOML), or a profile. The shipped
        bounds are assumed: no source gives any.

    Returns
    -------
    HealthResult
        For each brand the verdict (unhealthy, average, healthy), its points,
        what each check adds, and what is missing.

    Raises
    ------
    ProfileError
        If the profile cannot be used.
    UsageError
        If a value is of no metric.

    Examples
    --------
    >>> found = brand_health({"nps": 45, "positive_buzz": 40, "net_sentiment": 35, "brand_awareness": 70})
    >>> found.table[["verdict", "points", "coverage"]].round(2).values.tolist()
    [['healthy', 90.06, 0.42]]
    """
    rule = profile if isinstance(profile, health.HealthProfile) else health.load_health_profile(profile)
    values = of.health_values(rule.metrics) if isinstance(of, MetricsResult) else _by_brand(of)
    return HealthResult([health.judge(brand, values[brand], rule) for brand in sorted(values)], rule)


def _by_brand(values: Mapping[str, Any]) -> dict[str, dict[str, float | None]]:
    nested = any(isinstance(value, Mapping) for value in values.values())
    by_brand: dict[str, dict[str, float | None]] = {}
    for brand, found in values.items() if nested else (("", values),):
        if not isinstance(found, Mapping):
            raise UsageError(f"values of {brand} are no table of metrics; give {{brand: {{metric: value}}}}.")
        for name in found:
            _named(name)
        by_brand[brand] = dict(found)
    return by_brand
