"""Measured, absent or missing: what decides, and the reason that people read."""

import datetime as dt

import pytest

from brandscore.indicators import INDICATORS
from brandscore.metrics.measured import Cell, Measured
from brandscore.metrics.windows import Period
from brandscore.score.question import Competitor
from brandscore.score.status import Standing, standing_of

DAYS = Period(dt.date(2026, 1, 1), dt.date(2026, 1, 7))
#: Counting them always gives a number, or they are joined from others.
NEVER_NULL = {"unique_daily_mentions", "views_interactions"}


def standing(name, side="own", value=None, rows=True, collected=True, accounts=(), notes=()):
    table = next(i for i in INDICATORS if i.name == name).source_table[side]
    measured = Measured(
        (DAYS,),
        {(0, "A", "tiktok", side): Cell({name: value}, {name: tuple(notes)} if notes else {}, {})},
        frozenset({(table, "A", "tiktok", side)} if rows else {(table, "B", "tiktok", side)}),
    )
    held = frozenset({("tiktok", side, name)} if collected else {("x", side, name)})
    return standing_of(measured, 0, Competitor("A", platforms=frozenset(accounts)), side, "tiktok", name, held)


def test_a_value_is_measured_and_keeps_its_notes():
    assert standing("followers", value=12) == Standing("measured", 12)
    assert standing("followers", value=0) == Standing("measured", 0, "")
    assert standing("views", value=5, notes=("one", "two")) == Standing("measured", 5, "one; two")


def test_what_nobody_collected_is_missing():
    assert standing("followers", value=12, collected=False) == Standing("missing", None, "not collected")


def test_a_brand_that_is_not_there_is_absent_and_counts_0():
    assert standing("followers", rows=False) == Standing("absent", 0, "brand not there: counts 0")
    assert standing("intention_rate", "earned", rows=False) == Standing("absent", 0, "brand not there: counts 0")
    # An account on another platform says nothing of this one.
    assert standing("followers", rows=False, accounts=["x"]).status == "absent"


def test_no_messages_have_no_sentiment():
    assert standing("net_sentiment", "earned", rows=False) == Standing(
        "absent", None, "no messages about the brand there"
    )


@pytest.mark.parametrize(
    ("name", "side", "table"),
    [("followers", "own", "accounts"), ("views", "own", "posts"), ("views", "earned", "mentions"),
     ("response_rate", "own", "mentions"), ("net_sentiment", "own", "mentions")],
)  # fmt: skip
def test_a_listed_account_without_rows_is_missing(name, side, table):
    wanted = Standing("missing", None, f"official account listed, but no {table} of it collected")
    assert standing(name, side, rows=False, accounts=["x", "tiktok"]) == wanted


@pytest.mark.parametrize(
    ("name", "side"), [(i.name, side) for i in INDICATORS if i.name not in NEVER_NULL for side in i.sides]
)
def test_a_value_that_cannot_be_had_is_missing_for_a_reason_of_its_own(name, side):
    found = standing(name, side)
    assert (found.status, found.value) == ("missing", None)
    assert found.reason not in ("", "cannot be measured")
    assert standing(name, side, notes=("2 skipped",)) == Standing("missing", None, f"{found.reason}; 2 skipped")


def test_the_reasons_of_neighbours_differ_where_their_causes_do():
    assert standing("followers").reason == "no follower snapshot within 7 days of the window's end"
    assert standing("fan_growth").reason == "no two follower snapshots at the window's edges"
    assert standing("fan_growth_rate").reason.endswith("or 0 followers at its start")
    assert standing("response_rate").reason == "nothing to answer"
    assert standing("net_sentiment").reason == "no positive or negative message"
    assert standing("net_sentiment_all").reason == "no message"
