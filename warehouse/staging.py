"""A source's rows on their way in: names become numbers, duplicates go, several codes of one thing are added."""

import pyarrow as pa
from sqlalchemy import Connection, text

from warehouse import bulk
from warehouse.arrival import OBSERVATIONS, Refusal
from warehouse.labels import Labels, number_new
from warehouse.schema import ESTIMATED, LARGEST, NOT_APPLICABLE, NOT_PROVIDED, PROVIDED

KEY = ("council", "service", "channel", "breakdown", "segment", "measure", "frequency")
NAMES = ", ".join(KEY)
SAME = " AND ".join(f"m.{name} = a.{name}" for name in KEY)

EMPTY = {
    "met": f"series INTEGER, {', '.join(f'{name} VARCHAR' for name in KEY)}",
    "staged": "series INTEGER, period_start DATE, value NUMERIC(18, 6), status SMALLINT, row BIGINT, code VARCHAR",
    "too_large": "row BIGINT, value VARCHAR",
}
"""Temporary table and its columns."""

AS_GIVEN = f"SELECT DISTINCT {NAMES} FROM arrived"

WITH_WHOLES = f"{AS_GIVEN} UNION SELECT DISTINCT council, service, channel, '', '', measure, frequency FROM arrived"
"""A source whose segments make the whole gets a series for each whole as well."""

UNMET = """
SELECT {names} FROM ({query}) AS a WHERE NOT EXISTS (SELECT 1 FROM met AS m WHERE {same})
"""

NUMBERED = """
SELECT n.*, co.id AS council_id, se.id AS service_id, ch.id AS channel_id, br.id AS breakdown_id,
    sg.id AS segment_id, me.id AS measure_id, fr.id AS frequency_id
FROM unmet AS n
JOIN name AS co ON co.kind = 'council' AND co.text = n.council
JOIN name AS se ON se.kind = 'service' AND se.text = n.service
JOIN name AS ch ON ch.kind = 'channel' AND ch.text = n.channel
JOIN name AS br ON br.kind = 'breakdown' AND br.text = n.breakdown
JOIN name AS sg ON sg.kind = 'segment' AND sg.text = n.segment
JOIN name AS me ON me.kind = 'measure' AND me.text = n.measure
JOIN name AS fr ON fr.kind = 'frequency' AND fr.text = n.frequency
"""

OF_PLACE = """JOIN place AS p ON p.council = n.council_id AND p.service = n.service_id
    AND p.breakdown = n.breakdown_id AND p.segment = n.segment_id"""

MEET = f"""
INSERT INTO met
SELECT s.id, {", ".join(f"n.{name}" for name in KEY)} FROM numbered AS n {OF_PLACE}
JOIN series AS s ON s.place = p.id AND s.channel = n.channel_id AND s.measure = n.measure_id
    AND s.frequency = n.frequency_id
"""

STAGE = f"""
INSERT INTO staged
SELECT m.series, a.period_start,
    CASE WHEN status IN ('provided', 'estimated') THEN value END,
    CASE WHEN status = 'not_applicable' THEN {NOT_APPLICABLE}
        WHEN status = 'not_provided' OR value IS NULL THEN {NOT_PROVIDED}
        WHEN status = 'estimated' THEN {ESTIMATED} ELSE {PROVIDED} END,
    a.row, a.code
FROM arrived AS a JOIN met AS m ON {SAME}
WHERE value IS NULL OR (value < {LARGEST} AND value > -{LARGEST})
"""

TOO_LARGE = f"INSERT INTO too_large SELECT row, value FROM arrived WHERE value >= {LARGEST} OR value <= -{LARGEST}"

CROWDED = """
SELECT series, period_start FROM staged GROUP BY series, period_start HAVING count(*) > 1
"""

COUNTED = """
SELECT s.*, row_number() OVER (
    PARTITION BY s.series, s.period_start, s.code ORDER BY s.row, s.status, s.value) AS nth
FROM staged AS s JOIN crowded AS c ON c.series = s.series AND c.period_start = s.period_start
"""

TOGETHER = f"""
    CASE WHEN count(CASE WHEN status = {NOT_PROVIDED} THEN 1 END) = 0 THEN sum(value) END,
    CASE WHEN count(CASE WHEN status = {NOT_PROVIDED} THEN 1 END) > 0 THEN {NOT_PROVIDED}
        WHEN count(value) = 0 THEN {NOT_APPLICABLE}
        WHEN count(CASE WHEN status = {ESTIMATED} THEN 1 END) > 0 THEN {ESTIMATED} ELSE {PROVIDED} END
"""
"""A sum that lacks one of its parts is not known (METHODS A2)."""

ADDED = f"""
SELECT series, period_start, value, status FROM staged AS s
WHERE NOT EXISTS (SELECT 1 FROM crowded AS c WHERE c.series = s.series AND c.period_start = s.period_start)
UNION ALL
SELECT series, period_start, {TOGETHER} FROM counted WHERE nth = 1 GROUP BY series, period_start
"""

WHOLES = f"""
INSERT INTO added
SELECT whole.id, part.period_start, {TOGETHER}
FROM added AS part
JOIN series AS s ON s.id = part.series
JOIN place AS p ON p.id = s.place AND p.breakdown <> 0
JOIN place AS w ON w.council = p.council AND w.service = p.service AND w.breakdown = 0
JOIN series AS whole ON whole.place = w.id AND whole.channel = s.channel AND whole.measure = s.measure
    AND whole.frequency = s.frequency
WHERE NOT EXISTS (
    SELECT 1 FROM added AS given WHERE given.series = whole.id AND given.period_start = part.period_start
)
GROUP BY whole.id, part.period_start
"""


def begin_staging(connection: Connection) -> None:
    """Empty temporary tables for the source's observations."""
    for name, columns in EMPTY.items():
        bulk.empty(connection, name, columns)


def stage(connection: Connection, labels: Labels, rows: pa.Table, segments_make_whole: bool) -> None:
    """Put a batch of observations (schema OBSERVATIONS) into the temporary table `staged`."""
    query = WITH_WHOLES if segments_make_whole else AS_GIVEN
    with bulk.visible(connection, "arrived", rows.select(OBSERVATIONS.names).cast(OBSERVATIONS)):
        bulk.make(connection, "unmet", UNMET.format(names=NAMES, query=query, same=SAME))
        if connection.execute(text("SELECT count(*) FROM unmet")).scalar():
            _number_series(connection, labels)
            connection.execute(text(MEET))
        connection.execute(text(STAGE))
        connection.execute(text(TOO_LARGE))


def finish_staging(connection: Connection, segments_make_whole: bool) -> list[Refusal]:
    """The temporary table `added`, one row per observation; returns what was left out, and why."""
    for name, query in {"crowded": CROWDED, "counted": COUNTED, "added": ADDED}.items():
        bulk.make(connection, name, query)
    if segments_make_whole:
        connection.execute(text(WHOLES))
    return [*_duplicates(connection), *_too_large(connection)]


def _number_series(connection: Connection, labels: Labels) -> None:
    rows = []
    for kind in KEY:
        names = [name for (name,) in connection.execute(text(f"SELECT DISTINCT {kind} FROM unmet"))]
        rows += [(kind, name, number) for name, number in labels.learn(kind, names).items()]
    columns = {name: [row[place] for row in rows] for place, name in enumerate(("kind", "text", "id"))}
    bulk.temporary(connection, "name", pa.table(columns))
    bulk.make(connection, "numbered", NUMBERED)
    places = "SELECT DISTINCT council_id AS council, service_id AS service, breakdown_id AS breakdown, "
    places += "segment_id AS segment FROM numbered"
    number_new(connection, "place", ("council", "service", "breakdown", "segment"), places)
    kept = "SELECT DISTINCT p.id AS place, channel_id AS channel, measure_id AS measure, frequency_id AS frequency "
    number_new(
        connection, "series", ("place", "channel", "measure", "frequency"), f"{kept} FROM numbered AS n {OF_PLACE}"
    )


def _duplicates(connection: Connection) -> list[Refusal]:
    found = connection.execute(text("SELECT DISTINCT row, code FROM counted WHERE nth > 1 ORDER BY row, code"))
    reason, remedy = "Duplicate of an earlier row", "The first row is kept. Remove the second from the source."
    return [Refusal(str(row), "", code[:80], reason, remedy) for row, code in found]


def _too_large(connection: Connection) -> list[Refusal]:
    found = connection.execute(text("SELECT DISTINCT row, value FROM too_large ORDER BY row, value"))
    reason = f"A figure of {LARGEST:,} or more"
    return [
        Refusal(str(row), "", value, reason, "Correct its unit or its multiplier in the source's description.")
        for row, value in found
    ]
