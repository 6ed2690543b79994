"""The result as a notebook shows it: ranking and chart, without a style that leaks into the notebook."""

from __future__ import annotations

from brandscore.report import charts
from brandscore.report.arrange import categories
from brandscore.report.clean import shown
from brandscore.report.figures import MISSING, is_missing, percent, score
from brandscore.report.phrases import phrase
from brandscore.report.summary import winner_sentences
from brandscore.report.terminal import net_points
from brandscore.report.view import Lang, ScoreView

__all__ = ["score_html"]

_COLUMNS = ("rank", "brand", "brand_score", "own_score", "earned_score", "net_sentiment", "coverage")
_LEFT = "text-align:left;padding:2px 10px 2px 0"
_RIGHT = "text-align:right;padding:2px 10px 2px 0"


def score_html(view: ScoreView, lang: Lang = "en") -> str:
    """Return a result's ``_repr_html_``: note, ranking, chart and what drives the winner.

    Parameters
    ----------
    view
        The finished tables.
    lang
        Language of the words.

    Returns
    -------
    str
        An HTML fragment; styles stand on the elements themselves, the chart on
        white, so that it reads on a dark notebook too.
    """
    from markupsafe import Markup

    parts = [Markup('<div style="max-width:760px">')]
    if view.note:
        parts.append(Markup("<p><strong>{}</strong></p>").format(shown(view.note, 300)))
    found = categories(view.scores)
    for n, (category, rows) in enumerate(found):
        if len(found) > 1:
            parts.append(Markup("<p><strong>{}</strong></p>").format(phrase("category", lang, shown(category))))
        parts.append(Markup('<table style="border-collapse:collapse"><thead><tr>'))
        for name in _COLUMNS:
            style = _LEFT if name == "brand" else _RIGHT
            parts.append(Markup('<th style="{}">{}</th>').format(style, phrase(name, lang)))
        parts.append(Markup("</tr></thead><tbody>"))
        for row in rows:
            cells = (
                MISSING if is_missing(row["rank"]) else f"{int(row['rank'])}",
                shown(row["brand"], 80),
                score(row["brand_score"]),
                score(row["own_score"]),
                score(row["earned_score"]),
                net_points(row["net_sentiment"]),
                percent(row["coverage"]),
            )
            parts.append(Markup("<tr>"))
            for name, text in zip(_COLUMNS, cells, strict=True):
                style = _LEFT if name == "brand" else _RIGHT
                parts.append(Markup('<td style="{}">{}</td>').format(style, text))
            parts.append(Markup("</tr>"))
        parts.append(Markup("</tbody></table>"))
        svg = charts.inline(charts.ranking_svg(rows, view.contributions, lang, key=f"notebook-{n}"))
        box = Markup('<div style="background:#fff;color:#333;padding:8px">')
        parts.append(box + Markup(svg) + Markup("</div>"))  # noqa: S704  Vega escapes every text of the data
    parts += [Markup("<p>{}</p>").format(sentence) for sentence in winner_sentences(view, lang)]
    parts.append(Markup("</div>"))
    return "".join(parts)
