"""Periods as sources write them: dates, '2022-23', 'Oct - Dec 2016' (METHODS A8)."""

import re
from datetime import date, datetime
from typing import Literal

from kpis.periods import Frequency, Period, add_months, containing, month_end

Length = Literal["day", "week", "month", "quarter", "financial_year", "year", "twelve_months"]

FINANCIAL_YEAR = re.compile(r"(\d{4})\s*[-/–]\s*(\d{4}|\d{2})")
MONTH_SPAN = re.compile(r"([A-Za-z]{3,9})\s*(?:-|–|to)\s*([A-Za-z]{3,9})\s+(\d{4})")
ISO_SPAN = re.compile(r"(\d{4}-\d\d-\d\d)\s*/\s*(\d{4}-\d\d-\d\d)")
ISO_START = re.compile(r"\d{4}-\d\d(-\d\d)?")
MONTH_FORMATS = ("%B %Y", "%b %Y", "%b-%y", "%B-%Y", "%b-%Y")


def parse_period(text: str, length: Length, date_format: str | None = None) -> Period:
    """The period that a source's label or date stands for; a day counts in its month.

    Raises ValueError with a reason in words if it cannot be told for certain.
    """
    label = text.strip()
    if span := ISO_SPAN.fullmatch(label):
        return spelled_out(date.fromisoformat(span[1]), date.fromisoformat(span[2]))
    frequency: Frequency = "month" if length == "day" else length
    if date_format:
        return containing(_strptime(label, date_format), frequency)
    if frequency == "financial_year" and (match := FINANCIAL_YEAR.fullmatch(label)):
        return _financial_year(match)
    if frequency in ("year", "financial_year") and re.fullmatch(r"\d{4}", label):
        return containing(date(int(label), 4, 1), frequency)
    if frequency == "quarter" and (match := MONTH_SPAN.fullmatch(label)):
        return _quarter(match)
    return containing(_day(label, frequency), frequency)


def spelled_out(start: date, end: date) -> Period:
    """The period from start to end, both included; raises ValueError if no period has that length."""
    for frequency in ("week", "month", "quarter", "financial_year", "year"):
        period = containing(start, frequency)
        if (period.start, period.end) == (start, end):
            return period
    if start.day == 1 and end == month_end(add_months(start, 11)):
        return Period(start, end, "twelve_months")
    raise ValueError(f"{start} to {end} is no week, month, quarter, year or 12 months")


def _financial_year(match: re.Match[str]) -> Period:
    first, second = int(match[1]), int(match[2]) % 100
    if (first + 1) % 100 != second:
        raise ValueError(f"'{match[0]}' is not one financial year")
    return containing(date(first, 4, 1), "financial_year")


def _quarter(match: re.Match[str]) -> Period:
    start, end = (_strptime(f"{name[:3]} {match[3]}", "%b %Y") for name in (match[1], match[2]))
    period = containing(start, "quarter")
    if (period.start, period.end) != (start, month_end(end)):
        raise ValueError(f"'{match[0]}' is not a quarter")
    return period


def _day(label: str, frequency: Frequency) -> date:
    if ISO_START.match(label):
        iso = label[:10] if len(label) >= 10 else f"{label}-01"
        try:
            return date.fromisoformat(iso)
        except ValueError:
            raise ValueError(f"'{label}' is not a date") from None
    if frequency == "month":
        for known in MONTH_FORMATS:
            try:
                return _strptime(label, known)
            except ValueError:
                continue
    raise ValueError(f"'{label}' is not a {frequency.replace('_', ' ')}")


def _strptime(label: str, date_format: str) -> date:
    try:
        return datetime.strptime(label, date_format).date()
    except ValueError:
        raise ValueError(f"'{label}' is not a date written as {date_format}") from None
