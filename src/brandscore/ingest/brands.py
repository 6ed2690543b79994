"""The brands that compete: from the rows of their table, and checked against the data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from brandscore import errors
from brandscore.errors import Problem
from brandscore.ingest.places import AT, place_of
from brandscore.ingest.wording import any_of, near, quoted
from brandscore.platforms import PLATFORM_NAMES, platform_named
from brandscore.tables import BRANDS

if TYPE_CHECKING:
    from ibis.expr.types import Table as Expr

    from brandscore.engine.session import Session

__all__ = ["ALL", "Accounts", "Brand", "brands_of_rows", "unknown_brands", "words"]

#: Category of brands that name none.
ALL = "all"


@dataclass(frozen=True, slots=True)
class Brand:
    """One brand, and how messages name it.

    Parameters
    ----------
    name
        As the data spell it.
    category
        Industry group; brands are ranked within it.
    aliases
        Words that name the brand beside its own name; ``#word`` is that hashtag only.
    exclude
        Words that show another thing is meant.
    context
        Where given, an alias counts only beside one of these words, or as a hashtag.
    official_accounts
        The brand's own account ids, by platform.

    Examples
    --------
    >>> Brand("ช้าง", category="beer", exclude=("สวนสัตว์",)).aliases
    ()
    """

    name: str
    category: str = ALL
    aliases: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    official_accounts: dict[str, tuple[str, ...]] = field(default_factory=dict)


def words(given: Iterable[str]) -> tuple[str, ...]:
    """Return words trimmed, once each, without the empty ones.

    Examples
    --------
    >>> words([" a ", "b", "", "a"])
    ('a', 'b')
    """
    return tuple(dict.fromkeys(word.strip() for word in given if word.strip()))


class Accounts:
    """Official accounts as they are gathered, and what is wrong with them."""

    def __init__(self) -> None:
        self.by_platform: dict[str, list[str]] = {}
        self.wrong: list[tuple[str, str]] = []

    def add(self, platform: str, account: str) -> None:
        """Take one account, or note why it cannot be."""
        account = account.strip()
        try:
            name = platform_named(platform).name
        except KeyError:
            known = [alias for p in PLATFORM_NAMES for alias in (p, *platform_named(p).aliases)]
            meant = near(platform, known)
            mend = f'did you mean "{platform_named(meant).name}"?' if meant else "use one of these platforms"
            self.wrong.append((f"{quoted(platform)} is no platform that is known", mend))
            return
        if not account:
            self.wrong.append((f"the {name} account has no id", "write the account's id, or leave it out"))
            return
        ids = self.by_platform.setdefault(name, [])
        if account not in ids:
            ids.append(account)

    def frozen(self) -> dict[str, tuple[str, ...]]:
        """Return the accounts, platforms in the order of their declaration."""
        return {p: tuple(self.by_platform[p]) for p in PLATFORM_NAMES if p in self.by_platform}

    def problems(self, source: str, brand: str, row: int | None) -> list[Problem]:
        """Return what is wrong, as problems."""
        expected = f"{any_of(PLATFORM_NAMES)}, each with an account id"
        return [
            Problem(source, f"{what} (brand {quoted(brand)})", expected, mend, row=row, column="official_accounts")
            for what, mend in self.wrong
        ]


def brands_of_rows(rows: Iterable[Mapping[str, Any]], sources: tuple[str, ...]) -> tuple[list[Brand], list[Problem]]:
    """Return the brands of the typed rows of the table `brands`, and what is wrong with them.

    Parameters
    ----------
    rows
        Typed rows, lists and mappings as text with ``|`` between the items.
    sources
        Names of the sources, as column `AT` numbers them.
    """
    brands, problems = [], []
    for row in rows:
        place = place_of(row[AT], sources)
        accounts = Accounts()
        for item in words((row["official_accounts"] or "").split("|")):
            platform, colon, account = item.partition(":")
            if colon:
                accounts.add(platform, account)
            else:
                accounts.wrong.append((f"{quoted(item)} has no colon", "write it as platform:id"))
        problems += accounts.problems(place.source, row["brand"], place.row)
        aliases, exclude, context = (words((row[n] or "").split("|")) for n in ("aliases", "exclude", "context"))
        brands.append(Brand(row["brand"], row["category"] or ALL, aliases, exclude, context, accounts.frozen()))
    return brands, problems


def unknown_brands(
    session: Session, rows: Expr, sources: tuple[str, ...], brands: Iterable[Brand], brands_source: str
) -> list[Problem]:
    """Return the brands of a typed table that the table `brands` does not have.

    Parameters
    ----------
    session
        Where it is computed.
    rows
        Column `brandscore.ingest.places.AT` and the typed columns.
    sources
        Names of the sources, as `AT` numbers them.
    brands, brands_source
        The brands, and where they were read.
    """
    known = [brand.name for brand in brands]
    other = rows.filter(rows["brand"].notnull() & ~rows["brand"].isin(known))
    groups = other.group_by("brand").aggregate(first=other[AT].min(), rows=other.count())
    total = int(session.rows(groups.aggregate(n=groups.count()))[0]["n"])
    problems = []
    for i, group in enumerate(session.rows(groups.order_by("first").limit(errors.LISTED))):
        place = place_of(group["first"], sources)
        meant = near(group["brand"], known)
        hint = f"did you mean {quoted(meant)}? Else add" if meant is not None else "add"
        rest = f"; {total - errors.LISTED:,} more brands are unknown" if i == errors.LISTED - 1 < total - 1 else ""
        problems.append(
            Problem(
                place.source,
                f"brand {quoted(group['brand'])} is not in {brands_source}{rest}",
                expected="a brand of that table, spelt as there",
                mend=f"{hint} it to {brands_source}",
                row=place.row,
                column=BRANDS.columns[0].name,
                more=group["rows"] - 1,
            )
        )
    return problems
