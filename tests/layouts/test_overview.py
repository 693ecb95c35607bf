from pathlib import Path

import pytest

from kpis.councils import Council
from layouts.overview import overview_page
from tests.layouts.reading import Reading
from tests.views.nations import SERVICES, flat, library, nations, online
from tests.warehouse.given import Town
from views.overview import opened, overview, searched


@pytest.fixture
def land(tmp_path: Path) -> Town:
    town = nations(tmp_path / "warehouse")
    invented = flat(online(key, 40, 30) for key in ("arden-vale", "brackenmoor"))
    town.load([*library("FIR", 600, 200), *library("GLE", 1000, 200), *invented])
    return town


def read(town: Town, text: str = "", group: str = "") -> Reading:
    view = opened(overview(town.reader), group)
    return Reading(overview_page(searched(town.reader, view, text)))


def test_a_row_holds_name_value_picture_coverage_and_period(land: Town):
    page = read(land)
    row = "Cost per library visit Spending on libraries for each visit £4.00 £0 £5.00 2 of 2 2022-23"
    assert row in page.text
    assert (
        "Cost per library visit",
        "/compare?kpi=cost_per_transaction&service=library-visits&group=scotland",
    ) in page.links


def test_every_picture_says_what_it_shows(land: Town):
    labels = read(land).attributes("svg", "aria-label")
    assert labels[0] == "Cost per library visit, 2022-23: 2 councils from £3.00 to £5.00, together £4.00"
    assert all(labels)


def test_every_mention_of_invented_councils_is_labelled(land: Town):
    page = read(land)
    assert "Fictional councils Illustrative" in page.text
    assert ("h3", "Illustrative: 2 fictional councils Illustrative") in page.headings


def test_there_is_one_main_heading_and_every_id_is_there_once(land: Town):
    page = read(land)
    assert [name for name, _ in page.headings].count("h1") == 1
    assert len(page.ids) == len(set(page.ids))


def test_every_council_is_a_link_with_the_newest_period_beside_it(land: Town):
    page = read(land)
    assert ("Firthshire", "/council/FIR") in page.links
    assert "Firthshire 2022-23 Glenmor 2022-23" in page.text


def test_a_search_answers_under_the_field_which_keeps_what_was_typed(land: Town):
    page = read(land, "ash")
    assert page.attributes("input", "value") == ["ash"]
    assert "A name, a former name or a code. For example, Firthshire" in page.text
    assert ("h2", "Councils that “ash” may mean") in page.headings
    assert "Ashwell District council, East Midlands, no figures here" in page.text
    view = searched(land.reader, overview(land.reader), "ash")
    assert overview_page(view).title == "Councils that “ash” may mean"


def test_a_search_that_finds_nothing_shows_a_way_on(land: Town):
    page = read(land, "zzzz")
    assert "No council is called “zzzz”" in page.text
    assert ("every council", "#councils") in page.links
    assert "councils" in page.ids


def test_what_was_typed_is_never_markup(land: Town):
    page = read(land, "<script>alert(1)</script>")
    assert "script" not in {tag for tag, _ in page.elements}


def test_a_long_list_opens_without_javascript_and_has_a_letter_to_go_to(land: Town):
    names = [f"{letter}{number:02d}shire" for letter in "ABCD" for number in range(20)]
    land.writer.reference([Council(n, n, n, "District council", "England") for n in names], SERVICES, [])
    land.load(flat(online(name, 10, 8) for name in names), source="england")
    short, whole = read(land), read(land, group="england")
    assert ("show all 80", "/?group=england#england") in short.links
    assert "Showing A to B" in short.text
    assert ("D00shire", "/council/D00shire") not in short.links
    assert ("D00shire", "/council/D00shire") in whole.links
    assert ("D", "#england-d") in whole.links
    assert {"england", "england-a", "england-d"} <= set(whole.ids)


def test_before_anything_can_be_set_side_by_side_the_page_says_so(tmp_path: Path):
    town = nations(tmp_path / "alone")
    town.load(online("FIR", 10, 8))
    assert "there is nothing to set side by side" in read(town).text
