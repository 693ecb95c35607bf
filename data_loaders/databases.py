"""A council's database: its URL out of the environment, and connections that only read, and not for ever."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from configuration import Source
from data_loaders.database_errors import refused_query, unreachable
from data_loaders.encryption import pymysql_arguments, require_files
from data_loaders.errors import SourceError

CONNECT_WITHIN = 15
"""Seconds; a firewall that swallows packets says nothing for minutes."""

CONNECT_ARGUMENTS = {
    "psycopg": {"connect_timeout": CONNECT_WITHIN},
    "psycopg2": {"connect_timeout": CONNECT_WITHIN},
    "pymysql": {"connect_timeout": CONNECT_WITHIN},
    "pymssql": {"login_timeout": CONNECT_WITHIN},
    "oracledb": {"tcp_connect_timeout": CONNECT_WITHIN},
}


@dataclass(frozen=True)
class Database:
    """One database; `seconds` are those that a statement may take."""

    url: URL
    engine: Engine
    variable: str
    seconds: int

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        """A connection in a transaction that may only read; raises SourceError, never with a credential."""
        try:
            connection = self.engine.connect()
        except (SQLAlchemyError, OSError) as error:
            raise unreachable(error, self.url, self.variable) from None
        except TypeError:
            raise SourceError(
                f"the URL in the variable {self.variable} has an option that its driver does not know.",
                "Look the options up in docs/sources.md, or in the driver's own manual.",
            ) from None
        with connection:
            self._bind(connection)
            try:
                yield connection
            except BaseException:
                connection.invalidate()  # whoever leaves early does not wait for the rest of the rows
                raise

    def _bind(self, connection: Connection) -> None:
        try:
            for statement in session_statements(self.kind, self.seconds):
                connection.exec_driver_sql(statement)
        except SQLAlchemyError as error:
            raise refused_query(error, self.url) from None
        raw: Any = connection.connection.dbapi_connection
        if self.kind == "oracle":
            raw.call_timeout = self.seconds * 1000

    @property
    def kind(self) -> str:
        """postgresql, mysql, mariadb, mssql, oracle, sqlite; MariaDB is told from MySQL once it has been reached."""
        name: str = self.engine.dialect.name
        return "mariadb" if getattr(self.engine.dialect, "is_mariadb", False) else name


def session_statements(kind: str, seconds: int) -> tuple[str, ...]:
    """What makes a session read only and bounds its statements, where the engine has it.

    SQLite is opened read-only; SQL Server has neither, and its driver is told the time when it connects.
    """
    return {
        "postgresql": ("SET TRANSACTION READ ONLY", f"SET LOCAL statement_timeout = '{seconds}s'"),
        "mysql": ("SET SESSION TRANSACTION READ ONLY", f"SET SESSION max_execution_time = {seconds * 1000}"),
        "mariadb": ("SET SESSION TRANSACTION READ ONLY", f"SET SESSION max_statement_time = {seconds}"),
        "oracle": ("SET TRANSACTION READ ONLY",),
    }.get(kind, ())


def open_database(source: Source) -> Database:
    """The database that the source's variable names; raises SourceError if it holds no URL that can be used."""
    url = _url(source)
    return Database(url, _engine(source, url), source.url_variable or "", source.timeout)


def know_dialects(sources: Iterable[Source]) -> None:
    """Import what SQLAlchemy needs for each source's kind of database, one after the other.

    It imports at the first use, and of several threads that begin together all but one may find half a module there.
    What cannot be opened says so when it is read.
    """
    for source in sources:
        if source.kind == "sql":
            with suppress(Exception):  # one source must never stop another
                open_database(source).engine.dispose()


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
    variable = source.url_variable or ""
    try:
        driver = url.get_dialect().driver
        require_files(url, variable)
        given = {key: value for key, value in CONNECT_ARGUMENTS.get(driver, {}).items() if key not in url.query}
        if driver == "pymssql":
            given.setdefault("timeout", source.timeout)
        if driver == "pymysql":
            url, encryption = pymysql_arguments(url, variable)
            given |= encryption
        return create_engine(url, poolclass=NullPool, connect_args=given)
    except NoSuchModuleError:
        raise SourceError(
            f"'{url.drivername}' in the variable {variable} is no kind of database.",
            "Begin the URL with postgresql, mysql, mssql, oracle or sqlite.",
        ) from None
    except ImportError as error:
        raise SourceError(
            f"the driver for '{url.drivername}' is not installed ({error.name}).", f"Run pip install {error.name}."
        ) from None
