"""The brands that compete, and how messages name them."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["Brand"]


@dataclass(frozen=True, slots=True)
class Brand:
    """One brand, and how messages name it.

    Parameters
    ----------
    name
        The name, as every table spells it; it always counts as an alias.
    category
        Industry group that it is ranked in.
    aliases
        Further words that name it; ``#word`` matches that exact hashtag only.
    exclude
        Words that show another thing is meant.
    context
        Where given, an alias counts only beside one of these words, or as an exact hashtag.
    official_accounts
        Platform -> ids of the brand's own accounts there.
    """

    name: str
    category: str = "all"
    aliases: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    official_accounts: dict[str, tuple[str, ...]] = field(default_factory=dict)
