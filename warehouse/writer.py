"""Writing: a source's slices replaced whole, and the cells they touch derived anew, in one version."""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime

import pyarrow as pa
from sqlalchemy import Connection, delete, select, text
from sqlalchemy.exc import SQLAlchemyError

from kpis.catalogue import Catalogue
from kpis.councils import Council
from kpis.services import Group, Service
from warehouse import bulk, reference, schema
from warehouse.arrival import OBSERVATIONS, Arrival, LoadReport
from warehouse.derivation import derive_cells
from warehouse.intake import Intake, store_intake
from warehouse.offerings import COUNCILS_OF, learn_offerings
from warehouse.slices import refuse_conflicts, replace_changed_slices
from warehouse.staging import begin_staging, finish_staging
from warehouse.store import Store, WarehouseError, abandon, cause


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
                source = schema.source
                rows = connection.execute(select(source.c.name, source.c.fingerprint))
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
        with self.store.writing() as connection:
            same_definitions = reference.remembered(connection, "catalogue") == definitions
            if same_definitions and reference.remembered(connection, "reference") == places:
                abandon(connection)
                return False
            for table, rows in tables.items():
                reference.replace_rows(connection, table, rows)
            reference.remember(connection, "schema", str(schema.VERSION))
            reference.remember(connection, "reference", places)
            reference.remember(connection, "catalogue", definitions)
            if not same_definitions:
                _touch(connection, "SELECT DISTINCT council FROM observation")
                derive_cells(connection, self.catalogue)
        return True

    def load(self, arrival: Arrival) -> LoadReport:
        """Take in one source; nothing changes if its figures, refusals and description are the same as before.

        Raises WarehouseError if another source gives the same measure for the same cell.
        """
        name = arrival.source.name
        try:
            with self.store.writing() as connection:
                intake = self._take_in(connection, arrival)
                changed = replace_changed_slices(connection, name)
                if not store_intake(connection, arrival, intake) and not changed:
                    abandon(connection)
                    return intake.report(name, changed=False)
                refuse_conflicts(connection, name)
                self._derive(connection, name)
        except SQLAlchemyError as error:
            raise WarehouseError(
                f"Source '{name}': the warehouse could not take its figures: {cause(error)}. "
                "The figures loaded before stay."
            ) from error
        return intake.report(name, changed=True)

    def retire(self, names: set[str]) -> set[str]:
        """Remove every source but these, with its figures; returns the names of those that went."""
        gone = set(self.fingerprints()) - names
        if not gone:
            return set()
        with self.store.writing() as connection:
            _touch(connection, "SELECT DISTINCT council FROM observation")
            for name in sorted(gone):
                for table in schema.OF_A_SOURCE:
                    connection.execute(delete(table).where(table.c.source == name))
                connection.execute(delete(schema.source).where(schema.source.c.name == name))
            for name in sorted(names & set(self.fingerprints())):
                learn_offerings(connection, name)
            derive_cells(connection, self.catalogue)
        return gone

    def _take_in(self, connection: Connection, arrival: Arrival) -> Intake:
        begin_staging(connection)
        intake = Intake(loaded_at=datetime.now(UTC).replace(tzinfo=None, microsecond=0), left_out=Counter())
        for batch in arrival.batches:
            bulk.append(connection, "staged", batch.observations.select(OBSERVATIONS.names).cast(OBSERVATIONS))
            intake.add(batch)
        intake.refusals += finish_staging(connection, arrival.source.segments_make_whole)
        return intake

    def _derive(self, connection: Connection, name: str) -> None:
        _touch(connection, f"SELECT council FROM changed_slice UNION {COUNCILS_OF}", name)
        learn_offerings(connection, name)
        derive_cells(connection, self.catalogue)


def _touch(connection: Connection, query: str, source: str = "") -> None:
    councils = [key for (key,) in connection.execute(text(query), {"source": source} if source else {})]
    bulk.temporary(connection, "touched", pa.table({"council": pa.array(councils, pa.string())}))
