from __future__ import annotations

import dataclasses

import pandas as pd
import pytest
from rich.cells import cell_len

from brandscore.report import terminal
from brandscore.report.summary import summary_sentences
from brandscore.report.view import ScoreView
from brandscore.tables import CONTRIBUTIONS, INDICATORS, SCORES

NAN = float("nan")


def score_row(rank, brand, score, reason=None, category="tea", **more):
    row = dict.fromkeys(SCORES.names, NAN)
    row |= {"rank": rank, "brand": brand, "category": category, "brand_score": score, "own_score": 40.04}
    row |= {"earned_score": NAN, "net_sentiment": -12.5, "coverage": 0.875, "reason": reason}
    return row | more


def view(*rows, contributions=(), indicators=(), **more) -> ScoreView:
    return ScoreView(
        scores=pd.DataFrame(list(rows), columns=SCORES.names),
        indicators=pd.DataFrame(list(indicators), columns=INDICATORS.names),
        contributions=pd.DataFrame(list(contributions), columns=CONTRIBUTIONS.names),
        manifest=more.pop("manifest", {}),
        examples=pd.DataFrame(),
        **more,
    )


SMALL = view(
    score_row(1, "ปู่ตื๊อ", 1049.96),
    score_row(2, "Doi [red]<Cup>[/red]", 38.0, brand_score_low=NAN),
    score_row(NAN, "\x1b[31mเงียบ\x1b[0m", NAN, "coverage 0.41 is below the floor"),
    contributions=[
        ("ปู่ตื๊อ", "x", "own", "followers", 1000.0),
        ("ปู่ตื๊อ", "x", "own", "net_sentiment", -0.04),
        ("ปู่ตื๊อ", "tiktok", "earned", "advocacy", 50.0),
        ("Doi [red]<Cup>[/red]", "x", "own", "followers", 38.0),
    ],
    indicators=[("ปู่ตื๊อ", "x", "own", "response_rate", NAN, NAN, NAN, "missing", "not collected")],
    manifest={"counts": {"promo": 1042}},
    note="invented data",
)


def test_the_ranking_as_text():
    text = terminal.render_text(terminal.ranking(SMALL), 130)
    lines = [" ".join(line.split()) for line in text.splitlines()]
    assert lines[0] == "Category: tea"
    assert lines[1:3] == ["Brand Net", "Rank Brand score Own Earned sentiment Coverage"]
    assert lines[4] == "1 ปู่ตื๊อ 1,050.0 40.0 – -12 88 %"
    assert lines[5] == "2 Doi [red]<Cup>[/red] 38.0 40.0 – -12 88 %"
    assert lines[6] == "– [31mเงียบ[0m – 40.0 – -12 88 %"
    assert lines[8] == "[31mเงียบ[0m: coverage 0.41 is below the floor"
    assert "\x1b" not in text


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("lang", ["en", "th"])
def test_columns_stand_under_each_other_whatever_the_marks(score_view, lang, width):
    lines = terminal.render_text(terminal.ranking_tables(score_view, lang)[0], width).splitlines()
    assert all(cell_len(line) <= width for line in lines)
    # Every score is whole and ends in the same column of the screen.
    ends = set()
    for row in score_view.scores.itertuples():
        if row.brand_score == row.brand_score:
            (line,) = (ln for ln in lines if ln.split()[:1] == [f"{row.rank:.0f}"])
            figure = f" {row.brand_score:.1f} "
            ends.add(cell_len(line[: line.index(figure) + len(figure)]))
    assert len(ends) == 1


@pytest.mark.parametrize("lang", ["en", "th"])
def test_intervals_fit_a_terminal_of_80(make_scores, lang):
    text = terminal.render_text(terminal.ranking_tables(make_scores(intervals=True), lang)[0], 80)
    assert text.count(" %\n") == 6


def test_a_category_named_all_goes_unnamed():
    text = terminal.render_text(terminal.ranking(view(score_row(1, "a", 10.0, category="all"))))
    assert "Category" not in text


def test_interval_columns_only_where_filled():
    assert "nterval" not in terminal.render_text(terminal.ranking(SMALL))
    filled = view(
        score_row(1, "a", 50.0, brand_score_low=44.44, brand_score_high=61.0, rank_low=1, rank_high=2),
        score_row(2, "b", 40.0),
    )
    text = terminal.render_text(terminal.ranking(filled), 120)
    assert "Interval" in text
    assert "44.4–61.0" in text
    assert "1–2" in text


def test_the_summary_says_who_leads_and_why_and_what_is_not_there():
    assert summary_sentences(SMALL) == [
        "ปู่ตื๊อ leads with 1,050.0: largest parts +1,000.0 from followers (own), +50.0 from advocacy (earned)",
        "1,012.0 points ahead of Doi [red]<Cup>[/red]: +962.0 from followers (own), +50.0 from advocacy (earned)",
        "Not collected, so not scored: everything – X (own)",
        "1,042 promotional messages (not a consumer's voice) were left out of sentiment, intention and advocacy.",
        "Note: invented data",
    ]
    thai = summary_sentences(SMALL, "th")
    assert thai[1].startswith("นำ Doi [red]<Cup>[/red] อยู่ 1,012.0 คะแนน: +962.0 จาก ผู้ติดตาม (ช่องของแบรนด์)")


def test_brands_that_share_the_lead_are_both_named():
    tied = view(score_row(1, "a", 40.0), score_row(1, "b", 40.0), score_row(3, "c", 2.0))
    assert summary_sentences(tied) == ["a leads with 40.0", "b leads with 40.0"]


def test_each_category_has_its_leader():
    two = view(score_row(1, "a", 40.0, category="tea"), score_row(1, "b", 30.0, category="beer"))
    assert summary_sentences(two) == ["b leads beer with 30.0", "a leads tea with 40.0"]


def test_nothing_scored():
    nothing = view(score_row(NAN, "a", NAN, "no data"))
    assert summary_sentences(nothing) == ["Nothing was scored."]
    assert "no data" in terminal.render_text(terminal.ranking(nothing))


def test_promo_is_not_mentioned_where_it_was_not_counted():
    unknown = dataclasses.replace(SMALL, manifest={})
    assert not any("promotional" in s for s in summary_sentences(unknown))


def test_an_explanation_as_text():
    text = terminal.render_text(terminal.explanation(SMALL, "ปู่ตื๊อ"))
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    assert lines[0] == "ปู่ตื๊อ: the score as a sum"
    assert lines[3:] == [
        "+1,000.0 from followers on X (own)",
        "+50.0 from advocacy on TikTok (earned)",
        "+0.0 from net sentiment on X (own)",
        "1,050.0 = brand score",
    ]


def test_a_brand_without_a_score_is_explained_by_its_reason():
    text = terminal.render_text(terminal.explanation(SMALL, "\x1b[31mเงียบ\x1b[0m"))
    assert text == "[31mเงียบ[0m: no score. coverage 0.41 is below the floor.\n"
    with pytest.raises(KeyError):
        terminal.explanation(SMALL, "nobody")


def test_a_difference_as_text():
    points = SMALL.contributions
    mine, theirs = (points[points["brand"] == b] for b in ("ปู่ตื๊อ", "Doi [red]<Cup>[/red]"))
    text = terminal.render_text(terminal.difference(mine, theirs, "ปู่ตื๊อ", "Doi [red]"), 120)
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    assert lines[0] == "ปู่ตื๊อ 1,050.0, Doi [red] 38.0: ปู่ตื๊อ is ahead by 1,012.0"
    assert lines[1] == "ปู่ตื๊อ against Doi [red]"
    assert lines[4] == "+962.0 from followers on X (own): 1,000.0 against 38.0"
    assert lines[-1] == "+1,012.0 = difference"
    nothing = terminal.render_text(terminal.difference(points.iloc[:0], theirs, "x", "y"))
    assert nothing == "x: no score, so nothing to compare\n"
