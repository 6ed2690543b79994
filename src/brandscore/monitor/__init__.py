"""Timelines: what is said of every brand, period by period.

Called as ``brandscore.monitor(data)``, it is `brandscore.api_monitor.monitor`.
"""

from __future__ import annotations

from brandscore.verbs import make_callable

make_callable(__name__)
