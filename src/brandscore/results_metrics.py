"""What measuring metrics gives: a table that shows itself and is written whole, funnels, and brand health."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from brandscore.errors import DataError
from brandscore.files import csv_text, json_text, results_folder
from brandscore.ledger import LedgerLine
from brandscore.metrics.funnels import Counted, Stage, funnel_named, stages_of
from brandscore.metrics.health import VERDICTS, HealthProfile, Judged
from brandscore.metrics.registry.catalogue import METRICS
from brandscore.tables import METRIC_INPUTS
from brandscore.tables import METRICS as TABLE

if TYPE_CHECKING:
    import pandas as pd

    from brandscore.report.xlsx import Sheet

__all__ = ["HealthResult", "MetricsResult", "funnel_frame"]

#: Frames of figures that fill funnels, and what their counts come from.
_FUNNELS = {"social": "mentions", "surveys: funnel": "surveys"}
_ALL = "all"


def funnel_frame(stages: Iterable[Stage]) -> pd.DataFrame:
    """Return the stages of a funnel as a dataframe."""
    import pandas as pd

    names = [f.name for f in fields(Stage)]
    frame = pd.DataFrame([{n: getattr(stage, n) for n in names} for stage in stages], columns=names)
    figures = ("count", "step_conversion", "drop_off", "from_top")
    return frame.astype(dict.fromkeys(figures, "float64"))


@dataclass(frozen=True)
class MetricsResult:
    """What `brandscore.measure` returns.

    Attributes
    ----------
    table
        The table ``metrics`` (see the table reference): a row per metric,
        brand, platform and period.
    inputs
        The table ``metric_inputs``: the figures behind them.
    manifest
        What is needed to reproduce the run.
    note
        What the data's owner wants on every page.
    ledger
        What was done to rows of the input.
    """

    table: pd.DataFrame
    inputs: pd.DataFrame
    manifest: dict[str, Any]
    note: str | None = None
    ledger: tuple[LedgerLine, ...] = ()

    @property
    def wide(self) -> pd.DataFrame:
        """A row per brand, platform, period and what a value is of; a column per metric that has any value.

        Where two tables measure the same metric, the first that has a value counts.
        """
        keys = ["brand", "platform", "by", "of", "period_start", "period_end"]
        known = self.table[self.table["value"].notna()]
        texts = known.assign(**{k: known[k].astype(object).fillna("") for k in keys})
        wide = texts.pivot_table(index=keys, columns="metric", values="value", aggfunc="first", sort=True)
        order = [m for m in dict.fromkeys(self.table["metric"]) if m in wide.columns]
        wide = wide[order].reset_index()
        wide.columns.name = None
        return wide

    def funnel(
        self,
        name: str,
        *,
        brand: str | None = None,
        platform: str | None = None,
        period: str | None = None,
        source: str | None = None,
        **given: float | None,
    ) -> pd.DataFrame:
        """Follow people from stage to stage of a funnel.

        The stages that messages hold are counted in them (all messages of
        consumers, those with intention, those with advocacy), the others in
        surveys; figures that are given come before both.

        Parameters
        ----------
        name
            ``buyer_journey`` or ``brand_funnel``.
        brand
            The brand; needed where there are several.
        platform
            One platform of the messages; all if not given.
        period
            First day of the period; needed where there are several.
        source
            ``mentions`` or ``surveys``, where stages of one only are wanted.
        **given
            Figures by stage.

        Returns
        -------
        DataFrame
            As `brandscore.funnel`.

        Raises
        ------
        DataError
            If there is no such brand, or it or the period must be named.
        UsageError
            If there is no such funnel or stage.
        """
        stages = funnel_named(name).stages
        rows = self.inputs[self.inputs["frame"].isin(list(_FUNNELS)) & self.inputs["input"].isin(stages)]
        rows = rows[rows["frame"].map(_FUNNELS) == source] if source is not None else rows
        if len(rows):
            rows = rows[rows["brand"] == _one_of(rows["brand"], brand, "brand")]
            rows = rows[rows["period_start"] == _one_of(rows["period_start"], period, "period")]
        if platform not in (None, _ALL):
            rows = rows[(rows["platform"] == platform) | (rows["frame"] != "social")]
        measured: dict[str, Counted] = {}
        for frame, table in _FUNNELS.items():
            for stage in stages:
                found = rows[(rows["frame"] == frame) & (rows["input"] == stage)]["value"].dropna()
                if stage not in measured and len(found):
                    measured[stage] = Counted(math.fsum(found), table)
        missing = {stage: Counted(None, reason="not collected, and not given") for stage in stages}
        return funnel_frame(stages_of(name, given, missing | measured))

    def health_values(self, metrics: Sequence[str]) -> dict[str, dict[str, float | None]]:
        """Return values by brand and metric as brand health is judged by: all platforms, the last period.

        Where messages and surveys measure the same, the survey counts.

        Raises
        ------
        DataError
            If nothing of any brand was measured.
        """
        rows = self.table[(self.table["platform"] == _ALL) & self.table["metric"].isin(list(metrics))]
        rows = rows[rows["by"].isna() & rows["brand"].notna()]
        if rows.empty:
            raise DataError(f"none of {', '.join(metrics)} was measured for a brand: nothing can be judged.")
        rows = rows[rows["period_start"] == rows["period_start"].max()]
        found: dict[str, dict[str, float | None]] = {brand: {} for brand in sorted(rows["brand"].unique())}
        for row in rows.to_dict("records"):
            values = found[row["brand"]]
            if row["value"] == row["value"] and (row["metric"] not in values or "surveys" in row["tables"]):
                values[row["metric"]] = float(row["value"])
        return found

    def __repr__(self) -> str:
        from brandscore.report.measured import shown_rows

        return "\n".join("  ".join(cells) for cells in shown_rows(self.table))

    def _repr_html_(self) -> str:
        from brandscore.report.measured import metrics_html

        return metrics_html(self.table, self.note)

    def write(self, out: str | Path, *, xlsx: bool = False) -> Path:
        """Write metrics.csv, metric_inputs.csv and manifest.json into a folder, all at once.

        Parameters
        ----------
        out
            The folder.
        xlsx
            Whether metrics.xlsx is written, too: a sheet per family of
            metrics, and one with their formulas.
        """
        out = Path(out)
        with results_folder(out) as folder:
            for table, frame in ((TABLE, self.table), (METRIC_INPUTS, self.inputs)):
                (folder / f"{table.name}.csv").write_text(csv_text(frame), encoding="utf-8", newline="")
            (folder / "manifest.json").write_text(json_text(self.manifest), encoding="utf-8", newline="")
            if xlsx:
                from brandscore.report.xlsx import write_workbook

                write_workbook(folder / "metrics.xlsx", self.sheets())
        return out

    def sheets(self) -> list[Sheet]:
        """Return the sheets of the workbook: the metrics by family, and how each is computed."""
        from brandscore.report.measured import metrics_sheets

        return metrics_sheets(self.table, [METRICS[name] for name in dict.fromkeys(self.table["metric"])], self.note)


def _one_of(column: pd.Series[Any], wanted: str | None, what: str) -> Any:
    """Return the one value of a column, or the one that was asked for."""
    known = sorted(column.dropna().unique())
    if wanted is None and len(known) == 1:
        return known[0]
    if wanted is None:
        raise DataError(f"there are several {what}s: {', '.join(known)}; name one with {what}=.")
    if wanted not in known:
        raise DataError(f"no {what} {wanted!r} was measured; there are {', '.join(known)}.")
    return wanted


@dataclass(frozen=True)
class HealthResult:
    """What `brandscore.brand_health` returns.

    Attributes
    ----------
    judged
        Each brand's verdict with all its checks.
    profile
        The rule.
    """

    judged: Sequence[Judged]
    profile: HealthProfile

    @property
    def table(self) -> pd.DataFrame:
        """A row per brand: verdict, verdict_th, points, coverage, missing, reason."""
        import pandas as pd

        rows = [
            {
                "brand": one.brand or None,
                "verdict": one.verdict,
                "verdict_th": None if one.verdict is None else VERDICTS[one.verdict],
                "points": one.points,
                "coverage": one.coverage,
                "missing": ", ".join(one.missing),
                "reason": one.reason,
            }
            for one in self.judged
        ]
        names = ["brand", "verdict", "verdict_th", "points", "coverage", "missing", "reason"]
        frame = pd.DataFrame(rows, columns=names)
        return frame.astype({"verdict": object, "verdict_th": object, "points": "float64"})

    @property
    def checks(self) -> pd.DataFrame:
        """A row per brand and check: area, metric, value, bounds, weight, points, part; the parts sum to the points."""
        import pandas as pd

        rows = [
            {
                "brand": one.brand or None,
                "area": part.check.area,
                "metric": part.check.metric,
                "value": part.value,
                "none_at": part.check.none_at,
                "all_at": part.check.all_at,
                "weight": part.check.weight,
                "mark": part.check.mark,
                "points": part.points,
                "part": part.part,
            }
            for one in self.judged
            for part in one.parts
        ]
        frame = pd.DataFrame(rows)
        return frame.astype(dict.fromkeys(("value", "points", "part"), "float64")) if rows else frame

    @property
    def manifest(self) -> Mapping[str, str]:
        """The profile behind the verdicts."""
        one = self.profile
        return {"name": one.name, "version": one.version, "effective": one.effective, "sha256": one.sha256}

    def __repr__(self) -> str:
        return f"{self.table.to_string(index=False)}\n{self.profile.note}"

    def _repr_html_(self) -> str:
        from html import escape

        table: str = self.table.to_html(index=False, na_rep="–", float_format="{:.1f}".format)
        return f"{table}<p>{escape(self.profile.note)}</p>"
