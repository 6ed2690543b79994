"""`brandscore ingest` as people call it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

MAPPING = 'table = "accounts"\n[columns]\nfollowers = "fans"\n[constants]\nplatform = "fb"\n'


def _run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "from brandscore.cli import main; main()", "ingest", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def test_from_a_file_to_a_folder(tmp_path: Path) -> None:
    (tmp_path / "page.csv").write_text('date,fans\n2026-01-31,"1,234"\n2026-01-31,"1,234"\n')
    (tmp_path / "m.toml").write_text(MAPPING)
    done = _run(tmp_path, "page.csv", "--mapping", "m.toml", "--brand", "A", "--out", "data")
    assert (done.returncode, done.stdout, done.stderr) == (
        0,
        "accounts: 2 rows read from page.csv, 1 merged, 0 replaced by a later row, 1 written\n",
        "The tables and ledger.csv are in data\n",
    )
    done = _run(tmp_path, "page.csv", "--mapping", "m.toml", "--brand", "A", "--out", "data", "--json")
    assert json.loads(done.stdout) == {
        "out": "data",
        "tables": [
            {
                "table": "accounts",
                "files": ["page.csv"],
                "rows_read": 2,
                "merged": 1,
                "replaced": 0,
                "rows_written": 1,
            }
        ],
        "ledger_lines": 1,
    }


def test_bad_data_and_bad_mappings_are_one_and_bad_usage_is_two(tmp_path: Path) -> None:
    (tmp_path / "page.csv").write_text("date,fans\n2026-01-31,x\n")
    (tmp_path / "m.toml").write_text(MAPPING)
    done = _run(tmp_path, "page.csv", "--mapping", "m.toml", "--out", "data")
    assert (done.returncode, done.stdout) == (1, "")
    assert 'page.csv, row 2, column followers: "x" is not a number' in done.stderr
    assert "--brand NAME" in done.stderr
    (tmp_path / "m.toml").write_text("tabel = 1")
    done = _run(tmp_path, "page.csv", "--mapping", "m.toml", "--out", "data")
    assert done.returncode == 1
    assert 'did you mean "table"?' in done.stderr
    assert _run(tmp_path, "page.csv").returncode == 2
    assert _run(tmp_path, "page.csv", "--as", "x", "--out", "data").returncode == 2
    assert not (tmp_path / "data").exists()
