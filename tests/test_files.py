"""Writing: whole or not at all, harmless in a spreadsheet, read back without loss."""

import math
import os

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from brandscore.files import cell, csv_text, json_text, results_folder, unguarded, whole_file


@given(st.text(alphabet=st.sampled_from("'=+-@\t\ra ก"), max_size=6) | st.text())
def test_a_text_cell_never_starts_a_formula_and_reads_back(text):
    written = cell(text)
    assert not written.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert unguarded(written) == text


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_exact_floats_read_back_to_the_same_float(value):
    assert float(cell(value, exact=True)) == value


def test_numbers_have_at_most_12_decimals_and_nulls_are_empty():
    assert [cell(v) for v in (1 / 3, -1e-15, 5, None, math.nan, pd.NA, pd.NaT, True)] == [
        "0.333333333333", "0.0", "5", "", "", "", "", "1",
    ]  # fmt: skip
    frame = pd.DataFrame({"a": [1.5, None], "b": ["x,y", '"']})
    assert csv_text(frame) == 'a,b\n1.5,"x,y"\n,""""\n'
    assert json_text({"a": math.nan, "b": pd.NA, "c": "ก"}) == '{\n  "a": null,\n  "b": null,\n  "c": "ก"\n}\n'


def test_a_failed_run_leaves_no_trace(tmp_path):
    with pytest.raises(ZeroDivisionError), results_folder(tmp_path / "new" / "out") as work:
        (work / "a.csv").write_text("half")
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == []
    for place in (tmp_path / "b.csv", tmp_path / "new" / "deep" / "b.csv"):
        with pytest.raises(ZeroDivisionError), whole_file(place) as path:
            path.write_text("half")
            raise ZeroDivisionError
        assert list(tmp_path.iterdir()) == []


def test_new_results_replace_old_ones_and_leave_other_files_alone(tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    (out / "a.csv").write_text("old")
    (out / "mine.txt").write_text("mine")
    with results_folder(out) as work:
        (work / "a.csv").write_text("new")
        assert (out / "a.csv").read_text() == "old"
    assert {p.name: p.read_text() for p in out.iterdir()} == {"a.csv": "new", "mine.txt": "mine"}
    assert os.listdir(tmp_path) == ["out"]
