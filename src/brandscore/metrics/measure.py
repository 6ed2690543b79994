"""Run the measures over a session's tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from brandscore.indicators import applicable
from brandscore.metrics.measured import Cell, CellKey, Measured, Sentiments, as_labelled
from brandscore.metrics.measures import Tables, measured_expr
from brandscore.metrics.options import MeasureOptions
from brandscore.metrics.totals import COUNTS, bin_totals
from brandscore.metrics.windows import Period, stage_calendar
from brandscore.platforms import PLATFORM_NAMES, SIDES
from brandscore.tables import SENTIMENTS

if TYPE_CHECKING:
    from ibis.expr.types import Table as Expr

    from brandscore.engine.session import Session
    from brandscore.metrics.windows import Calendar

__all__ = ["bins_of", "measure"]

#: Totals that travel with a cell under their plain name.
_COUNTS = {
    "mention_messages": "messages",
    "mention_promo": "promo",
    "mention_classified": "classified",
    "mention_unlabelled": "unlabelled",
    "mention_pos": "pos",
    "mention_neu": "neu",
    "mention_neg": "neg",
    "mention_q": "q",
    **{f"mention_classified_{name}": f"classified_{name}" for name in SENTIMENTS},
    "mention_intention_n": "intention_n",
    "mention_advocacy_n": "advocacy_n",
    "response_answerable": "answerable",
    "response_answered": "answered",
    "account_first_followers": "first_followers",
}


def measure(
    session: Session,
    tables: Tables,
    periods: Sequence[Period],
    brands: Sequence[str],
    options: MeasureOptions,
    name: str = "calendar",
    sentiments: Callable[[Sequence[Cell], bool], Sentiments] = as_labelled,
) -> Measured:
    """Measure every indicator of every cell and period.

    Parameters
    ----------
    session, tables
        Where the typed tables live.
    periods
        The windows; they may overlap.
    brands
        Brands wanted.
    options
        What the profile decides about measuring.
    name
        Prefix of the tables it stages.
    sentiments
        How the labels of cells become counts of sentiment; by default they
        are taken at their word.
    """
    import pyarrow as pa

    calendar = stage_calendar(session, periods, name)
    keys = [
        (number, brand, platform, side)
        for number in range(len(periods))
        for brand in brands
        for platform in PLATFORM_NAMES
        for side in SIDES
    ]
    grid = session.stage(
        f"{name}_grid",
        pa.table(
            {
                "period": pa.array([k[0] for k in keys], pa.int32()),
                "brand": pa.array([k[1] for k in keys], pa.string()),
                "platform": pa.array([k[2] for k in keys], pa.string()),
                "side": pa.array([k[3] for k in keys], pa.string()),
            }
        ),
    )
    present, collected = _collection(session, tables)
    bins = bins_of(session, tables.mentions, calendar)
    cells: dict[CellKey, Cell] = {}
    for side in SIDES:
        for row in session.rows(measured_expr(side, tables, calendar, grid, options)):
            key = (row["period"], row["brand"], row["platform"], side)
            cells[key] = _cell(row, side, options, bins.get(key, {}), sentiments)
    return Measured(tuple(periods), cells, frozenset(present), frozenset(collected), sentiments)


def bins_of(session: Session, mentions: Expr | None, calendar: Calendar) -> dict[CellKey, dict[int, int]]:
    """Return the classifier's messages of each cell by the bin of their probabilities."""
    found: dict[CellKey, dict[int, int]] = {}
    if mentions is not None and "sentiment_bin" in mentions.columns:
        for row in session.rows(bin_totals(mentions, calendar.days)):
            key = (row["period"], row["brand"], row["platform"], row["side"])
            found.setdefault(key, {})[int(row["sentiment_bin"])] = int(row["messages"])
    return found


def _cell(
    row: dict[str, Any],
    side: str,
    options: MeasureOptions,
    bins: Mapping[int, int],
    sentiments: Callable[[Sequence[Cell], bool], Sentiments],
) -> Cell:
    values = {i.name: row.get(i.name) for i in applicable(side, row["platform"])}
    counts = {plain: int(row.get(total) or 0) for total, plain in _COUNTS.items()}
    cell = Cell(values, _notes(row, side, options), counts, bins)
    found = sentiments([cell], False)
    if found.corrected is not None:
        values |= {"net_sentiment": found.net, "net_sentiment_all": found.net_all}
    if found.note:
        said = {name: (*cell.notes.get(name, ()), found.note) for name in ("net_sentiment", "net_sentiment_all")}
        cell = Cell(values, {**cell.notes, **said}, counts, bins)
    return cell


def _notes(row: dict[str, Any], side: str, options: MeasureOptions) -> dict[str, tuple[str, ...]]:
    """Say what was assumed or left out behind the values of a cell."""
    notes: dict[str, list[str]] = {}

    def say(indicators: Sequence[str], text: str) -> None:
        for indicator in indicators:
            notes.setdefault(indicator, []).append(text)

    source, behind, what = (
        ("post", "post_posts", "posts") if side == "own" else ("mention", "mention_counted", "messages")
    )
    rows = row.get(behind) or 0
    used = {
        "reactions": ["interactions", "weighted_interactions"],
        "comments": ["interactions", "weighted_interactions", "comment_ratio"],
        "shares": ["interactions", "weighted_interactions", "share_ratio"],
        "views": ["views"],
        "tag_friends": [] if options.comments_hold_tag_friends else ["weighted_interactions"],
    }
    if rows:
        for column in COUNTS:
            known = row[f"{source}_{column}_known"]
            if known == 0:
                say(used[column], f"{column} not collected, left out")
            elif known < rows:
                say(used[column], f"{rows - known} of {rows} {what} without {column}, skipped")
    if row.get("post_late"):
        say(
            ["interactions", "weighted_interactions", "views", "comment_ratio", "share_ratio", "advocacy"],
            f"late_snapshot: counts of {row['post_late']} posts were read after the window",
        )
    if row.get("account_accounts"):
        accounts, grown, known = row["account_accounts"], row["account_grown"], row["account_known"]
        if accounts < known:
            say(["followers"], f"{known - accounts} of {known} accounts without a snapshot near the window's end")
        if grown < accounts:
            say(
                ["fan_growth", "fan_growth_rate"],
                f"{accounts - grown} of {accounts} accounts without two snapshots at the window's edges",
            )
    if row.get("voice_unknown_authors"):
        say(
            ["unique_daily_mentions"],
            f"{row['voice_unknown_authors']} by unknown authors, counted by their text once a day "
            "(without text: one each)",
        )
    if row.get("mention_unlabelled"):
        say(
            ["net_sentiment", "net_sentiment_all"],
            f"{row['mention_unlabelled']} messages without text or label, left out",
        )
    return {indicator: tuple(texts) for indicator, texts in notes.items()}


def _collection(session: Session, tables: Tables) -> tuple[set[tuple[str, str, str, str]], set[tuple[str, str, str]]]:
    """Which brands have rows where, and which indicators' columns somebody filled."""
    present: set[tuple[str, str, str, str]] = set()
    filled: set[tuple[str, str, str, str]] = set()  # (table, platform, side, column)
    for name in ("accounts", "posts", "mentions"):
        table = getattr(tables, name)
        if table is None:
            continue
        keys = ["brand", "platform"] + (["channel"] if name == "mentions" else [])
        wanted = {c for side in SIDES for p in PLATFORM_NAMES for i in applicable(side, p) for c in i.columns}
        columns = sorted(wanted & set(table.columns))
        counted = table.group_by(keys).aggregate(**{c: table[c].count() for c in columns})
        for row in session.rows(counted):
            side = row.get("channel", "own")
            present.add((name, row["brand"], row["platform"], side))
            filled |= {(name, row["platform"], side, c) for c in columns if row[c]}
    collected = {
        (platform, side, indicator.name)
        for side in SIDES
        for platform in PLATFORM_NAMES
        for indicator in applicable(side, platform)
        if any((indicator.source_table[side], platform, side, c) in filled for c in indicator.columns)
    }
    return present, collected
