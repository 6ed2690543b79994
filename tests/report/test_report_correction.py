"""What reports say of corrected and uncorrected net sentiment."""

from dataclasses import replace

import pandas as pd
import pytest
from page_check import Page

from brandscore.report import charts
from brandscore.report.html import monitor_report, score_report
from brandscore.report.phrases import phrase
from brandscore.report.summary import classified_sentence
from brandscore.report.terminal import ranking, render_text


def told(view, **counts):
    return replace(view, manifest={**view.manifest, "counts": counts})


@pytest.mark.parametrize("lang", ["en", "th"])
def test_the_summary_says_whether_classified_messages_are_corrected(score_view, lang):
    def said(**counts):
        return classified_sentence(told(score_view, **counts), lang)

    assert said(mentions=5) is None
    assert said(classified=0) is None
    start = phrase("classified", lang, "1,250")
    assert said(classified=1250, corrected=1250, uncorrected=0) == f"{start} {phrase('corrected_all', lang)}"
    some = said(classified=1250, corrected=1200, uncorrected=50)
    assert some == f"{start} {phrase('corrected_some', lang, '1,200')}"
    for nothing in ({"corrected": 0, "uncorrected": 1250}, {}):
        assert said(classified=1250, **nothing) == f"{start} {phrase('corrected_none', lang)}"


def test_the_page_and_the_terminal_carry_the_sentence(score_view):
    view = told(score_view, classified=1250, corrected=1200, uncorrected=50)
    sentence = classified_sentence(view, "en")
    assert sentence in " ".join(Page(score_report(view, "en")).text.split())
    assert sentence in " ".join(render_text(ranking(view), 200).split())


def test_the_terminal_shows_the_uncorrected_figure_only_where_it_differs(score_view):
    scores = score_view.scores.copy()
    scores["net_sentiment"], scores["net_sentiment_raw"] = 12.4, 12.4
    scores.loc[0, "net_sentiment_raw"] = -7.6
    shown = render_text(ranking(replace(score_view, scores=scores)), 120)
    assert shown.count("(-8)") == 1
    assert shown.count("+12") == len(scores)


def marked(view, classified, corrected):
    frame = view.timeline.copy()
    frame["classified"], frame["corrected"] = pd.array(classified, "Int64"), pd.array(corrected, "Int64")
    frame["net_sentiment_raw"] = frame["net_sentiment"] - 0.2
    return replace(view, timeline=frame)


def test_the_monitor_page_says_which_points_are_corrected(make_timeline):
    view = make_timeline(periods=4, brands=("ก", "ข"))
    two = marked(view, [150, 150, 90, 0] + [90] * 4, [1, 1, 0, 0] + [0] * 4)
    text = Page(monitor_report(two, "en")).text
    assert "ก: 2 of 3 periods" in text
    assert "ข: 0 of 4 periods" in text
    assert phrase("correction_about", "en") in text
    assert phrase("as_labelled", "en") in text  # the last period of ข
    last = marked(view, [150] * 8, [1] * 8)
    newest = last.timeline.iloc[3]
    assert f"(uncorrected {100 * newest.net_sentiment_raw:+.0f})" in Page(monitor_report(last, "en")).text


def test_a_timeline_of_given_labels_says_nothing_of_a_correction(make_timeline):
    view = make_timeline(periods=4, brands=("ก",))
    assert phrase("correction", "en") not in Page(monitor_report(marked(view, [0] * 4, [0] * 4), "en")).text


def test_points_as_labelled_are_hollow(make_timeline):
    net = next(m for m in charts.MEASURES if m.name == "net_sentiment")
    view = make_timeline(periods=4, brands=("ก",))

    def hollow(view):
        return charts.timeline_svg(view.timeline, "ก", net).count('fill="white"')

    plain = hollow(marked(view, [0] * 4, [0] * 4))
    assert hollow(marked(view, [150] * 4, [1] * 4)) == plain
    assert hollow(marked(view, [150, 90, 90, 0], [1, 0, 0, 0])) == plain + 2
