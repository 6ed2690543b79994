"""Messages, predictions of models that had not seen them, and samples: what both scripts on quantification use."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from brandscore.classify.corpus import Corpus, read_corpus
from brandscore.classify.predict import Classifier
from brandscore.classify.quantify import Prevalence
from brandscore.classify.ship import write_model
from brandscore.classify.tasks import TASK_NAMES, task_named
from brandscore.classify.train import fit_together, models_of
from brandscore.classify_file.run import read_brands
from brandscore.ingest.attribution import Attributor
from brandscore.tables import SENTIMENTS

BRANDS = Path(__file__).resolve().parent.parent / "examples" / "wisesight" / "brands.toml"
SIZES = (100, 500, 2_000)
#: Polar messages in a sample, and what a group of messages needs to be measured.
POLAR = 50
GROUP, GROUP_POLAR = 100, 30
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


@dataclass(frozen=True)
class Known:
    """Messages to fit a quantifier on: probabilities of models that had not seen them, and true classes."""

    shares: np.ndarray
    codes: np.ndarray


def data_folder() -> Path:
    if "BRANDSCORE_DATA" not in os.environ:
        raise SystemExit("set BRANDSCORE_DATA to the folder that holds wisesight/ and intention_advocacy/")
    return Path(os.environ["BRANDSCORE_DATA"])


def read_messages(folder: Path, part: str) -> tuple[list[str], np.ndarray]:
    """Texts and true classes of a split, in the order of the file."""
    number = {name: k for k, name in enumerate(SENTIMENTS)}
    lines = (folder / "wisesight" / f"{part}.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    return [row["text"] for row in rows], np.array([number[row["sentiment"]] for row in rows])


def corpora_of(folder: Path, *parts: str) -> dict[str, Corpus]:
    """What the models of the four tasks are trained on."""
    texts = [folder / "wisesight" / f"{part}.jsonl" for part in parts]
    labels = [folder / "intention_advocacy" / "train.jsonl"]
    return {task: read_corpus(task_named(task), texts + labels * (task != "sentiment")) for task in TASK_NAMES}


def without(corpora: Mapping[str, Corpus], texts: Iterable[str]) -> dict[str, Corpus]:
    """The corpora without some texts."""
    left_out = set(texts)
    found = {}
    for task, corpus in corpora.items():
        kept = [k for k, text in enumerate(corpus.texts) if text not in left_out]
        found[task] = Corpus(
            corpus.task, tuple(corpus.texts[k] for k in kept), tuple(corpus.labels[k] for k in kept), corpus.left_out
        )
    return found


def learned(corpora: Mapping[str, Corpus]) -> tuple[Known, dict[str, np.ndarray], Callable[[list[str]], np.ndarray]]:
    """Train the four tasks: out-of-fold probabilities, the same by text, and what gives those of other texts."""
    fitted, second = fit_together(corpora, 0)
    one = fitted["sentiment"]

    def label(texts: list[str]) -> np.ndarray:
        with tempfile.TemporaryDirectory() as models:
            for model in models_of(fitted, second, 0).values():
                write_model(model, Path(models) / "made")
            return Classifier(models=Path(models) / "made").label(texts).shares["sentiment"]

    return Known(one.shares, one.codes), dict(zip(one.corpus.texts, one.shares, strict=True)), label


def unseen(
    corpora: Mapping[str, Corpus], texts: list[str], groups: Mapping[str, np.ndarray], times: int = 5
) -> dict[str, tuple[np.ndarray, Known]]:
    """Each group's probabilities by models trained without it, and what those models know of their errors.

    A fifth of the groups is left out each time, all messages of it from all tasks.
    """
    found, names = {}, list(groups)
    for start in range(times):
        mine = names[start::times]
        known, _, label = learned(without(corpora, (texts[k] for name in mine for k in groups[name])))
        whole = {k for name in mine for k in groups[name].tolist()}
        order = sorted(whole)
        place = {k: i for i, k in enumerate(order)}
        shares = label([texts[k] for k in order])
        for name in mine:
            found[name] = shares[[place[k] for k in groups[name].tolist()]], known
    return {name: found[name] for name in names}


def measurable(groups: Mapping[str, np.ndarray], truth: np.ndarray) -> dict[str, np.ndarray]:
    """Groups with messages enough, the largest first."""
    ordered = sorted(groups.items(), key=lambda item: -len(item[1]))
    return {
        name: rows for name, rows in ordered if len(rows) >= GROUP and np.isin(truth[rows], [0, 2]).sum() >= GROUP_POLAR
    }


def named_brands(texts: list[str]) -> dict[str, np.ndarray]:
    """Which messages name each of the listed brands."""
    listed = read_brands(BRANDS)
    attributor = Attributor(listed)
    rows: dict[str, list[int]] = {brand.name: [] for brand in listed}
    for number, text in enumerate(texts):
        for name in attributor.find(text):
            rows[name].append(number)
    return {name: np.array(found, dtype=np.intp) for name, found in rows.items()}


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
    """Mean absolute error with its 95 % interval over samples."""
    size = np.abs(errors)
    half = 1.96 * size.std(ddof=1) / np.sqrt(len(size))
    return f"{size.mean():.1f} ({size.mean() - half:.1f} to {size.mean() + half:.1f})"
