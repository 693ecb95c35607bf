"""Rows that a source refuses: kept for a while, and too many of them hold its figures back."""

from datetime import date, timedelta

from tests.warehouse.given import Given, Town
from tests.warehouse.test_writer import observed
from warehouse.arrival import Refusal

GOOD = [Given("completed", 30), Given("completed", 10, channel="phone")]
REFUSED = tuple(Refusal(str(row), "done", "n/a", "Not a number", "Correct it.") for row in (3, 4))


def test_a_source_that_refuses_more_than_it_may_keeps_its_figures_and_says_so(town: Town) -> None:
    town.load(GOOD, most_refused=0.5)
    report = town.load([Given("completed", 99)], refusals=REFUSED, most_refused=0.5)
    assert "2 of 1 rows were refused, more than the 50% that the source allows" in report.held
    assert observed(town) == [("phone", "2025-04", 10), ("web", "2025-04", 30)]
    [source] = town.reader.sources()
    assert source.held == report.held
    assert [row.row for row in town.reader.refused_rows()] == ["3", "4"]


def test_holding_back_the_same_again_changes_nothing(town: Town) -> None:
    town.load(GOOD, most_refused=0.5)
    assert town.load([Given("completed", 99)], refusals=REFUSED, most_refused=0.5).changed
    assert not town.load([Given("completed", 99)], refusals=REFUSED, most_refused=0.5).changed


def test_a_good_load_afterwards_says_nothing_of_it_any_more(town: Town) -> None:
    town.load(GOOD, most_refused=0.5)
    town.load([Given("completed", 99)], refusals=REFUSED, most_refused=0.5)
    town.load(GOOD, most_refused=0.5)
    assert [source.held for source in town.reader.sources()] == [""]
    assert list(town.reader.refused_rows()) == []


def test_as_many_as_it_may_are_loaded(town: Town) -> None:
    report = town.load(
        [*GOOD, *[Given("completed", 1, f"2025-{n:02}") for n in (5, 6)]], refusals=REFUSED, most_refused=0.5
    )
    assert (report.rows_read, report.rows_refused, report.held) == (4, 2, "")


def test_a_source_that_is_held_back_at_its_first_load_is_known_and_has_no_figure(town: Town) -> None:
    town.load(GOOD)
    town.load([Given("completed", 5, council="brackenmoor")], "theirs", refusals=REFUSED, most_refused=0.5)
    assert [bool(source.held) for source in town.reader.sources()] == [False, True]
    assert observed(town, council="brackenmoor") == []


def test_refused_values_are_not_kept_for_more_than_90_days(town: Town) -> None:
    town.load(GOOD, refusals=REFUSED)
    town.today += timedelta(days=90)
    town.load([Given("completed", 1, council="brackenmoor")], "theirs")
    assert len(list(town.reader.refused_rows())) == 2
    town.today += timedelta(days=1)
    town.load([Given("completed", 2, council="brackenmoor")], "theirs")
    assert list(town.reader.refused_rows()) == []


def test_a_load_of_later_months_keeps_the_refusals_of_the_months_before(town: Town) -> None:
    town.load([*GOOD, Given("completed", 1, "2025-05")], refusals=REFUSED)
    later = (Refusal("1", "done", "lots", "Not a number", "Correct it."), REFUSED[1])
    town.load([Given("completed", 2, "2025-05")], since=date(2025, 5, 1), refusals=later)
    assert [(row.row, row.value) for row in town.reader.refused_rows()] == [("3", "n/a"), ("1", "lots"), ("4", "n/a")]
