"""What holds for every metric of the registry: never infinite, Series as scalars, money scales, sums of parts."""

from __future__ import annotations

import inspect
import json
import math
import re
import subprocess
import sys
import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import brandscore as bs
from brandscore.errors import DataError, UsageError
from brandscore.metrics.registry.catalogue import METRICS
from brandscore.metrics.registry.columns import over_columns
from brandscore.metrics.registry.compute import MetricWarning, compute
from brandscore.metrics.registry.formula import Formula
from brandscore.metrics.registry.inputs import INPUTS
from brandscore.metrics.registry.reading import figures, given_figures

FORMS = [(m.name, i) for m in METRICS.values() for i in range(len(m.formulas))]
MONEY = [(n, i) for n, i in FORMS if any(INPUTS[key].unit == "money" for key in METRICS[n].formulas[i].inputs)]
SINGLE = [(n, i) for n, i in FORMS if not METRICS[n].formulas[i].lists]


def number(name: str, least: float | None = None) -> st.SearchStrategy[float]:
    one = INPUTS[name]
    low = one.lowest if one.lowest is not None else -1e12
    floats = st.floats(low if least is None else max(low, least), one.highest if one.highest is not None else 1e12)
    # Below that, floats have so few digits left that nothing can be scaled.
    return floats.map(lambda v: 0.0 if abs(v) < 1e-9 else v)


def value_of(draw, name: str, least: float | None = None) -> float | list[float]:
    if INPUTS[name].many:
        return draw(st.lists(number(name), max_size=6))
    whole = st.sampled_from([0.0, 1.0, 5.0]) if INPUTS[name].lowest == 0 else st.nothing()
    return draw(whole | number(name)) if least is None else draw(number(name, least))


@st.composite
def filled(draw, forms=FORMS):
    name, place = draw(st.sampled_from(forms))
    formula = METRICS[name].formulas[place]
    return name, formula, {key: value_of(draw, key) for key in formula.inputs}


@given(filled())
def test_no_metric_is_ever_infinite_and_null_has_a_reason(case):
    name, _, inputs = case
    answer = compute(name, **inputs)
    assert (answer.value is None) == bool(answer.reason)
    assert answer.value is None or math.isfinite(answer.value)


@given(st.sampled_from(SINGLE), st.data())
def test_series_and_scalars_agree(form, data):
    name, place = form
    formula = METRICS[name].formulas[place]
    rows = data.draw(
        st.lists(st.fixed_dictionaries({k: st.none() | number(k) for k in formula.inputs}), min_size=1, max_size=5)
    )
    index = [f"r{i}" for i in range(len(rows))]
    columns = {k: pd.Series([r[k] for r in rows], index=index, dtype="float64") for k in formula.inputs}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", MetricWarning)
        found = getattr(bs.metrics, name)(**columns)
    assert found.name == name
    assert list(found.index) == index
    for row, value in zip(rows, found, strict=True):
        alone = compute(name, **{k: math.nan if v is None else v for k, v in row.items()}).value
        assert (math.isnan(value) and alone is None) or value == alone
    table = over_columns(METRICS[name], {k: v.to_numpy() for k, v in columns.items()}, len(rows))
    np.testing.assert_array_equal(table.values, found.to_numpy())
    assert [not r for r in table.reasons] == [not math.isnan(v) for v in table.values]


@given(filled(MONEY), st.floats(0.001, 1000))
def test_scaling_all_money_scales_what_is_money_and_leaves_the_rest(case, factor):
    name, _, inputs = case
    money = [key for key in inputs if INPUTS[key].unit == "money"]

    def scaled(key, value):
        if key not in money:
            return value
        return [v * factor for v in value] if isinstance(value, list) else value * factor

    before = compute(name, **inputs).value
    after = compute(name, **{k: scaled(k, v) for k, v in inputs.items()}).value
    assume(before is not None and after is not None)
    expected = before * factor if METRICS[name].unit == "money" else before
    size = max((abs(v) for k in money for v in np.atleast_1d(inputs[k])), default=0)
    if name == "ltv" or "comparable_price" in inputs:
        # Of the two prices one divides the other; the third carries the unit.
        assert after == pytest.approx(expected, rel=1e-9, abs=1e-9)
    else:
        assert after == pytest.approx(expected, rel=1e-6, abs=1e-9 * max(size, 1))


RATES = [
    (m.name, i)
    for m in METRICS.values()
    for i, f in enumerate(m.formulas)
    if re.fullmatch(r"\w+ / \w+( \* 100| \* 1000)?", f.text)
]


@given(st.sampled_from(RATES), st.lists(st.tuples(st.floats(0, 1e9), st.floats(1, 1e9)), min_size=1, max_size=6))
def test_a_rate_of_sums_is_the_weighted_mean_of_the_rates(form, parts):
    name, place = form
    above, below = METRICS[name].formulas[place].inputs
    whole = compute(name, **{above: sum(a for a, _ in parts), below: sum(b for _, b in parts)}).value
    each = [compute(name, **{above: a, below: b}).value for a, b in parts]
    assert whole == pytest.approx(np.average(each, weights=[b for _, b in parts]), rel=1e-9, abs=1e-12)


@given(st.floats(0, 1e9), st.floats(1, 1e9))
def test_both_forms_of_roi_agree(revenue, cost):
    by_revenue = bs.metrics.roi(revenue=revenue, cost=cost)
    assert by_revenue == pytest.approx(bs.metrics.roi(profit=revenue - cost, cost=cost), rel=1e-9, abs=1e-9)
    assert bs.metrics.roi_percent(revenue=revenue, cost=cost) == pytest.approx(100 * by_revenue, rel=1e-9, abs=1e-7)


@given(st.lists(st.integers(0, 10), min_size=1, max_size=30))
def test_nps_lies_within_its_range_and_is_a_mean(answers):
    signs = [1 if a >= 9 else -1 if a <= 6 else 0 for a in answers]
    value = bs.metrics.nps(promoters=signs.count(1), passives=signs.count(0), detractors=signs.count(-1))
    assert value == pytest.approx(100 * np.mean(signs))
    assert -100 <= value <= 100


@pytest.mark.parametrize("name", METRICS)
def test_each_function_has_a_real_signature_and_its_own_words(name):
    function = getattr(bs.metrics, name)
    metric = METRICS[name]
    parameters = inspect.signature(function).parameters
    assert list(parameters) == sorted(metric.inputs, key=lambda n: n not in metric.always)
    assert all(p.kind is inspect.Parameter.KEYWORD_ONLY for p in parameters.values())
    assert {n for n, p in parameters.items() if p.default is inspect.Parameter.empty} == metric.always
    for words in (metric.title, metric.title_th, metric.about, *(INPUTS[n].about for n in metric.inputs)):
        assert words in function.__doc__
    assert (function.__name__, function.__module__) == (name, "brandscore.metrics")


def test_what_is_not_known_gives_no_value_however_it_is_written():
    for nothing in (None, math.nan, pd.NA, np.nan):
        answer = compute("ctr", clicks=nothing, impressions=100)
        assert (answer.value, answer.reason) == (None, "clicks is not known")
    assert compute("median_response_time", response_minutes=[3, None, 25]).value == 14


def test_zero_denominators_say_which():
    with pytest.warns(MetricWarning, match="impressions is 0"):
        assert bs.metrics.ctr(clicks=0, impressions=0) is None
    both = compute("organic_reach_share", organic_reach=0, paid_reach=0)
    assert (both.value, both.reason) == (None, "organic_reach + paid_reach is 0")
    lists = compute("tone_spread", tone_by_platform=[3])
    assert lists.reason == "the list has 1 values, 2 are needed"
    endless = compute(
        "brand_value_income", brand_revenue=[1], discount_rate=3, growth_rate=3, royalty_rate=5, tax_rate=0
    )
    assert "not above the growth rate" in endless.reason


def test_a_list_and_a_series_together_are_taken_row_by_row():
    rates = pd.Series([10.0, 20.0, 0.0], index=list("abc"))
    found = bs.metrics.brand_value_income(
        brand_revenue=[110, 121, 130], discount_rate=rates, royalty_rate=5, tax_rate=20
    )
    alone = [
        bs.metrics.brand_value_income(brand_revenue=[110, 121, 130], discount_rate=r, royalty_rate=5, tax_rate=20)
        for r in rates
    ]
    assert found.tolist() == alone
    answer = compute(
        "brand_value_income",
        brand_revenue=[110],
        discount_rate=np.array([10.0, 1.0]),
        growth_rate=2,
        royalty_rate=5,
        tax_rate=20,
    )
    assert "1 of 2 have no value (the discount rate is not above the growth rate" in answer.reason


def test_reasons_of_a_series_are_counted():
    answer = compute("ctr", clicks=np.array([1, 0, np.nan, 3, 1e308]), impressions=np.array([0, 0, 4, np.nan, 1e-300]))
    assert answer.reason == (
        "5 of 5 have no value (impressions is 0: 2; the result is too large to be a number: 1; "
        "impressions is not known: 1; clicks is not known: 1)"
    )


def test_what_happens_though_it_looks_wrong_is_a_warning():
    with pytest.warns(MetricWarning, match=r"clicks \(9\) is above impressions \(5\)"):
        assert bs.metrics.ctr(clicks=9, impressions=5) == 180.0


def test_every_wrong_input_is_named_with_its_bound():
    with pytest.raises(DataError) as error:
        compute("brand_value_market", comparable_price=-1, comparable_revenue="12", yearly_revenue=math.inf)
    text = str(error.value)
    assert "comparable_price is -1; expected a number, 0 or more" in text
    assert "comparable_revenue is the text '12', no number" in text
    assert "yearly_revenue is inf" in text
    with pytest.raises(DataError, match=r"seen_share is 120; expected a number, 0 or more, 100 or less"):
        compute("estimated_reach", authors=1, average_followers=1, seen_share=120)
    with pytest.raises(DataError, match=r"clicks is 'x' at place 2, no number"):
        compute("cpc", spend=[1, 2], clicks=[1, "x"])
    with pytest.raises(DataError, match=r"clicks is True, no number"):
        compute("cpc", spend=1, clicks=True)
    with pytest.raises(DataError, match=r"spend is -2 at place 2; expected .* \(and 1 more rows like this\)"):
        compute("cpc", spend=np.array([1, -2, -3]), clicks=np.array([1, 1, 1]))


def test_wrong_names_are_told_with_what_was_meant():
    for call, words in (
        (lambda: compute("ctrr", clicks=1, impressions=2), "did you mean ctr"),
        (lambda: compute("ctr", click=1, impressions=2), r"no input 'click' \(did you mean clicks\?\)"),
        (lambda: compute("ctr", clicks=1), "impressions is missing; it takes clicks, impressions"),
        (lambda: compute("conversion_rate", conversions=1, clicks=2, visits=3), "not all of them together"),
        (lambda: compute("cpc", spend=[1, 2, 3], clicks=[1, 2]), "different lengths: spend has 3, clicks has 2"),
        (lambda: compute("cpc", spend=pd.Series([1]), clicks=pd.Series([1], index=[5])), "different indexes"),
    ):
        with pytest.raises(UsageError, match=words):
            call()
    with pytest.raises(TypeError, match="missing a required argument: 'impressions'"):
        bs.metrics.ctr(clicks=1)
    with pytest.raises(AttributeError, match="did you mean roas"):
        _ = bs.metrics.roass


@pytest.mark.parametrize(
    "text", ["a ** 2", "a.b", "f(a)", "-a", "True", "a if b else c", "mean(a + b)", "a +", "'x'", "a[0]"]
)
def test_a_formula_is_arithmetic_and_nothing_else(text):
    with pytest.raises(ValueError, match=r"formula"):
        Formula(text)


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
def test_formulas_keep_the_order_of_operations(a, b, c):
    given_ = {"a": a, "b": b, "c": c}
    for text, value in (("a - (b - c)", a - (b - c)), ("a * (b + c)", a * (b + c)), ("(a - b) * c", (a - b) * c)):
        formula = Formula(text)
        assert formula.value(given_) == value
        # What a spreadsheet is given means the same.
        assert eval(formula.excel({k: f"({v!r})" for k, v in given_.items()})) == value


def test_latex_of_formulas():
    assert Formula("(a - b) / b").latex == r"\frac{\text{a} - \text{b}}{\text{b}}"
    assert Formula("a * (1 - tax_rate / 100)").latex == r"\text{a} \times \left(1 - \frac{\text{tax rate}}{100}\right)"
    assert Formula("median(x)").excel({"x": "A1:A9"}) == "MEDIAN(A1:A9)"


def test_figures_are_read_as_people_type_them():
    assert figures("cpc", ["spend=1,500.50", "clicks=๔๓๐"]) == {"spend": 1500.5, "clicks": 430.0}
    assert figures("median_response_time", ["response_minutes=3,10,25"]) == {"response_minutes": [3.0, 10.0, 25.0]}
    assert figures("estimated_reach", ["authors=1", "average_followers=2", "seen_share=5%"])["seen_share"] == 5.0
    assert figures("ctr", ["clicks=", "impressions=2"])["clicks"] is None
    with pytest.raises(DataError) as error:
        figures("cpc", ["spend=฿1500", "clicks=5%"])
    assert "spend is '฿1500', no number" in str(error.value)
    assert "Leave the currency out" in str(error.value)
    assert "clicks is '5%', no number" in str(error.value)
    for words, told in ((["clicks"], "write input=number"), (["clicks=1", "clicks=2"], "given twice")):
        with pytest.raises(UsageError, match=told):
            figures("ctr", words)
    assert given_figures(["average_followers=300", "seen_share=5 %"]) == {"average_followers": 300.0, "seen_share": 5.0}
    with pytest.raises(UsageError, match="did you mean seen_share"):
        given_figures(["seen_shares=5"])
    for text in ("1,50", "1.2.3", "nan", "inf", "0x1", "1 2"):
        with pytest.raises(DataError, match="no number"):
            figures("ctr", [f"clicks={text}", "impressions=1"])


def run(*words: str) -> subprocess.CompletedProcess[str]:
    code = "import sys; from brandscore.cli import main; sys.argv[0] = 'brandscore'; main()"
    return subprocess.run(
        [sys.executable, "-c", code, *words], capture_output=True, text=True, encoding="utf-8", check=False
    )


def test_the_command_computes_one_metric():
    found = json.loads(run("metric", "ctr", "clicks=95", "impressions=5,900", "--json").stdout)
    assert (found["name"], found["unit"], found["reason"]) == ("ctr", "percent", "")
    assert found["value"] == pytest.approx(95 / 59)
    told = run("metric", "bounce_rate", "bounces=15000", "visits=20000")
    assert "อัตราการตีกลับ" in told.stdout
    assert "75 %" in told.stdout
    assert "read as: poor" in told.stdout
    none = run("metric", "ctr", "clicks=3", "impressions=0", "--json")
    assert none.returncode == 0
    assert json.loads(none.stdout)["value"] is None
    assert json.loads(none.stdout)["reason"] == "impressions is 0"
    assert "clicks (3) is above impressions (0)" in none.stderr
    assert (
        json.loads(run("metric", "cpc", "spend=6", "clicks=2", "--currency", "THB", "--json").stdout)["unit"] == "THB"
    )


def test_the_command_ends_with_1_for_bad_figures_and_2_for_bad_usage():
    for words, code, told in (
        (("ctr", "clicks=-3", "impressions=2"), 1, "clicks is -3; expected a number, 0 or more"),
        (("ctr", "clicks=many", "impressions=2"), 1, "clicks is 'many', no number"),
        (("ctr", "clicks=3"), 2, "impressions is missing"),
        (("ctr", "clicks=3", "impressions=2", "reach=1"), 2, "ctr has no input 'reach'"),
        (("ctrr", "clicks=3"), 2, "did you mean ctr"),
    ):
        done = run("metric", *words)
        assert (done.returncode, done.stdout) == (code, "")
        assert told in done.stderr
