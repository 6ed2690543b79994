"""Pseudonyms: keyed, stable, never made twice; the key is the user's alone."""

from __future__ import annotations

import hashlib
import hmac
import stat
from pathlib import Path

import pandas as pd
import pytest

from brandscore.engine.session import Session
from brandscore.errors import DataError
from brandscore.ingest import privacy


def test_a_pseudonym_is_the_keyed_hash() -> None:
    expected = "h1:" + hmac.new(b"key", "ผู้ใช้".encode(), hashlib.sha256).hexdigest()[:32]
    assert privacy.pseudonym("ผู้ใช้", b"key") == expected
    assert privacy.pseudonym("ผู้ใช้", b"other") != expected


def test_a_pseudonym_stays_what_it_is() -> None:
    once = privacy.pseudonym("u1", b"key")
    assert privacy.pseudonym(once, b"key") == once
    assert privacy.pseudonym("h1:me", b"key") != "h1:me"
    assert privacy.pseudonym(once.upper(), b"key") != once.upper()


def test_the_key_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRANDSCORE_AUTHOR_KEY", " a key \n")
    assert privacy.author_key() == b"a key"


@pytest.fixture
def config(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.delenv("BRANDSCORE_AUTHOR_KEY", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path / "config"


def test_the_key_file_is_made_once_for_its_owner_alone(config: Path) -> None:
    key = privacy.author_key()
    path = config / "brandscore" / "author.key"
    assert path == privacy.key_file()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(path.parent.iterdir()) == [path]
    assert len(bytes.fromhex(key.decode())) == 32
    assert privacy.author_key() == key


def test_the_process_that_was_first_decides_the_key(config: Path) -> None:
    path = privacy.key_file()
    path.parent.mkdir(parents=True)
    path.write_text("first")
    privacy._make(path)
    assert privacy.author_key() == b"first"
    assert list(path.parent.iterdir()) == [path]


def test_without_settings_of_its_own_the_key_is_under_home(
    config: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("XDG_CONFIG_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert privacy.key_file() == tmp_path / ".config" / "brandscore" / "author.key"


def test_an_empty_key_is_refused(config: Path) -> None:
    path = privacy.key_file()
    path.parent.mkdir(parents=True)
    path.write_text("\n")
    with pytest.raises(DataError, match="is empty; delete it"):
        privacy.author_key()


def test_a_key_that_cannot_be_kept(config: Path) -> None:
    config.write_text("a file where a folder should be")
    with pytest.raises(DataError, match="BRANDSCORE_AUTHOR_KEY"):
        privacy.author_key()


def test_a_table_of_mentions() -> None:
    session = Session(threads=1)
    try:
        frame = pd.DataFrame({"n": [1, 2, 3, 4], "author": ["u1", None, "u2", "u1"], "text": "x"}).astype(
            {"author": "object"}
        )
        mentions = session.stage("mentions", frame)
        hidden = privacy.with_pseudonyms(session, mentions, key=lambda: b"key")
        assert hidden.columns == ("n", "author", "text")
        names = [row["author"] for row in session.rows(hidden.order_by("n"))]
        one, two = (privacy.pseudonym(name, b"key") for name in ("u1", "u2"))
        assert names == [one, None, two, one]
    finally:
        session.close()


def test_the_key_is_not_asked_for_where_no_author_is_known() -> None:
    def never() -> bytes:
        raise AssertionError

    session = Session(threads=1)
    try:
        frame = pd.DataFrame({"author": pd.Series([None], dtype="object"), "text": "x"})
        mentions = session.stage("mentions", frame).mutate(author=lambda t: t["author"].cast("string"))
        assert session.rows(privacy.with_pseudonyms(session, mentions, key=never))[0]["author"] is None
    finally:
        session.close()
