"""How well shares of sentiment are estimated when they are not those of training.

    BRANDSCORE_DATA=folder python benchmarks/quantification.py [--unseen-brands]

The folder holds wisesight/{train,valid}.jsonl and intention_advocacy/train.jsonl (the models of
the four tasks are trained together). Models are trained on the train split alone, the quantifiers
on their out-of-fold predictions there; the valid split gives the samples: shares of pos, neu and
neg drawn evenly over the simplex, q at its share in train, at least 50 polar messages, messages
drawn with replacement within their class. Then the brands of examples/wisesight/brands.toml, from
predictions of models that had not seen the message (or, with --unseen-brands, none that names the
brand), corrected by what was learned from messages that do not name it. Prints Markdown; only
figures, no message.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from brandscore.classify.corpus import Corpus, read_corpus
from brandscore.classify.predict import Classifier
from brandscore.classify.quantify import METHODS, Prevalence
from brandscore.classify.ship import write_model
from brandscore.classify.tasks import TASK_NAMES, task_named
from brandscore.classify.train import fit_together, train, train_together
from brandscore.classify_file.run import read_brands
from brandscore.ingest.attribution import Attributor
from brandscore.tables import SENTIMENTS

ROOT = Path(__file__).resolve().parent.parent
BRANDS = ROOT / "examples" / "wisesight" / "brands.toml"
SIZES = (100, 500, 2_000)
POLAR = 50
NAMES = {
    "cc": "classify and count",
    "pcc": "probabilistic count",
    "acc": "adjusted count (ACC)",
    "pacc": "probabilistic adjusted count (PACC)",
    "emq": "EM (EMQ)",
    "emq-bcts": "EM, one temperature and biases",
    "emq-vector": "EM, a scale and a bias per class",
    "binned": "likelihood of bins",
    "cautious": "**likelihood of bins, cautious (used)**",
}


Predictions = tuple[np.ndarray, int]


def read_messages(folder: Path) -> tuple[list[str], np.ndarray]:
    """Texts and true classes of train, then valid, in the order of the files."""
    number = {name: k for k, name in enumerate(SENTIMENTS)}
    rows = [
        json.loads(line)
        for part in ("train", "valid")
        for line in (folder / "wisesight" / f"{part}.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    return [row["text"] for row in rows], np.array([number[row["sentiment"]] for row in rows])


def predictions(folder: Path, texts: list[str]) -> Predictions:
    """Probabilities by models that had not seen the text, and how many texts are of train."""
    files = {
        task: [folder / "wisesight" / "train.jsonl"]
        + ([folder / "intention_advocacy" / "train.jsonl"] if task != "sentiment" else [])
        for task in TASK_NAMES
    }
    corpora = {task: read_corpus(task_named(task), paths) for task, paths in files.items()}
    fitted, _ = fit_together(corpora, 0)
    known = dict(zip(corpora["sentiment"].texts, fitted["sentiment"].shares, strict=True))
    split = sum(1 for _ in (folder / "wisesight" / "train.jsonl").open(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as models:
        for model in train_together(corpora, 0).values():
            write_model(model, Path(models) / "made")
        found = Classifier(models=Path(models) / "made").label(texts[split:]).shares["sentiment"]
    return np.vstack([np.array([known[text] for text in texts[:split]]), found]), split


def without_brands(folder: Path, texts: list[str], truth: np.ndarray, chosen: dict[str, np.ndarray]) -> dict[str, Any]:
    """Probabilities of each brand's messages by sentiment models trained on none that names it, in five groups."""
    task, found = task_named("sentiment"), {}
    names = list(chosen)
    for group in range(5):
        mine = np.unique(np.concatenate([chosen[name] for name in names[group::5]]))
        rest = np.setdiff1d(np.arange(len(texts)), mine)
        order = sorted(rest, key=lambda k: (texts[k], SENTIMENTS[truth[k]]))
        corpus = Corpus(task, tuple(texts[k] for k in order), tuple(SENTIMENTS[truth[k]] for k in order))
        with tempfile.TemporaryDirectory() as models:
            write_model(train(corpus), Path(models) / "made")
            classifier = Classifier(["sentiment"], Path(models) / "made")
            for name in names[group::5]:
                found[name] = classifier.label([texts[k] for k in chosen[name]]).shares["sentiment"]
    return found


def samples(truth: np.ndarray, size: int, share_q: float, count: int, seed: int) -> Iterator[np.ndarray]:
    """Yield row numbers of samples whose shares are drawn over the simplex."""
    generator = np.random.default_rng([seed, size])
    rows = [np.flatnonzero(truth == k) for k in range(4)]
    questions = round(share_q * size)
    done = 0
    while done < count:
        drawn = generator.dirichlet([1.0, 1.0, 1.0])
        pos, neu, neg = generator.multinomial(size - questions, drawn)
        if pos + neg >= POLAR:
            done += 1
            wanted = (pos, neu, neg, questions)
            yield np.concatenate([generator.choice(rows[k], wanted[k]) for k in range(4)])


def net(codes: np.ndarray) -> float:
    pos, neg = (codes == 0).sum(), (codes == 2).sum()
    return float(100 * (pos - neg) / (pos + neg))


def estimated(found: Prevalence) -> float:
    return 100 * (found.net_sentiment or 0.0)


def averaged(errors: np.ndarray) -> str:
    """Mean absolute error with its 95 % interval over samples, and the bias."""
    size = np.abs(errors)
    half = 1.96 * size.std(ddof=1) / np.sqrt(len(size))
    return f"{size.mean():.1f} ({size.mean() - half:.1f} to {size.mean() + half:.1f})"


def protocol(truth: np.ndarray, shares: np.ndarray, split: int, count: int, seed: int) -> None:
    methods = {name: make().fit(shares[:split], truth[:split]) for name, make in METHODS.items()}
    share_q = float((truth[:split] == 3).mean())
    of_valid, valid = truth[split:], shares[split:]
    errors: dict[tuple[str, int], list[float]] = {}
    within: dict[tuple[str, int], list[tuple[bool, float]]] = {}
    for size in SIZES:
        for number, rows in enumerate(samples(of_valid, size, share_q, count, seed)):
            true = net(of_valid[rows])
            for name, method in methods.items():
                # Intervals of all methods would take hours: all samples for the one used, 100 for the others.
                draws = 200 if name == "cautious" else 100 if size == 500 and number < 100 else 0
                found = method.predict(valid[rows], draws=draws, seed=number)
                errors.setdefault((name, size), []).append(estimated(found) - true)
                if draws and (ends := found.interval("net_sentiment")) is not None:
                    low, high = 100 * ends[0], 100 * ends[1]
                    within.setdefault((name, size), []).append((low <= true <= high, high - low))
    print(f"\nMean absolute error of net sentiment in points (95 % interval), {count:,} samples of each size:\n")
    print("| method | " + " | ".join(f"{n:,} messages" for n in SIZES) + " | bias at 500 | of CC's at 500 |")
    print("|---|" + "---|" * (len(SIZES) + 2))
    base = np.abs(errors["cc", 500]).mean()
    for name in methods:
        cells = [averaged(np.array(errors[name, n])) for n in SIZES]
        at = np.array(errors[name, 500])
        print(f"| {NAMES[name]} | " + " | ".join(cells) + f" | {at.mean():+.1f} | {np.abs(at).mean() / base:.2f} |")
    print("\nHow often the 95 % interval holds the truth, and how wide it is on average:\n")
    print("| method | messages | samples | holds it | points wide |\n|---|---|---|---|---|")
    for (name, size), seen in within.items():
        held, wide = np.array(seen, dtype=float).mean(axis=0)
        print(f"| {NAMES[name]} | {size:,} | {len(seen):,} | {100 * held:.1f} % | {wide:.0f} |")
    natural(of_valid, valid, methods, count, seed)


def natural(truth: np.ndarray, shares: np.ndarray, methods: dict[str, object], count: int, seed: int) -> None:
    """Samples as they come: no shift, where a correction has least to gain."""
    print("\nThe same for samples of valid as they come (no shift):\n")
    print("| method | " + " | ".join(f"{n:,} messages" for n in SIZES) + " |\n|---|" + "---|" * len(SIZES))
    generator = np.random.default_rng([seed, 1])
    drawn = {n: [generator.choice(len(truth), n) for _ in range(count)] for n in SIZES}
    for name in ("cc", "pcc", "acc", "pacc", "binned", "cautious"):
        cells = []
        for n in SIZES:
            off = [estimated(methods[name].predict(shares[rows])) - net(truth[rows]) for rows in drawn[n]]  # type: ignore[attr-defined]
            cells.append(f"{averaged(np.array(off))}, bias {np.mean(off):+.1f}")
        print(f"| {NAMES[name]} | " + " | ".join(cells) + " |")


def brands(folder: Path, texts: list[str], truth: np.ndarray, shares: np.ndarray, *, unseen: bool) -> None:
    """Brands of real messages: people's labels, the counted ones, the corrected ones."""
    listed = read_brands(BRANDS)
    attributor = Attributor(listed)
    rows: dict[str, list[int]] = {brand.name: [] for brand in listed}
    for number, text in enumerate(texts):
        for name in attributor.find(text):
            rows[name].append(number)
    chosen = {
        name: np.array(found)
        for name, found in sorted(rows.items(), key=lambda item: -len(item[1]))
        if len(found) >= 100 and np.isin(truth[found], [0, 2]).sum() >= 30
    }
    print("\n| brand | messages | people | counted | corrected (95 % interval) |\n|---|---|---|---|---|")
    _errors(chosen, truth, shares, {name: shares[mine] for name, mine in chosen.items()}, each=True)
    if unseen:
        print("\nThe same with models that had not seen a message that names the brand:")
        _errors(chosen, truth, shares, without_brands(folder, texts, truth, chosen), each=False)


def _errors(
    chosen: dict[str, np.ndarray], truth: np.ndarray, shares: np.ndarray, seen: dict[str, np.ndarray], *, each: bool
) -> None:
    off: dict[str, list[float]] = {}
    held = []
    for name, mine in chosen.items():
        rest = np.setdiff1d(np.arange(len(truth)), mine)
        true = net(truth[mine])
        found = {}
        for key, make in METHODS.items():
            used = make().fit(shares[rest], truth[rest]).predict(seen[name], draws=200 if key == "cautious" else 0)
            found[key] = estimated(used)
            off.setdefault(key, []).append(found[key] - true)
        low, high = (100 * end for end in used.interval("net_sentiment") or (0.0, 0.0))
        held.append(low <= true <= high)
        if each:
            corrected = f"{found['cautious']:+.0f} ({low:+.0f} to {high:+.0f})"
            print(f"| {name} | {len(mine):,} | {true:+.0f} | {found['cc']:+.0f} | {corrected} |")
    print(f"\n| method | mean absolute error over {len(chosen)} brands | bias |\n|---|---|---|")
    for key, values in off.items():
        print(f"| {NAMES[key]} | {np.abs(values).mean():.1f} | {np.mean(values):+.1f} |")
    print(f"\nThe intervals of the one used hold the truth of {sum(held)} of {len(held)} brands.")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--samples", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--unseen-brands", action="store_true", help="train five models more, each without some brands")
    parser.add_argument("--predictions", type=Path, help="keep predictions in this .npz, or take them from it")
    options = parser.parse_args()
    if "BRANDSCORE_DATA" not in os.environ:
        raise SystemExit("set BRANDSCORE_DATA to the folder that holds wisesight/ and intention_advocacy/")
    folder = Path(os.environ["BRANDSCORE_DATA"])
    texts, truth = read_messages(folder)
    if options.predictions and options.predictions.exists():
        kept = np.load(options.predictions)
        shares, split = kept["shares"], int(kept["split"])
    else:
        shares, split = predictions(folder, texts)
        if options.predictions:
            np.savez_compressed(options.predictions, shares=shares, split=split)
    counts = {
        name: np.bincount(truth[part], minlength=4).tolist()
        for name, part in (("train", slice(split)), ("valid", slice(split, None)))
    }
    print(f"Messages by class ({', '.join(SENTIMENTS)}): {json.dumps(counts)}")
    right = (shares[split:].argmax(axis=1) == truth[split:]).mean()
    print(f"Accuracy on valid, trained on train: {100 * right:.1f} %")
    protocol(truth, shares, split, options.samples, options.seed)
    brands(folder, texts, truth, shares, unseen=options.unseen_brands)


if __name__ == "__main__":
    main()
