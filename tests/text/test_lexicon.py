"""Lexicons: well formed, and refused where they are not."""

from __future__ import annotations

import tomllib
import unicodedata
from pathlib import Path

import pytest

from brandscore.resources import lexicons
from brandscore.text.lexicon import LexiconError, laughter, read_lexicon

LISTS = sorted(lexicons().glob("*.tsv"))


def test_laughter_is_shipped() -> None:
    assert ("ฮ่า", "syllable") in laughter()
    assert {kind for _, kind in laughter()} == {"syllable", "word", "digits"}


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.name)
def test_lexicon_is_sorted_unique_and_in_one_form(path: Path) -> None:
    terms = [term for (term,) in read_lexicon(path, ("term",))]
    assert terms == sorted(set(terms), key=lambda t: (not t[0].isdigit(), t.isascii(), t))
    assert all(unicodedata.normalize("NFC", term) == term == term.strip() for term in terms)


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.name)
def test_lexicon_says_where_it_comes_from(path: Path) -> None:
    note = tomllib.loads(path.with_suffix(".toml").read_text(encoding="utf-8"))
    assert note["origin"]
    assert note["licence"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "no column term, kind; found nothing"),
        ("term\nx\n", "no column kind; found term"),
        ("term\tkind\nx\n", "row 2: 1 cells, expected 2"),
        ("term\tkind\nx\tword\nx\tword\n", "row 3: term 'x' is empty or stands twice"),
        ("term\tkind\n\tword\n", "row 2: term '' is empty"),
    ],
)
def test_a_broken_lexicon_is_refused(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "words.tsv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(LexiconError, match=message):
        read_lexicon(path, ("term", "kind"))


def test_a_lexicon_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "words.tsv"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(LexiconError, match="cannot be read as UTF-8"):
        read_lexicon(path, ("term",))
    with pytest.raises(LexiconError, match="cannot be read"):
        read_lexicon(tmp_path / "absent.tsv", ("term",))
