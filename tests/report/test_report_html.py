from __future__ import annotations

import dataclasses
import subprocess
import sys

import pandas as pd
import pytest
from page_check import Page

from brandscore.ledger import LedgerLine
from brandscore.report.html import monitor_report, score_report
from brandscore.report.view import MonitorView, ScoreView
from brandscore.tables import CONTRIBUTIONS, INDICATORS, SCORES, TIMELINE


def assert_harmless(html: str) -> None:
    page = Page(html)
    assert page.faults == []
    assert page.asked_for == []
    for bad in ("\x00", "\u202e", "\u202c", "\ufeff"):
        assert bad not in html
    assert "49007000" not in html
    assert html.count("</style>") == 1
    assert "default-src 'none'" in html


@pytest.mark.parametrize("lang", ["th", "en"])
def test_a_score_report_is_well_formed_and_asks_for_nothing(score_view, lang):
    html = score_report(score_view, lang)
    assert_harmless(html)
    assert html.startswith(f'<!DOCTYPE html>\n<html lang="{lang}">')
    assert len(html.encode()) < 1_000_000
    assert score_report(score_view, lang) == html


def test_a_monitor_report_of_half_a_year_by_day_is_well_formed_and_asks_for_nothing(make_timeline):
    html = monitor_report(make_timeline(181, 1))
    assert_harmless(html)
    assert len(html.encode()) < 1_000_000


def test_a_monitor_report_is_the_same_text_every_time(make_timeline):
    view = make_timeline(5, 7, ("a", "b"))
    html = monitor_report(view, "en")
    assert_harmless(html)
    assert monitor_report(view, "en") == html


def test_hostile_text_does_nothing_anywhere_on_the_page(hostile_view):
    html = score_report(hostile_view)
    assert_harmless(html)
    assert len(html.encode()) < 1_000_000
    text = Page(html).text
    # It is shown as the text it is.
    assert "<script>alert(1)</script>" in text
    assert '"><img src=x onerror=alert(1)>' in text
    assert "{{7*7}} {{7001*7000}} {% raw %}" in text
    assert "&lt;script&gt; &amp;amp;" in text
    assert "nulbyte" in text


def test_hostile_brands_do_nothing_in_a_monitor_report(make_timeline, hostile_view):
    html = monitor_report(make_timeline(2, 7, tuple(hostile_view.scores["brand"])))
    assert_harmless(html)
    assert "<script>alert(1)</script>" in Page(html).text


def test_what_a_score_report_says(score_view):
    page = Page(score_report(score_view, "en"))
    text = page.text
    assert text.count(score_view.note) == 2  # at the top and at the foot
    for words in (
        "wisesight, version 1, in effect from 2026-01-01",
        "2026-01-01 to 2026-06-30, Bangkok days",
        "Facebook, Instagram, X, YouTube, TikTok",
        "Not collected, so not scored: followers, fan growth, fan growth rate – Instagram (own)",
        "1,042 promotional messages",
        "100 is the median brand",
        "3.8 times the volume",
        "labelled by the classifier 20,111",
        "posts.csv, row 120: merged: two rows equal in all columns",
        "coverage 0.41 is below the floor of 0.6",
        "missing : response rate – X (own) (nothing to answer)",
        "absent : everything – YouTube (own); everything – YouTube (earned) (no row of the brand there)",
        "ไปกับ @… มาแล้ว",
        "โทรถามเบอร์ 0… ไม่ติดเลย",
        "positive · TikTok (own) · 2026-06-01",  # 18:30 UTC is the next day in Bangkok
        "cd" * 32,
        "duckdb 1.5.6, pandas 3.1.1",
    ):
        assert words in text, words
    assert "khunploy" not in text
    # Links lead within the page only, and to places that are there.
    targets = {a["href"][1:] for tag, a in page.tags if tag == "a"}
    assert targets
    assert targets <= set(page.ids)


def test_a_page_in_either_language_has_headings_in_both(score_view):
    for lang in ("th", "en"):
        text = Page(score_report(score_view, lang)).text
        for words in ("Ranking", "อันดับ", "How to read the score", "อ่านคะแนนอย่างไร", "Brand by brand", "รายแบรนด์"):
            assert words in text


def test_what_moved_the_classifier_is_marked_in_the_messages(score_view):
    brands = score_view.examples["brand"].nunique()
    page = score_report(score_view, lang="en")
    assert page.count("ชอบกาแฟร้านนี้มากกก <mark>หอมสุด ๆ</mark> ☕️ ไปกับ @… มาแล้ว") == brands
    assert page.count("<mark>") == page.count("Marked is what moved the classifier most") == brands
    given = score_report(
        dataclasses.replace(score_view, examples=score_view.examples.drop(columns="evidence")), lang="en"
    )
    assert "<mark>" not in given
    assert "Marked is" not in given


def test_both_forms_of_net_sentiment_and_the_uncorrected_one(score_view):
    text = Page(score_report(score_view, "en")).text
    first = score_view.scores.iloc[0]
    assert f"{first.net_sentiment:+.0f} (uncorrected {first.net_sentiment_raw:+.0f})" in text
    rows = score_view.indicators[score_view.indicators["brand"] == first.brand]
    cell = rows[(rows["platform"] == "x") & (rows["side"] == "own")].set_index("indicator")["value"]
    polar, whole = (f"{100 * cell[name]:+.0f}" for name in ("net_sentiment", "net_sentiment_all"))
    assert f"X (own) {polar} {whole}" in text


def test_each_card_adds_up(score_view):
    html = score_report(score_view, "en")
    for table in html.split('<table class="sum">')[1:]:
        cells = Page("<table>" + table.split("</table>")[0] + "</table>").words
        figures = [c for c in (w.strip().replace(",", "") for w in cells) if c[:1] in "+-0123456789" and "." in c]
        *parts, total = (round(float(f) * 10) for f in figures if f.replace(".", "").lstrip("+-").isdigit())
        assert sum(parts) == total


def test_intervals_stand_only_where_there_are_any(make_scores):
    assert "Interval" not in Page(score_report(make_scores(), "en")).text
    assert "Interval" in Page(score_report(make_scores(intervals=True), "en")).text


def test_brands_of_two_categories_stand_apart(score_view):
    categories = ["tea"] * 3 + ["coffee"] * 3
    view = dataclasses.replace(score_view, scores=score_view.scores.assign(category=categories))
    html = score_report(view, "en")
    text = Page(html).text
    assert text.index("Category: coffee") < text.index("Category: tea")
    assert html.count('<figure class="chart">') == 2
    assert_harmless(html)


def test_a_result_with_nothing_in_it_is_still_a_page():
    def empty(names):
        return pd.DataFrame(columns=names)

    nothing = ScoreView(empty(SCORES.names), empty(INDICATORS.names), empty(CONTRIBUTIONS.names), {}, pd.DataFrame())
    html = score_report(nothing, "en")
    assert_harmless(html)
    assert "Nothing was scored." in Page(html).text
    html = monitor_report(MonitorView(empty(TIMELINE.names), {}), "en")
    assert_harmless(html)
    assert "No period to show." in Page(html).text


def test_a_long_ledger_is_cut_and_the_rest_counted(score_view):
    lines = [LedgerLine("m.csv", "merged", f"line {n}") for n in range(500)]
    text = Page(score_report(dataclasses.replace(score_view, ledger=lines), "en")).text
    assert "500 lines" in text
    assert "and 440 lines more, in manifest.json" in text
    assert "line 499" not in text


def test_the_ledger_of_the_manifest_serves_where_there_is_no_other(score_view):
    text = Page(score_report(dataclasses.replace(score_view, ledger=()), "en")).text
    assert "posts.csv, row 120: merged: two rows equal in all columns" in text


def test_no_note_no_banner(score_view):
    assert 'class="note"' not in score_report(dataclasses.replace(score_view, note=None))


def test_what_a_monitor_report_says(monitor_view):
    text = Page(monitor_report(monitor_view, "en")).text
    assert text.count(monitor_view.note) == 2
    # 26 weeks: the third brand is quiet in weeks 8, 9 and 10, the fifth in two weeks of three.
    assert "ที่นี่ชงสด: 3 of 26 periods" in text
    assert "Slow Drip: 17 of 26 periods" in text
    assert "กาแฟน้ำพุร้อน: none of 26 periods" in text
    assert "2026-06-25 to 2026-07-01" in text
    assert "never drawn as 0" in text


def test_the_latest_period_of_a_quiet_brand_is_a_dash(make_timeline):
    view = make_timeline(9, 7)  # ends in week 8, in which the third brand is quiet
    table = Page(monitor_report(view, "en")).text.split("Interactions การมีส่วนร่วม")[1]
    row = table[table.index("ที่นี่ชงสด") :].split()[1:]
    # messages 0, share of voice 0 % with its interval, then no net sentiment in either form
    assert row[:7] == ["0", "0", "%", "(0–0", "%)", "–", "–"]


def test_a_page_needs_no_chart_maker_until_it_is_made():
    code = (
        "import sys, brandscore.report.html, brandscore.report.terminal, brandscore.report.notebook;"
        "print([m for m in ('altair', 'vl_convert', 'jinja2', 'fontTools', 'pandas') if m in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    assert out.strip() == "[]"
