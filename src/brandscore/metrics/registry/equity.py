"""Brand equity: what the brand is worth in money, by cost, by market and by income."""

from __future__ import annotations

from brandscore.metrics.registry.declared import Metric, Named
from brandscore.metrics.registry.formula import Formula

__all__ = ["METRICS"]

_KEPT = "royalty_rate / 100 * (1 - tax_rate / 100)"

METRICS: tuple[Metric, ...] = (
    Metric(
        "brand_value_cost",
        "Brand value by cost",
        "มูลค่าแบรนด์ตามต้นทุน",
        "equity",
        (Formula("compounded(building_costs, inflation)"),),
        "money",
        "What it would cost to build the brand again: what was spent on it in each year, at today's prices.",
        reading="A floor for a brand that was built well, and says nothing of what it earns.",
        named=(Named("social", "การประเมินราคาตามต้นทุน"),),
        sources=("valuation",),
    ),
    Metric(
        "brand_value_market",
        "Brand value by market",
        "มูลค่าแบรนด์ตามตลาด",
        "equity",
        (Formula("comparable_price / comparable_revenue * yearly_revenue"),),
        "money",
        "What buyers paid for a comparable brand, for each unit of its revenue, at this brand's revenue.",
        reading="As good as the comparison.",
        named=(Named("social", "การประเมินราคาตามตลาด"),),
        sources=("valuation",),
    ),
    Metric(
        "brand_value_income",
        "Brand value by income",
        "มูลค่าแบรนด์ตามรายได้",
        "equity",
        (
            Formula(
                "(present_value(brand_revenue, discount_rate) + perpetuity(brand_revenue, discount_rate, growth_rate)) "
                f"* {_KEPT}"
            ),
            Formula(f"present_value(brand_revenue, discount_rate) * {_KEPT}"),
        ),
        "money",
        "What the brand will earn, at today's worth: the royalty that its expected revenue would carry, after tax, "
        "discounted; with growth_rate also what follows the listed years.",
        reading="Moves strongly with the discount and growth rates: show it for several.",
        named=(Named("social", "การประเมินตามรายได้"),),
        sources=("valuation",),
    ),
)
