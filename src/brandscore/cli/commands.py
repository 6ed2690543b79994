"""The commands, in the order that `--help` shows them: importing one registers it."""

from __future__ import annotations

# ruff: isort: off
import brandscore.cli.demo_cmd
import brandscore.cli.ingest_cmd
import brandscore.cli.score_cmd
import brandscore.cli.explain_cmd
import brandscore.cli.monitor_cmd
import brandscore.cli.campaigns_cmd
import brandscore.cli.metrics_cmd
import brandscore.cli.metric_cmd
import brandscore.cli.okr_cmd
import brandscore.cli.train_cmd
import brandscore.cli.classify_cmd
import brandscore.cli.evaluate_cmd
import brandscore.cli.corpus_cmd
