"""Doubled rows: merged, refused or replaced, and told one by one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brandscore.engine.session import Session
from brandscore.errors import DataError
from brandscore.ingest.data import Data
from brandscore.ingest.duplicates import settle
from brandscore.ingest.places import AT
from brandscore.ledger import Ledger
from brandscore.tables import Column, Table

TABLE = Table(
    "pairs", "", (Column("a", "id", "A."), Column("b", "id", "B."), Column("n", "count", "N.")), key=("a", "b")
)


@pytest.fixture(scope="module")
def session() -> Iterator[Session]:
    session = Session(threads=1)
    yield session
    session.close()


_ROWS = st.lists(
    st.tuples(st.sampled_from(["p", "q"]), st.none() | st.sampled_from(["r", ""]), st.none() | st.integers(0, 2)),
    min_size=1,
    max_size=12,
)


def _staged(session: Session, rows: list[tuple[Any, ...]]) -> Any:
    frame = pd.DataFrame(rows, columns=["a", "b", "n"]).astype({"a": "object", "b": "object", "n": "Int64"})
    frame.insert(0, AT, range(2, len(rows) + 2))
    return session.stage("rows", frame)


@settings(max_examples=40)
@given(_ROWS)
def test_refusing(session: Session, rows: list[tuple[Any, ...]]) -> None:
    numbered = list(enumerate(rows, start=2))
    firsts: dict[tuple[Any, ...], int] = {}
    for at, row in numbered:
        firsts.setdefault(row, at)
    heads: dict[tuple[Any, ...], int] = {}
    for row, at in firsts.items():
        heads.setdefault(row[:2], at)
    merged = [at for at, row in numbered if firsts[row] != at]
    differing = [at for row, at in firsts.items() if heads[row[:2]] != at]

    ledger = Ledger()
    settled = settle(session, ledger, TABLE, _staged(session, rows), ("f.csv",))
    assert [line.row for line in ledger] == merged
    assert settled.merged == len(merged)
    assert [problem.row for problem in settled.problems] == differing
    left = session.rows(settled.table.select(AT).order_by(AT))
    assert [row[AT] for row in left] == sorted(firsts.values())


@settings(max_examples=40)
@given(_ROWS)
def test_the_last_row_wins(session: Session, rows: list[tuple[Any, ...]]) -> None:
    numbered = list(enumerate(rows, start=2))
    last = {row[:2]: (at, row) for at, row in numbered}
    lasts = {row: at for at, row in numbered}
    merged = [at for at, row in numbered if lasts[row] != at]
    replaced = sorted(at for row, at in lasts.items() if last[row[:2]][0] != at)

    ledger = Ledger()
    settled = settle(session, ledger, TABLE, _staged(session, rows), ("f.csv",), "last wins")
    assert [line.row for line in ledger if line.action == "merged"] == merged
    assert [line.row for line in ledger if line.action == "replaced"] == replaced
    assert (settled.merged, settled.replaced, settled.problems) == (len(merged), len(replaced), ())
    left = session.rows(settled.table.order_by(AT))
    assert [(row[AT], (row["a"], row["b"], row["n"])) for row in left] == sorted(last.values())


def test_the_words(session: Session) -> None:
    rows = [("p", None, 1), ("p", None, 1), ("p", None, 2), ("q", "r", 1)]
    ledger = Ledger()
    settled = settle(session, ledger, TABLE, _staged(session, rows), ("f.csv",))
    assert [str(line) for line in ledger] == ["f.csv, row 3: merged: equal in every column to row 2, which stays"]
    (problem,) = settled.problems
    assert problem.what == 'the same key as row 2 (a "p"), but other values in n'
    assert "the last row wins there" in problem.mend


def test_many_merged_rows_are_listed_up_to_a_limit(session: Session) -> None:
    rows = [("p", None, 1)] * 1_503
    ledger = Ledger()
    assert settle(session, ledger, TABLE, _staged(session, rows), ("f.csv",)).merged == 1_502
    assert len(ledger) == 1_001
    assert ledger.lines[-1].detail == "502 more rows like those above"
    assert sum(line.rows for line in ledger) == 1_502


def test_many_differing_rows_are_counted(session: Session) -> None:
    rows = [("p", None, n) for n in range(1_000)]
    problems = settle(session, Ledger(), TABLE, _staged(session, rows), ("f.csv",)).problems
    assert len(problems) == 20
    assert sum(1 + problem.more for problem in problems) == 999


def test_posts_of_one_key_with_other_values_are_refused() -> None:
    frame = pd.DataFrame(
        {
            "brand": "A",
            "platform": ["fb", "facebook", "fb"],
            "post_id": ["1", "1", "2"],
            "published_at": "2026-01-31T00:00:00Z",
            "reactions": [1, 2, 3],
            "comments": 0,
            "shares": 0,
        }
    )
    with pytest.raises(DataError) as caught:
        Data(posts=frame)
    (problem,) = caught.value.problems
    assert problem.what == 'the same key as row 2 (platform "facebook", post_id "1"), but other values in reactions'


def test_one_message_about_two_brands_is_two_rows() -> None:
    frame = pd.DataFrame(
        {
            "mention_id": ["1", "1", "1", "1"],
            "platform": "x",
            "posted_at": "2026-01-31T00:00:00Z",
            "text": "both",
            "channel": "earned",
            "brand": ["A", "B", None, "A"],
        }
    )
    with Data(mentions=frame) as data:
        assert repr(data) == "Data(mentions: 3 rows)"
        assert [line.row for line in data.ledger if line.action == "merged"] == [5]
