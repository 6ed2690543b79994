"""Results: tables that show themselves, explain themselves, and are written whole."""

from __future__ import annotations

import csv
import json
import math
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from brandscore.errors import DataError, Problem
from brandscore.files import csv_text, json_text, results_folder, unguarded
from brandscore.ledger import LedgerLine
from brandscore.score.explain import Difference, PartKey, difference
from brandscore.tables import CONTRIBUTIONS, INDICATORS, REFERENCE, SCORES, Table

if TYPE_CHECKING:
    import pandas as pd

    from brandscore.report.view import Lang, MonitorView, ScoreView
    from brandscore.report.words import By
    from brandscore.score.compute import BrandScore

__all__ = ["Drawing", "Explanation", "MonitorResult", "ScoreResult", "read_table", "table_of"]

#: Ledger lines that a manifest lists one by one; the rest is counted.
_LISTED = 1_000
#: Columns that older files of a table do not have: they read as empty.
_LATER = {"reference": ("quantifier",)}
#: Columns of the reference that must read back to the same float.
_EXACT = ("x_ref", "shrink_mean", "low", "high", "mean", "sd")


def table_of(table: Table, rows: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """Return rows as a dataframe with exactly the columns of a declared table."""
    import pandas as pd

    frame = pd.DataFrame(list(rows), columns=list(table.names))
    for column in table.columns:
        if column.kind in ("count", "flag"):
            frame[column.name] = frame[column.name].astype("Int64")
        elif column.kind == "number":
            frame[column.name] = frame[column.name].astype("float64")
    return frame


def read_table(table: Table, path: Path) -> list[dict[str, str]]:
    """Read a result file back as text cells by column.

    Raises
    ------
    DataError
        If it is not there, is no such table, or breaks off.
    """
    if path.is_dir():
        raise DataError(f"{path} is a folder; name the {table.name}.csv in it.")
    if not path.is_file():
        raise DataError(
            [Problem(path.name, "the file is not there", f"a {path.name} that a run wrote", f"look in {path.parent}")]
        )
    csv.field_size_limit(sys.maxsize)
    try:
        with path.open(encoding="utf-8-sig", newline="") as handle:
            lines = list(csv.reader(handle))
    except (UnicodeDecodeError, csv.Error) as error:
        raise DataError([Problem(path.name, f"cannot be read: {error}", "CSV in UTF-8")]) from error
    header = lines[0] if lines else []
    later = _LATER.get(table.name, ())
    missing = [n for n in table.names if n not in header and n not in later]
    if missing:
        raise DataError(
            [
                Problem(
                    path.name,
                    f"column {m} is not there",
                    f"the columns of table {table.name}",
                    "use a file that a run wrote",
                )
                for m in missing
            ]
        )
    broken = [i for i, line in enumerate(lines[1:], start=2) if len(line) != len(header)]
    if broken:
        raise DataError([Problem(path.name, "the row breaks off", f"{len(header)} cells", row=i) for i in broken])
    empty = dict.fromkeys(later, "")
    return [{**empty, **{h: unguarded(v) for h, v in zip(header, line, strict=True)}} for line in lines[1:]]


def _frame_from(table: Table, path: Path) -> pd.DataFrame:
    numeric = {c.name for c in table.columns if c.kind in ("number", "count", "flag")}
    rows = []
    problems = []
    for place, cells in enumerate(read_table(table, path), start=2):
        row: dict[str, Any] = {}
        for name in table.names:
            text = cells[name]
            if name not in numeric:
                row[name] = text or None
                continue
            try:
                row[name] = float(text) if text else None
            except ValueError:
                problems.append(
                    Problem(path.name, f"{text[:60]!r} is no number", "a number or an empty cell", "", place, name)
                )
        rows.append(row)
    if problems:
        raise DataError(problems)
    return table_of(table, rows)


@dataclass(frozen=True)
class Explanation:
    """A brand's score as a sum, in words; shows itself in a terminal or a notebook.

    Parameters
    ----------
    brand
        The brand explained.
    parts
        Points by (platform, side, indicator); they sum to the score, or to the
        gap where two scores are compared.
    lines
        The same in words.
    """

    brand: str
    parts: tuple[Difference, ...]
    lines: tuple[str, ...]

    def __str__(self) -> str:
        return "\n".join(self.lines)

    __repr__ = __str__

    def _repr_html_(self) -> str:
        from html import escape

        return "<br>".join(escape(line) for line in self.lines)


@dataclass(frozen=True)
class Drawing:
    """Charts as SVG; shows itself in a notebook without a network.

    Parameters
    ----------
    charts
        Title and SVG of each.
    """

    charts: tuple[tuple[str, str], ...]

    def _repr_html_(self) -> str:
        from html import escape

        from brandscore.report.charts import inline

        return "".join(
            f'<div style="background:#fff;color:#333;padding:8px"><strong>{escape(title)}</strong>{inline(svg)}</div>'
            for title, svg in self.charts
        )

    def __repr__(self) -> str:
        return "\n".join(f"<chart: {title}>" for title, _ in self.charts)


@dataclass(frozen=True)
class ScoreResult:
    """What `brandscore.score` returns.

    Attributes
    ----------
    scores, indicators, contributions, reference
        The result tables (see the table reference).
    manifest
        What is needed to reproduce and dispute the run.
    examples
        Messages that show what people say.
    note
        What the data's owner wants on every page.
    ledger
        What was done to rows of the input.
    """

    scores: pd.DataFrame
    indicators: pd.DataFrame
    contributions: pd.DataFrame
    reference: pd.DataFrame
    manifest: dict[str, Any]
    examples: pd.DataFrame
    note: str | None = None
    ledger: tuple[LedgerLine, ...] = ()

    @property
    def ranking(self) -> pd.DataFrame:
        """Rank, brand, category and the scores, in order."""
        return self.scores[
            [
                "rank",
                "brand",
                "category",
                "brand_score",
                "own_score",
                "earned_score",
                "net_sentiment",
                "coverage",
                "reason",
            ]
        ]

    def contributions_of(self, brand: str) -> dict[PartKey, float]:
        """Return a brand's contributions by (platform, side, indicator).

        Raises
        ------
        DataError
            If there is no such brand, or it has no score.
        """
        known = {row["brand"]: row for row in self.scores.to_dict("records")}
        if brand not in known:
            raise DataError(f"no brand {brand!r} in this run; there are {', '.join(known)}.")
        if math.isnan(float(known[brand]["brand_score"])):
            raise DataError(f"{brand} has no score to explain: {known[brand]['reason']}.")
        rows = self.contributions[self.contributions["brand"] == brand]
        return {
            (p, s, i): float(c)
            for p, s, i, c in zip(rows["platform"], rows["side"], rows["indicator"], rows["contribution"], strict=True)
        }

    def explain(
        self,
        brand: str,
        against: str | None = None,
        *,
        since: ScoreResult | None = None,
        lang: Lang = "en",
        top: int = 12,
        by: By = "cell",
    ) -> Explanation:
        """Explain a brand's score, or its gap to another brand or to an older run.

        Parameters
        ----------
        brand
            The brand to explain.
        against
            Another brand of this run.
        since
            An older run: what moved this brand's score since.
        lang
            ``en`` or ``th``.
        top
            Lines shown one by one; the rest is summed in one line.
        by
            ``cell``: a line per indicator, platform and side; ``indicator``:
            platforms together.
        """
        from brandscore.report import words
        from brandscore.report.phrases import phrase

        mine = self.contributions_of(brand)
        if against is None and since is None:
            parts = difference(mine, {})
            lines = words.contribution_sentences(self.contributions, brand, lang, top, by)
            return Explanation(brand, tuple(parts), tuple(lines))
        older = since if since is not None else self
        other = brand if since is not None else str(against)
        parts = difference(mine, older.contributions_of(other))
        lines = words.difference_sentences(
            self.contributions[self.contributions["brand"] == brand],
            older.contributions[older.contributions["brand"] == other],
            brand,
            f"{other} ({phrase('older_run', lang)})" if since is not None else other,
            lang,
            top,
            by,
        )
        return Explanation(brand, tuple(parts), tuple(lines))

    def view(self) -> ScoreView:
        """Return it as the reports take it."""
        from brandscore.report.view import ScoreView

        return ScoreView(
            self.scores, self.indicators, self.contributions, self.manifest, self.examples, self.note, self.ledger
        )

    def plot(self) -> Drawing:
        """Draw the ranking: what each side and sentiment add to every brand's score."""
        from brandscore.report.arrange import categories
        from brandscore.report.charts import ranking_svg

        found = categories(self.scores)
        return Drawing(
            tuple((c, ranking_svg(rows, self.contributions, key=f"plot-{n}")) for n, (c, rows) in enumerate(found))
        )

    def _repr_html_(self) -> str:
        from brandscore.report.notebook import score_html

        return score_html(self.view())

    def __repr__(self) -> str:
        return self.ranking.to_string(index=False)

    def write(self, out: str | Path, *, report: bool = True) -> Path:
        """Write the result files into a folder; they appear all at once.

        Writes scores.csv, indicators.csv, contributions.csv, reference.csv,
        manifest.json and report.html.
        """
        out = Path(out)
        with results_folder(out) as folder:
            for table in (SCORES, INDICATORS, CONTRIBUTIONS):
                text = csv_text(getattr(self, table.name))
                (folder / f"{table.name}.csv").write_text(text, encoding="utf-8", newline="")
            (folder / "reference.csv").write_text(csv_text(self.reference, exact=_EXACT), encoding="utf-8", newline="")
            (folder / "manifest.json").write_text(json_text(self.manifest), encoding="utf-8", newline="")
            if report:
                from brandscore.report.html import score_report

                (folder / "report.html").write_text(score_report(self.view()), encoding="utf-8", newline="")
        return out

    @classmethod
    def read(cls, folder: str | Path) -> ScoreResult:
        """Read a folder that a run wrote back (without its message examples).

        Raises
        ------
        DataError
            If files are missing or damaged.
        """
        import pandas as pd

        folder = Path(folder)
        if not folder.is_dir():
            raise DataError(f"{folder} is not a folder; name one that `brandscore score` wrote.")
        frames: dict[str, Any] = {
            t.name: _frame_from(t, folder / f"{t.name}.csv") for t in (SCORES, INDICATORS, CONTRIBUTIONS, REFERENCE)
        }
        path = folder / "manifest.json"
        try:
            manifest = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise DataError(
                [Problem("manifest.json", f"cannot be read: {error}", "a manifest.json that a run wrote")]
            ) from error
        examples = pd.DataFrame(columns=list(EXAMPLE_COLUMNS))
        return cls(**frames, manifest=manifest, examples=examples, note=manifest.get("note"))


@dataclass(frozen=True)
class MonitorResult:
    """What `brandscore.monitor` returns.

    Attributes
    ----------
    timeline
        The timeline (see the table reference).
    manifest
        What is needed to reproduce the run.
    note
        What the data's owner wants on every page.
    """

    timeline: pd.DataFrame
    manifest: dict[str, Any]
    note: str | None = None
    ledger: tuple[LedgerLine, ...] = field(default=())

    def view(self) -> MonitorView:
        """Return it as the reports take it."""
        from brandscore.report.view import MonitorView

        return MonitorView(self.timeline, self.manifest, self.note)

    def plot(self, measure: str = "net_sentiment") -> Drawing:
        """Draw one measure over time, a chart per brand, with its interval where it has one.

        Parameters
        ----------
        measure
            ``net_sentiment``, ``share_of_voice``, ``unique_daily_mentions``,
            ``interactions`` or ``brand_score``.

        Raises
        ------
        DataError
            If no such measure is drawn.
        """
        from brandscore.report.charts import MEASURES, measure_ranges, timeline_svg

        chosen = next((m for m in MEASURES if m.name == measure), None)
        if chosen is None:
            raise DataError(f"no chart of {measure!r}; there are {', '.join(m.name for m in MEASURES)}.")
        brands = sorted(self.timeline["brand"].unique())
        ends = measure_ranges(self.timeline, brands).get(measure)
        return Drawing(
            tuple(
                (b, timeline_svg(self.timeline, b, chosen, width=560, ends=ends, key=f"{measure}-{n}"))
                for n, b in enumerate(brands)
            )
        )

    def _repr_html_(self) -> str:
        from html import escape

        note = f"<p><strong>{escape(self.note)}</strong></p>" if self.note else ""
        return note + self.plot()._repr_html_()

    def __repr__(self) -> str:
        shown = self.timeline[(self.timeline["platform"] == "all") & (self.timeline["side"] == "all")]
        return shown[["brand", "period_start", "mentions", "share_of_voice", "net_sentiment"]].to_string(index=False)

    def write(self, out: str | Path, *, report: bool = True) -> Path:
        """Write timeline.csv, manifest.json and report.html into a folder, all at once."""
        out = Path(out)
        with results_folder(out) as folder:
            (folder / "timeline.csv").write_text(csv_text(self.timeline), encoding="utf-8", newline="")
            (folder / "manifest.json").write_text(json_text(self.manifest), encoding="utf-8", newline="")
            if report:
                from brandscore.report.html import monitor_report

                (folder / "report.html").write_text(monitor_report(self.view()), encoding="utf-8", newline="")
        return out


#: Columns of the messages quoted in a report.
EXAMPLE_COLUMNS = ("brand", "platform", "side", "sentiment", "intention", "advocacy", "text", "evidence")


def score_tables(scores: Sequence[BrandScore]) -> dict[str, pd.DataFrame]:
    """Return computed scores as the tables scores, indicators and contributions."""
    rows = [
        {
            "rank": s.rank,
            "brand": s.brand,
            "category": s.category,
            "brand_score": s.score,
            "own_score": s.own if s.score is not None else None,
            "earned_score": s.earned if s.score is not None else None,
            "net_sentiment": s.net_sentiment,
            "net_sentiment_raw": s.net_sentiment_raw,
            "coverage": s.coverage,
            "completeness": s.completeness,
            "reason": s.reason,
        }
        for s in scores
    ]
    leaves = [
        {
            "brand": s.brand,
            "platform": leaf.platform,
            "side": leaf.side,
            "indicator": leaf.name,
            "value": leaf.standing.value,
            "normalised": leaf.normalised,
            "weight": leaf.weight,
            "status": leaf.standing.status,
            "reason": leaf.standing.reason,
            "contribution": leaf.contribution,
        }
        for s in scores
        for leaf in s.leaves
    ]
    return {
        "scores": table_of(SCORES, rows),
        "indicators": table_of(INDICATORS, [{k: v for k, v in r.items() if k != "contribution"} for r in leaves]),
        "contributions": table_of(
            CONTRIBUTIONS,
            [{k: r[k] for k in CONTRIBUTIONS.names} for r in leaves if r["contribution"] is not None],
        ),
    }


def ledger_lines(lines: Sequence[LedgerLine]) -> list[str]:
    """Return ledger lines as a manifest lists them: a thousand, then how many more."""
    listed = [str(line) for line in lines[:_LISTED]]
    if len(lines) > _LISTED:
        listed.append(f"… and {len(lines) - _LISTED:,} more lines")
    return listed
