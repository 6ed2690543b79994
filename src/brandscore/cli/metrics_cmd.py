"""`brandscore metrics`: every metric, how it is computed, and the metrics of a data folder."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from brandscore.cli.app import AsJson, app, emit_json
from brandscore.cli.options import FromDay, ToDay

if TYPE_CHECKING:
    from brandscore.indicators import Indicator

__all__ = ["metrics_command"]

_WISESIGHT = "Wisesight brand metric, 2023 edition (P published, D derived, A assumed)"
_SCORE = "The score's indicators"


@app.command("metrics")
def metrics_command(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME]", help="One metric; all are listed if not given.")
    ] = None,
    sql: Annotated[bool, typer.Option("--sql", help="Print the SQL that measures it for the score.")] = False,
    profile: Annotated[str, typer.Option(help="Profile whose settings the SQL follows.")] = "wisesight",
    data: Annotated[Path | None, typer.Option("--data", metavar="DIR", help="Measure them over a data folder.")] = None,
    every: Annotated[str | None, typer.Option(help="With --data: day, week or month.")] = None,
    start: FromDay = None,
    end: ToDay = None,
    given: Annotated[
        list[str] | None,
        typer.Option("--given", metavar="INPUT=NUMBER", help="With --data: a figure that no table holds."),
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", help="With --data: folder for the results.")] = None,
    xlsx: Annotated[bool, typer.Option("--xlsx", help="With --out: an Excel workbook too.")] = False,
    as_json: AsJson = False,
) -> None:
    """List the metrics, tell one's formula, unit, inputs and source, or measure them over data."""
    wanted = [_known(name) for name in names or ()]
    if data is not None:
        from brandscore.cli.measured import print_measured
        from brandscore.metrics.registry.reading import given_figures

        figures = given_figures(given or ())
        print_measured(
            data, wanted, every=every, start=start, end=end, given=figures, out=out, xlsx=xlsx, as_json=as_json
        )
        return
    beyond = {"--every": every, "--from": start, "--to": end, "--given": given, "--out": out, "--xlsx": xlsx or None}
    if given := [option for option, value in beyond.items() if value is not None]:
        raise typer.BadParameter(f"{given[0]} needs --data DIR: without data nothing is measured")
    if not wanted:
        if sql:
            raise typer.BadParameter("--sql needs the name of a metric")
        _list(as_json=as_json)
        return
    for name in wanted:
        _tell(name, sql=sql, profile=profile, as_json=as_json)


def _known(name: str) -> str:
    """Return a name that is a metric's or an indicator's."""
    import difflib

    from brandscore.indicators import INDICATORS
    from brandscore.metrics.registry.catalogue import METRICS

    everything = {*METRICS, *(i.name for i in INDICATORS)}
    if name in everything:
        return name
    near = difflib.get_close_matches(name, sorted(everything), 1)
    hint = f"; did you mean {near[0]}?" if near else "; `brandscore metrics` lists them"
    raise typer.BadParameter(f"no metric {name!r}{hint}")


def _rows() -> list[dict[str, Any]]:
    """Return everything that is declared: the metrics, then the indicators that are none of them."""
    from brandscore.indicators import INDICATORS
    from brandscore.metrics.registry.catalogue import METRICS

    return [_entry(name) for name in METRICS] + [_entry(i.name) for i in INDICATORS if i.name not in METRICS]


def _entry(name: str) -> dict[str, Any]:
    from brandscore.indicators import INDICATORS
    from brandscore.metrics.registry.catalogue import METRICS
    from brandscore.metrics.registry.described import described

    indicator = next((i for i in INDICATORS if i.name == name), None)
    if name not in METRICS:
        assert indicator is not None
        return {**_described(indicator), "family": _SCORE}
    found = described(METRICS[name])
    return found if indicator is None else {**found, "in_score": _described(indicator)}


def _list(*, as_json: bool) -> None:
    rows = _rows()
    if as_json:
        emit_json(rows)
        return
    family = ""
    for row in rows:
        if row["family"] != family:
            family = row["family"]
            sys.stdout.write(f"\n{family}\n".lstrip("\n") if row is rows[0] else f"\n{family}\n")
        sys.stdout.write(f"  {row['name']:<28}{row['unit']:<13}{row['title']}\n")


def _tell(name: str, *, sql: bool, profile: str, as_json: bool) -> None:
    from brandscore.indicators import INDICATORS

    entry = _entry(name)
    indicator = next((i for i in INDICATORS if i.name == name), None)
    if sql:
        if indicator is None:
            raise typer.BadParameter(f"--sql: {name} is not measured for the score; use --data DIR to measure it")
        entry["sql"] = _sql(indicator, profile)
    if as_json:
        emit_json(entry)
    elif sql:
        for side, text in entry["sql"].items():
            sys.stdout.write(f"-- {name}, {side}, profile {profile}\n{text};\n")
    else:
        sys.stdout.write(_page(entry))


def _page(entry: dict[str, Any]) -> str:
    rows = []
    for key, value in entry.items():
        if key == "input_details":
            rows += [_line("", f"{i['name']}: {i['about']} ({i['unit']}, {i['range']})") for i in value]
        elif key == "in_score":
            rows.append(_line("in score", f"{value['formula']}, {value['unit']}; {value['sides']}"))
        elif isinstance(value, list):
            rows += [_line(key if place == 0 else "", item) for place, item in enumerate(value)]
        elif value:
            rows.append(_line(key, value))
    return "".join(rows)


def _line(key: str, value: str) -> str:
    return f"{key.replace('_', ' '):<15}{value}\n"


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
        "source": _WISESIGHT,
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
