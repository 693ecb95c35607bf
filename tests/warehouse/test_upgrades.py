"""An older warehouse is brought up to date without loss; a newer one is refused."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pytest
from sqlalchemy import URL, make_url, text

from tests.servers.postgresql import PostgreSQL
from tests.warehouse.given import Given, Town
from tests.warehouse.test_derivation import cells, sides
from tests.warehouse.test_past import history
from tests.warehouse.test_writer import observed
from warehouse.store import WarehouseError

OLDER, NEXT = (Path(__file__).with_name(f"version_{number}.sql") for number in (2, 3))
WHAT = "kpi, council, service, frequency, period_start, numerator, denominator, provided, expected, estimated, reason"
CELLS = f"SELECT {WHAT} FROM whole_cell ORDER BY kpi, council, service, frequency, period_start"
"""All but the basis, which version 4 adds for answers on satisfaction."""


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """The folder of a warehouse as version 2 of the tables held it."""
    return folder_of(OLDER, tmp_path / "warehouse")


def folder_of(written: Path, folder: Path) -> Path:
    """A warehouse's folder with what the file says in it."""
    folder.mkdir()
    with duckdb.connect(folder / "guildhall-000001.duckdb") as connection:
        connection.execute(written.read_text(encoding="utf-8"))
    (folder / "current").write_text("guildhall-000001.duckdb", encoding="utf-8")
    return folder


@pytest.fixture(params=["older", "older_on_server"])
def older_anywhere(request: pytest.FixtureRequest) -> Path | URL:
    """The same on each engine in turn."""
    return request.getfixturevalue(request.param)


@pytest.fixture
def older_on_server(postgresql: PostgreSQL) -> Iterator[URL]:
    """The same tables in a PostgreSQL database."""
    with postgresql.database() as name:
        told = f"CREATE SCHEMA guildhall; SET search_path = guildhall; {OLDER.read_text(encoding='utf-8')}"
        postgresql.execute(told, database=name)
        yield make_url(postgresql.url(name))


def test_every_figure_of_an_older_warehouse_is_there_after_the_upgrade(older_anywhere: Path | URL) -> None:
    town = Town(older_anywhere)
    with town.reader.engine.connect() as connection:
        cells_after = connection.execute(text(CELLS)).all()
    assert [tuple(row) for row in cells_after] == cells_written_in(OLDER)
    assert observed(town) == [
        ("phone", "2025-04", 60),
        ("phone", "2025-05", None),
        ("web", "2025-04", 40),
        ("web", "2025-05", 50),
    ]
    assert [sides(cell) for cell in cells(town, "digital_take_up")] == [(40, 100), (None, None)]
    assert [(row.row, row.value) for row in town.reader.refused_rows()] == [("7", "abc")]
    assert {source.name for source in town.reader.sources()} == {"crm", "survey"}


def cells_written_in(path: Path) -> list[tuple[object, ...]]:
    """The whole cells as the file has them."""
    with duckdb.connect() as connection:
        connection.execute(path.read_text(encoding="utf-8"))
        return connection.execute(CELLS).fetchall()


def test_loading_and_history_go_on_from_there(older_anywhere: Path | URL) -> None:
    town = Town(older_anywhere)
    town.load([Given("rating_5", 31, channel="all"), Given("rating_1", 10, channel="all")], source="survey")
    said = history(town, source="survey", measure="rating_5")
    assert [(value, went) for _, value, _, _, went in said] == [(30, date(2026, 4, 14)), (31, None)]
    assert town.store.readable[0] == town.store.version == town.reader.version


def test_D6_figures_of_a_time_when_nobody_said_where_answers_were_asked_for_say_so_after_the_upgrade(
    tmp_path: Path,
) -> None:
    town = Town(folder_of(NEXT, tmp_path / "warehouse"))
    with town.reader.engine.connect() as connection:
        cells_after = connection.execute(text(CELLS)).all()
    assert [tuple(row) for row in cells_after] == cells_written_in(NEXT)
    # The survey's second load says 10, 20, ... 50: 40 + 50 of 150 are satisfied.
    [satisfied] = cells(town, "user_satisfaction")
    assert (sides(satisfied), satisfied.sums.bases) == ((90, 150), {"not stated"})
    said = history(town, source="survey", measure="rating_5")
    assert [(value, went) for _, value, _, _, went in said] == [(30, date(2026, 4, 14)), (50, None)]
    rows = [Given(f"rating_{level}", 10 * level, channel="all") for level in range(1, 6)]
    assert town.load(rows, source="survey", collection_basis="end pages", fingerprint="now").changed
    [satisfied] = cells(town, "user_satisfaction")
    assert (sides(satisfied), satisfied.sums.bases) == ((90, 150), {"end pages"})


def test_a_reader_says_how_an_older_warehouse_is_brought_up_to_date(older: Path) -> None:
    before = (older / "guildhall-000001.duckdb").read_bytes()
    store_only = Town.opened(older)
    with pytest.raises(
        WarehouseError, match=r"tables are version 2, this one knows \d+\)\. Run 'python -m data_loaders"
    ):
        store_only.library.reader()
    assert (older / "guildhall-000001.duckdb").read_bytes() == before


def test_a_newer_warehouse_is_refused_and_left_as_it_is(older: Path) -> None:
    with duckdb.connect(older / "guildhall-000001.duckdb") as connection:
        connection.execute("UPDATE about SET value = '99' WHERE name = 'schema'")
    before = (older / "guildhall-000001.duckdb").read_bytes()
    with pytest.raises(WarehouseError, match="written by a newer Guildhall \\(its tables are version 99"):
        Town(older)
    assert (older / "guildhall-000001.duckdb").read_bytes() == before


def test_a_newer_warehouse_on_a_server_is_refused_and_left_as_it_is(
    postgresql: PostgreSQL, older_on_server: URL
) -> None:
    newer = "UPDATE guildhall.about SET value = '99' WHERE name = 'schema'"
    postgresql.execute(newer, database=str(older_on_server.database))
    with pytest.raises(WarehouseError, match="written by a newer Guildhall \\(its tables are version 99"):
        Town(older_on_server)
