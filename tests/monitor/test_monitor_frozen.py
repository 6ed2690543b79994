"""New data never moves an older point."""

import datetime as dt

import pytest
from follow import PROFILE, bangkok, brands, follow, posted, said, snapshot
from hypothesis import given, settings
from hypothesis import strategies as st

from brandscore.errors import DataError
from brandscore.metrics.windows import Period
from brandscore.platforms import SIDES
from brandscore.score.question import Question
from brandscore.score.reference import reference_from_rows, reference_rows

START = dt.date(2026, 3, 2)  # a Monday
OLD, NEW = 35, 21  # days: five weeks that were followed, three that are appended
BASE = 14
TWO = Question(platforms=("facebook", "tiktok"))
# C opens later, and lists an account on Facebook from the start.
RIVALS = brands("A", "B", "C", C=("facebook",))


def day(number):
    return (START + dt.timedelta(days=number)).isoformat()


counts = st.one_of(st.none(), st.integers(0, 90))


def drawn_rows(first, days, names, platforms):
    """Strategies for rows of the three tables on some days."""
    days = st.integers(first, first + days - 1)
    names, platforms = st.sampled_from(names), st.sampled_from(platforms)
    return st.tuples(
        st.lists(st.tuples(names, platforms, days, counts), max_size=8, unique_by=lambda r: r[:3]),
        st.lists(st.tuples(names, platforms, days, counts, counts, counts, counts), max_size=8),
        st.lists(
            st.tuples(
                names,
                platforms,
                days,
                st.sampled_from(SIDES),
                st.sampled_from(["pos", "neu", "neg", None]),
                st.sampled_from([None, 0, 0, 1]),
                st.sampled_from(["u1", "u2"]),
                counts,
                st.integers(0, 1),
            ),
            max_size=14,
        ),
    )


def typed_rows(drawn, prefix):
    accounts, posts, mentions = drawn
    return (
        [snapshot(b, day(d), n, platform=p) for b, p, d, n in accounts],
        [
            posted(f"{prefix}{k}{b}", b, f"{day(d)} 10:00", platform=p, reactions=r, comments=c, shares=s, views=v)
            for k, (b, p, d, r, c, s, v) in enumerate(posts)
        ],
        [
            said(
                f"{prefix}{k}",
                b,
                f"{day(d)} 23:30",
                s,
                platform=p,
                channel=c,
                by_brand=own,
                author=who,
                reactions=n,
                intention=flag,
                advocacy=flag,
            )
            for k, (b, p, d, c, s, own, who, n, flag) in enumerate(mentions)
        ],
    )


def anchors():
    """One row at each end of the older days, so that they are as many whatever is drawn."""
    return [said("first", "A", f"{day(0)} 00:00", "pos"), said("last", "B", f"{day(OLD - 1)} 23:59", "neg")]


@settings(max_examples=10)
@given(
    drawn_rows(0, OLD, ["A", "B"], ["facebook", "tiktok"]),
    drawn_rows(OLD, NEW, ["A", "B", "C"], ["facebook", "tiktok", "x"]),
    st.sampled_from([None, 10]),
    st.sampled_from(["cube_root", "min_max", "z_score", "percentile_rank"]),
)
def test_appended_rows_leave_older_rows_as_they_were(session, older, later, rolling, method):
    old, new = typed_rows(older, "o"), typed_rows(later, "n")
    old[2].extend(anchors())
    # Old posts, read again.
    again = [
        {**p, "snapshot_at": bangkok(f"{day(OLD + 3)} 08:00"), "reactions": 10_000}
        for p in old[1]
        if p["reactions"] is not None
    ]
    both = (old[0] + new[0], old[1] + new[1] + again, old[2] + new[2])
    profile = PROFILE.model_copy(update={"normalise": PROFILE.normalise.model_copy(update={"method": method})})
    setting = {"question": TWO, "base_days": BASE, "rolling": rolling, "profile": profile}
    _, before = follow(session, RIVALS, *old, **setting)
    _, after = follow(session, RIVALS, *both, **setting)
    settled = day(OLD - 1 - PROFILE.options.edge_days)
    followers = {"followers", "fan_growth", "fan_growth_rate", "brand_score", "own_score", "earned_score", "reason"}
    for key, row in before.items():
        if row["period_end"] <= settled:
            assert after[key] == row
        else:  # a snapshot within the next days may still be the nearest to the period's end; nothing else moves
            assert {k: v for k, v in after[key].items() if k not in followers} == {
                k: v for k, v in row.items() if k not in followers
            }


def steady(days):
    """Two brands, a snapshot a day, posts and messages, all drawn from a formula."""
    accounts = [
        snapshot(b, day(d), 1000 + 37 * d % 101 + 500 * k, platform=p)
        for d in days
        for k, b in enumerate("AB")
        for p in ("facebook", "tiktok")
    ]
    posts = [
        posted(
            f"{b}{p}{d}", b, f"{day(d)} 09:00", platform=p, reactions=7 * d % 40 + k, comments=d % 5, shares=1, views=d
        )
        for d in days
        for k, b in enumerate("AB")
        for p in ("facebook", "tiktok")
    ]
    mentions = [
        said(
            f"{b}{p}{c}{d}{k}",
            b,
            f"{day(d)} {9 + k:02d}:00",
            ["pos", "neg", "neu"][(d * 7 + k + (b == "B")) % 3],
            platform=p,
            channel=c,
            reactions=d % 3,
            intention=(d + k) % 2,
            advocacy=int(d % 5 == 0),
        )
        for d in days
        for b in "AB"
        for p in ("facebook", "tiktok")
        for c in SIDES
        for k in range(1 + d % 3)
    ]
    return accounts, posts, mentions


@pytest.mark.parametrize("every", ["day", "week"])
def test_with_a_snapshot_a_day_no_point_moves_at_all(session, every):
    _, before = follow(session, RIVALS, *steady(range(OLD)), question=TWO, every=every, base_days=BASE)
    # All figures of the appended days are ten times as large, C opens, and X is collected for the first time.
    later = steady(range(OLD, OLD + NEW))
    for rows, columns in ((later[0], ["followers"]), (later[1], ["reactions", "views"]), (later[2], ["reactions"])):
        for row in rows:
            row |= {c: 10 * row[c] for c in columns}
    later[2].extend(said(f"c{k}", "C", f"{day(OLD)} 10:00", "pos", platform="tiktok") for k in range(30))
    later[2].extend(said(f"x{k}", "A", f"{day(OLD)} 10:00", "pos", platform="x") for k in range(3))
    both = tuple(old + new for old, new in zip(steady(range(OLD)), later, strict=True))
    _, after = follow(session, RIVALS, *both, question=TWO, every=every, base_days=BASE)
    assert len(after) > len(before)
    scored = 0
    for key, row in before.items():
        assert after[key] == row
        scored += "brand_score" in row
    assert scored == 2 * (OLD if every == "day" else OLD // 7)
    # The newcomer is scored from its own time on, against the same reference.
    assert after["C", "all", "all", day(0)]["reason"] == "no data of this brand in what was asked for"
    assert after["C", "tiktok", "earned", day(OLD)]["mentions"] == 30


def test_while_the_base_window_is_not_full_the_reference_still_moves(session):
    # What the option is for: the default base of 90 days is not over after five weeks.
    before, points = follow(session, RIVALS, *steady(range(OLD)), question=TWO)
    assert before.reference.base == Period(START, START + dt.timedelta(days=OLD - 1))
    after, moved = follow(session, RIVALS, *steady(range(OLD + NEW)), question=TWO)
    assert after.reference.base.days == OLD + NEW
    key = ("A", "all", "all", day(0))
    assert points[key]["brand_score"] != moved[key]["brand_score"]


def test_what_was_not_collected_yet_is_empty_and_not_0(session):
    rows = [said(k, "A", f"{day(3 * k)} 10:00", "pos") for k in range(12)]
    replies = [
        said("ask", "A", f"{day(1)} 10:00", platform="tiktok", channel="own", by_brand=None),
        said("later", "A", f"{day(25)} 10:00", platform="tiktok", channel="own", by_brand=0),
        said("yt", "A", f"{day(25)} 10:00", "neg", platform="youtube"),
    ]
    _, weeks = follow(session, brands("A", "B"), mentions=rows + replies, base_days=7)
    # YouTube begins on day 25: empty before, and 0 in the quiet week after.
    youtube = [weeks["A", "youtube", "earned", day(7 * k)].get("mentions") for k in range(5)]
    assert youtube == [None, None, None, 1, 0]
    assert [weeks["B", "youtube", "earned", day(7 * k)].get("mentions") for k in range(5)] == [None, None, None, 0, 0]
    # by_brand was first filled on day 25: nobody knows what was answered before.
    assert "response_rate" not in weeks["A", "tiktok", "own", day(0)]
    assert weeks["A", "tiktok", "own", day(21)]["response_rate"] == 0.0


def test_a_quiet_start_within_the_base_window_is_0(session):
    rows = [said("a", "A", f"{day(0)} 10:00", "pos"), said("b", "B", f"{day(40)} 10:00", platform="tiktok")]
    _, weeks = follow(session, brands("A", "B"), mentions=rows)
    assert [weeks["B", "tiktok", "earned", day(7 * k)]["mentions"] for k in range(6)] == [0, 0, 0, 0, 0, 1]


def test_another_reference_serves_instead(session):
    tables = steady(range(OLD))
    made, own_base = follow(session, RIVALS, *tables, question=TWO, base_days=BASE)
    written = [{k: "" if v is None else str(v) for k, v in row.items()} for row in reference_rows(made.reference)]
    borrowed = reference_from_rows(written, "reference.csv")
    again, same = follow(session, RIVALS, *tables, question=TWO, frozen=borrowed)
    assert again.reference is borrowed
    assert same == own_base
    # Half as large a reference: everything by the cube root stands higher.
    halved = [{**r, "x_ref": repr(float(r["x_ref"]) / 2) if r["x_ref"] else ""} for r in written]
    _, higher = follow(session, RIVALS, *tables, question=TWO, frozen=reference_from_rows(halved, "reference.csv"))
    key = ("A", "all", "all", day(0))
    assert higher[key]["brand_score"] > same[key]["brand_score"]


def test_a_reference_of_another_category_is_refused(session):
    made, _ = follow(session, RIVALS, *steady(range(7)), question=TWO)
    others = brands("A", "B", category="tea")
    with pytest.raises(DataError, match="knows nothing of category tea"):
        follow(session, others, *steady(range(7)), question=TWO, frozen=made.reference)
