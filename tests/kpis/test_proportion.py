"""A value beside its own past."""

import pytest

from kpis.proportion import out_of_proportion

STEADY = [100, 104, 96, 102, 98, 100, 101]  # median 100, deviations 0 4 4 2 2 0 1: their median 2, so 10 is the spread


@pytest.mark.parametrize(
    ("past", "value", "times"),
    [
        (STEADY, 160, None),  # 60 away: six spreads of 10, and not more
        (STEADY, 161, 1.61),
        (STEADY, 39, 0.39),
        (STEADY, 0, 0),
        (STEADY[:5], 1000, None),
        ([2, 3, 1, 2, 4, 2], 15, None),
        ([2, 3, 1, 2, 4, 2], 40, 20),
        ([0] * 8, 500, None),
        ([50, 150, 50, 150, 50, 150, 100], 390, None),  # median 100, deviations 50 but one: up to 400 is its own way
        ([50, 150, 50, 150, 50, 150, 100], 410, 4.1),
    ],
)
def test_a_value_is_out_of_proportion_only_far_from_its_own_past(past, value, times):
    assert out_of_proportion(past, value) == (None if times is None else pytest.approx(times))


def test_only_the_last_thirteen_values_count():
    assert out_of_proportion([1000] * 20 + STEADY + STEADY, 161) == pytest.approx(1.61)


def test_one_odd_value_in_the_past_does_not_hide_the_next():
    assert out_of_proportion([*STEADY, 10_000], 5_000) == pytest.approx(5_000 / 100.5)
