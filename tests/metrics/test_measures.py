"""Measures against plain loops over the rows, and the invariants of the method."""

import datetime as dt
import random

import pytest
from brute import cell
from hypothesis import given, settings
from hypothesis import strategies as st
from typed import stage

from brandscore.engine.session import Session
from brandscore.indicators import INDICATORS, applicable
from brandscore.metrics.measure import measure
from brandscore.metrics.measures import MEASURES, measure_sql
from brandscore.metrics.options import MeasureOptions
from brandscore.metrics.windows import Period, data_window, periods_of
from brandscore.platforms import PLATFORM_NAMES, SIDES

RATIOS = {"facebook": "post", "x": "view", "tiktok": "interaction"}
START, END = dt.date(2026, 3, 1), dt.date(2026, 3, 6)
BRANDS = ("A", "B")
PLATFORMS = ("facebook", "tiktok")


@pytest.fixture(scope="module")
def session():
    with_session = Session(memory="256MB")
    yield with_session
    with_session.close()


counts = st.one_of(st.none(), st.integers(0, 50))
# Around the window's ends and around Bangkok midnight (17:00 UTC).
instants = st.builds(
    lambda day, hour: dt.datetime(2026, 2, 26) + dt.timedelta(days=day, hours=hour),
    st.integers(0, 11),
    st.sampled_from([0, 9, 16, 17, 23]),
)
accounts = st.lists(
    st.fixed_dictionaries(
        {
            "brand": st.sampled_from(BRANDS),
            "platform": st.sampled_from(PLATFORMS),
            "account_id": st.sampled_from([None, "a1"]),
            "date": st.dates(dt.date(2026, 2, 18), dt.date(2026, 3, 16)),
            "followers": st.one_of(st.none(), st.integers(0, 1000)),
        }
    ),
    max_size=8,
    unique_by=lambda r: (r["brand"], r["platform"], r["account_id"], r["date"]),
)
posts = st.lists(
    st.fixed_dictionaries(
        {
            "platform": st.sampled_from(PLATFORMS),
            "post_id": st.sampled_from(["p1", "p2", "p3", "p4"]),
            "published_at": instants,
            "reactions": counts,
            "comments": counts,
            "shares": counts,
            "views": counts,
            "tag_friends": counts,
            "snapshot_at": st.one_of(st.none(), instants),
        }
    ),
    max_size=10,
    unique_by=lambda r: (r["platform"], r["post_id"], r["snapshot_at"]),
)
mentions = st.lists(
    st.fixed_dictionaries(
        {
            "platform": st.sampled_from(PLATFORMS),
            "author": st.sampled_from([None, "u1", "u2"]),
            "posted_at": instants,
            "text": st.sampled_from([None, " ", "ดี", "แพง"]),
            "channel": st.sampled_from(SIDES),
            "brand": st.sampled_from(BRANDS),
            "parent_id": st.sampled_from([None, "m0", "m1", "m2"]),
            "by_brand": st.sampled_from([None, 0, 0, 1]),
            "reactions": counts,
            "comments": counts,
            "shares": counts,
            "views": counts,
            "tag_friends": counts,
            "sentiment": st.sampled_from([None, "pos", "neu", "neg", "q"]),
            "intention": st.sampled_from([None, 0, 1]),
            "advocacy": st.sampled_from([None, 0, 1]),
            "promo": st.sampled_from([None, 0, 0, 1]),
        }
    ),
    max_size=14,
)


def numbered(rows):
    return [{**r, "mention_id": f"m{i}"} for i, r in enumerate(rows)]


def branded(rows):
    # A post belongs to one brand, and all its snapshots to the same publishing time.
    first = {}
    for row in rows:
        first.setdefault((row["platform"], row["post_id"]), row["published_at"])
    return [
        {**r, "brand": BRANDS[r["post_id"] in ("p1", "p2")], "published_at": first[r["platform"], r["post_id"]]}
        for r in rows
    ]


def run(session, a, p, m, periods, options, brands=BRANDS):
    return measure(session, stage(session, a, p, m), periods, brands, options)


@settings(max_examples=20)
@given(accounts, posts, mentions, st.booleans())
def test_every_measure_equals_plain_loops(session, a, p, m, promo_in_volume):
    p, m = branded(p), numbered(m)
    options = MeasureOptions(ratio_per=RATIOS, promo_in_volume=promo_in_volume)
    periods = (Period(START, END), Period(dt.date(2026, 3, 4), dt.date(2026, 3, 5)))
    measured = run(session, a, p, m, periods, options)
    for number, period in enumerate(periods):
        for brand in BRANDS:
            for platform in PLATFORMS:
                for side in SIDES:
                    wanted = cell(
                        a,
                        p,
                        m,
                        brand,
                        platform,
                        side,
                        period.start,
                        period.end,
                        ratio_per={"facebook": "post", "tiktok": "interaction"},
                        promo_in_volume=promo_in_volume,
                    )
                    got = dict(measured.cells[number, brand, platform, side].values)
                    got.pop("views_interactions")
                    assert set(got) == set(wanted)
                    for name, value in wanted.items():
                        assert got[name] == (None if value is None else pytest.approx(value, rel=1e-12)), name


@settings(max_examples=6)
@given(accounts, posts, mentions, st.randoms())
def test_row_order_changes_nothing(session, a, p, m, chance):
    p, m = branded(p), numbered(m)
    options = MeasureOptions(ratio_per=RATIOS)
    period = (Period(START, END),)
    before = run(session, a, p, m, period, options)
    for rows in (a, p, m):
        chance.shuffle(rows)
    assert run(session, a, p, m, period, options) == before


@settings(max_examples=6)
@given(mentions.filter(len), st.integers(0, 10**6))
def test_same_author_twice_on_one_bangkok_day_adds_no_unique_daily_mention(session, m, pick):
    m = numbered(m)
    earned = [r for r in m if r["channel"] == "earned" and r["author"] and not r["by_brand"]]
    again = []
    if earned:
        chosen = earned[pick % len(earned)]
        local = chosen["posted_at"] + dt.timedelta(hours=7)
        midnight = dt.datetime.combine(local.date(), dt.time()) - dt.timedelta(hours=7)
        again = [
            {**chosen, "mention_id": f"again{i}", "posted_at": midnight + dt.timedelta(seconds=s), "text": f"อื่น {i}"}
            for i, s in enumerate((0, 86_399))
        ]
    options = MeasureOptions(ratio_per=RATIOS)
    period = (Period(START, END),)
    one, two = (run(session, [], [], rows, period, options) for rows in (m, m + again))
    for key, value in one.cells.items():
        if key[3] == "earned":
            assert two.cells[key].values["unique_daily_mentions"] == value.values["unique_daily_mentions"]


def mention(number, when, **more):
    return {
        "mention_id": f"m{number}", "platform": "x", "author": "u1", "posted_at": when, "text": "ดี",
        "channel": "earned", "brand": "A", "sentiment": "pos", "intention": 0, "advocacy": 0, "promo": 0, **more,
    }  # fmt: skip


def test_bangkok_midnight_parts_two_days(session):
    # 16:59:59 and 17:00:00 UTC are 23:59:59 and 00:00:00 in Bangkok.
    late, early = dt.datetime(2026, 1, 1, 16, 59, 59), dt.datetime(2026, 1, 1, 17, 0, 0)
    rows = [mention(0, late), mention(1, early)]
    tables = stage(session, mentions=rows)
    assert data_window(session, None, None, tables.mentions) == Period(dt.date(2026, 1, 1), dt.date(2026, 1, 2))
    days = (Period(dt.date(2026, 1, 1), dt.date(2026, 1, 1)), Period(dt.date(2026, 1, 2), dt.date(2026, 1, 2)))
    measured = measure(session, tables, days, ["A"], MeasureOptions())
    assert [measured.cells[n, "A", "x", "earned"].values["unique_daily_mentions"] for n in (0, 1)] == [1, 1]


def test_unknown_authors_count_by_text_and_say_so(session):
    when = dt.datetime(2026, 1, 1, 3)
    rows = [mention(i, when, author=None, text=t) for i, t in enumerate(["ดี", "ดี", "แพง"])]
    measured = run(session, [], [], rows, (Period(dt.date(2026, 1, 1), dt.date(2026, 1, 1)),), MeasureOptions(), ["A"])
    earned = measured.cells[0, "A", "x", "earned"]
    assert earned.values["unique_daily_mentions"] == 2
    assert "2 by unknown authors" in earned.notes["unique_daily_mentions"][0]


def test_collected_is_told_from_all_data_whatever_the_window(session):
    rows = [mention(0, dt.datetime(2025, 1, 1), reactions=3)]
    measured = run(session, [], [], rows, (Period(START, END),), MeasureOptions(), ["A", "B"])
    assert ("x", "earned", "interactions") in measured.collected
    assert ("x", "earned", "unique_daily_mentions") in measured.collected
    assert ("x", "own", "followers") not in measured.collected
    assert ("facebook", "earned", "unique_daily_mentions") not in measured.collected
    assert measured.present == {("mentions", "A", "x", "earned")}
    assert measured.cells[0, "A", "x", "earned"].values["unique_daily_mentions"] == 0


def test_notes_tell_what_was_skipped(session):
    when = dt.datetime(2026, 3, 2)
    rows = [
        {"brand": "A", "platform": "tiktok", "post_id": "1", "published_at": when, "reactions": 1, "comments": None,
         "shares": 2, "views": None, "snapshot_at": dt.datetime(2026, 4, 1)},
        {"brand": "A", "platform": "tiktok", "post_id": "2", "published_at": when, "reactions": 1, "comments": 5,
         "shares": 2, "views": None, "snapshot_at": dt.datetime(2026, 3, 3)},
    ]  # fmt: skip
    snapshots = [
        {"brand": "A", "platform": "tiktok", "account_id": i, "date": d, "followers": 10}
        for i, d in (("a", START), ("a", END), ("b", END))
    ]
    measured = run(session, snapshots, rows, [], (Period(START, END),), MeasureOptions(), ["A"])
    notes = measured.cells[0, "A", "tiktok", "own"].notes
    assert notes["views"][0] == "views not collected, left out"
    assert "1 of 2 posts without comments, skipped" in notes["comment_ratio"]
    assert "late_snapshot: counts of 1 posts were read after the window" in notes["weighted_interactions"]
    assert "followers" not in notes
    assert notes["fan_growth"] == ("1 of 2 accounts without two snapshots at the window's edges",)


def test_an_account_without_a_snapshot_near_the_end_is_told(session):
    snapshots = [
        {"brand": "A", "platform": "x", "account_id": i, "date": d, "followers": 10}
        for i, d in (("a", END), ("b", END - dt.timedelta(days=8)))
    ]
    cells = run(session, snapshots, [], [], (Period(START, END),), MeasureOptions(), ["A"]).cells
    own = cells[0, "A", "x", "own"]
    assert own.values["followers"] == 10
    assert own.notes["followers"] == ("1 of 2 accounts without a snapshot near the window's end",)


@pytest.mark.parametrize("chosen", MEASURES, ids=lambda m: f"{m.indicator}-{m.side}")
def test_printed_sql_runs_and_gives_the_measured_value(session, chosen):
    chance = random.Random(5)
    when = dt.datetime(2026, 3, 2)
    a = [
        {"brand": b, "platform": "tiktok", "date": d, "followers": chance.randint(10, 99)}
        for b in BRANDS
        for d in (START, END)
    ]
    p = [
        {"brand": b, "platform": "tiktok", "post_id": b, "published_at": when, "reactions": 9, "comments": chance.randint(1, 9),
         "shares": 2, "views": chance.randint(10, 99), "tag_friends": 1}
        for b in BRANDS
    ]  # fmt: skip
    owners = [chance.choice(BRANDS) for _ in range(60)]
    m = [
        mention(i, when, platform="tiktok", brand=owners[i], channel=SIDES[i % 5 == 4], reactions=i, views=i,
                sentiment="pos" if i % 3 else "neg", intention=i % 2, advocacy=i % 3 // 2, author=f"u{i % 5}")
        for i in range(60)
    ]  # fmt: skip
    # Every fifth comment is answered.
    m += [
        mention(100 + i, when, platform="tiktok", brand=owners[i], channel="own", by_brand=1, parent_id=f"m{i}")
        for i in range(0, 60, 5)
    ]
    m[0]["by_brand"] = 0
    options = MeasureOptions(ratio_per=RATIOS)
    measured = run(session, a, p, m, (Period(START, END),), options)
    rows = session.con.con.execute(measure_sql(chosen.indicator, chosen.side, options)).fetchall()
    found = {(period, b, pl, s): v for period, b, pl, s, v in rows}
    assert found
    for key, value in found.items():
        if chosen.indicator in measured.cells[key].values:
            assert value == measured.cells[key].values[chosen.indicator]
    assert any(value not in (None, 0) for value in found.values())


def test_every_indicator_but_the_joined_one_has_a_measure():
    for indicator in INDICATORS:
        sides = {m.side for m in MEASURES if m.indicator == indicator.name}
        assert sides == (set() if indicator.nature == "node" else set(indicator.sides))


def test_views_count_on_three_platforms_only():
    assert {p for p in PLATFORM_NAMES if "views" in [i.name for i in applicable("own", p)]} == {
        "instagram", "youtube", "tiktok",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("every", "wanted"),
    [
        ("day", [(d, d) for d in range(1, 11)]),
        # 1 March 2026 is a Sunday: the first week is cut to that day.
        ("week", [(1, 1), (2, 8), (9, 10)]),
        ("month", [(1, 10)]),
    ],
)
def test_periods_cover_the_window_once(every, wanted):
    window = Period(dt.date(2026, 3, 1), dt.date(2026, 3, 10))
    assert [(p.start.day, p.end.day) for p in periods_of(window, every)] == wanted


def test_month_ends():
    window = Period(dt.date(2025, 12, 30), dt.date(2026, 2, 2))
    assert [(p.start.isoformat(), p.end.isoformat()) for p in periods_of(window, "month")] == [
        ("2025-12-30", "2025-12-31"), ("2026-01-01", "2026-01-31"), ("2026-02-01", "2026-02-02"),
    ]  # fmt: skip
