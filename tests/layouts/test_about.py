from pathlib import Path

import pytest

from layouts.about import about_page
from layouts.page import SiteFacts
from tests.layouts.reading import Reading
from tests.views.nations import flat, library, nations, online
from tests.warehouse.given import Given, Town
from views.about import about
from warehouse.arrival import Refusal

SITE = SiteFacts("Guildhall", "Council service performance", "Firthshire Council", "data@example.org")


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return nations(tmp_path / "warehouse")


def read(town: Town, site: SiteFacts = SITE) -> Reading:
    return Reading(about_page(about(town.reader), site))


def test_the_parts_stand_in_order_and_the_footer_finds_its_three(town: Town):
    town.load(online("FIR", 10, 8))
    page = read(town)
    assert [words for name, words in page.headings if name == "h2"] == [
        "Sources and last loads",
        "Completeness",
        "Refused rows",
        "Definitions",
        "Channels",
        "Markers",
        "Accessibility statement",
        "Privacy",
        "Contact and corrections",
    ]
    assert {"accessibility", "privacy", "contact", "sources", "refused-rows"} <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))


def test_an_illustrative_source_is_labelled(town: Town):
    town.load(online("arden-vale", 10, 8), illustrative=True)
    assert "Crm Illustrative" in read(town).text


def test_a_square_says_to_whoever_cannot_see_it_how_much_is_missing(town: Town):
    both = ("missed-bin", "blue-badge")
    rows = flat(online(key, 10, 8, m, s) for key in ("FIR", "GLE") for m in ("2025-04", "2025-05") for s in both)
    lacking = ("FIR", "2025-05", "blue-badge")
    town.load([given for given in rows if (given.council, given.period, given.service) != lacking])
    assert "Firthshire 2 1 of 2 · not expected" in read(town).text


def test_the_months_of_a_year_name_it_where_the_headings_are_folded_away(town: Town):
    town.load([*online("FIR", 10, 8, "2024-05"), *online("FIR", 10, 8, "2025-05")])
    assert read(town).attributes("td", "data-year") == ["2024-25", "2025-26"]


def test_refused_rows_are_offered_as_a_file(town: Town):
    refusal = Refusal("9", "Done", "see note", "Not a number", "Correct it in the source.")
    town.load(online("FIR", 10, 8), refusals=(refusal,))
    page = read(town)
    assert ("Download all 1 as CSV", "/data/refused-rows.csv") in page.links
    assert "Not a number 1 Crm “see note” Correct it in the source." in page.text


def test_a_refused_figure_is_shown_with_its_parts(town: Town):
    town.load(online("FIR", 86, 253, "2025-06"), completion_basis="cohort")
    page = read(town)
    assert ("h2", "Refused figures: 1") in page.headings
    assert "Firthshire Report a missed bin June 2025 253 completed 86 started Above 100%" in page.text


def test_every_definition_has_its_formula_its_version_and_its_file(town: Town):
    town.load(online("FIR", 10, 8))
    page = read(town)
    assert "Completion rate Completed ÷ Started" in page.text
    assert ("Completion rate: all its figures as CSV", "/data/completion_rate.csv") in page.links


def test_cadences_that_are_not_monthly_are_counted(town: Town):
    town.load([*library("FIR", 600, 200), *library("FIR", 600, 200, "2021-22")])
    page = read(town)
    assert "By financial year 1 2021-22 to 2022-23 2 0 0" in page.text
    assert "table" in {tag for tag, _ in page.elements}
    assert "gh-matrix" not in page.attributes("table", "class")


@pytest.mark.parametrize(
    ("contact", "href"),
    [("data@example.org", "mailto:data@example.org"), ("https://example.org/tell-us", "https://example.org/tell-us")],
)
def test_the_contact_is_a_letter_or_a_page(town: Town, contact: str, href: str):
    town.load(online("FIR", 10, 8))
    assert (contact, href) in read(town, SiteFacts("Guildhall", "", "Firthshire Council", contact)).links


def test_a_contact_that_is_neither_is_plain_words(town: Town):
    town.load([Given("completed", 8, council="FIR")])
    page = read(town, SiteFacts("Guildhall", "", "Firthshire Council", "the front desk"))
    assert "Published by Firthshire Council: the front desk." in page.text
    assert "the front desk" not in dict(page.links)
