"""Data folders and dataframes, to the tables that the measures read."""

from __future__ import annotations

import datetime as dt
import hashlib
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.csv
import pytest

from brandscore.errors import DataError
from brandscore.ingest.data import Data, load
from brandscore.tables import ACCOUNTS, MENTIONS, POSTS
from brandscore.text.normalise import duplicate_key

MENTION = {
    "mention_id": ["1"],
    "platform": ["x"],
    "posted_at": ["2026-01-01T00:00Z"],
    "text": ["hi"],
    "channel": ["own"],
}
ACCOUNT = {"brand": ["A"], "platform": ["fb"], "date": ["2026-01-01"], "followers": [5]}
POST = {
    "brand": ["A"],
    "platform": ["yt"],
    "post_id": ["1"],
    "published_at": ["2026-01-31T17:00:00Z"],
    "reactions": [1],
    "comments": [2],
    "shares": [3],
}


def _schema(table: Any) -> dict[str, str]:
    return {name: str(dtype) for name, dtype in table.schema().items()}


def test_the_schemas() -> None:
    frames = (pd.DataFrame(f) for f in (ACCOUNT, POST, MENTION))
    with Data(*frames) as data:
        assert data.accounts is not None
        assert data.posts is not None
        assert data.mentions is not None
        accounts, posts, mentions = _schema(data.accounts), _schema(data.posts), _schema(data.mentions)
        assert set(data.session.con.list_tables()) == {"accounts", "posts", "mentions"}
        assert repr(data) == "Data(accounts: 1 row, posts: 1 row, mentions: 1 row)"
        assert (data.brands, data.inputs, data.note) == (None, {}, None)
    assert tuple(accounts) == ACCOUNTS.names
    assert tuple(posts) == (*POSTS.names, "day", "snapshot_day")
    assert tuple(mentions) == (*MENTIONS.names, "day", "voice")
    assert accounts["date"] == posts["day"] == posts["snapshot_day"] == mentions["day"] == "date"
    assert posts["published_at"] == posts["snapshot_at"] == mentions["posted_at"] == "timestamp(6)"
    assert {accounts["followers"], posts["views"], mentions["tag_friends"]} == {"int64"}
    assert {mentions[name] for name in ("by_brand", "intention", "advocacy", "promo")} == {"int8"}
    assert {mentions["sentiment"], mentions["voice"], posts["text"], accounts["account_id"]} == {"string"}


def test_days_are_those_of_bangkok() -> None:
    post = POST | {"snapshot_at": ["2026-02-01T16:59:59Z"]}
    with Data(posts=pd.DataFrame(post)) as data:
        (row,) = data.session.rows(data.posts)
    assert row["published_at"] == dt.datetime(2026, 1, 31, 17)
    assert (row["day"], row["snapshot_day"]) == (dt.date(2026, 2, 1), dt.date(2026, 2, 1))


def test_voices() -> None:
    texts = ["สวยมากกก http://a.b/1", "สวยมาก", "other", None, "\u200b", "สวยมาก", None]
    frame = pd.DataFrame(
        {
            "mention_id": [f"m{i}" for i in range(7)],
            "platform": "x",
            "author": [None, "", " ", None, None, "u1", "u2"],
            "posted_at": "2026-01-01T00:00Z",
            "text": texts,
            "channel": "earned",
        }
    )
    with Data(mentions=frame) as data:
        voices = [row["voice"] for row in data.session.rows(data.mentions.order_by("mention_id"))]
    same = "t:" + duplicate_key("สวยมาก")
    assert voices == [same, same, "t:" + duplicate_key("other"), "m:m3", "m:m4", "u1", "u2"]


def test_texts_are_not_looked_at_where_every_author_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr("brandscore.ingest.voices.duplicate_key", never)
    with Data(mentions=pd.DataFrame(MENTION | {"author": ["u1"]})) as data:
        assert data.session.rows(data.mentions)[0]["voice"] == "u1"


def test_a_message_of_two_million_characters_with_nul(tmp_path: Path) -> None:
    text = "ก\x00" * 1_000_000 + "!"
    frame = pd.DataFrame(MENTION | {"text": [text]})
    (tmp_path / "mentions.csv").write_text(
        f'mention_id,platform,posted_at,text,channel\n1,x,2026-01-01T00:00Z,"{text}",own\n'
    )
    frame.to_parquet(tmp_path / "x.parquet")
    for data in (load(tmp_path), Data(mentions=frame), Data(mentions=pd.read_parquet(tmp_path / "x.parquet"))):
        with data:
            (row,) = data.session.rows(data.mentions)
            assert row["text"] == text.replace("\x00", "")
            assert row["voice"].startswith("t:")


def test_files_are_known_by_their_hash(tmp_path: Path) -> None:
    pd.DataFrame(ACCOUNT).to_csv(tmp_path / "accounts.csv", index=False)
    with load(tmp_path) as data:
        assert data.inputs == {"accounts.csv": hashlib.sha256((tmp_path / "accounts.csv").read_bytes()).hexdigest()}


def test_a_table_without_rows_was_not_collected(tmp_path: Path) -> None:
    pd.DataFrame(ACCOUNT).to_csv(tmp_path / "accounts.csv", index=False)
    pd.DataFrame(POST).head(0).to_parquet(tmp_path / "posts.parquet")
    (tmp_path / "mentions.csv").write_text("mention_id,platform,posted_at,text,channel\n")
    with load(tmp_path) as data:
        assert data.posts is None
        assert data.mentions is None
        assert [str(line) for line in data.ledger] == [
            "posts.parquet: ignored: posts has no rows and counts as not collected",
            "mentions.csv: ignored: mentions has no rows and counts as not collected",
        ]


def test_nothing_but_empty_tables(tmp_path: Path) -> None:
    (tmp_path / "accounts.csv").write_text("brand,platform,date,followers\n")
    with pytest.raises(DataError, match="no table has a row"):
        load(tmp_path)


def test_folders_that_hold_no_table(tmp_path: Path) -> None:
    for folder, reason in ((tmp_path, "holds no table"), (tmp_path / "gone", "does not exist")):
        with pytest.raises(DataError, match=reason) as caught:
            load(folder)
        assert "accounts.*, posts.*, mentions.*, brands.*" in str(caught.value)
        assert "csv, tsv, jsonl, parquet, xlsx" in str(caught.value)
    (tmp_path / "file").write_text("")
    with pytest.raises(DataError, match="is a file, not a folder"):
        load(tmp_path / "file")
    with pytest.raises(DataError):
        Data()


def test_a_table_in_two_files_is_refused_whatever_is_in_them(tmp_path: Path) -> None:
    (tmp_path / "accounts.csv").write_text("")
    pd.DataFrame(ACCOUNT).to_parquet(tmp_path / "accounts.parquet")
    with pytest.raises(DataError, match="in two files, accounts.csv and accounts.parquet"):
        load(tmp_path)


def test_the_temporary_files_go_when_it_is_closed_or_fails(tmp_path: Path) -> None:
    (tmp_path / "temp").mkdir()
    (tmp_path / "accounts.csv").write_text("brand,platform,date,followers\nA,fb,2026-01-01,x\n")
    with pytest.raises(DataError):
        load(tmp_path, temp=tmp_path / "temp")
    assert list((tmp_path / "temp").iterdir()) == []
    with Data(accounts=pd.DataFrame(ACCOUNT), temp=tmp_path / "temp"):
        assert len(list((tmp_path / "temp").iterdir())) == 1
    assert list((tmp_path / "temp").iterdir()) == []


_MEASURE = """
import pathlib, re, resource, sys
import pandas, pyarrow.parquet  # loaded on the way in any case
import brandscore.ingest.readers
from brandscore.ingest.data import load
with load(sys.argv[1], memory="256MB", threads=2) as data:
    # What getrusage tells of a new process includes the memory of the one that started it.
    status = pathlib.Path("/proc/self/status")
    if status.exists():
        peak = int(re.search(r"VmHWM:\\s+(\\d+) kB", status.read_text())[1])
    else:
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(data, peak // 1024)
"""


def test_a_million_rows_in_bounded_memory(tmp_path: Path) -> None:
    n = 1_000_000
    number = np.arange(n)
    table = pa.table(
        {
            "mention_id": pa.array(number).cast(pa.string()),
            "platform": pa.DictionaryArray.from_arrays(number % 2, ["x", "facebook"]).cast(pa.string()),
            "author": pa.array(number % 200_000).cast(pa.string()),
            "posted_at": pa.array(np.datetime64("2026-01-01T00:00:00") + number.astype("timedelta64[s]")).cast(
                pa.string()
            ),
            "text": pa.array([f"ข้อความที่ยาวพอสมควรเกี่ยวกับร้านกาแฟ {i}" for i in range(n)]),
            "channel": pa.repeat("earned", n),
        }
    )
    pyarrow.csv.write_csv(table, tmp_path / "mentions.csv")
    assert (tmp_path / "mentions.csv").stat().st_size > 150_000_000
    done = subprocess.run(
        [sys.executable, "-c", _MEASURE, str(tmp_path)], capture_output=True, text=True, check=True, timeout=300
    )
    what, peak = done.stdout.rsplit(maxsplit=1)
    assert what == "Data(mentions: 1,000,000 rows)"
    # 256 MB for the engine, the rest for Python and its libraries; the file alone is held nowhere.
    assert int(peak) < 900
