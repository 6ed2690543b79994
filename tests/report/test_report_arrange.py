from __future__ import annotations

import pandas as pd

from brandscore.report.arrange import Gap, categories, gaps, heat_rows, not_collected
from brandscore.tables import INDICATORS, SCORES

NAN = float("nan")


def indicators(*rows: tuple[object, ...]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=INDICATORS.names)


ROWS = indicators(
    ("a", "tiktok", "own", "views", 10.0, 120.0, 0.3, "measured", None),
    ("a", "tiktok", "own", "response_rate", NAN, NAN, NAN, "missing", "not collected"),
    ("a", "facebook", "own", "response_rate", NAN, NAN, NAN, "missing", "not collected"),
    ("a", "facebook", "own", "followers", 5.0, 80.0, 0.2, "measured", None),
    ("a", "x", "earned", "advocacy", 0.0, 0.0, 0.1, "absent", "no row of the brand"),
    ("a", "x", "earned", "intention", 0.0, 0.0, 0.1, "absent", "no row of the brand"),
    ("a", "x", "earned", "interactions", 7.0, NAN, NAN, "absent", "no row of the brand"),
    ("b", "facebook", "own", "response_rate", NAN, NAN, NAN, "missing", "not collected"),
    ("b", "tiktok", "own", "response_rate", 0.5, 100.0, 0.1, "measured", None),
    ("b", "facebook", "own", "followers", NAN, NAN, NAN, "missing", "no snapshot"),
)


def test_gaps_are_grouped_by_reason_and_named_in_words():
    assert gaps(ROWS, "a") == [
        Gap("absent", "everything – X (earned)", "no row of the brand"),
        Gap("missing", "response rate – Facebook, TikTok (own)", "not collected"),
    ]
    assert gaps(ROWS, "a", "th")[1].places == "อัตราการตอบกลับ – เฟซบุ๊ก, ติ๊กต็อก (ช่องของแบรนด์)"
    assert gaps(ROWS, "nobody") == []


def test_not_collected_is_what_is_missing_for_everybody():
    # response_rate on TikTok is there for b, followers on Facebook for a.
    assert not_collected(ROWS) == "response rate – Facebook (own)"


def test_heat_rows_are_the_scored_ones_in_order_with_a_hole_where_a_brand_has_no_row():
    rows = heat_rows(ROWS, ["a", "b"])
    assert [(r.side, r.platform, r.indicator) for r in rows] == [
        ("own", "facebook", "followers"),
        ("own", "tiktok", "views"),
        ("own", "tiktok", "response_rate"),
        ("earned", "x", "intention"),
        ("earned", "x", "advocacy"),
    ]
    assert rows[1].cells[1] is None
    assert rows[0].cells[0] is not None
    assert rows[0].cells[0]["normalised"] == 80.0


def test_categories_have_the_best_first_and_the_unranked_last():
    frame = pd.DataFrame(
        [
            {"rank": NAN, "brand": "z", "category": "tea"},
            {"rank": 2, "brand": "b", "category": "tea"},
            {"rank": 1, "brand": "c", "category": "tea"},
            {"rank": 1, "brand": "d", "category": "coffee"},
        ],
        columns=SCORES.names,
    )
    found = [(name, [r["brand"] for r in rows]) for name, rows in categories(frame)]
    assert found == [("coffee", ["d"]), ("tea", ["c", "b", "z"])]
