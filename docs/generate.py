"""Write the pages of docs/ that are derived from declarations: tables, indicators, profiles.

Run by ``make docs``; a test compares what is committed with what this writes.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterable, Sequence
from importlib import resources
from pathlib import Path
from typing import Any

from brandscore.indicators import INDICATORS, Indicator
from brandscore.platforms import PLATFORMS
from brandscore.score.profile import PRESETS
from brandscore.tables import INPUT_TABLES, RESULT_TABLES, Column, Table

HERE = Path(__file__).resolve().parent
# Found beside this file however it is loaded.
sys.path.insert(0, str(HERE))
from metric_pages import metric_pages, metric_stub  # noqa: E402

_HEAD = "<!-- Written by docs/generate.py (`make docs`) from {source}: edit that, not this page. -->\n"
_KINDS = {
    "text": "free text, kept as it is",
    "id": "short text; blanks around it are cut, empty = null",
    "choice": "one of a few words",
    "count": "whole number, 0 or more; empty = not collected, which is not 0",
    "number": "any number, decimals after a point",
    "money": "an amount, decimals after a point, in the row's currency; 0 or more unless its meaning says otherwise; "
    "empty = not known",
    "currency": "three letters such as THB, in upper or lower case",
    "day": "calendar day, Asia/Bangkok",
    "time": "instant; kept in UTC, read as Asia/Bangkok where it names no zone",
    "flag": "0 or 1",
    "list": "several texts, a bar between them in CSV",
    "mapping": "`platform:id` pairs, a bar between them in CSV",
}
_NATURES = {
    "stock": "stock: a level at the end of the window",
    "flow": "flow: grows with the window, so references are kept per day",
    "rate": "rate: a ratio, scored linearly",
    "share": "share: multiplies a cell's score, is no node of it",
    "node": "node: made of other indicators",
}
_MARKS = {"P": "published", "D": "derived from published scores", "A": "assumed"}


def _cell(text: object) -> str:
    return str(text).replace("|", "\\|").replace("\n", " ")


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head)]
    lines += ["| " + " | ".join(_cell(c) for c in row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def _code(words: Iterable[str]) -> str:
    return ", ".join(f"`{w}`" for w in words)


def _about(column: Column) -> str:
    about = column.about
    if column.choices and column.name != "platform":
        about += f" {_code(column.choices)}, or another word." if column.open else f" One of {_code(column.choices)}."
    if column.aliases and column.name != "platform":
        about += f" Also read: {', '.join(column.aliases)}."
    return about


def _rules(table: Table) -> str:
    """Return what must hold between columns, and what is noted where it does not."""
    rules = [f"`{value}` lies between `{low}` and `{high}`." for value, low, high in table.within]
    if table.at_most:
        pairs = ", ".join(f"`{part}` above `{whole}`" for part, whole in table.at_most)
        rules.append(f"Happens, is taken as given and noted in the ledger: {pairs}.")
    if any(c.kind == "currency" for c in table.columns):
        rules.append("A row with any amount of money must name its currency.")
    return f"{' '.join(rules)}\n\n" if rules else ""


def _one_table(table: Table, *, given: bool) -> str:
    head = ("Column", "Kind", "Required", "Meaning") if given else ("Column", "Kind", "Meaning")
    rows = [
        (f"`{c.name}`", c.kind, *((("yes" if c.required else ""),) if given else ()), _about(c)) for c in table.columns
    ]
    key = f"Key: {_code(table.key)}.\n\n" if table.key else ""
    return f"### {table.name}\n\n{table.about}\n\n{key}{_rules(table)}{_table(head, rows)}"


def tables_page() -> str:
    """Return the reference of input and result tables."""
    parts = [
        _HEAD.format(source="src/brandscore/tables.py and platforms.py"),
        "# Tables\n",
        "Input tables are read from CSV, Parquet, JSONL, XLSX or dataframes, and checked against these declarations. "
        "Result tables are CSV files that read back. An empty cell always means that something is not known or was "
        "not collected, never 0.\n",
        "## Kinds of column\n",
        _table(("Kind", "What a cell holds"), _KINDS.items()),
        "## Platforms\n",
        "These spellings are read, in upper or lower case:\n",
        _table(
            ("Name", "Title", "Thai", "Also read", "Views count in the score"),
            (
                (f"`{p.name}`", p.title, p.title_th, ", ".join(p.aliases), "yes" if p.counts_views else "no")
                for p in PLATFORMS
            ),
        ),
        "## Input tables\n",
        "A data folder holds any of them; one that is not there was not collected. Rows that are equal in all columns "
        "are merged and noted; rows with the same key and other values are an error. "
        "Authors, respondents and visitors are people: `brandscore ingest` writes pseudonyms for them.\n",
        *(_one_table(t, given=True) for t in INPUT_TABLES.values()),
        "## Result tables\n",
        *(_one_table(t, given=False) for t in RESULT_TABLES.values()),
    ]
    return "\n".join(parts)


def _inputs(indicator: Indicator, side: str) -> str:
    table = indicator.source_table[side]
    columns = [f"{table}.{c}" for c in indicator.columns if c in INPUT_TABLES[table].names]
    return _code(columns) if columns else f"`{table}`"


def _one_indicator(indicator: Indicator) -> str:
    inputs = [f"{side}: {_inputs(indicator, side)}" for side in indicator.sides]
    platforms = [p.title for p in PLATFORMS if p.counts_views or not indicator.views_only]
    facts = [
        ("Thai", indicator.title_th),
        ("Sides", ", ".join(indicator.sides)),
        ("Platforms", "all" if len(platforms) == len(PLATFORMS) else ", ".join(platforms)),
        ("Nature", _NATURES[indicator.nature]),
        ("Unit", indicator.unit),
        ("Inputs", "; ".join(inputs)),
        ("Mark", " and ".join(f"{m} ({_MARKS[m]})" for m in indicator.mark.split("/"))),
        ("SQL", f"`brandscore metrics {indicator.name} --sql`"),
    ]
    return (
        f"### {indicator.name}\n\n**{indicator.title}.** {indicator.about}\n\n$$ {indicator.formula} $$\n\n"
        + _table(("", ""), facts)
    )


def indicators_page() -> str:
    """Return the data sheet of every indicator."""
    return "\n".join(
        [
            _HEAD.format(source="src/brandscore/indicators.py"),
            "# Indicators\n",
            "Everything that is measured in a cell (a brand on one platform and one side), and what a score may be "
            "made of. Marks: " + ", ".join(f"{m} = {text}" for m, text in _MARKS.items()) + ".\n",
            _table(
                ("Indicator", "Title", "Sides", "Nature", "Unit", "Mark"),
                (
                    (f"[`{i.name}`](#{i.name})", i.title, ", ".join(i.sides), i.nature, i.unit, i.mark)
                    for i in INDICATORS
                ),
            ),
            *(_one_indicator(i) for i in INDICATORS),
        ]
    )


def _comments(text: str) -> dict[tuple[str, str], str]:
    """Return the comment of every section ("section", "") and setting ("section", "key") of a profile."""
    found: dict[tuple[str, str], str] = {}
    section = ""
    for line in text.splitlines():
        body, sign, comment = line.partition("#")
        body = body.strip()
        if body.startswith("["):
            section = body.strip("[]")
            name = ""
        elif "=" in body:
            name = body.partition("=")[0].strip()
        else:
            continue
        if sign:
            found[section, name] = comment.strip()
    return found


def _settings(value: dict[str, Any], section: str = "") -> dict[str, dict[str, Any]]:
    """Return the settings of every section, nested sections as ``outer.inner``."""
    found: dict[str, dict[str, Any]] = {}
    for name, item in value.items():
        if isinstance(item, dict):
            found |= _settings(item, f"{section}.{name}".lstrip("."))
        else:
            found.setdefault(section, {})[name] = item
    return found


def _value(item: Any) -> str:
    if isinstance(item, bool):
        return "true" if item else "false"
    if isinstance(item, list):
        return ", ".join(f"`{i}`" for i in item) if item else "none"
    return f"`{item}`" if isinstance(item, str) else str(item)


def _joined(notes: dict[str, str]) -> str:
    """Return one note where all profiles say the same, else each with its name."""
    said = {name: note for name, note in notes.items() if note}
    if len(said) == len(notes) and len(set(said.values())) == 1:
        note = next(iter(said.values()))
        return f"{note} ({_MARKS[note]})" if note in _MARKS else note
    return "; ".join(f"{name}: {note}" for name, note in said.items())


def profiles_page() -> str:
    """Return the settings of the shipped profiles side by side, with their marks."""
    folder = resources.files("brandscore.score") / "profiles"
    texts = {name: (folder / f"{name}.toml").read_text(encoding="utf-8") for name in PRESETS}
    profiles = {name: tomllib.loads(text) for name, text in texts.items()}
    settings = {name: _settings(profile) for name, profile in profiles.items()}
    comments = {name: _comments(text) for name, text in texts.items()}
    parts = [
        _HEAD.format(source="src/brandscore/score/profiles/"),
        "# Profiles\n",
        "A profile holds every weight and setting of a score. These two ship with the package; "
        "`--profile FILE` takes another. Marks: "
        + ", ".join(f"{m} = {text}" for m, text in _MARKS.items())
        + ". A setting that only one profile has is empty at the others.\n",
        _table(
            ("Profile", "Version", "In force from", "Title"),
            ((f"`{name}`", p["version"], p["effective"], p["title"]) for name, p in profiles.items()),
        ),
    ]
    for section in dict.fromkeys(s for one in settings.values() for s in one if s):
        note = _joined({name: comments[name].get((section, ""), "") for name in profiles})
        rows = []
        for key in dict.fromkeys(k for one in settings.values() for k in one.get(section, {})):
            values = [one.get(section, {}) for one in settings.values()]
            remark = _joined(
                {name: comments[name].get((section, key), "") for name, one in settings.items() if key in one[section]}
            )
            rows.append((f"`{key}`", *(_value(v[key]) if key in v else "" for v in values), remark))
        remarks = any(row[-1] for row in rows)
        head = ("Setting", *(f"`{name}`" for name in profiles), *(("Note",) if remarks else ()))
        parts.append(f"## {section}\n")
        if note:
            parts.append(f"{note}.\n")
        parts.append(_table(head, (row if remarks else row[:-1] for row in rows)))
    return "\n".join(parts)


def pages() -> dict[str, str]:
    """Return every generated page by its file name."""
    return {
        "tables.md": tables_page(),
        "indicators.md": indicators_page(),
        "profiles.md": profiles_page(),
        "../src/brandscore/metrics/__init__.pyi": metric_stub(),
        **metric_pages(_HEAD.format(source="src/brandscore/metrics/registry/"), _table),
    }


def main() -> None:
    """Write the pages beside this file."""
    for name, text in pages().items():
        (HERE / name).parent.mkdir(exist_ok=True)
        (HERE / name).write_text(text, encoding="utf-8")
        sys.stdout.write(f"wrote {HERE.name}/{name}\n")


if __name__ == "__main__":
    main()
