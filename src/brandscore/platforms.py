"""The platforms of the score, each declared once.

Source: Wisesight brand metric, 2023 edition: five platforms with public
accounts. LINE Official Account and web sites cannot be collected.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["PLATFORMS", "PLATFORM_NAMES", "SIDES", "Platform", "platform_named"]


@dataclass(frozen=True, slots=True)
class Platform:
    """One social platform.

    Parameters
    ----------
    name
        The name in every table.
    title, title_th
        What people read.
    aliases
        Other spellings that are read as this platform, in lower case.
    counts_views
        Whether the score counts its views (published: Instagram, TikTok and
        YouTube count, Facebook and X do not).
    """

    name: str
    title: str
    title_th: str
    aliases: tuple[str, ...]
    counts_views: bool


PLATFORMS: tuple[Platform, ...] = (
    Platform(
        "facebook",
        "Facebook",
        "เฟซบุ๊ก",
        ("fb", "เฟซบุ๊ก", "เฟสบุ๊ค", "เฟซบุ๊ค", "เฟสบุ๊ก", "เฟสบุค", "เฟซบุค", "เฟส", "เฟซ"),
        False,
    ),
    Platform("instagram", "Instagram", "อินสตาแกรม", ("ig", "insta", "อินสตาแกรม", "อินสตราแกรม", "อินสตา", "ไอจี"), True),
    Platform(
        "x",
        "X",
        "เอ็กซ์ (ทวิตเตอร์)",
        ("twitter", "x (twitter)", "x/twitter", "twitter/x", "ทวิตเตอร์", "ทวิต", "เอ็กซ์", "เอกซ์"),
        False,
    ),
    Platform("youtube", "YouTube", "ยูทูบ", ("yt", "ยูทูบ", "ยูทูป", "ยูทูบี", "ยูทิวบ์"), True),
    Platform(
        "tiktok", "TikTok", "ติ๊กต็อก", ("tik tok", "tt", "ติ๊กต็อก", "ติ๊กต๊อก", "ติ๊กตอก", "ติกตอก", "ติกต็อก", "ติ๊กต่อก"), True
    ),
)
PLATFORM_NAMES: tuple[str, ...] = tuple(p.name for p in PLATFORMS)

#: The two sides of the score: the brand's own channels, and where others talk.
SIDES: tuple[str, ...] = ("own", "earned")


def platform_named(name: str) -> Platform:
    """Return the platform of a name or alias.

    Raises
    ------
    KeyError
        If no platform has that name.

    Examples
    --------
    >>> platform_named("Twitter").name
    'x'
    """
    wanted = name.strip().lower()
    for platform in PLATFORMS:
        if wanted == platform.name or wanted in platform.aliases:
            return platform
    raise KeyError(name)
