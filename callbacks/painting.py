"""The same page two ways: as a document for a browser that asks for it, and as Dash's answer to a changed address."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import unquote, urlsplit

from dash import Dash, Input, Output, State
from flask import Response, redirect, request
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response as AnyResponse

from layouts.document import Linked, Painted, document, painted
from layouts.kept import without
from layouts.page import Page, SiteFacts

LONGEST_ADDRESS = 4000
MOST_REDIRECTS = 3

Find = Callable[[str, str], Painted]
"""From a decoded path and a raw query string to the page there, painted."""


class Painter:
    """Answers with the painted pages that `find` finds; `site` stands around those that are made here."""

    def __init__(self, find: Find, site: SiteFacts, linked: Linked, config: Mapping[str, Any]) -> None:
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

    def reply(self, asked: object, held: object = ()) -> dict[str, Any]:
        """Dash's answer for an address (path and query, as the browser writes them); redirects are followed.

        What the browser says it holds of the page is left out.

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
            "html": without(page.html, _names(held)),
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


def _names(held: object) -> frozenset[str]:
    """The names in what a browser sent; none of anything else."""
    return frozenset(name for name in held if isinstance(name, str)) if isinstance(held, list) else frozenset()


def _within(address: str) -> str:
    """The address, if it is one of this site: a path, not another host."""
    if not address.startswith("/") or address.startswith(("//", "/\\")):
        raise BadRequest("This is not an address of this site.")
    return address
