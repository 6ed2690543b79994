"""Run brandscore on real data and write docs/real_data.md.

    BRANDSCORE_DATA=folder python docs/real_data.py [--out FILE]

The folder holds fb_live_sellers/Live.csv and wisesight/{train,valid}.jsonl, which their
owners publish. Only figures are written, no message.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import re
import subprocess
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "real_data.md"
BRANDS = ROOT / "examples" / "wisesight" / "brands.toml"
MAPPING = ROOT / "examples" / "mappings" / "fb_live_sellers.toml"
COMMAND = Path(sys.executable).with_name("brandscore")

#: Indicators of the pages that the table shows; their reasons stand below it.
SHOWN = ("weighted_interactions", "comment_ratio", "share_ratio")


def run(*arguments: str | Path, fails: bool = False) -> subprocess.CompletedProcess[str]:
    """Run a command of brandscore; stop if it does not end as it should."""
    done = subprocess.run([COMMAND, *map(str, arguments)], capture_output=True, text=True, check=False)
    if done.returncode != (1 if fails else 0):
        raise SystemExit(f"brandscore {' '.join(map(str, arguments))} ended with {done.returncode}:\n{done.stderr}")
    return done


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


def figure(value: str | float | None, decimals: int = 1) -> str:
    return "" if value in (None, "") else f"{float(value):,.{decimals}f}"


def points(row: dict[str, Any]) -> str:
    """Return a net sentiment and its interval in points, -100 to 100."""
    if row["net_sentiment"] is None:
        return "–"
    low, high = (100 * row[f"net_sentiment_{end}"] for end in ("low", "high"))
    return f"{100 * row['net_sentiment']:+.0f} ({low:+.0f} to {high:+.0f})"


def at(row: dict[str, str]) -> str:
    """Return where a line of the ledger belongs."""
    return f"{row['source']}, row {row['row']}" if row["row"] else row["source"]


def quoted(text: str, folder: Path) -> str:
    """Return what a command printed, without the names of temporary folders."""
    return text.replace(f"{folder}{os.sep}", "").strip()


# --- nine Facebook pages --------------------------------------------------------------------------------------


def pages(data: Path, work: Path) -> str:
    source = data / "fb_live_sellers" / "Live.csv"
    folder, results = work / "pages", work / "results"
    ingested = run("ingest", source, "--mapping", MAPPING, "--out", folder)
    refused = run("score", folder, "--out", results, fails=True)
    if results.exists():
        raise SystemExit("a refused score has written something")
    run("score", folder, "--sides", "own", "--platforms", "facebook", "--out", results)
    posts = rows_of(folder / "posts.csv")
    counts = Counter(row["brand"] for row in posts)
    scores = rows_of(results / "scores.csv")
    indicators = rows_of(results / "indicators.csv")
    values = {(row["brand"], row["indicator"]): row["value"] for row in indicators}
    missing: dict[str, list[str]] = {}
    for row in indicators:
        if row["status"] == "missing" and row["brand"] == scores[0]["brand"]:
            missing.setdefault(row["reason"], []).append(f"`{row['indicator']}`")
    carried = [
        f"`{row['indicator']}` {100 * float(row['weight']):.0f} %"
        for row in indicators
        if row["weight"] and row["brand"] == scores[0]["brand"]
    ]
    ranking = table(
        ["rank", "page", "posts", "score", *SHOWN, "completeness"],
        (
            [
                score["rank"],
                score["brand"],
                f"{counts[score['brand']]:,}",
                figure(score["brand_score"]),
                *(figure(values.get((score["brand"], name)), 0 if name == SHOWN[0] else 2) for name in SHOWN),
                figure(score["completeness"], 3),
            ]
            for score in scores
        ),
    )
    reasons = "\n".join(f"- {reason}: {', '.join(names)}" for reason, names in missing.items())
    ledger = [row for row in rows_of(folder / "ledger.csv") if row["action"] != "merged"]
    lines = "\n".join(f"{at(row)}: {row['action']}: {row['detail']}" for row in ledger)
    return f"""## Nine Facebook pages of Thai sellers

"Facebook Live Sellers in Thailand" (Dehouche 2020, UCI, CC BY 4.0): posts of nine pages with their reactions, comments
and shares, 2012 to 2018; no text, no followers, no comments of people. The page is the part of `status_id` before `_`.

    brandscore ingest Live.csv --mapping examples/mappings/fb_live_sellers.toml --out pages
    brandscore score pages --sides own --platforms facebook --out results

What `ingest` says of the file, and its ledger apart from the merged rows:

```
{quoted(ingested.stdout + ingested.stderr, work)}
{lines}
```

Asked without `--sides own --platforms facebook`, `score` refuses (exit 1, nothing written):

```
{quoted(refused.stderr, work)}
```

With it:

{ranking}

The score says how much the pages' own posts moved people over the whole time of the file, against the median page on
each indicator (100); rates are cut at 300. The pages have no names in the file. A page's first years and its last are
one window here, so a page with many posts collects more interactions; the ratios are per post.

What was not collected is missing, never 0, and its weight goes to what was: {", ".join(carried)}.

{reasons}
"""


# --- Wisesight's messages -------------------------------------------------------------------------------------


def messages(data: Path, work: Path) -> str:
    file = work / "messages.jsonl"
    lines = [
        line
        for name in ("train", "valid")
        for line in (data / "wisesight" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    given = json.loads(run("classify", file, "--brands", BRANDS, "--out", work / "given.csv", "--json").stdout)
    counted = ("--relabel", "--correction", "off", "--json")
    found = json.loads(run("classify", file, "--brands", BRANDS, *counted, "--out", work / "found.csv").stdout)
    listed = tomllib.loads(BRANDS.read_text(encoding="utf-8"))["brand"]
    category = {entry["brand"]: entry["category"] for entry in listed}
    by_people = {row["brand"]: row for row in given["brands"]}
    by_model = {row["brand"]: row for row in found["brands"]}
    categories = list(dict.fromkeys(category.values()))
    order = sorted(listed, key=lambda e: (categories.index(e["category"]), -by_people[e["brand"]]["messages"]))
    rows = []
    for entry in order:
        people, model = by_people[entry["brand"]], by_model[entry["brand"]]
        counts = [f"{people[name]:,}" for name in ("messages", "promo", "pos", "neg", "neu", "q")]
        rows.append([entry["category"], entry["brand"], *counts, points(people), points(model)])
    apart = [
        by_model[name]["net_sentiment"] - row["net_sentiment"]
        for name, row in by_people.items()
        if row["pos"] + row["neg"] >= 30 and by_model[name]["net_sentiment"] is not None
    ]
    lower = sum(difference < 0 for difference in apart)
    average = 100 * sum(map(abs, apart)) / len(apart)
    return f"""## Real messages: Wisesight Sentiment Corpus

{len(lines):,} real messages of 2016 to 2019 (train and valid split, CC0-1.0), each with a sentiment given by people.

    brandscore classify messages.jsonl --brands examples/wisesight/brands.toml --out labelled.csv

{len(lines) - given["unnamed"]:,} messages name at least one of the {len(listed)} brands of
[the list](../examples/wisesight/brands.toml); {given["unnamed"]:,} name none. How names are matched, and how often that
is right, stands in [attribution.md](attribution.md).

Net sentiment is 100·(P - N)/(P + N), with its 95 % Wilson interval, promo left out (found by the model).
**People**: from the corpus's own labels, which `classify` keeps. **Model**: the same messages labelled anew
(`--relabel --correction off`). The shipped model was trained on these very messages, so this column is no test of it;
models/ has the cross-validated figures. It misses more of the positive messages than of the negative ones: of the
{len(apart)} brands with at least 30 positive or negative labels its net sentiment is lower at {lower}, by
{average:.0f} points on average (sign aside). `classify`, `score` and `monitor` correct for
that; how well, on these brands, stands in [quantification.md](quantification.md).

{table(["category", "brand", "messages", "promo", "pos", "neg", "neu", "q", "net: people", "net: model"], rows)}

These are messages of a labelled corpus gathered around brands, not a sample of what people say: nobody should read a
ranking of the market from them.
"""


def page(data: Path) -> str:
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        body = pages(data, work) + "\n" + messages(data, work)
    head = "<!-- Written by docs/real_data.py: run that, do not edit this page. -->\n\n# Real input, really run\n\n"
    return re.sub(r"[ \t]+\n", "\n", head + body)


def main() -> None:
    parser = argparse.ArgumentParser(description="Write docs/real_data.md from the data that BRANDSCORE_DATA names.")
    parser.add_argument("--out", type=Path, default=PAGE)
    out = parser.parse_args().out
    if "BRANDSCORE_DATA" not in os.environ:
        raise SystemExit("set BRANDSCORE_DATA to the folder that holds fb_live_sellers/ and wisesight/")
    text = page(Path(os.environ["BRANDSCORE_DATA"]))
    out.write_text(text, encoding="utf-8")
    sys.stdout.write(f"wrote {out}\n")


if __name__ == "__main__":
    main()
