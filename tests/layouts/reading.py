"""A painted page as a reader meets it: its text, its links, its headings, what has an id."""

from html.parser import HTMLParser
from typing import Any

from layouts.markup import markup
from layouts.open.page import OpenPage
from layouts.page import Page

VOID = frozenset({"br", "col", "hr", "img", "input", "link", "meta"})


class Reading(HTMLParser):
    """What is on a page."""

    def __init__(self, page: Page | OpenPage) -> None:
        super().__init__()
        self.links: list[tuple[str, str]] = []
        self.headings: list[tuple[str, str]] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self._words: list[str] = []
        self._open: list[tuple[str, dict[str, str | None], int]] = []
        self.feed(markup(page.body))

    @property
    def text(self) -> str:
        """All words, with single spaces."""
        return " ".join("".join(self._words).split())

    @property
    def ids(self) -> list[str]:
        """Every id, in order."""
        return [found for _, attributes in self.elements if (found := attributes.get("id"))]

    def attributes(self, tag: str, name: str) -> list[str | None]:
        """One attribute of every element with this tag that has it."""
        return [attributes[name] for found, attributes in self.elements if found == tag and name in attributes]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._words.append(" ")
        if tag not in VOID:
            self._open.append((tag, dict(attrs), len(self._words)))

    def handle_endtag(self, tag: str) -> None:
        opened, attributes, place = self._open.pop()
        assert opened == tag, f"<{opened}> is closed by </{tag}>"
        words = " ".join("".join(self._words[place:]).split())
        if tag == "a":
            self.links.append((words, attributes.get("href") or ""))
        if tag in {"h1", "h2", "h3", "h4"}:
            self.headings.append((tag, words))
        self._words.append(" ")

    def handle_data(self, data: str) -> Any:
        self._words.append(data)
