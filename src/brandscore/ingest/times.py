"""Reading times and days: ISO 8601 texts and native columns, to UTC instants and Bangkok days."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import ibis

if TYPE_CHECKING:
    from ibis.expr.types import BooleanValue, DateValue, StringValue, TimestampValue

__all__ = ["bangkok_day", "era_year", "from_bangkok", "instant", "latest", "shaped", "zoned"]

#: Thailand is 7 hours ahead of UTC all year.
_AHEAD_MINUTES = 7 * 60
_SHAPE = (
    r"^\d{4}-\d{2}-\d{2}"
    r"([T ]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-](0\d|1[0-4]):?[0-5]\d)?)?$"
)
#: Length of the longest time that is surely without zone: to the minute.
_TO_THE_MINUTE = 16
#: Years that can only be of the Buddhist era, 543 ahead of the common one.
_BUDDHIST_YEARS = (2400, 2700)


def bangkok_day(instant: TimestampValue) -> DateValue:
    """Return the calendar day in Bangkok of a UTC instant."""
    return (instant + ibis.interval(minutes=_AHEAD_MINUTES)).date()


def from_bangkok(local: Any) -> TimestampValue:
    """Return the UTC instant of a Bangkok time without zone."""
    return local - ibis.interval(minutes=_AHEAD_MINUTES)


def shaped(text: StringValue) -> BooleanValue:
    """Whether a trimmed text has one of the ISO 8601 forms that are read."""
    return text.re_search(_SHAPE)


def era_year(year: Any) -> BooleanValue:
    """Whether a year is one of the Buddhist era."""
    first, last = _BUDDHIST_YEARS
    return year.between(first, last)


def zoned(text: StringValue) -> BooleanValue:
    """Whether a text in ISO form ends in a zone.

    By the place of the signs, which is far cheaper than a pattern.
    """
    tail = text.right(6)
    signs = ("+", "-")
    return (text.length() > _TO_THE_MINUTE) & (
        text.endswith("Z") | tail.substr(0, 1).isin(signs) | tail.substr(1, 1).isin(signs)
    )


def instant(text: StringValue) -> TimestampValue:
    """Return the UTC instant of a text in ISO form; null for days that no calendar has.

    A text without zone is Bangkok time, one without time midnight there.
    """
    offset = text.right(6).re_extract(r"[+-][0-9:]+$", 0)
    digits = offset.replace(":", "")
    minutes = digits.substr(1, 2).try_cast("int32") * 60 + digits.substr(3, 2).try_cast("int32")
    ahead = ibis.ifelse(offset.startswith("-"), -minutes, minutes).as_interval("m")
    return ibis.cases(
        (~zoned(text), from_bangkok(text.try_cast("timestamp"))),
        (text.endswith("Z"), text.substr(0, text.length() - 1).try_cast("timestamp")),
        else_=text.substr(0, text.length() - offset.length()).try_cast("timestamp") - ahead,
    )


def latest(now: dt.datetime | None = None) -> dt.datetime:
    """Return the last instant (UTC, without zone) that is not in the future: a day from now."""
    at = now or dt.datetime.now(dt.UTC)
    return at.astimezone(dt.UTC).replace(tzinfo=None) + dt.timedelta(days=1)
