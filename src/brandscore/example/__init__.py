"""The shipped example: six invented coffee-shop brands on five platforms over half a year.

True to life, and written for this project: no message, person or brand in it
is real. It is made from a seed, so nothing has to be downloaded.
"""

from __future__ import annotations

from brandscore.example.build import Example, build, generate

__all__ = ["Example", "build", "generate"]
