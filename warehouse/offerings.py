"""What to expect of each council: learned from what a source has given, bounded by what is declared."""

from sqlalchemy import Connection, text

FORGET = "DELETE FROM offering WHERE source = :source"

LEARN = """
INSERT INTO offering
SELECT seen.source, seen.council, seen.service, seen.channel, breakdown, segment, measure, seen.frequency,
    coalesce(declared.starts, seen.starts),
    CASE WHEN declared.source IS NULL THEN seen.latest ELSE coalesce(declared.ends, council_latest.latest) END
FROM (
    SELECT o.source, o.council, o.service, o.channel, o.breakdown, o.segment, o.measure, o.frequency, l.latest,
        coalesce(min(CASE WHEN o.status <> 'not_provided' THEN o.period_start END), min(o.period_start)) AS starts
    FROM observation AS o
    JOIN (
        SELECT service, measure, frequency,
            coalesce(max(CASE WHEN value IS NOT NULL THEN period_start END), max(period_start)) AS latest
        FROM observation WHERE source = :source GROUP BY service, measure, frequency
    ) AS l ON l.service = o.service AND l.measure = o.measure AND l.frequency = o.frequency
    WHERE o.source = :source
    GROUP BY o.source, o.council, o.service, o.channel, o.breakdown, o.segment, o.measure, o.frequency, l.latest
) AS seen
LEFT JOIN declared_offering AS declared ON declared.offered AND declared.source = seen.source
    AND declared.council = seen.council AND declared.service = seen.service AND declared.channel = seen.channel
LEFT JOIN (
    SELECT council, frequency, max(period_start) AS latest FROM observation
    WHERE value IS NOT NULL GROUP BY council, frequency
) AS council_latest ON council_latest.council = seen.council AND council_latest.frequency = seen.frequency
"""
"""A measure begins with its first value and is expected to the last period its source has for any council;
where the source declares the channel, to the council's own last period from any source, or the declared end."""

DECLARED_BUT_NEVER_SEEN = """
INSERT INTO offering
SELECT d.source, d.council, d.service, d.channel, '', '', 'completed', seen.frequency,
    coalesce(d.starts, seen.starts), coalesce(d.ends, seen.latest)
FROM declared_offering AS d
JOIN (
    SELECT council, service, frequency, min(period_start) AS starts, max(period_start) AS latest
    FROM observation WHERE source = :source AND measure = 'completed' AND breakdown = ''
    GROUP BY council, service, frequency
) AS seen ON seen.council = d.council AND seen.service = d.service
WHERE d.source = :source AND d.offered AND NOT EXISTS (
    SELECT 1 FROM offering AS o WHERE o.council = d.council AND o.service = d.service
      AND o.channel = d.channel AND o.measure = 'completed' AND o.breakdown = ''
)
"""

SOURCES_OF_TOUCHED = """
SELECT DISTINCT source FROM observation WHERE council IN (SELECT council FROM touched)
UNION SELECT :source
"""

COUNCILS_OF = "SELECT DISTINCT council FROM observation WHERE source = :source"


def learn_offerings(connection: Connection, source: str) -> None:
    """Rebuild what is expected from every source of the councils in the temporary table `touched`.

    A new period from one source lengthens what its other councils, and the council's other sources, owe.
    """
    names = [name for (name,) in connection.execute(text(SOURCES_OF_TOUCHED), {"source": source})]
    for name in sorted(names):
        connection.execute(text(FORGET), {"source": name})
        connection.execute(text(LEARN), {"source": name})
        connection.execute(text(DECLARED_BUT_NEVER_SEEN), {"source": name})
