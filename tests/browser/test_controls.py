"""The controls of a page: the field for a council, filters as tags, Reset, tables first, orders that are told."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.dashboard import INTERACTIVE
from tests.browser.faults import violations

BIN = "/council/arden-vale/report-a-missed-bin"
GRANTS = "/compare?kpi=crisis_grants_in_time&group=lgbf-people-family-group-1"
ADD = "Add a council"


@pytest.fixture
def field(visit, guildhall):
    """The comparison's field for a council, in a page that Dash has taken over."""
    page = visit(bypass_csp=True).new_page()
    page.goto(guildhall + GRANTS)
    page.wait_for_selector(INTERACTIVE)
    return page.get_by_role("combobox", name=ADD)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("glas", "Glasgow City"),
        ("S12000049", "Glasgow City"),  # its GSS code
        ("Edinburgh, City of", "City of Edinburgh"),
        ("comhairle", "Eilean Siar"),  # Comhairle nan Eilean Siar
    ],
)
def test_a_council_is_found_by_name_other_name_and_code_and_added_by_keyboard(field, typed, found):
    page = field.page
    field.focus()
    page.keyboard.type(typed)
    expect(page.locator(".gh-picker [role=option]")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option", name=found)).to_be_focused()
    page.keyboard.press("Enter")
    expect(field).to_have_value(found)
    expect(field).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name=f"Remove filter Council: {found}")).to_be_visible()
    expect(field).to_have_value("")
    expect(field).to_be_focused()


def test_an_open_list_of_councils_has_no_fault_that_axe_finds(field):
    field.focus()
    field.page.keyboard.press("ArrowDown")
    expect(field.page.get_by_role("option", name="Aberdeen City")).to_be_focused()
    assert violations(field.page) == []
    field.fill("atlantis")
    expect(field.page.get_by_role("option", name="No council found")).to_be_visible()
    assert violations(field.page) == []


def test_words_that_mean_no_council_or_several_are_said_at_the_field_and_nothing_is_asked(field):
    page, address = field.page, field.page.url
    for typed, said in (
        ("ab", "“ab” may mean 2 councils. Choose one from the list."),
        ("atlantis", "No council that could be added is called “atlantis”. Choose one from the list."),
    ):
        field.fill(typed)
        page.get_by_role("button", name="Apply").click()
        expect(page.get_by_role("alert")).to_have_text(said)
        expect(field).to_be_focused()
    assert page.url == address
    field.fill("")
    page.get_by_label("To", exact=True).select_option(label="2021-22")
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_role("link", name="Remove filter To: 2021-22")).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)


def test_a_council_chosen_before_the_take_over_is_still_chosen_after_it(visit, guildhall):
    page, waiting = visit().new_page(), []
    page.route("**/assets/guildhall-*.js", lambda route: waiting.append(route))
    page.goto(guildhall + GRANTS, wait_until="commit")
    page.wait_for_selector("footer")
    page.get_by_label(ADD).select_option(label="Fife")
    page.get_by_label(ADD).focus()
    waiting.pop().continue_()
    page.wait_for_selector(INTERACTIVE)
    expect(page.get_by_role("combobox", name=ADD)).to_have_value("Fife")
    expect(page.get_by_role("combobox", name=ADD)).to_be_focused()
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_role("link", name="Remove filter Council: Fife")).to_be_visible()


def test_filters_are_taken_away_one_by_one_or_all_together(person):
    person.opens(f"{BIN}?frequency=quarter&from=2025-04-01&to=2025-12-31")
    person.follows("Remove filter From: Apr–Jun 2025")
    person.is_at(f"{BIN}?frequency=quarter&to=2025-12-31")
    expect(person.page.locator(".gh-tag")).to_have_count(2)
    assert person.has_chosen("To") == "Oct–Dec 2025"
    person.follows("Reset")
    person.is_at(BIN)
    expect(person.page.locator(".gh-tag")).to_have_count(0)
    assert person.has_chosen("Show by") == "Month"


def test_after_a_filter_is_taken_away_one_goes_on_beside_it(page, guildhall):
    page.goto(f"{guildhall}{BIN}?frequency=quarter&from=2025-04-01&to=2025-12-31")
    page.wait_for_selector(INTERACTIVE)
    for left in (2, 1, 0):
        page.locator(".gh-tag").last.focus()
        page.keyboard.press("Enter")
        expect(page.locator(".gh-tag")).to_have_count(left)
        expect(page.locator(".gh-tag").last if left else page.get_by_label("Show by")).to_be_focused()


def test_tables_first_goes_along_from_page_to_page(person):
    person.opens("/?show=table")
    person.follows("Arden Vale")
    person.is_at("/council/arden-vale?show=table")
    person.follows("Report a missed bin")
    person.is_at(f"{BIN}?show=table")
    person.follows("Arden Vale", within=".govuk-breadcrumbs")
    person.is_at("/council/arden-vale?show=table")


def test_tables_first_stays_with_the_reader_through_filters_and_links(person):
    person.opens(BIN)
    person.follows("Show tables first")
    person.is_at(f"{BIN}?show=table")
    expect(person.section("completion-rate").get_by_role("table")).to_be_visible()
    expect(person.section("completion-rate").locator("svg").first).not_to_be_visible()
    person.chooses("Show by", "Quarter")
    person.presses("Apply")
    person.is_at(
        f"{BIN}?frequency=quarter&show=table" if person.with_dash else BIN + "?frequency=quarter&from=&to=&show=table"
    )
    expect(person.section("completion-rate").get_by_role("table")).to_be_visible()
    person.follows("Reset")
    person.follows("Show charts first")
    person.is_at(BIN)
    expect(person.section("completion-rate").get_by_role("table")).not_to_be_visible()


def test_from_later_than_to_is_said_at_the_form_over_the_figures_without_it(person):
    person.opens(BIN)
    person.chooses("From", "March 2026")
    person.chooses("To", "April 2025")
    person.presses("Apply")
    said = "From is later than To. The figures below are those without this choice"
    expect(person.page.get_by_label("From", exact=True)).to_have_accessible_description(re.compile(f"^{said}"))
    person.reads("Report a missed bin")
    assert "71.9%" in person.tile("Completion rate")
    person.chooses("To", "December 2025")
    person.presses("Apply")
    expect(person.page.locator("main")).not_to_contain_text(said)


def test_a_new_order_is_told_and_the_heading_keeps_the_focus(visit, guildhall):
    page = visit().new_page()
    page.goto(guildhall + "/council/arden-vale")
    page.wait_for_selector(INTERACTIVE)
    heading = page.locator(".gh-services thead").get_by_role("link", name="Completion rate")
    for order, said in (("ascending", "lowest"), ("descending", "highest")):
        heading.focus()
        page.keyboard.press("Enter")
        expect(page.locator("#announcement")).to_have_text(f"Services of Arden Vale, by completion rate, {said} first")
        expect(page.locator(f".gh-services [aria-sort={order}]")).to_have_text("Completion rate")
        expect(heading).to_be_focused()
