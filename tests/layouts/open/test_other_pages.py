"""The public pages around the figures: the way in, releases, statements, one chart in a frame, and failures."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from layouts.open.apology import not_found, nothing_published, sorry, withdrawn
from layouts.open.document import document
from layouts.open.embed import embed_page
from layouts.open.home import found_page, home_page
from layouts.open.releases import notes_page, releases_page
from layouts.open.statements import about_page, accessibility_page, contact_page, privacy_page
from tests.layouts.open.given import NEWEST, OF_RELEASE_7, SITE, reader
from tests.layouts.reading import Reading
from tests.publication.given import FACTS, InMemory, row
from views.open.embed import open_embed
from views.open.home import find, open_home
from views.open.release import Revision
from views.open.releases import open_notes, open_releases

STATEMENTS = (about_page, accessibility_page, contact_page, privacy_page)


def test_the_way_in_has_the_search_first_and_then_every_council_and_what_can_be_compared():
    read = Reading(home_page(open_home(reader()), NEWEST))
    assert read.attributes("form", "action") == ["/open/find/"]
    assert read.attributes("form", "method") == ["get"]
    councils = [address for _, address in read.links if address.startswith("/open/council/")]
    assert councils == ["/open/council/ARD/", "/open/council/BRI/"]
    compared = [words for words, address in read.links if address.startswith("/open/kpi/")]
    assert compared == ["Completion rate , Report a missed bin"]


def test_a_search_keeps_what_was_typed_as_text():
    found = find(reader(), '<script>"x"')
    html = document(found_page(found, NEWEST), SITE, "/open/assets/a.css")
    assert "<script>&quot;" not in html
    assert "&lt;script&gt;" in html
    assert '<meta name="robots" content="noindex">' in html


def test_notes_of_a_release_say_what_changed_from_what_to_what_and_why():
    changed = Revision(row(), "revised", row(numerator=800).figure, row().figure, "Late returns")
    given = InMemory(reader().given, replace(FACTS, previous=6), (changed,))
    page = notes_page(open_notes(given), OF_RELEASE_7)
    text = Reading(page).text
    assert "Late returns" in text
    # 800 of 1,128 is 70.9 %, 811 of 1,128 is 71.9 %.
    assert "70.9%" in text
    assert "71.9%" in text
    assert "Councils marked illustrative are fictional" in text
    assert page.address == "/open/release/7/notes/"


def test_the_list_of_releases_keeps_those_that_were_withdrawn_and_says_why():
    gone = replace(FACTS, number=6, withdrawn_at=datetime(2026, 2, 3, tzinfo=UTC), withdrawn_because="Counted twice")
    text = Reading(releases_page(open_releases((FACTS, gone)))).text
    assert "Counted twice" in text
    assert text.index("7: ") < text.index("6: ")


def test_a_chart_in_a_frame_names_its_source_release_and_licence_and_opens_nothing_in_the_frame():
    view = open_embed(reader(), "ARD", "missed-bin", "completion_rate")
    assert view
    read = Reading(embed_page(view, NEWEST))
    assert "release 7" in read.text
    assert "Open Government Licence v3.0" in read.text
    assert read.attributes("a", "target") == ["_blank"]
    assert [tag for tag, _ in read.headings] == ["h1", "h2"]


@pytest.mark.parametrize("made", STATEMENTS)
def test_every_statement_has_one_heading_and_a_way_back(made):
    read = Reading(made(SITE))
    assert [tag for tag, _ in read.headings].count("h1") == 1
    assert "/open/" in [address for _, address in read.links]


def test_whoever_finds_a_mistake_is_told_where_to_write():
    assert "mailto:data@example.org" in [address for _, address in Reading(contact_page(SITE)).links]


@pytest.mark.parametrize("status", [400, 404, 405, 414, 431, 500, 503])
def test_a_failure_says_what_happened_that_no_figure_is_harmed_and_a_way_on(status):
    page = sorry(status)
    read = Reading(page)
    assert page.status == status
    assert f"({status})" in read.text
    assert "/open/" in [address for _, address in read.links]
    assert page.address == ""
    if status != 404:
        assert "No figure is affected" in read.text or "nothing was lost" in read.text


def test_a_withdrawn_release_says_when_and_why_and_where_the_figures_are_now():
    facts = replace(FACTS, withdrawn_because="Some costs were counted twice.")
    page = withdrawn(facts, "3 February 2026")
    assert page.status == 410
    assert (
        "withdrawn on 3 February 2026: some costs were counted twice. Its figures should not be used."
        in page.description
    )


def test_before_the_first_release_nothing_is_shown_and_that_is_said():
    page = nothing_published(200)
    assert "first figures will be published here" in Reading(page).text
    assert not_found().status == 404


def test_the_document_names_language_title_description_and_canonical_address_and_one_style_sheet():
    html = document(home_page(open_home(reader()), OF_RELEASE_7), SITE, "/open/assets/a.css")
    assert '<html lang="en-GB"' in html
    assert "<title>How council services are doing - Guildhall</title>" in html
    assert '<link rel="canonical" href="https://open.example.org/open/">' in html
    assert html.count('rel="stylesheet"') == 1
    assert "<script" not in html
