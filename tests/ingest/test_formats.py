"""The same table in any format is the same table."""

from __future__ import annotations

import csv
import datetime as dt
import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from brandscore.files import cell
from brandscore.ingest.data import Data, load
from brandscore.tables import MENTIONS

TIMES = ("posted_at",)
FLAGS = ("by_brand", "intention", "advocacy", "promo")
COUNTS = ("reactions", "comments", "shares", "views", "tag_friends")

# Cells that every format can hold: no control signs but line ends, no lone
# surrogates; a carriage return is a line end in XML. A text that begins with a
# quote sign before a formula's sign is taken for a guarded one.
_TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cn"), include_characters="\n"), max_size=30
)
_ROW = st.fixed_dictionaries(
    {
        "platform": st.sampled_from(["facebook", "x", "tiktok"]),
        "author": st.none() | st.from_regex(r"[a-zก-ฮ=@][a-z0-9]{0,8}", fullmatch=True),
        "posted_at": st.datetimes(dt.datetime(2020, 1, 1), dt.datetime(2026, 6, 30)).map(
            lambda t: t.replace(microsecond=0)
        ),
        "text": st.none()
        | _TEXT
        | st.sampled_from(["=1+1", "@you", '"quoted", twice', "สวัสดี 😀", "a;b\tc", "12", "\u2028"]),
        "channel": st.sampled_from(["own", "earned"]),
        "brand": st.none() | st.sampled_from(["Chang", "ช้าง"]),
        "reactions": st.none() | st.integers(0, 10**9),
        "views": st.none() | st.integers(0, 10**12),
        "by_brand": st.none() | st.integers(0, 1),
        "sentiment": st.none() | st.sampled_from(["pos", "neu", "neg", "q"]),
        "promo": st.none() | st.integers(0, 1),
    }
)


def _typed(rows: list[dict[str, Any]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows)
    for name in frame.columns:
        if name in COUNTS or name in FLAGS:
            frame[name] = frame[name].astype("Int64")
        elif name in TIMES:
            frame[name] = pd.to_datetime(frame[name]).astype("datetime64[us]")
        else:
            frame[name] = frame[name].astype("object")
    return frame


def _as_csv(rows: list[dict[str, Any]], folder: Path) -> Data:
    with (folder / "mentions.csv").open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow(rows[0])
        writer.writerows([cell(value) for value in row.values()] for row in rows)
    return load(folder, threads=1)


def _as_jsonl(rows: list[dict[str, Any]], folder: Path) -> Data:
    lines = [json.dumps(row, default=str, ensure_ascii=len(rows) % 2 == 0) for row in rows]
    (folder / "mentions.jsonl").write_text("\n".join(lines), encoding="utf-8", newline="")
    return load(folder, threads=1)


def _as_xlsx(rows: list[dict[str, Any]], folder: Path) -> Data:
    book = xlsxwriter.Workbook(str(folder / "mentions.xlsx"))
    sheet = book.add_worksheet()
    date = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
    for j, name in enumerate(rows[0]):
        sheet.write_string(0, j, name)
        for i, row in enumerate(rows, start=1):
            value = row[name]
            if isinstance(value, dt.datetime):
                sheet.write_datetime(i, j, value, date)
            elif isinstance(value, str):
                sheet.write_string(i, j, cell(value))
            elif value is not None:
                sheet.write_number(i, j, value)
    book.close()
    return load(folder, threads=1)


def _as_parquet(rows: list[dict[str, Any]], folder: Path) -> Data:
    _typed(rows).to_parquet(folder / "mentions.parquet")
    return load(folder, threads=1)


def _as_text_parquet(rows: list[dict[str, Any]], folder: Path) -> Data:
    texts = [{name: None if value is None else str(value) for name, value in row.items()} for row in rows]
    pd.DataFrame(texts, dtype="object").to_parquet(folder / "mentions.parquet")
    return load(folder, threads=1)


def _as_floats(rows: list[dict[str, Any]], folder: Path) -> Data:
    """Integers beside null as pandas holds them by itself: as floats."""
    frame = _typed(rows)
    for name in frame.columns:
        if name in COUNTS or name in FLAGS:
            frame[name] = frame[name].astype("float64")
    return Data(mentions=frame, threads=1)


FORMATS = {
    "csv": _as_csv,
    "jsonl": _as_jsonl,
    "xlsx": _as_xlsx,
    "parquet": _as_parquet,
    "parquet of text": _as_text_parquet,
    "dataframe of floats": _as_floats,
}


def _expected(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the typed rows, worked out in plain Python."""
    expected = []
    for row in rows:
        whole = dict.fromkeys(MENTIONS.names) | row
        local = row["posted_at"]
        whole["posted_at"] = local - dt.timedelta(hours=7)
        whole["day"] = local.date()
        whole["text"] = row["text"] or None
        expected.append(whole)
    return expected


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=8)
@given(rows=st.lists(_ROW, min_size=1, max_size=12))
def test_a_table_is_the_same_in_every_format(
    tmp_path_factory: pytest.TempPathFactory, name: str, rows: list[dict[str, Any]]
) -> None:
    rows = [{"mention_id": f"m{i}"} | {column: row[column] for column in sorted(row)} for i, row in enumerate(rows)]
    with FORMATS[name](rows, tmp_path_factory.mktemp("data")) as data:
        assert data.mentions is not None
        assert data.mentions.columns == (*MENTIONS.names, "day", "voice")
        found = data.session.rows(data.mentions.drop("voice"))
    assert sorted(found, key=lambda r: int(r["mention_id"][1:])) == _expected(rows)
