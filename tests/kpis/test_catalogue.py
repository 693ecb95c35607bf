from dataclasses import FrozenInstanceError, replace
from decimal import Decimal

import pytest

from kpis.catalogue import Catalogue, Count, each
from kpis.definitions import built_in
from tests.kpis.cells import kpi

COST = kpi("cost_per_transaction")


def test_a_kpi_is_found_by_its_key():
    catalogue = Catalogue(built_in())
    assert catalogue["availability"] is catalogue.get("availability")
    assert catalogue.get("nothing") is None
    with pytest.raises(KeyError):
        catalogue["nothing"]


def test_a_catalogue_keeps_its_order():
    assert [one.key for one in Catalogue(built_in()[::-1])] == [one.key for one in built_in()][::-1]


def test_a_kpi_needs_the_measures_of_both_sides():
    assert COST.measures == {"cost", "completed"}
    assert replace(COST, denominator=None).measures == {"cost"}


def test_a_kpi_never_changes():
    with pytest.raises(FrozenInstanceError):
        COST.version = 2  # type: ignore[misc]


def test_D5_a_cost_takes_the_name_of_what_the_service_does():
    assert COST.name_for("library visit") == "Cost per library visit"
    assert COST.name_for("transaction") == "Cost per transaction"
    assert kpi("completion_rate").name_for("library visit") == "Completion rate"
    assert COST.for_transaction("library visit").phrase == "for each library visit"
    assert COST.for_transaction("transaction") is COST
    assert kpi("completion_rate").for_transaction("library visit") == kpi("completion_rate")


def test_D5_a_cost_of_the_deployments_own_keeps_its_own_name():
    own = replace(COST, key="collection_cost", name="Cost per dwelling of collecting council tax")
    assert own.name_for("council tax account") == "Cost per dwelling of collecting council tax"


def test_every_measure_counts_once_unless_weighted():
    assert each("a", "b") == (("a", Decimal(1)), ("b", Decimal(1)))


@pytest.mark.parametrize(
    ("change", "share"),
    [
        ({}, True),
        ({"bounded": False}, False),
        ({"counts": False}, False),
        ({"multiplier": Decimal(100)}, False),
        ({"denominator": None}, False),
        ({"numerator": Count((("rating_5", Decimal("0.5")),))}, False),
        ({"denominator": Count((("rating_5", Decimal(2)),))}, False),
    ],
    ids=str,
)
def test_F1_only_a_plain_share_of_counted_things_has_an_interval(change, share):
    assert replace(kpi("user_satisfaction"), **change).is_share is share
