"""What went wrong with the warehouse, in a sentence for whoever runs it."""

import re
from typing import Any

from duckdb import Error as DuckDBError
from duckdb import OutOfMemoryException
from psycopg import Error as PostgreSQLError
from sqlalchemy.exc import SQLAlchemyError

FAILURES = (SQLAlchemyError, DuckDBError, PostgreSQLError)
"""What an engine raises, through SQLAlchemy or by itself."""


class WarehouseError(Exception):
    """The warehouse cannot be read or written; the message says what that means and what to do."""


class OtherSchemaError(WarehouseError):
    """The warehouse was written by another version of Guildhall, which lays its tables out differently."""


class UnreachableError(WarehouseError):
    """The server that holds the warehouse does not answer, so nothing can be read at all."""


class NothingLaidOutError(WarehouseError):
    """There is no warehouse yet where one was looked for."""


class ShortOfMemoryError(WarehouseError):
    """The memory that the engine was allowed is not enough for what is written."""


FIRST_FAILURE = re.compile(r'Original error: "(?:.* because of error: )?(.*?)"?$', re.MULTILINE)
"""DuckDB gives up after the first failure to write, and then says of everything else that it has given up."""


def short_of_memory(error: Exception) -> bool:
    """Whether DuckDB was not allowed as much memory as it needed."""
    return isinstance(getattr(error, "orig", None) or error, OutOfMemoryException)


def cause(error: Exception) -> str:
    """The engine's own words for a failure, on one line, without the statement, its values and where it ran."""
    original: Any = getattr(error, "orig", None)
    whole = str(original or error)
    said = whole.splitlines() or [type(error).__name__]
    first = FIRST_FAILURE.search(whole)
    return re.sub(r"^[A-Za-z ]+ Error: ", "", first[1] if first else said[0])[:300].rstrip(". ")
