"""The page on campaigns shows what is really printed."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

import brandscore as bs
from brandscore.example.advertising import campaign_rows
from brandscore.report.campaigns_terminal import campaigns_text
from brandscore.report.terminal import render_text

ROOT = Path(__file__).resolve().parents[2]


def test_the_screen_of_the_page_is_the_one_printed() -> None:
    with bs.Data(campaigns=pd.DataFrame(campaign_rows(2026))) as data:
        result = bs.campaigns(
            data,
            target=ROOT / "examples" / "campaigns" / "targets.csv",
            previous="2026-02-01..2026-02-28",
        )
    printed = render_text(campaigns_text(result.view()), 120)
    blocks = (ROOT / "docs" / "campaigns.md").read_text("utf-8").split("```\n")[1::2]
    assert len(blocks) == 2
    for block in blocks:
        assert block in printed
