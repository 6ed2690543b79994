"""How cells are read: values against independent readings, faults in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brandscore.engine.session import Session
from brandscore.errors import Problem
from brandscore.ingest.read_frame import read_frame
from brandscore.ingest.validate import check
from brandscore.ledger import Ledger
from brandscore.tables import Column, Kind, Table

LATEST = dt.datetime(2026, 7, 1, 12, 0)


@pytest.fixture(scope="module")
def session() -> Iterator[Session]:
    session = Session(threads=1)
    yield session
    session.close()


@dataclass
class Reading:
    values: list[Any]
    problems: tuple[Problem, ...]
    ledger: Ledger


def _read(session: Session, kind: Kind, cells: Any, **column: Any) -> Reading:
    """Read one column of cells (a list, or an Arrow array) as a column of some kind."""
    table = Table("cells", "", (Column("cell", kind, "A cell.", **column), Column("n", "count", "Number.")), key=("n",))
    array = cells if isinstance(cells, (pa.Array, pa.ChunkedArray)) else pa.array(cells)
    frame = pa.table({"cell": array, "n": list(range(len(array)))})
    ledger = Ledger()
    session.forget("raw")
    raw = read_frame(session, frame, "cells", "raw", frozenset({"cell", "n"}))
    checked = check(session, ledger, table, raw, LATEST)
    assert checked.table is not None
    rows = session.rows(checked.table.order_by("n"))
    return Reading([row["cell"] for row in rows], checked.problems, ledger)


def _only(session: Session, kind: Kind, cell: Any, **column: Any) -> Problem:
    (problem,) = _read(session, kind, [cell], **column).problems
    return problem


# Counts


@pytest.mark.parametrize(
    ("cell", "count"),
    [("12", 12), (" 12 ", 12), ("12.0", 12), ("12.", 12), ("+7", 7), ("0", 0), ("007", 7), ("", None), ("  ", None)],
)
def test_counts_in_text(session: Session, cell: str, count: int | None) -> None:
    reading = _read(session, "count", [cell])
    assert reading.values == [count]
    assert reading.problems == ()


@pytest.mark.parametrize(
    ("cell", "what", "mend"),
    [
        ("-5", '"-5" is negative', "Leave the cell empty"),
        ("-5.5", "is negative", ""),
        ("12.5", '"12.5" is not a whole number', "not a mean"),
        ("1,234", '"1,234" has thousands separators', "Write 1234"),
        ("1,234,567.00", "thousands separators", "Write 1234567.00"),
        ("12k", '"12k" is a shortened number', "(12000)"),
        ("1.2 M", "shortened", "(1200000)"),
        ("abc", '"abc" is not a number', "digits only"),
        ("1e3", "is not a number", ""),
        ("1_000", "is not a number", ""),
        ("1,23", "is not a number", ""),
        ("0x10", "is not a number", ""),
        ("๑๒", "is not a number", ""),
        ("-", "is not a number", "empty where it was not collected"),
        ("nan", "is not a number", ""),
        ("inf", '"inf" is not finite', ""),
        ("-Infinity", "is not finite", ""),
        ("99999999999999999999", "too large", "ran together"),
    ],
)
def test_counts_that_cannot_be_read(session: Session, cell: str, what: str, mend: str) -> None:
    problem = _only(session, "count", cell)
    assert what in problem.what
    assert mend in str(problem)
    assert (problem.source, problem.row, problem.column) == ("cells", 2, "cell")
    assert problem.expected == "a whole number, 0 or more"


@pytest.mark.parametrize(
    ("cells", "counts"),
    [
        (pa.array([1, None, 0], pa.int8()), [1, None, 0]),
        (pa.array([1, 2**40], pa.uint64()), [1, 2**40]),
        (pa.array([12.0, float("nan"), None], pa.float64()), [12, None, None]),
        (pa.array([1.0, 2.0], pa.float16()), [1, 2]),
        (pa.array([Decimal("3.00"), None]), [3, None]),
        (pa.array([2**53 + 1], pa.int64()), [2**53 + 1]),
    ],
)
def test_counts_in_columns_of_numbers(session: Session, cells: pa.Array, counts: list[int | None]) -> None:
    reading = _read(session, "count", cells)
    assert reading.values == counts
    assert reading.problems == ()


@pytest.mark.parametrize(
    ("cells", "what"),
    [
        (pa.array([-5]), '"-5" is negative'),
        (pa.array([2**64 - 1], pa.uint64()), "too large"),
        (pa.array([12.5]), '"12.5" is not a whole number'),
        (pa.array([float("inf")]), "is not finite"),
        (pa.array([float("-inf")]), "is not finite"),
        (pa.array([-1.0]), "is negative"),
        (pa.array([1e300]), "too large"),
        (pa.array([Decimal("2.50")]), "is not a whole number"),
        (pa.array([True]), '"true" is not a number'),
        (pa.array([[1]]), "is not one plain value"),
        (pa.array([b"12"]), "is not one plain value"),
        (pa.array([dt.date(2026, 1, 1)]), "is not a number"),
    ],
)
def test_numbers_that_are_no_counts(session: Session, cells: pa.Array, what: str) -> None:
    (problem,) = _read(session, "count", cells).problems
    assert what in problem.what


@settings(max_examples=25)
@given(st.lists(st.integers(0, 10**17), max_size=20), st.sampled_from(["{}", " {}", "{}.0", "{}.000", "+{}"]))
def test_every_count_is_read_as_itself(session: Session, counts: list[int], form: str) -> None:
    cells = pa.array([form.format(n) for n in counts] + ["1"])
    assert _read(session, "count", cells).values == [*counts, 1]


# Flags and choices


def test_flags(session: Session) -> None:
    cells = ["0", "1", "0.0", "1.0", "true", "FALSE", " True ", "", None]
    assert _read(session, "flag", cells).values == [0, 1, 0, 1, 1, 0, 1, None, None]
    assert _read(session, "flag", [True, False, None]).values == [1, 0, None]
    assert _read(session, "flag", [1.0, 0.0, float("nan")]).values == [1, 0, None]
    assert _read(session, "flag", [1, 0, None]).values == [1, 0, None]


@pytest.mark.parametrize("cell", ["yes", "2", "-1", 2, 0.5])
def test_what_is_no_flag(session: Session, cell: Any) -> None:
    assert "is neither 0 nor 1" in _only(session, "flag", cell).what


PLATFORM = {"choices": ("facebook", "x"), "aliases": {"fb": "facebook", "twitter": "x", "เฟซบุ๊ก": "facebook"}}


def test_choices(session: Session) -> None:
    cells = ["facebook", " Facebook", "FB", "Twitter", "เฟซบุ๊ก", "", None]
    reading = _read(session, "choice", cells, **PLATFORM)
    assert reading.values == ["facebook", "facebook", "facebook", "x", "facebook", None, None]


def test_a_choice_that_is_none(session: Session) -> None:
    problem = _only(session, "choice", "Facebok", **PLATFORM)
    assert problem.what == '"Facebok" is no cell that is known'
    assert problem.expected == "facebook or x"
    assert problem.mend == 'did you mean "facebook"?'
    assert "leave out rows" in _only(session, "choice", "line", **PLATFORM).mend


# Ids and texts


def test_ids(session: Session) -> None:
    assert _read(session, "id", [" a b ", "", "  ", "\t12\n", None]).values == ["a b", None, None, "12", None]
    assert _read(session, "id", [246675545449582, None]).values == ["246675545449582", None]
    assert _read(session, "id", [12.0, float("nan"), 12.5]).values == ["12", None, "12.5"]


def test_ids_written_with_a_decimal_point_are_noted(session: Session) -> None:
    reading = _read(session, "id", ["12.0", "13.0", "v1.0", ""])
    assert reading.values == ["12", "13", "v1.0", None]
    assert [line.detail for line in reading.ledger] == ["cell: 2 cells written like 123.0, read as 123"]


@pytest.mark.parametrize("cell", ["1.23E+17", 2.0**53, 1e300])
def test_ids_that_were_rounded(session: Session, cell: Any) -> None:
    problem = _only(session, "id", cell)
    assert "was rounded as a number" in problem.what
    assert "text" in problem.mend


def test_texts_are_kept_but_for_nul(session: Session) -> None:
    cells = [" two\nlines ", "", None, "a\x00b\x00", "\x00", "'=1", "  "]
    assert _read(session, "text", cells).values == [" two\nlines ", None, None, "ab", None, "'=1", "  "]


def test_the_value_shown_is_cut(session: Session) -> None:
    problem = _only(session, "count", "x" * 2_000_000)
    assert problem.what == f'"{"x" * 60}…" is not a number'


# Times and days

BANGKOK = dt.timezone(dt.timedelta(hours=7))


def _utc(text: str) -> dt.datetime:
    """Read an ISO text with Python's own reader."""
    at = dt.datetime.fromisoformat(text)
    at = at if at.tzinfo else at.replace(tzinfo=BANGKOK)
    return at.astimezone(dt.UTC).replace(tzinfo=None)


@pytest.mark.parametrize(
    "cell",
    [
        "2026-01-31",
        "2026-01-31 18:30",
        "2026-01-31T18:30",
        "2026-01-31 18:30:15",
        "2026-01-31T18:30:15.5",
        "2026-01-31T18:30:15.123456",
        "2026-01-31T18:30Z",
        "2026-01-31T18:30:15Z",
        "2026-01-31 18:30:15.25Z",
        "2026-01-31T18:30+07:00",
        "2026-01-31T18:30:15+0700",
        "2026-01-31T18:30:15-09:30",
        "2026-01-31T18:30:15.5+00:00",
        "2024-02-29T00:00:00+07:00",
    ],
)
def test_times_as_python_reads_them(session: Session, cell: str) -> None:
    reading = _read(session, "time", [f" {cell} "])
    assert reading.values == [_utc(cell)]
    assert reading.problems == ()


@settings(max_examples=25)
@given(
    st.lists(
        st.tuples(
            st.datetimes(dt.datetime(1990, 1, 1), dt.datetime(2026, 6, 30)),
            st.none() | st.integers(-14 * 60, 14 * 60),
            st.sampled_from(["T", " "]),
        ),
        min_size=1,
        max_size=20,
    )
)
def test_every_time_python_writes_is_read(session: Session, times: list[Any]) -> None:
    cells = []
    for at, minutes, sep in times:
        zone = None if minutes is None else dt.timezone(dt.timedelta(minutes=minutes))
        cells.append(at.replace(tzinfo=zone).isoformat(sep=sep))
    assert _read(session, "time", cells).values == [_utc(cell) for cell in cells]
    days = [(_utc(cell) + dt.timedelta(hours=7)).date() for cell in cells]
    assert _read(session, "day", cells).values == days


@pytest.mark.parametrize(
    "cell",
    ["31/01/2026", "2026-1-31", "20260131", "2026-01-31 25:00", "2026-01-31 24:00", "2026-01-31 18:60",
     "2026-01-31T18:30:15 +07:00", "2026-01-31T18", "yesterday", "2026-01-31T18:30:15+15:00"],
)  # fmt: skip
def test_times_in_other_forms(session: Session, cell: str) -> None:
    problem = _only(session, "time", cell)
    assert problem.what == f'"{cell}" is in no form that is read'
    assert "[dates] format" in problem.mend


def test_days_that_no_calendar_has(session: Session) -> None:
    assert "is no day of the calendar" in _only(session, "time", "2026-02-30").what
    assert "is no day of the calendar" in _only(session, "day", "2025-02-29").what


@pytest.mark.parametrize("cell", ["2569-01-31 18:30", "2567-02-29", dt.datetime(2569, 1, 31), dt.date(2569, 1, 31)])
@pytest.mark.parametrize("kind", ["time", "day"])
def test_years_of_the_buddhist_era(session: Session, kind: Kind, cell: Any) -> None:
    problem = _only(session, kind, cell)
    assert "Buddhist era" in problem.what
    assert 'era = "BE"' in problem.mend


def test_times_in_the_future(session: Session) -> None:
    reading = _read(session, "time", ["2026-07-01T12:00:00Z", "2026-07-01T12:00:01Z", "2026-07-01T19:00:01"])
    assert reading.values[0] == LATEST
    assert [(problem.row, problem.what) for problem in reading.problems] == [
        (3, '"2026-07-01T12:00:01Z" lies in the future'),
        (4, '"2026-07-01T19:00:01" lies in the future'),
    ]
    assert "in the future" in _only(session, "day", "2026-07-02").what
    assert _read(session, "day", ["2026-07-01"]).problems == ()


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
def test_times_of_columns_with_and_without_zone(session: Session, unit: str) -> None:
    noon = dt.datetime(2026, 1, 31, 12)
    naive = _read(session, "time", pa.array([noon, None], pa.timestamp(unit)))
    assert naive.values == [noon - dt.timedelta(hours=7), None]
    assert [line.detail for line in naive.ledger] == ["cell: 1 time without zone, read as Asia/Bangkok"]
    for zone in ("UTC", "Asia/Bangkok", "America/New_York"):
        zoned = _read(session, "time", pa.array([noon, None], pa.timestamp(unit, tz=zone)))
        assert zoned.values == [noon, None]  # Arrow holds the instant in UTC, whatever the zone
        assert len(zoned.ledger) == 0


def test_a_pandas_column_with_zone(session: Session) -> None:
    times = pd.Series(pd.to_datetime(["2026-01-31 12:00"])).dt.tz_localize("Asia/Bangkok")
    assert _read(session, "time", pa.array(times)).values == [dt.datetime(2026, 1, 31, 5)]


def test_both_edges_of_midnight_in_bangkok(session: Session) -> None:
    cells = ["2026-01-31T16:59:59.999999Z", "2026-01-31T17:00:00Z", "2026-01-31T23:59:59", "2026-02-01T00:00:00"]
    last, first = dt.date(2026, 1, 31), dt.date(2026, 2, 1)
    assert _read(session, "day", cells).values == [last, first, last, first]
    instants = pa.array([dt.datetime(2026, 1, 31, 16, 59, 59), dt.datetime(2026, 1, 31, 17)])
    assert _read(session, "day", instants.cast(pa.timestamp("us", "UTC"))).values == [last, first]
    assert _read(session, "day", instants).values == [last, last]  # without zone: Bangkok time already


def test_days_of_columns_of_days(session: Session) -> None:
    reading = _read(session, "day", [dt.date(2026, 1, 31), None])
    assert reading.values == [dt.date(2026, 1, 31), None]
    assert len(reading.ledger) == 0


def test_only_times_without_zone_are_noted(session: Session) -> None:
    reading = _read(session, "time", ["2026-01-31", "2026-01-31 10:00", "2026-01-31T10:00Z", "", None])
    assert [line.detail for line in reading.ledger] == ["cell: 2 times without zone, read as Asia/Bangkok"]
    assert [line.rows for line in reading.ledger] == [2]
    reading = _read(session, "day", ["2026-01-31", "2026-01-31 10:00"])
    assert [line.detail for line in reading.ledger] == ["cell: 1 time without zone, read as Asia/Bangkok"]


# Counting


def test_problems_of_one_kind_are_listed_up_to_a_limit(session: Session) -> None:
    reading = _read(session, "count", ["x"] * 25 + ["-1"] * 3 + ["5"])
    by_kind = [p for p in reading.problems if "number" in p.what], [p for p in reading.problems if "negative" in p.what]
    assert [p.row for p in by_kind[0]] == list(range(2, 22))
    assert [p.more for p in by_kind[0]] == [0] * 19 + [5]
    assert [p.row for p in by_kind[1]] == [27, 28, 29]
    assert reading.values[-1] == 5
