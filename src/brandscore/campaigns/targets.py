"""What campaigns aim at: read from a file, checked against the data, all problems at once."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from brandscore.campaigns.choice import CAMPAIGN_METRIC_NAMES
from brandscore.campaigns.sums import ALL, Group
from brandscore.errors import DataError, Problem
from brandscore.ingest.encodings import NotDecodableError, encoding_of
from brandscore.ingest.places import AT, place_of
from brandscore.ingest.raw import Raw
from brandscore.ingest.read_frame import read_frame
from brandscore.ingest.readers import read_file
from brandscore.ingest.times import latest
from brandscore.ingest.titles import wanted_titles
from brandscore.ingest.validate import check
from brandscore.ingest.wording import near, quoted, some
from brandscore.metrics.advertising.rule import SOURCES
from brandscore.metrics.registry.catalogue import METRICS, metric_named, nearest
from brandscore.tables import TARGETS

if TYPE_CHECKING:
    from brandscore.engine.session import Session
    from brandscore.ledger import Ledger

__all__ = ["Target", "Targets", "check_targets", "read_targets"]


@dataclass(frozen=True, slots=True)
class Target:
    """One value to reach.

    Parameters
    ----------
    campaign
        Which; ``None`` = each, `ALL` = all of them together.
    platform
        Which; ``None`` = all together.
    currency
        Of a target in money, where one is named.
    metric, value
        What to reach; ``None`` where the cell is empty or wrong, which is a problem of its own.
    source, row
        Where it stands; ``None`` where no spreadsheet numbers it.
    """

    campaign: str | None
    platform: str | None
    currency: str | None
    metric: str | None
    value: float | None
    source: str
    row: int | None = None


class Targets:
    """Targets, found by what they hold for; one that names the campaign goes before one for each."""

    def __init__(self, targets: Iterable[Target] = ()) -> None:
        self._by_key = {(t.campaign, t.platform, t.currency, t.metric): t.value for t in targets}

    def __len__(self) -> int:
        return len(self._by_key)

    def of(self, group: Group, metric: str) -> float | None:
        """Return the target of a group's metric, if it has one.

        Examples
        --------
        >>> each = Target(None, None, None, "ctr", 2.0, "targets.csv", 2)
        >>> own = Target("a", None, None, "ctr", 3.0, "targets.csv", 3)
        >>> found = Targets([each, own])
        >>> [found.of(Group(name, "all", "all", "THB", 0), "ctr") for name in ("a", "b", "all")]
        [3.0, 2.0, None]
        """
        platform = None if group.platform == ALL else group.platform
        for campaign in (group.campaign, *((None,) if group.campaign != ALL else ())):
            for currency in (group.currency, None):
                value = self._by_key.get((campaign, platform, currency, metric))
                if value is not None:
                    return value
        return None


def read_targets(session: Session, ledger: Ledger, given: Any) -> tuple[list[Target], list[Problem]]:
    """Read targets from a file (CSV, TSV, XLSX, JSONL, Parquet, TOML), a dataframe or rows.

    Returns
    -------
    list of Target, list of Problem
        The targets, and what is wrong with their cells.

    Raises
    ------
    DataError
        If they cannot be read.
    """
    wanted = wanted_titles([TARGETS])
    if isinstance(given, str | Path):
        path = Path(given)
        if not path.is_file():
            what = "is a folder, not a file" if path.is_dir() else "does not exist"
            raise DataError(f"target: {path} {what}; name a CSV, XLSX or TOML file with metric and target.")
        if path.suffix.lower() == ".toml":
            raw = read_frame(session, _frame(_from_toml(path)), path.name, "targets__raw", wanted)
        else:
            raw = read_file(session, ledger, path, "targets__raw", wanted)
    else:
        frame = given if hasattr(given, "columns") or hasattr(given, "__arrow_c_stream__") else _frame(_rows_of(given))
        raw = read_frame(session, frame, "target", "targets__raw", wanted)
    in_sheet = not isinstance(given, str | Path) or Path(given).suffix.lower() != ".toml"
    return _checked(session, ledger, raw, in_sheet)


def _checked(session: Session, ledger: Ledger, raw: Raw, in_sheet: bool) -> tuple[list[Target], list[Problem]]:
    def place(row: int | None) -> tuple[str, int | None]:
        """Where a row stands: entries of a TOML file are counted from 1 and have no header."""
        return (checked.source, row) if in_sheet or row is None else (f"{checked.source}, entry {row - 1}", None)

    checked = check(session, ledger, TARGETS, raw, latest())
    try:
        places = [(problem, *place(problem.row)) for problem in checked.problems]
        problems = [replace(problem, source=source, row=row) for problem, source, row in places]
        if checked.table is None:
            raise DataError(problems or [Problem(checked.source, "there is no target in it", "a row per target")])
        # What is wrong in other columns would show as an empty cell: such a row is not looked at further.
        unclear = {problem.row for problem in checked.problems if problem.column not in ("metric", "target")}
        targets = [
            Target(
                row["campaign"],
                None if row["platform"] == ALL else row["platform"],
                row["currency"],
                row["metric"],
                row["target"],
                *place(place_of(row[AT], (checked.source,)).row),
            )
            for row in session.rows(checked.table.order_by(AT))
            if place_of(row[AT], (checked.source,)).row not in unclear
        ]
        return targets, problems
    finally:
        session.forget("targets__raw", TARGETS.name)


def _frame(rows: Sequence[Mapping[str, Any]]) -> Any:
    import pandas as pd

    # Texts as they are written, so that a wrong one is named as it stands.
    names = list(dict.fromkeys(name for row in rows for name in row))
    return pd.DataFrame([{n: None if row.get(n) is None else str(row[n]) for n in names} for row in rows], dtype=object)


def _rows_of(given: Any) -> list[Mapping[str, Any]]:
    rows = list(given) if isinstance(given, Iterable) and not isinstance(given, Mapping) else []
    if not rows or not all(isinstance(row, Mapping) for row in rows):
        raise DataError(f"target: a {type(given).__name__} is none; give a file, a dataframe or a list of rows.")
    return rows


def _from_toml(path: Path) -> list[dict[str, Any]]:
    expected = "[[target]] entries with metric and target, and campaign, platform, currency as needed"
    try:
        content = tomllib.loads(path.read_bytes().decode(encoding_of(path)))
    except NotDecodableError as error:
        raise DataError([error.problem]) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        mend = "mend that line; texts stand in double quotes, and percent signs nowhere: 2 for 2 %"
        raise DataError([Problem(path.name, f"the file is no valid TOML: {error}", expected, mend)]) from error
    entries = content.get("target")
    if set(content) != {"target"} or not isinstance(entries, list) or not all(isinstance(e, dict) for e in entries):
        raise DataError([Problem(path.name, f"it holds {some(content) if content else 'nothing'}", expected)])
    return entries


def check_targets(targets: Sequence[Target], groups: Sequence[Group], problems: Sequence[Problem] = ()) -> Targets:
    """Check targets against the groups of a run.

    Parameters
    ----------
    targets
        The targets.
    groups
        The groups measured.
    problems
        What is known to be wrong already; told together with what is found here.

    Raises
    ------
    DataError
        If a target names what is not there, stands twice, or leaves its currency open; every problem at once.
    """
    found = [*problems, *(problem for target in targets for problem in _wrong(target, groups))]
    first: dict[tuple[str | None, ...], Target] = {}
    for target in targets:
        key = (target.campaign, target.platform, target.currency, target.metric)
        if key in first and target.metric is not None:
            mend = "take one of the two out"
            found.append(_problem(target, "metric", "this target stands there twice", "each target once", mend))
        first.setdefault(key, target)
    if found:
        raise DataError(sorted(found, key=lambda problem: problem.row or 0))
    return Targets(targets)


def _problem(target: Target, column: str, what: str, expected: str = "", mend: str = "") -> Problem:
    return Problem(target.source, what, expected, mend, target.row, column)


def _wrong(target: Target, groups: Sequence[Group]) -> list[Problem]:
    problems = []
    if target.metric is None:
        pass  # told of already
    elif target.metric not in METRICS:
        meant = nearest(target.metric)
        mend = f"did you mean {meant}?" if meant else "see `brandscore metrics`"
        problems.append(_problem(target, "metric", f"there is no metric {target.metric!r}", "a metric's name", mend))
    elif target.metric not in CAMPAIGN_METRIC_NAMES:
        outside = [name for name in metric_named(target.metric).inputs if name not in SOURCES]
        what = f"{target.metric} is not measured of campaigns: their table has no {', '.join(outside)}"
        problems.append(_problem(target, "metric", what, "a metric of campaigns"))
    campaigns = {g.campaign for g in groups} - {ALL}
    if target.campaign not in (None, ALL) and target.campaign not in campaigns:
        what = f"no campaign {target.campaign!r} in these days"
        problems.append(_problem(target, "campaign", what, *_known(target.campaign or "", campaigns)))
        return problems
    mine = [g for g in groups if target.campaign in (None, g.campaign)]
    platforms = {g.platform for g in mine} - {ALL}
    if target.platform is not None and target.campaign == ALL:
        what = "a target of all campaigns together names a platform"
        problems.append(_problem(target, "platform", what, "an empty cell", "leave campaign empty for each campaign"))
    elif target.platform is not None and target.platform not in platforms:
        what = f"no figures of {target.platform!r}" + (f" in {target.campaign}" if target.campaign else "")
        problems.append(_problem(target, "platform", what, *_known(target.platform, platforms)))
    currencies = {g.currency for g in mine if g.currency}
    if target.currency is not None and target.currency not in currencies:
        what = f"no figures in {target.currency}"
        problems.append(_problem(target, "currency", what, *_known(target.currency, currencies)))
    elif target.currency is None and len(currencies) > 1 and _in_money(target.metric or ""):
        what = f"{target.metric} is in money, and the data have {', '.join(sorted(currencies))}"
        problems.append(_problem(target, "currency", what, "one of these", "fill it in"))
    return problems


def _in_money(name: str) -> bool:
    return name in METRICS and metric_named(name).unit == "money"


def _known(word: str, names: Iterable[str]) -> tuple[str, str]:
    """Return what was expected in place of a word, and the name that was probably meant."""
    names = sorted(names)
    meant = near(word, names)
    return (f"one of {some(names)}" if names else "", f"did you mean {quoted(meant)}?" if meant else "")
