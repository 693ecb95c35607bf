from decimal import Decimal

import pytest

from kpis.comparison import as_sums, commonest, compare, on_basis, together_over_time
from kpis.figure import NOTHING, Figure, Sums, figure
from kpis.series import series
from tests.kpis.cells import by_month, cell, kpi, month, not_run

RATE, COST = kpi("completion_rate"), kpi("cost_per_transaction")


def rate(completed: int, started: int, basis: str = "cohort") -> Figure:
    return figure(RATE, cell(completed, started, basis))


def test_A1_councils_together_are_the_sum_over_the_sum():
    compared = compare(RATE, {"a": rate(10, 40), "b": rate(9, 10)})
    assert compared.together.value == pytest.approx((10 + 9) / (40 + 10))
    assert (compared.together.numerator, compared.together.denominator) == (Decimal(19), Decimal(50))
    assert compared.left_out == {}


def test_A3_a_council_that_does_not_run_the_service_leaves_the_comparison():
    compared = compare(RATE, {"a": rate(10, 40), "b": figure(RATE, not_run())})
    assert list(compared.figures) == ["a"]
    assert compared.left_out == {"b": "it does not apply"}
    assert (compared.together.provided, compared.together.expected) == (1, 1)


def test_A4_a_total_needs_four_fifths_of_the_councils():
    three = {key: rate(1, 2) for key in "abc"}
    assert compare(RATE, three | {"d": NOTHING}).together.value is None
    four = three | {"d": rate(1, 2)}
    assert compare(RATE, four | {"e": NOTHING}).together.value == 0.5
    assert compare(RATE, four | {"e": NOTHING}).together.markers == ("p",)


def test_A5_part_of_a_period_is_left_out_and_the_reason_counts_what_is_in():
    part = figure(RATE, Sums(Decimal(5), Decimal(10), 2, 3, bases=frozenset({"cohort"})))
    compared = compare(RATE, {"a": rate(10, 40), "b": part})
    assert compared.left_out == {"b": "part of the period only: 2 of 3 figures in"}


def test_D3_completions_counted_in_another_way_are_left_out_and_both_ways_are_named():
    compared = compare(RATE, {"a": rate(1, 2), "b": rate(1, 2), "c": rate(1, 4, "event")})
    assert compared.basis == "cohort"
    assert list(compared.figures) == ["a", "b"]
    assert compared.left_out == {
        "c": "counted by the date of each event; the others counted by the start of each journey"
    }


def test_D5_costs_on_another_basis_do_not_enter_the_total():
    full = {key: figure(COST, cell(20, 10, "full")) for key in "abcd"}
    compared = compare(COST, full | {"e": figure(COST, cell(5, 10, "marginal"))})
    assert (compared.together.value, compared.together.expected) == (2.0, 5)


def test_of_equally_common_bases_the_first_by_name_stays():
    assert commonest(["full", "direct"]) == "direct"
    assert commonest([]) == ""


def test_F7_the_city_of_london_and_the_isles_of_scilly_are_shown_and_not_added():
    compared = compare(RATE, {"a": rate(1, 2), "LND": rate(9, 10), "IOS": rate(9, 10)})
    assert list(compared.figures) == ["a", "LND", "IOS"]
    assert (compared.together.value, compared.together.expected) == (0.5, 1)


def test_a_council_over_12_months_brings_the_sums_of_its_12_months_to_the_total():
    line = series(COST, "a", "A", by_month([cell(20 + place, 10, "full") for place in range(12)]), "month")
    brought = as_sums(line.points[-1].figure)
    # 20 + 21 + ... + 31 = 12 * 20 + 66, and 12 * 10
    assert (brought.numerator, brought.denominator) == (Decimal(306), Decimal(120))
    assert (brought.provided, brought.expected) == (1, 1)


def test_an_estimated_council_makes_the_total_estimated():
    found = figure(RATE, cell(1, 2, "cohort", estimated=True))
    assert compare(RATE, {"a": found}).together.markers == ("e",)


def test_over_time_each_period_adds_the_councils_it_has():
    a = series(RATE, "a", "A", by_month([cell(1, 2, "cohort"), cell(3, 4, "cohort")]), "month")
    b = series(RATE, "b", "B", by_month([None, cell(1, 4, "cohort")]), "month")
    line = together_over_time(RATE, [a, b], "cohort")
    assert line.at(month(2025, 4)).value == 0.5
    assert line.at(month(2025, 5)).value == (3 + 1) / (4 + 4)


def test_D3_a_line_has_a_gap_where_it_was_counted_in_another_way():
    line = series(RATE, "a", "A", by_month([cell(1, 2, "event"), cell(3, 4, "cohort")]), "month")
    shown = on_basis(line, "cohort")
    assert [point.figure.value for point in shown.points] == [None, 0.75]
    assert shown.points[0].figure.reason == "counted by the date of each event"
