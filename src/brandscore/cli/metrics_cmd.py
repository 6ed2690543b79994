"""`brandscore metrics`: what is measured, how, and the SQL of it."""

from __future__ import annotations

import difflib
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from brandscore.cli.app import AsJson, app, emit_json

if TYPE_CHECKING:
    from brandscore.indicators import Indicator

__all__ = ["metrics_command"]


@app.command("metrics")
def metrics_command(
    name: Annotated[str | None, typer.Argument(help="One metric; all are listed if not given.")] = None,
    sql: Annotated[bool, typer.Option("--sql", help="Print the SQL that measures it.")] = False,
    profile: Annotated[str, typer.Option(help="Profile whose settings the SQL follows.")] = "wisesight",
    as_json: AsJson = False,
) -> None:
    """List the metrics, or tell one's formula, unit, inputs and source."""
    from brandscore.indicators import INDICATORS, indicator_named

    if name is None:
        if sql:
            raise typer.BadParameter("--sql needs the name of a metric")
        rows = [_described(i) for i in INDICATORS]
        if as_json:
            emit_json(rows)
        else:
            for row in rows:
                sys.stdout.write(f"{row['name']:<24}{row['unit']:<14}{row['title']}\n")
        return
    try:
        indicator = indicator_named(name)
    except KeyError:
        near = difflib.get_close_matches(name, [i.name for i in INDICATORS], 1)
        hint = f"; did you mean {near[0]}?" if near else "; `brandscore metrics` lists them"
        raise typer.BadParameter(f"no metric {name!r}{hint}") from None
    described = _described(indicator)
    if sql:
        described["sql"] = _sql(indicator, profile)
    if as_json:
        emit_json(described)
        return
    if not sql:
        for key, value in described.items():
            sys.stdout.write(f"{key:<10}{value}\n")
        return
    for side, text in described["sql"].items():
        sys.stdout.write(f"-- {indicator.name}, {side}, profile {profile}\n{text};\n")


def _described(indicator: Indicator) -> dict[str, Any]:
    from brandscore.tables import INPUT_TABLES

    inputs = set(indicator.source_table.values())
    columns = [
        f"{table}.{column}"
        for table in sorted(inputs)
        for column in indicator.columns
        if column in INPUT_TABLES[table].names
    ]
    return {
        "name": indicator.name,
        "title": indicator.title,
        "title_th": indicator.title_th,
        "sides": ", ".join(indicator.sides),
        "unit": indicator.unit,
        "nature": indicator.nature,
        "formula": indicator.formula,
        "inputs": ", ".join(columns),
        "about": indicator.about,
        "mark": indicator.mark,
        "source": "Wisesight brand metric, 2023 edition (P published, D derived, A assumed)",
    }


def _sql(indicator: Indicator, profile: str) -> dict[str, str]:
    from brandscore.metrics.measures import measure_sql
    from brandscore.score.profile import load_profile

    options = load_profile(profile).options
    parts = ("views", "weighted_interactions") if indicator.name == "views_interactions" else (indicator.name,)
    return {
        f"{side} {part}" if len(parts) > 1 else side: measure_sql(part, side, options)
        for side in indicator.sides
        for part in parts
    }
