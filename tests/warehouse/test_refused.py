"""Refused rows on their way into the warehouse, of which not all are in memory."""

from contextlib import closing
from datetime import date, timedelta

import pytest

from tests.warehouse.given import Given, Town
from warehouse import refused
from warehouse.arrival import Refusal

GOOD = [Given("completed", 30)]


@pytest.fixture(autouse=True)
def few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two rows are kept together."""
    monkeypatch.setattr(refused, "AT_ONCE", 2)


def refusals(*rows: int, value: str = "x") -> tuple[Refusal, ...]:
    """One for each row, in that order."""
    return tuple(Refusal(str(row), "done", value, "Not a number", "Correct it.") for row in rows)


def stored(town: Town) -> list[str]:
    """The refused rows that the warehouse has, in their order."""
    return [row.row for row in town.reader.refused_rows()]


def test_all_are_kept_in_the_order_in_which_they_came(town: Town) -> None:
    report = town.load(GOOD, refusals=refusals(9, 2, 5, 7, 3))
    assert (stored(town), report.rows_refused) == (["9", "2", "5", "7", "3"], 5)


def test_a_row_that_is_refused_twice_is_one_row(town: Town) -> None:
    assert town.load(GOOD, refusals=refusals(4, 5, 6, 4)).rows_refused == 3


@pytest.mark.parametrize("other", [(1, 2, 3), (1, 2, 3, 4, 5), (1, 3, 2, 4), ()])
def test_fewer_more_or_others_are_news_and_the_same_are_none(town: Town, other: tuple[int, ...]) -> None:
    town.load(GOOD, refusals=refusals(1, 2, 3, 4))
    assert not town.load(GOOD, refusals=refusals(1, 2, 3, 4)).changed
    assert town.load(GOOD, refusals=refusals(*other)).changed
    assert stored(town) == [str(row) for row in other]


def test_the_same_rows_with_another_value_are_news(town: Town) -> None:
    town.load(GOOD, refusals=refusals(1, 2, 3))
    assert town.load(GOOD, refusals=refusals(1, 2, 3, value="y")).changed


def test_those_of_months_that_are_not_read_again_stay_before_the_new_ones_with_their_day(town: Town) -> None:
    town.load([*GOOD, Given("completed", 1, "2025-05")], refusals=refusals(1, 2, 3))
    town.today += timedelta(days=80)
    town.load([Given("completed", 2, "2025-05")], since=date(2025, 5, 1), refusals=refusals(2, 8, 9))
    assert stored(town) == ["1", "3", "2", "8", "9"]
    town.today += timedelta(days=11)
    town.load([Given("completed", 3, "2025-05")], since=date(2025, 5, 1), refusals=())
    assert stored(town) == ["2", "8", "9"]


def test_a_row_is_called_what_people_call_it() -> None:
    with closing(refused.RefusedRows()) as rows:
        rows.add(refusals(1, 2, 3), date(2025, 4, 1), lambda row: f"May.xlsx, row {row}")
        assert [row[0] for row in rows.each()] == [f"May.xlsx, row {row}" for row in (1, 2, 3)]
        assert rows.rows == 3
