"""Many texts as one array of code points, normalised: what the compiled classifiers read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Codes", "code_points"]


def code_points(texts: Sequence[str]) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    r"""Return the code points of texts, one text after the other, and where each begins.

    Examples
    --------
    >>> codes, starts = code_points(["ab", "", "\ud800"])
    >>> codes.tolist(), starts.tolist()
    ([97, 98, 55296], [0, 2, 2, 3])
    """
    codes = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    starts = np.zeros(len(texts) + 1, dtype=np.int64)
    np.cumsum(np.fromiter(map(len, texts), dtype=np.int64, count=len(texts)), out=starts[1:])
    return codes, starts


@dataclass(frozen=True, slots=True)
class Codes:
    """Normalised texts in one array.

    Parameters
    ----------
    codes
        Code points. A space stands before and after each text, so that a
        reader may look one character beyond either end.
    begins, ends
        Text i is ``codes[begins[i]:ends[i]]``.
    """

    codes: NDArray[np.uint32]
    begins: NDArray[np.int64]
    ends: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.begins)

    def text(self, number: int) -> str:
        """Return one text as a string."""
        return self.codes[self.begins[number] : self.ends[number]].tobytes().decode("utf-32-le", "surrogatepass")

    @classmethod
    def of(cls, normalised: Sequence[str]) -> Codes:
        """Return texts that are normalised already.

        Examples
        --------
        >>> Codes.of(["ดี", ""]).text(0)
        'ดี'
        """
        codes, starts = code_points([f" {text} " for text in normalised])
        return cls(codes.copy(), starts[:-1] + 1, starts[1:] - 1)
