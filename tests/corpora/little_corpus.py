"""A small corpus, packed and declared as the project does it."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterable
from pathlib import Path

TRAIN = [("อร่อยมาก", "pos"), ("เปิดกี่โมงคะ", "q"), ("บริการแย่", "neg"), ("ฝนตก\tรถติด", "neu"), ("ฝนตก\tรถติด", "neg")]
VALID = [("กาแฟดี", "pos"), ("เฉยๆ 😂", "neu")]
CANARY = "this line of the test split must stay where it is"
# Labels of two of the train messages, and of one that the corpus does not hold.
LABELLED = {"อร่อยมาก": "0,1,0", "เปิดกี่โมงคะ": "1,0,0", "ไม่มีในคลัง": "0,0,1"}


def key(text: str) -> str:
    return hashlib.sha1(text.encode()).hexdigest()[:16]


def digest(rows: Iterable[tuple[str, str]]) -> str:
    return hashlib.sha256("".join(f"{label}\t{text}\0" for text, label in sorted(rows)).encode()).hexdigest()


def lines(rows: Iterable[tuple[str, str]]) -> bytes:
    """As pandas writes them: escaped, and no line end after the last."""
    return "\n".join(json.dumps({"category": label, "texts": text}) for text, label in rows).encode()


def members() -> dict[str, bytes]:
    return {"data/train.jsonl": lines(TRAIN), "data/valid.jsonl": lines(VALID), "data/test.jsonl": CANARY.encode()}


def zipped(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def declare(folder: Path, archive: Path, address: str, most: int = 100_000) -> None:
    """Declare the corpus ``little``, as the project declares its own."""
    folder.mkdir(exist_ok=True)
    content = archive.read_bytes()
    splits = "".join(
        f'[splits.{name}]\nmember = "{name}.jsonl"\nrows = {len(rows)}\nsha256 = "{digest(rows)}"\n'
        for name, rows in (("train", TRAIN), ("valid", VALID))
    )
    (folder / "little.toml").write_text(
        f'title = "Little corpus"\nlicence = "CC0-1.0"\nhome = "https://example.org"\n'
        f'[archive]\naddress = "{address}"\nbytes = {len(content)}\n'
        f'sha256 = "{hashlib.sha256(content).hexdigest()}"\nmost_bytes = {most}\nmost_bytes_of_member = 10000\n'
        f'[columns]\ntext = ["texts", "text"]\nsentiment = ["category", "sentiment"]\n{splits}'
        f'[labels]\nfolder = "labels"\n',
        encoding="utf-8",
    )
    (folder / "labels").mkdir(exist_ok=True)
    rows = "".join(f"{key(text)},{flags},0\n" for text, flags in LABELLED.items())
    (folder / "labels" / "labels.csv").write_text(f"id,intention,advocacy,promo,batch\n{rows}", encoding="utf-8")
