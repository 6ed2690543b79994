"""Hostile messages in a workbook of labelled messages."""

from __future__ import annotations

import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from brandscore.classify_file.run import classify_file
from brandscore.errors import DataError

MARKED = ["<r></t></is></c><c><f>1+1</f></c>&bad;</r>", "<r><t>x</t></r>", "</t></is>", "=1+1"]


def test_no_message_is_taken_for_mark_up(small_models: Path, tmp_path: Path) -> None:
    pd.DataFrame({"text": MARKED}).to_json(tmp_path / "in.jsonl", orient="records", lines=True)
    classify_file(tmp_path / "in.jsonl", tmp_path / "out.xlsx", models=small_models)
    with zipfile.ZipFile(tmp_path / "out.xlsx") as archive:
        page = ElementTree.fromstring(archive.read("xl/worksheets/sheet1.xml"))
    assert not [element for element in page.iter() if element.tag.endswith("}f")]
    rows = CalamineWorkbook.from_path(str(tmp_path / "out.xlsx")).get_sheet_by_index(0).to_python()
    assert [row[0].rstrip() for row in rows[1:]] == MARKED


def test_a_text_of_emoji_that_no_cell_holds(small_models: Path, tmp_path: Path) -> None:
    pd.DataFrame({"text": ["😀" * 20_000]}).to_json(tmp_path / "in.jsonl", orient="records", lines=True)
    with pytest.raises(DataError, match="row 2 has a text of 20,000 characters"):
        classify_file(tmp_path / "in.jsonl", tmp_path / "out.xlsx", models=small_models)
