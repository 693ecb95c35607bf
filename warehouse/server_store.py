"""The warehouse in a PostgreSQL database: one transaction for each load, and readers that keep what they opened."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

from sqlalchemy import URL, Connection, event, text
from sqlalchemy.exc import OperationalError

from warehouse import bulk, reference
from warehouse.faults import FAILURES, NothingLaidOutError, UnreachableError, WarehouseError, cause
from warehouse.indexes import create_indexes
from warehouse.layout import create_tables, refuse_newer_schema
from warehouse.schema import VERSION
from warehouse.server import KEEPER, SCHEMA, place, reading_engine, sqlstate, worded, writing_engine
from warehouse.snapshots import Snapshot
from warehouse.store import Draft, Edition
from warehouse.upgrades import upgrade, version_of

LOCK, RUN_LOCK = int.from_bytes(b"Guildhal"), int.from_bytes(b"Guildrun")
"""PostgreSQL knows locks of an application's own by a number."""

NOTES = "attempts"

NOT_AVAILABLE = "55P03"
"""How the server says that it waited for a lock as long as it was told to."""

OLDEST = 140000
"""PostgreSQL 14, the first that notices in the middle of a statement that a loader was killed."""

NOTICED_WITHIN, LOCKED_FOR = "1s", "3s"
"""After the first the server ends a killed loader's transaction, whatever that was asking; for the second the next
loader waits for that."""

FACTS = "SELECT CAST(current_setting('server_version_num') AS INTEGER), current_setting('server_encoding')"

END_KEEPERS = f"""
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND usename = current_user AND application_name = '{KEEPER}'
"""
"""Readers take another moment when they next ask."""

PATIENCE = 2.0
"""Seconds for which a server that did not answer is not asked again: every page would wait for it."""

_AT_WORK = "Another load is writing to {}. Wait for it to end; the figures stay as they are."

HELD_VALUES = ("observation", "former", "whole_cell", "part_cell", "refused_cell", "refused_row")


class ServerStore:
    """A database with a schema `guildhall`; the version is a number in it, raised by every load that changes anything.

    A load is one transaction under a lock that goes with its connection: killed at any moment, it leaves nothing.
    """

    def __init__(self, url: URL) -> None:
        self.url = url
        self._readers = reading_engine(url)
        self._keepers = reading_engine(url, pooled=False)
        self._writers = writing_engine(url)
        self._silent: tuple[float, UnreachableError] | None = None
        event.listen(self._readers, "begin", _join)

    @property
    def name(self) -> str:
        """Where it is, without a credential."""
        return place(self.url)

    @property
    def version(self) -> str:
        """The current version's name; '' before the first load. Raises UnreachableError if the server is silent."""
        if self._silent and monotonic() - self._silent[0] < PATIENCE:
            raise self._silent[1]
        try:
            with self._readers.connect() as connection:
                return reference.remembered(connection, "version")
        except NothingLaidOutError:
            return ""
        except UnreachableError as error:
            self._silent = (monotonic(), error)
            raise

    @property
    def readable(self) -> list[str]:
        """The one version there is."""
        return [self.version]

    def take_more_memory(self) -> bool:
        """The server sees to its own."""
        return False

    def open(self, version: str) -> Edition:  # noqa: ARG002
        """The current version, whose figures stay readable as they are now; raises WarehouseError if it cannot be."""
        snapshot = Snapshot(self._keepers)
        engine = self._readers.execution_options(snapshot=snapshot)
        return Edition(snapshot.version, engine, snapshot.close)

    @property
    def noted(self) -> str:
        """What was last noted, '' if nothing."""
        try:
            with self._readers.connect() as connection:
                return reference.remembered(connection, NOTES)
        except NothingLaidOutError:
            return ""

    def note(self, text: str) -> None:
        """Keep a text beside the version, in place of the one before; a load that is under way is not waited for."""
        try:
            with self._writers.begin() as connection:
                reference.remember(connection, NOTES, text)
        except FAILURES as error:
            raise self._refused(error, "") from error

    @contextmanager
    def alone(self) -> Iterator[None]:
        """No other run of the loader while the block lasts; raises WarehouseError if one is at work."""
        try:
            with self._writers.connect() as connection:
                if not connection.execute(text("SELECT pg_try_advisory_lock(:number)"), {"number": RUN_LOCK}).scalar():
                    raise WarehouseError(_AT_WORK.format(self.name))
                connection.commit()
                try:
                    yield
                finally:
                    connection.invalidate()  # the lock goes with the connection
        except FAILURES as error:
            raise self._refused(error, "") from error

    @contextmanager
    def writing(self, whose: str = "") -> Iterator[Draft]:
        """A transaction on the current version, which becomes the next one when the block ends well.

        One loader at a time; raises WarehouseError if another is at work, or the server refuses. `whose` begins the
        message.
        """
        try:
            with self._writers.connect() as connection, connection.begin() as transaction:
                self._begin(connection)
                draft = Draft(connection)
                yield draft
                if draft.changed:
                    _publish(connection)
                else:
                    transaction.rollback()
            if draft.changed and draft.afresh:
                self._clear()
        except FAILURES as error:
            raise self._refused(error, whose) from error

    def _begin(self, connection: Connection) -> None:
        """Take the lock, and lay the tables out or bring them up to date; raises WarehouseError if that may not be."""
        version, encoding = connection.execute(text(FACTS)).one()
        if version < OLDEST or encoding != "UTF8":
            raise WarehouseError(
                f"The warehouse needs PostgreSQL 14 or later and a database in UTF8; {self.name} is of version "
                f"{version // 10000} and in {encoding}. Name another in [warehouse]; nothing was changed."
            )
        connection.execute(text(f"SET LOCAL client_connection_check_interval = '{NOTICED_WITHIN}'"))
        self._lock(connection)
        if connection.execute(text(f"SELECT to_regnamespace('{SCHEMA}')")).scalar() is None:
            connection.execute(text(f"CREATE SCHEMA {SCHEMA}"))
        if connection.execute(text(f"SELECT to_regclass('{SCHEMA}.about')")).scalar() is None:
            create_tables(connection)
            return
        refuse_newer_schema(connection)
        if version_of(connection) < VERSION:
            upgrade(connection)
            create_indexes(connection)

    def _lock(self, connection: Connection) -> None:
        connection.execute(text(f"SET LOCAL lock_timeout = '{LOCKED_FOR}'"))
        try:
            connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": LOCK})
        except OperationalError as error:
            if sqlstate(error) != NOT_AVAILABLE:
                raise
            raise WarehouseError(_AT_WORK.format(self.name)) from None
        connection.execute(text("SET LOCAL lock_timeout = 0"))

    def _refused(self, error: Exception, whose: str) -> WarehouseError:
        if sentence := worded(error, self.url):
            return type(sentence)(f"{whose}{sentence}")
        return WarehouseError(
            f"{whose}the warehouse could not take the figures: {cause(error)}. The figures loaded before stay."
        )

    def _clear(self) -> None:
        """Write the tables anew whose rows were removed, so that nothing of those is left in the server's files.

        Whoever still reads what was there before keeps it from being cleared, so those readers' moments end.
        """
        with self._writers.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT")
            connection.execute(text("SET lock_timeout = '30s'"))
            connection.execute(text(END_KEEPERS))
            for table in HELD_VALUES:
                connection.execute(text(f"VACUUM (FULL, ANALYZE) {table}"))


def _publish(connection: Connection) -> None:
    bulk.survey(connection, "label")
    last = reference.remembered(connection, "version").removeprefix("guildhall-")
    reference.remember(connection, "version", f"guildhall-{int(last or 0) + 1:06d}")


def _join(connection: Connection) -> None:
    snapshot = connection.get_execution_options().get("snapshot")
    if snapshot is not None:
        snapshot.join(connection)
