"""The frozen reference by hand: who is in it, what it holds of each indicator, and what a damaged file is told."""

import datetime as dt

import pytest

from brandscore.errors import DataError, Problem
from brandscore.metrics.measured import Cell, Measured
from brandscore.metrics.windows import Period
from brandscore.platforms import PLATFORM_NAMES, SIDES
from brandscore.score.normalise import Reference
from brandscore.score.profile import Profile, load_profile
from brandscore.score.question import Competitor
from brandscore.score.reference import Entry, Frozen, build_reference, reference_from_rows, reference_rows, shrunk
from brandscore.score.status import Standing

WISESIGHT, OPEN = load_profile("wisesight"), load_profile("open")
TEN_DAYS = Period(dt.date(2026, 1, 1), dt.date(2026, 1, 10))


def field(values, platform="x", side="earned", counts=None, collected=None, periods=(TEN_DAYS,)):
    """Return cells of some brands on one platform: brand -> value by indicator, or None for no rows."""
    cells = {
        (0, brand, platform, side): Cell(found or {}, {}, (counts or {}).get(brand, {"pos": 0, "neg": 0}))
        for brand, found in values.items()
    }
    names = collected or {n for found in values.values() if found for n in found}
    tables = ("accounts", "posts", "mentions") if side == "own" else ("mentions",)
    present = {(t, brand, platform, side) for t in tables for brand, found in values.items() if found is not None}
    return Measured(periods, cells, frozenset(present), frozenset((platform, side, n) for n in names))


def rivals(names, category="all"):
    return [Competitor(n, category) for n in names]


def entry(frozen, name, platform="x", side="earned", category="all"):
    return frozen.entries[category, platform, side, name]


def test_values_of_the_brands_measured_are_its_reference_and_a_flow_is_per_day():
    # C is not there, D's value could not be had.
    measured = field({"A": {"unique_daily_mentions": 20}, "B": {"unique_daily_mentions": 60}, "C": None,
                      "D": {"unique_daily_mentions": None}})  # fmt: skip
    frozen = build_reference(measured, 0, rivals("DCBA"), WISESIGHT)
    assert entry(frozen, "unique_daily_mentions") == Entry(
        Reference(x_ref=4.0, low=2.0, high=6.0, mean=4.0, sd=2.0, values=(2.0, 6.0)), True, ("A", "B"), None
    )
    assert (frozen.base, frozen.normaliser, frozen.profile) == (TEN_DAYS, "cube_root", "wisesight")


def test_levels_and_ratios_are_not_divided_by_the_days():
    measured = field({"A": {"followers": 20, "comment_ratio": 0.5}, "B": {"followers": 60, "comment_ratio": 1.5}},
                     side="own")  # fmt: skip
    frozen = build_reference(measured, 0, rivals("AB"), WISESIGHT)
    assert entry(frozen, "followers", side="own").reference.values == (20.0, 60.0)
    assert entry(frozen, "comment_ratio", side="own").reference.values == (0.5, 1.5)


def test_sentiment_is_known_to_be_collected_and_borrows_no_value():
    measured = field({"A": {"net_sentiment": 0.5}, "B": {"net_sentiment": -0.5}})
    frozen = build_reference(measured, 0, rivals("AB"), WISESIGHT)
    assert entry(frozen, "net_sentiment") == Entry(Reference(), True, ("A", "B"), None)
    assert entry(frozen, "net_sentiment", "tiktok") == Entry(Reference(), False)


def test_a_reference_speaks_of_every_scored_indicator_of_every_cell_and_of_no_other():
    frozen = build_reference(field({"A": {}}), 0, rivals("A"), WISESIGHT)
    names = {cell: [n for _, p, s, n in frozen.entries if (p, s) == cell] for cell in
             ((p, s) for p in PLATFORM_NAMES for s in SIDES)}  # fmt: skip
    assert names["x", "earned"] == [
        "weighted_interactions", "unique_daily_mentions", "intention", "advocacy", "net_sentiment",
    ]  # fmt: skip
    assert names["tiktok", "own"] == [
        "followers", "fan_growth", "weighted_interactions", "views", "comment_ratio", "share_ratio",
        "intention", "advocacy", "response_rate", "net_sentiment",
    ]  # fmt: skip
    assert all(names.values())
    assert not any(e.collected or e.brands for e in frozen.entries.values())


def test_each_category_is_its_own_field():
    measured = field({"A": {"unique_daily_mentions": 20}, "B": {"unique_daily_mentions": 60}})
    frozen = build_reference(measured, 0, [Competitor("A", "tea"), Competitor("B", "coffee")], WISESIGHT)
    assert entry(frozen, "unique_daily_mentions", category="tea").brands == ("A",)
    assert entry(frozen, "unique_daily_mentions", category="coffee").brands == ("B",)
    assert entry(frozen, "unique_daily_mentions", category="coffee").reference.values == (6.0,)
    assert frozen.categories == {"tea", "coffee"}
    assert next(iter(frozen.entries))[0] == "coffee"


def test_goalposts_of_the_profile_take_the_place_of_the_field():
    names = WISESIGHT.scored - {"views_interactions"}
    settings = WISESIGHT.model_dump()
    posts = dict.fromkeys(names, (0.0, 5.0)) | {"unique_daily_mentions": (1.0, 9.0)}
    settings["normalise"] |= {"method": "goalposts", "goalposts": posts}
    measured = field({"A": {"unique_daily_mentions": 20}, "B": {"unique_daily_mentions": 60}})
    frozen = build_reference(measured, 0, rivals("AB"), Profile.model_validate(settings))
    reference = entry(frozen, "unique_daily_mentions").reference
    assert (reference.low, reference.high, frozen.normaliser) == (1.0, 9.0, "goalposts")


RATES = {
    "A": {"intention": 10, "intention_rate": 0.25},
    "B": {"intention": 30, "intention_rate": 0.5},
    "C": {"intention": 0, "intention_rate": 0.0},
    "D": {"intention": None, "intention_rate": None},
}
MESSAGES = {b: {"pos": 0, "neg": 0, "intention_n": n} for b, n in {"A": 40, "B": 60, "C": 20, "D": 0}.items()}


def test_a_rate_is_drawn_to_the_mean_of_the_category_before_the_reference_is_taken():
    measured = field(RATES, counts=MESSAGES)
    found = entry(build_reference(measured, 0, rivals("ABCD"), OPEN), "intention_rate")
    # (10 + 30 + 0)/(40 + 60 + 20) = 1/3; (10 + 50/3)/(40 + 50) = 8/27, (30 + 50/3)/110 = 14/33, (50/3)/70 = 5/21
    assert found.shrink_mean == pytest.approx(1 / 3)
    assert found.brands == ("A", "B", "C")
    assert found.reference.values == pytest.approx((5 / 21, 8 / 27, 14 / 33))
    assert found.reference.x_ref == pytest.approx(8 / 27)
    # The preset that shrinks no rate takes the counts as they are.
    plain = entry(build_reference(measured, 0, rivals("ABCD"), WISESIGHT), "intention")
    assert (plain.reference.values, plain.shrink_mean) == ((0.0, 1.0, 3.0), None)


def test_without_a_labelled_message_there_is_no_mean():
    found = entry(build_reference(field({"D": RATES["D"]}, counts=MESSAGES), 0, rivals("D"), OPEN), "intention_rate")
    assert found == Entry(Reference(), True, (), None)


def drawn(standing, mean, brand="A"):
    return shrunk(standing, field(RATES, counts=MESSAGES), 0, brand, "x", "earned", "intention_rate", mean, OPEN)


def test_only_a_measured_rate_is_drawn_and_says_so():
    # (10 + 50 · 0.4)/(40 + 50) = 1/3
    one = drawn(Standing("measured", 0.25, "2 skipped"), 0.4)
    assert one == Standing("measured", pytest.approx(1 / 3), "2 skipped; 10 of 40, drawn to the category mean 0.4000")
    # (0 + 50 · 0.7)/(20 + 50) = 0.5
    none = drawn(Standing("measured", 0.0), 0.7, "C")
    assert none == Standing("measured", pytest.approx(0.5), "0 of 20, drawn to the category mean 0.7000")
    for kept in (Standing("missing", None, "no labelled message"), Standing("absent", 0)):
        assert drawn(kept, 0.4) is kept
    kept = Standing("measured", 0.25)
    assert drawn(kept, None) is kept


def test_what_counts_as_collected_is_told_by_category():
    base = {"base": TEN_DAYS, "normaliser": "cube_root", "profile": "wisesight"}
    yes, no = Entry(Reference(), True), Entry(Reference(), False)
    frozen = Frozen(**base, entries={
        ("tea", "x", "own", "followers"): yes,
        ("tea", "x", "own", "fan_growth"): no,
        ("coffee", "x", "own", "followers"): no,
        ("coffee", "tiktok", "earned", "intention"): yes,
    })  # fmt: skip
    same = Frozen(**base, entries=frozen.entries)
    for _ in range(2):
        assert frozen.collected("tea") == {("x", "own", "followers")}
        assert frozen.collected("coffee") == {("tiktok", "earned", "intention")}
    assert frozen.collected("milk") == frozenset()
    assert frozen.collected_anywhere == {("x", "own", "followers"), ("tiktok", "earned", "intention")}
    # What it has looked up already makes no other reference of it.
    assert frozen == same
    assert repr(frozen) == repr(same)


FROZEN = Frozen(
    TEN_DAYS,
    "cube_root",
    "wisesight",
    {
        ("tea", "x", "earned", "unique_daily_mentions"): Entry(
            Reference(0.1, 1.0, 2.0, 3.0, 4.0, (0.1, 0.30000000000000004)), True, ("A", "B")
        ),
        ("tea", "x", "earned", "intention_rate"): Entry(Reference(), False, (), 0.25),
    },
)
ROWS = [
    {"category": "tea", "platform": "x", "side": "earned", "indicator": "unique_daily_mentions", "x_ref": "0.1",
     "base_from": "2026-01-01", "base_to": "2026-01-10", "brands": "A|B", "collected": "1", "shrink_mean": "",
     "low": "1.0", "high": "2.0", "mean": "3.0", "sd": "4.0", "values": "0.1|0.30000000000000004",
     "normaliser": "cube_root", "profile": "wisesight"},
    {"category": "tea", "platform": "x", "side": "earned", "indicator": "intention_rate", "x_ref": "",
     "base_from": "2026-01-01", "base_to": "2026-01-10", "brands": "", "collected": "0", "shrink_mean": "0.25",
     "low": "", "high": "", "mean": "", "sd": "", "values": "", "normaliser": "cube_root", "profile": "wisesight"},
]  # fmt: skip


def test_a_reference_is_these_cells():
    rows = reference_rows(FROZEN)
    assert [{k: "" if row[k] is None else str(row[k]) for k in ROWS[0]} for row in rows] == ROWS
    assert reference_from_rows(ROWS, "reference.csv") == FROZEN


def problems(*changes, rows=ROWS):
    changed = [{**row, **more} for row, more in zip(rows, [*changes, {}, {}], strict=False)]
    with pytest.raises(DataError) as error:
        reference_from_rows(changed, "mine.csv")
    return list(error.value.problems)


LONG = "z" * 70


@pytest.mark.parametrize(
    ("column", "value", "wanted"),
    [
        ("low", LONG, Problem("mine.csv", f"'{'z' * 60}' is no number", "a number or an empty cell", "", 2, "low")),
        ("sd", "nan", Problem("mine.csv", "'nan' is no number", "a number or an empty cell", "", 2, "sd")),
        ("values", "1|-inf", Problem("mine.csv", "'-inf' is no number", "a number or an empty cell", "", 2, "values")),
        ("platform", LONG, Problem("mine.csv", f"'{'z' * 60}'", f"one of {', '.join(PLATFORM_NAMES)}", "", 2, "platform")),
        ("side", "paid", Problem("mine.csv", "'paid'", "one of own, earned", "", 2, "side")),
        ("indicator", LONG, Problem("mine.csv", f"'{'z' * 60}' is no indicator", "", "", 2, "indicator")),
        ("collected", LONG, Problem("mine.csv", f"'{'z' * 60}'", "0 or 1", "", 2, "collected")),
        ("collected", "", Problem("mine.csv", "''", "0 or 1", "", 2, "collected")),
        ("x_ref", "0", Problem("mine.csv", "x_ref is 0", "a number above 0", "", 2, "x_ref")),
        ("x_ref", "-5e-324", Problem("mine.csv", "x_ref is -5e-324", "a number above 0", "", 2, "x_ref")),
        ("indicator", "intention_rate",
         Problem("mine.csv", "tea, x, earned, intention_rate stands twice", "one row each", "", 3)),
        ("base_to", "2026-01-11",
         Problem("mine.csv", "2 base windows and 1 profiles or normalisers", "one of each",
                 "use a reference.csv that a run wrote")),
        ("profile", "open",
         Problem("mine.csv", "1 base windows and 2 profiles or normalisers", "one of each",
                 "use a reference.csv that a run wrote")),
    ],
)  # fmt: skip
def test_damage_is_named_with_its_cell(column, value, wanted):
    assert problems({column: value}) == [wanted]


def test_a_base_window_is_two_days():
    both = {"base_from": "y" * 40, "base_to": LONG}
    assert problems(both, both) == [
        Problem("mine.csv", f"base window '{'y' * 30}' to '{'z' * 30}'", "two days, such as 2026-01-31")
    ]


def test_a_file_without_rows_is_no_reference():
    assert [p.what for p in problems(rows=[])] == ["0 base windows and 0 profiles or normalisers"]


def test_the_smallest_reference_value_above_0_will_do():
    found = reference_from_rows([{**ROWS[0], "x_ref": "5e-324"}], "mine.csv")
    assert entry(found, "unique_daily_mentions", category="tea").reference.x_ref == 5e-324


def test_every_row_is_read_to_its_end():
    assert len(problems({"x_ref": "a", "low": "b", "values": "c|d", "collected": "e"}, {"sd": "f"})) == 6
