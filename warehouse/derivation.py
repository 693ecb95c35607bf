"""Observations become KPI cells, in the warehouse, for the councils that a load touched.

Each step is one statement over the one before: expected, known, measured (a value per measure and scope of
channels), side (numerator or denominator), meeting (the frequency at which both sides are known), met, cells.
"""

from sqlalchemy import Connection, text

from kpis.catalogue import Catalogue
from warehouse.calendar import lay_calendar
from warehouse.terms import lay_terms

PLACE = "council, service, breakdown, segment"
PERIOD = "frequency, period_start, period_end"

EXPECTED = """
SELECT DISTINCT o.council, o.service, o.channel, o.breakdown, o.segment, o.measure, o.frequency,
    p.period_start, p.period_end
FROM offering AS o
JOIN touched AS t ON t.council = o.council
JOIN period AS p ON p.frequency = o.frequency AND p.period_start >= o.starts AND p.period_start <= o.ends
"""

KNOWN = """
SELECT e.*, o.value, coalesce(o.status, 'not_provided') AS status, s.cost_basis, s.completion_basis
FROM expected AS e
LEFT JOIN observation AS o ON o.council = e.council AND o.service = e.service AND o.channel = e.channel
    AND o.breakdown = e.breakdown AND o.segment = e.segment AND o.measure = e.measure
    AND o.frequency = e.frequency AND o.period_start = e.period_start AND o.period_end = e.period_end
LEFT JOIN source AS s ON s.name = o.source
"""

SUMMED = f"""
SELECT k.measure, sc.scope, {PLACE}, {PERIOD},
    max(CASE WHEN role = 'total' THEN value END) AS total,
    max(CASE WHEN role = 'digital' THEN value END) AS digital,
    count(CASE WHEN role = 'digital' THEN 1 END) AS digital_expected,
    sum(CASE WHEN role = 'digital_part' THEN value END) AS digital_parts,
    count(CASE WHEN role = 'digital_part' AND status <> 'not_applicable' THEN 1 END) AS digital_parts_expected,
    count(CASE WHEN role = 'digital_part' THEN value END) AS digital_parts_known,
    sum(CASE WHEN role = 'part' THEN value END) AS parts,
    count(CASE WHEN role = 'part' AND status <> 'not_applicable' THEN 1 END) AS parts_expected,
    count(CASE WHEN role = 'part' THEN value END) AS parts_known,
    count(CASE WHEN status <> 'not_applicable' THEN 1 END) AS applicable,
    max(CASE WHEN status = 'estimated' THEN 1 ELSE 0 END) AS estimated,
    string_agg(CASE WHEN status = 'not_provided' THEN k.channel END, ',' ORDER BY k.channel) AS missing,
    min(cost_basis) AS cost_basis, max(cost_basis) AS other_cost_basis,
    min(completion_basis) AS completion_basis, max(completion_basis) AS other_completion_basis
FROM known AS k
JOIN (SELECT DISTINCT measure, scope FROM term) AS used ON used.measure = k.measure
JOIN scope AS sc ON sc.scope = used.scope AND sc.channel = k.channel
GROUP BY k.measure, sc.scope, {PLACE}, {PERIOD}
"""
"""Reported totals and parts side by side; they are never added to each other."""

MEASURED = f"""
SELECT measure, scope, {PLACE}, {PERIOD}, applicable, estimated, missing,
    CASE WHEN cost_basis = other_cost_basis THEN cost_basis ELSE cost_basis || ' and ' || other_cost_basis END
        AS cost_basis,
    CASE WHEN completion_basis = other_completion_basis THEN completion_basis
        ELSE completion_basis || ' and ' || other_completion_basis END AS completion_basis,
    CASE WHEN total IS NOT NULL THEN total
        WHEN parts_expected + digital_expected + digital_parts_expected = 0 THEN NULL
        WHEN parts_known < parts_expected THEN NULL
        WHEN digital_expected > 0 AND digital IS NULL
            AND (digital_parts_expected = 0 OR digital_parts_known < digital_parts_expected) THEN NULL
        WHEN digital_expected = 0 AND digital_parts_known < digital_parts_expected THEN NULL
        ELSE coalesce(parts, 0) + coalesce(digital, digital_parts, 0) END AS value
FROM summed
"""

SIDE = f"""
SELECT t.kpi, t.side, t.channel, {PLACE}, {PERIOD},
    CASE WHEN count(value) = max(CASE WHEN t.side = 'numerator' THEN numerator_terms ELSE denominator_terms END)
        THEN sum(CAST(value * t.weight AS NUMERIC(30, 6))) END AS value,
    max(applicable) AS applicable, max(estimated) AS estimated, max(missing) AS missing,
    max(CASE WHEN f.basis = 'cost' THEN cost_basis WHEN f.basis = 'completion' THEN completion_basis END) AS basis
FROM measured AS m
JOIN term AS t ON t.measure = m.measure AND t.scope = m.scope
JOIN kpi_fact AS f ON f.kpi = t.kpi
GROUP BY t.kpi, t.side, t.channel, {PLACE}, {PERIOD}
"""

HAVE = "SELECT DISTINCT kpi, side, channel, council, service, breakdown, frequency FROM side"

MEETING = """
WITH pairs AS (
    SELECT n.kpi, n.channel, n.council, n.service, n.breakdown,
        n.frequency AS numerator_frequency, d.frequency AS denominator_frequency
    FROM have AS n
    JOIN have AS d ON d.kpi = n.kpi AND d.channel = n.channel AND d.council = n.council
        AND d.service = n.service AND d.breakdown = n.breakdown
    WHERE n.side = 'numerator' AND d.side = 'denominator'
), alike AS (
    SELECT *, numerator_frequency AS frequency FROM pairs WHERE numerator_frequency = denominator_frequency
), coarser AS (
    SELECT p.*, p.numerator_frequency AS frequency FROM pairs AS p
    JOIN (SELECT DISTINCT coarser, finer FROM part_of) AS a
        ON a.coarser = p.numerator_frequency AND a.finer = p.denominator_frequency
    UNION ALL
    SELECT p.*, p.denominator_frequency FROM pairs AS p
    JOIN (SELECT DISTINCT coarser, finer FROM part_of) AS a
        ON a.coarser = p.denominator_frequency AND a.finer = p.numerator_frequency
)
SELECT * FROM alike
UNION ALL
SELECT kpi, channel, council, service, breakdown, min(numerator_frequency), min(denominator_frequency), frequency
FROM coarser AS c WHERE NOT EXISTS (
    SELECT 1 FROM alike AS a WHERE a.kpi = c.kpi AND a.channel = c.channel AND a.council = c.council
      AND a.service = c.service AND a.breakdown = c.breakdown
)
GROUP BY kpi, channel, council, service, breakdown, frequency
UNION ALL
SELECT h.kpi, h.channel, h.council, h.service, h.breakdown, h.frequency, h.frequency, h.frequency
FROM have AS h JOIN kpi_fact AS f ON f.kpi = h.kpi WHERE NOT f.is_ratio
"""
"""Where the two sides come at different cadences they meet at the coarser one; min() takes months before quarters."""


def _met(side: str) -> str:
    same = "s.kpi = m.kpi AND s.channel = m.channel AND s.council = m.council AND s.service = m.service"
    return f"""
    SELECT m.kpi, m.channel, m.council, m.service, m.breakdown, s.segment, m.frequency,
        s.period_start, s.period_end, s.value, s.applicable, s.estimated, s.missing, s.basis
    FROM meeting AS m JOIN side AS s ON {same} AND s.breakdown = m.breakdown
        AND s.frequency = m.{side}_frequency AND s.side = '{side}'
    WHERE m.{side}_frequency = m.frequency
    UNION ALL
    SELECT m.kpi, m.channel, m.council, m.service, m.breakdown, s.segment, m.frequency,
        p.coarser_start, p.coarser_end,
        CASE WHEN count(s.value) = max(p.needed) THEN sum(s.value) END,
        max(s.applicable), max(s.estimated), max(s.missing),
        CASE WHEN min(s.basis) = max(s.basis) THEN min(s.basis) ELSE min(s.basis) || ' and ' || max(s.basis) END
    FROM meeting AS m JOIN side AS s ON {same} AND s.breakdown = m.breakdown
        AND s.frequency = m.{side}_frequency AND s.side = '{side}'
    JOIN part_of AS p ON p.finer = s.frequency AND p.finer_start = s.period_start AND p.coarser = m.frequency
    WHERE m.{side}_frequency <> m.frequency
    GROUP BY m.kpi, m.channel, m.council, m.service, m.breakdown, s.segment, m.frequency,
        p.coarser_start, p.coarser_end
    """


CELLS = """
INSERT INTO kpi_cell
SELECT n.kpi, f.version, n.council, n.service, n.channel, n.breakdown, n.segment, n.frequency,
    n.period_start, n.period_end, n.value, d.value,
    CASE WHEN n.value IS NULL OR (f.is_ratio AND d.value IS NULL) THEN 0
        WHEN f.bounded AND n.value > d.value AND NOT (f.basis = 'completion' AND n.basis = 'event') THEN 0
        ELSE 1 END,
    CASE WHEN n.applicable = 0 OR (f.is_ratio AND d.applicable = 0) THEN 0 ELSE 1 END,
    CASE WHEN n.estimated = 1 OR coalesce(d.estimated, 0) = 1 THEN 1 ELSE 0 END,
    coalesce(n.basis, ''),
    CASE WHEN n.value IS NULL THEN coalesce(n.missing, '')
        WHEN f.is_ratio AND d.value IS NULL THEN coalesce(d.missing, '')
        WHEN f.bounded AND n.value > d.value THEN 'above 100%' ELSE '' END
FROM met_numerator AS n
JOIN kpi_fact AS f ON f.kpi = n.kpi
LEFT JOIN met_denominator AS d ON d.kpi = n.kpi AND d.channel = n.channel AND d.council = n.council
    AND d.service = n.service AND d.breakdown = n.breakdown AND d.segment = n.segment
    AND d.frequency = n.frequency AND d.period_start = n.period_start AND d.period_end = n.period_end
WHERE NOT f.is_ratio OR d.kpi IS NOT NULL
"""
"""`reason` holds the channels that have no figure, or 'above 100%'."""

FORGET = "DELETE FROM kpi_cell WHERE council IN (SELECT council FROM touched)"

STEPS = {
    "expected": EXPECTED,
    "known": KNOWN,
    "summed": SUMMED,
    "measured": MEASURED,
    "side": SIDE,
    "have": HAVE,
    "meeting": MEETING,
    "met_numerator": _met("numerator"),
    "met_denominator": _met("denominator"),
}


def derive_cells(connection: Connection, catalogue: Catalogue) -> None:
    """Make the cells of the councils in the temporary table `touched` anew from every source's observations."""
    lay_calendar(connection)
    lay_terms(connection, catalogue)
    for name, query in STEPS.items():
        connection.execute(text(f"CREATE OR REPLACE TEMPORARY TABLE {name} AS {query}"))
    connection.execute(text(FORGET))
    connection.execute(text(CELLS))
    for name in STEPS:
        connection.execute(text(f"DROP TABLE {name}"))
