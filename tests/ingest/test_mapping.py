"""Mapping files: what they say, what is wrong with them, what they make of a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from brandscore.errors import DataError, ProfileError
from brandscore.ingest.convert import Summary, ingest
from brandscore.ingest.data import load
from brandscore.ingest.mapping import read_mapping


def _mapping(folder: Path, text: str) -> Path:
    path = folder / "m.toml"
    path.write_text(text, encoding="utf-8")
    return path


def _ingest(folder: Path, mapping: str, content: str | bytes, name: str = "export.csv") -> Summary:
    source = folder / name
    source.write_bytes(content if isinstance(content, bytes) else content.encode())
    return ingest([source], folder / "out", mapping=read_mapping(_mapping(folder, mapping)))


def _rows(folder: Path, table: str) -> list[dict[str, Any]]:
    with load(folder / "out") as data:
        expr = getattr(data, table)
        return data.session.rows(expr.order_by(expr.columns))


ACCOUNTS = """
table = "accounts"
encoding = "cp874"
[columns]
brand = "แบรนด์"
platform = "ช่องทาง"
date = "วันที่"
followers = "ผู้ติดตาม"
[values.platform]
"เพจ" = "facebook"
"ไลน์" = ""
[dates]
format = "%d %b %Y"
era = "BE"
[constants]
account_id = 12
"""


def test_a_thai_export(tmp_path: Path) -> None:
    content = 'แบรนด์;ช่องทาง;วันที่;ผู้ติดตาม;หมายเหตุ\nช้าง;เพจ ;29 ก.พ. 2567;"1,234,567";x\nช้าง;ทวิตเตอร์;1 มี.ค. 2567;12;\n'
    summary = _ingest(tmp_path, ACCOUNTS, content.encode("cp874"))
    assert [str(line) for line in summary.ledger] == [
        'export.csv: ignored: column "หมายเหตุ" is not named by the mapping'
    ]
    assert (tmp_path / "out" / "accounts.csv").read_text(encoding="utf-8") == (
        "brand,platform,account_id,date,followers\nช้าง,facebook,12,2024-02-29,1234567\nช้าง,x,12,2024-03-01,12\n"
    )
    assert [(r["platform"], r["followers"]) for r in _rows(tmp_path, "accounts")] == [("facebook", 1234567), ("x", 12)]


def test_problems_show_the_cell_of_the_file(tmp_path: Path) -> None:
    content = "แบรนด์;ช่องทาง;วันที่;ผู้ติดตาม\nช้าง;ไลน์;31 ก.พ. 2567;1,23\nช้าง;pantip;1/2/2567;-\n"
    with pytest.raises(DataError) as caught:
        _ingest(tmp_path, ACCOUNTS, content.encode("cp874"))
    assert [(p.row, p.column, p.what) for p in caught.value.problems] == [
        (3, "platform", '"pantip" is no platform that is known'),
        (2, "platform", 'nothing was found in "ไลน์"'),
        (3, "date", '"1/2/2567" is in no form that is read'),
        (2, "date", '"31 ก.พ. 2567" is no day of the calendar'),
        (2, "followers", '"1,23" is not a number'),
        (3, "followers", '"-" is not a number'),
    ]
    assert not (tmp_path / "out").exists()


def test_columns_with_our_names_need_no_entry(tmp_path: Path) -> None:
    mapping = 'table = "accounts"\n[columns]\nfollowers = "fans"\n[constants]\ndate = 2026-01-31\n'
    _ingest(tmp_path, mapping, '{"Brand": "A", "platform": "fb", "fans": 5}\n', "x.jsonl")
    assert (tmp_path / "out" / "accounts.csv").read_text() == "brand,platform,date,followers\nA,facebook,2026-01-31,5\n"


def test_a_column_cut_out_of_another(tmp_path: Path) -> None:
    mapping = """
    table = "posts"
    [columns]
    post_id = "id"
    [extract.brand]
    from = "id"
    pattern = '^(\\d+)_'
    [constants]
    platform = "fb"
    reactions = 0
    [dates]
    zone = "+00:00"
    """
    content = "id,published_at,comments,shares\n123_4,2026-01-31 17:00,1,2\n"
    _ingest(tmp_path, mapping, content)
    (row,) = _rows(tmp_path, "posts")
    assert (row["brand"], row["post_id"], str(row["day"])) == ("123", "123_4", "2026-02-01")
    with pytest.raises(DataError, match='nothing was found in "x_4"'):
        _ingest(tmp_path, mapping, content.replace("123_4", "x_4"))


def test_a_column_that_the_file_lacks(tmp_path: Path) -> None:
    mapping = 'table = "accounts"\n[columns]\nfollowers = "Fans"\n'
    with pytest.raises(DataError) as caught:
        _ingest(tmp_path, mapping, "brand,platform,fanz\nA,fb,5\n")
    assert [(p.column, p.what, p.mend) for p in caught.value.problems] == [
        (
            "followers",
            'the mapping makes followers of "Fans", which the file does not have; it has "brand", "platform", "fanz"',
            'did you mean "fanz"?',
        ),
        (
            "date",
            'the column is missing; the file has "brand", "platform", "fanz"',
            'add date = "…" to [columns] of the mapping, or give it in [constants]',
        ),
    ]


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ('table = "page"', ["table: Input should be 'accounts', 'posts', 'mentions', 'brands', 'campaigns', 'surveys' or 'visits'"]),
        ("[columns]\nbrand = 'x'", ["table: is missing"]),
        ('table = "posts"\n[colums]\nbrand = "x"', ['colums: "colums" is not known here; did you mean "columns"?']),
        ('table = "posts"\n[columns]\nbrnd = "x"', ['[columns] "brnd" is no column of posts; did you mean "brand"?']),
        ('table = "posts"\n[columns]\nbrand = "x"\n[constants]\nbrand = "y"', ['"brand" stands in [columns] and [constants]']),
        ('table = "posts"\n[dates]\nformat = "%d/%m"', ["dates.format.0", "no year"]),
        ('table = "posts"\n[dates]\nera = "AD"', ["dates.era: Input should be 'BE' or 'CE'"]),
        ('table = "posts"\n[dates]\nzone = "Bangkok"', ["dates.zone"]),
        ('table = "posts"\nencoding = "cp8741"', ['"cp8741" is no encoding']),
        ('table = "posts"\n[extract.brand]\nfrom = "x"\npattern = "(a)(b)"', ["one group in round brackets, it has 2"]),
        ('table = "posts"\n[extract.brand]\nfrom = "x"\npattern = "(a"', ["is no regular expression"]),
        ('table = "posts"\n[extract.brand]\npattern = "(a)"', ["extract.brand.from: is missing"]),
        ('table = "posts"\ntable', ["no valid TOML"]),
        ('table = "posts"\n[dates\nera = 1', ["no valid TOML", "line 2"]),
        ('table = "page"\n[dates]\nera = "AD"\nfoo = 1', ["table:", "dates.era:", "dates.foo:"]),
    ],
)  # fmt: skip
def test_mappings_that_cannot_be_used(tmp_path: Path, text: str, messages: list[str]) -> None:
    with pytest.raises(ProfileError) as caught:
        read_mapping(_mapping(tmp_path, text))
    for message in [*messages, "m.toml"]:
        assert message in str(caught.value)


def test_a_mapping_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ProfileError, match="cannot be read"):
        read_mapping(tmp_path / "gone.toml")
    (tmp_path / "m.toml").write_bytes(b"table = '\xff'")
    with pytest.raises(ProfileError, match="is not UTF-8"):
        read_mapping(tmp_path / "m.toml")


def test_a_pattern_that_only_python_knows(tmp_path: Path) -> None:
    mapping = "table = 'accounts'\n[extract.brand]\nfrom = 'x'\npattern = '(?=a)(a)'\n"
    with pytest.raises(ProfileError, match=r"extract.brand"):
        _ingest(tmp_path, mapping, "x\na\n")


def test_guarded_cells_and_nul_are_plain_before_they_are_mapped(tmp_path: Path) -> None:
    mapping = """
    table = "accounts"
    [values.brand]
    "=A" = "Alpha"
    """
    _ingest(tmp_path, mapping, "brand,platform,date,followers\n'=A,f\0b,2026-01-31,5\n'=B,fb,2026-01-31,5\n")
    assert [r["brand"] for r in _rows(tmp_path, "accounts")] == ["=B", "Alpha"]
