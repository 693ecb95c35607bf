"""The statements that count transactions: rows to sums, several rows of one to one, sums to observations."""

from collections.abc import Iterator
from itertools import pairwise

from data_loaders.journeys import COMPLETED, OPEN

LEVELS = range(1, 6)
RATINGS = tuple(f"rating_{level}" for level in LEVELS)

BEGIN = """
CREATE TABLE counted (subject INTEGER, began DATE, counted_in DATE, outcome TINYINT, rating TINYINT, n BIGINT);
CREATE TABLE met (
    bucket UTINYINT, owner INTEGER, id UHUGEINT, began BIGINT, ended DATE, outcome TINYINT, rating TINYINT);
CREATE TABLE subject (
    subject INTEGER, council VARCHAR, service VARCHAR, channel VARCHAR, segment VARCHAR, measures_starts BOOLEAN);
"""

COUNT = """
INSERT INTO counted
SELECT subject, {began}, {counted_in}, outcome, rating, count(*) FROM {journeys} AS journeys GROUP BY ALL
"""
"""`counted_in`: the period to which completion and rating belong (METHODS D3, cohort and event)."""

BUCKETS, AT_ONCE = 64, 1_000_000
"""Parts into which ids fall, and about how many rows are brought together at a time, so that it needs little memory."""

MEET = f"""
INSERT INTO met
SELECT CAST(hash(CASE WHEN id = '' THEN CAST(number AS VARCHAR) ELSE id END) & {BUCKETS - 1} AS UTINYINT),
    owner, CASE WHEN id = '' THEN CAST(number AS UHUGEINT) ELSE md5_number($salt || id) END,
    (CAST(began - DATE '0001-01-01' AS BIGINT)) * 4294967296 + subject, ended, outcome, rating
FROM journey
"""
"""A day and a subject as one number, so that the least of them is the first start and where it was made."""

MERGED = f"""(
SELECT CAST(min(began) % 4294967296 AS INTEGER) AS subject,
    DATE '0001-01-01' + CAST(min(began) // 4294967296 AS INTEGER) AS began,
    coalesce(min(ended) FILTER (outcome = {COMPLETED}), max(ended)) AS ended,
    max(outcome) AS outcome, coalesce(min(rating) FILTER (rating > 0), 0) AS rating
FROM met WHERE bucket >= {{first}} AND bucket < {{last}} GROUP BY owner, id)
"""
"""One of each: begun when its first row began, completed if any of its rows was, at the first of those ends. Of several
answers the least counts, so that asking again helps nobody."""

COMPACT = """
CREATE OR REPLACE TABLE counted AS
SELECT subject, began, counted_in, outcome, rating, CAST(sum(n) AS BIGINT) AS n FROM counted GROUP BY ALL
"""

PERIODS = "SELECT began FROM counted UNION SELECT counted_in FROM counted ORDER BY 1"

MET = "SELECT count(*) FROM met"

COUNTED = "SELECT coalesce(sum(n), 0) FROM counted"

LEFT_OUT = f"{COUNTED} WHERE began IN (SELECT period FROM unfinished)"

FIGURES = f"""
CREATE TABLE figures AS
WITH cell AS (SELECT subject, began AS period FROM counted UNION SELECT subject, counted_in FROM counted),
begun AS (
    SELECT subject, began AS period, sum(n) AS started, sum(n) FILTER (outcome = {OPEN}) AS open_still
    FROM counted GROUP BY ALL),
done AS (
    SELECT subject, counted_in AS period, sum(n) FILTER (outcome = {COMPLETED}) AS completed,
        {", ".join(f"sum(n) FILTER (rating = {level}) AS rating_{level}" for level in LEVELS)}
    FROM counted GROUP BY ALL)
SELECT council, service, channel, segment, period, p.last, measures_starts, p.settled OR open_still IS NULL AS settled,
    {", ".join(f"coalesce({name}, 0) AS {name}" for name in ("started", "completed", *RATINGS))}
FROM cell JOIN subject USING (subject) JOIN finished AS p USING (period)
LEFT JOIN begun USING (subject, period) LEFT JOIN done USING (subject, period)
"""
"""Where there is a transaction, what there is none of is a true zero; where there is none, nothing is known."""

OBSERVED = """
SELECT council, service, channel, $breakdown AS breakdown, segment, '{measure}' AS measure, $frequency AS frequency,
    period AS period_start, last AS period_end,
    CASE WHEN {known} THEN CAST({measure} AS DECIMAL(24, 6)) END AS value,
    CASE WHEN {known} THEN $status ELSE 'not_provided' END AS status
FROM figures WHERE {applies}
"""


def merged(rows: int) -> Iterator[str]:
    """Each transaction once, from so many rows, as queries of which none needs much memory."""
    parts = min(BUCKETS, rows // AT_ONCE + 1)
    ends = [BUCKETS * part // parts for part in range(parts + 1)]
    for first, last in pairwise(ends):
        yield MERGED.format(first=first, last=last)


def observed(measures: frozenset[str]) -> str:
    """Every observation; what a period with open transactions will have completed is not known yet."""
    parts = [
        OBSERVED.format(
            measure=measure,
            known="true" if measure == "started" else "settled",
            applies="measures_starts" if measure == "started" else "true",
        )
        for measure in ("started", "completed", *RATINGS)
        if measure in measures
    ]
    together = " UNION ALL ".join(parts)
    return f"SELECT *, row_number() OVER () AS row, '' AS code FROM (SELECT * FROM ({together}) ORDER BY ALL)"
