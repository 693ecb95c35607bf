"""What is known of each series of the chosen councils: what was stated, and what was owed and did not come."""

from warehouse.schema import NOT_PROVIDED

CHOSEN = """
SELECT s.id AS series, s.place, p.council, p.service, p.breakdown, s.channel, s.measure, s.frequency
FROM series AS s JOIN place AS p ON p.id = s.place JOIN chunk AS t ON t.council = p.council
WHERE s.measure IN (SELECT measure FROM used)
"""

STATED = f"""
SELECT o.series, o.period_start, o.value, o.status, b.cost, b.completion, b.collection
FROM observation AS o JOIN chosen AS c ON c.series = o.series JOIN basis AS b ON b.source = o.source
WHERE o.status <> {NOT_PROVIDED} AND NOT EXISTS (SELECT 1 FROM yielding AS y
    WHERE y.source = o.source AND y.series = o.series AND y.period_start = o.period_start)
"""

GIVEN_YEARS = """
SELECT DISTINCT o.source, p.council, p.service, p.breakdown, s.measure, s.frequency, o.period_start
FROM observation AS o JOIN series AS s ON s.id = o.series JOIN place AS p ON p.id = s.place
JOIN label AS l ON l.id = s.frequency AND l.kind = 'frequency' AND l.text = 'twelve_months'
WHERE o.value IS NOT NULL
"""

YEARS = """
SELECT c.series, y.period_start FROM chosen AS c
JOIN given_years AS y ON y.council = c.council AND y.service = c.service AND y.breakdown = c.breakdown
    AND y.measure = c.measure AND y.frequency = c.frequency
UNION
SELECT g.series, y.period_start FROM giver AS g
JOIN given_years AS y ON y.source = g.source AND y.breakdown = g.breakdown AND y.measure = g.measure
    AND y.frequency = g.frequency AND (y.service = g.service OR NOT g.has_own)
"""
"""12 months begin in any month, so only those can be owed that the council has given, or one of its sources for the
same service, or for any service where it has none for that one."""

GIVER = """
SELECT DISTINCT c.series, c.service, c.breakdown, c.measure, c.frequency, o.source, y.service IS NOT NULL AS has_own
FROM chosen AS c
JOIN observation AS o ON o.series = c.series
LEFT JOIN (SELECT DISTINCT source, service, breakdown, measure, frequency FROM given_years) AS y
    ON y.source = o.source AND y.service = c.service AND y.breakdown = c.breakdown AND y.measure = c.measure
    AND y.frequency = c.frequency
WHERE c.frequency IN (SELECT frequency FROM given_years)
"""

OWED = f"""
SELECT f.series, p.period_start FROM offering AS f
JOIN chosen AS c ON c.series = f.series
JOIN period AS p ON p.frequency = c.frequency AND p.period_end >= f.starts AND p.period_start <= f.ends
WHERE NOT EXISTS (SELECT 1 FROM given_years AS y WHERE y.frequency = c.frequency)
UNION
SELECT f.series, y.period_start FROM offering AS f
JOIN ({YEARS}) AS y ON y.series = f.series AND y.period_start >= f.starts AND y.period_start <= f.ends
"""

KNOWN = f"""
SELECT series, period_start, value, status, cost, completion, collection FROM stated
UNION ALL
SELECT o.series, o.period_start, NULL, {NOT_PROVIDED}, NULL, NULL, NULL FROM owed AS o
WHERE NOT EXISTS (SELECT 1 FROM stated AS s WHERE s.series = o.series AND s.period_start = o.period_start)
"""
"""What was stated always counts, expected or not; what is owed and was not stated is not provided."""

STEPS = {"chosen": CHOSEN, "stated": STATED, "giver": GIVER, "owed": OWED, "known": KNOWN}
"""Temporary table and the query that makes it, each over those before it."""
