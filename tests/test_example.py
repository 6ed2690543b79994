"""The shipped example is what it says it is: its tables, its mess, its design, its sameness."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import tomllib
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest

from brandscore.example import Example, build, generate
from brandscore.example.brands import BRANDS, CRISIS
from brandscore.example.dice import Dice, running
from brandscore.example.grammar import Speaker, compiled, parsed, slots
from brandscore.example.noise import Dresser, tidy
from brandscore.example.rhythm import day_totals
from brandscore.example.talk import KINDS
from brandscore.example.trade import ADMIN, POSTS, TRADE
from brandscore.example.voices import Voices
from brandscore.example.words import BANKS
from brandscore.tables import ACCOUNTS, CAMPAIGNS, MENTIONS, SURVEYS, VISITS, Table
from brandscore.tables import POSTS as POSTS_TABLE

INCUMBENT, CHALLENGER, TROUBLED, LOVED, OWL, STEADY = (plan.name for plan in BRANDS)
FILES = (
    "README.md",
    "accounts.csv",
    "brands.toml",
    "campaigns.csv",
    "mentions.csv",
    "posts.csv",
    "surveys.csv",
    "visits.csv",
)
#: The texts and times of all messages of seed 2026: the same on every machine and Python.
GOLDEN = "bb981ca59b5996bc59c03ac384ee8073205b4a274762d8cba3cab14147a99bee"


@pytest.fixture(scope="module")
def example() -> Example:
    return generate()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("example") / "data")


@pytest.fixture(scope="module")
def told(example: Example) -> pd.DataFrame:
    """Messages beside what was meant, each once."""
    both = pd.concat([example.mentions, example.truth.add_prefix("meant_")], axis=1)
    return both.drop_duplicates(["platform", "mention_id"])


@pytest.fixture(scope="module")
def voiced(told: pd.DataFrame) -> pd.DataFrame:
    """Consumers' messages, a row per brand meant."""
    rows = told[(told["meant_promo"] == 0) & (told["meant_brands"] != "")]
    return rows.assign(about=rows["meant_brands"].str.split("|")).explode("about")


def digests(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


def net_sentiment(rows: pd.DataFrame) -> float:
    positive = int((rows["meant_sentiment"] == "pos").sum())
    negative = int((rows["meant_sentiment"] == "neg").sum())
    return (positive - negative) / (positive + negative)


# tables


def test_columns_are_those_declared(example: Example) -> None:
    assert tuple(example.accounts.columns) == ACCOUNTS.names
    assert tuple(example.posts.columns) == POSTS_TABLE.names
    assert tuple(example.mentions.columns) == MENTIONS.names
    for table in (CAMPAIGNS, SURVEYS, VISITS):
        assert tuple(getattr(example, table.name).columns) == table.names
    assert tuple(example.truth.columns) == ("sentiment", "intention", "advocacy", "promo", "brands", "kind")
    assert len(example.truth) == len(example.mentions)


@pytest.mark.parametrize("table", [ACCOUNTS, POSTS_TABLE, MENTIONS, CAMPAIGNS, SURVEYS, VISITS], ids=lambda t: t.name)
def test_cells_are_valid(example: Example, table: Table) -> None:
    frame = getattr(example, table.name)
    for column in table.columns:
        cells = frame[column.name].dropna()
        if table.filled(column):
            assert len(cells) == len(frame), column.name
        if column.choices and not column.open:
            assert set(cells) <= set(column.choices), column.name
        if column.kind == "count":
            assert (cells >= (column.lowest or 0)).all(), column.name
        if column.kind == "money":
            assert (cells >= 0).all(), column.name
            assert (cells == cells.round(2)).all(), column.name
        if column.kind == "flag":
            assert set(cells) <= {0, 1}, column.name
        if column.kind == "id":
            assert (cells == cells.str.strip()).all(), column.name
            assert (cells != "").all(), column.name


def test_sizes(example: Example) -> None:
    assert 24_000 <= len(example.mentions) <= 27_000
    assert len(example.posts) > 1_500
    assert set(example.mentions["platform"]) == {"facebook", "instagram", "x", "youtube", "tiktok"}
    assert set(example.accounts["brand"]) == set(example.posts["brand"]) == {plan.name for plan in BRANDS}
    assert len(BRANDS) == 6


def test_days_fill_the_half_year_and_no_more(example: Example) -> None:
    first, last = pd.Timestamp("2026-01-01", tz="Asia/Bangkok"), pd.Timestamp("2026-07-01", tz="Asia/Bangkok")
    for times in (example.mentions["posted_at"], example.posts["published_at"], example.posts["snapshot_at"].dropna()):
        assert times.min() >= first
        assert times.max() < last
    days = example.mentions["posted_at"].dt.tz_convert("Asia/Bangkok").dt.date
    assert days.nunique() == 181
    assert example.accounts["date"].min() == "2026-01-01"
    assert example.accounts["date"].max() == "2026-06-30"


def test_keys_are_unique_but_for_doubles_equal_in_all_columns(example: Example) -> None:
    for frame, key, doubles in (
        (example.accounts, ACCOUNTS.key, 3),
        (example.posts, POSTS_TABLE.key, 4),
        (example.mentions, MENTIONS.key, 90),
    ):
        assert int(frame.duplicated().sum()) == doubles
        assert not frame.drop_duplicates().duplicated(list(key)).any()
    ids = example.mentions.drop_duplicates()[["platform", "mention_id"]]
    assert not ids.duplicated().any()


def test_parents_exist_and_come_first(told: pd.DataFrame, example: Example) -> None:
    posts = example.posts.drop_duplicates(["platform", "post_id"])
    times = {(r.platform, r.post_id): r.published_at for r in posts.itertuples()}
    times |= {(r.platform, r.mention_id): r.posted_at for r in told.itertuples()}
    replies = told[told["parent_id"].notna()]
    assert (told[told["channel"] == "own"]["parent_id"].notna()).all()
    for row in replies.itertuples():
        assert times[row.platform, row.parent_id] < row.posted_at


def test_admins_answer_comments_on_their_own_page(told: pd.DataFrame) -> None:
    admins = told[told["by_brand"] == 1]
    comments = told.set_index(["platform", "mention_id"])
    accounts = {(p.name, a.platform): a.account_id for p in reversed(BRANDS) for a in reversed(p.accounts)}
    assert len(admins) > 1_500
    for row in admins.itertuples():
        parent = comments.loc[(row.platform, row.parent_id)]
        assert parent["channel"] == "own"
        assert parent["by_brand"] == 0
        assert parent["meant_brands"] == row.brand
        assert row.author == accounts[row.brand, row.platform]
    assert told[told["channel"] == "earned"]["by_brand"].isna().all()


def test_posts_count_at_least_the_comments_that_are_there(example: Example, told: pd.DataFrame) -> None:
    own = told[(told["channel"] == "own") & (told["by_brand"] == 0)]
    direct = own.groupby(["platform", "parent_id"]).size()
    last = example.posts.sort_values("snapshot_at", na_position="first").groupby(["platform", "post_id"]).last()
    held = last["comments"].reindex(direct.index).dropna()
    assert len(held) > 500
    assert (held >= direct.loc[held.index]).all()


def test_a_later_reading_counts_no_less(example: Example) -> None:
    rows = example.posts.drop_duplicates().sort_values("snapshot_at")
    twice = 0
    for _, post in rows.groupby(["platform", "post_id"]):
        for early, late in pairwise(post.itertuples()):
            twice += 1
            for count in ("reactions", "comments", "shares", "views", "tag_friends"):
                a, b = getattr(early, count), getattr(late, count)
                assert pd.isna(a) == pd.isna(b)
                assert pd.isna(a) or a <= b
    assert twice > 300


def test_views_of_mentions_only_where_they_count(example: Example) -> None:
    seen = example.mentions[example.mentions["views"].notna()]
    assert set(seen["platform"]) == {"instagram", "youtube", "tiktok"}


# sameness


def test_the_same_seed_gives_the_same_bytes_in_another_process(folder: Path, tmp_path: Path) -> None:
    code = "import sys; from pathlib import Path; from brandscore.example import build; build(Path(sys.argv[1]))"
    subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "again")],
        check=True,
        env={**os.environ, "PYTHONHASHSEED": "4711", "TZ": "America/Lima"},
    )
    assert digests(tmp_path / "again") == digests(folder)
    assert tuple(digests(folder)) == FILES


def test_the_bytes_are_the_ones_known(example: Example) -> None:
    rows = example.mentions[["mention_id", "posted_at", "author", "text", "reactions"]].itertuples(index=False)
    joined = "\x1e".join("\x1f".join("" if pd.isna(cell) else str(cell) for cell in row) for row in rows)
    assert hashlib.sha256(joined.encode()).hexdigest() == GOLDEN


def test_another_seed_gives_other_messages(example: Example) -> None:
    other = generate(7)
    assert other.brands_toml == example.brands_toml
    assert len(set(other.mentions["text"].dropna()) & set(example.mentions["text"].dropna())) < 6_000
    assert other.mentions["text"].dropna().nunique() > 15_000


def test_build_replaces_its_own_files_and_leaves_others(tmp_path: Path) -> None:
    (tmp_path / "mentions.csv").write_text("old", encoding="utf-8")
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    assert build(tmp_path) == tmp_path
    assert (tmp_path / "notes.txt").read_text(encoding="utf-8") == "mine"
    assert (tmp_path / "mentions.csv").read_text(encoding="utf-8").startswith("mention_id,platform,")
    assert not [p for p in tmp_path.parent.iterdir() if p.name.startswith(f".{tmp_path.name}")]


def test_every_file_for_people_says_that_it_is_invented(folder: Path, example: Example) -> None:
    note = tomllib.loads(example.brands_toml)["note"]
    assert "แต่งขึ้น" in note
    assert "invented" in note
    assert note in (folder / "README.md").read_text(encoding="utf-8")


def test_it_loads_without_a_problem(folder: Path, example: Example) -> None:
    from brandscore.ingest.data import load

    data = load(folder)
    try:
        assert data.note == tomllib.loads(example.brands_toml)["note"]
        assert data.brands is not None
        assert [b.name for b in data.brands] == [p.name for p in BRANDS]
        merged = [line for line in data.ledger if line.action == "merged"]
        assert len(merged) == 3 + 4 + 90
        assert data.posts is not None
        assert data.session.fetch(data.posts.count()) == len(example.posts.drop_duplicates())
    finally:
        data.close()


# mess


@pytest.mark.parametrize(
    ("what", "pattern", "share"),
    [
        ("emoji", "[\U0001f300-\U0001faff☕✨❤✅⚡]", 0.15),
        ("stretched letters", r"([ก-ฮ])\1\1", 0.02),
        ("laughter", r"555|ฮ่าๆ", 0.03),
        ("hashtags", r"#\w", 0.1),
        ("addresses", r"https://\w+\.example/", 0.02),
        ("tags of friends", r"@u\d{4}", 0.03),
        ("Latin words", r"[A-Za-z]{4,}", 0.08),
        ("two เ for แ", "เเ", 0.005),
        ("polite particles of women", "ค่ะ|คะ|ค่า", 0.05),
        ("polite particles of men", "ครับ|คับ", 0.05),
        ("passed on", r"^RT @", 0.001),
        ("new lines", r"\n", 0.001),
        ("letters without width", "\u200b", 0.0005),
    ],
)
def test_the_mess_of_real_life(told: pd.DataFrame, what: str, pattern: str, share: float) -> None:
    texts = told["text"].dropna()
    found = sum(bool(re.search(pattern, text)) for text in texts) / len(texts)
    assert found > share, what


def test_texts_are_thai_and_varied(example: Example) -> None:
    texts = example.mentions["text"].dropna()
    assert texts.nunique() >= 0.6 * len(example.mentions)
    joined = "".join(texts)
    thai = sum("\u0e00" <= sign <= "\u0e7f" for sign in joined)
    assert thai / len(joined) > 0.75


def test_no_template_shows_through(example: Example) -> None:
    for text in [*example.mentions["text"].dropna(), *example.posts["text"].dropna()]:
        assert not set("{}[]|") & set(text), text
        assert text == text.strip()


def test_authors(told: pd.DataFrame) -> None:
    people = told[told["by_brand"].fillna(0) == 0]
    assert 0.05 < people["author"].isna().mean() < 0.08
    assert people["author"].dropna().str.fullmatch(r"u\d{4,5}").all()
    rows = people.dropna(subset="author")
    by_author = rows.groupby("author").size().sort_values(ascending=False)
    assert by_author.iloc[: len(by_author) // 100].sum() > 0.08 * by_author.sum()
    assert (by_author == 1).mean() > 0.4
    days = rows.assign(day=rows["posted_at"].dt.date).drop_duplicates(["platform", "author", "day", "meant_brands"])
    assert len(days) < 0.97 * len(rows)
    # Late evenings: days must be told apart in Bangkok, not in UTC.
    assert (told["posted_at"].dt.hour == 23).mean() > 0.03


def test_most_messages_come_without_labels_and_brand(told: pd.DataFrame) -> None:
    for label in ("sentiment", "intention", "advocacy", "promo"):
        given = told[told[label].notna()]
        assert 0.01 < len(given) / len(told) < 0.06
        assert (given[label] == given["meant_" + label]).all()
    earned = told[told["channel"] == "earned"]
    assert earned["brand"].isna().mean() > 0.9
    own = told[(told["channel"] == "own") & (told["by_brand"] == 0)]
    assert 0.1 < own["brand"].isna().mean() < 0.2
    named = earned["meant_brands"].str.split("|").str.len().where(earned["meant_brands"] != "", 0)
    assert (named == 0).sum() > 500
    assert (named == 2).sum() > 500
    assert told["text"].isna().sum() > 10  # stickers


def test_near_doubles(told: pd.DataFrame) -> None:
    trade = told[told["meant_kind"].isin(["seller", "spam"]) & (told["channel"] == "earned")]
    assert trade["text"].nunique() < 0.9 * len(trade)
    texts = set(told["text"].dropna())
    assert sum(text + ".." in texts for text in texts) > 20


# design


def test_an_account_that_was_not_exported_is_listed_and_one_that_is_not_there_is_not(
    example: Example, told: pd.DataFrame
) -> None:
    listed = {b["brand"]: b["official_accounts"] for b in tomllib.loads(example.brands_toml)["brand"]}
    own = told[told["channel"] == "own"]
    for brand, platform, is_listed in ((STEADY, "tiktok", True), (OWL, "youtube", False)):
        assert (platform in listed[brand]) == is_listed
        for frame in (example.accounts, example.posts):
            assert not ((frame["brand"] == brand) & (frame["platform"] == platform)).any()
        assert not ((own["meant_brands"] == brand) & (own["platform"] == platform)).any()
        others = example.posts[example.posts["brand"] != brand]
        assert (others["platform"] == platform).any()
    cells = example.posts[["brand", "platform"]].drop_duplicates()
    assert len(cells) == 6 * 5 - 2


def test_followers_go_as_designed(example: Example) -> None:
    rows = example.accounts.drop_duplicates().dropna(subset="followers")
    ends = rows.sort_values("date").groupby(["brand", "platform", "account_id"])["followers"].agg(["first", "last"])
    growth = ends["last"] / ends["first"] - 1
    assert (growth.drop(index=TROUBLED).drop(index=(OWL, "x")) > 0).all()
    assert growth[OWL, "x", "nokkhaocafe"] == pytest.approx(-0.06, abs=0.001)
    assert growth[CHALLENGER, "tiktok", "sakua.th"] == pytest.approx(1.15, abs=0.01)
    assert (growth[INCUMBENT] < 0.05).all()
    assert (growth[TROUBLED].drop(index=("tiktok", "komobru")) < 0).all()
    totals = ends["last"].groupby("brand").sum()
    assert totals.idxmax() == INCUMBENT
    assert totals.idxmin() == LOVED


def test_the_crisis_is_loud_and_angry(voiced: pd.DataFrame) -> None:
    rows = voiced[voiced["about"] == TROUBLED]
    day = (rows["posted_at"].dt.date - pd.Timestamp("2026-01-01").date()).map(lambda d: d.days)
    during = rows[(day >= CRISIS[0]) & (day <= CRISIS[1])]
    before = rows[day < CRISIS[0]]
    assert net_sentiment(before) > 0.15
    assert net_sentiment(during) < -0.7
    length = CRISIS[1] - CRISIS[0] + 1
    assert len(during) / length > 5 * len(before) / CRISIS[0]


def test_brands_differ_as_designed(voiced: pd.DataFrame, told: pd.DataFrame) -> None:
    sentiment = {brand: net_sentiment(rows) for brand, rows in voiced.groupby("about")}
    assert sentiment[LOVED] > sentiment[CHALLENGER] > sentiment[STEADY] > sentiment[OWL] > 0 > sentiment[TROUBLED]
    volume = voiced.groupby("about").size()
    assert volume[INCUMBENT] > 1.5 * volume[STEADY]
    assert volume[TROUBLED] > 1.5 * volume[LOVED]
    advocacy = voiced.groupby("about")["meant_advocacy"].mean()
    assert advocacy.idxmax() == LOVED
    assert advocacy[LOVED] > 2 * advocacy[INCUMBENT]
    where = voiced[voiced["channel"] == "earned"].groupby(["about", "platform"]).size().unstack()
    assert where.loc[CHALLENGER].idxmax() == "tiktok"
    month = voiced[voiced["about"] == CHALLENGER]["posted_at"].dt.month
    assert (month == 3).sum() > 1.8 * (month == 2).sum()


def test_campaigns_fare_as_designed(example: Example) -> None:
    rows = example.campaigns
    sums = rows.groupby("campaign")[["spend", "revenue", "cost"]].sum(min_count=1)
    roi = (sums["revenue"] - sums["cost"]) / sums["cost"]
    assert roi["จัดเลี้ยงออฟฟิศ"] > roi["มัทฉะซ่าโซดา เปิดตัว"] > 0.4
    assert roi["เปิดสาขาเชียงใหม่"] < -0.5
    assert pd.isna(sums.loc["สมาชิกซ่าคลับ", "revenue"])  # nothing is sold
    assert pd.isna(sums.loc["แก้วแรกสงกรานต์", "cost"])  # only the advertising is on record
    assert len(sums) == 5
    assert set(rows["stage"]) == {"awareness", "consideration", "decision"}
    assert rows.loc[rows["platform"] == "google", "reach"].isna().all()
    for part, whole in (*CAMPAIGNS.at_most, ("bookings", "registrations"), ("customers", "orders")):
        both = rows[[part, whole]].dropna()
        assert (both[part] <= both[whole]).all(), (part, whole)
    assert not rows.duplicated(["campaign", "platform", "date"]).any()


def test_surveys_and_visits_hang_together(example: Example) -> None:
    answers = example.surveys
    assert not answers.duplicated(list(SURVEYS.key)).any()
    assert answers["score"].between(answers["scale_min"], answers["scale_max"]).all()
    asked = set(answers["question"])
    assert {"nps", "csat", "ces", "nts", "awareness", "association", "preference", "lives_positioning"} <= asked
    nps = answers[answers["question"] == "nps"]
    points = nps.groupby("brand")["score"].apply(lambda s: 100 * ((s >= 9).mean() - (s <= 6).mean()))
    assert points.idxmax() == LOVED
    assert points.idxmin() == TROUBLED
    aware = answers[(answers["question"] == "awareness") & (answers["brand"] == CHALLENGER)]
    first, second = (aware.loc[aware["date"].str[5:7] == month, "score"].mean() for month in ("03", "06"))
    assert second > first
    path = example.visits
    assert (path.groupby("session")["order"].max() == path.groupby("session").size()).all()
    assert (path.sort_values(["session", "order"]).groupby("session")["at"].diff().dropna() > timedelta(0)).all()
    bounced = path.groupby("session").size() == 1
    source = path.drop_duplicates("session").set_index("session")["source"]
    assert bounced[source == "tiktok"].mean() > bounced[source == "google"].mean() + 0.1


def test_the_new_tables_leave_the_old_ones_as_they_were(folder: Path) -> None:
    """Streams of their own: not a byte of the tables that were there before has changed."""
    known = {
        "accounts.csv": "63d516723e9ec31d66a903a5509b345c6c404bc761a2cf1e8c491375756a386d",
        "mentions.csv": "1943a769f12851a10855bfe8507727154cc8eb770f414cceab2d4929a1211c68",
        "posts.csv": "585471717eaaf6d9b4cb73251a7fb43c169422488de23b27717ecb802633bbf5",
    }
    assert {name: digests(folder)[name] for name in known} == known


def test_admins_answer_at_different_rates(told: pd.DataFrame) -> None:
    answered = set(map(tuple, told.loc[told["by_brand"] == 1, ["platform", "parent_id"]].to_numpy()))
    asked = told[(told["by_brand"] == 0) & (told["meant_promo"] == 0) & told["text"].notna()]
    is_answered = pd.Series([(r.platform, r.mention_id) in answered for r in asked.itertuples()], index=asked.index)
    rate = is_answered.groupby(asked["meant_brands"]).mean()
    assert rate[LOVED] > 0.6
    assert rate[LOVED] > rate[STEADY] > rate[CHALLENGER] > rate[INCUMBENT] > max(rate[OWL], rate[TROUBLED])


def test_weeks_paydays_and_songkran_show() -> None:
    totals = day_totals((100,) * 6, "")
    weights = [b - a for a, b in pairwise((0, *totals))]
    days = pd.date_range("2026-01-01", periods=181)
    weekend = [w for w, d in zip(weights, days, strict=True) if d.weekday() >= 5]
    weekday = [w for w, d in zip(weights, days, strict=True) if d.weekday() < 5]
    assert sum(weekend) / len(weekend) > 1.15 * sum(weekday) / len(weekday)
    songkran = [weights[(pd.Timestamp(2026, 4, day) - days[0]).days] for day in (13, 14, 15)]
    assert min(songkran) > 1.2 * sum(weekday) / len(weekday)


# parts


def test_every_slot_of_every_template_can_be_filled() -> None:
    makers = set(Voices(Dice(1, "test"))._speaker.makers)
    texts = [*BANKS.values(), *ADMIN.values(), POSTS]
    texts += [lines for kind in {**KINDS, **TRADE}.values() for lines in (kind.lines, kind.bare)]
    used = {name for lines in texts for line in compiled(lines) for name in slots(line)}
    assert used <= makers | set(BANKS)
    assert set(BANKS) <= used  # no bank is idle


@pytest.mark.parametrize("name", [*KINDS, *TRADE])
def test_templates_name_the_brand_or_do_not(name: str) -> None:
    kind = {**KINDS, **TRADE}[name]
    for line in compiled(kind.lines):
        assert {"b", "bh"} & set(slots(line)), line
    for line in compiled(kind.bare):
        assert not {"b", "b2"} & set(slots(line)), line


def test_several_hundred_phrases() -> None:
    texts = [*BANKS.values(), *(lines for kind in KINDS.values() for lines in (kind.lines, kind.bare))]
    assert sum(len(compiled(lines)) for lines in texts) > 800


def test_a_speaker_does_not_repeat_a_phrase() -> None:
    speaker = Speaker(Dice(3, "test"), {"w": compiled("one\ntwo\nthree")}, {})
    said = [speaker.say(parsed("{w} {w}")).split() for _ in range(200)]
    assert sum(a == b for a, b in said) < 10


def test_alternatives_and_slots_are_read() -> None:
    speaker = Speaker(Dice(3, "test"), {"x": compiled("y[1|2|]")}, {"m": lambda: "M"})
    assert {speaker.say(parsed("a{m}[b{x}|c] // d")) for _ in range(99)} == {
        "aMby1\nd",
        "aMby2\nd",
        "aMby\nd",
        "aMc\nd",
    }


def test_dice_are_fair() -> None:
    dice = Dice(5, "test")
    drawn = [dice.index(running((1, 0, 3))) for _ in range(4_000)]
    assert drawn.count(1) == 0
    assert drawn.count(2) / 4_000 == pytest.approx(0.75, abs=0.03)
    rolls = [dice.between(2, 4) for _ in range(3_000)]
    assert {rolls.count(n) // 100 for n in (2, 3, 4)} <= {8, 9, 10, 11}
    assert sum(dice.whole(1.25) for _ in range(4_000)) / 4_000 == pytest.approx(1.25, abs=0.03)
    tails = sorted(dice.tail(10.0) for _ in range(4_001))
    assert tails[2_000] == pytest.approx(1.0, abs=0.05)
    assert 5 < tails[-1] <= 10


def test_a_misspelling_stays_out_of_other_syllables() -> None:
    dresser = Dresser(Dice(9, "test"))
    for text in ("ชีสเค้กหน้าไหม้", "เก็บไว้", "ของโปรด"):
        assert {dresser._misspelt(text) for _ in range(50)} == {text}
    assert "ทำไมค่ะ" not in {dresser._misspelt("ทำไมค่ะ") for _ in range(50)}


def test_tidy() -> None:
    assert tidy(" a   b \n c ") == "a b\nc"


def test_readings_are_spread_over_months(example: Example) -> None:
    seen = example.posts["snapshot_at"].dropna()
    assert seen.nunique() == 6
    assert example.posts["snapshot_at"].isna().any()
    late = example.posts[example.posts["snapshot_at"].notna()]
    assert (late["snapshot_at"] - late["published_at"] > timedelta(hours=1)).all()
