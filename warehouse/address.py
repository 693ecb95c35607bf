"""Which store a deployment's settings name."""

import os
import re
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from configuration import Warehouse
from warehouse.faults import WarehouseError
from warehouse.file_store import FileStore
from warehouse.server_store import ServerStore
from warehouse.store import Store

FOLDER = re.compile(r"duckdb:///(.+)")
FORMS = "'duckdb:///folder' or 'postgresql://user@host/database'"


def store_at(warehouse: Warehouse, beside: Path) -> Store:
    """The store that the settings name; a relative folder is taken from `beside`.

    Raises WarehouseError if they name none; nothing is opened yet.
    """
    if not warehouse.url_variable:
        return _store(warehouse.url, f"[warehouse] url '{warehouse.url}'", beside)
    said = os.environ.get(warehouse.url_variable, "").strip()
    if not said:
        raise WarehouseError(
            f"The environment variable {warehouse.url_variable}, which [warehouse] url_variable names, is not set. "
            "Set it to the warehouse's URL; nothing was changed."
        )
    return _store(said, f"The URL in the environment variable {warehouse.url_variable}", beside)


def _store(said: str, called: str, beside: Path) -> Store:
    if folder := FOLDER.fullmatch(said):
        return FileStore((beside / folder[1]).resolve())
    url = _of_server(said)
    if url is None:
        raise WarehouseError(f"{called} is not {FORMS}. Correct it; nothing was changed.")
    return ServerStore(url)


def _of_server(said: str) -> URL | None:
    try:
        url = make_url(said)
    except (ArgumentError, ValueError):
        return None
    if url.get_backend_name() != "postgresql" or not url.database:
        return None
    return url.set(drivername="postgresql+psycopg")
