"""Scores in words a brand manager reads, Thai and English.

The words come from the declarations of platforms and indicators. Every list of
lines adds up exactly, as shown, to the score it explains.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from brandscore.indicators import INDICATORS
from brandscore.platforms import PLATFORMS
from brandscore.report.clean import shown
from brandscore.report.figures import is_missing, score, share_out, signed, tenths
from brandscore.report.view import Lang
from brandscore.tables import SCORES

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "By",
    "Line",
    "cell_words",
    "column_words",
    "contribution_lines",
    "contribution_sentences",
    "difference_lines",
    "difference_sentences",
    "indicator_words",
    "platform_words",
    "side_words",
]

#: What a line stands for: an indicator of one cell, or of a side, all platforms together.
By = Literal["cell", "indicator"]

#: Lines shown before the rest is summed in one.
TOP = 8

_PLATFORMS = {p.name: {"en": p.title, "th": p.title_th} for p in PLATFORMS}
_INDICATORS = {i.name: {"en": i.title, "th": i.title_th} for i in INDICATORS}
_SIDES = {
    "own": {"en": "own", "th": "ช่องของแบรนด์"},
    "earned": {"en": "earned", "th": "คนอื่นพูดถึง"},
    "all": {"en": "all", "th": "ทุกช่องทาง"},
}
#: English is the declaration's; a column without Thai words fails a test.
_COLUMNS_TH = {
    "rank": "อันดับในกลุ่มธุรกิจ คะแนนเท่ากันได้อันดับเดียวกัน",
    "brand": "แบรนด์",
    "category": "กลุ่มธุรกิจ",
    "brand_score": "คะแนนแบรนด์ 100 = แบรนด์ที่อยู่กลางกลุ่มในทุกตัวชี้วัด ไม่มีเพดาน",
    "own_score": "คะแนนจากช่องทางของแบรนด์เอง",
    "earned_score": "คะแนนจากสิ่งที่คนอื่นพูดถึงแบรนด์",
    "net_sentiment": (
        "100·(บวก - ลบ)/(บวก + ลบ) ของทุกข้อความที่ถามถึง แก้ความคลาดเคลื่อนของตัวจำแนกแล้วเมื่อทำได้ อยู่ระหว่าง -100 ถึง 100"
    ),
    "net_sentiment_raw": "ค่าเดียวกันก่อนแก้ความคลาดเคลื่อน",
    "coverage": "สัดส่วนน้ำหนักของช่องที่ถามถึงซึ่งวัดได้ หรือแบรนด์ไม่ได้อยู่ที่นั่น อยู่ระหว่าง 0 ถึง 1",
    "completeness": "สัดส่วนเดียวกัน นับทีละตัวชี้วัด อยู่ระหว่าง 0 ถึง 1",
    "brand_score_low": "ปลายล่างของช่วงคะแนน (ว่างถ้าไม่ได้สุ่มซ้ำ)",
    "brand_score_high": "ปลายบนของช่วงคะแนน (ว่างถ้าไม่ได้สุ่มซ้ำ)",
    "rank_low": "อันดับดีที่สุดในช่วง (ว่างถ้าไม่ได้สุ่มซ้ำ)",
    "rank_high": "อันดับแย่ที่สุดในช่วง (ว่างถ้าไม่ได้สุ่มซ้ำ)",
    "reason": "เหตุที่ไม่มีคะแนน หรือสิ่งที่ผู้อ่านควรรู้เกี่ยวกับคะแนนนี้",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a sum.

    Parameters
    ----------
    tenths
        Its points, in tenths.
    words
        What the points come from.
    rest
        Whether it sums the lines too small to be shown.
    detail
        The two figures behind a difference.
    """

    tenths: int
    words: str
    rest: bool = False
    detail: str = ""

    @property
    def points(self) -> str:
        """The points with their sign, one decimal."""
        return signed(self.tenths)

    @property
    def full(self) -> str:
        """The words, with the figures behind a difference."""
        return f"{self.words}: {self.detail}" if self.detail else self.words


def platform_words(name: str, lang: Lang = "en") -> str:
    """Return what people call a platform."""
    return _PLATFORMS[name][lang] if name in _PLATFORMS else shown(name)


def side_words(name: str, lang: Lang = "en") -> str:
    """Return what people call a side."""
    return _SIDES[name][lang] if name in _SIDES else shown(name)


def indicator_words(name: str, lang: Lang = "en") -> str:
    """Return what people call an indicator."""
    return _INDICATORS[name][lang] if name in _INDICATORS else shown(name)


def _inside(title: str) -> str:
    return title[:1].lower() + title[1:]


def cell_words(platform: str, side: str, lang: Lang = "en") -> str:
    """Return the words for a cell.

    Examples
    --------
    >>> cell_words("tiktok", "earned"), cell_words("x", "own", "th")
    ('TikTok (earned)', 'เอ็กซ์ (ทวิตเตอร์) (ช่องของแบรนด์)')
    """
    return f"{platform_words(platform, lang)} ({side_words(side, lang)})"


def _source_words(platform: str, side: str, indicator: str, lang: Lang) -> str:
    where = cell_words(platform, side, lang) if platform else f"({side_words(side, lang)})"
    if lang == "th":
        return f"จาก {indicator_words(indicator, 'th')} {'บน' if platform else ''}{where}"
    return f"from {_inside(indicator_words(indicator))} {'on ' if platform else ''}{where}"


def column_words(name: str, lang: Lang = "en") -> str:
    """Return one line on a column of `scores.csv`.

    Raises
    ------
    KeyError
        If there is no such column.

    Examples
    --------
    >>> column_words("own_score")
    "Score of the brand's own channels."
    """
    return _COLUMNS_TH[name] if lang == "th" else SCORES.column(name).about


_Key = tuple[str, str, str]


def _parts(contributions: pd.DataFrame, by: By) -> dict[_Key, float]:
    """Read the rows that have a contribution, by (platform, side, indicator); platform "" = all together."""
    if contributions["brand"].nunique() > 1:
        raise ValueError("contributions of one brand expected; choose the brand's rows first")
    columns = (contributions[c].tolist() for c in ("platform", "side", "indicator", "contribution"))
    parts: dict[_Key, float] = {}
    for p, s, i, x in sorted(r for r in zip(*columns, strict=True) if not is_missing(r[3])):
        key = ("" if by == "indicator" else p, s, i)
        parts[key] = parts.get(key, 0.0) + float(x)
    return parts


def _order(parts: dict[_Key, float]) -> list[_Key]:
    """Largest first whatever the sign; ties by name, so that row order never shows."""
    return sorted((k for k in parts if abs(parts[k]) > 5e-10), key=lambda k: (-round(abs(parts[k]), 9), k))


def _lines(parts: dict[_Key, float], total: int, details: dict[_Key, str], lang: Lang, top: int) -> tuple[Line, ...]:
    order = _order(parts)
    head, tail = (order, []) if len(order) <= top + 1 else (order[:top], order[top:])
    amounts = [parts[k] for k in head] + ([sum(parts[k] for k in tail)] if tail else [])
    whole = share_out(amounts, total)
    lines = [Line(n, _source_words(*k, lang), detail=details.get(k, "")) for n, k in zip(whole, head, strict=False)]
    if tail:
        rest = f"จากอีก {len(tail)} รายการที่เล็กกว่า" if lang == "th" else f"from {len(tail)} smaller ones"
        lines.append(Line(whole[-1], rest, rest=True))
    return tuple(lines)


def contribution_lines(
    contributions: pd.DataFrame, brand: str, lang: Lang = "en", top: int = TOP, by: By = "cell"
) -> tuple[tuple[Line, ...], int | None]:
    """Return a brand's score as lines, and the score in tenths (``None`` if nothing was scored).

    The lines add up to the score exactly; see `contribution_sentences`.
    """
    parts = _parts(contributions[contributions["brand"] == brand], by)
    if not parts:
        return (), None
    total = tenths(sum(parts.values()))
    return _lines(parts, total, {}, lang, top), total


def contribution_sentences(
    contributions: pd.DataFrame, brand: str, lang: Lang = "en", top: int = TOP, by: By = "cell"
) -> list[str]:
    r"""Return a brand's score as a sum in words.

    Parameters
    ----------
    contributions
        Table with the columns of `brandscore.tables.CONTRIBUTIONS`; points.
    brand
        The brand to explain.
    lang
        Language of the words.
    top
        Lines shown, largest first; the rest is one line more.
    by
        ``cell``: a line per indicator and platform; ``indicator``: platforms together.

    Returns
    -------
    list of str
        The last line is the score; the others add up to it exactly, since the
        rounding is shared out among them.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = [
    ...     ("ชา", "tiktok", "earned", "unique_daily_mentions", 31.24),
    ...     ("ชา", "x", "own", "net_sentiment", -4.1),
    ... ]
    >>> table = pd.DataFrame(rows, columns=["brand", "platform", "side", "indicator", "contribution"])
    >>> print(*contribution_sentences(table, "ชา"), sep="\n")
    +31.2 from unique daily mentions on TikTok (earned)
    -4.1 from net sentiment on X (own)
    = 27.1 brand score
    """
    lines, total = contribution_lines(contributions, brand, lang, top, by)
    if total is None:
        return [f"{shown(brand)}: ไม่มีคะแนน" if lang == "th" else f"{shown(brand)}: no score"]
    closing = "คะแนนแบรนด์" if lang == "th" else "brand score"
    return [*(f"{line.points} {line.full}" for line in lines), f"= {score(total / 10)} {closing}"]


def difference_lines(
    contrib_a: pd.DataFrame, contrib_b: pd.DataFrame, lang: Lang = "en", top: int = TOP, by: By = "cell"
) -> tuple[tuple[Line, ...], int | None, int | None]:
    """Return what a score has over another, line by line, and both scores in tenths.

    The lines add up to the difference of the scores as shown.
    """
    a, b = _parts(contrib_a, by), _parts(contrib_b, by)
    total_a = tenths(sum(a.values())) if a else None
    total_b = tenths(sum(b.values())) if b else None
    if total_a is None or total_b is None:
        return (), total_a, total_b
    keys = sorted({*a, *b})
    against = "เทียบกับ" if lang == "th" else "against"
    parts = {k: a.get(k, 0.0) - b.get(k, 0.0) for k in keys}
    details = {k: f"{score(a.get(k, 0.0))} {against} {score(b.get(k, 0.0))}" for k in keys}
    return _lines(parts, total_a - total_b, details, lang, top), total_a, total_b


def difference_sentences(
    contrib_a: pd.DataFrame,
    contrib_b: pd.DataFrame,
    name_a: str,
    name_b: str,
    lang: Lang = "en",
    top: int = TOP,
    by: By = "cell",
) -> list[str]:
    r"""Return in words what sets two scores apart: brand against brand, or a run against an older one.

    Parameters
    ----------
    contrib_a, contrib_b
        Contributions of one brand each, in the columns of `brandscore.tables.CONTRIBUTIONS`.
    name_a, name_b
        What to call them, such as two brands, or "this run" and "last run".
    lang
        Language of the words.
    top
        Lines shown, largest first; the rest is one line more.
    by
        ``cell``: a line per indicator and platform; ``indicator``: platforms together.

    Raises
    ------
    ValueError
        If a table holds more than one brand.

    Examples
    --------
    >>> import pandas as pd
    >>> columns = ["brand", "platform", "side", "indicator", "contribution"]
    >>> a = pd.DataFrame([("A", "x", "own", "followers", 30.0)], columns=columns)
    >>> b = pd.DataFrame([("B", "x", "own", "followers", 18.5)], columns=columns)
    >>> print(*difference_sentences(a, b, "A", "B"), sep="\n")
    A 30.0, B 18.5: A is ahead by 11.5
    +11.5 from followers on X (own): 30.0 against 18.5
    = +11.5 A against B
    """
    lines, total_a, total_b = difference_lines(contrib_a, contrib_b, lang, top, by)
    name_a, name_b = shown(name_a), shown(name_b)
    th = lang == "th"
    if total_a is None or total_b is None:
        without = " / ".join(n for n, t in ((name_a, total_a), (name_b, total_b)) if t is None)
        return [f"{without}: ไม่มีคะแนน จึงเทียบไม่ได้" if th else f"{without}: no score, so nothing to compare"]
    gap = total_a - total_b
    head = f"{name_a} {score(total_a / 10)}, {name_b} {score(total_b / 10)}: "
    if gap == 0:
        head += "เท่ากัน" if th else "equal"
    else:
        ahead = name_a if gap > 0 else name_b
        lead = score(abs(gap) / 10)
        head += f"{ahead} นำอยู่ {lead}" if th else f"{ahead} is ahead by {lead}"
    closing = f"= {signed(gap)} {name_a} {'เทียบกับ' if th else 'against'} {name_b}"
    return [head, *(f"{line.points} {line.full}" for line in lines), closing]
