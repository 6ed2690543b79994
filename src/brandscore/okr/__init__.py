"""Objectives and key results: read from a file, checked, measured, followed and forecast.

Called as ``brandscore.okr("plan.toml")``, it is `brandscore.api_okr.okr`.
"""

from __future__ import annotations

from brandscore.verbs import make_callable

make_callable(__name__)
