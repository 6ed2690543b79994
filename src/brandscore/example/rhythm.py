"""The calendar of the example: half a year in Bangkok, its weekends, paydays and holidays, its hours."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from functools import cache

from brandscore.example.brands import CRISIS, VIRAL
from brandscore.example.dice import Dice, running

__all__ = ["BANGKOK", "DAYS", "END", "START", "Clock", "day_of", "day_totals", "instant", "months_of", "season"]

BANGKOK = timezone(timedelta(hours=7))
START = date(2026, 1, 1)
DAYS = 181  # to 30 June
#: Seconds from the start of 1 January to the end of 30 June, Bangkok time.
END = DAYS * 86_400

_MONTHS = tuple((START + timedelta(days=day)).month - 1 for day in range(DAYS))
_WEEKDAYS = tuple((START + timedelta(days=day)).weekday() for day in range(DAYS))
_DATES = tuple((START + timedelta(days=day)).day for day in range(DAYS))
#: The week of Songkran (11 to 16 April), with 13 to 15 April at its heart.
_SONGKRAN = range(100, 106)
_ON_SONGKRAN = range(102, 105)

#: Weights of the 24 hours by platform: mornings before work, lunch, and long evenings.
_HOURS = {
    "facebook": (14, 7, 3, 2, 2, 5, 18, 40, 48, 44, 42, 46, 58, 44, 38, 38, 38, 42, 50, 60, 66, 60, 46, 28),
    "instagram": (16, 8, 4, 2, 2, 4, 12, 30, 40, 44, 46, 48, 56, 50, 46, 44, 42, 44, 50, 58, 64, 62, 50, 32),
    "x": (44, 28, 16, 9, 6, 6, 14, 36, 46, 42, 40, 44, 56, 44, 38, 36, 36, 38, 44, 54, 66, 74, 78, 70),
    "youtube": (20, 10, 5, 3, 2, 4, 10, 20, 26, 30, 34, 38, 46, 40, 36, 36, 38, 40, 46, 58, 68, 66, 54, 38),
    "tiktok": (42, 24, 13, 7, 5, 5, 12, 26, 34, 34, 36, 42, 58, 46, 38, 38, 40, 44, 52, 64, 76, 80, 76, 66),
}
_SEASONS = (
    (range(0, 5), "ปีใหม่ทั้งที|หยุดปีใหม่|แก้วแรกของปี"),
    (range(42, 46), "วาเลนไทน์ปีนี้|วันแห่งความรัก|คนไม่มีคู่แบบเรา"),
    (_SONGKRAN, "สงกรานต์นี้|หยุดสงกรานต์|ก่อนขึ้นรถกลับบ้าน|เล่นน้ำมาเหนื่อยๆ"),
    (range(0, 50), "อากาศเย็นๆ|เช้านี้หนาวนิดๆ|ฝุ่นเยอะมาก"),
    (range(50, 135), "ร้อนตับแตก|ร้อนมาก|แดดเมืองไทย|อากาศร้อนแบบนี้"),
    (range(135, DAYS), "ฝนตกทุกเย็น|ฝนตกหนักมาก|รถติดเพราะฝน|ฟ้าครึ้มๆ"),
)


def instant(seconds: int) -> datetime:
    """Return the Bangkok time at that many seconds after the start of 1 January."""
    return datetime(START.year, START.month, START.day, tzinfo=BANGKOK) + timedelta(seconds=seconds)


def day_of(seconds: int) -> int:
    """Return the Bangkok day, 0 = 1 January."""
    return seconds // 86_400


def months_of(day: int) -> int:
    """Return the month of a day, 0 = January."""
    return _MONTHS[day]


def season(day: int, dice: Dice) -> str:
    """Return a few words on the weather or the holiday of a day."""
    fits = [words for days, words in _SEASONS if day in days]
    return dice.pick(fits[0].split("|"))


@cache
def day_totals(trend: tuple[int, ...], event: str) -> tuple[int, ...]:
    """Return running totals of the days' weights for a brand.

    Parameters
    ----------
    trend
        Weights of the six months.
    event
        ``crisis``, ``viral`` or empty.
    """
    weights = []
    for day in range(DAYS):
        weight = trend[_MONTHS[day]] * 100
        if _WEEKDAYS[day] >= 5:
            weight = weight * 128 // 100
        if _DATES[day] >= 27 or _DATES[day] <= 2:  # payday
            weight = weight * 118 // 100
        if day in _SONGKRAN:
            weight = weight * (150 if day in _ON_SONGKRAN else 120) // 100
        weight = weight * (88 + day * 37 % 25) // 100  # no two days are alike
        if event == "crisis" and CRISIS[0] <= day <= CRISIS[1]:
            # Up within two days, then down by an eighth a day.
            since = day - CRISIS[0]
            peak = (60_000, 88_000, 74_000)
            weight += peak[since] if since < 3 else 74_000 * 7 ** (since - 2) // 8 ** (since - 2)
        if event == "viral" and VIRAL[0] <= day <= VIRAL[1]:
            away = abs(day - (VIRAL[0] + 9))
            weight += max(0, 18_000 - 1_100 * away)
        weights.append(weight)
    return running(weights)


class Clock:
    """Draws times of the day."""

    __slots__ = ("_dice", "_hours")

    def __init__(self, dice: Dice) -> None:
        self._dice = dice
        self._hours = {platform: running(weights) for platform, weights in _HOURS.items()}

    def seconds(self, day: int, platform: str) -> int:
        """Return a time on that day, in seconds after the start of 1 January."""
        return day * 86_400 + self._dice.index(self._hours[platform]) * 3_600 + self._dice.below(3_600)
