"""What went wrong with the warehouse, in a sentence for whoever runs it."""

import re
from typing import Any

from duckdb import Error as DuckDBError
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


def cause(error: Exception) -> str:
    """The engine's own words for a failure, on one line, without the statement, its values and where it ran."""
    original: Any = getattr(error, "orig", None)
    said = str(original or error).splitlines()
    return re.sub(r"^[A-Za-z ]+ Error: ", "", said[0] if said else type(error).__name__)[:300].rstrip(". ")
