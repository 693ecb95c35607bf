"""The reader of the current version; a new version is picked up without a restart."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from time import monotonic
from weakref import finalize

from sqlalchemy import Connection, Engine

from kpis.catalogue import Catalogue
from kpis.notes import Notes
from warehouse import loads
from warehouse.engines import open_to_read
from warehouse.faults import OtherSchemaError, UnreachableError
from warehouse.past import rebuild
from warehouse.reader import WarehouseReader
from warehouse.store import Store, WarehouseError

PATIENCE = 10.0
"""Seconds before a version that could not be opened is tried again."""


PAST_KEPT = 2
"""Earlier states that are kept at hand."""


class Library:
    """Hands out the reader of the current version and keeps it until the pointer moves.

    Whoever holds an older reader may go on reading; its version is closed when nobody does any more.
    """

    def __init__(self, store: Store, catalogue: Catalogue, notes: Notes | None = None) -> None:
        self.store = store
        self.catalogue = catalogue
        self.notes = notes or Notes()
        self.trouble = ""
        """Why the newest figures cannot be shown, in a sentence; '' if they are."""
        self._lock = Lock()
        self._reader: WarehouseReader | None = None
        self._past_lock = Lock()
        self._past: dict[str, WarehouseReader] = {}
        self._failed: tuple[str, float, WarehouseError] | None = None

    def reader(self) -> WarehouseReader:
        """The reader of the current version, or of the last good one if that cannot be read (see `trouble`).

        Raises WarehouseError if nothing has been loaded yet, or nothing that was loaded can be read.
        """
        with self._lock:
            try:
                self._reader = self._newest()
            except WarehouseError as error:
                self.trouble = str(error)
                if isinstance(error, UnreachableError):
                    raise
                if self._reader is None:
                    self._reader = self._older(error)
            return self._reader

    def reader_on(self, day: date) -> WarehouseReader | None:
        """The reader of the figures as they stood at the end of that day (UTC); None if nothing had been loaded.

        The first question about an earlier state makes its cells anew, which takes as long as loading them did.
        """
        reader = self.reader()
        with reader.engine.connect() as connection:
            number = loads.last_on(connection, day)
            if number is None:
                return None
            if number == loads.last(connection):
                return reader
            with self._past_lock:
                return self._earlier(reader, connection, number)

    def _earlier(self, reader: WarehouseReader, connection: Connection, number: int) -> WarehouseReader:
        name = f"{reader.version}-after-load-{number}"
        if name not in self._past:
            catalogue = loads.catalogue_at(connection, number) or self.catalogue
            folder = TemporaryDirectory(prefix="guildhall-")
            path = Path(folder.name) / f"{name}.duckdb"
            rebuild(connection, number, catalogue, path)
            engine = open_to_read(path)
            found = WarehouseReader(engine, name, catalogue, self.notes)
            finalize(found, _close, engine, folder)
            while len(self._past) >= PAST_KEPT:
                self._past.pop(next(iter(self._past)))
            self._past[name] = found
        return self._past[name]

    def _newest(self) -> WarehouseReader:
        version = self.store.version
        if not version:
            raise WarehouseError(
                f"Nothing has been loaded into {self.store.name} yet, so there are no figures to show. "
                "Run: python -m data_loaders refresh CONFIG.toml"
            )
        if self._reader is not None and self._reader.version == version:
            self.trouble = ""
            return self._reader
        if self._failed and self._failed[0] == version and monotonic() - self._failed[1] < PATIENCE:
            raise self._failed[2]
        try:
            reader = self._opened(version)
        except WarehouseError as error:
            self._failed = (version, monotonic(), error)
            raise
        self.trouble = ""
        return reader

    def _older(self, error: WarehouseError) -> WarehouseReader:
        """The newest version that can be read, where the current one cannot."""
        if isinstance(error, OtherSchemaError):
            raise error
        for version in self.store.readable:
            try:
                return self._opened(version)
            except WarehouseError:
                continue
        raise error

    def _opened(self, version: str) -> WarehouseReader:
        edition = self.store.open(version)
        reader = WarehouseReader(edition.engine, edition.version, self.catalogue, self.notes)
        finalize(reader, edition.close)
        return reader


def _close(engine: Engine, folder: "TemporaryDirectory[str]") -> None:
    engine.dispose()
    folder.cleanup()
