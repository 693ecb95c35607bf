"""A slice is one source's observations of one council and period; after a load it is what the source has, no more."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

import numpy as np
import pyarrow as pa
from sqlalchemy import Connection, text

from warehouse import bulk, schema
from warehouse.arrays import column
from warehouse.faults import WarehouseError
from warehouse.known import Ids
from warehouse.labels import Labels
from warehouse.past_tables import former
from warehouse.runs import IN_BLOCK, Counts, Range, added, ranges
from warehouse.said import Said, changes
from warehouse.schema import NOT_PROVIDED

STORED = """
SELECT series, period_start, value, status, load FROM observation
WHERE source = {source} AND series >= {first} AND series < {last}{since}
"""

PER_BLOCK = """
SELECT series >> {bits} AS block, count(*) AS observations FROM observation WHERE source = {source}{since}
GROUP BY series >> {bits}
"""

REMOVE = """
DELETE FROM observation WHERE source = {source} AND series >= {first} AND series < {last}
AND (series, period_start) IN (SELECT series, period_start FROM gone)
"""

CHANGED_COUNCILS = """
INSERT INTO touched
SELECT DISTINCT p.council FROM changed AS c JOIN series AS s ON s.id = c.series JOIN place AS p ON p.id = s.place
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
SELECT min(c.period_start) AS start, c.series, other.source FROM observation AS c
JOIN observation AS other ON other.series = c.series AND other.period_start = c.period_start
WHERE c.source = :source{{new}} AND other.source <> :source
AND c.status <> {NOT_PROVIDED} AND other.status <> {NOT_PROVIDED}
AND NOT EXISTS (SELECT 1 FROM precedence AS f WHERE (f.source = other.source AND f.over = :source)
    OR (f.source = :source AND f.over = other.source))
GROUP BY c.series, other.source ORDER BY start, c.series LIMIT 1
"""

AT_ONCE = 400_000
"""Observations that are looked at together, and removed ones that are put down together."""

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


class Account(Protocol):
    """What a source says now, a range of series at a time."""

    @property
    def counts(self) -> Counts:
        """How many observations each block of series has, or more."""

    def within(self, blocks: Range) -> Said:
        """What is said of those blocks' series, in the order of keys."""


class Nothing:
    """A source that says nothing any more."""

    @property
    def counts(self) -> Counts:
        """None in any block."""
        return np.zeros(0, np.int64)

    def within(self, _: Range) -> Said:
        """Nothing."""
        return Said.nothing()


@dataclass(frozen=True)
class Slices:
    """One source's observations in the warehouse, of the periods from `since` on; None for all of them."""

    connection: Connection
    source: int
    load: int
    since: date | None = None

    def replace(self, account: Account) -> tuple[int, int]:
        """Make them those of the account; how many are new, and how many are gone and kept as what once was said.

        A range of series at a time, so that neither the old nor the new ones are in memory together.
        """
        came = went = unsaved = 0
        bulk.empty(self.connection, "changed", "series INTEGER")
        stored = self._per_block()
        for blocks in ranges(added(account.counts, stored), AT_ONCE):
            there = stored[slice(*blocks)].any()
            before, loads = self._stored(blocks) if there else (Said.nothing(), np.zeros(0, np.int32))
            now = account.within(blocks)
            is_new, is_gone = changes(before, now)
            come, gone = now.take(is_new), before.take(is_gone)
            self._take_out(blocks, gone, loads[is_gone])
            self._put_in(come)
            came, went, unsaved = came + len(come.keys), went + len(gone.keys), unsaved + len(gone.keys)
            if unsaved >= AT_ONCE:
                bulk.put_down(self.connection)
                unsaved = 0
        if came or went:
            self.connection.execute(text(CHANGED_COUNCILS))
        if came + went >= MANY:
            bulk.survey(self.connection, "place", "series", "observation")
        return came, went

    def _per_block(self) -> Counts:
        found = bulk.fetch(self.connection, PER_BLOCK.format(bits=IN_BLOCK, **self._these))
        blocks = column(found["block"])
        counts = np.zeros(int(blocks.max(initial=-1)) + 1, np.int64)
        counts[blocks] = column(found["observations"])
        return counts

    def _stored(self, blocks: Range) -> tuple[Said, Ids]:
        """What is stored of those blocks' series, in the order of keys, and the load that each is from."""
        rows = bulk.fetch(self.connection, STORED.format(**self._these, **_bounds(blocks)))
        said = Said.of(rows)
        order = np.argsort(said.keys, kind="stable")
        return said.take(order), column(rows["load"])[order]

    def _take_out(self, blocks: Range, gone: Said, loads: Ids) -> None:
        if not len(gone.keys):
            return
        rows = gone.table()
        kept = self._with(rows, until=self.load).append_column("load", pa.array(loads))
        bulk.insert(self.connection, former, kept)
        bulk.temporary(self.connection, "gone", rows.select(["series", "period_start"]))
        self.connection.execute(text(REMOVE.format(source=self.source, **_bounds(blocks))))
        self._note(gone)

    def _put_in(self, come: Said) -> None:
        if len(come.keys):
            bulk.insert(self.connection, schema.observation, self._with(come.table(), load=self.load))
            self._note(come)

    def _with(self, rows: pa.Table, **numbers: int) -> pa.Table:
        """The rows with the source's number and others beside each."""
        for name, number in ({"source": self.source} | numbers).items():
            rows = rows.append_column(name, pa.array(np.full(rows.num_rows, number, np.int32)))
        return rows

    def _note(self, changed: Said) -> None:
        bulk.append(self.connection, "changed", pa.table({"series": np.unique(changed.series)}))

    @property
    def _these(self) -> dict[str, object]:
        since = f" AND period_start >= DATE '{self.since}'" if self.since else ""
        return {"source": self.source, "since": since}


def _bounds(blocks: Range) -> dict[str, int]:
    """The first series of those blocks, and the one after the last."""
    first, last = (block << IN_BLOCK for block in blocks)
    return {"first": first, "last": last}


def retire_source(connection: Connection, source: int, load: int) -> None:
    """The source says nothing any more; what it said is kept as what once was said."""
    Slices(connection, source, load).replace(Nothing())
    for table in ("reach", "precedence"):
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


def refuse_conflicts(connection: Connection, labels: Labels, source: int, load: int | None = None) -> None:
    """Raise WarehouseError if another source already gives the same measure for the same cell.

    What came with the load is looked at, or everything that the source says.
    """
    new = "" if load is None else f" AND c.load = {load}"
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
