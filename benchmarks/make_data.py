"""Make the data folder that the benchmarks score: invented, seeded, labelled mentions as Parquet.

``python benchmarks/make_data.py ROWS DIR`` writes accounts, posts and mentions
(Parquet) and brands (CSV): 10 brands, 5 platforms, half a year, and about one
author for three mentions. Rows come in pieces, so memory stays small.
"""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from brandscore.platforms import PLATFORM_NAMES
from brandscore.tables import SENTIMENTS

BRANDS = tuple(f"แบรนด์สมมุติ {letter}" for letter in "กขคงจฉชซฌญ")
START = dt.date(2026, 1, 1)
DAYS = 181
POSTS_A_DAY = 1  # of a brand on a platform
PIECE = 100_000
SEED = 20260101

_OPENINGS = (
    "วันนี้แวะไปมา", "เพิ่งลองครั้งแรก", "กินมาหลายรอบแล้ว", "ใครเคยไปบ้าง", "เมื่อวานพาเพื่อนไป", "ตามมาจากรีวิว",
    "ผ่านหน้าร้านทุกวัน", "สั่งผ่านแอปมา", "รอคิวนานนิดนึง", "เห็นโปรใหม่แล้ว", "สาขานี้ดีมาก", "ไม่ได้ไปนานเลย",
)  # fmt: skip
_MIDDLES = (
    "รสชาติดีกว่าที่คิดไว้", "พนักงานบริการดีมาก", "ราคาแรงไปหน่อยสำหรับปริมาณเท่านี้", "หวานไปนิดแต่ยังโอเค",
    "บรรยากาศในร้านน่านั่งทำงาน", "ที่จอดรถน้อยมากต้องวนหลายรอบ", "เมนูใหม่หน้าตาน่ากินสุดๆ", "แอร์เย็นเพลงเพราะ",
    "ของหมดเร็วมากมาไม่เคยทัน", "ถามราคาแล้วไม่มีใครตอบเลย", "อยากให้มีสาขาแถวบ้านบ้าง", "แพ็กมาดีไม่หกเลย",
)  # fmt: skip
_ENDINGS = (
    "แนะนำเลย", "คงไม่กลับไปอีก", "จะไปซ้ำแน่นอน", "ใครรู้ช่วยบอกที", "555555", "😊😊", "เสียดายเงิน", "ขอพิกัดหน่อยค่ะ",
    "ราคาเท่าไหร่คะ", "รอโปรหน้านะ", "ชอบมากกก", "เฉยๆ นะ",
)  # fmt: skip


def _words(rng: np.random.Generator, words: tuple[str, ...], rows: int) -> pa.Array:
    return pa.array(words, pa.string()).take(pa.array(rng.integers(0, len(words), rows)))


def _named(prefix: str, numbers: np.ndarray) -> pa.Array:
    return pc.binary_join_element_wise(prefix, pa.array(numbers).cast(pa.string()), "")


def _masked(values: np.ndarray, mask: np.ndarray, kind: pa.DataType) -> pa.Array:
    return pa.array(values, kind, mask=mask)


def _mentions(rows: int) -> Iterator[pa.Table]:
    rng = np.random.default_rng(SEED)
    start = np.datetime64(dt.datetime.combine(START, dt.time()) - dt.timedelta(hours=7), "us")
    posts = len(BRANDS) * len(PLATFORM_NAMES) * DAYS * POSTS_A_DAY
    for first in range(0, rows, PIECE):
        n = min(PIECE, rows - first)
        brand = np.minimum(rng.geometric(0.25, n) - 1, len(BRANDS) - 1)
        platform = rng.choice(len(PLATFORM_NAMES), n, p=(0.35, 0.15, 0.25, 0.1, 0.15))
        own = rng.random(n) < 0.3
        by_brand = own & (rng.random(n) < 0.2)
        # A few write much, most write once or twice.
        author = (rng.power(0.6, n) * rows * 0.4).astype(np.int64)
        text = pc.binary_join_element_wise(
            _words(rng, _OPENINGS, n),
            _words(rng, _MIDDLES, n),
            _words(rng, _MIDDLES, n),
            _named("คิวที่ ", rng.integers(0, rows, n)),  # few people write the same thing
            _words(rng, _ENDINGS, n),
            " ",
        )
        counts = rng.lognormal(0.5, 1.2, (3, n)).astype(np.int64)
        parent = np.where(by_brand, np.maximum(first + np.arange(n) - 1, 0), rng.integers(0, posts, n))
        parents = pc.if_else(pa.array(by_brand), _named("m", parent), _named("p", parent))
        yield pa.table(
            {
                "mention_id": _named("m", first + np.arange(n)),
                "platform": pa.array(PLATFORM_NAMES).take(pa.array(platform)),
                "author": pc.if_else(pa.array(rng.random(n) < 0.03), pa.scalar(None, pa.string()), _named("u", author)),
                "posted_at": pa.array(
                    start + (rng.random(n) * DAYS * 86_400e6).astype("timedelta64[us]"), pa.timestamp("us", "UTC")
                ),
                "text": text,
                "channel": pc.if_else(pa.array(own), "own", "earned"),
                "brand": pa.array(BRANDS).take(pa.array(brand)),
                "parent_id": pc.if_else(pa.array(own), parents, pa.scalar(None, pa.string())),
                "by_brand": _masked(by_brand.astype(np.int8), ~own, pa.int8()),
                "reactions": pa.array(counts[0]),
                "comments": pa.array(counts[1] // 3),
                "shares": pa.array(counts[2] // 5),
                "views": _masked(counts.sum(axis=0) * 40, ~np.isin(platform, (1, 3, 4)), pa.int64()),
                "sentiment": pa.array(SENTIMENTS).take(
                    pa.array(rng.choice(len(SENTIMENTS), n, p=(0.2, 0.6, 0.15, 0.05)))
                ),
                "intention": pa.array((rng.random(n) < 0.08).astype(np.int8)),
                "advocacy": pa.array((rng.random(n) < 0.05).astype(np.int8)),
                "promo": pa.array((rng.random(n) < 0.06).astype(np.int8)),
            }
        )


def _posts() -> pa.Table:
    rng = np.random.default_rng(SEED + 1)
    names = [(b, p) for b in BRANDS for p in PLATFORM_NAMES for _ in range(DAYS * POSTS_A_DAY)]
    days = np.tile(np.repeat(np.arange(DAYS), POSTS_A_DAY), len(BRANDS) * len(PLATFORM_NAMES))
    n = len(names)
    counts = rng.lognormal(4, 1, (3, n)).astype(np.int64)
    start = np.datetime64(START, "us") + np.timedelta64(5, "h")
    return pa.table(
        {
            "brand": [b for b, _ in names],
            "platform": [p for _, p in names],
            "post_id": _named("p", np.arange(n)),
            "published_at": pa.array(start + days.astype("timedelta64[D]"), pa.timestamp("us", "UTC")),
            "reactions": counts[0],
            "comments": counts[1] // 4,
            "shares": counts[2] // 8,
            "views": _masked(counts.sum(axis=0) * 30, np.array([p in ("facebook", "x") for _, p in names]), pa.int64()),
        }
    )


def _accounts() -> pa.Table:
    rng = np.random.default_rng(SEED + 2)
    rows: list[dict[str, Any]] = []
    for brand in BRANDS:
        for platform in PLATFORM_NAMES:
            followers = int(rng.integers(5_000, 2_000_000))
            for day in range(0, DAYS, 5):
                followers += int(rng.normal(0.002, 0.003) * followers)
                rows.append(
                    {
                        "brand": brand,
                        "platform": platform,
                        "date": START + dt.timedelta(days=day),
                        "followers": followers,
                    }
                )
    return pa.Table.from_pylist(rows)


def make(rows: int, folder: Path) -> None:
    """Write the folder; a folder that is there already is complete, and kept."""
    if folder.exists():
        return
    work = folder.with_name(folder.name + ".part")
    work.mkdir(parents=True, exist_ok=True)
    pq.write_table(_accounts(), work / "accounts.parquet")
    pq.write_table(_posts(), work / "posts.parquet")
    (work / "brands.csv").write_text("brand,category\n" + "".join(f"{b},กาแฟ\n" for b in BRANDS), encoding="utf-8")
    writer = None
    for piece in _mentions(rows):
        writer = writer or pq.ParquetWriter(work / "mentions.parquet", piece.schema)
        writer.write_table(piece)
    if writer is not None:
        writer.close()
    work.rename(folder)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("rows", type=int)
    parser.add_argument("folder", type=Path)
    given = parser.parse_args()
    make(given.rows, given.folder)
