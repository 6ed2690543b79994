"""What each reader makes of a file: the cells, their rows, and what cannot be read."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter

from brandscore.engine.session import Session
from brandscore.ingest.raw import ROW, Raw
from brandscore.ingest.read_frame import read_frame
from brandscore.ingest.readers import read_file, tables_in
from brandscore.ledger import Ledger

WANTED = frozenset({"brand", "text", "followers"})


@pytest.fixture(scope="module")
def session() -> Iterator[Session]:
    session = Session(threads=1)
    yield session
    session.close()


def _read(session: Session, path: Path, ledger: Ledger | None = None, encoding: str | None = None) -> Raw:
    session.forget("raw")
    return read_file(session, Ledger() if ledger is None else ledger, path, "raw", WANTED, encoding)


def _cells(session: Session, raw: Raw) -> list[dict[str, Any]]:
    """Return the rows, titles as keys, in order."""
    assert raw.table is not None
    columns = {field.title: raw.table[field.name] for field in raw.fields}
    return session.rows(raw.table.select(row=raw.table[ROW], **columns).order_by("row"))


def _csv(folder: Path, text: str | bytes, name: str = "posts.csv") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_of_each_delimiter(session: Session, tmp_path: Path, delimiter: str) -> None:
    path = _csv(tmp_path, f'brand{delimiter}text\r\nA{delimiter}"one, two; three\tfour"\r\n')
    raw = _read(session, path)
    assert _cells(session, raw) == [{"row": 2, "brand": "A", "text": "one, two; three\tfour"}]
    assert raw.problems == ()


def test_csv_rows_are_numbered_by_record_and_blank_lines_count(session: Session, tmp_path: Path) -> None:
    path = _csv(tmp_path, 'brand,text\nA,"two\nlines"\n\nB,x\n')
    assert [(c["row"], c["brand"]) for c in _cells(session, _read(session, path))] == [(2, "A"), (4, "B")]


def test_csv_reads_only_the_columns_that_are_wanted(session: Session, tmp_path: Path) -> None:
    raw = _read(session, _csv(tmp_path, " Brand ,colour,TEXT,\nA,red,x,\n"))
    assert [field.title for field in raw.fields] == ["Brand", "TEXT"]
    assert raw.unknown == ("colour",)


def test_csv_short_rows_have_empty_cells_and_long_rows_are_problems(session: Session, tmp_path: Path) -> None:
    raw = _read(session, _csv(tmp_path, "brand,text\nA\nB,x,,\nC,one, two\n"))
    assert [c["brand"] for c in _cells(session, raw)] == ["A", "B"]
    (problem,) = raw.problems
    assert (problem.row, problem.what) == (4, 'the row has 3 cells, the header 2; beyond it stands " two"')


def test_csv_quotes_that_do_not_match_are_problems(session: Session, tmp_path: Path) -> None:
    raw = _read(session, _csv(tmp_path, 'brand,text\nA,"he "said" so"\nB,fine\nC,"never closed\n'))
    assert [problem.row for problem in raw.problems] == [2, 4]
    assert [c["brand"] for c in _cells(session, raw)] == ["B"]


def test_csv_with_nul_bytes(session: Session, tmp_path: Path) -> None:
    raw = _read(session, _csv(tmp_path, b"br\x00and,text\nA,o\x00ne\x00\n"))
    assert _cells(session, raw) == [{"row": 2, "brand": "A", "text": "one"}]


def test_csv_cell_of_two_million_characters(session: Session, tmp_path: Path) -> None:
    long = "ก" * 2_000_000
    (cell,) = _cells(session, _read(session, _csv(tmp_path, f'brand,text\nA,"{long}"\n')))
    assert cell["text"] == long


def test_csv_in_thai_windows_encoding_is_noted(session: Session, tmp_path: Path) -> None:
    ledger = Ledger()
    raw = _read(session, _csv(tmp_path, "brand,text\nช้าง,สวย\n".encode("cp874")), ledger)
    assert _cells(session, raw) == [{"row": 2, "brand": "ช้าง", "text": "สวย"}]
    assert [str(line) for line in ledger] == [
        "posts.csv: assumed: the file is not UTF-8 and was read as cp874 (Thai Windows)"
    ]


@pytest.mark.parametrize("name", ["a.csv", "a.tsv", "a.jsonl", "a.xlsx", "a.parquet"])
def test_a_file_of_zero_bytes_is_empty(session: Session, tmp_path: Path, name: str) -> None:
    (problem,) = _read(session, _csv(tmp_path, b"", name)).problems
    assert problem.what == "the file is empty"


@pytest.mark.parametrize("name", ["a.xlsx", "a.parquet"])
def test_a_file_that_is_not_what_it_says(session: Session, tmp_path: Path, name: str) -> None:
    (problem,) = _read(session, _csv(tmp_path, b"brand,text\nA,x\n", name)).problems
    assert "cannot be read" in problem.what
    assert problem.mend


def test_an_ending_that_is_not_read(session: Session, tmp_path: Path) -> None:
    (problem,) = _read(session, _csv(tmp_path, b"x", "a.pdf")).problems
    assert '".pdf" are not read' in problem.what
    assert ".parquet" in problem.expected


def test_a_missing_file_is_a_problem(session: Session, tmp_path: Path) -> None:
    (problem,) = _read(session, tmp_path / "gone.csv").problems
    assert "No such file" in problem.what


def test_jsonl_values_become_cells(session: Session, tmp_path: Path) -> None:
    lines = [
        {"brand": "A", "text": "x\x00y", "followers": 12, "colour": "red"},
        {"Brand": "B", "text": None, "followers": 12.0},
        {"brand": ["C", "D"], "text": True},
    ]
    path = _csv(tmp_path, "\n\n".join(json.dumps(line) for line in lines), "posts.jsonl")
    raw = _read(session, path)
    assert raw.unknown == ("colour",)
    assert raw.table is not None
    rows = session.rows(raw.table.order_by(ROW))
    assert [row[ROW] for row in rows] == [1, 3, 5]
    by_title = {field.title: field.name for field in raw.fields}
    assert [row[by_title["followers"]] for row in rows] == ["12", "12.0", None]
    assert [row[by_title["brand"]] for row in rows] == ["A", "B", "C|D"]
    assert [row[by_title["text"]] for row in rows] == ["x\x00y", None, "true"]


def test_jsonl_broken_lines_are_problems_with_their_rows(session: Session, tmp_path: Path) -> None:
    raw = _read(session, _csv(tmp_path, '{"brand": "A"}\n{"brand": \n[1]\n{"brand": "B"}\n', "posts.jsonl"))
    assert [problem.row for problem in raw.problems] == [2, 3]
    assert "no JSON" in raw.problems[0].what
    assert [c["brand"] for c in _cells(session, raw)] == ["A", "B"]


def test_jsonl_half_a_surrogate_pair_does_not_stop_the_reading(session: Session, tmp_path: Path) -> None:
    raw = _read(session, _csv(tmp_path, '{"brand": "A", "text": "\\ud83d!"}\n', "posts.jsonl"))
    assert _cells(session, raw) == [{"row": 1, "brand": "A", "text": "?!"}]


def test_many_broken_lines_are_counted_not_listed(session: Session, tmp_path: Path) -> None:
    raw = _read(session, _csv(tmp_path, "{\n" * 1_000, "posts.jsonl"))
    assert len(raw.problems) == 20
    assert [problem.more for problem in raw.problems][-2:] == [0, 980]


def _xlsx(path: Path, rows: list[list[Any]], sheets: int = 1) -> Path:
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    date = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    for i, row in enumerate(rows):
        for j, value in enumerate(row):
            if isinstance(value, dt.datetime):
                sheet.write_datetime(i, j, value, date)
            elif isinstance(value, str):
                sheet.write_string(i, j, value)
            elif value is not None:
                sheet.write(i, j, value)
    for _ in range(sheets - 1):
        book.add_worksheet()
    book.close()
    return path


def test_xlsx_numbers_dates_and_rows(session: Session, tmp_path: Path) -> None:
    rows = [
        [],
        ["Brand", "text", "followers", "colour"],
        ["A", dt.datetime(2026, 1, 31, 18, 30), 12, "red"],
        [],
        [246675545449582, True, 12.5],
        [1234567890123456789, "'=1+1", 0.1],
    ]
    ledger = Ledger()
    raw = _read(session, _xlsx(tmp_path / "posts.xlsx", rows, sheets=2), ledger)
    assert _cells(session, raw) == [
        {"row": 3, "Brand": "A", "text": "2026-01-31 18:30:00", "followers": "12"},
        {"row": 5, "Brand": "246675545449582", "text": "true", "followers": "12.5"},
        {"row": 6, "Brand": "1.23456789012346E+18", "text": "'=1+1", "followers": "0.1"},
    ]
    assert raw.unknown == ("colour",)
    assert [line.detail for line in ledger] == ["only the first sheet was read, of 2"]


def test_an_empty_sheet_is_an_empty_file(session: Session, tmp_path: Path) -> None:
    (problem,) = _read(session, _xlsx(tmp_path / "posts.xlsx", [])).problems
    assert problem.what == "the file is empty"


def test_parquet_rows_are_numbered_as_in_a_spreadsheet(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "posts.parquet"
    pq.write_table(pa.table({"Brand": ["A", "B"], "colour": [1, 2]}), path)
    raw = _read(session, path)
    assert _cells(session, raw) == [{"row": 2, "Brand": "A"}, {"row": 3, "Brand": "B"}]
    assert raw.unknown == ("colour",)


@pytest.mark.parametrize("titles", [["brand", "Brand"], ["brand", "file_row_number"]])
def test_parquet_titles_that_cannot_be_told_apart(session: Session, tmp_path: Path, titles: list[str]) -> None:
    path = tmp_path / "posts.parquet"
    pq.write_table(pa.table([["A"], ["B"]], names=titles), path)
    (problem,) = _read(session, path).problems
    assert problem.column == titles[1]


class _Stream:
    """A dataframe of another library, known only by its Arrow stream."""

    def __init__(self, table: pa.Table) -> None:
        self._table = table

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self._table.__arrow_c_stream__(requested_schema)


class _Distributed:
    """A dataframe that pandas can be made of."""

    def __init__(self, frame: pd.DataFrame) -> None:
        self._frame = frame

    def toPandas(self) -> pd.DataFrame:  # noqa: N802
        return self._frame


@pytest.mark.parametrize(
    "make", [lambda f: f, pa.Table.from_pandas, lambda f: _Stream(pa.Table.from_pandas(f)), _Distributed]
)
def test_dataframes_of_every_kind(session: Session, make: Any) -> None:
    frame = pd.DataFrame({"Brand": ["A", None], "followers": [1, 2], "colour": [1, 2]}, index=[7, 8])
    session.forget("raw")
    raw = read_frame(session, make(frame), "posts", "raw", WANTED)
    assert _cells(session, raw) == [
        {"row": 2, "Brand": "A", "followers": 1},
        {"row": 3, "Brand": None, "followers": 2},
    ]
    assert raw.unknown[0] == "colour"


def test_a_column_of_mixed_types_is_read_as_csv_cells(session: Session) -> None:
    mixed = pd.Series([1, "x", 2.5, None, dt.date(2026, 1, 31), True, pd.NaT, 10**30], dtype=object)
    raw = read_frame(session, pd.DataFrame({"text": mixed}), "posts", "raw", WANTED)
    assert [c["text"] for c in _cells(session, raw)] == ["1", "x", "2.5", None, "2026-01-31", "true", None, str(10**30)]


def test_categories_and_columns_of_nothing(session: Session) -> None:
    frame = pd.DataFrame({"brand": pd.Categorical(["A", "B"]), "text": pd.Series([None, None], dtype=object)})
    raw = read_frame(session, frame, "posts", "raw", WANTED)
    assert [(c["brand"], c["text"]) for c in _cells(session, raw)] == [("A", None), ("B", None)]


def test_what_is_no_dataframe(session: Session) -> None:
    (problem,) = read_frame(session, [1, 2], "posts", "raw", WANTED).problems
    assert problem.what == "a list is no dataframe"


def test_the_tables_of_a_folder(tmp_path: Path) -> None:
    for name in ("accounts.csv", "Posts.PARQUET", "mentions.txt", "notes.csv", "brands.toml", "posts.toml"):
        (tmp_path / name).write_bytes(b"")
    found, problems = tables_in(tmp_path)
    assert {name: path.name for name, path in found.items()} == {
        "accounts": "accounts.csv",
        "brands": "brands.toml",
        "posts": "Posts.PARQUET",
    }
    assert problems == []


def test_a_table_in_two_files_or_in_a_folder(tmp_path: Path) -> None:
    (tmp_path / "posts.csv").write_bytes(b"")
    (tmp_path / "posts.jsonl").write_bytes(b"")
    (tmp_path / "mentions.parquet").mkdir()
    _, problems = tables_in(tmp_path)
    assert [problem.what for problem in problems] == [
        "this is a folder, not a file",
        "the table posts is in two files, posts.csv and posts.jsonl",
    ]
