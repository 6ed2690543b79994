# Written by docs/generate.py (`make docs`) from src/brandscore/metrics/registry/: edit that, not this file.
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from brandscore.metrics.registry.compute import Answer
from brandscore.metrics.registry.compute import MetricWarning as MetricWarning

Figure = float | pd.Series[Any] | NDArray[np.float64] | Sequence[float | None] | None
Figures = Sequence[float] | pd.Series[Any] | NDArray[np.float64]

def compute(name: str, **inputs: Any) -> Answer: ...
def impressions(
    *,
    impressions: Figure,
) -> Any: ...
def reach(
    *,
    reach: Figure,
) -> Any: ...
def frequency(
    *,
    impressions: Figure,
    reach: Figure,
) -> Any: ...
def page_views(
    *,
    page_views: Figure,
) -> Any: ...
def views(
    *,
    views: Figure,
) -> Any: ...
def followers(
    *,
    followers: Figure,
) -> Any: ...
def audience_growth_rate(
    *,
    new_followers: Figure,
    followers: Figure,
) -> Any: ...
def post_reach_rate(
    *,
    reach: Figure,
    followers: Figure,
) -> Any: ...
def organic_reach(
    *,
    organic_reach: Figure,
) -> Any: ...
def paid_reach(
    *,
    paid_reach: Figure,
) -> Any: ...
def organic_reach_share(
    *,
    organic_reach: Figure,
    paid_reach: Figure,
) -> Any: ...
def share_of_voice(
    *,
    brand_mentions: Figure,
    total_mentions: Figure,
) -> Any: ...
def share_of_voice_authors(
    *,
    brand_authors: Figure,
    total_authors: Figure,
) -> Any: ...
def share_of_voice_interactions(
    *,
    brand_interactions: Figure,
    total_interactions: Figure,
) -> Any: ...
def direct_mentions(
    *,
    direct_mentions: Figure,
) -> Any: ...
def indirect_mentions(
    *,
    indirect_mentions: Figure,
) -> Any: ...
def direct_mention_share(
    *,
    direct_mentions: Figure,
    indirect_mentions: Figure,
) -> Any: ...
def estimated_reach(
    *,
    authors: Figure,
    average_followers: Figure,
    seen_share: Figure,
) -> Any: ...
def interactions(
    *,
    likes: Figure,
    comments: Figure,
    shares: Figure,
) -> Any: ...
def engagements(
    *,
    engagements: Figure,
) -> Any: ...
def comments(
    *,
    comments: Figure,
) -> Any: ...
def applause_rate(
    *,
    likes: Figure,
    followers: Figure,
) -> Any: ...
def average_engagement_rate(
    *,
    likes: Figure,
    comments: Figure,
    shares: Figure,
    followers: Figure,
) -> Any: ...
def engagement_rate(
    *,
    engagements: Figure,
    impressions: Figure,
) -> Any: ...
def amplification_rate(
    *,
    shares: Figure,
    followers: Figure,
) -> Any: ...
def comment_conversion_rate(
    *,
    comments: Figure,
    followers: Figure,
) -> Any: ...
def comment_ratio(
    *,
    comments: Figure,
    posts: Figure = ...,
    interactions: Figure = ...,
) -> Any: ...
def share_ratio(
    *,
    shares: Figure,
    posts: Figure = ...,
    interactions: Figure = ...,
) -> Any: ...
def response_rate(
    *,
    answered: Figure,
    answerable: Figure,
) -> Any: ...
def median_response_time(
    *,
    response_minutes: Figures,
) -> Any: ...
def ctr(
    *,
    clicks: Figure,
    impressions: Figure,
) -> Any: ...
def unique_ctr(
    *,
    unique_clicks: Figure,
    reach: Figure = ...,
    impressions: Figure = ...,
) -> Any: ...
def conversion_rate(
    *,
    conversions: Figure,
    visits: Figure = ...,
    clicks: Figure = ...,
) -> Any: ...
def social_conversion_rate(
    *,
    social_conversions: Figure,
    conversions: Figure,
) -> Any: ...
def bounce_rate(
    *,
    bounces: Figure,
    visits: Figure,
) -> Any: ...
def exit_rate(
    *,
    exits: Figure,
    visits: Figure = ...,
    page_views: Figure = ...,
) -> Any: ...
def registration_rate(
    *,
    registrations: Figure,
    visits: Figure = ...,
    clicks: Figure = ...,
) -> Any: ...
def booking_rate(
    *,
    bookings: Figure,
    registrations: Figure,
) -> Any: ...
def lead_close_rate(
    *,
    customers: Figure,
    leads: Figure,
) -> Any: ...
def visits(
    *,
    visits: Figure,
) -> Any: ...
def page_load_time(
    *,
    load_seconds: Figures,
) -> Any: ...
def inbound_links(
    *,
    inbound_links: Figure,
) -> Any: ...
def internal_links_per_article(
    *,
    internal_links: Figure,
    articles: Figure,
) -> Any: ...
def first_page_results(
    *,
    first_page_results: Figure,
) -> Any: ...
def email_orders(
    *,
    email_orders: Figure,
) -> Any: ...
def email_subscribers(
    *,
    email_subscribers: Figure,
) -> Any: ...
def cpm(
    *,
    spend: Figure,
    impressions: Figure,
) -> Any: ...
def cpv(
    *,
    spend: Figure,
    views: Figure,
) -> Any: ...
def cpv_thousand(
    *,
    spend: Figure,
    views: Figure,
) -> Any: ...
def cost_per_reach(
    *,
    spend: Figure,
    reach: Figure,
) -> Any: ...
def cpe(
    *,
    spend: Figure,
    engagements: Figure,
) -> Any: ...
def cpc(
    *,
    spend: Figure,
    clicks: Figure,
) -> Any: ...
def cost_per_visit(
    *,
    spend: Figure,
    visits: Figure,
) -> Any: ...
def cpl(
    *,
    spend: Figure,
    leads: Figure,
) -> Any: ...
def cost_per_registration(
    *,
    spend: Figure,
    registrations: Figure,
) -> Any: ...
def cost_per_booking(
    *,
    spend: Figure,
    bookings: Figure,
) -> Any: ...
def cpa(
    *,
    spend: Figure,
    conversions: Figure,
) -> Any: ...
def cpr(
    *,
    spend: Figure,
    results: Figure = ...,
    conversions: Figure = ...,
) -> Any: ...
def cost_per_customer(
    *,
    spend: Figure,
    customers: Figure,
) -> Any: ...
def roas(
    *,
    revenue: Figure,
    spend: Figure,
) -> Any: ...
def roi(
    *,
    cost: Figure,
    revenue: Figure = ...,
    profit: Figure = ...,
) -> Any: ...
def roi_percent(
    *,
    cost: Figure,
    revenue: Figure = ...,
    profit: Figure = ...,
) -> Any: ...
def aov(
    *,
    revenue: Figure,
    orders: Figure,
) -> Any: ...
def ltv(
    *,
    average_value: Figure,
    lifespan: Figure,
    purchases_per_period: Figure = ...,
) -> Any: ...
def awareness_to_consideration(
    *,
    consideration: Figure,
    awareness: Figure,
) -> Any: ...
def consideration_to_decision(
    *,
    decision: Figure,
    consideration: Figure,
) -> Any: ...
def awareness_to_interest(
    *,
    interest: Figure,
    awareness: Figure,
) -> Any: ...
def interest_to_preference(
    *,
    preference: Figure,
    interest: Figure,
) -> Any: ...
def preference_to_purchase(
    *,
    purchase: Figure,
    preference: Figure,
) -> Any: ...
def purchase_to_advocacy(
    *,
    advocacy: Figure,
    purchase: Figure,
) -> Any: ...
def mention_volume(
    *,
    mentions: Figure,
) -> Any: ...
def unique_authors(
    *,
    authors: Figure,
) -> Any: ...
def positive_buzz(
    *,
    positive_mentions: Figure,
    mentions: Figure,
) -> Any: ...
def net_sentiment(
    *,
    positive_mentions: Figure,
    negative_mentions: Figure,
) -> Any: ...
def brand_awareness(
    *,
    aware: Figure,
    respondents: Figure,
) -> Any: ...
def tone_spread(
    *,
    tone_by_platform: Figures,
) -> Any: ...
def response_spread(
    *,
    response_by_platform: Figures,
) -> Any: ...
def association_share(
    *,
    brand_associations: Figure,
    total_associations: Figure,
) -> Any: ...
def preference_share(
    *,
    brand_preferences: Figure,
    total_preferences: Figure,
) -> Any: ...
def positioning_known(
    *,
    knowing_employees: Figure,
    employees: Figure,
) -> Any: ...
def positioning_match(
    *,
    matching_employees: Figure,
    employees: Figure,
) -> Any: ...
def positioning_lived(
    *,
    living_employees: Figure,
    employees: Figure,
) -> Any: ...
def leadership_commitment(
    *,
    committed_leaders: Figure,
    employees: Figure,
) -> Any: ...
def nps(
    *,
    promoters: Figure,
    detractors: Figure,
    passives: Figure,
) -> Any: ...
def csat(
    *,
    satisfied: Figure,
    respondents: Figure,
) -> Any: ...
def ces(
    *,
    effort_scores: Figures,
) -> Any: ...
def nts(
    *,
    trusting: Figure,
    distrusting: Figure,
    neutral: Figure,
) -> Any: ...
def employee_engagement(
    *,
    engaged_employees: Figure,
    employees: Figure,
) -> Any: ...
def employee_turnover(
    *,
    leavers: Figure,
    average_employees: Figure,
) -> Any: ...
def brand_value_cost(
    *,
    building_costs: Figures,
    inflation: Figure,
) -> Any: ...
def brand_value_market(
    *,
    comparable_price: Figure,
    comparable_revenue: Figure,
    yearly_revenue: Figure,
) -> Any: ...
def brand_value_income(
    *,
    brand_revenue: Figures,
    discount_rate: Figure,
    royalty_rate: Figure,
    tax_rate: Figure,
    growth_rate: Figure = ...,
) -> Any: ...
