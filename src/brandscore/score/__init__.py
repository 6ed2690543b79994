"""The score: profile, status, normalise, aggregate, explain. Plain values in, plain values out.

Called as ``brandscore.score(data)``, it is `brandscore.api.score`.
"""

from __future__ import annotations

from brandscore.verbs import make_callable

make_callable(__name__)
