"""Messages that speak to a brand: @ and one of its names."""

from __future__ import annotations

import re
from array import array
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from brandscore.ingest.words import WordCheck, fold

if TYPE_CHECKING:
    from ibis.expr.types import Table as Expr

    from brandscore.engine.session import Session

__all__ = ["Handles", "direct_texts"]

#: An @ that is not inside an e-mail address; the wide one of Asian keyboards too.
_AT = re.compile(r"(?<![a-z0-9._])[@＠]")
_LATIN = re.compile(r"[a-z0-9_]|\.[a-z0-9_]")


class Handles:
    """Finds whether a text holds @ and a name of a brand.

    Parameters
    ----------
    names
        The brand's name, its aliases and the ids of its accounts. Names with
        blanks count without them and with underscores, too; hashtags are no names.

    Examples
    --------
    >>> chang = Handles(["Chang Beer", "ช้าง", "#chang"])
    >>> chang.named("ลอง @ChangBeer ยัง"), chang.named("@ช้าง ดีมาก"), chang.named("chang beer ดีมาก")
    (True, True, False)
    >>> chang.named("me@changbeer.com"), chang.named("@changbeerthai"), chang.named("@ช้างเผือก")
    (False, False, False)
    """

    def __init__(self, names: Sequence[str]) -> None:
        folded = [fold(name).strip().lstrip("@") for name in names if not name.strip().startswith("#")]
        spellings = {spelt for name in folded for spelt in (name, name.replace(" ", ""), name.replace(" ", "_"))}
        self._names = sorted((s for s in spellings if s), key=lambda s: (-len(s), s))
        self._check = WordCheck()

    def named(self, text: str) -> bool:
        """Whether the text speaks to the brand."""
        message = fold(text)
        for found in _AT.finditer(message):
            start = found.end()
            for name in self._names:
                end = start + len(name)
                if (
                    message.startswith(name, start)
                    and not (_LATIN.match(name[-1]) and _LATIN.match(message, end))
                    and self._check.stands_alone(message, start, end)
                ):
                    return True
        return False


def direct_texts(session: Session, mentions: Expr, names: Mapping[str, Sequence[str]], staged: str) -> Expr:
    """Stage and return (brand, text) of the messages that speak to their brand; each text is read once.

    Parameters
    ----------
    session, mentions
        Where the messages are.
    names
        The names of each brand; of one that is not there, its own.
    staged
        Name of the staged table.
    """
    import pyarrow as pa

    asked = mentions.filter(mentions.text.contains("@") | mentions.text.contains("＠"))
    pairs = asked.select("brand", "text").distinct()
    handles: dict[str, Handles] = {}
    brands: list[str] = []
    index: dict[str, int] = {}
    numbers, texts = array("l"), []
    for batch in session.batches(pairs):
        for brand, text in zip(batch.column(0).to_pylist(), batch.column(1).to_pylist(), strict=True):
            if brand not in index:
                index[brand] = len(brands)
                brands.append(brand)
                handles[brand] = Handles([brand, *names.get(brand, ())])
            if handles[brand].named(text):
                numbers.append(index[brand])
                texts.append(text)
    table = pa.table(
        {
            "direct_brand": pa.array([brands[n] for n in numbers], pa.string()),
            "direct_text": pa.array(texts, pa.string()),
        }
    )
    return session.stage(staged, table)
