"""Who speaks in the example: composes one message of a kind, for a brand, on a platform."""

from __future__ import annotations

from brandscore.example.brands import BrandPlan
from brandscore.example.dice import Dice, running
from brandscore.example.grammar import Line, Speaker, compiled
from brandscore.example.noise import Dresser, tidy
from brandscore.example.rhythm import months_of, season
from brandscore.example.talk import KINDS, Kind
from brandscore.example.trade import ADMIN, POSTS, TRADE
from brandscore.example.words import BANKS

__all__ = ["ALL_KINDS", "Voices"]

ALL_KINDS: dict[str, Kind] = {**KINDS, **TRADE}

# Statement particles, question particles and words for oneself, by manner of speaking.
_MANNERS: tuple[tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]], ...] = (
    (("ค่ะ", "ค่ะ", "ค่า", "นะคะ", "", ""), ("คะ", "คะ", "คะ", "ค้า", ""), ("เรา", "เรา", "หนู", "พี่")),
    (("ครับ", "ครับ", "คับ", "นะครับ", "", ""), ("ครับ", "ครับ", "คับ", ""), ("ผม", "ผม", "ผม", "เรา")),
    (("", "", "", "นะ", "อะ"), ("", "", "อะ", "น้อ"), ("เรา", "ฉัน", "เค้า", "ชั้น")),
    (("", "", "ว่ะ", "อะแก", "มึง"), ("วะ", "อะ", "แก", ""), ("กู", "ชั้น", "ตัวแม่", "กุ")),
)
_MANNER_TOTALS = {
    "facebook": running((48, 34, 15, 3)),
    "instagram": running((42, 16, 36, 6)),
    "x": running((10, 8, 46, 36)),
    "youtube": running((30, 38, 26, 6)),
    "tiktok": running((24, 14, 42, 20)),
}
_NEWS_SEASON = ("ปีใหม่", "เดือนแห่งความรัก", "ซัมเมอร์", "หน้าร้อน", "เปิดเทอม", "หน้าฝน")
_POLITE = (("ค่ะ", "คะ", "คะ"), ("ครับ", "ครับ", "ครับ"))
_SELLERS = ("ค่ะ", "ครับ", "จ้า", "ค่า", "")
_PRICES = (35, 40, 45, 45, 50, 55, 55, 60, 65, 65, 70, 75, 80, 85, 90, 95, 110, 120, 135)
_COUNTS = (2, 3, 4, 5, 6, 7, 8, 9)
_CITIES = tuple(BANKS["cities"].strip().split("\n"))
_WAITS = (10, 15, 20, 25, 30, 35, 40, 45, 50, 60)


class Voices:
    """Composes messages.

    Parameters
    ----------
    dice
        Its stream of chance.
    """

    def __init__(self, dice: Dice) -> None:
        self._dice = dice
        self.dresser = Dresser(dice)
        self._plan: BrandPlan | None = None
        self._second: BrandPlan | None = None
        self._day = 0
        self._platform = "x"
        self._city = ""
        self._manner = _MANNERS[0]
        self._polite = _POLITE[0]
        u = dice
        self._speaker = Speaker(
            dice,
            {name: compiled(lines) for name, lines in BANKS.items()},
            {
                "b": lambda: self._named(self._plan),
                "b2": lambda: self._named(self._second),
                "bh": lambda: self._plan.hashtag if self._plan else "กาแฟ",
                "sig": lambda: u.pick(self._plan.dishes) if self._plan else "เมนูใหม่",
                "p": lambda: u.pick(self._manner[0]),
                "q": lambda: u.pick(self._manner[1]),
                "I": lambda: u.pick(self._manner[2]),
                "ka": lambda: self._polite[0],
                "kz": lambda: self._polite[1],
                "kq": lambda: self._polite[2],
                "ps": lambda: u.pick(_SELLERS),
                "tag": lambda: f"@u{u.between(1000, 9999)}",
                "price": lambda: str(u.pick(_PRICES)),
                "n": lambda: str(u.pick(_COUNTS)),
                "wage": lambda: f"{u.between(12, 18)},{u.pick(('000', '500'))}",
                "hourly": lambda: str(u.between(9, 14) * 5),
                "city": lambda: self._city,
                "mins": lambda: str(u.pick(_WAITS)),
                "url": self.dresser.address,
                "season": lambda: season(self._day, u),
                "newsseason": lambda: _NEWS_SEASON[months_of(self._day)],
            },
        )
        self._posts = compiled(POSTS)
        self._admin = {key: compiled(lines) for key, lines in ADMIN.items()}

    def message(
        self,
        kind: str,
        plan: BrandPlan | None,
        day: int,
        platform: str,
        *,
        named: bool,
        comment: bool = False,
        second: BrandPlan | None = None,
    ) -> str:
        """Return a message.

        Parameters
        ----------
        kind
            Kind of message.
        plan
            The brand it is about; None = none.
        day
            Bangkok day, 0 = 1 January.
        platform
            Where it is posted.
        named
            Whether it names the brand.
        comment
            Whether it stands under a brand's post.
        second
            A second brand that it names.
        """
        declared = ALL_KINDS[kind]
        self._about(plan, day, platform)
        self._second = second
        lines = self._lines(declared, named)
        text = self._speaker.say(self._dice.pick(lines))
        named_at_end = named and not declared.lines
        tag = f"#{plan.hashtag}" if plan is not None and (named or self._dice.chance(0.3)) else ""
        text = tidy(text).replace("ร้านร้าน", "ร้าน")
        if not declared.promo:
            text = self.dresser.worn(text)
        text = self.dresser.dressed(text, declared.mood, platform, tag, comment=comment)
        if named_at_end and plan is not None:
            text += f" #{plan.hashtag}"
        return text.strip()

    def reply(self, topic: str, plan: BrandPlan, day: int, platform: str) -> str:
        """Return an admin's answer; topic is buy, bad, good or other."""
        self._about(plan, day, platform)
        # An admin team has one voice: women's particles for some brands, men's for others.
        self._polite = _POLITE[len(plan.name) % 2]
        return tidy(self._speaker.say(self._dice.pick(self._admin[topic])))

    def post(self, plan: BrandPlan, day: int, platform: str) -> str:
        """Return the text of a brand's own post."""
        self._about(plan, day, platform)
        self._polite = _POLITE[len(plan.name) % 2]
        return tidy(self._speaker.say(self._dice.pick(self._posts)))

    def _about(self, plan: BrandPlan | None, day: int, platform: str) -> None:
        self._plan = plan
        self._day = day
        self._platform = platform
        self._manner = _MANNERS[self._dice.index(_MANNER_TOTALS[platform])]
        self._city = self._dice.pick(_CITIES)  # one town a message

    def _lines(self, kind: Kind, named: bool) -> tuple[Line, ...]:
        chosen = kind.lines if named and kind.lines else kind.bare or kind.lines
        return compiled(chosen)

    def _named(self, plan: BrandPlan | None) -> str:
        if plan is None:
            return "ร้านนี้"
        u = self._dice
        if self._platform != "youtube" and u.chance(0.03):
            handles = [a.account_id for a in plan.accounts if a.platform == self._platform]
            if handles:
                return f" @{handles[0]} "
        totals = _spelling_totals(plan)
        word = plan.spellings[u.index(totals)][0]
        # Latin words and hashtags stand between spaces, Thai ones mostly do not.
        return f" {word} " if word[0] == "#" or word.isascii() or u.chance(0.18) else word


_TOTALS: dict[str, tuple[int, ...]] = {}


def _spelling_totals(plan: BrandPlan) -> tuple[int, ...]:
    if plan.name not in _TOTALS:
        _TOTALS[plan.name] = running(weight for _, weight in plan.spellings)
    return _TOTALS[plan.name]
