"""Whole cells worked by hand: every value, count and note of a few rows, and what counts as collected."""

import datetime as dt
from dataclasses import fields

import pytest
from typed import stage

from brandscore.engine.session import Session
from brandscore.metrics.measure import measure
from brandscore.metrics.measures import MEASURES, measure_sql
from brandscore.metrics.options import MeasureOptions
from brandscore.metrics.windows import Period

WEEK = Period(dt.date(2026, 3, 1), dt.date(2026, 3, 7))
LATER = Period(dt.date(2026, 5, 1), dt.date(2026, 5, 7))
RATIOS = {"facebook": "post", "tiktok": "interaction", "x": "view"}
#: What a cell counts where there is nothing.
NOTHING = dict.fromkeys(
    ("messages", "promo", "classified", "unlabelled", "pos", "neu", "neg", "q", "intention_n", "advocacy_n", "answerable",
     "answered", "first_followers"), 0,
)  # fmt: skip


@pytest.fixture(scope="module")
def session():
    with_session = Session(memory="256MB", threads=1)
    yield with_session
    with_session.close()


def at(day):
    """Return noon in Bangkok on a day of March 2026."""
    return dt.datetime(2026, 3, day, 5)


def snapshot(day, followers, account="a", brand="A", platform="tiktok"):
    return {"brand": brand, "platform": platform, "account_id": account, "date": at(day).date(), "followers": followers}


def post(post_id, reactions, comments, shares, views=None, tags=None, brand="A", platform="tiktok", read=None):
    return {"brand": brand, "platform": platform, "post_id": post_id, "published_at": at(2), "snapshot_at": read,
            "reactions": reactions, "comments": comments, "shares": shares, "views": views, "tag_friends": tags}  # fmt: skip


def said(number, labels=(None, None, None), channel="own", brand="A", platform="tiktok", **more):
    sentiment, intention, advocacy = labels
    return {"mention_id": f"m{number}", "platform": platform, "author": f"u{number}", "posted_at": at(2), "text": "ดี",
            "channel": channel, "brand": brand, "sentiment": sentiment, "intention": intention, "advocacy": advocacy,
            "by_brand": 0, "promo": 0, **more}  # fmt: skip


def measured(session, accounts=None, posts=None, mentions=None, brands=("A",), periods=(WEEK,), **options):
    tables = stage(session, accounts, posts, mentions)
    return measure(session, tables, periods, brands, MeasureOptions(ratio_per=RATIOS, **options))


ACCOUNTS = [snapshot(1, 40), snapshot(7, 50), snapshot(7, 1000, "b"), snapshot(30, 7, "c")]
POSTS = [post("1", 1, 2, 3, 100, 1), post("2", 4, None, 5, 200, None, read=at(9)), post("3", 2, 1, 0, None, 2)]
OWN = [
    said(1, ("pos", 1, 0), classified=1), said(2, ("pos", 0, 1)), said(3, ("neg", 1, 1)), said(4, ("neu", 0, None)),
    said(5, ("q", None, 0)), said(6, ("pos", 0, 0)), said(7), said(8, ("neg", 1, 1), promo=1),
    said(9, by_brand=1, parent_id="m1"), said(10, by_brand=1, parent_id="m2"),
]  # fmt: skip
EARNED = [
    said(11, ("neg", 1, 1), "earned", reactions=10, comments=1, shares=None, views=7, tag_friends=3, classified=1),
    said(12, ("neg", 0, 0), "earned", reactions=20, author=None, text="แพง"),
    said(13, ("pos", 1, 1), "earned", reactions=100, promo=1, tag_friends=50),
    said(14, channel="earned"),
]


@pytest.fixture(scope="module")
def whole(session):
    return measured(session, ACCOUNTS, POSTS, OWN + EARNED, ("A", "B"), (WEEK, LATER))


def test_the_settings_that_measures_start_from():
    assert {f.name: getattr(MeasureOptions(), f.name) for f in fields(MeasureOptions)} == {
        "reaction": 1.0, "comment": 3.0, "share": 5.0, "tag_friend": 5.0, "comments_hold_tag_friends": False,
        "ratio_per": {}, "promo_in_volume": True, "edge_days": 7,
    }  # fmt: skip


@pytest.mark.parametrize(("indicator", "side"), [("followers", "earned"), ("likes", "own")])
def test_no_sql_of_what_is_not_measured(indicator, side):
    with pytest.raises(KeyError, match=f"{indicator} is not measured on side {side}"):
        measure_sql(indicator, side, MeasureOptions())


def test_every_measure_stands_once():
    assert len({(m.indicator, m.side) for m in MEASURES}) == len(MEASURES) == 25


def test_sql_names_no_more_tables_than_the_indicator_needs():
    tables = {
        side: {
            t for t in ("accounts", "posts", "mentions") if f'"{t}"' in measure_sql("advocacy", side, MeasureOptions())
        }
        for side in ("own", "earned")
    }
    assert tables == {"own": {"posts", "mentions"}, "earned": {"mentions"}}


def counted(cell):
    return {name: cell.counts[name] for name in NOTHING}


def test_an_own_cell(whole):
    cell = whole.cells[0, "A", "tiktok", "own"]
    assert cell.values == {
        "followers": 1050,
        "fan_growth": 10,
        "fan_growth_rate": 0.25,  # of the 40 of the account that has both
        "interactions": 7 + 3 + 8,
        "weighted_interactions": 7 + 3 * 3 + 5 * 8 + 5 * 3,
        "views": 300,
        "views_interactions": None,
        "comment_ratio": pytest.approx(3 / 18),
        "share_ratio": pytest.approx(8 / 18),
        "intention": 2,
        "intention_rate": 0.4,  # 2 of 5 labelled
        "advocacy": 2 + 3,
        "advocacy_rate": 1.0,  # 5 by 5 labelled
        "response_rate": pytest.approx(2 / 7),
        "net_sentiment": 0.5,  # (3 - 1)/(3 + 1)
        "net_sentiment_all": pytest.approx(2 / 6),
    }
    # Whole numbers stay whole: their sums do not depend on the order.
    assert {type(cell.values[n]) for n in ("weighted_interactions", "advocacy", "followers")} == {int}
    assert counted(cell) == {
        "messages": 8, "promo": 1, "classified": 1, "unlabelled": 1, "pos": 3, "neu": 1, "neg": 1, "q": 1,
        "intention_n": 5, "advocacy_n": 5, "answerable": 7, "answered": 2, "first_followers": 40,
    }  # fmt: skip


def test_an_earned_cell(whole):
    cell = whole.cells[0, "A", "tiktok", "earned"]
    assert cell.values == {
        "interactions": 131,
        "weighted_interactions": 130 + 3 + 5 * 53,
        "views": 7,
        "views_interactions": None,
        "unique_daily_mentions": 4,
        "intention": 1,
        "intention_rate": 0.5,
        "advocacy": 1 + 3,
        "advocacy_rate": 2.0,
        "net_sentiment": -1.0,
        "net_sentiment_all": -1.0,
    }
    assert counted(cell) == NOTHING | {
        "messages": 4, "promo": 1, "classified": 1, "unlabelled": 1, "neg": 2, "intention_n": 2, "advocacy_n": 2,
    }  # fmt: skip


def told(cell):
    """Return a cell's notes, those on the classifier by their beginning."""
    return {
        name: [note.partition("classifier")[0] if "classifier" in note else note for note in notes]
        for name, notes in cell.notes.items()
    }


def test_notes_of_an_own_cell(whole):
    late = "late_snapshot: counts of 1 posts were read after the window"
    grown = "1 of 2 accounts without two snapshots at the window's edges"
    assert told(whole.cells[0, "A", "tiktok", "own"]) == {
        "interactions": ["1 of 3 posts without comments, skipped", late],
        "weighted_interactions": [
            "1 of 3 posts without comments, skipped", "1 of 3 posts without tag_friends, skipped", late,
        ],
        "comment_ratio": ["1 of 3 posts without comments, skipped", late],
        "share_ratio": [late],
        "views": ["1 of 3 posts without views, skipped", late],
        "advocacy": [late],
        "followers": ["1 of 3 accounts without a snapshot near the window's end"],
        "fan_growth": [grown],
        "fan_growth_rate": [grown],
        "net_sentiment": ["1 messages without text or label, left out", "1 messages labelled by the "],
        "net_sentiment_all": ["1 messages without text or label, left out", "1 messages labelled by the "],
    }  # fmt: skip


def test_notes_of_an_earned_cell(whole):
    unknown = "1 by unknown authors, counted by their text once a day (without text: one each)"
    assert told(whole.cells[0, "A", "tiktok", "earned"]) == {
        "interactions": [
            "1 of 4 messages without reactions, skipped", "3 of 4 messages without comments, skipped",
            "shares not collected, left out",
        ],
        "weighted_interactions": [
            "1 of 4 messages without reactions, skipped", "3 of 4 messages without comments, skipped",
            "shares not collected, left out", "2 of 4 messages without tag_friends, skipped",
        ],
        "comment_ratio": ["3 of 4 messages without comments, skipped"],
        "share_ratio": ["shares not collected, left out"],
        "views": ["3 of 4 messages without views, skipped"],
        "unique_daily_mentions": [unknown],
        "net_sentiment": ["1 messages without text or label, left out", "1 messages labelled by the "],
        "net_sentiment_all": ["1 messages without text or label, left out", "1 messages labelled by the "],
    }  # fmt: skip


def test_where_nothing_happened_counts_are_0_and_ratios_cannot_be_had(whole):
    own = whole.cells[1, "A", "tiktok", "own"]
    zero = {"interactions", "weighted_interactions", "views", "intention", "advocacy"}
    assert {n for n, v in own.values.items() if v == 0} == zero
    assert {n for n, v in own.values.items() if v is not None} == zero
    assert (own.notes, counted(own)) == ({}, NOTHING)
    earned = whole.cells[1, "A", "tiktok", "earned"]
    assert {n for n, v in earned.values.items() if v == 0} == zero | {"unique_daily_mentions"}
    assert {n for n, v in earned.values.items() if v is not None} == zero | {"unique_daily_mentions"}
    assert (earned.notes, counted(earned)) == ({}, NOTHING)
    on_facebook = whole.cells[0, "B", "facebook", "own"]
    assert (on_facebook.values["comment_ratio"], "views" in on_facebook.values) == (None, False)


def test_every_cell_of_every_period_is_there(whole):
    assert whole.periods == (WEEK, LATER)
    assert len(whole.cells) == 2 * 2 * 5 * 2
    assert whole.cells[0, "B", "x", "earned"].values["unique_daily_mentions"] == 0


def test_printed_sql_measures_a_single_indicator(session):
    # It reads the tables that measuring leaves behind.
    measured(session, ACCOUNTS, POSTS, OWN + EARNED)
    wanted = {
        ("followers", "own"): 1050, ("comment_ratio", "own"): 3 / 18, ("advocacy", "own"): 5, ("response_rate", "own"): 2 / 7,
        ("advocacy", "earned"): 4, ("unique_daily_mentions", "earned"): 4, ("net_sentiment", "earned"): -1.0,
    }  # fmt: skip
    for (indicator, side), value in wanted.items():
        sql = measure_sql(indicator, side, MeasureOptions(ratio_per=RATIOS))
        found = {tuple(row[:4]): row[4] for row in session.con.con.execute(sql).fetchall()}
        assert found[0, "A", "tiktok", side] == pytest.approx(value)
        assert {key[3] for key in found} == {side}
        assert len(found) == 5


def test_what_is_there_and_what_was_collected(session, whole):
    assert whole.present == {
        ("accounts", "A", "tiktok", "own"), ("posts", "A", "tiktok", "own"),
        ("mentions", "A", "tiktok", "own"), ("mentions", "A", "tiktok", "earned"),
    }  # fmt: skip
    every = set(whole.cells[0, "A", "tiktok", "own"].values) | {"unique_daily_mentions"}
    assert {n for p, s, n in whole.collected if (p, s) == ("tiktok", "own")} == every - {"unique_daily_mentions"}
    assert {p for p, _, _ in whole.collected} == {"tiktok"}
    # Of two platforms and brands, no columns filled but these.
    posts = [post("1", 1, None, None), post("2", None, 2, None, brand="B", platform="x")]
    few = measured(session, posts=posts, mentions=[said(1, channel="earned", brand="B", platform="facebook")])
    assert few.present == {
        ("posts", "A", "tiktok", "own"), ("posts", "B", "x", "own"), ("mentions", "B", "facebook", "earned"),
    }  # fmt: skip
    joined = {"interactions", "weighted_interactions", "views_interactions"}
    assert few.collected == {("tiktok", "own", n) for n in joined} | {
        ("x", "own", n) for n in joined | {"comment_ratio"}
    } | {("facebook", "earned", "unique_daily_mentions")}  # fmt: skip


def test_without_messages_accounts_and_posts_are_measured_all_the_same(session):
    own = measured(session, ACCOUNTS, [post("1", 1, 2, 4, 8, 16)]).cells[0, "A", "tiktok", "own"]
    there = {n: v for n, v in own.values.items() if v is not None}
    assert there == {
        "followers": 1050, "fan_growth": 10, "fan_growth_rate": 0.25, "interactions": 7, "weighted_interactions": 107,
        "views": 8, "comment_ratio": pytest.approx(2 / 7), "share_ratio": pytest.approx(4 / 7),
    }  # fmt: skip


def test_counts_that_nobody_read_are_not_known_and_not_0(session):
    cells = measured(session, posts=[post("1", None, None, None)], mentions=[said(1, channel="earned")]).cells
    counts = ("interactions", "weighted_interactions", "views")
    for side in ("own", "earned"):
        assert [cells[0, "A", "tiktok", side].values[name] for name in counts] == [None] * 3
    one = measured(session, posts=[post("1", None, None, 0)]).cells[0, "A", "tiktok", "own"]
    assert (one.values["interactions"], one.values["share_ratio"]) == (0, None)


def test_messages_alone_speak_without_the_tags_of_posts(session):
    cells = measured(session, mentions=[said(1, ("pos", 1, 1), tag_friends=9), said(2, ("pos", 1, 1), promo=1)]).cells
    there = {n: v for n, v in cells[0, "A", "tiktok", "own"].values.items() if v is not None}
    assert there == {
        "intention": 1, "intention_rate": 1.0, "advocacy": 1, "advocacy_rate": 1.0, "response_rate": 0.0,
        "net_sentiment": 1.0, "net_sentiment_all": 1.0,
    }  # fmt: skip


def test_a_flag_is_unknown_where_people_spoke_and_nobody_labelled(session):
    # Brand -> what was said of it, and its intention and advocacy.
    cases = {
        "unlabelled": ([said(1), said(2, ("pos", None, None))], None, None),
        "one labelled": ([said(1), said(2, (None, 0, 1))], 0, 1),
        # Promo does not speak, labelled or not.
        "promo": ([said(1, ("pos", 1, 1), promo=1)], 0, 0),
        "promo and unlabelled": ([said(1, ("pos", 1, 1), promo=1), said(2)], None, None),
    }
    rows = [{**row, "brand": brand} for brand, (found, _, _) in cases.items() for row in found]
    cells = measured(session, mentions=rows, brands=tuple(cases)).cells
    values = {brand: cells[0, brand, "tiktok", "own"].values for brand in cases}
    assert {b: (v["intention"], v["advocacy"]) for b, v in values.items()} == {b: c[1:] for b, c in cases.items()}


def test_ratios_are_per_what_the_profile_says_of_the_platform(session):
    posts = [post(f"{p}{n}", 4, 3, 1, v, platform=p) for p in ("facebook", "x", "tiktok", "youtube")
             for n, v in ((1, 30), (2, None))]  # fmt: skip
    posts.append(post("facebook3", 4, None, 1, platform="facebook"))
    cells = measured(session, posts=posts).cells
    ratios = {p: (cells[0, "A", p, "own"].values["comment_ratio"], cells[0, "A", p, "own"].values["share_ratio"])
              for p in ("facebook", "x", "tiktok", "youtube")}  # fmt: skip
    assert ratios == {
        "facebook": (3.0, 1.0),  # 6 comments by the 2 posts that tell theirs, 3 shares by 3 posts
        "x": (0.2, pytest.approx(2 / 30)),  # by 30 views
        "tiktok": (0.375, 0.125),  # by 16 interactions
        "youtube": (0.375, 0.125),  # the same where the profile says nothing
    }


def test_weights_of_interactions_are_the_profiles(session):
    rows = [post("1", 1, 10, 100, None, 1000)]
    one = measured(session, posts=rows, reaction=0, comment=0.5, share=2, tag_friend=3)
    assert one.cells[0, "A", "tiktok", "own"].values["weighted_interactions"] == 3205
    rows.append(post("2", None, None, None))
    held = measured(session, posts=rows, comments_hold_tag_friends=True)
    own = held.cells[0, "A", "tiktok", "own"]
    assert own.values["weighted_interactions"] == 1 + 30 + 500
    assert own.notes["weighted_interactions"] == tuple(
        f"1 of 2 posts without {c}, skipped" for c in ("reactions", "comments", "shares")
    )
    assert own.notes["views"] == ("views not collected, left out",)


def test_a_note_tells_of_nothing_that_is_whole(session):
    own = measured(session, [snapshot(1, 1), snapshot(7, 2)], [post("1", 1, 2, 3, 4, 5, read=at(7))],
                   [said(1, ("pos", 1, 1))]).cells[0, "A", "tiktok", "own"]  # fmt: skip
    assert own.notes == {}
