"""Windows and calendars: every day of every period, cut at the right places."""

import datetime as dt

import pytest
from typed import stage

from brandscore.engine.session import Session
from brandscore.errors import DataError
from brandscore.metrics.windows import Period, data_window, periods_of, stage_calendar


@pytest.fixture(scope="module")
def session():
    with_session = Session(memory="256MB", threads=1)
    yield with_session
    with_session.close()


def day(text):
    return dt.date.fromisoformat(f"2026-{text}")


def test_both_ends_are_days_of_a_period():
    assert Period(day("02-27"), day("02-27")).days == 1
    assert Period(day("02-27"), day("03-02")).days == 4


def cut(start, end, every):
    return [(p.start.isoformat(), p.end.isoformat()) for p in periods_of(Period(day(start), day(end)), every)]


def test_days_are_periods_of_one_day():
    assert cut("02-28", "03-02", "day") == [
        ("2026-02-28", "2026-02-28"), ("2026-03-01", "2026-03-01"), ("2026-03-02", "2026-03-02"),
    ]  # fmt: skip
    assert cut("02-28", "02-28", "day") == [("2026-02-28", "2026-02-28")]


def test_weeks_end_on_sunday():
    # 4 March 2026 is a Wednesday.
    assert cut("03-04", "03-17", "week") == [
        ("2026-03-04", "2026-03-08"), ("2026-03-09", "2026-03-15"), ("2026-03-16", "2026-03-17"),
    ]  # fmt: skip
    assert cut("03-08", "03-09", "week") == [("2026-03-08", "2026-03-08"), ("2026-03-09", "2026-03-09")]


def test_months_end_where_the_next_one_starts():
    assert cut("02-10", "04-01", "month") == [
        ("2026-02-10", "2026-02-28"), ("2026-03-01", "2026-03-31"), ("2026-04-01", "2026-04-01"),
    ]  # fmt: skip
    turn = periods_of(Period(day("11-30"), dt.date(2027, 1, 31)), "month")
    assert [(p.start.isoformat(), p.end.isoformat()) for p in turn] == [
        ("2026-11-30", "2026-11-30"), ("2026-12-01", "2026-12-31"), ("2027-01-01", "2027-01-31"),
    ]  # fmt: skip


def test_a_calendar_holds_every_day_of_every_period(session):
    periods = [Period(day("02-27"), day("03-01")), Period(day("03-01"), day("03-02"))]
    calendar = stage_calendar(session, periods)
    assert calendar.periods == tuple(periods)
    days = [(r["day"], r["period"]) for r in session.rows(calendar.days)]
    assert days == [(day("02-27"), 0), (day("02-28"), 0), (day("03-01"), 0), (day("03-01"), 1), (day("03-02"), 1)]
    assert session.rows(calendar.edges) == [
        {"period": 0, "first_day": day("02-27"), "last_day": day("03-01")},
        {"period": 1, "first_day": day("03-01"), "last_day": day("03-02")},
    ]
    assert session.rows(session.table("calendar_days")) == session.rows(calendar.days)
    other = stage_calendar(session, periods[:1], "other")
    assert session.rows(session.table("other_edges")) == session.rows(other.edges)
    assert len(session.rows(calendar.edges)) == 2


def test_the_window_of_the_data_spans_every_table(session):
    # 17:00 UTC is midnight in Bangkok; days of March.
    account = [{"brand": "A", "platform": "x", "date": day(d), "followers": 1} for d in ("03-09", "03-20")]
    post = [{"brand": "A", "platform": "x", "post_id": d, "published_at": dt.datetime(2026, 3, int(d), 17)}
            for d in ("4", "12")]  # fmt: skip
    mention = [{"brand": "A", "platform": "x", "mention_id": d, "posted_at": dt.datetime(2026, 3, int(d), 16)}
               for d in ("8", "25")]  # fmt: skip
    tables = stage(session, account, post, mention)
    assert data_window(session, tables.accounts, tables.posts, tables.mentions) == Period(day("03-05"), day("03-25"))
    assert data_window(session, tables.accounts, None, None) == Period(day("03-09"), day("03-20"))
    assert data_window(session, None, tables.posts, None) == Period(day("03-05"), day("03-13"))
    assert data_window(session, None, None, tables.mentions) == Period(day("03-08"), day("03-25"))
    empty = stage(session, [], post, [])
    assert data_window(session, empty.accounts, empty.posts, empty.mentions) == Period(day("03-05"), day("03-13"))


def test_without_a_dated_row_there_is_no_window(session):
    with pytest.raises(DataError, match="^no dated rows: accounts, posts or mentions must hold at least one row"):
        data_window(session, stage(session, []).accounts, None, None)
