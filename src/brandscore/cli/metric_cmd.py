"""`brandscore metric`: one metric from figures given by hand."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from brandscore.cli.app import AsJson, app, emit_json, note

if TYPE_CHECKING:
    from brandscore.metrics.registry.compute import Answer

__all__ = ["metric_command"]


@app.command("metric")
def metric_command(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The metric, such as ctr.")],
    inputs: Annotated[
        list[str] | None, typer.Argument(metavar="INPUT=NUMBER…", help="Its figures: clicks=95 impressions=5900.")
    ] = None,
    currency: Annotated[str, typer.Option(help="Currency of the money among them, such as THB.")] = "",
    as_json: AsJson = False,
) -> None:
    """Compute one metric from figures given by hand."""
    from brandscore.metrics.registry.compute import compute
    from brandscore.metrics.registry.reading import figures

    given = figures(name, inputs or ())
    answer = compute(name, **given)
    for text in answer.warnings:
        note(f"{name}: {text}")
    if as_json:
        emit_json(_as_dict(answer, currency))
    else:
        sys.stdout.write(_told(answer, given, currency))


def _as_dict(answer: Answer, currency: str) -> dict[str, object]:
    from brandscore.metrics.registry.catalogue import metric_named
    from brandscore.metrics.registry.compute import unit_of

    metric = metric_named(answer.name)
    value = answer.value if isinstance(answer.value, float) else None
    band = metric.band(value) if value is not None else None
    return {
        "name": answer.name,
        "value": value,
        "unit": unit_of(metric, currency),
        "reason": answer.reason,
        "formula": answer.formula,
        "reading": band.word if band else "",
        "warnings": list(answer.warnings),
    }


def _told(answer: Answer, given: dict[str, float | list[float] | None], currency: str) -> str:
    from brandscore.metrics.registry.catalogue import metric_named

    metric = metric_named(answer.name)
    found = _as_dict(answer, currency)
    value = found["value"]
    shown = f"no value: {answer.reason}" if value is None else f"{value:,.10g} {_sign(str(found['unit']))}".rstrip()
    rows = [f"{metric.title} ({metric.title_th})", f"  {shown}"]
    if found["reading"]:
        rows.append(f"  read as: {found['reading']}")
    used = ", ".join(f"{key} = {_figure(figure)}" for key, figure in given.items())
    rows.append(f"  {answer.formula}, with {used}")
    return "\n".join(rows) + "\n"


def _sign(unit: str) -> str:
    """Return a unit as it stands after a number."""
    return {"percent": "%", "ratio": "", "count": "", "money": ""}.get(unit, unit)


def _figure(figure: float | list[float] | None) -> str:
    if figure is None:
        return "not known"
    return "; ".join(f"{f:,.10g}" for f in figure) if isinstance(figure, list) else f"{figure:,.10g}"
