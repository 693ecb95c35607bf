"""Periods as sources write them: dates, '2022-23', 'Oct - Dec 2016', 'Q1 2026-27' (METHODS A8)."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Literal

from kpis.periods import Frequency, Period, add_months, containing, month_end

Length = Literal["day", "week", "month", "quarter", "financial_year", "year", "twelve_months"]

FINANCIAL_YEAR = re.compile(r"(\d{4})\s*[-/–]\s*(\d{4}|\d{2})")
FINANCIAL_QUARTER = re.compile(r"Q([1-4])\s+(\d{4}\s*[-/–]\s*\d{2,4})|(\d{4}\s*[-/–]\s*\d{2,4})\s+Q([1-4])")
BARE_QUARTER = re.compile(r"Q[1-4]\s*[-/]?\s*\d{4}|\d{4}\s*[-/]?\s*Q[1-4]")
MONTH_SPAN = re.compile(r"([A-Za-z]{3,9})(?:\s+(\d{4}))?\s*(?:-|–|to)\s*([A-Za-z]{3,9})\s+(\d{4})")
ISO_SPAN = re.compile(r"(\d{4}-\d\d-\d\d)\s*/\s*(\d{4}-\d\d-\d\d)")
ISO_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ]\d\d:\d\d.*)?")
ISO_MONTH = re.compile(r"\d{4}-\d\d")
ISO_WEEK = re.compile(r"\d{4}-W\d\d")
MONTH_FORMATS = ("%B %Y", "%b %Y", "%b-%y", "%B-%Y", "%b-%Y", "%Y %B", "%Y %b")
MONTH_OF_YEAR = re.compile(r"([A-Za-z]{3,9})\s+(\d{4}\s*[-/–]\s*\d{2,4})|(\d{4}\s*[-/–]\s*\d{2,4})\s+([A-Za-z]{3,9})")
"""'2025-26 Apr': a month under the heading of its financial year."""


def parse_period(text: str, length: Length, date_formats: Sequence[str] = ()) -> Period:
    """The period that a source's label or date stands for; a day counts in its month.

    With formats, a label is a date written as one of them, or an ISO date. Raises ValueError with a reason in
    words if it cannot be told for certain.
    """
    label = text.strip()
    if span := ISO_SPAN.fullmatch(label):
        return spelled_out(_iso(span[1]), _iso(span[2]), rolling=length == "twelve_months")
    frequency: Frequency = "month" if length == "day" else length
    if date_formats:
        return _written(label, date_formats, frequency)
    if frequency == "financial_year" and (match := FINANCIAL_YEAR.fullmatch(label)):
        return _financial_year(match)
    if frequency in ("year", "financial_year") and re.fullmatch(r"\d{4}", label):
        return containing(date(int(label), 4, 1), frequency)
    if frequency == "year" and FINANCIAL_YEAR.fullmatch(label):
        raise ValueError(f"'{label}' does not name one calendar year")
    if frequency == "quarter" and (match := FINANCIAL_QUARTER.fullmatch(label)):
        return _financial_quarter(match)
    if frequency == "quarter" and BARE_QUARTER.fullmatch(label):
        raise ValueError(f"'{label}' does not say whether the quarter is of a calendar or a financial year")
    if frequency in ("quarter", "twelve_months") and (match := MONTH_SPAN.fullmatch(label)):
        return _month_span(match, frequency)
    return containing(_day(label, frequency), frequency)


def _written(label: str, formats: Sequence[str], frequency: Frequency) -> Period:
    """The one period that the formats make of a label; where they make several of it, none is certain."""
    found = {}
    for date_format in formats:
        try:
            found[containing(_strptime(label, date_format), frequency)] = date_format
        except ValueError:
            continue
    if len(found) > 1:
        raise ValueError(f"'{label}' is another {frequency.replace('_', ' ')} as {' than as '.join(found.values())}")
    if found:
        return next(iter(found))
    # A spreadsheet's own dates arrive as ISO; only a format that turns month and day round could mean another day.
    if (match := ISO_DAY.fullmatch(label)) and not any("%Y-%d" in date_format for date_format in formats):
        return containing(_iso(match[1]), frequency)
    raise ValueError(f"'{label}' is not a date written as {' or '.join(formats)}")


def spelled_out(start: date, end: date, rolling: bool = False) -> Period:
    """The period from start to end, both included; raises ValueError if no period has that length.

    `rolling`: 12 months are 12 months, even where they happen to be a calendar or financial year, so that
    a source's periods stay of one kind.
    """
    for frequency in () if rolling else ("week", "month", "quarter", "financial_year", "year"):
        period = containing(start, frequency)
        if (period.start, period.end) == (start, end):
            return period
    if start.day == 1 and end == month_end(add_months(start, 11)):
        return Period(start, end, "twelve_months")
    lengths = "12 months" if rolling else "week, month, quarter, year or 12 months"
    raise ValueError(f"{start} to {end} is no {lengths}")


def _financial_year(match: re.Match[str]) -> Period:
    first, second = match[1], match[2]
    following = f"{int(first) + 1:04d}"
    if second not in (following, following[2:]):
        raise ValueError(f"'{match[0]}' is not one financial year")
    return containing(date(int(first), 4, 1), "financial_year")


def _financial_quarter(match: re.Match[str]) -> Period:
    number, year = (match[1], match[2]) if match[1] else (match[4], match[3])
    whole = FINANCIAL_YEAR.fullmatch(year)
    if whole is None:
        raise ValueError(f"'{match[0]}' is not a quarter of a financial year")
    return containing(add_months(_financial_year(whole).start, 3 * (int(number) - 1)), "quarter")


def _month_span(match: re.Match[str], frequency: Frequency) -> Period:
    last = _month(match[3], match[4])
    first = _month(match[1], match[2] or match[4])
    if frequency == "twelve_months":
        period = Period(first, month_end(add_months(first, 11)), frequency)
    else:
        period = containing(first, frequency)
    if (period.start, period.end) != (first, month_end(last)):
        raise ValueError(f"'{match[0]}' is not {'12 months' if frequency == 'twelve_months' else 'a quarter'}")
    return period


def _month(name: str, year: str) -> date:
    return _strptime(f"{name[:3]} {year}", "%b %Y")


def _month_of_year(name: str, year: str) -> date:
    whole = FINANCIAL_YEAR.fullmatch(year)
    if whole is None:
        raise ValueError(f"'{year}' is not one financial year")
    first = _financial_year(whole).start
    april_to_december = _month(name, str(first.year))
    return april_to_december if april_to_december >= first else _month(name, str(first.year + 1))


def _day(label: str, frequency: Frequency) -> date:
    if match := ISO_DAY.fullmatch(label):
        return _iso(match[1])
    if ISO_WEEK.fullmatch(label):
        if frequency == "week":
            return _iso(f"{label}-1")
        raise ValueError(f"'{label}' is a week, not a {frequency.replace('_', ' ')}")
    if ISO_MONTH.fullmatch(label) and frequency != "week":
        return _iso(f"{label}-01")
    if frequency == "month" and (match := MONTH_OF_YEAR.fullmatch(label)):
        return _month_of_year(match[1] or match[4], match[2] or match[3])
    if frequency == "month":
        for known in MONTH_FORMATS:
            try:
                return _strptime(label, known)
            except ValueError:
                continue
    raise ValueError(f"'{label}' is not a {frequency.replace('_', ' ')}")


def _iso(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"'{text}' is not a date") from None


def _strptime(label: str, date_format: str) -> date:
    try:
        return datetime.strptime(label, date_format).date()
    except ValueError:
        raise ValueError(f"'{label}' is not a date written as {date_format}") from None
