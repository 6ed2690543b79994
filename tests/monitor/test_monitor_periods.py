"""The calendar, the days behind a point, and the base window."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brandscore.errors import UsageError
from brandscore.metrics.windows import Period, periods_of
from brandscore.monitor.periods import base_window, every_named, rolling_days, spans_of

D = dt.date
HALF_YEAR = Period(D(2026, 1, 1), D(2026, 6, 30))
windows = st.tuples(st.dates(D(2023, 12, 1), D(2024, 4, 1)), st.integers(0, 150)).map(
    lambda drawn: Period(drawn[0], drawn[0] + dt.timedelta(days=drawn[1]))
)


def days_of(period):
    return [period.start + dt.timedelta(days=i) for i in range(period.days)]


@given(windows, st.sampled_from(["day", "week", "month"]))
def test_the_calendar_holds_every_day_once(window, every):
    periods = periods_of(window, every)
    assert [day for period in periods for day in days_of(period)] == days_of(window)
    for period in periods:
        days = days_of(period)
        if every == "day":
            assert len(days) == 1
        elif every == "week":
            assert len({day.isocalendar()[:2] for day in days}) == 1
            assert period.start.weekday() == 0 or period.start == window.start
            assert period.end.weekday() == 6 or period.end == window.end
        else:
            assert len({(day.year, day.month) for day in days}) == 1
            assert period.start.day == 1 or period.start == window.start
            assert (period.end + dt.timedelta(days=1)).day == 1 or period.end == window.end


def test_weeks_run_from_monday_to_sunday():
    # 1 January 2026 is a Thursday.
    weeks = periods_of(HALF_YEAR, "week")
    assert weeks[0] == Period(D(2026, 1, 1), D(2026, 1, 4))
    assert weeks[1] == Period(D(2026, 1, 5), D(2026, 1, 11))
    assert weeks[-1] == Period(D(2026, 6, 29), D(2026, 6, 30))
    assert len(weeks) == 27


def test_months_end_where_months_end():
    assert [p.end for p in periods_of(Period(D(2028, 1, 15), D(2028, 5, 2)), "month")] == [
        D(2028, 1, 31),
        D(2028, 2, 29),
        D(2028, 3, 31),
        D(2028, 4, 30),
        D(2028, 5, 2),
    ]


def test_half_a_year_has_181_days():
    assert len(periods_of(HALF_YEAR, "day")) == 181


def test_a_year_is_no_period():
    assert every_named("week") == "week"
    with pytest.raises(UsageError, match="'year' is not known; choose day, week, month"):
        every_named("year")


@pytest.mark.parametrize(("given_window", "days"), [("7d", 7), (" 28 days ", 28), ("1day", 1), (30, 30), (None, None)])
def test_a_rolling_window_is_a_number_of_days(given_window, days):
    assert rolling_days(given_window) == days


@pytest.mark.parametrize("given_window", ["", "7", "0d", "-7d", "7w", "d", "1.5d", 0, -1])
def test_other_windows_are_refused(given_window):
    with pytest.raises(UsageError, match="write it as 7d"):
        rolling_days(given_window)


def test_without_a_rolling_window_a_point_stands_on_its_own_days():
    weeks = periods_of(HALF_YEAR, "week")
    assert spans_of(weeks, None, HALF_YEAR) == weeks


@given(windows, st.sampled_from(["day", "week", "month"]), st.integers(1, 40), st.integers(0, 60))
def test_a_rolling_window_ends_with_its_period(window, every, days, before):
    data = Period(window.start - dt.timedelta(days=before), window.end)
    periods = periods_of(window, every)
    spans = spans_of(periods, days, data)
    assert [s.end for s in spans] == [p.end for p in periods]
    for span in spans:
        # As long as asked for, unless the data begin later.
        assert span.days == min(days, (span.end - data.start).days + 1)


def test_a_window_asked_for_before_the_data_is_looked_back_into():
    periods = periods_of(Period(D(2026, 1, 1), D(2026, 1, 10)), "day")
    spans = spans_of(periods, 3, Period(D(2026, 1, 8), D(2026, 1, 10)))
    assert [s.days for s in spans] == [1, 2, 3, 3, 3, 3, 3, 3, 3, 3]


def test_the_base_window_is_the_first_days_of_the_data():
    assert base_window(HALF_YEAR) == Period(D(2026, 1, 1), D(2026, 3, 31))
    assert base_window(HALF_YEAR, 30) == Period(D(2026, 1, 1), D(2026, 1, 30))
    assert base_window(Period(D(2026, 1, 1), D(2026, 2, 1))) == Period(D(2026, 1, 1), D(2026, 2, 1))
    with pytest.raises(UsageError, match="number of days"):
        base_window(HALF_YEAR, 0)
