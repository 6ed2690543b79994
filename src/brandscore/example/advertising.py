"""The challenger's campaigns: what was spent each day on each platform, and what came of it.

Invented like all of the example, and told apart by design: ``about`` says how
each fares.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from brandscore.example.brands import BRANDS
from brandscore.example.dice import Dice

__all__ = ["CAMPAIGN_PLANS", "CampaignPlan", "Placement", "campaign_rows"]

#: The brand whose advertising, surveys and site the example shows.
ADVERTISER = BRANDS[1].name


@dataclass(frozen=True, slots=True)
class Placement:
    """A campaign on one platform.

    Parameters
    ----------
    platform, stage
        Where, and which stage of the buyer's journey it aims at.
    spend
        Satang a day.
    cpm
        Satang per thousand showings.
    frequency
        Showings per person and day; 0 = the platform tells no reach.
    view_rate, ctr, visit_rate
        Views of the video and clicks per showing, visits per click; no views where it is no video.
    """

    platform: str
    stage: str
    spend: int
    cpm: int
    frequency: float
    view_rate: float
    ctr: float
    visit_rate: float


@dataclass(frozen=True, slots=True)
class CampaignPlan:
    """One invented campaign.

    Parameters
    ----------
    name, about
        As in the table, and how it fares.
    start, days
        When it runs.
    placements
        Where.
    register, book, buy
        Registrations per visit, bookings per registration, customers per
        booking, or per visit where nothing is booked; 0 = there is no such thing.
    basket
        Baht per order; 0 = the campaign sells nothing.
    margin
        Satang of goods and people per baht of revenue; 0 = only the advertising is on record.
    daily
        Further costs a day, in satang.
    """

    name: str
    about: str
    start: date
    days: int
    placements: tuple[Placement, ...]
    register: float
    book: float
    buy: float
    basket: int
    margin: int
    daily: int


CAMPAIGN_PLANS: tuple[CampaignPlan, ...] = (
    CampaignPlan(
        "มัทฉะซ่าโซดา เปิดตัว",
        "The launch of the drink that goes viral: cheap attention on TikTok, good return.",
        date(2026, 3, 1),
        31,
        (
            Placement("tiktok", "awareness", 420_000, 5_200, 1.5, 0.31, 0.011, 0.8),
            Placement("instagram", "consideration", 180_000, 8_800, 1.4, 0.0, 0.014, 0.82),
            Placement("facebook", "decision", 150_000, 9_500, 1.6, 0.0, 0.017, 0.84),
        ),
        0.0,
        0.0,
        0.19,
        126,
        34,
        60_000,
    ),
    CampaignPlan(
        "จัดเลี้ยงออฟฟิศ",
        "Catering for offices, from search and social: visits, registrations, bookings, customers; solid return.",
        date(2026, 4, 1),
        76,
        (
            Placement("google", "decision", 95_000, 31_000, 0.0, 0.0, 0.048, 0.9),
            Placement("facebook", "consideration", 70_000, 11_200, 1.7, 0.0, 0.012, 0.78),
        ),
        0.062,
        0.21,
        0.88,
        7_400,
        46,
        20_000,
    ),
    CampaignPlan(
        "สมาชิกซ่าคลับ",
        "Members for the club: registrations at a fair price, and nothing that is sold, so no return can be told.",
        date(2026, 2, 1),
        59,
        (
            Placement("line", "consideration", 60_000, 6_900, 1.2, 0.0, 0.02, 0.75),
            Placement("facebook", "consideration", 85_000, 9_100, 1.6, 0.0, 0.015, 0.8),
        ),
        0.27,
        0.0,
        0.0,
        0,
        0,
        0,
    ),
    CampaignPlan(
        "เปิดสาขาเชียงใหม่",
        "The opening of a branch: dear video to many, few who come; it loses money.",
        date(2026, 5, 10),
        42,
        (
            Placement("youtube", "awareness", 520_000, 12_500, 1.9, 0.24, 0.004, 0.7),
            Placement("instagram", "awareness", 210_000, 10_400, 1.6, 0.0, 0.008, 0.76),
            Placement("facebook", "consideration", 160_000, 10_900, 1.8, 0.0, 0.01, 0.78),
        ),
        0.0,
        0.0,
        0.11,
        118,
        34,
        150_000,
    ),
    CampaignPlan(
        "แก้วแรกสงกรานต์",
        "A fortnight of discounts over Songkran; only the advertising is on record, no other cost.",
        date(2026, 4, 6),
        14,
        (
            Placement("x", "consideration", 90_000, 7_700, 1.5, 0.0, 0.013, 0.74),
            Placement("tiktok", "awareness", 160_000, 5_600, 1.4, 0.28, 0.01, 0.78),
        ),
        0.0,
        0.0,
        0.16,
        98,
        0,
        0,
    ),
)


def campaign_rows(seed: int) -> list[dict[str, Any]]:
    """Return the rows of the table, campaign by campaign, day by day."""
    dice = Dice(seed, "campaigns")
    return [row for plan in CAMPAIGN_PLANS for row in _rows(plan, dice)]


def _rows(plan: CampaignPlan, dice: Dice) -> Iterator[dict[str, Any]]:
    for number in range(plan.days):
        day = plan.start + timedelta(days=number)
        busy = 1.15 if day.weekday() >= 5 else 1.0
        # Advertising wears out: the last day brings four fifths of the first.
        fresh = 1.0 - 0.2 * number / plan.days
        for place, placement in enumerate(plan.placements):
            yield _row(plan, placement, place, day, busy, fresh, dice)


def _row(
    plan: CampaignPlan, where: Placement, place: int, day: date, busy: float, fresh: float, dice: Dice
) -> dict[str, Any]:
    def about(x: float) -> int:
        """A count near a figure: up to 12 % off, and rounded at random."""
        return dice.whole(x * (0.88 + 0.24 * dice.u()))

    satang = about(where.spend * busy)
    impressions = about(satang / where.cpm * 1000 * fresh)
    clicks = min(impressions, about(impressions * where.ctr * fresh))
    visits = min(clicks, about(clicks * where.visit_rate))
    views = about(impressions * where.view_rate) if where.view_rate else None
    registrations = min(visits, dice.whole(visits * plan.register)) if plan.register else None
    bookings = min(registrations or 0, dice.whole((registrations or 0) * plan.book)) if plan.book else None
    customers = orders = revenue = None
    if plan.buy:
        customers = dice.whole((visits if bookings is None else bookings) * plan.buy)
        orders = customers if bookings is not None else dice.whole(customers * 1.12)
        revenue = sum(dice.between(plan.basket * 7 // 10, plan.basket * 13 // 10) for _ in range(orders))
    # Costs beside the advertising are on the campaign's first placement.
    further = plan.daily if place == 0 else 0
    cost = None if not plan.margin else satang + further + plan.margin * (revenue or 0)
    conversions = registrations if plan.register and not plan.book else orders if bookings is None else bookings
    return {
        "campaign": plan.name,
        "platform": where.platform,
        "date": day.isoformat(),
        "brand": ADVERTISER,
        "stage": where.stage,
        "spend": satang / 100,
        "currency": "THB",
        "impressions": impressions,
        "reach": about(impressions / where.frequency) if where.frequency else None,
        "views": views,
        "clicks": clicks,
        "engagements": clicks + about(impressions * 0.006),
        "visits": visits,
        "bounces": min(visits, about(visits * 0.46)),
        "registrations": registrations,
        "bookings": bookings,
        "conversions": conversions,
        "orders": orders,
        "customers": customers,
        "revenue": None if revenue is None else float(revenue),
        "cost": None if cost is None else cost / 100,
    }
