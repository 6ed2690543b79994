"""The output on the page about measuring is what the command prints."""

import re
from pathlib import Path

from brandscore.cli.measured import print_measured
from brandscore.example import build

PAGE = Path(__file__).parents[2] / "docs" / "measuring.md"


def test_the_page_shows_what_is_printed(tmp_path, capsys):
    text = PAGE.read_text(encoding="utf-8")
    names = re.search(r"brandscore metrics (.+) --data", text)[1].split()
    print_measured(build(tmp_path / "data"), names)
    printed = {" ".join(line.split()) for line in capsys.readouterr().out.splitlines()}
    shown = [" ".join(line.split()) for line in text.split("```")[1].splitlines() if line.strip()]
    assert len(shown) > 10
    assert [line for line in shown if line not in printed] == []
