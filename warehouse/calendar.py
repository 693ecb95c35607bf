"""The periods that cells may have, and which shorter ones add up to which longer ones."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from sqlalchemy import Connection

from kpis.periods import ADDS_UP_FROM, FREQUENCIES, MONTHS, Frequency, Period, add_months, between, containing
from warehouse import bulk
from warehouse.known import Days
from warehouse.labels import Labels
from warehouse.meeting import Part

FIXED: tuple[Frequency, ...] = ("week", "month", "quarter", "financial_year", "year")
"""Frequencies whose periods the calendar fixes; 12 months can begin in any month."""

SPAN = """
SELECT min(starts) AS first, max(ends) AS last FROM (
    SELECT f.starts, f.ends FROM offering AS f JOIN seen AS s ON s.series = f.series
    UNION ALL
    SELECT min(period_start), max(period_start) FROM observation
) AS days
"""

STARTS = """
SELECT DISTINCT period_start FROM observation WHERE series IN (SELECT id FROM series WHERE frequency = {frequency})
"""


@dataclass(frozen=True)
class Calendar:
    """By the label of a frequency: its periods' first and last days, and the parts that its periods are made of."""

    firsts: Mapping[int, Days]
    lasts: Mapping[int, Days]
    parts: Mapping[int, Sequence[Part]]


def calendar_of(connection: Connection, labels: Labels) -> Calendar:
    """Every day on which something is given or owed."""
    frequencies = labels.learn("frequency", FREQUENCIES)
    (span,) = bulk.fetch(connection, SPAN).to_pylist()
    periods = [] if span["first"] is None else calendar_periods(span["first"], span["last"])
    starts = bulk.fetch(connection, STARTS.format(frequency=frequencies["twelve_months"]))
    periods += [period_from("twelve_months", start) for start in sorted(starts["period_start"].to_pylist())]
    by_frequency = {number: [p for p in periods if p.frequency == name] for name, number in frequencies.items()}
    return Calendar(
        firsts={number: _days(period.start for period in own) for number, own in by_frequency.items()},
        lasts={number: _days(period.end for period in own) for number, own in by_frequency.items()},
        parts={frequencies[name]: list(_parts(name, periods, frequencies)) for name in FREQUENCIES},
    )


def calendar_periods(first: date, last: date) -> list[Period]:
    """Every week, month, quarter and year that holds a day from first to last."""
    return [
        period for frequency in FIXED for period in between(containing(first, frequency), containing(last, frequency))
    ]


def period_from(frequency: Frequency, start: date) -> Period:
    """The period of that length that begins on that day."""
    if frequency == "twelve_months":
        return Period(start, containing(add_months(start, 11), "month").end, frequency)
    return containing(start, frequency)


def _parts(coarser: Frequency, periods: Sequence[Period], frequencies: Mapping[str, int]) -> Iterable[Part]:
    """What the longer periods are made of, never splitting a shorter one."""
    for finer in ADDS_UP_FROM[coarser]:
        starts: dict[int, list[int]] = defaultdict(list)
        for longer in periods:
            if longer.frequency == coarser:
                starts[_day(longer.start)] += [_day(shorter.start) for shorter in _within(longer, finer)]
        yield Part(frequencies[finer], MONTHS[coarser] // MONTHS[finer], starts)


def _within(longer: Period, finer: Frequency) -> list[Period]:
    if (longer.start.month - 1) % MONTHS[finer]:
        return []
    starts = range(0, MONTHS[longer.frequency], MONTHS[finer])
    return [containing(add_months(longer.start, months), finer) for months in starts]


def _days(days: Iterable[date]) -> Days:
    return np.array([_day(each) for each in days], np.int32)


def _day(day: date) -> int:
    return day.toordinal() - date(1970, 1, 1).toordinal()
