"""The correction of classified sentiment from end to end: score, reference and monitor."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import brandscore as bs
from brandscore.classify.model import load_model, model_path
from brandscore.classify.predict import Classifier
from brandscore.classify.quantify import BinnedLikelihood, quantifier_of
from brandscore.errors import DataError

OPENINGS = ("วันนี้", "เมื่อวาน", "รอบนี้", "ครั้งแรกที่มา", "ตอนเย็น", "สาขาใหม่")
SAID = {
    "pos": ("อร่อยมากกก ชอบที่สุด", "พนักงานน่ารักมาก ประทับใจ", "กลิ่นหอม ถูกใจ"),
    "neu": ("ดื่มกาแฟตอนเช้า", "แวะซื้อที่สาขาหน้าบ้าน", "เห็นป้ายหน้าร้าน"),
    "neg": ("บริการแย่มาก ไม่มาอีกแล้ว", "รอนานมาก หงุดหงิด", "รสชาติห่วย ผิดหวัง"),
}
#: Messages by brand and day; Basil has too few to be corrected.
COUNTS = {"Amber": {"pos": 60, "neu": 80, "neg": 40}, "Basil": {"pos": 20, "neu": 30, "neg": 20}}


def mentions(labels: bool = False) -> pd.DataFrame:
    rows = []
    for brand, counts in COUNTS.items():
        for label, count in counts.items():
            for k in range(count):
                text = f"{OPENINGS[k % 6]} {SAID[label][k % 3]} {'มาก' * (k % 4)}{k // 12}"
                day = 1 + (k * 7) % 28
                rows.append((f"{brand}{label}{k}", brand, f"u{k % 50}", f"2026-03-{day:02d}T10:00+07:00", text, label))
    frame = pd.DataFrame(rows, columns=["mention_id", "brand", "author", "posted_at", "text", "sentiment"])
    frame = frame.assign(platform="x", channel="earned", intention=0, advocacy=0, promo=0)
    return frame if labels else frame.drop(columns="sentiment")


def scored(frame: pd.DataFrame, **options: object) -> bs.ScoreResult:
    with bs.Data(mentions=frame) as data:
        return bs.score(data, sides="earned", platforms="x", **options)


@pytest.fixture(scope="module")
def corrected() -> bs.ScoreResult:
    return scored(mentions())


def row_of(frame: pd.DataFrame, **wanted: object) -> pd.Series:
    for name, value in wanted.items():
        frame = frame[frame[name] == value]
    (index,) = frame.index
    return frame.loc[index]


def quantifier() -> BinnedLikelihood:
    made = quantifier_of(load_model(model_path("sentiment"), "sentiment").details)
    assert made is not None, "the shipped sentiment model keeps what counts are corrected with"
    return made


def by_hand(brand: str) -> tuple[float, np.ndarray]:
    """Net sentiment as labelled, and the corrected counts, from the classifier and the quantifier themselves."""
    frame = mentions()
    labels = Classifier().label(frame.loc[frame["brand"] == brand, "text"].tolist())
    counts = np.bincount(labels.codes["sentiment"], minlength=4)
    shares = quantifier().predict(labels.shares["sentiment"]).shares
    return (counts[0] - counts[2]) / (counts[0] + counts[2]), len(labels.codes["sentiment"]) * shares


def test_given_labels_give_the_same_result_bit_for_bit() -> None:
    on, off = scored(mentions(labels=True)), scored(mentions(labels=True), correct=False)
    for table in ("scores", "indicators", "contributions", "reference"):
        pd.testing.assert_frame_equal(getattr(on, table), getattr(off, table), check_exact=True)
    assert on.scores["net_sentiment"].tolist() == on.scores["net_sentiment_raw"].tolist()
    assert row_of(on.scores, brand="Amber").net_sentiment == 20.0
    assert not on.reference["quantifier"].any()
    assert "corrected" not in on.manifest["counts"]


def test_a_cell_with_enough_messages_is_corrected_and_shows_both_figures(corrected: bs.ScoreResult) -> None:
    raw, counts = by_hand("Amber")
    net = (counts[0] - counts[2]) / (counts[0] + counts[2])
    amber = row_of(corrected.scores, brand="Amber")
    assert amber.net_sentiment == pytest.approx(100 * net)
    assert amber.net_sentiment_raw == pytest.approx(100 * raw)
    assert amber.net_sentiment != amber.net_sentiment_raw
    shown = row_of(corrected.indicators, brand="Amber", indicator="net_sentiment")
    assert shown.value == pytest.approx(net)
    assert shown.normalised == pytest.approx((counts[0] - counts[2]) / (counts[0] + counts[2] + 20))
    assert f"180 messages labelled by the classifier, corrected for its errors; uncorrected {raw:.4f}" in shown.reason
    over_all = row_of(corrected.indicators, brand="Amber", indicator="net_sentiment_all")
    assert over_all.value == pytest.approx((counts[0] - counts[2]) / counts.sum())


def test_a_cell_with_fewer_is_left_as_labelled_and_says_so(corrected: bs.ScoreResult) -> None:
    raw, _ = by_hand("Basil")
    basil = row_of(corrected.scores, brand="Basil")
    assert basil.net_sentiment == basil.net_sentiment_raw == pytest.approx(100 * raw)
    reason = row_of(corrected.indicators, brand="Basil", indicator="net_sentiment").reason
    assert "70 messages labelled by the classifier, not corrected for its errors: fewer than 100" in reason


def test_the_messages_shown_say_what_moved_the_classifier(corrected: bs.ScoreResult) -> None:
    shown = corrected.examples
    assert len(shown) > 0
    assert all(
        reasons and all(r in text for r in reasons) for text, reasons in zip(shown.text, shown.evidence, strict=True)
    )
    # A label that came with the data is nobody's guess.
    assert set(scored(mentions(labels=True)).examples["evidence"]) == {()}


def test_manifest_and_ledger_say_what_was_done(corrected: bs.ScoreResult) -> None:
    assert corrected.manifest["correction"]["used"] is True
    counts = corrected.manifest["counts"]
    assert (counts["classified"], counts["corrected"], counts["uncorrected"]) == (250, 180, 70)
    (line,) = [line for line in corrected.ledger if line.action == "corrected"]
    assert "net sentiment of 180 of 250 classified messages" in line.detail
    assert str(line) in corrected.manifest["ledger"]


def test_switched_off_everything_is_as_labelled(corrected: bs.ScoreResult) -> None:
    off = scored(mentions(), correct=False)
    assert off.scores["net_sentiment"].tolist() == off.scores["net_sentiment_raw"].tolist()
    before = corrected.scores.set_index("brand")["net_sentiment_raw"].to_dict()
    assert off.scores.set_index("brand")["net_sentiment"].to_dict() == before
    reason = row_of(off.indicators, brand="Amber", indicator="net_sentiment").reason
    assert reason.endswith("not corrected for its errors: the correction is off")
    assert off.manifest["correction"] == {"on": False}
    assert (off.manifest["counts"]["corrected"], off.manifest["counts"]["uncorrected"]) == (0, 250)


def test_labels_that_came_with_the_data_stay_beside_corrected_ones() -> None:
    frame = mentions(labels=True)
    amber = frame["brand"] == "Amber"
    given = amber & (frame["sentiment"] == "neg")
    frame["sentiment"] = frame["sentiment"].where(given, None)
    found = scored(frame)
    labels = Classifier().label(frame.loc[amber & ~given, "text"].tolist())
    counts = 140 * quantifier().predict(labels.shares["sentiment"]).shares + [0, 0, 40, 0]
    expected = 100 * (counts[0] - counts[2]) / (counts[0] + counts[2])
    assert row_of(found.scores, brand="Amber").net_sentiment == pytest.approx(expected)


def test_a_reference_freezes_the_correction(corrected: bs.ScoreResult) -> None:
    again = scored(mentions(), reference=corrected)
    pd.testing.assert_frame_equal(again.scores, corrected.scores, check_exact=True)
    pd.testing.assert_frame_equal(again.reference, corrected.reference, check_exact=True)
    assert again.manifest["correction"]["from"] == "the reference"


def edited(result: bs.ScoreResult, path: Path, change) -> Path:
    result.write(path.parent / "run", report=False)
    rows = list(csv.DictReader((path.parent / "run" / "reference.csv").open(encoding="utf-8", newline="")))
    out = io.StringIO()
    names = list(rows[0])
    rows = [change(dict(row)) for row in rows]
    writer = csv.DictWriter(out, [n for n in names if n in rows[0]], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(out.getvalue(), encoding="utf-8", newline="")
    return path


def test_what_a_reference_keeps_is_used_in_place_of_the_models_own(corrected: bs.ScoreResult, tmp_path: Path) -> None:
    def blind(row: dict[str, str]) -> dict[str, str]:
        parts = row["quantifier"].split("; ")
        if len(parts) > 1:
            # Every class is as likely in every bin: what was labelled says nothing.
            parts = [*parts[:4], *(f"{p.split()[0]} {' '.join(['9'] * (len(p.split()) - 1))}" for p in parts[4:])]
        return {**row, "quantifier": "; ".join(parts)}

    found = scored(mentions(), reference=edited(corrected, tmp_path / "reference.csv", blind))
    assert row_of(found.scores, brand="Amber").net_sentiment == pytest.approx(0.0, abs=3.0)
    assert row_of(corrected.scores, brand="Amber").net_sentiment > 5.0


def test_a_reference_of_another_model_is_refused_unless_the_correction_is_off(
    corrected: bs.ScoreResult, tmp_path: Path
) -> None:
    def other(row: dict[str, str]) -> dict[str, str]:
        _, _, rest = row["quantifier"].partition("; ")
        return {**row, "quantifier": f"model 0000; {rest}" if rest else ""}

    path = edited(corrected, tmp_path / "reference.csv", other)
    with pytest.raises(DataError, match="another sentiment model"):
        scored(mentions(), reference=path)
    off = scored(mentions(), reference=path, correct=False)
    assert off.scores["net_sentiment"].tolist() == off.scores["net_sentiment_raw"].tolist()
    labelled = scored(mentions(labels=True), reference=path)  # nothing classified: nothing to correct
    assert row_of(labelled.scores, brand="Amber").net_sentiment == 20.0


def test_a_reference_from_before_the_correction_still_reads(corrected: bs.ScoreResult, tmp_path: Path) -> None:
    path = edited(corrected, tmp_path / "reference.csv", lambda row: {k: row[k] for k in row if k != "quantifier"})
    found = scored(mentions(), reference=path)
    pd.testing.assert_frame_equal(found.scores, corrected.scores, check_exact=True)
    assert found.manifest["correction"]["from"] == "the model"


def test_two_corrections_in_one_reference_are_an_error(corrected: bs.ScoreResult, tmp_path: Path) -> None:
    seen: list[int] = []

    def first(row: dict[str, str]) -> dict[str, str]:
        if row["quantifier"]:
            seen.append(1)
        return {**row, "quantifier": row["quantifier"] + (" " if len(seen) == 1 and row["quantifier"] else "")}

    path = edited(corrected, tmp_path / "reference.csv", first)
    with pytest.raises(DataError, match="2 corrections of sentiment"):
        scored(mentions(), reference=path)


def test_a_timeline_corrects_each_row_that_has_enough_messages() -> None:
    with bs.Data(mentions=mentions()) as data:
        month = bs.monitor(data, every="month", sides="earned", platforms="x").timeline
        week = bs.monitor(data, every="week", sides="earned", platforms="x").timeline
        off = bs.monitor(data, every="month", sides="earned", platforms="x", correct=False).timeline
    for platform, side in (("all", "all"), ("x", "earned")):
        raw, counts = by_hand("Amber")
        amber = row_of(month, brand="Amber", platform=platform, side=side)
        assert (amber.classified, amber.corrected) == (180, 1)
        net = (counts[0] - counts[2]) / (counts[0] + counts[2])
        assert amber.net_sentiment == pytest.approx(net)
        assert amber.net_sentiment_raw == pytest.approx(raw)
        assert amber.net_sentiment_low < net < amber.net_sentiment_high
        assert [amber[f"{n}_share"] for n in ("pos", "neu", "neg", "q")] == pytest.approx(list(counts / counts.sum()))
        assert amber.pos + amber.neu + amber.neg + amber.q == 180  # labels stay counts of labels
        basil = row_of(month, brand="Basil", platform=platform, side=side)
        assert (basil.classified, basil.corrected) == (70, 0)
        assert basil.net_sentiment == basil.net_sentiment_raw
    assert week.loc[week["classified"] > 0, "corrected"].eq(0).all()  # no week has a hundred
    assert off["net_sentiment"].dropna().tolist() == off["net_sentiment_raw"].dropna().tolist()


def test_the_commands_take_the_switch_and_the_pages_say_what_was_done(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    mentions().to_csv(folder / "mentions.csv", index=False)

    def run(*args: object) -> dict[str, object]:
        code = "from brandscore.cli import main; main()"
        done = subprocess.run(
            [sys.executable, "-c", code, *map(str, args), "--json"], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    narrow = ("--sides", "earned", "--platforms", "x")
    on = run("score", folder, "--out", tmp_path / "on", *narrow)
    off = run("score", folder, "--out", tmp_path / "off", *narrow, "--correction", "off")
    assert (on["manifest"]["correction"]["on"], off["manifest"]["correction"]["on"]) == (True, False)  # type: ignore[index]
    page = (tmp_path / "on" / "report.html").read_text("utf-8")
    assert "ก่อนแก้ความคลาดเคลื่อน" in page
    run("monitor", folder, "--out", tmp_path / "line", *narrow, "--every", "month")
    run("monitor", folder, "--out", tmp_path / "line_off", *narrow, "--every", "month", "--correction", "off")
    told = (tmp_path / "line" / "report.html").read_text("utf-8")
    assert "Amber: 1 จาก 1 งวด" in told
    assert "ตามที่จำแนก ยังไม่ได้แก้" in told  # Basil's point
    assert "ปิดการแก้ความคลาดเคลื่อนไว้" in (tmp_path / "line_off" / "report.html").read_text("utf-8")
