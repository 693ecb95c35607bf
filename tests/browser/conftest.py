"""A real browser and a real server on a free port of this machine."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect, sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server

from app import application
from benchmarks.visits import CHROMIUM
from tests.browser.dashboard import Person
from tests.browser.pages import Site
from tests.examples.loaded import loaded_examples

LONGEST_WAIT = 30_000
"""Milliseconds until a test gives up, on a machine that may have much else to do."""


class Quiet(WSGIRequestHandler):
    """Keeps connections open, as a production server does, and logs nothing."""

    protocol_version = "HTTP/1.1"

    def log(self, *_: Any) -> None:
        pass


@contextmanager
def served(server: Flask) -> Iterator[str]:
    """The address at which an application is served while the block runs."""
    listening = make_server("127.0.0.1", 0, server, threaded=True, request_handler=Quiet)
    Thread(target=listening.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{listening.server_port}"
    finally:
        listening.shutdown()
        listening.server_close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = shutil.which("chromium")
    assert path, "The browser tests need Chromium: apt-get install chromium"
    expect.set_options(timeout=LONGEST_WAIT)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(CHROMIUM))
        yield browser
        browser.close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Makes fresh visitors: nothing cached, in the time zone and language of the people the pages are for."""
    made: list[BrowserContext] = []

    def visitor(width: int = 1440, height: int = 900, **options: Any) -> BrowserContext:
        size = ViewportSize(width=width, height=height)
        context = browser.new_context(viewport=size, locale="en-GB", timezone_id="Europe/London", **options)
        context.set_default_timeout(LONGEST_WAIT)
        made.append(context)
        return context

    yield visitor
    for context in made:
        context.close()


@pytest.fixture
def said() -> list[str]:
    """What the console of `page` said; a test that makes something fail empties it, else it must stay empty."""
    return []


@pytest.fixture
def page(visit: Callable[..., BrowserContext], said: list[str]) -> Iterator[Page]:
    """A page in a wide window; the test fails if the console says anything."""
    page = visit().new_page()
    page.on("console", lambda message: said.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: said.append(f"error: {error}"))
    yield page
    assert said == []


@pytest.fixture
def page_without_javascript(visit: Callable[..., BrowserContext]) -> Page:
    return visit(java_script_enabled=False).new_page()


@pytest.fixture
def violations() -> Callable[[Page], list[str]]:
    """What axe finds wrong with a page as it stands: rule and element."""

    def found(page: Page) -> list[str]:
        rules = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
        return [f"{rule['id']}: {node['html']}" for rule in rules for node in rule["nodes"]]

    return found


@pytest.fixture
def overlapping() -> Callable[[Page], list[list[str]]]:
    """Pairs of words on a page as it stands that lie over each other; pictures and words nobody sees left out."""
    return lambda page: list(page.evaluate(OVERLAPPING))


@pytest.fixture
def faults(
    violations: Callable[[Page], list[str]], overlapping: Callable[[Page], list[list[str]]]
) -> Callable[..., list[str]]:
    """What is wrong with a page as it stands at each width: axe's, words over each other, anything past the window."""

    def found(page: Page, *widths: int) -> list[str]:
        told: list[str] = []
        for width in widths:
            page.set_viewport_size({"width": width, "height": 900})
            told += violations(page)
            told += [f"at {width} px {one!r} and {other!r} lie over each other" for one, other in overlapping(page)]
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                told.append(f"something is wider than {width} px")
        return told

    return found


OVERLAPPING = """() => {
    const lines = [];
    const unseen = (node) => node && (getComputedStyle(node).position === "absolute" && node.offsetWidth <= 1
        || unseen(node.parentElement));
    const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const { currentNode: text } = walker;
        const within = text.parentElement;
        if (!text.data.trim() || within.closest("svg, option, .gh-figure__live") || unseen(within)) continue;
        if (!within.checkVisibility({ visibilityProperty: true })) continue;
        const range = document.createRange();
        range.selectNodeContents(text);
        for (const { left, right, top, bottom } of range.getClientRects()) {
            if (right - left > 1) lines.push({ left, right, top, bottom, words: text.data.trim().slice(0, 40) });
        }
    }
    lines.sort((one, other) => one.top - other.top);
    const found = [];
    lines.forEach((one, place) => {
        for (let next = place + 1; next < lines.length && lines[next].top < one.bottom - 6; next += 1) {
            const other = lines[next];
            const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
            if (across > 2) found.push([one.words, other.words]);
        }
    });
    return found;
}"""


@pytest.fixture(scope="session")
def site() -> Site:
    """The small pages on which the shell is tried."""
    return Site()


@pytest.fixture(scope="session")
def base(site: Site) -> Iterator[str]:
    """Where the small pages are served."""
    with served(site.app().server) as address:
        yield address


@pytest.fixture(scope="session")
def guildhall() -> Iterator[str]:
    """Where the whole dashboard is served, with all its examples loaded."""
    with served(application(loaded_examples())) as address:
        yield address


@pytest.fixture(params=["with Dash", "without JavaScript"])
def person(request: pytest.FixtureRequest, visit: Callable[..., BrowserContext], guildhall: str) -> Iterator[Person]:
    """Someone with a browser; with Dash only what they open themselves may load a document."""
    with_dash = request.param == "with Dash"
    person = Person(visit(java_script_enabled=with_dash).new_page(), guildhall, with_dash)
    yield person
    if with_dash:
        assert len(person.documents) == person.opened
