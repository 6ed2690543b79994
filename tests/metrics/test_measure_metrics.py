"""The verb `measure`: windows, given figures, what is asked for, what is written, and single metrics for objectives."""

import datetime as dt
import hashlib
import json
import math

import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

import brandscore as bs
from brandscore.api_metrics import DataMeasurer
from brandscore.cli import main
from brandscore.errors import DataError, UsageError
from brandscore.metrics.collect.nature import nature_of
from brandscore.metrics.registry.catalogue import METRICS
from brandscore.tables import METRIC_INPUTS
from brandscore.tables import METRICS as TABLE


def posts(**more):
    frame = {
        "brand": ["A", "A", "B"], "platform": ["facebook", "x", "x"], "post_id": ["1", "2", "3"], "reactions": [10, 4, 6],
        "comments": [2, 1, 0], "shares": [3, 0, 1], "published_at": ["2026-03-02", "2026-03-04", "2026-03-04"],
    }  # fmt: skip
    return pd.DataFrame(frame | more)


def accounts():
    rows = [("A", "facebook", "2026-03-02", 100), ("A", "facebook", "2026-03-12", 120), ("A", "x", "2026-03-04", 50)]
    return pd.DataFrame(rows, columns=["brand", "platform", "date", "followers"])


def mentions(number=6, **more):
    rows = [
        {
            "mention_id": f"m{n}", "platform": "x", "author": f"u{n % 4}", "posted_at": f"2026-03-0{2 + n % 3}T09:00+07:00",
            "text": "ดีมาก" if n % 2 else "@A แพง", "channel": "earned", "brand": "AB"[n % 3 == 2], "promo": 0,
            "sentiment": "pos" if n % 2 else "neg", "intention": n % 2, "advocacy": int(n == 1),
        }
        for n in range(number)
    ]  # fmt: skip
    return pd.DataFrame(rows).assign(**more)


@pytest.fixture(scope="module")
def data():
    with bs.Data(posts=posts(), accounts=accounts(), mentions=mentions()) as loaded:
        yield loaded


def value(result, metric, brand="A", platform="all", **where):
    table = result.table
    found = table[(table["metric"] == metric) & (table["platform"] == platform)]
    found = found[found["brand"] == brand] if brand else found[found["brand"].isna()]
    for column, wanted in where.items():
        found = found[found[column] == wanted]
    (row,) = found.to_dict("records")
    return row


def test_platforms_and_all_of_them(data):
    result = bs.measure(data, ["interactions", "average_engagement_rate", "share_of_voice"])
    assert value(result, "interactions", platform="facebook")["value"] == 15
    assert value(result, "interactions")["value"] == 20
    # On x the only snapshot lies 8 days before the end: neither its followers nor its interactions are in the rate.
    both = value(result, "average_engagement_rate")
    assert (both["value"], both["note"]) == (12.5, "without x: followers not known")
    assert value(result, "share_of_voice")["value"] == pytest.approx(100 * 4 / 6)
    assert value(result, "interactions", brand="B", platform="facebook")["value"] == 0
    assert "no snapshot near" in value(result, "average_engagement_rate", platform="x")["reason"]
    row = value(result, "average_engagement_rate", platform="facebook")
    assert (row["formula"], row["unit"]) == ("(likes + comments + shares) / followers * 100", "percent")
    assert row["tables"] == ("posts", "accounts")


def test_periods_follow_the_calendar(data):
    result = bs.measure(data, "interactions", every="day", start="2026-03-02", end="2026-03-04")
    found = result.table[(result.table["brand"] == "A") & (result.table["platform"] == "all")]
    assert found["value"].tolist() == [15, 0, 5]
    assert found["period_start"].tolist() == ["2026-03-02", "2026-03-03", "2026-03-04"]


@pytest.mark.parametrize(
    ("window", "says"),
    [
        ({"start": "2027-01-01"}, "no data from 2027-01-01 on; the data run from 2026-03-02 to 2026-03-12"),
        ({"end": "2025-01-01"}, "no data up to 2025-01-01"),
        ({"start": "2026-03-10", "end": "2026-03-01"}, "the window from 2026-03-10 to 2026-03-01 is empty"),
    ],
)
def test_a_window_without_data_is_refused(data, window, says):
    with pytest.raises(DataError, match=says):
        bs.measure(data, "interactions", **window)


def test_unknown_names_are_refused_with_the_nearest(data):
    with pytest.raises(UsageError, match="no metric 'interaction'; did you mean interactions"):
        bs.measure(data, "interaction")
    with pytest.raises(UsageError, match="fan_growth is an indicator of the score"):
        bs.measure(data, "fan_growth")
    with pytest.raises(UsageError, match="no input 'seen_shares'; did you mean seen_share"):
        bs.measure(data, "estimated_reach", given={"seen_shares": 5})
    with pytest.raises(UsageError, match="every: 'year' is not known"):
        bs.measure(data, "interactions", every="year")


def test_given_figures_are_checked_all_at_once(data):
    with pytest.raises(DataError) as caught:
        bs.measure(data, "estimated_reach", given={"average_followers": "300", "seen_share": 500})
    assert "average_followers is '300'; expected a number, 0 or more" in str(caught.value)
    assert "seen_share is 500; expected a number, 0 or more, 100 or less" in str(caught.value)


def test_given_figures_join_measured_ones(data):
    result = bs.measure(data, ["estimated_reach"], given={"average_followers": 300, "seen_share": 5})
    authors = {n % 4 for n in range(6) if n % 3 != 2}
    row = value(result, "estimated_reach")
    assert row["value"] == pytest.approx(len(authors) * 300 * 0.05)
    assert row["tables"] == ("mentions", "given")
    without = bs.measure(data, "estimated_reach").table.to_dict("records")
    assert [(r["value"], r["reason"]) for r in without] == [
        (
            pytest.approx(math.nan, nan_ok=True),
            "average_followers, seen_share not collected: no table holds them, give them by hand",
        )
    ]


def test_a_given_figure_comes_before_a_collected_one(data):
    result = bs.measure(data, "applause_rate", given={"followers": 1000})
    assert value(result, "applause_rate", platform="facebook")["value"] == 1.0
    assert value(result, "applause_rate")["value"] == pytest.approx(1.4)


def test_a_metric_of_given_figures_only_has_one_row(data):
    result = bs.measure(data, "brand_value_cost", given={"building_costs": [100, 100], "inflation": 10})
    assert value(result, "brand_value_cost", brand=None)["value"] == pytest.approx(210)
    assert len(result.table) == 1


def test_what_has_no_table_says_so(data):
    result = bs.measure(data, ["ctr", "nps"])
    assert result.table["reason"].tolist() == [
        "clicks, impressions not collected: there is no table campaigns",
        "promoters, detractors, passives not collected: there is no table surveys",
    ]
    assert result.table["value"].isna().all()


def test_all_metrics_that_tables_can_hold_are_there(data):
    result = bs.measure(data)
    assert not {"ltv", "brand_value_cost", "estimated_reach"} & set(result.table["metric"])
    assert {"ltv", "brand_value_cost", "estimated_reach"} <= set(result.manifest["not_measured"])
    assert list(result.table.columns) == list(TABLE.names)
    assert set(result.table["metric"]) | set(result.manifest["not_measured"]) == set(METRICS)
    assert not result.table.duplicated(list(TABLE.key)).any()
    empty = result.table["value"].isna()
    assert (result.table["reason"].notna() == empty).all()
    assert (result.table["formula"].isna() == empty).all()
    assert not result.table["value"].isin([math.inf, -math.inf]).any()


def test_net_sentiment_is_that_of_the_score(data):
    scored = bs.score(data, sides="earned", platforms="x").scores.set_index("brand")["net_sentiment"]
    result = bs.measure(data, "net_sentiment")
    for brand in ("A", "B"):
        assert value(result, "net_sentiment", brand)["value"] == pytest.approx(scored[brand])


def test_only_what_is_asked_for_is_prepared(monkeypatch):
    def refuse(*_):
        raise AssertionError("messages were labelled")

    monkeypatch.setattr("brandscore.api_metrics.prepare", refuse)
    with bs.Data(posts=posts(), mentions=mentions()) as loaded:
        assert value(bs.measure(loaded, "comments"), "comments")["value"] == 3


def test_wide_has_a_column_per_metric(data):
    wide = bs.measure(data, ["comments", "share_of_voice", "ctr"]).wide
    assert list(wide.columns) == [
        "brand",
        "platform",
        "by",
        "of",
        "period_start",
        "period_end",
        "comments",
        "share_of_voice",
    ]
    row = wide[(wide["brand"] == "A") & (wide["platform"] == "facebook")].iloc[0]
    assert row["comments"] == 2
    assert math.isnan(row["share_of_voice"])


def test_figures_behind_are_kept(data):
    result = bs.measure(data, "share_of_voice")
    assert list(result.inputs.columns) == list(METRIC_INPUTS.names)
    found = result.inputs[(result.inputs["brand"] == "A") & (result.inputs["platform"] == "x")].set_index("input")[
        "value"
    ]
    assert (found["brand_mentions"], found["total_mentions"]) == (4, 6)


def test_it_shows_itself(data):
    result = bs.measure(data, ["comments", "ctr"])
    assert "comments" in repr(result)
    assert "not collected" in result._repr_html_()
    with bs.Data(posts=posts(brand=["<b>A", "<b>A", "B"])) as hostile:
        assert "<b>A" not in bs.measure(hostile, "comments")._repr_html_()


def files_in(folder):
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(folder.iterdir())}


def test_the_same_data_give_the_same_bytes_in_any_order(tmp_path):
    for name, turn in (("one", 1), ("two", -1)):
        frames = {"posts": posts()[::turn], "accounts": accounts()[::turn], "mentions": mentions()[::turn]}
        with bs.Data(**frames) as loaded:
            bs.measure(loaded, every="week").write(tmp_path / name, xlsx=True)
    assert files_in(tmp_path / "one") == files_in(tmp_path / "two")
    assert set(files_in(tmp_path / "one")) == {"metrics.csv", "metric_inputs.csv", "manifest.json", "metrics.xlsx"}


def test_the_workbook_has_a_sheet_per_family_and_the_formulas(data, tmp_path):
    bs.measure(data, ["comments", "share_of_voice"]).write(tmp_path, xlsx=True)
    book = CalamineWorkbook.from_path(tmp_path / "metrics.xlsx")
    assert book.sheet_names == ["Reach", "Engagement", "Notes"]
    cells = [cell for row in book.get_sheet_by_name("Notes").to_python() for cell in row]
    assert "brand_mentions / total_mentions * 100" in cells


# ---- one metric at a time


def test_single_figures_for_objectives(data):
    measurer = DataMeasurer(data)
    first, last = dt.date(2026, 3, 2), dt.date(2026, 3, 4)
    assert measurer.total("interactions", "A", "facebook", first, last).value == 15
    assert measurer.total("interactions", "A", None, first, last).value == 20
    assert measurer.total("interactions", None, None, first, last).value == 27
    assert measurer.total("interactions", None, "x", first, last).value == 12
    assert measurer.daily("interactions", None, None, first, last) == {
        dt.date(2026, 3, 2): 15, dt.date(2026, 3, 3): 0, dt.date(2026, 3, 4): 12,
    }  # fmt: skip
    assert (
        measurer.total("share_of_voice", None, None, first, last).reason == "share_of_voice compares brands: name one"
    )
    assert measurer.total("ctr", None, None, first, last).reason == (
        "clicks, impressions not collected: there is no table campaigns"
    )
    assert (
        measurer.total("comments", "Z", None, first, last).reason
        == "nothing of Z was collected in accounts or posts or mentions"
    )
    assert measurer.span.end == dt.date(2026, 3, 12)


def test_campaigns_of_nobody_are_asked_for_without_a_brand():
    frame = pd.DataFrame(
        {
            "campaign": ["c"], "platform": ["x"], "date": ["2026-03-02"], "spend": [10.0], "currency": ["THB"],
            "clicks": [5], "impressions": [50],
        }
    )  # fmt: skip
    day = dt.date(2026, 3, 2)
    with bs.Data(campaigns=frame) as loaded:
        measurer = DataMeasurer(loaded)
        assert measurer.total("ctr", "A", None, day, day).reason == "rows of campaigns name no brand: ask without one"
        assert measurer.total("ctr", None, None, day, day).value == 10
        assert (measurer.total("cpc", None, "x", day, day).value, measurer.total("cpc", None, "x", day, day).unit) == (
            2,
            "THB",
        )


def test_single_figures_are_those_of_the_table(data):
    measurer = DataMeasurer(data)
    result = bs.measure(data)
    span = measurer.span
    for row in result.table.to_dict("records"):
        if row["brand"] is not None and row["brand"] == row["brand"] and row["by"] != row["by"]:
            got = measurer.total(row["metric"], row["brand"], row["platform"], span.start, span.end)
            assert got.value == (None if math.isnan(row["value"]) else pytest.approx(row["value"])), row


@pytest.mark.parametrize(
    ("name", "nature"),
    [("followers", "stock"), ("comments", "flow"), ("interactions", "flow"), ("ctr", "rate"), ("cpm", "rate"),
     ("aov", "rate"), ("net_sentiment", "rate"), ("tone_spread", "rate"), ("estimated_reach", "stock"), ("mention_volume", "flow")],
)  # fmt: skip
def test_nature(name, nature):
    assert nature_of(METRICS[name]) == nature


# ---- the command


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "data"
    place.mkdir()
    posts().to_csv(place / "posts.csv", index=False)
    return place


def test_the_command_prints_and_writes(folder, tmp_path, capsys):
    from brandscore.cli.measured import print_measured

    print_measured(folder, ["comments"], out=tmp_path / "out", xlsx=True)
    said = capsys.readouterr()
    assert "comments" in said.out
    assert str(tmp_path / "out") in said.err
    assert {p.name for p in (tmp_path / "out").iterdir()} == {
        "metrics.csv",
        "metric_inputs.csv",
        "manifest.json",
        "metrics.xlsx",
    }


def test_the_command_speaks_json(folder, capsys):
    from brandscore.cli.measured import print_measured

    print_measured(folder, ["comments"], every="day", as_json=True)
    found = json.loads(capsys.readouterr().out)
    assert [r["value"] for r in found["metrics"] if (r["brand"], r["platform"]) == ("A", "all")] == [2, 0, 1]
    assert found["manifest"]["every"] == "day"


def test_bad_windows_end_the_command_with_1(folder, monkeypatch, capsys):
    monkeypatch.setattr(
        "sys.argv", ["brandscore", "metrics", "comments", "--data", str(folder), "--from", "2027-01-01"]
    )
    with pytest.raises(SystemExit) as caught:
        main()
    assert caught.value.code == 1
    assert "no data from 2027-01-01 on" in capsys.readouterr().err
