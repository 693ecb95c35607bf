from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import make_url

from tests.servers.postgresql import PostgreSQL
from tests.warehouse.given import Town


class ServerTown(Town):
    """A warehouse in a database of the tests' own server."""

    def __init__(self, server: PostgreSQL, database: str) -> None:
        super().__init__(make_url(server.url(database)))
        self.server, self.database = server, database

    def files(self) -> list[Path]:
        """Every file of the database, with what the server had in memory only."""
        self.server.execute("CHECKPOINT")
        base = self.server.folder / "cluster" / "base"
        with self.reader.engine.connect() as connection:
            number = connection.exec_driver_sql("SELECT oid FROM pg_database WHERE datname = current_database()")
            return [path for path in (base / str(number.scalar())).iterdir() if path.is_file()]


@pytest.fixture(params=["folder_town", "server_town"])
def town(request: pytest.FixtureRequest) -> Town:
    """A warehouse on each engine in turn."""
    found: Town = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def folder_town(tmp_path: Path) -> Town:
    """A warehouse in a folder of DuckDB files."""
    return Town(tmp_path / "warehouse")


@pytest.fixture(scope="session")
def laid_out(postgresql: PostgreSQL) -> Iterator[str]:
    """A database with the councils and services that every test begins with, for others to be copied from."""
    with postgresql.database() as name:
        Town(make_url(postgresql.url(name)))
        yield name


@pytest.fixture
def server_town(postgresql: PostgreSQL, laid_out: str) -> Iterator[ServerTown]:
    """A warehouse in a PostgreSQL database."""
    postgresql.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{laid_out}'")
    with postgresql.database(f"TEMPLATE {laid_out}") as name:
        town = ServerTown.opened(make_url(postgresql.url(name)))
        town.server, town.database = postgresql, name
        yield town
