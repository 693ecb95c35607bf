"""Statements that bring no rows back and take no values: what follows from the tables, worked out where they are."""

from sqlalchemy import Connection


def run(connection: Connection, *statements: str) -> None:
    """Run them one after the other.

    Asked of the driver itself: the dialect takes as long to read such a statement as the engine to do it with few rows.
    """
    driver = connection.connection.driver_connection
    assert driver is not None, "the connection is open"
    for statement in statements:
        driver.execute(statement)
