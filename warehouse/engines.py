"""Opening one file of the warehouse, to read or to write; and what went wrong, in a sentence."""

import re
from pathlib import Path
from typing import Any

from duckdb import Error as DuckDBError
from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.exc import SQLAlchemyError

from warehouse import cell_tables, past_tables, schema
from warehouse.upgrades import upgrade, version_of

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
        connect_args={"read_only": True, "config": settings()},
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
    """An engine over a version that no one reads yet; new tables if there are none, older ones brought up to date."""
    engine = create_engine(f"duckdb:///{path}", connect_args={"config": settings()}, pool_size=1)
    is_new = not path.exists()
    with engine.begin() as connection:
        if is_new:
            create_tables(connection)
        else:
            refuse_newer_schema(connection)
            upgrade(connection)
    return engine


def write_afresh(path: Path) -> None:
    """Write the file anew, so that nothing that was deleted is left in it."""
    copy = path.with_name(f"{path.name}.afresh")
    copy.unlink(missing_ok=True)
    engine = create_engine("duckdb:///:memory:", connect_args={"config": settings()})
    try:
        with engine.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT")
            for statement in (
                f"ATTACH '{_quoted(path)}' AS old (READ_ONLY)",
                f"ATTACH '{_quoted(copy)}' AS fresh",
                "COPY FROM DATABASE old TO fresh",
                "DETACH fresh",
                "DETACH old",
            ):
                connection.execute(text(statement))
    finally:
        engine.dispose()
    copy.replace(path)


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def create_tables(connection: Connection) -> None:
    """Every table, empty, as this program lays them out."""
    for module in (cell_tables, past_tables):
        module.METADATA.create_all(connection)
    connection.execute(schema.about.insert().values(name="schema", value=str(schema.VERSION)))
    connection.execute(schema.label.insert().values(id=schema.WHOLE_ID, kind="", text=""))


def refuse_other_schema(connection: Connection) -> None:
    """Raise OtherSchemaError unless the tables are laid out as this program knows them."""
    refuse_newer_schema(connection)
    if (found := version_of(connection)) < schema.VERSION:
        raise OtherSchemaError(
            f"The warehouse was written by an older Guildhall (its tables are version {found}, this one knows "
            f"{schema.VERSION}). Run 'python -m data_loaders refresh CONFIG.toml --new-only', which brings it up to "
            "date and loses nothing."
        )


def refuse_newer_schema(connection: Connection) -> None:
    """Raise OtherSchemaError if the tables are laid out in a way that came after this program."""
    if (found := version_of(connection)) > schema.VERSION:
        raise OtherSchemaError(
            f"The warehouse was written by a newer Guildhall (its tables are version {found}, this one knows "
            f"{schema.VERSION}). Run that version, or use another folder in [warehouse] url; nothing was changed."
        )


def cause(error: Exception) -> str:
    """The engine's own words for a failure, on one line, without the statement, its values and where it ran."""
    original: Any = getattr(error, "orig", None)
    first = str(original or error).splitlines()[0]
    return re.sub(r"^[A-Za-z ]+ Error: ", "", first)[:300].rstrip(". ")


def settings() -> dict[str, str | int]:
    """How much of the machine DuckDB may take in one process."""
    return {"threads": THREADS, "memory_limit": MEMORY}
