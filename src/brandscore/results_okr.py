"""What following objectives gives: tables that show themselves and are written whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from brandscore.files import csv_text, json_text, results_folder
from brandscore.ledger import LedgerLine
from brandscore.okr.run import Followed
from brandscore.okr.smart import RULES, rule_named
from brandscore.results import table_of
from brandscore.tables import OBJECTIVES, OKR, Column

if TYPE_CHECKING:
    import pandas as pd

    from brandscore.okr.plan import Plan
    from brandscore.report.view import OkrView
    from brandscore.report.xlsx import CellKind, Sheet

__all__ = ["OkrResult", "okr_result"]

#: Columns of `okr.csv` and `objectives.csv` that a workbook shows as percent.
_SHARES = ("progress", "elapsed", "forecast_progress", "forecast_progress_low", "forecast_progress_high", "chance")


@dataclass(frozen=True)
class OkrResult:
    """What `brandscore.okr` returns.

    Attributes
    ----------
    key_results, objectives
        The result tables ``okr`` and ``objectives`` (see the table reference).
    smart
        What each objective lacks of SMART, and what should be asked about it:
        objective, key_result, letter, rule, question, detail, about, about_th.
    manifest
        What is needed to reproduce the run.
    warnings
        What must be read first, such as periods without data.
    note
        What stands on every page, such as "invented data".
    english, why
        English titles, and why an objective matters, by title.
    ledger
        What was done to rows of the input.
    """

    key_results: pd.DataFrame
    objectives: pd.DataFrame
    smart: tuple[dict[str, Any], ...]
    manifest: dict[str, Any]
    warnings: tuple[str, ...] = ()
    note: str | None = None
    english: Mapping[str, str] = field(default_factory=dict)
    why: Mapping[str, str] = field(default_factory=dict)
    ledger: tuple[LedgerLine, ...] = ()

    def view(self) -> OkrView:
        """Return it as the reports take it."""
        from brandscore.report.view import OkrView

        return OkrView(
            self.key_results,
            self.objectives,
            self.smart,
            self.manifest,
            self.english,
            self.why,
            self.note,
            self.warnings,
        )

    def _repr_html_(self) -> str:
        from brandscore.report.okr import okr_html

        return okr_html(self.view())

    def __repr__(self) -> str:
        return self.key_results[["objective", "key_result", "value", "target", "progress", "status"]].to_string(
            index=False
        )

    def write(self, out: str | Path, *, report: bool = True, xlsx: bool = False) -> Path:
        """Write okr.csv, objectives.csv, manifest.json and report.html into a folder, all at once.

        Parameters
        ----------
        out
            The folder.
        report
            Whether report.html is written.
        xlsx
            Whether okr.xlsx is written, too.
        """
        out = Path(out)
        with results_folder(out) as folder:
            for table, frame in ((OKR, self.key_results), (OBJECTIVES, self.objectives)):
                (folder / f"{table.name}.csv").write_text(csv_text(frame), encoding="utf-8", newline="")
            (folder / "manifest.json").write_text(json_text(self.manifest), encoding="utf-8", newline="")
            if report:
                from brandscore.report.okr import okr_report

                (folder / "report.html").write_text(okr_report(self.view()), encoding="utf-8", newline="")
            if xlsx:
                from brandscore.report.xlsx import write_workbook

                write_workbook(folder / "okr.xlsx", self.sheets())
        return out

    def sheets(self) -> list[Sheet]:
        """Return the sheets of the workbook: both tables, what SMART finds, and how to read them."""
        from brandscore.metrics.registry.catalogue import METRICS
        from brandscore.report.metric_notes import metric_note
        from brandscore.report.xlsx import Note, Sheet, SheetColumn, notes_sheet

        note = self.note or ""
        named = dict.fromkeys(name for name in self.key_results["metric"] if isinstance(name, str) and name in METRICS)
        notes = [*(Note(n, formula=f, reading=r) for n, f, r in _NOTES), *(metric_note(METRICS[n]) for n in named)]
        smart = [{**row, "question": "question" if row["question"] else "lacking"} for row in self.smart]
        titles = {
            "objective": "Objective",
            "key_result": "Key result",
            "letter": "SMART",
            "question": "Kind",
            "about": "What",
            "about_th": "ภาษาไทย",
            "detail": "Figures",
        }
        return [
            Sheet("Key results", [_column(c) for c in OKR.columns], _rows(self.key_results), note=note, fixed=2),
            Sheet("Objectives", [_column(c) for c in OBJECTIVES.columns], _rows(self.objectives), fixed=1),
            Sheet("SMART", [SheetColumn(n, t) for n, t in titles.items()], smart),
            notes_sheet(notes),
        ]


#: How the figures of a workbook are made: name, formula, how to read it.
_NOTES = (
    ("target", "increase_percent: baseline · (1 + percent / 100)", "+200 % is threefold"),
    (
        "progress",
        "(value - start) / (target - start), within 0 and 1; start = baseline, or 0 for what accumulates",
        "an objective's is the weighted mean of those known; below half of the weights its status is unknown",
    ),
    ("elapsed", "days gone / days of the period", "the day itself counts as gone"),
    ("pace", "progress / elapsed", "above 1.1 ahead, below 0.9 behind"),
    (
        "forecast",
        "flows: so far + the days left at the mean of their weekday; ratios: that of the days gone, and the days' "
        "level for those left; levels and check-ins: a straight line",
        "95 % interval beside it, where the figures allow one; no trend of ratios is carried on",
    ),
    ("chance", "Student's t of the forecast at the target", "as good as the forecast's assumptions"),
)


def _column(column: Column) -> Any:
    from brandscore.report.xlsx import SheetColumn

    kinds: dict[str, CellKind] = {"count": "count", "number": "number", "day": "day"}
    kind: CellKind = "percent" if column.name in _SHARES else kinds.get(column.kind, "text")
    decimals = 1 if kind == "percent" else 2
    title = column.name.replace("_", " ").capitalize()
    return SheetColumn(column.name, title, kind, decimals)


def _rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    rows = [dict(zip(frame.columns, row, strict=True)) for row in frame.itertuples(index=False, name=None)]
    # A column of percent holds percent points; the tables hold shares.
    return [{name: 100 * x if name in _SHARES else x for name, x in row.items()} for row in rows]


def okr_result(
    plan: Plan, followed: Followed, manifest: dict[str, Any], ledger: tuple[LedgerLine, ...] = ()
) -> OkrResult:
    """Return what became of a plan as a result.

    Parameters
    ----------
    plan
        The plan.
    followed
        What became of it.
    manifest
        What the run was.
    ledger
        What was done to rows of the input.
    """
    smart = [
        {
            "objective": objective,
            "key_result": finding.key_result,
            "letter": rule_named(finding.rule).letter,
            "rule": finding.rule,
            "question": int(finding.question),
            "detail": finding.detail,
            "about": rule_named(finding.rule).about,
            "about_th": rule_named(finding.rule).about_th,
        }
        for objective, findings in followed.findings.items()
        for finding in findings
    ]
    return OkrResult(
        table_of(OKR, followed.key_results),
        table_of(OBJECTIVES, followed.objectives),
        tuple(smart),
        {**manifest, "smart_rules": [rule.name for rule in RULES]},
        followed.warnings,
        plan.note,
        plan.english,
        {o.title: o.why for o in plan.objectives if o.why},
        ledger,
    )
