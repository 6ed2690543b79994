"""The benchmark's data, scored, give the figures that the plain pandas script beside it gets."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

import brandscore as bs

BENCHMARKS = Path(__file__).resolve().parent.parent / "benchmarks"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("bench") / "data"
    subprocess.run([sys.executable, str(BENCHMARKS / "make_data.py"), "4000", str(made)], check=True)
    return made


def test_same_figures_as_plain_pandas(folder: Path) -> None:
    printed = subprocess.run(
        [sys.executable, str(BENCHMARKS / "plain_pandas.py"), str(folder)], check=True, capture_output=True
    )
    plain = pd.read_csv(io.StringIO(printed.stdout.decode("utf-8"))).set_index(["brand", "platform"])
    with bs.load(folder) as data:
        ours = bs.score(data).indicators
    cells = ours.set_index(["brand", "platform", "side", "indicator"])["value"].unstack()
    own, earned = cells.xs("own", level="side"), cells.xs("earned", level="side")
    assert len(plain) == len(own) == 50
    for column, measured in (
        ("last", own["followers"]),
        ("interactions", own["interactions"]),
        ("unique_daily_mentions", earned["unique_daily_mentions"].fillna(0)),
    ):
        expected = plain[column].fillna(0).reindex(measured.index)
        assert measured.tolist() == expected.tolist(), column


def test_two_makings_are_equal(folder: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    subprocess.run([sys.executable, str(BENCHMARKS / "make_data.py"), "4000", str(again)], check=True)
    for file in sorted(folder.iterdir()):
        assert file.read_bytes() == (again / file.name).read_bytes()
