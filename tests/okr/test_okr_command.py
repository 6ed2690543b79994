"""`brandscore okr` and `brandscore.okr`: from a file to files."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

import brandscore as bs
from brandscore.cli import main
from brandscore.errors import ProfileError, UsageError
from brandscore.tables import OBJECTIVES, OKR


def run(monkeypatch, *arguments) -> int:
    monkeypatch.setattr(sys, "argv", ["brandscore", "okr", *map(str, arguments)])
    try:
        main()
    except SystemExit as stop:
        return int(stop.code or 0)
    return 0


def table(path):
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def test_the_shipped_plan_runs(monkeypatch, tmp_path, capsys):
    out = tmp_path / "out"
    assert run(monkeypatch, "digital_marketing", "--as-of", "2026-08-15", "--out", out, "--xlsx") == 0
    told = capsys.readouterr()
    assert "As of 2026-08-15" in told.out
    assert "invented" in told.out
    assert "ให้กลุ่มเป้าหมายเห็นเราบนโซเชียลมากขึ้น" in told.out
    assert "on track" in told.out
    assert "SMART, achievable" in told.out
    assert str(out) in told.err
    rows = table(out / "okr.csv")
    assert list(rows[0]) == list(OKR.names)
    assert len(rows) == 18
    assert {r["status"] for r in rows} == {"done", "ahead", "on track", "behind"}
    assert {r["elapsed"] for r in rows} == {"0.5"}
    tripled = next(r for r in rows if "200%" in r["key_result"])
    assert float(tripled["target"]) == 3 * float(tripled["baseline"])
    objectives = table(out / "objectives.csv")
    assert list(objectives[0]) == list(OBJECTIVES.names)
    assert [r["smart_missing"] for r in objectives] == [""] * 7
    assert [r["smart_questions"] for r in objectives] == [""] * 5 + ["steep", "steep"]
    for one in objectives:
        mine = [float(r["progress"]) for r in rows if r["objective"] == one["objective"]]
        assert float(one["progress"]) == pytest.approx(sum(mine) / len(mine))
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["as_of"] == "2026-08-15"
    assert len(manifest["inputs"]["digital_marketing.toml"]) == 64
    book = CalamineWorkbook.from_path(str(out / "okr.xlsx"))
    assert book.sheet_names == ["Key results", "Objectives", "SMART", "Notes"]
    assert sum(row[0] == rows[0]["objective"] for row in book.get_sheet_by_index(0).to_python()) == 2
    notes = {row[0]: row for row in book.get_sheet_by_name("Notes").to_python()}
    assert "likes + comments + shares" in notes["interactions"]
    assert {row["metric"] for row in rows if row["metric"]} <= set(notes)


def test_it_writes_the_same_bytes_every_time(monkeypatch, tmp_path, capsys):
    for name in ("a", "b"):
        assert run(monkeypatch, "digital_marketing", "--out", tmp_path / name, "--xlsx") == 0
    for name in ("okr.csv", "objectives.csv", "manifest.json", "report.html", "okr.xlsx"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_json_holds_all_of_it(monkeypatch, capsys):
    assert run(monkeypatch, "digital_marketing", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["as_of"] == "2026-08-15"
    assert len(found["key_results"]) == 18
    assert found["key_results"][0]["brand"] is None
    assert [o["status"] for o in found["objectives"]].count("ahead") == 3
    assert {row["rule"] for row in found["smart"]} == {"steep"}


def test_bad_files_and_bad_use(monkeypatch, tmp_path, capsys):
    bad = tmp_path / "bad.toml"
    bad.write_text('[[objective]]\ntitle = "O"\nowners = "x"\n', encoding="utf-8")
    assert run(monkeypatch, bad) == 1
    assert "objective 1 “O”, owners: is no key here; did you mean 'owner'?" in capsys.readouterr().err
    assert run(monkeypatch, tmp_path / "no.toml") == 1
    assert run(monkeypatch) == 2
    assert run(monkeypatch, "digital_marketing", "--as-of", "soon") == 2
    assert run(monkeypatch, "digital_marketing", "--xlsx") == 2


def test_in_python():
    result = bs.okr("digital_marketing", as_of="2026-07-31")
    assert list(result.key_results.columns) == list(OKR.names)
    assert list(result.objectives.columns) == list(OBJECTIVES.names)
    assert "<table" in result._repr_html_()
    assert "status" in repr(result)
    with pytest.raises(UsageError, match="as of: 'x' is no day"):
        bs.okr("digital_marketing", as_of="x")
    with pytest.raises(ProfileError):
        bs.okr({})


def test_without_data_what_needs_them_is_unknown_and_says_why():
    plan = {"objective": [{"title": "O", "period": "2026-Q3", "key_result": [
        {"title": "K", "kind": "increase_percent", "metric": "reach", "target": 10}]}]}  # fmt: skip
    row = bs.okr(plan, as_of="2026-08-01").key_results.to_dict("records")[0]
    assert row["status"] == "unknown"
    assert "reach needs data to be measured; no figure was entered by hand" in row["reason"]


def test_the_documentation_shows_what_is_printed(monkeypatch, capsys):
    assert run(monkeypatch, "digital_marketing", "--as-of", "2026-08-15") == 0
    printed = {line.rstrip() for line in capsys.readouterr().out.splitlines()}
    page = (Path(__file__).parents[2] / "docs" / "okr.md").read_text(encoding="utf-8")
    shown = page.split("```\n")[1].splitlines()
    assert len(shown) >= 18
    assert [line for line in shown if line not in printed] == []
