"""Writing: a source's slices replaced whole, and the cells they touch derived anew, in one version."""

from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar

from sqlalchemy import Column, Connection, delete, select

from kpis.catalogue import Catalogue
from kpis.councils import Council
from kpis.neighbours import Areas
from kpis.services import Group, Service
from warehouse import bulk, loads, reference, schema
from warehouse.arrival import Arrival, LoadReport
from warehouse.derivation import derive_cells
from warehouse.faults import OtherSchemaError, ShortOfMemoryError
from warehouse.history import Which, purge
from warehouse.intake import Intake
from warehouse.labels import Labels
from warehouse.memory import give_back
from warehouse.oddities import oddities
from warehouse.offerings import learn_offerings
from warehouse.precedence import declare, settle
from warehouse.record import forget_old_refusals, hold_source, record_source, store_intake
from warehouse.refused import RefusedRows
from warehouse.slices import (
    MANY,
    Slices,
    begin_touching,
    councils_of,
    every_council,
    refuse_conflicts,
    renew_reach,
    retire_source,
    touch,
)
from warehouse.spoken import lay_own, lay_spoken
from warehouse.staging import Staged, Staging
from warehouse.store import Store

T = TypeVar("T")


def utc_now() -> datetime:
    """The time in UTC, to the second."""
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)


@dataclass(frozen=True)
class Coming:
    """A source on its way in: what arrived, the account of it, and the number that it has."""

    arrival: Arrival
    intake: Intake
    staged: Staged
    refused: RefusedRows
    moment: loads.Moment
    number: int


class Writer:
    """The one that changes the warehouse; every call makes one new version or none."""

    def __init__(self, store: Store, catalogue: Catalogue, now: Callable[[], datetime] = utc_now) -> None:
        self.store = store
        self.catalogue = catalogue
        self.now = now

    def watermark(self, name: str) -> str:
        """How far the source was read by its last load; '' if it is not known."""
        return self._of_sources(schema.source.c.watermark).get(name, "")

    def fingerprints(self) -> dict[str, str]:
        """Source and the fingerprint its last load recorded; empty before the first load."""
        return self._of_sources(schema.source.c.fingerprint)

    def _of_sources(self, column: Column[str]) -> dict[str, str]:
        def facts(connection: Connection) -> dict[str, str]:
            rows = connection.execute(select(schema.source.c.name, column.label("fact")))
            return {row.name: row.fact for row in rows}

        return self._asked(facts) or {}

    def _asked(self, question: Callable[[Connection], T]) -> T | None:
        """What the current version answers, which is not copied for that; None before the first load."""
        version = self.store.version
        if not version:
            return None
        edition = self.store.open(version)
        try:
            with edition.engine.connect() as connection:
                return question(connection)
        finally:
            edition.close()

    def reference(
        self,
        councils: Iterable[Council],
        services: Iterable[Service],
        groups: Iterable[Group],
        areas: Areas | None = None,
    ) -> bool:
        """Make these the councils, services, groups and areas; False if they and the catalogue were so already.

        A catalogue that changed makes every cell anew, a council's end those of that council.
        """
        tables = {
            schema.council: reference.council_rows(councils),
            schema.service: reference.service_rows(services),
            schema.council_group: reference.group_rows(groups),
            schema.trait: reference.trait_rows(areas or Areas()),
            schema.area: reference.area_rows(areas or Areas()),
        }
        places = reference.fingerprint(tables.values())
        definitions = reference.catalogue_fingerprint(self.catalogue)
        if self._has(places, definitions):
            return False
        with self.store.writing() as draft:
            connection = draft.connection
            same_definitions = reference.remembered(connection, "catalogue") == definitions
            if same_definitions and reference.remembered(connection, "reference") == places:
                draft.changed = False
                return False
            labels = Labels(connection)
            ended = labels.known("council", reference.ended_otherwise(connection, tables[schema.council]))
            for table, rows in tables.items():
                reference.replace_rows(connection, table, rows)
            reference.remember(connection, "reference", places)
            reference.remember(connection, "catalogue", definitions)
            if not same_definitions:
                moment = loads.begin(connection, self.now(), self.now())
                loads.define(connection, moment, self.catalogue)
                loads.record(connection, moment, "define")
            counted = every_council(connection)
            if touched := counted & set(ended) if same_definitions else counted:
                begin_touching(connection)
                touch(connection, touched)
                self._follow(connection, labels)
        return True

    def _has(self, places: str, definitions: str) -> bool:
        """Whether the current version has these, and needs not be copied to be given them."""
        known = {"reference": places, "catalogue": definitions}
        try:
            return self._asked(lambda now: {name: reference.remembered(now, name) for name in known}) == known
        except OtherSchemaError:
            return False  # it is brought up to date when it is written

    def load(self, arrival: Arrival) -> LoadReport:
        """Take in one source; nothing changes if its figures, refusals and description are the same as before.

        Raises WarehouseError if another source gives the same measure for the same cell and neither takes precedence.
        A load that would fail for want of memory is tried again with more.
        """
        try:
            return self._load(arrival)
        except ShortOfMemoryError:
            if not self.store.take_more_memory():
                raise
            return self._load(arrival)

    def _load(self, arrival: Arrival) -> LoadReport:
        name = arrival.source.name
        with self.store.writing(f"Source '{name}': ") as draft:
            connection, labels = draft.connection, Labels(draft.connection)
            begin_touching(connection)
            with closing(RefusedRows()) as refused:
                intake, staged = _take_in(connection, labels, refused, arrival, self.now())
                moment = loads.begin(connection, arrival.started_at, intake.loaded_at)
                number = labels.learn("source", [name])[name]
                intake.judge(arrival.source)
                coming = Coming(arrival, intake, staged, refused, moment, number)
                if intake.held:
                    draft.changed = _hold(connection, coming)
                else:
                    draft.changed = self._replace(connection, labels, coming)
            report = intake.report(name, changed=draft.changed)
            if draft.changed:
                loads.record(connection, moment, "hold" if intake.held else "load", report)
                forget_old_refusals(connection, intake.loaded_at.date())
        return report

    def _replace(self, connection: Connection, labels: Labels, coming: Coming) -> bool:
        """The source's figures are those that arrived, and every cell follows; False if they were already."""
        arrival, intake, moment, number = coming.arrival, coming.intake, coming.moment, coming.number
        reordered = declare(connection, labels, arrival.source.name, arrival.source.precedes)
        before = councils_of(connection, number)
        slices = Slices(connection, number, moment.number, arrival.since)
        with closing(coming.staged):
            intake.came, intake.went = slices.replace(coming.staged)
        news = store_intake(connection, arrival, intake, coming.refused)
        if not (intake.came or intake.went or news.anything or reordered):
            return False
        refuse_conflicts(connection, labels, number, None if reordered else moment.number)
        if intake.came >= MANY:
            bulk.put_down(connection)
        lay_own(connection, number)
        record_source(connection, arrival, intake, number)
        # What one council gives changes what the source's others owe only if it reaches further.
        if renew_reach(connection, number) or news.rules:
            touch(connection, before | councils_of(connection, number))
        if news.rules:
            loads.describe(connection, moment, arrival.source, number)
        self._follow(connection, labels)
        intake.oddities = oddities(connection, labels, number, moment.number, intake.came)
        return True

    def retire(self, names: set[str]) -> set[str]:
        """Remove every source but these, with its figures; returns the names of those that went.

        What they said stays known as what once was said.
        """
        gone = set(self.fingerprints()) - names
        if not gone:
            return set()
        now = self.now()
        with self.store.writing() as draft:
            connection, labels = draft.connection, Labels(draft.connection)
            begin_touching(connection)
            moment = loads.begin(connection, now, now)
            for number in labels.known("source", sorted(gone)):
                touch(connection, councils_of(connection, number))
                retire_source(connection, number, moment.number)
            for table in schema.OF_A_SOURCE:
                connection.execute(delete(table).where(table.c.source.in_(gone)))
            connection.execute(delete(schema.source).where(schema.source.c.name.in_(gone)))
            self._follow(connection, labels)
            loads.record(connection, moment, "retire")
        return gone

    def purge(self, which: Which, reason: str) -> int:
        """Remove values for good: from what is shown, from what was once said and from the versions that are kept.

        Returns how many observations went; what was removed and why is written down, the values are not.
        """
        with self.store.writing() as draft:
            connection, labels = draft.connection, Labels(draft.connection)
            begin_touching(connection)
            moment = loads.begin(connection, self.now(), self.now())
            removed = purge(connection, which, reason, moment)
            draft.changed = draft.afresh = removed > 0
            if removed:
                for number in labels.known("source", [which.source] if which.source else labels.of_kind("source")):
                    lay_own(connection, number)
                    renew_reach(connection, number)
                self._follow(connection, labels)
                loads.record(connection, moment, "purge")
        return removed

    def _follow(self, connection: Connection, labels: Labels) -> None:
        """Which figures stand, what is expected and every cell follow from what is said now."""
        settle(connection)
        lay_spoken(connection)
        learn_offerings(connection, labels)
        derive_cells(connection, labels, self.catalogue)


def _hold(connection: Connection, coming: Coming) -> bool:
    """The figures stay; why is written down. False if it was already."""
    if not store_intake(connection, coming.arrival, coming.intake, coming.refused).anything:
        return False
    hold_source(connection, coming.arrival, coming.intake, coming.number)
    return True


def _take_in(
    connection: Connection, labels: Labels, refused: RefusedRows, arrival: Arrival, now: datetime
) -> tuple[Intake, Staged]:
    staging = Staging(connection, labels, arrival.source.segments_make_whole)
    intake = Intake(loaded_at=now, left_out=Counter())
    bulk.expect(connection, 0)  # A batch at a time is no work for several threads.
    for batch in arrival.batches:
        too_large = staging.add(batch.observations)
        intake.add(batch)
        refused.add((*batch.refusals, *too_large), now.date(), arrival.row_name)
    bulk.expect(connection, intake.observations)
    staged, duplicates = staging.finish(lambda: (batch.observations for batch in arrival.batches))
    refused.add(duplicates, now.date(), arrival.row_name)
    intake.rows_refused = refused.rows
    give_back()
    return intake, staged
