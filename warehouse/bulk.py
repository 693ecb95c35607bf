"""Arrow tables into the engine without a row at a time; the only place that knows DuckDB's own way."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pyarrow as pa
from sqlalchemy import Connection, Table, text


def insert(connection: Connection, table: Table, rows: pa.Table) -> None:
    """Append the rows, matched to the table's columns by name."""
    columns = ", ".join(f'"{name}"' for name in rows.column_names)
    with _visible(connection, rows) as name:
        connection.execute(text(f'INSERT INTO "{table.name}" ({columns}) SELECT {columns} FROM {name}'))


def temporary(connection: Connection, name: str, rows: pa.Table) -> None:
    """A temporary table of that name with the rows in it."""
    with _visible(connection, rows) as arrived:
        connection.execute(text(f"CREATE OR REPLACE TEMPORARY TABLE {name} AS SELECT * FROM {arrived}"))


def append(connection: Connection, name: str, rows: pa.Table) -> None:
    """More rows for a temporary table, in its own order of columns."""
    with _visible(connection, rows) as arrived:
        connection.execute(text(f"INSERT INTO {name} SELECT * FROM {arrived}"))


@contextmanager
def _visible(connection: Connection, rows: pa.Table) -> Iterator[str]:
    driver: Any = connection.connection.driver_connection
    driver.register("arrived", rows)
    try:
        yield "arrived"
    finally:
        driver.unregister("arrived")
