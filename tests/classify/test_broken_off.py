"""Files that break off in the middle of a row: the row is named, and nothing is written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from labelled import small_corpus, write_csv, write_jsonl

Run = Callable[..., tuple[int, str, str]]
ROWS = small_corpus(40)

# What is left of a whole file, and the row where it breaks off.
CUTS: dict[str, tuple[str, Callable[[bytes], bytes], str]] = {
    "JSONL, within a text": (".jsonl", lambda b: b[: b.rindex(b'"sentiment"') - 8], "row 40"),
    "JSONL, before the bracket": (".jsonl", lambda b: b[:-2], "row 40"),
    "JSONL, within a letter": (".jsonl", lambda b: b[: b.rindex(b"#") + 2], "line 40"),
    "CSV, after a cell": (".csv", lambda b: b[: b.rindex(b",")], "row 41"),
    "CSV, within a quoted cell": (".csv", lambda b: b[: b.rindex(b"\n", 0, -1) + 1] + b'm39,"half a te', "row 41"),
    "CSV, within a quoted last cell": (".csv", lambda b: b[:-2] + b'"0', "row 41"),
    "CSV, a quote left open long before the end": (
        ".csv",
        lambda b: b.replace(b"\nm20,", b'\nm20,"', 1),
        "row 22",
    ),
}
COMMANDS: dict[str, Callable[[Path, Path, Path], tuple[object, ...]]] = {
    "train": lambda file, models, out: ("train", "promo", "--corpus", file, "--out", out / "models"),
    "evaluate": lambda file, models, out: ("evaluate", "promo", file, "--models", models, "--card", out / "promo.md"),
    "cross-validate": lambda file, models, out: (
        *("evaluate", "promo", file, "--models", models, "--cross-validate", "--card", out / "promo.md"),
    ),
    "classify": lambda file, models, out: ("classify", file, "--models", models, "--out", out / "labelled.csv"),
}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("cut", CUTS)
def test_the_row_is_named_and_nothing_written(
    cut: str, command: str, run: Run, small_models: Path, tmp_path: Path
) -> None:
    ending, left, row = CUTS[cut]
    write = write_jsonl if ending == ".jsonl" else write_csv
    file = write(tmp_path / f"messages{ending}", ROWS)
    file.write_bytes(left(file.read_bytes()))
    out = tmp_path / "out"
    code, shown, told = run(*COMMANDS[command](file, small_models, out))
    assert (code, shown) == (1, "")
    assert file.name in told
    assert row in told
    assert not out.exists()
    assert [p.name for p in tmp_path.iterdir()] == [file.name]


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("ending", [".jsonl", ".csv"])
def test_a_whole_file_without_a_last_line_end_is_whole(
    ending: str, command: str, run: Run, small_models: Path, tmp_path: Path
) -> None:
    write = write_jsonl if ending == ".jsonl" else write_csv
    file = write(tmp_path / f"messages{ending}", ROWS)
    file.write_bytes(file.read_bytes().rstrip(b"\r\n"))
    code, _, told = run(*COMMANDS[command](file, small_models, tmp_path / "out"))
    assert code == 0, told


def test_classify_takes_short_rows_that_end(run: Run, small_models: Path, tmp_path: Path) -> None:
    file = tmp_path / "messages.csv"
    file.write_text("text,note,more\nดีมาก,x,y\nแย่มาก\n", encoding="utf-8")
    assert run("classify", file, "--models", small_models, "--out", tmp_path / "out.csv")[0] == 0
    file.write_text("text,note,more\nดีมาก,x,y\nแย่มาก", encoding="utf-8")
    code, _, told = run("classify", file, "--models", small_models, "--out", tmp_path / "again.csv")
    assert code == 1
    assert "row 3: the last row has fewer cells" in told
    assert not (tmp_path / "again.csv").exists()
