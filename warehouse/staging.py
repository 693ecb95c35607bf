"""A source's rows on their way in: duplicates out, several codes of one thing added, the whole made of its parts."""

from sqlalchemy import Connection, text

from warehouse import bulk
from warehouse.arrival import OBSERVATIONS, Refusal

KEY = "council, service, channel, breakdown, segment, measure, frequency, period_start, period_end"

DUPLICATES = f"""
CREATE OR REPLACE TEMPORARY TABLE duplicate AS
SELECT row, code, {KEY} FROM (
    SELECT *, row_number() OVER (PARTITION BY code, {KEY} ORDER BY row) AS nth FROM staged
) AS counted WHERE nth > 1
"""

ADDED = f"""
CREATE OR REPLACE TEMPORARY TABLE added AS
SELECT {KEY},
    CASE WHEN count(CASE WHEN status = 'not_provided' THEN 1 END) = 0 THEN sum(value) END AS value,
    CASE WHEN count(CASE WHEN status = 'not_provided' THEN 1 END) > 0 THEN 'not_provided'
         WHEN count(value) = 0 THEN 'not_applicable'
         WHEN count(CASE WHEN status = 'estimated' THEN 1 END) > 0 THEN 'estimated'
         ELSE 'provided' END AS status
FROM (
    SELECT *, row_number() OVER (PARTITION BY code, {KEY} ORDER BY row) AS nth FROM staged
) AS counted WHERE nth = 1
GROUP BY {KEY}
"""

WHOLES = """
INSERT INTO added
SELECT council, service, channel, '', '', measure, frequency, period_start, period_end,
    CASE WHEN count(CASE WHEN status = 'not_provided' THEN 1 END) = 0 THEN sum(value) END,
    CASE WHEN count(CASE WHEN status = 'not_provided' THEN 1 END) > 0 THEN 'not_provided'
         WHEN count(CASE WHEN status = 'estimated' THEN 1 END) > 0 THEN 'estimated'
         ELSE 'provided' END
FROM added AS part
WHERE breakdown <> '' AND NOT EXISTS (
    SELECT 1 FROM added AS whole
    WHERE whole.breakdown = '' AND whole.council = part.council AND whole.service = part.service
      AND whole.channel = part.channel AND whole.measure = part.measure
      AND whole.frequency = part.frequency AND whole.period_start = part.period_start
)
GROUP BY council, service, channel, measure, frequency, period_start, period_end
"""


def begin_staging(connection: Connection) -> None:
    """An empty temporary table `staged` for the source's observations."""
    bulk.temporary(connection, "staged", OBSERVATIONS.empty_table())


def finish_staging(connection: Connection, segments_make_whole: bool) -> list[Refusal]:
    """The temporary table `added`, one row per observation; returns the duplicates that were left out."""
    connection.execute(text(DUPLICATES))
    refused = [
        Refusal(
            str(row),
            "",
            code[:80],
            "Duplicate of an earlier row",
            "The first row is kept. Remove the second from the source.",
        )
        for row, code in connection.execute(text("SELECT DISTINCT row, code FROM duplicate ORDER BY row, code"))
    ]
    connection.execute(text(ADDED))
    if segments_make_whole:
        connection.execute(text(WHOLES))
    return refused
