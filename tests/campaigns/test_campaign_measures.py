"""Sums and metrics of campaigns against pandas, against figures worked by hand, and against what must always hold."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import brandscore as bs
from brandscore.campaigns.choice import CAMPAIGN_METRIC_NAMES
from brandscore.errors import DataError
from brandscore.metrics.registry.catalogue import METRICS
from brandscore.results_campaigns import CampaignsResult

HOUSING = {
    "campaign": "Riverside",
    "platform": "facebook",
    "date": "2026-05-01",
    "stage": "decision",
    "currency": "THB",
    "spend": 300_000.0,
    "reach": 600_000,
    "visits": 12_000,
    "registrations": 600,
    "bookings": 30,
    "customers": 24,
    "revenue": 1_200_000.0,
}


def run(rows: list[dict[str, Any]] | pd.DataFrame, **options: Any) -> CampaignsResult:
    with bs.Data(campaigns=pd.DataFrame(rows)) as data:
        return bs.campaigns(data, **options)


def figure(result: CampaignsResult, metric: str, column: str = "value", **where: Any) -> Any:
    chosen = {"campaign": "Riverside", "platform": "all", "period": "whole", **where}
    frame = result.metrics[result.metrics["metric"] == metric]
    for name, value in chosen.items():
        frame = frame[frame[name] == value]
    found = frame[column].tolist()[0]  # the whole stands before its parts in each stage
    return None if pd.isna(found) else found


# by hand


def test_the_chain_tells_the_figures_that_it_divided() -> None:
    apart = [
        {**HOUSING, "campaign": "A", "spend": 100.0, "reach": 1_000, "visits": 50, "registrations": 10},
        {**HOUSING, "campaign": "B", "spend": 300.0, "reach": None, "visits": 150, "registrations": None},
    ]
    chain = run(apart).chain
    mine = chain[chain["campaign"] == "all"].set_index("step")
    pairs = ["cost_per", "cost_spend", "cost_count", "conversion", "step_part", "step_whole"]
    assert mine.loc["reach", pairs[:3]].tolist() == [0.1, 100.0, 1_000.0]
    assert mine.loc["visits", pairs].tolist() == [2.0, 400.0, 200.0, 5.0, 50.0, 1_000.0]
    assert mine.loc["registrations", pairs].tolist() == [10.0, 100.0, 10.0, 20.0, 10.0, 50.0]
    known = chain.dropna(subset=["cost_per"])
    assert (known["cost_spend"] / known["cost_count"]).tolist() == pytest.approx(known["cost_per"].tolist())


def test_the_chain_of_a_housing_project_by_hand() -> None:
    chain = run([HOUSING]).chain
    mine = chain[chain["campaign"] == "Riverside"]
    assert mine["step"].tolist() == ["reach", "visits", "registrations", "bookings", "customers"]
    assert mine["count"].tolist() == [600_000, 12_000, 600, 30, 24]
    assert mine["cost_per"].tolist() == [0.5, 25.0, 500.0, 10_000.0, 12_500.0]
    assert mine["conversion"].tolist()[1:] == [2.0, 5.0, 5.0, 80.0]
    assert pd.isna(mine["conversion"].iloc[0])


def test_a_step_that_was_not_counted_is_passed_over_and_not_taken_as_0() -> None:
    chain = run([{**HOUSING, "registrations": None}]).chain.set_index(["campaign", "step"])
    row = chain.loc[("Riverside", "registrations")]
    assert pd.isna(row["count"])
    assert row["reason"] == "registrations not collected"
    after = chain.loc[("Riverside", "bookings")]
    assert after["from_step"] == "visits"
    assert after["conversion"] == 0.25


def test_return_on_investment_with_cost_with_spend_and_with_profit() -> None:
    given_cost = run([{**HOUSING, "cost": 400_000.0}])
    assert figure(given_cost, "roi") == 2.0
    assert figure(given_cost, "roi_percent") == 200.0
    assert figure(given_cost, "roi", "note") is None
    without = run([HOUSING])
    assert figure(without, "roi") == 3.0
    assert figure(without, "roi", "note") == "cost not given: spend stands in, other costs are left out"
    assert without.ranking["note"].tolist() == ["cost not given: spend stands in, other costs are left out"]
    profit = run([{**HOUSING, "profit": 150_000.0}])
    assert figure(profit, "roi") == 0.5
    assert figure(profit, "roi", "formula") == "profit / cost"
    assert "the profit given knows the other costs" in figure(profit, "roi", "note")
    assert figure(profit, "roas") == 4.0


def test_a_return_on_spend_alone_is_not_ranked_among_returns_on_all_costs() -> None:
    known = {**HOUSING, "campaign": "known", "cost": 900_000.0}
    poor = {**HOUSING, "campaign": "poor", "cost": 2_000_000.0}
    by_profit = {**HOUSING, "campaign": "profit", "profit": 150_000.0}
    ranking = run([HOUSING, known, poor, by_profit]).ranking
    assert ranking["campaign"].tolist() == ["profit", "known", "poor", "Riverside"]
    assert ranking["rank"].fillna(0).tolist() == [1, 2, 3, 0]
    assert ranking["reason"].tolist()[3].startswith("not ranked: its cost is not given")
    alike = run([HOUSING, {**HOUSING, "campaign": "other", "revenue": 100_000.0}]).ranking
    assert alike["rank"].tolist() == [1, 2]
    assert alike["reason"].isna().all()


def test_cost_given_in_some_rows_only() -> None:
    rows = [{**HOUSING, "cost": 400_000.0}, {**HOUSING, "date": "2026-05-02", "cost": None}]
    result = run(rows)
    assert figure(result, "roi") == (2_400_000 - 700_000) / 700_000
    assert figure(result, "roi", "note").startswith("cost not given in 1 of 2 rows: spend stands in")


def test_reach_added_up_is_noted_as_an_upper_bound() -> None:
    assert figure(run([HOUSING]), "reach", "note") is None
    result = run([HOUSING, {**HOUSING, "date": "2026-05-02"}])
    assert figure(result, "reach") == 1_200_000
    for metric in ("reach", "cost_per_reach"):
        assert "an upper bound" in figure(result, metric, "note")


def test_impossible_looking_figures_are_measured_and_noted() -> None:
    result = run([{**HOUSING, "impressions": 100, "clicks": 150}])
    assert figure(result, "ctr") == 150.0
    assert figure(result, "ctr", "note") == "clicks (150) is above impressions (100)"
    assert any(line.action == "flagged" and "clicks above impressions" in line.detail for line in result.ledger)


def test_no_metric_without_its_figures_and_no_infinity() -> None:
    result = run([{**HOUSING, "clicks": 0, "impressions": 0}])
    assert figure(result, "cpc") is None
    assert figure(result, "cpc", "reason") == "clicks is 0"
    assert figure(result, "cpl", "reason") == "leads not collected"
    values = result.metrics["value"]
    assert values[values.notna()].map(math.isfinite).all()
    told = result.metrics[values.isna()]
    assert (told["reason"].str.len() > 0).all()
    reasons = {(row["campaign"], row["reason"]): row["metrics"] for row in result.missing}
    assert reasons["all", "leads not collected"] == ("lead_close_rate", "cpl")
    assert "cpc" in reasons["Riverside", "clicks is 0"]


def test_every_metric_that_the_columns_are_enough_for_is_measured() -> None:
    everything = dict.fromkeys(
        [
            "impressions",
            "views",
            "page_views",
            "clicks",
            "unique_clicks",
            "engagements",
            "bounces",
            "leads",
            "conversions",
            "social_conversions",
            "orders",
        ],
        40,
    )
    result = run([HOUSING | everything | {"cost": 400_000.0, "profit": 800_000.0}])
    mine = result.metrics[(result.metrics["campaign"] == "Riverside") & (result.metrics["platform"] == "all")]
    assert tuple(mine["metric"]) == CAMPAIGN_METRIC_NAMES
    assert mine["value"].notna().all()
    assert {"frequency", "cpv_thousand", "unique_ctr", "social_conversion_rate", "cpr", "aov"} <= set(mine["metric"])
    assert result.missing == ()
    assert set(mine["metric_stage"]) == {"awareness", "consideration", "decision"}


# figures that are not everywhere


def test_a_rate_takes_only_the_platforms_that_have_both_figures() -> None:
    video = {**HOUSING, "platform": "tiktok", "spend": 1_000.0, "views": 4_000}
    result = run([video, {**HOUSING, "spend": 99_000.0, "views": None}])
    assert figure(result, "cpv") == 0.25
    assert figure(result, "cpv", "note") == "of tiktok only: elsewhere not every figure is given"
    # What comes of a campaign belongs to all the money spent on it.
    assert figure(result, "cost_per_booking") == 100_000 / 60
    assert result.ranking["spend"].tolist() == [100_000.0]


def test_sales_in_rows_of_their_own_belong_to_the_campaign() -> None:
    shop = {"campaign": "Riverside", "platform": "shop", "date": "2026-05-01", "currency": "THB", "revenue": 50_000.0}
    advertised = {**HOUSING, "revenue": None, "spend": 20_000.0}
    result = run([advertised, {**shop, "spend": None}])
    assert figure(result, "roi") == 1.5
    assert result.ranking["reason"].isna().all()


def test_all_campaigns_together_leave_out_those_without_the_figure() -> None:
    quiet = {**HOUSING, "campaign": "Awareness only", "revenue": None, "registrations": None, "spend": 700_000.0}
    result = run([HOUSING, quiet])
    assert figure(result, "roas", campaign="all") == 4.0
    assert figure(result, "roas", "note", campaign="all") == "of Riverside only: elsewhere not every figure is given"
    assert figure(result, "cost_per_registration", campaign="all") == 500.0


# stages


def test_stages_are_never_guessed() -> None:
    bare = {name: value for name, value in HOUSING.items() if name != "stage"}
    result = run([bare])
    assert result.metrics[result.metrics["campaign"] == "Riverside"]["stage"].isna().all()
    assert set(result.metrics[result.metrics["campaign"] == "all"]["stage"]) == {"all"}


def test_a_campaign_of_several_stages_has_its_parts() -> None:
    result = run([HOUSING, {**HOUSING, "platform": "tiktok", "stage": "รับรู้", "spend": 100_000.0}])
    spend = {
        row["stage"]: row["value"]
        for row in result.metrics.to_dict("records")
        if row["campaign"] == "Riverside" and row["platform"] == "all" and row["metric"] == "cost_per_booking"
    }
    assert spend == {"all": 400_000 / 60, "awareness": 100_000 / 30, "decision": 10_000.0}
    by_stage = result.metrics[(result.metrics["campaign"] == "all") & (result.metrics["stage"] == "awareness")]
    assert by_stage.set_index("metric").loc["cost_per_booking", "value"] == pytest.approx(100_000 / 30)
    assert result.ranking["stage"].tolist() == ["all"]
    keys = ["campaign", "platform", "stage", "currency", "period", "period_start", "metric"]
    assert not result.metrics.duplicated(keys).any()


# ranking and currencies


def test_ties_share_a_rank_and_campaigns_without_return_come_last_with_the_reason() -> None:
    rows = [
        {**HOUSING, "campaign": "b", "spend": 10.0, "revenue": 20.0},
        {**HOUSING, "campaign": "a", "spend": 30.0, "revenue": 60.0},
        {**HOUSING, "campaign": "c", "spend": 10.0, "revenue": 5.0},
        {**HOUSING, "campaign": "0", "spend": 10.0, "revenue": None},
        {**HOUSING, "campaign": "d", "spend": 0.0, "revenue": 5.0},
    ]
    ranking = run(rows).ranking
    assert ranking["campaign"].tolist() == ["a", "b", "c", "0", "d"]
    assert ranking["rank"].tolist()[:3] == [1, 1, 3]
    assert ranking["rank"].isna().tolist() == [False, False, False, True, True]
    assert ranking["reason"].tolist()[3:] == ["no roi: revenue not given", "no roi: cost is 0"]


def test_money_of_several_currencies_is_never_added_or_ranked_together() -> None:
    rows = [
        {**HOUSING, "spend": 10.0, "revenue": 20.0},
        {**HOUSING, "currency": "USD", "spend": 1_000.0, "revenue": 9_000.0},
        {**HOUSING, "campaign": "Other", "spend": 10.0, "revenue": 40.0},
    ]
    result = run(rows)
    ranked = result.ranking[["rank", "campaign", "currency", "spend"]].to_numpy().tolist()
    assert ranked == [[1, "Other", "THB", 10.0], [2, "Riverside", "THB", 10.0], [1, "Riverside", "USD", 1_000.0]]
    assert figure(result, "roas", campaign="all", currency="USD") == 9.0
    assert figure(result, "roas", campaign="all", currency="THB") == 3.0
    assert set(result.metrics[result.metrics["metric"] == "cpc"]["unit"]) == {"THB", "USD"}


def test_rows_without_money_belong_to_the_campaigns_only_currency() -> None:
    free = {**HOUSING, "spend": None, "revenue": None, "currency": None, "visits": 8_000, "platform": "line"}
    result = run([HOUSING, free])
    assert result.ranking["currency"].tolist() == ["THB"]
    assert figure(result, "visits") == 20_000


def test_names_that_stand_for_all_are_refused() -> None:
    for column in ("campaign", "platform"):
        with pytest.raises(DataError, match="stands for all of them together"):
            run([{**HOUSING, column: "all"}])
    with pytest.raises(DataError, match="a campaign and a platform is called 'all'"):
        run([{**HOUSING, "campaign": "all", "platform": "all"}])


# against pandas, and what always holds


CELLS = st.fixed_dictionaries(
    {
        "campaign": st.sampled_from(["a", "b", "c"]),
        "platform": st.sampled_from(["facebook", "tiktok", "google"]),
        "date": st.dates(pd.Timestamp("2026-01-01").date(), pd.Timestamp("2026-03-10").date()).map(str),
        "stage": st.sampled_from(["awareness", "decision", None]),
        "currency": st.just("THB"),
        "spend": st.integers(0, 10**7).map(lambda satang: satang / 100),
        "revenue": st.integers(0, 10**7).map(lambda satang: satang / 100),
        "impressions": st.integers(0, 10**6),
        "clicks": st.integers(0, 10**4),
        "registrations": st.integers(0, 100),
    }
)
TABLES = st.lists(CELLS, min_size=1, max_size=12, unique_by=lambda row: (row["campaign"], row["platform"], row["date"]))


def values(result: CampaignsResult) -> dict[tuple[Any, ...], float | None]:
    keys = ["campaign", "platform", "stage", "currency", "period", "period_start", "metric"]
    rows = result.metrics.astype(object).where(result.metrics.notna(), None).to_dict("records")
    return {tuple(row[key] for key in keys): row["value"] for row in rows}


@settings(max_examples=10)
@given(TABLES)
def test_sums_and_metrics_are_those_of_pandas(rows: list[dict[str, Any]]) -> None:
    frame = pd.DataFrame(rows)
    result = run(frame, every="month")
    # The whole of a campaign with several stages is the row of `all`; it stands before its parts.
    found: dict[tuple[Any, ...], float | None] = {}
    for (campaign, platform, _, _, kind, start, metric), value in values(result).items():
        found.setdefault((campaign, platform, kind, start, metric), value)
    frame["month"] = frame["date"].str[:7]
    whole = frame["date"].min()
    for key, label in ((["campaign"], "whole"), (["campaign", "platform"], "whole"), (["campaign", "month"], "month")):
        for names, group in frame.groupby(key):
            campaign, *rest = names
            platform = rest[0] if "platform" in key else "all"
            start = max(f"{rest[0]}-01", whole) if label == "month" else whole
            spend, revenue = group["spend"].sum(), group["revenue"].sum()
            clicks, shown = int(group["clicks"].sum()), int(group["impressions"].sum())
            expected = {
                "impressions": float(shown),
                "ctr": 100 * clicks / shown if shown else None,
                "cpc": spend / clicks if clicks else None,
                "roas": revenue / spend if spend else None,
                "roi": (revenue - spend) / spend if spend else None,
            }
            for metric, value in expected.items():
                got = found[campaign, platform, label, start, metric]
                assert got == (None if value is None else pytest.approx(value, rel=1e-9, abs=1e-9)), metric


@settings(max_examples=6)
@given(TABLES, st.sampled_from([2.0, 10.0, 0.5]))
def test_scaling_all_money_scales_costs_and_leaves_rates_and_returns(rows: list[dict[str, Any]], factor: float) -> None:
    frame = pd.DataFrame(rows)
    scaled = frame.assign(spend=frame["spend"] * factor, revenue=frame["revenue"] * factor)
    before, after = values(run(frame)), values(run(scaled))
    assert before.keys() == after.keys()
    for key, value in before.items():
        by = factor if METRICS[key[-1]].unit == "money" else 1.0
        assert after[key] == (None if value is None else pytest.approx(value * by, rel=1e-9, abs=1e-9)), key


@settings(max_examples=8)
@given(TABLES, st.lists(st.booleans(), min_size=12, max_size=12))
def test_rates_of_sums_are_weighted_means_of_rates(rows: list[dict[str, Any]], kept: list[bool]) -> None:
    """Also where some platforms tell no impressions: clicks there are no part of the rate."""
    holes = [
        {**row, "impressions": row["impressions"] if keep else None} for row, keep in zip(rows, kept, strict=False)
    ]
    result = run([{**row, "stage": "decision"} for row in holes])
    rates = result.metrics[(result.metrics["metric"] == "ctr") & (result.metrics["stage"] == "decision")]
    weights = {}
    for row in holes:
        key = (row["campaign"], row["platform"])
        weights[key] = weights.get(key, 0) + (row["impressions"] or 0)
    for campaign in {row["campaign"] for row in holes}:
        mine = rates[rates["campaign"] == campaign].set_index("platform")["value"]
        parts = {p: v for p, v in mine.items() if p != "all" and not pd.isna(v)}
        total = sum(weights[campaign, p] for p in parts)
        if not total or len(parts) < sum(1 for c, _ in weights if c == campaign):
            continue  # a platform without any showing tells clicks that no mean can hold
        mean = sum(v * weights[campaign, p] for p, v in parts.items()) / total
        assert mine["all"] == pytest.approx(mean, rel=1e-9)


@settings(max_examples=4)
@given(TABLES, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(rows: list[dict[str, Any]], random: Any) -> None:
    shuffled = rows[:]
    random.shuffle(shuffled)
    one, other = run(rows), run(shuffled)
    pd.testing.assert_frame_equal(one.metrics, other.metrics)
    pd.testing.assert_frame_equal(one.chain, other.chain)
    pd.testing.assert_frame_equal(one.ranking, other.ranking)
