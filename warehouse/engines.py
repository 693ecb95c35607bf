"""Opening one DuckDB file of the warehouse, to read or to write."""

from pathlib import Path

from sqlalchemy import Engine, create_engine, text

from warehouse import bulk
from warehouse.faults import FAILURES, WarehouseError, cause
from warehouse.layout import create_tables, refuse_newer_schema, refuse_other_schema
from warehouse.upgrades import upgrade

MEMORY, MEMORY_TO_WRITE = "1GB", "64MB"
"""Of DuckDB in one process: dashboard and loader share their machine with others. What does not fit goes to disk."""

MEMORY_IF_SHORT = "512MB"
"""For a load that would otherwise fail, tonight and every night after."""

KEPT_OPEN, AT_MOST = 8, 64
"""Connections to one version: those kept open, and those at one time, whatever the web server's threads."""


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


def open_to_write(path: Path, short: bool = False) -> Engine:
    """An engine over a version that no one reads yet; new tables if there are none, older ones brought up to date.

    `short`: the usual memory was not enough.
    """
    memory = MEMORY_IF_SHORT if short else MEMORY_TO_WRITE
    # Whoever began a transaction rolls it back; the pool, doing so again, would print a trace if the disk is full.
    engine = create_engine(
        f"duckdb:///{path}", connect_args={"config": settings(memory)}, pool_size=1, pool_reset_on_return=None
    )
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


def settings(memory: str = MEMORY) -> dict[str, str | int]:
    """How much of the machine DuckDB may take in one process."""
    return {"threads": bulk.THREADS, "memory_limit": memory}
