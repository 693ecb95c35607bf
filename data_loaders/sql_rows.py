"""Reading databases: one query through SQLAlchemy, streamed in partitions that become Arrow arrays."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from sqlalchemy import URL, CursorResult, Engine, create_engine, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from configuration import Source
from data_loaders.database_errors import refused_query, unreachable
from data_loaders.errors import SourceError
from data_loaders.rows import RawBatch

PARTITION = 20_000
"""Rows fetched at a time: 9 columns of them are about 30 MB as Python objects."""


@dataclass(frozen=True)
class SqlRows:
    """A query that has been accepted."""

    result: CursorResult[Any]
    headers: Sequence[str]
    url: URL
    returned: str = "the query returned"

    def batches(self, wanted: Sequence[int]) -> Iterator[RawBatch]:
        """The wanted columns, typed as the driver gave them."""
        first = 1
        try:
            for rows in self.result.partitions(PARTITION):
                columns = list(zip(*rows, strict=True))
                numbers = np.arange(first, first + len(rows))
                first += len(rows)
                yield RawBatch(numbers, {place: _array(columns[place]) for place in wanted})
        except SQLAlchemyError as error:
            raise refused_query(error, self.url) from None
        if first == 1:
            raise SourceError("the query returned no rows.", "Check the query; an empty answer is not loaded.")


@contextmanager
def open_sql(source: Source) -> Iterator[SqlRows]:
    """Run the query; raises SourceError if the database or the query is at fault, never with a credential."""
    url = _url(source)
    engine = _engine(source, url)
    try:
        try:
            connection = engine.connect()
        except (SQLAlchemyError, OSError) as error:
            raise unreachable(error, url, source.url_variable or "") from None
        with connection:
            options = connection.execution_options(stream_results=True, no_parameters=True)
            try:
                result = options.exec_driver_sql(source.query or "")
                headers = list(result.keys())
            except SQLAlchemyError as error:
                raise refused_query(error, url) from None
            yield SqlRows(result, headers, url)
    finally:
        engine.dispose()


def _url(source: Source) -> URL:
    variable = source.url_variable or ""
    text = os.environ.get(variable, "")
    if not text:
        raise SourceError(
            f"the environment variable {variable} is not set.", "Set it to the database's URL before loading."
        )
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        raise SourceError(
            f"the environment variable {variable} holds no database URL.",
            "Write it as 'postgresql://user:password@host/database' or 'sqlite:////folder/file.sqlite'.",
        ) from None
    return _read_only(url, variable)


def _read_only(url: URL, variable: str) -> URL:
    """SQLite would make a new, empty database of a mistyped path, so the file must be there, and is not written."""
    if url.drivername not in ("sqlite", "sqlite+pysqlite") or not url.database or url.database.startswith("file:"):
        return url
    path = Path(url.database).resolve()
    if not path.is_file():
        raise SourceError(f"there is no database file {path}.", f"Correct the path in the variable {variable}.")
    return url.set(database=path.as_uri(), query={**url.query, "mode": "ro", "uri": "true"})


def _engine(source: Source, url: URL) -> Engine:
    try:
        return create_engine(url, poolclass=NullPool)
    except NoSuchModuleError:
        raise SourceError(
            f"'{url.drivername}' in the variable {source.url_variable} is no kind of database.",
            "Begin the URL with postgresql, mysql, mssql, oracle or sqlite.",
        ) from None
    except ImportError as error:
        raise SourceError(
            f"the driver for '{url.drivername}' is not installed ({error.name}).", f"Run pip install {error.name}."
        ) from None


def _array(values: Sequence[Any]) -> pa.Array:
    """Values as the driver gave them; as text where their types differ from row to row, as SQLite's may."""
    try:
        array = pa.array(values)
    except (pa.ArrowInvalid, pa.ArrowTypeError, pa.ArrowNotImplementedError, OverflowError):
        return pa.array([_text(value) for value in values], pa.string())
    known = pa.types.is_string(array.type) or pa.types.is_primitive(array.type) or pa.types.is_decimal(array.type)
    known = known and not pa.types.is_duration(array.type)
    return array if known or pa.types.is_null(array.type) else pa.array([_text(value) for value in values], pa.string())


def _text(value: Any) -> str | None:
    if isinstance(value, bytes | bytearray | memoryview):
        return bytes(value).decode("utf-8", errors="replace")
    return None if value is None else str(value)
