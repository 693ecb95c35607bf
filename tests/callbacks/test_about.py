from pathlib import Path

import pytest
from werkzeug.datastructures import MultiDict

from callbacks.about import about_answer
from layouts.page import SiteFacts
from tests.layouts.reading import Reading
from tests.views.nations import nations, online
from tests.warehouse.given import Town

SITE = SiteFacts("Guildhall", "Council service performance", "Firthshire Council", "data@example.org")


@pytest.fixture
def town(tmp_path: Path) -> Town:
    land = nations(tmp_path / "warehouse")
    land.load([*online("FIR", 10, 8), *online("GLE", 10, 8)])
    return land


@pytest.fixture
def ask(town: Town):
    answer = about_answer(lambda: town.reader, SITE)
    return lambda **fields: answer(MultiDict(fields))


def test_it_is_the_page_about_the_data(ask):
    page = ask()
    assert (page.status, page.section, page.title) == (200, "about-the-data", "About the data")


def test_one_councils_months_can_be_asked_for(ask):
    assert "Glenmor" in dict(Reading(ask()).links)
    links = dict(Reading(ask(council="FIR")).links)
    assert "Firthshire" in links
    assert "Glenmor" not in links


def test_an_address_that_cannot_be_is_answered_in_words_with_a_way_back(ask):
    page = ask(**{"from": "yesterday"})
    assert page.status == 400
    assert ("About the data", "/about-the-data") in Reading(page).links


def test_a_load_is_seen_at_the_next_request(town: Town, ask):
    assert "Another" not in Reading(ask()).text
    town.load(online("INV", 10, 8), source="another")
    assert "Another" in Reading(ask()).text
