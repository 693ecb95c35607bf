"""One council's page as HTML."""

import re

import pytest

from kpis.selection import Selection
from kpis.services import Service
from layouts.council import council_page
from layouts.markup import markup
from tests.views.nations import COUNCILS, SERVICES, online
from tests.warehouse.given import Given, Town
from views.council import council_view


def page(town: Town, sort: str = "", text: str = "") -> str:
    view = council_view(town.reader, town.reader.register.by_key["arden-vale"], Selection(sort=sort, text=text))
    assert view is not None
    made = council_page(view, lambda order: f"/council/arden-vale?sort={order}")
    assert (made.status, made.section, made.title) == (200, "councils", "Arden Vale: service performance")
    return "".join(markup(part) for part in made.body)


@pytest.fixture
def loaded(land: Town) -> Town:
    months = ("2024-04", "2025-03", "2025-04")
    land.load(
        [
            *[row for month in months for row in online("arden-vale", 100, 80, month)],
            *[row for month in months for row in online("arden-vale", 20, 10, month, "blue-badge")],
            *[Given(f"rating_{level}", 2, "2025-04") for level in range(1, 6)],
        ]
    )
    return land


def test_the_page_says_first_that_its_figures_are_invented(loaded: Town) -> None:
    html = page(loaded)
    assert html.startswith('<aside aria-label="Notice">')
    assert "Arden Vale is a fictional council. Its figures are invented" in html


def test_headings_go_down_without_a_gap(loaded: Town) -> None:
    assert re.findall(r"<(h\d)", page(loaded)) == ["h1", "h2", "h2", "h3", "h3", "h3", "h2"]


def test_no_id_stands_twice(loaded: Town) -> None:
    ids = re.findall(r'\bid="([^"]+)"', page(loaded))
    assert len(ids) == len(set(ids))


def test_each_heading_of_the_table_is_a_link_that_sorts_and_the_order_is_told(loaded: Town) -> None:
    html = page(loaded, "-completion_rate")
    [sorted_by] = re.findall(r"<th [^>]*aria-sort[^>]*>.*?</th>", html)
    assert 'aria-sort="descending"' in sorted_by
    assert 'href="/council/arden-vale?sort=completion_rate"' in sorted_by
    assert 'href="/council/arden-vale?sort=transactions"' in html


def form(html: str, name: str) -> str:
    """The form with this class."""
    return next(found for found in re.findall(r"<form .*?</form>", html, re.DOTALL) if f'class="{name}"' in found)


def test_the_order_is_also_a_form_that_repeats_the_address(loaded: Town) -> None:
    sort = form(page(loaded, "-completion_rate"), "gh-sortform")
    assert 'action="/council/arden-vale"' in sort
    assert '<option value="-completion_rate" selected>Completion rate, highest first</option>' in sort
    assert '<option value="">Service, A to Z</option>' in sort


def test_every_marker_is_explained_where_it_stands_and_below(loaded: Town) -> None:
    html = page(loaded)
    few = "low reliability: too few answers"
    assert f'<abbr class="gh-marker" title="{few}' in html  # 10 answers are fewer than 30
    assert f"</abbr> {few}" in html


def test_lines_in_cells_are_hidden_from_readers_and_those_in_tiles_are_named(loaded: Town) -> None:
    html = page(loaded)
    cells = html[html.index("<table") :]
    assert 'role="img"' not in cells
    assert (
        'aria-label="Completion rate, by month: 75.0% in April 2024, 75.0% in April 2025; no figure for 10 of 13"'
        in html
    )


def test_every_figure_leads_to_its_file(loaded: Town) -> None:
    html = page(loaded)
    assert html.count("/data/completion_rate.csv?council=arden-vale&amp;frequency=month") == 2


def test_a_long_list_can_be_searched_and_keeps_the_order_chosen(land: Town) -> None:
    many = [Service(f"s{number:02d}", f"Service {number:02d}", in_total=False) for number in range(45)]
    land.writer.reference(COUNCILS, [*SERVICES, *many], [])
    land.load([row for one in many for row in online("arden-vale", 10, 5, service=one.key)])
    html = page(land, "-completion_rate", "service 1")
    search = form(html, "gh-find")
    assert "Find one of 45 services" in search
    inputs = [re.findall(r'(name|value|type)="([^"]*)"', found) for found in re.findall(r"<input [^>]*>", search)]
    assert [dict(found) for found in inputs] == [
        {"name": "q", "value": "service 1", "type": "search"},
        {"name": "sort", "value": "-completion_rate", "type": "hidden"},
    ]
    assert html.count('scope="row"') == 10  # Service 10 to Service 19
    nothing = page(land, text="zebra")
    assert "No service’s name holds these words." in nothing
    assert "<table" not in nothing
