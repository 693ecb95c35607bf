"""What is known of each series is summed over channels, never a total with its parts."""

from warehouse.schema import ESTIMATED, NOT_APPLICABLE, NOT_PROVIDED
from warehouse.terms import BESIDE, DIGITAL_PART, PART, TOTAL, UNDIVIDED

ADDITION = """
SELECT row_number() OVER (ORDER BY aim, place, frequency) AS id, aim, place, frequency
FROM (
    SELECT DISTINCT u.aim, c.place, c.frequency FROM chosen AS c
    JOIN used AS u ON u.measure = c.measure AND u.channel = c.channel
) AS asked
"""
"""An aim for one place at one frequency."""

ADDEND = f"""
SELECT d.id AS addition, c.series, u.role, u.bit, a.basis, a.alone,
    max(CASE WHEN u.role IN ({TOTAL}, {UNDIVIDED}) THEN 1 ELSE 0 END) OVER (PARTITION BY d.id) AS mixed
FROM chosen AS c
JOIN used AS u ON u.measure = c.measure AND u.channel = c.channel
JOIN aim AS a ON a.aim = u.aim
JOIN addition AS d ON d.aim = u.aim AND d.place = c.place AND d.frequency = c.frequency
"""
"""The series that an addition may add up, and what part each has in it. An addition is `alone` that asks for one
channel only, and `mixed` where a reported total or an undivided digital figure has come."""

_OF_KIND = "CASE e.basis WHEN 'cost' THEN cost WHEN 'completion' THEN completion WHEN 'collection' THEN collection END"

_BASIS = f"CASE WHEN value IS NOT NULL THEN {_OF_KIND} END"

_NO_BIT = "CAST(0 AS BIGINT)"

_FACTS = f"""
    count(CASE WHEN status <> {NOT_APPLICABLE} THEN 1 END) AS owed, count(value) AS known, sum(value) AS total,
    max(CASE WHEN status = {ESTIMATED} THEN 1 ELSE 0 END) AS estimated,
    bit_or(CASE WHEN status <> {NOT_APPLICABLE} THEN bit ELSE {_NO_BIT} END) AS covers,
    bit_or(CASE WHEN status = {NOT_PROVIDED} THEN bit ELSE {_NO_BIT} END) AS missing,
    min({_BASIS}) AS basis, max({_BASIS}) AS other_basis
"""

ALONE = f"""
SELECT e.addition, k.period_start, k.value,
    CASE WHEN status = {NOT_APPLICABLE} THEN 0 ELSE 1 END AS applicable,
    CASE WHEN status = {ESTIMATED} THEN 1 ELSE 0 END AS estimated,
    CASE WHEN status = {NOT_APPLICABLE} THEN {_NO_BIT} ELSE bit END AS covers,
    CASE WHEN status = {NOT_PROVIDED} THEN bit ELSE {_NO_BIT} END AS missing,
    {_BASIS} AS basis, {_BASIS} AS other_basis
FROM known AS k JOIN addend AS e ON e.series = k.series WHERE e.alone
"""
"""Most additions ask for one channel, and have one addend."""

PLAIN = f"""
SELECT addition, period_start, CASE WHEN owed > 0 AND known = owed THEN total END AS value,
    CASE WHEN owed > 0 THEN 1 ELSE 0 END AS applicable, estimated, covers, missing, basis, other_basis
FROM (
    SELECT e.addition, k.period_start, {_FACTS} FROM known AS k JOIN addend AS e ON e.series = k.series
    WHERE NOT e.alone AND e.mixed = 0 AND e.role <> {BESIDE} GROUP BY e.addition, k.period_start
) AS parts
"""
"""Most others have parts only."""

BY_ROLE = f"""
SELECT e.addition, k.period_start, e.role, {_FACTS} FROM known AS k JOIN addend AS e ON e.series = k.series
WHERE NOT e.alone AND e.mixed = 1 GROUP BY e.addition, k.period_start, e.role
"""


def _of(fact: str, *roles: int) -> str:
    return f"coalesce(sum(CASE WHEN {_among(*roles)} THEN {fact} END), 0)"


def _total(*roles: int) -> str:
    return f"sum(CASE WHEN {_among(*roles)} THEN total END)"


def _estimated(*roles: int) -> str:
    return f"coalesce(max(CASE WHEN {_among(*roles)} THEN estimated END), 0)"


def _bits(fact: str, kept: str) -> str:
    return f"bit_or(CASE WHEN {kept} THEN {fact} ELSE {_NO_BIT} END)"


def _among(*roles: int) -> str:
    return f"role IN ({', '.join(str(role) for role in roles)})"


_SPLIT = f"role NOT IN ({TOTAL}, {BESIDE})"

SUMMED = f"""
SELECT r.addition, r.period_start,
    {_of("owed", TOTAL)} AS total_owed, {_total(TOTAL)} AS total, {_estimated(TOTAL)} AS total_estimated,
    {_of("owed", UNDIVIDED)} AS digital_owed, {_total(UNDIVIDED)} AS digital,
    {_estimated(UNDIVIDED)} AS digital_estimated,
    {_of("owed", DIGITAL_PART)} AS split_owed, {_of("known", DIGITAL_PART)} AS split_known,
    {_total(DIGITAL_PART)} AS split, {_estimated(DIGITAL_PART)} AS split_estimated,
    {_of("owed", DIGITAL_PART, BESIDE)} AS all_split_owed, {_of("known", DIGITAL_PART, BESIDE)} AS all_split_known,
    {_total(DIGITAL_PART, BESIDE)} AS all_split,
    {_of("owed", PART)} AS parts_owed, {_of("known", PART)} AS parts_known, {_total(PART)} AS parts,
    {_estimated(PART)} AS parts_estimated,
    {_bits("covers", f"role = {TOTAL}")} AS total_bit,
    {_bits("covers", f"role <> {BESIDE}")} AS covers,
    {_bits("missing", f"role <> {BESIDE}")} AS missing,
    min(CASE WHEN {_SPLIT} THEN r.basis END) AS basis, max(CASE WHEN {_SPLIT} THEN r.other_basis END) AS other_basis,
    max(CASE WHEN role = {TOTAL} THEN r.other_basis END) AS total_basis
FROM by_role AS r JOIN addition AS d ON d.id = r.addition JOIN aim AS a ON a.aim = d.aim
GROUP BY r.addition, r.period_start
HAVING count(CASE WHEN {_among(TOTAL, DIGITAL_PART, PART)} OR (role = {UNDIVIDED} AND stands) THEN 1 END) > 0
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
FROM summed AS s JOIN addition AS d ON d.id = s.addition JOIN aim AS a ON a.aim = d.aim
"""
"""A total that is owed stands alone, in or missing: its parts may leave something out. An undivided digital figure
stands for the digital channels unless those that are given add up to it."""

MEASURED = f"""
{ALONE}
UNION ALL
{PLAIN}
UNION ALL
SELECT addition, period_start,
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

TRACK = """
SELECT row_number() OVER (
        ORDER BY kpi, channel, p.service, p.council, p.breakdown, p.segment, asked.frequency
    ) AS id, kpi, channel, place, asked.frequency
FROM (
    SELECT DISTINCT t.kpi, t.channel, d.place, d.frequency FROM addition AS d JOIN term AS t ON t.aim = d.aim
) AS asked JOIN place AS p ON p.id = asked.place
"""
"""One KPI of one place through one channel at one frequency; its cells follow each other in time. Numbered in the order
in which pages ask."""

AIMED = """
SELECT d.id AS addition, k.id AS track, t.side, t.weight,
    CASE WHEN t.side = 0 THEN numerator_terms ELSE denominator_terms END AS terms
FROM addition AS d
JOIN term AS t ON t.aim = d.aim
JOIN track AS k ON k.kpi = t.kpi AND k.channel = t.channel AND k.place = d.place AND k.frequency = d.frequency
JOIN kpi_fact AS f ON f.kpi = t.kpi
"""
"""The additions that one side of a track is made of."""

_WEIGHED = "CASE WHEN t.weight = 1 THEN m.value ELSE CAST(m.value * t.weight AS NUMERIC(24, 6)) END"

SIDE = f"""
SELECT t.track, t.side, m.period_start, CAST({_WEIGHED} AS NUMERIC(18, 6)) AS value,
    applicable, estimated, covers, missing, basis, other_basis
FROM measured AS m JOIN aimed AS t ON t.addition = m.addition WHERE t.terms = 1
UNION ALL
SELECT t.track, t.side, m.period_start,
    CASE WHEN count(m.value) = max(t.terms) THEN CAST(sum({_WEIGHED}) AS NUMERIC(18, 6)) END,
    max(applicable), max(estimated), bit_or(covers), bit_or(missing), min(basis), max(other_basis)
FROM measured AS m JOIN aimed AS t ON t.addition = m.addition WHERE t.terms > 1
GROUP BY t.track, t.side, m.period_start
"""
"""A side lacks its value if any of its measures does."""

STEPS = {
    "addition": ADDITION,
    "addend": ADDEND,
    "by_role": BY_ROLE,
    "summed": SUMMED,
    "measured": MEASURED,
    "track": TRACK,
    "aimed": AIMED,
    "side": SIDE,
}
"""Temporary table and the query that makes it, each over those before it."""
