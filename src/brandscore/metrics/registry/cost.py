"""Cost: what each step costs."""

from __future__ import annotations

from brandscore.metrics.registry.declared import Example, Metric, Named, Stage
from brandscore.metrics.registry.formula import Formula

__all__ = ["METRICS"]

_VIEW_RULES = (
    ("youtube", "after 30 seconds of an advertisement that can be skipped; other formats have rules of their own"),
    ("facebook", "after 2 seconds"),
    ("tiktok", "after 2 seconds, after 6 seconds or at the end, as the advertiser chooses; priced per 1,000 views"),
)


def _cost(
    name: str,
    title: str,
    title_th: str,
    formulas: tuple[str, ...],
    about: str,
    stage: Stage,
    *,
    named: tuple[Named, ...] = (),
    sources: tuple[str, ...] = (),
    examples: tuple[Example, ...] = (),
    rules: tuple[tuple[str, str], ...] = (),
) -> Metric:
    return Metric(
        name,
        title,
        title_th,
        "cost",
        tuple(Formula(text) for text in formulas),
        "money",
        about,
        direction="lower",
        stage=stage,
        named=named,
        sources=sources,
        examples=examples,
        rules=rules,
    )


METRICS: tuple[Metric, ...] = (
    _cost(
        "cpm",
        "Cost per thousand impressions (CPM)",
        "ราคาต่อการแสดงผล 1,000 ครั้ง",
        ("spend / impressions * 1000",),
        "What a thousand showings cost; M is the Roman thousand.",
        "awareness",
        named=(
            Named("advertising", "Cost Per Impression (CPM)"),
            Named("social", "Cost Per Thousand Impressions (CPM)"),
        ),
        examples=(
            Example({"spend": 200000, "impressions": 2000000}, 100.0, "advertising"),
            Example({"spend": 200, "impressions": 9200}, 200000 / 9200, "social", printed=21.74),
        ),
    ),
    _cost(
        "cpv",
        "Cost per view (CPV)",
        "ราคาต่อการเข้าชมวิดีโอ",
        ("spend / views",),
        "What one view of a video costs. Platforms count a view differently, so compare within one.",
        "awareness",
        named=(Named("advertising", "Cost Per View (CPV)"),),
        examples=(Example({"spend": 1500, "views": 2000}, 0.75, "advertising"),),
        rules=_VIEW_RULES,
    ),
    _cost(
        "cpv_thousand",
        "Cost per thousand views",
        "ราคาต่อการเข้าชมวิดีโอ 1,000 ครั้ง",
        ("spend / views * 1000",),
        "What a thousand views cost: the form that TikTok bids in.",
        "awareness",
        named=(
            Named(
                "advertising",
                "TikTok CPV Bidding",
                slip="written as spend / views*1000 without brackets; meant is spend per 1,000 views",
            ),
        ),
        rules=_VIEW_RULES,
    ),
    _cost(
        "cost_per_reach",
        "Cost per person reached",
        "ต้นทุนต่อหัวในการทำให้รู้จัก",
        ("spend / reach",),
        "What it costs to make one person aware.",
        "awareness",
        named=(Named("wisesight", "ต้นทุนต่อหัวสำหรับการทำให้ลูกค้ารู้จัก"),),
    ),
    _cost(
        "cpe",
        "Cost per engagement (CPE)",
        "ราคาต่อการมีส่วนร่วม",
        ("spend / engagements",),
        "What one engagement of any kind costs.",
        "consideration",
        named=(Named("advertising", "Cost Per Engagement (CPE)"),),
        examples=(Example({"spend": 15000, "engagements": 10000}, 1.5, "advertising"),),
    ),
    _cost(
        "cpc",
        "Cost per click (CPC)",
        "ราคาต่อการคลิก",
        ("spend / clicks",),
        "What one click costs.",
        "consideration",
        named=(Named("advertising", "Cost Per Click (CPC)"), Named("social", "Cost-Per-Click (CPC)")),
        examples=(
            Example({"spend": 6000, "clicks": 2000}, 3.0, "advertising"),
            Example({"spend": 3000, "clicks": 430}, 300 / 43, "social", printed=6.97, slip="cut, not rounded: 6.98"),
        ),
    ),
    _cost(
        "cost_per_visit",
        "Cost per visit",
        "ต้นทุนต่อการเข้าชม",
        ("spend / visits",),
        "What one visit costs.",
        "consideration",
        named=(Named("wisesight", "ต้นทุนต่อหัวต่อการเข้าชม"),),
    ),
    _cost(
        "cpl",
        "Cost per lead (CPL)",
        "ต้นทุนต่อลีด",
        ("spend / leads",),
        "What one contact of an interested person costs.",
        "consideration",
        named=(
            Named("advertising", "Cost Per Lead (CPL)", slip="its list of metrics abbreviates it CTL"),
            Named("roi", "Cost Per Lead"),
        ),
        examples=(Example({"spend": 10000, "leads": 4000}, 2.5, "advertising"),),
    ),
    _cost(
        "cost_per_registration",
        "Cost per registration",
        "ต้นทุนต่อผู้ลงทะเบียน",
        ("spend / registrations",),
        "What one registration costs.",
        "decision",
        named=(Named("wisesight", "ต้นทุนต่อผู้ลงทะเบียนนัดชมโครงการ"),),
    ),
    _cost(
        "cost_per_booking",
        "Cost per booking",
        "ต้นทุนต่อการจอง",
        ("spend / bookings",),
        "What one booking costs.",
        "decision",
        named=(Named("wisesight", "ต้นทุนต่อหัวต่อการจองซื้อ"),),
    ),
    _cost(
        "cpa",
        "Cost per acquisition (CPA)",
        "ต้นทุนต่อคอนเวอร์ชัน",
        ("spend / conversions",),
        "What one conversion costs: a sale, a subscription, whatever the campaign was for.",
        "decision",
        named=(
            Named("advertising", "Cost Per Acquisition (CPA)"),
            Named("roi", "Cost Per Acquisition", slip="stands upside down there: conversions per spend"),
        ),
        examples=(Example({"spend": 5000, "conversions": 200}, 25.0, "advertising"),),
    ),
    _cost(
        "cpr",
        "Cost per result (CPR)",
        "ต้นทุนต่อผลลัพธ์",
        ("spend / results", "spend / conversions"),
        "What one result costs, as the advertising platform counts results.",
        "decision",
        named=(Named("advertising", "Cost Per Result (CPR)", slip="its formula lost the division sign"),),
    ),
    _cost(
        "cost_per_customer",
        "Cost per customer",
        "ต้นทุนการได้ลูกค้าหนึ่งราย",
        ("spend / customers",),
        "What one new customer costs in advertising.",
        "decision",
        named=(Named("wisesight", "งบประมาณหารด้วยจำนวนลูกค้า"),),
    ),
)
