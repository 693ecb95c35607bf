"""Arrow tables into the engine without a row at a time; here and in `copying` alone it matters which engine it is."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pyarrow as pa
from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Date,
    DateTime,
    Double,
    Integer,
    Numeric,
    SmallInteger,
    String,
    Table,
)

from warehouse import copying

TYPES: dict[type, pa.DataType] = {
    BigInteger: pa.int64(),
    Boolean: pa.bool_(),
    Date: pa.date32(),
    DateTime: pa.timestamp("us"),
    Double: pa.float64(),
    Integer: pa.int32(),
    Numeric: pa.decimal128(18, 6),
    SmallInteger: pa.int16(),
    String: pa.string(),
}


THREADS, FEW = 2, 50_000
"""Threads that DuckDB may take, and the rows up to which it takes one."""


def arrow_type(column: Column[Any]) -> pa.DataType:
    """The Arrow type that holds what a column holds."""
    return TYPES[type(column.type)]


def insert(connection: Connection, table: Table, rows: pa.Table) -> None:
    """Append the rows, matched to the table's columns by name."""
    if is_server(connection):
        copying.copy(_driver(connection), table.name, rows)
        return
    _insert(_driver(connection), table.name, rows.select([column.name for column in table.columns]))


def append(connection: Connection, name: str, rows: pa.Table) -> None:
    """Append the rows to a temporary table whose columns are the same."""
    driver = _driver(connection)
    if is_server(connection):
        copying.copy(driver, name, rows)
        return
    _insert(driver, name, rows)


def _insert(driver: Any, name: str, rows: pa.Table) -> None:
    # Not `visible`: what was registered stays in memory until the transaction ends, whatever is said in between.
    driver.from_arrow(rows).insert_into(name)


def temporary(connection: Connection, name: str, rows: pa.Table) -> None:
    """A temporary table of that name with the rows in it."""
    if is_server(connection):
        copying.copy_into_new(_driver(connection), name, rows)
        return
    with visible(connection, "incoming", rows):
        make(connection, name, "SELECT * FROM incoming")


def make(connection: Connection, name: str, query: str) -> None:
    """A temporary table of that name with the query's rows in it.

    Asked of the driver itself: the dialect reads every such statement letter by letter, which takes longer than most
    of them do.
    """
    driver = _driver(connection)
    if is_server(connection):
        copying.make(driver, name, query)
    else:
        driver.execute(f"CREATE OR REPLACE TEMPORARY TABLE {name} AS {query}")


def fetch(connection: Connection, query: str) -> pa.Table:
    """The query's rows, as columns."""
    driver = _driver(connection)
    if is_server(connection):
        return copying.fetch(driver, query)
    return driver.execute(query).to_arrow_table()


def empty(connection: Connection, name: str, columns: str) -> None:
    """A temporary table of that name with those columns and no row in it."""
    driver = _driver(connection)
    if is_server(connection):
        copying.empty(driver, name, columns)
    else:
        driver.execute(f"CREATE OR REPLACE TEMPORARY TABLE {name} ({columns})")


def expect(connection: Connection, rows: int) -> None:
    """Tell the engine how much is coming: one thread is done with a few rows sooner than several are."""
    if not is_server(connection):
        _driver(connection).execute(f"SET threads TO {THREADS if rows > FEW else 1}")


def survey(connection: Connection, *tables: str) -> None:
    """Let the engine look at tables of which many rows have changed, so that it plans well."""
    if is_server(connection):
        for name in tables:
            _driver(connection).execute(f"ANALYZE {name}")


def put_down(connection: Connection) -> None:
    """Have the engine put on disk what was written so far.

    A file is not read by anyone before it is whole, so what is in it need not wait for the rest: on disk it is packed
    and known by blocks, and takes no memory. A server's transaction goes on.
    """
    if is_server(connection):
        return
    driver = _driver(connection)
    driver.commit()
    driver.execute("CHECKPOINT")
    driver.begin()


@contextmanager
def visible(connection: Connection, name: str, rows: pa.Table) -> Iterator[None]:
    """Inside the block, statements can read the rows under that name; without a copy where the engine can."""
    driver = _driver(connection)
    if is_server(connection):
        copying.copy_into_new(driver, name, rows)
        yield
        return
    driver.register(name, rows)
    try:
        yield
    finally:
        driver.unregister(name)


def is_server(connection: Connection) -> bool:
    """Whether the engine is PostgreSQL rather than DuckDB."""
    return connection.dialect.name == "postgresql"


def _driver(connection: Connection) -> Any:
    return connection.connection.driver_connection
