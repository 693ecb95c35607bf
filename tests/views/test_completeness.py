from datetime import date

from kpis.councils import Council
from kpis.periods import containing
from tests.views.nations import SERVICES, flat, library, online
from tests.warehouse.given import Given, Town
from views.completeness import MOST_COUNCILS, Matrix, by_frequency, by_period, lacking, matrix
from views.reader import Completeness


def monthly(town: Town, councils: tuple[str, ...] = ()) -> Matrix:
    found = matrix(town.reader, town.reader.completeness("month"), councils)
    assert found is not None
    return found


def month(first: str, complete: int, expected: int, partly: int = 0) -> Completeness:
    return Completeness("FIR", containing(date.fromisoformat(first), "month"), complete, partly, expected)


def test_A4_a_square_counts_the_services_with_every_measure_in(land: Town):
    rows = flat(
        online("FIR", 10, 8, m, service) for m in ("2025-04", "2025-05") for service in ("missed-bin", "blue-badge")
    )
    without = [
        given for given in rows if (given.period, given.service, given.measure) != ("2025-05", "blue-badge", "started")
    ]
    land.load([*without, *online("FIR", 10, 8, "2025-06", "blue-badge")])
    [row] = monthly(land).rows
    squares = dict(zip((m.label for m in monthly(land).months), row.squares, strict=True))
    assert (squares["April 2025"].state, squares["April 2025"].complete) == ("all", 2)
    assert (squares["May 2025"].state, squares["May 2025"].complete, squares["May 2025"].expected) == ("part", 1, 2)
    assert squares["July 2025"].state == "off"


def test_a_month_for_which_nothing_came_is_a_square_of_its_own(land: Town):
    land.load([*online("FIR", 10, 8, "2025-04"), *online("FIR", 10, 8, "2025-06")])
    [row] = monthly(land).rows
    assert [square.state for square in row.squares[:4]] == ["all", "none", "all", "off"]


def test_A8_months_are_laid_out_in_whole_financial_years_and_at_most_three(land: Town):
    land.load(flat(online("FIR", 10, 8, m) for m in ("2021-03", "2025-02", "2025-06")))
    found = monthly(land)
    assert found.years == ("2023-24", "2024-25", "2025-26")
    assert (found.months[0].label, found.months[-1].label, len(found.months)) == ("April 2023", "March 2026", 36)


def test_the_sentence_counts_what_lacks_and_what_has_nothing():
    whole, part, none = month("2025-04-01", 2, 2), month("2025-05-01", 1, 2), month("2025-06-01", 0, 2)
    assert lacking([whole, whole], "month") == "All 2 council-months are complete"
    assert lacking([whole, part, none], "month") == "1 of 3 council-months lacks something and 1 has nothing"
    assert lacking([whole, none, none], "month") == "2 of 3 council-months have nothing"


def test_a_service_with_only_some_measures_in_makes_a_part_and_not_nothing():
    assert lacking([month("2025-05-01", 0, 2, partly=1), month("2025-06-01", 2, 2)], "month") == (
        "1 of 2 council-months lacks something"
    )


def test_of_many_councils_those_that_lack_something_are_laid_out_and_any_other_when_asked(land: Town):
    names = [f"Council {number:03d}" for number in range(MOST_COUNCILS + 5)]
    land.writer.reference([Council(n, n, n, "District council", "England") for n in names], SERVICES, [])
    months = ("2025-04", "2025-05", "2025-06")
    rows = flat(online(name, 10, 8, m) for name in names for m in months)
    land.load([given for given in rows if (given.council, given.period) != ("Council 007", "2025-05")])
    found = monthly(land)
    assert [row.name for row in found.rows] == ["Council 007"]
    assert found.note == "1 of 45 councils laid out below."
    assert len(found.choices) == 45
    assert [row.name for row in monthly(land, ("Council 011",)).rows] == ["Council 011"]
    assert monthly(land, ("Council 011",)).chosen == "Council 011"
    assert monthly(land, ("nobody",)).rows == ()


def test_nothing_monthly_makes_no_squares(land: Town):
    land.load(library("FIR", 600, 200))
    assert matrix(land.reader, land.reader.completeness("month")) is None


def test_every_cadence_is_counted_apart(land: Town):
    nothing = [
        Given(m, None, "2022-23", "all", "GLE", "library-visits", "financial_year") for m in ("cost", "completed")
    ]
    land.load([*online("FIR", 10, 8), *library("FIR", 600, 200), *library("FIR", 600, 200, "2021-22"), *nothing])
    table = by_frequency(
        {"month": land.reader.completeness("month"), "financial_year": land.reader.completeness("financial_year")}
    )
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["Monthly", "1", "April 2025", "1", "0", "0"],
        ["By financial year", "2", "2021-22 to 2022-23", "2", "0", "1"],
    ]


def test_each_period_says_how_many_have_everything_in_newest_first(land: Town):
    nothing = [
        Given(m, None, "2022-23", "all", "GLE", "library-visits", "financial_year") for m in ("cost", "completed")
    ]
    land.load([*library("FIR", 600, 200), *library("FIR", 600, 200, "2021-22"), *nothing])
    table = by_period(land.reader.completeness("financial_year"), "financial_year")
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["2022-23", "1", "0", "1"],
        ["2021-22", "1", "0", "0"],
    ]
