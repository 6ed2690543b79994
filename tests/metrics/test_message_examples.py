"""The messages shown of each brand: the loudest, one of each text, the same ones every time."""

import datetime as dt

import pytest
from typed import stage

from brandscore.engine.session import Session
from brandscore.metrics.examples import message_examples
from brandscore.metrics.windows import Period

WEEK = Period(dt.date(2026, 3, 1), dt.date(2026, 3, 7))


@pytest.fixture(scope="module")
def session():
    with_session = Session(memory="256MB", threads=1)
    yield with_session
    with_session.close()


def said(number, reactions=0, day=2, hour=5, **more):
    return {"mention_id": number, "platform": "x", "posted_at": dt.datetime(2026, 3, 1, hour) + dt.timedelta(days=day - 1),
            "text": f"text {number}", "channel": "earned", "brand": "A", "sentiment": "pos", "reactions": reactions,
            **more}  # fmt: skip


def shown(session, rows, *per):
    return session.rows(message_examples(stage(session, mentions=rows).mentions, WEEK, *per))


def texts(session, rows, *per):
    return [row["text"] for row in shown(session, rows, *per)]


def test_an_example_shows_its_text_and_labels(session):
    rows = [
        said("1", channel="own", intention=1, advocacy=0, sentiment="neg", classified=1),
        # The same id on another platform, and of another brand.
        said("1", platform="tiktok", text="other", sentiment="neu"),
        said("1", brand="B", text="both", intention=0, advocacy=1),
    ]
    assert shown(session, rows) == [
        {"brand": "A", "platform": "x", "sentiment": "neg", "intention": 1, "advocacy": 0, "text": "text 1", "place": 0,
         "classified": 1, "side": "own"},
        {"brand": "B", "platform": "x", "sentiment": "pos", "intention": 0, "advocacy": 1, "text": "both", "place": 0,
         "classified": 0, "side": "earned"},
    ]  # fmt: skip


def test_three_of_each_brand_and_polarity_in_order(session):
    rows = [said(f"{brand}{sentiment}{n}", n, brand=brand, sentiment=sentiment)
            for n in (2, 4, 1, 3) for sentiment in ("neg", "pos") for brand in ("B", "A")]  # fmt: skip
    wanted = [(brand, sentiment, place, f"text {brand}{sentiment}{4 - place}")
              for brand in ("A", "B") for sentiment in ("neg", "pos") for place in (0, 1, 2)]  # fmt: skip
    assert [(r["brand"], r["sentiment"], r["place"], r["text"]) for r in shown(session, rows)] == wanted
    assert [r["place"] for r in shown(session, rows, 1)] == [0, 0, 0, 0]


def test_loud_is_what_moved_people_in_any_way(session):
    rows = [
        said("1", 5), said("2", None, comments=6), said("3", None, shares=7), said("4", 2, comments=3, shares=3),
        said("5", None), said("6", 0, comments=1, shares=None),
    ]  # fmt: skip
    assert texts(session, rows, 6) == ["text 4", "text 3", "text 2", "text 1", "text 6", "text 5"]


def test_a_count_that_is_not_known_adds_nothing(session):
    # Were it counted as one, both would be equally loud, and "quiet" the first by its id.
    rows = [said("quiet", None, comments=0, shares=0), said("zero", 0, comments=1, shares=0)]
    assert texts(session, rows) == ["text zero", "text quiet"]
    rows = [said("quiet", 0, comments=None, shares=0), said("zero", 1, comments=0, shares=0)]
    assert texts(session, rows) == ["text zero", "text quiet"]
    rows = [said("quiet", 0, comments=0, shares=None), said("zero", 1, comments=0, shares=0)]
    assert texts(session, rows) == ["text zero", "text quiet"]


def test_equally_loud_ones_stand_by_platform_and_id(session):
    rows = [said("2", 1), said("1", 1), said("3", 1, platform="facebook")]
    assert texts(session, rows) == ["text 3", "text 1", "text 2"]


def test_of_one_text_the_loudest_is_shown_once(session):
    rows = [
        said("1", 3, text="same"), said("2", 9, text="same", platform="tiktok"), said("3", 5),
        said("4", 4, text="same", sentiment="neg"), said("5", 1, text="same", brand="B"),
    ]  # fmt: skip
    assert [(r["brand"], r["sentiment"], r["platform"], r["text"]) for r in shown(session, rows)] == [
        ("A", "neg", "x", "same"), ("A", "pos", "tiktok", "same"), ("A", "pos", "x", "text 3"), ("B", "pos", "x", "same"),
    ]  # fmt: skip


def test_shown_is_what_people_said_in_the_window(session):
    rows = [
        said("kept", 1), said("unknown flags", 2, by_brand=None, promo=None), said("zero flags", 3, by_brand=0, promo=0),
        said("first", 4, day=0, hour=17), said("last", 5, day=7, hour=16),
        said("before", day=0, hour=16), said("after", day=7, hour=17), said("brand", by_brand=1), said("promo", promo=1),
        said("silent", text=None), said("neutral", sentiment="neu"), said("question", sentiment="q"),
        said("unlabelled", sentiment=None),
    ]  # fmt: skip
    assert texts(session, rows, 20) == ["text last", "text first", "text zero flags", "text unknown flags", "text kept"]
