"""How many messages a second the classifiers label, from raw text to all four tasks, on one core.

    python benchmarks/classify_throughput.py FILE.jsonl [--runs 5]

FILE holds one JSON object with `text` per line. Each distinct text is read
once by the classifiers, so the texts are made distinct first. Reading the file
and loading the models are timed apart.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    with options.file.open(encoding="utf-8") as lines:
        texts = list(dict.fromkeys(json.loads(line)["text"] for line in lines))
    started = time.perf_counter()
    from brandscore.classify.predict import Classifier

    classifier = Classifier()
    classifier.label(texts[:10])
    print(f"models loaded in {time.perf_counter() - started:.2f} s")
    characters = sum(map(len, texts)) / len(texts)
    print(f"{len(texts):,} distinct messages, {characters:.0f} characters on average")
    rates = []
    for _ in range(options.runs):
        wall, cpu = time.perf_counter(), time.process_time()
        classifier.label(texts)
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        rates.append(len(texts) / cpu)
        print(f"{len(texts) / wall:8,.0f} messages/s of wall time, {rates[-1]:8,.0f} of CPU time")
    print(f"best: {max(rates):,.0f} messages/s of CPU time")


if __name__ == "__main__":
    main()
