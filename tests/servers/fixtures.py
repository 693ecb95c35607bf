"""Fixtures of real database servers: started when a test first asks, once per pytest process, then taken down."""

from collections.abc import Iterator

import pytest

from tests.servers.mariadb import MariaDB
from tests.servers.postgresql import PostgreSQL


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgreSQL]:
    """The cluster that every test of this process shares."""
    server = PostgreSQL()
    yield server
    server.remove()


@pytest.fixture(scope="session")
def mariadb() -> Iterator[MariaDB]:
    """The server that every test of this process shares."""
    server = MariaDB()
    yield server
    server.remove()


@pytest.fixture
def postgres_url(postgresql: PostgreSQL) -> Iterator[str]:
    """The URL of a fresh PostgreSQL database, with every right in it."""
    with postgresql.database() as name:
        yield postgresql.url(name)


@pytest.fixture
def mariadb_url(mariadb: MariaDB) -> Iterator[str]:
    """The URL of a fresh MariaDB database, with every right in it."""
    with mariadb.database() as name:
        yield mariadb.url(name)
