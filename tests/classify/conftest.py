"""Models trained on a small corpus, and the command line."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from labelled import small_corpus, write_jsonl

Run = Callable[..., tuple[int, str, str]]


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


@pytest.fixture(scope="session")
def small_models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of four models trained on the small corpus."""
    from brandscore.classify.corpus import read_corpus
    from brandscore.classify.ship import write_model
    from brandscore.classify.tasks import TASKS
    from brandscore.classify.train import train

    folder = tmp_path_factory.mktemp("models")
    file = write_jsonl(folder / "corpus.jsonl", small_corpus())
    for task in TASKS:
        write_model(train(read_corpus(task, [file])), folder / "models")
    return folder / "models"
