from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import make_url

from tests.warehouse.given import Town


@pytest.fixture(params=["duckdb", "postgresql"])
def town(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Town]:
    """A warehouse on each engine in turn."""
    if request.param == "duckdb":
        yield Town(tmp_path / "warehouse")
        return
    server = request.getfixturevalue("postgresql")
    with server.database() as name:
        yield Town(make_url(server.url(name)))


@pytest.fixture
def folder_town(tmp_path: Path) -> Town:
    """A warehouse in a folder of DuckDB files."""
    return Town(tmp_path / "warehouse")
