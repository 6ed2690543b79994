"""What `measure`, objectives and `campaigns` say of the same advertising is the same figure, to the last digit."""

from __future__ import annotations

import datetime as dt
import random

import pandas as pd
import pytest

import brandscore as bs
from brandscore.api_metrics import DataMeasurer
from brandscore.campaigns.choice import CAMPAIGN_METRIC_NAMES
from brandscore.example.advertising import campaign_rows
from brandscore.metrics.registry.catalogue import METRICS
from brandscore.tables import CAMPAIGNS

COUNTS = [c.name for c in CAMPAIGNS.columns if c.kind == "count"]
MONEY = [c.name for c in CAMPAIGNS.columns if c.kind == "money"]
OF_MONEY = {n for n, m in METRICS.items() if {*MONEY} & {*m.inputs}}
DAYS = [dt.date(2026, 3, 2), dt.date(2026, 3, 3), dt.date(2026, 3, 5)]


def number(value):
    return None if pd.isna(value) else value


def by_campaigns(frame):
    """(metric, currency, day, or "whole") to the value of all campaigns together."""
    with bs.Data(campaigns=frame) as data:
        table = bs.campaigns(data, every="day").metrics
    together = table[(table["campaign"] == "all") & (table["platform"] == "all") & (table["stage"] == "all")]
    return {
        (r["metric"], number(r["currency"]), "whole" if r["period"] == "whole" else r["period_start"]): number(
            r["value"]
        )
        for r in together.to_dict("records")
    }


def by_measure(data):
    """(brand, platform, metric, currency, day, or "whole") to the value."""
    found = {}
    for every in (None, "day"):
        for r in bs.measure(data, CAMPAIGN_METRIC_NAMES, every=every).table.to_dict("records"):
            when = r["period_start"] if every else "whole"
            found[number(r["brand"]), r["platform"], r["metric"], number(r["of"]), when] = number(r["value"])
    return found


def check_alike(measured, frame, brand, platform):
    """All that campaigns say of a table stands in what was measured of it, and no more but 0 for days without rows."""
    wanted = {k: v for k, v in by_campaigns(frame).items() if k[0] in OF_MONEY and k[1] is not None}
    # Counts are of all currencies together.
    counted = frame.assign(currency="THB") if frame["currency"].nunique() > 1 else frame
    wanted |= {(m, None, day): v for (m, _, day), v in by_campaigns(counted).items() if m not in OF_MONEY}
    got = {k[2:]: v for k, v in measured.items() if k[:2] == (brand, platform)}
    assert {k: got.get(k) for k, v in wanted.items()} == wanted
    assert {v for k, v in got.items() if k not in wanted} <= {0, None}
    return sum(v is not None for v in wanted.values())


@pytest.fixture(scope="module")
def example():
    return pd.DataFrame(campaign_rows(2026))


def test_of_the_example_every_metric_of_every_platform_and_day(example):
    (brand,) = example["brand"].unique()
    with bs.Data(campaigns=example) as data:
        measured = by_measure(data)
    assert measured[brand, "all", "booking_rate", None, "whole"] == pytest.approx(100 * 162 / 778)
    assert check_alike(measured, example, brand, "all") > 1000
    for platform in example["platform"].unique():
        assert check_alike(measured, example[example["platform"] == platform], brand, platform) > 100


def test_of_the_example_as_objectives_ask_for_it(example):
    first, last = (day.date() for day in pd.to_datetime(example["date"]).agg(["min", "max"]))
    wanted = by_campaigns(example)
    with bs.Data(campaigns=example) as data:
        measurer = DataMeasurer(data)
        for metric in CAMPAIGN_METRIC_NAMES:
            assert measurer.total(metric, None, None, first, last).value == wanted.get((metric, "THB", "whole"))
        for metric in ("booking_rate", "cost_per_booking", "roas", "cpv", "roi", "visits"):
            daily = measurer.daily(metric, None, None, first, last)
            told = {
                dt.date.fromisoformat(day): v
                for (m, _, day), v in wanted.items()
                if m == metric and day != "whole" and v is not None
            }
            assert {day: daily[day] for day in told} == told
            assert {v for day, v in daily.items() if day not in told} <= {0}


def drawn(seed):
    """A small table with missing cells; campaigns of a name belong to one brand, or to nobody."""
    rng = random.Random(seed)
    currencies = rng.choice([["THB"], ["THB", "USD"]])
    brands = {name: rng.choice(["A", "B", None]) for name in ("launch", "sale", "club", "fair")}
    filled = {name: rng.choice([0.0, 0.4, 0.8, 0.8]) for name in (*COUNTS, *MONEY)}
    rows = []
    for place in range(rng.randint(4, 14)):
        name = rng.choice(sorted(brands))
        row = {
            "campaign": name, "brand": brands[name], "platform": rng.choice(["facebook", "google", "line"]),
            "date": rng.choice(DAYS), "ad_set": str(place), "stage": rng.choice(["awareness", "decision", None]),
            "currency": rng.choice(currencies),
        }  # fmt: skip
        row |= {n: rng.randint(0, 40) if rng.random() < filled[n] else None for n in COUNTS}
        row |= {n: rng.randint(0, 90_000) / 100 if rng.random() < filled[n] else None for n in MONEY}
        if all(row[n] is None for n in MONEY):
            row["currency"] = None
        rows.append(row)
    return pd.DataFrame(rows).astype(dict.fromkeys(COUNTS, "Int64") | dict.fromkeys(MONEY, "Float64"))


def settled(frame):
    """The table with the currency of rows without money filled in, where it can only be one."""
    found = []
    for row in frame.to_dict("records"):
        same = [frame["campaign"] == row["campaign"], frame["brand"].fillna("") == (number(row["brand"]) or "")]
        for among in (*same, frame["campaign"] != ""):
            known = frame[among]["currency"].dropna().unique()
            if number(row["currency"]) is None and len(known) == 1:
                row["currency"] = known[0]
        found.append(row["currency"])
    return frame.assign(currency=pd.Series(found, index=frame.index, dtype=object))


@pytest.mark.parametrize("seed", range(8))
def test_of_tables_with_gaps_brands_and_currencies(seed):
    frame = drawn(seed)
    whole = settled(frame)
    with bs.Data(campaigns=frame) as data:
        measured = by_measure(data)
        measurer = DataMeasurer(data)
        together = {m: measurer.total(m, None, None, min(DAYS), max(DAYS)).value for m in CAMPAIGN_METRIC_NAMES}
    for brand in {number(b) for b in frame["brand"]}:
        mine = whole[whole["brand"].fillna("") == (brand or "")]
        check_alike(measured, mine, brand, "all")
        platform = mine["platform"].iloc[0]
        check_alike(measured, mine[mine["platform"] == platform], brand, platform)
    if frame["currency"].nunique() == 1:
        wanted = by_campaigns(frame)
        assert together == {m: wanted.get((m, frame["currency"].dropna().iloc[0], "whole")) for m in together}
