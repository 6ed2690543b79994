"""Results of campaigns as files, pages and notebooks: harmless whatever campaigns are called, the same every time."""

from __future__ import annotations

import csv
import re
import zipfile
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

import brandscore as bs
from brandscore.report.campaigns import campaigns_report
from brandscore.report.campaigns_terminal import campaigns_text
from brandscore.report.terminal import render_text
from brandscore.results_campaigns import CampaignsResult
from brandscore.tables import CAMPAIGN_CHAIN, CAMPAIGN_METRICS, CAMPAIGN_RANKING

HOSTILE = (
    "<script>alert(1)</script>",
    '=HYPERLINK("http://x.example";"y")',
    "@SUM(A1)",
    "[bold red]x[/]",
    "\u202eevil",
)


def rows() -> list[dict[str, Any]]:
    out = []
    for number, name in enumerate(HOSTILE):
        for month in ("2026-03", "2026-04"):
            out.append(
                {
                    "campaign": name,
                    "platform": "=1+1" if number == 1 else "facebook",
                    "date": f"{month}-0{number + 1}",
                    "stage": ("awareness", "decision")[number % 2],
                    "currency": "THB" if number < 4 else "USD",
                    "spend": 1_000.0 * (number + 1),
                    "revenue": 1_500.0 if number else None,
                    "impressions": 50_000,
                    "clicks": 500,
                    "reach": 20_000,
                    "visits": 300,
                    "registrations": 20,
                    "bookings": 4,
                }
            )
    return out


@pytest.fixture(scope="module")
def result() -> CampaignsResult:
    with bs.Data(campaigns=pd.DataFrame(rows()), note="แต่งขึ้น <b>") as data:
        return bs.campaigns(
            data,
            every="month",
            start="2026-04-01",
            previous="2026-03-01..2026-03-31",
            target=[{"metric": "ctr", "target": 2}, {"metric": "cpc", "target": 5, "currency": "THB"}],
        )


@pytest.fixture(scope="module")
def out(result: CampaignsResult, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return result.write(tmp_path_factory.mktemp("campaigns") / "out", xlsx=True)


def test_files(out: Path) -> None:
    assert sorted(path.name for path in out.iterdir()) == [
        "campaign_metrics.csv", "campaigns.csv", "campaigns.xlsx", "chain.csv", "manifest.json", "report.html",
    ]  # fmt: skip
    for table in (CAMPAIGN_METRICS, CAMPAIGN_RANKING, CAMPAIGN_CHAIN):
        with (out / f"{table.name}.csv").open(encoding="utf-8", newline="") as handle:
            assert tuple(next(csv.reader(handle))) == table.names


def test_cells_of_csv_run_nothing(out: Path) -> None:
    for path in out.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as handle:
            for row in csv.DictReader(handle):
                for name in ("campaign", "platform", "platforms", "reason", "note"):
                    assert not re.match(r"[=+\-@\t\r]", row.get(name) or ""), (path.name, row)
    text = (out / "campaigns.csv").read_text("utf-8")
    assert "'@SUM(A1)" in text
    assert "''" not in text


def test_cells_of_the_workbook_are_texts_and_formulas_stand_in_the_notes(out: Path) -> None:
    book = CalamineWorkbook.from_path(str(out / "campaigns.xlsx"))
    assert book.sheet_names == ["Ranking", "Chain", "Metrics", "Not measured", "Notes"]
    with zipfile.ZipFile(out / "campaigns.xlsx") as archive:
        assert not any("<f>" in archive.read(name).decode("utf-8") for name in archive.namelist() if "sheet" in name)
    notes = {row[0]: row for row in book.get_sheet_by_name("Notes").to_python()}
    assert "(revenue - cost) / cost" in str(notes["roi"][2])
    assert "ผลตอบแทนจากการลงทุน" in str(notes["roi"][1])
    ranking = book.get_sheet_by_name("Ranking").to_python()
    assert any(HOSTILE[1] in row for row in ranking)


def test_the_page_escapes_what_campaigns_are_called(out: Path) -> None:
    page = (out / "report.html").read_text("utf-8")
    assert "&lt;script&gt;alert(1)" in page
    assert "<script" not in page
    assert "แต่งขึ้น &lt;b&gt;" in page
    assert "\u202e" not in page
    assert "<style>" in page
    assert "javascript:" not in page
    assert not re.search(r"\son\w+=", page)
    assert not re.search(r"""(?:src|href)\s*=\s*["'](?!#|data:)""", page)
    assert "default-src 'none'" in page


def test_the_page_tells_all_there_is(result: CampaignsResult) -> None:
    for lang, words in (
        ("th", ("จัดอันดับตามผลตอบแทนจากการลงทุน", "จากงบโฆษณาถึงลูกค้า", "อัตราการคลิก", "เทียบกับ", "ถึงเป้า", "เท่าเดิม")),
        (
            "en",
            ("Ranked by return on investment", "From money to customers", "Click-through rate", "target 2 % ✗ missed"),
        ),
    ):
        page = campaigns_report(result.view(), lang)
        for word in words:
            assert word in page, word
    assert page.index("Awareness") < page.index("Consideration") < page.index("Decision")
    assert "Not counted: customers" in page
    assert "50.00 each" in page  # spend 1,000 over 20 registrations
    assert "no roi: revenue not given" in page


def test_the_terminal_shows_names_as_they_are(result: CampaignsResult) -> None:
    text = render_text(campaigns_text(result.view()), 160)
    assert "[bold red]x[/]" in text
    assert "<script>alert(1)</script>: no roi: revenue not given" in text
    assert "Ranked by return on investment (USD)" in text
    assert "\u202e" not in text
    assert "target 2 % ✗ missed" in re.sub(r"\s+", " ", text)
    thai = render_text(campaigns_text(result.view(), "th"), 160)
    assert "จัดอันดับตามผลตอบแทนจากการลงทุน" in thai


def test_every_total_names_its_currency_where_there_are_several() -> None:
    some = [{**rows()[0], "campaign": f"c{n}", "currency": "THB" if n < 6 else "USD", "revenue": 9.0} for n in range(8)]
    with bs.Data(campaigns=pd.DataFrame(some)) as data:
        view = bs.campaigns(data, every="week").view()
    text = render_text(campaigns_text(view), 160)
    assert "The figures of each week stand in campaign_metrics.csv" in text
    for currency in ("THB", "USD"):
        for title in ("Ranked by return on investment", "From money to customers", "Awareness", "Decision"):
            assert f"{title} ({currency})" in text
        assert text.count(f"All campaigns ({currency})") >= 4  # chain and each stage
    assert "All campaigns  " not in text
    assert "2 more" in text
    page = campaigns_report(view, "en")
    assert "<bdi>All campaigns</bdi><small>USD</small>" in page


def test_what_is_over_some_campaigns_only_is_marked() -> None:
    some = [{**rows()[2], "campaign": "A"}, {**rows()[2], "campaign": "B", "reach": None}]
    with bs.Data(campaigns=pd.DataFrame(some)) as data:
        view = bs.campaigns(data).view()
    told = "* Over the campaigns and platforms that have both figures"
    text, page = render_text(campaigns_text(view), 160), campaigns_report(view, "en")
    for shown in (text, page):
        assert told in shown
        assert "0.10 each*" in shown  # 2,000 over 20,000, beside 4,000
        assert "1.5 %" in shown
    assert "→ 1.5 %*" in text
    assert "→ 6.67 %*" not in text  # registrations of visits: both have both
    with bs.Data(campaigns=pd.DataFrame(some[:1])) as data:
        assert told not in campaigns_report(bs.campaigns(data).view(), "en")


def test_a_total_with_spend_in_the_place_of_costs_is_marked() -> None:
    some = [{**rows()[2], "campaign": "A", "cost": 2_500.0}, {**rows()[2], "campaign": "B"}]
    with bs.Data(campaigns=pd.DataFrame(some)) as data:
        view = bs.campaigns(data).view()
    text = render_text(campaigns_text(view), 160)
    assert "cost not given in 1 of 2 rows: spend stands in, other costs are left out – All campaigns: roi" in text
    line = next(line for line in text.splitlines() if line.startswith("Return on investment"))
    assert line.split()[-3:] == ["-0.33*", "-0.40", "-0.25*"]  # 3,000 over 4,500; 1,500 over 2,500; over 2,000


def test_a_notebook_shows_ranking_and_chain(result: CampaignsResult) -> None:
    shown = result._repr_html_()
    assert "<script" not in shown
    assert "&lt;script&gt;" in shown
    assert "Spend 1,000 THB → Made aware 20,000 (0.05 each)" in shown
    assert "no roi: revenue not given" in repr(result)


def test_a_run_repeated_writes_the_same_bytes(result: CampaignsResult, out: Path, tmp_path: Path) -> None:
    with bs.Data(campaigns=pd.DataFrame(rows()[::-1]), note="แต่งขึ้น <b>", threads=1) as data:
        again = bs.campaigns(
            data,
            every="month",
            start="2026-04-01",
            previous="2026-03-01..2026-03-31",
            target=[{"metric": "ctr", "target": 2}, {"metric": "cpc", "target": 5, "currency": "THB"}],
        )
    again.write(tmp_path / "out", xlsx=True)
    for path in out.iterdir():
        if path.suffix != ".json":
            assert (tmp_path / "out" / path.name).read_bytes() == path.read_bytes(), path.name


def test_many_campaigns_stand_side_by_side_only_so_far() -> None:
    many = [{**rows()[0], "campaign": f"c{number:02d}"} for number in range(14)]
    with bs.Data(campaigns=pd.DataFrame(many)) as data:
        view = bs.campaigns(data).view()
    page = campaigns_report(view, "en")
    assert "for want of room: 6 more" in page
    assert "for want of room: 10 more" in render_text(campaigns_text(view), 120)


def test_money_is_added_exactly() -> None:
    cents = [{**rows()[0], "date": f"2026-03-{day:02d}", "spend": 0.1, "revenue": 0.3} for day in range(1, 11)]
    with bs.Data(campaigns=pd.DataFrame(cents)) as data:
        ranking = bs.campaigns(data).ranking
    assert ranking["spend"].tolist() == [1.0]
    assert ranking["roi"].tolist() == [2.0]
    apart = [
        {**cents[0], "platform": p, "spend": spend} for p, spend in (("facebook", 0.1), ("line", 0.2), ("x", 1e10))
    ]
    with bs.Data(campaigns=pd.DataFrame(apart[:2])) as data:
        assert bs.campaigns(data).ranking["spend"].tolist() == [0.3]  # 0.1 + 0.2 is another number in floats
    with bs.Data(campaigns=pd.DataFrame(apart)) as data:
        assert bs.campaigns(data).ranking["spend"].tolist() == [10_000_000_000.3]
