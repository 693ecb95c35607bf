"""Taking a value out for good."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from sqlalchemy import select

from tests.warehouse.given import Given, Town
from tests.warehouse.test_derivation import cells, sides
from tests.warehouse.test_past import history
from warehouse.history import Which
from warehouse.past_tables import purged

SECRET = Decimal("48151623.42")
ROWS = [Given("completed", 30), Given("cost", "48151623.42", channel="all")]


def files_with(town: Town, value: int) -> list[str]:
    """Files of the warehouse in which the number stands as DuckDB writes it: eight bytes, six decimals."""
    pattern = (value * 10_000).to_bytes(8, "little")
    return [path.name for path in town.store.folder.iterdir() if pattern in path.read_bytes()]


def test_a_purged_value_is_in_no_figure_no_history_and_no_file(town: Town) -> None:
    town.load(ROWS, cost_basis="full")
    town.load([ROWS[0], replace(ROWS[1], value="99")], cost_basis="full")
    assert files_with(town, 4815162342)
    removed = town.writer.purge(Which(council="arden-vale", measure="cost"), "It named a person.")
    assert removed == 2  # the value of 99 that stands and the one before it
    assert files_with(town, 4815162342) == []
    assert history(town, measure="cost") == []
    assert [sides(cell) for cell in cells(town, "cost_per_transaction")] == []
    assert [sides(cell) for cell in cells(town, "digital_take_up")] == [(30, 30)]


def test_that_it_was_done_is_written_down_and_the_value_is_not(town: Town) -> None:
    town.load(ROWS, cost_basis="full")
    town.writer.purge(Which(measure="cost", first=date(2025, 4, 1)), "It named a person.")
    with town.reader.engine.connect() as connection:
        [row] = connection.execute(select(purged)).all()
    assert (row.what, row.reason, row.observations) == ("measure cost, from 2025-04-01", "It named a person.", 1)


def test_purging_what_is_not_there_changes_nothing(town: Town) -> None:
    town.load(ROWS, cost_basis="full")
    before = town.store.current
    assert town.writer.purge(Which(council="brackenmoor"), "None.") == 0
    assert town.store.current == before


def test_the_older_versions_go_with_it(town: Town) -> None:
    town.load(ROWS, cost_basis="full")
    town.load(ROWS[:1], cost_basis="full")
    assert len(town.store.versions) == 3
    town.writer.purge(Which(measure="cost"), "It named a person.")
    assert len(town.store.versions) == 1
