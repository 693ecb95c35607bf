"""PostgreSQL's own way of taking in many rows: COPY, and temporary tables that go with the transaction."""

from io import BytesIO
from typing import Any

import pyarrow as pa
from psycopg import Connection
from pyarrow import csv

AT_ONCE = 50_000
"""Rows written into one piece of the stream."""

SURVEYED = 500
"""Rows from which a temporary table is looked at, so that joins with it are planned by what it holds."""

NOT_TEXT, REPLACEMENT = b"\0", "\N{REPLACEMENT CHARACTER}".encode()
"""PostgreSQL keeps every character in a text but one."""

TYPES = {
    20: pa.int64(),
    21: pa.int16(),
    23: pa.int32(),
    701: pa.float64(),
    1082: pa.date32(),
    1700: pa.decimal128(18, 6),
}
"""PostgreSQL's numbers for the types of columns that are fetched."""

NAMES = {
    pa.int8(): "SMALLINT",
    pa.int16(): "SMALLINT",
    pa.int32(): "INTEGER",
    pa.int64(): "BIGINT",
    pa.float64(): "DOUBLE PRECISION",
    pa.bool_(): "BOOLEAN",
    pa.date32(): "DATE",
    pa.timestamp("us"): "TIMESTAMP",
    pa.string(): "TEXT",
}


def copy(driver: "Connection[Any]", table: str, rows: pa.Table) -> None:
    """Append the rows to a table, matched to its columns by name."""
    if not rows.num_rows:
        return
    columns = ", ".join(f'"{name}"' for name in rows.column_names)
    with driver.cursor() as cursor, cursor.copy(f'COPY "{table}" ({columns}) FROM STDIN (FORMAT csv)') as stream:
        for batch in rows.to_batches(AT_ONCE):
            written = BytesIO()
            csv.write_csv(batch, written, csv.WriteOptions(include_header=False))
            piece = written.getvalue()
            stream.write(piece.replace(NOT_TEXT, REPLACEMENT) if NOT_TEXT in piece else piece)


def copy_into_new(driver: "Connection[Any]", name: str, rows: pa.Table) -> None:
    """A temporary table of that name with the rows in it."""
    empty(driver, name, ", ".join(f'"{field.name}" {_kind(field.type)}' for field in rows.schema))
    copy(driver, name, rows)
    _survey(driver, name, rows.num_rows)


def make(driver: "Connection[Any]", name: str, query: str) -> None:
    """A temporary table of that name with the query's rows in it."""
    driver.execute(f"DROP TABLE IF EXISTS pg_temp.{name}")
    made = driver.execute(f"CREATE TEMPORARY TABLE {name} ON COMMIT DROP AS {query}")
    _survey(driver, name, made.rowcount)


def fetch(driver: "Connection[Any]", query: str) -> pa.Table:
    """The query's rows, as columns."""
    with driver.cursor() as cursor:
        described = cursor.execute(f"SELECT * FROM ({query}) AS asked LIMIT 0").description or ()
        kinds = {one.name: TYPES[one.type_code] for one in described}
        with cursor.copy(f"COPY ({query}) TO STDOUT (FORMAT csv)") as stream:
            written = b"".join(bytes(piece) for piece in stream)
    if not written:
        return pa.schema(kinds).empty_table()
    reading = csv.ReadOptions(column_names=list(kinds))
    return csv.read_csv(BytesIO(written), reading, convert_options=csv.ConvertOptions(column_types=kinds))


def empty(driver: "Connection[Any]", name: str, columns: str) -> None:
    """A temporary table of that name with those columns and no row in it."""
    driver.execute(f"DROP TABLE IF EXISTS pg_temp.{name}")
    driver.execute(f"CREATE TEMPORARY TABLE {name} ({columns}) ON COMMIT DROP")


def _survey(driver: "Connection[Any]", name: str, rows: int) -> None:
    if rows >= SURVEYED:
        driver.execute(f"ANALYZE pg_temp.{name}")


def _kind(kind: pa.DataType) -> str:
    if pa.types.is_decimal(kind):
        return f"NUMERIC({kind.precision}, {kind.scale})"
    return NAMES[kind]
