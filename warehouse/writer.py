"""Writing: a source's slices replaced whole, and the cells they touch derived anew, in one version."""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime

from sqlalchemy import Connection, delete, select

from kpis.catalogue import Catalogue
from kpis.councils import Council
from kpis.services import Group, Service
from warehouse import reference, schema
from warehouse.arrival import Arrival, LoadReport
from warehouse.derivation import derive_cells
from warehouse.intake import Intake, record_source, store_intake
from warehouse.labels import Labels
from warehouse.offerings import learn_offerings
from warehouse.slices import (
    begin_touching,
    councils_of,
    every_council,
    refuse_conflicts,
    renew_reach,
    replace_changed,
    touch,
)
from warehouse.staging import begin_staging, finish_staging, stage
from warehouse.store import Store


class Writer:
    """The one that changes the warehouse; every call makes one new version or none."""

    def __init__(self, store: Store, catalogue: Catalogue) -> None:
        self.store = store
        self.catalogue = catalogue

    def fingerprints(self) -> dict[str, str]:
        """Source and the fingerprint its last load recorded; empty before the first load."""
        current = self.store.current
        if current is None:
            return {}
        engine = self.store.read_only(current)
        try:
            with engine.connect() as connection:
                rows = connection.execute(select(schema.source.c.name, schema.source.c.fingerprint))
                return {row.name: row.fingerprint for row in rows}
        finally:
            engine.dispose()

    def reference(self, councils: Iterable[Council], services: Iterable[Service], groups: Iterable[Group]) -> bool:
        """Make these the councils, services and groups; False if they and the catalogue were so already.

        A catalogue that changed makes every cell anew.
        """
        tables = {
            schema.council: reference.council_rows(councils),
            schema.service: reference.service_rows(services),
            schema.council_group: reference.group_rows(groups),
        }
        places = reference.fingerprint(tables.values())
        definitions = reference.catalogue_fingerprint(self.catalogue)
        with self.store.writing() as draft:
            connection = draft.connection
            same_definitions = reference.remembered(connection, "catalogue") == definitions
            if same_definitions and reference.remembered(connection, "reference") == places:
                draft.changed = False
                return False
            for table, rows in tables.items():
                reference.replace_rows(connection, table, rows)
            reference.remember(connection, "reference", places)
            reference.remember(connection, "catalogue", definitions)
            if not same_definitions and (counted := every_council(connection)):
                begin_touching(connection)
                touch(connection, counted)
                derive_cells(connection, Labels(connection), self.catalogue)
        return True

    def load(self, arrival: Arrival) -> LoadReport:
        """Take in one source; nothing changes if its figures, refusals and description are the same as before.

        Raises WarehouseError if another source gives the same measure for the same cell.
        """
        name = arrival.source.name
        with self.store.writing(f"Source '{name}': ") as draft:
            connection, labels = draft.connection, Labels(draft.connection)
            begin_touching(connection)
            intake = _take_in(connection, labels, arrival)
            number = labels.learn("source", [name])[name]
            changed = replace_changed(connection, number)
            before = councils_of(connection, number)
            news = store_intake(connection, arrival, intake)
            draft.changed = changed or news.anything
            if draft.changed:
                refuse_conflicts(connection, labels, number)
                record_source(connection, arrival, intake, number)
                # What one council gives changes what the source's others owe only if it reaches further.
                if renew_reach(connection, number) or news.rules:
                    touch(connection, before | councils_of(connection, number))
                learn_offerings(connection, labels)
                derive_cells(connection, labels, self.catalogue)
        return intake.report(name, changed=draft.changed)

    def retire(self, names: set[str]) -> set[str]:
        """Remove every source but these, with its figures; returns the names of those that went."""
        gone = set(self.fingerprints()) - names
        if not gone:
            return set()
        with self.store.writing() as draft:
            connection, labels = draft.connection, Labels(draft.connection)
            begin_touching(connection)
            for number in labels.known("source", sorted(gone)):
                touch(connection, councils_of(connection, number))
                for table in (schema.observation, schema.reach):
                    connection.execute(delete(table).where(table.c.source == number))
            for table in schema.OF_A_SOURCE:
                connection.execute(delete(table).where(table.c.source.in_(gone)))
            connection.execute(delete(schema.source).where(schema.source.c.name.in_(gone)))
            learn_offerings(connection, labels)
            derive_cells(connection, labels, self.catalogue)
        return gone


def _take_in(connection: Connection, labels: Labels, arrival: Arrival) -> Intake:
    begin_staging(connection)
    intake = Intake(loaded_at=datetime.now(UTC).replace(tzinfo=None, microsecond=0), left_out=Counter())
    for batch in arrival.batches:
        stage(connection, labels, batch.observations, arrival.source.segments_make_whole)
        intake.add(batch)
    intake.refusals += finish_staging(connection, arrival.source.segments_make_whole)
    return intake
