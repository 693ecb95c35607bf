import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kpis.limits import Limits
from kpis.signals import RULE_SET, RULES, signals
from tests.kpis import plain_control
from tests.kpis.published import published

NAN = float("nan")
VECTORS = published("rules_nhs_r")


def told(values, mean=0.0, reach=30.0):
    """Each point's rule and side with the same limits for all."""
    given_ = np.array([[NAN if value is None else value for value in values]], float)
    limits = Limits(*(np.full(given_.shape, one) for one in (mean, mean - reach, mean + reach)))
    rule, side = signals(given_, limits)
    return [(RULES[one], int(other)) for one, other in zip(rule[0], side[0], strict=True)]


def places(values, rule, **limits):
    return [place for place, (one, _) in enumerate(told(values, **limits)) if one == rule]


def windows(last_of_seven):
    """Every point of the sevens that end there: METHODS marks them all."""
    return sorted({place for last in last_of_seven for place in range(last - 6, last + 1)})


def test_T3_the_rule_set_says_which_variant_it_is():
    assert "7 points" in RULE_SET
    assert "tie" in RULE_SET


def test_T3_a_point_outside_a_limit_is_a_signal_and_one_on_it_is_none():
    assert told([0, 31, -31, 30, -30, 0])[:4] == [("", 0), ("limit", 1), ("limit", -1), ("", 0)]


@pytest.mark.parametrize("case", VECTORS["shift"])
def test_T3_shift_of_seven_as_in_Making_Data_Count(case):
    # 1 and -1 alternate in size, so that no trend and no two of three come first.
    values = [side * (1 + place % 2) for place, side in enumerate(case["sides"])]
    assert places(values, "shift") == windows(case["last_of_seven"])


def test_T3_a_point_on_the_average_ends_a_shift():
    assert places([1, 2, 1, 0, 1, 2, 1, 2], "shift") == []
    assert places([1, 2, 1, 2, 1, 2, 1, 0], "shift") == [0, 1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize("case", VECTORS["trend"])
def test_T3_trend_of_seven_as_in_Making_Data_Count(case):
    found = told(case["values"], mean=4.0)
    assert [place for place, (rule, _) in enumerate(found) if rule == "trend"] == windows(case["last_of_seven"])
    assert {side for rule, side in found if rule == "trend"} == ({case["direction"]} - {0})


def test_T3_a_trend_is_told_by_its_direction_and_not_by_its_side_of_the_average():
    assert told([-7, -6, -5, -4, -3, -2, -1]) == [("trend", 1)] * 7


@pytest.mark.parametrize("case", VECTORS["two_of_three"])
def test_T3_two_of_three_as_in_Making_Data_Count(case):
    values = [25 if near else 5 for near in case["near"]]
    assert places(values, "near") == case["marked"]


def test_T3_two_of_three_needs_all_three_on_one_side():
    assert places([25, -5, 25], "near") == []
    assert places([25, 0, 25], "near") == []


def test_T3_a_point_beyond_the_limit_does_not_count_as_near():
    assert told([25, 31, 5]) == [("", 0), ("limit", 1), ("", 0)]
    assert told([25, 31, 25]) == [("near", 1), ("limit", 1), ("near", 1)]


def test_T3_near_begins_beyond_two_thirds():
    assert places([20, 20, 5], "near") == []
    assert places([20.1, 20.1, 5], "near") == [0, 1]


def test_T3_a_point_that_breaks_several_rules_carries_the_first():
    # 31 is outside, part of a trend and part of a shift; 22 and 25 are near, and part of both.
    rules = [rule for rule, _ in told([1, 5, 10, 15, 22, 25, 31, 2])]
    assert rules == ["trend"] * 6 + ["limit", "shift"]


@pytest.mark.parametrize("rule", ["shift", "trend"])
def test_T11_a_gap_ends_runs_and_trends(rule):
    values = {"shift": [1, 2, 1, 2, 1, 2, 1], "trend": [-3, -2, -1, 1, 2, 3, 4]}[rule]
    assert places(values, rule) == list(range(7))
    assert places([*values[:3], None, *values[3:]], rule) == []


def test_T11_a_gap_ends_two_of_three():
    assert places([25, None, 25], "near") == []


def test_values_that_differ_by_the_error_of_floats_are_on_the_average():
    assert told([0.1 + 0.2, 0.3] * 5, mean=0.3, reach=0.0) == [("", 0)] * 10


def test_series_shorter_than_a_run_are_read():
    assert told([31]) == [("limit", 1)]
    assert told([25, 25]) == [("", 0), ("", 0)]


# Tenths of whole numbers and limits at odd places: nothing lies so near a limit that floats matter.
points = st.one_of(st.none(), st.integers(-40, 40).map(float))


@given(st.lists(points, min_size=1, max_size=40), st.sampled_from([0.05, 7.25, 33.1]))
def test_T3_T11_the_rules_are_those_of_the_slow_calculation(values, reach):
    slow = plain_control.rules(values, [(0.0, -reach, reach)] * len(values))
    assume(all(abs(abs(value or 0) - reach * 2 / 3) > 1e-6 for value in values))
    assert told(values, reach=reach) == slow


@given(st.lists(st.lists(points, min_size=12, max_size=12), min_size=2, max_size=6))
def test_series_side_by_side_do_not_touch_each_other(rows):
    given_ = np.array([[NAN if value is None else value for value in row] for row in rows])
    limits = Limits(*(np.full(given_.shape, one) for one in (0.0, -33.1, 33.1)))
    rule, _ = signals(given_, limits)
    assert [[RULES[one] for one in row] for row in rule] == [
        [rule for rule, _ in told(row, reach=33.1)] for row in rows
    ]
