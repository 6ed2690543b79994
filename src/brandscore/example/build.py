"""The example as tables and as a folder of files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from brandscore.example.advertising import CAMPAIGN_PLANS, campaign_rows
from brandscore.example.answers import survey_rows
from brandscore.example.brands import BRANDS, NOTE, brands_toml
from brandscore.example.dice import Dice
from brandscore.example.mentions import Message, messages_of_all
from brandscore.example.paths import visit_rows
from brandscore.example.posts import FollowerRow, Post, follower_rows, posts_of_all
from brandscore.example.rhythm import START, instant
from brandscore.example.voices import ALL_KINDS
from brandscore.files import csv_text, results_folder
from brandscore.tables import ACCOUNTS, CAMPAIGNS, LABELS, MENTIONS, POSTS, SURVEYS, VISITS, Table

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Example", "build", "generate"]

_COUNTS = ("reactions", "comments", "shares", "views", "tag_friends")
_LABELS = tuple(column.name for column in LABELS)
_TIMES = ("published_at", "snapshot_at", "posted_at")
_WHOLE = (*_COUNTS, "followers", "by_brand", "intention", "advocacy", "promo")
#: Rows that the export holds twice, in all columns equal.
_DOUBLES = {"accounts": 3, "posts": 4, "mentions": 90}


@dataclass(frozen=True)
class Example:
    """The shipped example: invented brands, people and messages.

    Parameters
    ----------
    accounts, posts, mentions
        The tables as a listening tool would export them, with the columns of
        `brandscore.tables` and the doubles of such exports; times with zone.
    truth
        Row by row beside ``mentions``: the labels that were meant when the
        message was composed (``sentiment``, ``intention``, ``advocacy``,
        ``promo``), the brands it is about (``brands``, ``|`` between) and its
        ``kind``. No file holds them.
    brands_toml
        Text of ``brands.toml``.
    campaigns, surveys, visits
        One brand's advertising, two surveys, and the visits to its site.
    """

    accounts: pd.DataFrame
    posts: pd.DataFrame
    mentions: pd.DataFrame
    truth: pd.DataFrame
    brands_toml: str
    campaigns: pd.DataFrame
    surveys: pd.DataFrame
    visits: pd.DataFrame


def _day(day: int) -> str:
    return instant(day * 86_400).date().isoformat()


def _account(row: FollowerRow) -> tuple[Any, ...]:
    return row.brand, row.platform, row.account_id, _day(row.day), row.followers


def _post_rows(post: Post) -> list[tuple[Any, ...]]:
    return [
        (
            post.plan.name,
            post.platform,
            post.post_id,
            instant(post.published),
            reading.reactions,
            reading.comments,
            reading.shares,
            reading.views,
            reading.tag_friends,
            post.text,
            post.type,
            None if reading.seconds is None else instant(reading.seconds),
        )
        for reading in post.readings
    ]


def _meant(row: Message) -> tuple[str, int, int, int]:
    if row.kind == "admin":
        return "neu", 0, 0, 1
    kind = ALL_KINDS[row.kind]
    return kind.sentiment, kind.intention, kind.advocacy, kind.promo


def _mention(row: Message) -> tuple[Any, ...]:
    meant = _meant(row)
    parent = row.parent
    labels: tuple[Any, ...] = (None, None, None, None)
    if row.labelled == "all":
        labels = meant
    elif row.labelled == "sentiment":
        labels = (meant[0], None, None, None)
    return (
        row.mention_id,
        row.platform,
        row.author,
        instant(row.seconds),
        row.text,
        row.channel,
        row.brand,
        None if parent is None else parent.post_id if isinstance(parent, Post) else parent.mention_id,
        row.by_brand,
        row.reactions,
        row.comments,
        row.shares,
        row.views,
        row.tag_friends,
        *labels,
    )


def _truth(row: Message) -> tuple[Any, ...]:
    return (*_meant(row), "|".join(plan.name for plan in row.about), row.kind)


def _doubled(rows: list[Any], number: int, dice: Dice) -> list[Any]:
    """Return the rows with some of them once more, up to 400 rows later."""
    places: list[tuple[int, int]] = [(2 * index, index) for index in range(len(rows))]
    for _ in range(number):
        index = dice.below(len(rows))
        places.append((2 * (index + dice.below(400)) + 1, index))
    places.sort()
    return [rows[index] for _, index in places]


def _frame(rows: list[tuple[Any, ...]], names: tuple[str, ...]) -> pd.DataFrame:
    import pandas as pd

    data: dict[str, Any] = {}
    columns = list(zip(*rows, strict=True))
    for name, values in zip(names, columns, strict=True):
        if name in _WHOLE:
            data[name] = pd.array(list(values), dtype="Int64")
        elif name in _TIMES:
            data[name] = pd.Series(list(values), dtype="datetime64[s, UTC+07:00]")
        else:
            data[name] = pd.Series(list(values), dtype="str")
    return pd.DataFrame(data)


def _table(table: Table, rows: list[dict[str, Any]]) -> pd.DataFrame:
    """Return rows as a dataframe with the declared columns; a column that nothing was collected for is empty."""
    import pandas as pd

    dtypes = {"count": "Int64", "money": "float64", "number": "float64", "time": "datetime64[s, UTC+07:00]"}
    return pd.DataFrame(
        {c.name: pd.Series([row.get(c.name) for row in rows], dtype=dtypes.get(c.kind, "str")) for c in table.columns}
    )


def generate(seed: int = 2026) -> Example:
    """Make the example: six invented coffee-shop brands, five platforms, half a year.

    Parameters
    ----------
    seed
        Another seed gives other messages about the same brands; the same seed
        gives the same bytes on every machine.

    Returns
    -------
    Example
        The tables, and the labels that were meant.

    Examples
    --------
    >>> example = generate()
    >>> len(example.mentions) > 20_000, example.mentions["platform"].nunique()
    (True, 5)
    """
    posts = posts_of_all(seed)
    number: dict[str, int] = {}
    for post in posts:
        number[post.platform] = number.get(post.platform, 0) + 1
        post.post_id = f"{post.platform}-post-{number[post.platform]:05d}"
    messages = messages_of_all(seed, posts)
    for post in posts:
        post.hold_comments()
    dice = Dice(seed, "doubles")
    doubled = _doubled(messages, _DOUBLES["mentions"], dice)
    return Example(
        accounts=_frame(
            _doubled([_account(r) for r in follower_rows(seed)], _DOUBLES["accounts"], dice), ACCOUNTS.names
        ),
        posts=_frame(
            _doubled([row for post in posts for row in _post_rows(post)], _DOUBLES["posts"], dice), POSTS.names
        ),
        mentions=_frame([_mention(row) for row in doubled], MENTIONS.names),
        truth=_frame([_truth(row) for row in doubled], (*_LABELS, "brands", "kind")),
        brands_toml=brands_toml(),
        campaigns=_table(CAMPAIGNS, campaign_rows(seed)),
        surveys=_table(SURVEYS, survey_rows(seed)),
        visits=_table(VISITS, visit_rows(seed)),
    )


def _readme(seed: int, example: Example) -> str:
    lines = [
        "# ข้อมูลตัวอย่าง / Example data",
        "",
        f"> **{NOTE}**",
        "",
        f"Made by `brandscore.example.build(folder, seed={seed})`; the same seed gives the same bytes.",
        f"From {START.isoformat()} to 2026-06-30, Bangkok time.",
        "",
        "| file | rows |",
        "|---|---:|",
        f"| accounts.csv | {len(example.accounts):,} |",
        f"| posts.csv | {len(example.posts):,} |",
        f"| mentions.csv | {len(example.mentions):,} |",
        f"| brands.toml | {len(BRANDS)} brands |",
        f"| campaigns.csv | {len(example.campaigns):,} |",
        f"| surveys.csv | {len(example.surveys):,} |",
        f"| visits.csv | {len(example.visits):,} |",
        "",
        "What differs between the brands by design:",
        "",
        *(f"- **{plan.name}**: {plan.about}" for plan in BRANDS),
        "",
        "And between the campaigns:",
        "",
        *(f"- **{plan.name}**: {plan.about}" for plan in CAMPAIGN_PLANS),
    ]
    return "\n".join(lines) + "\n"


def build(folder: Path, seed: int = 2026) -> Path:
    """Write the example into a folder: a file for each table, brands.toml, README.md.

    The files appear together or not at all.

    Parameters
    ----------
    folder
        Where to write; made if it is not there.
    seed
        As in `generate`.

    Returns
    -------
    Path
        The folder.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as place:
    ...     sorted(path.stem for path in build(Path(place) / "example").glob("*.csv"))
    ['accounts', 'campaigns', 'mentions', 'posts', 'surveys', 'visits']
    """
    example = generate(seed)
    folder = Path(folder)
    with results_folder(folder) as work:
        for name, frame in (
            ("accounts", example.accounts),
            ("posts", example.posts),
            ("mentions", example.mentions),
            ("campaigns", example.campaigns),
            ("surveys", example.surveys),
            ("visits", example.visits),
        ):
            (work / f"{name}.csv").write_text(csv_text(frame), encoding="utf-8", newline="")
        (work / "brands.toml").write_text(example.brands_toml, encoding="utf-8", newline="")
        (work / "README.md").write_text(_readme(seed, example), encoding="utf-8", newline="")
    return folder
