"""Files of objectives: what they may say, and what is said of those that say it wrong."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

from brandscore.errors import ProfileError
from brandscore.metrics.windows import Period
from brandscore.okr.plan import CheckIn
from brandscore.okr.read import load_plan, plan_from
from brandscore.okr.spans import day_of, span_of
from brandscore.resources import okr_examples


def problems(text: str, **more) -> list[str]:
    with pytest.raises(ProfileError) as error:
        plan_from(tomllib.loads(text), "okr.toml", **more)
    lines = str(error.value).splitlines()
    assert re.fullmatch(r"okr\.toml: \d+ things? wrong:", lines[0])
    return [line.strip() for line in lines[1:]]


def one(key_result: str, objective: str = 'period = "2026-Q3"') -> str:
    return f'[[objective]]\ntitle = "O"\n{objective}\n[[objective.key_result]]\ntitle = "K"\n{key_result}'


def test_everything_that_is_wrong_is_said_at_once_with_its_place():
    text = """
    [[objective]]
    title = "รู้จักเรา"
    period = "2026-Q5"
    ownr = "x"
    [[objective.key_result]]
    title = "Reach"
    kind = "increase_percent"
    target = "50%"
    [[objective.key_result]]
    title = "Links"
    kind = "cuont"
    [[objective]]
    why = 3
    """
    first, second = "objective 1 “รู้จักเรา”", "objective 2"
    assert set(problems(text)) == {
        f"{first}, ownr: is no key here; did you mean 'owner'?",
        f'{first}, period: \'2026-Q5\' is no period; write "2026-Q3", "2026-07", "2026", or '
        '["2026-07-01", "2026-09-30"]',
        f"{first}, key result 1 “Reach”, target: '50%' is text, not a number; write 50",
        f"{first}, key result 2 “Links”, kind: 'cuont' is no kind of key result; did you mean 'count'?",
        f"{second}, title: is missing",
        f"{second}, why: 3 is no text; write it in quotes",
    }


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ('"50"', "'50' is text, not a number; write 50"),
        ('" +1,250.5 % "', "' +1,250.5 % ' is text, not a number; write 1250.5"),
        ('"ครึ่งหนึ่ง"', "'ครึ่งหนึ่ง' is text, not a number; write a number such as 50"),
        ("true", "True is no number; write one such as 50"),
        ("[50]", "[50] is no number; write one such as 50"),
        ("nan", "nan is no figure that can be reached"),
        ("inf", "inf is no figure that can be reached"),
        ("0", "0 is not above 0"),
        ("-5", "-5 is not above 0"),
    ],
)
def test_a_number_is_a_number(written, said):
    (line,) = problems(one(f'kind = "increase_percent"\nbaseline = 10\ntarget = {written}'))
    assert line == f"objective 1 “O”, key result 1 “K”, target: {said}"


@pytest.mark.parametrize("raw", ["target = 50%\n", "target = 12.5 %\n"])
def test_a_bare_percent_sign_is_no_toml_and_the_error_says_what_to_write(tmp_path, raw):
    path = tmp_path / "okr.toml"
    path.write_text(one('kind = "increase_percent"\n' + raw), encoding="utf-8")
    with pytest.raises(ProfileError, match=r"okr\.toml: not valid TOML: .*write 50, not 50%"):
        load_plan(path)
    path.write_text('note = "100% sure"\nx', encoding="utf-8")
    with pytest.raises(ProfileError) as error:
        load_plan(path)
    assert "50%" not in str(error.value)


@pytest.mark.parametrize(
    ("key_result", "said"),
    [
        ('kind = "count"\ntarget = 3\nbaseline = 1', "baseline: does not belong to kind count; there are"),
        ('kind = "milestone"\ntarget = 1', "target: does not belong to kind milestone"),
        ('kind = "milestone"\ndone = "yes"', "done: 'yes' is neither true nor false (without quotes)"),
        ('kind = "milestone"\ndone = false\ndone_on = 2026-07-03', "done: is false, and done_on names a day"),
        ('kind = "count"\ntarget = 3\ndone = -1', "done: -1 is below 0"),
        ('kind = "per_item"\ntarget = 1', "items: is missing; say how many items there are"),
        ('kind = "per_item"\ntarget = 1\nitems = 4\nitems_done = 5', "items_done: 5 is more than the 4 items"),
        (
            'kind = "count"\ntarget = 3\ndone = 1\ncheckins = [{date = 2026-07-03, value = 1}]',
            "done: stands beside check-ins; give the one or the other",
        ),
        (
            'kind = "increase_percent"\ntarget = 3\nbaseline = 0',
            "baseline: 0: a percentage needs a baseline above 0",
        ),
        ('kind = "reach"\ntarget = 3\nplatform = "facebok"', "'facebok' is no platform; did you mean 'facebook'?"),
        ('kind = "reach"\ntarget = 3\nmetric = "intractions"', "'intractions' is no metric; did you mean 'interactions'?"),
        ('kind = "reach"\ntarget = 3\nweight = 0', "weight: 0 is not above 0"),
        ('kind = "reach"\ntarget = 3\ncheckins = [1]', "checkins: is no list of tables; write [{date = 2026-07-31,"),
        ('kind = "reach"\ntarget = 3\ncheckins = [{value = 1}]', "check-in 1, date: is missing"),
        ('kind = "reach"\ntarget = 3\ncheckins = [{date = 2026-07-03, valeu = 1}]', "valeu: is no key here; did you"),
        (
            'kind = "reach"\ntarget = 3\ncheckins = [{date = 2026-06-30, value = 1}]',
            "check-in 1, date: 2026-06-30 lies outside the objective's period, 2026-07-01 to 2026-09-30",
        ),
        (
            'kind = "reach"\ntarget = 3\ncheckins = [{date=2026-07-03, value=1}, {date="2026-07-03", value=2}]',
            "check-in 2, date: 2026-07-03 stands here twice",
        ),
        ('kind = "reach"\ntarget = 3\nbaseline_period = "last quarter"', "'last quarter' is no period"),
    ],
)  # fmt: skip
def test_what_a_key_result_may_not_say(key_result, said):
    lines = problems(one(key_result), metrics=("interactions", "reach"))
    assert any(said in line for line in lines), lines


def test_a_bad_figure_is_said_beside_another_mistake():
    place = "objective 1 “O”, key result 1 “K”"
    lines = problems(one('kind = "cuont"\ntarget = "50%"\nmetrik = "reach"\ndone = true'))
    assert set(lines) == {
        f"{place}, kind: 'cuont' is no kind of key result; did you mean 'count'?",
        f"{place}, target: '50%' is text, not a number; write 50",
        f"{place}, metrik: is no key here; did you mean 'metric'?",
    }


def test_titles_are_not_used_twice_and_there_is_an_objective():
    twice = '[[objective]]\ntitle = "O"\n[[objective]]\ntitle = "O"\n'
    assert problems(twice) == ["objective 2 “O”, title: another objective has the same title"]
    assert problems("") == ["objective: there is none; write [[objective]] and its title"]
    assert problems('objective = "x"') == ["objective: is no list of tables; write [[objective]]"]
    both = one('kind = "milestone"\n[[objective.key_result]]\ntitle = "K"\nkind = "milestone"')
    assert problems(both) == [
        "objective 1 “O”, key result 2 “K”, title: another key result of the objective has the same title"
    ]


def test_a_plan_is_what_the_file_says():
    text = one(
        'title_en = "k"\nkind = "reach"\nmetric = "reach"\nplatform = ["FB", "ig"]\ntarget = 5_000\nunit = "people"\n'
        'checkins = [{date = "2026-08-01", value = 2}, {date = 2026-07-03, value = 1.5}]\nweight = 2',
        'period = ["2026-07-01", 2026-09-30]',
    )
    plan = plan_from(tomllib.loads(text), "okr.toml", "abc")
    (objective,) = plan.objectives
    (key,) = objective.key_results
    assert objective.period == Period(date(2026, 7, 1), date(2026, 9, 30))
    assert key.platforms == ("facebook", "instagram")
    assert (key.target, key.weight, key.unit) == (5000.0, 2.0, "people")
    assert key.checkins == (CheckIn(date(2026, 7, 3), 1.5), CheckIn(date(2026, 8, 1), 2.0))
    assert (plan.last_dated, plan.english, plan.sha256) == (date(2026, 8, 1), {"K": "k"}, "abc")


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2026", "2026-01-01", "2026-12-31"),
        (2026, "2026-01-01", "2026-12-31"),
        ("2026-q1", "2026-01-01", "2026-03-31"),
        ("2026-H2", "2026-07-01", "2026-12-31"),
        ("2028-02", "2028-02-01", "2028-02-29"),
        (["2026-07-15", "2026-07-15"], "2026-07-15", "2026-07-15"),
    ],
)
def test_periods(written, first, last):
    assert span_of(written) == Period(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("2569-Q3", "Buddhist era; write 2026"),
        ("2026-13", "there are months 01 to 12"),
        ("0026", "no year that can be meant"),
        (["2026-07-02", "2026-07-01"], "2026-07-01 lies before 2026-07-02"),
        (["2026-07-02"], "1 days given"),
        (["2026-07-02", "soon"], "'soon' is no day; write it as 2026-07-31"),
        (True, "True is no period"),
        ("summer", "'summer' is no period"),
    ],
)
def test_what_is_no_period(written, said):
    with pytest.raises(ValueError, match=re.escape(said)):
        span_of(written)


def test_a_time_is_no_day():
    with pytest.raises(ValueError, match="has a time; a day is wanted: write 2026-07-01"):
        day_of(tomllib.loads("x = 2026-07-01T10:00:00")["x"])


def test_a_file_that_is_not_there_names_the_shipped_ones(tmp_path):
    with pytest.raises(ProfileError, match="cannot be read: No such file.*digital_marketing"):
        load_plan(tmp_path / "no.toml")
    with pytest.raises(ProfileError, match="cannot be read"):
        load_plan(tmp_path)
    path = tmp_path / "thai.toml"
    path.write_bytes('note = "ไทย"'.encode("cp874"))
    with pytest.raises(ProfileError, match=r"thai\.toml: not UTF-8"):
        load_plan(path)


def test_the_shipped_plan_has_the_seven_objectives_and_their_figures():
    plan = load_plan("digital_marketing")
    assert plan == load_plan(okr_examples() / "digital_marketing.toml")
    assert plan.note is not None
    assert "invented" in plan.note
    figures = [[(k.kind, k.target) for k in o.key_results] for o in plan.objectives]
    assert figures == [
        [("increase_percent", 50), ("increase_percent", 50)],
        [("increase_percent", 10), ("increase_percent", 20)],
        [("count", 5), ("increase_percent", 10), ("count", 4)],
        [("increase_percent", 20), ("increase_percent", 10)],
        [("count", 5), ("increase_percent", 10)],
        [("count", 50), ("reduce_to", 2), ("per_item", 1)],
        [("milestone", None), ("increase_percent", 200), ("increase_percent", 100), ("count", 3)],
    ]
    assert sum(map(len, figures)) == 18
    assert all(o.period and o.owner and o.why for o in plan.objectives)
    assert not Path(plan.source).is_absolute()
