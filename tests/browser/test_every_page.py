"""Every kind of page with the examples' figures: readable by everybody, at the width of a phone and of a desk."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.dashboard import INTERACTIVE
from tests.browser.faults import faults

PAGES = {
    "overview": "/",
    "search": "/?q=aber",
    "group": "/?group=illustrative",
    "council": "/council/ABE",
    "illustrative council": "/council/arden-vale",
    "service": "/council/arden-vale/report-a-missed-bin",
    "service by year": "/council/ABE/library-visits",
    "merged council by today's boundaries": "/council/tarnside?boundaries=today",
    "merged council's service by today's boundaries": "/council/tarnside/report-a-missed-bin?boundaries=today",
    "compare": "/compare?kpi=digital_take_up&service=report-a-missed-bin",
    "compare with a funnel": "/compare?kpi=crisis_grants_in_time&limits=plain",
    "compare by year": "/compare?kpi=cost_per_transaction&service=library-visits",
    "about the data": "/about-the-data",
    "methods": "/methods",
    "compare by today's boundaries": "/compare?kpi=completion_rate&group=merger&boundaries=today&to=2025-03-31",
    "compare neighbours": "/compare?kpi=crisis_grants_in_time&group=neighbours-FIF",
    "unknown council": "/council/atlantis",
    "no figures in those months": "/council/arden-vale/report-a-missed-bin?from=1999-01&to=1999-12",
    "nothing there": "/nowhere",
}


@pytest.mark.parametrize("address", PAGES.values(), ids=list(PAGES))
def test_axe_finds_nothing_and_every_word_has_its_place(guildhall, visit, address):
    page = visit(bypass_csp=True).new_page()
    page.goto(guildhall + address)
    page.wait_for_selector(INTERACTIVE)
    assert page.locator("h1").count() == 1
    assert faults(page, 1440, 360) == []


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the focus is on the link or button of that name, and see that it can be seen there."""
    for _ in range(120):
        page.keyboard.press("Tab")
        focus = page.evaluate("document.activeElement.innerText || document.activeElement.getAttribute('aria-label')")
        if (focus or "").strip().startswith(name):
            style = "getComputedStyle(document.activeElement)"
            assert page.evaluate(f"{style}.outlineStyle != 'none' || {style}.boxShadow != 'none'")
            return
    raise AssertionError(f"Tab never came to '{name}'")


def test_someone_who_uses_only_the_keyboard_finds_a_council_a_service_and_another_measure(guildhall, visit):
    page = visit().new_page()
    page.goto(guildhall + "/")
    page.wait_for_selector(INTERACTIVE)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText").startswith("Skip to")
    page.keyboard.press("Enter")
    page.locator("input[name=q]").focus()
    page.keyboard.type("Arden Vale")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Arden Vale")
    tab_to(page, "Report a missed bin")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Report a missed bin")
    page.locator("select[name=frequency]").focus()
    page.keyboard.type("Quarter")
    tab_to(page, "Apply")
    page.keyboard.press("Enter")
    expect(page.locator("#announcement")).not_to_be_empty()
    assert page.url.endswith("frequency=quarter")
    assert page.evaluate("document.activeElement.innerText") == "Apply"
