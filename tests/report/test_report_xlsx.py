"""Workbooks: what is read back, what a spreadsheet would run, the same bytes every time."""

from __future__ import annotations

import datetime as dt
import re
import time
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from brandscore.errors import WriteError
from brandscore.report import xlsx
from brandscore.report.xlsx import Cell, Note, Sheet, SheetColumn, notes_sheet, write_workbook

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
TEXT = (SheetColumn("text", "Text"),)


def _sheets(path: Path) -> dict[str, list[list[Any]]]:
    book = CalamineWorkbook.from_path(str(path))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def _part(path: Path, name: str) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read(name).decode("utf-8")


def _xml(path: Path) -> dict[str, ElementTree.Element]:
    """Parse every part; a broken one raises."""
    with zipfile.ZipFile(path) as archive:
        return {n: ElementTree.fromstring(archive.read(n)) for n in archive.namelist() if n.endswith((".xml", ".rels"))}


def _formats(path: Path) -> dict[str, str]:
    """Return the number format of each cell of the first sheet, worked out from the parts."""
    parts = _xml(path)
    styles = parts["xl/styles.xml"]
    codes = {f.attrib["numFmtId"]: f.attrib["formatCode"] for f in styles.iter(f"{MAIN}numFmt")}
    codes |= {"0": "General", "3": "#,##0", "4": "#,##0.00"}  # those that every spreadsheet has
    cells = styles.find(f"{MAIN}cellXfs")
    assert cells is not None
    ids = [xf.attrib["numFmtId"] for xf in cells]
    return {
        c.attrib["r"]: codes[ids[int(c.attrib.get("s", 0))]] for c in parts["xl/worksheets/sheet1.xml"].iter(f"{MAIN}c")
    }


def test_a_table_is_read_back(tmp_path: Path) -> None:
    columns = (
        SheetColumn("brand", "แบรนด์"),
        SheetColumn("clicks", "Clicks", "count"),
        SheetColumn("ctr", "CTR", "percent"),
        SheetColumn("spend", "Spend", "money", currency="THB"),
        SheetColumn("roas", "ROAS", "number"),
        SheetColumn("day", "Day", "day"),
    )
    rows = [
        {"brand": "ช้าง", "clicks": 95, "ctr": 3.66, "spend": 1500.5, "roas": 4.2, "day": dt.date(2026, 1, 31)},
        {"brand": "B", "clicks": np.int64(7), "ctr": None, "spend": float("nan"), "roas": pd.NA, "day": "2026-02-01"},
    ]
    write_workbook(tmp_path / "t.xlsx", [Sheet("Metrics", columns, rows)])
    assert _sheets(tmp_path / "t.xlsx") == {
        "Metrics": [
            ["แบรนด์", "Clicks", "CTR", "Spend", "ROAS", "Day"],
            ["ช้าง", 95.0, 3.66, 1500.5, 4.2, dt.date(2026, 1, 31)],
            ["B", 7.0, "", "", "", dt.date(2026, 2, 1)],
        ]
    }
    assert {k: v for k, v in _formats(tmp_path / "t.xlsx").items() if k.endswith("2")} == {
        "A2": "General",
        "B2": "#,##0",
        "C2": '0.00"%"',
        "D2": '#,##0.00 "THB"',
        "E2": "#,##0.00",
        "F2": "yyyy-mm-dd",
    }


def test_cells_of_a_column_may_differ_in_kind(tmp_path: Path) -> None:
    columns = (SheetColumn("metric", "Metric"), SheetColumn("value", "Value", "number", decimals=1))
    values = [
        Cell(1.61, "percent"),
        Cell(12.5, "money", "usd"),
        Cell(10.0, "money", 'T"B[$;'),
        Cell(3, "count"),
        2.25,
        "no clicks",
        Cell(None, "percent"),
        Cell("=1", "text"),
    ]
    rows = [{"metric": str(i), "value": value} for i, value in enumerate(values)]
    write_workbook(tmp_path / "t.xlsx", [Sheet("M", columns, rows)])
    formats = _formats(tmp_path / "t.xlsx")
    assert [formats.get(f"B{i}") for i in range(2, 10)] == [
        '0.0"%"',
        '#,##0.0 "USD"',
        '#,##0.0 "TB"',
        "#,##0",
        "#,##0.0",
        "General",
        None,
        "General",
    ]
    assert [row[1] for row in _sheets(tmp_path / "t.xlsx")["M"][1:]] == [
        1.61,
        12.5,
        10.0,
        3.0,
        2.25,
        "no clicks",
        "",
        "=1",
    ]


def test_title_note_header_and_filter(tmp_path: Path) -> None:
    columns = (SheetColumn("a", "A"), SheetColumn("b", "B", "count"))
    sheet = Sheet("S", columns, [{"a": "x", "b": 1}, {"a": "y", "b": 2}], title="Title", note="one\ntwo", fixed=1)
    write_workbook(tmp_path / "t.xlsx", [sheet])
    assert _sheets(tmp_path / "t.xlsx")["S"] == [
        ["Title", ""],
        ["one", ""],
        ["two", ""],
        ["", ""],
        ["A", "B"],
        ["x", 1.0],
        ["y", 2.0],
    ]
    page = _xml(tmp_path / "t.xlsx")["xl/worksheets/sheet1.xml"]
    (pane,) = page.iter(f"{MAIN}pane")
    assert (pane.attrib["ySplit"], pane.attrib["xSplit"], pane.attrib["state"]) == ("5", "1", "frozen")
    (filtered,) = page.iter(f"{MAIN}autoFilter")
    assert filtered.attrib["ref"] == "A5:B7"


def test_a_table_without_rows(tmp_path: Path) -> None:
    write_workbook(tmp_path / "t.xlsx", [Sheet("S", TEXT, [])])
    assert _sheets(tmp_path / "t.xlsx") == {"S": [["Text"]]}
    assert not list(_xml(tmp_path / "t.xlsx")["xl/worksheets/sheet1.xml"].iter(f"{MAIN}autoFilter"))


HOSTILE = [
    "=1+1",
    '=HYPERLINK("http://evil.example","click")',
    "=cmd|' /C calc'!A0",
    "+1",
    "-1+2",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "{=1}",
    "http://evil.example",
    "mailto:a@b.example",
    "external:c:\\x",
    "internal:Sheet1!A1",
    "0012",
    "1e5",
    "TRUE",
    "<r><t>x</t></r>",
    "<r></t></si></sst>&bad;</r>",
    "</t></si>",
    "_x0041_",
    "a\x00b\x01\x1f\x7f\x85c",
    "\ud800 half",
    "\ufffe\uffff",
    "\u202eevil",
    "น้ำใจ 😀 ก็",
]


@pytest.mark.parametrize("kind", ["text", "number", "money", "day", "count", "percent"])
def test_no_text_runs(tmp_path: Path, kind: Any) -> None:
    path = tmp_path / "t.xlsx"
    column = SheetColumn("text", "=1+1", kind)
    sheet = Sheet("=1+1", [column], [{"text": text} for text in HOSTILE], title="=1+1", note="@a")
    write_workbook(path, [sheet, notes_sheet([Note("=1", "+1", "-1", "@", "=", "http://a.example")])])
    for name, part in _xml(path).items():
        assert not list(part.iter(f"{MAIN}f")), name
        assert not list(part.iter(f"{MAIN}hyperlink")), name
        assert "TargetMode" not in "".join(str(e.attrib) for e in part.iter()), name
    cells = list(_xml(path)["xl/worksheets/sheet1.xml"].iter(f"{MAIN}c"))
    assert {c.attrib["t"] for c in cells if c.find(f"{MAIN}v") is not None} == {"s"}
    found = [row[0] for row in _sheets(path)["=1+1"][4:]]
    expected = [
        re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]", "", text.replace("\r", "\n"))
        for text in HOSTILE
    ]
    assert [text.rstrip(" ") for text in found] == [text.rstrip(" ") for text in expected]


def test_texts_like_formulas_stay_text_when_edited(tmp_path: Path) -> None:
    write_workbook(tmp_path / "t.xlsx", [Sheet("S", TEXT, [{"text": "=1"}, {"text": "plain"}])])
    parts = _xml(tmp_path / "t.xlsx")
    cells = parts["xl/styles.xml"].find(f"{MAIN}cellXfs")
    assert cells is not None
    styles = {c.attrib["r"]: cells[int(c.attrib["s"])] for c in parts["xl/worksheets/sheet1.xml"].iter(f"{MAIN}c")}
    assert styles["A2"].attrib.get("quotePrefix") == "1"
    assert styles["A3"].attrib.get("quotePrefix") is None


@settings(max_examples=60)
@given(st.lists(st.text(max_size=40) | st.sampled_from(HOSTILE), min_size=1, max_size=8))
def test_any_text_makes_a_whole_workbook(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    path = tmp_path_factory.mktemp("x") / "t.xlsx"
    write_workbook(path, [Sheet(text, TEXT, [{"text": t} for t in texts], title=text) for text in texts])
    parts = _xml(path)
    assert not any(list(part.iter(f"{MAIN}f")) for part in parts.values())
    names = [s.attrib["name"] for s in parts["xl/workbook.xml"].iter(f"{MAIN}sheet")]
    assert len({name.lower() for name in names}) == len(texts)
    for name in names:
        assert 1 <= len(name.encode("utf-16-le")) // 2 <= 31
        assert not set(name) & set("[]:*?/\\")
        assert name[0] != "'" != name[-1]


def test_long_texts_are_cut_where_a_cell_ends(tmp_path: Path) -> None:
    texts = ["ก" * 32_767, "ก" * 32_768, "😀" * 20_000, "x" * 100_000]
    write_workbook(tmp_path / "t.xlsx", [Sheet("S", TEXT, [{"text": t} for t in texts])])
    found = [row[0] for row in _sheets(tmp_path / "t.xlsx")["S"][1:]]
    assert found == [texts[0], "ก" * 32_766 + "…", "😀" * 16_383 + "…", "x" * 32_766 + "…"]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["Metrics", "metrics", "METRICS"], ["Metrics", "metrics (2)", "METRICS (3)"]),
        (["a/b:c*d?e[f]g\\h"], ["a b c d e f g h"]),
        (["", "''", "   "], ["Sheet", "Sheet (2)", "Sheet (3)"]),
        (["History"], ["History_"]),
        (["'quoted'"], ["quoted"]),
        (["แคมเปญโฆษณาออนไลน์ประจำปีพุทธศักราช ๒๕๖๙"] * 2, ["แคมเปญโฆษณาออนไลน์ประจำปีพุทธศั", "แคมเปญโฆษณาออนไลน์ประจำปีพุ (2)"]),
        (["😀" * 20], ["😀" * 15]),
    ],
)
def test_sheet_names(tmp_path: Path, names: list[str], expected: list[str]) -> None:
    write_workbook(tmp_path / "t.xlsx", [Sheet(name, TEXT, []) for name in names])
    assert list(_sheets(tmp_path / "t.xlsx")) == expected


def test_the_same_bytes_every_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sheets = [
        Sheet("S", (SheetColumn("a", "A", "money", currency="THB"),), [{"a": 1.5}], title="T"),
        notes_sheet([Note("a")]),
    ]
    write_workbook(tmp_path / "one.xlsx", sheets)
    monkeypatch.setenv("TZ", "Asia/Bangkok")
    time.tzset()
    try:
        monkeypatch.setattr(time, "time", lambda: 2e9)
        write_workbook(tmp_path / "two.xlsx", sheets)
    finally:
        monkeypatch.undo()
        time.tzset()
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()
    assert "2000-01-01T00:00:00Z" in _part(tmp_path / "one.xlsx", "docProps/core.xml")


def _widths(path: Path) -> list[float]:
    return [float(c.attrib["width"]) for c in _xml(path)["xl/worksheets/sheet1.xml"].iter(f"{MAIN}col")]


def test_columns_are_as_wide_as_what_they_show(tmp_path: Path) -> None:
    columns = (
        SheetColumn("thai", "A"),
        SheetColumn("short", "B"),
        SheetColumn("long", "C"),
        SheetColumn("money", "D", "money", currency="THB"),
        SheetColumn("own", "E", width=33),
    )
    thai = "น้ำปั่นที่นี่เย็นชื่นใจ"  # 23 signs, 14 letters that take room
    row = {"thai": thai * 2, "short": "x", "long": "y" * 500, "money": 1234567.5, "own": "z"}
    write_workbook(tmp_path / "t.xlsx", [Sheet("S", columns, [row])])
    thai_width, short, long, money, own = _widths(tmp_path / "t.xlsx")
    room = sum(not re.match("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]", c) for c in thai)
    assert 2 * room < thai_width < 2 * room + 3 < 2 * len(thai)
    assert short < 10
    assert 60 <= long < 61
    assert money > len("1,234,567.50 THB")
    assert 33 <= own < 34


def test_values_that_are_no_figures(tmp_path: Path) -> None:
    columns = (SheetColumn("n", "N", "number"), SheetColumn("t", "T"), SheetColumn("d", "D", "day"))
    rows = [
        {"n": float("inf"), "t": 12345678901234567890, "d": dt.datetime(2026, 1, 31, 18)},
        {"n": True, "t": ["a", "b"], "d": "soon"},
        {"n": np.float64("nan"), "t": pd.NaT, "d": pd.Timestamp("2026-02-01")},
        {"n": object, "t": "", "d": dt.date(1066, 10, 14)},
        {},
    ]
    write_workbook(tmp_path / "t.xlsx", [Sheet("S", columns, rows)])
    found = _sheets(tmp_path / "t.xlsx")["S"][1:]
    assert found[:3] == [
        ["inf", "12345678901234567890", dt.date(2026, 1, 31)],
        [True, "a, b", "soon"],
        ["", "", dt.date(2026, 2, 1)],
    ]
    assert found[3][1:] == ["", "1066-10-14"]


def test_notes_have_the_columns_that_are_filled() -> None:
    sheet = notes_sheet([Note("ctr", formula="a / b", source="x"), Note("cpc", reading="low is good")])
    assert [column.title for column in sheet.columns] == ["Name", "Formula", "Reading", "Source"]
    assert sheet.rows[1]["reading"] == "low is good"
    assert [column.title for column in notes_sheet([]).columns] == ["Name"]


def test_a_file_is_replaced_whole_or_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "new" / "t.xlsx"
    write_workbook(path, [Sheet("S", TEXT, [{"text": "old"}])])
    before = path.read_bytes()
    monkeypatch.setattr(xlsx, "_MOST_ROWS", 3)
    with pytest.raises(WriteError, match="would have 4 rows, and a sheet holds 3. Ask for longer periods"):
        write_workbook(path, [Sheet("S", TEXT, [{"text": "new"}] * 3)])
    assert path.read_bytes() == before
    assert [p.name for p in path.parent.iterdir()] == ["t.xlsx"]
    write_workbook(path, [Sheet("S", TEXT, [{"text": "new"}] * 2)])
    assert _sheets(path)["S"] == [["Text"], ["new"], ["new"]]
    with pytest.raises(WriteError, match="is a folder"):
        write_workbook(path.parent, [Sheet("S", TEXT, [])])
