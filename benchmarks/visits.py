"""A visit in a real browser: when a chart is seen, when it is live, what a change takes, what crosses the wire."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
LONGEST_WAIT = 60_000
SETTLED = 500
"""Milliseconds after which nothing more is expected to arrive."""

SLOW_PHONE = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 0.75e6 / 8}
"""Bytes per second, and milliseconds."""

MOMENTS = """
window.moments = {};
window.shift = 0;
new PerformanceObserver((list) => list.getEntries().forEach((entry) => { window.shift += entry.value; }))
    .observe({ type: "layout-shift", buffered: true });
new MutationObserver(() => {
    for (const [name, selector] of SELECTORS) {
        if (name in moments || !document.querySelector(selector)) continue;
        moments[name] = null;
        requestAnimationFrame(() => setTimeout(() => { moments[name] = performance.now(); }));
    }
}).observe(document, { childList: true, subtree: true, attributes: true });
"""

BOTH = """() => new Promise((done) => {
    const look = () => moments.first && moments.live ? done(moments) : setTimeout(look, 20);
    look();
})"""

CHANGE = """() => new Promise((done) => {
    const points = () => document.querySelector(".js-plotly-plot").data[0].x.length;
    const before = points();
    const begun = performance.now();
    const watch = new MutationObserver(() => {
        if (points() === before) return;
        watch.disconnect();
        requestAnimationFrame(() => setTimeout(() => done(performance.now() - begun)));
    });
    watch.observe(document, { childList: true, subtree: true, characterData: true, attributes: true });
    ACT;
})"""


@dataclass(frozen=True)
class Side:
    """An application as visited: selectors of the first chart seen and of the first live one, and how to filter."""

    address: str
    first: str
    live: str
    act: str


@dataclass(frozen=True)
class Visit:
    """Milliseconds from asking to the first chart seen and to a live one, and of a change.

    `cold`, `answer` and `warm` are the kB of the load, of the change, and of loading the page again.
    """

    first: float
    live: float
    change: float
    cold: float
    answer: float
    warm: float
    shift: float


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, as the browser tests run it."""
    path = shutil.which("chromium")
    assert path, "The pages are measured in Chromium: apt-get install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(CHROMIUM))
        yield browser
        browser.close()


class Visitor:
    """Someone with an empty cache, 1440 x 1200 pixels; counts bytes as they cross the wire, headers included."""

    def __init__(self, browser: Browser, side: Side, slow: bool = False) -> None:
        self._context = browser.new_context(viewport={"width": 1440, "height": 1200})
        self._context.set_default_timeout(LONGEST_WAIT)
        self.page: Page = self._context.new_page()
        self._side, self._bytes = side, 0.0
        session = self._context.new_cdp_session(self.page)
        session.send("Network.enable")
        session.on("Network.loadingFinished", self._received)
        if slow:
            session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
            session.send("Network.emulateNetworkConditions", SLOW_PHONE)
        selectors = [["first", side.first], ["live", side.live]]
        self.page.add_init_script(MOMENTS.replace("SELECTORS", str(selectors)))

    def __enter__(self) -> "Visitor":
        return self

    def __exit__(self, *_: object) -> None:
        self._context.close()

    def _received(self, event: dict[str, Any]) -> None:
        self._bytes += event["encodedDataLength"]

    def kilobytes(self) -> float:
        """What has arrived since this was last asked, once nothing more comes."""
        self.page.wait_for_timeout(SETTLED)
        arrived, self._bytes = self._bytes / 1000, 0.0
        return arrived

    def opens(self) -> dict[str, float]:
        """Loads the page until its first chart is live; the moments of both."""
        self.page.goto(self._side.address)
        self.page.wait_for_selector(self._side.live, state="attached")
        moments: dict[str, float] = self.page.evaluate(BOTH)
        return moments

    def visits(self) -> Visit:
        """Loads the page, changes its filter, and loads it again."""
        moments = self.opens()
        cold = self.kilobytes()
        shift = float(self.page.evaluate("shift"))
        change = float(self.page.evaluate(CHANGE.replace("ACT", self._side.act)))
        answer = self.kilobytes()
        self.opens()
        return Visit(moments["first"], moments["live"], change, cold, answer, self.kilobytes(), shift)
