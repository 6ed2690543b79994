"""Every metric that the five articles name, and every worked example, against the registry.

The list is written down here from the articles, apart from the registry: what
an article names, the metric that answers to it, the figures of its example and
the result worked by hand. ``SLIPS`` holds, once, what the articles print and
should not.
"""

from __future__ import annotations

from fractions import Fraction

import pytest

import brandscore as bs
from brandscore.indicators import INDICATORS
from brandscore.metrics.registry.catalogue import METRICS
from brandscore.metrics.registry.funnel import FUNNELS
from brandscore.metrics.registry.sources import SOURCES

F = Fraction

#: (article, what it calls it, metric, figures, exact result, printed in the article)
WORKED = [
    ("advertising", "Page View", "page_views", {"page_views": 10}, F(10), 10),
    ("advertising", "Cost Per View", "cpv", {"spend": 1500, "views": 2000}, F(3, 4), 0.75),
    ("advertising", "Reach", "reach", {"reach": 2000}, F(2000), 2000),
    ("advertising", "Impression", "impressions", {"impressions": 500}, F(500), 500),
    ("advertising", "Impression against Reach", "frequency", {"impressions": 500, "reach": 200}, F(5, 2), 2.5),
    ("advertising", "CPM", "cpm", {"spend": 200_000, "impressions": 2_000_000}, F(100), 100),
    ("advertising", "Bounce Rate", "bounce_rate", {"bounces": 15_000, "visits": 20_000}, F(75), 75),
    ("advertising", "Exit Rate", "exit_rate", {"exits": 2, "visits": 4}, F(50), 50),
    ("advertising", "Engagement Rate", "engagement_rate", {"engagements": 800, "impressions": 8000}, F(10), 10),
    ("advertising", "CPE", "cpe", {"spend": 15_000, "engagements": 10_000}, F(3, 2), 1.5),
    ("advertising", "CTR", "ctr", {"clicks": 30, "impressions": 500}, F(6), 6),
    ("advertising", "CPL", "cpl", {"spend": 10_000, "leads": 4000}, F(5, 2), 2.5),
    ("advertising", "CPC", "cpc", {"spend": 6000, "clicks": 2000}, F(3), 3),
    ("advertising", "Conversion Rate", "conversion_rate", {"conversions": 100, "visits": 2000}, F(5), 5),
    ("advertising", "CPA", "cpa", {"spend": 5000, "conversions": 200}, F(25), 25),
    ("advertising", "CPR", "cpr", {"spend": 5000, "results": 200}, F(25), 25),
    ("advertising", "ROAS", "roas", {"revenue": 20_000, "spend": 5000}, F(4), 4),
    ("advertising", "ROI", "roi", {"revenue": 40_000, "cost": 11_500}, F(285, 115), 2.47),
    ("advertising", "LTV", "ltv", {"average_value": 26_000, "lifespan": 10}, F(260_000), 260_000),
    (
        "advertising",
        "LTV, game bought weekly",
        "ltv",
        {"average_value": 500, "purchases_per_period": 52, "lifespan": 10},
        F(260_000),
        260_000,
    ),
    ("social", "Audience Growth Rate", "audience_growth_rate", {"new_followers": 100, "followers": 5000}, F(2), 2),
    ("social", "Post Reach", "post_reach_rate", {"reach": 200, "followers": 6000}, F(10, 3), 3.3),
    ("social", "SSoV", "share_of_voice", {"brand_mentions": 300, "total_mentions": 2100}, F(100, 7), 14.2),
    ("social", "Applause Rate", "applause_rate", {"likes": 250, "followers": 9100}, F(250, 91), 2.8),
    (
        "social",
        "Average Engagement Rate",
        "average_engagement_rate",
        {"likes": 120, "comments": 230, "shares": 165, "followers": 23_200},
        F(515, 232),
        2.2,
    ),
    ("social", "Amplification Rate", "amplification_rate", {"shares": 95, "followers": 3450}, F(190, 69), 2.75),
    ("social", "Conversion Rate", "conversion_rate", {"conversions": 150, "clicks": 4100}, F(150, 41), 3.2),
    ("social", "CTR", "ctr", {"clicks": 95, "impressions": 5900}, F(95, 59), 1.6),
    ("social", "CPC", "cpc", {"spend": 3000, "clicks": 430}, F(300, 43), 6.97),
    ("social", "CPM", "cpm", {"spend": 200, "impressions": 9200}, F(500, 23), 21.74),
    (
        "social",
        "Social Media Conversion Rate",
        "social_conversion_rate",
        {"social_conversions": 180, "conversions": 300},
        F(60),
        60,
    ),
    (
        "social",
        "Comment Conversion Rate",
        "comment_conversion_rate",
        {"comments": 23, "followers": 300},
        F(23, 3),
        7.76,
    ),
]

#: What the articles print, by article and name, that its own figures do not give.
SLIPS = {
    ("social", "SSoV"): "cut",
    ("social", "Applause Rate"): "wrong",
    ("social", "Conversion Rate"): "wrong",
    ("social", "CPC"): "cut",
    ("social", "Comment Conversion Rate"): "wrong",
    ("advertising", "ROI"): "cut",
}

#: Named without an example: article, metric, figures of ours and the result by hand.
NAMED = [
    ("advertising", "cpv_thousand", {"spend": 1500, "views": 2000}, F(750)),
    ("advertising", "awareness_to_consideration", {"awareness": 1000, "consideration": 250}, F(25)),
    ("advertising", "consideration_to_decision", {"consideration": 250, "decision": 50}, F(20)),
    ("social", "bounce_rate", {"bounces": 1, "visits": 4}, F(25)),
    ("social", "impressions", {"impressions": 3}, F(3)),
    ("social", "direct_mentions", {"direct_mentions": 7}, F(7)),
    ("social", "indirect_mentions", {"indirect_mentions": 8}, F(8)),
    ("social", "mention_volume", {"mentions": 12}, F(12)),
    ("social", "positive_buzz", {"positive_mentions": 3, "mentions": 12}, F(25)),
    ("social", "estimated_reach", {"authors": 40, "average_followers": 300, "seen_share": 5}, F(600)),
    ("social", "brand_awareness", {"aware": 30, "respondents": 40}, F(75)),
    ("social", "association_share", {"brand_associations": 30, "total_associations": 120}, F(25)),
    ("social", "preference_share", {"brand_preferences": 9, "total_preferences": 12}, F(75)),
    ("social", "positioning_known", {"knowing_employees": 8, "employees": 10}, F(80)),
    ("social", "positioning_match", {"matching_employees": 7, "employees": 10}, F(70)),
    ("social", "positioning_lived", {"living_employees": 6, "employees": 10}, F(60)),
    ("social", "leadership_commitment", {"committed_leaders": 5, "employees": 10}, F(50)),
    ("social", "employee_engagement", {"engaged_employees": 4, "employees": 10}, F(40)),
    ("social", "employee_turnover", {"leavers": 6, "average_employees": 120}, F(5)),
    ("social", "nps", {"promoters": 50, "passives": 30, "detractors": 20}, F(30)),
    ("social", "csat", {"satisfied": 41, "respondents": 50}, F(82)),
    ("social", "ces", {"effort_scores": [7, 6, 5, 6]}, F(6)),
    ("social", "nts", {"trusting": 10, "neutral": 5, "distrusting": 25}, F(-75, 2)),
    # Squared deviations of 100, 0 and 100 over n - 1 = 2: 100, of which the root is 10.
    ("social", "tone_spread", {"tone_by_platform": [40, 50, 60]}, F(10)),
    ("social", "response_spread", {"response_by_platform": [70, 80, 90]}, F(10)),
    # 100 two years ago at 10 %: 121, 100 a year ago: 110, 100 now.
    ("social", "brand_value_cost", {"building_costs": [100, 100, 100], "inflation": 10}, F(331)),
    (
        "social",
        "brand_value_market",
        {"comparable_price": 300, "comparable_revenue": 150, "yearly_revenue": 80},
        F(160),
    ),
    # 110/1.1 + 121/1.21 = 200; a royalty of 5 % is 10, less 20 % tax 8.
    (
        "social",
        "brand_value_income",
        {"brand_revenue": [110, 121], "discount_rate": 10, "royalty_rate": 5, "tax_rate": 20},
        F(8),
    ),
    # The same, and for ever after 121·1.02/0.08/1.21 = 1275 more: 1475, of which 5 % is 73.75, less 20 % 59.
    (
        "social",
        "brand_value_income",
        {"brand_revenue": [110, 121], "discount_rate": 10, "growth_rate": 2, "royalty_rate": 5, "tax_rate": 20},
        F(59),
    ),
    ("social", "awareness_to_interest", {"awareness": 200, "interest": 100}, F(50)),
    ("social", "interest_to_preference", {"interest": 100, "preference": 40}, F(40)),
    ("social", "preference_to_purchase", {"preference": 40, "purchase": 30}, F(75)),
    ("social", "purchase_to_advocacy", {"purchase": 30, "advocacy": 3}, F(10)),
    ("roi", "conversion_rate", {"conversions": 3, "visits": 60}, F(5)),
    ("roi", "cpl", {"spend": 60, "leads": 3}, F(20)),
    ("roi", "lead_close_rate", {"customers": 3, "leads": 12}, F(25)),
    ("roi", "cpa", {"spend": 60, "conversions": 3}, F(20)),
    ("roi", "aov", {"revenue": 900, "orders": 6}, F(150)),
    ("roi", "ltv", {"average_value": 150, "lifespan": 4}, F(600)),
    ("roi", "roi_percent", {"revenue": 150, "cost": 100}, F(50)),
    ("roi", "roi_percent", {"profit": 50, "cost": 100}, F(50)),
    ("advertising", "roi", {"profit": 50, "cost": 100}, F(1, 2)),
    ("wisesight", "cost_per_reach", {"spend": 500, "reach": 10_000}, F(1, 20)),
    ("wisesight", "cost_per_visit", {"spend": 500, "visits": 250}, F(2)),
    ("wisesight", "registration_rate", {"registrations": 25, "visits": 250}, F(10)),
    ("wisesight", "cost_per_registration", {"spend": 500, "registrations": 25}, F(20)),
    ("wisesight", "registration_rate", {"registrations": 25, "clicks": 500}, F(5)),
    ("wisesight", "booking_rate", {"bookings": 5, "registrations": 25}, F(20)),
    ("wisesight", "cost_per_booking", {"spend": 500, "bookings": 5}, F(100)),
    ("wisesight", "cost_per_customer", {"spend": 500, "customers": 4}, F(125)),
    ("wisesight", "comment_ratio", {"comments": 30, "posts": 10}, F(3)),
    ("wisesight", "comment_ratio", {"comments": 30, "interactions": 120}, F(1, 4)),
    ("wisesight", "share_ratio", {"shares": 20, "posts": 10}, F(2)),
    ("wisesight", "share_ratio", {"shares": 20, "interactions": 80}, F(1, 4)),
    ("wisesight", "response_rate", {"answered": 9, "answerable": 12}, F(75)),
    ("wisesight", "net_sentiment", {"positive_mentions": 30, "negative_mentions": 10}, F(50)),
    ("wisesight", "followers", {"followers": 5}, F(5)),
    ("wisesight", "views", {"views": 5}, F(5)),
    ("wisesight", "interactions", {"likes": 1, "comments": 2, "shares": 3}, F(6)),
    ("wisesight", "unique_authors", {"authors": 5}, F(5)),
    ("okr", "organic_reach", {"organic_reach": 5}, F(5)),
    ("okr", "paid_reach", {"paid_reach": 5}, F(5)),
    ("okr", "interactions", {"likes": 1, "comments": 2, "shares": 3}, F(6)),
    ("okr", "comments", {"comments": 4}, F(4)),
    ("okr", "engagements", {"engagements": 4}, F(4)),
    ("okr", "views", {"views": 4}, F(4)),
    ("okr", "visits", {"visits": 4}, F(4)),
    ("okr", "email_orders", {"email_orders": 4}, F(4)),
    ("okr", "email_subscribers", {"email_subscribers": 4}, F(4)),
    ("okr", "first_page_results", {"first_page_results": 4}, F(4)),
    ("okr", "inbound_links", {"inbound_links": 4}, F(4)),
    ("okr", "internal_links_per_article", {"internal_links": 12, "articles": 8}, F(3, 2)),
    ("okr", "page_load_time", {"load_seconds": [4, 1, 2]}, F(2)),
    # Of the field beside the articles.
    (None, "unique_ctr", {"unique_clicks": 20, "reach": 400}, F(5)),
    (None, "unique_ctr", {"unique_clicks": 20, "impressions": 500}, F(4)),
    (None, "cpr", {"spend": 50, "conversions": 2}, F(25)),
    (None, "exit_rate", {"exits": 2, "page_views": 8}, F(25)),
    (None, "organic_reach_share", {"organic_reach": 30, "paid_reach": 10}, F(75)),
    (None, "share_of_voice_authors", {"brand_authors": 1, "total_authors": 8}, F(25, 2)),
    (None, "share_of_voice_interactions", {"brand_interactions": 1, "total_interactions": 4}, F(25)),
    (None, "direct_mention_share", {"direct_mentions": 1, "indirect_mentions": 3}, F(25)),
    (None, "median_response_time", {"response_minutes": [3, 10, 25]}, F(10)),
]

#: What the article on the brand score names and the score itself measures.
SCORED = ["fan_growth", "unique_daily_mentions", "intention", "advocacy", "views_interactions", "weighted_interactions"]


@pytest.mark.parametrize(
    ("article", "called", "name", "figures", "value", "printed"), WORKED, ids=[f"{w[0]}-{w[1]}" for w in WORKED]
)
def test_worked_example_of_an_article(article, called, name, figures, value, printed):
    assert getattr(bs.metrics, name)(**figures) == pytest.approx(float(value), rel=1e-12)
    assert any(named.source == article for named in METRICS[name].named), "the article is not cited"
    places = len(str(printed).partition(".")[2])
    shown = float(round(value, places))
    slip = SLIPS.get((article, called))
    if slip == "cut":
        assert printed == pytest.approx(int(value * 10**places) / 10**places)
        assert printed != shown
    elif slip == "wrong":
        assert printed != shown
    else:
        assert printed == shown
    stated = [e for e in METRICS[name].examples if e.source == article and dict(e.inputs) == figures]
    assert bool(slip) == bool(stated and stated[0].slip), "the registry and this list differ on the slip"


def test_every_slip_belongs_to_an_example():
    assert set(SLIPS) <= {(article, called) for article, called, *_ in WORKED}


@pytest.mark.parametrize(
    ("article", "name", "figures", "value"), NAMED, ids=[f"{n[1]}-{'-'.join(n[2])}" for n in NAMED]
)
def test_metric_named_without_an_example(article, name, figures, value):
    assert getattr(bs.metrics, name)(**figures) == pytest.approx(float(value), rel=1e-12)
    assert article is None or any(named.source == article for named in METRICS[name].named)


def test_the_registry_holds_nothing_that_no_test_computes():
    tested = {name for _, _, name, *_ in WORKED} | {name for _, name, *_ in NAMED}
    assert tested == set(METRICS)
    formulas = {(name, frozenset(figures)) for _, _, name, figures, *_ in WORKED}
    formulas |= {(name, frozenset(figures)) for _, name, figures, _ in NAMED}
    assert formulas >= {(m.name, frozenset(f.inputs)) for m in METRICS.values() for f in m.formulas}


def test_every_example_of_the_registry_is_right():
    for metric in METRICS.values():
        for example in metric.examples:
            assert bs.metrics.compute(metric.name, **example.inputs).value == pytest.approx(example.value, rel=1e-12)


def test_what_the_score_measures_is_declared_there():
    assert set(SCORED) <= {indicator.name for indicator in INDICATORS}
    assert {m.indicator for m in METRICS.values() if m.indicator} <= {indicator.name for indicator in INDICATORS}


def test_every_article_is_covered_and_funnels_have_their_steps():
    articles = {key for key, source in SOURCES.items() if source.article}
    assert articles == {named.source for metric in METRICS.values() for named in metric.named}
    assert FUNNELS["brand_funnel"].stages == ("awareness", "interest", "preference", "purchase", "advocacy")
    assert FUNNELS["buyer_journey"].stages == ("awareness", "consideration", "decision")
    for funnel in FUNNELS.values():
        assert {f"{a}_to_{b}" for a, b in funnel.steps} <= set(METRICS)


def test_bounce_rate_is_read_as_the_article_says():
    bounce = METRICS["bounce_rate"]
    read = {
        value: (band.word if (band := bounce.band(value)) else None) for value in (25.9, 26, 40, 40.5, 55, 70, 70.1)
    }
    assert read == {
        25.9: None,
        26: "good",
        40: "good",
        40.5: "average",
        55: "average",
        70: "high",
        70.1: "poor",
    }


def test_the_three_platforms_that_count_views_differently_are_told():
    assert {platform for platform, _ in METRICS["cpv"].rules} == {"youtube", "facebook", "tiktok"}
