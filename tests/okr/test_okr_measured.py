"""Plans measured from data: what is taken from where, and what is said of it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from brandscore.errors import DataError
from brandscore.metrics.windows import Period
from brandscore.okr.measurer import Reading
from brandscore.okr.read import plan_from
from brandscore.okr.run import follow

#: Q2 and the first 46 days of Q3.
SPAN = Period(date(2026, 4, 1), date(2026, 8, 15))
Q3 = ["2026-07-01", "2026-09-30"]


class Fake:
    """10 interactions a day per platform, 12 from July on, 1 more on Sundays; followers up 2 a day; a rate of 5 %."""

    def nature(self, metric):
        return {"interactions": "flow", "followers": "stock", "ctr": "rate"}[metric]

    def daily(self, metric, brand, platform, first, last):
        days = (first + timedelta(days=n) for n in range((last - first).days + 1))
        days = [d for d in days if SPAN.start <= d <= SPAN.end]
        if metric == "followers":
            return {d: 1000.0 + 2 * (d - SPAN.start).days + (d.day % 3) for d in days if d.weekday() == 0}
        if metric == "ctr":
            return {d: 5.0 + (d.day % 2) for d in days}
        # On the 10th of a month nothing is known.
        return {d: (12.0 if d.month >= 7 else 10.0) + (d.weekday() == 6) + d.day % 2 for d in days if d.day != 10}

    def total(self, metric, brand, platform, first, last):
        if brand == "nobody":
            return Reading(None, "", "no posts of nobody")
        found = self.daily(metric, brand, platform, first, last)
        if not found:
            return Reading(None, "", f"no data from {first} to {last}")
        if metric == "interactions":
            return Reading(sum(found.values()), "interactions")
        if metric == "followers":
            return Reading(found[max(found)], "people")
        return Reading(5.5, "percent")


def followed(*key_results, period=Q3, as_of=None, **objective):
    plan = plan_from(
        {"objective": [{"title": "O", "period": period, "owner": "lead", "why": "so", **objective,
                        "key_result": [{"title": f"K{n}", **k} for n, k in enumerate(key_results)]}]}
    )  # fmt: skip
    return follow(plan, Fake(), SPAN, as_of)


def test_a_flow_is_compared_with_the_same_number_of_days_before():
    measured = Fake().total("interactions", None, None, date(2026, 4, 1), date(2026, 6, 30)).value
    found = followed({"kind": "increase_percent", "metric": "interactions", "brand": "A", "target": 10})
    assert found.as_of == date(2026, 8, 15)
    (row,) = found.key_results
    # 92 days before July begin on 31 March, the data on 1 April.
    assert "91 of 92 days of the baseline period 2026-03-31 to 2026-06-30 are in the data" in row["reason"]
    assert "the baseline of 91 days is scaled to the 92 days of the period" in row["reason"]
    assert row["baseline"] == pytest.approx(measured * 92 / 91)
    assert row["target"] == pytest.approx(row["baseline"] * 1.1)

    base = {"baseline_period": ["2026-04-01", "2026-06-30"]}
    (row,) = followed({"kind": "increase_percent", "metric": "interactions", "target": 10, **base}).key_results
    assert row["baseline"] == pytest.approx(measured * 92 / 91)
    assert row["reason"] == "the baseline of 91 days is scaled to the 92 days of the period"
    value = Fake().total("interactions", None, None, date(2026, 7, 1), date(2026, 8, 15)).value
    assert row["value"] == value
    assert row["progress"] == pytest.approx(value / row["target"])
    # Twice as much again is expected, and a day a month without figures goes on.
    assert row["forecast"] == pytest.approx(2 * value, rel=0.02)
    assert row["forecast_low"] < row["forecast"] < row["forecast_high"]
    assert row["forecast_low"] >= value
    assert row["chance"] > 0.9
    assert row["unit"] == "interactions"


def test_a_baseline_period_that_the_data_hardly_cover_gives_none():
    key = {"kind": "increase_percent", "metric": "interactions", "target": 10, "baseline_period": "2026-Q1"}
    (row,) = followed(key).key_results
    assert (row["baseline"], row["target"], row["status"]) == (None, None, "unknown")
    assert "the baseline period 2026-01-01 to 2026-03-31 is not covered; the data cover 2026-04-01" in row["reason"]
    (row,) = followed(key | {"kind": "reach", "metric": "followers"}).key_results
    assert "no baseline: counted from 0" in row["reason"]


def test_counts_of_several_platforms_add_up_and_rates_do_not():
    both = {"platform": ["facebook", "instagram"], "target": 100}
    found = followed(
        {"kind": "reach", "metric": "interactions", **both},
        {"kind": "reach", "metric": "interactions", "target": 100},
        {"kind": "reach", "metric": "ctr", **both},
        {"kind": "reach", "metric": "interactions", "brand": "nobody", **both},
    ).key_results
    assert found[0]["value"] == 2 * found[1]["value"]
    assert found[0]["forecast"] == pytest.approx(2 * found[1]["forecast"])
    assert found[0]["platform"] == "facebook|instagram"
    assert "ctr of several platforms does not add up" in found[2]["reason"]
    assert "facebook: no posts of nobody; instagram: no posts of nobody" in found[3]["reason"]


def test_a_level_counts_from_where_it_stood():
    (row,) = followed(
        {"kind": "reach", "metric": "followers", "target": 1500, "baseline_period": "2026-06"}
    ).key_results
    base = Fake().total("followers", None, None, date(2026, 6, 1), date(2026, 6, 30)).value
    now = Fake().total("followers", None, None, date(2026, 7, 1), date(2026, 8, 15)).value
    assert (row["baseline"], row["value"]) == (base, now)
    assert row["progress"] == pytest.approx((now - base) / (1500 - base))
    assert row["forecast"] == pytest.approx(now + 2 * 51, abs=4)
    assert row["forecast_low"] < row["forecast"] < row["forecast_high"]


def test_a_rate_is_forecast_for_the_whole_period():
    (row,) = followed({"kind": "reach", "metric": "ctr", "target": 6, "baseline": 5}).key_results
    assert row["value"] == 5.5
    assert row["forecast"] == pytest.approx(5.5, abs=0.1)
    assert row["forecast_high"] - row["forecast_low"] < 0.6


def test_a_rate_does_not_pass_its_bounds():
    class Answers(Fake):
        def nature(self, metric):
            return "rate"

        def total(self, metric, brand, platform, first, last):
            return Reading(97.0, "percent")

        def daily(self, metric, brand, platform, first, last):
            return {first + timedelta(days=n): 95.0 + n // 7 % 2 * 9 for n in range((last - first).days + 1)}

    plan = {"title": "O", "period": Q3, "key_result": [
        {"title": "K", "kind": "reach", "metric": "response_rate", "target": 99, "baseline": 90}]}  # fmt: skip
    (row,) = follow(plan_from({"objective": [plan]}), Answers(), SPAN).key_results
    assert row["forecast_high"] == 100
    assert row["forecast_low"] <= row["forecast"] <= 100


def test_a_ratio_of_which_nothing_is_known_of_late_says_so():
    class Quiet(Fake):
        def daily(self, metric, brand, platform, first, last):
            found = super().daily(metric, brand, platform, first, last)
            return {d: v for d, v in found.items() if d <= date(2026, 8, 5)}

    def reason(measurer):
        plan = {"title": "O", "period": Q3, "key_result": [
            {"title": "K", "kind": "reach", "metric": "ctr", "target": 6, "baseline": 5}]}  # fmt: skip
        return follow(plan_from({"objective": [plan]}), measurer, SPAN).key_results[0]["reason"]

    assert reason(Quiet()) == "nothing of it is known after 2026-08-05"
    assert reason(Fake()) is None


def test_what_all_is_lost_is_the_least_of_a_return():
    class Campaign(Fake):
        def nature(self, metric):
            return "rate"

        def total(self, metric, brand, platform, first, last):
            return Reading(-0.6, "ratio")

        def daily(self, metric, brand, platform, first, last):
            return {first + timedelta(days=n): (-1.0, -1.0, 0.4)[n // 5 % 3] for n in range((last - first).days + 1)}

    plan = {"title": "O", "period": Q3, "key_result": [
        {"title": "K", "kind": "reach", "metric": "roi", "target": 1, "baseline": 0}]}  # fmt: skip
    (row,) = follow(plan_from({"objective": [plan]}), Campaign(), SPAN).key_results
    assert -1 <= row["forecast_low"] <= row["forecast"] <= 0.4


def test_an_uncertain_line_gives_an_interval_and_no_chance():
    few = by_hand("reduce_to", [3.9, 3.0, 2.6], ["7-15", "8-01", "8-15"], target=2, baseline=4.2)
    assert few["forecast_low"] <= few["forecast"] <= few["forecast_high"]
    assert few["chance"] is None
    assert few["reason"] == "the line is uncertain, its chance left open: fewer than 5 figures are known"
    days = ["7-05", "7-10", "7-15", "7-20", "7-25", "8-01"]
    wild = by_hand("reach", [10, 14, 9, 15, 8, 13], days, target=12, baseline=10)
    assert wild["chance"] is None
    assert "its interval spans over 3 times the way to go" in wild["reason"]
    assert by_hand("reach", [10, 14, 9, 15, 8, 13], days, target=60, baseline=10)["chance"] is not None


def test_a_level_is_a_reading_for_every_run_of_days():
    from brandscore.okr.figures import _readings

    week = {date(2026, 7, d): 5.0 for d in range(1, 8)} | {date(2026, 7, d): 6.0 for d in range(8, 10)}
    assert _readings(week) == {date(2026, 7, 4): 5.0, date(2026, 7, 8): 6.0}
    apart = {date(2026, 7, 1): 5.0, date(2026, 7, 8): 5.0}
    assert _readings(apart) == apart


def test_hand_stands_in_where_data_have_nothing_and_says_so():
    (row,) = followed(
        {"kind": "count", "metric": "interactions", "brand": "nobody", "target": 10,
         "checkins": [{"date": "2026-08-01", "value": 4}]}
    ).key_results  # fmt: skip
    assert row["value"] == 4
    assert "entered by hand: no posts of nobody" in row["reason"]


def test_the_period_must_meet_the_data():
    key = {"kind": "reach", "metric": "interactions", "target": 9}
    with pytest.raises(
        DataError, match="no data of its period 2027-01-01 to 2027-03-31; the data cover 2026-04-01 to 2"
    ):
        followed(key, period="2027-Q1")
    # Nothing is measured here, so nothing is amiss.
    assert followed({"kind": "count", "target": 9, "done": 1}, period="2027-Q1").warnings == ()
    objectives = [
        {"title": "now", "period": Q3, "key_result": [{"title": "K", **key}]},
        {"title": "then", "period": "2025-Q1", "key_result": [{"title": "K", **key}]},
    ]
    found = follow(plan_from({"objective": objectives}), Fake(), SPAN)
    assert found.warnings == (
        "“then”: no data of its period 2025-01-01 to 2025-03-31; the data cover 2026-04-01 to 2026-08-15.",
    )
    assert [r["value"] is None for r in found.key_results] == [False, True]


def test_a_plan_for_days_to_come_has_its_baselines():
    key = {"kind": "increase_percent", "metric": "interactions", "target": 150, "baseline_period": "2026-Q2"}
    found = followed(key, period="2026-Q4")
    (row,) = found.key_results
    assert row["baseline"] == pytest.approx(
        Fake().total("interactions", None, None, date(2026, 4, 1), date(2026, 6, 30)).value * 92 / 91
    )
    assert (row["status"], row["value"]) == ("not started", None)
    assert "no data of its period 2026-10-01 to 2026-12-31" in found.warnings[0]
    assert [f.rule for f in found.findings["O"]] == ["steep"]


def test_days_that_the_data_do_not_cover_are_named():
    key = {"kind": "reach", "metric": "interactions", "target": 2000}
    (late,) = followed(key, as_of=date(2026, 9, 15)).key_results
    assert "nothing is known after 2026-08-15" in late["reason"]
    assert late["elapsed"] == pytest.approx(77 / 92)
    (early,) = followed(key, period=["2026-03-01", "2026-09-30"]).key_results
    assert "days before 2026-04-01 are not in it" in early["reason"]


def test_before_and_after_the_period():
    key = {"kind": "reach", "metric": "interactions", "target": 2000}
    (before,) = followed(key, as_of=date(2026, 6, 1)).key_results
    assert (before["status"], before["value"], before["elapsed"], before["pace"]) == ("not started", None, 0.0, None)
    assert "the period begins on 2026-07-01, after 2026-06-01" in before["reason"]
    (after,) = followed(key, period="2026-07").key_results
    assert (after["elapsed"], after["status"], after["forecast"]) == (1.0, "behind", None)
    assert after["reason"] == "the period is over"


def test_without_a_period_nothing_is_measured():
    plan = {
        "objective": [{"title": "O", "key_result": [{"title": "K", "kind": "reach", "metric": "ctr", "target": 1}]}]
    }
    (row,) = follow(plan_from(plan), Fake(), SPAN).key_results
    assert "ctr needs a period to be measured" in row["reason"]


def by_hand(kind, values, days, **more):
    checkins = [{"date": f"2026-0{d}", "value": v} for d, v in zip(days, values, strict=True)]
    plan = {"objective": [{"title": "O", "period": Q3, "key_result": [
        {"title": "K", "kind": kind, "checkins": checkins, **more}]}]}  # fmt: skip
    (row,) = follow(plan_from(plan)).key_results
    return row


def test_the_last_check_in_is_the_day_where_nothing_else_says():
    row = by_hand("count", [1, 2], ["7-20", "8-15"], target=5)
    assert row["elapsed"] == pytest.approx(0.5)
    assert row["forecast"] == pytest.approx(4)
    assert row["reason"] == "a straight line; no interval: fewer than 3 figures are known"
    assert (row["forecast_low"], row["chance"]) == (None, None)


def test_a_total_entered_by_hand_does_not_fall_and_items_do_not_grow():
    row = by_hand("count", [3, 1, 4], ["7-10", "7-20", "8-15"], target=5)
    assert row["forecast_low"] >= 4
    many = by_hand("per_item", [20, 61, 90], ["7-10", "7-20", "8-15"], target=1, items=100)
    assert many["forecast"] <= 100
    assert many["forecast_high"] == 100
    assert (many["target"], many["unit"]) == (100, "items")
    done = by_hand("count", [3, 4, 6], ["7-10", "7-20", "8-15"], target=5)
    assert (done["chance"], done["reason"]) == (1.0, None)


def test_one_level_alone_has_no_forecast():
    assert by_hand("reach", [3], ["7-10"], target=5)["forecast"] is None
    row = by_hand("reach", [3], ["8-15"], target=5, baseline=1)
    assert row["forecast"] == pytest.approx(5)


def test_a_check_in_after_the_day_is_not_known_yet():
    checkins = [{"date": "2026-08-20", "value": 3}]
    plan = {"objective": [{"title": "O", "period": Q3, "key_result": [
        {"title": "K", "kind": "count", "target": 5, "checkins": checkins}]}]}  # fmt: skip
    (row,) = follow(plan_from(plan), as_of=date(2026, 8, 1)).key_results
    assert (row["value"], row["status"]) == (None, "unknown")
    assert row["reason"] == "the first check-in is of 2026-08-20, after 2026-08-01"


def test_a_less_favourable_end_is_the_lower_progress_whatever_the_direction():
    days = ["7-10", "7-20", "7-25", "8-01", "8-15"]
    row = by_hand("reduce_to", [4, 3.6, 3.7, 3.6, 3.2], days, target=2, baseline=4)
    assert row["forecast_progress_low"] <= row["forecast_progress"] <= row["forecast_progress_high"]
    assert 0 < row["chance"] < 1


def test_figures_later_than_the_data_are_left_out_and_counted():
    late = {
        "kind": "count",
        "target": 5,
        "checkins": [{"date": "2026-08-01", "value": 1}, {"date": "2026-09-01", "value": 2}],
    }
    found = followed(late, {"kind": "reach", "metric": "interactions", "target": 9})
    assert found.as_of == SPAN.end
    assert found.key_results[0]["value"] == 1
    assert found.warnings == (
        "1 figure entered by hand, up to 2026-09-01, lie after 2026-08-15, the last day of the data, and are left out; "
        "name another day (as of) to take them in.",
    )
    assert followed(late, as_of=SPAN.end).warnings == ()
    # Where nothing is measured the data's days do not matter.
    assert followed(late).as_of == date(2026, 9, 1)
