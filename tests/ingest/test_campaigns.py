"""The tables campaigns, surveys and visits: in every format, through `ingest`, and all that can be wrong."""

from __future__ import annotations

import csv
import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from brandscore.api import prepare, score
from brandscore.errors import DataError
from brandscore.ingest.convert import ingest
from brandscore.ingest.data import Data, load
from brandscore.ingest.mapping import Mapping, read_mapping
from brandscore.ingest.privacy import pseudonym
from brandscore.tables import CAMPAIGNS, INPUT_TABLES, SURVEYS, VISITS

Row = dict[str, Any]
ROW: Row = {"campaign": "A", "platform": "facebook", "date": "2026-01-01", "spend": 10, "currency": "THB"}
ANSWER: Row = {
    "brand": "A",
    "date": "2026-01-01",
    "respondent": "r1",
    "group": "customer",
    "question": "nps",
    "score": 9,
    "scale_min": 0,
    "scale_max": 10,
}
VIEW: Row = {"session": "s1", "visitor": "v1", "page": "A", "order": 1, "at": "2026-01-01T00:00:00Z"}

_NAMES = st.from_regex(r"[a-zก-ฮ][a-z0-9]{0,6}", fullmatch=True)
_COUNTS = st.none() | st.integers(0, 10**9)
_MONEY = st.none() | st.floats(0, 1e9).map(lambda x: round(x, 2))
_DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2026, 6, 30))
ROWS: dict[str, Any] = {
    "campaigns": st.fixed_dictionaries(
        {
            "campaign": _NAMES,
            "platform": st.sampled_from(["facebook", "x", "google", "line", "email"]),
            "date": _DAYS,
            "brand": st.none() | st.sampled_from(["Chang", "ช้าง"]),
            "stage": st.none() | st.sampled_from(["awareness", "consideration", "decision"]),
            "spend": _MONEY,
            "currency": st.sampled_from(["THB", "USD"]),
            "impressions": _COUNTS,
            "clicks": _COUNTS,
            "customers": _COUNTS,
            "revenue": _MONEY,
            "profit": st.none() | st.floats(-1e6, 1e6).map(lambda x: round(x, 3)),
        }
    ),
    "surveys": st.fixed_dictionaries(
        {
            "brand": st.sampled_from(["Chang", "ช้าง"]),
            "date": _DAYS,
            "group": st.sampled_from(["customer", "employee"]),
            "question": st.sampled_from(["nps", "association", "another word"]),
            "attribute": st.none() | _NAMES,
            "score": st.integers(-2, 10) | st.floats(-2, 10).map(lambda x: round(x, 1)),
            "scale_min": st.just(-2.5),
            "scale_max": st.integers(10, 11),
        }
    ),
    "visits": st.fixed_dictionaries(
        {
            "session": _NAMES,
            "visitor": _NAMES,
            "page": st.sampled_from(["/", "/หน้า", "=1"]),
            "source": st.none() | st.sampled_from(["facebook", "search"]),
            "at": st.datetimes(dt.datetime(2020, 1, 1), dt.datetime(2026, 6, 30)).map(
                lambda t: t.replace(microsecond=0)
            ),
        }
    ),
}
#: What makes each row the only one of its key.
_NUMBERED = {"campaigns": "ad_set", "surveys": "respondent", "visits": "order"}


def _typed(rows: list[Row]) -> pd.DataFrame:
    """Return a dataframe with whole numbers beside null, and everything else as it is."""
    frame = pd.DataFrame(rows)
    for name in frame.columns:
        values = [v for v in frame[name].tolist() if v is not None and v == v]
        if all(isinstance(v, int) for v in values) or name in ("impressions", "clicks", "customers"):
            frame[name] = frame[name].astype("Int64")
        elif name in ("scale_min", "scale_max", "score", "spend", "revenue", "profit"):
            frame[name] = frame[name].astype("float64")
    return frame


def _as_csv(rows: list[Row], path: Path) -> Path:
    with path.with_suffix(".csv").open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow(rows[0])
        writer.writerows(["" if v is None else v for v in row.values()] for row in rows)
    return path.with_suffix(".csv")


def _as_jsonl(rows: list[Row], path: Path) -> Path:
    path.with_suffix(".jsonl").write_text("\n".join(json.dumps(row, default=str) for row in rows), encoding="utf-8")
    return path.with_suffix(".jsonl")


def _as_parquet(rows: list[Row], path: Path) -> Path:
    _typed(rows).to_parquet(path.with_suffix(".parquet"))
    return path.with_suffix(".parquet")


def _as_text_parquet(rows: list[Row], path: Path) -> Path:
    texts = [{name: None if v is None else str(v) for name, v in row.items()} for row in rows]
    pd.DataFrame(texts, dtype="object").to_parquet(path.with_suffix(".parquet"))
    return path.with_suffix(".parquet")


def _as_xlsx(rows: list[Row], path: Path) -> Path:
    options = {"strings_to_formulas": False, "default_date_format": "yyyy-mm-dd hh:mm:ss"}
    with xlsxwriter.Workbook(str(path.with_suffix(".xlsx")), options) as book:
        sheet = book.add_worksheet()
        for i, cells in enumerate([list(rows[0]), *(row.values() for row in rows)]):
            for j, value in enumerate(cells):
                if value is not None:
                    sheet.write(i, j, value)
    return path.with_suffix(".xlsx")


WRITERS: dict[str, Callable[[list[Row], Path], Path]] = {
    "csv": _as_csv,
    "jsonl": _as_jsonl,
    "parquet": _as_parquet,
    "parquet of text": _as_text_parquet,
    "xlsx": _as_xlsx,
}


def _rows(data: Data, name: str) -> list[Row]:
    table = getattr(data, name)
    return data.session.rows(table.order_by(_NUMBERED[name]))


def _expected(name: str, rows: list[Row]) -> list[Row]:
    """Return the typed rows, worked out in plain Python."""
    expected = []
    for row in rows:
        whole = dict.fromkeys(INPUT_TABLES[name].names) | row
        if name == "visits":
            whole |= {"at": row["at"] - dt.timedelta(hours=7), "day": row["at"].date()}
        expected.append(whole)
    return expected


@pytest.mark.parametrize("form", [*WRITERS, "dataframe", "ingest"])
@pytest.mark.parametrize("name", ROWS)
@settings(max_examples=4)
@given(drawn=st.data())
def test_a_table_is_the_same_in_every_format(
    tmp_path_factory: pytest.TempPathFactory, name: str, form: str, drawn: st.DataObject
) -> None:
    rows = drawn.draw(st.lists(ROWS[name], min_size=1, max_size=9))
    numbers: list[Any] = [i + 1 if name == "visits" else f"n{i}" for i in range(len(rows))]
    rows = [dict(sorted(row.items())) | {_NUMBERED[name]: number} for row, number in zip(rows, numbers, strict=True)]
    folder = tmp_path_factory.mktemp("data")
    if form == "dataframe":
        data = Data(**{name: _typed(rows)}, threads=1)
    elif form == "ingest":
        ingest([_as_parquet(rows, folder / "given")], folder / "out", threads=1, keep_authors=True)
        data = load(folder / "out", threads=1)
    else:
        WRITERS[form](rows, folder / name)
        data = load(folder, threads=1)
    with data:
        assert repr(data) == f"Data({name}: {len(rows)} row{'' if len(rows) == 1 else 's'})"
        assert _rows(data, name) == _expected(name, rows)


def test_the_schemas() -> None:
    with Data(campaigns=pd.DataFrame([ROW]), surveys=pd.DataFrame([ANSWER]), visits=pd.DataFrame([VIEW])) as data:
        found = {n: {c: str(t) for c, t in getattr(data, n).schema().items()} for n in ROWS}
        assert (data.accounts, data.posts, data.mentions, data.brands) == (None, None, None, None)
        assert repr(data) == "Data(campaigns: 1 row, surveys: 1 row, visits: 1 row)"
        assert set(data.session.con.list_tables()) == set(ROWS)
    assert tuple(found["campaigns"]) == CAMPAIGNS.names
    assert tuple(found["surveys"]) == SURVEYS.names
    assert tuple(found["visits"]) == (*VISITS.names, "day")
    assert found["campaigns"]["spend"] == found["campaigns"]["profit"] == found["surveys"]["score"] == "float64"
    assert found["campaigns"]["clicks"] == found["visits"]["order"] == "int64"
    assert found["campaigns"]["date"] == found["visits"]["day"] == "date"
    assert found["visits"]["at"] == "timestamp(6)"
    with Data(campaigns=pd.DataFrame([ROW])) as data:
        assert (data.surveys, data.visits) == (None, None)


def test_every_input_table_can_be_mapped_and_given() -> None:
    for name in INPUT_TABLES:
        assert Mapping(table=name).declaration.name == name  # type: ignore[arg-type]


def test_thai_words(tmp_path: Path) -> None:
    (tmp_path / "campaigns.csv").write_text(
        "campaign,platform,date,spend,currency,stage\n"
        "ก,เฟซบุ๊ก,2026-01-01,1,บาท,การรับรู้\n"
        "ก,ยูทูบ,2026-01-01,1,฿,พิจารณา\n"
        "ก,ไลน์,2026-01-01,1,thb,การตัดสินใจซื้อ\n"
        "ก,TT,2026-01-01,,,Awareness\n"
    )
    (tmp_path / "surveys.csv").write_text(
        "brand,date,respondent,group,question,score,scale_min,scale_max\n"
        "ก,2026-01-01,1,ลูกค้า,NPS,9,0,10\nก,2026-01-01,2,พนักงาน,Csat,4.5,1,5\n"
    )
    with load(tmp_path) as data:
        campaigns = data.session.rows(data.campaigns.order_by("platform"))
        surveys = data.session.rows(data.surveys.order_by("respondent"))
    assert [(c["platform"], c["currency"], c["stage"]) for c in campaigns] == [
        ("facebook", "THB", "awareness"),
        ("tiktok", None, "awareness"),
        ("youtube", "THB", "consideration"),
        ("ไลน์", "THB", "decision"),
    ]
    assert [(s["group"], s["question"], s["score"]) for s in surveys] == [
        ("customer", "nps", 9.0),
        ("employee", "csat", 4.5),
    ]


def _problems(**tables: list[Row]) -> list[str]:
    with pytest.raises(DataError) as caught:
        Data(**{name: pd.DataFrame(rows, dtype="object") for name, rows in tables.items()})
    return [str(problem) for problem in caught.value.problems]


def test_money_without_currency() -> None:
    rows = [
        ROW,
        ROW | {"currency": None},
        ROW | {"spend": None, "currency": ""},
        ROW | {"spend": None, "currency": "", "profit": -2.5},
    ]
    assert _problems(campaigns=rows) == [
        "campaigns, row 3, column currency: the cell is empty beside spend 10; expected three letters such as THB. "
        'Fill it in, or give it to the whole file by a mapping with [constants] currency = "THB"',
        "campaigns, row 5, column currency: the cell is empty beside profit -2.5; expected three letters such as THB. "
        'Fill it in, or give it to the whole file by a mapping with [constants] currency = "THB"',
    ]


def test_no_column_for_the_currency() -> None:
    (problem,) = _problems(campaigns=[{k: v for k, v in ROW.items() if k != "currency"}])
    assert problem.startswith("campaigns, column currency: the column is missing; the file has")
    assert "three letters such as THB" in problem
    assert problem.endswith("in a mapping for `brandscore ingest`, or one value for all rows in its [constants]")


def test_a_currency_that_is_none_is_told_once() -> None:
    (problem,) = _problems(campaigns=[ROW | {"currency": "bath"}])
    assert '"bath" is no currency that is known' in problem


def test_what_else_is_wrong_with_campaigns() -> None:
    rows = [
        ROW | {"spend": -5},
        ROW | {"campaign": ""},
        ROW | {"platform": None},
        ROW | {"date": "31/01/2026"},
        ROW | {"stage": "later"},
        ROW | {"clicks": "many"},
        ROW | {"revenue": "12%"},
    ]
    assert [problem.partition(";")[0] for problem in _problems(campaigns=rows)] == [
        "campaigns, row 3, column campaign: the cell is empty",
        "campaigns, row 4, column platform: the cell is empty",
        'campaigns, row 5, column date: "31/01/2026" is in no form that is read',
        'campaigns, row 6, column stage: "later" is no stage that is known',
        'campaigns, row 2, column spend: "-5" is negative',
        'campaigns, row 7, column clicks: "many" is not a number',
        'campaigns, row 8, column revenue: "12%" has a percent sign',
    ]


def test_scores_off_their_scale() -> None:
    rows = [
        ANSWER | {"respondent": str(i)} | cells
        for i, cells in enumerate(
            [{}, {"score": 11}, {"score": -0.5}, {"scale_min": 10}, {"scale_min": 20}, {"score": 0}, {"score": 10}]
        )
    ]
    crossed = "expected a scale_min below the scale_max. Write the two ends of the scale that the question was asked on"
    off = "expected a score on its scale. Mend the score or the scale"
    assert _problems(surveys=rows) == [
        f"surveys, row 5, column scale_min: scale_min 10 is not below scale_max 10; {crossed}",
        f"surveys, row 6, column scale_min: scale_min 20 is not below scale_max 10; {crossed}",
        f"surveys, row 3, column score: score 11 lies outside scale_min 0 and scale_max 10; {off}",
        f"surveys, row 4, column score: score -0.5 lies outside scale_min 0 and scale_max 10; {off}",
    ]


def test_many_scores_off_their_scale_make_a_short_message() -> None:
    problems = _problems(surveys=[ANSWER | {"respondent": str(i), "score": 99} for i in range(1_000)])
    assert len(problems) == 20
    assert problems[-1].endswith("(and 980 more rows like this)")


def test_all_that_is_wrong_with_an_answer_is_told_at_once() -> None:
    rows = [
        ANSWER | {"score": "abc"},
        ANSWER | {"respondent": "2", "score": 12, "group": "boss"},
        ANSWER | {"score": None},
    ]
    assert [problem.partition(";")[0] for problem in _problems(surveys=rows)] == [
        'surveys, row 3, column group: "boss" is no group that is known',
        'surveys, row 2, column score: "abc" is not a number',
        "surveys, row 4, column score: the cell is empty",
        "surveys, row 3, column score: score 12 lies outside scale_min 0 and scale_max 10",
    ]


def test_one_answer_to_a_question() -> None:
    (problem,) = _problems(surveys=[ANSWER, ANSWER | {"score": 3}])
    assert "the same key as row 2" in problem
    assert "other values in score" in problem
    with Data(surveys=pd.DataFrame([ANSWER, ANSWER | {"attribute": "fresh"}, ANSWER | {"question": "csat"}])) as data:
        assert repr(data) == "Data(surveys: 3 rows)"


def test_places_within_a_visit() -> None:
    rows = [
        VIEW | {"order": 0},
        VIEW | {"order": ""},
        VIEW | {"order": "1.5"},
        VIEW | {"visitor": None},
        VIEW | {"at": "now"},
    ]
    assert [problem.partition(";")[0] for problem in _problems(visits=rows)] == [
        "visits, row 5, column visitor: the cell is empty",
        'visits, row 2, column order: "0" is below 1',
        'visits, row 4, column order: "1.5" is not a whole number',
        "visits, row 3, column order: the cell is empty",
        'visits, row 6, column at: "now" is in no form that is read',
    ]
    (problem,) = _problems(visits=[VIEW, VIEW | {"page": "B"}])
    assert 'the same key as row 2 (session "s1", order "1"), but other values in page' in problem


ODD = [
    ("clicks", "impressions"),
    ("reach", "impressions"),
    ("unique_clicks", "clicks"),
    ("bounces", "visits"),
]


@pytest.mark.parametrize(("part", "whole"), ODD)
def test_a_part_above_its_whole_is_noted(part: str, whole: str) -> None:
    figures = [(1, 1), (1200, 1000), (None, 5), (5, None), (7, 6)]
    rows = [ROW | {"campaign": str(i), part: p, whole: w} for i, (p, w) in enumerate(figures)]
    with Data(campaigns=pd.DataFrame(rows)) as data:
        (line,) = data.ledger
        assert repr(data) == "Data(campaigns: 5 rows)"
    assert str(line) == (
        f"campaigns, row 3: flagged: {part} above {whole} in 2 rows, first in row 3 (1,200 above 1,000); taken as given"
    )
    assert line.rows == 2


def test_the_pairs_that_are_noted_are_those_declared() -> None:
    assert list(CAMPAIGNS.at_most) == ODD


@settings(max_examples=20)
@given(st.lists(st.tuples(*[st.none() | st.integers(0, 3)] * 4), min_size=1, max_size=8))
def test_every_odd_row_is_counted(figures: list[tuple[int | None, ...]]) -> None:
    names = ("impressions", "reach", "clicks", "unique_clicks")
    frame = pd.DataFrame(figures, columns=list(names)).astype("Int64").assign(**ROW)
    with Data(campaigns=frame.assign(ad_set=[str(i) for i in range(len(frame))])) as data:
        found = {line.detail.partition(" in ")[0]: (line.row, line.rows) for line in data.ledger}
    expected = {}
    for part, whole in ODD[:3]:
        rows = [dict(zip(names, row, strict=True)) for row in figures]
        odd = [
            i + 2 for i, row in enumerate(rows) if row[part] is not None is not row[whole] and row[part] > row[whole]
        ]
        if odd:
            expected[f"{part} above {whole}"] = (odd[0], len(odd))
    assert found == expected


def test_rows_of_one_day_stay_and_equal_ones_are_merged() -> None:
    rows = [ROW, ROW, ROW | {"spend": 20}, ROW | {"ad_set": "a"}, ROW | {"ad_set": "b"}]
    with Data(campaigns=pd.DataFrame(rows)) as data:
        assert data.session.rows(data.campaigns.aggregate(spend=lambda t: t["spend"].sum()))[0]["spend"] == 50
        assert [str(line) for line in data.ledger] == [
            "campaigns, row 3: merged: equal in every column to row 2, which stays"
        ]


def test_brands_must_be_known_where_they_are_named() -> None:
    brands = [{"brand": "B"}]
    problems = _problems(campaigns=[ROW | {"brand": "A"}], surveys=[ANSWER], visits=[VIEW], brands=brands)
    assert [p.partition(";")[0] for p in problems] == [
        'campaigns, row 2, column brand: brand "A" is not in brands',
        'surveys, row 2, column brand: brand "A" is not in brands',
    ]
    with Data(campaigns=pd.DataFrame([ROW]), visits=pd.DataFrame([VIEW]), brands=pd.DataFrame(brands)) as data:
        assert repr(data) == "Data(campaigns: 1 row, visits: 1 row, brands: 1 row)"


ACCOUNT = {"brand": "A", "platform": "fb", "date": ["2026-01-01", "2026-01-31"], "followers": [5, 6]}


def test_the_score_looks_at_its_own_tables_alone() -> None:
    others = {
        "campaigns": pd.DataFrame([ROW | {"brand": "Z", "date": "2025-01-01"}]),
        "surveys": pd.DataFrame([ANSWER | {"brand": "Z", "date": "2025-01-01"}]),
        "visits": pd.DataFrame([VIEW]),
    }
    options: Any = {"profile": "open", "sides": "own", "platforms": "facebook"}
    with Data(accounts=pd.DataFrame(ACCOUNT)) as alone, Data(accounts=pd.DataFrame(ACCOUNT), **others) as beside:
        assert [c.name for c in prepare(beside).competitors] == ["A"]
        results = [score(data, **options) for data in (alone, beside)]
    assert results[0].ranking.to_csv() == results[1].ranking.to_csv()
    assert results[0].manifest["window"] == results[1].manifest["window"]
    with Data(**others) as data, pytest.raises(DataError, match="accounts, posts or mentions must hold"):
        score(data)


MAPPING = """
table = "campaigns"
[columns]
campaign = "แคมเปญ"
platform = "ช่องทาง"
date = "วันที่"
spend = "ค่าใช้จ่าย"
impressions = "การแสดงผล"
profit = "กำไร"
[values.platform]
"ไลน์" = "line"
[dates]
format = "%d/%m/%Y"
era = "BE"
[constants]
currency = "บาท"
"""


def test_a_thai_export_by_a_mapping(tmp_path: Path) -> None:
    (tmp_path / "m.toml").write_text(MAPPING, encoding="utf-8")
    (tmp_path / "ads.csv").write_text(
        "แคมเปญ,ช่องทาง,วันที่,ค่าใช้จ่าย,การแสดงผล,กำไร\n"
        'ปีใหม่,เฟส,1/1/2569,"1,500.50","๑,๒๐๐","-1,000"\nปีใหม่,ไลน์,2/1/2569,๙๐.๕,,\n',
        encoding="utf-8",
    )
    summary = ingest([tmp_path / "ads.csv"], tmp_path / "out", mapping=read_mapping(tmp_path / "m.toml"))
    assert [table.table for table in summary.tables] == ["campaigns"]
    assert (tmp_path / "out" / "campaigns.csv").read_text(encoding="utf-8") == (
        "campaign,platform,date,spend,currency,impressions,profit\n"
        "ปีใหม่,facebook,2026-01-01,1500.5,THB,1200,-1000.0\nปีใหม่,line,2026-01-02,90.5,THB,,\n"
    )
    with load(tmp_path / "out") as data:
        assert [row["profit"] for row in data.session.rows(data.campaigns.order_by("date"))] == [-1000.0, None]


def test_files_are_known_by_their_columns_and_people_get_pseudonyms(tmp_path: Path) -> None:
    _as_csv([ROW], tmp_path / "ads")
    answers = [ANSWER, ANSWER | {"respondent": "r2"}, ANSWER | {"question": "csat"}]
    _as_csv([{k: v for k, v in row.items() if k != "brand"} for row in answers], tmp_path / "answers")
    _as_csv([VIEW, VIEW | {"order": 2, "page": "B"}], tmp_path / "paths")
    files = [tmp_path / f"{name}.csv" for name in ("ads", "answers", "paths")]
    summary = ingest(files, tmp_path / "out", brand="A")
    assert [(t.table, t.rows_written) for t in summary.tables] == [("campaigns", 1), ("surveys", 3), ("visits", 2)]
    assert not list(summary.ledger)
    key = b"0123456789abcdef0123456789abcdef"
    with load(tmp_path / "out") as data:
        assert {
            row["brand"] for name in ("campaigns", "surveys") for row in data.session.rows(getattr(data, name))
        } == {"A"}
        respondents = [row["respondent"] for row in data.session.rows(data.surveys)]
        visitors = {row["visitor"] for row in data.session.rows(data.visits)}
    assert sorted(respondents) == sorted([pseudonym("r1", key)] * 2 + [pseudonym("r2", key)])
    assert visitors == {pseudonym("v1", key)}
    ingest(files, tmp_path / "kept", brand="A", keep_authors=True)
    assert "r2" in (tmp_path / "kept" / "surveys.csv").read_text()
    assert "v1" in (tmp_path / "kept" / "visits.csv").read_text()


def test_of_one_answer_given_twice_the_last_stays_in_ingest(tmp_path: Path) -> None:
    path = _as_csv([ANSWER, ANSWER | {"score": 3}], tmp_path / "surveys")
    (table,) = ingest([path], tmp_path / "out", keep_authors=True).tables
    assert (table.replaced, table.rows_written) == (1, 1)
    assert ",3.0,0.0,10.0" in (tmp_path / "out" / "surveys.csv").read_text()


def test_a_file_of_surveys_that_names_no_brand_is_refused(tmp_path: Path) -> None:
    path = _as_csv([{k: v for k, v in ANSWER.items() if k != "brand"}], tmp_path / "surveys")
    with pytest.raises(DataError, match="names no brand or account.*--brand NAME"):
        ingest([path], tmp_path / "out")
