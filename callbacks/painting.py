"""The same page two ways: as a document for a browser that asks for it, and as Dash's answer to a changed address."""

from collections.abc import Mapping
from typing import Any, Protocol
from urllib.parse import unquote, urlsplit

from dash import Dash, Input, Output, State
from flask import Response, redirect, request
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response as AnyResponse

from layouts.columns import Columned
from layouts.difference import difference
from layouts.document import Linked, Painted, document, painted
from layouts.page import Page, SiteFacts

LONGEST_ADDRESS = 4000
MOST_REDIRECTS = 3


class Pages(Protocol):
    """Where painted pages come from: `callbacks.kept_pages`."""

    def __call__(self, path: str, query: str, /) -> Painted:
        """The page at a decoded path with a raw query string."""

    def named(self, name: str, /) -> Painted | None:
        """The page of this name, if it is still at hand."""


class Painter:
    """Answers with the painted pages that `find` finds; `site` stands around those that are made here."""

    def __init__(self, find: Pages, site: SiteFacts, linked: Linked, config: Mapping[str, Any]) -> None:
        self._find, self._site, self._linked, self._config = find, site, linked, config

    def respond(self) -> AnyResponse:
        """The document for the address of the request at hand, with the page's status, or a redirect."""
        page = self._find(request.path, request.query_string.decode("ascii", "replace"))
        if page.redirect:
            return redirect(_within(page.redirect), page.status if 300 < page.status < 400 else 302)
        return self._sent(page)

    def document(self, page: Page) -> Response:
        """A page that no address has, such as an apology, as a document."""
        return self._sent(painted(page, self._site))

    def _sent(self, page: Painted) -> Response:
        """A page as a document. Browsers may keep it but ask again each time: unchanged, it is not sent again."""
        response = Response(document(page, self._linked, self._config), page.status, mimetype="text/html")
        response.headers["Cache-Control"] = "private, no-cache"
        if page.status == 200:
            response.add_etag(weak=True)
            response.make_conditional(request)
        return response

    def reply(self, asked: object, held: object = "") -> dict[str, Any]:
        """Dash's answer for an address (path and query, as the browser writes them); redirects are followed.

        `held` names the page that the browser shows: what that has too is not sent again.

        Raises BadRequest for anything that is no address of this site.
        """
        if not isinstance(asked, str) or len(asked) > LONGEST_ADDRESS:
            raise BadRequest("This is not an address of this site.")
        address = _within(asked)
        for _ in range(MOST_REDIRECTS):
            parts = urlsplit(address)
            page = self._find(unquote(parts.path, errors="replace"), parts.query)
            if not page.redirect:
                break
            address = _within(page.redirect)
        return {
            "asked": asked,
            "url": address,
            "title": page.title,
            "description": page.description,
            "page": told(page, self._find.named(held) if isinstance(held, str) else None),
        }

    def register(self, app: Dash) -> None:
        """The one callback: whenever the address changes, the page there is shown."""

        @app.callback(
            Output("view", "answer"),
            Input("address", "visit"),
            State("address", "url"),
            State("address", "held"),
            prevent_initial_call=True,
        )
        def show(_visit: int, url: str, held: object) -> dict[str, Any]:
            return self.reply(url, held)


def told(page: Painted, before: Painted | None) -> dict[str, Any]:
    """A page as `assets/scripts/answer.js` reads it: how its text follows from the page before, and its rows.

    Rows that the page before has too are said by their number there.
    """
    old = before.columned if before else Columned("", ())
    return {
        "name": page.name,
        "after": before.name if before else "",
        "text": difference(old.text, page.columned.text),
        "rows": [old.runs.index(run) if run in old.runs else run for run in page.columned.runs],
    }


def _within(address: str) -> str:
    """The address, if it is one of this site: a path, not another host."""
    if not address.startswith("/") or address.startswith(("//", "/\\")):
        raise BadRequest("This is not an address of this site.")
    return address
