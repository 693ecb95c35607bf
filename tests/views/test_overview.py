from collections.abc import Iterator
from datetime import date

from kpis.periods import containing
from tests.views.nations import SCOTTISH, flat, library, online
from tests.warehouse.given import Given, Town
from views.overview import Overview, opened, overview, searched
from views.reader import CellQuery, CellSums
from warehouse.arrival import Refusal
from warehouse.reader import WarehouseReader


def facts(view: Overview) -> dict[str, tuple[str, str]]:
    return {fact.name: (fact.value, fact.more) for fact in view.facts}


def names(view: Overview) -> dict[str, list[str]]:
    return {table.section.key: [row.name for row in table.rows] for table in view.tables}


def test_the_facts_count_councils_apart_from_other_bodies(land: Town):
    barges = online("ministry-of-barges", 10, 8, service="barge-licence")
    land.load([*online("FIR", 10, 8), *online("ASH", 10, 8), *online("arden-vale", 10, 8), *barges])
    assert facts(overview(land.reader))["Councils"] == (
        "3",
        "in England and Scotland, 1 illustrative; also 1 government department",
    )


def test_refused_rows_are_counted_of_those_read_and_lead_to_their_reasons(land: Town):
    refusal = Refusal("9", "Done", "see note", "Not a number", "Correct it in the source.")
    land.load(online("FIR", 10, 8), refusals=(refusal,))
    [fact] = [fact for fact in overview(land.reader).facts if fact.name == "Rows refused"]
    assert (fact.value, fact.href) == ("1 of 2", "/about-the-data#refused-rows")


def test_a_council_that_owes_its_newest_months_is_named_with_how_many(land: Town):
    newest = containing(date.today(), "month").previous()
    months = [newest.previous(back).start.isoformat()[:7] for back in (2, 1, 0)]
    land.load([*flat(online("FIR", 10, 8, month) for month in months), *online("GLE", 10, 8, months[0])])
    assert facts(overview(land.reader))["Late"] == ("1 council", "Glenmor, 2 months")


def test_nothing_is_late_in_a_record_of_the_past(land: Town):
    land.load([*library("FIR", 600, 200, "2012-13"), *library("GLE", 600, 200, "2011-12")])
    assert facts(overview(land.reader))["Late"] == ("nothing", "of what is still awaited")


def test_newer_figures_that_too_few_have_are_told_under_the_row(land: Town):
    before = flat(library(key, 600, 200, "2021-22") for key in SCOTTISH)
    land.load([*before, *flat(library(key, 900, 200) for key in SCOTTISH[:3])])
    [table] = overview(land.reader).tables
    assert table.rows[0].spread.notes == ("Too few councils have figures to 2022-23 yet",)


def test_a_measure_that_one_council_has_is_not_set_side_by_side(land: Town):
    land.load([*online("FIR", 10, 8), *online("GLE", 10, 8), *library("FIR", 600, 200)])
    assert names(overview(land.reader)) == {"scotland": ["Completion rate", "Digital take-up"]}


def test_a_row_leads_to_the_councils_side_by_side(land: Town):
    land.load([*library("FIR", 600, 200), *library("GLE", 600, 200)])
    [table] = overview(land.reader).tables
    assert [row.href for row in table.rows] == [
        "/compare?kpi=cost_per_transaction&service=library-visits&group=scotland"
    ]
    assert table.rows[0].description == "Spending on libraries for each visit"


def test_years_of_different_kinds_are_never_mixed(land: Town):
    calendar = [
        Given(measure, 10, "2017", "all", council, "library-visits", "year")
        for council in ("INV", "KYL")
        for measure in ("cost", "completed")
    ]
    land.load([*library("FIR", 600, 200, "2017-18"), *library("GLE", 600, 200, "2017-18"), *calendar])
    [table] = overview(land.reader).tables
    assert [(row.spread.period_name, row.spread.coverage) for row in table.rows] == [
        ("2017-18", "2 of 2"),
        ("2017", "2 of 2"),
    ]
    assert [row.href.rpartition("&")[2] for row in table.rows] == ["frequency=financial_year", "frequency=year"]
    assert table.rows[0].description.endswith(". By financial year")


def test_A4_too_few_councils_are_marked_and_the_marker_is_explained(land: Town):
    none = flat(
        [[Given(m, None, "2022-23", "all", key, "library-visits", "financial_year") for m in ("cost", "completed")]
         for key in SCOTTISH[3:]]
    )  # fmt: skip
    land.load([*flat(library(key, 600, 200) for key in SCOTTISH[:3]), *none])
    [table] = overview(land.reader).tables
    assert table.rows[0].together == "[x]"
    assert table.notes == (
        "[x] fewer than four fifths of the councils that report it are in, so there is no figure for all together "
        "(our rule)",
    )


def test_estimated_figures_are_marked_and_the_marker_is_explained(land: Town):
    guessed = [
        Given(m, v, "2022-23", "all", "GLE", "library-visits", "financial_year", status="estimated")
        for m, v in (("cost", 600), ("completed", 200))
    ]
    land.load([*library("FIR", 600, 200), *guessed])
    [table] = overview(land.reader).tables
    assert (table.rows[0].together, table.notes) == ("£3.00 [e]", ("[e] estimated",))


def test_invented_figures_are_never_added_to_real_ones(land: Town):
    land.load(flat(online(key, 10, 8) for key in ("FIR", "GLE", "arden-vale", "brackenmoor")))
    tables = overview(land.reader).tables
    assert [(table.section.key, table.section.illustrative) for table in tables] == [
        ("scotland", False),
        ("illustrative", True),
    ]
    assert all(row.spread.coverage == "2 of 2" for table in tables for row in table.rows)


class Counting(WarehouseReader):
    """A reader that counts how often it is asked for cells."""

    asked = 0

    def cells(self, query: CellQuery) -> list[CellSums]:
        self.asked += 1
        return super().cells(query)

    def stream_cells(self, query: CellQuery) -> Iterator[CellSums]:
        self.asked += 1
        return super().stream_cells(query)


def test_however_many_measures_there_are_the_queries_are_few(land: Town):
    months = ["2025-04", "2025-05"]
    land.load(
        [
            *flat(online(key, 10, 8, month) for key in SCOTTISH for month in months),
            *flat(library(key, 600, 200) for key in SCOTTISH),
            *[Given(f"rating_{level}", 20, council=key) for key in SCOTTISH for level in range(1, 6)],
        ]
    )
    reader = Counting(land.reader.engine, land.reader.version, land.reader.catalogue)
    rows = sum(len(table.rows) for table in overview(reader).tables)
    assert (rows, reader.asked) == (4, 3)


def test_a_search_is_answered_over_the_same_overview(land: Town):
    land.load([*online("FIR", 10, 8), *online("GLE", 10, 8)])
    view = overview(land.reader)
    assert searched(land.reader, view, "  ") is view
    found = searched(land.reader, view, "Glenmor")
    assert found.search is not None
    assert found.search.found == "GLE"
    assert found.tables == view.tables


def test_a_list_is_opened_by_its_key_and_an_unknown_key_opens_none(land: Town):
    land.load(online("FIR", 10, 8))
    view = overview(land.reader)
    assert [part.opened for part in opened(view, "scotland").lists] == [True]
    assert [part.opened for part in opened(view, "atlantis").lists] == [False]


def test_with_nothing_to_set_side_by_side_there_is_still_a_page(land: Town):
    land.load(online("FIR", 10, 8))
    view = overview(land.reader)
    assert view.tables == ()
    assert [council.name for council in view.lists[0].councils] == ["Firthshire"]
