"""An older warehouse is brought up to date without loss; a newer one is refused."""

from datetime import date
from pathlib import Path

import duckdb
import pytest
from sqlalchemy import text

from tests.warehouse.given import Given, Town
from tests.warehouse.test_derivation import cells, sides
from tests.warehouse.test_past import history
from tests.warehouse.test_writer import observed
from warehouse.store import WarehouseError

OLDER = Path(__file__).with_name("version_2.sql")


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """The folder of a warehouse as version 2 of the tables held it."""
    folder = tmp_path / "warehouse"
    folder.mkdir()
    with duckdb.connect(folder / "guildhall-000001.duckdb") as connection:
        connection.execute(OLDER.read_text(encoding="utf-8"))
    (folder / "current").write_text("guildhall-000001.duckdb", encoding="utf-8")
    return folder


def test_every_figure_of_an_older_warehouse_is_there_after_the_upgrade(older: Path) -> None:
    with duckdb.connect(older / "guildhall-000001.duckdb") as connection:
        before = connection.execute("SELECT * FROM whole_cell ORDER BY ALL").fetchall()
    town = Town(older)
    with town.reader.engine.connect() as connection:
        after = connection.execute(text("SELECT * FROM whole_cell ORDER BY ALL")).all()
    assert [tuple(row) for row in after] == before
    assert observed(town) == [
        ("phone", "2025-04", 60),
        ("phone", "2025-05", None),
        ("web", "2025-04", 40),
        ("web", "2025-05", 50),
    ]
    assert [sides(cell) for cell in cells(town, "digital_take_up")] == [(40, 100), (None, None)]
    assert [(row.row, row.value) for row in town.reader.refused_rows()] == [("7", "abc")]
    assert {source.name for source in town.reader.sources()} == {"crm", "survey"}


def test_loading_and_history_go_on_from_there(older: Path) -> None:
    town = Town(older)
    town.load([Given("rating_5", 31, channel="all"), Given("rating_1", 10, channel="all")], source="survey")
    said = history(town, source="survey", measure="rating_5")
    assert [(value, went) for _, value, _, _, went in said] == [(30, date(2026, 4, 14)), (31, None)]
    assert len(town.store.versions) == 3


def test_a_reader_says_how_an_older_warehouse_is_brought_up_to_date(older: Path) -> None:
    before = (older / "guildhall-000001.duckdb").read_bytes()
    store_only = Town.__new__(Town)
    Town.open(store_only, older)
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
