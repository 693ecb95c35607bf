from datetime import date

import pytest

from tests.views.nations import SCOTTISH, flat, library, online
from tests.warehouse.given import Given, Town
from views.sections import section_figures
from views.spread import Spread, spreads


def spread(town: Town, name: str) -> Spread:
    wanted = [(part.section, what) for part in section_figures(town.reader) for what in part.indicators]
    [found] = [one for one in spreads(town.reader, wanted) if one.measured.indicator.name == name]
    return found


def test_A1_all_together_is_the_sum_over_the_sum(land: Town):
    land.load([*online("FIR", 40, 10), *online("GLE", 10, 9)])
    found = spread(land, "Completion rate")
    assert found.values == (("Firthshire", 10 / 40), ("Glenmor", 9 / 10))
    assert found.together.value == pytest.approx((10 + 9) / (40 + 10))


def test_A1_a_councils_services_are_added_before_anything_is_divided(land: Town):
    land.load([*online("FIR", 40, 10), *online("FIR", 10, 9, service="blue-badge"), *online("GLE", 10, 9)])
    assert spread(land, "Completion rate").values[0] == ("Firthshire", 19 / 50)


def test_D5_a_cost_over_12_months_adds_the_12_months_of_each_council(land: Town):
    months = [f"2025-{month:02d}" for month in range(1, 13)]
    land.load(
        Given(measure, value, month, council=council)
        for council, cost in (("FIR", 20), ("GLE", 60))
        for month in months
        for measure, value in (("cost", cost), ("completed", 10))
    )
    found = spread(land, "Cost per transaction")
    assert found.values == (("Firthshire", 2.0), ("Glenmor", 6.0))
    assert found.together.value == (12 * 20 + 12 * 60) / (12 * 10 + 12 * 10)
    assert found.period_name == "January to December 2025"


def test_A4_a_period_that_too_few_councils_have_waits_and_the_one_before_is_shown(land: Town):
    before = flat(library(key, 600, 200, "2021-22") for key in SCOTTISH)
    land.load([*before, *flat(library(key, 900, 200) for key in SCOTTISH[:3])])
    found = spread(land, "Cost per library visit")
    assert (found.period.label, found.coverage, found.together.value) == ("2021-22", "5 of 5", 3.0)
    assert found.newer is not None
    assert found.newer.label == "2022-23"


def test_A4_where_no_period_has_enough_councils_the_fullest_is_shown_without_a_figure_for_all(land: Town):
    rows = flat(library(key, 600, 200) for key in SCOTTISH[:3])
    missing = flat(library(key, 600, 200, "2019-20") for key in SCOTTISH)
    land.load([*missing, *rows])
    found = spread(land, "Cost per library visit")
    assert (found.period.label, found.together.value, found.together.markers) == ("2022-23", None, ("x",))
    assert found.coverage == "3 of 5"
    assert found.without == "Without Kyle and Bute and Strathmore"


def test_A3_a_council_that_does_not_run_the_service_leaves_the_comparison(land: Town):
    none = [
        Given(m, None, "2022-23", "all", "GLE", "library-visits", "financial_year", status="not_applicable")
        for m in ("cost", "completed")
    ]
    land.load([*library("FIR", 600, 200), *library("INV", 400, 200), *none])
    found = spread(land, "Cost per library visit")
    assert found.coverage == "2 of 2"
    assert found.together.value == 2.5


def test_D5_costs_on_another_basis_are_not_set_beside_the_others(land: Town):
    land.load(flat(library(key, 600, 200) for key in ("FIR", "GLE")), cost_basis="full")
    land.load(library("INV", 100, 200), source="other", cost_basis="marginal")
    found = spread(land, "Cost per library visit")
    assert [name for name, _ in found.values] == ["Firthshire", "Glenmor"]
    assert found.missing == ("Inverloch",)


def test_the_sentence_says_how_many_councils_from_what_to_what(land: Town):
    land.load([*library("FIR", 600, 200), *library("GLE", 1000, 200)])
    assert (
        spread(land, "Cost per library visit").sentence
        == "Cost per library visit, 2022-23: 2 councils from £3.00 to £5.00, together £4.00"
    )


def test_the_sentence_says_that_councils_are_illustrative(land: Town):
    land.load([*online("arden-vale", 10, 5), *online("brackenmoor", 10, 7)])
    assert spread(land, "Completion rate").sentence == (
        "Completion rate, April 2025: 2 illustrative councils from 50.0% to 70.0%, together 60.0%"
    )


def test_figures_marked_low_reliability_are_shown_with_the_others(land: Town):
    few = [Given(f"rating_{level}", 2, council="FIR") for level in range(1, 6)]
    many = [Given(f"rating_{level}", 20, council="GLE") for level in range(1, 6)]
    land.load([*few, *many])
    assert len(spread(land, "User satisfaction").values) == 2


def test_A5_a_month_that_was_not_over_when_it_was_loaded_is_no_months_figure(land: Town):
    """Loads come on 14 April 2026: April's counts are those of two weeks."""
    months = ("2026-03", "2026-04")
    land.load(flat(online(key, 40, 10, month) for key in ("FIR", "GLE") for month in months))
    found = spread(land, "Completion rate")
    assert (found.period.label, found.coverage) == ("March 2026", "2 of 2")
    assert found.newer is not None
    assert found.newer.label == "April 2026"


def test_A5_each_councils_own_last_load_says_which_of_its_months_are_over(land: Town):
    land.load(flat(online(key, 40, 10, month) for key in ("FIR",) for month in ("2026-03", "2026-04")), source="early")
    land.today = date(2026, 5, 2)
    land.load(flat(online(key, 40, 20, month) for key in ("GLE",) for month in ("2026-03", "2026-04")), source="late")
    found = spread(land, "Completion rate")
    # Of two councils one has April whole: fewer than four fifths (A4), so March it is.
    assert (found.period.label, found.values) == ("March 2026", (("Firthshire", 0.25), ("Glenmor", 0.5)))
