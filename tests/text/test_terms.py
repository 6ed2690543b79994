"""Lists of terms are refused where they are not in order, and found in texts by rule."""

from __future__ import annotations

from pathlib import Path

import pytest

from brandscore.text.lexicon import Lexicon, LexiconError, Term, lexicon, lexicon_names, load_lexicon
from brandscore.text.terms import DEGREE, NEGATOR, TURNED, Terms, shipped_terms

NOTE = 'origin = "o"\nlicence = "l"\n[groups]\na = "one"\nb = "two"\n'
HEADER = "term\tgroup\tweight\tnote\n"


@pytest.mark.parametrize("name", lexicon_names())
def test_every_term_is_found_by_itself(name: str) -> None:
    terms = Terms([lexicon(name)])
    for term in lexicon(name).terms:
        assert [(m.start, m.end, m.term) for m in terms.find(term.term)] == [(0, len(term.term), term)]


def test_the_groups_that_have_a_role_are_there() -> None:
    assert {NEGATOR, *DEGREE, *TURNED} <= set(shipped_terms().groups)


def test_negation_by_hand() -> None:
    def turned(text: str) -> list[str]:
        return [m.term.term for m in terms.find(text) if m.negated]

    lists = {
        "sentiment": {"อร่อย": "pos", "แย่": "neg", "good": "pos"},
        "modifiers": {"ไม่": "negator", "not": "negator", "ค่อย": "diminisher", "very": "intensifier"},
    }
    terms = Terms(
        [
            Lexicon(
                name,
                tuple(Term(term, group, 1.0) for term, group in rows.items()),
                dict.fromkeys(rows.values(), ""),
                "",
            )
            for name, rows in lists.items()
        ]
    )
    assert turned("ไม่อร่อย") == turned("ไม่ อร่อย") == turned("ไม่ค่อยอร่อย") == turned("ไม่ ค่อย อร่อย") == ["อร่อย"]
    assert turned("not very good") == turned("not good") == ["good"]
    assert turned("ไม่แย่ อร่อย") == ["แย่"]
    assert turned("ไม่  อร่อย") == turned("อร่อยไม่") == turned("ไม่กินอร่อย") == turned("very good") == []
    assert turned("ไม่ค่อยค่อยอร่อย") == []  # one word of degree, not two
    assert turned("nota good") == turned("not goodness") == []  # Latin words stay whole


def test_the_longest_term_counts_and_uses_up_its_letters() -> None:
    def found(text: str) -> list[tuple[str, str]]:
        return [(m.lexicon, m.term.term) for m in terms.find(text)]

    terms = Terms(
        [
            Lexicon("one", tuple(Term(t, "a", 1.0) for t in ("กข", "กขคง", "คง", "งจ", "ok")), {"a": ""}, ""),
            Lexicon("two", (Term("ขค", "a", 1.0), Term("😂", "a", 1.0)), {"a": ""}, ""),
        ]
    )
    assert found("กขคงจ") == [("one", "กขคง"), ("two", "ขค")]
    assert found("กขค") == [("one", "กข"), ("two", "ขค")]
    assert found("กขคจ😂😂") == [("one", "กข"), ("two", "ขค"), ("two", "😂"), ("two", "😂")]
    assert found("ok กok oks 1ok ok") == [("one", "ok"), ("one", "ok"), ("one", "ok")]
    assert Terms([]).find("กข") == []


def list_in(folder: Path, content: str, note: str = NOTE) -> Path:
    path = folder / "words.tsv"
    path.write_text(content, encoding="utf-8")
    path.with_suffix(".toml").write_text(note, encoding="utf-8")
    return path


def test_a_list_of_terms_is_read(tmp_path: Path) -> None:
    words = load_lexicon(list_in(tmp_path, HEADER + "x\ta\t-1.5\tnote\nก\ta\t3\t\nb\tb\t0\t\n"))
    assert (words.name, words.groups) == ("words", {"a": "one", "b": "two"})
    assert words.terms == (Term("x", "a", -1.5, "note"), Term("ก", "a", 3.0), Term("b", "b", 0.0))


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("b\ta\t1\t\na\ta\t1\t\nc\tb\t1\t\n", "row 3: 'a' is not sorted"),
        ("a\tb\t1\t\nb\ta\t1\t\n", "row 3: 'b' is not sorted"),
        ("a\tc\t1\t\n", "row 2: group 'c', declared are a, b"),
        ("a\ta\t4\t\n", "row 2: weight '4'"),
        ("a\ta\tnan\t\n", "row 2: weight 'nan'"),
        ("a\ta\t\t\n", "row 2: weight ''"),
        ("ก\u0e4dา \ta\t1\t\n", "row 2: .* has spaces at its ends"),
        ("e\u0301\ta\t1\t\n", "row 2: .* is not in NFC"),
        ("a\ta\t1\t\n", "no term in the groups b"),
    ],
)
def test_a_list_of_terms_that_is_none_is_refused(tmp_path: Path, rows: str, message: str) -> None:
    with pytest.raises(LexiconError, match=message):
        load_lexicon(list_in(tmp_path, HEADER + rows))


def test_a_list_needs_its_note(tmp_path: Path) -> None:
    path = list_in(tmp_path, HEADER + "a\ta\t1\t\nb\tb\t1\t\n")
    load_lexicon(path)
    for note in ("", "groups = 3", "[groups"):
        path.with_suffix(".toml").write_text(note, encoding="utf-8")
        with pytest.raises(LexiconError, match=r"no \[groups\]"):
            load_lexicon(path)
    path.with_suffix(".toml").unlink()
    with pytest.raises(LexiconError, match=r"no \[groups\]"):
        load_lexicon(path)
    with pytest.raises(LexiconError):
        lexicon("no such list")
