"""Rows of a timeline: the calendar, quiet periods, shares, sums, scores."""

import math
from collections import Counter

import pytest
from follow import EARNED_X, PROFILE, bangkok, brands, follow, posted, said, snapshot
from hypothesis import given, settings
from hypothesis import strategies as st
from typed import bangkok_day, stage

from brandscore.metrics.measure import measure
from brandscore.metrics.windows import Period, data_window
from brandscore.monitor.figures import COUNTS, Figures, summed
from brandscore.platforms import PLATFORM_NAMES, SIDES
from brandscore.score.compute import score_brands
from brandscore.score.question import Question
from brandscore.score.reference import build_reference
from brandscore.tables import TIMELINE

CHAIN = ("x", "earned")


def test_days_and_weeks_begin_at_bangkok_midnight(session):
    # Sunday 8 March 2026, 23:59:59 in Bangkok is 16:59:59 UTC; a second later it is Monday there and Sunday in UTC.
    rows = [
        said(1, "A", "2026-03-02 00:00:00", "pos"),
        said(2, "A", "2026-03-08 23:59:59", "neg"),
        said(3, "A", "2026-03-09 00:00:00", "neu"),
    ]
    assert [r["posted_at"].day for r in rows] == [1, 8, 8]
    _, weeks = follow(session, brands("A"), mentions=rows, question=EARNED_X)
    first, second = weeks["A", *CHAIN, "2026-03-02"], weeks["A", *CHAIN, "2026-03-09"]
    assert first["period_end"] == "2026-03-08"
    assert [first[c] for c in COUNTS] == [2, 1, 0, 1, 0]
    assert [second[c] for c in COUNTS] == [1, 0, 1, 0, 0]
    _, days = follow(session, brands("A"), mentions=rows, question=EARNED_X, every="day")
    per_day = [r["mentions"] for (_, p, s, _), r in days.items() if (p, s) == CHAIN]
    assert per_day == [1, 0, 0, 0, 0, 0, 1, 1]


def test_a_quiet_period_has_counts_of_0_and_empty_shares(session):
    rows = [
        said(1, "A", "2026-01-15 12:00", "pos", reactions=1),
        said(2, "B", "2026-01-20 12:00", "neg"),
        said(3, "B", "2026-02-20 12:00", "neg"),
        said(4, "A", "2026-04-30 12:00", "pos"),
    ]
    _, months = follow(session, brands("A", "B"), mentions=rows, question=EARNED_X, every="month")
    assert len(months) == 2 * 4 * 4  # brands, months, and the rows x and all by earned and all
    for platform in ("all", "x"):
        for side in ("all", "earned"):
            silent = months["A", platform, side, "2026-03-01"]
            assert [silent[c] for c in COUNTS] == [0, 0, 0, 0, 0]
            assert silent["unique_daily_mentions"] == 0
            assert silent["interactions"] == 0
            assert silent["intention"] == 0
            for name in ("share_of_voice", "net_sentiment", "net_sentiment_all", "intention_rate", "advocacy_rate"):
                assert silent.get(name) is None
                assert silent.get(f"{name}_low") is None
                assert silent.get(f"{name}_high") is None
    # Nobody spoke of A in February, but somebody spoke: a share of 0, and no sentiment.
    february = months["A", *CHAIN, "2026-02-01"]
    assert february["share_of_voice"] == 0.0
    assert february["share_of_voice_low"] == 0.0
    assert february["share_of_voice_high"] == pytest.approx(0.7935, abs=1e-4)  # Wilson, 0 of 1
    assert "net_sentiment" not in february


def test_figures_of_a_row_by_hand(session):
    rows = [
        said(1, "A", "2026-03-02 10:00", "pos", reactions=3, comments=1, shares=0, intention=1),
        said(2, "A", "2026-03-02 11:00", "pos", author="u1"),
        said(3, "A", "2026-03-03 10:00", "neg", tag_friends=2),
        said(4, "A", "2026-03-03 10:30", "q", advocacy=1),
        said(5, "A", "2026-03-04 10:00", "pos", promo=1, intention=1, reactions=5),
        said(6, "A", "2026-03-04 11:00", "pos", by_brand=1),
        said(7, "B", "2026-03-05 10:00", "neu"),
        said(8, "B", "2026-03-06 10:00", "neg"),
    ]
    _, weeks = follow(session, brands("A", "B"), mentions=rows, question=EARNED_X)
    a = weeks["A", *CHAIN, "2026-03-02"]
    # Promo is a message and an interaction, but nobody's opinion; the brand's own message is nothing here.
    assert [a[c] for c in COUNTS] == [5, 2, 0, 1, 1]
    assert a["share_of_voice"] == 5 / 7
    assert a["share_of_voice_low"] == pytest.approx(0.3589, abs=1e-4)
    assert a["share_of_voice_high"] == pytest.approx(0.9178, abs=1e-4)
    assert a["net_sentiment"] == pytest.approx(1 / 3)
    assert a["net_sentiment_low"] == pytest.approx(2 * 0.2077 - 1, abs=1e-4)  # Wilson, 2 of 3
    assert a["net_sentiment_high"] == pytest.approx(2 * 0.9385 - 1, abs=1e-4)
    assert a["net_sentiment_all"] == 1 / 4
    assert a["net_sentiment_all_low"] < 1 / 4 < a["net_sentiment_all_high"]
    assert a["unique_daily_mentions"] == 4
    assert a["interactions"] == 9
    assert a["weighted_interactions"] == 3 + 3 + 5 + 2 * 5
    assert (a["intention"], a["intention_rate"]) == (1, 1 / 4)
    assert (a["advocacy"], a["advocacy_rate"]) == (3, 3 / 4)
    assert "followers" not in a
    assert "views" not in a


def test_rows_are_in_order_and_hold_declared_columns_only(session):
    rows = [said(1, "B", "2026-03-02 10:00"), said(2, "A", "2026-03-20 10:00", channel="own")]
    made, _ = follow(session, brands("B", "A"), mentions=rows)
    keys = [(r["brand"], r["platform"], r["side"], r["period_start"]) for r in made.rows]
    starts = ["2026-03-02", "2026-03-09", "2026-03-16"]
    assert keys == [
        (b, p, s, d) for b in ("A", "B") for p in ("all", "x") for s in ("all", "own", "earned") for d in starts
    ]
    for row in made.rows:
        assert set(row) <= set(TIMELINE.names)


def test_cells_that_nobody_collected_have_no_rows(session):
    _, rows = follow(
        session,
        brands("A"),
        posts=[posted(1, "A", "2026-03-02 10:00", reactions=1)],
        mentions=[said(1, "A", "2026-03-03 10:00")],
    )
    assert {(p, s) for _, p, s, _ in rows} == {
        ("all", "all"),
        ("all", "own"),
        ("all", "earned"),
        ("facebook", "all"),
        ("facebook", "own"),
        ("x", "all"),
        ("x", "earned"),
    }
    # There were posts on Facebook, but no comments: not 0 messages, nothing known of them.
    facebook = rows["A", "facebook", "own", "2026-03-02"]
    assert facebook["interactions"] == 1
    assert "mentions" not in facebook
    assert "pos" not in facebook


def test_a_brand_absent_from_a_cell_counts_0_and_one_that_lists_an_account_there_is_missing(session):
    rows = [said(1, "A", "2026-03-02 10:00", "pos"), said(2, "B", "2026-03-02 10:00", platform="tiktok", reactions=1)]
    _, found = follow(session, brands("A", "B", "C", C=("x",)), mentions=rows)
    absent = found["B", "x", "earned", "2026-03-02"]
    assert (absent["mentions"], absent["pos"], absent["unique_daily_mentions"]) == (0, 0, 0)
    assert absent["share_of_voice"] == 0.0
    assert "intention_rate" not in absent
    missing = found["C", "x", "earned", "2026-03-02"]
    assert not {"mentions", "pos", "unique_daily_mentions", "share_of_voice", "interactions"} & set(missing)
    # What is missing on X leaves what is known of TikTok.
    assert found["C", "all", "earned", "2026-03-02"]["mentions"] == 0


def test_rows_of_all_platforms_by_hand(session):
    _, rows = follow(
        session,
        brands("A"),
        accounts=[
            snapshot("A", "2026-03-01", 100),
            snapshot("A", "2026-03-31", 150),
            snapshot("A", "2026-03-01", 900, platform="tiktok"),
            snapshot("A", "2026-03-31", 850, platform="tiktok"),
        ],
        posts=[
            posted(1, "A", "2026-03-05 10:00", reactions=10, comments=5, shares=1),
            posted(2, "A", "2026-03-06 10:00", platform="tiktok", reactions=4, comments=2, shares=2, views=500),
        ],
        mentions=[
            said(1, "A", "2026-03-05 11:00", "pos", platform="facebook", channel="own", intention=1),
            said(2, "A", "2026-03-05 12:00", "neg", platform="facebook", channel="own"),
            said(3, "A", "2026-03-06 12:00", platform="facebook", channel="own", by_brand=1, parent_id="m2"),
            said(4, "A", "2026-03-06 13:00", "pos", platform="tiktok", channel="own"),
            said(5, "A", "2026-03-07 13:00", "pos", platform="tiktok", author="u9", reactions=7, views=30),
            said(6, "A", "2026-03-07 14:00", "neu", platform="x", author="u9", reactions=1, advocacy=1),
        ],
        every="month",
    )
    own = rows["A", "all", "own", "2026-03-01"]
    assert (own["followers"], own["fan_growth"], own["fan_growth_rate"]) == (1000, 0, 0.0)
    assert (own["interactions"], own["views"]) == (24, 500)
    assert (own["mentions"], own["pos"], own["neg"]) == (3, 2, 1)
    assert (own["intention"], own["intention_rate"]) == (1, 1 / 3)
    assert own["response_rate"] == 1 / 3  # one of two on Facebook, none of one on TikTok
    assert own["net_sentiment"] == pytest.approx(1 / 3)
    assert "comment_ratio" not in own  # per post here, per interaction there: no sum means anything
    assert "comment_ratio" in rows["A", "facebook", "own", "2026-03-01"]
    earned = rows["A", "all", "earned", "2026-03-01"]
    assert earned["unique_daily_mentions"] == 2  # one author on two platforms: platforms are separate
    assert earned["advocacy_rate"] == 1 / 2
    assert "followers" not in earned
    whole = rows["A", "all", "all", "2026-03-01"]
    assert (whole["mentions"], whole["interactions"], whole["views"]) == (5, 32, 530)
    assert (whole["followers"], whole["unique_daily_mentions"]) == (1000, 2)
    assert whole["net_sentiment"] == pytest.approx(2 / 4)
    assert whole["share_of_voice"] == 1.0


def test_followers_of_all_platforms_are_empty_while_one_of_them_is(session):
    accounts = [
        snapshot("A", "2026-01-31", 100),
        snapshot("A", "2026-02-28", 110),
        snapshot("A", "2026-01-31", 900, platform="tiktok"),
        snapshot("B", "2026-02-28", 5),
    ]
    _, rows = follow(session, brands("A", "B"), accounts=accounts, every="month")
    assert rows["A", "all", "own", "2026-01-31"]["followers"] == 1000
    february = rows["A", "all", "own", "2026-02-01"]
    assert "followers" not in february  # not 110: nobody left TikTok
    assert rows["A", "facebook", "own", "2026-02-01"]["followers"] == 110
    # B has no account on TikTok: what it has on Facebook is all there is.
    assert rows["B", "all", "own", "2026-02-01"]["followers"] == 5


def test_sums_of_what_is_empty_stay_empty():
    nothing = summed([Figures(), Figures()])
    assert nothing.values == {}
    some = summed([Figures({"views": 3, "mentions": 0}), Figures(), Figures({"views": 4})])
    assert some.values == {"views": 7, "mentions": 0}


@settings(max_examples=12)
@given(
    st.lists(
        st.tuples(
            st.sampled_from("ABC"),
            st.integers(0, 20),
            st.sampled_from([0, 16, 17, 23]),
            st.sampled_from(["x", "tiktok"]),
            st.sampled_from(SIDES),
            st.sampled_from(["pos", "neu", "neg", "q"]),
            st.sampled_from([0, 0, 1]),
        ),
        min_size=1,
        max_size=25,
    ),
    st.sampled_from(["day", "week"]),
)
def test_counts_and_shares_equal_plain_counting(session, drawn, every):
    rows = [
        said(n, b, f"2026-03-{1 + day:02d} {hour:02d}:30", s, platform=p, channel=c, by_brand=own)
        for n, (b, day, hour, p, c, s, own) in enumerate(drawn)
    ]
    category = {"A": "tea", "B": "tea", "C": "coffee"}
    rivals = [c for b, kind in category.items() for c in brands(b, category=kind)]
    _, found = follow(session, rivals, mentions=rows, every=every)
    voices = [r for r in rows if not r["by_brand"]]
    for (brand, platform, side, start), row in found.items():
        here = [
            r
            for r in voices
            if start <= bangkok_day(r["posted_at"]).isoformat() <= row["period_end"]
            and platform in ("all", r["platform"])
            and side in ("all", r["channel"])
        ]
        mine = [r for r in here if r["brand"] == brand]
        rivals_said = [r for r in here if category[r["brand"]] == category[brand]]
        labels = Counter(r["sentiment"] for r in mine)
        assert row["mentions"] == len(mine)
        assert [row[s] for s in ("pos", "neu", "neg", "q")] == [labels[s] for s in ("pos", "neu", "neg", "q")]
        assert row.get("share_of_voice") == (len(mine) / len(rivals_said) if rivals_said else None)
        polar = labels["pos"] + labels["neg"]
        assert row.get("net_sentiment") == ((labels["pos"] - labels["neg"]) / polar if polar else None)
        for name in ("share_of_voice", "net_sentiment", "net_sentiment_all"):
            if name in row:
                assert row[f"{name}_low"] <= row[name] <= row[f"{name}_high"]
    for kind in ("tea", "coffee"):
        shares = {}
        for (brand, *place), row in found.items():
            if category[brand] == kind and "share_of_voice" in row:
                shares.setdefault(tuple(place), []).append(row["share_of_voice"])
        for values in shares.values():
            assert math.fsum(values) == pytest.approx(1, abs=1e-12)


# --- scores --------------------------------------------------------------------------------------

FACEBOOK = Question(platforms=("facebook",))


def five_weeks():
    """Two brands on Facebook, from Monday 2 March 2026 for five weeks."""
    accounts, posts, mentions = [], [], []
    for week in range(5):
        for b, brand in enumerate("AB"):
            day = f"2026-03-{2 + 7 * week:02d}"
            accounts.append(snapshot(brand, day, 1000 + 100 * b + 10 * week))
            posts.append(posted(f"{brand}{week}", brand, f"{day} 10:00", reactions=50 + week, comments=5, shares=b))
            for k in range(3 + week):
                mentions.append(
                    said(
                        f"{brand}{week}{k}",
                        brand,
                        f"{day} 1{k}:00",
                        ["pos", "neg", "pos", "neu"][(k + b) % 4],
                        platform="facebook",
                        channel=["earned", "own"][k % 2],
                        reactions=k,
                        comments=1,
                        shares=0,
                        intention=k % 2,
                        advocacy=int(k == 2),
                    )
                )
    return accounts, posts, mentions


def test_a_point_equals_the_score_of_its_window_against_the_base_window(session):
    tables = five_weeks()
    rivals = brands("A", "B")
    _, rows = follow(session, rivals, *tables, question=FACEBOOK, base_days=14)
    staged = stage(session, *tables)
    data = data_window(session, staged.accounts, staged.posts, staged.mentions)
    base = Period(data.start, bangkok_day(bangkok("2026-03-15 12:00")))
    frozen = build_reference(measure(session, staged, [base], ["A", "B"], PROFILE.options), 0, rivals, PROFILE)
    alone = {}
    for start, end in sorted({(r["period_start"], r["period_end"]) for r in rows.values()}):
        window = Period(type(base.start).fromisoformat(start), type(base.start).fromisoformat(end))
        measured = measure(session, staged, [window], ["A", "B"], PROFILE.options)
        alone |= {(s.brand, start): s for s in score_brands(measured, 0, rivals, PROFILE, FACEBOOK, frozen)}
    assert len(alone) == 10
    for (brand, platform, side, start), row in rows.items():
        if (platform, side) == ("all", "all"):
            wanted = alone[brand, start]
            assert row["brand_score"] == wanted.score
            assert row["own_score"] == wanted.own
            assert row["earned_score"] == wanted.earned
        else:
            assert not {"brand_score", "own_score", "earned_score"} & set(row)


def test_a_period_below_the_floor_has_an_empty_score_and_a_reason(session):
    accounts, posts, mentions = five_weeks()
    # All five platforms are asked for, one was collected: 20 % of the weight.
    made, rows = follow(session, brands("A", "B"), accounts, posts, mentions)
    for (_, platform, side, _), row in rows.items():
        assert "brand_score" not in row
        if (platform, side) == ("all", "all"):
            assert row["reason"].startswith("coverage 0.20 is below 0.60; missing: own instagram")
        else:
            assert row["reason"] == ""
    # The counts are there all the same.
    assert rows["A", "all", "all", "2026-03-02"]["mentions"] == 3
    assert made.reference.base.days == 29


def test_a_side_that_cannot_be_scored_says_why(session):
    accounts, posts, mentions = five_weeks()
    own = [m for m in mentions if m["channel"] == "own"]
    _, rows = follow(session, brands("A", "B"), accounts, posts, own, question=FACEBOOK)
    row = rows["A", "all", "all", "2026-03-02"]
    assert row["brand_score"] == row["own_score"]
    assert "earned_score" not in row
    assert row["reason"] == "missing: earned facebook"


def test_one_side_asked_leaves_the_other_empty_and_says_nothing(session):
    _, rows = follow(session, brands("A", "B"), *five_weeks(), question=Question(("own",), ("facebook",)))
    row = rows["A", "all", "all", "2026-03-02"]
    assert row["brand_score"] == row["own_score"]
    assert "earned_score" not in row
    assert row["reason"] == ""
    assert {s for _, _, s, _ in rows} == {"all", "own"}


def test_a_brand_without_any_data_has_rows_and_a_reason(session):
    _, rows = follow(session, brands("A", "B", "C"), *five_weeks(), question=FACEBOOK)
    row = rows["C", "all", "all", "2026-03-02"]
    assert row["mentions"] == 0
    assert "brand_score" not in row
    assert row["reason"] == "no data of this brand in what was asked for"


def test_a_rolling_window_adds_up_the_days_before(session):
    tables = five_weeks()
    _, daily = follow(session, brands("A", "B"), *tables, question=FACEBOOK, every="day")
    _, rolled = follow(session, brands("A", "B"), *tables, question=FACEBOOK, every="day", rolling=7)
    days = sorted({key[3] for key in daily})
    assert set(rolled) == set(daily)
    for (brand, platform, side, day), row in rolled.items():
        assert row["period_start"] == row["period_end"] == day
        place = days.index(day)
        behind = [daily[brand, platform, side, d] for d in days[max(0, place - 6) : place + 1]]
        for name in (*COUNTS, "interactions", "unique_daily_mentions", "intention"):
            if name in row:
                assert row[name] == sum(b[name] for b in behind)
    # A week that ends on Sunday is its own last seven days.
    _, weekly = follow(session, brands("A", "B"), *tables, question=FACEBOOK)
    assert (
        rolled["A", "all", "all", "2026-03-08"]["brand_score"] == weekly["A", "all", "all", "2026-03-02"]["brand_score"]
    )


def test_a_narrower_window_moves_no_point(session):
    tables = five_weeks()
    for rolling in (None, 10):
        _, whole = follow(session, brands("A", "B"), *tables, question=FACEBOOK, rolling=rolling, base_days=7)
        _, part = follow(
            session,
            brands("A", "B"),
            *tables,
            question=FACEBOOK,
            rolling=rolling,
            base_days=7,
            window=("2026-03-16", "2026-03-29"),
        )
        assert {key[3] for key in part} == {"2026-03-16", "2026-03-23"}
        for key, row in part.items():
            assert row == whole[key]


def test_a_window_beyond_the_data_is_quiet(session):
    rows = [said(1, "A", "2026-03-04 10:00", "pos")]
    _, found = follow(
        session, brands("A"), mentions=rows, question=EARNED_X, every="day", window=("2026-03-03", "2026-03-05")
    )
    assert [r["mentions"] for (_, p, s, _), r in found.items() if (p, s) == CHAIN] == [0, 1, 0]


@pytest.mark.parametrize("side", SIDES)
def test_every_indicator_of_the_table_is_filled_somewhere(session, side):
    _, rows = follow(
        session,
        brands("A"),
        accounts=[snapshot("A", f"2026-03-{d:02d}", 100 + d, platform=p) for d in (1, 31) for p in PLATFORM_NAMES],
        posts=[
            posted(p, "A", "2026-03-02 10:00", platform=p, reactions=1, comments=1, shares=1, views=1)
            for p in PLATFORM_NAMES
        ],
        mentions=[
            said(f"{p}{c}{k}", "A", "2026-03-03 10:00", s, platform=p, channel=c, reactions=1, views=2)
            for p in PLATFORM_NAMES
            for c in SIDES
            for k, s in enumerate(("pos", "neg"))
        ],
        every="month",
    )
    row = rows["A", "tiktok", side, "2026-03-01"]
    own_only = {
        "followers",
        "fan_growth",
        "fan_growth_rate",
        "comment_ratio",
        "share_ratio",
        "response_rate",
    }
    later = {f"{s}_score{e}" for s in ("brand", "own", "earned") for e in ("", "_low", "_high")}
    expected = set(TIMELINE.names) - later - ({"unique_daily_mentions"} if side == "own" else own_only)
    assert set(row) == expected
    whole = rows["A", "all", side, "2026-03-01"]
    assert set(whole) == expected - {"comment_ratio", "share_ratio"}
