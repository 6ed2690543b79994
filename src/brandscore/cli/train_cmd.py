"""`brandscore train`: make a model from labelled texts."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from brandscore.cli.app import AsJson, app, emit_json, note

if TYPE_CHECKING:
    from brandscore.classify.model import TextModel

__all__ = ["train_command"]


class TaskName(StrEnum):
    """The tasks that can be trained."""

    sentiment = "sentiment"
    intention = "intention"
    advocacy = "advocacy"
    promo = "promo"


@app.command("train")
def train_command(
    task: Annotated[TaskName, typer.Argument(help="What the model decides.")],
    more: Annotated[list[Path] | None, typer.Argument(help="Further corpus files.", metavar="[FILE]...")] = None,
    *,
    corpus: Annotated[
        list[Path],
        typer.Option(help="JSONL or CSV with `text` and the task's column; or files joined by `id`.", metavar="FILE…"),
    ],
    out: Annotated[Path, typer.Option(help="Folder for the model.")],
    seed: Annotated[int, typer.Option(min=0, max=2**31 - 1, help="Same data and seed, same model.")] = 0,
    origin: Annotated[str, typer.Option(help="Where the data comes from; kept in the model.")] = "",
    licence: Annotated[str, typer.Option(help="Licence of data and model; kept in the model.")] = "",
    as_json: AsJson = False,
) -> None:
    """Train a model on labelled texts and print its cross-validated figures."""
    from brandscore.classify.corpus import read_corpus
    from brandscore.classify.ship import write_model
    from brandscore.classify.tasks import task_named
    from brandscore.classify.train import train

    data = read_corpus(task_named(task.value), [*corpus, *(more or [])])
    note(f"{len(data.texts):,} messages, {data.left_out:,} rows without text or label left out; training …")
    model = train(data, seed, {"origin": origin, "licence": licence})
    path = write_model(model, out)
    if as_json:
        emit_json(_summary(model, path, data.left_out))
    else:
        typer.echo(_words(model, path))


def _summary(model: TextModel, path: Path, left_out: int) -> dict[str, Any]:
    return {
        "task": model.task,
        "model": str(path),
        "classes": list(model.classes),
        "left_out": left_out,
        **{name: model.details[name] for name in ("seed", "training", "cross_validated")},
    }


def _words(model: TextModel, path: Path) -> str:
    from brandscore.classify.measure import Estimate

    def figure(values: dict[str, float]) -> str:
        return str(Estimate(**values))

    figures = model.details["cross_validated"]
    lines = [f"{model.task}: {figures['rows']:,} messages, {figures['folds']}-fold cross-validation, 95 % intervals"]
    picked = figures["accuracy"]
    if len(model.classes) == 2:
        lines.append(f"  F1                 {figure(picked['f1'][model.classes[1]])}")
        lines.append(f"  average precision  {figure(figures['average_precision'])}")
    lines.append(f"  accuracy           {figure(picked['accuracy'])}")
    lines.append(f"  macro-F1           {figure(picked['macro_f1'])}")
    if len(model.classes) > 2:
        lines += [f"  F1 {name:<15} {figure(values)}" for name, values in picked["f1"].items()]
        macro = figures["macro"]
        lines.append(f"  macro-F1 preferred {figure(macro['macro_f1'])}, accuracy {figure(macro['accuracy'])}")
    return "\n".join([*lines, f"written: {path}"])
