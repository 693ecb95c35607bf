"""What was said of each series, from when to when: one look at the observations for all that follows from it."""

from sqlalchemy import Connection

from warehouse import bulk
from warehouse.schema import NOT_APPLICABLE

SAID = f"""
    min(CASE WHEN o.value IS NOT NULL THEN o.period_start END) AS first_value,
    max(CASE WHEN o.value IS NOT NULL THEN o.period_start END) AS last_value,
    min(CASE WHEN o.status <> {NOT_APPLICABLE} THEN o.period_start END) AS first_word,
    max(CASE WHEN o.status = {NOT_APPLICABLE} THEN o.period_start END) AS last_not_applicable,
    max(o.period_start) AS last_word, count(*) AS observations
"""

SPOKEN = f"""
SELECT o.source, o.series, {SAID} FROM observation AS o
WHERE o.series IN (
    SELECT s.id FROM series AS s JOIN place AS p ON p.id = s.place WHERE p.council IN (SELECT council FROM touched))
GROUP BY o.source, o.series
"""

OWN = f"SELECT o.series, {SAID} FROM observation AS o WHERE o.source = {{source}} GROUP BY o.series"


def lay_spoken(connection: Connection) -> None:
    """Temporary table `spoken`: what each source said of each series of the councils in `touched`."""
    bulk.make(connection, "spoken", SPOKEN)


def lay_own(connection: Connection, source: int) -> None:
    """Temporary table `own`: what one source said of each of its series."""
    bulk.make(connection, "own", OWN.format(source=source))
