"""Two sources that give the same measure for the same cell, one of which takes precedence."""

from dataclasses import replace
from datetime import date

import pytest

from tests.warehouse.given import Given, Town
from tests.warehouse.test_derivation import cells, sides
from tests.warehouse.test_writer import observed
from warehouse.store import WarehouseError

BY_HAND = [Given("completed", 12, channel="phone")]
BY_SYSTEM = [Given("completed", 30), Given("completed", 10, channel="phone")]


def test_the_source_that_takes_precedence_stands_and_the_other_is_kept(town: Town) -> None:
    town.load(BY_SYSTEM)
    town.load(BY_HAND, "corrections", precedes=("crm",))
    assert [sides(cell) for cell in cells(town, "digital_take_up")] == [(30, 42)]  # 30 of 30 + 12
    assert observed(town) == [("phone", "2025-04", 12), ("web", "2025-04", 30)]


def test_it_stands_whichever_was_loaded_first(town: Town) -> None:
    town.load(BY_HAND, "corrections", precedes=("crm",))
    town.load(BY_SYSTEM)
    assert [sides(cell) for cell in cells(town, "digital_take_up")] == [(30, 42)]


def test_what_the_first_lacks_the_second_fills(town: Town) -> None:
    town.load(BY_SYSTEM)
    town.load([replace(BY_HAND[0], value=None)], "corrections", precedes=("crm",))
    assert [sides(cell) for cell in cells(town, "digital_take_up")] == [(30, 40)]


def test_a_figure_stands_again_when_the_one_above_it_goes(town: Town) -> None:
    town.load(BY_SYSTEM)
    town.load([*BY_HAND, Given("completed", 1, "2025-05")], "corrections", precedes=("crm",))
    town.load([Given("completed", 1, "2025-05")], "corrections", precedes=("crm",))
    assert sides(cells(town, "digital_take_up")[0]) == (30, 40)
    town.load(BY_HAND, "corrections", precedes=("crm",))
    town.writer.retire({"crm"})
    assert sides(cells(town, "digital_take_up")[0]) == (30, 40)


def test_without_a_word_on_which_stands_both_are_named_and_nothing_is_loaded(town: Town) -> None:
    town.load(BY_SYSTEM)
    with pytest.raises(WarehouseError, match="'corrections' and 'crm' both give 'completed'"):
        town.load(BY_HAND, "corrections")
    town.load(BY_HAND, "corrections", precedes=("crm",))
    with pytest.raises(WarehouseError, match="both give 'completed'"):
        town.load(BY_HAND, "corrections")
    assert [sides(cell) for cell in cells(town, "digital_take_up")] == [(30, 42)]


def test_the_order_counts_on_an_earlier_day_as_well(town: Town) -> None:
    town.load(BY_SYSTEM)
    town.load(BY_HAND, "corrections", precedes=("crm",))
    town.today = date(2026, 5, 14)
    town.load([replace(BY_HAND[0], value=11)], "corrections", precedes=("crm",))
    then = town.library.reader_on(date(2026, 4, 14))
    assert then is not None
    assert [(one.channel, one.value) for one in then.observed("arden-vale", "missed-bin", ("completed",))] == [
        ("phone", 12),
        ("web", 30),
    ]
