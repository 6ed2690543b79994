"""Titles, empty cells and whole files: everything that is wrong, in one message."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from brandscore.errors import DataError
from brandscore.ingest.data import Data, load

ACCOUNTS = "brand,platform,date,followers\n"


def _problems(folder: Path) -> list[str]:
    with pytest.raises(DataError) as caught:
        load(folder)
    return [str(problem) for problem in caught.value.problems]


def test_every_problem_of_every_file_in_one_message(tmp_path: Path) -> None:
    (tmp_path / "accounts.csv").write_text("brand,date,folowers\nA,2026-01-01,5\n,soon,5\n")
    (tmp_path / "posts.parquet").write_bytes(b"PAR1 cut short")
    (tmp_path / "mentions.jsonl").write_text(
        '{"mention_id": 1, "platform": "x", "posted_at": "2026-01-01T00:00Z", "text": "a", "channel": "own"}\n'
        '{"mention_id": 2, "platform": "x", "posted_at": "2026-01-01T00:00Z", "text": "a", "channel": "owned",'
        ' "likes": 1, "promo": "maybe"}\n{oops\n'
    )
    (tmp_path / "brands.toml").write_text('[[brand]]\nname = "A"\n')
    with pytest.raises(DataError) as caught:
        load(tmp_path)
    text = str(caught.value)
    assert text.startswith("10 problems in the data:\n")
    for line in (
        'brands.toml, column brand: is missing (entry 1)',
        'brands.toml, column name: "name" is not known here (entry 1)',
        'accounts.csv, column platform: the column is missing; the file has "brand", "date", "folowers"',
        'accounts.csv, column followers: the column is missing; the file has "brand", "date", "folowers"',
        'accounts.csv, row 3, column brand: the cell is empty; expected an id or a name. Fill it in',
        'accounts.csv, row 3, column date: "soon" is in no form that is read',
        "posts.parquet: the Parquet file cannot be read",
        "mentions.jsonl, row 3: the line is no JSON",
        'mentions.jsonl, row 2, column channel: "owned" is no channel that is known; expected own or earned. Did you mean "own"?',
        'mentions.jsonl, row 2, column promo: "maybe" is neither 0 nor 1',
    ):  # fmt: skip
        assert line in text
    assert 'Rename "folowers" to followers' in text


def test_titles_are_matched_trimmed_and_in_any_case(tmp_path: Path) -> None:
    (tmp_path / "accounts.csv").write_text(
        "\ufeff BRAND ;Platform; Date;FOLLOWERS ;veiws;Account-ID\nA;fb;2026-01-01;5;1;2\n"
    )
    with load(tmp_path) as data:
        (line,) = data.ledger
    assert line.action == "ignored"
    assert line.detail == (
        'columns "veiws", "Account-ID" are not of the table accounts; "Account-ID" may mean account_id'
    )


def test_two_columns_of_one_title(tmp_path: Path) -> None:
    (tmp_path / "accounts.csv").write_text("brand,platform,date,followers,Followers\nA,fb,2026-01-01,5,6\n")
    assert any('two columns have this title ("followers", "Followers")' in p for p in _problems(tmp_path))


def test_a_file_without_titles(tmp_path: Path) -> None:
    (tmp_path / "accounts.csv").write_text("A,fb,2026-01-01,5\nA,fb,2026-01-02,6\n")
    problems = _problems(tmp_path)
    assert len(problems) == 4
    assert 'the file has "A", "fb", "2026-01-01", "5"' in problems[0]


@pytest.mark.parametrize("content", ["", "\n\n  \n", "\ufeff"])
def test_a_file_with_nothing_in_it(tmp_path: Path, content: str) -> None:
    (tmp_path / "accounts.csv").write_text(content)
    (problem,) = _problems(tmp_path)[:1]
    assert "the file is empty" in problem or "the column is missing" in problem


def test_required_cells_that_are_empty(tmp_path: Path) -> None:
    (tmp_path / "accounts.csv").write_text(ACCOUNTS + "A,,2026-01-01,\nA,fb,,5\n , fb ,2026-01-01,7\n")
    assert [p.split(";")[0] for p in _problems(tmp_path)] == [
        "accounts.csv, row 4, column brand: the cell is empty",
        "accounts.csv, row 2, column platform: the cell is empty",
        "accounts.csv, row 3, column date: the cell is empty",
    ]


def test_required_counts_and_texts_may_be_empty(tmp_path: Path) -> None:
    (tmp_path / "accounts.csv").write_text(ACCOUNTS + "A,fb,2026-01-01,\n")
    with load(tmp_path) as data:
        assert data.accounts is not None
        assert data.session.rows(data.accounts)[0]["followers"] is None


def test_times_tomorrow_are_right_and_later_ones_are_not() -> None:
    now = pd.Timestamp.now("UTC")
    frame = pd.DataFrame(
        {
            "brand": "A",
            "platform": "fb",
            "post_id": ["1", "2"],
            "published_at": [now + pd.Timedelta(hours=20), now + pd.Timedelta(hours=30)],
            "reactions": 0,
            "comments": 0,
            "shares": 0,
        }
    )
    with pytest.raises(DataError, match="lies in the future") as caught:
        Data(posts=frame)
    assert [problem.row for problem in caught.value.problems] == [3]


def test_a_hundred_thousand_wrong_rows_make_a_short_message() -> None:
    n = 100_000
    frame = pd.DataFrame(
        {"brand": "", "platform": "line", "date": "2026-13-01", "followers": [f"{i}k" for i in range(n)]}
    )
    with pytest.raises(DataError) as caught:
        Data(accounts=frame)
    assert len(caught.value.problems) == 80
    assert str(caught.value).startswith("400,000 problems in the data:\n")
    assert len(str(caught.value)) < 30_000


def test_damage_inside_a_parquet_file(tmp_path: Path) -> None:
    path = tmp_path / "accounts.parquet"
    frame = pd.DataFrame({"brand": [f"B{i}" for i in range(5_000)], "platform": "fb", "date": "2026-01-01"})
    frame.assign(followers=range(5_000)).to_parquet(path, compression="snappy")
    content = bytearray(path.read_bytes())
    for i in range(2_000, 3_000):
        content[i] ^= 0x5A
    path.write_bytes(content)
    (problem,) = _problems(tmp_path)
    assert "the Parquet file cannot be read" in problem
