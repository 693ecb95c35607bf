from datetime import date

from kpis.periods import containing
from tests.views.nations import flat, library, online
from tests.warehouse.given import Town
from views.about import about
from views.clock import uk_time
from warehouse.arrival import Refusal


def test_a_source_says_who_publishes_it_under_which_licence_and_what_it_covers(land: Town):
    land.load(
        [*library("FIR", 600, 200, "2010-11"), *library("GLE", 600, 200, "2012-13")],
        source="books",
        publisher="Improvement Service",
        licence="Open Government Licence v3.0",
        link="https://example.org/lgbf",
    )
    [row] = about(land.reader).sources
    assert (row.title, row.about) == ("Books", "Improvement Service. Open Government Licence v3.0")
    assert (row.kind, row.councils, row.period) == ("CSV file", "2", "April 2010 to March 2013")
    assert row.loaded == uk_time(land.reader.sources()[0].loaded_at)
    assert (row.rows, row.refused, row.late, row.state) == ("4", "", "", "Over two years old")


def test_a_link_that_is_no_web_address_is_not_a_link(land: Town):
    land.load(online("FIR", 10, 8), link="javascript:alert(1)")
    assert about(land.reader).sources[0].link == ""


def test_invented_sources_stand_after_the_real_ones(land: Town):
    land.load(online("arden-vale", 10, 8), source="a-invented", illustrative=True)
    land.load(online("FIR", 10, 8), source="b-real")
    assert [(row.title, row.illustrative) for row in about(land.reader).sources] == [
        ("B-Real", False),
        ("A-Invented", True),
    ]


def test_a_source_that_owes_its_newest_figures_is_late_and_says_whose(land: Town):
    newest = containing(date.today(), "month").previous()
    months = [period.start.isoformat()[:7] for period in (newest.previous(), newest)]
    land.load([*flat(online("FIR", 10, 8, month) for month in months), *online("GLE", 10, 8, months[0])])
    view = about(land.reader)
    assert view.sources[0].late == "Glenmor, 1 service"
    assert [[cell.text for cell in row] for row in view.late.rows] == [
        ["Glenmor", "Report a missed bin", newest.label, "1"]
    ]
    assert [fact.more for fact in view.facts if fact.name == "Sources"] == ["1 with something late"]


def test_a_source_whose_newest_figures_were_held_back_says_why(land: Town):
    land.load(online("FIR", 10, 8), most_refused=0.1)
    refusals = tuple(Refusal(str(row), "Done", "see note", "Not a number", "Correct it.") for row in (1, 2))
    land.load(online("FIR", 10, 9), refusals=refusals, most_refused=0.1)
    [row] = about(land.reader).sources
    assert row.held.startswith("2 of 2 rows were refused, more than the 10% that the source allows")
    assert (row.rows, row.refused) == ("2", "2 refused")


def test_rows_read_are_those_counted_refused_and_left_out_together(land: Town):
    refusal = Refusal("9", "Done", "see note", "Not a number", "Correct it in the source.")
    land.load(online("FIR", 10, 8), refusals=(refusal,))
    facts = {fact.name: (fact.value, fact.more) for fact in about(land.reader).facts}
    assert facts["Rows read"] == ("2", "1 counted")
    assert facts["Rows refused"] == ("1", "1 group")


def test_every_marker_is_explained(land: Town):
    land.load(online("FIR", 10, 8))
    assert [marker for marker, _ in about(land.reader).markers] == ["[x]", "[z]", "[p]", "[u]", "[e]", "[b]"]


def test_longer_periods_are_broken_down_where_there_are_several(land: Town):
    land.load([*library("FIR", 600, 200), *library("FIR", 600, 200, "2021-22"), *online("FIR", 10, 8)])
    assert [table.caption for table in about(land.reader).periods] == [
        "By financial year: organisations in each period"
    ]
