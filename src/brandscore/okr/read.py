"""From a TOML file to a plan, with every problem at once."""

from __future__ import annotations

import difflib
import hashlib
import math
import re
import tomllib
from collections.abc import Callable, Collection, Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from brandscore.errors import ProfileError
from brandscore.metrics.windows import Period
from brandscore.okr.plan import KINDS, CheckIn, KeyResult, Kind, Objective, Plan
from brandscore.okr.spans import day_of, span_of
from brandscore.platforms import PLATFORM_NAMES, platform_named
from brandscore.resources import okr_examples

__all__ = ["load_plan", "plan_from"]

_T = TypeVar("_T")

_PLAN = ("objective", "note", "steep_percent")
_OBJECTIVE = ("title", "title_en", "period", "owner", "why", "key_result")
_ALL = ("title", "title_en", "kind", "target", "unit", "checkins", "weight")
_MEASURED = ("metric", "brand", "platform", "baseline", "baseline_period", "accumulates")
#: What may stand in a key result, kind by kind.
_BY_KIND: dict[str, tuple[str, ...]] = {
    "increase_percent": (*_ALL, *_MEASURED),
    "reduce_to": (*_ALL, *_MEASURED),
    "reach": (*_ALL, *_MEASURED),
    "count": (*_ALL, "metric", "brand", "platform", "done"),
    "milestone": ("title", "title_en", "kind", "weight", "done", "done_on"),
    "per_item": (*_ALL, "items", "items_done"),
}
_CHECKIN = ("date", "value")
_PERCENT = re.compile(rb"=\s*[+-]?[0-9][0-9_.]*\s*%")


def _known(names: Collection[str], word: str) -> str:
    near = difflib.get_close_matches(word, list(names), 1, 0.5)
    return f"did you mean {near[0]!r}?" if near else f"there are {', '.join(names)}"


class _Reader:
    """Takes values out of a table of the file, and notes what is wrong with them."""

    def __init__(self, table: Mapping[str, Any], place: str, problems: list[str]) -> None:
        self.table, self.place, self.problems = table, place, problems

    def wrong(self, key: str, what: str) -> None:
        self.problems.append(f"{self.place}{', ' if self.place else ''}{key}: {what}")

    def only(self, allowed: Collection[str], everything: Collection[str] = (), of: str = "") -> None:
        for key in self.table:
            if key in allowed:
                continue
            if key in everything:
                self.wrong(key, f"does not belong to {of}; {_named(allowed)}")
            else:
                self.wrong(key, f"is no key here; {_known(allowed, key)}")

    def text(self, key: str, *, required: bool = False) -> str:
        value = self.table.get(key)
        if value is None:
            if required:
                self.wrong(key, "is missing")
            return ""
        if not isinstance(value, str):
            self.wrong(key, f"{_said(value)} is no text; write it in quotes")
            return ""
        if required and not value.strip():
            self.wrong(key, "is empty")
        return value.strip()

    def number(self, key: str, *, least: float | None = None, above: float | None = None) -> float | None:
        value = self.table.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            self.wrong(key, _no_number(value))
            return None
        if not math.isfinite(value):
            self.wrong(key, f"{value} is no figure that can be reached")
            return None
        if least is not None and value < least:
            self.wrong(key, f"{value:g} is below {least:g}")
            return None
        if above is not None and value <= above:
            self.wrong(key, f"{value:g} is not above {above:g}")
            return None
        return float(value)

    def flag(self, key: str) -> bool | None:
        value = self.table.get(key)
        if value is None or isinstance(value, bool):
            return value
        self.wrong(key, f"{_said(value)} is neither true nor false (without quotes)")
        return None

    def day(self, key: str) -> date | None:
        return self._read(key, day_of)

    def span(self, key: str) -> Period | None:
        return self._read(key, span_of)

    def _read(self, key: str, read: Callable[[Any], _T]) -> _T | None:
        value = self.table.get(key)
        if value is None:
            return None
        try:
            return read(value)
        except ValueError as error:
            self.wrong(key, str(error))
            return None

    def tables(self, key: str) -> list[Mapping[str, Any]]:
        value = self.table.get(key)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(v, dict) for v in value):
            how = f"[[objective.{key}]]" if key == "key_result" else f"[[{key}]]"
            how = "[{date = 2026-07-31, value = 120}]" if key == "checkins" else how
            self.wrong(key, f"is no list of tables; write {how}")
            return []
        return value


def _said(value: Any) -> str:
    return repr(value)[:60]


def _named(names: Collection[str]) -> str:
    return f"there are {', '.join(names)}"


def _no_number(value: Any) -> str:
    if isinstance(value, str):
        bare = value.strip().rstrip("%").strip().replace(",", "").lstrip("+")
        try:
            number = float(bare)
        except ValueError:
            return f"{_said(value)} is text, not a number; write a number such as 50"
        return f"{_said(value)} is text, not a number; write {number:g}"
    return f"{_said(value)} is no number; write one such as 50"


def _checkins(reader: _Reader, period: Period | None, least: float | None) -> tuple[CheckIn, ...]:
    found: dict[date, float] = {}
    for number, table in enumerate(reader.tables("checkins"), start=1):
        one = _Reader(table, f"{reader.place}, check-in {number}", reader.problems)
        one.only(_CHECKIN)
        for key in _CHECKIN:
            if key not in table:
                one.wrong(key, "is missing")
        day, value = one.day("date"), one.number("value", least=least)
        if day is not None and period is not None and not period.start <= day <= period.end:
            one.wrong("date", f"{day} lies outside the objective's period, {period.start} to {period.end}")
        elif day is not None and day in found:
            one.wrong("date", f"{day} stands here twice")
        elif day is not None and value is not None:
            found[day] = value
    return tuple(CheckIn(day, found[day]) for day in sorted(found))


def _platforms(reader: _Reader) -> tuple[str, ...]:
    said = reader.table.get("platform", [])
    said = said if isinstance(said, list) else [said]
    found: dict[str, None] = {}
    for word in said:
        if not isinstance(word, str):
            reader.wrong("platform", f"{_said(word)} is no platform; write one in quotes, or several in brackets")
            continue
        try:
            found[platform_named(word).name] = None
        except KeyError:
            reader.wrong("platform", f"{word!r} is no platform; {_known(PLATFORM_NAMES, word)}")
    return tuple(found)


def _key_result(reader: _Reader, period: Period | None, metrics: Collection[str] | None) -> KeyResult:
    title, said = reader.text("title", required=True), reader.text("kind", required=True)
    # What is wrong beside an unknown kind is told, too.
    kind: Kind = said if said in KINDS else "reach"
    everything = tuple(dict.fromkeys(k for keys in _BY_KIND.values() for k in keys))
    if said not in KINDS:
        if said:
            reader.wrong("kind", f"{said!r} is no kind of key result; {_known(KINDS, said)}")
        reader.only(everything)
    else:
        reader.only(_BY_KIND[kind], everything, f"kind {kind}")
    of_things = kind in ("count", "per_item")
    metric = reader.text("metric") or None
    if metric is not None and metrics is not None and metric not in metrics:
        near = difflib.get_close_matches(metric, list(metrics), 1)
        more = f"did you mean {near[0]!r}?" if near else "`brandscore metrics` lists them"
        reader.wrong("metric", f"{metric!r} is no metric; {more}")
    items, items_done = reader.number("items", above=0), reader.number("items_done", least=0)
    if kind == "per_item" and "items" not in reader.table:
        reader.wrong("items", "is missing; say how many items there are")
    if items is not None and items_done is not None and items_done > items:
        reader.wrong("items_done", f"{items_done:g} is more than the {items:g} items there are")
    target = reader.number("target", above=0 if of_things or kind == "increase_percent" else None)
    baseline = reader.number("baseline")
    if kind == "increase_percent" and baseline is not None and baseline <= 0:
        reader.wrong(
            "baseline", f"{baseline:g}: a percentage needs a baseline above 0; for a value to come to, use kind 'reach'"
        )
    weight = reader.number("weight", above=0)
    for undated in ("done", "items_done"):
        if undated in reader.table and "checkins" in reader.table:
            reader.wrong(undated, "stands beside check-ins; give the one or the other")
    if reader.table.get("done") is False and "done_on" in reader.table:
        reader.wrong("done", "is false, and done_on names a day; leave one out")
    return KeyResult(
        title=title,
        kind=kind,
        title_en=reader.text("title_en"),
        metric=metric,
        brand=reader.text("brand") or None,
        platforms=_platforms(reader),
        target=target,
        unit=reader.text("unit"),
        baseline=baseline,
        baseline_period=reader.span("baseline_period"),
        accumulates=reader.flag("accumulates"),
        checkins=_checkins(reader, period, 0.0 if of_things else None),
        done=_done(reader, said),
        done_on=reader.day("done_on"),
        items=items,
        items_done=items_done,
        weight=1.0 if weight is None else weight,
    )


def _done(reader: _Reader, kind: str) -> float | bool | None:
    if kind == "milestone":
        return reader.flag("done")
    return reader.number("done", least=0) if kind in KINDS else None


def _double(titles: list[str], places: list[str], what: str, problems: list[str]) -> None:
    for number, title in enumerate(titles):
        if title and title in titles[:number]:
            problems.append(f"{places[number]}, title: another {what} has the same title")


def _objective(reader: _Reader, metrics: Collection[str] | None) -> Objective:
    reader.only(_OBJECTIVE)
    period = reader.span("period")
    found: list[KeyResult] = []
    titles, places = [], []
    for number, table in enumerate(reader.tables("key_result"), start=1):
        place = f"{reader.place}, key result {number}{_quoted(table)}"
        one = _key_result(_Reader(table, place, reader.problems), period, metrics)
        titles.append(str(table.get("title", "")).strip())
        places.append(place)
        found.append(one)
    _double(titles, places, "key result of the objective", reader.problems)
    return Objective(
        title=reader.text("title", required=True),
        title_en=reader.text("title_en"),
        period=period,
        owner=reader.text("owner"),
        why=reader.text("why"),
        key_results=tuple(found),
    )


def _quoted(table: Mapping[str, Any]) -> str:
    title = table.get("title")
    return f" “{title.strip()[:60]}”" if isinstance(title, str) and title.strip() else ""


def plan_from(
    settings: Mapping[str, Any], source: str = "plan", sha256: str = "", metrics: Collection[str] | None = None
) -> Plan:
    """Return the plan that a file's content describes.

    Parameters
    ----------
    settings
        The content of the file.
    source
        Name of the file, for errors.
    sha256
        Hash of the file.
    metrics
        Names of the metrics that there are; None = not checked.

    Raises
    ------
    ProfileError
        With everything that is wrong: file, objective, key result and key.

    Examples
    --------
    >>> plan = plan_from({"objective": [{"title": "Be heard", "period": "2026-Q3"}]})
    >>> plan.objectives[0].period.days
    92
    """
    problems: list[str] = []
    reader = _Reader(settings, "", problems)
    reader.only(_PLAN)
    objectives, titles, places = [], [], []
    for number, table in enumerate(reader.tables("objective"), start=1):
        place = f"objective {number}{_quoted(table)}"
        objectives.append(_objective(_Reader(table, place, problems), metrics))
        titles.append(objectives[-1].title)
        places.append(place)
    _double(titles, places, "objective", problems)
    if not settings.get("objective"):
        problems.append("objective: there is none; write [[objective]] and its title")
    note, steep = reader.text("note"), reader.number("steep_percent", above=0)
    if problems:
        head = "1 thing" if len(problems) == 1 else f"{len(problems)} things"
        raise ProfileError("\n".join([f"{source}: {head} wrong:", *(f"  {p}" for p in problems)]))
    return Plan(tuple(objectives), source, sha256, note or None, 100.0 if steep is None else steep)


def load_plan(path: str | Path, metrics: Collection[str] | None = None) -> Plan:
    """Read a file of objectives and key results.

    Parameters
    ----------
    path
        A TOML file, or the name of one that is shipped.
    metrics
        Names of the metrics that there are; None = not checked.

    Raises
    ------
    ProfileError
        If there is no such file, it is no TOML, or with everything that is
        wrong in it.

    Examples
    --------
    >>> len(load_plan("digital_marketing").objectives)
    7
    """
    path = Path(path)
    shipped = okr_examples() / f"{path}.toml"
    if not path.exists() and path.name == str(path) and shipped.is_file():
        path = shipped
    try:
        raw = path.read_bytes()
    except OSError as error:
        names = ", ".join(p.stem for p in sorted(okr_examples().glob("*.toml")))
        raise ProfileError(
            f"{path}: cannot be read: {error.strerror}. A plan is a TOML file of objectives; "
            f"shipped ones to try and copy: {names}."
        ) from error
    try:
        settings = tomllib.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ProfileError(f"{path.name}: not UTF-8: {error}") from error
    except tomllib.TOMLDecodeError as error:
        percent = " A number has no percent sign: write 50, not 50%." if _PERCENT.search(raw) else ""
        raise ProfileError(f"{path.name}: not valid TOML: {error}.{percent}") from error
    return plan_from(settings, path.name, hashlib.sha256(raw).hexdigest(), metrics)
