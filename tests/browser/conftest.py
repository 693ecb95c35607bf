"""A real browser and a real server on a free port of this machine."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any

import pytest
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
