"""A million labelled mentions through ``brandscore score --draws 0``, beside a plain pandas script.

``make bench`` or ``python benchmarks/score_million.py [--rows N] [--runs N]``.
The target is 15 s and 1.5 GB on 2 cores. Both commands run by turns, so that a
busy machine is busy for both; medians are printed last.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import sysconfig
from pathlib import Path

from measure_command import Cost, measure_command

HERE = Path(__file__).resolve().parent
CACHE = HERE.parent / "build" / "bench"
#: Raised when make_data.py makes other data, so that old ones are not taken for them.
DATA_VERSION = 1


def _median(costs: list[Cost]) -> Cost:
    return Cost(
        statistics.median(c.wall for c in costs),
        statistics.median(c.cpu for c in costs),
        int(statistics.median(c.peak for c in costs)),
    )


def main() -> None:
    """Make the data where they are not there, run both commands, print what they cost."""
    parser = argparse.ArgumentParser(description="A million labelled mentions, scored.")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=3)
    given = parser.parse_args()

    folder = CACHE / f"mentions-{given.rows}-v{DATA_VERSION}"
    if not folder.exists():
        print(f"making {given.rows:,} mentions in {folder} ...", flush=True)
        subprocess.run([sys.executable, str(HERE / "make_data.py"), str(given.rows), str(folder)], check=True)
    size = sum(p.stat().st_size for p in folder.iterdir())
    print(f"{given.rows:,} labelled mentions, {size / 1e6:.0f} MB of Parquet, {os.cpu_count()} cores")

    out = CACHE / "scored"
    program = str(Path(sysconfig.get_path("scripts")) / "brandscore")
    commands = {
        "brandscore score --draws 0": [program, "score", str(folder), "--draws", "0", "--out", str(out)],
        "plain pandas, four figures": [sys.executable, str(HERE / "plain_pandas.py"), str(folder)],
    }
    costs: dict[str, list[Cost]] = {name: [] for name in commands}
    for run in range(given.runs):
        for name, command in commands.items():
            shutil.rmtree(out, ignore_errors=True)
            cost = measure_command(command)
            costs[name].append(cost)
            print(f"run {run + 1}  {name:<28}{cost}", flush=True)
    ours, theirs = (_median(c) for c in costs.values())
    print(f"median {next(iter(commands)):<28}{ours}   (target 15 s, 1.5 GB)")
    print(f"times the plain pandas script: {ours.wall / theirs.wall:.1f} wall, {ours.peak / theirs.peak:.1f} memory")


if __name__ == "__main__":
    main()
