"""Funnels: stages that people pass one after the other, and the step between each two."""

from __future__ import annotations

from dataclasses import dataclass

from brandscore.metrics.registry.declared import Metric, Named, Stage
from brandscore.metrics.registry.formula import Formula
from brandscore.metrics.registry.inputs import INPUTS

__all__ = ["FUNNELS", "METRICS", "Funnel"]


@dataclass(frozen=True, slots=True)
class Funnel:
    """A funnel: its stages from top to bottom, each an input.

    Parameters
    ----------
    name
        ``buyer_journey`` or ``brand_funnel``.
    title, title_th
        What people read.
    stages
        Names of the inputs that count the people at each stage.
    named
        Where it comes from.
    """

    name: str
    title: str
    title_th: str
    stages: tuple[str, ...]
    named: Named

    @property
    def steps(self) -> tuple[tuple[str, str], ...]:
        """Each two stages that follow one another."""
        return tuple(zip(self.stages, self.stages[1:], strict=False))


FUNNELS: dict[str, Funnel] = {
    f.name: f
    for f in (
        Funnel(
            "buyer_journey",
            "Buyer journey",
            "เส้นทางการตัดสินใจซื้อ",
            ("awareness", "consideration", "decision"),
            Named("advertising", "Buyer Journey Framework"),
        ),
        Funnel(
            "brand_funnel",
            "Brand funnel",
            "ช่องทางแบรนด์ (brand funnel)",
            ("awareness", "interest", "preference", "purchase", "advocacy"),
            Named("social", "ช่องทางแบรนด์"),
        ),
    )
}

_STAGES: dict[str, Stage] = {
    "consideration": "consideration",
    "interest": "consideration",
    "preference": "consideration",
    "decision": "decision",
    "purchase": "decision",
    "advocacy": "decision",
}


def _step(funnel: Funnel, above: str, below: str) -> Metric:
    first, second = INPUTS[above], INPUTS[below]
    return Metric(
        f"{above}_to_{below}",
        f"{first.title} to {second.title.lower()}",
        f"{first.title_th} → {second.title_th}",
        "funnel",
        (Formula(f"{below} / {above} * 100"),),
        "percent",
        f"Of those at the stage of {above}, how many reach {below}; the rest to 100 is the drop-off.",
        high=100,
        reading="Above 100 the two stages were counted in different ways.",
        stage=_STAGES[below],
        at_most=((below, above),),
        named=(funnel.named,),
    )


METRICS: tuple[Metric, ...] = tuple(_step(funnel, *step) for funnel in FUNNELS.values() for step in funnel.steps)
