"""The public pages in a real browser, with a release of the examples' illustrative council and some real ones."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from publication.pages.deployment import application
from publication.releases.making import Asked
from tests.browser.conftest import served
from tests.browser.faults import faults
from tests.publication.releases.office import TOML, Office
from tests.views.nations import online
from tests.warehouse.given import Given

DEMONSTRATION = """
demonstration = true

[[publish]]
councils = ["arden-vale", "brackenmoor", "FIR"]
approved_by = "A. Officer, Head of Performance"
approved_on = 2026-04-20
notes = "One system was down in May."
"""
COUNCIL = "/open/council/arden-vale/"
SERVICE = f"{COUNCIL}missed-bin/"
PAGES = {
    "home": "/open/",
    "council": COUNCIL,
    "service": SERVICE,
    "comparison": "/open/kpi/completion_rate/missed-bin/",
    "definitions": "/open/definitions/",
    "releases": "/open/releases/",
    "notes": "/open/release/1/notes/",
    "accessibility": "/open/accessibility/",
    "privacy": "/open/privacy/",
    "about": "/open/about/",
    "contact": "/open/contact/",
    "search": "/open/find/?q=vale%20of%20nowhere",
    "embedded chart": "/open/embed/council/arden-vale/missed-bin/completion_rate/",
    "not found": "/open/council/atlantis/",
    "too long": f"/open/?q={'x' * 2000}",
}
PUBLIC_PAGE, MOST_REQUESTS = 25_000, 4


def months(council: str, service: str, share: int) -> list[Given]:
    """Two years of one service, in web and phone, with a month missing and a small one."""
    found: list[Given] = []
    for place in range(24):
        month = f"{2024 + place // 12}-{place % 12 + 1:02d}"
        if place == 20:
            continue
        done = 3 if place == 5 else 10 * share + 7 * (place % 5)
        found += online(council, done + 90 + place, done, month, service)
        found.append(Given("completed", 400 - 5 * place, month, "phone", council, service))
        found += [
            Given(f"rating_{level}", 12 + level, month, council=council, service=service) for level in range(1, 6)
        ]
    return found


@pytest.fixture(scope="session")
def public(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the public pages are served, alone."""
    office = Office(tmp_path_factory.mktemp("public"), TOML + DEMONSTRATION)
    for council, share in (("arden-vale", 70), ("brackenmoor", 60), ("FIR", 50)):
        rows = months(council, "missed-bin", share) + months(council, "blue-badge", share // 2)
        office.load(rows, f"{council}-crm")
    office.desk.release(Asked("Spring figures", datetime(2026, 5, 1, tzinfo=UTC)), datetime(2026, 5, 1, tzinfo=UTC))
    with served(application(Path(office.path))) as address:
        yield address


@pytest.mark.parametrize("address", PAGES.values(), ids=list(PAGES))
def test_axe_finds_nothing_and_every_word_has_its_place(public, visit, address):
    page = visit(bypass_csp=True).new_page()
    page.goto(public + address)
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert page.locator("h1").count() == 1
    assert faults(page, 1440, 360) == []


@pytest.mark.parametrize("address", [COUNCIL, SERVICE, PAGES["comparison"], PAGES["home"]])
def test_a_first_visit_stays_in_its_budget_without_any_script(public, page, address):
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    received: list[float] = []
    kinds: list[str] = []
    session.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    page.on("request", lambda request: kinds.append(request.resource_type))
    page.goto(public + address)
    page.wait_for_timeout(200)
    assert sum(received) <= PUBLIC_PAGE
    assert len(kinds) <= MOST_REQUESTS
    assert "script" not in kinds


def test_nothing_moves_while_a_page_loads(public, page):
    page.goto(public + COUNCIL)
    shift = """() => new Promise((done) => { let all = 0;
        new PerformanceObserver((list) => list.getEntries().forEach((one) => { all += one.value; }))
            .observe({ type: "layout-shift", buffered: true }); setTimeout(() => done(all), 300); })"""
    assert page.evaluate(shift) == 0


def test_without_javascript_someone_finds_a_council_a_service_its_table_and_its_file(public, page_without_javascript):
    page = page_without_javascript
    page.goto(f"{public}/open/")
    page.get_by_label("Find your council").fill("arden vale")
    page.get_by_role("button", name="Find").click()
    expect(page.locator("h1")).to_have_text("Arden Vale: how services are doing")
    page.locator("main").get_by_role("link", name="Report a missed bin").click()
    expect(page.locator("h1")).to_have_text("Report a missed bin")
    page.get_by_text("Table of every value in this chart").first.click()
    expect(page.get_by_role("rowheader", name="December 2025").first).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV", exact=True).click()
    text = Path(download.value.path()).read_text()
    assert text.startswith("period_start,") or "completion_rate" in text


def test_someone_who_uses_only_the_keyboard_comes_to_a_service_and_its_release(public, visit):
    page = visit().new_page()
    page.goto(f"{public}/open/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText").startswith("Skip to")
    tab_to(page, "Arden Vale")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Arden Vale")
    tab_to(page, "Report a missed bin")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Report a missed bin")
    tab_to(page, "What changed and why")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Release 1")


def test_every_chart_has_a_title_and_a_description_of_its_own(public, page):
    page.goto(public + SERVICE)
    charts = page.locator("svg[role=img]:has(desc)")
    assert charts.count() >= 2
    for place in range(charts.count()):
        chart = charts.nth(place)
        assert chart.locator("title").first.text_content()
        assert re.search(r"\d", chart.locator("desc").text_content() or "")


def test_on_paper_there_is_no_navigation_and_the_table_is_whole(public, page):
    page.goto(public + COUNCIL)
    page.emulate_media(media="print")
    assert not page.locator(".govuk-service-navigation").is_visible()
    assert not page.locator(".gh-files").is_visible()
    assert page.locator("main table").last.is_visible()
    assert page.locator(".gh-release").first.is_visible()


def test_a_chart_stands_in_another_sites_frame_and_a_page_does_not(public, visit):
    council = Flask("a council's own site")
    frame = '<!DOCTYPE html><title>x</title><iframe src="{}" title="x" width="600" height="500"></iframe>'
    council.add_url_rule("/chart", "chart", lambda: frame.format(public + PAGES["embedded chart"]))
    council.add_url_rule("/page", "page", lambda: frame.format(public + COUNCIL))
    with served(council) as own:
        page = visit().new_page()
        page.goto(f"{own}/chart")
        expect(page.frame_locator("iframe").locator("svg[role=img]").first).to_be_visible()
        page.goto(f"{own}/page")
        page.wait_for_timeout(300)
        assert page.frame_locator("iframe").get_by_text("how services are doing").count() == 0


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the focus is on the link of that name, and see that it can be seen there."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if str(page.evaluate("document.activeElement.innerText")).strip() == name:
            style = "getComputedStyle(document.activeElement)"
            assert page.evaluate(f"{style}.outlineStyle != 'none' || {style}.boxShadow != 'none'")
            return
    raise AssertionError(f"Tab never came to '{name}'")
