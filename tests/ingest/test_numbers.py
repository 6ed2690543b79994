"""Numbers with decimals, money, currencies and open choices: values and faults in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brandscore.engine.session import Session
from brandscore.errors import Problem
from brandscore.ingest.read_frame import read_frame
from brandscore.ingest.validate import check
from brandscore.ledger import Ledger
from brandscore.tables import CAMPAIGNS, SURVEYS, Column, Table

SPEND, PROFIT = CAMPAIGNS.column("spend"), CAMPAIGNS.column("profit")
CURRENCY, PLATFORM = CAMPAIGNS.column("currency"), replace(CAMPAIGNS.column("platform"), required=False)
SCORE = SURVEYS.column("score")
FROM_ONE = Column("order", "count", "Place.", lowest=1)


@pytest.fixture(scope="module")
def session() -> Iterator[Session]:
    session = Session(threads=1)
    yield session
    session.close()


def _read(session: Session, column: Column, cells: Any) -> tuple[list[Any], tuple[Problem, ...], list[str]]:
    """Read cells (a list, or an Arrow array) as a column; return values, problems and the ledger's details."""
    table = Table("cells", "", (column, Column("n", "count", "Number.")), key=("n",))
    array = cells if isinstance(cells, pa.Array) else pa.array(cells)
    frame = pa.table({column.name: array, "n": list(range(len(array)))})
    ledger = Ledger()
    session.forget("raw")
    raw = read_frame(session, frame, "cells", "raw", frozenset({column.name, "n"}))
    checked = check(session, ledger, table, raw, dt.datetime(2026, 7, 1))
    assert checked.table is not None
    rows = session.rows(checked.table.order_by("n"))
    return [row[column.name] for row in rows], checked.problems, [line.detail for line in ledger]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("1500.50", 1500.5),
        (" 12 ", 12.0),
        ("12.", 12.0),
        (".5", 0.5),
        ("+7", 7.0),
        ("0", 0.0),
        ("-0.0", 0.0),
        ("007", 7.0),
        ("1.5e3", 1500.0),
        ("1E-05", 0.00001),
        ("", None),
        ("  ", None),
        (None, None),
    ],
)
def test_amounts_in_text(session: Session, cell: str | None, value: float | None) -> None:
    assert _read(session, SPEND, pa.array([cell], pa.string())) == ([value], (), [])


@pytest.mark.parametrize(
    ("cell", "what", "mend"),
    [
        ("-5", '"-5" is negative', "Write spend without the minus"),
        ("-0.01", "is negative", ""),
        ("1,500.50", '"1,500.50" has thousands separators', "Write 1500.50, or read the file with `brandscore ingest`"),
        ("-1,500", "has thousands separators", "Write -1500"),
        ("1500,50", "has a comma where decimals may be meant", "Write 1500.50 if"),
        ("1.500,50", "has a comma where decimals may be meant", "Write 1500.50 if"),
        ("฿1,500", '"฿1,500" has a currency with it', "Write 1500; what currency it is stands in the column currency"),
        ("1500 บาท", "has a currency with it", "Write 1500;"),
        ("1,500.25บาท", "has a currency with it", "Write 1500.25;"),
        ("THB 5", "has a currency with it", "Write 5;"),
        ("5usd", "has a currency with it", "Write 5;"),
        ("$1", "has a currency with it", "Write 1;"),
        ("12%", '"12%" has a percent sign', "Write 12 if that is the number itself"),
        ("12.5 %", "has a percent sign", "Write 12.5 if"),
        ("๑,๕๐๐.๕", "is not a number in the digits 0 to 9", "Write 1,500.5, or read the file"),
        ("1.2k", "is a shortened number", "(1200)"),
        ("inf", "is not finite", ""),
        ("-Infinity", "is not finite", ""),
        ("1e400", "is not finite", ""),
        ("99999999999999", "is too large", "ran together"),
        ("(500)", "is not a number", "one point only"),
        ("nan", "is not a number", ""),
        ("1 500", "is not a number", ""),
        ("1_000", "is not a number", ""),
        ("0x10", "is not a number", ""),
        ("twelve", "is not a number", "empty where it was not collected"),
        ("-", "is not a number", ""),
        ("e5", "is not a number", ""),
    ],
)
def test_amounts_that_cannot_be_read(session: Session, cell: str, what: str, mend: str) -> None:
    ((value,), (problem,), _) = _read(session, SPEND, [cell])
    assert value is None
    assert what in problem.what
    assert mend in str(problem)
    assert (problem.row, problem.column, problem.expected) == (2, "spend", "an amount, 0 or more")


@pytest.mark.parametrize(
    ("cells", "values"),
    [
        (pa.array([1, None], pa.int8()), [1.0, None]),
        (pa.array([0.1, float("nan"), None], pa.float64()), [0.1, None, None]),
        (pa.array([Decimal("3.10"), None]), [3.1, None]),
        (pa.array([2**40], pa.uint64()), [2.0**40]),
    ],
)
def test_amounts_in_columns_of_numbers(session: Session, cells: pa.Array, values: list[float | None]) -> None:
    assert _read(session, SPEND, cells) == (values, (), [])


@pytest.mark.parametrize(
    ("cells", "what"),
    [
        (pa.array([-5.5]), '"-5.5" is negative'),
        (pa.array([-5]), '"-5" is negative'),
        (pa.array([float("inf")]), "is not finite"),
        (pa.array([float("-inf")]), "is not finite"),
        (pa.array([1e300]), "is too large"),
        (pa.array([True]), '"true" is not a number'),
        (pa.array([[1.5]]), "is not one plain value"),
        (pa.array([dt.date(2026, 1, 1)]), "is not a number"),
    ],
)
def test_numbers_that_are_no_amounts(session: Session, cells: pa.Array, what: str) -> None:
    (problem,) = _read(session, SPEND, cells)[1]
    assert what in problem.what


def test_a_loss_is_a_profit_below_0(session: Session) -> None:
    assert _read(session, PROFIT, ["-5.5", "5"]) == ([-5.5, 5.0], (), [])
    assert _read(session, PROFIT, [-5.5, 5.0]) == ([-5.5, 5.0], (), [])
    (problem,) = _read(session, PROFIT, ["-5%"])[1]
    assert str(problem).startswith(
        'cells, row 2, column profit: "-5%" has a percent sign; expected an amount. Write -5 if'
    )


def test_scores_are_any_numbers(session: Session) -> None:
    assert _read(session, SCORE, ["-2", "0.5", "10"]) == ([-2.0, 0.5, 10.0], (), [])
    (problem,) = _read(session, SCORE, ["80%"])[1]
    assert problem.expected == "a number"


@pytest.mark.parametrize(("cell", "what"), [("5%", "has a percent sign"), ("12 บาท", "has a currency with it")])
def test_signs_beside_counts(session: Session, cell: str, what: str) -> None:
    (problem,) = _read(session, CAMPAIGNS.column("clicks"), [cell])[1]
    assert what in problem.what
    assert problem.expected == "a whole number, 0 or more"


@settings(max_examples=40)
@given(
    st.lists(st.floats(0, 9e12, allow_nan=False), min_size=1, max_size=20),
    st.sampled_from([repr, "{:.15e}".format, "{:.6f}".format]),
)
def test_every_amount_that_python_writes_is_read(session: Session, amounts: list[float], form: Any) -> None:
    cells = [form(amount) for amount in amounts]
    values, problems, _ = _read(session, SPEND, pa.array([*cells, "1"], pa.string()))
    assert problems == ()
    assert values == [*map(float, cells), 1.0]
    assert _read(session, SPEND, pa.array(amounts, pa.float64()))[0] == amounts


@settings(max_examples=60)
@given(st.lists(st.text("0123456789.,-+eE%฿ kKบาท๑", max_size=8), min_size=1, max_size=20))
def test_an_amount_is_read_as_python_reads_it_or_refused(session: Session, cells: list[str]) -> None:
    values, problems, _ = _read(session, SPEND, pa.array(cells, pa.string()))
    empty = sum(not cell.strip() for cell in cells)
    assert sum(v is None for v in values) == empty + sum(1 + p.more for p in problems)
    for cell, value in zip(cells, values, strict=True):
        if value is not None:
            assert value == float(cell) >= 0


@pytest.mark.parametrize(
    ("cells", "what"),
    [(["0"], '"0" is below 1'), (["-3"], "is below 1"), ([0], "is below 1"), ([-1.0], "is below 1"), ([0.5], "whole")],
)
def test_counts_from_one(session: Session, cells: list[Any], what: str) -> None:
    (problem,) = _read(session, FROM_ONE, cells)[1]
    assert what in problem.what
    assert problem.expected == "a whole number, 1 or more"
    assert _read(session, FROM_ONE, ["1", "2.0", "", "12"])[0] == [1, 2, None, 12]


def test_currencies(session: Session) -> None:
    cells = ["thb", " THB ", "บาท", "฿", "Baht", "usd", "", None]
    assert _read(session, CURRENCY, cells) == (["THB", "THB", "THB", "THB", "THB", "USD", None, None], (), [])
    for wrong in ("bath", "TH", "12", "€"):
        (problem,) = _read(session, CURRENCY, [wrong])[1]
        assert "is no currency that is known" in problem.what
        assert problem.expected == "three letters such as THB"


def test_words_that_are_no_choice_are_kept_where_it_is_open(session: Session) -> None:
    values, problems, ledger = _read(session, PLATFORM, ["FB", "ทวิตเตอร์", " Google ", "LINE", "", None])
    assert (values, problems) == (["facebook", "x", "google", "line", None, None], ())
    assert ledger == [
        "platform: 2 cells with words other than facebook, instagram, x, youtube, tiktok, kept in small letters"
    ]
    assert _read(session, PLATFORM, ["fb", "tiktok"])[2] == []
