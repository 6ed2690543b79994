"""The page of objectives: well-formed, harmless, and whole in a browser."""

from __future__ import annotations

import subprocess
import sys

import pytest
from page_check import Page

import brandscore as bs
from brandscore.report.okr import okr_html, okr_report, okr_tables

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{7*7}} {% raw %} &lt;b&gt;",
    "=cmd|' /C calc'!A0\x00\u202etxt",
    "น้ำ" * 60,
    "W" * 200,
)


def hostile():
    objectives = [
        {
            "title": text,
            "title_en": text + " en",
            "owner": text,
            "why": text,
            "period": "2026-Q3",
            "key_result": [
                {"title": text, "title_en": text, "kind": "count", "target": 5, "unit": text, "done": 2},
                {"title": text + "2", "kind": "reach", "metric": "reach", "target": 3, "brand": text},
            ],
        }
        for text in HOSTILE
    ]
    return bs.okr({"note": HOSTILE[0], "objective": [*objectives, {"title": "bare"}]}, as_of="2026-08-01")


@pytest.fixture(scope="module")
def views():
    return {"shipped": bs.okr("digital_marketing", as_of="2026-08-15").view(), "hostile": hostile().view()}


@pytest.mark.parametrize("lang", ["th", "en"])
@pytest.mark.parametrize("name", ["shipped", "hostile"])
def test_the_page_is_well_formed_and_asks_for_nothing(views, name, lang):
    html = okr_report(views[name], lang)
    page = Page(html)
    assert page.faults == []
    assert page.asked_for == []
    assert html.startswith(f'<!DOCTYPE html>\n<html lang="{lang}">')
    assert "<script" not in html
    for bad in ("\x00", "\u202e"):
        assert bad not in html
    assert okr_report(views[name], lang) == html


def test_hostile_titles_are_shown_as_the_text_they_are(views):
    text = Page(okr_report(views["hostile"], "en")).text
    assert "<script>alert(1)</script>" in text
    assert "{{7*7}} {% raw %} &lt;b&gt;" in text
    assert "no key result says what will have come about" in text


def test_the_page_says_what_the_tables_say(views):
    text = Page(okr_report(views["shipped"], "en")).text
    assert "invented" in text
    assert "As of 2026-08-15" in text
    assert "Be seen by more of our audience on social media" in text
    for row in views["shipped"].key_results.to_dict("records"):
        assert row["key_result"] in text
    # Load time: from 4.2 to 2 seconds, at 2.6.
    assert "2.6 Baseline 4.2 2 seconds 73 %" in text
    assert "Read this first" not in text


def test_an_objective_says_of_how_many_key_results_it_knows(views):
    assert "1 of 2 known" in Page(okr_report(views["hostile"], "en")).text
    assert "ทราบ 1 จาก 2" in Page(okr_report(views["hostile"], "th")).text
    assert "1 of 2 known" in Page(okr_html(views["hostile"])).text
    assert "1 of 2 known" in [cell.plain for cell in okr_tables(views["hostile"])[0].columns[1].cells]
    assert "of 3 known" not in Page(okr_report(views["shipped"], "en")).text


def test_marks_lie_on_the_bars(views):
    page = Page(okr_report(views["shipped"]))
    shares = [s for s in page.styles if s and ("left:" in s or "width:" in s) and "%" in s and "{" not in s]
    assert shares
    for style in shares:
        values = [float(part.split(":")[1].rstrip("%")) for part in style.split(";")]
        assert all(0 <= v <= 100 for v in values)
        assert sum(values) <= 100.2


def test_the_notebook_shows_it_without_a_style_that_leaks(views):
    for name in ("shipped", "hostile"):
        page = Page(okr_html(views[name]))
        assert page.faults == []
        assert page.asked_for == []
        assert "style" not in {tag for tag, _ in page.tags}


def test_a_table_per_objective_for_a_terminal(views):
    assert len(okr_tables(views["shipped"])) == 7
    assert [t.row_count for t in okr_tables(views["hostile"])] == [3] * 6 + [1]


def test_the_page_is_made_without_measuring():
    code = (
        "import sys, brandscore.report.okr; sys.exit(bool({'ibis', 'duckdb', 'sklearn', 'scipy'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("name", ["shipped", "hostile"])
def test_the_page_fits_its_screen_in_its_font(views, tmp_path, name, width):
    from test_browser import measured

    found = measured(okr_report(views[name]), width, tmp_path)
    assert found["scroll"] <= width
    assert found["outside"] == []
    assert found["fonts"] == ["Noto Sans Thai loaded"]
    assert found["thai"] != found["fallback"]
    assert all(name.startswith("data:font/") for name in found["fetched"])
