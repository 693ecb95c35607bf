from pathlib import Path

import pytest
from werkzeug.datastructures import MultiDict

from callbacks.overview import overview_answer
from tests.layouts.reading import Reading
from tests.views.nations import flat, nations, online
from tests.warehouse.given import Town


@pytest.fixture
def town(tmp_path: Path) -> Town:
    land = nations(tmp_path / "warehouse")
    land.load(flat(online(key, 10, 8) for key in ("FIR", "GLE", "arden-vale")))
    return land


@pytest.fixture
def ask(town: Town):
    answer = overview_answer(lambda: town.reader)
    return lambda **fields: answer(MultiDict(fields))


def test_without_a_search_it_is_the_overview(ask):
    page = ask()
    assert (page.status, page.redirect, page.section) == (200, None, "councils")


def test_a_search_that_means_one_council_goes_to_its_page(ask):
    page = ask(q="Firthshire")
    assert (page.status, page.redirect) == (303, "/council/FIR")


def test_a_search_that_may_mean_several_stays_and_lists_them(ask):
    page = ask(q="mor")
    assert (page.status, page.redirect) == (200, None)
    assert ("Glenmor", "/council/GLE") in Reading(page).links


def test_an_address_that_cannot_be_is_answered_in_words(ask):
    page = ask(frequency="fortnight")
    assert page.status == 400
    assert "'frequency' cannot be 'fortnight'" in Reading(page).text


def test_a_load_is_seen_at_the_next_request(town: Town, ask):
    assert "Inverloch" not in dict(Reading(ask()).links)
    town.load(online("INV", 10, 8), source="another")
    assert "Inverloch" in dict(Reading(ask()).links)
