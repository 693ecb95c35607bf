# What is None where a test reads an attribute fails the test, and counts are compared with plain numbers.
# mypy: disable-error-code="comparison-overlap, type-var, union-attr"
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.figure import NOTHING, Sums, total
from kpis.periods import MONTHS, Period, containing, twelve_months_to, weeks_of_month
from kpis.series import Point, Series, frequencies_of, rolled_up, rolled_up_together, series
from tests.kpis.cells import by_month, by_period, cell, counted, kpi, month, months_from, not_run
from tests.kpis.published import published

COMPLETION = kpi("completion_rate")
TAKE_UP = kpi("digital_take_up")
COST = kpi("cost_per_transaction")

amounts = st.one_of(st.none(), st.integers(0, 10**6))
cells_of = st.one_of(st.none(), st.builds(cell, amounts, amounts), st.builds(not_run))
runs_of_months = st.lists(cells_of, max_size=40).map(by_month)


def value_of(line, period):
    return line.at(period).value


def cost_months(count, cost=100, completed=10, basis="full"):
    return [cell(cost, completed, basis)] * count


# --- Roll-up (A1, A5, D7)


@given(runs_of_months, st.sampled_from(["quarter", "financial_year", "year"]))
def test_A1_rolling_months_up_never_loses_or_invents_a_count(months, frequency):
    whole = rolled_up(months, frequency)
    assert counted(whole)[:3] == counted(months)[:3]
    assert counted(whole)[3] >= counted(months)[3]  # a month that is not there at all was expected too
    assert {period.frequency for period in whole} <= {frequency}


@given(runs_of_months)
def test_A1_months_to_quarters_to_years_is_months_to_years(months):
    for year in ("financial_year", "year"):
        assert rolled_up(rolled_up(months, "quarter"), year) == rolled_up(months, year)


def owed_and_missing(quarters):
    """Whether a month is not in that should be: it came without a value, or has no cell beside months that were due."""
    due = [any(one is not None and one.expected for one in quarter) for quarter in quarters]
    for quarter, quarter_due in zip(quarters, due, strict=True):
        absent = quarter_due if any(one is not None for one in quarter) else any(due)
        if any((absent if one is None else one.expected > one.provided) for one in quarter):
            return True
    return False


@given(runs_of_months, st.sampled_from(["quarter", "financial_year", "year"]))
def test_A5_a_longer_period_is_whole_only_if_every_month_that_is_due_is_in(months, frequency):
    for period, one in rolled_up(months, frequency).items():
        inside = [months.get(part) for part in months_from(period.start.year, period.start.month, MONTHS[frequency])]
        quarters = [inside[place : place + 3] for place in range(0, len(inside), 3)]
        known = any(part is not None and part.provided for part in inside)
        assert one.whole == (known and not owed_and_missing(quarters))


def test_A1_a_quarter_is_the_ratio_of_its_months_sums():
    # (10 + 30 + 20) / (20 + 40 + 40) = 60 %; the mean of the months' rates would be 58.3 %.
    months = by_month([cell(10, 20), cell(30, 40), cell(20, 40)])
    line = series(TAKE_UP, "arden", "Arden", months, "quarter")
    assert [(point.period.label, point.figure.value) for point in line.points] == [("April to June 2025", 0.6)]


def test_A5_a_quarter_that_lacks_a_month_is_part_of_the_period():
    line = series(TAKE_UP, "arden", "Arden", by_month([cell(10, 20), None, cell(20, 40)]), "quarter")
    found = line.points[0].figure
    assert (found.value, found.provided, found.expected, found.markers) == (0.5, 2, 3, ("p",))


def test_A5_a_year_that_lacks_a_whole_quarter_expects_its_months():
    months = by_month([cell(1, 2)] * 6 + [None] * 3 + [cell(1, 2)] * 3)
    found = rolled_up(months, "financial_year")[containing(date(2025, 4, 1), "financial_year")]
    assert (found.provided, found.expected) == (9, 12)


def test_A5_a_month_in_which_the_service_was_not_run_is_not_owed():
    line = series(TAKE_UP, "arden", "Arden", by_month([not_run(), cell(10, 20), cell(20, 40)]), "quarter")
    assert (line.points[0].figure.value, line.points[0].figure.markers) == (0.5, ())


def test_A1_where_a_source_went_from_quarters_to_months_no_quarter_is_lost():
    quarters = by_period([cell(30, 60), cell(30, 60)], "quarter", date(2025, 4, 1))
    months = by_month([cell(10, 40)] * 6, date(2025, 10, 1))
    line = series(TAKE_UP, "arden", "Arden", quarters | months, "quarter")
    # 30/60, 30/60, then 3 x 10/40 twice.
    assert [point.figure.value for point in line.points] == [0.5, 0.5, 0.25, 0.25]
    year = series(TAKE_UP, "arden", "Arden", quarters | months, "financial_year").points[0].figure
    assert (year.numerator, year.denominator, year.markers) == (120, 360, ())  # 60 + 60 of 120 + 240


def test_A1_a_quarter_that_was_given_is_not_added_to_its_months():
    quarter = by_period([cell(30, 60)], "quarter", date(2025, 4, 1))
    months = by_month([cell(11, 20)] * 3)
    found = rolled_up(quarter | months, "quarter")
    assert [one.numerator for one in found.values()] == [30]


def test_A1_months_stand_in_for_a_quarter_that_did_not_come():
    quarter = by_period([cell(None, 60)], "quarter", date(2025, 4, 1))
    assert [one.numerator for one in rolled_up(quarter | by_month([cell(11, 20)] * 3), "quarter").values()] == [33]
    assert [one.numerator for one in rolled_up(quarter | by_month([cell(11, 20)]), "quarter").values()] == [11]
    part = by_period([total([cell(30, 60), cell(None, 60)])], "quarter", date(2025, 4, 1))
    assert [one.numerator for one in rolled_up(part | by_month([cell(11, 20)]), "quarter").values()] == [30]
    assert [one.numerator for one in rolled_up(part | by_month([cell(11, 20)] * 3), "quarter").values()] == [33]


def test_A1_services_at_different_cadences_are_rolled_up_before_they_are_added():
    monthly = by_month([cell(10, 20)] * 3)
    quarterly = by_period([cell(30, 140)], "quarter", date(2025, 4, 1))
    found = rolled_up_together([monthly, quarterly], "quarter")
    # (3 x 10 + 30) / (3 x 20 + 140) = 60 / 200
    assert [(one.numerator, one.denominator, one.whole) for one in found.values()] == [(60, 200, True)]


@given(st.lists(runs_of_months, max_size=4))
def test_A1_adding_services_loses_no_count(services):
    every = counted(rolled_up_together(services, "quarter"))
    for place in range(3):
        assert every[place] == sum(counted(one)[place] for one in services)


def weeks(first: date, count: int, part: int = 1, whole: int = 2):
    return by_period([cell(part, whole)] * count, "week", first)


def test_A7_a_week_belongs_whole_to_the_month_quarter_and_year_of_its_thursday():
    # 2026-W14 is 30 March to 5 April; its Thursday is 2 April 2026: in 2026-27 Q1.
    for longer, start in (("month", date(2026, 4, 1)), ("quarter", date(2026, 4, 1)),
                          ("financial_year", date(2026, 4, 1)), ("year", date(2026, 1, 1))):  # fmt: skip
        assert [period.start for period in rolled_up(weeks(date(2026, 3, 30), 1), longer)] == [start]


def test_A7_a_month_needs_every_week_of_its_thursdays_and_is_an_estimate_where_one_reaches_over_its_end():
    # April 2026 has five Thursdays, 2 to 30 April: the weeks from 30 March to 3 May.
    found = rolled_up(weeks(date(2026, 3, 30), 5), "month")[containing(date(2026, 4, 1), "month")]
    assert (found.numerator, found.denominator, found.whole, found.estimated) == (5, 10, True, True)
    short = rolled_up(weeks(date(2026, 3, 30), 4), "month")[containing(date(2026, 4, 1), "month")]
    assert (short.provided, short.expected, short.whole) == (4, 5, False)
    # February 2027 begins on a Monday and ends on a Sunday.
    exact = rolled_up(weeks(date(2027, 2, 1), 4), "month")[containing(date(2027, 2, 1), "month")]
    assert (exact.whole, exact.estimated) == (True, False)


def test_A7_weeks_stay_weeks_by_week_and_are_never_12_months_of_their_own():
    some = weeks(date(2025, 4, 7), 10)
    assert rolled_up(some, "week") == some
    assert rolled_up(some, "twelve_months") == {}
    assert frequencies_of(["week"]) == ("week", "month", "quarter", "financial_year", "year")


@given(st.dates(date(2000, 1, 1), date(2060, 1, 1)), st.integers(1, 120))
def test_A7_no_week_is_lost_or_counted_twice(day, count):
    some = weeks(containing(day, "week").start, count)
    for longer in ("month", "quarter", "financial_year", "year"):
        assert sum(one.denominator or 0 for one in rolled_up(some, longer).values()) == 2 * count


@given(st.dates(date(2000, 1, 1), date(2060, 1, 1)))
def test_A7_a_month_has_as_many_weeks_as_thursdays(day):
    month = containing(day, "month")
    days = [month.start + timedelta(days=place) for place in range((month.end - month.start).days + 1)]
    assert weeks_of_month(month) == sum(one.weekday() == 3 for one in days)


def test_D7_a_longer_period_is_never_split_into_shorter_ones():
    years = by_period([cell(1, 2)], "financial_year", date(2025, 4, 1))
    for shorter in ("week", "month", "quarter", "year"):
        assert rolled_up(years, shorter) == {}


def test_D7_what_is_given_at_several_lengths_is_shown_at_one():
    both = by_month([cell(1, 2)] * 3) | by_period([cell(30, 40)], "year", date(2025, 1, 1))
    line = series(TAKE_UP, "arden", "Arden", both, "month")
    assert {point.period.frequency for point in line.points} == {"month"}
    assert [point.figure.value for point in line.points] == [0.5] * 3


# --- Gaps (A2)


def test_A2_a_month_without_a_cell_is_a_gap_and_not_a_zero():
    line = series(TAKE_UP, "arden", "Arden", by_month([cell(1, 2), None, cell(1, 4)]), "month")
    assert [(point.period.label, point.figure.value) for point in line.points] == [
        ("April 2025", 0.5),
        ("May 2025", None),
        ("June 2025", 0.25),
    ]
    assert line.points[1].figure.markers == ("x",)


def test_A2_the_performance_platforms_weeks_give_a_gap_and_no_zero():
    rows = published("completion_takeup_performance_platform")["rows"]
    first = date.fromisoformat(rows[0]["week_start"])
    weeks = by_period([cell(row["done"], row["start"], "event") for row in rows], "week", first)
    line = series(COMPLETION, "pilot", "Pilot", weeks, "week")
    assert [point.figure.value for point in line.points] == [pytest.approx(2 / 3), None]
    assert line.points[1].period.start == date.fromisoformat(rows[1]["week_start"])


@given(runs_of_months, st.sampled_from(["month", "quarter", "financial_year", "year"]))
def test_A2_points_follow_each_other_without_gap_or_repetition(months, frequency):
    points = series(TAKE_UP, "arden", "Arden", months, frequency).points
    for one, following in pairwise(points):
        assert following.period == one.period.following()
    shown = {point.period for point in points}
    assert set(rolled_up(months, frequency)) <= shown


def test_A1_12_months_that_begin_in_different_months_are_all_shown():
    # A source moved its year from October to January: neither is dropped, and no year between is invented.
    years = {
        Period(date(2013, 10, 1), date(2014, 9, 30), "twelve_months"): cell(1, 2),
        Period(date(2015, 10, 1), date(2016, 9, 30), "twelve_months"): cell(1, 4),
        Period(date(2016, 1, 1), date(2016, 12, 31), "twelve_months"): cell(1, 5),
    }
    points = series(TAKE_UP, "dept", "Department", years, "twelve_months").points
    assert [(point.period.start.isoformat(), point.figure.value) for point in points] == [
        ("2013-10-01", 0.5),
        ("2014-10-01", None),
        ("2015-10-01", 0.25),
        ("2016-01-01", 0.2),
    ]


def test_A2_no_cells_make_no_points():
    line = series(TAKE_UP, "arden", "Arden", {}, "month")
    assert (line.points, line.latest, line.latest_complete) == ((), None, None)


# --- D3: above 100 %


def test_D3_a_refused_month_is_left_out_of_the_quarter_that_says_so():
    months = by_month([cell(10, 20, "cohort"), cell(18, 15, "cohort"), cell(10, 20, "cohort")])
    monthly = series(COMPLETION, "arden", "Arden", months, "month").points[1].figure
    assert (monthly.value, monthly.markers, monthly.reason) == (None, ("x",), "above 100%")
    assert (monthly.numerator, monthly.denominator) == (18, 15)
    quarter = series(COMPLETION, "arden", "Arden", months, "quarter").points[0].figure
    # 20 / 40 of the two good months; with the refused one it would be 38 / 55 = 69.1 %.
    assert (quarter.value, quarter.markers, quarter.provided, quarter.expected) == (0.5, ("p",), 2, 3)


def test_D3_by_event_the_12_months_are_shown_in_place_of_a_month_above_100_percent():
    months = by_month([cell(10, 20, "event")] * 11 + [cell(18, 15, "event")])
    found = series(COMPLETION, "arden", "Arden", months, "month").points[-1].figure
    assert (found.value, found.markers) == (None, ("u",))
    # (11 x 10 + 18) / (11 x 20 + 15) = 128 / 235
    assert found.twelve_months == pytest.approx(128 / 235)
    assert (found.numerator, found.denominator) == (18, 15)


def test_D3_by_event_a_month_above_100_percent_counts_in_its_quarter():
    months = by_month([cell(10, 20, "event"), cell(18, 15, "event"), cell(10, 20, "event")])
    quarter = series(COMPLETION, "arden", "Arden", months, "quarter").points[0].figure
    assert quarter.value == pytest.approx(38 / 55)
    assert quarter.markers == ()


@pytest.mark.parametrize("before", [[cell(10, 20, "event")] * 10, [cell(10, 20, "event")] * 10 + [cell(None, 5)]])
def test_D3_there_are_no_12_months_instead_unless_all_12_are_in(before):
    line = series(COMPLETION, "arden", "Arden", by_month([*before, cell(18, 15, "event")]), "month")
    assert line.points[-1].figure.twelve_months is None


def test_D3_12_months_above_100_percent_are_shown_neither():
    months = by_month([cell(18, 15, "event")] * 12)
    found = series(COMPLETION, "arden", "Arden", months, "month").points[-1].figure
    assert (found.value, found.twelve_months) == (None, None)


def test_D3_a_quarter_above_100_percent_by_event_has_its_four_quarters_instead():
    quarters = by_period([cell(10, 20, "event")] * 3 + [cell(18, 15, "event")], "quarter", date(2025, 4, 1))
    found = series(COMPLETION, "arden", "Arden", quarters, "quarter").points[-1].figure
    assert found.twelve_months == pytest.approx(48 / 75)


def test_D3_a_week_above_100_percent_has_no_12_months_as_weeks_make_none():
    weeks = by_period([cell(1, 2, "event")] * 60 + [cell(3, 2, "event")], "week", date(2024, 4, 1))
    found = series(COMPLETION, "arden", "Arden", weeks, "week").points[-1].figure
    assert (found.markers, found.twelve_months) == (("u",), None)


# --- D5: cost over 12 months


def test_D5_a_cost_covers_the_12_months_that_end_with_each_period():
    months = by_month([*cost_months(12), cell(220, 10, "full")])
    line = series(COST, "arden", "Arden", months, "month")
    # 12 x 100 / 120 = 10; then 11 x 100 + 220 = 1,320 / 120 = 11
    assert [(point.period.label, point.figure.value) for point in line.points] == [
        ("March 2026", 10),
        ("April 2026", 11),
    ]
    assert (line.points[0].figure.provided, line.points[0].figure.expected) == (12, 12)


@pytest.mark.parametrize("gap", range(12))
@pytest.mark.parametrize("absent", [None, cell(None, 10), cell(100, None)], ids=["no cell", "no cost", "no volume"])
def test_D5_there_is_no_cost_unless_all_12_months_are_in(gap, absent):
    year = [absent if place == gap else one for place, one in enumerate(cost_months(12))]
    months = by_month([*cost_months(12), *year], date(2024, 4, 1))
    found = series(COST, "arden", "Arden", months | {month(2026, 4): cell(100, 10, "full")}, "month").at(month(2026, 3))
    assert (found.value, found.markers, found.provided, found.expected) == (None, ("p",), 11, 12)


def test_D5_fewer_than_12_months_show_how_many_are_in_and_nothing_more():
    line = series(COST, "arden", "Arden", by_month(cost_months(5)), "month")
    assert [(point.figure.value, point.figure.markers) for point in line.points] == [(None, ("p",))]
    assert (line.points[0].figure.provided, line.points[0].figure.expected) == (5, 12)


def test_D5_twelve_months_without_any_cost_are_not_available():
    line = series(COST, "arden", "Arden", by_month([cell(None, 10)] * 12), "month")
    assert (line.points[-1].figure.value, line.points[-1].figure.markers) == (None, ("x",))


def test_D5_twelve_months_in_which_the_service_was_not_run_do_not_apply():
    line = series(COST, "arden", "Arden", by_month([not_run()] * 12), "month")
    assert line.points[-1].figure.markers == ("z",)


def test_D5_a_month_with_one_service_missing_spoils_the_councils_12_months():
    partial = total([cell(100, 10, "full"), cell(None, 10)])
    line = series(COST, "arden", "Arden", by_month([*cost_months(11), partial]), "month")
    assert (line.points[-1].figure.value, line.points[-1].figure.provided) == (None, 11)


def test_D5_a_change_of_cost_basis_within_the_12_months_gives_no_cost():
    months = by_month(cost_months(6) + cost_months(6, basis="direct"))
    found = series(COST, "arden", "Arden", months, "month").points[-1].figure
    assert (found.value, found.reason) == (None, "different bases: direct; full")


def test_D5_quarters_make_12_months_four_at_a_time():
    quarters = by_period([cell(300, 30, "full")] * 3 + [cell(900, 60, "full")], "quarter", date(2025, 4, 1))
    line = series(COST, "arden", "Arden", quarters, "quarter")
    # (3 x 300 + 900) / (3 x 30 + 60) = 1,800 / 150
    assert [(point.period.label, point.figure.value) for point in line.points] == [("January to March 2026", 12)]


def test_D5_a_year_of_months_needs_all_12_as_well():
    whole = series(COST, "arden", "Arden", by_month(cost_months(12)), "financial_year").points[0].figure
    assert (whole.value, whole.provided, whole.expected) == (10, 12, 12)
    part = series(COST, "arden", "Arden", by_month(cost_months(11)), "financial_year").points[0].figure
    assert (part.value, part.markers, part.provided, part.expected) == (None, ("p",), 11, 12)


def test_D5_a_cost_given_by_the_year_is_that_years():
    years = by_period([cell(500, 10, "full"), None, cell(600, 10, "full")], "financial_year", date(2010, 4, 1))
    line = series(COST, "fife", "Fife", years, "financial_year")
    assert [point.figure.value for point in line.points] == [50, None, 60]
    rolling = {twelve_months_to(month(2016, 9)): cell(500, 10, "full")}
    assert series(COST, "dept", "Department", rolling, "twelve_months").points[0].figure.value == 50


def test_D5_weeks_make_no_12_months():
    weeks = by_period(cost_months(60), "week", date(2024, 4, 1))
    line = series(COST, "arden", "Arden", weeks, "week")
    assert {point.figure.value for point in line.points} == {None}
    assert line.points[0].figure.reason == "12 months are not made of whole weeks"


def test_D5_a_window_that_whole_quarters_do_not_make_is_refused_by_quarter():
    odd = replace(COST, window=4)
    found = series(odd, "arden", "Arden", by_month(cost_months(6)), "quarter").points[0].figure
    assert (found.value, found.reason) == (None, "4 months are not made of whole quarters")
    assert series(odd, "arden", "Arden", by_month(cost_months(6)), "month").points[0].figure.value == 10


def test_D5_a_window_of_two_years_takes_two_years():
    two_years = replace(COST, window=24)
    years = by_period([cell(100, 10, "full"), cell(300, 10, "full")], "financial_year", date(2024, 4, 1))
    line = series(two_years, "arden", "Arden", years, "financial_year")
    assert [(point.period.label, point.figure.value) for point in line.points] == [("2025-26", 20)]


@given(st.lists(cells_of, max_size=30))
def test_D5_every_cost_shown_is_of_12_months_that_are_in(cells):
    months = by_month(cells)
    for point in series(COST, "arden", "Arden", months, "month").points:
        start = twelve_months_to(point.period).start
        needed = [months.get(part) for part in months_from(start.year, start.month, 12)]
        if point.figure.value is not None:
            assert all(one is not None and one.provided for one in needed)
            assert point.figure.numerator == sum((one.numerator for one in needed), Decimal(0))


# --- A5: a period that has not ended


def test_A5_a_month_that_had_not_ended_when_it_was_loaded_is_partial():
    months = by_month([cell(1, 2), cell(1, 4)])
    line = series(TAKE_UP, "arden", "Arden", months, "month", as_at=date(2025, 5, 20))
    assert [point.figure.markers for point in line.points] == [(), ("p",)]
    assert line.points[1].figure.value == 0.25
    assert line.latest.period == month(2025, 5)
    assert line.latest_complete.period == month(2025, 4)


def test_A5_a_month_counts_as_ended_from_the_next_day():
    for as_at, markers in ((date(2025, 4, 30), ("p",)), (date(2025, 5, 1), ())):
        line = series(TAKE_UP, "arden", "Arden", by_month([cell(1, 2)]), "month", as_at=as_at)
        assert line.points[0].figure.markers == markers


def test_A5_12_months_that_had_not_ended_have_no_cost():
    line = series(COST, "arden", "Arden", by_month(cost_months(12)), "month", as_at=date(2026, 3, 31))
    assert (line.points[0].figure.value, line.points[0].figure.markers) == (None, ("p",))
    assert (line.points[0].figure.provided, line.points[0].figure.expected) == (11, 12)


# --- Series


def test_the_latest_point_is_the_last_with_a_value():
    months = by_month([cell(1, 2), total([cell(1, 4), cell(None, 4)]), cell(None, 4)])
    line = series(TAKE_UP, "arden", "Arden", months, "month")
    assert line.latest.period == month(2025, 5)
    assert line.latest_complete.period == month(2025, 4)


def test_a_period_that_a_series_does_not_have_is_not_available():
    line = Series("arden", "Arden", (Point(month(2025, 4), NOTHING),))
    assert line.at(month(2030, 1)) == NOTHING


def test_A2_all_missing_has_no_latest_point():
    assert series(TAKE_UP, "arden", "Arden", by_month([cell(None, 2)]), "month").latest is None


@pytest.mark.parametrize(
    ("native", "shown"),
    [
        (["month"], ("month", "quarter", "financial_year", "year")),
        (["quarter"], ("quarter", "financial_year", "year")),
        (["financial_year"], ("financial_year",)),
        (["year"], ("year",)),
        (["week"], ("week", "month", "quarter", "financial_year", "year")),
        (["twelve_months"], ("twelve_months",)),
        (["week", "quarter"], ("week", "month", "quarter", "financial_year", "year")),
        ([], ()),
    ],
)
def test_D7_figures_can_be_shown_by_what_they_add_up_to_and_nothing_else(native, shown):
    assert frequencies_of(native) == shown


@given(runs_of_months, st.sampled_from(["month", "quarter", "financial_year", "year"]))
def test_A1_a_figure_never_appears_from_missing_parts_at_any_length(months, frequency):
    for point in series(TAKE_UP, "arden", "Arden", months, frequency).points:
        inside = [
            months[part]
            for part in months_from(point.period.start.year, point.period.start.month, MONTHS[frequency])
            if part in months
        ]
        known = [one for one in inside if one.provided and one.numerator <= one.denominator]
        if point.figure.value is not None:
            assert known
            assert point.figure.numerator == sum(one.numerator for one in known)
            assert point.figure.denominator == sum(one.denominator for one in known)


def test_A2_sums_that_nobody_expected_are_nothing():
    assert series(TAKE_UP, "arden", "Arden", {month(2025, 4): Sums()}, "month").points[0].figure.markers == ("x",)
