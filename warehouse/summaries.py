"""What pages want to know of the cells at a glance, kept beside them so that no page has to scan them for it."""

from sqlalchemy import Connection

from warehouse import bulk
from warehouse.labels import LIST
from warehouse.script import run

TOUCHED = "council IN (SELECT council FROM touched)"


GIVER = """
SELECT DISTINCT m.kpi, g.council, g.service, g.source, g.whole
FROM (
    SELECT s.source, s.council, s.service, s.measure, s.breakdown = 0 AS whole FROM seen AS s WHERE s.source IS NOT NULL
    UNION
    SELECT o.source, s.council, s.service, s.measure, s.breakdown = 0 AS whole
    FROM seen AS s JOIN spoken AS o ON o.series = s.series WHERE s.source IS NULL
) AS g
JOIN used AS m ON m.measure = g.measure
"""

GIVEN_BY = """
SELECT kpi, council, service,
    min(CASE WHEN whole THEN source END) AS first, max(CASE WHEN whole THEN source END) AS last,
    min(CASE WHEN NOT whole THEN source END) AS first_part, max(CASE WHEN NOT whole THEN source END) AS last_part
FROM giver GROUP BY kpi, council, service
"""

ONE = "coalesce(first = last, true) AND coalesce(first_part = last_part, true)"


def _named(which: str) -> str:
    name = f"CASE WHEN {which} THEN l.text END"
    return f"coalesce(string_agg(DISTINCT {name}, '{LIST}' ORDER BY {name}), '')"


GIVERS = f"""
SELECT b.kpi, b.council, b.service, coalesce(w.text, '') AS sources, coalesce(p.text, '') AS segment_sources
FROM given_by AS b LEFT JOIN label AS w ON w.id = b.first LEFT JOIN label AS p ON p.id = b.first_part WHERE {ONE}
UNION ALL
SELECT g.kpi, g.council, g.service, {_named("g.whole")}, {_named("NOT g.whole")}
FROM giver AS g
JOIN given_by AS b ON b.kpi = g.kpi AND b.council = g.council AND b.service = g.service AND NOT ({ONE})
JOIN label AS l ON l.id = g.source
GROUP BY g.kpi, g.council, g.service
"""
"""Who gives a council's figures, and who gives only parts of them, such as wards. Most have one who does."""

EXTENT = f"""
INSERT INTO extent
SELECT c.kpi, c.council, c.service, c.frequency, c.first, c.last, c.latest, c.provided, c.expected,
    coalesce(g.sources, ''), coalesce(g.segment_sources, '')
FROM (
    SELECT kpi, council, service, frequency, min(period_start) AS first, max(period_start) AS last,
        max(CASE WHEN provided = 1 THEN period_start END) AS latest,
        sum(provided) AS provided, sum(expected) AS expected
    FROM whole_cell WHERE {TOUCHED} GROUP BY kpi, council, service, frequency
) AS c
LEFT JOIN givers AS g ON g.kpi = c.kpi AND g.council = c.council AND g.service = c.service
ORDER BY c.council, c.service, c.kpi, c.frequency
"""

COMPLETENESS = f"""
INSERT INTO completeness
SELECT council, frequency, period_start,
    count(CASE WHEN s_provided = s_expected THEN 1 END),
    count(CASE WHEN s_provided > 0 AND s_provided < s_expected THEN 1 END),
    count(*)
FROM (
    SELECT council, service, frequency, period_start, sum(provided) AS s_provided, sum(expected) AS s_expected
    FROM whole_cell WHERE {TOUCHED} AND kpi IN (SELECT kpi FROM kpi_fact WHERE headline)
    GROUP BY council, service, frequency, period_start
) AS by_service
WHERE s_expected > 0
GROUP BY council, frequency, period_start
"""

NO_FIGURE = f"""{TOUCHED} AND provided = 0 AND breakdown = 0
    AND numerator IS NOT NULL AND denominator IS NOT NULL
"""

REFUSED = f"""
INSERT INTO refused_cell
SELECT * FROM whole_cell WHERE {NO_FIGURE} UNION ALL SELECT * FROM part_cell WHERE {NO_FIGURE}
"""


def sum_up(connection: Connection) -> None:
    """Make extents, completeness and the list of refused cells of the touched councils anew."""
    for name, query in {"giver": GIVER, "given_by": GIVEN_BY, "givers": GIVERS}.items():
        bulk.make(connection, name, query)
    run(connection, EXTENT, COMPLETENESS, REFUSED)
