"""Followers, and the brands' own posts with the counts that were read off them."""

from __future__ import annotations

from dataclasses import dataclass, field

from brandscore.example.brands import BRANDS, CRISIS, Account, BrandPlan
from brandscore.example.dice import Dice
from brandscore.example.rhythm import DAYS, END, Clock, day_of, months_of
from brandscore.example.voices import Voices

__all__ = ["FollowerRow", "Post", "Reading", "follower_rows", "post_id_order", "posts_of_all"]

#: Reactions per follower; comments and shares per reaction; views per reaction; share of posts with views.
_RATES: dict[str, tuple[float, float, float, float, float]] = {
    "facebook": (0.0011, 0.07, 0.09, 9.0, 0.25),
    "instagram": (0.011, 0.025, 0.02, 8.0, 0.45),
    "x": (0.0011, 0.06, 0.3, 60.0, 1.0),
    "youtube": (0.008, 0.09, 0.06, 30.0, 1.0),
    "tiktok": (0.035, 0.03, 0.055, 17.0, 1.0),
}
_TYPES: dict[str, tuple[str, ...]] = {
    "facebook": ("photo", "photo", "photo", "album", "link", "status"),
    "instagram": ("photo", "photo", "carousel"),
    "x": ("photo", "text", "photo"),
    "youtube": ("video", "short"),
    "tiktok": ("video",),
}
_VIDEO: dict[str, str] = {"facebook": "video", "instagram": "reel", "x": "video"}
#: Last days of the months January to May: when counts were read once before the end.
_MONTH_ENDS = (30, 58, 89, 119, 150)
#: The last reading: 30 June, 23:30.
_LAST_READING = END - 1_800


@dataclass(slots=True)
class Reading:
    """The counts of a post at one time; ``seconds`` None = time not noted."""

    seconds: int | None
    reactions: int
    comments: int
    shares: int
    views: int | None
    tag_friends: int | None


@dataclass(slots=True)
class Post:
    """A post of a brand."""

    plan: BrandPlan
    platform: str
    published: int
    text: str
    type: str
    readings: list[Reading]
    post_id: str = ""
    comment_times: list[int] = field(default_factory=list)

    def hold_comments(self) -> None:
        """Raise the counted comments to those that the mentions hold by then."""
        for reading in self.readings:
            until = END if reading.seconds is None else reading.seconds
            reading.comments = max(reading.comments, len([t for t in self.comment_times if t <= until]))


@dataclass(frozen=True, slots=True)
class FollowerRow:
    """Followers of an account on a day; None = the tool failed that week."""

    brand: str
    platform: str
    account_id: str
    day: int
    followers: int | None


def _grown(plan: BrandPlan, account: Account, day: int) -> float:
    """Followers of an account on a day, without weekly noise."""
    share = day / (DAYS - 1)
    if plan is BRANDS[1]:  # the challenger's growth comes with the viral weeks
        share = share * 0.55 if day < 66 else 0.55 * share + 0.45 * min(1.0, (day - 66) / 60)
    level = account.followers * (1.0 + account.growth * share)
    if plan is BRANDS[2] and day >= CRISIS[0]:  # people leave in a crisis
        level *= 1.0 - 0.045 * min(1.0, (day - CRISIS[0]) / 25)
    return level


def follower_rows(seed: int) -> list[FollowerRow]:
    """Return snapshots of every exported account: on the first day, every Sunday, and on the last day."""
    u = Dice(seed, "accounts")
    # 1 January 2026 is a Thursday, so Sundays start with day 3; snapshots on
    # them lie at the edges of calendar weeks.
    days = (0, *range(3, DAYS - 1, 7), DAYS - 1)
    rows = []
    for plan in BRANDS:
        for account in plan.accounts:
            if not account.exported:
                continue
            for day in days:
                level = _grown(plan, account, day)
                inner = 0 < day < DAYS - 1
                count = int(level * (1.0 + (u.u() - 0.5) * 0.0012)) if inner else int(level)
                if inner and u.chance(0.015):
                    if u.chance(0.5):
                        continue  # that week was not exported
                    rows.append(FollowerRow(plan.name, account.platform, account.account_id, day, None))
                    continue
                rows.append(FollowerRow(plan.name, account.platform, account.account_id, day, count))
    return rows


def _readings(u: Dice, plan: BrandPlan, account: Account, published: int, video: bool) -> list[Reading]:
    """Return the readings of one post: one or two."""
    day = day_of(published)
    followers = _grown(plan, account, day)
    per_follower, per_comment, per_share, per_view, _ = _RATES[account.platform]
    # Small pages reach a larger part of their followers.
    reach = 1.0 if followers < 100_000 else 0.72 if followers < 500_000 else 0.5
    reactions = followers * per_follower * reach * plan.appeal * u.tail(18.0)
    if plan is BRANDS[1] and account.platform == "tiktok" and 66 <= day <= 95:
        reactions *= 1.9
    angry = plan is BRANDS[2] and CRISIS[0] <= day <= CRISIS[1]
    comments = reactions * per_comment * u.tail(6.0) * (3.0 if angry else 1.0)
    shares = reactions * per_share * u.tail(8.0)
    views = reactions * per_view * u.tail(5.0) if video else None
    tags = comments * 0.12 * plan.advocate * u.tail(3.0) if account.platform == "facebook" else None

    def read(seconds: int | None, share: float) -> Reading:
        def part(count: float) -> int:
            return int(count * share)

        return Reading(
            seconds,
            part(reactions),
            part(comments),
            part(shares),
            None if views is None else part(views),
            None if tags is None else min(part(tags), part(comments)),
        )

    if u.chance(0.02):
        return [read(None, 1.0)]
    rows = []
    month = months_of(day)
    if month < len(_MONTH_ENDS) and u.chance(0.4):
        at = _MONTH_ENDS[month] * 86_400 + 84_600  # 23:30
        if at > published + 3_600:
            rows.append(read(at, 0.7 + 0.28 * u.u()))
    rows.append(read(_LAST_READING, 1.0))
    return rows


def posts_of_all(seed: int) -> list[Post]:
    """Return every post, in order of time."""
    u = Dice(seed, "posts")
    clock = Clock(u)
    voices = Voices(Dice(seed, "post-texts"))
    posts = []
    for plan in BRANDS:
        for account in plan.accounts:
            if not account.exported:
                continue
            for day in range(DAYS):
                number = u.whole(account.weekly_posts / 7.0)
                for _ in range(max(number, 1) if day == 0 else number):  # everybody greets the new year
                    at = clock.seconds(day, account.platform)
                    if at > _LAST_READING - 7_200:
                        continue
                    kinds = _TYPES[account.platform]
                    video = u.chance(_RATES[account.platform][4])
                    kind = _VIDEO.get(account.platform, u.pick(kinds))
                    kind = kind if video and account.platform != "x" else u.pick(kinds)
                    text = voices.post(plan, day, account.platform)
                    posts.append(Post(plan, account.platform, at, text, kind, _readings(u, plan, account, at, video)))
    posts.sort(key=post_id_order)
    return posts


def post_id_order(post: Post) -> tuple[int, str, str]:
    """Return what posts are sorted and numbered by."""
    return post.published, post.platform, post.plan.name
