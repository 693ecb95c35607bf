"""Reading databases: one query, streamed by connectorx where that is possible, else by SQLAlchemy in partitions."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from sys import getsizeof
from typing import Any

import numpy as np
import pyarrow as pa
from sqlalchemy import CursorResult, Row
from sqlalchemy.exc import SQLAlchemyError

from configuration import Source
from data_loaders.arrow_stream import StreamError, session_before, stream, stream_url
from data_loaders.arrow_values import as_array, settled
from data_loaders.database_errors import broken_stream, refused_query
from data_loaders.databases import Database, open_database
from data_loaders.encryption import is_encrypted
from data_loaders.errors import SourceError
from data_loaders.query_columns import QueryColumns, describe, let_go, run
from data_loaders.rows import RawBatch

Part = tuple[int, dict[int, pa.Array]]
"""So many rows, and the wanted columns by place."""

FIRST, MOST, BYTES = 1_000, 20_000, 32_000_000
"""Rows fetched by a cursor: at first, at most, and as many as take so many bytes as Python objects."""


@dataclass(frozen=True)
class SqlRows:
    """A query that has been accepted."""

    database: Database
    columns: QueryColumns
    streamed: bool
    returned: str = "the query returned"

    @property
    def headers(self) -> Sequence[str]:
        """The query's columns."""
        return self.columns.headers

    def batches(self, wanted: Sequence[int]) -> Iterator[RawBatch]:
        """The wanted columns, typed as the driver gave them."""
        statement, places = self.columns.statement(wanted)
        streamed = self.streamed and self.columns.streamable(wanted)
        url = stream_url(self.database.url, self.database.kind) if streamed else None
        read = self._by_stream(url, statement, places) if url else self._by_cursor(statement, places)
        first = 1
        for rows, columns in read:
            yield RawBatch(np.arange(first, first + rows), columns)
            first += rows
        if first == 1:
            raise SourceError("the query returned no rows.", "Check the query; an empty answer is not loaded.")

    def _by_stream(self, url: str, statement: str, places: dict[int, int]) -> Iterator[Part]:
        database = self.database
        begun = False
        try:
            with stream(url, statement, session_before(database.kind, database.seconds)) as batches:
                for batch in batches:
                    begun = True
                    scales = self.columns.scales
                    columns = {place: settled(batch.column(at), scales[place]) for place, at in places.items()}
                    yield batch.num_rows, columns
        except StreamError as error:
            if begun:
                raise broken_stream(str(error), database.url, database.seconds) from None
        else:
            return
        yield from self._by_cursor(statement, places)

    def _by_cursor(self, statement: str, places: dict[int, int]) -> Iterator[Part]:
        try:
            with ExitStack() as stack:
                running = self.columns.running or run(stack.enter_context(self.database.connection()), statement)
                stack.push(partial(let_go, running.cursor))
                for rows in _partitions(running):
                    columns = list(zip(*rows, strict=True))
                    yield len(rows), {place: as_array(columns[at]) for place, at in places.items()}
        except SQLAlchemyError as error:
            raise refused_query(error, self.database.url, self.database.seconds) from None


def _partitions(running: CursorResult[Any]) -> Iterator[Sequence[Row[Any]]]:
    """All rows, fewer at a time the longer those before were."""
    size = FIRST
    while rows := running.fetchmany(size):
        yield rows
        sample = rows[:: max(1, len(rows) // 100)]
        each = sum(getsizeof(row) + sum(map(getsizeof, row)) for row in sample) / len(sample)
        size = max(1, min(MOST, int(BYTES / each)))


@contextmanager
def open_sql(source: Source, again: bool = False) -> Iterator[SqlRows]:
    """Ask the database what the query will return; raises SourceError, never with a credential.

    `again`: the source has been tried before, so it is read by the slower way, which takes whatever there is.
    """
    database = open_database(source)
    try:
        with ExitStack() as stack:
            connection = stack.enter_context(database.connection())
            try:
                columns = describe(connection, source.query or "", database.kind)
                # connectorx reads MySQL unencrypted: it would send in the clear what the driver does not.
                would_lay_bare = columns.plain and database.kind != "postgresql" and is_encrypted(connection)
            except SQLAlchemyError as error:
                raise refused_query(error, database.url, database.seconds) from None
            if columns.running is None:
                stack.close()
            yield SqlRows(database, columns, streamed=not again and not would_lay_bare)
    finally:
        database.engine.dispose()
