"""The same page two ways: as a document for a browser that asks for it, and as Dash's answer to a changed address."""

from collections.abc import Mapping
from hashlib import sha256
from threading import Condition
from typing import Any, Protocol
from urllib.parse import unquote, urlsplit

import brotli
from cachetools import LRUCache, cached
from dash import Dash, Input, Output, State
from flask import Response, redirect, request
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response as AnyResponse

from layouts.columns import Columned
from layouts.difference import difference
from layouts.document import Linked, Painted, document, painted
from layouts.page import Page, SiteFacts

LONGEST_ADDRESS = 4000
LARGEST = 8 * 2**20
"""Bytes of compressed documents, and as many of answers, that a process keeps: a crowd asks for the same ones."""

QUALITY = 5
"""Of brotli: larger numbers take far longer for little."""

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
        self._shrunk = cached(LRUCache(LARGEST, getsizeof=len), key=_alike, condition=Condition())(self._compressed)
        self._told = cached(LRUCache(LARGEST, getsizeof=_weight), key=_pair, condition=Condition())(told)

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
        shrunk = page.status == 200 and request.accept_encodings["br"] > 0
        content = self._shrunk(page) if shrunk else document(page, self._linked, self._config)
        response = Response(content, page.status, mimetype="text/html")
        response.headers["Cache-Control"] = "private, no-cache"
        if shrunk:
            response.headers["Content-Encoding"] = "br"
            response.vary.add("Accept-Encoding")
        if page.status == 200:
            response.set_etag(sha256(repr((_alike(page), self._linked)).encode()).hexdigest()[:20], weak=True)
            response.make_conditional(request)
        return response

    def _compressed(self, page: Painted) -> bytes:
        return brotli.compress(document(page, self._linked, self._config).encode(), quality=QUALITY)

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
            "page": self._told(page, self._find.named(held) if isinstance(held, str) else None),
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


def _alike(page: Painted) -> tuple[str, str, str]:
    """Documents that have this in common are the same."""
    return page.name, page.title, page.description


def _pair(page: Painted, before: Painted | None) -> tuple[str, str]:
    return page.name, before.name if before else ""


def _weight(told: dict[str, Any]) -> int:
    """About the bytes of an answer's page."""
    return len(repr(told))


def _within(address: str) -> str:
    """The address, if it is one of this site: a path, not another host."""
    if not address.startswith("/") or address.startswith(("//", "/\\")):
        raise BadRequest("This is not an address of this site.")
    return address
