"""Funnels: stages filled from tables and by hand, steps, gaps."""

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import brandscore as bs
from brandscore.errors import DataError, UsageError
from brandscore.metrics.registry.funnel import FUNNELS


def column(frame, name):
    return [None if isinstance(v, float) and math.isnan(v) else v for v in frame[name]]


def test_figures_by_hand():
    found = bs.funnel("brand_funnel", awareness=1000, interest=300, preference=120, purchase=60, advocacy=90)
    assert column(found, "step_conversion") == [None, 30, 40, 50, 150]
    assert column(found, "drop_off") == [None, 70, 60, 50, None]
    assert column(found, "from_top") == [100, 30, 12, 6, 9]
    assert set(found["source"]) == {"given"}
    assert found["reason"].tolist()[-1] == "advocacy (90) is above purchase (60)"
    assert found["title_th"].tolist()[0] == "จำนวนคนที่รับรู้"


def test_a_missing_stage_stays_and_no_step_leads_over_it():
    found = bs.funnel("brand_funnel", awareness=1000, interest=300, purchase=60)
    assert found["stage"].tolist() == list(FUNNELS["brand_funnel"].stages)
    assert column(found, "count") == [1000, 300, None, 60, None]
    assert column(found, "step_conversion") == [None, 30, None, None, None]
    assert column(found, "from_top") == [100, 30, None, 6, None]
    assert found["reason"].tolist() == ["", "", "not given", "no step: preference is not known", "not given"]


def test_nobody_at_the_top():
    found = bs.funnel("buyer_journey", awareness=0, consideration=0)
    assert column(found, "step_conversion") == [None, None, None]
    assert found["reason"].tolist()[1] == "awareness is 0"


@given(st.lists(st.integers(1, 10**6), min_size=3, max_size=3))
def test_steps_multiply_to_the_whole(counts):
    found = bs.funnel("buyer_journey", **dict(zip(FUNNELS["buyer_journey"].stages, counts, strict=True)))
    product = found["step_conversion"].iloc[1] * found["step_conversion"].iloc[2] / 100
    assert found["from_top"].iloc[2] == pytest.approx(product)
    for step, dropped in zip(found["step_conversion"].iloc[1:], found["drop_off"].iloc[1:], strict=True):
        # More at a stage than above it: nobody dropped off, and the reason says that something is odd.
        assert pd.isna(dropped) if step > 100 else dropped == pytest.approx(100 - step)
    assert (found["reason"].iloc[1:] != "").tolist() == (found["step_conversion"].iloc[1:] > 100).tolist()


def test_names_and_figures_are_checked():
    with pytest.raises(UsageError, match="no funnel 'brand_funel'; did you mean brand_funnel"):
        bs.funnel("brand_funel")
    with pytest.raises(UsageError, match="no stage 'intrest'; did you mean interest"):
        bs.funnel("brand_funnel", intrest=3)
    with pytest.raises(DataError, match="interest is 'many'; expected a number, 0 or more") as caught:
        bs.funnel("brand_funnel", interest="many", purchase=-1)
    assert "purchase is -1" in str(caught.value)


def mentions(days=("2026-03-02",)):
    rows = [
        {
            "mention_id": f"{brand}{day}{n}", "platform": platform, "author": f"u{n}", "posted_at": day, "text": "ดี",
            "channel": "earned", "brand": brand, "sentiment": "pos", "intention": int(n < 4), "advocacy": int(n < 1), "promo": 0,
        }
        for brand in "AB"
        for day in days
        for n, platform in enumerate(["x"] * 6 + ["facebook"] * 2)
    ]  # fmt: skip
    return pd.DataFrame(rows)


def surveys():
    rows = [
        {
            "brand": "A", "date": "2026-03-02", "respondent": f"{question}{n}", "group": "customer", "question": question,
            "score": int(n < yes), "scale_min": 0, "scale_max": 1,
        }
        for question, yes in (("preference", 4), ("purchase", 2))
        for n in range(5)
    ]  # fmt: skip
    return pd.DataFrame(rows)


def test_messages_fill_what_they_hold_and_surveys_the_rest():
    with bs.Data(mentions=mentions(), surveys=surveys()) as data:
        result = bs.measure(data)
    found = result.funnel("brand_funnel", brand="A")
    assert column(found, "count") == [8, 4, 4, 2, 1]
    assert found["source"].tolist() == ["mentions", "mentions", "surveys", "surveys", "mentions"]
    # Messages are not respondents: no step leads from one to the other.
    assert column(found, "step_conversion") == [None, 50, None, 50, None]
    assert column(found, "from_top") == [100, 50, None, None, 12.5]
    assert column(result.funnel("brand_funnel", brand="B"), "count") == [8, 4, None, None, 1]
    assert column(result.funnel("brand_funnel", brand="A", platform="x"), "count") == [6, 4, 4, 2, 1]
    assert column(result.funnel("brand_funnel", brand="A", source="surveys"), "count") == [None, None, 4, 2, None]


def test_given_figures_come_first():
    with bs.Data(mentions=mentions()) as data:
        found = bs.measure(data).funnel("buyer_journey", brand="A", consideration=6, decision=3)
    assert column(found, "count") == [8, 6, 3]
    assert found["source"].tolist() == ["mentions", "given", "given"]
    assert column(found, "step_conversion") == [None, 75, 50]


def test_more_people_below_than_above_is_no_step_between_two_sources():
    with bs.Data(mentions=mentions()) as data:
        found = bs.measure(data).funnel("buyer_journey", brand="A", consideration=60)
    assert column(found, "step_conversion") == [None, None, None]
    assert column(found, "drop_off") == [None, None, None]
    assert column(found, "from_top") == [100, None, None]
    told = "no step: more stand at consideration (given) than at awareness (mentions), so they count different things"
    assert found["reason"].tolist()[1] == told


def test_brand_and_period_must_be_clear():
    with bs.Data(mentions=mentions(("2026-03-02", "2026-03-03"))) as data:
        result = bs.measure(data, every="day")
    with pytest.raises(DataError, match="several brands: A, B; name one with brand="):
        result.funnel("buyer_journey")
    with pytest.raises(DataError, match="no brand 'C' was measured; there are A, B"):
        result.funnel("buyer_journey", brand="C")
    with pytest.raises(DataError, match="several periods: 2026-03-02, 2026-03-03"):
        result.funnel("buyer_journey", brand="A")
    assert column(result.funnel("buyer_journey", brand="A", period="2026-03-03"), "count") == [8, 4, None]
