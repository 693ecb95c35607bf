from dataclasses import dataclass
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from figures.axis import Measured, value_axis
from figures.lettering import width
from kpis.catalogue import Unit
from tests.figures.examples import AVAILABILITY, COMPLETION, COST

COUNT = Measured("number", 0)


def written(axis):
    return [tick.text for tick in axis.ticks]


def test_percentages_between_67_and_81_stand_on_a_shorter_axis_that_says_where_it_starts():
    axis = value_axis(COMPLETION, [0.669, 0.81])
    assert written(axis) == ["65%", "70%", "75%", "80%", "85%"]
    assert axis.starts_at == "65%"


def test_a_whole_axis_runs_from_0_to_100_percent():
    axis = value_axis(COMPLETION, [0.669, 0.81], whole=True)
    assert written(axis) == ["0%", "20%", "40%", "60%", "80%", "100%"]
    assert axis.starts_at is None


def test_percentages_near_zero_start_at_zero():
    # 4% to 30%: round steps of 5 would start at 0; 8% to 30% would start at 5, hardly less.
    assert written(value_axis(COMPLETION, [0.08, 0.30]))[0] == "0%"
    assert value_axis(COMPLETION, [0.08, 0.30]).starts_at is None


def test_a_percentage_axis_never_leaves_0_to_100_percent():
    assert written(value_axis(COMPLETION, [1.0]))[-1] == "100%"
    assert written(value_axis(COMPLETION, [1.0]))[0] == "90%"
    assert written(value_axis(COMPLETION, [0.0])) == ["0%", "2%", "4%", "6%", "8%", "10%"]


def test_a_percentage_above_100_is_drawn_where_it_is_not_cut_off():
    assert value_axis(COMPLETION, [0.9, 1.3]).high >= 1.3


def test_little_change_is_not_blown_up_to_fill_the_plot():
    axis = value_axis(COMPLETION, [0.701, 0.702])
    assert axis.high - axis.low >= 0.1 - 1e-9


def test_what_is_written_with_two_decimals_may_have_an_axis_of_one_percentage_point():
    # 99.52% to 99.75%: less than one point apart, so from 99% to 100%.
    axis = value_axis(AVAILABILITY, [0.9952, 0.9975])
    assert (axis.low, axis.high) == (0.99, 1.0)
    assert written(axis) == ["99.0%", "99.2%", "99.4%", "99.6%", "99.8%", "100%"]


def test_money_starts_at_zero():
    assert written(value_axis(COST, [2.66, 2.29], lines=5)) == ["£0", "£1", "£2", "£3"]
    assert written(value_axis(COST, [0.12, 0.48], lines=6)) == ["£0", "£0.10", "£0.20", "£0.30", "£0.40", "£0.50"]


def test_thousands_are_shortened_where_they_would_not_fit_beside_the_plot():
    assert written(value_axis(COST, [6900], lines=5)) == ["£0", "£2k", "£4k", "£6k", "£8k"]
    assert written(value_axis(COUNT, [2_400_000], lines=4)) == ["0", "1m", "2m", "3m"]
    assert written(value_axis(COUNT, [950])) == ["0", "200", "400", "600", "800", "1,000"]


def test_counts_have_whole_steps():
    assert written(value_axis(COUNT, [2])) == ["0", "1", "2"]
    assert written(value_axis(COUNT, [0.4])) == ["0", "1"]


def test_money_that_came_back_reaches_below_zero():
    axis = value_axis(COST, [-3, 9], lines=5)
    assert written(axis) == ["−£5", "£0", "£5", "£10"]


def test_all_zero_is_an_axis_from_zero_to_one():
    assert written(value_axis(COST, [0, 0], lines=3)) == ["£0", "£0.50", "£1.00"]


def test_no_values_still_make_an_axis():
    assert written(value_axis(COMPLETION, [None]))[-1] == "100%"
    assert value_axis(COST, []).low == 0


def test_y_counts_from_the_top():
    axis = value_axis(COMPLETION, [0.669, 0.81])
    # 65% to 85% in 330 px: 80% is 5 of 20 points below the top, 82.5 px.
    assert axis.y(0.80, 330) == pytest.approx(82.5)
    assert axis.value(82.5, 330) == pytest.approx(0.80)


@dataclass(frozen=True)
class Scale:
    unit: Unit
    decimals: int
    window: int | None = None


@given(
    st.lists(st.floats(-1e6, 1e12, allow_nan=False), max_size=30),
    st.sampled_from(["percent", "pounds", "number"]),
    st.integers(0, 3),
    st.integers(3, 9),
    st.booleans(),
)
def test_any_axis_holds_every_value_in_few_even_steps(values, unit, decimals, lines, whole):
    axis = value_axis(Scale(unit, decimals), values, lines, whole)
    span = axis.high - axis.low
    assert 2 <= len(axis.ticks) <= min(max(3, lines), 7)
    assert span > 0
    assert all(axis.low - 1e-6 * span <= value <= axis.high + 1e-6 * span for value in values)
    steps = [after.value - before.value for before, after in pairwise(axis.ticks)]
    assert max(steps) == pytest.approx(min(steps))
    if unit != "percent":
        assert axis.low <= 0 <= axis.high
    if unit == "percent" and all(0 <= value <= 1 for value in values):
        assert axis.low >= 0
        assert axis.high <= 1


@given(st.lists(st.floats(0, 9.99e9), min_size=1), st.sampled_from(["pounds", "number"]))
def test_labels_fit_in_the_margin_beside_the_plot(values, unit):
    # 46 px of margin; a label may come a little nearer to the page's edge than the 38 px it should take.
    assert all(width(tick.text) <= 46 for tick in value_axis(Measured(unit, 2), values).ticks)


def test_every_label_is_different():
    for top in (0.004, 0.02, 0.3, 7, 45, 999, 1234, 56789, 4.2e6, 3e9):
        for lines in range(3, 8):
            labels = written(value_axis(COST, [top], lines))
            assert len(set(labels)) == len(labels), labels


def test_no_value_stands_on_the_foot_of_a_shorter_axis_where_it_would_look_like_a_zero():
    axis = value_axis(COMPLETION, [0.7, 0.8], lines=3)
    assert axis.low < 0.7
    assert axis.starts_at
