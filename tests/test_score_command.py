"""The commands score, explain, metrics and demo as a user meets them."""

import csv
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest


def run(*args, cwd=None):
    code = "from brandscore.cli import main; main()"
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, args)], capture_output=True, text=True, cwd=cwd, check=False
    )


def write_folder(folder: Path, name_of_b: str = "B&B <b>") -> Path:
    folder.mkdir(parents=True)
    (folder / "accounts.csv").write_text(
        "brand,platform,date,followers\n"
        f"A,x,2026-03-01,1000\nA,x,2026-03-10,1100\n{name_of_b},x,2026-03-01,900\n{name_of_b},x,2026-03-10,800\n",
        "utf-8",
    )
    (folder / "posts.csv").write_text(
        "brand,platform,post_id,published_at,reactions,comments,shares\n"
        f"A,x,1,2026-03-02 10:00,10,5,1\n{name_of_b},x,2,2026-03-02 10:00,100,5,2\n",
        "utf-8",
    )
    rows = [
        "mention_id,platform,author,posted_at,text,channel,brand,sentiment,intention,advocacy,promo,by_brand,parent_id"
    ]
    for i in range(40):
        brand = ("A", name_of_b)[i % 2]
        label = ("pos", "neu", "neg")[i % 3]
        rows.append(
            f"m{i},x,u{i % 7},2026-03-0{2 + i % 5} 12:00,ข้อความ {i},{('own', 'earned')[i % 4 // 2]},{brand},{label},{i % 2},{i % 5 // 4},0,0,"
        )
    rows.append("r1,x,,2026-03-03 12:00,ขอบคุณค่ะ,own,A,,,,,1,m0")
    (folder / "mentions.csv").write_text("\n".join(rows) + "\n", "utf-8")
    return folder


@pytest.fixture(scope="module")
def scored(tmp_path_factory):
    place = tmp_path_factory.mktemp("score")
    data = write_folder(place / "data")
    done = run("score", data, "--platforms", "x", "--out", place / "out")
    assert done.returncode == 0, done.stderr
    return place, done


def test_writes_every_file_of_the_contract(scored):
    place, _ = scored
    assert sorted(p.name for p in (place / "out").iterdir()) == [
        "contributions.csv", "indicators.csv", "manifest.json", "reference.csv", "report.html", "scores.csv",
    ]  # fmt: skip
    header = (place / "out" / "scores.csv").read_text("utf-8").splitlines()[0]
    assert header == (
        "rank,brand,category,brand_score,own_score,earned_score,net_sentiment,net_sentiment_raw,coverage,completeness,"
        "brand_score_low,brand_score_high,rank_low,rank_high,reason"
    )


def test_ranking_is_on_stdout_and_progress_on_stderr(scored):
    _, done = scored
    assert "B&B <b>" in done.stdout
    assert "Brand" in done.stdout
    assert "report.html" in done.stderr
    assert "\x1b" not in done.stdout


def test_contributions_sum_to_the_score(scored):
    place, _ = scored
    scores = {
        r["brand"]: float(r["brand_score"]) for r in csv.DictReader((place / "out/scores.csv").open(encoding="utf-8"))
    }
    sums = dict.fromkeys(scores, 0.0)
    for row in csv.DictReader((place / "out/contributions.csv").open(encoding="utf-8")):
        sums[row["brand"]] += float(row["contribution"])
    assert sums == {b: pytest.approx(s, abs=1e-9) for b, s in scores.items()}


def test_a_run_repeated_writes_the_same_bytes_whatever_the_row_order(scored, tmp_path):
    place, _ = scored
    other = tmp_path / "data"
    other.mkdir()
    for path in (place / "data").iterdir():
        head, *rows = path.read_text("utf-8").splitlines()
        (other / path.name).write_text("\n".join([head, *reversed(rows)]) + "\n", "utf-8")
    assert run("score", place / "data", "--platforms", "x", "--out", tmp_path / "again").returncode == 0
    assert run("score", other, "--platforms", "x", "--out", tmp_path / "turned", "--threads", "1").returncode == 0
    for path in (place / "out").iterdir():
        assert (tmp_path / "again" / path.name).read_bytes() == path.read_bytes(), path.name
        if path.suffix == ".csv":
            assert (tmp_path / "turned" / path.name).read_bytes() == path.read_bytes(), path.name


def test_report_is_one_file_without_network_or_live_markup(scored):
    place, _ = scored
    page = (place / "out/report.html").read_text("utf-8")
    assert "B&amp;B &lt;b&gt;" in page
    assert "<b>" not in page.replace("</b>", "")
    assert not re.search(r"""(?:src|href)\s*=\s*["'](?!#|data:)""", page)
    assert "@import" not in page


def test_manifest_reproduces_and_holds_no_clock(scored):
    place, _ = scored
    manifest = json.loads((place / "out/manifest.json").read_text("utf-8"))
    assert manifest["profile"]["name"] == "wisesight"
    assert manifest["window"] == {"from": "2026-03-01", "to": "2026-03-10", "days": 10}
    assert set(manifest["inputs"]) == {"accounts.csv", "posts.csv", "mentions.csv"}
    assert manifest["counts"]["mentions"] == 41
    # What came with labels is kept, and the brand's own reply needs none: no model was asked.
    assert (manifest["counts"]["classified"], manifest["models"]) == (0, {})
    assert any("Asia/Bangkok" in line for line in manifest["ledger"])


def test_refuses_what_the_data_cannot_answer_and_writes_nothing(scored, tmp_path):
    place, _ = scored
    done = run("score", place / "data", "--out", tmp_path / "deep" / "out")
    assert done.returncode == 1
    assert "--sides both --platforms x" in done.stderr
    assert done.stdout == ""
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("options", "code", "message"),
    [
        (["--platforms", "line"], 2, "'line' is not known; there are facebook"),
        (["--sides", "paid"], 2, "paid"),
        (["--from", "1 Jan"], 2, "'1 Jan' is no day"),
        (["--from", "2026-03-09", "--to", "2026-03-02", "--platforms", "x"], 1, "is empty"),
        (["--from", "2027-01-01", "--to", "2027-02-01", "--platforms", "x"], 1, "no data from 2027-01-01"),
        (["--profile", "nobody", "--platforms", "x"], 1, "The presets are wisesight, open"),
        (["--reference", "nowhere.csv", "--platforms", "x"], 1, "nowhere.csv"),
        (["--draws", "-1"], 2, "draws"),
    ],
)
def test_wrong_options_say_what_is_wrong(scored, tmp_path, options, code, message):
    place, _ = scored
    done = run("score", place / "data", *options, "--out", tmp_path / "out")
    assert done.returncode == code
    assert message in done.stderr.replace("\n", " ")
    assert not (tmp_path / "out").exists()


def test_json_holds_the_scores(scored, tmp_path):
    place, _ = scored
    done = run("score", place / "data", "--platforms", "x", "--out", tmp_path / "out", "--json")
    printed = json.loads(done.stdout)
    assert [row["brand"] for row in printed["scores"]] == [
        r["brand"] for r in csv.DictReader((place / "out/scores.csv").open(encoding="utf-8"))
    ]
    assert printed["scores"][0]["brand_score_low"] is None


def test_reference_moves_no_score_when_a_competitor_goes(scored, tmp_path):
    place, _ = scored
    alone = tmp_path / "alone"
    alone.mkdir()
    for path in (place / "data").iterdir():
        lines = path.read_text("utf-8").splitlines()
        (alone / path.name).write_text("\n".join(line for line in lines if "B&B" not in line) + "\n", "utf-8")
    reference = place / "out" / "reference.csv"
    done = run("score", alone, "--platforms", "x", "--reference", reference, "--out", tmp_path / "out", "--json")
    before = next(r for r in csv.DictReader((place / "out/scores.csv").open(encoding="utf-8")) if r["brand"] == "A")
    assert [r["brand_score"] for r in json.loads(done.stdout)["scores"]] == [
        pytest.approx(float(before["brand_score"]), abs=1e-9)
    ]


def test_one_brand_only_stands_at_its_own_reference(scored, tmp_path):
    place, _ = scored
    alone = tmp_path / "alone"
    alone.mkdir()
    text = (place / "data" / "accounts.csv").read_text("utf-8")
    kept = "\n".join(line for line in text.splitlines() if "B&B" not in line) + "\n"
    (alone / "accounts.csv").write_text(kept, "utf-8")
    done = run("score", alone, "--platforms", "x", "--sides", "own", "--out", tmp_path / "out", "--json")
    only = json.loads(done.stdout)["scores"]
    assert [(r["rank"], r["brand_score"], r["earned_score"]) for r in only] == [(1, 100.0, None)]


def lines_of(text):
    return [float(line.split()[0]) for line in text.splitlines() if re.match(r"[+-]\d", line)]


@pytest.mark.parametrize("lang", ["en", "th"])
def test_explain_adds_up_to_the_score(scored, lang):
    place, _ = scored
    done = run("explain", place / "out", "--brand", "A", "--lang", lang)
    assert done.returncode == 0, done.stderr
    total = float(re.search(r"^= ([\d.]+)", done.stdout, re.M).group(1))
    assert sum(lines_of(done.stdout)) == pytest.approx(total, abs=1e-6)
    assert ("จาก" if lang == "th" else "from") in done.stdout


def test_explain_brand_against_brand_and_run_against_run(scored, tmp_path):
    place, _ = scored
    done = run("explain", place / "out", "--brand", "A", "--against", "B&B <b>", "--json")
    told = json.loads(done.stdout)
    scores = {
        r["brand"]: float(r["brand_score"]) for r in csv.DictReader((place / "out/scores.csv").open(encoding="utf-8"))
    }
    assert told["points"] == pytest.approx(scores["A"] - scores["B&B <b>"], abs=1e-9)
    assert (
        run("score", place / "data", "--profile", "open", "--platforms", "x", "--out", tmp_path / "o").returncode == 0
    )
    since = json.loads(run("explain", place / "out", "--brand", "A", "--since", tmp_path / "o", "--json").stdout)
    older = {
        r["brand"]: float(r["brand_score"]) for r in csv.DictReader((tmp_path / "o/scores.csv").open(encoding="utf-8"))
    }
    assert since["points"] == pytest.approx(scores["A"] - older["A"], abs=1e-9)


def test_explain_says_what_is_wrong(scored, tmp_path):
    place, _ = scored
    assert "there are" in run("explain", place / "out", "--brand", "Z").stderr
    assert run("explain", place / "out", "--brand", "A", "--against", "B", "--since", "x").returncode == 2
    assert "is not a folder" in run("explain", tmp_path / "no", "--brand", "A").stderr
    (tmp_path / "broken").mkdir()
    for path in (place / "out").iterdir():
        (tmp_path / "broken" / path.name).write_bytes(
            path.read_bytes()[: 400 if path.name == "contributions.csv" else None]
        )
    broken = run("explain", tmp_path / "broken", "--brand", "A")
    assert broken.returncode == 1
    assert "contributions.csv, row" in broken.stderr


def test_metrics_lists_and_describes_and_prints_sql():
    listed = json.loads(run("metrics", "--json").stdout)
    names = [row["name"] for row in listed]
    assert len(names) == len(set(names))
    assert {"ctr", "nps", "roi", "unique_daily_mentions", "net_sentiment_all"} <= set(names)
    assert all(row["formula"] and row["unit"] and row["inputs"] and row["source"] for row in listed)
    text = run("metrics").stdout
    assert all(re.search(rf"^  {name} ", text, re.MULTILINE) for name in names)
    rate = run("metrics", "response_rate").stdout
    assert "answered / answerable * 100" in rate
    assert "in score" in rate
    one = json.loads(run("metrics", "unique_daily_mentions", "--json").stdout)
    assert (one["unit"], one["mark"]) == ("author-days", "P")
    sql = run("metrics", "unique_daily_mentions", "--sql").stdout
    assert "SELECT DISTINCT" in sql
    assert "did you mean followers" in run("metrics", "folowers").stderr.replace("\n", " ")
    assert run("metrics", "folowers").returncode == 2


def test_help_names_every_command():
    text = run("--help").stdout
    for command in ("demo", "ingest", "classify", "score", "explain", "monitor", "metrics", "metric", "train"):
        assert re.search(rf"\b{command}\b", text), command
