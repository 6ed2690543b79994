"""The pages of docs/metrics/, written from the registry; called by generate.py."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from brandscore.indicators import INDICATORS
from brandscore.metrics.registry.catalogue import METRICS
from brandscore.metrics.registry.compute import compute
from brandscore.metrics.registry.declared import FAMILIES, Example, Metric
from brandscore.metrics.registry.described import bounds
from brandscore.metrics.registry.funnel import FUNNELS
from brandscore.metrics.registry.inputs import INPUTS
from brandscore.metrics.registry.sources import SOURCES, Source

Tabular = Callable[[Sequence[str], Iterable[Sequence[object]]], str]

_UNITS = {
    "percent": "%",
    "ratio": "",
    "money": "(money)",
    "count": "",
    "times": "times",
    "seconds": "seconds",
    "minutes": "minutes",
    "points": "points",
}
_INPUT_UNITS = {
    "count": "count",
    "money": "money, in the currency of the data",
    "percent": "percent (3 = 3 %)",
    "number": "number",
    "seconds": "seconds",
    "minutes": "minutes",
    "points": "points of the scale",
    "years": "years, or other periods",
}


def _number(value: float) -> str:
    return f"{value:,.2f}".rstrip("0").rstrip(".")


def _given(example: Example) -> str:
    return " ".join(
        f"{key}={','.join(f'{v:g}' for v in value) if isinstance(value, tuple) else f'{value:.10g}'}"
        for key, value in example.inputs.items()
    )


def _example(metric: Metric, example: Example) -> str:
    value = compute(metric.name, **example.inputs).value
    unit = _UNITS[metric.unit]
    shown = f"{_number(float(value))} {unit}".rstrip()  # type: ignore[arg-type]
    printed = f"; printed there: {example.printed:g} ({example.slip})" if example.slip else ""
    source = SOURCES[example.source].by
    return f"`brandscore metric {metric.name} {_given(example)}` → {shown}. Example of {source}{printed}."


def _one(metric: Metric, table: Tabular) -> str:
    facts = [
        ("Thai", metric.title_th),
        ("Unit", f"{metric.unit}, {bounds(metric.low, metric.high)}"),
        ("Better", {"higher": "higher", "lower": "lower", "depends": "neither by itself"}[metric.direction]),
        ("Stage", metric.stage or ""),
        ("In Python", " or ".join(f"`bs.metrics.{metric.name}({_call(f.inputs)})`" for f in metric.formulas)),
        ("Measured from", ", ".join(f"`{p}`" for p in _places(metric)) or "given by hand"),
        ("In the score", f"[`{metric.indicator}`](../indicators.md#{metric.indicator})" if metric.indicator else ""),
        ("Source", "; ".join(f"{s.title} ({s.by})" for s in metric.cited)),
        ("In force from", metric.effective),
    ]
    parts = [
        f"### {metric.name}\n\n**{metric.title}.** {metric.about}\n",
        "\n\n".join(f"$$ {formula.latex} $$" for formula in metric.formulas) + "\n",
        table(("", ""), [fact for fact in facts if fact[1]]),
        table(
            ("Input", "Unit", "What"),
            (
                (
                    f"`{name}`",
                    _INPUT_UNITS[INPUTS[name].unit] + ("; a list" if INPUTS[name].many else ""),
                    INPUTS[name].about,
                )
                for name in metric.inputs
            ),
        ),
    ]
    if metric.bands:
        parts.append(
            table(("Value", "Read as", "Thai"), ((bounds(b.low, b.high), b.word, b.word_th) for b in metric.bands))
        )
    if metric.reading:
        parts.append(f"{metric.reading}\n")
    if metric.rules:
        parts.append(table(("Platform", "A view counts"), metric.rules))
    parts += [f"{_example(metric, example)}\n" for example in metric.examples]
    return "\n".join(parts)


def _call(inputs: Iterable[str]) -> str:
    return ", ".join(f"{name}=…" for name in inputs)


def _places(metric: Metric) -> list[str]:
    if metric.by_hand:
        return []
    return list(dict.fromkeys(place for name in metric.inputs for place in INPUTS[name].places))


def _family(key: str, head: str, table: Tabular) -> str:
    title, about = FAMILIES[key]
    metrics = [m for m in METRICS.values() if m.family == key]
    return "\n".join(
        [
            head,
            f"# {title}\n",
            f"{about} [All families and the articles' names](README.md).\n",
            table(
                ("Metric", "Title", "Thai", "Formula", "Unit"),
                (
                    (
                        f"[`{m.name}`](#{m.name})",
                        m.title,
                        m.title_th,
                        " or ".join(f"`{f.text}`" for f in m.formulas),
                        m.unit,
                    )
                    for m in metrics
                ),
            ),
            *(_one(m, table) for m in metrics),
        ]
    )


def _named_in(source: Source, table: Tabular) -> str:
    rows = []
    for metric in METRICS.values():
        for named in metric.named:
            if named.source == source.key:
                slips = [named.slip, *(e.slip for e in metric.examples if e.source == source.key)]
                link = f"[`{metric.name}`]({metric.family}.md#{metric.name})"
                rows.append((named.called, link, metric.title, "; ".join(s for s in slips if s)))
    if source.key == "wisesight":
        known = {metric.indicator for metric in METRICS.values()}
        rows += [
            (i.title, f"[`{i.name}`](../indicators.md#{i.name})", "an indicator of the score", "")
            for i in INDICATORS
            if i.name not in known
        ]
    return f"### {source.title}\n\n{source.by}.\n\n" + table(("There", "Here", "Title", "Slip"), rows)


def _front(head: str, table: Tabular) -> str:
    return "\n".join(
        [
            head,
            "# Metrics\n",
            f"{len(METRICS)} metrics, each declared once (`src/brandscore/metrics/registry`); the commands, the Python "
            "functions, these pages and the checks of inputs follow from that.\n",
            "    brandscore metrics                                   # all of them\n"
            "    brandscore metrics bounce_rate                       # one: formula, inputs, how to read it, source\n"
            "    brandscore metric ctr clicks=95 impressions=5900     # computed by hand\n"
            "    brandscore metrics --data DIR --every month          # measured over a data folder\n",
            "In Python each is a function of numbers or of Series: `bs.metrics.ctr(clicks=95, impressions=5900)`; "
            "`bs.metrics.compute` gives the reason beside the value. Rates are in percent, `roi` and `roas` are "
            "ratios, money is in the currency of the data. A denominator of 0 gives no value, with the reason: never "
            "0 and never infinity.\n",
            "A value is called good or poor only where a source says so.\n",
            table(
                ("Family", "What", "Metrics"),
                (
                    (f"[{title}]({key}.md)", about, sum(m.family == key for m in METRICS.values()))
                    for key, (title, about) in FAMILIES.items()
                ),
            ),
            "## Funnels\n",
            table(
                ("Funnel", "Thai", "Stages"),
                ((f.title, f.title_th, " → ".join(f.stages)) for f in FUNNELS.values()),
            ),
            "## What the articles call them\n",
            "Every metric that the five Thai articles name, and its name here. Where an article's arithmetic or "
            "formula is off, it is computed rightly and the slip is told.\n",
            *(_named_in(source, table) for source in SOURCES.values() if source.article),
        ]
    )


def metric_pages(head: str, table: Tabular) -> dict[str, str]:
    """Return the pages by file name: a front page and one per family."""
    return {
        "metrics/README.md": _front(head, table),
        **{f"metrics/{key}.md": _family(key, head, table) for key in FAMILIES},
    }


def metric_stub() -> str:
    """Return the types of `brandscore.metrics`, which editors and type checkers read in place of its functions."""
    lines = [
        "# Written by docs/generate.py (`make docs`) from src/brandscore/metrics/registry/: edit that, not this file.",
        "from collections.abc import Sequence",
        "from typing import Any",
        "",
        "import numpy as np",
        "import pandas as pd",
        "from numpy.typing import NDArray",
        "",
        "from brandscore.metrics.registry.compute import Answer",
        "from brandscore.metrics.registry.compute import MetricWarning as MetricWarning",
        "",
        "Figure = float | pd.Series[Any] | NDArray[np.float64] | Sequence[float | None] | None",
        "Figures = Sequence[float] | pd.Series[Any] | NDArray[np.float64]",
        "",
        "def compute(name: str, **inputs: Any) -> Answer: ...",
    ]
    for metric in METRICS.values():
        ordered = sorted(metric.inputs, key=lambda name: name not in metric.always)
        given = [
            f"    {name}: {'Figures' if INPUTS[name].many else 'Figure'}{'' if name in metric.always else ' = ...'},"
            for name in ordered
        ]
        lines += [f"def {metric.name}(", "    *,", *given, ") -> Any: ..."]
    return "\n".join(lines) + "\n"
