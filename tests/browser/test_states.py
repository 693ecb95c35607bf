"""Pages in states that nobody draws a picture of, and for readers who set their browser up for themselves."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from app import application
from benchmarks.shires import COMPARED, shires
from tests.browser.conftest import served
from tests.browser.dashboard import INTERACTIVE
from tests.browser.faults import faults, overlapping, violations
from tests.browser.states import long_names, nothing_loaded, one_council

NARROWEST = 320
"""CSS pixels; 1,280 at 400 % zoom (WCAG 2.2, 1.4.10 Reflow)."""

STATES = {
    "nothing loaded, overview": (nothing_loaded, "/"),
    "nothing loaded, council": (nothing_loaded, "/council/one"),
    "nothing loaded, comparison": (nothing_loaded, "/compare"),
    "nothing loaded, about the data": (nothing_loaded, "/about-the-data"),
    "one council, overview": (one_council, "/"),
    "one council, council": (one_council, "/council/one"),
    "one council, one point": (one_council, "/council/one/one-point"),
    "one council, comparison": (one_council, "/compare?kpi=completion_rate&service=one-point"),
    "long names, overview": (long_names, "/"),
    "long names, council": (long_names, "/council/long"),
    "long names, service": (long_names, "/council/long/long"),
    "long names, comparison": (long_names, "/compare?kpi=cost_per_transaction&service=long"),
    "long names, nothing given": (long_names, "/council/none"),
    "four hundred councils, overview": (shires, "/"),
    "four hundred councils, compared": (shires, COMPARED),
}


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[object, str]]:
    """Where each deployment is served."""
    with ExitStack() as stack:
        yield {
            make: stack.enter_context(served(application(make(tmp_path_factory.mktemp(make.__name__)))))
            for make in dict.fromkeys(make for make, _ in STATES.values())
        }


@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_and_every_word_has_its_place(states, visit, state):
    make, address = STATES[state]
    page = visit(bypass_csp=True).new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(states[make] + address)
    page.wait_for_selector(INTERACTIVE)
    assert page.locator("h1").count() == 1
    assert faults(page, 1440, NARROWEST) == []
    assert [words for words in said if "Failed to load resource" not in words or "status of" not in words] == []


def test_a_page_of_four_hundred_councils_is_right_as_a_whole(states, visit):
    """Nothing left out: what only a page's size can break, such as one key given twice."""
    page = visit(bypass_csp=True).new_page()
    page.goto(states[shires] + COMPARED)
    page.wait_for_selector(INTERACTIVE)
    assert page.locator("main tbody tr").count() >= 400
    assert violations(page, whole=True) == []


def test_words_that_lie_over_each_other_are_found(states, visit):
    page = visit(NARROWEST).new_page()
    page.goto(states[long_names] + "/council/long/long")
    page.add_style_tag(content=".gh-tile .gh-status { margin-top: -60px }")
    assert overlapping(page)


@pytest.mark.parametrize(("make", "address"), [(long_names, "/council/long/long"), (shires, f"{COMPARED}&group=few")])
def test_with_less_motion_asked_for_and_with_the_readers_own_colours_nothing_is_lost(states, visit, make, address):
    """Reduced motion, forced colours and more contrast at once, as somebody with low vision may ask for them."""
    page = visit(reduced_motion="reduce", forced_colors="active", contrast="more").new_page()
    page.goto(states[make] + address)
    page.wait_for_selector(INTERACTIVE)
    plain = visit(java_script_enabled=False).new_page()
    plain.goto(states[make] + address)
    assert page.locator("main section").all_inner_texts() == plain.locator("main section").all_inner_texts()
    assert page.evaluate("document.getAnimations().length") == 0
    assert page.evaluate("getComputedStyle(document.querySelector('.gh-plot')).opacity") == "1"


def test_on_paper_a_page_has_its_figures_and_sources_and_none_of_its_controls(states, visit):
    page = visit().new_page()
    page.goto(states[long_names] + "/council/long/long")
    page.wait_for_selector(INTERACTIVE)
    page.emulate_media(media="print")
    for gone in (".govuk-service-navigation", ".gh-filters", "[data-save]"):
        assert not page.locator(gone).first.is_visible()
    for kept in ("h1", ".gh-tile__value", ".gh-figure > svg", ".gh-pairs", "footer"):
        assert page.locator(kept).first.is_visible()
