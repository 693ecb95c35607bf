"""A slice is one source's observations of one council and period; after a load it is what the source has, no more."""

from dataclasses import dataclass
from datetime import date

import pyarrow as pa
from sqlalchemy import Connection, text

from warehouse import bulk
from warehouse.faults import WarehouseError
from warehouse.labels import Labels
from warehouse.schema import NOT_PROVIDED

STORED = "SELECT series, period_start, value, status FROM observation WHERE source = {source}{since}"
ARRIVED = "SELECT series, period_start, value, status FROM added"

KEEP = """
INSERT INTO former (source, series, period_start, value, status, load, until)
SELECT o.source, o.series, o.period_start, o.value, o.status, o.load, :load FROM observation AS o
JOIN gone AS g ON g.series = o.series AND g.period_start = o.period_start WHERE o.source = :source
"""
"""What was shown once stays known (METHODS A6)."""

REMOVE = """
DELETE FROM observation WHERE source = :source
AND (series, period_start) IN (SELECT series, period_start FROM gone)
"""

ADD = """
INSERT INTO observation (source, series, period_start, value, status, load)
SELECT :source, c.series, c.period_start, c.value, c.status, :load
FROM {come} AS c ORDER BY c.series, c.period_start
"""
"""Series are numbered by council and service, so that a page reads few blocks."""

CHANGED_COUNCILS = """
INSERT INTO touched
SELECT DISTINCT p.council FROM (SELECT series FROM gone UNION SELECT series FROM {come}) AS changed
JOIN series AS s ON s.id = changed.series JOIN place AS p ON p.id = s.place
"""

FORGET_REACH = "DELETE FROM reach WHERE source = :source"

REACH = """
SELECT {source} AS source, p.service, p.breakdown, s.channel, s.measure, s.frequency,
    min(o.first_value) AS first_value, max(o.last_value) AS last_value
FROM own AS o JOIN series AS s ON s.id = o.series JOIN place AS p ON p.id = s.place
WHERE o.first_value IS NOT NULL
GROUP BY p.service, p.breakdown, s.channel, s.measure, s.frequency
"""

REACH_CHANGED = """
SELECT count(*) FROM (
    (SELECT * FROM reached EXCEPT SELECT * FROM reach WHERE source = :source)
    UNION ALL (SELECT * FROM reach WHERE source = :source EXCEPT SELECT * FROM reached)
) AS different
"""

COUNCILS = """
SELECT p.council FROM (SELECT DISTINCT series FROM observation WHERE source = :source) AS o
JOIN series AS s ON s.id = o.series JOIN place AS p ON p.id = s.place
UNION SELECT c.id FROM declared_offering AS d
JOIN label AS n ON n.kind = 'source' AND n.text = d.source
JOIN label AS c ON c.kind = 'council' AND c.text = d.council
WHERE n.id = :source
"""

CONFLICT = f"""
SELECT min(c.period_start) AS start, c.series, other.source FROM {{new}} AS c
JOIN observation AS other ON other.series = c.series AND other.period_start = c.period_start
WHERE other.source <> :source AND c.status <> {NOT_PROVIDED} AND other.status <> {NOT_PROVIDED}
AND NOT EXISTS (SELECT 1 FROM precedence AS f WHERE (f.source = other.source AND f.over = :source)
    OR (f.source = :source AND f.over = other.source))
GROUP BY c.series, other.source ORDER BY start, c.series LIMIT 1
"""


MANY = 10_000
"""Changed observations from which the engine's idea of the tables is made anew before it joins them."""


def begin_touching(connection: Connection) -> None:
    """An empty temporary table `touched` for the councils whose cells a load makes anew."""
    bulk.empty(connection, "touched", "council INTEGER")


def councils_of(connection: Connection, source: int) -> set[int]:
    """The councils that the source has figures of or declares something for."""
    return {council for (council,) in connection.execute(text(COUNCILS), {"source": source})}


def every_council(connection: Connection) -> set[int]:
    """Every council that has ever had a figure."""
    return {council for (council,) in connection.execute(text("SELECT DISTINCT council FROM place"))}


def touch(connection: Connection, councils: set[int]) -> None:
    """Have the cells of these councils made anew as well."""
    bulk.temporary(connection, "more", pa.table({"council": pa.array(sorted(councils), pa.int32())}))
    connection.execute(text("INSERT INTO touched SELECT council FROM more"))


@dataclass(frozen=True)
class Changes:
    """How many observations are new and how many are gone; the new ones are in the temporary table `come`."""

    came: int
    went: int
    come: str


def replace_changed(connection: Connection, source: int, load: int, since: date | None = None) -> Changes:
    """Make the source's observations of the periods from `since` on those of the table `added`.

    What is gone is kept as what once was said.
    """
    these = {"source": source, "load": load}
    changes = _changes(
        connection, STORED.format(source=source, since=f" AND period_start >= DATE '{since}'" if since else "")
    )
    if changes.went:
        connection.execute(text(KEEP), these)
        connection.execute(text(REMOVE), these)
    if changes.came or changes.went:
        connection.execute(text(CHANGED_COUNCILS.format(come=changes.come)))
    if changes.came:
        connection.execute(text(ADD.format(come=changes.come)), these)
    if changes.came + changes.went >= MANY:
        bulk.survey(connection, "place", "series", "observation")
    return changes


def _changes(connection: Connection, stored: str) -> Changes:
    """What is new and, in the temporary table `gone`, what is no longer said."""
    if not connection.execute(text(f"SELECT EXISTS ({stored})")).scalar():
        bulk.empty(connection, "gone", "series INTEGER, period_start DATE, value NUMERIC(18, 6), status SMALLINT")
        return Changes(_count(connection, "added"), 0, "added")
    bulk.make(connection, "gone", f"{stored} EXCEPT {ARRIVED}")
    bulk.make(connection, "come", f"{ARRIVED} EXCEPT {stored}")
    return Changes(_count(connection, "come"), _count(connection, "gone"), "come")


def _count(connection: Connection, table: str) -> int:
    return int(connection.execute(text(f"SELECT count(*) FROM {table}")).scalar() or 0)


def retire_source(connection: Connection, source: int, load: int) -> None:
    """The source says nothing any more; what it said is kept as what once was said."""
    these = {"source": source, "load": load}
    bulk.make(connection, "gone", f"SELECT series, period_start FROM observation WHERE source = {source}")
    connection.execute(text(KEEP), these)
    for table in ("observation", "reach", "precedence"):
        connection.execute(text(f"DELETE FROM {table} WHERE source = :source"), {"source": source})


def renew_reach(connection: Connection, source: int) -> bool:
    """Note from when to when the source has values, by the table `own`; whether that has changed for anyone."""
    these = {"source": source}
    bulk.make(connection, "reached", REACH.format(source=source))
    if not connection.execute(text(REACH_CHANGED), these).scalar():
        return False
    connection.execute(text(FORGET_REACH), these)
    connection.execute(text("INSERT INTO reach SELECT * FROM reached"))
    return True


def refuse_conflicts(connection: Connection, labels: Labels, source: int, come: str = "") -> None:
    """Raise WarehouseError if another source already gives the same measure for the same cell.

    What is in the temporary table `come` is looked at, or everything that the source says.
    """
    new = come or f"({STORED.format(source=source, since='')})"
    row = connection.execute(text(CONFLICT.format(new=new)), {"source": source}).first()
    if row is None:
        return
    names = labels.texts
    what = text(
        "SELECT p.council, p.service, s.measure FROM series AS s JOIN place AS p ON p.id = s.place WHERE s.id = :series"
    )
    council, service, measure = connection.execute(what, {"series": row.series}).one()
    raise WarehouseError(
        f"Sources '{names[source]}' and '{names[row.source]}' both give '{names[measure]}' of service "
        f"'{names[service]}' for council '{names[council]}' in the period from {row.start}. Take the measure out of "
        f"one of them, or name one in the other's 'precedes'; nothing of '{names[source]}' was loaded and the figures "
        "loaded before stay."
    )
