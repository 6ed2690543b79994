"""Progress, pace and status: worked by hand, and what must always hold."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from brandscore.metrics.windows import Period
from brandscore.okr.figures import Figures, gather
from brandscore.okr.plan import CheckIn, KeyResult
from brandscore.okr.progress import Standing, elapsed_of, mean_of, standing_of

Q3 = Period(date(2026, 7, 1), date(2026, 9, 30))
MIDDLE = date(2026, 8, 15)  # the 46th of 92 days
figure = st.floats(-1e6, 1e6, allow_nan=False)
positive = st.floats(0.01, 1e6)
share = st.floats(0.01, 1.0)


def by_hand(kind, value, elapsed_day=MIDDLE, **more) -> Figures:
    key = KeyResult("K", kind, checkins=(CheckIn(date(2026, 8, 10), value),), **more)
    return gather(key, Q3, elapsed_day, None, None)


@pytest.mark.parametrize(
    ("kind", "value", "more", "target", "progress", "status"),
    [
        # 100 and 50 % more is 150; 125 is half of the way.
        ("increase_percent", 125, {"baseline": 100, "target": 50}, 150, 0.5, "on track"),
        # 200 % more is threefold.
        ("increase_percent", 300, {"baseline": 100, "target": 200}, 300, 1.0, "ahead"),
        ("increase_percent", 200, {"baseline": 100, "target": 200}, 300, 0.5, "on track"),
        # A total that starts at 0: 75 of 150.
        ("increase_percent", 75, {"baseline": 100, "target": 50, "accumulates": True}, 150, 0.5, "on track"),
        # From 4 to 2 seconds; 3.5 is a quarter of the way.
        ("reduce_to", 3.5, {"baseline": 4, "target": 2}, 2, 0.25, "behind"),
        ("reduce_to", 1.9, {"baseline": 4, "target": 2}, 2, 1.0, "ahead"),
        ("reduce_to", 5.0, {"baseline": 4, "target": 2}, 2, 0.0, "behind"),
        # Half the budget of complaints at half time: carried on, 40 of 40; from 80 to 40 that is all of the way.
        ("reduce_to", 20, {"baseline": 80, "target": 40, "accumulates": True}, 40, 1.0, "on track"),
        ("reach", 30, {"baseline": 10, "target": 50}, 50, 0.5, "on track"),
        ("reach", 30, {"target": 50}, 50, 0.6, "ahead"),
        ("count", 2, {"target": 5}, 5, 0.4, "behind"),
        ("count", 6, {"target": 5}, 5, 1.0, "done"),
        ("per_item", 48, {"target": 1, "items": 120}, 120, 0.4, "behind"),
    ],
)
def test_progress_by_hand(kind, value, more, target, progress, status):
    figures = by_hand(kind, value, **more)
    found = standing_of(figures, kind, elapsed_of(Q3, MIDDLE))
    assert figures.target == pytest.approx(target)
    assert found.progress == pytest.approx(progress)
    assert found.status == status


def test_raw_progress_is_kept():
    assert standing_of(by_hand("reduce_to", 5.0, baseline=4, target=2), "reduce_to", 0.5).raw == pytest.approx(-0.5)
    assert standing_of(by_hand("count", 6, target=5), "count", 0.5).raw == pytest.approx(1.2)


@pytest.mark.parametrize(
    ("day", "elapsed"),
    [("2026-06-30", 0.0), ("2026-07-01", 1 / 92), ("2026-08-15", 0.5), ("2026-09-30", 1.0), ("2026-12-01", 1.0)],
)
def test_time_gone(day, elapsed):
    assert elapsed_of(Q3, date.fromisoformat(day)) == pytest.approx(elapsed)


def test_no_period_no_pace():
    assert elapsed_of(None, MIDDLE) is None
    assert elapsed_of(Q3, None) is None
    found = standing_of(by_hand("count", 2, target=5), "count", None)
    assert (found.progress, found.pace, found.status) == (0.4, None, "unknown")
    assert standing_of(by_hand("count", 5, target=5), "count", None).status == "done"


@pytest.mark.parametrize(
    ("value", "elapsed", "pace", "status"),
    [
        (0, 0.0, None, "not started"),
        (0, 0.2, 0.0, "not started"),
        (0, 0.25, 0.0, "behind"),
        (4.4, 0.5, 0.88, "behind"),
        (4.5, 0.5, 0.9, "on track"),
        (5.5, 0.5, 1.1, "on track"),
        (5.6, 0.5, 1.12, "ahead"),
        (10, 0.0, None, "done"),
        (9.9, 1.0, 0.99, "behind"),
        (10, 1.0, 1.0, "done"),
    ],
)
def test_words_for_it(value, elapsed, pace, status):
    found = standing_of(Figures(value=value, target=10, accumulates=True), "count", elapsed)
    assert found.pace == (None if pace is None else pytest.approx(pace))
    assert found.status == status


def test_a_total_to_be_kept_low_is_done_only_at_the_end():
    figures = Figures(value=0, target=40, baseline=80, accumulates=True)
    assert standing_of(figures, "reduce_to", 0.5).status == "on track"
    assert standing_of(figures, "reduce_to", 1.0).status == "done"
    assert standing_of(figures, "reduce_to", 0.0).progress is None


@pytest.mark.parametrize(
    ("elapsed", "status", "reason"),
    [
        (0.0, "not started", ""),
        (0.5, "ahead", "met so far"),
        (0.95, "on track", "met so far"),
        (1.0, "done", ""),
        (None, "done", ""),
    ],
)
@pytest.mark.parametrize(("kind", "target"), [("reduce_to", 8), ("reach", 2)])
def test_what_can_be_lost_again_is_done_only_at_the_end(kind, target, elapsed, status, reason):
    found = standing_of(by_hand(kind, 5, baseline=12 if kind == "reduce_to" else 1, target=target), kind, elapsed)
    assert (found.progress, found.status, found.reason) == (1.0, status, reason)


def test_a_measured_ratio_is_not_done_before_the_end_whatever_its_kind():
    for nature, status in (("rate", "ahead"), ("stock", "ahead"), ("flow", "done")):
        figures = Figures(value=10, target=8, accumulates=True, nature=nature)
        assert standing_of(figures, "count", 0.5).status == status


@pytest.mark.parametrize("elapsed", [0.5, 1.0])
def test_a_target_met_before_it_was_set_is_not_done(elapsed):
    for kind, baseline, target in (("reduce_to", 4, 5), ("reach", 5, 4)):
        found = standing_of(by_hand(kind, 4.5, baseline=baseline, target=target), kind, elapsed)
        assert (found.status, found.reason) == ("unknown", "the target was met before the period began")
    assert standing_of(by_hand("reduce_to", 6, baseline=4, target=5), "reduce_to", elapsed).status == "behind"
    assert standing_of(by_hand("reduce_to", 4.5, baseline=4, target=5), "reduce_to", 0.0).status == "not started"


def test_an_objective_of_which_less_than_half_is_known_is_unknown():
    unknown, half = Standing(None, None, None, "unknown"), Standing(0.5, 0.5, 1.0, "on track")
    assert mean_of([half, unknown, unknown], [1, 1, 1], 0.5).status == "unknown"
    assert mean_of([half, unknown, unknown], [1, 1, 1], 0.5).progress == 0.5
    assert mean_of([half, unknown, unknown], [2, 1, 1], 0.5).status == "on track"


def test_milestones():
    def at(day, **more):
        return standing_of(gather(KeyResult("K", "milestone", **more), Q3, day, None, None), "milestone", 0.5)

    assert at(MIDDLE, done=True).status == "done"
    assert at(MIDDLE, done_on=MIDDLE).progress == 1.0
    assert at(date(2026, 8, 14), done_on=MIDDLE).progress == 0.0
    assert at(MIDDLE).progress == 0.0


@pytest.mark.parametrize(
    ("kind", "more", "reason"),
    [
        ("increase_percent", {"target": 50}, "no baseline to increase from"),
        ("increase_percent", {"baseline": 5}, "no target"),
        ("reduce_to", {"target": 2}, "no baseline: how much of the way is done cannot be said"),
    ],
)
def test_unknown_says_why(kind, more, reason):
    found = standing_of(by_hand(kind, 3, **more), kind, 0.5)
    assert (found.progress, found.status, found.reason) == (None, "unknown", reason)


def test_a_target_that_is_not_beyond_the_baseline_is_reached_or_not():
    assert standing_of(by_hand("reach", 10, baseline=10, target=10), "reach", 0.5).progress == 1.0
    assert standing_of(by_hand("reach", 9, baseline=20, target=10), "reach", 0.5).progress == 0.0
    assert standing_of(by_hand("reduce_to", 2, baseline=1, target=2), "reduce_to", 0.5).progress == 1.0


@given(kind=st.sampled_from(["reach", "reduce_to"]), value=figure, baseline=figure, target=figure, elapsed=share,
       accumulates=st.booleans())  # fmt: skip
def test_progress_lies_between_0_and_1(kind, value, baseline, target, elapsed, accumulates):
    figures = Figures(value=value, target=target, baseline=baseline, accumulates=accumulates)
    found = standing_of(figures, kind, elapsed)
    assert 0 <= found.progress <= 1
    assert found.pace >= 0


@given(low=figure, high=figure, baseline=figure, target=figure, elapsed=share, accumulates=st.booleans())
def test_progress_grows_with_the_value_and_falls_where_it_shall_fall(low, high, baseline, target, elapsed, accumulates):
    low, high = sorted((low, high))

    def at(kind, value):
        figures = Figures(value=value, target=target, baseline=baseline, accumulates=accumulates)
        return standing_of(figures, kind, elapsed).progress

    assert at("reach", low) <= at("reach", high)
    assert at("reduce_to", low) >= at("reduce_to", high)


@given(value=positive, baseline=positive, percent=st.floats(0.5, 1000), scale=st.floats(0.01, 100),
       accumulates=st.booleans())  # fmt: skip
def test_another_unit_changes_no_increase(value, baseline, percent, scale, accumulates):
    more = {"target": percent, "accumulates": accumulates}
    one = standing_of(by_hand("increase_percent", value, baseline=baseline, **more), "increase_percent", 0.5)
    other = standing_of(
        by_hand("increase_percent", value * scale, baseline=baseline * scale, **more), "increase_percent", 0.5
    )
    assert one.raw == pytest.approx(other.raw, rel=1e-6, abs=1e-6)


@given(st.lists(st.tuples(st.one_of(st.none(), st.floats(0, 1)), st.floats(0.01, 100)), min_size=1, max_size=6))
def test_an_objective_is_the_weighted_mean_of_what_is_known(parts):
    standings = [Standing(p, p, None, "unknown" if p is None else "done" if p == 1 else "on track") for p, _ in parts]
    found = mean_of(standings, [w for _, w in parts], 0.5)
    known = [(p, w) for p, w in parts if p is not None]
    assume(known)
    assert found.progress == pytest.approx(sum(p * w for p, w in known) / sum(w for _, w in known))
    assert min(p for p, _ in known) - 1e-9 <= found.progress <= max(p for p, _ in known) + 1e-9
    assert (found.status == "done") == all(p == 1 for p, _ in parts)


def test_an_objective_of_which_nothing_is_known():
    unknown = Standing(None, None, None, "unknown")
    assert mean_of([unknown], [1], 0.5).status == "unknown"
    assert mean_of([], [], 0.5).reason == "no key result"
    assert mean_of([unknown], [1], 0.0).status == "not started"
    half = Standing(0.5, 0.5, 1.0, "on track")
    assert mean_of([half, unknown], [1, 1], 0.5).reason == "nothing is known of 1 of 2 key results"
