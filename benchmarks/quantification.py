"""How well shares of sentiment are estimated when they are not those of training.

    BRANDSCORE_DATA=folder python benchmarks/quantification.py

The folder holds wisesight/{train,valid}.jsonl and intention_advocacy/train.jsonl (the models of
the four tasks are trained together). Models are trained on the train split alone, the quantifiers
on their out-of-fold predictions there; the valid split gives the samples: shares of pos, neu and
neg drawn evenly over the simplex, q at its share in train, at least 50 polar messages, messages
drawn with replacement within their class. Then the brands of examples/wisesight/brands.toml, from
predictions of models that had not seen the message, corrected by what was learned from messages
that do not name it; and once more from models trained on no message that names the brand, corrected
by what these models know of their errors. Last, the shipped example by the shipped models. The
settings of the correction in use were chosen by benchmarks/quantification_settings.py. Prints
Markdown; only figures, no message.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from quantification_data import (
    NAMES,
    SIZES,
    Known,
    averaged,
    corpora_of,
    data_folder,
    estimated,
    learned,
    measurable,
    named_brands,
    net,
    read_messages,
    samples,
    unseen,
)

import brandscore as bs
from brandscore.classify.quantify import METHODS
from brandscore.example import build, generate
from brandscore.tables import SENTIMENTS


def protocol(known: Known, valid: np.ndarray, of_valid: np.ndarray, count: int, seed: int) -> None:
    methods = {name: make().fit(known.shares, known.codes) for name, make in METHODS.items()}
    share_q = float((known.codes == 3).mean())
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


def brands(truth: np.ndarray, chosen: Mapping[str, np.ndarray], seen: Mapping[str, tuple[np.ndarray, Known]]) -> None:
    """Brands of real messages: people's labels, the counted ones, the corrected ones."""
    off: dict[str, list[float]] = {}
    held = []
    print("\n| brand | messages | people | counted | corrected (95 % interval) |\n|---|---|---|---|---|")
    for name, mine in chosen.items():
        shares, known = seen[name]
        true = net(truth[mine])
        found = {}
        for key, make in METHODS.items():
            used = make().fit(known.shares, known.codes).predict(shares, draws=200 if key == "cautious" else 0)
            found[key] = estimated(used)
            off.setdefault(key, []).append(found[key] - true)
        low, high = (100 * end for end in used.interval("net_sentiment") or (0.0, 0.0))
        held.append(low <= true <= high)
        corrected = f"{found['cautious']:+.0f} ({low:+.0f} to {high:+.0f})"
        print(f"| {name} | {len(mine):,} | {true:+.0f} | {found['cc']:+.0f} | {corrected} |")
    print(f"\n| method | mean absolute error over {len(chosen)} brands | bias |\n|---|---|---|")
    for key, values in off.items():
        print(f"| {NAMES[key]} | {averaged(np.array(values))} | {np.mean(values):+.1f} |")
    print(f"\nThe intervals of the one used hold the truth of {sum(held)} of {len(held)} brands.")


def example() -> None:
    """The brands of the shipped example, whose messages are invented and their meaning known; by the shipped models."""
    with tempfile.TemporaryDirectory() as folder, bs.load(build(Path(folder) / "example")) as data:
        scores = bs.score(data).scores
    made = generate()
    said = made.mentions[["mention_id", "platform", "by_brand"]].join(made.truth)
    said = said.drop_duplicates(["mention_id", "platform"])
    said = said[(said["by_brand"].fillna(0) != 1) & (said["promo"].fillna(0) != 1)]
    said = said.assign(brand=said["brands"].str.split("|")).explode("brand")
    said = said[said["brand"].isin(scores["brand"])]
    true = said.groupby("brand")["sentiment"].agg(lambda labels: net(labels.map(SENTIMENTS.index).to_numpy()))
    off = scores.set_index("brand")[["net_sentiment_raw", "net_sentiment"]].sub(true, axis=0).abs().mean()
    print("\nThe shipped example, mean absolute error of net sentiment over its brands: ", end="")
    print(f"counted {off['net_sentiment_raw']:.1f}, corrected {off['net_sentiment']:.1f}.")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--samples", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    folder = data_folder()
    texts, truth = read_messages(folder, "train")
    others, of_valid = read_messages(folder, "valid")
    _, by_text, label = learned(corpora_of(folder, "train"))
    known, valid = Known(np.array([by_text[text] for text in texts]), truth), label(others)
    counts = {part: np.bincount(codes, minlength=4).tolist() for part, codes in (("train", truth), ("valid", of_valid))}
    print(f"Messages by class ({', '.join(SENTIMENTS)}): {json.dumps(counts)}")
    print(f"Accuracy on valid, trained on train: {100 * (valid.argmax(axis=1) == of_valid).mean():.1f} %")
    protocol(known, valid, of_valid, options.samples, options.seed)

    texts, truth = [*texts, *others], np.concatenate([truth, of_valid])
    shares = np.vstack([known.shares, valid])
    chosen = measurable(named_brands(texts), truth)
    rest = {name: np.setdiff1d(np.arange(len(texts)), mine) for name, mine in chosen.items()}
    print("\nBrands whose other messages the models may have seen:")
    brands(truth, chosen, {n: (shares[mine], Known(shares[rest[n]], truth[rest[n]])) for n, mine in chosen.items()})
    print("\nBrands that the models have not seen:")
    brands(truth, chosen, unseen(corpora_of(folder, "train", "valid"), texts, chosen))
    example()


if __name__ == "__main__":
    main()
