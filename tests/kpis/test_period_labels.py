from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.period_labels import parse_period, spelled_out
from kpis.periods import containing
from tests.kpis.test_periods import days, periods


@pytest.mark.parametrize(
    ("text", "length", "start", "end"),
    [
        ("2025-04-17", "day", "2025-04-01", "2025-04-30"),
        ("2025-04-17", "month", "2025-04-01", "2025-04-30"),
        ("2025-04-17T09:30:00Z", "month", "2025-04-01", "2025-04-30"),
        ("2025-04-17 09:30:00", "month", "2025-04-01", "2025-04-30"),
        ("2025-04", "month", "2025-04-01", "2025-04-30"),
        ("April 2025", "month", "2025-04-01", "2025-04-30"),
        (" Apr 2025 ", "month", "2025-04-01", "2025-04-30"),
        ("Apr-25", "month", "2025-04-01", "2025-04-30"),
        ("2011-12", "month", "2011-12-01", "2011-12-31"),
        ("2025 Apr", "month", "2025-04-01", "2025-04-30"),
        ("2025-26 Apr", "month", "2025-04-01", "2025-04-30"),
        ("2025/26 December", "month", "2025-12-01", "2025-12-31"),
        ("Jan 2025-26", "month", "2026-01-01", "2026-01-31"),
        ("2025-2026 Mar", "month", "2026-03-01", "2026-03-31"),
        ("2014-05-28", "week", "2014-05-26", "2014-06-01"),
        ("2020-W53", "week", "2020-12-28", "2021-01-03"),
        ("2016-10-01", "quarter", "2016-10-01", "2016-12-31"),
        ("Oct - Dec 2016", "quarter", "2016-10-01", "2016-12-31"),
        ("October to December 2016", "quarter", "2016-10-01", "2016-12-31"),
        ("Jan–Mar 2017", "quarter", "2017-01-01", "2017-03-31"),
        ("Jul - Sept 2016", "quarter", "2016-07-01", "2016-09-30"),
        ("Q1 2026-27", "quarter", "2026-04-01", "2026-06-30"),
        ("2026/27 Q4", "quarter", "2027-01-01", "2027-03-31"),
        ("2022-23", "financial_year", "2022-04-01", "2023-03-31"),
        ("2022/23", "financial_year", "2022-04-01", "2023-03-31"),
        ("1999-00", "financial_year", "1999-04-01", "2000-03-31"),
        ("1999-2000", "financial_year", "1999-04-01", "2000-03-31"),
        ("2017", "financial_year", "2017-04-01", "2018-03-31"),
        ("2022-12-01", "financial_year", "2022-04-01", "2023-03-31"),
        ("2017", "year", "2017-01-01", "2017-12-31"),
        ("2017-06-30", "year", "2017-01-01", "2017-12-31"),
        ("October 2015 to September 2016", "twelve_months", "2015-10-01", "2016-09-30"),
        ("January to December 2016", "twelve_months", "2016-01-01", "2016-12-31"),
        ("2015-10-01/2016-09-30", "twelve_months", "2015-10-01", "2016-09-30"),
        ("2015-10-01/2015-12-31", "month", "2015-10-01", "2015-12-31"),
    ],
)
def test_A8_a_label_stands_for_its_days(text, length, start, end):
    period = parse_period(text, length)
    assert (period.start, period.end) == (date.fromisoformat(start), date.fromisoformat(end))


@pytest.mark.parametrize(
    ("text", "length", "reason"),
    [
        ("Q2 2013", "quarter", "does not say whether the quarter is of a calendar or a financial year"),
        ("2013 Q2", "quarter", "does not say whether"),
        ("Q1 2026-28", "quarter", "not one financial year"),
        ("2022-24", "financial_year", "not one financial year"),
        ("2022-22", "financial_year", "not one financial year"),
        ("2011-1912", "financial_year", "not one financial year"),
        ("2011-12", "year", "does not name one calendar year"),
        ("Nov - Jan 2016", "quarter", "not a quarter"),
        ("Oct - Nov 2016", "quarter", "not a quarter"),
        ("Oct 2015 - Dec 2016", "quarter", "not a quarter"),
        ("October 2015 to August 2016", "twelve_months", "not 12 months"),
        ("2025-04-31", "month", "is not a date"),
        ("2025-13", "month", "is not a date"),
        ("2025-27 Apr", "month", "not one financial year"),
        ("2025-26 Foo", "month", "not a date"),
        ("2025-04-01 to 2025-06-30", "month", "is not a month"),
        ("2025-04-01x", "month", "is not a month"),
        ("2025-04", "week", "is not a week"),
        ("2025-W14", "month", "is a week, not a month"),
        ("2021-W53", "week", "is not a date"),
        ("soon", "month", "is not a month"),
        ("", "month", "is not a month"),
        ("2025", "month", "is not a month"),
        ("04/05/2025", "month", "is not a month"),
        ("2025-04-01", "twelve_months", "give both ends"),
        ("2025-04-02/2025-05-01", "month", "is no week, month, quarter, year or 12 months"),
        ("2015-10-01/2016-08-31", "twelve_months", "is no 12 months"),
        ("2015-10-31/2015-10-01", "month", "is no"),
    ],
)
def test_A8_a_label_that_cannot_be_told_for_certain_is_refused_with_a_reason(text, length, reason):
    with pytest.raises(ValueError, match=reason):
        parse_period(text, length)


def test_A8_a_format_says_how_an_ambiguous_date_is_meant():
    assert parse_period("04/05/2025", "month", ["%d/%m/%Y"]).start == date(2025, 5, 1)
    assert parse_period("04/05/2025", "month", ["%m/%d/%Y"]).start == date(2025, 4, 1)
    with pytest.raises(ValueError, match="not a date written as %d/%m/%Y"):
        parse_period("April 2025", "month", ["%d/%m/%Y"])
    with pytest.raises(ValueError, match="not a date written as %d/%m/%Y or %d %b %y"):
        parse_period("1.4.2025", "month", ["%d/%m/%Y", "%d %b %y"])


def test_A8_dates_in_several_formats_are_each_read_and_a_spreadsheets_own_beside_them():
    formats = ["%d/%m/%Y", "%d.%m.%y", "%d %B %Y"]
    labels = ["17/04/2025", "17.04.25", "17 April 2025", "2025-04-17", "2025-04-17 10:30:00"]
    assert {parse_period(label, "month", formats).start for label in labels} == {date(2025, 4, 1)}


def test_A8_a_date_that_two_formats_read_as_two_months_is_refused():
    formats = ["%d/%m/%Y", "%m/%d/%Y"]
    assert parse_period("17/04/2025", "month", formats).start == date(2025, 4, 1)
    assert parse_period("04/05/2025", "year", formats).label == "2025"
    with pytest.raises(ValueError, match="'04/05/2025' is another month as %d/%m/%Y than as %m/%d/%Y"):
        parse_period("04/05/2025", "month", formats)


def test_A8_no_iso_date_is_read_beside_a_format_that_turns_month_and_day_round():
    assert parse_period("2025-13-04", "month", ["%Y-%d-%m"]).start == date(2025, 4, 1)
    with pytest.raises(ValueError, match="not a date written as"):
        parse_period("2025-04-13", "month", ["%Y-%d-%m"])


def test_A8_a_format_and_a_length_give_the_period_that_holds_the_date():
    assert parse_period("Oct-16", "quarter", ["%b-%y"]) == containing(date(2016, 10, 1), "quarter")
    assert parse_period("01/02/2024", "financial_year", ["%d/%m/%Y"]).label == "2023-24"


def test_D7_12_months_stay_12_months_where_they_are_a_year_too():
    # One source's rolling years must not turn into calendar and financial years among them.
    spans = ["2015-10-01/2016-09-30", "2016-01-01/2016-12-31", "2016-04-01/2017-03-31"]
    assert {parse_period(span, "twelve_months").frequency for span in spans} == {"twelve_months"}
    assert parse_period("2016-04-01/2017-03-31", "financial_year").frequency == "financial_year"


@given(days, st.sampled_from(["week", "month", "quarter", "financial_year", "year"]))
def test_A8_both_ends_name_any_period(day, frequency):
    period = containing(day, frequency)
    assert spelled_out(period.start, period.end) == period


@given(periods)
def test_A8_a_periods_own_name_is_read_as_that_period(period):
    if period.frequency != "week":
        assert parse_period(period.label, period.frequency) == period
    assert parse_period(f"{period.start}/{period.end}", period.frequency) == period


def outcome(text, length):
    try:
        return parse_period(text, length)
    except ValueError as error:
        return str(error)


@given(
    st.text(max_size=12),
    st.sampled_from(["day", "week", "month", "quarter", "financial_year", "year", "twelve_months"]),
)
def test_A8_any_text_is_a_period_or_a_reason(text, length):
    assert outcome(text, length)
