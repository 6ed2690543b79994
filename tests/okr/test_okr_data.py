"""`brandscore okr --data`: real tables, measured for a plan."""

from __future__ import annotations

import json
import sys

import pandas as pd
import pytest

import brandscore as bs
from brandscore.cli import main
from brandscore.errors import DataError, ProfileError

DAYS = [str(d.date()) for d in pd.date_range("2026-04-01", "2026-08-15")]


def frames():
    """A post a day on two platforms, followers on Thursdays, a campaign in baht."""
    posts = pd.DataFrame(
        [
            ("Amber", platform, f"{platform}{n}", f"{day} 09:00", 20 + n % 7 + (day >= "2026-07"), n % 3, 1)
            for n, day in enumerate(DAYS)
            for platform in ("facebook", "instagram")
        ],
        columns=["brand", "platform", "post_id", "published_at", "reactions", "comments", "shares"],
    )
    accounts = pd.DataFrame(
        [("Amber", "facebook", day, 1000 + 3 * n) for n, day in enumerate(DAYS) if pd.Timestamp(day).weekday() == 3],
        columns=["brand", "platform", "date", "followers"],
    )
    campaigns = pd.DataFrame(
        [("launch", "facebook", "Amber", day, 100.0 + n % 5, "THB", 50) for n, day in enumerate(DAYS)],
        columns=["campaign", "platform", "brand", "date", "spend", "currency", "clicks"],
    )
    return {"posts": posts, "accounts": accounts, "campaigns": campaigns}


PLAN = """
[[objective]]
title = "ให้คนคุยกับเรามากขึ้น"
period = "2026-Q3"
owner = "lead"
why = "because"
[[objective.key_result]]
title = "Interactions"
kind = "increase_percent"
metric = "interactions"
brand = "Amber"
baseline_period = "2026-Q2"
target = 20
[[objective.key_result]]
title = "Comments on both"
kind = "reach"
metric = "comments"
brand = "Amber"
platform = ["facebook", "instagram"]
target = 180
[[objective.key_result]]
title = "Followers"
kind = "reach"
metric = "followers"
brand = "Amber"
platform = "facebook"
target = 1600
[[objective.key_result]]
title = "Cost per click"
kind = "reduce_to"
metric = "cpc"
brand = "Amber"
target = 1.5
[[objective.key_result]]
title = "Orders by e-mail"
kind = "increase_percent"
metric = "email_orders"
target = 10
baseline = 100
accumulates = true
checkins = [{ date = 2026-08-01, value = 40 }]
[[objective.key_result]]
title = "Inbound links"
kind = "reach"
metric = "inbound_links"
target = 50
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("okr")
    (place / "data").mkdir()
    for name, frame in frames().items():
        frame.to_csv(place / "data" / f"{name}.csv", index=False)
    (place / "plan.toml").write_text(PLAN, encoding="utf-8")
    return place


def run(monkeypatch, *arguments) -> int:
    monkeypatch.setattr(sys, "argv", ["brandscore", "okr", *map(str, arguments)])
    try:
        main()
    except SystemExit as stop:
        return int(stop.code or 0)
    return 0


def test_a_plan_is_measured_from_files(monkeypatch, folder, tmp_path, capsys):
    arguments = (folder / "plan.toml", "--data", folder / "data", "--out", tmp_path / "out", "--json")
    assert run(monkeypatch, *arguments) == 0
    found = json.loads(capsys.readouterr().out)
    rows = {r["key_result"]: r for r in found["key_results"]}
    assert found["as_of"] == "2026-08-15"
    posts = frames()["posts"]
    posts["day"] = posts["published_at"].str[:10]
    posts["all"] = posts["reactions"] + posts["comments"] + posts["shares"]
    q2 = posts[posts["day"] < "2026-07"]
    q3 = posts[posts["day"] >= "2026-07"]

    one = rows["Interactions"]
    assert one["value"] == q3["all"].sum()
    assert one["baseline"] == pytest.approx(q2["all"].sum() * 92 / 91)
    assert one["target"] == pytest.approx(1.2 * one["baseline"])
    assert one["forecast_low"] < q3["all"].sum() * 2 < one["forecast_high"]
    assert rows["Comments on both"]["value"] == q3["comments"].sum()
    followers = rows["Followers"]
    # Thursdays: 25 June is day 85 of the data, 13 August day 134; a level counts at the period's edge.
    assert (followers["baseline"], followers["value"]) == (1000 + 3 * 92, 1000 + 3 * 134)
    assert followers["forecast"] == pytest.approx(1000 + 3 * 182, abs=12)
    cost = rows["Cost per click"]
    assert cost["unit"] == "THB"
    assert cost["value"] == pytest.approx(102 / 50, rel=0.01)
    by_hand = rows["Orders by e-mail"]
    assert (by_hand["value"], by_hand["progress"]) == (40, pytest.approx(40 / 110))
    assert "entered by hand: " in by_hand["reason"]
    assert rows["Inbound links"]["status"] == "unknown"
    assert "no table holds them" in rows["Inbound links"]["reason"]
    assert {row["rule"] for row in found["smart"]} == {"no_figure"}
    inputs = json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))["inputs"]
    assert {"plan.toml", "posts.csv", "accounts.csv", "campaigns.csv"} <= set(inputs)
    assert "Comments on both" in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")


def test_dataframes_measure_alike(folder):
    with bs.Data(**frames()) as data:
        one = bs.okr(folder / "plan.toml", data)
    with bs.load(folder / "data") as data:
        other = bs.okr(folder / "plan.toml", data)
    pd.testing.assert_frame_equal(one.key_results, other.key_results)


def test_what_the_data_do_not_have_is_named(folder):
    key = {"title": "K", "kind": "reach", "metric": "interactions", "target": 5}

    def okr(period="2026-Q3", **more):
        with bs.load(folder / "data") as data:
            return bs.okr({"objective": [{"title": "O", "period": period, "key_result": [key | more]}]}, data)

    with pytest.raises(ProfileError, match="“O”, “K”, brand: 'Ambre' is not in the data; did you mean 'Amber'?"):
        okr(brand="Ambre")
    with pytest.raises(ProfileError, match="metric: 'interaction' is no metric; did you mean 'interactions'"):
        okr(metric="interaction")
    with pytest.raises(DataError, match="no data of its period 2025-07-01 to 2025-09-30; the data cover 2026-04-01 to"):
        okr(period="2025-Q3")
    assert okr(platform="youtube").key_results["status"].tolist() == ["unknown"]
