"""Every input that campaigns, surveys and visits give, against plain loops over random rows."""

import datetime as dt
import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import brandscore as bs
from brandscore.tables import CAMPAIGNS

FIRST, SECOND = dt.date(2026, 3, 2), dt.date(2026, 3, 4)
CATEGORY = {"A": "tea", "B": "tea", "C": "cars"}
BRANDS = pd.DataFrame({"brand": list(CATEGORY), "category": list(CATEGORY.values())})


def inputs_of(result, frame):
    """(brand, platform, of, day) to {input: value} of a frame; None = not known."""
    found = {}
    for row in result.inputs[result.inputs["frame"] == frame].to_dict("records"):
        key = tuple("" if v is None or v != v else v for v in (row["brand"], row["platform"], row["of"]))
        value = None if math.isnan(row["value"]) else row["value"]
        found.setdefault((*key, row["period_start"]), {})[row["input"]] = value
    return found


# ---- campaigns

COUNTS = [c.name for c in CAMPAIGNS.columns if c.kind == "count"]
MONEY = [c.name for c in CAMPAIGNS.columns if c.kind == "money"]
ALSO = {"paid_reach": "reach", "results": "conversions"}

campaign_rows = st.lists(
    st.fixed_dictionaries(
        {
            "campaign": st.sampled_from(["launch", "sale"]),
            "brand": st.sampled_from(["A", "B", None]),
            "platform": st.sampled_from(["facebook", "google"]),
            "date": st.sampled_from([FIRST, SECOND]),
            "currency": st.sampled_from(["THB", "USD"]),
            **{name: st.one_of(st.none(), st.integers(0, 99)) for name in COUNTS},
            **{name: st.one_of(st.none(), st.integers(0, 999).map(lambda x: x / 8)) for name in MONEY},
        }
    ),
    min_size=1,
    max_size=8,
    unique_by=str,
)


@settings(max_examples=12)
@given(campaign_rows)
def test_campaigns(rows):
    # A first and a last row, so that both days are covered, and nothing is known of a third platform.
    ends = [{**dict.fromkeys(rows[0]), "campaign": "ends", "platform": "line", "date": day} for day in (FIRST, SECOND)]
    frame = pd.DataFrame([*rows, *ends]).astype(dict.fromkeys(COUNTS, "Int64") | dict.fromkeys(MONEY, "Float64"))
    with bs.Data(campaigns=frame, brands=BRANDS) as data:
        result = bs.measure(data, every="day")
    for name, columns, by in (
        ("campaigns", {n: n for n in COUNTS} | {"paid_reach": "reach", "results": "conversions"}, ""),
        ("campaigns by currency", {n: n for n in (*COUNTS, *MONEY)} | ALSO, "currency"),
    ):
        found = inputs_of(result, name)
        for (brand, platform, of, day), got in found.items():
            mine = [
                r
                for r in rows
                if (r["brand"] or "", r["platform"], str(r["date"])) == (brand, platform, day)
                and of in ("", r["currency"])
            ]
            wanted = {}
            for one, column in columns.items():
                if any(r["platform"] == platform and r[column] is not None for r in rows):
                    known = [r[column] for r in mine if r[column] is not None]
                    wanted[one] = sum(known) if known else (None if mine else 0)
            assert got == wanted
        pairs = {(r["brand"] or "", r["platform"], r["currency"] if by else "") for r in rows}
        days = {str(FIRST), "2026-03-03", str(SECOND)}
        collected = {r["platform"] for r in rows if any(r[c] is not None for c in columns.values())}
        assert set(found) == {(*pair, day) for pair in pairs for day in days if pair[1] in collected}


# ---- surveys

ASKED = {
    "nps": ("customer", (0, 10)),
    "nts": ("customer", (0, 10)),
    "csat": ("customer", (1, 5)),
    "ces": ("customer", (1, 7)),
    "awareness": ("customer", (0, 1)),
    "interest": ("customer", (0, 1)),
    "preference": ("customer", (0, 1)),
    "purchase": ("customer", (0, 1)),
    "recommendation": ("customer", (1, 5)),
    "association": ("customer", (0, 1)),
    "knows_positioning": ("employee", (1, 5)),
    "positioning": ("employee", (1, 5)),
    "lives_positioning": ("employee", (1, 5)),
    "leadership": ("employee", (1, 5)),
    "engagement": ("employee", (1, 5)),
}
AGREEING = {
    "csat": "satisfied",
    "awareness": "aware",
    "association": "brand_associations",
    "preference": "brand_preferences",
    "knows_positioning": "knowing_employees",
    "positioning": "matching_employees",
    "lives_positioning": "living_employees",
    "leadership": "committed_leaders",
    "engagement": "engaged_employees",
}
STAGES = {
    "awareness": "awareness",
    "interest": "interest",
    "consideration": "interest",
    "preference": "preference",
    "purchase": "purchase",
    "decision": "purchase",
    "advocacy": "recommendation",
}


def answer(question, brand, day, point, attribute, other):
    group, (low, high) = ASKED[question]
    return {
        "brand": brand, "date": day, "group": ("employee" if group == "customer" else "customer") if other else group,
        "question": question, "attribute": attribute if question == "association" else None,
        "score": low + point % (high - low + 1), "scale_min": low, "scale_max": high,
    }  # fmt: skip


survey_rows = st.lists(
    st.builds(
        answer,
        st.sampled_from(sorted(ASKED)),
        st.sampled_from(sorted(CATEGORY)),
        st.sampled_from([FIRST, SECOND]),
        st.integers(0, 10),
        st.sampled_from(["fresh", "cheap"]),
        st.sampled_from([False, False, False, True]),
    ),
    min_size=1,
    max_size=25,
)


def yes(row):
    return row["score"] >= {1: 1, 5: 4, 7: 6, 10: 6}[row["scale_max"]]


@settings(max_examples=15)
@given(survey_rows)
def test_surveys(rows):
    frame = pd.DataFrame([{**r, "respondent": str(n)} for n, r in enumerate(rows)])
    with bs.Data(surveys=frame, brands=BRANDS) as data:
        result = bs.measure(data, every="day")
    days = sorted({str(r["date"]) for r in rows})
    for question, (group, _) in ASKED.items():
        among = [r for r in rows if (r["question"], r["group"]) == (question, group)]
        found = inputs_of(result, f"surveys: {question}")
        asked = {(r["brand"], r["attribute"] or "") for r in among}
        if question not in AGREEING and question not in ("nps", "nts", "ces"):
            assert not found
            continue
        if question != "ces":  # a list, which is no figure
            assert {(b, o) for b, _, o, _ in found} == asked
        for (brand, platform, of, day), got in found.items():
            assert platform == "all"
            same = [r for r in among if str(r["date"]) == day and (r["attribute"] or "") == of]
            mine = [r for r in same if r["brand"] == brand]
            if question in ("nps", "nts"):
                high, low = (sum(f(r["score"]) for r in mine) for f in (lambda s: s >= 9, lambda s: s <= 6))
                names = (
                    ("promoters", "passives", "detractors")
                    if question == "nps"
                    else ("trusting", "neutral", "distrusting")
                )
                wanted = dict(zip(names, (high, len(mine) - high - low, low), strict=True))
            else:
                wanted = {AGREEING[question]: sum(map(yes, mine))}
                if question in ("association", "preference"):
                    rivals = [r for r in same if CATEGORY[r["brand"]] == CATEGORY[brand]]
                    wanted[f"total_{question}s"] = sum(map(yes, rivals))
                else:
                    wanted["respondents" if group == "customer" else "employees"] = len(mine)
            assert got == wanted
    for day in days:
        for brand in CATEGORY:
            efforts = [
                r["score"]
                for r in rows
                if (r["question"], r["group"], r["brand"], str(r["date"])) == ("ces", "customer", brand, day)
            ]
            table = result.table
            ces = table[(table["metric"] == "ces") & (table["brand"] == brand) & (table["period_start"] == day)][
                "value"
            ].dropna()
            assert ces.tolist() == ([pytest.approx(sum(efforts) / len(efforts))] if efforts else [])
    customers = [r for r in rows if r["group"] == "customer"]
    for (brand, _, _, day), got in inputs_of(result, "surveys: funnel").items():
        wanted = {}
        for stage, question in STAGES.items():
            mine = [r for r in customers if (r["question"], r["brand"]) == (question, brand)]
            if mine:
                wanted[stage] = sum(yes(r) for r in mine if str(r["date"]) == day)
        assert got == wanted


# ---- visits


@settings(max_examples=10)
@given(
    st.lists(
        st.tuples(
            st.text("AB", min_size=1, max_size=4), st.sampled_from(["ads", None]), st.sampled_from([FIRST, SECOND])
        ),
        min_size=1,
        max_size=6,
    )
)
def test_visits(log):
    rows = [
        {
            "session": f"s{n}",
            "visitor": f"v{n}",
            "page": page,
            "order": at,
            "source": source,
            "at": f"{day}T10:0{at}:00+07:00",
        }
        for n, (path, source, day) in enumerate(log)
        for at, page in enumerate(path, start=1)
    ]
    with bs.Data(visits=pd.DataFrame(rows)) as data:
        result = bs.measure(data, every="day")

    def counted(paths):
        return {"visits": len(paths), "bounces": sum(len(p) == 1 for p in paths), "page_views": sum(map(len, paths))}

    for (_, _, _, day), got in inputs_of(result, "visits").items():
        assert got == counted([p for p, _, d in log if str(d) == day])
    for (_, _, of, day), got in inputs_of(result, "visits by source").items():
        assert got == counted([p for p, s, d in log if str(d) == day and (s or "(not known)") == of])
    pages = inputs_of(result, "visits by page")
    assert set(pages) == {("", "all", page, str(d)) for p, _, d in log for page in p}
    for (_, _, of, day), got in pages.items():
        seen = [p for p, _, d in log if str(d) == day and of in p]
        assert got == {
            "visits": len(seen),
            "page_views": sum(p.count(of) for p in seen),
            "exits": sum(p[-1] == of for p in seen),
        }
