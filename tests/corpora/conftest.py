"""A small corpus in a zip file, known under a name, and the command line."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from little_corpus import declare, members, zipped

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The archive of the corpus ``little``, which is known while the test runs."""
    path = zipped(tmp_path / "data.zip", members())
    known = tmp_path / "known"
    declare(known, path, "https://no-such-host.invalid/data.zip")
    monkeypatch.setattr("brandscore.resources.corpora", lambda: known)
    return path


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command line in this process: exit code, stdout, stderr."""
    from brandscore.cli import main

    def command(*words: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["brandscore", *map(str, words)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as stopped:
            main()
        out, err = capsys.readouterr()
        return int(stopped.value.code or 0), out, err

    return command
