"""`brandscore campaigns` as a user meets it: output, exit codes, and what it says of bad data."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

HEAD = "campaign,platform,date,stage,spend,currency,impressions,clicks,revenue"
GOOD = (
    HEAD,
    "Songkran,fb,2026-04-10,decision,100,THB,2000,50,250",
    "Songkran,google,2026-04-11,decision,50,บาท,1000,20,80",
    "Opening,tiktok,2026-03-12,รับรู้,80,THB,9000,40,",
)


def run(*args: object) -> subprocess.CompletedProcess[str]:
    code = "from brandscore.cli import main; main()"
    return subprocess.run([sys.executable, "-c", code, *map(str, args)], capture_output=True, text=True, check=False)


def folder(place: Path, *lines: str, name: str = "campaigns.csv") -> Path:
    place.mkdir(parents=True, exist_ok=True)
    (place / name).write_text("\n".join(lines or GOOD) + "\n", "utf-8")
    return place


def test_ranking_on_stdout_and_notes_on_stderr(tmp_path: Path) -> None:
    data = folder(tmp_path / "data")
    (data / "mentions.csv").write_text("nothing of use\n", "utf-8")  # no business of campaigns
    (data / "brands.toml").write_text('note = "invented"\n[[brand]]\nbrand = "A"\n', "utf-8")
    done = run("campaigns", data, "--out", tmp_path / "out", "--xlsx", "--every", "month")
    assert done.returncode == 0, done.stderr
    assert "Ranked by return on investment (THB)" in done.stdout
    assert "Opening: no roi: revenue not given" in done.stdout
    assert "From money to customers" not in done.stdout  # no step of the chain was counted
    assert "\x1b" not in done.stdout
    assert "report.html" in done.stderr
    assert (tmp_path / "out" / "campaigns.xlsx").is_file()
    page = (tmp_path / "out" / "report.html").read_text("utf-8")
    assert "invented" in page
    assert "ตามเวลา" in page


def test_json(tmp_path: Path) -> None:
    targets = tmp_path / "targets.csv"
    targets.write_text("campaign,metric,target\nSongkran,roi,1\n", "utf-8")
    done = run(
        "campaigns", folder(tmp_path / "data"), "--from", "2026-04-01", "--target", targets,
        "--previous", "2026-03-01..2026-03-31", "--json",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    (songkran,) = told["campaigns"]
    assert (songkran["rank"], songkran["roi"], songkran["targets"], songkran["targets_met"]) == (1, 1.2, 1, 1)
    assert told["out"] is None
    assert told["manifest"]["window"] == {"from": "2026-04-01", "to": "2026-04-11", "days": 11}
    assert {row["step"] for row in told["chain"]} == {"reach", "visits", "registrations", "bookings", "customers"}
    assert any(row["metric"] == "roi" and row["met"] == 1 for row in told["metrics"])


def test_odd_figures_are_warned_of_and_measured(tmp_path: Path) -> None:
    done = run("campaigns", folder(tmp_path, HEAD, "A,fb,2026-04-10,,100,THB,10,50,250"))
    assert done.returncode == 0, done.stderr
    assert "clicks above impressions in 1 row, first in row 2 (50 above 10); taken as given" in done.stderr
    assert "clicks (50) is above impressions (10)" in done.stdout


def test_bad_cells_are_all_told_at_once_with_their_place(tmp_path: Path) -> None:
    lines = {
        "A,fb,2026-04-10,,-5,THB,100,5,1": 'column spend: "-5" is negative',
        "A,fb,2026-04-11,,5,,100,5,1": "column currency: the cell is empty beside spend 5",
        "A,fb,2026-04-12,,5,baht?,100,5,1": 'column currency: "baht?" is no currency that is known',
        "A,fb,2026-04-13,,many,THB,100,5,1": 'column spend: "many" is',
        "A,fb,2026-04-14,,5,THB,100,5 %,1": 'column clicks: "5 %" has a percent sign',
        "A,fb,2026-04-15,,6 %,THB,100,5,1": 'column spend: "6 %" has a percent sign',
        "A,fb,2026-04-16,,฿5,THB,100,5,1": 'column spend: "฿5" has a currency with it',
        "A,fb,2026-04-17,,5,THB,1.5,5,1": 'column impressions: "1.5" is not a whole number',
        "A,fb,10 April,,5,THB,100,5,1": "column date",
        "A,fb,2026-04-19,later,5,THB,100,5,1": 'column stage: "later"',
        ",fb,2026-04-20,,5,THB,100,5,1": "column campaign: the cell is empty",
    }
    done = run("campaigns", folder(tmp_path, HEAD, *lines))
    assert done.returncode == 1
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert "11 problems in the data" in done.stderr
    for row, part in enumerate(lines.values(), start=2):
        assert f"campaigns.csv, row {row}, {part}" in done.stderr, done.stderr


def test_bad_data_and_bad_usage_have_their_exit_codes(tmp_path: Path) -> None:
    data = folder(tmp_path / "data")
    targets = tmp_path / "targets.csv"
    targets.write_text("campaign,metric,target\nNowhere,roi,1\nSongkran,roy,2\n", "utf-8")
    for code, options, part in (
        (1, ("--target", targets), "2 problems"),
        (1, ("--from", "2026-05-01"), "no data from 2026-05-01 on; the data run from 2026-03-12 to 2026-04-11"),
        (1, ("--from", "2026-04-01", "--previous", "2025-01-01..2025-02-01"), "the data cover 2026-03-12, 2026-04-10"),
        (2, ("--previous", tmp_path / "gone"), "does not exist; write days as"),
        (2, ("--every", "year"), "--every"),
        (2, ("--xlsx",), "--xlsx needs --out"),
        (2, ("--out", data), "whose campaigns.csv would be lost"),
    ):
        done = run("campaigns", data, *options)
        assert done.returncode == code, (options, done.stderr)
        assert part in " ".join(done.stderr.replace("│", " ").split()), (options, done.stderr)
        assert "Traceback" not in done.stderr
    assert (data / "campaigns.csv").read_text("utf-8").startswith(HEAD)
    for place, part in ((tmp_path / "gone", "does not exist"), (tmp_path, "holds no table")):
        done = run("campaigns", place)
        assert done.returncode == 1
        assert part in done.stderr
