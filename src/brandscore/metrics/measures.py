"""Every indicator's formula over the totals, one declaration each, and its SQL."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import ibis

from brandscore.metrics import totals
from brandscore.metrics.options import MeasureOptions
from brandscore.tables import ACCOUNTS, MENTIONS, POSTS, Table

if TYPE_CHECKING:
    from ibis.expr.types import NumericValue
    from ibis.expr.types import Table as Expr

    from brandscore.metrics.windows import Calendar

__all__ = ["MEASURES", "Measure", "Tables", "measure_sql", "measured_expr"]

_KEYS = ("period", "brand", "platform", "side")
_DERIVED = {
    "accounts": {},
    "posts": {"day": "date", "snapshot_day": "date"},
    "mentions": {"day": "date", "voice": "string", "classified": "int8"},
}
_TYPES = {
    "id": "string",
    "text": "string",
    "choice": "string",
    "count": "int64",
    "day": "date",
    "time": "timestamp",
    "flag": "int8",
}


@dataclass(frozen=True, slots=True)
class Tables:
    """The typed tables of a run; None = not collected."""

    accounts: Expr | None = None
    posts: Expr | None = None
    mentions: Expr | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """How one indicator is measured on one side.

    Parameters
    ----------
    indicator, side
        What is measured.
    needs
        The totals it is a formula of: the first must be collected, others are
        added where they are.
    value
        The formula, as a column over the joined totals.
    """

    indicator: str
    side: str
    needs: tuple[str, ...]
    value: Callable[[Expr, MeasureOptions], NumericValue]


# Totals are joined with a prefix: post_comments, mention_comments, …
_SOURCE = {"own": "post", "earned": "mention"}
# How many rows of the period lie behind the counts of a side.
_BEHIND = {"own": "post_posts", "earned": "mention_counted"}


def _sum(t: Expr, side: str, column: str) -> NumericValue:
    """Sum of a count column: 0 without rows in the period, null where nobody filled it."""
    total = t[f"{_SOURCE[side]}_{column}"]
    return ibis.ifelse(t[_BEHIND[side]].fill_null(0) == 0, 0, total)


def _added(parts: list[tuple[float, NumericValue]]) -> NumericValue:
    """Weighted sum that skips nulls; null where all are null."""
    total: Any = None
    nothing: Any = None
    for weight, part in parts:
        term = part.fill_null(0) * (int(weight) if float(weight).is_integer() else weight)
        total = term if total is None else total + term
        nothing = part.isnull() if nothing is None else nothing & part.isnull()
    return ibis.ifelse(nothing, None, total)


def _ratio(above: NumericValue, below: NumericValue) -> NumericValue:
    """A ratio in double precision; null where the denominator is 0."""
    return above.cast("float64") / below.cast("float64").nullif(0.0)


def _interactions(side: str) -> Callable[[Expr, MeasureOptions], NumericValue]:
    return lambda t, o: _added([(1, _sum(t, side, c)) for c in ("reactions", "comments", "shares")])


def _weighted(side: str) -> Callable[[Expr, MeasureOptions], NumericValue]:
    def value(t: Expr, o: MeasureOptions) -> NumericValue:
        weights = {"reactions": o.reaction, "comments": o.comment, "shares": o.share}
        if not o.comments_hold_tag_friends:
            weights["tag_friends"] = o.tag_friend
        return _added([(w, _sum(t, side, c)) for c, w in weights.items()])

    return value


def _post_ratio(column: str) -> Callable[[Expr, MeasureOptions], NumericValue]:
    """Comments or shares over posts, interactions or views, as the profile says for the platform."""

    def value(t: Expr, o: MeasureOptions) -> NumericValue:
        below: dict[str, NumericValue] = {
            "post": t[f"post_{column}_known"].fill_null(0),
            "interaction": _interactions("own")(t, o),
            "view": _sum(t, "own", "views"),
        }
        chosen = below["interaction"].cast("float64")
        for platform, per in sorted(o.ratio_per.items()):
            chosen = ibis.ifelse(t.platform == platform, below[per].cast("float64"), chosen)
        return _ratio(_sum(t, "own", column), chosen)

    return value


def _labelled(t: Expr, column: str) -> NumericValue:
    return t[f"mention_{column}"].fill_null(0)


def _flagged(t: Expr, column: str) -> NumericValue:
    """Messages with a flag; null where there are messages and none of them is labelled."""
    unknown = (_labelled(t, f"{column}_n") == 0) & (_labelled(t, "messages") > _labelled(t, "promo"))
    return ibis.ifelse(unknown, None, _labelled(t, column))


def _advocacy(side: str) -> Callable[[Expr, MeasureOptions], NumericValue]:
    """Messages labelled advocacy + tag_friends (own: of the posts, earned: of the messages)."""

    def value(t: Expr, o: MeasureOptions) -> NumericValue:
        messages = _flagged(t, "advocacy")
        tagged = "post_tag_friends" if side == "own" else "mention_tagged"
        # Posts need not be collected for the messages to count.
        return messages + t[tagged].fill_null(0) if tagged in t.columns else messages

    return value


def _polar(t: Expr) -> tuple[NumericValue, NumericValue]:
    return _labelled(t, "pos"), _labelled(t, "neg")


def _net(t: Expr, o: MeasureOptions) -> NumericValue:
    pos, neg = _polar(t)
    return _ratio(pos - neg, pos + neg)


def _net_all(t: Expr, o: MeasureOptions) -> NumericValue:
    pos, neg = _polar(t)
    return _ratio(pos - neg, pos + neg + _labelled(t, "neu") + _labelled(t, "q"))


def _both_sides() -> tuple[Measure, ...]:
    found: list[Measure] = []
    for side, source in _SOURCE.items():
        advocacy_needs = ("mention", "post") if side == "own" else ("mention",)
        found += [
            Measure("interactions", side, (source,), _interactions(side)),
            Measure("weighted_interactions", side, (source,), _weighted(side)),
            Measure("views", side, (source,), lambda t, o, side=side: _sum(t, side, "views")),  # type: ignore[misc]
            Measure("intention", side, ("mention",), lambda t, o: _flagged(t, "intention")),
            Measure(
                "intention_rate",
                side,
                ("mention",),
                lambda t, o: _ratio(_labelled(t, "intention"), _labelled(t, "intention_n")),
            ),
            Measure("advocacy", side, advocacy_needs, _advocacy(side)),
            Measure(
                "advocacy_rate",
                side,
                advocacy_needs,
                lambda t, o, side=side: _ratio(_advocacy(side)(t, o), _labelled(t, "advocacy_n")),  # type: ignore[misc]
            ),
            Measure("net_sentiment", side, ("mention",), _net),
            Measure("net_sentiment_all", side, ("mention",), _net_all),
        ]
    return tuple(found)


#: Every measure. `views_interactions` is no measure: it exists on the common scale only.
MEASURES: tuple[Measure, ...] = (
    Measure("followers", "own", ("account",), lambda t, o: t.account_followers),
    Measure("fan_growth", "own", ("account",), lambda t, o: t.account_growth),
    Measure("fan_growth_rate", "own", ("account",), lambda t, o: _ratio(t.account_growth, t.account_first_followers)),
    Measure("comment_ratio", "own", ("post",), _post_ratio("comments")),
    Measure("share_ratio", "own", ("post",), _post_ratio("shares")),
    Measure(
        "response_rate",
        "own",
        ("response",),
        lambda t, o: _ratio(t.response_answered.fill_null(0), t.response_answerable.fill_null(0)),
    ),
    Measure("unique_daily_mentions", "earned", ("voice",), lambda t, o: t.voice_unique_daily_mentions.fill_null(0)),
    *_both_sides(),
)


def _totals(name: str, tables: Tables, calendar: Calendar, options: MeasureOptions) -> Expr | None:
    """Return one of the totals, or None where its table is not collected."""
    days, edges = calendar.days, calendar.edges
    builders: Mapping[str, tuple[Expr | None, Callable[[Expr], Expr]]] = {
        "account": (tables.accounts, lambda t: totals.account_totals(t, edges, options)),
        "post": (tables.posts, lambda t: totals.post_totals(t, days, edges)),
        "mention": (tables.mentions, lambda t: totals.mention_totals(t, days, options)),
        "voice": (tables.mentions, lambda t: totals.voice_totals(t, days, options)),
        "response": (tables.mentions, lambda t: totals.response_totals(t, days, edges)),
    }
    table, build = builders[name]
    return None if table is None else build(table)


def measured_expr(
    side: str,
    tables: Tables,
    calendar: Calendar,
    grid: Expr,
    options: MeasureOptions,
    names: Iterable[str] | None = None,
) -> Expr:
    """All measures of a side as one expression: a row per cell of the grid.

    Parameters
    ----------
    side
        ``own`` or ``earned``.
    tables, calendar, options
        What to measure, when and how.
    grid
        Table (period, brand, platform, side): the cells wanted.
    names
        Indicators wanted; all if not given.

    Returns
    -------
    Expr
        The grid's columns, the totals behind them (with a prefix), and a
        column per indicator. Indicators whose table is not collected are left
        out.
    """
    wanted = [m for m in MEASURES if m.side == side and (names is None or m.indicator in set(names))]
    joined = grid.filter(grid.side == side)
    there = set()
    for need in sorted({need for m in wanted for need in m.needs}):
        total = _totals(need, tables, calendar, options)
        if total is None:
            continue
        there.add(need)
        total = total.filter(total.side == side)
        renamed = total.rename({f"{need}_{c}": c for c in total.columns if c not in _KEYS})
        joined = joined.left_join(renamed, list(_KEYS)).drop(*(f"{k}_right" for k in _KEYS))
    return joined.mutate(**{m.indicator: m.value(joined, options) for m in wanted if m.needs[0] in there})


def _unbound(table: Table) -> Expr:
    columns = {c.name: _TYPES[c.kind] for c in table.columns} | _DERIVED[table.name]
    return ibis.table(columns, name=table.name)


def measure_sql(indicator: str, side: str, options: MeasureOptions, dialect: str = "duckdb") -> str:
    """Return the SQL that measures one indicator on one side.

    The tables it names are the input tables after reading (times in UTC, with
    their Bangkok ``day``), ``calendar_days`` and ``calendar_edges`` (the
    window) and ``grid`` (the cells asked for).

    Raises
    ------
    KeyError
        If the indicator is not measured on that side.

    Examples
    --------
    >>> "unique_daily_mentions" in measure_sql("unique_daily_mentions", "earned", MeasureOptions())
    True
    """
    from brandscore.engine.session import sql_of
    from brandscore.metrics.windows import Calendar

    if not any(m.indicator == indicator and m.side == side for m in MEASURES):
        raise KeyError(f"{indicator} is not measured on side {side}")
    calendar = Calendar(
        (),
        ibis.table({"day": "date", "period": "int32"}, name="calendar_days"),
        ibis.table({"period": "int32", "first_day": "date", "last_day": "date"}, name="calendar_edges"),
    )
    grid = ibis.table(
        {"period": "int32", "brand": "string", "platform": "string", "side": "string"}, name="calendar_grid"
    )
    tables = Tables(_unbound(ACCOUNTS), _unbound(POSTS), _unbound(MENTIONS))
    expr = measured_expr(side, tables, calendar, grid, options, [indicator])
    return sql_of(expr.select(*_KEYS, indicator), dialect)
