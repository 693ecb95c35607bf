"""The whole dashboard with the examples it ships, and someone who uses it."""

import re
from typing import Any

from playwright.sync_api import Download, Locator, Page, expect

INTERACTIVE = "html[data-interactive]"
LIVE = ".gh-figure[data-live]"
SCRIPT = "**/assets/guildhall-*.js"


class Person:
    """Someone at a browser who goes by what pages say; with Dash they wait until it has taken a document over."""

    def __init__(self, page: Page, base: str, with_dash: bool) -> None:
        self.page, self.base, self.with_dash = page, base, with_dash
        self.opened = 0
        self.documents: list[str] = []
        page.on("request", self._notice)

    def _notice(self, request: Any) -> None:
        if request.is_navigation_request() and "/data/" not in request.url:
            self.documents.append(request.url)

    def opens(self, address: str) -> int:
        """Asks for a document; returns its status."""
        self.opened += 1
        answer = self.page.goto(self.base + address)
        self._taken_over()
        assert answer is not None
        return answer.status

    def reloads(self) -> None:
        self.opened += 1
        self.page.reload()
        self._taken_over()

    def goes_back(self) -> None:
        self.page.go_back()

    def goes_forward(self) -> None:
        self.page.go_forward()

    def _taken_over(self) -> None:
        if self.with_dash:
            self.page.wait_for_selector(INTERACTIVE)

    def follows(self, name: str, within: str = "main") -> None:
        self.page.locator(within).get_by_role("link", name=name, exact=True).first.click()

    def writes(self, label: str, words: str) -> None:
        self.page.get_by_label(label, exact=True).fill(words)

    def chooses(self, label: str, option: str) -> None:
        control = self.page.get_by_label(label, exact=True)
        if control.get_attribute("role") == "combobox":  # a long select has become a field to type in
            control.fill(option)
            self.page.get_by_role("option", name=option).first.click()
        else:
            control.select_option(label=option)

    def presses(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def reads(self, heading: str) -> None:
        """Waits for the page with this heading."""
        expect(self.page.locator("h1")).to_have_text(heading)

    def sees(self, *words: str) -> None:
        for each in words:
            expect(self.page.locator("main")).to_contain_text(each)

    def is_at(self, address: str) -> None:
        """Waits for the address; an empty field, which a plain form sends too, is as if it were not there."""
        path, _, query = address.partition("?")
        fields = "&".join(f"{re.escape(field)}" for field in query.split("&")) if query else ""
        end = rf"(\?{fields})" if fields else ""
        expect(self.page).to_have_url(re.compile(f"^{re.escape(self.base + path)}{end}([?&][a-z]+=)*$"))

    def has_chosen(self, label: str) -> str:
        """What a choice shows."""
        control = self.page.get_by_label(label, exact=True)
        return str(control.evaluate("(select) => select.selectedOptions[0].textContent"))

    def section(self, key: str) -> Locator:
        return self.page.locator(f"section[aria-labelledby={key}]")

    def tile(self, name: str) -> str:
        """What a tile says, on one line."""
        tile = self.page.locator(".gh-tile").filter(has=self.page.get_by_role("heading", name=name, exact=True))
        return " ".join(str(tile.text_content()).split())

    def rows(self, table: Locator) -> list[list[str]]:
        """A table's rows as they read, whether it is open or folded."""
        return cells(table)

    def downloads(self, link: Locator) -> Download:
        with self.page.expect_download() as download:
            link.click()
        return download.value

    def content(self) -> str:
        """Everything between header and footer as elements and words, apart from what plotly draws over a chart."""
        return str(self.page.evaluate(CONTENT))


def cells(table: Locator) -> list[list[str]]:
    """The rows of a table's body as they read; a chart in a cell says nothing."""
    found: list[list[str]] = table.evaluate(ROWS)
    return found


ROWS = """(table) => [...table.tBodies[0].rows].map((row) => [...row.cells].map((cell) => {
    const words = cell.cloneNode(true);
    words.querySelectorAll("svg").forEach((picture) => picture.remove());
    return words.textContent.trim();
}))"""

CONTENT = """() => {
    const changing = ["data-live", "open", "tabindex", "selected"];
    const tell = (node) => node.nodeType === 3 ? node.data : [node.localName,
        [...node.attributes].filter(({ name }) => !changing.includes(name))
            .map(({ name, value }) => name === "style" ? node.style.cssText : `${name}=${value}`).sort(),
        node.value || "",
        ...[...node.childNodes].filter((child) => !child.matches?.(".gh-figure__live")).map(tell)];
    return JSON.stringify(tell(document.getElementById("content")));
}"""
