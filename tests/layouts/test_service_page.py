"""One service's page as HTML."""

import re
from datetime import date

import pytest

from kpis.selection import Selection
from layouts.markup import markup
from layouts.service import service_page
from tests.views.nations import online
from tests.warehouse.given import Given, Town
from views.service import service_view

YEARS = [f"{year}-{month:02d}" for year in (2024, 2025) for month in range(1, 13)]


def page(town: Town, selection: Selection | None = None) -> str:
    reader = town.reader
    council, service = reader.register.by_key["arden-vale"], reader.services()["missed-bin"]
    view = service_view(reader, council, service, selection or Selection())
    assert view is not None
    return "".join(markup(part) for part in service_page(view).body)


@pytest.fixture
def loaded(land: Town) -> Town:
    rows = [row for month in YEARS for row in online("arden-vale", 100, 80, month)]
    rows += [Given("completed", 20, month, "phone") for month in YEARS]
    rows += [Given("cost", 50, month, channel) for month in YEARS for channel in ("web", "phone")]
    rows += [Given(f"rating_{level}", 10, month) for month in YEARS for level in range(1, 6)]
    rows += [Given(measure, 5, "2025-12", breakdown="ward", segment="Abbey") for measure in ("started", "completed")]
    land.load(rows, cost_basis="full")
    return land


def test_sections_follow_in_order_and_only_where_there_are_figures(loaded: Town) -> None:
    assert re.findall(r"<h2[^>]*>([^<]*)", page(loaded)) == [
        "Latest figures", "Completion rate", "Digital take-up", "Channels", "Cost", "Satisfaction", "By ward",
        "What this figure is made of",
    ]  # fmt: skip


def test_no_id_stands_twice_and_every_label_has_its_control(loaded: Town) -> None:
    html = page(loaded)
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'<label[^>]*\bfor="([^"]+)"', html)) <= set(ids)


def test_every_chart_over_time_has_a_name_a_sentence_a_table_and_a_file(loaded: Town) -> None:
    html = page(loaded)
    charts = re.findall(r'<figure class="gh-chart">.*?</figure>', html, re.DOTALL)
    over_time = [chart for chart in charts if "data-figure" in chart]
    assert len(over_time) == 4  # completion, take-up, cost, satisfaction
    for chart in over_time:
        assert "gh-chart__title" in chart
        assert "Table of every value in this chart" in chart
        assert "Download CSV" in chart
        assert "<title" in chart


def test_the_table_of_a_chart_holds_every_month(loaded: Town) -> None:
    html = page(loaded)
    section = html[html.index('id="completion-rate"') : html.index('id="digital-take-up"')]
    assert section.count('scope="row"') == len(YEARS)


def test_an_axis_that_does_not_start_at_zero_says_so(loaded: Town) -> None:
    html = page(loaded)
    section = html[html.index('id="completion-rate"') : html.index('id="digital-take-up"')]
    assert "Axis starts at" in section
    assert "Axis starts at" not in html[html.index('id="cost"') : html.index('id="satisfaction"')]


def test_one_period_alone_is_a_table_and_no_chart(land: Town) -> None:
    land.load(online("arden-vale", 100, 80))
    html = page(land)
    assert "data-figure" not in html
    assert "Table of every value" not in html
    assert "80.0%" in html


def test_a_stretch_without_figures_says_so_in_place_of_everything_else(loaded: Town) -> None:
    html = page(loaded, Selection(first=date(2020, 1, 1), last=date(2020, 12, 31)))
    assert "No figures for January to December 2020." in html
    assert "Its figures begin with January 2024." in html
    assert "show all its figures" in html
    assert "gh-tile" not in html
    assert 'value="2020-01-01" selected' in html


def test_the_score_stands_apart_from_the_chart_of_satisfaction(loaded: Town) -> None:
    html = page(loaded)
    score = html.index("The Performance Platform’s score")
    assert html.index('id="satisfaction"') < html.rindex("</figure>", 0, score) < score
