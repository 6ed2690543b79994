"""Date formats of mappings, against Python's own reader."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brandscore.engine.session import Session
from brandscore.ingest.dates import DateFormat, iso_text


@pytest.fixture(scope="module")
def session() -> Iterator[Session]:
    session = Session(threads=1)
    yield session
    session.close()


def _iso(
    session: Session, cells: list[str], *formats: str, buddhist: bool = False, zone: str | None = None
) -> list[str]:
    import pandas as pd

    staged = session.stage("cells", pd.DataFrame({"n": range(len(cells)), "cell": cells}))
    text = iso_text(staged["cell"], [DateFormat(f) for f in formats], buddhist=buddhist, zone=zone)
    return [row["text"] for row in session.rows(staged.select("n", text=text).order_by("n"))]


@pytest.mark.parametrize(
    ("form", "cell", "iso"),
    [
        ("%m/%d/%Y %H:%M", "4/22/2018 6:00", "2018-04-22T06:00:00"),
        ("%m/%d/%y %H:%M", "4/11/18 04:53", "2018-04-11T04:53:00"),
        ("%d/%m/%Y", "1/2/2026", "2026-02-01"),
        ("%d/%m/%y", "1/2/69", "1969-02-01"),
        ("%d/%m/%y", "1/2/68", "2068-02-01"),
        ("%b %d, %Y", "May 31, 2026", "2026-05-31"),
        ("%B %d, %Y", "sep 1, 2026", "2026-09-01"),
        ("%d %b %Y เวลา %H:%M น.", "5 ม.ค. 2026 เวลา 9:05 น.", "2026-01-05T09:05:00"),
        ("%d %B %Y", "5 พฤศจิกายน 2026", "2026-11-05"),
        ("%Y%m%dT%H%M%S%z", "20260131T183015+0700", "2026-01-31T18:30:15+0700"),
        ("%Y-%m-%d %H:%M:%S.%f %z", "2026-01-31 18:30:15.25 z", "2026-01-31T18:30:15.25Z"),
        ("%I:%M %p %d.%m.%Y", "12:05 AM 31.01.2026", "2026-01-31T00:05:00"),
        ("%I:%M %p %d.%m.%Y", "12:05 pm 31.01.2026", "2026-01-31T12:05:00"),
        ("%I:%M %p %d.%m.%Y", "1:05 P.M. 31.01.2026", "2026-01-31T13:05:00"),
        ("%d/%m/%Y (100%%)", "1/2/2026 (100%)", "2026-02-01"),
    ],
)
def test_formats(session: Session, form: str, cell: str, iso: str) -> None:
    assert _iso(session, [cell], form) == [iso]


@pytest.mark.parametrize(
    "cell", ["4/11/18 04:53", "04/22/2018", "4/22/2018 6:0", "x4/22/2018 6:00", "4/22/20188 6:00", "13 pm", ""]
)
def test_what_has_another_form_is_left_as_it_is(session: Session, cell: str) -> None:
    assert _iso(session, [cell], "%m/%d/%Y %H:%M") == [cell]


def test_the_first_format_that_fits_counts(session: Session) -> None:
    cells = ["4/22/2018 6:00", "4/11/18 04:53", "2018-04-11", "2018"]
    found = _iso(session, cells, "%m/%d/%Y %H:%M", "%m/%d/%y %H:%M", "%Y %d %m")
    assert found == ["2018-04-22T06:00:00", "2018-04-11T04:53:00", "2018-04-11", "2018"]


def test_no_hour_beyond_noon_with_am_and_pm(session: Session) -> None:
    # 99 is no hour, so that the cell is refused later on.
    assert _iso(session, ["13:05 PM 31.01.2026"], "%I:%M %p %d.%m.%Y") == ["2026-01-31T99:05:00"]


def test_the_buddhist_era(session: Session) -> None:
    cells = ["29/02/2567", "29/2/67", "2567-02-29", "2567-02-29 10:00", "2024-02-29 10:00:00", "1/1/2024"]
    found = _iso(session, cells, "%d/%m/%Y", "%d/%m/%y", buddhist=True)
    assert found == ["2024-02-29", "2024-02-29", "2024-02-29", "2024-02-29 10:00", "2024-02-29 10:00:00", "2024-01-01"]


def test_the_zone_is_for_times_without_one(session: Session) -> None:
    cells = ["2026-01-31 10:00", "2026-01-31T10:00:00.5", "2026-01-31T10:00Z", "2026-01-31", "31/1/2026 9:00"]
    assert _iso(session, cells, "%d/%m/%Y %H:%M", zone="-05:00") == [
        "2026-01-31 10:00-05:00",
        "2026-01-31T10:00:00.5-05:00",
        "2026-01-31T10:00Z",
        "2026-01-31",
        "2026-01-31T09:00:00-05:00",
    ]


@settings(max_examples=40)
@given(
    st.sampled_from(
        ["%d/%m/%Y %H:%M:%S", "%m-%d-%Y %I:%M:%S %p", "%Y.%m.%d %H:%M:%S.%f", "%d %B %y %H:%M", "%b %d %Y"]
    ),
    st.lists(st.datetimes(dt.datetime(1970, 1, 1), dt.datetime(2068, 1, 1)), min_size=1, max_size=10),
)
def test_what_python_writes_is_read_back(session: Session, form: str, times: list[Any]) -> None:
    written = [at.strftime(form) for at in times]
    expected = [dt.datetime.strptime(text, form) for text in written]
    assert [dt.datetime.fromisoformat(text) for text in _iso(session, written, form)] == expected


@pytest.mark.parametrize(
    ("form", "reason"),
    [
        ("%d/%m", "no year"),
        ("%Y-%m", "no day"),
        ("%d %Y", "no month"),
        ("%d/%m/%Y %Q", "%Q, which is not known"),
        ("%d/%m/%Y %d", "%d twice"),
        ("%d/%m/%Y %I:%M", "%I and %p together"),
    ],
)
def test_formats_that_cannot_be_used(form: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        DateFormat(form)
