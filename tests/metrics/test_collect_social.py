"""Followers, posts and messages as inputs of metrics, against plain loops over the rows."""

import datetime as dt
import math
import statistics

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle_inputs import account_inputs, mention_inputs, minutes, net, post_inputs
from test_measures import PLATFORMS, accounts, branded, counts, instants, numbered, posts
from typed import bangkok_day, stage

from brandscore.engine.session import Session
from brandscore.metrics.collect.direct import Handles
from brandscore.metrics.collect.evaluate import Terms, each, evaluate, platforms_together
from brandscore.metrics.collect.frames import How, Sources, collect_frames, homes
from brandscore.metrics.collect.social import SOCIAL, Rival
from brandscore.metrics.registry.catalogue import METRICS
from brandscore.metrics.registry.compute import compute
from brandscore.metrics.registry.inputs import INPUTS
from brandscore.metrics.windows import Period

PERIODS = (
    Period(dt.date(2026, 3, 1), dt.date(2026, 3, 6)),
    Period(dt.date(2026, 3, 4), dt.date(2026, 3, 5)),
)
RIVALS = (Rival("A", "one", names=("alpha",)), Rival("B", "one"), Rival("C", "two"))
HANDLES = {"A": ("@alpha", "@A"), "B": ("@B",), "C": ("@C",)}
TOTALS = {
    "total_mentions": "brand_mentions",
    "total_authors": "brand_authors",
    "total_interactions": "brand_interactions",
    "total_preferences": "brand_preferences",
}

mentions = st.lists(
    st.fixed_dictionaries(
        {
            "platform": st.sampled_from(PLATFORMS),
            "author": st.sampled_from([None, "u1", "u2"]),
            "posted_at": instants,
            "text": st.sampled_from([None, " ", "ดี @alpha", "แพง @B", "@alphabet", "เฉย ๆ"]),
            "channel": st.sampled_from(["own", "earned"]),
            "brand": st.sampled_from(["A", "B", "C"]),
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


@pytest.fixture(scope="module")
def session():
    with_session = Session(memory="256MB")
    yield with_session
    with_session.close()


def frame_of(session, a=None, p=None, m=None, periods=PERIODS, rivals=RIVALS):
    tables = stage(session, a, p, m)
    sources = Sources(tables.accounts, tables.posts, tables.mentions)
    found = collect_frames(session, sources, periods, How(rivals), ["social"])
    return found[0] if found else None


def cells(frame):
    """What a frame holds, by key: inputs that were collected there, None = not known."""
    found = {}
    for place, key in enumerate(frame.keys):
        row = {n: frame.columns[n][place] for n in frame.columns if frame.collected[n][place]}
        found[key] = {n: None if math.isnan(v) else v for n, v in row.items()}
    return found


def expected(a, p, m, key, handles=HANDLES):
    number, brand, platform, _ = key
    period = PERIODS[number]
    span = (brand, platform, period.start, period.end)
    return account_inputs(a, *span) | post_inputs(p, *span) | mention_inputs(m, *span, handles[brand])


@settings(max_examples=12)
@given(accounts, posts, mentions)
def test_every_input_equals_plain_loops(session, a, p, m):
    p, m = branded(p), numbered(m)
    frame = frame_of(session, a, p, m)
    got = cells(frame)
    platforms = {r["platform"] for rows in (p, m) for r in rows}
    platforms |= {r["platform"] for r in a if r["followers"] is not None}
    assert set(got) == {(n, r.name, where, "") for n in (0, 1) for r in RIVALS for where in platforms}
    for key, row in got.items():
        wanted = expected(a, p, m, key)
        for total, one in TOTALS.items():
            rivals = [r.name for r in RIVALS if r.category == next(x.category for x in RIVALS if x.name == key[1])]
            parts = [expected(a, p, m, (key[0], name, *key[2:])).get(one) for name in rivals]
            if one in wanted:
                known = [x for x in parts if x is not None]
                wanted[total] = sum(known) if known else None
        assert {n: v for n, v in row.items() if n in SOCIAL} == wanted


@settings(max_examples=8)
@given(mentions)
def test_medians_and_spreads_equal_plain_loops(session, m):
    m = numbered(m)
    frame = frame_of(session, m=m)
    if not m:
        return
    platforms = {r["platform"] for r in m}
    for number, period in enumerate(PERIODS):
        for rival in RIVALS:
            for where in platforms | {"all"}:
                value, reason = frame.summaries["median(response_minutes)"][number, rival.name, where, ""]
                asked = {where} if where != "all" else platforms
                collected = [
                    x
                    for x in asked
                    if any(r["platform"] == x and r["channel"] == "own" and r["by_brand"] is not None for r in m)
                ]
                wanted = minutes(m, rival.name, asked, period.start, period.end) if collected else None
                assert value == (None if wanted is None else pytest.approx(wanted))
                assert (value is None) == bool(reason)
            tones = []
            for where in sorted(platforms):
                spoken = [
                    r["sentiment"] for r in m
                    if (r["brand"], r["platform"]) == (rival.name, where) and not r["by_brand"] and not r["promo"]
                    and period.start <= bangkok_day(r["posted_at"]) <= period.end
                ]  # fmt: skip
                tones.append(net(spoken))
            known = [t for t in tones if t is not None]
            value, reason = frame.summaries["sd(tone_by_platform)"][number, rival.name, "all", ""]
            assert value == (pytest.approx(statistics.stdev(known)) if len(known) > 1 else None)
            assert (value is None) == bool(reason)


@settings(max_examples=8)
@given(accounts, posts, mentions)
def test_rates_of_sums_are_weighted_means_of_rates(session, a, p, m):
    p, m = branded(p), numbered(m)
    frame = frame_of(session, a, p, m)
    rates = (
        "applause_rate",
        "average_engagement_rate",
        "share_of_voice",
        "response_rate",
        "positive_buzz",
        "audience_growth_rate",
    )
    for name in rates:
        metric = METRICS[name]
        below = metric.formulas[0].text.split("/")[1].split("*")[0].strip()
        single = {f.key: f for f in evaluate(metric, frame, Terms())}
        places = {key: place for place, key in enumerate(frame.keys)}
        for figure in evaluate(metric, frame, Terms(), platforms_together):
            number, brand, _, _ = figure.key
            parts = [
                (f.value, frame.columns[below][places[key]])
                for key, f in single.items()
                if key[:2] == (number, brand) and f.value is not None
            ]
            if figure.value is None:
                assert not parts
                assert figure.reason
                continue
            # Where a denominator is 0 there is no rate, but its numerator may be above 0.
            zero = [k for k in single if k[:2] == (number, brand) and frame.columns[below][places[k]] == 0]
            if not any(frame.columns[n][places[k]] for k in zero for n in metric.formulas[0].inputs if n != below):
                assert figure.value == pytest.approx(sum(v * w for v, w in parts) / sum(w for _, w in parts))


def test_row_order_changes_nothing(session):
    rows = numbered(
        [
            {
                "platform": "x", "author": f"u{i % 7}", "posted_at": dt.datetime(2026, 3, 1 + i % 5, 3), "text": f"ก {i % 3}",
                "channel": "earned", "brand": "AB"[i % 2], "sentiment": ["pos", "neg", "neu"][i % 3], "promo": 0,
                "intention": i % 2, "advocacy": 0, "reactions": i,
            }
            for i in range(60)
        ]
    )  # fmt: skip
    assert cells(frame_of(session, m=rows)) == cells(frame_of(session, m=rows[::-1]))


def mention(number, **more):
    return {
        "mention_id": f"m{number}", "platform": "x", "author": "u1", "posted_at": dt.datetime(2026, 3, 2, 3), "text": "ดี",
        "channel": "earned", "brand": "A", "sentiment": "pos", "intention": 0, "advocacy": 0, "promo": 0, **more,
    }  # fmt: skip


def test_what_nobody_collected_is_absent_and_what_a_brand_lacks_is_0(session):
    frame = frame_of(session, m=[mention(1)])
    found = cells(frame)
    assert "followers" not in found[0, "A", "x", ""]
    assert "answerable" not in found[0, "A", "x", ""]  # nothing of an own page
    assert "brand_interactions" not in found[0, "A", "x", ""]  # no count was filled
    assert found[0, "B", "x", ""]["brand_mentions"] == 0
    assert found[1, "A", "x", ""]["brand_mentions"] == 0


def test_a_listed_account_of_which_nothing_is_there_is_missing_not_0(session):
    rivals = (Rival("A"), Rival("B", platforms=frozenset({"x"})))
    found = cells(frame_of(session, m=[mention(1)], rivals=rivals))
    assert found[0, "B", "x", ""] == {}
    assert found[0, "A", "x", ""]["total_mentions"] == 1


def test_a_page_of_which_no_comment_is_there_has_no_response_rate(session):
    rivals = (Rival("A"), Rival("B", platforms=frozenset({"x"})))
    rows = [mention(1, channel="own", by_brand=0), mention(2, brand="B")]
    frame = frame_of(session, m=rows, rivals=rivals)
    found = cells(frame)
    assert (found[0, "A", "x", ""]["answerable"], found[0, "A", "x", ""]["answered"]) == (1, 0)
    assert found[0, "B", "x", ""]["brand_mentions"] == 1
    assert not {"answerable", "answered"} & set(found[0, "B", "x", ""])
    reasons = {f.key: f.reason for f in evaluate(METRICS["response_rate"], frame, Terms())}
    assert reasons[0, "B", "x", ""] == "answered, answerable not collected"


@settings(max_examples=8)
@given(accounts, posts, mentions)
def test_every_value_is_that_of_the_inputs_by_hand_and_every_gap_has_a_reason(session, a, p, m):
    p, m = branded(p), numbered(m)
    frame = frame_of(session, a, p, m)
    for metric in METRICS.values():
        if "social" not in {home.name for home in homes(metric)} or metric.name in ("comment_ratio", "share_ratio"):
            continue
        for grouping in (each, platforms_together):
            for figure in evaluate(metric, frame, Terms(), grouping):
                assert (figure.value is None) == bool(figure.reason)
                assert (figure.value is None) == (not figure.formula)
                assert figure.value is None or math.isfinite(figure.value)
        if any(INPUTS[name].many for name in metric.inputs):
            continue
        for place, key in enumerate(frame.keys):
            inputs = {n: frame.columns[n][place] for n in metric.inputs}
            (figure,) = [f for f in evaluate(metric, frame, Terms()) if f.key == key]
            assert figure.value == compute(metric.name, **inputs).value


def test_the_brands_own_messages_are_left_out(session):
    rows = [mention(1), mention(2, by_brand=1, text="@A ขอบคุณค่ะ")]
    found = cells(frame_of(session, m=rows))[0, "A", "x", ""]
    assert (found["brand_mentions"], found["direct_mentions"], found["indirect_mentions"]) == (1, 0, 1)


def test_followers_of_all_platforms_need_every_platform(session):
    a = [
        {"brand": "A", "platform": "facebook", "date": dt.date(2026, 3, 6), "followers": 100},
        {"brand": "A", "platform": "x", "date": dt.date(2026, 1, 1), "followers": 900},
    ]
    frame = frame_of(session, a=a)
    (both,) = [f for f in evaluate(METRICS["followers"], frame, Terms(), platforms_together) if f.key[:2] == (0, "A")]
    assert both.value is None
    assert both.reason == "followers of x not known: a sum would lack them"
    alone = {f.key[2]: f for f in evaluate(METRICS["followers"], frame, Terms()) if f.key[:2] == (0, "A")}
    assert alone["facebook"].value == 100
    assert "no snapshot near the period's end" in alone["x"].reason


def test_ratios_per_post_on_one_platform_and_per_interaction_on_another(session):
    post = {"brand": "A", "published_at": dt.datetime(2026, 3, 2, 3), "snapshot_at": None, "views": None}
    rows = [
        {**post, "platform": "facebook", "post_id": "1", "reactions": 8, "comments": 2, "shares": 0},
        {**post, "platform": "facebook", "post_id": "2", "reactions": 1, "comments": None, "shares": 0},
        {**post, "platform": "x", "post_id": "3", "reactions": 3, "comments": 1, "shares": 0},
    ]
    frame = frame_of(session, p=rows)
    terms = Terms(ratio_per={"facebook": "post", "x": "interaction"})
    found = {f.key[2]: f for f in evaluate(METRICS["comment_ratio"], frame, terms) if f.key[:2] == (0, "A")}
    assert (found["facebook"].value, found["facebook"].formula) == (
        2.0,
        "comments / posts",
    )  # of the post that has a count
    assert (found["x"].value, found["x"].formula) == (0.25, "comments / interactions")
    (both,) = [f for f in evaluate(METRICS["comment_ratio"], frame, terms, platforms_together) if f.key[:2] == (0, "A")]
    assert both.value is None
    assert both.reason == "divided by posts on one platform and by interactions on another: see each"


@pytest.mark.parametrize(
    ("text", "direct"),
    [
        ("@ChangBeer ดีมาก", True),
        ("ชอบ＠chang_beer", True),
        ("@chang beer!", True),
        ("@changbeer.", True),
        ("@changbeer.th", False),
        ("@changbeers", False),
        ("me@changbeer", False),
        ("x.@changbeer", False),
        ("@ช้าง", True),
        ("@ช้าง อร่อย", True),
        ("@ช้างเผือก", False),
        ("ช้าง @ใครก็ได้", False),
        ("@official-1 ตอบหน่อย", True),
        ("#chang @other", False),
        ("@", False),
    ],
)
def test_direct_is_an_at_and_a_whole_name(text, direct):
    assert Handles(["Chang Beer", "ช้าง", "#chang", "official-1"]).named(text) is direct


def test_promo_leaves_consumers_but_not_the_volume(session):
    rows = [mention(1), mention(2, promo=1, author="shop"), mention(3, author=None, text="ถูกดี")]
    found = cells(frame_of(session, m=rows))[0, "A", "x", ""]
    assert (found["brand_mentions"], found["mentions"]) == (3, 2)
    assert (found["brand_authors"], found["authors"]) == (3, 2)
    frame = frame_of(session, m=rows)
    figure = next(f for f in evaluate(METRICS["mention_volume"], frame, Terms()) if f.key == (0, "A", "x", ""))
    assert (figure.value, figure.note) == (2, "promo messages left out: 1")
