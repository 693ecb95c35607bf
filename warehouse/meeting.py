"""Second half of making cells: both sides of a KPI meet at one period, and what is wrong with a cell is named."""

from kpis.figure import ABOVE

WANTED = """
SELECT fine.side, fine.track AS fine, c.id AS track, k.frequency AS finer, c.frequency AS coarser
FROM (SELECT DISTINCT track, side FROM side) AS fine
JOIN track AS k ON k.id = fine.track
JOIN (SELECT DISTINCT finer, coarser FROM part_of) AS p ON p.finer = k.frequency
JOIN track AS c ON c.kpi = k.kpi AND c.channel = k.channel AND c.place = k.place AND c.frequency = p.coarser
JOIN (SELECT DISTINCT track, side FROM side) AS coarse ON coarse.track = c.id AND coarse.side <> fine.side
"""
"""Where one side comes at a coarser cadence than the other, the finer one is added up to it."""

ROLLED = """
SELECT w.track, w.side, p.coarser_start AS period_start,
    CASE WHEN count(s.value) = max(p.needed) THEN CAST(sum(s.value) AS NUMERIC(18, 6)) END AS value,
    max(applicable) AS applicable, max(estimated) AS estimated, bit_or(covers) AS covers, bit_or(missing) AS missing,
    min(basis) AS basis, max(other_basis) AS other_basis, max(p.needed) AS parts
FROM wanted AS w
JOIN side AS s ON s.track = w.fine AND s.side = w.side
JOIN part_of AS p ON p.finer = w.finer AND p.finer_start = s.period_start AND p.coarser = w.coarser
GROUP BY w.track, w.side, w.finer, p.coarser_start
"""

KEY = "track, side, period_start"

MET = f"""
SELECT * FROM (
    SELECT *, row_number() OVER (PARTITION BY {KEY} ORDER BY CASE WHEN value IS NULL THEN 1 ELSE 0 END, parts) AS nth,
        min(parts) OVER (PARTITION BY {KEY}) AS fewest
    FROM (SELECT *, 1 AS parts FROM side UNION ALL SELECT * FROM rolled) AS candidate
) AS ranked WHERE nth = 1
"""
"""What was given for the period itself, else what its quarters, else what its months add up to. `fewest` is 1 where
the period itself was expected."""

IN_PARTS = """
SELECT DISTINCT w.track, p.coarser_start AS period_start
FROM side AS n
JOIN (SELECT DISTINCT fine, track, finer, coarser FROM wanted) AS w ON w.fine = n.track
JOIN side AS d ON d.side = 1 AND d.track = n.track AND d.period_start = n.period_start
JOIN part_of AS p ON p.finer = w.finer AND p.finer_start = n.period_start AND p.coarser = w.coarser
WHERE n.side = 0
"""
"""Periods in which both sides come at a finer cadence as well: they meet there, so the longer period has no cell."""

MADE = """
SELECT n.track, n.period_start, n.value AS numerator, d.value AS denominator, f.is_ratio, f.bounded, f.basis AS kind,
    CASE WHEN n.applicable = 0 OR d.applicable = 0 THEN 0 ELSE 1 END AS expected,
    CASE WHEN n.estimated = 1 OR d.estimated = 1 THEN 1 ELSE 0 END AS estimated,
    CASE WHEN n.value IS NULL THEN n.missing ELSE 0 END
        | CASE WHEN d.value IS NULL THEN coalesce(d.missing, 0) ELSE 0 END AS missing,
    CASE WHEN f.same_channels AND (n.covers & {total}) = 0 AND (d.covers & {total}) = 0
        THEN CASE WHEN (n.covers | d.covers) & {digital} = 0 THEN n.covers
            WHEN n.covers & {any_digital} = 0 THEN n.covers ELSE n.covers & {not_parts} | {digital} END
        ELSE 0 END AS numerator_covers,
    CASE WHEN f.same_channels AND (n.covers & {total}) = 0 AND (d.covers & {total}) = 0
        THEN CASE WHEN (n.covers | d.covers) & {digital} = 0 THEN d.covers
            WHEN d.covers & {any_digital} = 0 THEN d.covers ELSE d.covers & {not_parts} | {digital} END
        ELSE 0 END AS denominator_covers,
    least(n.basis, d.basis) AS basis, greatest(n.other_basis, d.other_basis) AS other_basis
FROM {met} AS n
JOIN track AS k ON k.id = n.track
JOIN kpi_fact AS f ON f.kpi = k.kpi
LEFT JOIN {met} AS d ON d.side = 1 AND d.track = n.track AND d.period_start = n.period_start
WHERE n.side = 0 AND (
    (NOT f.is_ratio AND n.fewest = 1)
    OR (n.fewest = 1 AND d.fewest = 1)
    {coarser}
)
"""
"""A cell is made where one side was expected for the very period and the other too, or adds up to it. Where the sides
of a cost or completion rate cover different channels, `numerator_covers` and `denominator_covers` differ."""

COARSER = """OR (d.track IS NOT NULL AND (n.fewest = 1 OR d.fewest = 1) AND NOT EXISTS (
        SELECT 1 FROM in_parts AS i WHERE i.track = n.track AND i.period_start = n.period_start))"""

JUDGED = """
SELECT *,
    CASE WHEN numerator IS NULL OR (is_ratio AND denominator IS NULL) THEN 'missing'
        WHEN basis <> other_basis THEN 'bases'
        WHEN numerator_covers <> denominator_covers THEN 'channels'
        WHEN denominator < 0 OR (bounded AND numerator < 0) THEN 'a count below zero'
        WHEN bounded AND numerator > denominator THEN '{above}' ELSE '' END AS fault
FROM ({made}) AS made
"""

ALONE = "(SELECT *, 1 AS fewest FROM side)"
"""Where every KPI's sides come at the same cadence, they meet as they are."""


def steps(meet_coarser: bool, masks: dict[str, int]) -> dict[str, str]:
    """Temporary table and the query that makes it, each over those before it; `masks` are sets of channels."""
    channels = {name: f"({mask})" for name, mask in masks.items()}
    coarser, met = (COARSER, "met") if meet_coarser else ("", ALONE)
    judged = {"judged": JUDGED.format(above=ABOVE, made=MADE.format(**channels, coarser=coarser, met=met))}
    return {"rolled": ROLLED, "met": MET, "in_parts": IN_PARTS} | judged if meet_coarser else judged
