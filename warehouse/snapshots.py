"""One version of a warehouse that a server keeps, for as long as someone reads it."""

from contextlib import suppress
from threading import Lock
from typing import Any

from psycopg import errors
from sqlalchemy import Connection, Engine, text

from warehouse import reference
from warehouse.faults import FAILURES, WarehouseError
from warehouse.layout import refuse_other_schema

UNUSED = "10min"
"""After so long without a question the server takes a snapshot's keeper back, so that deleted rows can be cleared; the
next question has it anew."""

GONE = (errors.InvalidParameterValue, errors.UndefinedObject, errors.ObjectNotInPrerequisiteState)
"""What the server says of a snapshot that nobody keeps any more."""


class Snapshot:
    """A moment at which one version was current. Every connection that joins it sees the figures of that moment.

    A transaction that does nothing keeps it: PostgreSQL lets others share what it sees while it lasts.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = Lock()
        self._keeper, self._key, self.version = self._taken()

    def join(self, connection: Connection) -> None:
        """Let a transaction that begins see this moment; raises WarehouseError if it has passed for good."""
        driver: Any = connection.connection.driver_connection
        key = self._key
        try:
            driver.execute(f"SET TRANSACTION SNAPSHOT '{key}'")
        except GONE:
            driver.rollback()
            self._renew(key)
            driver.execute(f"SET TRANSACTION SNAPSHOT '{self._key}'")

    def close(self) -> None:
        """Nobody reads it any more."""
        with suppress(*FAILURES, WarehouseError):
            self._keeper.close()

    def _renew(self, lost: str) -> None:
        """The same version from another moment, after its keeper has gone."""
        with self._lock:
            if self._key != lost:
                return
            keeper, key, version = self._taken()
            if version != self.version:
                keeper.close()
                raise WarehouseError("The figures were renewed while this was read. Ask again; nothing is wrong.")
            self.close()
            self._keeper, self._key = keeper, key

    def _taken(self) -> tuple[Connection, str, str]:
        keeper = self._engine.connect()
        try:
            refuse_other_schema(keeper)
            version = reference.remembered(keeper, "version")
            keeper.execute(text(f"SET idle_in_transaction_session_timeout = '{UNUSED}'"))
            return keeper, str(keeper.execute(text("SELECT pg_export_snapshot()")).scalar()), version
        except BaseException:
            keeper.close()
            raise
