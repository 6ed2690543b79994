"""A small corpus whose labels can be learned, and files of it."""

from __future__ import annotations

import csv
import json
import random
from pathlib import Path
from typing import Any

Row = dict[str, Any]

# Words that give a class away, and words that say nothing.
CUES = {
    "pos": ["อร่อยมาก", "ชอบที่สุด", "ดีงาม", "ประทับใจ"],
    "neg": ["แย่มาก", "ผิดหวัง", "ไม่โอเคเลย", "ห่วยแตก"],
    "neu": ["วันนี้เปิด", "อยู่ชั้นสอง", "รอบบ่าย", "ตามกำหนด"],
    "q": ["เท่าไหร่คะ", "ที่ไหนครับ", "ได้ไหมคะ", "กี่โมง"],
}
FILLERS = ["ร้านนี้", "กาแฟ", "เมื่อวาน", "กับเพื่อน", "รถรุ่นนี้", "สาขาสยาม", "จริงๆ", "นะ", "ค่ะ"]


def small_corpus(size: int = 400, seed: int = 1) -> list[Row]:
    """Return messages whose labels a cue gives away, one in ten labelled wrongly."""
    dice = random.Random(seed)
    rows: list[Row] = []
    for i in range(size):
        label = dice.choice(list(CUES))
        words = [dice.choice(FILLERS), dice.choice(CUES[label]), dice.choice(FILLERS), f"#{'กขคงจ'[i % 5]}{i}"]
        shown = dice.choice(list(CUES)) if dice.random() < 0.1 else label
        flags = {"intention": int(shown == "q"), "advocacy": int(shown == "pos"), "promo": int(shown == "neu")}
        rows.append({"id": f"m{i}", "text": " ".join(words), "sentiment": shown, **flags})
    return rows


def write_jsonl(path: Path, rows: list[Row]) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def write_csv(path: Path, rows: list[Row], encoding: str = "utf-8") -> Path:
    with path.open("w", encoding=encoding, newline="") as handle:
        writer = csv.DictWriter(handle, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path
