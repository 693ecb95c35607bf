"""Taking a value out for good."""

import struct
from dataclasses import replace
from datetime import date

from sqlalchemy import select

from tests.warehouse.given import Given, Town
from tests.warehouse.test_derivation import cells, sides
from tests.warehouse.test_past import history
from warehouse.history import Which
from warehouse.past_tables import purged

SECRET, STORED = "48151623.42", "481516234200"
"""What must go, and its digits as far as every engine writes them."""

ROWS = [Given("completed", 30), Given("cost", SECRET, channel="all")]


def files_with(town: Town, digits: str) -> list[str]:
    """Files of the warehouse in which a number of six decimals stands: in eight bytes, or four digits in each two."""
    groups = [int(digits[place : place + 4]) for place in range(0, len(digits), 4)]
    patterns = ((int(digits) * 100).to_bytes(8, "little"), struct.pack(f"<{len(groups)}h", *groups))
    return [path.name for path in town.files() if any(pattern in path.read_bytes() for pattern in patterns)]


def test_a_purged_value_is_in_no_figure_no_history_and_no_file(town: Town) -> None:
    town.load(ROWS, cost_basis="full")
    town.load([ROWS[0], replace(ROWS[1], value="99")], cost_basis="full")
    assert files_with(town, STORED)
    assert town.reader.sources()
    removed = town.writer.purge(Which(council="arden-vale", measure="cost"), "It named a person.")
    assert removed == 2  # the value of 99 that stands and the one before it
    assert files_with(town, STORED) == []
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
    before = town.store.version
    assert town.writer.purge(Which(council="brackenmoor"), "None.") == 0
    assert town.store.version == before


def test_the_older_versions_go_with_it(folder_town: Town) -> None:
    folder_town.load(ROWS, cost_basis="full")
    folder_town.load(ROWS[:1], cost_basis="full")
    assert len(folder_town.store.versions) == 3
    folder_town.writer.purge(Which(measure="cost"), "It named a person.")
    assert len(folder_town.store.versions) == 1
