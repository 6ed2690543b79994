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
    "CAMPAIGNS",
    "CAMPAIGN_CHAIN",
    "CAMPAIGN_METRICS",
    "CAMPAIGN_RANKING",
    "CONTRIBUTIONS",
    "INDICATORS",
    "INPUT_TABLES",
    "LABELS",
    "MENTIONS",
    "METRICS",
    "METRIC_INPUTS",
    "OBJECTIVES",
    "OKR",
    "POSTS",
    "REFERENCE",
    "RESULT_TABLES",
    "SCORES",
    "SENTIMENTS",
    "SURVEYS",
    "TARGETS",
    "TIMELINE",
    "VISITS",
    "Column",
    "Table",
]

Kind = Literal["text", "id", "choice", "count", "number", "money", "currency", "day", "time", "flag", "list", "mapping"]
# text     free text, kept as it is            id      short text, trimmed, empty = null
# choice   one of a few words                  count   whole number, 0 or more
# number   any number                          day     calendar day, Asia/Bangkok
# money    an amount in the row's currency      currency  three letters, such as THB
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
        Other words (lower case), and what they are read as, for kinds ``choice`` and ``currency``.
    open
        Whether words that are none of the choices are kept, in lower case.
    lowest
        The least value allowed, for kinds ``count`` (0 if not given), ``number`` and ``money``.
    person
        Whether it names people, who get pseudonyms before anything is written.
    """

    name: str
    kind: Kind
    about: str
    required: bool = False
    choices: tuple[str, ...] = ()
    aliases: dict[str, str] = field(default_factory=dict)
    open: bool = False
    lowest: float | None = None
    person: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its columns, the key that tells its rows apart, and what must hold between columns.

    Parameters
    ----------
    name, about
        Its name, and one line on its rows.
    columns
        Its columns, in order.
    key
        Names of the columns that tell its rows apart; none where rows are added up.
    within
        Columns ``(value, low, high)``: the value lies between the other two, and low is below high.
    at_most
        Columns ``(part, whole)``: a part above its whole happens, and is noted.
    """

    name: str
    about: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    within: tuple[tuple[str, str, str], ...] = ()
    at_most: tuple[tuple[str, str], ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the columns, in order."""
        return tuple(c.name for c in self.columns)

    @property
    def required(self) -> tuple[str, ...]:
        """Names of the columns that must be there."""
        return tuple(c.name for c in self.columns if c.required)

    @property
    def identity(self) -> tuple[str, ...]:
        """Names of the columns that tell its rows apart: the key, or all of them."""
        return self.key or self.names

    def filled(self, column: Column) -> bool:
        """Whether every cell of a column must be filled; counts, money and texts may be empty (not collected)."""
        may_be_empty = column.kind in ("count", "money", "currency", "text") and column.name not in self.key
        return column.required and not may_be_empty

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
        Column("author", "id", "Who wrote it (a handle or a pseudonym); empty = unknown.", person=True),
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


def _money(name: str, about: str, *, required: bool = False, lowest: float | None = 0.0) -> Column:
    return Column(name, "money", about, required=required, lowest=lowest)


CAMPAIGNS = Table(
    "campaigns",
    "Advertising, a row per campaign, platform and day, or per ad set of one; rows of one day are added up.",
    (
        Column("campaign", "id", "Campaign.", required=True),
        replace(_PLATFORM, about="Platform; where others advertise too, any word: google, line, email, …", open=True),
        Column("date", "day", "Day of the figures.", required=True),
        Column("brand", "id", "Brand that advertises."),
        Column(
            "ad_set",
            "id",
            "Ad set or ad, where the rows are of these: it keeps two apart whose figures happen to be equal.",
        ),
        Column(
            "stage",
            "choice",
            "Stage of the buyer's journey that it aims at.",
            choices=("awareness", "consideration", "decision"),
            aliases={
                "aware": "awareness",
                "รับรู้": "awareness",
                "การรับรู้": "awareness",
                "สร้างการรับรู้": "awareness",
                "การรับรู้แบรนด์": "awareness",
                "consider": "consideration",
                "พิจารณา": "consideration",
                "การพิจารณา": "consideration",
                "ตัดสินใจ": "decision",
                "การตัดสินใจ": "decision",
                "ตัดสินใจซื้อ": "decision",
                "การตัดสินใจซื้อ": "decision",
            },
        ),
        _money("spend", "Money paid for the advertising.", required=True),
        Column(
            "currency",
            "currency",
            "Currency of the row's money, as three letters such as THB; may be empty only where no money is given.",
            required=True,
            aliases={"บาท": "THB", "บาทไทย": "THB", "฿": "THB", "baht": "THB"},
        ),
        Column("impressions", "count", "Times the advertisement was shown."),
        Column("reach", "count", "People it was shown to."),
        Column("views", "count", "Views of a video, by the platform's own rule."),
        Column("page_views", "count", "Views of a page."),
        Column("clicks", "count", "Clicks, repeated ones too."),
        Column("unique_clicks", "count", "People who clicked."),
        Column("engagements", "count", "Reactions, comments, shares and clicks, as the platform counts them."),
        Column("visits", "count", "Visits to the site or shop."),
        Column("bounces", "count", "Visits that ended on the page they began with."),
        Column("leads", "count", "People who left their contact."),
        Column("registrations", "count", "Registrations."),
        Column("bookings", "count", "Bookings."),
        Column("conversions", "count", "Results that the campaign was made for."),
        Column("social_conversions", "count", "Conversions that came by way of social media."),
        Column("orders", "count", "Orders."),
        Column("customers", "count", "People who bought."),
        _money("revenue", "Money taken for what was sold."),
        _money("cost", "All costs, the advertising's too."),
        _money("profit", "What is left of the revenue; below 0 = a loss.", lowest=None),
    ),
    at_most=(
        ("clicks", "impressions"),
        ("reach", "impressions"),
        ("unique_clicks", "clicks"),
        ("bounces", "visits"),
    ),
)

SURVEYS = Table(
    "surveys",
    "Answers to surveys, a row per respondent and question.",
    (
        _BRAND,
        Column("date", "day", "Day of the answer.", required=True),
        Column("respondent", "id", "Who answered (a number or a pseudonym).", required=True, person=True),
        Column(
            "group",
            "choice",
            "Whom the respondent belongs to.",
            required=True,
            choices=("customer", "employee"),
            aliases={
                "customers": "customer",
                "consumer": "customer",
                "ลูกค้า": "customer",
                "ผู้บริโภค": "customer",
                "employees": "employee",
                "staff": "employee",
                "พนักงาน": "employee",
                "บุคลากร": "employee",
                "ลูกจ้าง": "employee",
            },
        ),
        Column(
            "question",
            "choice",
            "What was asked.",
            required=True,
            choices=(
                "nps",
                "csat",
                "ces",
                "nts",
                "awareness",
                "interest",
                "preference",
                "purchase",
                "recommendation",
                "positioning",
                "association",
                "knows_positioning",
                "lives_positioning",
                "leadership",
                "engagement",
            ),
            open=True,
        ),
        Column("attribute", "id", "What the question was about: of an association, the quality named."),
        Column("score", "number", "The answer, on its scale; yes and no are 1 and 0.", required=True),
        Column("scale_min", "number", "Lower end of the scale.", required=True),
        Column("scale_max", "number", "Upper end of the scale.", required=True),
    ),
    key=("brand", "date", "respondent", "group", "question", "attribute"),
    within=(("score", "scale_min", "scale_max"),),
)

VISITS = Table(
    "visits",
    "The path of visits to a site, a row per page view.",
    (
        Column("session", "id", "Visit.", required=True),
        Column("visitor", "id", "Who came (a cookie's number or a pseudonym).", required=True, person=True),
        Column("page", "id", "Page.", required=True),
        Column("order", "count", "Place of the page view within the visit, counted from 1.", required=True, lowest=1),
        Column("source", "id", "Where the visit came from (facebook, search, email, …)."),
        Column("at", "time", "When the page was called up.", required=True),
    ),
    key=("session", "order"),
)

#: Tables that a data folder may hold, by name.
INPUT_TABLES: dict[str, Table] = {t.name: t for t in (ACCOUNTS, POSTS, MENTIONS, BRANDS, CAMPAIGNS, SURVEYS, VISITS)}

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

_R_CAMPAIGN = Column("campaign", "id", "Campaign, or `all`.")
_R_CURRENCY = Column("currency", "id", "Currency of the row's money; money of several is never added.")

CAMPAIGN_METRICS = Table(
    "campaign_metrics",
    "Every metric of every campaign: in all, by platform, by stage, and of all campaigns together; a row per metric.",
    (
        _R_CAMPAIGN,
        Column("platform", "id", "Platform, or `all`."),
        Column(
            "stage",
            "id",
            "Stage that the rows behind the figure aim at; `all` = several, or whatever the stage; empty = none named.",
        ),
        _R_CURRENCY,
        Column("period", "choice", "whole = all days asked for.", choices=("whole", "day", "week", "month")),
        Column("period_start", "day", "First day of the period, Asia/Bangkok."),
        Column("period_end", "day", "Last day of the period."),
        Column("metric", "id", "Metric of the registry."),
        Column("metric_stage", "id", "Stage of the buyer's journey that the metric tells of."),
        Column("value", "number", "The metric over the sums of the period."),
        Column("unit", "id", "percent, ratio, count, times, or the currency."),
        Column("target", "number", "What was aimed at."),
        Column("met", "flag", "1 = the target is met, by the metric's direction; empty where no direction is better."),
        Column("previous", "number", "The same figure in the period before, or in the days or data given for it."),
        Column("change", "number", "value less previous, in the unit."),
        Column("change_percent", "number", "The change in percent of previous."),
        Column("better", "choice", "What the change is.", choices=("better", "worse", "same")),
        Column("formula", "text", "The formula behind the value."),
        Column("reason", "text", "Why value, previous or change_percent is empty."),
        Column("note", "text", "What a reader must know of the value."),
    ),
    key=("campaign", "platform", "stage", "currency", "period", "period_start", "metric"),
)

CAMPAIGN_RANKING = Table(
    "campaigns",
    "One row per campaign and currency, ranked by return on investment within the currency.",
    (
        Column("rank", "count", "Rank by roi within the currency; equal ones share one; empty = no roi."),
        Column("campaign", "id", "Campaign."),
        _R_CURRENCY,
        Column("stage", "id", "Stage that it aims at; `all` = several; empty = none named."),
        Column("platforms", "list", "Platforms it ran on."),
        Column("first_day", "day", "First day with figures."),
        Column("last_day", "day", "Last day with figures."),
        Column("spend", "number", "Money paid for the advertising."),
        Column("revenue", "number", "Money taken."),
        Column("cost", "number", "All costs, as given; empty = not given, spend stands in for them in roi."),
        Column("profit", "number", "Profit, as given."),
        Column("roi", "number", "Return on investment, a ratio."),
        Column("roas", "number", "Revenue over spend, a ratio."),
        Column("cost_per_reach", "number", "Spend per person reached."),
        Column("cost_per_visit", "number", "Spend per visit."),
        Column("cost_per_registration", "number", "Spend per registration."),
        Column("cost_per_booking", "number", "Spend per booking."),
        Column("cost_per_customer", "number", "Spend per customer."),
        Column("targets", "count", "Targets that were set for it and can be judged."),
        Column("targets_met", "count", "How many of them are met."),
        Column("reason", "text", "Why it has no rank."),
        Column("note", "text", "What a reader must know of its roi."),
    ),
    key=("campaign", "currency"),
)

CAMPAIGN_CHAIN = Table(
    "chain",
    "From money to customers: per campaign a row for each step, with what one person at it cost.",
    (
        _R_CAMPAIGN,
        _R_CURRENCY,
        Column("place", "count", "Place of the step, from 1."),
        Column("step", "choice", "The step.", choices=("reach", "visits", "registrations", "bookings", "customers")),
        Column("count", "number", "How many came this far."),
        Column("from_step", "id", "The step before that was counted."),
        Column("conversion", "number", "Those who came this far, in percent of the step before."),
        Column("step_part", "number", "How many came this far, where the step before was counted too."),
        Column("step_whole", "number", "How many came to the step before, where this one was counted too."),
        Column("spend", "number", "Money paid for the advertising."),
        Column("cost_per", "number", "Spend for each of them."),
        Column("cost_spend", "number", "Spend behind cost_per: that of where this step was counted."),
        Column("cost_count", "number", "How many came this far, where spend is known."),
        Column("reason", "text", "Why a figure is empty."),
        Column("note", "text", "What a reader must know of the figures."),
    ),
    key=("campaign", "currency", "step"),
)

TARGETS = Table(
    "targets",
    "What campaigns aim at, a row per target: a file for `brandscore campaigns --target`.",
    (
        Column("campaign", "id", "Campaign; empty = each campaign; `all` = all of them together."),
        Column(
            "platform",
            "choice",
            "Platform; empty = all platforms together.",
            choices=_PLATFORM.choices,
            aliases=_PLATFORM.aliases,
            open=True,
        ),
        Column(
            "currency",
            "currency",
            "Currency of a target in money, where the data have several.",
            aliases=CAMPAIGNS.column("currency").aliases,
        ),
        Column("metric", "id", "Metric, by its name in the registry.", required=True),
        Column("target", "number", "The value to reach, in the metric's unit: 2 for 2 %.", required=True),
    ),
    key=("campaign", "platform", "currency", "metric"),
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

_R_OBJECTIVE = Column("objective", "text", "Objective, by its title.")
_R_PROGRESS = Column("progress", "number", "Share of the way, 0 to 1.")
_R_ELAPSED = Column("elapsed", "number", "Share of the period gone, 0 to 1.")
_R_PACE = Column("pace", "number", "Progress over the share of the period gone; empty before it begins.")
_R_STATUS = Column(
    "status",
    "choice",
    "Where it stands in a word.",
    choices=("done", "ahead", "on track", "behind", "not started", "unknown"),
)

OKR = Table(
    "okr",
    "One row per key result of a plan: its figures, progress and forecast.",
    (
        _R_OBJECTIVE,
        Column("key_result", "text", "Key result, by its title."),
        Column(
            "kind",
            "choice",
            "Kind of key result.",
            choices=("increase_percent", "reduce_to", "reach", "count", "milestone", "per_item"),
        ),
        Column("metric", "id", "Metric that is measured; empty = entered by hand."),
        Column("brand", "id", "Brand; empty = all."),
        Column("platform", "id", "Platform; empty = all."),
        Column("unit", "text", "Unit of baseline, target, value and forecast."),
        Column("baseline", "number", "What is compared with; empty where it counts from 0."),
        Column("target", "number", "Where it shall come to, as a value; 1 for a milestone."),
        Column("value", "number", "Where it stands."),
        _R_PROGRESS,
        Column("progress_raw", "number", "The same, not kept within 0 and 1."),
        _R_ELAPSED,
        _R_PACE,
        _R_STATUS,
        Column("forecast", "number", "Value expected at the period's end."),
        Column("forecast_low", "number", "Lower end of its 95 % interval."),
        Column("forecast_high", "number", "Upper end of its 95 % interval."),
        Column("forecast_progress", "number", "Progress at the forecast, 0 to 1."),
        Column("forecast_progress_low", "number", "Progress at the less favourable end of the interval."),
        Column("forecast_progress_high", "number", "Progress at the more favourable end."),
        Column("chance", "number", "Chance to end at the target or beyond, 0 to 1, as the forecast assumes."),
        Column("reason", "text", "Why something is empty, or what a reader must know of it."),
    ),
    key=("objective", "key_result"),
)

OBJECTIVES = Table(
    "objectives",
    "One row per objective of a plan.",
    (
        _R_OBJECTIVE,
        Column("period_start", "day", "First day of its period."),
        Column("period_end", "day", "Last day of its period."),
        Column("owner", "text", "Role that answers for it."),
        Column("key_results", "count", "How many key results it has."),
        Column("known", "count", "Of how many of them the progress is known."),
        replace(_R_PROGRESS, about="Weighted mean of the progress of the key results of which it is known, 0 to 1."),
        _R_ELAPSED,
        _R_PACE,
        _R_STATUS,
        Column("smart_missing", "list", "What it lacks of SMART, by the names of the rules."),
        Column("smart_questions", "list", "What should be asked about it."),
        Column("reason", "text", "Why something is empty, or what a reader must know of it."),
    ),
    key=("objective",),
)

METRICS = Table(
    "metrics",
    "Every metric that was measured: a row per brand, platform and period, and per page, source, attribute or currency "
    "where the metric is one of these.",
    (
        Column("metric", "id", "Metric, by its name in the registry."),
        Column("title", "text", "What people call it."),
        Column("brand", "id", "Brand; empty where the table names none."),
        Column("platform", "id", "Platform, or `all`."),
        Column("by", "id", "What `of` names: `currency`, `page`, `source` or `attribute`; else empty."),
        Column("of", "id", "The page, source, attribute or currency that the value is of; else empty."),
        Column("period_start", "day", "First day of the period, Asia/Bangkok."),
        Column("period_end", "day", "Last day of the period."),
        Column("value", "number", "The value; empty where there is none, never infinite."),
        Column("unit", "id", "percent, ratio, points, count, times, minutes, or the currency."),
        Column("reading", "text", "What a source calls such a value (bounce rate: good, average, …); mostly empty."),
        Column("formula", "text", "The formula behind the value."),
        Column("tables", "list", "Tables that its inputs come from; `given` = entered by hand."),
        Column("reason", "text", "Why there is no value."),
        Column("note", "text", "What was assumed or left out."),
    ),
    key=("metric", "tables", "brand", "platform", "by", "of", "period_start"),
)

METRIC_INPUTS = Table(
    "metric_inputs",
    "The figures that metrics are computed from, as they were collected.",
    (
        Column("frame", "id", "Figures of one frame are computed with each other."),
        Column("brand", "id", "Brand; empty where the table names none."),
        Column("platform", "id", "Platform, or `all` where the table has none."),
        Column("by", "id", "What `of` names."),
        Column("of", "id", "The page, source, attribute or currency."),
        Column("period_start", "day", "First day of the period, Asia/Bangkok."),
        Column("period_end", "day", "Last day of the period."),
        Column("input", "id", "Input, by its name in the registry."),
        Column("value", "number", "Its value; a row that is not there was not collected."),
    ),
    key=("frame", "brand", "platform", "by", "of", "period_start", "input"),
)

RESULT_TABLES: dict[str, Table] = {
    t.name: t
    for t in (
        SCORES,
        INDICATORS,
        CONTRIBUTIONS,
        REFERENCE,
        TIMELINE,
        OKR,
        OBJECTIVES,
        CAMPAIGN_METRICS,
        CAMPAIGN_RANKING,
        CAMPAIGN_CHAIN,
        METRICS,
        METRIC_INPUTS,
    )
}
