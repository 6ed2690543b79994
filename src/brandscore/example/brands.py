"""The six invented brands of the example: who they are, how they are named, how they fare.

Every name was made up for this project; as far as its authors know no such
business exists. What differs between them by design is said in ``about``.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["BRANDS", "CATEGORY", "CRISIS", "NOTE", "VIRAL", "Account", "BrandPlan", "brands_toml"]

CATEGORY = "ร้านกาแฟ"
NOTE = (
    "ข้อมูลตัวอย่าง: แบรนด์ บุคคล และข้อความทั้งหมดแต่งขึ้น ไม่มีอยู่จริง / Example data: all brands, people and messages are invented."
)

#: Days of the year 2026, 0 = 1 January: the service crisis of one brand, first and last day.
CRISIS = (108, 128)  # 19 April to 9 May
#: The weeks in which the challenger's drink goes viral.
VIRAL = (66, 95)  # 8 March to 6 April


@dataclass(frozen=True, slots=True)
class Account:
    """One official account.

    Parameters
    ----------
    platform, account_id
        Where, and under which name.
    followers
        Followers on 1 January.
    growth
        Change by 30 June, relative.
    weekly_posts
        Posts a week.
    exported
        Whether its data were exported; else its cell is missing, not absent.
    """

    platform: str
    account_id: str
    followers: int
    growth: float
    weekly_posts: float
    exported: bool = True


@dataclass(frozen=True, slots=True)
class BrandPlan:
    """One invented brand.

    Parameters
    ----------
    name, hashtag
        As in the tables, and as people tag it.
    about
        What is particular about it, by design.
    aliases, exclude, context
        As in ``brands.toml``.
    spellings
        How people write it, with weights; a few are in no alias list.
    dishes
        Its own menu.
    accounts
        Its official accounts.
    earned, own
        Messages of others and comments on its pages, by platform.
    trend
        Monthly weights of its messages, January to June.
    good, bad, buy, advocate, talk, trade
        Factors on the kinds of message.
    response
        Share of comments its admins answer.
    appeal
        Factor on the reactions to its posts.
    """

    name: str
    hashtag: str
    about: str
    aliases: tuple[str, ...]
    exclude: tuple[str, ...]
    context: tuple[str, ...]
    spellings: tuple[tuple[str, int], ...]
    dishes: tuple[str, ...]
    accounts: tuple[Account, ...]
    earned: dict[str, int]
    own: dict[str, int]
    trend: tuple[int, int, int, int, int, int]
    good: float
    bad: float
    buy: float
    advocate: float
    talk: float
    trade: float
    response: float
    appeal: float

    def has(self, platform: str) -> bool:
        """Whether the brand has an account there whose data were exported."""
        return any(a.platform == platform and a.exported for a in self.accounts)


def _by_platform(facebook: int, instagram: int, x: int, youtube: int, tiktok: int) -> dict[str, int]:
    return {"facebook": facebook, "instagram": instagram, "x": x, "youtube": youtube, "tiktok": tiktok}


BRANDS: tuple[BrandPlan, ...] = (
    BrandPlan(
        name="ทุ่งเมฆา",
        hashtag="ทุ่งเมฆา",
        about="The big, slow incumbent: by far the most followers and the most talk, little growth, lukewarm love.",
        aliases=("ทุ่งเมฆา", "ทุ่งเมคา", "Thung Mekha", "Thungmekha", "#ทุ่งเมฆาคอฟฟี่"),
        exclude=(),
        context=(),
        spellings=(
            ("ทุ่งเมฆา", 70),
            ("ทุ่งเมคา", 6),
            ("Thungmekha", 8),
            ("thung mekha", 5),
            ("#ทุ่งเมฆา", 6),
            ("#ทุ่งเมฆาคอฟฟี่", 3),
            ("ทุ่งเมฆ", 2),
        ),
        dishes=("ลาเต้เมฆปุย", "ชาทุ่งหญ้า", "มอคค่าเมฆา"),
        accounts=(
            Account("facebook", "thungmekha", 1_852_000, 0.004, 5.0),
            Account("instagram", "thungmekha", 312_000, 0.015, 3.5),
            Account("x", "thungmekha", 421_000, 0.003, 5.0),
            Account("x", "thungmekha_care", 18_400, 0.012, 1.0),
            Account("youtube", "thungmekhatv", 96_500, 0.01, 0.6),
            Account("tiktok", "thungmekha", 151_000, 0.04, 2.0),
        ),
        earned=_by_platform(900, 380, 800, 170, 410),
        own=_by_platform(880, 270, 250, 120, 160),
        trend=(108, 104, 100, 98, 95, 92),
        good=0.85,
        bad=1.15,
        buy=0.8,
        advocate=0.6,
        talk=1.5,
        trade=1.3,
        response=0.34,
        appeal=0.6,
    ),
    BrandPlan(
        name="ซ่าคั่ว",
        hashtag="ซ่าคั่ว",
        about="The fast challenger, led by TikTok: a drink goes viral in March, followers more than double.",
        aliases=("ซ่าคั่ว", "ซ่าส์คั่ว", "Sakua", "Saa Kua", "sakua.th", "sakua_th", "#ซ่าคั่วซ่าได้อีก"),
        exclude=(),
        context=(),
        spellings=(
            ("ซ่าคั่ว", 70),
            ("ซ่าส์คั่ว", 7),
            ("Sakua", 9),
            ("saa kua", 2),
            ("#ซ่าคั่ว", 7),
            ("#ซ่าคั่วซ่าได้อีก", 3),
            ("ซ่าคัว", 2),
        ),
        dishes=("กาแฟซ่ามะนาว", "มัทฉะซ่าโซดา", "ซ่าส้มเที่ยง"),
        accounts=(
            Account("facebook", "sakua.th", 62_300, 0.22, 2.5),
            Account("instagram", "sakua.th", 98_400, 0.35, 4.0),
            Account("x", "sakua_th", 41_200, 0.18, 4.5),
            Account("youtube", "sakuachannel", 12_100, 0.4, 0.8),
            Account("tiktok", "sakua.th", 211_000, 1.15, 6.0),
        ),
        earned=_by_platform(380, 440, 720, 160, 1380),
        own=_by_platform(250, 290, 150, 90, 880),
        trend=(60, 72, 130, 120, 112, 124),
        good=1.15,
        bad=0.6,
        buy=1.6,
        advocate=1.4,
        talk=0.8,
        trade=1.1,
        response=0.45,
        appeal=1.9,
    ),
    BrandPlan(
        name="โคโมบรู",
        hashtag="โคโมบรู",
        about="A mid-sized chain hit by a service crisis from 19 April: very many messages, nearly all of them angry.",
        aliases=("โคโมบรู", "โคโมบรูว์", "โคโม่บรู", "Komobru", "Komo Bru", "komobrucoffee", "#แบนโคโมบรู"),
        exclude=(),
        context=(),
        spellings=(
            ("โคโมบรู", 70),
            ("โคโมบรูว์", 6),
            ("โคโม่บรู", 6),
            ("Komobru", 8),
            ("komo bru", 2),
            ("#โคโมบรู", 6),
            ("โคโมบู", 2),
        ),
        dishes=("โคโมลาเต้ปุยนุ่น", "โกโก้โคโม", "ชีสโฟมโคโม"),
        accounts=(
            Account("facebook", "komobrucoffee", 641_000, 0.02, 4.5),
            Account("instagram", "komobru", 182_000, 0.03, 3.5),
            Account("x", "komobru", 151_000, 0.03, 5.0),
            Account("youtube", "komobru", 22_300, 0.02, 0.5),
            Account("tiktok", "komobru", 121_000, 0.08, 2.5),
        ),
        earned=_by_platform(800, 290, 1120, 120, 550),
        own=_by_platform(780, 210, 230, 60, 190),
        trend=(52, 52, 54, 50, 58, 48),
        good=1.0,
        bad=1.1,
        buy=0.9,
        advocate=0.8,
        talk=1.0,
        trade=1.0,
        response=0.3,
        appeal=1.0,
    ),
    BrandPlan(
        name="จิบใบบัว",
        hashtag="จิบใบบัว",
        about="Small and loved: few followers, high advocacy, hardly a complaint, admins who answer.",
        aliases=("จิบใบบัว", "จิบใบบัวคาเฟ่", "Jib Baibua", "Jibbaibua", "jibbaibua.cafe"),
        exclude=(),
        context=(),
        spellings=(
            ("จิบใบบัว", 76),
            ("จิบใบบัวคาเฟ่", 5),
            ("Jibbaibua", 7),
            ("jib baibua", 3),
            ("#จิบใบบัว", 7),
            ("จิบไบบัว", 2),
        ),
        dishes=("กาแฟน้ำตาลโตนด", "ชาใบบัวนมสด", "ลาเต้ดอกบัว"),
        accounts=(
            Account("facebook", "jibbaibua", 38_200, 0.09, 2.5),
            Account("instagram", "jibbaibua.cafe", 52_100, 0.12, 4.0),
            Account("x", "jibbaibua", 9_100, 0.08, 2.0),
            Account("youtube", "jibbaibua", 2_150, 0.1, 0.4),
            Account("tiktok", "jibbaibua", 14_200, 0.2, 1.6),
        ),
        earned=_by_platform(290, 350, 320, 60, 250),
        own=_by_platform(250, 290, 90, 30, 120),
        trend=(90, 108, 96, 100, 102, 106),
        good=1.7,
        bad=0.3,
        buy=1.0,
        advocate=2.8,
        talk=0.8,
        trade=0.5,
        response=0.76,
        appeal=2.6,
    ),
    BrandPlan(
        name="นกเค้า",
        hashtag="นกเค้าคาเฟ่",
        about="Named like an owl (see exclude and context); no YouTube account at all; losing followers on X.",
        aliases=("นกเค้า", "นกเค้าคาเฟ่", "Nokkhao", "Nok Khao", "nokkhaocafe", "nokkhao.cafe", "#นกเค้าคาเฟ่"),
        exclude=("นกเค้าแมว", "นกเค้าโมง", "ลูกนก", "ดูนก", "สัตว์ป่า", "นกฮูก"),
        context=(
            "กาแฟ",
            "คาเฟ่",
            "ร้าน",
            "สาขา",
            "เมนู",
            "ลาเต้",
            "อเมริกาโน่",
            "มัทฉะ",
            "ชาไทย",
            "โกโก้",
            "โคลด์บรูว์",
            "ครัวซองต์",
            "เค้ก",
            "แก้ว",
            "บาริสต้า",
            "พนักงาน",
            "คิว",
            "สั่ง",
            "โปร",
            "บาท",
            "แต้ม",
            "แอป",
            "อร่อย",
            "อยากกิน",
            "มอคค่า",
            "คาปูชิโน่",
            "เอสเปรสโซ่",
            "ชามะนาว",
            "ชาพีช",
            "ชาเขียว",
            "นมสด",
            "โซดา",
            "latte",
            "matcha",
            "coffee",
            "หวานน้อย",
            "บริการ",
            "แถว",
        ),
        spellings=(
            ("นกเค้า", 48),
            ("ร้านนกเค้า", 14),
            ("นกเค้าคาเฟ่", 16),
            ("Nokkhao", 6),
            ("nok khao", 2),
            ("#นกเค้าคาเฟ่", 12),
            ("นกเค๊า", 2),
        ),
        dishes=("โคลด์บรูว์เที่ยงคืน", "ลาเต้ตาโต", "โกโก้รังนอน"),
        accounts=(
            Account("facebook", "nokkhaocafe", 121_000, 0.03, 3.0),
            Account("instagram", "nokkhao.cafe", 75_400, 0.04, 3.0),
            Account("x", "nokkhaocafe", 58_200, -0.06, 3.5),
            Account("tiktok", "nokkhaocafe", 18_100, 0.09, 1.0),
        ),
        earned=_by_platform(410, 330, 400, 40, 170),
        own=_by_platform(330, 230, 150, 0, 70),
        trend=(112, 106, 100, 98, 92, 88),
        good=0.9,
        bad=1.1,
        buy=0.8,
        advocate=0.7,
        talk=1.2,
        trade=0.8,
        response=0.21,
        appeal=0.8,
    ),
    BrandPlan(
        name="หมอกสามชั้น",
        hashtag="หมอกสามชั้น",
        about="Steady all round; lists an official TikTok account, but its export is missing.",
        aliases=("หมอกสามชั้น", "หมอก 3 ชั้น", "หมอก3ชั้น", "Mok Samchan", "Moksamchan"),
        exclude=(),
        context=(),
        spellings=(
            ("หมอกสามชั้น", 68),
            ("หมอก 3 ชั้น", 6),
            ("หมอก3ชั้น", 6),
            ("Moksamchan", 8),
            ("mok samchan", 3),
            ("#หมอกสามชั้น", 7),
            ("หมอกสามช้้น", 2),
        ),
        dishes=("ลาเต้สามชั้น", "อเมริกาโน่หมอกเช้า", "ชาหมอกนมสด"),
        accounts=(
            Account("facebook", "moksamchan", 209_000, 0.04, 3.5),
            Account("instagram", "moksamchan", 111_000, 0.06, 3.0),
            Account("x", "moksamchan", 35_300, 0.04, 2.5),
            Account("youtube", "moksamchan", 15_200, 0.08, 0.7),
            Account("tiktok", "moksamchan", 64_000, 0.1, 2.0, exported=False),
        ),
        earned=_by_platform(470, 370, 400, 120, 270),
        own=_by_platform(400, 250, 130, 90, 0),
        trend=(94, 96, 98, 100, 116, 104),
        good=1.1,
        bad=0.8,
        buy=1.0,
        advocate=1.0,
        talk=1.0,
        trade=1.0,
        response=0.55,
        appeal=1.1,
    ),
)


def _array(items: tuple[str, ...]) -> str:
    return "[" + ", ".join(f'"{item}"' for item in items) + "]"


def brands_toml() -> str:
    """Return ``brands.toml`` of the example.

    Examples
    --------
    >>> import tomllib
    >>> len(tomllib.loads(brands_toml())["brand"])
    6
    """
    lines = [f'note = "{NOTE}"']
    for plan in BRANDS:
        lines += ["", "[[brand]]", f'brand = "{plan.name}"', f'category = "{CATEGORY}"']
        lines.append(f"aliases = {_array(plan.aliases)}")
        if plan.exclude:
            lines.append(f"exclude = {_array(plan.exclude)}")
        if plan.context:
            lines.append(f"context = {_array(plan.context)}")
        lines += ["", "[brand.official_accounts]"]
        platforms = tuple(dict.fromkeys(a.platform for a in plan.accounts))
        for platform in platforms:
            ids = tuple(a.account_id for a in plan.accounts if a.platform == platform)
            lines.append(f"{platform} = {_array(ids)}")
    return "\n".join(lines) + "\n"
