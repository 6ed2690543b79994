"""The page of campaigns in a real browser: nothing cut off, nothing asked for, Thai in its font; phone and desktop."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from test_browser import DESKTOP, PHONE, asked_for, hosts, measured

import brandscore as bs
from brandscore.report.campaigns import campaigns_report

pytestmark = pytest.mark.browser

NAMES = (
    "แก้วแรกสงกรานต์",
    "กาแฟโบราณหน้าตลาดสดเทศบาล" * 3,
    "W" * 120,
    '<img src="http://brandscore.test/x.png">',
    "น้ำ" * 50,
)


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    rows: list[dict[str, Any]] = [
        {
            "campaign": name,
            "platform": platform,
            "date": date,
            "stage": "decision",
            "currency": "THB",
            "spend": 1_234_567.0 * (number + 1),
            "revenue": 98_765_432.0 if number % 2 else None,
            "impressions": 123_456_789,
            "reach": 98_765_432,
            "clicks": 1_234_567,
            "visits": 1_034_567,
            "registrations": 23_456 if number != 2 else None,
            "bookings": 2_345,
            "customers": 1_234,
        }
        for number, name in enumerate(NAMES)
        for platform in ("facebook", "tiktok")
        for date in ("2026-03-15", "2026-04-13")
    ]
    with bs.Data(campaigns=pd.DataFrame(rows), note="ข้อมูลแต่งขึ้น") as data:
        result = bs.campaigns(
            data,
            start="2026-04-01",
            every="month",
            previous="2026-03-01..2026-03-31",
            target=[{"metric": "ctr", "target": 2}, {"metric": "cpc", "target": 0.5}],
        )
    return {lang: campaigns_report(result.view(), lang) for lang in ("th", "en")}


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
@pytest.mark.parametrize("lang", ["th", "en"])
def test_the_page_fits_its_screen_in_its_font(pages: dict[str, str], tmp_path: Path, lang: str, width: int) -> None:
    found = measured(pages[lang], width, tmp_path)
    assert found["width"] == width
    assert found["scroll"] <= width
    assert found["outside"] == []
    assert found["fonts"] == ["Noto Sans Thai loaded"]
    assert found["thai"] != found["fallback"]
    assert all(name.startswith("data:font/") for name in found["fetched"])


def test_the_page_asks_for_nothing(pages: dict[str, str], tmp_path: Path) -> None:
    bare = [page.replace('<meta http-equiv="Content-Security-Policy"', '<meta name="cut"') for page in pages.values()]
    assert hosts(asked_for(bare, tmp_path)) == set()
