"""`brandscore monitor` and `brandscore.monitor`: from files to files."""

import csv
import json
import sys
from pathlib import Path

import pandas as pd
import pytest

import brandscore as bs
from brandscore.api import score
from brandscore.cli import main
from brandscore.errors import UsageError
from brandscore.tables import TIMELINE

BRANDS = ("Amber", "Basil")
DAYS = [str(d.date()) for d in pd.date_range("2026-01-05", "2026-04-26")]  # a Monday, 112 days


def frames(days=DAYS):
    """Two brands on Facebook and X, labelled, drawn from a formula."""
    accounts, posts, mentions = [], [], []
    for d in range(len(days)):
        for b, brand in enumerate(BRANDS):
            for platform in ("facebook", "x"):
                accounts.append((brand, platform, days[d], 1000 + 500 * b + 3 * d))
                posts.append(
                    (brand, platform, f"{brand}{platform}{d}", f"{days[d]} 09:00", 20 + d % 7, 3 + d % 2, 1 + b)
                )
                for channel in ("own", "earned"):
                    for k in range(1 + (d + b) % 3):
                        mentions.append(
                            (
                                f"{brand}{platform}{channel}{d}-{k}",
                                platform,
                                f"u{k}",
                                f"{days[d]} 1{k}:00",
                                "=1+1 ข้อความ",
                                channel,
                                brand,
                                0,
                                d % 4,
                                ("pos", "neg", "neu", "q")[(d * 3 + k + b) % 4],
                                k % 2,
                                int(d % 5 == 0),
                                0,
                            )
                        )
    counts = ["reactions", "comments", "shares"]
    labels = ["sentiment", "intention", "advocacy", "promo"]
    said = ["mention_id", "platform", "author", "posted_at", "text", "channel", "brand", "by_brand", "reactions"]
    return {
        "accounts": pd.DataFrame(accounts, columns=["brand", "platform", "date", "followers"]),
        "posts": pd.DataFrame(posts, columns=["brand", "platform", "post_id", "published_at", *counts]),
        "mentions": pd.DataFrame(mentions, columns=[*said, *labels]),
    }


def written(folder: Path, days=DAYS) -> Path:
    folder.mkdir()
    for name, frame in frames(days).items():
        frame.to_csv(folder / f"{name}.csv", index=False)
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return written(tmp_path_factory.mktemp("monitored") / "data")


@pytest.fixture(scope="module")
def data():
    with bs.Data(**frames()) as loaded:
        yield loaded


def command(monkeypatch, capsys, *arguments):
    """Run the command line; return its exit code, stdout and stderr."""
    monkeypatch.setattr(sys, "argv", ["brandscore", "monitor", *(str(a) for a in arguments)])
    try:
        main()
    except SystemExit as ended:
        code = ended.code or 0
    found = capsys.readouterr()
    return code, found.out, found.err


def rows_of(out: Path):
    with (out / "timeline.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


ASKED = ("--platforms", "facebook,x")


def test_the_command_writes_timeline_manifest_and_report(folder, tmp_path, monkeypatch, capsys):
    out = tmp_path / "out"
    code, printed, err = command(monkeypatch, capsys, folder, *ASKED, "--out", out)
    assert (code, sorted(p.name for p in out.iterdir())) == (0, ["manifest.json", "report.html", "timeline.csv"])
    assert "2026-04-20 to 2026-04-26" in printed
    assert "Amber" in printed
    assert str(out) in err
    rows = rows_of(out)
    assert list(rows[0]) == list(TIMELINE.names)
    assert len(rows) == 2 * 16 * 3 * 3  # brands, weeks, {all, facebook, x} by {all, own, earned}
    whole = [r for r in rows if r["platform"] == r["side"] == "all" and r["brand"] == "Amber"]
    assert [r["period_start"] for r in whole] == [
        str(d.date()) for d in pd.date_range("2026-01-05", periods=16, freq="7D")
    ]
    assert all(r["brand_score"] and r["own_score"] and r["earned_score"] and not r["reason"] for r in whole)
    assert all(r["share_of_voice_low"] < r["share_of_voice"] < r["share_of_voice_high"] for r in whole)
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert (manifest["every"], manifest["periods"], manifest["rolling_days"]) == ("week", 16, None)
    assert manifest["reference"] == {
        "source": "the first 90 days of the data",
        "from": "2026-01-05",
        "to": "2026-04-04",
        "days": 90,
        "frozen": True,
    }
    assert manifest["settled_to"] == "2026-04-19"
    assert "Amber" in (out / "report.html").read_text(encoding="utf-8")


def test_the_same_run_gives_the_same_bytes(folder, tmp_path, monkeypatch, capsys):
    for out in ("one", "two"):
        assert command(monkeypatch, capsys, folder, *ASKED, "--every", "month", "--out", tmp_path / out)[0] == 0
    for name in ("timeline.csv", "manifest.json", "report.html"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_files_that_grow_leave_older_lines_as_they_were(tmp_path, monkeypatch, capsys):
    lines = {}
    for name, days in (("short", DAYS[:98]), ("long", DAYS)):
        source = written(tmp_path / name, days)
        out = tmp_path / f"{name}-out"
        assert command(monkeypatch, capsys, source, *ASKED, "--out", out)[0] == 0
        lines[name] = (out / "timeline.csv").read_text(encoding="utf-8").splitlines()
    assert len(lines["short"]) == 1 + 2 * 14 * 9
    assert len(lines["long"]) == 1 + 2 * 16 * 9
    assert set(lines["short"]) <= set(lines["long"])


def test_json_holds_the_timeline(folder, tmp_path, monkeypatch, capsys):
    out = tmp_path / "out"
    code, printed, _ = command(monkeypatch, capsys, folder, "--every", "month", "--json", "--out", out)
    assert code == 0
    told = json.loads(printed)
    assert told["out"] == str(out)
    assert told["manifest"]["every"] == "month"
    assert set(told["timeline"][0]) == set(TIMELINE.names)
    assert len(told["timeline"]) == len(rows_of(out))
    # Five platforms were asked for and two collected: every score is empty, and says why.
    whole = [r for r in told["timeline"] if r["platform"] == r["side"] == "all"]
    assert all(r["brand_score"] is None and r["reason"].startswith("coverage 0.40 is below 0.60") for r in whole)


def test_days_with_a_rolling_window(folder, tmp_path, monkeypatch, capsys):
    out = tmp_path / "out"
    options = ("--every", "day", "--window", "7d", "--from", "2026-03-01", "--to", "2026-03-10", "--sides", "earned")
    assert command(monkeypatch, capsys, folder, *ASKED, *options, "--out", out)[0] == 0
    rows = [r for r in rows_of(out) if r["brand"] == "Basil" and r["platform"] == r["side"] == "all"]
    assert [r["period_start"] for r in rows] == [f"2026-03-{d:02d}" for d in range(1, 11)]
    assert all(r["period_start"] == r["period_end"] for r in rows)
    said = frames()["mentions"]
    said = said[(said["brand"] == "Basil") & (said["channel"] == "earned")]
    day = said["posted_at"].str[:10]
    assert int(rows[0]["mentions"]) == ((day >= "2026-02-23") & (day <= "2026-03-01")).sum()


def test_a_reference_from_a_score_serves(folder, tmp_path, monkeypatch, capsys):
    with bs.load(folder) as data:
        score(data, start="2026-01-05", end="2026-02-28", platforms="facebook,x").write(tmp_path / "base", report=False)
    reference = tmp_path / "base" / "reference.csv"
    out = tmp_path / "out"
    assert command(monkeypatch, capsys, folder, *ASKED, "--reference", reference, "--out", out)[0] == 0
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["reference"]["source"] == "reference.csv"
    assert len(manifest["reference"]["sha256"]) == 64


def test_a_point_equals_the_score_of_its_week_against_the_same_reference(folder, tmp_path):
    with bs.load(folder) as data:
        base = score(data, start=DAYS[0], end=DAYS[89], platforms="facebook,x")
        line = bs.monitor(data, platforms="facebook,x").timeline
        same = bs.monitor(data, platforms="facebook,x", reference=base).timeline
        week = score(data, start="2026-02-02", end="2026-02-08", platforms="facebook,x", reference=base)
    pd.testing.assert_frame_equal(line, same)
    point = line[(line["platform"] == "all") & (line["side"] == "all") & (line["period_start"] == "2026-02-02")]
    wanted = week.scores.set_index("brand")
    for row in point.to_dict("records"):
        for name in ("brand_score", "own_score", "earned_score"):
            assert row[name] == wanted.loc[row["brand"], name]
        assert 100 * row["net_sentiment"] == pytest.approx(wanted.loc[row["brand"], "net_sentiment"], abs=1e-9)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--window", "7w"), "write it as 7d"),
        (("--every", "year"), "year"),
        (("--base-days", "0"), "base-days"),
        (("--from", "2026-13-01"), "write it as 2026-01-31"),
        (("--platforms", "line"), "'line' is not known"),
    ],
)
def test_bad_usage_ends_with_2(folder, tmp_path, monkeypatch, capsys, options, said):
    code, _, err = command(monkeypatch, capsys, folder, *options, "--out", tmp_path / "out")
    assert code == 2
    assert said in err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--from", "2027-01-01"), "no data from 2027-01-01 on"),
        (("--from", "2025-01-01", "--to", "2025-12-31"), "no data"),
        (("--profile", "none"), "no such preset"),
        (("--reference", "missing.csv"), "missing.csv"),
    ],
)
def test_what_cannot_be_used_ends_with_1_and_writes_nothing(folder, tmp_path, monkeypatch, capsys, options, said):
    code, _, err = command(monkeypatch, capsys, folder, *options, "--out", tmp_path / "out")
    assert code == 1
    assert said in err
    assert list(tmp_path.iterdir()) == []


def test_the_function_checks_its_words(data):
    with pytest.raises(UsageError, match="choose day, week, month"):
        bs.monitor(data, every="quarter")
    with pytest.raises(UsageError, match="number of days"):
        bs.monitor(data, window="0d")
    with pytest.raises(UsageError, match="number of days"):
        bs.monitor(data, base_days=0)


def test_the_result_shows_itself(data):
    result = bs.monitor(data, every="month", platforms=["facebook", "x"])
    assert "Amber" in repr(result)
    assert list(result.timeline.columns) == list(TIMELINE.names)
    assert str(result.timeline["mentions"].dtype) == "Int64"
    assert "Amber" in result._repr_html_()
