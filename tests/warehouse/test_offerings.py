"""What is expected of a council, and so what is missing."""

from datetime import date

import pytest

from tests.warehouse.given import Given, Town
from tests.warehouse.test_derivation import cells, sides
from warehouse.arrival import DeclaredOffering

MONTHS = ("2025-04", "2025-05", "2025-06")


def completed(*months: str, channel: str = "web", value: int | None = 10, **more: str) -> list[Given]:
    return [Given("completed", value, month, channel=channel, **more) for month in months]  # type: ignore[arg-type]


def offered(channel: str, start: date | None = None, end: date | None = None) -> DeclaredOffering:
    return DeclaredOffering("arden-vale", "missed-bin", channel, start, end)


def take_up(town: Town, council: str = "arden-vale") -> list[tuple[str, int, str]]:
    """Month, provided, reason."""
    found = [cell for cell in cells(town, "digital_take_up") if cell.council == council]
    return [(cell.period.start.isoformat()[:7], cell.sums.provided, cell.sums.reason) for cell in found]


def test_D4_a_month_that_came_by_web_and_not_yet_by_phone_has_no_take_up_though_the_two_are_different_systems(
    town: Town,
) -> None:
    town.load(completed(*MONTHS), "crm")
    town.load(completed(*MONTHS[:2], channel="phone"), "phones")
    assert take_up(town) == [("2025-04", 1, ""), ("2025-05", 1, ""), ("2025-06", 0, "no figure for phone")]


def test_a_council_owes_the_last_month_that_its_source_has_for_another_council(town: Town) -> None:
    town.load([*completed(*MONTHS[:2]), *completed(*MONTHS, council="brackenmoor")])
    assert take_up(town) == [("2025-04", 1, ""), ("2025-05", 1, ""), ("2025-06", 0, "no figure for web")]


def test_a_council_does_not_owe_the_last_month_of_a_source_it_is_not_in(town: Town) -> None:
    town.load(completed(*MONTHS[:2]), "arden-crm")
    town.load(completed(*MONTHS, council="brackenmoor"), "bracken-crm")
    assert [month for month, _, _ in take_up(town)] == ["2025-04", "2025-05"]


def test_a_new_month_for_one_council_lengthens_what_the_others_of_its_source_owe(town: Town) -> None:
    both = [*completed(*MONTHS[:2]), *completed(*MONTHS[:2], council="brackenmoor")]
    town.load(both)
    town.load([*both, *completed("2025-06", council="brackenmoor")])
    assert take_up(town)[-1] == ("2025-06", 0, "no figure for web")
    town.load(both)
    assert take_up(town)[-1] == ("2025-05", 1, "")


def test_a_measure_that_a_source_never_has_through_a_channel_is_not_owed_there(town: Town) -> None:
    seconds = [Given("seconds_up", 990), Given("seconds_down", 10)]
    blank = [Given(measure, None, channel="phone") for measure in ("seconds_up", "seconds_down")]
    town.load([*seconds, *blank])
    [cell] = cells(town, "availability")
    assert sides(cell) == (990, 1000)


def test_D4_a_channel_that_only_comes_empty_is_owed_where_its_source_has_it_for_others(town: Town) -> None:
    others = completed("2025-04", council="brackenmoor", channel="phone")
    town.load([*completed("2025-04"), *completed("2025-04", channel="phone", value=None), *others])
    assert take_up(town) == [("2025-04", 0, "no figure for phone")]


def test_a_channel_that_starts_empty_is_owed_from_its_first_figure(town: Town) -> None:
    phone = [*completed("2025-04", channel="phone", value=None), *completed("2025-05", channel="phone")]
    town.load([*completed(*MONTHS[:2]), *phone])
    assert [(month, provided) for month, provided, _ in take_up(town)] == [("2025-04", 1), ("2025-05", 1)]


def test_A3_a_channel_that_ends_by_not_applying_is_owed_no_more(town: Town) -> None:
    closed = Given("completed", None, "2025-05", channel="post", status="not_applicable")
    town.load([*completed(*MONTHS), *completed("2025-04", channel="post"), closed])
    assert [(month, provided) for month, provided, _ in take_up(town)] == [(month, 1) for month in MONTHS]


def test_A3_a_service_that_does_not_apply_is_not_expected(town: Town) -> None:
    rows = [Given(m, None, "2025-04", status="not_applicable") for m in ("started", "completed")]
    town.load(rows)
    [cell] = cells(town, "completion_rate")
    assert (cell.sums.provided, cell.sums.expected, cell.sums.not_applicable) == (0, 0, 1)


def test_D8_a_total_that_is_missing_is_not_made_of_the_parts_that_came(town: Town) -> None:
    totals = [Given("completed", 100, "2025-04", channel="all"), Given("completed", None, "2025-05", channel="all")]
    town.load([*totals, *completed("2025-04", "2025-05", channel="digital", value=60)])
    april, may = cells(town, "digital_take_up")
    assert sides(april) == (60, 100)
    assert may.sums.provided == 0


def test_D8_a_council_that_goes_from_a_total_to_channels_owes_each_only_in_its_time(town: Town) -> None:
    total = Given("completed", 100, "2025-04", channel="all")
    town.load([total, *completed("2025-05", value=60), *completed("2025-05", channel="phone", value=40)])
    [may] = cells(town, "digital_take_up")
    assert (may.period.start, *sides(may)) == (date(2025, 5, 1), 60, 100)


def test_D8_a_total_that_only_comes_empty_is_not_owed_where_the_channels_come(town: Town) -> None:
    empty = Given("completed", None, channel="all")
    other = Given("completed", 5, channel="all", council="brackenmoor")
    town.load([*completed("2025-04", value=60), *completed("2025-04", channel="phone", value=40), empty, other])
    [cell] = [one for one in cells(town, "digital_take_up") if one.council == "arden-vale"]
    assert sides(cell) == (60, 100)


def test_a_declared_first_day_makes_earlier_silence_a_gap(town: Town) -> None:
    town.load(
        [*completed(*MONTHS), *completed("2025-06", channel="post")], offerings=(offered("post", date(2025, 5, 20)),)
    )
    assert take_up(town) == [("2025-04", 1, ""), ("2025-05", 0, "no figure for post"), ("2025-06", 1, "")]


def test_a_declared_last_day_ends_what_is_owed_and_drops_nothing_that_came(town: Town) -> None:
    post = completed("2025-04", "2025-06", channel="post", value=5)
    town.load([*completed(*MONTHS), *post], offerings=(offered("post", end=date(2025, 4, 30)),))
    found = [(cell.period.start.month, *sides(cell)) for cell in cells(town, "digital_take_up")]
    assert found == [(4, 10, 15), (5, 10, 10), (6, 10, 15)]


def test_a_declared_channel_is_owed_to_the_last_month_of_any_service(town: Town) -> None:
    other = completed(*MONTHS, service="blue-badge")
    town.load([*completed(*MONTHS[:2]), *other], offerings=(offered("web"),))
    found = [cell.sums.provided for cell in cells(town, "digital_take_up") if cell.service == "missed-bin"]
    assert found == [1, 1, 0]


def test_what_one_source_declares_holds_for_figures_of_another(town: Town) -> None:
    town.load(completed(*MONTHS, channel="phone"), "phones")
    town.load(completed(*MONTHS), "crm", offerings=(offered("post"),))
    assert {reason for _, _, reason in take_up(town)} == {"no figure for post"}


def test_two_declarations_of_one_channel_are_two_spells(town: Town) -> None:
    spells = (offered("post", date(2025, 4, 1), date(2025, 4, 30)), offered("post", date(2025, 6, 1)))
    town.load(completed(*MONTHS), offerings=spells)
    assert take_up(town) == [
        ("2025-04", 0, "no figure for post"),
        ("2025-05", 1, ""),
        ("2025-06", 0, "no figure for post"),
    ]


def test_A8_twelve_months_that_begin_in_another_month_are_not_owed(town: Town) -> None:
    years = ("2014-10-01/2015-09-30", "2015-10-01/2016-09-30")
    other = Given("completed", 7, "2015-04-01/2016-03-31", council="brackenmoor", channel="all", length="twelve_months")
    rows = [Given(m, 5, y, channel="all", length="twelve_months") for y in years for m in ("completed", "cost")]
    town.load(rows, "ours", cost_basis="full")
    town.load([other], "theirs")
    found = cells(town, "cost_per_transaction", "twelve_months")
    assert [cell.period.start for cell in found] == [date(2014, 10, 1), date(2015, 10, 1)]


@pytest.mark.parametrize("order", [("crm", "phones"), ("phones", "crm")])
def test_what_is_owed_does_not_depend_on_which_source_came_first(town: Town, order: tuple[str, str]) -> None:
    rows = {"crm": completed(*MONTHS), "phones": completed(*MONTHS[:2], channel="phone")}
    for name in order:
        town.load(rows[name], name)
    assert take_up(town)[-1] == ("2025-06", 0, "no figure for phone")
