"""Targets, the time before, and what they make of a figure."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import brandscore as bs
from brandscore.campaigns.compare import change_of, is_met
from brandscore.errors import DataError, UsageError
from brandscore.metrics.registry.catalogue import metric_named
from brandscore.results_campaigns import CampaignsResult


def day(campaign: str, platform: str, date: str, spend: float, clicks: int, shown: int, **more: Any) -> dict[str, Any]:
    row = {"campaign": campaign, "platform": platform, "date": date, "currency": "THB", "spend": spend}
    return {**row, "clicks": clicks, "impressions": shown, **more}


ROWS = [
    day("Songkran", "facebook", "2026-03-10", 100.0, 50, 1_000, reach=400),
    day("Songkran", "facebook", "2026-04-10", 300.0, 100, 2_000, reach=500),
    day("Songkran", "line", "2026-04-11", 100.0, 20, 1_000, reach=500),
    day("Opening", "tiktok", "2026-04-12", 50.0, 10, 1_000, reach=1_000),
]


def run(rows: list[dict[str, Any]] = ROWS, **options: Any) -> CampaignsResult:
    with bs.Data(campaigns=pd.DataFrame(rows)) as data:
        return bs.campaigns(data, **options)


def row(result: CampaignsResult, campaign: str, metric: str, **where: Any) -> dict[str, Any]:
    chosen = {"campaign": campaign, "metric": metric, "platform": "all", "period": "whole", **where}
    frame = result.metrics
    for name, value in chosen.items():
        frame = frame[frame[name] == value]
    (found,) = frame.astype(object).where(frame.notna(), None).to_dict("records")
    return found


def test_a_target_is_met_by_the_direction_of_its_metric() -> None:
    lower, higher, depends = metric_named("cpc"), metric_named("ctr"), metric_named("frequency")
    assert (is_met(lower, 2.0, 3.0), is_met(lower, 3.0, 3.0), is_met(lower, 4.0, 3.0)) == (True, True, False)
    assert (is_met(higher, 2.0, 3.0), is_met(higher, 3.0, 3.0), is_met(higher, 4.0, 3.0)) == (False, True, True)
    assert is_met(depends, 2.0, 3.0) is None
    assert is_met(higher, 0.1 + 0.2, 0.3) is True


def test_a_change_is_better_or_worse_and_has_no_percentage_of_nothing() -> None:
    change = change_of(metric_named("cpc"), 3.0, 2.0)
    assert (change.change, change.percent, change.better) == (1.0, 50.0, "worse")
    assert change_of(metric_named("ctr"), 3.0, 2.0).better == "better"
    assert change_of(metric_named("ctr"), 0.1 + 0.2, 0.3).better == "same"
    assert change_of(metric_named("frequency"), 3.0, 2.0).better is None
    for before, why in ((0.0, "previous is 0"), (-0.5, "previous is below 0")):
        change = change_of(metric_named("roi"), 1.0, before)
        assert (change.percent, change.reason, change.better) == (None, why, "better")


# targets


def test_the_nearest_target_counts() -> None:
    targets = [
        {"metric": "cpc", "target": 4},
        {"campaign": "Songkran", "metric": "cpc", "target": "3.2"},
        {"campaign": "Songkran", "platform": "LINE", "metric": "cpc", "target": 6},
        {"campaign": "all", "metric": "ctr", "target": 5},
        {"metric": "frequency", "target": 2},
    ]
    result = run(start="2026-04-01", target=targets)
    assert (row(result, "Songkran", "cpc")["target"], row(result, "Songkran", "cpc")["met"]) == (3.2, 0)
    assert row(result, "Songkran", "cpc")["value"] == pytest.approx(400 / 120)
    assert (row(result, "Opening", "cpc")["target"], row(result, "Opening", "cpc")["met"]) == (4.0, 0)
    line = row(result, "Songkran", "cpc", platform="line")
    assert (line["target"], line["met"], line["value"]) == (6.0, 1, 5.0)
    assert row(result, "Songkran", "cpc", platform="facebook")["target"] is None
    assert row(result, "all", "cpc")["target"] is None
    assert (row(result, "all", "ctr")["target"], row(result, "all", "ctr")["met"]) == (5.0, 0)
    shown = row(result, "Songkran", "frequency")
    assert (shown["target"], shown["met"]) == (2.0, None)
    ranked = result.ranking.set_index("campaign")
    assert ranked.loc["Songkran", ["targets", "targets_met"]].tolist() == [1, 0]


@pytest.mark.parametrize("ending", ["csv", "xlsx", "toml", "jsonl"])
def test_targets_are_read_from_files(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"targets.{ending}"
    frame = pd.DataFrame({"campaign": ["Songkran"], "metric": ["cpc"], "target": [3.5]})
    if ending == "xlsx":
        import xlsxwriter

        book = xlsxwriter.Workbook(str(path))
        sheet = book.add_worksheet()
        for place, line in enumerate([frame.columns.tolist(), *frame.to_numpy().tolist()]):
            sheet.write_row(place, 0, line)
        book.close()
    elif ending == "toml":
        path.write_text('[[target]]\ncampaign = "Songkran"\nmetric = "cpc"\ntarget = 3.5\n', "utf-8")
    elif ending == "jsonl":
        path.write_text('{"campaign": "Songkran", "metric": "cpc", "target": 3.5}\n', "utf-8")
    else:
        path.write_text(frame.to_csv(index=False), "utf-8")
    result = run(target=path)
    assert (row(result, "Songkran", "cpc")["target"], row(result, "Songkran", "cpc")["met"]) == (3.5, 1)
    assert result.manifest["target"]["source"] == path.name
    assert len(result.manifest["target"]["sha256"]) == 64


def test_every_problem_of_targets_is_told_at_once() -> None:
    targets = [
        {"campaign": "Songkrann", "metric": "cpc", "target": 1},
        {"campaign": "Songkran", "metric": "cpcc", "target": 1},
        {"campaign": "Songkran", "metric": "applause_rate", "target": 1},
        {"campaign": "Songkran", "platform": "tiktok", "metric": "ctr", "target": 1},
        {"metric": "ctr", "target": 1},
        {"metric": "ctr", "target": 2},
        {"campaign": "all", "platform": "line", "metric": "ctr", "target": 2},
        {"currency": "USD", "metric": "cpc", "target": 2},
    ]
    with pytest.raises(DataError) as told:
        run(target=targets)
    text = str(told.value)
    assert "7 problems" in text
    for part in (
        "target, row 2, column campaign: no campaign 'Songkrann' in these days",
        'Did you mean "Songkran"?',
        "target, row 3, column metric: there is no metric 'cpcc'",
        "applause_rate is not measured of campaigns: their table has no likes, followers",
        "no figures of 'tiktok' in Songkran",
        "target, row 7, column metric: this target stands there twice",
        "a target of all campaigns together names a platform",
        "no figures in USD",
    ):
        assert part in text


def test_a_wrong_cell_hides_no_other_problem(tmp_path: Path) -> None:
    path = tmp_path / "targets.csv"
    lines = ("campaign,platform,metric,target", ",,ctr,2%", ",,cpcc,1", "Nowhere,,cpc,1", ",,cpm,1", ",,cpm,2", ",,,3")
    path.write_text("\n".join(lines) + "\n", "utf-8")
    with pytest.raises(DataError) as told:
        run(target=path)
    text = str(told.value)
    assert "5 problems" in text
    for part in (
        'row 2, column target: "2%" has a percent sign',
        "row 3, column metric: there is no metric 'cpcc'",
        "row 4, column campaign: no campaign 'Nowhere'",
        "row 6, column metric: this target stands there twice",
        "row 7, column metric: the cell is empty",
    ):
        assert part in text
    assert [problem.row for problem in told.value.problems] == [2, 3, 4, 6, 7]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("metric,target\nctr,5 %\n", '"5 %" has a percent sign'),
        ("metric,target\nctr,five\n", '"five" is'),
        ("metric,target\n,5\n", "column metric: the cell is empty"),
        ("metric\nctr\n", "column target: the column is missing"),
        ("metric,target\n", "there is no target in it"),
    ],
)
def test_cells_of_targets_that_are_no_numbers(tmp_path: Path, text: str, part: str) -> None:
    path = tmp_path / "targets.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(DataError) as told:
        run(target=path)
    assert part in str(told.value)


def test_a_toml_file_of_targets_that_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "targets.toml"
    for text, part in (
        ("[[target]]\nmetric = ctr\n", "no valid TOML"),
        ("[target]\nmetric = 'ctr'\n", r"expected \[\[target\]\]"),
        ("[[target]]\nmetric = 'nothing'\ntarget = 1\n", "targets.toml, entry 1, column metric: there is no metric"),
        ("[[target]]\nmetric = 'ctr'\ntarget = '5 %'\n", 'entry 1, column target: "5 %" has a percent sign'),
    ):
        path.write_text(text, "utf-8")
        with pytest.raises(DataError, match=part):
            run(target=path)
    with pytest.raises(DataError, match="does not exist"):
        run(target=tmp_path / "gone.csv")
    with pytest.raises(DataError, match="is a folder"):
        run(target=tmp_path)
    with pytest.raises(DataError, match="a dict is none"):
        run(target={"metric": "ctr"})


def test_a_target_in_money_names_its_currency_where_there_are_several() -> None:
    rows = [*ROWS, {**ROWS[0], "currency": "USD"}]
    with pytest.raises(DataError, match="cpc is in money, and the data have THB, USD"):
        run(rows, target=[{"metric": "cpc", "target": 1}])
    found = run(rows, target=[{"metric": "cpc", "target": 3, "currency": "usd"}, {"metric": "ctr", "target": 1}])
    assert row(found, "Songkran", "cpc", currency="USD")["target"] == 3
    assert row(found, "Songkran", "cpc", currency="THB")["target"] is None
    assert row(found, "Songkran", "ctr", currency="THB")["target"] == 1


# the time before


def test_days_of_the_same_data_as_the_time_before() -> None:
    result = run(start="2026-04-01", previous="2026-03-01..2026-03-31")
    cpc = row(result, "Songkran", "cpc")
    assert (cpc["previous"], cpc["better"]) == (2.0, None)  # Songkran was not on line then
    assert cpc["note"] == "other platforms then: without line"
    facebook = row(result, "Songkran", "cpc", platform="facebook")
    assert (facebook["previous"], facebook["better"], facebook["note"]) == (2.0, "worse", None)
    assert cpc["change"] == pytest.approx(400 / 120 - 2)
    assert cpc["change_percent"] == pytest.approx(100 * (400 / 120 - 2) / 2)
    shown = row(result, "Songkran", "impressions")
    assert (shown["previous"], shown["change_percent"]) == (1_000.0, 200.0)
    shown = row(result, "Songkran", "impressions", platform="facebook")
    assert (shown["previous"], shown["change_percent"], shown["note"]) == (1_000.0, 100.0, "12 days against 31")
    assert shown["better"] is None  # more days, more showings
    same = run(start="2026-04-01", end="2026-04-30", previous="2026-03-01..2026-03-31")
    assert row(same, "Songkran", "impressions", platform="facebook")["better"] == "better"
    short = run(start="2026-04-10", end="2026-04-10", previous="2026-03-01..2026-03-31")
    assert row(short, "Songkran", "impressions")["note"] == "1 day against 31"
    new = row(result, "Opening", "cpc")
    assert (new["previous"], new["change"]) == (None, None)
    assert new["reason"] == "previous: no rows from 2026-03-01 to 2026-03-31"
    assert row(run(start="2026-04-01", previous=("2026-03-01", "2026-03-31")), "Songkran", "cpc") == cpc
    after = run(previous="2026-03-01..2026-03-31")
    assert after.manifest["window"]["from"] == "2026-04-01"  # what is measured begins after what it is compared with
    assert row(after, "Songkran", "cpc") == cpc
    assert result.manifest["previous"] == {
        "from": "2026-03-01", "to": "2026-03-31", "days": 31, "source": "the same data",
    }  # fmt: skip


def test_the_time_before_compares_a_campaign_whatever_its_stage() -> None:
    rows = [{**ROWS[0], "stage": "awareness"}, {**ROWS[1], "stage": "decision"}]
    assert row(run(rows, start="2026-04-01", previous="2026-03-01..2026-03-31"), "Songkran", "cpc")["previous"] == 2.0


def test_a_previous_zero_gives_no_percentage() -> None:
    rows = [{**ROWS[0], "clicks": 0}, ROWS[1]]
    found = row(run(rows, start="2026-04-01", previous="2026-03-01..2026-03-31"), "Songkran", "ctr")
    assert (found["previous"], found["change"], found["change_percent"], found["better"]) == (0.0, 5.0, None, "better")
    assert found["reason"] == "change_percent: previous is 0"
    cpc = row(run(rows, start="2026-04-01", previous="2026-03-01..2026-03-31"), "Songkran", "cpc")
    assert (cpc["previous"], cpc["reason"]) == (None, "previous: clicks is 0")


def test_a_total_of_other_campaigns_is_neither_better_nor_worse() -> None:
    both = [ROWS[0], ROWS[1], ROWS[3]]
    options = {"start": "2026-04-01", "previous": "2026-03-01..2026-03-31"}
    cpc = row(run(both, **options), "all", "cpc")
    assert (cpc["previous"], cpc["change"] > 0, cpc["better"]) == (2.0, True, None)
    assert cpc["note"] == "other campaigns then: without Opening"
    # Opening ran then, but its clicks were not counted: the rate is of Songkran alone.
    uncounted = day("Opening", "tiktok", "2026-03-11", 50.0, 10, 1_000, reach=1_000) | {"clicks": None}
    shown = run([*both, uncounted], **options)
    assert "other campaigns then: without Opening" in row(shown, "all", "cpc")["note"]
    assert row(shown, "all", "cpm")["better"] == "worse"  # 350 for 3,000 against 150 for 2,000
    alike = day("Opening", "tiktok", "2026-03-11", 50.0, 10, 1_000, reach=1_000)
    assert row(run([*both, alike], **options), "all", "cpc")["better"] == "worse"
    gone = row(run([ROWS[0], alike, ROWS[1]], **options), "all", "cpc")
    assert (gone["better"], gone["note"]) == (None, "other campaigns then: with Opening")


@pytest.mark.parametrize("kind", ["folder", "file", "data"])
def test_earlier_data_as_the_time_before(tmp_path: Path, kind: str) -> None:
    frame = pd.DataFrame(ROWS[:1])
    frame.to_csv(tmp_path / "campaigns.csv", index=False)
    with bs.Data(campaigns=frame) as earlier:
        given = {"folder": tmp_path, "file": tmp_path / "campaigns.csv", "data": earlier}[kind]
        found = row(run(ROWS[1:], previous=given), "Songkran", "cpc", platform="facebook")
    assert (found["previous"], found["better"]) == (2.0, "worse")


def test_each_period_stands_beside_the_one_before() -> None:
    result = run(start="2026-04-01", every="month")
    month = row(result, "Songkran", "cpc", period="month")
    assert (month["period_start"], month["period_end"]) == ("2026-04-01", "2026-04-12")
    assert (month["value"], month["previous"]) == (pytest.approx(400 / 120), 2.0)
    weeks = run(every="week")
    frame = weeks.metrics[(weeks.metrics["period"] == "week") & (weeks.metrics["metric"] == "clicks")]
    assert frame.empty  # clicks are an input, no metric
    shown = weeks.metrics[(weeks.metrics["period"] == "week") & (weeks.metrics["metric"] == "impressions")]
    mine = shown[(shown["campaign"] == "Songkran") & (shown["platform"] == "all")]
    assert mine["period_start"].tolist() == ["2026-03-10", "2026-04-06"]
    assert mine["previous"].isna().all()


@pytest.mark.parametrize(
    ("options", "error", "part"),
    [
        (
            {"start": "2026-04-01", "previous": "2026-03-01..2026-04-10"},
            UsageError,
            "overlaps the days measured, 2026-04-01 to 2026-04-12",
        ),
        ({"previous": "2026-04-01..2026-04-12"}, UsageError, "overlaps the days measured, 2026-03-10 to 2026-04-12"),
        (
            {"start": "2026-04-01", "previous": "2025-01-01..2025-01-31"},
            DataError,
            "the data cover 2026-03-10, 2026-04",
        ),
        ({"previous": "2026-04-31..2026-05-01"}, UsageError, "are no days"),
        ({"previous": "2026-03-31..2026-03-01"}, UsageError, "is after"),
        ({"previous": "nowhere"}, UsageError, "nowhere does not exist; write days as"),
        ({"start": "2027-01-01"}, DataError, "no data from 2027-01-01 on; the data run from 2026-03-10 to 2026-04-12"),
        ({"start": "2026-03-20", "end": "2026-03-25"}, DataError, "no campaign has rows from 2026-03-20 to 2026-03-25"),
        (
            {"start": "2026-03-20", "end": "2026-03-25"},
            DataError,
            "the data cover 2026-03-10, 2026-04-10 to 2026-04-12",
        ),
        ({"start": "soon"}, UsageError, "'soon' is no day"),
        ({"every": "year"}, UsageError, "every: 'year' is not known"),
    ],
)
def test_periods_that_cannot_be(options: dict[str, Any], error: type[Exception], part: str) -> None:
    with pytest.raises(error) as told:
        run(**options)
    assert part in str(told.value)


def test_data_without_campaigns() -> None:
    accounts = pd.DataFrame({"brand": ["A"], "platform": ["x"], "date": ["2026-01-01"], "followers": [1]})
    with bs.Data(accounts=accounts) as data, pytest.raises(DataError, match="no table of campaigns"):
        bs.campaigns(data)


def test_results_are_no_earlier_data(tmp_path: Path) -> None:
    run().write(tmp_path / "out")
    with pytest.raises(UsageError, match="holds results"):
        run(previous=tmp_path / "out")


def test_one_name_at_several_brands_is_told() -> None:
    result = run([{**ROWS[0], "brand": "A"}, {**ROWS[1], "brand": "B"}])
    assert any("campaigns of several brands bear one name" in line.detail for line in result.ledger)
