"""The real file of nine Thai sellers' pages, by its shipped mapping."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import pytest

from brandscore.errors import DataError
from brandscore.ingest.convert import ingest
from brandscore.ingest.data import load
from brandscore.ingest.mapping import read_mapping

MAPPING = Path(__file__).resolve().parents[2] / "examples" / "mappings" / "fb_live_sellers.toml"


@pytest.mark.shared
def test_the_file_by_its_mapping(real_data: Path, tmp_path: Path) -> None:
    source = real_data / "fb_live_sellers" / "Live.csv"
    summary = ingest([source], tmp_path / "data", mapping=read_mapping(MAPPING))
    (table,) = summary.tables
    assert (table.rows_read, table.merged, table.replaced, table.rows_written) == (7_050, 51, 2, 6_997)
    replaced = [(line.row, line.detail) for line in summary.ledger if line.action == "replaced"]
    assert [row for row, _ in replaced] == [1_410, 1_490]
    assert "row 1,731" in replaced[0][1]
    assert "row 1,700" in replaced[1][1]
    assert sum(line.action == "merged" for line in summary.ledger) == 51

    with source.open(encoding="utf-8-sig", newline="") as handle:
        last = {row["status_id"]: row for row in csv.DictReader(handle)}
    with load(tmp_path / "data") as data:
        assert data.posts is not None
        posts = {row["post_id"]: row for row in data.session.rows(data.posts)}
    assert posts.keys() == last.keys()
    pages = defaultdict(int)
    for post_id, row in posts.items():
        theirs = last[post_id]
        pages[row["brand"]] += 1
        assert row["brand"] == post_id.split("_")[0]
        assert row["type"] == theirs["status_type"]
        assert (row["reactions"], row["comments"], row["shares"]) == tuple(
            int(theirs[name]) for name in ("num_reactions", "num_comments", "num_shares")
        )
        month, day, year = theirs["status_published"].split()[0].split("/")
        assert (row["day"].month, row["day"].day, row["day"].year % 100) == (int(month), int(day), int(year) % 100)
    assert len(pages) == 9
    # The newest post of the seller whose row is in the long form of dates, and one in the short form.
    assert str(posts["246675545449582_1649696485147474"]["published_at"]) == "2018-04-21 23:00:00"
    assert str(posts["246675545449582_1638788379571618"]["published_at"]) == "2018-04-10 21:53:00"


@pytest.mark.shared
def test_read_without_ingest_the_doubled_posts_are_refused(real_data: Path, tmp_path: Path) -> None:
    out = (tmp_path / "posts.csv").open("w", encoding="utf-8", newline="")
    with (real_data / "fb_live_sellers" / "Live.csv").open(encoding="utf-8-sig", newline="") as handle, out:
        writer = csv.writer(out)
        writer.writerow(["brand", "platform", "post_id", "published_at", "reactions", "comments", "shares"])
        for row in csv.DictReader(handle):
            date, time = row["status_published"].split()
            month, day, year = (int(part) for part in date.split("/"))
            hour, minute = time.split(":")
            at = f"{2000 + year % 100}-{month:02}-{day:02} {int(hour):02}:{minute}"
            counts = [row[name] for name in ("num_reactions", "num_comments", "num_shares")]
            writer.writerow([row["status_id"].split("_")[0], "facebook", row["status_id"], at, *counts])
    with pytest.raises(DataError) as caught:
        load(tmp_path)
    assert [(problem.row, problem.what.split("(")[0].strip()) for problem in caught.value.problems] == [
        (1_700, "the same key as row 1,490"),
        (1_731, "the same key as row 1,410"),
    ]
    assert all("other values in published_at" in problem.what for problem in caught.value.problems)
