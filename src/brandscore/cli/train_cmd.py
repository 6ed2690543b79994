"""`brandscore train`: make a model from labelled texts."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from brandscore.cli.app import AsJson, app, emit_json, note

if TYPE_CHECKING:
    from brandscore.classify.best.model import Head
    from brandscore.classify.model import TextModel

__all__ = ["train_command"]


class TaskName(StrEnum):
    """The tasks."""

    sentiment = "sentiment"
    intention = "intention"
    advocacy = "advocacy"
    promo = "promo"


class Trained(StrEnum):
    """What can be trained: a task by itself, or all that the files have labels of, together."""

    sentiment = "sentiment"
    intention = "intention"
    advocacy = "advocacy"
    promo = "promo"
    all = "all"


class ModelName(StrEnum):
    """Which kind of models to train."""

    fast = "fast"
    best = "best"


@app.command("train")
def train_command(
    task: Annotated[Trained, typer.Argument(help="What the model decides; `all`: the models of all labels found.")],
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
    model: Annotated[
        ModelName, typer.Option(help="best: what `classify --model best` reads; needs brandscore[best] and minutes.")
    ] = ModelName.fast,
    as_json: AsJson = False,
) -> None:
    """Train a model on labelled texts and print its cross-validated figures."""
    from brandscore.classify.corpus import read_corpora, read_corpus
    from brandscore.classify.ship import write_models
    from brandscore.classify.tasks import task_named
    from brandscore.classify.train import train_together

    files = [*corpus, *(more or [])]
    together = task is Trained.all
    data = read_corpora(files) if together else {task.value: read_corpus(task_named(task.value), files)}
    for name, found in data.items():
        note(f"{name}: {len(found.texts):,} messages, {found.left_out:,} rows without text or label left out")
    note("training …")
    details = {"origin": origin, "licence": licence}
    models: Mapping[str, TextModel | Head]
    if model is ModelName.best:
        from brandscore.classify.best.ship import write_best
        from brandscore.classify.best.train import train_best

        beside, best = train_best(data, seed, details)
        path = write_best(beside.values(), best, out)
        models, paths = best.heads, dict.fromkeys(best.heads, path)
    else:
        fast = train_together(data, seed, details)
        models, paths = fast, write_models(fast.values(), out)
    if as_json:
        told = [_summary(models[name], paths[name], data[name].left_out) for name in models]
        emit_json({"models": told} if together else told[0])
    else:
        typer.echo("\n".join(_words(models[name], paths[name]) for name in models))


def _summary(model: TextModel | Head, path: Path, left_out: int) -> dict[str, Any]:
    return {
        "task": model.task,
        "model": str(path),
        "classes": list(model.classes),
        "left_out": left_out,
        **{name: model.details[name] for name in ("seed", "training", "cross_validated")},
    }


def _words(model: TextModel | Head, path: Path) -> str:
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
