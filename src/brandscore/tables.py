"""The tables: every column, type, unit and rule, declared once.

Everything that names a column imports it from here: reading, validation, the
reference in the documentation and the writers of results.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

from brandscore.platforms import PLATFORMS, SIDES

__all__ = [
    "ACCOUNTS",
    "BRANDS",
    "CONTRIBUTIONS",
    "INDICATORS",
    "INPUT_TABLES",
    "LABELS",
    "MENTIONS",
    "POSTS",
    "REFERENCE",
    "RESULT_TABLES",
    "SCORES",
    "SENTIMENTS",
    "TIMELINE",
    "Column",
    "Table",
]

Kind = Literal["text", "id", "choice", "count", "number", "day", "time", "flag", "list", "mapping"]
# text     free text, kept as it is            id      short text, trimmed, empty = null
# choice   one of a few words                  count   whole number, 0 or more
# number   any number (results only)           day     calendar day, Asia/Bangkok
# time     instant, kept in UTC                flag    0 or 1
# list     several texts, `|` between in CSV   mapping platform:id pairs, `|` between in CSV

SENTIMENTS: tuple[str, ...] = ("pos", "neu", "neg", "q")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    Parameters
    ----------
    name
        Its name, snake_case.
    kind
        What its cells hold.
    about
        One line on what it means, with its unit.
    required
        Whether the column must be there.
    choices
        The words allowed, for kind ``choice``.
    aliases
        Other words read as one of the choices (lower case).
    """

    name: str
    kind: Kind
    about: str
    required: bool = False
    choices: tuple[str, ...] = ()
    aliases: dict[str, str] = field(default_factory=dict)

    @property
    def filled(self) -> bool:
        """Whether every cell must be filled; counts and texts may be empty (null = not collected)."""
        return self.required and self.kind not in ("count", "text")


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its columns, and the key that tells its rows apart."""

    name: str
    about: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the columns, in order."""
        return tuple(c.name for c in self.columns)

    @property
    def required(self) -> tuple[str, ...]:
        """Names of the columns that must be there."""
        return tuple(c.name for c in self.columns if c.required)

    def column(self, name: str) -> Column:
        """Return the column of that name; KeyError if there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)


_BRAND = Column("brand", "id", "Brand, spelt as in `brands`.", required=True)
_PLATFORM = Column(
    "platform",
    "choice",
    "Platform.",
    required=True,
    choices=tuple(p.name for p in PLATFORMS),
    aliases={alias: p.name for p in PLATFORMS for alias in p.aliases},
)
_REACTIONS = Column(
    "reactions", "count", "Reactions of every kind, the angry ones too; likes where a platform has only likes."
)
_COMMENTS = Column("comments", "count", "Comments; replies on X.")
_SHARES = Column("shares", "count", "Shares; reposts and quotes on X.")
_VIEWS = Column("views", "count", "Views.")
_TAG_FRIENDS = Column("tag_friends", "count", "Comments that tag a friend.")

ACCOUNTS = Table(
    "accounts",
    "Followers of the brand's own accounts, a row per snapshot.",
    (
        _BRAND,
        _PLATFORM,
        Column("account_id", "id", "Account, where a brand has several on a platform."),
        Column("date", "day", "Day of the snapshot.", required=True),
        Column("followers", "count", "Followers (subscribers on YouTube) on that day.", required=True),
    ),
    key=("brand", "platform", "account_id", "date"),
)

POSTS = Table(
    "posts",
    "The brand's own posts, a row per post and snapshot; counts are lifetime totals.",
    (
        _BRAND,
        _PLATFORM,
        Column("post_id", "id", "Post, unique on its platform.", required=True),
        Column("published_at", "time", "When it was published.", required=True),
        replace(_REACTIONS, required=True),
        replace(_COMMENTS, required=True),
        replace(_SHARES, required=True),
        _VIEWS,
        _TAG_FRIENDS,
        Column("text", "text", "The post's text."),
        Column("type", "id", "Kind of post (photo, video, …)."),
        Column("snapshot_at", "time", "When the counts were read."),
    ),
    key=("platform", "post_id", "snapshot_at"),
)

SENTIMENT = Column("sentiment", "choice", "pos, neu, neg, or q for a question.", choices=SENTIMENTS)
LABELS: tuple[Column, ...] = (
    SENTIMENT,
    Column("intention", "flag", "1 = purchase intention."),
    Column("advocacy", "flag", "1 = recommends to others, or tags a friend to it."),
    Column("promo", "flag", "1 = not a consumer's voice (seller, admin, news, campaign)."),
)

MENTIONS = Table(
    "mentions",
    "Messages about brands, on their own pages and elsewhere.",
    (
        Column("mention_id", "id", "Message, unique on its platform.", required=True),
        _PLATFORM,
        Column("author", "id", "Who wrote it (a handle or a pseudonym); empty = unknown."),
        Column("posted_at", "time", "When it was posted.", required=True),
        Column("text", "text", "The message.", required=True),
        Column("channel", "choice", "own = on the brand's channel, earned = elsewhere.", required=True, choices=SIDES),
        Column("brand", "id", "Brand it is about; empty = found by the aliases."),
        Column("parent_id", "id", "Post or message it answers."),
        Column("by_brand", "flag", "1 = written by the brand's own admin."),
        _REACTIONS,
        _COMMENTS,
        _SHARES,
        _VIEWS,
        _TAG_FRIENDS,
        *LABELS,
    ),
    key=("platform", "mention_id", "brand"),
)

BRANDS = Table(
    "brands",
    "The brands that compete, and how messages name them.",
    (
        _BRAND,
        Column("category", "id", "Industry group; brands are ranked within it (default `all`)."),
        Column(
            "aliases",
            "list",
            "Words that name the brand; the brand's own name always counts. `#word` matches that hashtag only.",
        ),
        Column(
            "exclude", "list", "Words that show another thing is meant: a message that has one is not about the brand."
        ),
        Column("context", "list", "Where given, an alias counts only beside one of these words, or as a hashtag."),
        Column("official_accounts", "mapping", "The brand's own accounts, `platform:id`."),
    ),
    key=("brand",),
)

#: Tables that a data folder may hold, by name.
INPUT_TABLES: dict[str, Table] = {t.name: t for t in (ACCOUNTS, POSTS, MENTIONS, BRANDS)}

_R_BRAND = Column("brand", "id", "Brand.")
_R_PLATFORM = Column("platform", "id", "Platform.")
_R_SIDE = Column("side", "choice", "own or earned.", choices=SIDES)
_R_INDICATOR = Column("indicator", "id", "Indicator (see the method).")
_R_CATEGORY = Column("category", "id", "Industry group.")

SCORES = Table(
    "scores",
    "One row per brand: its score and its rank within the category.",
    (
        Column("rank", "count", "Rank within the category; equal scores share one."),
        _R_BRAND,
        _R_CATEGORY,
        Column(
            "brand_score",
            "number",
            "Open-ended; a brand at the category's median on every indicator, sentiment aside, stands at 100.",
        ),
        Column("own_score", "number", "Score of the brand's own channels."),
        Column("earned_score", "number", "Score of what others say."),
        Column(
            "net_sentiment",
            "number",
            "100·(P - N)/(P + N) over the messages asked for, corrected for the classifier where a correction "
            "applies; points, -100 to 100.",
        ),
        Column("net_sentiment_raw", "number", "The same, uncorrected."),
        Column("coverage", "number", "Share of the asked cells' weight that is measured or absent, 0 to 1."),
        Column("completeness", "number", "The same by indicator, 0 to 1."),
        Column("brand_score_low", "number", "Lower end of the score's interval (empty without draws)."),
        Column("brand_score_high", "number", "Upper end of the score's interval (empty without draws)."),
        Column("rank_low", "count", "Best rank within the interval (empty without draws)."),
        Column("rank_high", "count", "Worst rank within the interval (empty without draws)."),
        Column("reason", "text", "Why a score is empty, or what a reader must know of it."),
    ),
    key=("brand",),
)

INDICATORS = Table(
    "indicators",
    "Every measured indicator of every cell (brand, platform, side).",
    (
        _R_BRAND,
        _R_PLATFORM,
        _R_SIDE,
        _R_INDICATOR,
        Column("value", "number", "The measured value, in the indicator's own unit."),
        Column(
            "normalised",
            "number",
            "The value on the common scale, 100 = reference; for net_sentiment the damped (P - N)/(P + N + 20).",
        ),
        Column(
            "weight",
            "number",
            "Share of brand_score's weight that it carries in this run; empty where it is not scored.",
        ),
        Column(
            "status",
            "choice",
            "measured, absent (brand not there: counts 0) or missing (not collected: weight goes to its siblings).",
            choices=("measured", "absent", "missing"),
        ),
        Column("reason", "text", "Why it is missing or absent, or what was assumed."),
    ),
    key=("brand", "platform", "side", "indicator"),
)

CONTRIBUTIONS = Table(
    "contributions",
    "brand_score as a sum; a row per indicator that entered it.",
    (
        _R_BRAND,
        _R_PLATFORM,
        _R_SIDE,
        _R_INDICATOR,
        Column("contribution", "number", "Points of brand_score; the rows of a brand sum to it."),
    ),
    key=("brand", "platform", "side", "indicator"),
)

REFERENCE = Table(
    "reference",
    "What a score borrows from other brands, frozen.",
    (
        _R_CATEGORY,
        _R_PLATFORM,
        _R_SIDE,
        _R_INDICATOR,
        Column("x_ref", "number", "Reference value; of flows, per day."),
        Column("base_from", "day", "First day of the base window."),
        Column("base_to", "day", "Last day of the base window."),
        Column("brands", "list", "Brands measured on the indicator, behind the reference."),
        Column("collected", "flag", "1 = somebody's data holds this indicator in this cell."),
        Column("shrink_mean", "number", "Category mean that a rate is shrunk to."),
        Column("low", "number", "Lower bound of min-max and goalposts; of flows, per day."),
        Column("high", "number", "Upper bound of min-max, goalposts and fraction of maximum; of flows, per day."),
        Column("mean", "number", "Mean, for z-scores; of flows, per day."),
        Column("sd", "number", "Standard deviation, for z-scores; of flows, per day."),
        Column("values", "list", "All values behind a percentile rank; of flows, per day."),
        Column("normaliser", "id", "Normalisation the row was made for."),
        Column("profile", "id", "Profile the row was made with: what its values mean depends on it."),
        Column(
            "quantifier",
            "text",
            "What counts of classified sentiment are corrected with, on rows of net_sentiment: the classifier's "
            "fingerprint, and its training messages by bin and class. Empty where nothing was corrected.",
        ),
    ),
    key=("category", "platform", "side", "indicator"),
)

#: Names of the indicators that a timeline carries beside its counts.
_TIMELINE_INDICATORS: tuple[str, ...] = (
    "followers",
    "fan_growth",
    "fan_growth_rate",
    "interactions",
    "weighted_interactions",
    "views",
    "unique_daily_mentions",
    "comment_ratio",
    "share_ratio",
    "intention",
    "intention_rate",
    "advocacy",
    "advocacy_rate",
    "response_rate",
    "net_sentiment",
    "net_sentiment_all",
)
_ESTIMATES: tuple[str, ...] = ("net_sentiment", "net_sentiment_all")


def _timeline_columns() -> tuple[Column, ...]:
    columns = [
        _R_BRAND,
        Column("platform", "id", "Platform, or `all`."),
        Column("side", "choice", "own, earned, or `all`.", choices=(*SIDES, "all")),
        Column("period_start", "day", "First day of the period, Asia/Bangkok."),
        Column("period_end", "day", "Last day of the period."),
        Column("mentions", "count", "Messages by consumers (not by the brand)."),
        Column("share_of_voice", "number", "Messages over those of all brands of the category, 0 to 1."),
        Column("share_of_voice_low", "number", "Lower end of its 95 % Wilson interval."),
        Column("share_of_voice_high", "number", "Upper end of its 95 % Wilson interval."),
        *(Column(s, "count", f"Messages labelled {s}, promo left out.") for s in SENTIMENTS),
        Column("classified", "count", "How many of these labels are the classifier's."),
        Column(
            "corrected",
            "flag",
            "1 = shares and net sentiment are corrected for the classifier's errors; 0 = they are as labelled.",
        ),
        *(
            Column(f"{s}_share", "number", f"Share of {s} among the labelled messages, corrected where it could be.")
            for s in SENTIMENTS
        ),
    ]
    for name in _TIMELINE_INDICATORS:
        columns.append(Column(name, "number", f"Indicator {name} of the period."))
        if name in _ESTIMATES:
            columns.append(Column(f"{name}_low", "number", "Lower end of its 95 % interval."))
            columns.append(Column(f"{name}_high", "number", "Upper end of its 95 % interval."))
            columns.append(Column(f"{name}_raw", "number", "The same, uncorrected."))
    for name in ("brand_score", "own_score", "earned_score"):
        columns.append(
            Column(
                name,
                "number",
                f"{name} of the period, against the frozen reference; on rows of platform and side `all`.",
            )
        )
        columns.append(Column(f"{name}_low", "number", "Lower end of its interval (empty without draws)."))
        columns.append(Column(f"{name}_high", "number", "Upper end of its interval (empty without draws)."))
    columns.append(Column("reason", "text", "Why a score is empty."))
    return tuple(columns)


TIMELINE = Table(
    "timeline",
    "One row per brand, platform, side and period, on a full calendar.",
    _timeline_columns(),
    key=("brand", "platform", "side", "period_start"),
)

RESULT_TABLES: dict[str, Table] = {t.name: t for t in (SCORES, INDICATORS, CONTRIBUTIONS, REFERENCE, TIMELINE)}
