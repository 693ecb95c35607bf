"""Links, forms, Back and reload once Dash has taken over: only the address and the content change."""

import pytest
from playwright.sync_api import expect

from tests.browser.dashboard import INTERACTIVE

FOCUSED = "document.activeElement.textContent"


@pytest.fixture
def at(page, base):
    """Opens an address and waits until it is interactive."""

    def open_(path):
        page.goto(base + path)
        page.wait_for_selector(INTERACTIVE)
        page.evaluate("window.same = true")
        return page

    return open_


@pytest.fixture
def requests(page):
    """What was asked of the server: method and path."""
    made = []
    page.on("request", lambda request: made.append((request.method, request.url.split("/", 3)[3])))
    return made


def test_a_link_changes_only_the_content(at, requests):
    page = at("/")
    requests.clear()
    page.get_by_role("link", name="Arden Vale").click()
    expect(page).to_have_title("ARD - Guildhall")
    expect(page.locator("h1")).to_have_text("ARD")
    assert page.url.endswith("/council/ARD")
    assert page.locator("meta[name=description]").get_attribute("content") == "Figures of ARD."
    assert page.evaluate("same")
    assert requests == [("POST", "_dash-update-component")]


def test_after_a_link_reading_starts_at_the_heading_at_the_top(at):
    page = at("/council/ARD")
    page.evaluate("scrollTo(0, 9999)")
    page.get_by_role("link", name="Bins").click()
    expect(page.locator("h1")).to_be_focused()
    assert page.evaluate("scrollY") == 0
    assert page.locator("#announcement").text_content() == ""


def test_a_link_to_a_part_of_another_page_leads_to_that_part(at):
    page = at("/council/ARD")
    page.get_by_role("link", name="Part").click()
    expect(page.locator("#wards")).to_be_focused()
    assert page.locator("#wards").evaluate("(node) => Math.abs(node.getBoundingClientRect().top)") < 5


def test_the_navigation_follows(at):
    page = at("/")
    page.get_by_role("link", name="Compare", exact=True).click()
    expect(page.locator("[aria-current=true]")).to_have_text("Compare")


def test_a_form_writes_the_address_without_its_empty_fields_and_focus_stays_on_the_button(at):
    page = at("/compare")
    page.select_option("#kpi", "cost")
    page.get_by_role("button", name="Apply").click()
    expect(page).to_have_title("Compare cost - Guildhall")
    assert page.url.endswith("/compare?kpi=cost")
    assert page.evaluate(FOCUSED) == "Apply"
    expect(page.locator("#announcement")).to_have_text("Showing cost.")


def test_an_applied_filter_leaves_the_place_on_the_page_and_what_was_opened(at):
    page = at("/compare")
    page.locator("summary").click()
    page.select_option("#kpi", "take-up")
    page.evaluate("scrollTo(0, 120)")
    page.evaluate("document.querySelector('main button').click()")
    expect(page).to_have_title("Compare take-up - Guildhall")
    assert page.evaluate("scrollY") == 120
    assert page.locator("details[open]").count() == 1


def test_what_did_not_change_keeps_its_elements(at):
    page = at("/compare")
    page.evaluate(
        "window.kept = [...document.querySelectorAll('#page *')].filter((node) => !node.closest('.gh-figure'))"
    )
    page.select_option("#kpi", "cost")
    page.get_by_role("button", name="Apply").click()
    expect(page).to_have_title("Compare cost - Guildhall")
    assert page.evaluate("kept.every((node) => node.isConnected)")


def test_back_forward_and_reload_show_what_the_address_says(at):
    page = at("/compare")
    for kpi in ("cost", "take-up"):
        page.select_option("#kpi", kpi)
        page.get_by_role("button", name="Apply").click()
        expect(page).to_have_title(f"Compare {kpi} - Guildhall")
    page.go_back()
    expect(page).to_have_title("Compare cost - Guildhall")
    assert page.input_value("#kpi") == "cost"
    page.go_back()
    expect(page).to_have_title("Compare all - Guildhall")
    assert page.input_value("#kpi") == ""
    page.go_forward()
    expect(page).to_have_title("Compare cost - Guildhall")
    assert page.input_value("#kpi") == "cost"
    page.reload()
    assert page.title() == "Compare cost - Guildhall"
    assert page.input_value("#kpi") == "cost"


def test_a_choice_that_was_not_applied_is_gone_on_the_way_back_from_another_page(at):
    page = at("/compare?kpi=cost")
    page.select_option("#kpi", "take-up")
    page.get_by_role("link", name="Councils").click()
    expect(page).to_have_title("Councils - Guildhall")
    page.go_back()
    expect(page).to_have_title("Compare cost - Guildhall")
    assert page.input_value("#kpi") == "cost"


def test_a_choice_that_was_not_applied_is_gone_on_the_way_back_from_another_document(at):
    page = at("/compare?kpi=cost")
    page.select_option("#kpi", "take-up")
    page.evaluate("location.assign('/council/ARD')")
    expect(page).to_have_title("ARD - Guildhall")
    page.go_back()
    page.wait_for_selector(INTERACTIVE)
    assert page.title() == "Compare cost - Guildhall"
    assert page.input_value("#kpi") == "cost"
    assert page.get_attribute("#kpi", "autocomplete") == "off"


def test_a_choice_that_was_not_applied_is_gone_on_the_way_back_without_scripts(page_without_javascript, base):
    page = page_without_javascript
    page.goto(base + "/compare?kpi=cost")
    page.select_option("#kpi", "take-up")
    page.get_by_role("link", name="Councils").click()
    expect(page).to_have_title("Councils - Guildhall")
    page.go_back()
    expect(page).to_have_title("Compare cost - Guildhall")
    assert page.input_value("#kpi") == "cost"


def test_back_returns_to_where_one_was_on_the_page(at):
    page = at("/council/ARD")
    page.evaluate("scrollTo(0, 700)")
    page.wait_for_timeout(250)
    page.evaluate("document.querySelector('a[href$=bins]').click()")
    expect(page).to_have_title("bins - Guildhall")
    assert page.evaluate("scrollY") == 0
    page.go_back()
    expect(page).to_have_title("ARD - Guildhall")
    assert page.evaluate("scrollY") == 700


def test_a_reload_returns_to_where_one_was_on_the_page(at):
    page = at("/council/ARD")
    page.evaluate("scrollTo(0, 700)")
    page.wait_for_timeout(250)
    page.reload()
    page.wait_for_selector(INTERACTIVE)
    page.wait_for_timeout(250)
    assert page.evaluate("scrollY") == 700


def test_a_redirected_address_ends_as_the_one_it_leads_to(at):
    page = at("/")
    page.get_by_role("link", name="Old code").click()
    expect(page).to_have_title("ARD - Guildhall")
    assert page.url.endswith("/council/ARD")
    page.go_back()
    expect(page).to_have_title("Councils - Guildhall")
    page.get_by_role("link", name="Old code").click()
    expect(page).to_have_title("ARD - Guildhall")


def test_a_link_to_something_that_is_no_page_is_the_browsers_own(at, said):
    page = at("/")
    page.get_by_role("link", name="A file").click()
    page.wait_for_url("**/data/cost.csv")
    assert page.evaluate("window.same") is None
    said.clear()  # the small pages have no such file: 404


def test_a_link_opened_in_a_new_tab_leaves_this_page_alone(at):
    page = at("/")
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Arden Vale").click(modifiers=["Control"])
    opened.value.wait_for_load_state()
    assert opened.value.title() == "ARD - Guildhall"
    assert page.title() == "Councils - Guildhall"


def test_an_address_that_nothing_answers_is_said_in_words(at):
    page = at("/")
    page.evaluate("document.querySelector('a[href$=ARD]').href = '/council/a/b/c'")
    page.get_by_role("link", name="Arden Vale").click()
    expect(page.locator("h1")).to_have_text("Page not found")


def test_an_answer_that_takes_long_says_that_it_is_coming_and_is_then_shown(at, site):
    page = at("/compare")
    site.hold.clear()
    page.get_by_role("link", name="Slow").click()
    expect(page.locator("#message")).to_have_text("Getting the figures…")
    assert page.title() == "Compare all - Guildhall"
    site.hold.set()
    expect(page).to_have_title("Compare slow - Guildhall")
    expect(page.locator("#message")).to_have_text("")


def test_a_slow_answer_never_overtakes_a_newer_one(at, site):
    page = at("/compare")
    site.hold.clear()
    page.get_by_role("link", name="Slow").click()
    page.wait_for_timeout(50)
    page.select_option("#kpi", "cost")
    page.get_by_role("button", name="Apply").click()
    expect(page).to_have_title("Compare cost - Guildhall")
    site.hold.set()
    page.wait_for_timeout(400)
    assert site.asked[-1] == "slow"
    assert page.title() == "Compare cost - Guildhall"
    assert page.locator("#message").text_content() == ""
    expect(page.locator("h1 + .gh-lead")).to_have_text("Showing cost.")


def test_a_choice_made_while_an_answer_is_on_its_way_is_not_taken_back(at, site):
    page = at("/compare")
    site.hold.clear()
    page.get_by_role("link", name="Slow").click()
    page.select_option("#kpi", "take-up")
    site.hold.set()
    expect(page).to_have_title("Compare slow - Guildhall")
    assert page.input_value("#kpi") == "take-up"


def test_going_back_before_the_answer_came_stays_where_one_was(at, site):
    page = at("/compare")
    site.hold.clear()
    page.get_by_role("link", name="Slow").click()
    page.wait_for_timeout(50)
    page.go_back()
    site.hold.set()
    page.wait_for_timeout(400)
    assert page.title() == "Compare all - Guildhall"
    assert page.url.endswith("/compare")
    assert page.locator("#message").text_content() == ""


def test_an_answer_that_fails_is_said_in_a_sentence_and_leaves_the_last_view(at, said):
    page = at("/compare?kpi=cost")
    page.get_by_role("link", name="Broken").click()
    expect(page.locator("#message")).to_contain_text(
        "The figures you asked for did not arrive. What you see is still “Compare cost - Guildhall”."
    )
    assert page.locator("#message a").get_attribute("href").endswith("/compare?kpi=broken")
    expect(page.locator("h1 + .gh-lead")).to_have_text("Showing cost.")
    assert len(said) == 2
    assert not [line for line in said if "Traceback" in line or "meant to fail" in line]
    said.clear()
    page.get_by_role("link", name="Councils").click()
    expect(page).to_have_title("Councils - Guildhall")
    expect(page.locator("#message")).to_have_text("")


def test_when_the_connection_is_gone_it_is_said_and_the_page_stays(at, said):
    page = at("/compare?kpi=cost")
    page.context.set_offline(True)
    page.get_by_role("link", name="Councils").click()
    expect(page.locator("#message")).to_contain_text("did not arrive")
    assert page.locator("h1").inner_text() == "Compare"
    said.clear()


def test_what_the_browser_has_of_a_page_is_not_sent_again_and_is_still_seen(at):
    page = at("/council/ARD")
    page.wait_for_function("() => guildhall.held()")
    footer = page.locator("footer").inner_html()
    assert "Council codes: mySociety" in footer
    for name, heading in (("Bins", "bins"), ("ARD", "ARD"), ("Bins", "bins")):
        with page.expect_response("**/_dash-update-component") as told:
            page.get_by_role("link", name=name, exact=True).first.click()
        expect(page.locator("h1")).to_have_text(heading)
        assert "mySociety" not in told.value.text()
        assert page.locator("footer").inner_html() == footer


def test_an_answer_that_follows_from_a_page_the_browser_does_not_hold_is_asked_for_as_a_document(at):
    page = at("/council/ARD")
    page.wait_for_function("() => guildhall.held()")
    page.evaluate("const written = guildhall.written; guildhall.written = () => undefined;")
    page.get_by_role("link", name="Bins").click()
    page.wait_for_function("() => window.same === undefined")
    expect(page.locator("h1")).to_have_text("bins")
