"""python -m tests.browser.screenshots FOLDER: every kind of page, as people see it on a phone, a tablet and a desk."""

import re
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page

from app import application
from benchmarks.visits import chromium
from tests.browser.conftest import served
from tests.browser.dashboard import INTERACTIVE
from tests.browser.test_every_page import PAGES
from tests.examples.loaded import loaded_examples

WIDTHS = (360, 768, 1440)


def main(folder: Path) -> int:
    """Writes NAME-WIDTH.png for each page and width; returns how many pages said something in the console."""
    folder.mkdir(parents=True, exist_ok=True)
    said = 0
    with chromium() as browser, served(application(loaded_examples())) as base:
        for width in WIDTHS:
            for name, address in PAGES.items():
                words = photograph(browser, base + address, width, folder / f"{_file_name(name)}-{width}.png")
                print(f"{name}, {width} px{': ' if words else ''}{'; '.join(words)}", flush=True)
                said += bool(words)
    print(f"{len(PAGES) * len(WIDTHS)} pictures in {folder}; {said} pages said something in the console")
    return said


def photograph(browser: Browser, url: str, width: int, path: Path) -> list[str]:
    """A picture of the whole page once its charts are live; returns what the console said, a 404 page's own apart."""
    context = browser.new_context(viewport={"width": width, "height": 900}, locale="en-GB", timezone_id="Europe/London")
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(url)
    if page.locator("script[src]").count():
        page.wait_for_selector(INTERACTIVE)
        _see_everything(page)
    page.screenshot(path=path, full_page=True)
    context.close()
    return [words for words in said if "status of 404" not in words]


def _see_everything(page: Page) -> None:
    """Scrolls through the page, so that every chart becomes live, and back to its head."""
    for place in range(0, int(page.evaluate("document.documentElement.scrollHeight")), 700):
        page.evaluate(f"scrollTo(0, {place})")
        page.wait_for_timeout(60)
    page.evaluate("scrollTo(0, 0)")
    page.wait_for_timeout(300)


def _file_name(name: str) -> str:
    return re.sub(r"\W+", "-", name)


if __name__ == "__main__":
    sys.exit(1 if main(Path(sys.argv[1])) else 0)
