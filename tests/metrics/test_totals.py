"""The totals behind the measures, counted by hand on few rows; every edge of a window from both sides."""

import datetime as dt

import pytest
from typed import stage

from brandscore.engine.session import Session
from brandscore.metrics.options import MeasureOptions
from brandscore.metrics.totals import account_totals, mention_totals, post_totals, response_totals, voice_totals
from brandscore.metrics.windows import Period, stage_calendar

COUNTS = ("reactions", "comments", "shares", "views", "tag_friends")
MARCH = Period(dt.date(2026, 3, 1), dt.date(2026, 3, 31))
WEEK = Period(dt.date(2026, 3, 1), dt.date(2026, 3, 7))


@pytest.fixture(scope="module")
def session():
    with_session = Session(memory="256MB", threads=1)
    yield with_session
    with_session.close()


def cells(session, expr):
    """Return the totals by cell: everything but the key."""
    found = {}
    for row in session.rows(expr):
        key = tuple(row.pop(k) for k in ("period", "brand", "platform", "side"))
        assert key not in found
        found[key] = row
    return found


def at(day, hour=5):
    """Return an instant: noon in Bangkok on a day of March 2026, unless told otherwise (17 is the next midnight)."""
    return dt.datetime(2026, 3, 1, hour) + dt.timedelta(days=day - 1)


# Accounts


def snapshot(day, followers, account="a", brand="A", platform="x"):
    """Return a snapshot taken on a day counted from 1 March 2026."""
    date = dt.date(2026, 2, 28) + dt.timedelta(days=day)
    return {"brand": brand, "platform": platform, "account_id": account, "date": date, "followers": followers}


def followers(session, rows, periods=(MARCH,), options=None):
    calendar = stage_calendar(session, periods)
    found = cells(session, account_totals(stage(session, rows).accounts, calendar.edges, options or MeasureOptions()))
    for row in found.values():
        assert list(row) == ["followers", "first_followers", "growth", "accounts", "grown", "known"]
    return {key: tuple(row.values()) for key, row in found.items()}


def test_a_snapshot_within_seven_days_of_an_edge_stands_for_it(session):
    # March has the days 1 to 31: -6 and 38 are seven days off its ends, -7 and 39 eight.
    rows = [snapshot(-6, 100), snapshot(38, 150),
            snapshot(-7, 100, brand="B"), snapshot(39, 150, brand="B"),
            snapshot(-7, 100, brand="C"), snapshot(24, 130, brand="C"),
            snapshot(8, 70, brand="D"), snapshot(24, 60, brand="D")]  # fmt: skip
    assert followers(session, rows) == {
        (0, "A", "x", "own"): (150, 100, 50, 1, 1, 1),
        (0, "C", "x", "own"): (130, None, None, 1, 0, 1),
        (0, "D", "x", "own"): (60, 70, -10, 1, 1, 1),
    }
    wider = followers(session, rows, options=MeasureOptions(edge_days=8))
    assert wider[0, "B", "x", "own"] == (150, 100, 50, 1, 1, 1)


def test_the_nearest_snapshot_is_taken_and_of_two_equally_near_the_earlier(session):
    # Brand -> days of its snapshots, in that order, and the day taken for the 31st.
    cases = {
        "nearer after": ((29, 32), 32), "nearer before": ((30, 33), 30), "one off": ((32, 30), 30), "turned": ((30, 32), 30),
        "two off": ((33, 29), 29), "itself, later": ((31, 32), 31), "itself, earlier": ((30, 31), 31),
    }  # fmt: skip
    rows = [snapshot(day, 1000 + day, brand=brand) for brand, (days, _) in cases.items() for day in days]
    found = followers(session, rows)
    assert {key[1]: row[0] - 1000 for key, row in found.items()} == {
        brand: taken for brand, (_, taken) in cases.items()
    }
    assert {row[1:] for row in found.values()} == {(None, None, 1, 0, 1)}


def test_accounts_are_summed_and_only_those_with_two_snapshots_grow(session):
    rows = [
        snapshot(1, 10, "a"), snapshot(31, 15, "a"),
        snapshot(31, 100, "b"),
        snapshot(1, 1000, None), snapshot(31, 1007, None),
        snapshot(15, 5, "far"),
        snapshot(31, None, "unread"),
        snapshot(1, 3, "a", platform="tiktok"), snapshot(31, 2, "a", platform="tiktok"),
    ]  # fmt: skip
    assert followers(session, rows) == {
        (0, "A", "x", "own"): (1122, 1010, 12, 3, 2, 4),
        (0, "A", "tiktok", "own"): (2, 3, -1, 1, 1, 1),
    }


def test_one_snapshot_near_both_edges_is_no_growth(session):
    assert followers(session, [snapshot(4, 10)], [WEEK]) == {(0, "A", "x", "own"): (10, None, None, 1, 0, 1)}


def test_a_snapshot_without_a_number_is_none(session):
    assert followers(session, [snapshot(31, None), snapshot(29, 9)])[0, "A", "x", "own"][0] == 9


def test_each_period_has_its_own_edges(session):
    april = Period(dt.date(2026, 4, 1), dt.date(2026, 4, 30))
    found = followers(session, [snapshot(1, 10), snapshot(31, 20), snapshot(61, 50)], [MARCH, april])
    assert found == {(0, "A", "x", "own"): (20, 10, 10, 1, 1, 1), (1, "A", "x", "own"): (50, 20, 30, 1, 1, 1)}


# Posts


def post(post_id, published, read=None, reactions=None, **more):
    return {"brand": "A", "platform": "x", "post_id": post_id, "published_at": published, "snapshot_at": read,
            "reactions": reactions, **more}  # fmt: skip


def posted(session, rows, periods=(WEEK,)):
    calendar = stage_calendar(session, periods)
    return cells(session, post_totals(stage(session, posts=rows).posts, calendar.days, calendar.edges))


def test_the_last_reading_within_the_window_is_taken_else_the_timeless_else_the_first_later_one(session):
    # Brand -> times its post was read, the one taken, and whether that is late.
    # 16:59 and 17:00 UTC on the 7th part the last day in Bangkok from the next.
    cases = {
        "on the last day": ([at(8, 16), at(4), at(7, 16), None], at(7, 16), 0),
        "not after it": ([at(7, 17), at(4), None], at(4), 0),
        "the last day it was": ([at(5), at(4, 9), at(4, 8)], at(5), 0),
        "the last hour it was": ([at(4, 8), at(4, 9)], at(4, 9), 0),
        "timeless": ([at(9), None, at(8)], None, 0),
        "the first later": ([at(10), at(8), at(9)], at(8), 1),
    }
    for order in (1, -1):
        rows = [
            post(brand, at(2), when, 10 ** read.index(when), brand=brand)
            for brand, (read, _, _) in cases.items()
            for when in read[::order]
        ]
        found = {key[1]: (row["posts"], row["reactions"], row["late"]) for key, row in posted(session, rows).items()}
        assert found == {brand: (1, 10 ** read.index(taken), late) for brand, (read, taken, late) in cases.items()}


def test_sums_of_posts_and_how_many_hold_each_count(session):
    rows = [
        post("1", at(1, 0), reactions=1, comments=2, shares=4, views=8, tag_friends=16),
        post("2", at(7), reactions=32, comments=None, shares=64, views=None, tag_friends=128),
        post("3", at(3), reactions=None, comments=None, shares=0, views=None, tag_friends=None),
    ]
    assert posted(session, rows) == {
        (0, "A", "x", "own"): {
            "posts": 3, "late": 0,
            "reactions": 33, "comments": 2, "shares": 68, "views": 8, "tag_friends": 144,
            "reactions_known": 2, "comments_known": 1, "shares_known": 3, "views_known": 1, "tag_friends_known": 2,
        }
    }  # fmt: skip
    nobody = posted(session, [post("1", at(1))])[0, "A", "x", "own"]
    assert [nobody[c] for c in COUNTS] == [None] * 5
    assert [nobody[f"{c}_known"] for c in COUNTS] == [0] * 5


def test_a_post_belongs_to_its_bangkok_day_platform_and_every_period_of_it(session):
    first = Period(dt.date(2026, 3, 1), dt.date(2026, 3, 2))
    second = Period(dt.date(2026, 3, 2), dt.date(2026, 3, 3))
    # Midnights in Bangkok are at 17:00 UTC.
    rows = [
        post("1", at(0, 16), at(2), 1), post("2", at(0, 17), at(2), 2), post("3", at(2, 16), at(3, 16), 4),
        post("4", at(2, 17), at(4), 8), post("5", at(3, 17), at(4), 16), post("3", at(2), at(4), 32, platform="tiktok"),
        post("3", at(2), at(2), 64, platform="tiktok"),
    ]  # fmt: skip
    found = posted(session, rows, [first, second])
    assert {key: (row["posts"], row["reactions"], row["late"]) for key, row in found.items()} == {
        (0, "A", "x", "own"): (2, 6, 1),
        (1, "A", "x", "own"): (2, 12, 1),
        (0, "A", "tiktok", "own"): (1, 64, 0),
        (1, "A", "tiktok", "own"): (1, 64, 0),
    }


# Mentions


def said(number, day=2, hour=5, **more):
    return {"mention_id": f"m{number}", "platform": "x", "author": f"u{number}", "posted_at": at(day, hour), "text": "ดี",
            "channel": "earned", "brand": "A", "by_brand": 0, "promo": 0, **more}  # fmt: skip


def mentioned(session, rows, promo_in_volume=True):
    calendar = stage_calendar(session, [WEEK])
    options = MeasureOptions(promo_in_volume=promo_in_volume)
    return cells(session, mention_totals(stage(session, mentions=rows).mentions, calendar.days, options))


def check(found, wanted):
    """Compare the totals named in one cell with those wanted."""
    ((key, row),) = found.items()
    assert key == (0, "A", "x", "earned")
    assert {name: row[name] for name in wanted} == wanted


LABELLED = [
    said(1, sentiment="pos", intention=1, advocacy=0, classified=1, **dict(zip(COUNTS, (1, 2, 4, 8, 16), strict=True))),
    said(2, sentiment="neg", intention=0, advocacy=1, promo=None, by_brand=None, reactions=32, comments=None, shares=64,
         views=None, tag_friends=None),
    said(3),
    said(4, sentiment="neu", intention=1, advocacy=1),
    said(5, sentiment="q", intention=1, advocacy=None, classified=1),
    said(6, sentiment="pos", intention=None, advocacy=1, day=1, hour=0),
    said(7, sentiment="pos", intention=0, advocacy=1, day=7, hour=16),
    said(8, sentiment="pos", intention=1, advocacy=1, promo=1, classified=1, reactions=1000, comments=1000, shares=1000,
         views=1000, tag_friends=1000),
    said(9, promo=1),
    # Not the public's, and not of the week.
    said(10, sentiment="pos", intention=1, advocacy=1, by_brand=1, reactions=10**6),
    said(11, sentiment="pos", intention=1, advocacy=1, day=0, hour=16, reactions=10**6),
    said(12, sentiment="pos", intention=1, advocacy=1, day=7, hour=17, reactions=10**6),
]  # fmt: skip
LABELS = {
    "messages": 9, "promo": 2, "classified": 2, "unlabelled": 1, "pos": 3, "neu": 1, "neg": 1, "q": 1,
    "intention": 3, "intention_n": 5, "advocacy": 4, "advocacy_n": 5, "tagged": 16,
}  # fmt: skip


def test_promo_stays_in_the_volume_and_never_speaks(session):
    check(mentioned(session, LABELLED), LABELS | {
        "counted": 9,
        "reactions": 1033, "comments": 1002, "shares": 1068, "views": 1008, "tag_friends": 1016,
        "reactions_known": 3, "comments_known": 2, "shares_known": 3, "views_known": 2, "tag_friends_known": 2,
    })  # fmt: skip


def test_promo_leaves_the_volume_where_the_profile_says_so(session):
    check(mentioned(session, LABELLED, promo_in_volume=False), LABELS | {
        "counted": 7,
        "reactions": 33, "comments": 2, "shares": 68, "views": 8, "tag_friends": 16,
        "reactions_known": 2, "comments_known": 1, "shares_known": 2, "views_known": 1, "tag_friends_known": 1,
    })  # fmt: skip


def test_messages_are_counted_by_their_channel_brand_and_platform(session):
    rows = [said(1, channel="own"), said(2), said(3, brand="B"), said(4, platform="tiktok"), said(5)]
    assert {key: row["messages"] for key, row in mentioned(session, rows).items()} == {
        (0, "A", "x", "own"): 1, (0, "A", "x", "earned"): 2, (0, "B", "x", "earned"): 1, (0, "A", "tiktok", "earned"): 1,
    }  # fmt: skip


def voices(session, rows, promo_in_volume=True):
    calendar = stage_calendar(session, [WEEK])
    options = MeasureOptions(promo_in_volume=promo_in_volume)
    return cells(session, voice_totals(stage(session, mentions=rows).mentions, calendar.days, options))


def test_an_author_is_one_voice_a_day(session):
    rows = [
        said(1, author="u", day=2, hour=16), said(2, author="u", day=2, hour=0),  # one day in Bangkok
        said(3, author="u", day=2, hour=17),  # the next
        said(4, author="v"),
        said(5, author=None, text="แพง"), said(6, author=None, text="แพง"),  # one text of nobody known
        said(7, author=None, text=None), said(8, author=None, text=None),  # two without text
        said(9, author="w", promo=1), said(10, author=None, text="ลด", promo=1),
        said(11, author="y", channel="own"), said(12, author="z", by_brand=1), said(13, author="v", brand="B"),
        said(14, author="o", day=8),
    ]  # fmt: skip
    other = {"unique_daily_mentions": 1, "unknown_authors": 0}
    assert voices(session, rows) == {
        (0, "A", "x", "earned"): {"unique_daily_mentions": 8, "unknown_authors": 4},
        (0, "B", "x", "earned"): other,
    }
    assert voices(session, rows, promo_in_volume=False) == {
        (0, "A", "x", "earned"): {"unique_daily_mentions": 6, "unknown_authors": 3},
        (0, "B", "x", "earned"): other,
    }


def answers(session, rows, periods=(WEEK,)):
    calendar = stage_calendar(session, periods)
    found = cells(session, response_totals(stage(session, mentions=rows).mentions, calendar.days, calendar.edges))
    return {key: (row["answerable"], row["answered"]) for key, row in found.items()}


def comment(number, **more):
    return said(number, channel="own", **more)


def reply(number, to, **more):
    return said(number, **{"channel": "own", "by_brand": 1, "parent_id": f"m{to}", **more})


def test_an_answer_is_the_brands_reply_to_that_comment_until_the_last_day(session):
    # Brand -> the replies on its page to its comment 1, and whether that counts as answered.
    cases = {
        "nobody": ([], 0),
        "the brand": ([reply(2, 1)], 1),
        "on the last day": ([reply(2, 1, day=7, hour=16)], 1),
        "after it": ([reply(2, 1, day=7, hour=17)], 0),
        "before and after": ([reply(2, 1, day=9), reply(3, 1, day=3), reply(4, 1, day=8)], 1),
        "twice": ([reply(2, 1), reply(3, 1)], 1),
        "a person": ([reply(2, 1, by_brand=0, text=None)], 0),
        "somebody": ([reply(2, 1, by_brand=None, text=None)], 0),
        "to nobody": ([reply(2, 1, parent_id=None)], 0),
        "to another": ([reply(2, 9)], 0),
        "elsewhere": ([reply(2, 1, platform="tiktok")], 0),
    }
    rows = [{**row, "brand": brand} for brand, (replies, _) in cases.items() for row in [comment(1), *replies]]
    assert answers(session, rows) == {
        (0, brand, "x", "own"): (1, answered) for brand, (_, answered) in cases.items()
    }  # fmt: skip


def test_answerable_is_what_people_wrote_on_the_brands_page(session):
    rows = [
        comment(1), comment(2, by_brand=None, promo=None), reply(3, 1), reply(4, 2, day=8),
        comment(5, text=None), comment(6, text=""), comment(7, text="  "), comment(8, promo=1), comment(9, day=8),
        said(10), comment(11, brand="B"), comment(12, platform="tiktok"),
    ]  # fmt: skip
    longer = Period(dt.date(2026, 3, 1), dt.date(2026, 3, 8))
    assert answers(session, rows, [WEEK, longer]) == {
        (0, "A", "x", "own"): (2, 1), (0, "B", "x", "own"): (1, 0), (0, "A", "tiktok", "own"): (1, 0),
        (1, "A", "x", "own"): (3, 2), (1, "B", "x", "own"): (1, 0), (1, "A", "tiktok", "own"): (1, 0),
    }  # fmt: skip
