"""The periods that cells may have, and which shorter ones add up to which longer ones, as tables."""

from collections.abc import Iterable
from datetime import date

import pyarrow as pa
from sqlalchemy import Connection, text

from kpis.periods import ADDS_UP_FROM, FREQUENCIES, MONTHS, Frequency, Period, add_months, between, containing
from warehouse import bulk
from warehouse.labels import Labels

CALENDAR: tuple[Frequency, ...] = ("week", "month", "quarter", "financial_year", "year")
"""Frequencies whose periods the calendar fixes; 12 months can begin in any month."""

SPAN = """
SELECT min(starts), max(ends) FROM (
    SELECT starts, ends FROM offering JOIN series AS s ON s.id = series JOIN place AS p ON p.id = s.place
    WHERE p.council IN (SELECT council FROM touched)
    UNION ALL
    SELECT min(period_start), max(period_start) FROM observation
) AS days
"""

TWELVE_MONTHS = """
SELECT DISTINCT o.period_start FROM observation AS o JOIN series AS s ON s.id = o.series
JOIN label AS l ON l.id = s.frequency WHERE l.kind = 'frequency' AND l.text = 'twelve_months'
"""


def lay_calendar(connection: Connection, labels: Labels) -> None:
    """Temporary tables `period` and `part_of` over every day on which something is given or owed."""
    frequencies = labels.learn("frequency", FREQUENCIES)
    first, last = connection.execute(text(SPAN)).one()
    periods = [] if first is None else calendar_periods(first, last)
    periods += [period_from("twelve_months", start) for (start,) in connection.execute(text(TWELVE_MONTHS))]
    bulk.temporary(connection, "period", _period_table(periods, frequencies))
    bulk.temporary(connection, "part_of", _part_table(parts(periods), frequencies))


def calendar_periods(first: date, last: date) -> list[Period]:
    """Every week, month, quarter and year that holds a day from first to last."""
    return [
        period
        for frequency in CALENDAR
        for period in between(containing(first, frequency), containing(last, frequency))
    ]


def period_from(frequency: Frequency, start: date) -> Period:
    """The period of that length that begins on that day."""
    if frequency == "twelve_months":
        return Period(start, containing(add_months(start, 11), "month").end, frequency)
    return containing(start, frequency)


def parts(periods: Iterable[Period]) -> list[tuple[Period, Period, int]]:
    """(shorter, longer, how many shorter make the longer), never splitting a shorter one."""
    return [
        (shorter, longer, MONTHS[longer.frequency] // MONTHS[finer])
        for longer in periods
        for finer in ADDS_UP_FROM[longer.frequency]
        for shorter in _within(longer, finer)
    ]


def _within(longer: Period, finer: Frequency) -> list[Period]:
    if (longer.start.month - 1) % MONTHS[finer]:
        return []
    starts = range(0, MONTHS[longer.frequency], MONTHS[finer])
    return [containing(add_months(longer.start, months), finer) for months in starts]


def _period_table(periods: list[Period], frequencies: dict[str, int]) -> pa.Table:
    return pa.table(
        {
            "frequency": pa.array([frequencies[period.frequency] for period in periods], pa.int32()),
            "period_start": pa.array([period.start for period in periods], pa.date32()),
            "period_end": pa.array([period.end for period in periods], pa.date32()),
        }
    )


def _part_table(rows: list[tuple[Period, Period, int]], frequencies: dict[str, int]) -> pa.Table:
    return pa.table(
        {
            "finer": pa.array([frequencies[shorter.frequency] for shorter, _, _ in rows], pa.int32()),
            "finer_start": pa.array([shorter.start for shorter, _, _ in rows], pa.date32()),
            "coarser": pa.array([frequencies[longer.frequency] for _, longer, _ in rows], pa.int32()),
            "coarser_start": pa.array([longer.start for _, longer, _ in rows], pa.date32()),
            "needed": pa.array([needed for _, _, needed in rows], pa.int32()),
        }
    )
