"""Periods and their names (METHODS A5, A8): weeks, months, quarters, years; never mixed, never split."""

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal, NamedTuple, get_args

from babel.dates import format_date

Frequency = Literal["week", "month", "quarter", "financial_year", "year", "twelve_months"]
FREQUENCIES: tuple[Frequency, ...] = get_args(Frequency)

FREQUENCY_NAMES: dict[Frequency, str] = {
    "week": "Week",
    "month": "Month",
    "quarter": "Quarter",
    "financial_year": "Financial year",
    "year": "Calendar year",
    "twelve_months": "12 months",
}

ADDS_UP_FROM: dict[Frequency, tuple[Frequency, ...]] = {
    "week": (),
    "month": (),
    "quarter": ("month",),
    "financial_year": ("month", "quarter"),
    "year": ("month", "quarter"),
    "twelve_months": ("month", "quarter"),
}
"""Which periods add up to which without splitting one; a week lies in no month."""

SHOWN_FROM: dict[Frequency, tuple[Frequency, ...]] = {
    frequency: ("week", *parts) if frequency in ("month", "quarter", "financial_year", "year") else parts
    for frequency, parts in ADDS_UP_FROM.items()
}
"""The same, with weeks: each belongs whole to the month, quarter and year that hold its Thursday (METHODS A7)."""

MONTHS: dict[Frequency, int] = {"month": 1, "quarter": 3, "financial_year": 12, "year": 12, "twelve_months": 12}

SHORTEST: dict[Frequency, int] = {
    "week": 7,
    "month": 28,
    "quarter": 90,
    "financial_year": 365,
    "year": 365,
    "twelve_months": 365,
}
"""The fewest days that such a period has."""


class Period(NamedTuple):
    """A stretch of whole days, both ends included.

    A page looks thousands of figures up by period, and a tuple is hashed and compared far sooner than a dataclass.
    """

    start: date
    end: date
    frequency: Frequency

    @property
    def key(self) -> str:
        """The period in addresses: its first day; enough, as a series has one frequency."""
        return self.start.isoformat()

    @property
    def label(self) -> str:
        """The period in words: 'March 2026', 'April to June 2016', '2022-23', 'week of 26 May 2014'."""
        match self.frequency:
            case "week":
                return f"week of {long_date(self.start)}"
            case "month":
                return _format(self.start, "MMMM y")
            case "financial_year":
                return financial_year_name(self.start.year)
            case "year":
                return str(self.start.year)
        return _span(self.start, self.end, "MMMM")

    @property
    def dates(self) -> str:
        """Both ends, as a year's name alone does not say when it began: '1 April 2012 to 31 March 2013'."""
        return f"{long_date(self.start)} to {long_date(self.end)}"

    @property
    def short(self) -> str:
        """The period on an axis: 'Mar 2026', 'Apr–Jun 2016', '2022-23'."""
        match self.frequency:
            case "week":
                return _format(self.start, "d MMM y")
            case "month":
                return _format(self.start, "MMM y")
            case "quarter":
                return f"{_format(self.start, 'MMM')}–{_format(self.end, 'MMM y')}"
            case "twelve_months":
                return f"to {_format(self.end, 'MMM y')}"
        return self.label

    def previous(self, count: int = 1) -> "Period":
        """The period `count` places before this one, of the same length."""
        return _moved(self, -count)

    def following(self) -> "Period":
        """The next period of the same length."""
        return self.previous(-1)

    def year_before(self) -> "Period":
        """The same period a year before; for a week, the week 52 weeks before."""
        if self.frequency == "week":
            return self.previous(52)
        return self.previous(12 // MONTHS[self.frequency])


def containing(day: date, frequency: Frequency) -> Period:
    """The period of that length that holds the day.

    Raises ValueError for twelve_months, which the calendar does not fix.
    """
    match frequency:
        case "week":
            start = day - timedelta(days=day.weekday())
            return Period(start, start + timedelta(days=6), "week")
        case "month":
            start = day.replace(day=1)
        case "quarter":
            start = date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
        case "financial_year":
            start = date(day.year if day.month >= 4 else day.year - 1, 4, 1)
        case "year":
            start = date(day.year, 1, 1)
        case _:
            raise ValueError("12 months can begin in any month; give both ends")
    return Period(start, month_end(add_months(start, MONTHS[frequency] - 1)), frequency)


def starting(day: date, frequency: Frequency) -> Period:
    """The period of that length that begins on the day; raises ValueError if none does."""
    if frequency == "twelve_months":
        return Period(day, month_end(add_months(day, 11)), frequency)
    period = containing(day, frequency)
    if period.start != day:
        raise ValueError(f"no {FREQUENCY_NAMES[frequency].lower()} begins on {long_date(day)}")
    return period


def twelve_months_to(end: Period) -> Period:
    """The 12 months that end with this period."""
    return Period(add_months(end.end.replace(day=1), -11), end.end, "twelve_months")


def between(first: Period, last: Period) -> list[Period]:
    """Every period from the first to the last, both included."""
    periods = [first]
    while periods[-1].start < last.start:
        periods.append(periods[-1].following())
    return periods


def month_of_week(week: Period) -> Period:
    """The month that holds the week's Thursday, to which all of the week belongs (METHODS A7)."""
    return containing(week.start + timedelta(days=3), "month")


def weeks_of_month(month: Period) -> int:
    """How many weeks belong to a month: as many as it has Thursdays."""
    first = month.start + timedelta(days=(3 - month.start.weekday()) % 7)
    return (month.end - first).days // 7 + 1


def add_months(day: date, months: int) -> date:
    """The first day of the month so many months after the day's month."""
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


def month_end(day: date) -> date:
    """The last day of the day's month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def financial_year_name(first_year: int) -> str:
    """'2022-23' for the year from 1 April 2022 to 31 March 2023."""
    return f"{first_year}-{(first_year + 1) % 100:02d}"


def long_date(day: date) -> str:
    """'26 May 2014'."""
    return _format(day, "d MMMM y")


def _span(start: date, end: date, month: str) -> str:
    first = month if start.year == end.year else f"{month} y"
    return f"{_format(start, first)} to {_format(end, f'{month} y')}"


@lru_cache(maxsize=8192)
def _moved(period: Period, count: int) -> Period:
    """Kept, as the 12 months of each of a page's thousands of figures ask for the same few again and again."""
    if period.frequency == "week":
        start = period.start + timedelta(weeks=count)
        return Period(start, start + timedelta(days=6), "week")
    start = add_months(period.start, count * MONTHS[period.frequency])
    return Period(start, month_end(add_months(start, MONTHS[period.frequency] - 1)), period.frequency)


@lru_cache(maxsize=8192)
def _format(day: date, pattern: str) -> str:
    """Kept, as a page names the same few periods hundreds of times and babel takes 30 µs for each."""
    return str(format_date(day, pattern, locale="en_GB"))
