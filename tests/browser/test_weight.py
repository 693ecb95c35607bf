"""What a page costs: bytes as they cross the wire, headers included, and requests."""

import pytest
from playwright.sync_api import expect

from tests.browser.dashboard import INTERACTIVE, LIVE

SERVICE = "/council/ARD/bins"
COLD, WARM, PAINTED = 620_000, 12_000, 25_000  # bytes
FIFTY_ROWS = 5_000


class Meter:
    """Counts what the browser receives from now on."""

    def __init__(self, page):
        self.urls: list[str] = []
        self.bytes = 0
        self._session = page.context.new_cdp_session(page)
        self._session.send("Network.enable")
        self._session.on("Network.responseReceived", lambda event: self.urls.append(event["response"]["url"]))
        self._session.on("Network.loadingFinished", self._received)

    def _received(self, event):
        self.bytes += event["encodedDataLength"]

    def reset(self):
        self.urls, self.bytes = [], 0


@pytest.fixture
def meter(page):
    return Meter(page)


def open_whole(page, address):
    page.goto(address)
    page.wait_for_selector(INTERACTIVE)
    page.wait_for_selector(LIVE)
    page.wait_for_timeout(200)


def test_a_first_visit_with_plotly_stays_in_its_budget(page, base, meter):
    open_whole(page, base + SERVICE)
    assert meter.bytes <= COLD
    assert len(meter.urls) == 6  # document, styles, scripts, Dash's two questions, plotly


def test_a_later_visit_loads_the_document_and_little_else(page, base, meter):
    open_whole(page, base + "/compare")
    meter.reset()
    open_whole(page, base + SERVICE)
    assert meter.bytes <= WARM


def test_the_first_chart_is_there_with_the_document_and_its_styles(page, base, meter, said):
    page.route("**/*.js", lambda route: route.abort())
    page.goto(base + SERVICE)
    assert page.locator(".gh-figure > svg circle").count() == 72
    assert meter.bytes <= PAINTED
    said.clear()  # the scripts that were not let through


def test_an_answer_of_fifty_rows_and_six_charts_is_small(page, base, meter):
    open_whole(page, base + "/council/ARD/bins?kpi=cost")
    meter.reset()
    page.select_option("#kpi", "take-up")
    page.get_by_role("button", name="Apply").click()
    expect(page.locator("#announcement")).not_to_be_empty()
    page.wait_for_timeout(200)
    assert [url.rsplit("/", 1)[1] for url in meter.urls] == ["_dash-update-component"]
    assert meter.bytes <= FIFTY_ROWS


def test_nothing_is_asked_of_another_host(page, base, meter):
    open_whole(page, base + SERVICE)
    assert {url.split("/")[2] for url in meter.urls} == {base.split("/")[2]}
