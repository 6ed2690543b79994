from __future__ import annotations

import dataclasses

from page_check import Page

from brandscore.report.notebook import score_html


def test_a_result_shows_itself_without_leaking_style(score_view):
    html = score_html(score_view)
    page = Page(html)
    assert page.faults == []
    assert page.asked_for == []
    assert "style" not in {tag for tag, _ in page.tags}
    assert not any("class" in attrs for tag, attrs in page.tags if tag not in ("svg", "g", "path"))
    assert html.count("<svg") == 1
    assert page.text.startswith(score_view.note)
    best = score_view.scores.iloc[0]
    assert f"1 {best.brand} {best.brand_score:.1f} {best.own_score:.1f} {best.earned_score:.1f}" in page.text
    assert f"{best.brand} leads with" in page.text
    assert len(html) < 30_000
    assert score_html(score_view) == html


def test_hostile_brands_in_thai(score_view):
    names = dict.fromkeys(score_view.scores["brand"], "<script>alert(1)</script>\x00")
    view = dataclasses.replace(
        score_view,
        scores=score_view.scores.replace({"brand": names}).iloc[:1],
        contributions=score_view.contributions.iloc[:0],
    )
    page = Page(score_html(view, "th"))
    assert page.faults == []
    assert page.asked_for == []
    assert "<script>alert(1)</script>" in page.text
    assert "คะแนนแบรนด์" in page.text
