"""Lexicons: well formed, and refused where they are not."""

from __future__ import annotations

import json
import tomllib
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from brandscore.resources import lexicons
from brandscore.text.lexicon import LexiconError, laughter, lexicon, lexicon_names, read_lexicon
from brandscore.text.normalise import duplicate_key, normalise
from brandscore.text.terms import shipped_terms

LISTS = sorted(lexicons().glob("*.tsv"))


def test_laughter_is_shipped() -> None:
    assert ("ฮ่า", "syllable") in laughter()
    assert {kind for _, kind in laughter()} == {"syllable", "word", "digits"}


def test_laughter_is_sorted_unique_and_in_one_form() -> None:
    terms = [term for term, _ in laughter()]
    assert terms == sorted(set(terms), key=lambda t: (not t[0].isdigit(), t.isascii(), t))
    assert all(unicodedata.normalize("NFC", term) == term == term.strip() for term in terms)


@pytest.mark.parametrize("name", lexicon_names())
def test_terms_are_written_as_the_normaliser_writes_them(name: str) -> None:
    words = lexicon(name)
    assert [t.term for t in words.terms if normalise(t.term) != t.term] == []
    assert [(t.group, t.term) for t in words.terms] == sorted((t.group, t.term) for t in words.terms)
    assert len({t.term for t in words.terms}) == len(words.terms)


@pytest.mark.parametrize(("name", "sign"), [("sentiment", "pos"), ("slang", "slang_pos"), ("emoji", "emoji_pos")])
def test_weights_of_praise_are_above_0_and_of_blame_below(name: str, sign: str) -> None:
    for term in lexicon(name).terms:
        wanted = {sign: 1, sign.replace("pos", "neg"): -1}.get(term.group, 0)
        assert (term.weight > 0) - (term.weight < 0) == wanted, term


@pytest.mark.shared
def test_enough_entries_occur_in_the_training_messages(real_data: Path) -> None:
    lines = (real_data / "wisesight" / "train.jsonl").read_text("utf-8").splitlines()
    texts = {duplicate_key(text): normalise(text) for text in (json.loads(line)["text"] for line in lines)}
    seen: Counter[tuple[str, str]] = Counter()
    for text in texts.values():
        seen.update({(match.lexicon, match.term.term) for match in shipped_terms().find(text)})
    counted = 0
    for name in lexicon_names():
        least = 1 if name in ("slang", "emoji") else 3
        for term in lexicon(name).terms:
            shield = term.group in ("block", "other_use")
            if not shield and not term.note.startswith("variant of") and seen[name, term.term] >= least:
                counted += 1
    assert counted >= 1_500


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
