"""The ways on from a page keep the reader's preference: who has tables first has them first on the next page too."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

from dash import html
from dash.development.base_component import Component

from layouts.filters import kept_field
from layouts.page import Page

PAGES = ("", "compare", "council")
"""First segments of the addresses whose pages have charts, or lead to some that have."""

TABLES_FIRST = "show=table"


def with_tables_first(page: Page) -> Page:
    """The page with `show=table` in its links to such pages and in its forms, and in where it redirects to.

    The link that changes the preference itself (`data-said`) stays as it is.
    """
    for place, part in enumerate(_components(page.body)):
        if isinstance(part, html.A) and not hasattr(part, "data-said"):
            part.href = tables_first_at(getattr(part, "href", ""))
        elif isinstance(part, html.Form):
            fields = [one for one in _components(part.children) if getattr(one, "name", "") == "show"]
            inside = part.children if isinstance(part.children, list | tuple) else [part.children]
            part.children = [*inside, *([] if fields else kept_field("show", "table", f"kept-{place}"))]
    return replace(page, redirect=tables_first_at(page.redirect)) if page.redirect else page


def tables_first_at(address: str) -> str:
    """An address of this site with the preference, where it means something and is not said yet."""
    parts = urlsplit(address)
    ours = address.startswith("/") and not parts.netloc and parts.path.split("/")[1] in PAGES
    if not ours or "show" in parse_qs(parts.query):
        return address
    return parts._replace(query="&".join(filter(None, (parts.query, TABLES_FIRST)))).geturl()


def _components(node: Any) -> Iterator[Component]:
    if isinstance(node, list | tuple):
        for child in node:
            yield from _components(child)
    elif isinstance(node, Component):
        yield node
        yield from _components(getattr(node, "children", None))
