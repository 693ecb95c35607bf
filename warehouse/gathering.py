"""Observations out of the warehouse, as arrays: what cells are made of."""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import pyarrow as pa
from sqlalchemy import Connection

from warehouse import bulk
from warehouse.arrays import column, millionths
from warehouse.gathered import Gathered, PlaceTable, no_spans
from warehouse.known import SeriesTable, Spans, Statements
from warehouse.matching import Rows
from warehouse.portions import portions
from warehouse.schema import NOT_PROVIDED

SIZES = """
SELECT place, CAST(sum(observations) AS BIGINT) AS observations
FROM seen GROUP BY council, place ORDER BY council, place
"""

SERIES = """
SELECT s.id, s.place, s.measure, s.channel, s.frequency
FROM series AS s JOIN chunk AS c ON c.place = s.place
WHERE s.measure IN (SELECT measure FROM used) ORDER BY s.place, s.id
"""

PLACES = """
SELECT p.id, p.council, p.service, p.breakdown, p.segment FROM place AS p JOIN chunk AS c ON c.place = p.id
ORDER BY p.service, p.council, p.breakdown, p.segment
"""

STATED = f"""
SELECT o.series, o.period_start, o.value, o.status, o.source
FROM observation AS o JOIN wanted AS w ON w.series = o.series
WHERE o.series BETWEEN {{first}} AND {{last}} AND o.status <> {NOT_PROVIDED}{{standing}}
"""

STANDING = """ AND NOT EXISTS (SELECT 1 FROM yielding AS y
    WHERE y.source = o.source AND y.series = o.series AND y.period_start = o.period_start)"""

OFFERED = """
SELECT f.series, f.starts, f.ends FROM offering AS f JOIN wanted AS w ON w.series = f.series
WHERE f.starts IS NOT NULL AND f.ends IS NOT NULL
"""

GIVEN_YEARS = """
SELECT DISTINCT o.source, p.council, p.service, p.breakdown, s.measure, s.frequency, o.period_start
FROM observation AS o JOIN series AS s ON s.id = o.series JOIN place AS p ON p.id = s.place
WHERE o.series IN (SELECT id FROM series WHERE frequency = {frequency}) AND o.value IS NOT NULL
"""
"""The years of 12 months that anyone has given."""

CHOSEN = """
SELECT s.id AS series, p.council, p.service, p.breakdown, s.measure, s.frequency
FROM series AS s JOIN place AS p ON p.id = s.place JOIN chunk AS c ON c.place = s.place
WHERE s.frequency = {frequency} AND s.measure IN (SELECT measure FROM used)
"""

GIVER = f"""
SELECT DISTINCT c.series, c.service, c.breakdown, c.measure, o.source, y.service IS NOT NULL AS has_own
FROM ({CHOSEN}) AS c
JOIN spoken AS o ON o.series = c.series
LEFT JOIN (SELECT DISTINCT source, service, breakdown, measure FROM given_years) AS y
    ON y.source = o.source AND y.service = c.service AND y.breakdown = c.breakdown AND y.measure = c.measure
"""

OWED_YEARS = f"""
SELECT f.series, y.period_start AS starts, y.period_start AS ends FROM offering AS f
JOIN (
    SELECT c.series, y.period_start FROM ({CHOSEN}) AS c
    JOIN given_years AS y ON y.council = c.council AND y.service = c.service AND y.breakdown = c.breakdown
        AND y.measure = c.measure
    UNION
    SELECT g.series, y.period_start FROM ({GIVER}) AS g
    JOIN given_years AS y ON y.source = g.source AND y.breakdown = g.breakdown AND y.measure = g.measure
        AND (y.service = g.service OR NOT g.has_own)
) AS y ON y.series = f.series AND y.period_start >= f.starts AND y.period_start <= f.ends
"""
"""12 months begin in any month, so only those can be owed that the council has given, or one of its sources for the
same service, or for any service where it has none for that one."""


def places_in_groups(connection: Connection, at_most: int) -> Iterator[list[int]]:
    """The touched councils' places, as many together as have about so many observations."""
    sizes = bulk.fetch(connection, SIZES)
    return portions(zip(sizes["place"].to_pylist(), sizes["observations"].to_pylist(), strict=True), at_most)


def lay_given_years(connection: Connection, twelve_months: int) -> bool:
    """Temporary table `given_years`, if there are any; whether there are."""
    if not bulk.fetch(connection, f"SELECT id FROM series WHERE frequency = {twelve_months} LIMIT 1").num_rows:
        return False
    bulk.make(connection, "given_years", GIVEN_YEARS.format(frequency=twelve_months))
    return bool(bulk.fetch(connection, "SELECT count(*) AS years FROM given_years")["years"][0].as_py())


def gather(
    connection: Connection, places: Iterable[int], sources: Sequence[int], twelve_months: int | None
) -> Gathered:
    """Everything that the cells of those places are made of; `twelve_months` None if nobody gives figures of such.

    `sources` are numbered from 0 in that order.
    """
    bulk.temporary(connection, "chunk", pa.table({"place": pa.array(list(places), pa.int32())}))
    found = bulk.fetch(connection, SERIES)
    series = SeriesTable(*(column(found[name]) for name in ("id", "place", "measure", "channel", "frequency")))
    rows = Rows.of(series.id)
    bulk.temporary(connection, "wanted", pa.table({"series": series.id}))
    yields = bulk.fetch(connection, "SELECT source FROM yielding LIMIT 1").num_rows
    first, last = series.id.min(initial=2**31 - 1), series.id.max(initial=0)
    stated = bulk.fetch(connection, STATED.format(first=first, last=last, standing=STANDING if yields else ""))
    row, order = rows.sorted(column(stated["series"]))
    number = np.zeros(max(sources, default=0) + 1, np.int16)
    number[list(sources)] = np.arange(len(sources))
    statements = Statements(
        row,
        column(stated["period_start"])[order],
        millionths(stated["value"])[order],
        column(stated["status"]).astype(np.uint8)[order],
        number[column(stated["source"])][order],
    )
    years = _spans(connection, rows, OWED_YEARS.format(frequency=twelve_months)) if twelve_months else no_spans()
    return Gathered(_places(connection), series, statements, _spans(connection, rows, OFFERED), years)


def _places(connection: Connection) -> PlaceTable:
    found = bulk.fetch(connection, PLACES)
    return PlaceTable(*(column(found[name]) for name in ("id", "council", "service", "breakdown", "segment")))


def _spans(connection: Connection, rows: Rows, query: str) -> Spans:
    found = bulk.fetch(connection, query)
    row, order = rows.sorted(column(found["series"]))
    return Spans(row, column(found["starts"])[order], column(found["ends"])[order])
