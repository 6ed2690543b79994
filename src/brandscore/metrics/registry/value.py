"""Return: what comes back, and what a customer is worth."""

from __future__ import annotations

from brandscore.metrics.registry.declared import Band, Example, Metric, Named
from brandscore.metrics.registry.formula import Formula

__all__ = ["METRICS"]

_ROI_SLIP = "its first formula lacks brackets: (income - investment) / investment is meant"

METRICS: tuple[Metric, ...] = (
    Metric(
        "roas",
        "Return on ad spend (ROAS)",
        "ผลตอบแทนจากค่าโฆษณา",
        "value",
        (Formula("revenue / spend"),),
        "ratio",
        "Revenue for each unit of money spent on advertising. It leaves all other costs out, so it is no profit.",
        bands=(Band("does not pay for its advertising", "ไม่คุ้มค่าโฆษณา", None, 1),),
        reading="Below 1 the advertising brings in less than it costs.",
        stage="decision",
        named=(
            Named(
                "advertising",
                "Return On Ad Spend (ROAS)",
                slip="called a profit there; its example divides revenue",
            ),
        ),
        examples=(Example({"revenue": 20000, "spend": 5000}, 4.0, "advertising"),),
    ),
    Metric(
        "roi",
        "Return on investment (ROI)",
        "ผลตอบแทนจากการลงทุน",
        "value",
        (Formula("(revenue - cost) / cost"), Formula("profit / cost")),
        "ratio",
        "Profit for each unit of money invested, with every cost counted.",
        low=None,
        reading="Below 0 the investment lost money.",
        stage="decision",
        named=(Named("advertising", "Return On Investment (ROI)"),),
        examples=(
            Example(
                {"revenue": 40000, "cost": 11500},
                28500 / 11500,
                "advertising",
                printed=2.47,
                slip="cut, not rounded: 2.48",
            ),
        ),
    ),
    Metric(
        "roi_percent",
        "Return on investment, percent",
        "ผลตอบแทนจากการลงทุน (ร้อยละ)",
        "value",
        (Formula("(revenue - cost) / cost * 100"), Formula("profit / cost * 100")),
        "percent",
        "The same in percent.",
        low=None,
        reading="Below 0 the investment lost money.",
        stage="decision",
        named=(Named("roi", "ROI", slip=_ROI_SLIP),),
    ),
    Metric(
        "aov",
        "Average order value (AOV)",
        "มูลค่าเฉลี่ยต่อคำสั่งซื้อ",
        "value",
        (Formula("revenue / orders"),),
        "money",
        "What an order is worth on average.",
        stage="decision",
        named=(Named("roi", "Average Order Value"),),
    ),
    Metric(
        "ltv",
        "Customer lifetime value (LTV)",
        "มูลค่าตลอดช่วงชีวิตลูกค้า",
        "value",
        (Formula("average_value * purchases_per_period * lifespan"), Formula("average_value * lifespan")),
        "money",
        "What a customer pays from the first day to the last. No later money is discounted and no cost taken off: it "
        "is revenue, not profit.",
        stage="decision",
        named=(Named("advertising", "Lifetime Value (LTV)"), Named("roi", "Customer Lifetime Value")),
        examples=(
            Example({"average_value": 500, "purchases_per_period": 52, "lifespan": 10}, 260000.0, "advertising"),
            Example({"average_value": 26000, "lifespan": 10}, 260000.0, "advertising"),
        ),
    ),
)
