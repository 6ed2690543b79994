"""The ranking and the explanations as rich renderables for a terminal."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from brandscore.report.arrange import Row, categories
from brandscore.report.clean import shown
from brandscore.report.figures import MISSING, is_missing, percent, score, signed
from brandscore.report.phrases import phrase
from brandscore.report.summary import summary_sentences
from brandscore.report.view import Lang, ScoreView
from brandscore.report.words import By, contribution_lines, difference_lines, difference_sentences

if TYPE_CHECKING:
    import pandas as pd
    from rich.console import RenderableType
    from rich.table import Table

__all__ = ["difference", "explanation", "net_points", "ranking", "ranking_tables", "reasons", "render_text", "summary"]


def _table(title: str | None = None) -> Table:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    # Texts from the data never pass rich's markup.
    return Table(
        title=Text(title) if title else None,
        title_justify="left",
        box=box.SIMPLE_HEAD,
        pad_edge=False,
        collapse_padding=True,
        show_edge=False,
    )


def net_points(x: Any) -> str:
    """Return net sentiment, already in points, without decimals.

    Examples
    --------
    >>> net_points(42.8), net_points(0.2), net_points(None)
    ('+43', '0', '–')
    """
    if is_missing(x):
        return MISSING
    text = f"{float(x):+.0f}"
    return "0" if text in ("+0", "-0") else text


def ranking_tables(view: ScoreView, lang: Lang = "en") -> list[Table]:
    """Return the ranking, a table per category; the interval columns only where they are filled.

    Texts are aligned by what they take on the screen, so Thai marks above and
    below a letter shift nothing. On a narrow terminal only the names are
    broken.
    """
    from rich.cells import cell_len
    from rich.text import Text

    found = categories(view.scores)
    tables = []
    for category, rows in found:
        named = len(found) > 1 or category not in ("", "all")
        table = _table(phrase("category", lang, shown(category)) if named else None)
        columns: dict[str, list[str]] = {
            "rank": [MISSING if is_missing(r["rank"]) else f"{int(r['rank'])}" for r in rows],
            "brand": [shown(r["brand"], 60) for r in rows],
            "brand_score": [score(r["brand_score"]) for r in rows],
        }
        if any(not is_missing(r["brand_score_low"]) for r in rows):
            columns["interval"] = [_between(r, "brand_score") for r in rows]
        if any(not is_missing(r["rank_low"]) for r in rows):
            columns["rank_interval"] = [_between(r, "rank") for r in rows]
        columns["own_score"] = [score(r["own_score"]) for r in rows]
        columns["earned_score"] = [score(r["earned_score"]) for r in rows]
        columns["net_sentiment"] = [_net(r) for r in rows]
        columns["coverage"] = [percent(r["coverage"]) for r in rows]
        for name, cells in columns.items():
            if name == "brand":
                table.add_column(phrase(name, lang), overflow="fold", min_width=min(8, max(map(cell_len, cells))))
            else:
                style = "bold" if name == "brand_score" else ""
                table.add_column(phrase(f"head_{name}", lang), justify="right", no_wrap=True, style=style)
        for cells_of_row in zip(*columns.values(), strict=True):
            table.add_row(*(Text(c) for c in cells_of_row))
        tables.append(table)
    return tables


def reasons(view: ScoreView) -> RenderableType:
    """Return why scores are empty, and what else a reader must know of a brand, a line each."""
    from rich.text import Text

    lines = [
        f"{shown(row['brand'], 60)}: {shown(row['reason'], 200)}"
        for _, rows in categories(view.scores)
        for row in rows
        if shown(row["reason"])
    ]
    return Text("\n".join(lines) + "\n") if lines else Text("", end="")


def _net(row: Row) -> str:
    """Return net sentiment, with the uncorrected figure in brackets where it differs."""
    net, raw = row["net_sentiment"], row["net_sentiment_raw"]
    if is_missing(raw) or (not is_missing(net) and abs(raw - net) <= 1e-9):
        return net_points(net)
    return f"{net_points(net)} ({net_points(raw)})"


def _between(row: Row, name: str) -> str:
    low, high = row[f"{name}_low"], row[f"{name}_high"]
    if is_missing(low) or is_missing(high):
        return MISSING
    return f"{int(low)}–{int(high)}" if name == "rank" else f"{score(low)}–{score(high)}"


def summary(view: ScoreView, lang: Lang = "en") -> RenderableType:
    """Return what a reader must know beside the ranking, a line each."""
    from rich.text import Text

    return Text("\n".join(summary_sentences(view, lang)))


def ranking(view: ScoreView, lang: Lang = "en") -> RenderableType:
    """Return the ranking and, under it, the brands' reasons and the summary in words.

    Parameters
    ----------
    view
        The finished tables.
    lang
        Language of the words.

    Returns
    -------
    rich renderable
        Print it with a `rich.console.Console`, or turn it into text with `render_text`.
    """
    from rich.console import Group
    from rich.text import Text

    blank = Text("")
    tables = [part for table in ranking_tables(view, lang) for part in (table, blank)]
    return Group(*tables, reasons(view), summary(view, lang))


def _sum_table(title: str, rows: list[tuple[str, str]], closing: tuple[str, str], lang: Lang) -> Table:
    from rich.text import Text

    table = _table(title)
    table.add_column(phrase("points", lang), justify="right", no_wrap=True)
    table.add_column(phrase("source", lang), overflow="fold")
    for figure, words in rows:
        table.add_row(Text(figure), Text(words))
    table.add_section()
    table.add_row(Text(closing[0], style="bold"), Text(closing[1], style="bold"))
    return table


def explanation(view: ScoreView, brand: str, lang: Lang = "en", top: int = 12, by: By = "cell") -> RenderableType:
    """Return one brand's score as a sum, a line per contribution, and the reason if it has none.

    Parameters
    ----------
    view
        The finished tables.
    brand
        The brand to explain.
    lang
        Language of the words.
    top
        Lines shown, largest first; the rest is one line more.
    by
        ``cell``: a line per indicator and platform; ``indicator``: platforms together.

    Raises
    ------
    KeyError
        If the run has no such brand.
    """
    from rich.text import Text

    rows = [r for _, found in categories(view.scores) for r in found if r["brand"] == brand]
    if not rows:
        raise KeyError(brand)
    lines, total = contribution_lines(view.contributions, brand, lang, top, by)
    if total is None:
        return Text(f"{shown(brand)}: {phrase('no_score', lang)}. {shown(rows[0]['reason'], 300)}".rstrip(". ") + ".")
    title = phrase("explained", lang, shown(brand, 60))
    closing = (score(total / 10), phrase("total", lang))
    return _sum_table(title, [(line.points, line.full) for line in lines], closing, lang)


def difference(
    contrib_a: pd.DataFrame,
    contrib_b: pd.DataFrame,
    name_a: str,
    name_b: str,
    lang: Lang = "en",
    top: int = 12,
    by: By = "cell",
) -> RenderableType:
    """Return what sets two scores apart, a line per contribution; see `words.difference_sentences`."""
    from rich.console import Group
    from rich.text import Text

    lines, total_a, total_b = difference_lines(contrib_a, contrib_b, lang, top, by)
    head = Text(difference_sentences(contrib_a, contrib_b, name_a, name_b, lang, top, by)[0])
    if total_a is None or total_b is None:
        return head
    title = phrase("difference", lang, shown(name_a, 60), shown(name_b, 60))
    closing = (signed(total_a - total_b), phrase("difference_total", lang))
    return Group(head, _sum_table(title, [(line.points, line.full) for line in lines], closing, lang))


def render_text(renderable: RenderableType, width: int = 100) -> str:
    """Return a renderable as plain text, without colours, as wide as given."""
    from rich.console import Console

    out = io.StringIO()
    Console(file=out, width=width, color_system=None, legacy_windows=False, emoji=False, highlight=False).print(
        renderable
    )
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"
