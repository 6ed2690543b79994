"""Compute the score of every brand in one period: indicators, cells, sides, brand."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from brandscore.errors import DataError
from brandscore.indicators import applicable
from brandscore.metrics.measured import Measured
from brandscore.score.aggregate import Mean, weighted_mean
from brandscore.score.normalise import normalise, scale_kind
from brandscore.score.profile import Profile
from brandscore.score.question import Competitor, Question
from brandscore.score.reference import Frozen, shrunk
from brandscore.score.status import Standing, standing_of

__all__ = ["RANK_DECIMALS", "BrandScore", "CellScore", "Leaf", "score_brands"]

#: Scores are rounded to this only to be ranked, so that engines agree on ties.
RANK_DECIMALS = 9
_PARTS = ("views", "weighted_interactions")


@dataclass(slots=True)
class Leaf:
    """One indicator of one cell on its way into the score."""

    side: str
    platform: str
    name: str
    standing: Standing
    normalised: float | None = None
    weight: float | None = None
    contribution: float | None = None


@dataclass(slots=True)
class CellScore:
    """One brand on one side of one platform."""

    side: str
    platform: str
    leaves: dict[str, Leaf]
    covered: bool
    measured: bool
    base: float | None = None
    value: float | None = None
    damped_sentiment: float | None = None
    #: slope of each scored leaf within the base, and its weight there
    slopes: dict[str, float] = field(default_factory=dict)
    shares: dict[str, float] = field(default_factory=dict)


@dataclass(slots=True)
class BrandScore:
    """One brand's score and all that it is made of."""

    brand: str
    category: str
    cells: list[CellScore]
    coverage: float
    completeness: float
    net_sentiment: float | None
    net_sentiment_raw: float | None = None
    own: float | None = None
    earned: float | None = None
    score: float | None = None
    rank: int | None = None
    reason: str = ""

    @property
    def leaves(self) -> list[Leaf]:
        """Every indicator of every asked cell."""
        return [leaf for cell in self.cells for leaf in cell.leaves.values()]

    @property
    def contributions(self) -> list[Leaf]:
        """The indicators that entered the score."""
        return [leaf for leaf in self.leaves if leaf.contribution is not None]


def score_brands(
    measured: Measured,
    period: int,
    competitors: Sequence[Competitor],
    profile: Profile,
    question: Question,
    frozen: Frozen,
) -> list[BrandScore]:
    """Score every brand in one period against a reference.

    Returns
    -------
    list of BrandScore
        By category, then rank, then name; brands without a score last.

    Raises
    ------
    DataError
        If the reference does not fit (other normalisation, unknown category).
    """
    if frozen.normaliser != profile.normalise.method:
        raise DataError(
            f"the reference was made for the normalisation {frozen.normaliser}, the profile "
            f"{profile.name} asks for {profile.normalise.method}. Use a reference of the same profile."
        )
    if frozen.profile != profile.name:
        raise DataError(
            f"the reference was made with the profile {frozen.profile}, this run asks for {profile.name}: "
            "their indicators are not measured alike. Use a reference of the same profile."
        )
    unknown = sorted({c.category for c in competitors} - frozen.categories)
    if unknown:
        raise DataError(
            f"the reference knows nothing of category {', '.join(unknown)}. Make one from a run that holds it."
        )
    scores = [_brand(measured, period, c, profile, question, frozen) for c in competitors]
    for one in scores:
        if one.score is not None:
            mine = round(one.score, RANK_DECIMALS)
            one.rank = 1 + sum(
                round(other.score, RANK_DECIMALS) > mine
                for other in scores
                if other.category == one.category and other.score is not None
            )
    return sorted(scores, key=lambda s: (s.category, math.inf if s.rank is None else s.rank, s.brand))


def _brand(
    measured: Measured, period: int, brand: Competitor, profile: Profile, question: Question, frozen: Frozen
) -> BrandScore:
    cells = [_cell(measured, period, brand, side, platform, profile, frozen) for side, platform in question.cells]
    weights = question.weights(profile)
    coverage = math.fsum(weights[c.side, c.platform] for c in cells if c.covered)
    completeness = math.fsum(weights[c.side, c.platform] * _complete(c, profile) for c in cells)
    net, raw = _net_sentiment(measured, period, brand, question)
    result = BrandScore(brand.name, brand.category, cells, coverage, completeness, net, raw)
    gaps = _gaps(cells)
    if not any(c.measured for c in cells):
        result.reason = "no data of this brand in what was asked for"
    elif coverage < profile.coverage.floor - 1e-12:
        result.reason = f"coverage {coverage:.2f} is below {profile.coverage.floor:.2f}; {gaps}"
    else:
        result.reason = gaps
        _combine(result, profile)
    return result


def _gaps(cells: Sequence[CellScore]) -> str:
    """Name the cells that are missing or absent."""
    missing = [f"{c.side} {c.platform}" for c in cells if not c.covered]
    absent = [f"{c.side} {c.platform}" for c in cells if c.covered and not c.measured]
    parts = []
    if missing:
        parts.append("missing: " + ", ".join(missing))
    if absent:
        parts.append("absent: " + ", ".join(absent))
    return "; ".join(parts)


def _net_sentiment(
    measured: Measured, period: int, brand: Competitor, question: Question
) -> tuple[float | None, float | None]:
    """100·(P - N)/(P + N) over the asked cells, corrected and as labelled; None without a polar message."""
    cells = [measured.cells[period, brand.name, platform, side] for side, platform in question.cells]
    found = measured.sentiments(cells, False)
    return _points(found.counts), _points(found.labelled)


def _points(counts: Mapping[str, float]) -> float | None:
    pos, neg = counts["pos"], counts["neg"]
    return 100.0 * (pos - neg) / (pos + neg) if pos + neg else None


def _leaf_weights(side: str, profile: Profile) -> dict[str, float]:
    """Nominal weight of each scored indicator within a cell."""
    weights = profile.side(side)
    return {n: profile.nodes.quantity * w for n, w in weights.quantity.items()} | {
        n: profile.nodes.quality * w for n, w in weights.quality.items()
    }


def _complete(cell: CellScore, profile: Profile) -> float:
    """Share of the cell's nominal indicator weight that is measured or absent."""
    return math.fsum(
        w for name, w in _leaf_weights(cell.side, profile).items() if cell.leaves[name].standing.status != "missing"
    )


def _cell(
    measured: Measured, period: int, brand: Competitor, side: str, platform: str, profile: Profile, frozen: Frozen
) -> CellScore:
    collected = frozen.collected(brand.category)
    days = measured.periods[period].days
    leaves: dict[str, Leaf] = {}
    for indicator in applicable(side, platform):
        name = indicator.name
        if name == "views_interactions":
            continue
        key = (brand.category, platform, side, name)
        # What nobody scores is shown as measured, and needs no reference.
        known = collected if key in frozen.entries else measured.collected
        standing = standing_of(measured, period, brand, side, platform, name, known)
        leaf = Leaf(side, platform, name, standing)
        entry = frozen.entries.get(key)
        if entry is None and name in profile.scored:
            leaf.standing = Standing("missing", standing.value, "the reference says nothing of it")
        if entry is not None and name in profile.scored:
            if name in profile.shrink.rates:
                leaf.standing = shrunk(
                    standing, measured, period, brand.name, platform, side, name, entry.shrink_mean, profile
                )
            reference = entry.reference.scaled(days) if indicator.nature == "flow" else entry.reference
            _normalise(leaf, scale_kind(indicator.nature, profile.normalise), reference, profile)
        leaves[name] = leaf
    _views_interactions(leaves, side, platform, profile)
    ordered = {i.name: leaves[i.name] for i in applicable(side, platform)}
    statuses = {ordered[name].standing.status for name in _leaf_weights(side, profile)}
    cell = CellScore(
        side, platform, ordered, covered=bool(statuses & {"measured", "absent"}), measured="measured" in statuses
    )
    _base(cell, profile)
    _sentiment(cell, measured, period, brand, profile)
    return cell


def _normalise(leaf: Leaf, kind: str, reference: Any, profile: Profile) -> None:
    standing = leaf.standing
    if standing.status == "missing":
        return
    scaled = normalise(float(standing.value or 0), reference, kind, profile.normalise)
    if scaled is None:
        why = "no reference: no brand of the category has a value other than 0"
        kept = standing.value if standing.status == "measured" else None
        leaf.standing = Standing("missing", kept, "; ".join(filter(None, (why, standing.reason))))
    else:
        leaf.normalised = 0.0 if standing.status == "absent" else scaled


def _views_interactions(leaves: dict[str, Leaf], side: str, platform: str, profile: Profile) -> None:
    """Join views and weighted interactions, on the common scale, into one indicator."""
    weights = profile.views_interactions.model_dump()
    parts = [leaves[p] for p in _PARTS if p in leaves]
    there = [p for p in parts if p.normalised is not None]
    reasons = "; ".join(f"{p.name}: {p.standing.reason}" for p in parts if p.standing.reason)
    mean = weighted_mean(
        [p.normalised for p in there if p.normalised is not None],
        [weights[p.name] for p in there],
        "arithmetic",
        "views_interactions",
    )
    if mean is None:
        leaf = Leaf(side, platform, "views_interactions", Standing("missing", None, reasons or "not collected"))
    else:
        status = "measured" if any(p.standing.status == "measured" for p in there) else "absent"
        leaf = Leaf(side, platform, "views_interactions", Standing(status, None, reasons), mean.value)  # type: ignore[arg-type]
    leaves["views_interactions"] = leaf


def _base(cell: CellScore, profile: Profile) -> None:
    """B: the weighted mean of quantity and quality; remembers every leaf's slope in it."""
    if profile.coverage.absent == "leave_out" and not cell.measured:
        return
    enters = {"measured"} if profile.coverage.absent == "leave_out" else {"measured", "absent"}
    where = f"{cell.side} {cell.platform}"
    side = profile.side(cell.side)
    nodes: list[tuple[float, Mean, list[str]]] = []
    for node, weights in (("quantity", side.quantity), ("quality", side.quality)):
        names = [n for n in weights if cell.leaves[n].standing.status in enters]
        values = [cell.leaves[n].normalised or 0.0 for n in names]
        mean = weighted_mean(values, [weights[n] for n in names], profile.aggregate.indicators, f"{where} {node}")
        if mean is not None:
            nodes.append((getattr(profile.nodes, node), mean, names))
    both = weighted_mean([m.value for _, m, _ in nodes], [w for w, _, _ in nodes], profile.aggregate.nodes, where)
    if both is None:
        return
    cell.base = both.value
    for (_, mean, names), slope, share in zip(nodes, both.slopes, both.weights, strict=True):
        for name, inner, inner_share in zip(names, mean.slopes, mean.weights, strict=True):
            cell.slopes[name] = slope * inner
            cell.shares[name] = share * inner_share


def _sentiment(cell: CellScore, measured: Measured, period: int, brand: Competitor, profile: Profile) -> None:
    """S = B + gain·NS*·|B|, NS* = (P - N)/(P + N + damping)."""
    counts = measured.sentiments([measured.cells[period, brand.name, cell.platform, cell.side]], False).counts
    pos, neg = counts["pos"], counts["neg"]
    leaf = cell.leaves["net_sentiment"]
    if leaf.standing.status == "measured" and pos + neg:
        damped = (pos - neg) / (pos + neg + profile.sentiment.damping)
        leaf.normalised = damped
        cell.damped_sentiment = min(0.0, damped) if profile.sentiment.penalty_only else damped
    if cell.base is not None:
        cell.value = cell.base + profile.sentiment.gain * (cell.damped_sentiment or 0.0) * abs(cell.base)


def _combine(result: BrandScore, profile: Profile) -> None:
    """Cells → sides → brand, and back down: every leaf's weight and contribution."""
    sides: list[tuple[str, Mean, list[CellScore]]] = []
    for side in dict.fromkeys(c.side for c in result.cells):
        cells = [c for c in result.cells if c.side == side and c.value is not None]
        values = [c.value for c in cells if c.value is not None]
        weights = [profile.platforms.get(c.platform, 0.0) for c in cells]
        mean = weighted_mean(values, weights, profile.aggregate.platforms, side)
        if mean is not None:
            sides.append((side, mean, cells))
            setattr(result, side, mean.value)
    whole = weighted_mean(
        [m.value for _, m, _ in sides],
        [getattr(profile.sides, s) for s, _, _ in sides],
        profile.aggregate.sides,
        "brand",
    )
    if whole is None:
        result.reason = "no weighted platform was measured"
        return
    result.score = whole.value
    for (_, mean, cells), slope, share in zip(sides, whole.slopes, whole.weights, strict=True):
        for cell, inner, inner_share in zip(cells, mean.slopes, mean.weights, strict=True):
            _contribute(cell, slope * inner, share * inner_share, profile)


def _contribute(cell: CellScore, slope: float, share: float, profile: Profile) -> None:
    for name, inner in cell.slopes.items():
        leaf = cell.leaves[name]
        leaf.weight = share * cell.shares[name]
        leaf.contribution = slope * inner * (leaf.normalised or 0.0)
    if cell.damped_sentiment is not None and cell.base is not None:
        cell.leaves["net_sentiment"].contribution = (
            slope * profile.sentiment.gain * cell.damped_sentiment * abs(cell.base)
        )
