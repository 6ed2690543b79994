"""What measuring campaigns gives: tables that show themselves and are written whole."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from brandscore.files import csv_text, json_text, results_folder
from brandscore.ledger import LedgerLine
from brandscore.tables import CAMPAIGN_CHAIN, CAMPAIGN_METRICS, CAMPAIGN_RANKING

if TYPE_CHECKING:
    import pandas as pd

    from brandscore.report.view import CampaignsView

__all__ = ["CampaignsResult"]


@dataclass(frozen=True)
class CampaignsResult:
    """What `brandscore.campaigns` returns.

    Attributes
    ----------
    metrics, ranking, chain
        The result tables ``campaign_metrics``, ``campaigns`` and ``chain``
        (see the table reference).
    missing
        What could not be measured, and what was missing: a row per reason.
    manifest
        What is needed to reproduce the run.
    note
        What stands on every page, such as "invented data".
    ledger
        What was done to rows of the input, and what is odd in them.
    """

    metrics: pd.DataFrame
    ranking: pd.DataFrame
    chain: pd.DataFrame
    missing: tuple[dict[str, Any], ...]
    manifest: dict[str, Any]
    note: str | None = None
    ledger: tuple[LedgerLine, ...] = ()

    def view(self) -> CampaignsView:
        """Return it as the reports take it."""
        from brandscore.report.view import CampaignsView

        return CampaignsView(
            self.metrics, self.ranking, self.chain, self.missing, self.manifest, self.note, self.ledger
        )

    def _repr_html_(self) -> str:
        from brandscore.report.campaigns import campaigns_html

        return campaigns_html(self.view())

    def __repr__(self) -> str:
        return self.ranking[["rank", "campaign", "currency", "spend", "revenue", "roi", "reason"]].to_string(
            index=False
        )

    def write(self, out: str | Path, *, report: bool = True, xlsx: bool = False) -> Path:
        """Write the result files into a folder, all at once.

        Writes campaign_metrics.csv, campaigns.csv, chain.csv, manifest.json
        and report.html.

        Parameters
        ----------
        out
            The folder.
        report
            Whether report.html is written.
        xlsx
            Whether campaigns.xlsx is written, too.
        """
        out = Path(out)
        frames = ((CAMPAIGN_METRICS, self.metrics), (CAMPAIGN_RANKING, self.ranking), (CAMPAIGN_CHAIN, self.chain))
        with results_folder(out) as folder:
            for table, frame in frames:
                (folder / f"{table.name}.csv").write_text(csv_text(frame), encoding="utf-8", newline="")
            (folder / "manifest.json").write_text(json_text(self.manifest), encoding="utf-8", newline="")
            if report:
                from brandscore.report.campaigns import campaigns_report

                (folder / "report.html").write_text(campaigns_report(self.view()), encoding="utf-8", newline="")
            if xlsx:
                from brandscore.report.campaigns_sheets import campaigns_sheets
                from brandscore.report.xlsx import write_workbook

                write_workbook(folder / "campaigns.xlsx", campaigns_sheets(self.view()))
        return out
