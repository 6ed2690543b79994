"""`brandscore evaluate`: measure a model on labelled texts, and write its card."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from brandscore.cli.app import AsJson, app, emit_json, note
from brandscore.cli.classify_cmd import Prefer
from brandscore.cli.train_cmd import TaskName

__all__ = ["evaluate_command"]


class ModelKind(StrEnum):
    """Which of the models of a task."""

    fast = "fast"
    best = "best"


@app.command("evaluate")
def evaluate_command(
    task: Annotated[TaskName, typer.Argument(help="What the model decides.")],
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE", help="JSONL or CSV with `text` and the task's column; or files joined by `id`."),
    ],
    models: Annotated[Path | None, typer.Option(help="Folder of models made by `brandscore train`.")] = None,
    model: Annotated[ModelKind, typer.Option(help="The fast models, or the best.")] = ModelKind.fast,
    prefer: Annotated[
        Prefer, typer.Option(help="Sentiment: most labels right, or every class equally well.")
    ] = Prefer.accuracy,
    cross_validate: Annotated[
        bool,
        typer.Option("--cross-validate", help="Train five models, each measured on the fifth it has not seen."),
    ] = False,
    seed: Annotated[int, typer.Option(min=0, max=2**31 - 1, help="Seed of folds and intervals.")] = 0,
    card: Annotated[
        Path | None, typer.Option(metavar="FILE.md", help="Write a model card, and a diagram beside it.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Measure a model on labelled texts: accuracy, F1, calibration, by kind of message."""
    from brandscore.classify.evaluation.card import write_card
    from brandscore.classify.evaluation.run import evaluate, flat
    from brandscore.classify.tasks import task_named
    from brandscore.errors import UsageError

    if card is not None and card.suffix.lower() != ".md":
        raise UsageError(f"--card {card}: a card is a Markdown file; name one that ends in .md")
    found = evaluate(
        task_named(task.value),
        files,
        models=models,
        model=model.value,
        prefer=prefer.value,
        cross_validate=cross_validate,
        seed=seed,
        progress=note,
    )
    _warn(found)
    if card is not None:
        for path in write_card(found, card):
            note(f"written: {path}")
    if as_json:
        emit_json(flat(found))
    else:
        typer.echo(_words(found))


def _warn(found: Mapping[str, Any]) -> None:
    rows = found["overlap"]["rows"]
    if found["how"] == "model" and rows:
        note(
            f"WARNING: the model was trained on {rows:,} of these {found['rows']:,} messages, so these figures flatter "
            "it. --cross-validate measures it on messages that it has not seen."
        )
    if found["how"] == "cross-validation" and not found["overlap"]["same"]:
        note("the model file was trained on other data than these: the figures are of the way of training, not of it")


def _words(found: Mapping[str, Any]) -> str:
    from brandscore.classify.measure import Estimate

    def figure(values: Mapping[str, float]) -> str:
        return str(Estimate(**values))

    how = "five-fold cross-validation" if found["how"] == "cross-validation" else found["model"]["name"]
    lines = [f"{found['task']}: {found['rows']:,} messages, {how}, 95 % intervals"]
    one = found["by_class"].get("1")
    if "average_precision" in found:
        if one:
            lines.append(f"  F1                 {figure(one['f1'])}")
        lines.append(f"  average precision  {figure(found['average_precision'])}")
    lines.append(
        f"  accuracy           {figure(found['accuracy'])}; always the same class {100 * found['always']:.1f} %"
    )
    lines.append(f"  macro-F1           {figure(found['macro_f1'])}")
    for name, row in found["by_class"].items():
        lines.append(
            f"  {name:<4} {row['rows']:>6,}  precision {figure(row['precision'])}  recall {figure(row['recall'])}  "
            f"F1 {figure(row['f1'])}"
        )
    calibration = found["calibration"]
    ece = calibration["ece"]
    lines.append(f"  calibration error  {ece['value']:.4f} ({ece['low']:.4f} to {ece['high']:.4f})")
    lines.append(
        f"  Brier score        {calibration['brier']['value']:.4f}; of the shares {calibration['brier_of_shares']:.4f}"
    )
    width = max(len(name) for name in found["classes"])
    lines.append("  true label (row) taken for (column):")
    lines.append("  " + " " * width + "".join(f"{name:>8}" for name in found["classes"]))
    for name, counts in zip(found["classes"], found["confusion"], strict=True):
        lines.append(f"  {name:<{width}}" + "".join(f"{count:>8,}" for count in counts))
    return "\n".join(lines)
