"""How many messages a second get all four labels, beside the obvious alternative, on one core.

    python benchmarks/classify_throughput.py [FILE.jsonl] [--messages 5000] [--runs 5]

FILE holds one JSON object with `text` per line, such as the train split of the
Wisesight corpus; without it, the texts of the invented example are taken. The
alternative is what one would write first: for each task a pipeline of newmm
words, TfidfVectorizer (1- and 2-grams) and logistic regression, four in all.

Each side runs in a process of its own, whose peak memory is that side's, and
reads the same texts, each of them once, in batches of 2,000: from strings to
labels and probabilities. The rates are of CPU time and the best of the runs;
on a machine with other work, what compares is the ratio. The alternative is
slower by so much that it gets the first `--messages` only.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

TASKS = ("sentiment", "intention", "advocacy", "promo")
BATCH = 2_000
#: Messages that the alternative is fitted on: its speed hangs on its vocabulary.
FITTED = 5_000
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


def read(path: Path) -> list[str]:
    with path.open(encoding="utf-8") as lines:
        return list(dict.fromkeys(json.loads(line)["text"] for line in lines))


def example_texts(folder: Path) -> Path:
    """Write the distinct texts of the invented example."""
    from brandscore.example.build import generate

    path = folder / "texts.jsonl"
    texts = dict.fromkeys(text for text in generate().mentions["text"].dropna() if text.strip())
    path.write_text("".join(json.dumps({"text": text}, ensure_ascii=False) + "\n" for text in texts), "utf-8")
    return path


def in_batches(texts: list[str]) -> Iterator[list[str]]:
    rest = iter(texts)
    while batch := list(itertools.islice(rest, BATCH)):
        yield batch


def peak() -> float:
    """Return the peak resident memory of this process so far, MB."""
    import resource

    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


def clocked(label: Callable[[list[str]], Any], texts: list[str], runs: int) -> dict[str, float]:
    """Return the best rates over all texts, in batches."""
    rates = []
    for _ in range(runs):
        wall, cpu = time.perf_counter(), time.process_time()
        for batch in in_batches(texts):
            label(batch)
        rates.append((len(texts) / (time.process_time() - cpu), len(texts) / (time.perf_counter() - wall)))
    return {"rate": max(cpu for cpu, _ in rates), "wall": max(wall for _, wall in rates)}


def ours(texts: list[str], runs: int) -> dict[str, float]:
    """Measure the shipped models."""
    started = time.process_time()
    from brandscore.classify.model import load_model, model_path
    from brandscore.classify.predict import Classifier

    imported = time.process_time()
    for task in TASKS:
        load_model(model_path(task), task)
    loaded = time.process_time()
    # What compiled code needs is loaded by the first call.
    classifier = Classifier()
    classifier.label(texts[:1])
    first = time.process_time()
    times = {"import": imported - started, "load": loaded - imported, "first": first - loaded}
    return times | clocked(classifier.label, texts, runs) | {"peak": peak()}


def alternative(texts: list[str], runs: int) -> dict[str, float]:
    """Measure four pipelines, fitted on labels of the shipped models: what they learn does not change their speed."""
    from pythainlp.tokenize import word_tokenize
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import Pipeline, make_pipeline

    from brandscore.classify.predict import Classifier

    some = texts[:FITTED]
    codes = Classifier().label(some).codes

    def pipeline(task: str) -> Pipeline:
        words = TfidfVectorizer(tokenizer=word_tokenize, token_pattern=None, ngram_range=(1, 2), min_df=2)
        labels = codes[task].copy()
        labels[:2] = 0, 1  # in a few messages a label may not occur
        return make_pipeline(words, LogisticRegression(max_iter=200)).fit(some, labels)

    pipelines = [pipeline(task) for task in TASKS]

    def label(batch: list[str]) -> None:
        for each in pipelines:
            each.predict_proba(batch).argmax(axis=1)

    return clocked(label, texts, runs) | {"peak": peak()}


def measured(side: str, path: Path, messages: int, runs: int) -> dict[str, float]:
    """Run one side in a process of its own."""
    words = [sys.executable, __file__, str(path), "--side", side, "--messages", str(messages), "--runs", str(runs)]
    done = subprocess.run(words, env={**os.environ, **ONE_THREAD}, check=True, capture_output=True, text=True)
    return json.loads(done.stdout)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, nargs="?", help="JSONL with `text`; the invented example without it")
    parser.add_argument("--messages", type=int, default=5_000, help="that the alternative labels")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--side", choices=("ours", "alternative"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.side:
        texts = read(options.file)
        side = ours if options.side == "ours" else alternative
        print(json.dumps(side(texts if options.side == "ours" else texts[: options.messages], options.runs)))
        return
    with tempfile.TemporaryDirectory() as folder:
        path = options.file or example_texts(Path(folder))
        texts = read(path)
        print(f"{len(texts):,} distinct messages, {sum(map(len, texts)) / len(texts):.0f} characters on average")
        fast = measured("ours", path, options.messages, options.runs)
        # Twice is enough of the slow one, and before and after it the machine may differ.
        slow = measured("alternative", path, options.messages, min(options.runs, 2))
        again = measured("ours", path, options.messages, options.runs)
    rate = max(fast["rate"], again["rate"])
    print(f"{'':26}{'messages/s':>12}{'of wall time':>14}{'peak memory':>14}")
    for name, side in (("four newmm pipelines", slow), ("brandscore, before", fast), ("brandscore, after", again)):
        print(f"{name:26}{side['rate']:12,.0f}{side['wall']:14,.0f}{side['peak']:11,.0f} MB")
    print(f"ratio: {rate / slow['rate']:,.0f}")
    print(
        f"importing {fast['import']:.2f} s, loading the four models {fast['load']:.2f} s, "
        f"first call {fast['first']:.2f} s, all of CPU time"
    )


if __name__ == "__main__":
    main()
