"""From files to a data folder: which table, whose brand, what is written."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pandas as pd
import pytest

from brandscore.errors import DataError
from brandscore.ingest.convert import Summary, ingest
from brandscore.ingest.data import load

ACCOUNTS = "brand,platform,date,followers\n"
PAGE = "platform,date,followers\nfb,2026-01-31,5\n"
MENTIONS = "mention_id,platform,author,posted_at,text,channel,parent_id\n"


def _file(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def _refused(*files: Path, out: Path | None = None, **options: object) -> DataError:
    with pytest.raises(DataError) as caught:
        ingest(files, out or files[0].parent / "out", **options)  # type: ignore[arg-type]
    assert out is not None or not (files[0].parent / "out").exists()
    return caught.value


def _ledger(summary: Summary) -> list[dict[str, str]]:
    with (summary.out / "ledger.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def test_files_of_one_table_are_put_together(tmp_path: Path) -> None:
    one = _file(tmp_path, "accounts.csv", ACCOUNTS + "A,fb,2026-01-31,5\nA,fb,2026-02-01,6\nA,fb,2026-02-01,6\n")
    two = _file(
        tmp_path,
        "january.jsonl",
        '{"brand": "A", "platform": "Facebook", "date": "2026-01-31", "followers": 7}\n'
        '{"brand": "A", "platform": "Facebook", "date": "2026-02-01", "followers": 6}\n',
    )
    summary = ingest([one, two], tmp_path / "out")
    (table,) = summary.tables
    assert (table.table, table.files) == ("accounts", ("accounts.csv", "january.jsonl"))
    assert (table.rows_read, table.merged, table.replaced, table.rows_written) == (5, 2, 1, 2)
    assert (tmp_path / "out" / "accounts.csv").read_text() == (
        "brand,platform,date,followers\nA,facebook,2026-01-31,7\nA,facebook,2026-02-01,6\n"
    )
    assert _ledger(summary) == [
        {
            "source": "accounts.csv",
            "row": "3",
            "action": "merged",
            "rows": "1",
            "detail": "equal in every column to row 2 of january.jsonl, which stays",
        },
        {
            "source": "accounts.csv",
            "row": "4",
            "action": "merged",
            "rows": "1",
            "detail": "equal in every column to row 2 of january.jsonl, which stays",
        },
        {
            "source": "accounts.csv",
            "row": "2",
            "action": "replaced",
            "rows": "1",
            "detail": "has the brand and platform and account_id and date of row 1 of january.jsonl with other values; "
            "the later row stays",
        },
    ]


def test_a_row_that_comes_again_after_another_is_the_last(tmp_path: Path) -> None:
    rows = "A,fb,2026-01-31,5\nA,fb,2026-01-31,6\nA,fb,2026-01-31,5\n"
    summary = ingest([_file(tmp_path, "accounts.csv", ACCOUNTS + rows)], tmp_path / "out")
    assert (summary.tables[0].merged, summary.tables[0].replaced) == (1, 1)
    assert (tmp_path / "out" / "accounts.csv").read_text().endswith("A,facebook,2026-01-31,5\n")


def test_a_page_that_names_no_brand(tmp_path: Path) -> None:
    path = _file(tmp_path, "page.csv", PAGE)
    (problem,) = _refused(path).problems
    assert problem.what == "the file names no brand or account"
    assert "--brand NAME" in problem.mend
    ingest([path], tmp_path / "out", brand="ช้าง")
    assert (tmp_path / "out" / "accounts.csv").read_text(encoding="utf-8").endswith("ช้าง,facebook,2026-01-31,5\n")


def test_a_brand_is_only_given_to_files_that_name_none(tmp_path: Path) -> None:
    named = _file(tmp_path, "accounts.csv", ACCOUNTS + "A,x,2026-01-31,5\n")
    summary = ingest([named, _file(tmp_path, "page.csv", PAGE)], tmp_path / "out", brand="B")
    assert [line["detail"] for line in _ledger(summary)] == ["the file has a column brand, so --brand is not for it"]
    assert [r.split(",")[0] for r in (tmp_path / "out" / "accounts.csv").read_text().splitlines()] == [
        "brand",
        "A",
        "B",
    ]


def test_mentions_need_no_brand_but_take_one(tmp_path: Path) -> None:
    path = _file(tmp_path, "m.csv", MENTIONS + "1,x,,2026-01-31T00:00Z,hi,earned,\n")
    ingest([path], tmp_path / "out")
    header, row = (tmp_path / "out" / "mentions.csv").read_text().splitlines()
    assert header == "mention_id,platform,posted_at,text,channel"  # no empty optional columns
    assert row == "1,x,2026-01-31T00:00:00Z,hi,earned"
    ingest([path], tmp_path / "out", brand="A")
    assert (tmp_path / "out" / "mentions.csv").read_text().splitlines()[1].endswith("hi,earned,A")


def test_every_problem_of_every_file_and_nothing_is_written(tmp_path: Path) -> None:
    error = _refused(
        _file(tmp_path, "accounts.csv", ACCOUNTS + "A,fb,2026-01-31,-5\n"),
        _file(tmp_path, "page.csv", PAGE.replace("fb", "line")),
        _file(tmp_path, "notes.csv", "a,b\n1,2\n"),
        _file(tmp_path, "brands.toml", ""),
        tmp_path / "gone.csv",
        tmp_path,
    )
    assert [(p.source, p.column) for p in error.problems] == [
        ("accounts.csv", "followers"),
        ("page.csv", None),
        ("page.csv", "platform"),
        ("notes.csv", None),
        ("brands.toml", None),
        ("gone.csv", None),
        (tmp_path.name, None),
    ]
    assert "are those of no table; nearest is" in error.problems[3].what
    assert "--mapping" in error.problems[3].mend


def test_the_columns_tell_the_table(tmp_path: Path) -> None:
    posts = "brand,platform,post_id,published_at,reactions,comments,shares\nA,x,1,2026-01-31T00:00Z,1,2,3\n"
    files = [
        _file(tmp_path, "a.csv", ACCOUNTS + "A,fb,2026-01-31,5\n"),
        _file(tmp_path, "b.csv", posts),
        _file(tmp_path, "c.csv", MENTIONS + "1,x,,2026-01-31T00:00Z,hi,earned,\n"),
        _file(tmp_path, "d.csv", "brand,aliases\nA,อา|ah\n"),
    ]
    summary = ingest(files, tmp_path / "out")
    assert [table.table for table in summary.tables] == ["accounts", "posts", "mentions", "brands"]
    with load(tmp_path / "out") as data:
        assert repr(data) == "Data(accounts: 1 row, posts: 1 row, mentions: 1 row, brands: 1 row)"
        assert data.brands is not None
        assert data.brands[0].aliases == ("อา", "ah")
    both = _file(
        tmp_path, "both.csv", f"followers,date,{posts.splitlines()[0]}\n5,2026-01-31,{posts.splitlines()[1]}\n"
    )
    (problem,) = _refused(both, out=tmp_path / "out").problems
    assert "those of accounts or posts" in problem.what


def test_authors_become_pseudonyms(tmp_path: Path) -> None:
    known = "h1:" + "0" * 32
    rows = "".join(
        f"{i},x,{author},2026-01-31T00:00Z,hi,earned,\n" for i, author in enumerate(["u1", "", "u2", "u1", known])
    )
    path = _file(tmp_path, "mentions.csv", MENTIONS + rows)

    def authors() -> list[str | None]:
        frame = pd.read_csv(tmp_path / "out" / "mentions.csv", dtype=str, keep_default_na=False)
        return list(frame["author"])

    ingest([path], tmp_path / "out")
    first = authors()
    assert first[0] == first[3] != first[2]
    assert all(a == "" or (a or "").startswith("h1:") for a in first)
    assert (first[1], first[4]) == ("", known)
    ingest([tmp_path / "out" / "mentions.csv"], tmp_path / "again")
    assert (tmp_path / "again" / "mentions.csv").read_bytes() == (tmp_path / "out" / "mentions.csv").read_bytes()
    ingest([path], tmp_path / "out", keep_authors=True)
    assert authors() == ["u1", "", "u2", "u1", known]


def test_what_is_written_is_read_back_as_it_was(tmp_path: Path) -> None:
    texts = ["=1+1", '"quoted", and\nbroken', "@you", "-5", "plain  ", "ไทย 😀", "a\x00b"]
    lines = [
        {
            "mention_id": str(i),
            "platform": "x",
            "posted_at": f"2026-01-31T10:00:0{i}.25+07:00",
            "text": text,
            "channel": "own",
            "promo": i % 2,
            "reactions": i,
        }
        for i, text in enumerate(texts)
    ]
    path = _file(tmp_path, "mentions.jsonl", "\n".join(map(json.dumps, lines)))
    ingest([path], tmp_path / "out")
    source = tmp_path / "in"
    source.mkdir()
    path.rename(source / "mentions.jsonl")
    with load(source) as before, load(tmp_path / "out") as after:
        first, second = (d.session.rows(d.mentions.order_by("mention_id")) for d in (before, after))
    assert first == second
    assert [row["text"] for row in first] == [text.replace("\x00", "") for text in texts]


def test_a_folder_that_has_the_table_in_another_file(tmp_path: Path) -> None:
    path = _file(tmp_path, "page.csv", PAGE)
    (tmp_path / "data").mkdir()
    old = _file(tmp_path / "data", "accounts.xlsx", "old")
    (problem,) = _refused(path, out=tmp_path / "data", brand="A").problems
    assert problem.source == "accounts.xlsx"
    assert "would have it twice" in problem.what
    assert list((tmp_path / "data").iterdir()) == [old]


def test_files_without_rows(tmp_path: Path) -> None:
    error = _refused(_file(tmp_path, "accounts.csv", ACCOUNTS))
    assert "none of the files has a row" in str(error)


def test_the_same_files_give_the_same_bytes(tmp_path: Path) -> None:
    rows = "".join(
        f"{brand},{p},2026-01-{day:02},{day}\n" for day in range(1, 29) for brand in "BA" for p in ("x", "fb")
    )
    path = _file(tmp_path, "accounts.csv", ACCOUNTS + rows)
    for out in ("one", "two"):
        ingest([path], tmp_path / out)
    assert (tmp_path / "one" / "accounts.csv").read_bytes() == (tmp_path / "two" / "accounts.csv").read_bytes()
    assert (tmp_path / "one" / "accounts.csv").read_text().splitlines()[1:3] == [
        "B,x,2026-01-01,1",
        "B,facebook,2026-01-01,1",
    ]
