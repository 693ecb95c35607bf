from tests.views.nations import flat, online
from tests.warehouse.given import Given, Town
from views.refusals import MOST, Refusals, refusals
from views.table import Table
from warehouse.arrival import Refusal


def said(town: Town) -> Refusals:
    return refusals(town.reader, {source.name: source.title for source in town.reader.sources()})


def texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


def test_refused_rows_stand_by_reason_with_an_example_and_what_to_do(land: Town):
    unknown = [Refusal(str(n), "chan", "KIOSK-7", "Unknown channel", "Add the code to the map.") for n in (4, 9)]
    blank = Refusal("7", "Done", "", "Not a number", "Correct it in the source.")
    land.load(online("FIR", 10, 8), refusals=(*unknown, blank))
    found = said(land)
    assert found.rows == 3
    assert texts(found.refused) == [
        ["Unknown channel", "2", "Crm", "“KIOSK-7”", "Add the code to the map."],
        ["Not a number", "1", "Crm", "an empty cell", "Correct it in the source."],
    ]
    assert found.file == "/data/refused-rows.csv"


def test_D3_a_rate_above_100_percent_is_shown_with_both_its_parts(land: Town):
    land.load(online("FIR", 86, 253, "2025-06"), completion_basis="cohort")
    found = said(land)
    assert found.figures == 1
    assert texts(found.impossible) == [["Completion rate", "Firthshire", "June 2025", "253", "86", "Above 100%"]]
    assert texts(found.impossible_groups) == [
        ["Completion rate", "1", "Above 100%", "Firthshire, Report a missed bin, June 2025: completed 253, started 86"]
    ]


def test_D4_more_digital_than_total_is_shown_by_measure(land: Town):
    land.load(
        [
            Given("completed", 521, "2016-01", "all", "ministry-of-barges", "barge-licence", "quarter"),
            Given("completed", 562, "2016-01", "digital", "ministry-of-barges", "barge-licence", "quarter"),
        ]
    )
    [row] = said(land).impossible_groups.rows
    assert row[0].text == "Digital take-up"
    assert row[3].text == (
        "Ministry of Barges, Barge licences, January to March 2016: completed online 562, completed, all channels 521"
    )


def test_of_many_refused_figures_the_first_are_shown_and_the_rest_counted(land: Town):
    months = [f"{year}-{month:02d}" for year in (2021, 2022, 2023, 2024) for month in range(1, 13)]
    land.load(flat(online("FIR", 8, 10, month) for month in months), completion_basis="cohort")
    found = said(land)
    assert (found.figures, len(found.impossible.rows)) == (48, MOST)
    assert found.kept_back == "And 8 more, which stand in each measure’s file with an empty value."


def test_with_nothing_refused_there_is_no_file_to_offer(land: Town):
    land.load(online("FIR", 10, 8))
    found = said(land)
    assert (found.rows, found.figures, found.left_out, found.file) == (0, 0, 0, "")
