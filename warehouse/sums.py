"""First half of making cells: what is known of each series, summed over channels, never a total with its parts."""

from warehouse.schema import ESTIMATED, NOT_APPLICABLE, NOT_PROVIDED
from warehouse.terms import BESIDE, DIGITAL_PART, PART, TOTAL, UNDIVIDED

CHOSEN = """
SELECT s.id AS series, s.place, p.council, p.service, p.breakdown, s.channel, s.measure, s.frequency
FROM series AS s JOIN place AS p ON p.id = s.place JOIN chunk AS t ON t.council = p.council
WHERE s.measure IN (SELECT measure FROM used)
"""

STATED = f"""
SELECT o.series, o.period_start, o.value, o.status, b.cost, b.completion
FROM observation AS o JOIN chosen AS c ON c.series = o.series JOIN basis AS b ON b.source = o.source
WHERE o.status <> {NOT_PROVIDED}
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
SELECT series, period_start, value, status, cost, completion FROM stated
UNION ALL
SELECT o.series, o.period_start, NULL, {NOT_PROVIDED}, NULL, NULL FROM owed AS o
WHERE NOT EXISTS (SELECT 1 FROM stated AS s WHERE s.series = o.series AND s.period_start = o.period_start)
"""
"""What was stated always counts, expected or not; what is owed and was not stated is not provided."""


def _owed(*roles: int) -> str:
    return f"count(CASE WHEN role IN ({_list(roles)}) AND status <> {NOT_APPLICABLE} THEN 1 END)"


def _known(*roles: int) -> str:
    return f"count(CASE WHEN role IN ({_list(roles)}) THEN value END)"


def _sum(*roles: int) -> str:
    return f"sum(CASE WHEN role IN ({_list(roles)}) THEN value END)"


def _estimated(*roles: int) -> str:
    return f"max(CASE WHEN role IN ({_list(roles)}) AND status = {ESTIMATED} THEN 1 ELSE 0 END)"


def _list(roles: tuple[int, ...]) -> str:
    return ", ".join(str(role) for role in roles)


_BASIS = "CASE WHEN value IS NULL THEN NULL WHEN a.basis = 'cost' THEN cost WHEN a.basis <> '' THEN completion END"

SUMMED = f"""
SELECT u.aim, c.place, c.frequency, k.period_start,
    {_owed(TOTAL)} AS total_owed, {_sum(TOTAL)} AS total, {_estimated(TOTAL)} AS total_estimated,
    {_owed(UNDIVIDED)} AS digital_owed, {_sum(UNDIVIDED)} AS digital, {_estimated(UNDIVIDED)} AS digital_estimated,
    {_owed(DIGITAL_PART)} AS split_owed, {_known(DIGITAL_PART)} AS split_known, {_sum(DIGITAL_PART)} AS split,
    {_estimated(DIGITAL_PART)} AS split_estimated,
    {_owed(DIGITAL_PART, BESIDE)} AS all_split_owed, {_known(DIGITAL_PART, BESIDE)} AS all_split_known,
    {_sum(DIGITAL_PART, BESIDE)} AS all_split,
    {_owed(PART)} AS parts_owed, {_known(PART)} AS parts_known, {_sum(PART)} AS parts,
    {_estimated(PART)} AS parts_estimated,
    bit_or(CASE WHEN role = {TOTAL} AND status <> {NOT_APPLICABLE} THEN bit ELSE 0 END) AS total_bit,
    bit_or(CASE WHEN role <> {BESIDE} AND status <> {NOT_APPLICABLE} THEN bit ELSE 0 END) AS covers,
    bit_or(CASE WHEN role <> {BESIDE} AND status = {NOT_PROVIDED} THEN bit ELSE 0 END) AS missing,
    min(CASE WHEN role NOT IN ({TOTAL}, {BESIDE}) THEN {_BASIS} END) AS basis,
    max(CASE WHEN role NOT IN ({TOTAL}, {BESIDE}) THEN {_BASIS} END) AS other_basis,
    max(CASE WHEN role = {TOTAL} THEN {_BASIS} END) AS total_basis
FROM known AS k
JOIN chosen AS c ON c.series = k.series
JOIN used AS u ON u.measure = c.measure AND u.channel = c.channel
JOIN aim AS a ON a.aim = u.aim
GROUP BY u.aim, c.place, c.frequency, k.period_start
HAVING count(CASE WHEN role IN ({_list((TOTAL, DIGITAL_PART, PART))}) OR (role = {UNDIVIDED} AND stands) THEN 1 END) > 0
"""
"""Reported totals and parts side by side; they are never added to each other."""

FORMED = """
SELECT s.*,
    CASE WHEN total_owed > 0 THEN 'total'
        WHEN parts_owed + split_owed + CASE WHEN stands THEN digital_owed ELSE 0 END = 0 THEN 'nothing'
        WHEN digital_owed = 0 THEN 'parts'
        WHEN exact THEN 'undivided'
        WHEN all_split_known = all_split_owed AND all_split = digital THEN 'parts'
        WHEN stands THEN 'undivided'
        ELSE 'unknown' END AS form
FROM summed AS s JOIN aim AS a ON a.aim = s.aim
"""
"""A total that is owed stands alone, in or missing: its parts may leave something out. An undivided digital figure
stands for the digital channels unless those that are given add up to it."""

MEASURED = f"""
SELECT aim, place, frequency, period_start,
    CASE WHEN form = 'total' THEN total
        WHEN form IN ('nothing', 'unknown') OR parts_known < parts_owed THEN NULL
        WHEN form = 'undivided' THEN coalesce(parts, 0) + digital
        WHEN split_known = split_owed THEN coalesce(parts, 0) + coalesce(split, 0) END AS value,
    CASE WHEN form = 'nothing' THEN 0 ELSE 1 END AS applicable,
    CASE WHEN form = 'total' THEN total_estimated
        WHEN form = 'undivided' THEN greatest(parts_estimated, digital_estimated)
        ELSE greatest(parts_estimated, split_estimated) END AS estimated,
    CASE WHEN form = 'total' THEN total_bit ELSE covers END AS covers,
    CASE WHEN form = 'total' THEN missing & total_bit ELSE missing END AS missing,
    CASE WHEN form = 'total' THEN total_basis ELSE basis END AS basis,
    CASE WHEN form = 'total' THEN total_basis ELSE other_basis END AS other_basis
FROM ({FORMED}) AS formed
"""

SIDE = """
SELECT t.kpi, t.side, t.channel, m.place, m.frequency, m.period_start,
    CASE WHEN count(m.value) = max(CASE WHEN t.side = 0 THEN numerator_terms ELSE denominator_terms END)
        THEN CAST(sum(CASE WHEN t.weight = 1 THEN m.value ELSE CAST(m.value * t.weight AS NUMERIC(24, 6)) END)
            AS NUMERIC(18, 6)) END AS value,
    max(applicable) AS applicable, max(estimated) AS estimated, bit_or(covers) AS covers, bit_or(missing) AS missing,
    min(m.basis) AS basis, max(other_basis) AS other_basis
FROM measured AS m
JOIN term AS t ON t.aim = m.aim
JOIN kpi_fact AS f ON f.kpi = t.kpi
GROUP BY t.kpi, t.side, t.channel, m.place, m.frequency, m.period_start
"""
"""A side lacks its value if any of its measures does."""

STEPS = {
    "chosen": CHOSEN,
    "stated": STATED,
    "giver": GIVER,
    "owed": OWED,
    "known": KNOWN,
    "summed": SUMMED,
    "measured": MEASURED,
    "side": SIDE,
}
"""Temporary table and the query that makes it, each over those before it."""
