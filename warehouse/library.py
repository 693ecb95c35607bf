"""The reader of the current version; a new version is picked up without a restart."""

from threading import Lock

from kpis.catalogue import Catalogue
from warehouse.reader import WarehouseReader
from warehouse.store import Store, WarehouseError


class Library:
    """Hands out the reader of the current version and keeps it until the pointer moves."""

    def __init__(self, store: Store, catalogue: Catalogue) -> None:
        self.store = store
        self.catalogue = catalogue
        self._lock = Lock()
        self._reader: WarehouseReader | None = None

    def reader(self) -> WarehouseReader:
        """The reader of the current version; raises WarehouseError if nothing has been loaded yet."""
        path = self.store.current
        if path is None:
            raise WarehouseError(
                f"Nothing has been loaded into {self.store.folder} yet, so there are no figures to show. "
                "Run: python -m data_loaders refresh CONFIG.toml"
            )
        with self._lock:
            if self._reader is None or self._reader.version != path.stem:
                self._reader = WarehouseReader(self.store.read_only(path), path.stem, self.catalogue)
            return self._reader
