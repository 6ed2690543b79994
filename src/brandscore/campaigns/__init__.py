"""Campaigns: what they cost, what came of it, against targets and the time before.

Called as ``brandscore.campaigns(data)``, it is `brandscore.api_campaigns.campaigns`.
"""

from __future__ import annotations

from brandscore.verbs import make_callable

make_callable(__name__)
