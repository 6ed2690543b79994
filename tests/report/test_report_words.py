from __future__ import annotations

import re
from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from brandscore.indicators import INDICATORS
from brandscore.platforms import PLATFORM_NAMES, PLATFORMS
from brandscore.report import words
from brandscore.report.phrases import PHRASES
from brandscore.tables import CONTRIBUTIONS, SCORES


def table(*rows: tuple[str, str, str, str, float]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=CONTRIBUTIONS.names)


TEA = table(
    ("ชา <ใจ>", "tiktok", "earned", "unique_daily_mentions", 31.24),
    ("ชา <ใจ>", "facebook", "own", "followers", 20.08),
    ("ชา <ใจ>", "x", "own", "net_sentiment", -4.11),
    ("ชา <ใจ>", "youtube", "own", "views_interactions", 0.0),
    ("ชา <ใจ>", "x", "own", "followers", 2.14),
    ("other", "x", "own", "followers", 999.0),
)


def figure(line: str) -> Decimal:
    found = re.match(r"(?:= )?([+-]?[\d,]+\.\d)", line)
    assert found, line
    return Decimal(found.group(1).replace(",", ""))


def test_a_score_in_english():
    # 31.24 + 20.08 - 4.11 + 2.14 = 49.35, shown as 49.4. Rounded down the lines are 31.2 + 20.0 - 4.2 + 2.1 = 49.1;
    # the three tenths left go to the largest remainders: -4.11 (.9), 20.08 (.8), then 31.24 before 2.14 (.4 both).
    assert words.contribution_sentences(TEA, "ชา <ใจ>") == [
        "+31.3 from unique daily mentions on TikTok (earned)",
        "+20.1 from followers on Facebook (own)",
        "-4.1 from net sentiment on X (own)",
        "+2.1 from followers on X (own)",
        "= 49.4 brand score",
    ]


def test_a_score_in_thai():
    assert words.contribution_sentences(TEA, "ชา <ใจ>", "th") == [
        "+31.3 จาก จำนวนผู้พูดถึงรายวันไม่ซ้ำ บนติ๊กต็อก (คนอื่นพูดถึง)",
        "+20.1 จาก ผู้ติดตาม บนเฟซบุ๊ก (ช่องของแบรนด์)",
        "-4.1 จาก ความรู้สึกสุทธิ บนเอ็กซ์ (ทวิตเตอร์) (ช่องของแบรนด์)",
        "+2.1 จาก ผู้ติดตาม บนเอ็กซ์ (ทวิตเตอร์) (ช่องของแบรนด์)",
        "= 49.4 คะแนนแบรนด์",
    ]


def test_platforms_together():
    # followers: 20.08 + 2.14 = 22.22.
    assert words.contribution_sentences(TEA, "ชา <ใจ>", by="indicator") == [
        "+31.3 from unique daily mentions (earned)",
        "+22.2 from followers (own)",
        "-4.1 from net sentiment (own)",
        "= 49.4 brand score",
    ]
    assert words.contribution_sentences(TEA, "ชา <ใจ>", "th", by="indicator")[1] == "+22.2 จาก ผู้ติดตาม (ช่องของแบรนด์)"


def test_the_tail_is_one_line_and_one_left_over_is_no_tail():
    assert words.contribution_sentences(TEA, "ชา <ใจ>", top=2) == [
        "+31.3 from unique daily mentions on TikTok (earned)",
        "+20.1 from followers on Facebook (own)",
        "-2.0 from 2 smaller ones",
        "= 49.4 brand score",
    ]
    assert "smaller" not in " ".join(words.contribution_sentences(TEA, "ชา <ใจ>", top=3))
    assert words.contribution_sentences(TEA, "ชา <ใจ>", "th", top=2)[2] == "-2.0 จากอีก 2 รายการที่เล็กกว่า"


def test_a_brand_without_a_score():
    assert words.contribution_sentences(TEA, "nobody\x00") == ["nobody: no score"]
    assert words.contribution_sentences(TEA, "nobody", "th") == ["nobody: ไม่มีคะแนน"]
    empty = table(("a", "x", "own", "followers", float("nan")))
    assert words.contribution_sentences(empty, "a") == ["a: no score"]


def test_a_score_of_nought_is_a_score():
    assert words.contribution_sentences(table(("a", "x", "own", "followers", 0.0)), "a") == ["= 0.0 brand score"]


def test_brand_against_brand():
    a = table(("A", "x", "own", "followers", 30.0), ("A", "tiktok", "earned", "advocacy", 5.25))
    b = table(("B", "x", "own", "followers", 18.5), ("B", "facebook", "own", "intention", 20.0))
    # A: 35.25 -> 35.3; B: 38.5; the gap shown is -3.2 = 11.5 - 20.0 + 5.3.
    assert words.difference_sentences(a, b, "A", "B") == [
        "A 35.3, B 38.5: B is ahead by 3.2",
        "-20.0 from purchase intention on Facebook (own): 0.0 against 20.0",
        "+11.5 from followers on X (own): 30.0 against 18.5",
        "+5.3 from advocacy on TikTok (earned): 5.3 against 0.0",
        "= -3.2 A against B",
    ]
    assert words.difference_sentences(a, b, "A", "B", "th")[0] == "A 35.3, B 38.5: B นำอยู่ 3.2"


def test_an_old_run_against_itself():
    a = table(("A", "x", "own", "followers", 30.0))
    assert words.difference_sentences(a, a, "now", "before") == [
        "now 30.0, before 30.0: equal",
        "= +0.0 now against before",
    ]


def test_nothing_to_compare():
    a = table(("A", "x", "own", "followers", 30.0))
    assert words.difference_sentences(a, table(), "A", "B") == ["B: no score, so nothing to compare"]
    assert words.difference_sentences(table(), table(), "A", "B", "th") == ["A / B: ไม่มีคะแนน จึงเทียบไม่ได้"]


def test_two_brands_in_one_table_are_refused():
    with pytest.raises(ValueError, match="one brand"):
        words.difference_sentences(TEA, TEA, "a", "b")


cells = st.tuples(
    st.sampled_from(PLATFORM_NAMES), st.sampled_from(["own", "earned"]), st.sampled_from([i.name for i in INDICATORS])
)
made = st.dictionaries(cells, st.floats(-300, 300, allow_nan=False), min_size=1, max_size=30)


@given(made, st.integers(1, 12), st.sampled_from(["cell", "indicator"]), st.randoms())
def test_the_lines_add_up_to_the_score_shown(parts, top, by, random):
    rows = [("a", *cell, x) for cell, x in parts.items()]
    lines = words.contribution_sentences(table(*rows), "a", top=top, by=by)
    assert sum(map(figure, lines[:-1]), Decimal(0)) == figure(lines[-1])
    random.shuffle(rows)
    assert words.contribution_sentences(table(*rows), "a", top=top, by=by) == lines


@given(made, made, st.integers(1, 12))
def test_the_differences_add_up_to_the_gap_shown(parts_a, parts_b, top):
    a = table(*[("a", *cell, x) for cell, x in parts_a.items()])
    b = table(*[("b", *cell, x) for cell, x in parts_b.items()])
    _, *lines, closing = words.difference_sentences(a, b, "a", "b", top=top)
    assert sum(map(figure, lines), Decimal(0)) == figure(closing)
    alone = figure(words.contribution_sentences(a, "a")[-1]) - figure(words.contribution_sentences(b, "b")[-1])
    assert figure(closing) == alone


def test_words_come_from_the_declarations():
    for platform in PLATFORMS:
        assert words.platform_words(platform.name, "th") == platform.title_th
    for indicator in INDICATORS:
        assert words.indicator_words(indicator.name) == indicator.title
    assert words.indicator_words("no\x00such") == "nosuch"


def test_every_score_column_has_words_in_both_languages():
    for name in SCORES.names:
        assert words.column_words(name) == SCORES.column(name).about
        assert re.search("[ก-๙]", words.column_words(name, "th"))
    with pytest.raises(KeyError):
        words.column_words("nothing", "th")


def test_every_phrase_fills_the_same_blanks_in_both_languages():
    for name, (english, thai) in PHRASES.items():
        assert english.count("{}") == thai.count("{}"), name
        assert english, name
        assert thai, name
