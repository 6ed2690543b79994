"""A made result: six invented coffee shops, five platforms; figures by simple rules, no scoring code."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from datetime import date, timedelta

import pandas as pd
import pytest

from brandscore.indicators import applicable
from brandscore.ledger import LedgerLine
from brandscore.platforms import PLATFORM_NAMES
from brandscore.report.view import MonitorView, ScoreView
from brandscore.tables import CONTRIBUTIONS, INDICATORS, SCORES, TIMELINE

NOTE = "ข้อมูลสมมติ ไม่ใช่แบรนด์จริง · Invented data, no real brand"
MADE_BRANDS = ("กาแฟน้ำพุร้อน", "Doi <Cup> & Co", "ที่นี่ชงสด", "ปู่ตื๊อกาแฟโบราณ", "Slow Drip", "บ้านฟ้าใสคอฟฟี่เฮาส์")

#: Nominal weight of a scored indicator, by side; invented for the page only.
_SCORED = {
    "own": {
        "followers": 0.18,
        "fan_growth": 0.12,
        "views_interactions": 0.3,
        "comment_ratio": 0.06,
        "share_ratio": 0.06,
        "intention": 0.12,
        "advocacy": 0.1,
        "response_rate": 0.06,
    },
    "earned": {"unique_daily_mentions": 0.36, "views_interactions": 0.24, "intention": 0.22, "advocacy": 0.18},
}
_SIDE = {"own": 0.65, "earned": 0.35}


def _wave(*seeds: int) -> float:
    """A figure between 0 and 1 that looks like nothing in particular."""
    return (zlib.crc32(repr(seeds).encode()) % 1000) / 1000


def make_score_view(brands: tuple[str, ...] = MADE_BRANDS, *, intervals: bool = False) -> ScoreView:
    indicators, contributions, scores = [], [], []
    for b, brand in enumerate(brands):
        sums = {"own": 0.0, "earned": 0.0}
        for side in ("own", "earned"):
            for p, platform in enumerate(PLATFORM_NAMES):
                absent = b == 4 and platform == "youtube"
                for i, indicator in enumerate(applicable(side, platform)):
                    scored = _SCORED[side].get(indicator.name)
                    wave = _wave(b, p, i, len(side))
                    level = (60 + 90 * wave) * (1.3 - 0.12 * b)
                    if indicator.name == "fan_growth" and b == 3:
                        level = -40 * wave
                    status, reason, value, normalised = "measured", None, wave * 5000, level if scored else None
                    if side == "own" and platform == "x" and indicator.name == "response_rate":
                        status, reason = "missing", "nothing to answer"
                    elif side == "own" and platform == "instagram" and indicator.source_table["own"] == "accounts":
                        status, reason = "missing", "not collected"
                    elif absent:
                        status, reason, value, normalised = "absent", "no row of the brand there", 0.0, 0.0
                    if status == "missing":
                        value = normalised = None
                    if indicator.name in ("net_sentiment", "net_sentiment_all") and status == "measured":
                        value = round(1.6 * wave - 0.7, 3)
                        normalised = round(value * 0.9, 3) if indicator.name == "net_sentiment" else None
                    elif indicator.unit == "ratio" and value is not None:
                        value = wave / 3
                    weight = scored * _SIDE[side] / 5 if scored and status != "missing" else None
                    indicators.append(
                        (brand, platform, side, indicator.name, value, normalised, weight, status, reason)
                    )
                    points = weight * normalised if weight and normalised else None
                    if indicator.name == "net_sentiment" and normalised:
                        points = 0.25 * normalised * 80 * _SIDE[side] / 5
                    if points is not None:
                        contributions.append((brand, platform, side, indicator.name, points))
                        sums[side] += points
        total = sums["own"] + sums["earned"]
        low, high = (total - 6.2, total + 7.1) if intervals else (None, None)
        scores.append(
            [
                None,
                brand,
                "coffee",
                total,
                sums["own"] / 0.65,
                sums["earned"] / 0.35,
                64.0 - 21 * b,
                60.0 - 21 * b,
                1.0 if b != 2 else 0.92,
                0.97 - 0.01 * b,
                low,
                high,
                1 if intervals else None,
                3 if intervals else None,
                "accounts: no snapshot on Instagram" if b == 2 else None,
            ]
        )
    scores.sort(key=lambda r: -r[3])
    for n, row in enumerate(scores, 1):
        row[0] = n
    scores[-1][0] = None
    scores[-1][3] = scores[-1][4] = scores[-1][5] = None
    scores[-1][10:14] = [None] * 4
    scores[-1][8], scores[-1][14] = 0.41, "coverage 0.41 is below the floor of 0.6"
    last = scores[-1][1]
    contributions = [c for c in contributions if c[0] != last]
    said = {
        "pos": "ชอบกาแฟร้านนี้มากกก หอมสุด ๆ ☕️ ไปกับ @khunploy_99 มาแล้ว พี่พนักงานน่ารักทุกคน",
        "neg": "รอนานเกือบชั่วโมง ถามไปก็ไม่ตอบ เสียความรู้สึก https://example.test/review?id=1",
        "q": "สาขาใหม่เปิดกี่โมงคะ มีที่จอดรถไหม โทรถามเบอร์ 081-234-5678 ไม่ติดเลย",
    }
    examples = [
        (
            brand,
            ("tiktok", "facebook", "x")[n],
            "earned" if n else "own",
            s,
            pd.Timestamp("2026-05-31T18:30:00"),
            text,
            why,
        )
        for brand in brands
        for n, ((s, text), why) in enumerate(zip(said.items(), (("หอมสุด ๆ",), (), ()), strict=True))
    ]
    return ScoreView(
        scores=pd.DataFrame(scores, columns=SCORES.names),
        indicators=pd.DataFrame(indicators, columns=INDICATORS.names).astype(
            {"value": float, "normalised": float, "weight": float}
        ),
        contributions=pd.DataFrame(contributions, columns=CONTRIBUTIONS.names),
        manifest=manifest(),
        examples=pd.DataFrame(
            examples, columns=["brand", "platform", "side", "sentiment", "posted_at", "text", "evidence"]
        ),
        note=NOTE,
        ledger=(
            LedgerLine("posts.csv", "merged", "two rows equal in all columns", row=120),
            LedgerLine("mentions.csv", "assumed", "412 times without zone read as Asia/Bangkok", rows=412),
        ),
    )


def manifest() -> dict[str, object]:
    return {
        "brandscore": "0.1.0",
        "profile": {"name": "wisesight", "version": 1, "effective": "2026-01-01", "sha256": "ab" * 32},
        "window": {"from": "2026-01-01", "to": "2026-06-30", "days": 181},
        "sides": ["own", "earned"],
        "platforms": list(PLATFORM_NAMES),
        "inputs": {"posts.csv": "cd" * 32, "mentions.csv": "ef" * 32},
        "models": {"sentiment": {"name": "linear", "sha256": "01" * 32}},
        "reference": {"source": "this run", "sha256": "23" * 32},
        "packages": {"duckdb": "1.5.6", "pandas": "3.1.1"},
        "counts": {"mentions": 21345, "classified": 20111, "promo": 1042, "unattributed": 377},
        "ledger": ["posts.csv, row 120: merged: two rows equal in all columns"],
    }


def make_monitor_view(periods: int = 26, days: int = 7, brands: tuple[str, ...] = MADE_BRANDS) -> MonitorView:
    rows = []
    first = date(2026, 1, 1)
    for b, brand in enumerate(brands):
        for n in range(periods):
            row = dict.fromkeys(TIMELINE.names)
            start = first + timedelta(days=days * n)
            wave = _wave(b, n)
            quiet = (b == 2 and 8 <= n % 26 <= 10) or (b == 4 and n % 3)
            row |= {"brand": brand, "platform": "all", "side": "all"}
            row |= {"period_start": start, "period_end": start + timedelta(days=days - 1)}
            row |= {"mentions": 0 if quiet else int(20 + 180 * wave), "interactions": int(100 + 5000 * wave)}
            row |= {
                "pos": 12,
                "neu": 30,
                "neg": 5,
                "q": 2,
                "unique_daily_mentions": 0 if quiet else int(15 + 90 * wave),
            }
            share = 0.0 if quiet else 0.08 + 0.2 * wave
            row |= {"share_of_voice": share, "share_of_voice_low": share * 0.9, "share_of_voice_high": share * 1.1}
            if not quiet:
                net = 1.2 * wave - 0.35
                row |= {"net_sentiment": net, "net_sentiment_low": max(net - 0.15, -1)}
                row |= {"net_sentiment_high": min(net + 0.12, 1), "net_sentiment_all": net * 0.5}
                row |= {"net_sentiment_all_low": net * 0.5 - 0.05, "net_sentiment_all_high": net * 0.5 + 0.05}
            rows.append(row)
    frame = pd.DataFrame(rows, columns=TIMELINE.names)
    return MonitorView(timeline=frame, manifest={**manifest(), "every": "week"}, note=NOTE)


HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{7*7}} {{7001*7000}} {% raw %} ${7*7}",
    "</style><b>x</b>",
    "</svg></div>--><!--",
    "\u202egnp.exe\u202c",
    "nul\x00byte",
    "javascript:alert(1) https://evil.test/x.png url(https://evil.test)",
    "&lt;script&gt; &amp;amp;",
)


def make_hostile_view() -> ScoreView:
    """The same result with something nasty in every text that came from outside."""
    view = make_score_view()
    names = dict(zip(view.scores["brand"], HOSTILE, strict=False))
    text = " ".join(HOSTILE)
    examples = view.examples.assign(
        text=[*HOSTILE, "@ก" * 1_000_000, *view.examples["text"]][: len(view.examples)],
        evidence=[HOSTILE] * len(view.examples),
    )

    def renamed(frame: pd.DataFrame) -> pd.DataFrame:
        return frame.assign(brand=frame["brand"].map(names))

    manifest = dict(view.manifest) | {
        "profile": {"name": text, "version": text, "effective": text, "sha256": text},
        "inputs": {text: text},
        "models": {text: {text: [text, None, 1]}},
        "packages": {text: text},
        "reference": {"source": text},
        "counts": {text: 3, "promo": 1},
        "brandscore": text,
    }
    return ScoreView(
        scores=renamed(view.scores).assign(reason=text, category=text),
        indicators=renamed(view.indicators).assign(reason=text),
        contributions=renamed(view.contributions),
        manifest=manifest,
        examples=renamed(examples),
        note=text,
        ledger=[LedgerLine(text, "assumed", text)],
    )


@pytest.fixture(scope="session")
def hostile_view() -> ScoreView:
    return make_hostile_view()


@pytest.fixture(scope="session")
def make_scores() -> Callable[..., ScoreView]:
    return make_score_view


@pytest.fixture(scope="session")
def make_timeline() -> Callable[..., MonitorView]:
    return make_monitor_view


@pytest.fixture(scope="session")
def score_view() -> ScoreView:
    return make_score_view()


@pytest.fixture(scope="session")
def monitor_view() -> MonitorView:
    return make_monitor_view()
