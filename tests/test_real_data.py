"""The page on real data says what the program says."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.shared
def test_the_page_is_what_the_script_writes(real_data: Path, tmp_path: Path) -> None:
    page = tmp_path / "real_data.md"
    script = ROOT / "docs" / "real_data.py"
    done = subprocess.run([sys.executable, script, "--out", page], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert page.read_text(encoding="utf-8") == (ROOT / "docs" / "real_data.md").read_text(encoding="utf-8")


@pytest.mark.shared
def test_the_listed_brands_are_found_in_the_real_messages(real_data: Path) -> None:
    import json

    from brandscore.classify_file.run import read_brands
    from brandscore.ingest.attribution import Attributor

    brands = read_brands(ROOT / "examples" / "wisesight" / "brands.toml")
    attributor = Attributor(brands)
    counts = dict.fromkeys((brand.name for brand in brands), 0)
    for name in ("train", "valid"):
        with (real_data / "wisesight" / f"{name}.jsonl").open(encoding="utf-8") as lines:
            for line in lines:
                for brand in attributor.find(json.loads(line)["text"]):
                    counts[brand] += 1
    assert len(counts) >= 20
    assert min(counts.values()) >= 25
    assert 975 <= counts["Chang"] <= 1005  # 1,033 messages spell the word, the animal among them
