from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.period_labels import parse_period
from kpis.periods import (
    ADDS_UP_FROM,
    FREQUENCIES,
    FREQUENCY_NAMES,
    MONTHS,
    Period,
    add_months,
    between,
    containing,
    financial_year_name,
    month_end,
    starting,
    twelve_months_to,
)
from tests.kpis.published import published

CALENDAR = published("calendar")
FIXED = tuple(frequency for frequency in FREQUENCIES if frequency != "twelve_months")

days = st.dates(date(1974, 4, 1), date(2100, 1, 1))
months = st.builds(lambda day: day.replace(day=1), days)
rolling = st.builds(lambda start: Period(start, month_end(add_months(start, 11)), "twelve_months"), months)
periods = st.one_of(st.builds(containing, days, st.sampled_from(FIXED)), rolling)


# --- A8: the calendar


@pytest.mark.parametrize("row", CALENDAR["financial_year"], ids=lambda row: row["date"])
def test_A8_a_day_lies_in_its_financial_year_and_quarter(row):
    day = date.fromisoformat(row["date"])
    assert containing(day, "financial_year").label == row["fy"]
    assert containing(day, "quarter") == parse_period(f"Q{row['quarter']} {row['fy']}", "quarter")


@pytest.mark.parametrize("row", CALENDAR["iso"], ids=lambda row: row["date"])
def test_A8_weeks_are_iso_weeks_and_do_not_follow_the_calendar_year(row):
    year, week, weekday = row["iso"]
    found = containing(date.fromisoformat(row["date"]), "week")
    assert found.start == date.fromisocalendar(year, week, 1)
    assert (date.fromisoformat(row["date"]) - found.start).days == weekday - 1


def test_A8_a_financial_year_runs_from_april_to_march():
    year = containing(date(2024, 2, 29), "financial_year")
    assert (year.start, year.end, year.label) == (date(2023, 4, 1), date(2024, 3, 31), "2023-24")


@pytest.mark.parametrize(
    ("first", "name"), [(1999, "1999-00"), (2008, "2008-09"), (2022, "2022-23"), (2099, "2099-00")]
)
def test_A8_a_financial_year_is_named_by_both_its_years(first, name):
    assert financial_year_name(first) == name


def test_A8_the_first_quarter_of_a_financial_year_is_april_to_june():
    quarters = [parse_period(f"Q{number} 2026-27", "quarter").label for number in range(1, 5)]
    assert quarters == [
        "April to June 2026",
        "July to September 2026",
        "October to December 2026",
        "January to March 2027",
    ]


def test_A8_both_ends_can_be_printed_so_that_a_years_name_misleads_nobody():
    # "Q2 2013" of the Transactions Explorer covered April 2012 to March 2013.
    year = Period(date(2012, 4, 1), date(2013, 3, 31), "twelve_months")
    assert year.dates == "1 April 2012 to 31 March 2013"
    assert year.label == "April 2012 to March 2013"


@given(days, st.sampled_from(FIXED))
def test_A8_containing_covers_every_day_exactly_once(day, frequency):
    period = containing(day, frequency)
    assert period.start <= day <= period.end
    assert containing(period.start, frequency) == containing(period.end, frequency) == period
    assert containing(period.end + timedelta(days=1), frequency) == period.following()
    assert containing(period.start - timedelta(days=1), frequency) == period.previous()


@given(periods, st.integers(0, 60))
def test_A8_previous_and_following_undo_each_other(period, count):
    assert period.previous().following() == period
    assert period.following().previous() == period
    assert period.previous(count).previous(-count) == period
    assert period.following().start == period.end + timedelta(days=1)


@given(periods, st.integers(0, 30))
def test_A8_between_lists_every_period_without_gap_or_overlap(first, count):
    listed = between(first, first.previous(-count))
    assert len(listed) == count + 1
    for one, following in pairwise(listed):
        assert following.start == one.end + timedelta(days=1)


@given(periods, periods)
def test_A8_two_periods_of_one_frequency_never_share_a_name(one, other):
    if one.frequency == other.frequency and one != other:
        assert one.label != other.label
        assert one.short != other.short
        assert one.key != other.key


@given(periods)
def test_A8_a_period_is_found_again_from_its_first_day(period):
    assert starting(period.start, period.frequency) == period
    assert date.fromisoformat(period.key) == period.start


@pytest.mark.parametrize("frequency", FIXED)
def test_A8_a_period_cannot_begin_on_another_day(frequency):
    with pytest.raises(ValueError, match="begins on 2 April 2025"):
        starting(date(2025, 4, 2), frequency)


def test_A8_the_calendar_does_not_fix_where_12_months_begin():
    with pytest.raises(ValueError, match="give both ends"):
        containing(date(2025, 4, 1), "twelve_months")


def test_A8_12_months_to_a_quarter_end_with_it():
    quarter = containing(date(2016, 9, 1), "quarter")
    assert twelve_months_to(quarter) == Period(date(2015, 10, 1), date(2016, 9, 30), "twelve_months")


# --- The same period a year before


@given(periods)
def test_A5_the_year_before_is_of_the_same_length_and_a_year_earlier(period):
    before = period.year_before()
    assert before.frequency == period.frequency
    if period.frequency == "week":
        assert period.start - before.start == timedelta(weeks=52)
    else:
        assert (before.start.year + 1, before.start.month) == (period.start.year, period.start.month)


def test_A5_february_of_a_leap_year_is_compared_with_all_of_february_before():
    leap = containing(date(2024, 2, 29), "month")
    assert leap.year_before() == Period(date(2023, 2, 1), date(2023, 2, 28), "month")
    assert containing(date(2025, 2, 1), "month").year_before().end == date(2024, 2, 29)


# --- Names


@pytest.mark.parametrize(
    ("period", "label", "short"),
    [
        (containing(date(2014, 5, 28), "week"), "week of 26 May 2014", "26 May 2014"),
        (containing(date(2026, 3, 31), "month"), "March 2026", "Mar 2026"),
        (containing(date(2016, 5, 1), "quarter"), "April to June 2016", "Apr–Jun 2016"),
        (containing(date(2022, 4, 1), "financial_year"), "2022-23", "2022-23"),
        (containing(date(2017, 4, 1), "year"), "2017", "2017"),
        (twelve_months_to(containing(date(2016, 9, 1), "month")), "October 2015 to September 2016", "to Sept 2016"),
        (twelve_months_to(containing(date(2016, 12, 1), "month")), "January to December 2016", "to Dec 2016"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_period_is_named_in_words_and_shorter_on_an_axis(period, label, short):
    assert (period.label, period.short) == (label, short)


# --- Never mixed, never split


def test_D7_no_period_adds_up_to_one_that_would_split_it():
    for longer, parts in ADDS_UP_FROM.items():
        for part in parts:
            assert MONTHS[longer] % MONTHS[part] == 0
            assert MONTHS[longer] > MONTHS[part]
    assert not any("week" in parts for parts in ADDS_UP_FROM.values())


@given(days, st.sampled_from([(part, longer) for longer in FIXED for part in ADDS_UP_FROM[longer]]))
def test_D7_a_part_lies_whole_in_the_longer_period(day, pair):
    part, longer = containing(day, pair[0]), containing(day, pair[1])
    assert longer.start <= part.start
    assert part.end <= longer.end


def test_every_frequency_has_a_name():
    assert set(FREQUENCY_NAMES) == set(FREQUENCIES) == set(ADDS_UP_FROM)
