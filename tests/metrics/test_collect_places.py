"""Every place that the registry declares has a collector, and every collector is declared."""

import pytest

from brandscore.metrics.collect.frames import DECLARED, PLACES, homes
from brandscore.metrics.registry.catalogue import METRICS
from brandscore.metrics.registry.inputs import INPUTS
from brandscore.tables import INPUT_TABLES


def test_declared_places_and_collectors_agree():
    declared = {name: set(one.places) for name, one in INPUTS.items() if one.places}
    assert {name: set(places) for name, places in PLACES.items()} == declared


@pytest.mark.parametrize("place", sorted({place for places in PLACES.values() for place in places}))
def test_every_place_is_a_column(place):
    table, column = place.split(".")
    assert column in INPUT_TABLES[table].names


@pytest.mark.parametrize("name", sorted(PLACES))
def test_every_collected_input_stands_in_a_frame(name):
    tables = {place.split(".")[0] for place in PLACES[name]}
    frames = {home.tables[name] for home in DECLARED if name in home.tables}
    assert frames == tables


def test_a_metric_whose_inputs_are_collected_is_measured():
    for metric in METRICS.values():
        collected = any(set(formula.inputs) <= set(PLACES) for formula in metric.formulas)
        assert bool(homes(metric)) == (collected and not metric.by_hand), metric.name


def test_given_figures_make_a_metric_measurable():
    assert not homes(METRICS["estimated_reach"])
    assert [home.name for home in homes(METRICS["estimated_reach"], {"average_followers", "seen_share"})] == ["social"]
    assert [home.name for home in homes(METRICS["cpc"], {"spend"})] == ["campaigns"]
