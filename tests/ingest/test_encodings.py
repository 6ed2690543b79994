"""Encodings are told by mark, by bytes, or refused with the line."""

from __future__ import annotations

from pathlib import Path

import pytest

from brandscore.ingest.encodings import NotDecodableError, encoding_of, known, opened

TEXT = "brand,text\nช้าง,“สวย” … มาก\n"


def _file(folder: Path, content: bytes) -> Path:
    path = folder / "posts.csv"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp874", "utf-16", "utf-32"], ids=lambda e: e.replace("-", "_")
)
def test_every_encoding_gives_the_same_text(tmp_path: Path, encoding: str) -> None:
    path = _file(tmp_path, TEXT.encode(encoding))
    with opened(path, encoding_of(path)) as handle:
        assert handle.read() == TEXT


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_told_by_its_zero_bytes(tmp_path: Path, encoding: str) -> None:
    path = _file(tmp_path, TEXT.encode(encoding))
    assert encoding_of(path) == encoding


def test_a_mark_beats_the_encoding_that_was_given(tmp_path: Path) -> None:
    assert encoding_of(_file(tmp_path, TEXT.encode("utf-16")), "cp874") == "utf-16"


def test_the_encoding_given_beats_guessing(tmp_path: Path) -> None:
    assert encoding_of(_file(tmp_path, b"brand\nA\n"), "cp874") == "cp874"


def test_bytes_of_no_encoding_are_refused_with_their_line(tmp_path: Path) -> None:
    # 0x81 is neither the begin of a UTF-8 character nor a character of cp874.
    path = _file(tmp_path, b"brand\nA\nB\x81\n")
    with pytest.raises(NotDecodableError) as caught:
        encoding_of(path)
    assert "not valid utf-8 (line 3) nor cp874 (line 3)" in caught.value.problem.what
    assert "CSV UTF-8" in caught.value.problem.mend


def test_a_character_cut_at_the_border_of_two_pieces_is_whole(tmp_path: Path) -> None:
    path = _file(tmp_path, b"x" * ((1 << 20) - 1) + "ก".encode())
    assert encoding_of(path) == "utf-8-sig"


def test_an_unknown_encoding_is_named() -> None:
    assert known("CP874") == "cp874"
    with pytest.raises(ValueError, match='"cp8741" is no encoding'):
        known("cp8741")
