from __future__ import annotations

import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from datetime import date

import pandas as pd
import pytest

from brandscore.report import charts
from brandscore.report.arrange import categories
from brandscore.report.fonts import FAMILY
from brandscore.tables import CONTRIBUTIONS, SCORES, TIMELINE

NAN = float("nan")


def scores(*rows: tuple[object, str, float]) -> list[dict[str, object]]:
    frame = pd.DataFrame([{"rank": r, "brand": b, "category": "tea", "brand_score": s} for r, b, s in rows])
    return categories(frame.reindex(columns=SCORES.names))[0][1]


def points(*rows: tuple[str, str, str, float]) -> pd.DataFrame:
    return pd.DataFrame([(b, "x", side, i, p) for b, side, i, p in rows], columns=CONTRIBUTIONS.names)


def texts(svg: str) -> list[str]:
    return ["".join(e.itertext()) for e in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]


def bars(svg: str) -> list[tuple[str, float, float]]:
    """Colour, left end and width of every bar, read from its path (M x,y h width v height h -width Z)."""
    found = re.findall(r'<path d="M([-\d.e]+),[-\d.e]+h([-\d.e]+)v[-\d.e]+h[-\d.e]+Z" fill="(#\w+)"', svg)
    return [(colour, float(x), float(w)) for x, w, colour in found if colour in charts.SEGMENTS.values()]


ROWS = scores((1, "ปู่ตื๊อ & <Co>", 130.0), (NAN, "เงียบ", NAN))
POINTS = points(
    ("ปู่ตื๊อ & <Co>", "own", "followers", 120.0),
    ("ปู่ตื๊อ & <Co>", "own", "fan_growth", -30.0),
    ("ปู่ตื๊อ & <Co>", "earned", "advocacy", 60.0),
    ("ปู่ตื๊อ & <Co>", "own", "net_sentiment", -40.0),
    ("ปู่ตื๊อ & <Co>", "earned", "net_sentiment", 20.0),
    ("somebody else", "own", "followers", 5000.0),
)


def test_bars_are_as_long_as_their_points_and_losses_stand_left_of_0():
    svg = charts.ranking_svg(ROWS, POINTS, "en", 600)
    own, earned, sentiment = charts.SEGMENTS.values()
    found = {(c, round(w)): x for c, x, w in bars(svg)}
    by_colour = sorted((c, w) for c, _, w in bars(svg))
    scale = dict(by_colour)[earned] / 60
    widths = sorted((c, round(w / scale)) for c, w in by_colour)
    assert widths == sorted([(own, 120), (own, 30), (earned, 60), (sentiment, 40), (sentiment, 20)])
    # Right of 0: own, earned, sentiment, one after the other; left of 0: own, then sentiment.
    at = {(c, round(w / scale)): x / scale for c, x, w in bars(svg)}
    zero = at[own, 120]
    assert at[earned, 60] - zero == pytest.approx(120, abs=0.01)
    assert at[sentiment, 20] - zero == pytest.approx(180, abs=0.01)
    assert at[own, 30] - zero == pytest.approx(-30, abs=0.01)
    assert at[sentiment, 40] - zero == pytest.approx(-70, abs=0.01)
    assert len(found) == 5


def test_the_words_of_the_ranking():
    english = texts(charts.ranking_svg(ROWS, POINTS))
    assert english[-7:] == ["1. ปู่ตื๊อ & <Co>", "เงียบ", "130.0", "no score", "Own", "Earned", "Sentiment"]
    thai = texts(charts.ranking_svg(ROWS, POINTS, "th"))
    assert {"ช่องของแบรนด์", "คนอื่นพูดถึง", "ความรู้สึก", "คะแนน", "ไม่มีคะแนน"} <= set(thai)


def test_only_parts_that_are_there_are_in_the_legend():
    rows = scores((1, "a", 5.0))
    only_own = charts.ranking_svg(rows, points(("a", "own", "followers", 5.0)))
    assert "Own" in texts(only_own)
    assert "Earned" not in texts(only_own)


def test_a_ranking_without_any_score_is_drawn_too():
    assert "no score" in texts(charts.ranking_svg(scores((NAN, "a", NAN)), points()))


def test_a_drawing_is_the_same_text_every_time_and_in_any_row_order(score_view):
    ((_, rows),) = categories(score_view.scores)
    first = charts.ranking_svg(rows, score_view.contributions, "th")
    shuffled = score_view.contributions.sample(frac=1, random_state=3)
    assert charts.ranking_svg(rows, shuffled, "th") == first


def test_text_of_the_data_is_escaped_and_the_font_is_the_page_s():
    evil = '<script>alert(1)</script>"><img onerror=x> {{7*7}} </svg>\x00'
    svg = charts.ranking_svg(scores((1, evil, 5.0)), points((evil, "own", "followers", 5.0)))
    assert "<script" not in svg
    assert "<img" not in svg
    assert svg.count("</svg>") == 1
    assert any(t.startswith('1. <script>alert(1)</script>"><img onerror=x> {{7*7}} </svg>') for t in texts(svg))
    families = set(re.findall(r'font-family="([^"]*)"', svg))
    assert families == {f"{FAMILY}, sans-serif"}


def test_sara_am_takes_its_room_and_comes_back_whole():
    # 12 of น้ำ at 13 px are about 12 x 13.2 px wide: 24 of them do not fit 210 px, 12 do.
    fits, long = "น้ำ" * 12, "น้ำ" * 24
    for name, whole in ((fits, True), (long, False)):
        svg = charts.ranking_svg(scores((NAN, name, NAN)), points(), "th", 300)
        (label,) = (t for t in texts(svg) if t.startswith("น้ำ"))
        assert (label == name) == whole
        assert "\u0e4d" not in label
        # Width by the font's own figures: น .613 em, ำ .406 em, a tone mark nothing.
        assert 13 * (0.613 * label.count("น") + 0.406 * label.count("ำ")) <= 210


def test_ids_are_named_by_the_caller():
    import altair as alt

    def clipped(colour: str):
        data = alt.Data(values=[{"a": 1, "b": 2}])
        return alt.Chart(data).mark_bar(clip=True, color=colour).encode(x="a:Q", y="b:Q")

    first, second = charts.to_svg(clipped("red"), key="one"), charts.to_svg(clipped("blue"), key="two")
    assert 'id="one-0"' in first
    assert "url(#one-0)" in first
    assert 'id="two-0"' in second
    assert charts.to_svg(clipped("red"), key="one") == first


def test_an_inline_drawing_scales_and_keeps_brands_that_look_like_attributes():
    svg = charts.ranking_svg(scores((1, 'a role="b"', 5.0)), points(('a role="b"', "own", "followers", 5.0)))
    inline = charts.inline(svg, 1.5)
    assert "xmlns" not in inline
    assert re.match(r'<svg class="marks" viewBox="0 0 \d+ \d+" style="width:100%;height:auto;max-width:\d+px"', inline)
    assert 'a role="b"' in "".join(ET.fromstring(inline).itertext())
    with pytest.raises(ValueError, match="vl-convert"):
        charts.inline("<svg>")


def timeline(values: dict[str, list[float | None]], **more: object) -> pd.DataFrame:
    (length,) = {len(v) for v in values.values()}
    rows = []
    for n in range(length):
        row = dict.fromkeys(TIMELINE.names)
        row |= {"brand": "a", "platform": "all", "side": "all"} | more
        row |= {"period_start": date(2026, 3, 1 + n), "period_end": date(2026, 3, 1 + n)}
        row |= {name: column[n] for name, column in values.items()}
        rows.append(row)
    return pd.DataFrame(rows, columns=TIMELINE.names)


GAPPED = timeline(
    {
        "net_sentiment": [0.5, 0.25, NAN, 0.75, NAN, NAN, -0.5, 0.0],
        "net_sentiment_low": [0.4, 0.15, NAN, 0.5, NAN, NAN, -0.75, -0.25],
        "net_sentiment_high": [0.6, 0.5, NAN, 1.0, NAN, NAN, -0.25, 0.25],
    }
)
NET = charts.MEASURES[0]


def lines(svg: str) -> list[int]:
    """Corners of every line drawn in the colour of lines."""
    paths = re.findall(r'<path d="(M[^"]*)" stroke="#2b7bd0" stroke-width="2"', svg)
    return [path.count("M") * 100 + path.count("L") for path in paths]


def test_no_line_is_drawn_through_a_quiet_period():
    svg = charts.timeline_svg(GAPPED, "a", NET)
    # Runs of 2, 1 and 2 periods: each its own line; the single one is a dot with its interval.
    assert lines(svg) == [101, 100, 101]
    assert len(re.findall(r'fill="#8a8f98"[^>]*', svg)) == 2  # two grey stretches: day 3, days 5 and 6


def test_a_quiet_period_is_never_drawn_as_0():
    quiet = timeline({"net_sentiment": [NAN, NAN, NAN]})
    svg = charts.timeline_svg(quiet, "a", NET)
    assert lines(svg) == []
    assert "NaN" not in svg
    assert len(re.findall(r'fill="#8a8f98"', svg)) == 1


@pytest.mark.parametrize("measure", charts.MEASURES, ids=lambda m: m.name)
def test_every_measure_is_drawn_whole_and_empty(measure):
    filled = timeline({measure.name: [0.0, 0.5, 1.0]})
    empty = timeline({measure.name: [None, None, None]})
    assert lines(charts.timeline_svg(filled, "a", measure)) == [102]
    assert "NaN" not in charts.timeline_svg(empty, "a", measure)
    assert charts.timeline_svg(filled, "nobody", measure)


def test_months_are_named_in_the_page_s_language():
    assert "4 มี.ค." in " ".join(texts(charts.timeline_svg(GAPPED, "a", NET, "th")))
    assert "4 Mar" in " ".join(texts(charts.timeline_svg(GAPPED, "a", NET, "en")))


def test_a_line_is_taken_from_the_side_that_has_it():
    both = pd.concat(
        [
            timeline({"unique_daily_mentions": [NAN, NAN]}),
            timeline({"unique_daily_mentions": [3.0, NAN]}, side="earned"),
            timeline({"unique_daily_mentions": [9.0, 9.0]}, side="own"),
            timeline({"unique_daily_mentions": [7.0, 7.0]}, platform="x", side="earned"),
        ]
    )
    line = charts.series(both.iloc[::-1], "a", "unique_daily_mentions")
    assert [(p.start.day, p.value) for p in line] == [(1, 3.0), (2, None)]
    assert [p.value for p in charts.series(both.iloc[:2], "a", "unique_daily_mentions")] == [None, None]
    assert charts.series(both, "a", "no_such_column") == []


def test_shared_scales_hold_every_brand_and_their_intervals():
    two = pd.concat(
        [
            timeline({"share_of_voice": [0.2, NAN], "share_of_voice_high": [0.31, NAN]}),
            timeline({"share_of_voice": [0.25, 0.1], "share_of_voice_high": [0.28, 0.2]}, brand="b"),
        ]
    )
    assert charts.measure_ranges(two, ["a", "b"]) == {"share_of_voice": (0.0, pytest.approx(31.0))}


def test_the_zone_of_the_machine_moves_nothing():
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); import test_report_charts as t;"
        "sys.stdout.buffer.write(t.charts.timeline_svg(t.GAPPED, 'a', t.NET).encode())"
    )
    command = [sys.executable, "-c", code, os.path.dirname(__file__)]
    west = os.environ | {"TZ": "America/Los_Angeles"}
    out = subprocess.run(command, env=west, check=True, capture_output=True).stdout
    assert out.decode() == charts.timeline_svg(GAPPED, "a", NET)
