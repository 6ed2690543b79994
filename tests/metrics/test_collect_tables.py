"""Campaigns, visits and surveys as inputs of metrics, against plain loops over the rows."""

import datetime as dt
from collections import Counter

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import brandscore as bs
from brandscore.api_metrics import DataMeasurer

DAYS = [dt.date(2026, 3, d) for d in range(1, 7)]


def rows_of(result, metric, **where):
    table = result.table
    found = table[table["metric"] == metric]
    for column, value in where.items():
        found = found[found[column].isna()] if value is None else found[found[column] == value]
    return found


def value_of(result, metric, **where):
    (row,) = rows_of(result, metric, **where).to_dict("records")
    return None if row["value"] != row["value"] else row["value"], row["reason"], row["note"]


# ---- campaigns

campaign_rows = st.lists(
    st.fixed_dictionaries(
        {
            "campaign": st.sampled_from(["launch", "sale"]),
            "brand": st.sampled_from(["A", "B", None]),
            "platform": st.sampled_from(["facebook", "google"]),
            "date": st.sampled_from(DAYS),
            "spend": st.one_of(st.none(), st.integers(0, 900).map(lambda x: x / 4)),
            "currency": st.sampled_from(["THB", "USD"]),
            "impressions": st.one_of(st.none(), st.integers(0, 50)),
            "clicks": st.one_of(st.none(), st.integers(0, 50)),
            "reach": st.one_of(st.none(), st.integers(0, 50)),
            "revenue": st.one_of(st.none(), st.integers(0, 900)),
        }
    ),
    min_size=1,
    max_size=10,
    unique_by=lambda r: tuple(str(v) for v in r.values()),  # equal rows are merged when they are read
)


def added(rows, column):
    known = [r[column] for r in rows if r[column] is not None]
    return sum(known) if known else (0 if not rows else None)


def oracle(rows, above, below, times, brand, platforms, part):
    """A rate over the parts that have both figures; over all of them where none has both."""
    mine = [r for r in rows if r["brand"] == brand and r["platform"] in platforms]
    parts = {}
    for r in mine:
        parts.setdefault(tuple(r[name] for name in part), []).append(r)
    whole = [p for p in parts.values() if all(any(r[c] is not None for r in p) for c in (above, below))]
    used = [r for p in whole or parts.values() for r in p]
    a, b = added(used, above), added(used, below)
    return times * a / b if a is not None and b else None


DELIVERED, CAME_OF_IT = ("campaign", "platform"), ("campaign",)


@settings(max_examples=12)
@given(campaign_rows)
def test_sums_of_campaigns_equal_plain_loops(rows):
    # The column's being there must not hang on the draw.
    frame = pd.DataFrame(rows).astype(dict.fromkeys(("impressions", "clicks", "reach"), "Int64"))
    with bs.Data(campaigns=frame) as data:
        result = bs.measure(data, ["ctr", "cpc", "roas", "frequency"])
    for brand in {r["brand"] for r in rows}:
        for platform in {r["platform"] for r in rows if r["brand"] == brand} | {"all"}:
            asked = ["facebook", "google"] if platform == "all" else [platform]
            for metric, above, below, times in (
                ("ctr", "clicks", "impressions", 100),
                ("frequency", "impressions", "reach", 1),
            ):
                got, reason, _ = value_of(result, metric, brand=brand, platform=platform)
                wanted = oracle(rows, above, below, times, brand, asked, DELIVERED)
                assert got == (None if wanted is None else pytest.approx(wanted))
                assert (got is None) == isinstance(reason, str)
            for currency in {r["currency"] for r in rows if r["brand"] == brand and r["platform"] in asked}:
                priced = [r if r["currency"] == currency else {**r, "brand": "nobody"} for r in rows]
                for metric, above, below, part in (
                    ("cpc", "spend", "clicks", DELIVERED),
                    ("roas", "revenue", "spend", CAME_OF_IT),
                ):
                    got, _, _ = value_of(result, metric, brand=brand, platform=platform, of=currency)
                    wanted = oracle(priced, above, below, 1, brand, asked, part)
                    assert got == (None if wanted is None else pytest.approx(wanted))


def campaigns(**more):
    row = {
        "campaign": "launch", "brand": "A", "platform": "facebook", "date": "2026-03-02", "spend": 100.0, "currency": "THB",
        "impressions": 1000, "clicks": 10,
    }  # fmt: skip
    return pd.DataFrame([row | {k: v[i] for k, v in more.items()} for i in range(len(next(iter(more.values()))))])


def test_currencies_are_never_added_up():
    frame = campaigns(
        currency=["THB", "USD", "THB"],
        spend=[100.0, 7.0, 60.0],
        clicks=[10, 7, 10],
        date=["2026-03-02"] * 2 + ["2026-03-03"],
    )
    with bs.Data(campaigns=frame) as data:
        result = bs.measure(data, ["cpc", "ctr"])
        measurer = DataMeasurer(data)
        reading = measurer.total("cpc", "A", None, dt.date(2026, 3, 2), dt.date(2026, 3, 3))
    found = rows_of(result, "cpc", platform="all")
    assert found[["of", "unit", "value"]].values.tolist() == [["THB", "THB", 8.0], ["USD", "USD", 1.0]]
    assert value_of(result, "ctr", platform="all")[0] == pytest.approx(0.9)
    assert reading.value is None
    assert reading.reason == "several currencies, which are not added up: THB, USD"


def test_a_column_that_is_not_there_is_not_collected_and_a_day_without_rows_is_0():
    frame = campaigns(date=["2026-03-02", "2026-03-04"])
    with bs.Data(campaigns=frame) as data:
        result = bs.measure(data, ["ctr", "cpl", "impressions"], every="day")
    assert set(rows_of(result, "cpl")["reason"]) == {"leads not collected"}
    middle = {"platform": "facebook", "period_start": "2026-03-03"}
    assert value_of(result, "impressions", **middle)[0] == 0
    assert value_of(result, "ctr", **middle)[:2] == (None, "impressions is 0")


def test_days_that_campaigns_do_not_cover_are_not_0():
    posts = pd.DataFrame(
        {
            "brand": "A", "platform": "x", "post_id": ["1", "2"], "published_at": ["2026-03-01", "2026-03-09"],
            "reactions": 1, "comments": 0, "shares": 0,
        }
    )  # fmt: skip
    with bs.Data(campaigns=campaigns(date=["2026-03-03"]), posts=posts) as data:
        result = bs.measure(data, ["impressions"], every="day")
    got, reason, _ = value_of(result, "impressions", platform="all", period_start="2026-03-02")
    assert got is None
    assert reason == "campaigns hold nothing of these days; they run from 2026-03-03 to 2026-03-03"
    assert value_of(result, "impressions", platform="all", period_start="2026-03-03")[0] == 1000


def test_reach_is_added_up_and_says_so():
    with bs.Data(campaigns=campaigns(date=["2026-03-02", "2026-03-03"], reach=[40, 60])) as data:
        result = bs.measure(data, ["reach", "frequency", "post_reach_rate"])
    got, _, note = value_of(result, "reach", platform="facebook")
    assert got == 100
    assert note == "reach is added up over days and platforms, so people count again: an upper bound"
    told = result.table[result.table["metric"] == "post_reach_rate"]["reason"].tolist()
    assert told == ["what tables hold under the names of its inputs is of something else; give them by hand"]


def test_the_reach_of_advertising_is_not_that_of_posts():
    accounts = pd.DataFrame({"brand": ["A"], "platform": ["facebook"], "date": ["2026-03-03"], "followers": [6000]})
    with bs.Data(campaigns=campaigns(reach=[200]), accounts=accounts) as data:
        everything = bs.measure(data)
        assert bs.measure(data, "post_reach_rate").table["value"].isna().all()
    assert "post_reach_rate" not in set(everything.table["metric"])
    assert "post_reach_rate" in everything.manifest["not_measured"]


def test_more_clicks_than_impressions_is_told():
    with bs.Data(campaigns=campaigns(clicks=[1200])) as data:
        got, _, note = value_of(bs.measure(data, "ctr"), "ctr", platform="facebook")
    assert (got, note) == (120.0, "clicks (1,200) is above impressions (1,000)")


def test_a_platform_called_all_is_in_the_row_of_all():
    with bs.Data(campaigns=campaigns(platform=["all", "line"], clicks=[10, 30])) as data:
        found = rows_of(bs.measure(data, "ctr"), "ctr")
    assert found[["platform", "value"]].values.tolist() == [["all", 2.0], ["line", 3.0]]


# ---- visits


def path_log(paths, source=None):
    return pd.DataFrame(
        [
            {
                "session": f"s{n}",
                "visitor": f"v{n}",
                "page": page,
                "order": place,
                "at": f"2026-03-02T10:0{place}:00+07:00",
            }
            | ({"source": source[n]} if source else {})
            for n, path in enumerate(paths)
            for place, page in enumerate(path, start=1)
        ]
    )


def test_the_articles_four_visitors_leave_page_b_half_of_the_times():
    with bs.Data(visits=path_log(["ABC", "B", "ACB", "BC"])) as data:
        result = bs.measure(data, ["exit_rate", "bounce_rate", "page_views"])
    assert value_of(result, "exit_rate", of="B")[0] == 50.0
    assert value_of(result, "exit_rate", of="A")[0] == 0.0
    assert value_of(result, "exit_rate", of="C")[0] == pytest.approx(200 / 3)
    assert value_of(result, "bounce_rate", by=None)[0] == 25.0
    assert value_of(result, "page_views", by=None)[0] == 9
    assert set(rows_of(result, "exit_rate")["by"]) == {"page"}


@settings(max_examples=10)
@given(
    st.lists(
        st.tuples(st.text("AB", min_size=1, max_size=4), st.sampled_from(["ads", "mail", None])), min_size=1, max_size=6
    )
)
def test_visits_equal_plain_loops(log):
    paths, sources = [p for p, _ in log], [s for _, s in log]
    with bs.Data(visits=path_log(paths, sources)) as data:
        result = bs.measure(data, ["exit_rate", "bounce_rate", "page_views"])
    for page in set("".join(paths)):
        seen = [p for p in paths if page in p]
        left = [p for p in seen if p[-1] == page]
        assert value_of(result, "exit_rate", of=page)[0] == pytest.approx(100 * len(left) / len(seen))
        assert value_of(result, "page_views", of=page)[0] == sum(p.count(page) for p in paths)
    for source in set(sources):
        mine = [p for p, s in log if s == source]
        got = value_of(result, "bounce_rate", of=source or "(not known)")[0]
        assert got == pytest.approx(100 * sum(len(p) == 1 for p in mine) / len(mine))


def test_a_visit_belongs_to_the_bangkok_day_it_began_on():
    log = path_log(["AB"])
    log["at"] = ["2026-03-02T23:59:00+07:00", "2026-03-03T00:01:00+07:00"]
    with bs.Data(visits=log) as data:
        result = bs.measure(data, "page_views", every="day")
    assert rows_of(result, "page_views", by=None)["value"].tolist() == [2, 0]


# ---- surveys


def answers(question, scores, brand="A", scale=(0, 10), group="customer", **more):
    return pd.DataFrame(
        [
            {
                "brand": brand, "date": "2026-03-02", "respondent": f"{brand}{question}{n}", "group": group,
                "question": question, "score": score, "scale_min": scale[0], "scale_max": scale[1], **more,
            }
            for n, score in enumerate(scores)
        ]
    )  # fmt: skip


def measured(names, *frames, **more):
    with bs.Data(surveys=pd.concat(frames), **more) as data:
        return bs.measure(data, names)


@settings(max_examples=10)
@given(st.lists(st.integers(0, 10), min_size=1, max_size=12))
def test_nps_and_nts_equal_counting_by_hand(scores):
    result = measured(["nps", "nts"], answers("nps", scores), answers("nts", scores))
    wanted = 100 * (sum(s >= 9 for s in scores) - sum(s <= 6 for s in scores)) / len(scores)
    assert value_of(result, "nps")[0] == pytest.approx(wanted)
    assert value_of(result, "nts")[0] == pytest.approx(wanted)


def test_other_scales_are_read_by_their_share_and_say_so():
    result = measured(["nps"], answers("nps", [5, 5, 4, 3], scale=(1, 5)))
    got, _, note = value_of(result, "nps")
    assert got == 25.0  # 5 of 5 is 10 of 10, 4 is 7.5, 3 is 5
    assert note == "answers on a scale of 1 to 5, read by their share of it"


@pytest.mark.parametrize(
    ("scale", "scores", "satisfied"),
    [((1, 5), [1, 2, 3, 4, 5], 2), ((1, 10), range(1, 11), 4), ((0, 1), [0, 1, 1], 2), ((1, 7), range(1, 8), 3)],
)
def test_csat_counts_the_upper_two_fifths(scale, scores, satisfied):
    result = measured(["csat"], answers("csat", list(scores), scale=scale))
    assert value_of(result, "csat")[0] == pytest.approx(100 * satisfied / len(list(scores)))


def test_ces_is_brought_to_seven_points():
    result = measured(["ces"], answers("ces", [1, 5, 5], scale=(1, 5)))
    assert value_of(result, "ces")[0] == pytest.approx((1 + 7 + 7) / 3)
    assert value_of(measured(["ces"], answers("ces", [2, 6], scale=(1, 7))), "ces")[0] == pytest.approx(4)


def test_each_question_has_its_own_respondents():
    result = measured(
        ["csat", "brand_awareness", "positioning_known", "employee_engagement", "nts"],
        answers("csat", [5, 1], scale=(1, 5)),
        answers("awareness", [1, 1, 1, 0], scale=(0, 1)),
        answers("knows_positioning", [1, 0], scale=(0, 1), group="employee"),
        answers("knows_positioning", [0, 0, 0], scale=(0, 1)),  # customers: not asked for
    )
    assert value_of(result, "csat")[0] == 50
    assert value_of(result, "brand_awareness")[0] == 75
    assert value_of(result, "positioning_known")[0] == 50
    got, reason, _ = value_of(result, "employee_engagement")
    assert got is None
    assert reason == "engaged_employees, employees not collected: engagement was not asked in surveys"


def test_shares_of_association_and_preference_are_of_all_brands_of_the_category():
    brands = pd.DataFrame({"brand": ["A", "B", "C"], "category": ["tea", "tea", "cars"]})
    result = measured(
        ["association_share", "preference_share"],
        *(
            answers("association", [1] * n + [0], brand=b, scale=(0, 1), attribute=a)
            for b, a, n in (("A", "fresh", 3), ("B", "fresh", 1), ("C", "fresh", 9), ("A", "cheap", 2))
        ),
        *(answers("preference", [1] * n + [0], brand=b, scale=(0, 1)) for b, n in (("A", 1), ("B", 4))),
        brands=brands,
    )
    assert value_of(result, "association_share", brand="A", of="fresh")[0] == 75
    assert value_of(result, "association_share", brand="C", of="fresh")[0] == 100
    assert value_of(result, "association_share", brand="A", of="cheap")[0] == 100
    assert value_of(result, "preference_share", brand="A")[0] == 20


def test_a_period_without_answers_has_no_score():
    frame = answers("nps", [10, 0])
    frame.loc[1, "date"] = "2026-03-04"
    with bs.Data(surveys=frame) as data:
        result = bs.measure(data, "nps", every="day")
    assert rows_of(result, "nps")["value"].isna().tolist() == [False, True, False]
    assert rows_of(result, "nps")["reason"].tolist()[1] == "promoters + passives + detractors is 0"


def test_survey_funnel_steps():
    result = measured(
        None,
        *(
            answers(q, [1] * n + [0], scale=(0, 1))
            for q, n in (("awareness", 8), ("interest", 4), ("preference", 2), ("purchase", 1), ("recommendation", 1))
        ),
    )
    assert value_of(result, "awareness_to_interest")[0] == 50
    assert value_of(result, "purchase_to_advocacy")[0] == 100
    found = result.funnel("brand_funnel")
    assert found["count"].tolist() == [8, 4, 2, 1, 1]
    assert Counter(found["source"]) == {"surveys": 5}


def test_a_value_is_read_as_a_source_reads_it():
    rows = {"bounces": [30, 60, 2], "visits": [100, 100, 100], "platform": ["facebook", "x", "google"]}
    with bs.Data(campaigns=campaigns(date=["2026-03-02"] * 3, **rows)) as data:
        table = bs.measure(data, ["bounce_rate", "ctr"]).table
    read = {(row.metric, row.platform): row.reading for row in table.itertuples()}
    assert read["bounce_rate", "facebook"] == "good"
    assert read["bounce_rate", "x"] == "high"
    assert pd.isna(read["bounce_rate", "google"])
    assert pd.isna(read["ctr", "all"])
