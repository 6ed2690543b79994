"""Compiled code is kept where it can be, and works where it cannot."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

MODULE = """
from brandscore.jit import compiled, inlined

@inlined
def three(x):
    return x * 3

@compiled
def six(x):
    return three(x) * 2
"""
SCRIPT = """
import shutil, sys
from pathlib import Path
from brandscore_probe import six

if len(sys.argv) > 1:  # the folder goes, and a file takes its place
    shutil.rmtree(sys.argv[1])
    Path(sys.argv[1]).write_text("")
assert six(7) == six(7.0) == 42
"""


def run(tmp_path: Path, *words: str, **env: str) -> str:
    module = tmp_path / "brandscore_probe.py"
    if not module.exists():  # what is kept is bound to the file's time
        module.write_text(MODULE, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *words],
        env={**os.environ, **env},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stderr


def test_it_says_once_that_it_compiles_and_keeps_the_result(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    told = run(tmp_path, NUMBA_CACHE_DIR=str(cache))
    assert told.startswith("compiling the classifiers for this machine, once: ")
    assert told.count("\n") == 1
    assert list(cache.rglob("*.nbc"))
    # The helper is part of what was kept.
    assert run(tmp_path, NUMBA_CACHE_DIR=str(cache)) == ""


def test_a_damaged_cache_is_no_hindrance(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    run(tmp_path, NUMBA_CACHE_DIR=str(cache))
    for file in cache.rglob("*.nbc"):
        file.write_bytes(file.read_bytes()[:100])
    run(tmp_path, NUMBA_CACHE_DIR=str(cache))


def test_it_works_where_nothing_can_be_kept(tmp_path: Path) -> None:
    nowhere = tmp_path / "file"
    nowhere.write_text("")
    env = {"NUMBA_CACHE_DIR": str(nowhere / "cache"), "NUMBA_CACHE_LOCATOR_CLASSES": "UserProvidedCacheLocator"}
    assert "compiling" in run(tmp_path, **env)


def test_it_works_where_the_folder_goes_away(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    assert "compiling" in run(tmp_path, str(cache), NUMBA_CACHE_DIR=str(cache))


@pytest.mark.parametrize("code", ["import brandscore", "import brandscore.classify.predict, brandscore.classify.model"])
def test_it_is_not_loaded_before_a_text_is_read(code: str) -> None:
    script = f"import sys; {code}; sys.exit('numba' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
