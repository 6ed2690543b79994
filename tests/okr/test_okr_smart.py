"""SMART: each rule met and not met."""

from __future__ import annotations

import pytest

from brandscore.okr.read import plan_from
from brandscore.okr.run import follow
from brandscore.okr.smart import RULES, rule_named

GOOD = {"title": "O", "period": "2026-Q3", "owner": "lead", "why": "because"}
COUNT = {"title": "K", "kind": "count", "target": 5, "done": 1}


def found(key_results, **objective):
    plan = plan_from({"objective": [{**GOOD, **objective, "key_result": key_results}]})
    followed = follow(plan)
    (findings,) = followed.findings.values()
    (row,) = followed.objectives
    assert row["smart_missing"] == tuple(dict.fromkeys(f.rule for f in findings if not f.question))
    assert row["smart_questions"] == tuple(dict.fromkeys(f.rule for f in findings if f.question))
    return [f.rule for f in findings]


def key(kind, **more):
    return {"title": "K", "kind": kind, **more}


CHECKINS = [{"date": "2026-07-10", "value": 12}]


def test_a_whole_objective_lacks_nothing():
    assert found([COUNT]) == []
    assert found([key("increase_percent", target=100, baseline=10, checkins=CHECKINS)]) == []


@pytest.mark.parametrize(
    ("rule", "key_results", "objective"),
    [
        ("no_key_result", [], {}),
        ("no_owner", [COUNT], {"owner": ""}),
        ("no_why", [COUNT], {"why": " "}),
        ("no_number", [key("milestone")], {}),
        ("not_beyond", [key("reach", target=5, baseline=5, checkins=CHECKINS)], {}),
        ("not_beyond", [key("reduce_to", target=5, baseline=4, checkins=CHECKINS)], {}),
        ("no_baseline", [key("increase_percent", target=5, checkins=CHECKINS)], {}),
        ("no_baseline", [key("reduce_to", target=5, checkins=CHECKINS)], {}),
        ("no_figure", [key("reach", target=5)], {}),
        ("no_figure", [key("reach", target=5, metric="reach")], {}),
        ("steep", [key("increase_percent", target=101, baseline=10, checkins=CHECKINS)], {}),
        ("steep", [key("reach", target=21, baseline=10, checkins=CHECKINS)], {}),
        ("steep", [key("reduce_to", target=4.9, baseline=10, checkins=CHECKINS)], {}),
    ],
)
def test_what_is_lacking(rule, key_results, objective):
    assert found(key_results, **objective) == [rule]


def test_several_at_once_in_the_order_of_the_rules():
    assert found([key("reach", checkins=CHECKINS)], owner="") == ["no_owner", "no_number", "no_target"]
    bare = plan_from({"objective": [{"title": "O"}]})
    (findings,) = follow(bare).findings.values()
    assert [f.rule for f in findings] == ["no_key_result", "no_owner", "no_why", "no_period"]


def test_a_steep_change_is_asked_about_not_judged():
    plan = {"steep_percent": 20, "objective": [{**GOOD, "key_result": [
        key("increase_percent", target=25, baseline=10, checkins=CHECKINS)]}]}  # fmt: skip
    (findings,) = follow(plan_from(plan)).findings.values()
    assert [(f.rule, f.question) for f in findings] == [("steep", True)]
    assert str(findings[0]) == "achievable: K: +25 %: is a change this steep within reach in the period?"


def test_every_rule_has_words_in_both_languages():
    for rule in RULES:
        assert rule.about
        assert rule.about_th
        assert rule_named(rule.name) is rule
    assert {r.letter for r in RULES} == {"specific", "measurable", "achievable", "relevant", "time-bound"}
    with pytest.raises(KeyError):
        rule_named("nothing")
