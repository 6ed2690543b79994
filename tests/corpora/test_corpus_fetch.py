"""`brandscore corpus fetch`: from a file and over HTTP on this machine; all or nothing; never the test split."""

from __future__ import annotations

import http.server
import json
import threading
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from little_corpus import CANARY, TRAIN, VALID, declare, key, lines, members, zipped

Run = Callable[..., tuple[int, str, str]]


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_writes_train_valid_and_the_labels(archive: Path, run: Run, tmp_path: Path) -> None:
    code, shown, told = run("corpus", "fetch", "little", "--from", archive, "--out", tmp_path / "out")
    assert (code, told) == (0, "")
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["labels.jsonl", "train.jsonl", "valid.jsonl"]
    assert rows(tmp_path / "out" / "train.jsonl") == [{"id": key(t), "text": t, "sentiment": s} for t, s in TRAIN]
    assert rows(tmp_path / "out" / "valid.jsonl") == [{"id": key(t), "text": t, "sentiment": s} for t, s in VALID]
    assert rows(tmp_path / "out" / "labels.jsonl") == [
        {"id": key("อร่อยมาก"), "intention": 0, "advocacy": 1, "promo": 0},
        {"id": key("เปิดกี่โมงคะ"), "intention": 1, "advocacy": 0, "promo": 0},
    ]
    assert "train.jsonl" in shown


def test_json_tells_what_was_written(archive: Path, run: Run, tmp_path: Path) -> None:
    code, shown, _ = run("corpus", "fetch", "little", "--from", archive, "--out", tmp_path / "out", "--json")
    told = json.loads(shown)
    assert code == 0
    assert told["files"] == {"train.jsonl": 5, "valid.jsonl": 2, "labels.jsonl": 2}
    assert told["classes"]["train"] == {"pos": 1, "q": 1, "neg": 2, "neu": 1}
    assert told["labelled"] == {"intention": 1, "advocacy": 1, "promo": 0}
    assert told["archive_on_record"] is True


def test_the_folder_is_called_like_the_corpus(
    archive: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("corpus", "fetch", "little", "--from", archive)[0] == 0
    assert (tmp_path / "little" / "valid.jsonl").exists()


def test_the_test_split_is_never_opened(
    archive: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    real = zipfile.ZipFile.open

    def spy(self: zipfile.ZipFile, name: Any, *args: Any, **kwargs: Any) -> Any:
        opened.append(getattr(name, "filename", name))
        return real(self, name, *args, **kwargs)

    monkeypatch.setattr(zipfile.ZipFile, "open", spy)
    assert run("corpus", "fetch", "little", "--from", archive, "--out", tmp_path / "out")[0] == 0
    assert opened == ["data/train.jsonl", "data/valid.jsonl"]
    assert not [p for p in (tmp_path / "out").iterdir() if CANARY in p.read_text(encoding="utf-8")]


def test_another_archive_with_the_same_rows_is_used_and_told(archive: Path, run: Run, tmp_path: Path) -> None:
    files = members()
    plain = {name.rpartition("/")[2]: content + b"\n" for name, content in files.items()}
    other = zipped(tmp_path / "again.zip", {**plain, "__MACOSX/._train.jsonl": b"x", "__MACOSX/train.jsonl": b"x"})
    code, _, told = run("corpus", "fetch", "little", "--from", other, "--out", tmp_path / "out")
    assert code == 0
    assert "not the one on record" in told
    assert len(rows(tmp_path / "out" / "train.jsonl")) == 5


def _written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def _damaged_member(path: Path) -> Path:
    """Flip a byte in the packed bytes of the train split."""
    content = bytearray(path.read_bytes())
    place = content.index(b"data/train.jsonl") + len(b"data/train.jsonl") + 20
    content[place] ^= 0xFF
    path.write_bytes(bytes(content))
    return path


def _cut(rows: list[tuple[str, str]]) -> bytes:
    """The rows without the last 12 bytes: the last row breaks off."""
    return lines(rows)[:-12]


BROKEN: dict[str, tuple[Callable[[Path], Path], tuple[str, ...]]] = {
    "no such file": (lambda p: p, ("there is no such file",)),
    "no zip": (lambda p: _written(p, b"<html>not found</html>"), ("not a whole zip",)),
    "cut zip": (lambda p: _written(p, zipped(p, members()).read_bytes()[:-30]), ("not a whole zip",)),
    "damaged": (lambda p: _damaged_member(zipped(p, members())), ("not a whole zip",)),
    "a split is missing": (
        lambda p: zipped(p, {k: v for k, v in members().items() if "valid" not in k}),
        ("holds no valid.jsonl",),
    ),
    "a split stands there twice": (
        lambda p: zipped(p, {**members(), "more/train.jsonl": lines(TRAIN)}),
        ("holds 2 files called train.jsonl",),
    ),
    "leads out of the folder": (lambda p: zipped(p, {**members(), "../../evil": b"x"}), ("outside the archive",)),
    "an absolute path": (lambda p: zipped(p, {**members(), "/etc/evil": b"x"}), ("outside the archive",)),
    "larger than it may be": (
        lambda p: zipped(p, {**members(), "data/train.jsonl": b" " * 20_000}),
        ("20,000 bytes", "at most 10,000"),
    ),
    "breaks off": (
        lambda p: zipped(p, {**members(), "data/train.jsonl": _cut(TRAIN)}),
        ("data/train.jsonl, row 5", "breaks off"),
    ),
    "breaks off within a letter": (
        lambda p: zipped(p, {**members(), "data/valid.jsonl": '{"texts": "ก'.encode()[:-1]}),
        ("data/valid.jsonl, row 1", "breaks off"),
    ),
    "ends a row early": (
        lambda p: zipped(p, {**members(), "data/train.jsonl": lines(TRAIN[:-1])}),
        ("train.jsonl", "4 rows", "the 5 of train"),
    ),
    "another text": (
        lambda p: zipped(p, {**members(), "data/valid.jsonl": lines([("กาแฟแย่", "pos"), VALID[1]])}),
        ("valid.jsonl", "other rows"),
    ),
    "another label": (
        lambda p: zipped(p, {**members(), "data/valid.jsonl": lines([(VALID[0][0], "neg"), VALID[1]])}),
        ("valid.jsonl", "other rows"),
    ),
    "a label that is none": (
        lambda p: zipped(p, {**members(), "data/valid.jsonl": lines([VALID[0], ("เฉยๆ", "happy")])}),
        ("data/valid.jsonl, row 2", "'happy'"),
    ),
    "no text": (
        lambda p: zipped(p, {**members(), "data/valid.jsonl": b'{"category": "pos"}\n'}),
        ("data/valid.jsonl, row 1", "no text"),
    ),
    "a list": (
        lambda p: zipped(p, {**members(), "data/valid.jsonl": b"[1]\n"}),
        ("data/valid.jsonl, row 1", "not a JSON object"),
    ),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_what_is_not_the_corpus_is_refused_and_nothing_written(
    kind: str, archive: Path, run: Run, tmp_path: Path
) -> None:
    make, words = BROKEN[kind]
    source = make(tmp_path / "other.zip")
    before = sorted(p.name for p in tmp_path.iterdir())
    code, shown, told = run("corpus", "fetch", "little", "--from", source, "--out", tmp_path / "out")
    assert (code, shown) == (1, "")
    assert all(word in told for word in words), told
    assert sorted(p.name for p in tmp_path.iterdir()) == before


def test_an_unknown_name_lists_the_known_ones(archive: Path, run: Run) -> None:
    code, _, told = run("corpus", "fetch", "large")
    assert code == 2
    assert "'large'" in told
    assert "little" in told


def test_list_names_them(archive: Path, run: Run) -> None:
    code, shown, _ = run("corpus", "list")
    assert code == 0
    assert shown.startswith("little  Little corpus (CC0-1.0; train 5, valid 2 messages)")
    assert [c["name"] for c in json.loads(run("corpus", "list", "--json")[1])] == ["little"]


# Over HTTP, on this machine


@contextmanager
def served(content: bytes, *, status: int = 200, claimed: int | None = None) -> Iterator[str]:
    """Serve one answer to every request; give its address."""

    class Answer(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(content) if claimed is None else claimed))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            return

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/folder/data.zip"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("no_proxy", "127.0.0.1")


def test_downloads(archive: Path, run: Run, tmp_path: Path) -> None:
    with served(archive.read_bytes()) as address:
        declare(tmp_path / "known", archive, address)
        code, _, told = run("corpus", "fetch", "little", "--out", tmp_path / "out")
    assert code == 0
    assert address in told
    assert "not the one on record" not in told
    assert len(rows(tmp_path / "out" / "train.jsonl")) == 5


@pytest.mark.parametrize(
    ("answer", "most", "words"),
    [
        ({"status": 404}, 100_000, "the server says 404"),
        ({"claimed": 10_000_000}, 100_000_000, "broke off"),
        ({}, 100, "more than 100 bytes"),
    ],
    ids=["not found", "breaks off", "too large"],
)
def test_a_download_that_fails_tells_how_to_do_it_by_hand(
    archive: Path, run: Run, tmp_path: Path, answer: dict[str, Any], most: int, words: str
) -> None:
    with served(archive.read_bytes(), **answer) as address:
        declare(tmp_path / "known", archive, address, most)
        code, shown, told = run("corpus", "fetch", "little", "--out", tmp_path / "out")
    assert (code, shown) == (1, "")
    assert words in told
    assert "--from FILE" in told
    assert not (tmp_path / "out").exists()


def test_no_server_tells_how_to_do_it_by_hand(archive: Path, run: Run, tmp_path: Path) -> None:
    with served(b"") as address:
        pass  # nobody listens there any more
    declare(tmp_path / "known", archive, address)
    code, _, told = run("corpus", "fetch", "little", "--out", tmp_path / "out")
    assert code == 1
    assert "cannot be downloaded" in told
    assert f"download {address}" in told
    assert not (tmp_path / "out").exists()


def test_only_web_addresses_are_fetched(archive: Path, run: Run, tmp_path: Path) -> None:
    declare(tmp_path / "known", archive, archive.as_uri())
    code, _, told = run("corpus", "fetch", "little", "--out", tmp_path / "out")
    assert code == 1
    assert "not a web address" in told
