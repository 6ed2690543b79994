"""The messages: who wrote what, when, where, under which post, and what is known of it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from brandscore.example.brands import BRANDS, BrandPlan
from brandscore.example.dice import Dice, running
from brandscore.example.mix import mix_of, topic_of
from brandscore.example.posts import Post
from brandscore.example.rhythm import END, Clock, day_of, day_totals
from brandscore.example.voices import ALL_KINDS, Voices
from brandscore.platforms import PLATFORM_NAMES

__all__ = ["Message", "messages_of_all"]

#: Handles per platform, and the number each platform's handles begin with.
_HANDLES = {"facebook": 3_900, "instagram": 2_600, "x": 3_300, "youtube": 1_100, "tiktok": 3_400}
_FIRST = {"facebook": 1_000, "instagram": 11_000, "x": 21_000, "youtube": 31_000, "tiktok": 41_000}
_TRADERS = 70
#: Messages on coffee in general, and on owls, by platform.
_UNNAMED = {"facebook": 190, "instagram": 120, "x": 330, "youtube": 50, "tiktok": 190}
_OWLS = {"facebook": 34, "instagram": 12, "x": 40, "youtube": 6, "tiktok": 22}
_GENERAL = (("general", 76), ("general_ask", 12), ("seller", 5), ("spam", 4), ("news", 3))
_COMPARE = (("compare_ask", 34), ("compare_chat", 30), ("compare_good", 20), ("compare_bad", 16))
#: Readiness of admins to answer, by what the comment is about.
_READY = {"buy": 1.3, "bad": 1.0, "good": 0.75, "other": 0.9}


@dataclass(slots=True, eq=False)
class Message:
    """One message; the labels meant by it stand under its kind."""

    seconds: int
    platform: str
    author: str | None
    text: str | None
    channel: str
    kind: str
    about: tuple[BrandPlan, ...]
    brand: str | None = None
    parent: Post | Message | None = None
    by_brand: int | None = None
    reactions: int | None = None
    comments: int | None = None
    shares: int | None = None
    views: int | None = None
    tag_friends: int | None = None
    labelled: str = ""  # "all" or "sentiment" where an analyst labelled it by hand
    mention_id: str = ""


class _Crowd:
    """The people who write: a few write much, most write once."""

    def __init__(self, dice: Dice) -> None:
        self._dice = dice

    def author(self, platform: str, trade: bool) -> str | None:
        """Return who writes: a handle, or None where the export names nobody."""
        u = self._dice
        if u.chance(0.067):
            return None
        if trade:
            return f"u{_FIRST[platform] + 9_000 + u.below(_TRADERS)}"
        v = u.u()
        rank = int(_HANDLES[platform] * v * v)
        # Handles are shuffled by a step that shares no factor with their number.
        return f"u{_FIRST[platform] + rank * 1_009 % _HANDLES[platform]}"


class _Scribe:
    """Writes the messages, part by part."""

    def __init__(self, seed: int, posts: list[Post]) -> None:
        self.u = Dice(seed, "mentions")
        self.clock = Clock(self.u)
        self.voices = Voices(Dice(seed, "mention-texts"))
        self.crowd = _Crowd(Dice(seed, "authors"))
        self.rows: list[Message] = []
        self._posts: dict[tuple[str, str], tuple[list[int], list[Post]]] = {}
        for post in posts:
            times, held = self._posts.setdefault((post.plan.name, post.platform), ([], []))
            times.append(post.published)
            held.append(post)

    def earned(self, plan: BrandPlan, platform: str, number: int) -> None:
        """Write what others say about a brand on a platform."""
        u = self.u
        totals = day_totals(plan.trend, _event(plan))
        campaign: tuple[str, str] | None = None
        for _ in range(number):
            day = u.index(totals)
            second = None
            if u.chance(0.045):
                kind = _COMPARE[u.index(_COMPARE_TOTALS)][0]
                second = u.pick([other for other in BRANDS if other is not plan])
            else:
                kinds, weights = mix_of(plan, "earned", day)
                kind = kinds[u.index(weights)]
            trade = bool(ALL_KINDS[kind].promo)
            given = u.chance(0.06)
            text = self.voices.message(
                kind, plan, day, platform, named=second is not None or not (given and u.chance(0.5)), second=second
            )
            if kind in ("seller", "spam") and u.chance(0.45):
                # Sellers paste the same text again and again.
                if campaign is not None and campaign[0] == kind and u.chance(0.9):
                    text = campaign[1] if u.chance(0.6) else self.voices.dresser.varied(campaign[1])
                else:
                    campaign = (kind, text)
            row = Message(
                self.clock.seconds(day, platform),
                platform,
                self.crowd.author(platform, trade),
                text,
                "earned",
                kind,
                (plan,) if second is None else (plan, second),
                brand=plan.name if given and second is None else None,
            )
            self._count(row)
            self.rows.append(row)
            if u.chance(0.02):
                self._again(row)
            elif not trade and second is None and u.chance(0.05):
                self._more(row, plan)
            if u.chance(0.04):
                self._answer(row, plan)
            if platform == "x" and u.chance(0.025):
                self._echo(row, plan)

    def own(self, plan: BrandPlan, platform: str, number: int) -> None:
        """Write the comments under a brand's posts, and its admins' answers."""
        u = self.u
        totals = day_totals(plan.trend, _event(plan))
        times, posts = self._posts[plan.name, platform]
        before: Message | None = None
        for _ in range(number):
            day = u.index(totals)
            kinds, weights = mix_of(plan, "own", day)
            kind = kinds[u.index(weights)]
            at = max(self.clock.seconds(day, platform), times[0] + 60 + u.below(7_200))
            # One of the latest posts, more likely the last; a video is commented on for longer.
            behind = bisect_right(times, at) - 1
            v = u.u()
            post = posts[behind - int(min(behind, 4) * v * v)]
            text: str | None = self.voices.message(kind, plan, day, platform, named=u.chance(0.22), comment=True)
            if kind.startswith("short") and u.chance(0.03):
                text = None  # a sticker
            row = Message(
                at,
                platform,
                self.crowd.author(platform, bool(ALL_KINDS[kind].promo)),
                text,
                "own",
                kind,
                (plan,),
                brand=plan.name if u.chance(0.85) else None,
                parent=post,
                by_brand=0,
            )
            if before is not None and u.chance(0.05) and before.seconds < at < before.seconds + 3 * 86_400:
                row.parent = before  # answers another comment
            else:
                post.comment_times.append(at)
            if u.chance(0.35):
                row.reactions = int((u.tail(40.0) - 0.7) * 3)
            self.rows.append(row)
            before = row
            self._admin(row, plan)

    def unnamed(self, platform: str) -> None:
        """Write what names no brand: coffee in general, and owls."""
        u = self.u
        flat = day_totals((100,) * 6, "")
        for number, pool in ((_UNNAMED[platform], _GENERAL), (_OWLS[platform], (("bird", 1),))):
            weights = running(w for _, w in pool)
            for _ in range(number):
                day = u.index(flat)
                kind = pool[u.index(weights)][0]
                row = Message(
                    self.clock.seconds(day, platform),
                    platform,
                    self.crowd.author(platform, bool(ALL_KINDS[kind].promo)),
                    self.voices.message(kind, None, day, platform, named=False),
                    "earned",
                    kind,
                    (),
                )
                self._count(row)
                self.rows.append(row)

    def _again(self, row: Message) -> None:
        """The same author posts it again, a little different, minutes later."""
        at = row.seconds + self.u.between(20, 1_500)
        if at >= END or row.text is None:
            return
        text = self.voices.dresser.varied(row.text)
        self.rows.append(Message(at, row.platform, row.author, text, row.channel, row.kind, row.about, brand=row.brand))

    def _more(self, row: Message, plan: BrandPlan) -> None:
        """The same author goes on about the brand, in a thread."""
        u = self.u
        at = row.seconds
        for _ in range(u.between(1, 3)):
            at += u.between(30, 2_400)
            if at >= END:
                return
            text = self.voices.message(row.kind, plan, day_of(at), row.platform, named=u.chance(0.7))
            self.rows.append(
                Message(at, row.platform, row.author, text, "earned", row.kind, row.about, row.brand, parent=row)
            )

    def _echo(self, row: Message, plan: BrandPlan) -> None:
        """Others pass a message on word by word."""
        u = self.u
        at = row.seconds
        for _ in range(u.between(1, 4)):
            at += u.between(60, 20_000)
            if at >= END:
                return
            author = self.crowd.author(row.platform, False)
            text = f"RT @{row.author or 'u' + str(u.between(1000, 9999))}: {row.text}"
            self.rows.append(Message(at, row.platform, author, text, "earned", row.kind, row.about))

    def _answer(self, row: Message, plan: BrandPlan) -> None:
        """Somebody answers a message elsewhere, mostly without naming the brand again."""
        u = self.u
        at = row.seconds + self.u.between(60, 40_000)
        if at >= END:
            return
        kind = u.pick(("short_good", "short_bad", "short_neu", "want", "praise", "complain"))
        day = day_of(at)
        self.rows.append(
            Message(
                at,
                row.platform,
                self.crowd.author(row.platform, False),
                self.voices.message(kind, plan, day, row.platform, named=False, comment=True),
                "earned",
                kind,
                row.about,
                parent=row,
            )
        )

    def _admin(self, row: Message, plan: BrandPlan) -> None:
        """The admins answer, or not."""
        u = self.u
        if ALL_KINDS[row.kind].promo:
            return
        topic = topic_of(row.kind)
        ready = plan.response * _READY[topic]
        if row.kind == "crisis":
            ready = 0.06
        if not u.chance(ready):
            return
        at = row.seconds + int(900 * u.tail(60.0)) + u.below(3_600)
        if at >= END:
            return
        account = next(a.account_id for a in plan.accounts if a.platform == row.platform)
        text = self.voices.reply(topic, plan, day_of(at), row.platform)
        self.rows.append(
            Message(
                at,
                row.platform,
                account,
                text,
                "own",
                "admin",
                (plan,),
                brand=plan.name,
                parent=row,
                by_brand=1,
            )
        )

    def _count(self, row: Message) -> None:
        """Give a message its reactions, comments, shares and views, where the tool read them."""
        u = self.u
        if u.chance(0.4):
            return
        tail = u.tail(120.0) - 0.7
        row.reactions = int(tail * 6)
        row.comments = int(tail * 1.2 * u.u())
        row.shares = int(tail * (3.0 if row.platform == "x" else 0.8) * u.u())
        if row.platform in ("instagram", "youtube", "tiktok") and u.chance(0.7):
            row.views = int((tail + 0.3) * (260 if row.platform == "tiktok" else 120) * (0.5 + u.u()))
        if row.platform == "facebook" and row.comments and u.chance(0.3):
            row.tag_friends = min(row.comments, u.below(3))


_COMPARE_TOTALS = running(w for _, w in _COMPARE)


def _event(plan: BrandPlan) -> str:
    return "viral" if plan is BRANDS[1] else "crisis" if plan is BRANDS[2] else ""


def _labelled(rows: list[Message], dice: Dice) -> None:
    """An analyst has labelled a few messages by hand."""
    for row in rows:
        share = dice.u()
        if row.kind != "admin" and row.text is not None:
            row.labelled = "all" if share < 0.025 else "sentiment" if share < 0.035 else ""


def messages_of_all(seed: int, posts: list[Post]) -> list[Message]:
    """Return every message in order of time, numbered; the posts learn of their comments."""
    scribe = _Scribe(seed, posts)
    for plan in BRANDS:
        for platform in PLATFORM_NAMES:
            scribe.earned(plan, platform, plan.earned[platform])
            if plan.own[platform]:
                scribe.own(plan, platform, plan.own[platform])
    for platform in PLATFORM_NAMES:
        scribe.unnamed(platform)
    rows = scribe.rows
    rows.sort(key=lambda row: row.seconds)  # stable: equal times keep the order they were written in
    number = dict.fromkeys(PLATFORM_NAMES, 0)
    for row in rows:
        number[row.platform] += 1
        row.mention_id = f"{row.platform}-{number[row.platform]:06d}"
    _labelled(rows, Dice(seed, "labels"))
    return rows
