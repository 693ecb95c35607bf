"""The three public pages that show figures: what each has, in which order, and where its links lead."""

from typing import Any

import pytest

from layouts.open.council import council_page
from layouts.open.kpi import kpi_page
from layouts.open.page import OpenPage
from layouts.open.service import service_page
from tests.layouts.open.given import NEWEST, OF_RELEASE_7, reader
from tests.layouts.reading import Reading
from views.open.council import open_council
from views.open.kpi import open_kpi
from views.open.service import open_service

HEADINGS = {
    "council": ["In short", "Digital take-up", "Each service, March 2026", "Before you use these figures", "Sources"],
    "service": ["Completion rate", "Digital take-up", "About this service", "Before you use these figures", "Sources"],
    "kpi": ["Each council", "What this measures", "Before you use these figures", "Sources"],
}
BESIDE = ["This release", "Download", "Quote this page"]


def made(kind: str, setting: Any = NEWEST) -> tuple[Any, OpenPage]:
    """A view and its page."""
    if kind == "council":
        council = open_council(reader(), "ARD")
        assert council
        return council, council_page(council, setting)
    if kind == "service":
        service = open_service(reader(), "ARD", "missed-bin")
        assert service
        return service, service_page(service, setting)
    kpi = open_kpi(reader(), "completion_rate", "missed-bin")
    assert kpi
    return kpi, kpi_page(kpi, setting)


each = pytest.mark.parametrize("kind", list(HEADINGS))


@each
def test_a_page_says_first_what_it_is_and_then_the_figures_and_what_to_know_of_them(kind):
    view, page = made(kind)
    read = Reading(page)
    assert (page.status, page.title, page.description) == (200, view.title, view.lead)
    assert [words for level, words in read.headings if level == "h1"] == [
        view.name if kind == "service" else view.title
    ]
    second = [words for level, words in read.headings if level == "h2"]
    wanted = [words for words in second if words in HEADINGS[kind] or words in BESIDE]
    assert wanted == HEADINGS[kind] + BESIDE


@each
def test_no_id_stands_twice_and_every_section_is_named_by_its_heading(kind):
    read = Reading(made(kind)[1])
    assert len(read.ids) == len(set(read.ids))
    assert set(read.attributes("section", "aria-labelledby")) <= set(read.ids)


@each
def test_links_stay_in_the_release_that_is_read(kind):
    for setting, root in ((NEWEST, "/open/"), (OF_RELEASE_7, "/open/release/7/")):
        read = Reading(made(kind, setting)[1])
        pages = [address for _, address in read.links if "/council/" in address or "/kpi/" in address]
        own = [address for address in pages if not address.startswith("https://") and "embed" not in address]
        assert own
        quoted = f"/open/release/7/{made(kind)[0].path}"
        assert {address for address in own if not address.startswith(root)} - {quoted} == set()


@each
def test_the_canonical_address_is_that_of_the_newest_release_and_the_quoted_one_stands_for_ever(kind):
    view, page = made(kind, OF_RELEASE_7)
    assert page.address == f"/open/{view.path}"
    permanent = f"/open/release/7/{view.path}"
    assert (f"https://open.example.org{permanent}", permanent) in Reading(page).links


@each
def test_the_data_set_says_licence_release_files_and_the_days_it_covers(kind):
    view, page = made(kind)
    assert page.dataset
    address = f"https://open.example.org/open/release/7/{view.path}"
    assert page.dataset["version"] == "7"
    assert page.dataset["license"] == view.release.licence_link
    assert [one["contentUrl"] for one in page.dataset["distribution"]] == [
        f"{address}figures.csv",
        f"{address}figures.json",
    ]
    first, last = min(row.period.start for row in view.rows), max(row.period.end for row in view.rows)
    assert page.dataset["temporalCoverage"] == f"{first}/{last}"


@each
def test_an_invented_council_is_labelled_and_every_marker_on_the_page_is_explained(kind):
    view, page = made(kind)
    text = Reading(page).text
    assert "Illustrative" in text
    assert "invented" in text
    assert view.markers or kind != "council"
    for letter in view.markers:
        assert f"[{letter}]" in text


def test_every_chart_has_a_picture_with_title_and_description_and_a_table_of_every_value():
    view, page = made("service")
    read = Reading(page)
    lines = [one for one in view.measures if len(one.chart.line.series.points) > 1]
    assert read.attributes("svg", "role") == ["img"] * len(lines)
    for one in view.measures:
        assert one.chart.title in read.text
        for row in one.chart.table.rows:
            assert row[0].text in read.text


def test_a_chart_can_be_copied_into_another_site():
    _, page = made("service")
    text = Reading(page).text
    assert 'src="https://open.example.org/open/embed/council/ARD/missed-bin/completion_rate/"' in text


def test_no_page_has_a_script_a_style_or_anything_that_runs():
    for kind in HEADINGS:
        found = Reading(made(kind)[1]).elements
        assert not {tag for tag, _ in found} & {"script", "style", "link", "iframe", "object"}
        assert not [name for _, said in found for name in said if name.startswith("on")]


def test_councils_stand_in_alphabetical_order_beside_their_intervals():
    view, page = made("kpi")
    read = Reading(page)
    names = [name for name, _ in view.names]
    assert names == sorted(names)
    places = [read.text.index(name, read.text.index("Each council")) for name in names]
    assert places == sorted(places)
    assert "rank" not in read.text.lower().replace("not ranked", "")
