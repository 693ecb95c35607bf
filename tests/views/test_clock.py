from datetime import date, datetime

from kpis.periods import containing, starting
from views.clock import span, stretch, uk_date, uk_time


def test_a_moment_in_summer_is_an_hour_later_on_a_british_clock():
    assert uk_time(datetime(2026, 4, 14, 5, 10)) == "14 April 2026, 6:10am"
    assert uk_time(datetime(2026, 1, 14, 17, 5)) == "14 January 2026, 5:05pm"


def test_the_date_is_the_british_one_when_it_is_past_midnight_there():
    assert uk_date(datetime(2026, 7, 14, 23, 30)) == "15 July 2026"


def test_days_are_written_as_months_where_they_are_whole_months():
    assert stretch(date(2010, 4, 1), date(2023, 3, 31)) == "April 2010 to March 2023"
    assert stretch(date(2023, 4, 1), date(2023, 4, 30)) == "April 2023"
    assert stretch(date(2014, 5, 26), date(2014, 6, 1)) == "26 May 2014 to 1 June 2014"


def test_periods_are_written_from_the_first_to_the_last():
    years = [containing(date(year, 4, 1), "financial_year") for year in (2010, 2022)]
    assert span(*years) == "2010-11 to 2022-23"
    assert span(years[0], years[0]) == "2010-11"
    ends = [starting(date(year, 10, 1), "twelve_months") for year in (2012, 2016)]
    assert span(*ends) == "ending Sept 2013 to Sept 2017"
