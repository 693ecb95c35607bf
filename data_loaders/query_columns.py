"""What a query returns, asked before it is run, and the statement that gives the columns that are wanted."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, CursorResult, Dialect
from sqlalchemy.exc import DatabaseError

from data_loaders.column_types import Description, scales, selected
from data_loaders.statements import Selected, bare, in_plain_types, without_rows

ORDERED = re.compile(r"\border\s+by\b", re.IGNORECASE)
"""A query whose rows may have an order that brackets around it would lose."""


@dataclass(frozen=True)
class QueryColumns:
    """A query's columns. `plain`: both ways of reading give them alike, cast as `selected` says where it must be.

    `ordered`: in brackets its rows might lose their order. `running`: the query itself, where the database could not
    be asked without running it.
    """

    query: str
    headers: Sequence[str]
    dialect: Dialect
    selected: Sequence[Selected] = ()
    scales: Sequence[int | None] = ()
    ordered: bool = False
    running: CursorResult[Any] | None = None

    @property
    def plain(self) -> bool:
        """Whether connectorx could read them."""
        return bool(self.selected)

    def streamable(self, wanted: Sequence[int]) -> bool:
        """Whether connectorx can read these columns without any others, whose width nobody knows."""
        return self.plain and not (self.ordered and len(wanted) < len(self.headers))

    def statement(self, wanted: Sequence[int]) -> tuple[str, dict[int, int]]:
        """What to run, and where in its answer each wanted column stands.

        What is not wanted stays in the database, be it long or personal, if the query can stand in brackets. A query
        that is wanted whole and needs no cast is run as it stands.
        """
        chosen = [self.selected[place] for place in wanted] if self.plain and not self.ordered else []
        if not chosen or (len(chosen) == len(self.headers) and not any(each.casts for each in chosen)):
            return bare(self.query), {place: place for place in wanted}
        statement = in_plain_types(self.query, chosen, self.dialect)
        return statement, {place: at for at, place in enumerate(wanted)}


def describe(connection: Connection, query: str, kind: str) -> QueryColumns:
    """The columns of a query that has hardly begun to run; raises SQLAlchemyError if it is refused."""
    described = _described(connection, query, kind)
    if described is None:
        running = run(connection, bare(query))
        return QueryColumns(query, list(running.keys()), connection.dialect, running=running)
    chosen = selected(described, kind)
    headers = [each.name for each in chosen]
    # MySQL may forget the order of a query in brackets, and of rows that are repeated the first counts.
    ordered = kind != "postgresql" and ORDERED.search(query) is not None
    if ordered and any(each.casts for each in chosen):
        return QueryColumns(query, headers, connection.dialect)
    return QueryColumns(query, headers, connection.dialect, chosen, scales(described, kind), ordered)


def _described(connection: Connection, query: str, kind: str) -> Description | None:
    """What the database says of the columns; None if the query has to be run to ask it."""
    try:
        if kind == "postgresql":
            return _description(run(connection, bare(query)))
        if kind in ("mysql", "mariadb"):
            return _description(run(connection, without_rows(query, connection.dialect)))
    except DatabaseError:
        if kind == "postgresql":
            raise
        # Not every query of MySQL's can stand in brackets: not one that gives two columns one name.
    return None


def _description(result: CursorResult[Any]) -> Description | None:
    description = list(result.cursor.description) if result.cursor else []
    result.close()
    names = {column[0] for column in description}
    return description if len(names) == len(description) > 0 else None


def run(connection: Connection, statement: str) -> CursorResult[Any]:
    """Run a statement as it stands, its rows fetched as they are asked for."""
    return connection.execution_options(stream_results=True, no_parameters=True).exec_driver_sql(statement)


def let_go(cursor: Any, *left: object) -> None:
    """For an ExitStack: where rows are left unread, PyMySQL is not to fetch them all before it closes."""
    unread: Any = getattr(cursor, "_result", None)
    if any(left) and hasattr(unread, "unbuffered_active"):
        unread.unbuffered_active = False
