"""Moments in words, as people in the United Kingdom read a clock."""

from datetime import date, datetime

from babel.dates import format_datetime, get_timezone

from kpis.periods import Period, long_date, month_end

ZONE = "Europe/London"


def uk_time(moment: datetime) -> str:
    """'14 April 2026, 6:10am' for a moment in UTC, which is how the warehouse keeps it."""
    return _format(moment, "d MMMM y, h:mma")


def uk_date(moment: datetime) -> str:
    """'14 April 2026' for a moment in UTC."""
    return _format(moment, "d MMMM y")


def stretch(first: date, last: date) -> str:
    """The days from first to last, as short as both ends stay clear: 'April 2010 to March 2023'."""
    if first.day == 1 and last == month_end(last):
        one = (first.year, first.month) == (last.year, last.month)
        return Period(first, last, "month" if one else "twelve_months").label
    return f"{long_date(first)} to {long_date(last)}"


def span(first: Period, last: Period) -> str:
    """Periods of one length from first to last: '2010-11 to 2022-23', 'Jul–Sept 2012 to Jul–Sept 2017'."""
    if first == last:
        return first.label
    if first.frequency == "twelve_months":
        return f"ending {first.short.removeprefix('to ')} to {last.short.removeprefix('to ')}"
    if first.frequency == "quarter":
        return f"{first.short} to {last.short}"
    return f"{first.label} to {last.label}"


def _format(moment: datetime, pattern: str) -> str:
    return str(format_datetime(moment, pattern, tzinfo=get_timezone(ZONE), locale="en_GB"))
