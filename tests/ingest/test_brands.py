"""The brands: from a table and from TOML, and what can be wrong with them."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from brandscore.errors import DataError, Problem
from brandscore.ingest.brands import Brand
from brandscore.ingest.brands_toml import read_brands_toml
from brandscore.ingest.data import Data, load

CSV = """brand,category,aliases,exclude,context,official_accounts
Chang,beer,ช้าง| #chang |ช้าง,สวนสัตว์|โขลง,,facebook:123|fb:456|twitter:chang:th
Leo,,,,เบียร์,
"""
TOML = """
note = "invented data"
[[brand]]
brand = "Chang"
category = "beer"
aliases = ["ช้าง", " #chang ", "ช้าง"]
exclude = ["สวนสัตว์", "โขลง"]
[brand.official_accounts]
facebook = ["123", 456]
twitter = "chang:th"

[[brand]]
brand = "Leo"
context = ["เบียร์"]
"""
BRANDS = (
    Brand(
        "Chang",
        "beer",
        ("ช้าง", "#chang"),
        ("สวนสัตว์", "โขลง"),
        (),
        {"facebook": ("123", "456"), "x": ("chang:th",)},
    ),
    Brand("Leo", "all", (), (), ("เบียร์",), {}),
)


def _toml(folder: Path, text: str) -> tuple[list[Brand], str | None, list[Problem]]:
    path = folder / "brands.toml"
    path.write_text(text, encoding="utf-8")
    return read_brands_toml(path)


def test_brands_of_a_table(tmp_path: Path) -> None:
    (tmp_path / "brands.csv").write_text(CSV, encoding="utf-8")
    with load(tmp_path) as data:
        assert data.brands == BRANDS
        assert data.note is None
        assert repr(data) == "Data(brands: 2 rows)"


def test_brands_of_toml(tmp_path: Path) -> None:
    assert _toml(tmp_path, TOML) == (list(BRANDS), "invented data", [])
    with load(tmp_path) as data:
        assert data.brands == BRANDS
        assert data.note == "invented data"


def test_brands_of_a_dataframe_with_lists() -> None:
    frame = pd.DataFrame({"brand": ["Chang"], "aliases": [["ช้าง", "#chang"]], "official_accounts": ["fb:123"]})
    with Data(brands=frame, note="a note") as data:
        assert data.brands == (Brand("Chang", aliases=("ช้าง", "#chang"), official_accounts={"facebook": ("123",)}),)
        assert data.note == "a note"


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ('[[brand]]\nbrand = "A"\nalias = ["x"]', '"alias" is not known here (entry 1)'),
        ('[[brands]]\nbrand = "A"', '"brands" is not known here'),
        ('[[brand]]\nbrand = "A"\naliases = "x"', "valid list"),
        ('[[brand]]\ncategory = "x"', "is missing (entry 1)"),
        ('[[brand]]\nbrand = " "', "entry 1 has an empty name"),
        ('[[brand]]\nbrand = "A"\n[[brand]]\nbrand = "A"', 'brand "A" stands there twice, as entries 1 and 2'),
        ('[[brand]]\nbrand = "A"\n[brand.official_accounts]\nline = "1"', '"line" is no platform that is known (brand "A")'),
        ('[[brand]]\nbrand = "A"\n[brand.official_accounts]\nx = ""', "the x account has no id"),
        ("note = 5", "valid string"),
        ("", "the file names no brand"),
        ('[[brand]\nbrand = "A"', "at line 1"),
    ],
)  # fmt: skip
def test_toml_that_cannot_be_used(tmp_path: Path, text: str, what: str) -> None:
    _, _, problems = _toml(tmp_path, text)
    assert what in str(problems[0])
    assert problems[0].source == "brands.toml"
    assert problems[0].mend


def test_a_key_that_is_nearly_right_is_suggested(tmp_path: Path) -> None:
    (problem,) = _toml(tmp_path, '[[brand]]\nbrand = "A"\noficial_accounts = {}')[2]
    assert problem.mend == 'did you mean "official_accounts"?'


def test_toml_in_another_encoding(tmp_path: Path) -> None:
    (tmp_path / "brands.toml").write_bytes(b'[[brand]]\nbrand = "\x81"\n')
    assert "not valid utf-8" in read_brands_toml(tmp_path / "brands.toml")[2][0].what


def test_accounts_that_are_wrong_in_a_table(tmp_path: Path) -> None:
    (tmp_path / "brands.csv").write_text("brand,official_accounts\nA,facebok:1|123|x:\nB,\n", encoding="utf-8")
    with pytest.raises(DataError) as caught:
        load(tmp_path)
    assert [(p.row, p.column, p.what, p.mend) for p in caught.value.problems] == [
        (2, "official_accounts", '"facebok" is no platform that is known (brand "A")', 'did you mean "facebook"?'),
        (2, "official_accounts", '"123" has no colon (brand "A")', "write it as platform:id"),
        (2, "official_accounts", 'the x account has no id (brand "A")', "write the account's id, or leave it out"),
    ]


def test_a_brand_twice_with_other_words_is_refused(tmp_path: Path) -> None:
    (tmp_path / "brands.csv").write_text("brand,category\nA,x\nA,y\nB,x\nB,x\n", encoding="utf-8")
    with pytest.raises(DataError, match="other values in category") as caught:
        load(tmp_path)
    assert len(caught.value.problems) == 1


def test_brands_of_the_data_that_the_table_lacks(tmp_path: Path) -> None:
    (tmp_path / "brands.toml").write_text('[[brand]]\nbrand = "Chang"\n[[brand]]\nbrand = "Leo"\n')
    rows = "".join(f"{brand},x,2026-01-{day:02},5\n" for brand in ("Chagn", "Leo", "Singha") for day in (1, 2, 3))
    (tmp_path / "accounts.csv").write_text(f"brand,platform,date,followers\n{rows}")
    mention = "1,x,2026-01-01T00:00:00Z,hi,own,\n2,x,2026-01-01T00:00:00Z,hi,own,chang\n"
    (tmp_path / "mentions.csv").write_text(f"mention_id,platform,posted_at,text,channel,brand\n{mention}")
    with pytest.raises(DataError) as caught:
        load(tmp_path)
    assert [(p.source, p.row, p.what, p.more) for p in caught.value.problems] == [
        ("accounts.csv", 2, 'brand "Chagn" is not in brands.toml', 2),
        ("accounts.csv", 8, 'brand "Singha" is not in brands.toml', 2),
        ("mentions.csv", 3, 'brand "chang" is not in brands.toml', 0),
    ]
    assert [p.mend for p in caught.value.problems] == [
        'did you mean "Chang"? Else add it to brands.toml',
        "add it to brands.toml",
        'did you mean "Chang"? Else add it to brands.toml',
    ]


def test_very_many_unknown_brands_are_counted() -> None:
    frame = pd.DataFrame({"brand": [f"B{i}" for i in range(50)], "platform": "x", "date": "2026-01-01", "followers": 1})
    with pytest.raises(DataError) as caught:
        Data(accounts=frame, brands=pd.DataFrame({"brand": ["A"]}))
    assert len(caught.value.problems) == 20
    assert "30 more brands are unknown" in caught.value.problems[-1].what
