"""What answers the addresses of a council and of its services."""

import pytest

from callbacks.council import council_answer
from callbacks.routes import Route, Router
from callbacks.service import service_answer
from layouts.apology import not_found
from layouts.markup import markup
from layouts.page import Page
from tests.views.nations import nations, online
from tests.warehouse.given import Town
from warehouse.arrival import DeclaredOffering


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    land = nations(tmp_path_factory.mktemp("answers") / "warehouse")
    land.load([*online("FIR", 10, 5), *online("FRD", 10, 5), *online("arden-vale", 10, 5)])
    none = DeclaredOffering("FIR", "blue-badge", "web", None, None, offered=False)
    land.load(online("GLE", 10, 5, service="blue-badge"), source="badges", offerings=(none,))
    return land


@pytest.fixture
def ask(town: Town) -> Router:
    routes = [
        Route("/council/<council>", council_answer(lambda: town.reader)),
        Route("/council/<council>/<service>", service_answer(lambda: town.reader)),
    ]
    return Router(routes, not_found)


def text(page: Page) -> str:
    parts = page.body if isinstance(page.body, list) else [page.body]
    return "".join(markup(part) for part in parts)


@pytest.mark.parametrize("path", ["/council/FIR", "/council/arden-vale", "/council/FIR/missed-bin"])
def test_a_council_and_a_service_have_a_page(ask: Router, path: str) -> None:
    assert ask(path).status == 200


@pytest.mark.parametrize(
    ("path", "query", "to"),
    [
        ("/council/fir", "", "/council/FIR"),
        ("/council/S12000001", "sort=-completion_rate", "/council/FIR?sort=-completion_rate"),
        ("/council/s12000001/missed-bin", "frequency=quarter", "/council/FIR/missed-bin?frequency=quarter"),
        ("/council/FIR/Missed-Bin", "from=2025-04", "/council/FIR/missed-bin?from=2025-04-01"),
        ("/council/Arden-Vale", "", "/council/arden-vale"),
    ],
)
def test_a_code_or_another_spelling_of_a_key_leads_to_the_key_for_good(
    ask: Router, path: str, query: str, to: str
) -> None:
    page = ask(path, query)
    assert (page.status, page.redirect) == (308, to)


def test_an_unknown_council_is_not_found_and_near_names_are_offered(ask: Router) -> None:
    page = ask("/council/firthshir")
    assert page.status == 404
    assert 'href="/council/FIR"' in text(page)


def test_a_former_council_that_has_no_figures_is_named_with_its_successor(ask: Router) -> None:
    page = ask("/council/OLD")
    assert page.status == 404
    assert "We hold no figures for Oldby" in text(page)
    assert "It ended on 1 April 2019; Ashford does its work today." in text(page)
    assert 'href="/council/FRD"' in text(page)


def test_a_council_of_the_register_without_figures_is_named_and_others_are_offered(ask: Router) -> None:
    for path in ("/council/STR", "/council/STR/missed-bin"):
        page = ask(path)
        assert page.status == 404
        assert (
            "Strathmore Council is in the register of councils, but no source loaded here has figures of it."
            in text(page)
        )
        assert 'href="/council/FIR"' in text(page)


def test_an_unknown_service_is_not_found_and_those_of_the_council_are_offered(ask: Router) -> None:
    page = ask("/council/FIR/mised-bin")
    assert page.status == 404
    assert 'href="/council/FIR/missed-bin"' in text(page)


def test_a_service_that_the_council_does_not_run_is_said_to_be_so(ask: Router) -> None:
    page = ask("/council/FIR/blue-badge")
    assert page.status == 404
    assert "Firthshire says that it does not run this service." in text(page)
    elsewhere = ask("/council/arden-vale/blue-badge")
    assert "Other councils here have it." in text(elsewhere)


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/council/FIR/missed-bin", "frequency=daily"),
        ("/council/FIR/missed-bin", "from=yesterday"),
        ("/council/FIR/missed-bin", "from=2025-05&to=2025-04"),
        ("/council/FIR", "to=31/12/2025"),
    ],
)
def test_an_address_that_cannot_be_is_answered_in_words_with_a_way_on(ask: Router, path: str, query: str) -> None:
    page = ask(path, query)
    assert page.status == 400
    assert f'href="{path}"' in text(page)


def test_a_form_that_is_sent_unchanged_gives_the_same_page(ask: Router) -> None:
    plain, sent = ask("/council/FIR/missed-bin"), ask("/council/FIR/missed-bin", "frequency=&from=&to=")
    assert text(plain) == text(sent)
