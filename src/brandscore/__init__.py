"""An open, exact and explained brand score from social-listening data."""

from __future__ import annotations

__version__ = "0.1.0"
