from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from figures.lettering import width
from figures.timeline import NARROW, axis_name, time_ticks, timeline
from kpis.periods import starting
from kpis.series import Point, Series
from tests.figures.examples import COMPLETION, COST, STARTS, figure, series


def ticks(one, room=387, kpi=COMPLETION):
    line = timeline([one])
    return time_ticks(line, lambda period: axis_name(kpi, period), room, NARROW)


def test_36_months_stand_evenly_between_both_insets():
    line = timeline([series([0.5] * 36)])
    # 1.2 + 97.6 x 18/35 = 51.39
    assert [round(line.x(index), 2) for index in (0, 18, 35)] == [1.2, 51.39, 98.8]


def test_a_single_period_stands_in_the_middle():
    assert timeline([series([0.5])]).x(0) == 50


def test_no_series_is_an_empty_timeline():
    assert timeline([]).last == -1
    assert ticks(Series("a", "a", ())) == []


def test_wide_pages_label_every_half_year_and_narrow_ones_the_ends_and_the_middle():
    found = ticks(series([0.5] * 36))
    assert [tick.text for tick in found if tick.wide] == [
        "Apr 2023",
        "Oct 2023",
        "Apr 2024",
        "Oct 2024",
        "Apr 2025",
        "Mar 2026",
    ]
    assert [tick.text for tick in found if tick.narrow] == ["Apr 2023", "Oct 2024", "Mar 2026"]


def test_a_figure_over_twelve_months_is_named_by_the_month_it_ends_with():
    quarters = ticks(series([2.66, 2.29], "quarter"), kpi=COST)
    assert [tick.text for tick in quarters] == ["Jun 2023", "Sept 2023"]


def test_periods_that_no_series_has_keep_their_place():
    early, late = series([0.1, 0.2]), series([0.3], later=5)
    line = timeline([early, late])
    assert len(line.periods) == 6
    assert line.index[late.points[0].period] == 5


def test_twelve_months_that_begin_in_different_months_are_put_in_order_without_inventing_any():
    periods = [starting(day, "twelve_months") for day in (date(2012, 10, 1), date(2014, 1, 1))]
    one = Series("a", "a", tuple(Point(period, figure(0.5)) for period in periods))
    assert timeline([one]).periods == tuple(periods)


@pytest.mark.parametrize("frequency", STARTS)
@settings(max_examples=40, deadline=None)
@given(count=st.integers(1, 420))
def test_both_ends_are_labelled_and_no_two_labels_touch(frequency, count):
    one = series([0.5] * count, frequency)
    line = timeline([one])
    for room in (278, 387):
        found = ticks(one, room)
        assert {tick.index for tick in found if tick.wide and tick.narrow} >= {0, count - 1}
        for wide, pixels in ((True, room), (False, NARROW)):
            shown = [tick for tick in found if (tick.wide if wide else tick.narrow)]
            for before, after in pairwise(shown):
                apart = (line.x(after.index) - line.x(before.index)) / 100 * pixels
                assert apart >= (width(before.text) + width(after.text)) / 2
        assert len([tick for tick in found if tick.narrow]) <= 3
