"""The days of a transaction's dates, a whole column at a time; the time of day is read for its zone and dropped."""

from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryDirectory

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from data_loaders.codes import as_text

ZONE = "Europe/London"
MEMORY = "64MB"
"""What counting may hold in memory; beyond it, pieces go to a folder of its own until the load ends."""

LOCAL = r"^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?$"
ZONED_TEXT = r"^\d{4}-\d\d-\d\d[T ]\d\d:\d\d.*(Z|[+-]\d\d(:?\d\d)?)$"

ISO = f"""
SELECT CASE WHEN strlen(x) = 10 OR regexp_matches(x, '{LOCAL}') THEN TRY_CAST(x[1:10] AS DATE)
    WHEN regexp_matches(x, '{ZONED_TEXT}') THEN (TRY_CAST(x AS TIMESTAMPTZ) AT TIME ZONE '{ZONE}')::DATE
    END AS day FROM written
"""
AS_SAID = "SELECT CAST(try_strptime(x, $written_as) AS DATE) AS day FROM written"
TYPED = "SELECT CAST(x AS DATE) AS day FROM written"
ZONED = f"SELECT CAST(x AT TIME ZONE '{ZONE}' AS DATE) AS day FROM written"


@contextmanager
def workroom() -> Iterator[duckdb.DuckDBPyConnection]:
    """A database in memory for one load, which leaves nothing behind."""
    settings: dict[str, str | bool | int | float | list[str]] = {"memory_limit": MEMORY, "threads": 1}
    with TemporaryDirectory(prefix="guildhall-") as folder, duckdb.connect(":memory:", config=settings) as connection:
        connection.execute("SET temp_directory = ?", [folder])
        yield connection


def read_days(
    connection: duckdb.DuckDBPyConnection, column: pa.Array, written_as: str | tuple[str, ...] | None
) -> pa.Array:
    """The day (date32) of each date, in the United Kingdom where it has a zone; null where there is none to read.

    `written_as`: how text is written, as in Python's strptime, in each way there is; none for ISO dates.
    """
    kind = column.type
    if pa.types.is_date(kind):
        return pc.cast(column, pa.date32())
    if pa.types.is_timestamp(kind):
        return _asked(connection, ZONED if kind.tz else TYPED, column)
    text = pc.utf8_trim_whitespace(as_text(column))
    if written_as:
        return _asked(connection, AS_SAID, text, {"written_as": list(written_as)})
    return _asked(connection, ISO, text)


def shapes(column: pa.Array, rows: pa.Array) -> pa.Array:
    """What the dates of some rows look like, without what they say: '99/99/9999'; '' for all other rows."""
    if not pc.any(rows).as_py():
        return pa.repeat(pa.scalar("", pa.string()), len(column))
    text = pc.if_else(rows, as_text(column), "")
    digits = pc.replace_substring_regex(text, r"\d", "9")
    return pc.replace_substring_regex(digits, r"\pL", "x")


def _asked(
    connection: duckdb.DuckDBPyConnection, query: str, column: pa.Array, said: dict[str, list[str]] | None = None
) -> pa.Array:
    """The query's answer for a column, in the column's order."""
    connection.register("written", pa.table({"x": column}))
    found = connection.execute(query, said).to_arrow_table()
    connection.unregister("written")
    return found.column("day").combine_chunks()
