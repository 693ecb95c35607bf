import pytest

from callbacks.compare import compare_answer
from callbacks.routes import fields
from layouts.markup import markup
from tests.views.nations import SCOTTISH, flat, library, nations, online
from tests.warehouse.given import Town


@pytest.fixture
def land(tmp_path) -> Town:
    town = nations(tmp_path / "warehouse")
    town.load([*flat(online(key, 40, 10) for key in SCOTTISH), *flat(library(key, 300, 100) for key in SCOTTISH)])
    return town


def answer(town: Town, query: str = ""):
    return compare_answer(lambda: town.reader)(fields(query))


def test_a_comparison_is_answered_with_its_page(land: Town):
    page = answer(land, "kpi=completion_rate")
    assert (page.status, page.section) == (200, "compare")
    assert "Firthshire" in markup(page.body)


def test_what_does_not_go_together_is_sent_to_what_does(land: Town):
    page = answer(land, "kpi=completion_rate&service=library-visits")
    assert (page.status, page.redirect) == (302, "/compare?kpi=completion_rate&service=missed-bin")


def test_what_is_not_there_is_answered_with_404_and_what_may_be_meant(land: Town):
    page = answer(land, "kpi=completion")
    assert page.status == 404
    assert 'href="/compare?kpi=completion_rate"' in markup(page.body)


@pytest.mark.parametrize("query", ["frequency=fortnight", "from=1", "service=missed-bin&service=blue-badge"])
def test_a_wrong_address_is_answered_with_400_and_a_way_on(land: Town, query: str):
    page = answer(land, query)
    assert page.status == 400
    assert 'href="/compare"' in markup(page.body)


def test_nothing_to_compare_is_a_page_that_says_so(land: Town):
    page = answer(land, "kpi=user_satisfaction")
    assert page.status == 200
    assert "No two councils have figures for User satisfaction" in markup(page.body)


def test_new_figures_can_be_compared_without_a_restart(land: Town):
    answers = compare_answer(lambda: land.reader)
    assert "No two councils" in markup(answers(fields("service=blue-badge")).body)
    land.load([*online("FIR", 4, 1, service="blue-badge"), *online("GLE", 4, 1, service="blue-badge")], source="new")
    assert "All 2" not in markup(answers(fields("service=blue-badge")).body)
    assert "Both" in markup(answers(fields("service=blue-badge")).body)
