"""A live chart: its values by keyboard, and the picture to keep."""

import re
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Page, expect

from tests.browser.dashboard import LIVE
from tests.browser.faults import violations

SERVICE = "/council/arden-vale/report-a-missed-bin"
TABLE = """(chart) => [...chart.querySelectorAll("tbody tr")].map((row) =>
    [...row.children].map((cell) => cell.textContent.trim()))"""


@pytest.fixture
def chart(page: Page, guildhall: str):
    """The first chart of a service's page, live."""
    page.goto(guildhall + SERVICE)
    page.wait_for_selector("html[data-interactive]")
    page.locator(".gh-figure").first.scroll_into_view_if_needed()
    page.wait_for_selector(LIVE)
    return page.locator("figure.gh-chart").first


def test_the_arrow_keys_read_every_value_of_the_table_out(page, chart):
    listed = {
        f"{month}: {value}, Completed: {completed}, Started: {started}"
        for month, completed, started, value, *_ in chart.evaluate(TABLE)
    }
    live = chart.get_by_role("application")
    live.focus()
    heard = set()
    for key in ("Home", *["ArrowRight"] * (len(listed) - 1)):
        live.press(key)
        heard.add((page.locator("#announcement").text_content() or "").removesuffix(", below the lower limit"))
    assert heard == listed
    assert len(heard) == 36
    expect(chart.locator(".hoverlayer .hovertext")).to_contain_text("71.9%")
    assert violations(page) == []
    live.press("Escape")
    expect(chart.locator(".hoverlayer .hovertext")).to_have_count(0)


def test_a_key_that_is_not_for_the_chart_still_moves_the_page_on(page, chart):
    chart.get_by_role("application").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("!document.activeElement.matches('.gh-figure__live')")


@pytest.mark.parametrize("kind", ["png", "svg"])
def test_the_picture_to_keep_has_the_page_the_sentence_and_the_sources_in_it(page, chart, kind):
    title = chart.locator(".gh-chart__title").inner_text()
    with page.expect_download() as download:
        chart.get_by_role("button", name=f"Save as {kind.upper()}").click()
    saved = download.value.path().read_bytes()
    assert re.fullmatch(rf"[a-z0-9-]{{20,80}}\.{kind}", download.value.suggested_filename)
    if kind == "png":
        assert saved[:8] == b"\x89PNG\r\n\x1a\n"
        assert int.from_bytes(saved[16:20], "big") == 2 * 1140
        return
    words = " ".join("".join(text.itertext()) for text in ElementTree.fromstring(saved).iter() if _is_text(text))
    said = " ".join(words.split())
    assert all(part in said for part in (*title.split()[:6], "Arden Vale", "illustrative data"))


def _is_text(node: ElementTree.Element) -> bool:
    return node.tag.endswith("}text")


def test_without_scripts_there_is_no_button_that_does_nothing(page_without_javascript, guildhall):
    page_without_javascript.goto(guildhall + SERVICE)
    assert page_without_javascript.locator("button[data-save]:visible").count() == 0
