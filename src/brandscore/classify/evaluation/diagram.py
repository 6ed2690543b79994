"""A reliability diagram as SVG: what was said against what came true."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

__all__ = ["reliability_svg"]

_SIDE, _LEFT, _TOP, _GAP = 190, 46, 34, 44
_BARS = 44
_INK, _PALE, _MARK = "#333333", "#d8d8d8", "#2f6fab"


def _panel(title: str, bins: Sequence[Mapping[str, Any]], x: float) -> list[str]:
    def across(share: float) -> str:
        return f"{x + share * _SIDE:.1f}"

    def down(share: float) -> str:
        return f"{_TOP + (1 - share) * _SIDE:.1f}"

    bottom = _TOP + _SIDE
    lines = [
        f'<text x="{x + _SIDE / 2:.1f}" y="{_TOP - 12}" text-anchor="middle" font-weight="bold">{escape(title)}</text>',
        f'<rect x="{x:.1f}" y="{_TOP}" width="{_SIDE}" height="{_SIDE}" fill="none" stroke="{_PALE}"/>',
        f'<line x1="{across(0)}" y1="{down(0)}" x2="{across(1)}" y2="{down(1)}" stroke="{_PALE}" '
        'stroke-dasharray="4 3"/>',
    ]
    for tick in (0.0, 0.5, 1.0):
        label = f"{100 * tick:.0f}"
        lines += [
            f'<text x="{across(tick)}" y="{bottom + _BARS + 18}" text-anchor="middle">{label}</text>',
            f'<text x="{x - 6:.1f}" y="{float(down(tick)) + 4:.1f}" text-anchor="end">{label}</text>',
        ]
    most = max((row["rows"] for row in bins), default=1)
    for row in bins:
        height = row["rows"] / most * (_BARS - 8)
        lines += [
            f'<rect x="{across(row["from"] + 0.01)}" y="{bottom + _BARS - height:.1f}" width="{0.08 * _SIDE:.1f}" '
            f'height="{height:.1f}" fill="{_PALE}"><title>{row["rows"]:,} messages</title></rect>',
            f'<line x1="{across(row["said"])}" y1="{down(row["true_low"])}" x2="{across(row["said"])}" '
            f'y2="{down(row["true_high"])}" stroke="{_MARK}"/>',
            f'<circle cx="{across(row["said"])}" cy="{down(row["true"])}" r="3.5" fill="{_MARK}">'
            f"<title>said {100 * row['said']:.1f} %, true {100 * row['true']:.1f} %, {row['rows']:,} messages</title>"
            "</circle>",
        ]
    return lines


def reliability_svg(panels: Mapping[str, Sequence[Mapping[str, Any]]], title: str) -> str:
    """Return reliability diagrams side by side.

    Parameters
    ----------
    panels
        Bins of `brandscore.classify.evaluation.calibration.reliability`, by
        the title of the panel.
    title
        What it shows, for those who cannot see it.

    Examples
    --------
    >>> bins = [{"from": 0.8, "to": 0.9, "rows": 4, "said": 0.85, "true": 0.75, "true_low": 0.3, "true_high": 0.95}]
    >>> reliability_svg({"all": bins}, "Reliability").count("<circle")
    1
    """
    step = _SIDE + _GAP
    width = _LEFT + step * len(panels)
    height = _TOP + _SIDE + _BARS + 46
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" font-family="sans-serif" font-size="11" fill="{_INK}">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
    ]
    for k, (name, bins) in enumerate(panels.items()):
        lines += _panel(name, bins, _LEFT + k * step)
    middle = _TOP + _SIDE / 2
    lines += [
        f'<text x="{_LEFT + (step * len(panels) - _GAP) / 2:.1f}" y="{height - 8}" text-anchor="middle">'
        "probability said, % (grey: messages)</text>",
        f'<text x="12" y="{middle}" text-anchor="middle" transform="rotate(-90 12 {middle})">came true, %</text>',
        "</svg>",
    ]
    return "\n".join(lines) + "\n"
