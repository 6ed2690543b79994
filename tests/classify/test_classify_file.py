"""Files in, files out: every format, every column, in pieces, whole or not at all."""

from __future__ import annotations

import csv
import datetime as dt
import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter
from labelled import small_corpus, write_csv, write_jsonl
from python_calamine import CalamineWorkbook

from brandscore.classify.predict import Classifier
from brandscore.classify.quantify import quantifier_of
from brandscore.classify.tasks import label_columns
from brandscore.classify_file import reading
from brandscore.classify_file.net import BrandCount
from brandscore.classify_file.reading import ENDINGS, open_source
from brandscore.classify_file.run import Outcome, classify_file, read_brands
from brandscore.errors import DataError, UsageError
from brandscore.metrics.correction import Correction
from brandscore.monitor.intervals import net_sentiment_interval
from brandscore.tables import SENTIMENTS

Row = dict[str, Any]
COLUMNS = list(label_columns())
TEXTS: list[str | None] = [*(str(row["text"]) for row in small_corpus(9, seed=4)), None]


def some_rows() -> list[Row]:
    return [
        {"id": f"{i:03}", "text": text, "likes": i, "note": "=1+1" if i == 2 else None} for i, text in enumerate(TEXTS)
    ]


def write_xlsx(path: Path, rows: list[Row]) -> Path:
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet()
        for i, values in enumerate([list(rows[0]), *(list(row.values()) for row in rows)]):
            for j, value in enumerate(values):
                sheet.write(i, j, value)
    return path


def write_as(path: Path, rows: list[Row]) -> Path:
    if path.suffix == ".jsonl":
        return write_jsonl(path, rows)
    if path.suffix == ".parquet":
        pq.write_table(pa.Table.from_pylist(rows), path)
        return path
    if path.suffix == ".xlsx":
        return write_xlsx(path, rows)
    if path.suffix == ".tsv":
        with path.open("w", encoding="utf-8", newline="") as handle:
            writer = csv.DictWriter(handle, list(rows[0]), delimiter="\t")
            writer.writeheader()
            writer.writerows(rows)
        return path
    return write_csv(path, rows)


def rows_of(path: Path) -> list[Row]:
    """Read a result with other means than the project's."""
    if path.suffix == ".jsonl":
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    if path.suffix == ".parquet":
        return pq.read_table(path).to_pylist()
    if path.suffix == ".xlsx":
        sheet = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
        return [{k: None if v == "" else v for k, v in zip(sheet[0], row, strict=True)} for row in sheet[1:]]
    with path.open(encoding="utf-8", newline="") as handle:
        reader = csv.DictReader(handle, delimiter="\t" if path.suffix == ".tsv" else ",")
        return [{k: v or None for k, v in row.items()} for row in reader]


@pytest.mark.parametrize("target", ENDINGS)
@pytest.mark.parametrize("ending", ENDINGS)
def test_every_format_into_every_format(ending: str, target: str, small_models: Path, tmp_path: Path) -> None:
    path, out = write_as(tmp_path / f"in.{ending}", some_rows()), tmp_path / f"out.{target}"
    outcome = classify_file(path, out, models=small_models)
    assert (outcome.rows, outcome.labelled, outcome.blank) == (10, 9, 1)
    found = rows_of(out)
    assert list(found[0]) == ["id", "text", "likes", "note", *COLUMNS]
    assert [row["text"] for row in found] == TEXTS
    assert [row["id"] for row in found] == [f"{i:03}" for i in range(10)]
    assert [int(row["likes"]) for row in found] == list(range(10))
    # What a spreadsheet would run as a formula is guarded where it would.
    assert found[2]["note"] == ("'=1+1" if target in ("csv", "tsv") else "=1+1")
    expected = Classifier(models=small_models).label(TEXTS).without_promo().frame()
    for row, (_, label) in zip(found, expected.iterrows(), strict=True):
        if row["text"] is None:
            assert all(row[name] is None for name in COLUMNS)
            continue
        assert row["sentiment"] == label["sentiment"]
        for name in ("intention", "advocacy", "promo"):
            assert int(row[name]) == label[name]
        for name in label.filter(like="p_").index:
            assert float(row[name]) == pytest.approx(label[name], abs=1e-9)


def test_a_csv_round_trip_keeps_its_cells(small_models: Path, tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_text('text;n;empty;\nดี;-5;;x\n"a;b";+66812345678;;"say ""yes"""\n', encoding="cp874")
    classify_file(path, tmp_path / "out.csv", models=small_models)
    rows = rows_of(tmp_path / "out.csv")
    assert [row["n"] for row in rows] == ["-5", "+66812345678"]
    assert [row["text"] for row in rows] == ["ดี", "a;b"]
    assert [row["column_4"] for row in rows] == ["x", 'say "yes"']


def test_parquet_types_stay(small_models: Path, tmp_path: Path) -> None:
    at = dt.datetime(2026, 1, 1, 12, 30, tzinfo=dt.UTC)
    table = pa.table(
        {
            "text": pa.array(["ดี", None], pa.large_string()),
            "at": pa.array([at, None], pa.timestamp("us", tz="UTC")),
            "n": pa.array([2**60, None], pa.int64()),
            "kind": pa.array(["a", "b"]).dictionary_encode(),
            "tags": pa.array([["x"], []], pa.list_(pa.string())),
        }
    )
    pq.write_table(table, tmp_path / "in.parquet")
    classify_file(tmp_path / "in.parquet", tmp_path / "out.parquet", models=small_models)
    result = pq.read_table(tmp_path / "out.parquet")
    assert result.select(table.column_names).schema.equals(table.schema)
    assert result.select(table.column_names).to_pylist() == table.to_pylist()
    assert result.schema.field("promo").type == pa.int8()
    classify_file(tmp_path / "in.parquet", tmp_path / "out.csv", models=small_models)
    assert rows_of(tmp_path / "out.csv")[0]["at"] == "2026-01-01 12:30:00+00:00"
    classify_file(tmp_path / "in.parquet", tmp_path / "out.xlsx", models=small_models)
    assert rows_of(tmp_path / "out.xlsx")[0]["at"] == dt.datetime(2026, 1, 1, 12, 30)


def test_jsonl_keys_may_differ_by_line(small_models: Path, tmp_path: Path) -> None:
    path = write_jsonl(
        tmp_path / "in.jsonl", [{"text": "ดี"}, {"n": 1.5}, {"text": "แย่", "n": 10**30, "deep": {"a": [1]}}]
    )
    classify_file(path, tmp_path / "out.jsonl", models=small_models)
    rows = rows_of(tmp_path / "out.jsonl")
    assert [(row["text"], row["n"], row["deep"]) for row in rows] == [
        ("ดี", None, None),
        (None, 1.5, None),
        ("แย่", 10**30, {"a": [1]}),
    ]
    classify_file(path, tmp_path / "out.parquet", models=small_models)
    assert [row["n"] for row in rows_of(tmp_path / "out.parquet")] == [None, "1.5", str(10**30)]


@pytest.mark.parametrize("target", ENDINGS)
def test_broken_characters_do_no_harm(target: str, small_models: Path, tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text('{"text": "\\ud800 ดี \\u0001"}\n{"text": "=cmd|x"}\n{"text": "ก\\u0000ข"}\n', encoding="utf-8")
    classify_file(path, tmp_path / f"out.{target}", models=small_models)
    texts = [row["text"] for row in rows_of(tmp_path / f"out.{target}")]
    assert texts[0].startswith("\ufffd ดี")
    assert texts[1] == ("'=cmd|x" if target in ("csv", "tsv") else "=cmd|x")


def test_pieces_are_small_and_give_the_same(
    small_models: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = some_rows() * 3
    for ending in ENDINGS:
        path = write_as(tmp_path / f"in.{ending}", rows)
        classify_file(path, tmp_path / f"whole.{ending}", models=small_models)
        with monkeypatch.context() as patch:
            patch.setattr(reading, "_ROWS", 4)
            assert [len(piece.rows) for piece in open_source(path).pieces()] == [4] * 7 + [2]
            steps: list[int] = []
            classify_file(path, tmp_path / f"parts.{ending}", models=small_models, progress=steps.append)
        assert steps == [4] * 7 + [2]
        assert rows_of(tmp_path / f"parts.{ending}") == rows_of(tmp_path / f"whole.{ending}")
    monkeypatch.setattr(reading, "_CHARACTERS", 60)
    assert max(len(piece.rows) for piece in open_source(tmp_path / "in.csv").pieces()) <= 4


def test_given_labels_are_kept_or_replaced(small_models: Path, tmp_path: Path) -> None:
    texts = ["ร้านนี้ อร่อยมาก นะ", "ร้านนี้ แย่มาก นะ"]
    path = write_csv(tmp_path / "in.csv", [{"sentiment": "q", "text": texts[0]}, {"sentiment": "", "text": texts[1]}])
    outcome = classify_file(path, tmp_path / "out.csv", models=small_models)
    rows = rows_of(tmp_path / "out.csv")
    assert list(rows[0]) == ["sentiment", "text", *COLUMNS[1:]]
    assert [row["sentiment"] for row in rows] == ["q", "neg"]
    assert outcome.given == {"sentiment": 1}
    outcome = classify_file(path, tmp_path / "out.csv", models=small_models, relabel=True)
    assert [row["sentiment"] for row in rows_of(tmp_path / "out.csv")] == ["pos", "neg"]
    assert outcome.given == {}


def test_authors_become_pseudonyms(small_models: Path, tmp_path: Path) -> None:
    rows = [{"author": name, "text": "ดี"} for name in ("anna", "mimi", "anna", "")]
    path = write_csv(tmp_path / "in.csv", rows)
    classify_file(path, tmp_path / "out.csv", models=small_models)
    hidden = [row["author"] for row in rows_of(tmp_path / "out.csv")]
    assert hidden[0] == hidden[2] != hidden[1]
    assert hidden[0].startswith("h1:")
    assert hidden[3] is None
    again = classify_file(tmp_path / "out.csv", tmp_path / "again.csv", models=small_models)
    assert again.rows == 4
    assert [row["author"] for row in rows_of(tmp_path / "again.csv")] == hidden
    classify_file(path, tmp_path / "out.csv", models=small_models, keep_authors=True)
    assert [row["author"] for row in rows_of(tmp_path / "out.csv")] == ["anna", "mimi", "anna", None]


BRANDS = """
[[brand]]
brand = "Honda"
aliases = ["ฮอนด้า"]
[[brand]]
brand = "Mazda"
aliases = ["มาสด้า"]
[[brand]]
brand = "Toyota"
"""


@pytest.fixture
def brands(tmp_path: Path) -> Path:
    path = tmp_path / "brands.toml"
    path.write_text(BRANDS, encoding="utf-8")
    return path


def test_a_row_per_brand_and_its_net_sentiment(brands: Path, small_models: Path, tmp_path: Path) -> None:
    rows: list[Row] = [
        {"text": "ฮอนด้า กับ Mazda", "sentiment": "pos", "promo": 0, "by_brand": None},
        {"text": "Honda", "sentiment": "pos", "promo": 0, "by_brand": 0},
        {"text": "ฮอนด้า", "sentiment": "neg", "promo": 0, "by_brand": None},
        {"text": "Honda", "sentiment": "neu", "promo": 0, "by_brand": None},
        {"text": "honda", "sentiment": "neg", "promo": 1, "by_brand": None},
        {"text": "Honda", "sentiment": "pos", "promo": 0, "by_brand": 1},
        {"text": "ไม่มีใคร", "sentiment": "neg", "promo": 0, "by_brand": None},
        {"text": None, "sentiment": None, "promo": None, "by_brand": None},
    ]
    outcome = classify_file(
        write_jsonl(tmp_path / "in.jsonl", rows), tmp_path / "out.csv", brands=brands, models=small_models
    )
    found = rows_of(tmp_path / "out.csv")
    assert [row["brand"] for row in found] == ["Honda", "Mazda", *["Honda"] * 5, None, None]
    assert [row["text"] for row in found][:2] == ["ฮอนด้า กับ Mazda"] * 2
    assert (outcome.rows, outcome.unnamed) == (8, 2)
    assert outcome.brands is not None
    assert [row["brand"] for row in outcome.brands] == ["Mazda", "Honda", "Toyota"]
    honda = outcome.brands[1]
    counts = {name: honda[name] for name in ("messages", "pos", "neg", "neu", "q", "promo", "by_brand", "blank")}
    assert counts == {"messages": 6, "pos": 2, "neg": 1, "neu": 1, "q": 0, "promo": 1, "by_brand": 1, "blank": 0}
    assert honda["net_sentiment"] == pytest.approx(1 / 3)
    assert honda["net_sentiment_all"] == 0.25
    # Wilson for 2 of 3: (0.20765, 0.93851), mapped by 2p - 1.
    assert honda["net_sentiment_low"] == pytest.approx(2 * 0.207655 - 1, abs=1e-5)
    assert honda["net_sentiment_high"] == pytest.approx(2 * 0.938511 - 1, abs=1e-5)
    # All labels came with the file: nothing is corrected, and nothing is said of it.
    assert (honda["classified"], honda["corrected"], honda["note"]) == (0, 0, "")
    assert (honda["net_sentiment_raw"], honda["net_sentiment_all_raw"]) == (honda["net_sentiment"], 0.25)
    toyota = outcome.brands[2]
    assert (toyota["messages"], toyota["net_sentiment"], toyota["net_sentiment_all"]) == (0, None, None)


def about_honda(found: int, given: int = 0) -> list[Row]:
    """Messages that name Honda: without a label, and with one by people."""
    rows: list[Row] = [{"text": f"Honda {row['text']}", "sentiment": None} for row in small_corpus(found, seed=8)]
    return rows + [{"text": f"Honda {i}", "sentiment": ("pos", "neg", "pos")[i % 3]} for i in range(given)]


def honda_of(rows: list[Row], brands: Path, models: Path, tmp_path: Path, **options: Any) -> Row:
    # Whether a message is promo is given here, so that all of them count.
    source = write_jsonl(tmp_path / "in.jsonl", [{**row, "promo": 0} for row in rows])
    outcome = classify_file(source, tmp_path / "out.jsonl", brands=brands, models=models, **options)
    assert outcome.brands is not None
    return next(row for row in outcome.brands if row["brand"] == "Honda")


@pytest.mark.parametrize("prefer", ["accuracy", "macro"])
def test_net_sentiment_is_corrected_as_the_quantifier_says(
    brands: Path, small_models: Path, tmp_path: Path, prefer: str
) -> None:
    rows = about_honda(150, given=30)
    found = honda_of(rows, brands, small_models, tmp_path, prefer=prefer)
    classifier = Classifier(["sentiment"], small_models)
    labels = classifier.label([row["text"] for row in rows[:150]], prefer)
    made = quantifier_of(classifier.details("sentiment"))
    assert made is not None
    shares = made.predict_counts(made.counts(labels.shares["sentiment"]))
    pos, neg = 150 * shares.share("pos") + 20, 150 * shares.share("neg") + 10
    assert (found["classified"], found["corrected"]) == (150, 1)
    assert found["net_sentiment"] == pytest.approx((pos - neg) / (pos + neg))
    assert found["net_sentiment_all"] == pytest.approx((pos - neg) / 180)
    assert found["net_sentiment_low"] < found["net_sentiment"] < found["net_sentiment_high"]
    # The counts stay those of labels, and the figure by them stands beside it.
    counted = np.bincount(labels.codes["sentiment"], minlength=4) + np.array([20, 0, 10, 0])
    assert [found[name] for name in SENTIMENTS] == counted.tolist()
    assert found["net_sentiment_raw"] == pytest.approx((counted[0] - counted[2]) / (counted[0] + counted[2]))
    assert found["net_sentiment_all_raw"] == pytest.approx((counted[0] - counted[2]) / 180)
    assert found["net_sentiment_raw"] != pytest.approx(found["net_sentiment"])


@pytest.mark.parametrize(
    ("found", "options", "why"),
    [
        (99, {}, "fewer than 100"),
        (120, {"correct": False}, "the correction is off"),
        (120, {"at_least": 0.3}, "doubtful labels were left out"),
        (120, {"model": "rules"}, "nothing is known of its errors"),
    ],
)
def test_net_sentiment_stays_counted_and_says_why(
    brands: Path, small_models: Path, tmp_path: Path, found: int, options: Row, why: str
) -> None:
    row = honda_of(about_honda(found, given=60), brands, small_models, tmp_path, **options)
    assert row["corrected"] == 0
    assert row["note"].endswith(f"messages labelled by the classifier, not corrected for its errors: {why}")
    assert row["net_sentiment"] == row["net_sentiment_raw"]
    assert row["net_sentiment_all"] == row["net_sentiment_all_raw"]
    assert (row["net_sentiment_low"], row["net_sentiment_high"]) == net_sentiment_interval(row["pos"], row["neg"])


def test_what_is_left_out_is_not_estimated_from(brands: Path, small_models: Path, tmp_path: Path) -> None:
    """Promo, blank and a brand's own messages: neither counted nor corrected."""
    rows = about_honda(110)
    plain = honda_of(rows, brands, small_models, tmp_path)
    more = [
        {"text": "Honda แย่มาก", "sentiment": None, "by_brand": 1},
        {"text": None, "sentiment": None, "brand": "Honda"},
    ]
    padded = honda_of([{**row, "by_brand": 0, "brand": None} for row in rows] + more, brands, small_models, tmp_path)
    assert (padded["by_brand"], padded["blank"], padded["classified"]) == (1, 1, 110)
    assert padded["net_sentiment"] == plain["net_sentiment"]
    count = BrandCount("x")
    count.add("neg", 1, 0, bin=3)
    assert (count.promo, count.bins) == (1, {})


def test_a_given_brand_is_kept(brands: Path, small_models: Path, tmp_path: Path) -> None:
    rows = [{"brand": "Mazda", "text": "Honda ดี"}, {"brand": " ", "text": "Honda ดี"}, {"brand": "", "text": "ดี"}]
    outcome = classify_file(
        write_csv(tmp_path / "in.csv", rows), tmp_path / "out.parquet", brands=brands, models=small_models
    )
    assert [row["brand"] for row in rows_of(tmp_path / "out.parquet")] == ["Mazda", "Honda", None]
    assert outcome.unnamed == 1


def test_brands_come_from_a_table_too(tmp_path: Path) -> None:
    path = write_csv(
        tmp_path / "b.csv", [{"brand": "Honda", "aliases": "ฮอนด้า|hnd"}, {"brand": "Mazda", "aliases": ""}]
    )
    assert [(b.name, b.aliases) for b in read_brands(path)] == [("Honda", ("ฮอนด้า", "hnd")), ("Mazda", ())]
    with pytest.raises(DataError, match="there is no such file"):
        read_brands(tmp_path / "absent.toml")
    (tmp_path / "bad.toml").write_text("[[brand", encoding="utf-8")
    with pytest.raises(DataError, match="TOML"):
        read_brands(tmp_path / "bad.toml")


def test_counts_of_a_brand() -> None:
    count = BrandCount("x")
    for sentiment, promo, by_brand in [("pos", 0, 0), (None, 0, 0), ("neg", 1, 0), ("neg", 1, 1), ("q", None, 0)]:
        count.add(sentiment, promo, by_brand)
    assert count.sentiments == {"pos": 1, "q": 1}
    assert (count.promo, count.by_brand, count.blank) == (1, 1, 1)
    assert count.as_dict(Correction(None))["messages"] == 5


def refused(path: Path, out: Path, **options: Any) -> str:
    before = sorted(out.parent.iterdir())
    with pytest.raises(DataError) as error:
        classify_file(path, out, **options)
    assert sorted(out.parent.iterdir()) == before
    return str(error.value)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.csv", "", "the file is empty"),
        ("a.csv", "\n\n", "the file is empty"),
        ("a.csv", "message,n\nดี,1\n", 'no column "text"; found "message", "n"'),
        ("a.csv", "text,text\nดี,1\n", "the title stands twice"),
        ("a.csv", "text\nดี,1\n", "row 2: the row has 2 cells, the header 1"),
        ("a.csv", 'text\n"ดี\n', "row 2: the row cannot be read"),
        ("a.csv", "text,sentiment\nดี,pos\nดี,good\n", 'row 3, column sentiment: "good"'),
        ("a.csv", "text,promo\nดี,2\n", 'row 2, column promo: "2"'),
        ("a.jsonl", '{"text": 1\n', "row 1: the line is no JSON"),
        ("a.jsonl", '"text"\n', "row 1: the line is no JSON object"),
        ("a.jsonl", "\n", "the file is empty"),
        ("a.parquet", "text", "the Parquet file cannot be read"),
        ("a.xlsx", "text", "the workbook cannot be read"),
        ("a.doc", "text", 'files that end in ".doc" are not read'),
    ],
)
def test_a_file_that_cannot_be_used(name: str, content: str, message: str, small_models: Path, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    (tmp_path / "out").mkdir()
    assert message in refused(path, tmp_path / "out" / "out.csv", models=small_models)


def test_what_else_cannot_be_done(brands: Path, small_models: Path, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "in.csv", [{"text": "ดี", "brand": "Suzuki", "by_brand": "maybe"}])
    (tmp_path / "out").mkdir()
    out = tmp_path / "out" / "out.csv"
    message = refused(path, out, brands=brands, models=small_models)
    assert 'row 2, column brand: brand "Suzuki" is not among the brands' in message
    assert 'row 2, column by_brand: "maybe"; expected 0 or 1' in message
    assert "there is no such file" in refused(tmp_path / "absent.csv", out, models=small_models)
    assert 'files that end in ".txt" are not written' in refused(path, out.with_suffix(".txt"), models=small_models)
    assert "Name it with --text-column text" in refused(path, out, text_column="texts", models=small_models)
    long = write_csv(tmp_path / "long.csv", [{"text": "ก" * 40_000}])
    assert "row 2 has a text of 40,000 characters" in refused(long, out.with_suffix(".xlsx"), models=small_models)
    empty = pa.table({"text": pa.array([], pa.string())})
    pq.write_table(empty, tmp_path / "none.parquet")
    assert classify_file(tmp_path / "none.parquet", out, models=small_models) == Outcome(given={})
    assert pd.read_csv(out).columns.tolist() == ["text", *COLUMNS]


def test_a_file_is_not_written_over_itself(small_models: Path, tmp_path: Path) -> None:
    # Authors become pseudonyms on the way: the names would be gone.
    path = write_csv(tmp_path / "in.csv", [{"text": "ดี"}])
    before = path.read_bytes()
    with pytest.raises(UsageError, match="is the input"):
        classify_file(path, path, models=small_models)
    assert path.read_bytes() == before
