"""Giving every mention of a table a brand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pyarrow as pa
import pytest

from brandscore.engine.session import Session
from brandscore.errors import DataError
from brandscore.ingest.attribution import attribute
from brandscore.ingest.brands import Brand
from brandscore.ledger import Ledger

BRANDS = (
    Brand("Chang", aliases=("ช้าง",), exclude=("สวนสัตว์",)),
    Brand("MK", aliases=("เอ็มเค",)),
    Brand("MK Gold"),
)
SCHEMA = pa.schema(
    {
        "mention_id": pa.string(),
        "platform": pa.string(),
        "author": pa.string(),
        "posted_at": pa.timestamp("us"),
        "text": pa.string(),
        "channel": pa.string(),
        "brand": pa.string(),
        "parent_id": pa.string(),
        "sentiment": pa.string(),
        "promo": pa.int8(),
        "day": pa.date32(),
    }
)
POSTS = pa.schema({"brand": pa.string(), "platform": pa.string(), "post_id": pa.string(), "snapshot_at": pa.string()})


@pytest.fixture
def session() -> Iterator[Session]:
    session = Session(threads=1)
    yield session
    session.close()


def mention(mention_id: str, text: str | None = None, **cells: Any) -> dict[str, Any]:
    at = datetime(2026, 3, 1, 5)
    row = {"mention_id": mention_id, "platform": "facebook", "channel": "earned", "posted_at": at, "day": at.date()}
    return {**dict.fromkeys(SCHEMA.names), **row, "text": text, **cells}


def post(brand: str, post_id: str, platform: str = "facebook", snapshot_at: str | None = None) -> dict[str, Any]:
    return {"brand": brand, "platform": platform, "post_id": post_id, "snapshot_at": snapshot_at}


def run(
    session: Session,
    rows: list[dict[str, Any]],
    brands: tuple[Brand, ...] | None = BRANDS,
    posts: list[dict[str, Any]] | None = None,
) -> tuple[dict[str, list[str]], Ledger]:
    """Return the brands of each message by id, and the ledger."""
    mentions = session.stage("mentions", pa.Table.from_pylist(rows, SCHEMA))
    own = None if posts is None else session.stage("posts", pa.Table.from_pylist(posts, POSTS))
    ledger = Ledger()
    result = attribute(session, mentions, brands, own, ledger)
    assert result.columns == mentions.columns
    assert result.schema() == mentions.schema()
    found: dict[str, list[str]] = {}
    kept = session.rows(session.keep("mentions", result))
    for row in kept:
        found.setdefault(row["mention_id"], []).append(row["brand"])
    keys = [(r["platform"], r["mention_id"], r["brand"]) for r in kept]
    assert len(set(keys)) == len(keys)
    return {name: sorted(brands) for name, brands in sorted(found.items())}, ledger


def lines(ledger: Ledger) -> list[str]:
    return [str(line) for line in ledger]


def test_nothing_is_done_where_every_brand_is_given(session: Session) -> None:
    mentions = session.stage("mentions", pa.Table.from_pylist([mention("1", "ดื่มช้าง", brand="Other")], SCHEMA))
    ledger = Ledger()
    assert attribute(session, mentions, None, None, ledger) is mentions
    assert len(ledger) == 0


def test_names_in_the_text(session: Session) -> None:
    rows = [
        mention("1", "ดื่มช้าง", sentiment="pos", promo=1),
        mention("2", "ช้างหรือ MK ดี"),
        mention("3", "ดูช้างที่สวนสัตว์"),
        mention("4", "ดูช้างที่สวนสัตว์", brand="Other"),
        mention("5", None),
        mention("6", ""),
        mention("7", "ดื่มช้าง", platform="x"),
    ]
    found, ledger = run(session, rows)
    assert found == {"1": ["Chang"], "2": ["Chang", "MK"], "4": ["Other"], "7": ["Chang"]}
    assert lines(ledger) == [
        "mentions: assumed: messages without a brand, whose brand was found: 3"
        " (by what they answer 0, by the names in their text or thread 3)",
        "mentions: dropped: messages that name no brand of the brands table: 3",
    ]
    assert [line.rows for line in ledger] == [3, 3]


def test_every_other_cell_is_kept_and_shared(session: Session) -> None:
    row = mention("1", "ช้างหรือ MK ดี", author="u1", sentiment="neg", promo=0)
    run(session, [row])
    for kept in session.rows(session.table("mentions")):
        assert {**kept, "brand": None} == row


def test_the_same_id_on_two_platforms_is_two_messages(session: Session) -> None:
    rows = [mention("1", "ดื่มช้าง"), mention("1", "กินเอ็มเค", platform="x")]
    run(session, rows)
    assert {(r["platform"], r["brand"]) for r in session.rows(session.table("mentions"))} == {
        ("facebook", "Chang"),
        ("x", "MK"),
    }


def test_a_row_that_gives_the_brand_stays_before_one_that_is_found(session: Session) -> None:
    rows = [mention("1", "ช้าง สู้ MK", brand="MK", sentiment="pos"), mention("1", "ช้าง สู้ MK", sentiment="neg")]
    found, ledger = run(session, rows)
    assert found == {"1": ["Chang", "MK"]}
    labels = {r["brand"]: r["sentiment"] for r in session.rows(session.table("mentions"))}
    assert labels == {"MK": "pos", "Chang": "neg"}
    assert lines(ledger)[-1].startswith("mentions: ignored: messages whose brand was found although")
    assert ledger.lines[-1].rows == 1


# --- what a reply answers -----------------------------------------------------------------------------------


def test_a_comment_is_about_the_brand_of_the_post(session: Session) -> None:
    rows = [
        mention("1", "ช้างอร่อยกว่า", channel="own", parent_id="p1"),
        mention("2", "ช้างอร่อยกว่า", channel="earned", parent_id="p1"),  # elsewhere the text decides
        mention("3", "อร่อย", channel="own", parent_id="p1"),
        mention("4", None, channel="own", parent_id="p1"),
        mention("5", "อร่อย", channel="own", parent_id="p1", platform="x"),  # another platform's post
        mention("6", "กินเอ็มเค", channel="own", parent_id="p9"),  # nobody knows the post
        mention("7", "กินเอ็มเค", channel="own"),
    ]
    posts = [post("MK", "p1", snapshot_at="a"), post("MK", "p1", snapshot_at="b"), post("Chang", "p2")]
    found, ledger = run(session, rows, posts=posts)
    assert found == {"1": ["MK"], "2": ["Chang"], "3": ["MK"], "4": ["MK"], "6": ["MK"], "7": ["MK"]}
    assert (
        "whose brand was found: 6 (by what they answer 3, by the names in their text or thread 3)" in lines(ledger)[0]
    )
    assert lines(ledger)[1:] == ["mentions: dropped: messages that name no brand of the brands table: 1"]


def test_a_post_comes_before_a_message_of_the_same_id(session: Session) -> None:
    rows = [mention("a", "x", brand="Chang"), mention("1", "อร่อย", channel="own", parent_id="a")]
    assert run(session, rows, posts=[post("MK", "a")])[0]["1"] == ["MK"]
    assert run(session, rows, posts=[post("MK", "b")])[0]["1"] == ["Chang"]
    assert run(session, rows)[0]["1"] == ["Chang"]


def test_an_answer_follows_its_thread(session: Session) -> None:
    rows = [
        mention("c1", "ราคาเท่าไร", channel="own", parent_id="p1"),
        mention("c2", "99 บาทค่ะ", channel="own", parent_id="c1"),
        mention("c3", "ช้างถูกกว่า", channel="own", parent_id="c2"),
    ]
    found, ledger = run(session, rows, posts=[post("MK", "p1")])
    assert found == {"c1": ["MK"], "c2": ["MK"], "c3": ["MK"]}
    assert "(by what they answer 3, by the names in their text or thread 0)" in lines(ledger)[0]


def test_a_thread_whose_first_message_names_the_brand(session: Session) -> None:
    rows = [
        mention("1", "ช้างราคาเท่าไร", channel="own", parent_id="gone"),
        mention("2", "MK ถูกกว่า", channel="own", parent_id="1"),
        mention("3", "จริง", channel="own", parent_id="2"),
        mention("4", "สวัสดี", channel="own", parent_id="gone"),
        mention("5", "เอ็มเคดี", channel="own", parent_id="4"),  # its parent names no brand
        mention("6", "ใช่", channel="own", parent_id="4"),
    ]
    found, ledger = run(session, rows)
    assert found == {"1": ["Chang"], "2": ["Chang"], "3": ["Chang"], "5": ["MK"]}
    assert lines(ledger)[-1] == "mentions: dropped: messages that name no brand of the brands table: 2"


def test_messages_that_answer_each_other_are_decided_by_their_text(session: Session) -> None:
    rows = [
        mention("1", "ดื่มช้าง", channel="own", parent_id="2"),
        mention("2", "กินเอ็มเค", channel="own", parent_id="1"),
        mention("3", "ดื่มช้าง", channel="own", parent_id="3"),
        mention("4", "เฉยๆ", channel="own", parent_id="4"),
    ]
    assert run(session, rows)[0] == {"1": ["Chang"], "2": ["MK"], "3": ["Chang"]}


def test_an_answer_to_a_message_about_two_brands_is_about_both(session: Session) -> None:
    rows = [mention("1", "ช้าง หรือ MK", channel="own"), mention("2", "อันแรก", channel="own", parent_id="1")]
    assert run(session, rows)[0]["2"] == ["Chang", "MK"]


# --- no brands table ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("brands", [None, ()])
def test_without_brands_the_names_cannot_be_found(session: Session, brands: tuple[Brand, ...] | None) -> None:
    with pytest.raises(DataError) as caught:
        run(session, [mention("1", "ดื่มช้าง"), mention("2", "x"), mention("3", "x", brand="MK")], brands)
    assert "mentions, column brand: mentions without a brand: 2" in str(caught.value)
    assert "brands table" in str(caught.value)
    assert "Add brands.toml" in str(caught.value)


def test_without_brands_the_posts_may_say_it_all(session: Session) -> None:
    rows = [mention("1", "อร่อย", channel="own", parent_id="p1"), mention("2", "x", brand="MK")]
    assert run(session, rows, None, [post("MK", "p1")])[0] == {"1": ["MK"], "2": ["MK"]}


# --- size and repetition ----------------------------------------------------------------------------------------


def test_each_text_is_searched_once(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    from brandscore.ingest import attribution

    searched: list[str] = []

    class Counting(attribution.Attributor):
        def find(self, text: str) -> tuple[str, ...]:
            searched.append(text)
            return super().find(text)

    monkeypatch.setattr(attribution, "Attributor", Counting)
    rows = [mention(str(n), "ดื่มช้าง" if n % 2 else "เฉยๆ") for n in range(1000)]
    found, _ = run(session, rows)
    assert len(found) == 500
    assert sorted(searched) == ["ดื่มช้าง", "เฉยๆ"]


def test_the_order_of_the_rows_changes_nothing(session: Session) -> None:
    rows = [
        mention("1", "ช้าง", channel="own"),
        mention("2", "mk", channel="own", parent_id="1"),
        mention("3", "mk gold กับ mk"),
        mention("4", "ไม่มีอะไร"),
        mention("5", "ช้าง", brand="Chang"),
    ]
    assert run(session, rows)[0] == run(session, rows[::-1])[0]


def test_texts_of_every_kind(session: Session) -> None:
    rows = [mention("1", "ช้าง" * 50_000), mention("2", "\x00 mk \x00"), mention("3", "'; DROP TABLE mentions; -- mk")]
    assert run(session, rows)[0] == {"1": ["Chang"], "2": ["MK"], "3": ["MK"]}


def test_no_helper_table_but_one_is_left(session: Session) -> None:
    run(session, [mention("1", "ดื่มช้าง"), mention("2", "mk", channel="own", parent_id="1")])
    assert {name for name in session.con.list_tables() if name.startswith("attribution")} == {"attribution_found"}
