"""Whatever stands in a file: it is followed, or what is wrong is said."""

from __future__ import annotations

import datetime as dt
import math

from hypothesis import given, settings
from hypothesis import strategies as st

from brandscore.errors import ProfileError
from brandscore.okr.plan import KINDS
from brandscore.okr.progress import STATUSES
from brandscore.okr.read import plan_from
from brandscore.okr.run import follow

days = st.dates(dt.date(2026, 6, 25), dt.date(2026, 10, 5))
inside = st.dates(dt.date(2026, 8, 1), dt.date(2026, 8, 31))
numbers = st.one_of(st.integers(-5, 2000), st.floats(-1e9, 1e9), st.just(0))
junk = st.one_of(
    st.none(), st.booleans(), numbers, st.floats(), st.text(max_size=5), days, st.datetimes(), st.lists(st.integers(), max_size=2),
    st.dictionaries(st.text(max_size=3), st.integers(), max_size=2),
)  # fmt: skip
check_in = st.fixed_dictionaries({"date": inside, "value": numbers})


titles = st.text("abกข ", min_size=1, max_size=4).filter(str.strip)
hand = {
    "target": numbers,
    "unit": st.text(max_size=3),
    "checkins": st.lists(check_in, max_size=5, unique_by=lambda c: c["date"]),
    "weight": st.floats(0.1, 9),
}
measured = {
    "metric": st.sampled_from(["reach", "followers"]),
    "platform": st.sampled_from(["x", "facebook"]),
    "baseline": numbers,
    "accumulates": st.booleans(),
}
OWN = {
    "increase_percent": {**hand, **measured, "target": st.floats(0.1, 900), "baseline": st.floats(0.1, 1e6)},
    "reduce_to": {**hand, **measured},
    "reach": {**hand, **measured},
    "count": {"target": st.integers(1, 50), "done": st.integers(0, 60)},
    "milestone": {"done": st.booleans()},
    "per_item": {"target": st.integers(1, 5), "items_done": st.integers(0, 10)},
}


@st.composite
def key_results(draw):
    kind = draw(st.sampled_from(KINDS))
    found = draw(st.fixed_dictionaries({"title": titles}, optional=OWN[kind])) | {"kind": kind}
    if kind == "per_item":
        found["items"] = draw(st.integers(10, 20))
    return found


def title_of(table) -> str:
    return table["title"].strip()


objectives = st.fixed_dictionaries(
    {"title": titles, "key_result": st.lists(key_results(), max_size=3, unique_by=title_of)},
    optional={
        "period": st.sampled_from(["2026-Q3", "2026", "2026-08"]),
        "owner": st.text(max_size=3),
        "why": st.text(max_size=3),
    },
)
plans = st.fixed_dictionaries(
    {"objective": st.lists(objectives, min_size=1, max_size=2, unique_by=title_of)},
    optional={"note": st.text(max_size=3), "steep_percent": st.floats(1, 500)},
)


def share(x) -> bool:
    return x is None or 0 <= x <= 1


@settings(max_examples=150)
@given(plan=plans, as_of=st.one_of(st.none(), days))
def test_every_sound_plan_is_followed(plan, as_of):
    found = follow(plan_from(plan), as_of=as_of)
    for row in found.key_results:
        assert row["status"] in STATUSES
        assert all(share(row[n]) for n in ("progress", "elapsed", "forecast_progress", "chance"))
        assert row["progress"] is not None or row["reason"]
        assert all(math.isfinite(x) for x in row.values() if isinstance(x, float))
        if row["forecast_low"] is not None:
            assert row["forecast_low"] <= row["forecast"] <= row["forecast_high"]
        if row["forecast_progress_low"] is not None:
            assert row["forecast_progress_low"] <= row["forecast_progress"] <= row["forecast_progress_high"]
    for row in found.objectives:
        assert share(row["progress"])
        assert row["status"] in STATUSES


@settings(max_examples=150)
@given(plan=plans, key=st.text(max_size=3), value=junk, data=st.data())
def test_whatever_stands_somewhere_is_taken_or_refused(plan, key, value, data):
    tables = [plan, *plan["objective"], *(k for o in plan["objective"] for k in o["key_result"])]
    table = data.draw(st.sampled_from(tables))
    table[data.draw(st.sampled_from([*table, key, "period", "checkins", "platform", "items", "done"]))] = value
    try:
        follow(plan_from(plan))
    except ProfileError as error:
        assert str(error).startswith("plan: ")  # noqa: PT017
