"""A model card in Markdown: the figures of `brandscore.classify.evaluation.run.evaluate`, and what to make of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from brandscore.classify.evaluation.about import ABOUT, PUBLIC_LABELS
from brandscore.classify.evaluation.diagram import reliability_svg
from brandscore.classify.measure import Estimate
from brandscore.files import results_folder

__all__ = ["card_text", "write_card"]

#: Share of messages of the public corpus above which its labels are spoken of.
_PUBLIC = 0.5


def _table(head: Sequence[str], rows: Iterable[Sequence[object]], left: int = 1) -> str:
    def line(cells: Iterable[object]) -> str:
        return "| " + " | ".join(str(cell).replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"

    rule = "|" + "".join(" --- |" if k < left else " ---: |" for k in range(len(head)))
    return "\n".join([line(head), rule, *(line(row) for row in rows)]) + "\n"


def _percent(share: float, digits: int = 1) -> str:
    return f"{100 * share:.{digits}f} %"


def _figure(values: Mapping[str, float] | None) -> str:
    return "" if values is None else str(Estimate(**values))


def _number(values: Mapping[str, float]) -> str:
    return f"{values['value']:.4f} ({values['low']:.4f} to {values['high']:.4f})"


def _binary(found: Mapping[str, Any]) -> bool:
    return len(found["classes"]) == 2


def _how(found: Mapping[str, Any], card: str) -> list[str]:
    command = f"brandscore evaluate {found['task']} {' '.join(f['name'] for f in found['files'])}"
    if found["how"] == "cross-validation":
        command += " --cross-validate"
    if found["model"]["kind"] != "fast":
        command += f" --model {found['model']['kind']}"
    if found["prefer"] != "accuracy":
        command += f" --prefer {found['prefer']}"
    if found["seed"]:
        command += f" --seed {found['seed']}"
    return [
        f"<!-- Written by `{command} --card {card}`: run that again, edits are lost. -->\n",
        f"# Model card: {found['task']}\n",
        f"{ABOUT[found['task']].question}\n",
        _warning(found),
        f"    {command} --card {card}\n",
    ]


def _warning(found: Mapping[str, Any]) -> str:
    """Return what the figures are figures of, and loudly if they flatter."""
    rows, total = found["overlap"]["rows"], found["rows"]
    if found["how"] == "cross-validation":
        text = (
            "Measured by five-fold cross-validation: each message was judged by a model that was trained, calibrated "
            "and tuned without it, copies of a message kept together."
        )
        if found["overlap"]["same"]:
            text += " The model file was trained in the same way on all of these messages."
        else:
            text += (
                " **The model file named below was trained on other data**: these figures are of the way of training, "
                "not of that file."
            )
        return text + "\n"
    if rows:
        return (
            f"**These figures flatter the model: it was trained on {rows:,} of the {total:,} messages.** "
            "Use `--cross-validate`, or messages that it has not seen.\n"
        )
    if rows is None:
        return "Measured on the messages named below. Whether the model was trained on some of them is not known.\n"
    return "Measured on the messages named below; the model was trained on none of them.\n"


def _short(found: Mapping[str, Any]) -> list[str]:
    rows: list[tuple[str, str]] = [
        ("accuracy", _figure(found["accuracy"])),
        ("accuracy of always saying the most frequent class", _percent(found["always"])),
        ("macro-F1", _figure(found["macro_f1"])),
    ]
    if _binary(found):
        one = found["by_class"].get("1")
        rows.insert(0, ("F1 of label 1", _figure(one["f1"] if one else None)))
        rows.insert(1, ("average precision of label 1", _figure(found["average_precision"])))
    calibration = found["calibration"]
    rows += [
        ("expected calibration error, most probable class", _number(calibration["ece"])),
        *(
            (f"expected calibration error, class {name}", _number(value))
            for name, value in calibration["ece_by_class"].items()
        ),
        ("Brier score", _number(calibration["brier"])),
        ("Brier score of always saying the shares", f"{calibration['brier_of_shares']:.4f}"),
    ]
    return [
        "## In short\n",
        f"{found['rows']:,} messages; in brackets the 95 % interval of resampling messages. Labels are picked "
        + ("at the threshold of best F1" if _binary(found) else f"for {found['prefer']} (`--prefer {found['prefer']}`)")
        + ". The calibration error is taken over ten bins of equal width"
        + ("" if _binary(found) else "; the Brier score is summed over the classes")
        + ".\n",
        _table(("", ""), rows),
        *([f"{note}\n"] if (note := ABOUT[found["task"]].note) else []),
    ]


def _both(found: Mapping[str, Any]) -> list[str]:
    ways = found["preferences"]
    if not ways:
        return []
    titles = {"accuracy": "most labels right (accuracy)", "macro": "every class equally well (macro)"}
    names = list(next(iter(ways.values()))["f1"])
    rows = [
        ("accuracy", *(_figure(way["accuracy"]) for way in ways.values())),
        ("macro-F1", *(_figure(way["macro_f1"]) for way in ways.values())),
        *((f"F1 {name}", *(_figure(way["f1"].get(name)) for way in ways.values())) for name in names),
    ]
    return [
        "The same probabilities, picked in the two ways that `--prefer` offers:\n",
        _table(("", *(titles[way] for way in ways)), rows),
    ]


def _data(found: Mapping[str, Any]) -> list[str]:
    model, about = found["model"], ABOUT[found["task"]]
    training = model["training"] or {}
    rows = [
        ("file", f"`{model['name']}`"),
        ("sha256", f"`{model['sha256']}`"),
        ("trained on", f"{training.get('rows', 0):,} messages (sha256 `{training.get('sha256', '')}`)"),
        ("origin of the data", model["origin"] or "not told"),
        ("licence", model["licence"] or "not told"),
    ]
    total = found["rows"]
    confusion = found["confusion"]
    shares = [
        (name, about.labels.get(name, ""), f"{sum(confusion[k]):,}", _percent(sum(confusion[k]) / total))
        for k, name in enumerate(found["classes"])
    ]
    files = [(f"`{f['name']}`", f"`{f['sha256']}`") for f in found["files"]]
    return [
        "## The model\n",
        _table(("", ""), rows, left=2),
        "## The messages it was measured on\n",
        _table(("file", "sha256"), files, left=2),
        f"{total:,} messages with a label, {found['left_out']:,} rows without text or label left out.\n",
        _table(("label", "meaning", "messages", "share"), shares, left=2),
    ]


def _accuracy(found: Mapping[str, Any]) -> list[str]:
    per_class = [
        (name, f"{row['rows']:,}", _figure(row["precision"]), _figure(row["recall"]), _figure(row["f1"]))
        for name, row in found["by_class"].items()
    ]
    matrix = []
    for name, counts in zip(found["classes"], found["confusion"], strict=True):
        right = counts[found["classes"].index(name)]
        found_share = _percent(right / sum(counts)) if sum(counts) else "–"
        matrix.append((f"**{name}**", *(f"{count:,}" for count in counts), found_share))
    return [
        "## By class\n",
        _table(("label", "messages", "precision", "recall", "F1"), per_class),
        "What each true label (row) was taken for (column):\n",
        _table(("", *found["classes"], "found"), matrix),
    ]


def _bins(bins: Sequence[Mapping[str, Any]]) -> str:
    return _table(
        ("said", "messages", "mean said", "came true", ""),
        (
            (
                f"{100 * row['from']:.0f} to {100 * row['to']:.0f} %",
                f"{row['rows']:,}",
                _percent(row["said"]),
                _figure({"value": row["true"], "low": row["true_low"], "high": row["true_high"]}),
                "`" + ("█" * round(20 * row["true"])).ljust(20, "·") + "`",
            )
            for row in bins
        ),
    )


def _calibration(found: Mapping[str, Any], svg: str) -> list[str]:
    calibration = found["calibration"]
    parts = [
        "## What the probabilities are worth\n",
        f"![Reliability of {found['task']}: probability said against share that came true]({svg})\n",
    ]
    if _binary(found):
        parts += ["Probability of label 1:\n", _bins(calibration["reliability_by_class"].get("1", []))]
    else:
        parts += ["Probability of the most probable class:\n", _bins(calibration["reliability"])]
    return parts


def _rejection(found: Mapping[str, Any]) -> list[str]:
    f1 = _binary(found)
    rows = [
        (
            "every label" if not row["threshold"] else f"{100 * row['threshold']:.0f} % and more",
            _percent(row["coverage"]),
            _figure(row.get("accuracy")),
            _figure(row.get("f1") if f1 else row.get("macro_f1")),
        )
        for row in found["rejection"]
    ]
    return [
        "## When unsure labels are left out\n",
        "Accuracy among the messages whose label has at least some probability:\n",
        _table(("probability of the label", "messages kept", "accuracy", "F1 of label 1" if f1 else "macro-F1"), rows),
    ]


def _kinds(found: Mapping[str, Any]) -> list[str]:
    f1 = _binary(found)
    leading = ["1"] if f1 else list(found["classes"])
    head = (
        "kind",
        "messages",
        *(f"share {name}" for name in leading),
        "accuracy",
        "F1 of label 1" if f1 else "macro-F1",
    )

    def table(rows: Sequence[Mapping[str, Any]]) -> str:
        lines = []
        for row in rows:
            shares = row.get("shares", {})
            lines.append(
                (
                    row["kind"],
                    f"{row['rows']:,}",
                    *(_percent(shares[name], 0) if shares else "" for name in leading),
                    _figure(row.get("accuracy")),
                    _figure(row.get("f1") if f1 else row.get("macro_f1")),
                )
            )
        return _table(head, lines)

    words = [(row["kind"], row["about"]) for row in found["by_topic"] if row["about"]]
    forms = [(row["kind"], row["about"]) for row in found["by_form"]]
    return [
        "## By length\n",
        "Characters as the message is written. Kinds with fewer than 30 messages are only counted, here and below"
        + (".\n" if f1 else "; the macro-F1 of a kind hangs on its rarest label.\n"),
        table(found["by_length"]),
        "## By topic\n",
        "A message has a topic if it holds one of the words listed below the table; it may have several or none. The "
        "words name products and their use, no brands. They are a rough sieve that nobody has checked message by "
        "message.\n",
        table(found["by_topic"]),
        "<details><summary>The words</summary>\n",
        _table(("topic", "words"), words, left=2),
        "</details>\n",
        "## By form\n",
        table(found["by_form"]),
        "<details><summary>What is counted</summary>\n",
        _table(("form", "what"), forms, left=2),
        "</details>\n",
    ]


def _failures(found: Mapping[str, Any]) -> list[str]:
    rows = []
    for kind in found["failures"]:
        for k, example in enumerate(kind["examples"]):
            said = f"{example['said']} ({_percent(example['probability'], 0)})"
            rows.append(
                (
                    kind["kind"] if not k else "",
                    example["text"],
                    example["label"],
                    said if example["right"] else f"**{said}**",
                )
            )
    wrong = sum(not e["right"] for kind in found["failures"] for e in kind["examples"])
    return [
        "## Known failures\n",
        "Kinds of messages that are hard for models of this task. The examples are made up; what "
        f"the model file says of them now stands beside the label that a reader would give. It is wrong about {wrong} "
        f"of {len(rows)} (**bold**).\n",
        _table(("kind", "example", "label", "the model says"), rows, left=4),
    ]


def _closing(found: Mapping[str, Any]) -> list[str]:
    about = ABOUT[found["task"]]
    parts = []
    if found["public_share"] >= _PUBLIC:
        parts.append("## The ceiling of the labels\n")
        parts += _spaced(PUBLIC_LABELS[found["task"]])
    parts += ["## What it is for\n", "".join(f"- {line}\n" for line in about.use)]
    parts += ["## What it is not for\n", "".join(f"- {line}\n" for line in about.not_for)]
    return parts


def _spaced(lines: Sequence[str]) -> list[str]:
    """Return paragraphs, the items of a list kept together."""
    found: list[str] = []
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        found.append(line if line.startswith("- ") and after.startswith("- ") else f"{line}\n")
    return found


def card_text(found: Mapping[str, Any], card: str, svg: str) -> str:
    """Return the card.

    Parameters
    ----------
    found
        What `brandscore.classify.evaluation.run.evaluate` returned.
    card, svg
        Names of the card's file and of its diagram.
    """
    parts = [
        *_how(found, card),
        *_short(found),
        *_both(found),
        *_data(found),
        *_accuracy(found),
        *_calibration(found, svg),
        *_rejection(found),
        *_kinds(found),
        *_failures(found),
        *_closing(found),
    ]
    return "\n".join(parts)


def write_card(found: Mapping[str, Any], path: Path) -> tuple[Path, Path]:
    """Write a card and, beside it, its reliability diagram; both or neither.

    Returns
    -------
    tuple of Path
        The card, and the diagram.
    """
    svg = f"{path.stem}-reliability.svg"
    calibration = found["calibration"]
    panels = {f"class {name}": bins for name, bins in calibration["reliability_by_class"].items()}
    if not _binary(found):
        panels = {"most probable class": calibration["reliability"], **panels}
    with results_folder(path.parent) as folder:
        (folder / path.name).write_text(card_text(found, path.name, svg), encoding="utf-8", newline="\n")
        title = f"Reliability of {found['task']}: probability said against share that came true"
        (folder / svg).write_text(reliability_svg(panels, title), encoding="utf-8", newline="\n")
    return path, path.parent / svg
