"""Charts as SVG text: Altair describes them, vl-convert draws them; no browser, no network.

Every chart is drawn for its place: a narrow one for a phone, a wide one for a
screen or paper, so that letters keep their size. The font is `fonts.FAMILY`,
known to vl-convert, so labels are measured as the page shows them.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from brandscore.report.arrange import Row
from brandscore.report.clean import shown
from brandscore.report.figures import is_missing, score
from brandscore.report.fonts import FAMILY, font_folder
from brandscore.report.phrases import phrase
from brandscore.report.view import Lang

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "MEASURES",
    "SEGMENTS",
    "Measure",
    "Point",
    "inline",
    "measure_ranges",
    "ranking_chart",
    "ranking_svg",
    "runs",
    "series",
    "timeline_chart",
    "timeline_svg",
    "to_svg",
]

#: Parts of a bar and their colours, apart in print and for the colour-blind too.
SEGMENTS: dict[str, str] = {"own": "#1f6fc0", "earned": "#e69019", "sentiment": "#12866c"}
_LINE = "#2b7bd0"
_INK = "#333"
_GREY = "#8a8f98"
_FONT = f"{FAMILY}, sans-serif"
#: More points than this on a line are not marked one by one.
_MARKED = 60

_TH_TIME = {
    "dateTime": "%d/%m/%Y %H:%M",
    "date": "%d/%m/%Y",
    "time": "%H:%M",
    "periods": ["AM", "PM"],
    "days": ["อาทิตย์", "จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์"],
    "shortDays": ["อา.", "จ.", "อ.", "พ.", "พฤ.", "ศ.", "ส."],
    "months": [
        "มกราคม",
        "กุมภาพันธ์",
        "มีนาคม",
        "เมษายน",
        "พฤษภาคม",
        "มิถุนายน",
        "กรกฎาคม",
        "สิงหาคม",
        "กันยายน",
        "ตุลาคม",
        "พฤศจิกายน",
        "ธันวาคม",
    ],
    "shortMonths": [
        "ม.ค.",
        "ก.พ.",
        "มี.ค.",
        "เม.ย.",
        "พ.ค.",
        "มิ.ย.",
        "ก.ค.",
        "ส.ค.",
        "ก.ย.",
        "ต.ค.",
        "พ.ย.",
        "ธ.ค.",
    ],
}


@functools.cache
def _converter() -> Any:
    """Return vl-convert with the font registered, once per process."""
    import vl_convert

    vl_convert.register_font_directory(str(font_folder()))
    return vl_convert


# vl-convert takes SARA AM to be as narrow as a mark and so cuts or overlaps what
# holds it. Taken apart (NIKHAHIT, then SARA AA) it measures rightly; the drawing
# gets it back whole.
_AM_WHOLE = re.compile("([\u0e48-\u0e4b]?)\u0e33")
_AM_APART = re.compile("\u0e4d([\u0e48-\u0e4b]?)\u0e32")
_AM_CUT = re.compile("\u0e4d([\u0e48-\u0e4b]?)…")


def _apart(spec: Any) -> Any:
    if isinstance(spec, dict):
        return {k: _apart(v) for k, v in spec.items()}
    if isinstance(spec, list):
        return [_apart(v) for v in spec]
    return _AM_WHOLE.sub("\u0e4d\\1\u0e32", spec) if isinstance(spec, str) else spec


def _whole(svg: str) -> str:
    return _AM_CUT.sub(r"\1…", _AM_APART.sub("\\1\u0e33", svg))


def to_svg(chart: Any, lang: Lang = "en", key: str = "chart") -> str:
    """Return an Altair chart as SVG text, the same text every time.

    Parameters
    ----------
    chart
        An Altair chart that holds its data.
    lang
        Language of month names.
    key
        Stands before every id inside, so that several charts can share a page.
    """
    time_locale = _TH_TIME if lang == "th" else "en-US"
    spec = _apart(chart.to_dict(validate=False))
    svg = _whole(_converter().vegalite_to_svg(spec, allowed_base_urls=[], time_format_locale=time_locale))
    # Vega numbers its ids on through the life of the process.
    names: dict[str, str] = {}
    for found in re.findall(r'<(?:clipPath|linearGradient|radialGradient)\b[^>]*?\bid="([^"]+)"', svg):
        names.setdefault(found, f"{key}-{len(names)}")
    for old, new in names.items():
        svg = svg.replace(f'id="{old}"', f'id="{new}"').replace(f"url(#{old})", f"url(#{new})")
    return svg


def inline(svg: str, grow: float = 1.0) -> str:
    """Return SVG text fit to stand inside an HTML page: no namespaces, scaled to its box, colours by the page.

    Parameters
    ----------
    svg
        The drawing, as `to_svg` gives it; it keeps its proportions.
    grow
        How many times its own width it may take.
    """
    head, rest = svg.split(">", 1)
    found = re.search(r'\bwidth="(\d+)', head)
    box = re.search(r'viewBox="[^"]*"', head)
    if found is None or box is None:
        raise ValueError("not a drawing of vl-convert: it has no width or viewBox")
    width = int(int(found.group(1)) * grow)
    spoken = re.compile(r' aria-(?:hidden|roledescription)="[^"]*"| role="[^"]*"')
    rest = re.sub(r"<[^>]*>", lambda tag: spoken.sub("", tag.group()), rest)
    return (
        f'<svg class="marks" {box.group(0)} style="width:100%;height:auto;max-width:{width}px" '
        f'aria-hidden="true">{rest}'
    )


#: Vega-Lite configuration of every chart.
_CONFIG: dict[str, Any] = {
    "font": _FONT,
    "background": "transparent",
    "aria": False,
    # Thai needs room above and below its letters, more than Vega keeps.
    "padding": {"left": 3, "right": 3, "top": 6, "bottom": 8},
    "view": {"stroke": None},
    "axis": {
        "labelColor": _INK,
        "titleColor": _INK,
        "titleFontWeight": "normal",
        "gridColor": "#8884",
        "domainColor": "#8888",
        "tickColor": "#8888",
        "labelFontSize": 11,
        "titleFontSize": 11,
    },
    "legend": {"labelColor": _INK, "labelFontSize": 12, "symbolSize": 110, "symbolType": "square"},
}


def _layered(layers: list[Any], width: int, height: int) -> Any:
    import altair as alt

    return alt.layer(*layers, width=width, height=height, config=_CONFIG)


def _segments(contributions: pd.DataFrame, place: dict[str, int]) -> list[Row]:
    """Sum a brand's contributions per part of the bar, gains and losses apart."""
    sums: dict[tuple[int, str, bool], float] = {}
    columns = (contributions[c].tolist() for c in ("brand", "side", "indicator", "contribution"))
    for brand, side, indicator, points in sorted(
        (r for r in zip(*columns, strict=True) if r[0] in place and not is_missing(r[3])),
        key=lambda r: (r[0], r[1], r[2], r[3]),
    ):
        segment = "sentiment" if indicator == "net_sentiment" else side
        key = (place[brand], segment, points < 0)
        sums[key] = sums.get(key, 0.0) + float(points)
    order = list(SEGMENTS)
    return [
        {"row": row, "segment": segment, "points": round(points, 4), "order": order.index(segment)}
        for (row, segment, _), points in sorted(sums.items(), key=lambda item: (item[0][0], order.index(item[0][1])))
        if segment in SEGMENTS and points
    ]


def ranking_chart(rows: Sequence[Row], contributions: pd.DataFrame, lang: Lang = "en", width: int = 680) -> Any:
    """Return the ranking as stacked bars: own, earned and sentiment, losses left of 0.

    Parameters
    ----------
    rows
        Rows of `brandscore.tables.SCORES` of one category, in the order to show.
    contributions
        Table with the columns of `brandscore.tables.CONTRIBUTIONS`.
    lang
        Language of the words.
    width
        Width of the plot in pixels.

    Returns
    -------
    altair.LayerChart
        It holds its data.
    """
    import altair as alt

    place = {row["brand"]: n for n, row in enumerate(rows)}
    names = {s: phrase(f"seg_{s}", lang) for s in SEGMENTS}
    bars = [{**b, "segment": names[b["segment"]]} for b in _segments(contributions, place)]
    used = [s for s in SEGMENTS if any(b["segment"] == names[s] for b in bars)]
    labels = [
        {
            "row": place[row["brand"]],
            "name": shown(row["brand"] if is_missing(row["rank"]) else f"{int(row['rank'])}. {row['brand']}", 80),
            "score": phrase("no_score", lang) if is_missing(row["brand_score"]) else score(row["brand_score"]),
            "points": None if is_missing(row["brand_score"]) else round(float(row["brand_score"]), 4),
        }
        for row in rows
    ]
    y = alt.Y("row:O", axis=None, scale=alt.Scale(paddingInner=0.62, paddingOuter=0.45))
    x = alt.X(
        "points:Q",
        title=phrase("axis_points", lang),
        stack="zero",
        axis=alt.Axis(tickCount=5, grid=False, format=",~f"),
    )
    marks = alt.Chart(alt.Data(values=labels)).encode(y=y)
    bar = (
        alt.Chart(alt.Data(values=bars))
        .mark_bar(stroke="white", strokeWidth=0.7)
        .encode(
            y=y,
            x=x,
            color=alt.Color(
                "segment:N",
                title=None,
                scale=alt.Scale(domain=[names[s] for s in used], range=[SEGMENTS[s] for s in used]),
                legend=alt.Legend(orient="top", direction="horizontal", columns=3, labelLimit=width),
                sort=[names[s] for s in used],
            ),
            order=alt.Order("order:Q"),
        )
    )
    # A zero line per bar: one through the whole chart would cross the names.
    scored = alt.Chart(alt.Data(values=[r for r in labels if r["points"] is not None])).encode(y=y)
    zero = scored.mark_tick(color=_GREY, thickness=1.5, size=17).encode(x=alt.datum(0))
    score_text_width = 90
    name = marks.mark_text(
        align="left", dy=-18, fontSize=13, font=_FONT, color=_INK, limit=max(width - score_text_width, 60)
    ).encode(text="name:N", x=alt.value(0))
    figure = marks.mark_text(align="right", dy=-18, fontSize=13, font=_FONT, color=_INK, limit=score_text_width).encode(
        text="score:N", x=alt.value(width)
    )
    diamond = scored.mark_point(
        shape="diamond", filled=True, fill="white", stroke="#111", strokeWidth=1.4, size=70, opacity=1
    ).encode(x=alt.X("points:Q"))
    layers = [*([bar] if bars else []), zero, diamond, name, figure]
    return _layered(layers, width, 46 * max(len(rows), 1))


def ranking_svg(
    rows: Sequence[Row], contributions: pd.DataFrame, lang: Lang = "en", width: int = 680, key: str = "ranking"
) -> str:
    """Return `ranking_chart` as SVG text."""
    return to_svg(ranking_chart(rows, contributions, lang, width), lang, key)


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure that a timeline draws.

    Parameters
    ----------
    name
        Its column in `brandscore.tables.TIMELINE`.
    scale
        What its values are multiplied by to be shown (ratios as points or percent).
    dashed
        A second column drawn dashed in the same chart.
    shared
        Whether every brand has the same scale.
    ends
        Ends of the scale, where they are fixed.
    """

    name: str
    scale: float = 1.0
    dashed: str | None = None
    shared: bool = False
    ends: tuple[float, float] | None = None


#: The measures that a monitor report draws per brand, in order.
MEASURES: tuple[Measure, ...] = (
    Measure("net_sentiment", 100.0, dashed="net_sentiment_all", ends=(-100.0, 100.0)),
    Measure("share_of_voice", 100.0, shared=True),
    Measure("unique_daily_mentions"),
    Measure("interactions"),
    Measure("brand_score", shared=True),
)


@dataclass(frozen=True, slots=True)
class Point:
    """A period of a line: its days, and the value with its interval (``None`` = empty)."""

    start: date
    end: date
    value: float | None
    low: float | None = None
    high: float | None = None


def _day(x: Any) -> date:
    return date.fromisoformat(str(x)[:10])


def series(timeline: pd.DataFrame, brand: str, column: str) -> list[Point]:
    """Return a brand's line for a column, in time order, a point per period, filled or not.

    The rows of platform ``all`` and side ``all`` are taken; where these are
    empty throughout, those of platform ``all`` and the one side that is filled.
    """
    if column not in timeline.columns:
        return []
    mine = timeline[(timeline["brand"] == brand) & (timeline["platform"] == "all")]
    low, high = f"{column}_low", f"{column}_high"
    wanted = ["period_start", "period_end", column, *(c for c in (low, high) if c in timeline.columns)]

    def number(x: Any) -> float | None:
        return None if is_missing(x) else float(x)

    fallback: list[Point] = []
    for side in ("all", "earned", "own"):
        rows = [dict(zip(wanted, r, strict=True)) for r in mine.loc[mine["side"] == side, wanted].to_numpy().tolist()]
        points = sorted(
            (
                Point(
                    _day(r["period_start"]),
                    _day(r["period_end"]),
                    number(r[column]),
                    number(r.get(low)),
                    number(r.get(high)),
                )
                for r in rows
            ),
            key=lambda p: p.start,
        )
        if any(p.value is not None for p in points):
            return points
        fallback = fallback or points
    return fallback


def as_labelled(timeline: pd.DataFrame, brand: str) -> set[date]:
    """Return the first days of the periods whose net sentiment rests on classified labels that are not corrected."""
    mine = timeline[(timeline["brand"] == brand) & (timeline["platform"] == "all") & (timeline["side"] == "all")]
    left = mine[(mine["classified"] > 0) & (mine["corrected"] == 0)]
    return {_day(x) for x in left["period_start"].tolist()}


def runs(points: Iterable[Point]) -> list[list[Point]]:
    """Return the stretches of points that have a value; no line is drawn from one to the next.

    Examples
    --------
    >>> from datetime import date
    >>> days = [Point(date(2026, 1, d), date(2026, 1, d), v) for d, v in [(1, 0.5), (2, None), (3, 0.1), (4, 0.2)]]
    >>> [[p.start.day for p in run] for run in runs(days)]
    [[1], [3, 4]]
    """
    out: list[list[Point]] = []
    going = False
    for point in points:
        if point.value is None:
            going = False
        elif going:
            out[-1].append(point)
        else:
            out.append([point])
            going = True
    return out


def measure_ranges(timeline: pd.DataFrame, brands: Sequence[str]) -> dict[str, tuple[float, float]]:
    """Return the ends of the scales that all brands share."""
    ends: dict[str, tuple[float, float]] = {}
    for measure in MEASURES:
        if not measure.shared:
            continue
        shown_values = [
            v * measure.scale
            for b in brands
            for p in series(timeline, b, measure.name)
            for v in (p.value, p.low, p.high)
            if v is not None
        ]
        if shown_values:
            ends[measure.name] = (min(0.0, *shown_values), max(0.0, *shown_values))
    return ends


def timeline_chart(
    timeline: pd.DataFrame,
    brand: str,
    measure: Measure,
    lang: Lang = "en",
    width: int = 290,
    height: int = 120,
    ends: tuple[float, float] | None = None,
) -> Any:
    """Return the line of one measure of a brand: interval as a band, empty periods grey and not drawn across.

    Points of net sentiment that the classifier labelled and nothing corrected
    are hollow.

    Parameters
    ----------
    timeline
        Table with the columns of `brandscore.tables.TIMELINE`.
    brand
        The brand.
    measure
        One of `MEASURES`.
    lang
        Language of month names.
    width, height
        Size of the plot in pixels.
    ends
        Ends of the scale, where brands share it.

    Returns
    -------
    altair.LayerChart
        It holds its data.
    """
    import altair as alt

    points = series(timeline, brand, measure.name)
    day = timedelta(days=1)

    def middle(p: Point) -> str:
        # A period's value stands at its middle, on whole days.
        return (p.start + (p.end - p.start) / 2).isoformat()

    def stretch(line: list[Point]) -> list[Row]:
        return [
            {
                "t": middle(p),
                "v": round((p.value or 0.0) * measure.scale, 4),
                "low": None if p.low is None else round(p.low * measure.scale, 4),
                "high": None if p.high is None else round(p.high * measure.scale, 4),
                "run": n,
            }
            for n, run in enumerate(runs(line))
            for p in run
        ]

    solid = stretch(points)
    banded = [r for r in solid if r["low"] is not None and r["high"] is not None]
    alone = {run[0].start for run in runs(points) if len(run) == 1}
    lonely = [r for r, p in zip(solid, (p for p in points if p.value is not None), strict=True) if p.start in alone]
    quiet: list[list[Point]] = []
    for before, point in zip([None, *points], points, strict=False):
        if point.value is None:
            if quiet and before is not None and before.value is None:
                quiet[-1].append(point)
            else:
                quiet.append([point])
    greys = [{"from": q[0].start.isoformat(), "to": (q[-1].end + day).isoformat()} for q in quiet]

    span = [points[0].start.isoformat(), (points[-1].end + day).isoformat()] if points else []
    x_scale = alt.Scale(type="utc", domain=span, nice=False) if span else alt.Scale(type="utc")
    x = alt.X(
        "t:T",
        title=None,
        scale=x_scale,
        axis=alt.Axis(format="%-d %b", tickCount=4, grid=False, labelOverlap="greedy", labelFlush=True),
    )
    limits = measure.ends or ends
    y_scale = alt.Scale(domain=list(limits), nice=measure.ends is None) if limits else alt.Scale(zero=True)
    signs = {"labelExpr": "(datum.value > 0 ? '+' : '') + datum.label"} if measure.ends else {}
    y_axis = alt.Axis(tickCount=4, format=",~f", **signs)
    y = alt.Y("v:Q", title=None, scale=y_scale, axis=y_axis)

    def data(values: list[Row]) -> Any:
        return alt.Chart(alt.Data(values=values))

    layers = []
    if greys:
        layers.append(
            data(greys)
            .mark_rect(color=_GREY, opacity=0.18)
            .encode(x=alt.X("from:T", scale=x_scale, title=None), x2="to:T")
        )
    if limits and limits[0] < 0:
        layers.append(data([{"v": 0}]).mark_rule(color=_GREY, strokeWidth=1).encode(y=y))
    if banded:
        band = data(banded).encode(x=x, y=alt.Y("low:Q", title=None, scale=y_scale), y2="high:Q")
        layers.append(band.mark_area(color=_LINE, opacity=0.22).encode(detail="run:N"))
        starts = {r["t"] for r in lonely}
        bars = [r for r in banded if r["t"] in starts]
        if bars:
            layers.append(
                data(bars)
                .mark_rule(color=_LINE, opacity=0.4, strokeWidth=2)
                .encode(x=x, y=alt.Y("low:Q", title=None, scale=y_scale), y2="high:Q")
            )
    if measure.dashed:
        second = stretch(series(timeline, brand, measure.dashed))
        if second:
            layers.append(
                data(second).mark_line(color=_GREY, strokeDash=[4, 3], strokeWidth=1.5).encode(x=x, y=y, detail="run:N")
            )
    layers.append(data(solid).mark_line(color=_LINE, strokeWidth=2).encode(x=x, y=y, detail="run:N"))
    marked = solid if len(solid) <= _MARKED else lonely
    if marked:
        layers.append(data(marked).mark_point(color=_LINE, filled=True, size=16, opacity=1).encode(x=x, y=y))
    if measure.name == "net_sentiment":
        starts = as_labelled(timeline, brand)
        labelled = [p for p in points if p.value is not None and p.start in starts]
        hollow = [{"t": middle(p), "v": round((p.value or 0.0) * measure.scale, 4)} for p in labelled]
        if hollow:
            ring = data(hollow).mark_point(fill="white", stroke=_LINE, strokeWidth=1.3, size=18, opacity=1)
            layers.append(ring.encode(x=x, y=y))
    return _layered(layers, width, height)


def timeline_svg(
    timeline: pd.DataFrame,
    brand: str,
    measure: Measure,
    lang: Lang = "en",
    width: int = 290,
    height: int = 120,
    ends: tuple[float, float] | None = None,
    key: str = "timeline",
) -> str:
    """Return `timeline_chart` as SVG text."""
    return to_svg(timeline_chart(timeline, brand, measure, lang, width, height, ends), lang, key)
