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
window.find = (selector, root = document) => {
    const found = root.querySelector(selector);
    if (found || !DEEP) return found;
    for (const { shadowRoot } of root.querySelectorAll("*")) {
        const within = shadowRoot && find(selector, shadowRoot);
        if (within) return within;
    }
    return null;
};
new PerformanceObserver((list) => list.getEntries().forEach((entry) => { window.shift += entry.value; }))
    .observe({ type: "layout-shift", buffered: true });
const look = () => {
    for (const [name, selector] of SELECTORS) {
        if (name in moments || !find(selector)) continue;
        moments[name] = null;
        requestAnimationFrame(() => setTimeout(() => { moments[name] = performance.now(); }));
    }
};
// What happens in a shadow tree is not told to an observer of the document.
if (DEEP) setInterval(look, 10);
else new MutationObserver(look).observe(document, { childList: true, subtree: true, attributes: true });
"""

BOTH = """() => new Promise((done) => {
    const look = () => moments.first && moments.live ? done(moments) : setTimeout(look, 20);
    look();
})"""

CHANGE = """() => new Promise((done, failed) => {
    setTimeout(() => failed(new Error("the chart did not change within 30 s")), 30000);
    const points = () => ((find(".js-plotly-plot") || {}).data || [{ x: [] }])[0].x.length;
    const before = points();
    const begun = performance.now();
    let timer = 0;
    const look = () => {
        if (!points() || points() === before) return;
        watch.disconnect();
        clearInterval(timer);
        requestAnimationFrame(() => setTimeout(() => done(performance.now() - begun)));
    };
    const watch = new MutationObserver(look);
    if (DEEP) timer = setInterval(look, 10);
    else watch.observe(document, { childList: true, subtree: true, characterData: true, attributes: true });
    ACT;
})"""


@dataclass(frozen=True)
class Side:
    """An application as visited: selectors of the first chart seen and of the first live one, and how to filter.

    `deep`: its charts stand in shadow trees.
    """

    address: str
    first: str
    live: str
    act: str
    name: str = ""
    deep: bool = False

    def script(self, text: str) -> str:
        """A script for this side's pages."""
        return text.replace("DEEP", "true" if self.deep else "false").replace("ACT", self.act)


@dataclass(frozen=True)
class Visit:
    """Milliseconds from asking to the first chart seen and to a live one, and of a change.

    `cold`, `answer` and `warm` are the kB of the load, of the change, and of loading the page again; `requests` those
    of the load.
    """

    first: float
    live: float
    change: float
    cold: float
    answer: float
    warm: float
    shift: float
    requests: int = 0


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
        self._side, self._bytes, self._requests = side, 0.0, 0
        session = self._context.new_cdp_session(self.page)
        session.send("Network.enable")
        session.on("Network.loadingFinished", self._received)
        if slow:
            session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
            session.send("Network.emulateNetworkConditions", SLOW_PHONE)
        selectors = [["first", side.first], ["live", side.live]]
        self.page.add_init_script(side.script(MOMENTS.replace("SELECTORS", str(selectors))))

    def __enter__(self) -> "Visitor":
        return self

    def __exit__(self, *_: object) -> None:
        self._context.close()

    def _received(self, event: dict[str, Any]) -> None:
        self._bytes += event["encodedDataLength"]
        self._requests += 1

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
        cold, requests = self.kilobytes(), self._requests
        shift = float(self.page.evaluate("shift"))
        change = float(self.page.evaluate(self._side.script(CHANGE)))
        answer = self.kilobytes()
        self.opens()
        return Visit(moments["first"], moments["live"], change, cold, answer, self.kilobytes(), shift, requests)
