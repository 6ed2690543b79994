"""Labels that a file brings along, joined with those found."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from brandscore.classify.predict import Labels
from brandscore.classify.tasks import TASKS, task_named
from brandscore.classify_file.given import given_codes, joined
from brandscore.ingest.raw import Tally

FLAGS = ("intention", "advocacy", "promo")


def test_cells_are_read_as_labels() -> None:
    wrong = Tally()
    cells = ["pos", " NEG ", "", None, float("nan"), "q"]
    assert given_codes(task_named("sentiment"), cells, range(2, 8), "f.csv", wrong).tolist() == [0, 2, -1, -1, -1, 3]
    cells = ["1", 0, 1.0, True, "false", None]
    assert given_codes(task_named("promo"), cells, range(2, 8), "f.csv", wrong).tolist() == [1, 0, 1, 1, 0, -1]
    assert wrong.problems() == []


def test_cells_that_are_no_labels_are_told() -> None:
    wrong = Tally()
    given_codes(task_named("promo"), ["1", "yes", 2], [5, 6, 7], "f.csv", wrong)
    assert [str(problem).split(";")[0] for problem in wrong.problems()] == [
        'f.csv, row 6, column promo: "yes"',
        'f.csv, row 7, column promo: "2"',
    ]


FOUND = st.fixed_dictionaries({"sentiment": st.integers(0, 3), **dict.fromkeys(FLAGS, st.integers(0, 1))})
GIVEN = st.fixed_dictionaries({"sentiment": st.integers(-1, 3), **dict.fromkeys(FLAGS, st.integers(-1, 1))})


@given(st.lists(st.tuples(FOUND, GIVEN), min_size=1, max_size=8), st.sets(st.sampled_from(["sentiment", *FLAGS])))
def test_given_labels_stay_and_promo_excludes_the_rest(
    rows: list[tuple[dict[str, int], dict[str, int]]], columns: set[str]
) -> None:
    found = Labels(
        TASKS,
        {t.name: np.array([f[t.name] for f, _ in rows], dtype=np.int8) for t in TASKS},
        {t.name: np.zeros((len(rows), len(t.classes))) for t in TASKS},
    )
    brought = {name: np.array([g[name] for _, g in rows], dtype=np.int8) for name in columns}
    codes = joined(found, brought).codes
    for i, (said, given_) in enumerate(rows):
        kept = {name: given_[name] for name in columns if given_[name] >= 0}
        for name, value in kept.items():
            assert codes[name][i] == value
        if "sentiment" not in kept:
            assert codes["sentiment"][i] == said["sentiment"]
        if "promo" not in kept:
            wished = 1 in (kept.get("intention"), kept.get("advocacy"))
            assert codes["promo"][i] == (0 if wished else said["promo"])
        for name in ("intention", "advocacy"):
            if name not in kept:
                assert codes[name][i] == (0 if codes["promo"][i] == 1 else said[name])


def test_rows_without_text_stay_without_labels() -> None:
    found = Labels(
        TASKS,
        {t.name: np.full(1, -1, dtype=np.int8) for t in TASKS},
        {t.name: np.full((1, len(t.classes)), np.nan) for t in TASKS},
    )
    codes = joined(found, {"promo": np.array([1], dtype=np.int8)}).codes
    assert [int(codes[t.name][0]) for t in TASKS] == [-1, -1, -1, 1]
    with pytest.raises(KeyError):
        joined(Labels([], {}, {}), {})
