"""Opening one file of the warehouse, to read or to write; and what went wrong, in a sentence."""

import re
from pathlib import Path
from typing import Any

from duckdb import Error as DuckDBError
from sqlalchemy import Connection, Engine, create_engine, select
from sqlalchemy.exc import SQLAlchemyError

from warehouse import cell_tables, schema

THREADS = 2
MEMORY = "1GB"
"""Of DuckDB in one process: the dashboard shares its machine with others."""

KEPT_OPEN, AT_MOST = 8, 64
"""Connections to one version: those kept open, and those at one time, whatever the web server's threads."""


FAILURES = (SQLAlchemyError, DuckDBError)
"""What the engine raises, through SQLAlchemy or by itself."""


class WarehouseError(Exception):
    """The warehouse cannot be read or written; the message says what that means and what to do."""


class OtherSchemaError(WarehouseError):
    """The warehouse was written by another version of Guildhall, which lays its tables out differently."""


def open_to_read(path: Path) -> Engine:
    """An engine over one version that can only read.

    Raises WarehouseError if the file is damaged or may not be read, OtherSchemaError if its tables are others'.
    """
    engine = create_engine(
        f"duckdb:///{path}",
        connect_args={"read_only": True, "config": _settings()},
        pool_size=KEPT_OPEN,
        max_overflow=AT_MOST - KEPT_OPEN,
    )
    try:
        with engine.connect() as connection:
            refuse_other_schema(connection)
    except FAILURES as error:
        engine.dispose()
        raise WarehouseError(f"{path} cannot be read ({cause(error)}).") from None
    except WarehouseError:
        engine.dispose()
        raise
    return engine


def open_to_write(path: Path) -> Engine:
    """An engine over a version that no one reads yet; new tables if there are none."""
    engine = create_engine(f"duckdb:///{path}", connect_args={"config": _settings()}, pool_size=1)
    is_new = not path.exists()
    with engine.begin() as connection:
        if is_new:
            cell_tables.METADATA.create_all(connection)
            connection.execute(schema.about.insert().values(name="schema", value=str(schema.VERSION)))
            connection.execute(schema.label.insert().values(id=schema.WHOLE_ID, kind="", text=""))
        else:
            refuse_other_schema(connection)
    return engine


def refuse_other_schema(connection: Connection) -> None:
    """Raise OtherSchemaError unless the tables are laid out as this program knows them."""
    about = schema.about.c
    found = int(connection.execute(select(about.value).where(about.name == "schema")).scalar() or 0)
    if found == schema.VERSION:
        return
    age, remedy = ("newer", "Run that version") if found > schema.VERSION else ("older", "Load all sources anew")
    raise OtherSchemaError(
        f"The warehouse was written by {'a newer' if age == 'newer' else 'an older'} Guildhall (its tables are version "
        f"{found}, this one knows {schema.VERSION}). {remedy}, or use another folder in [warehouse] url; "
        "nothing was changed."
    )


def cause(error: Exception) -> str:
    """The engine's own words for a failure, on one line, without the statement, its values and where it ran."""
    original: Any = getattr(error, "orig", None)
    first = str(original or error).splitlines()[0]
    return re.sub(r"^[A-Za-z ]+ Error: ", "", first)[:300].rstrip(". ")


def _settings() -> dict[str, str | int]:
    return {"threads": THREADS, "memory_limit": MEMORY}
