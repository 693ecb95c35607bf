"""The periods that cells may have, and which shorter ones add up to which longer ones, as tables."""

from collections.abc import Iterable
from datetime import date

import pyarrow as pa
from sqlalchemy import Connection, text

from kpis.periods import ADDS_UP_FROM, MONTHS, Frequency, Period, add_months, between, containing
from warehouse import bulk

CALENDAR: tuple[Frequency, ...] = ("week", "month", "quarter", "financial_year", "year")
"""Frequencies whose periods the calendar fixes; 12 months can begin in any month."""


def lay_calendar(connection: Connection) -> None:
    """Temporary tables `period` and `part_of` over every day that observations cover."""
    first, last = connection.execute(text("SELECT min(period_start), max(period_end) FROM observation")).one()
    twelve = connection.execute(
        text("SELECT DISTINCT period_start, period_end FROM observation WHERE frequency = 'twelve_months'")
    ).all()
    periods = [] if first is None else calendar_periods(first, last)
    periods += [Period(start, end, "twelve_months") for start, end in twelve]
    bulk.temporary(connection, "period", _period_table(periods))
    bulk.temporary(connection, "part_of", _part_table(parts(periods)))


def calendar_periods(first: date, last: date) -> list[Period]:
    """Every week, month, quarter and year that holds a day from first to last."""
    return [
        period
        for frequency in CALENDAR
        for period in between(containing(first, frequency), containing(last, frequency))
    ]


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


def _period_table(periods: list[Period]) -> pa.Table:
    return pa.table(
        {
            "frequency": pa.array([period.frequency for period in periods], pa.string()),
            "period_start": pa.array([period.start for period in periods], pa.date32()),
            "period_end": pa.array([period.end for period in periods], pa.date32()),
        }
    )


def _part_table(rows: list[tuple[Period, Period, int]]) -> pa.Table:
    return pa.table(
        {
            "finer": pa.array([shorter.frequency for shorter, _, _ in rows], pa.string()),
            "finer_start": pa.array([shorter.start for shorter, _, _ in rows], pa.date32()),
            "coarser": pa.array([longer.frequency for _, longer, _ in rows], pa.string()),
            "coarser_start": pa.array([longer.start for _, longer, _ in rows], pa.date32()),
            "coarser_end": pa.array([longer.end for _, longer, _ in rows], pa.date32()),
            "needed": pa.array([needed for _, _, needed in rows], pa.int32()),
        }
    )
