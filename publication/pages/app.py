"""The public pages as a Flask application: an address -> a release -> a view -> a document."""

from collections.abc import Hashable
from sys import getsizeof
from threading import Lock
from typing import Any, NoReturn

from cachetools import LRUCache, cached
from flask import Flask, Response, abort, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from layouts.open.apology import not_found, nothing_published, withdrawn
from layouts.open.beside import Setting
from layouts.open.document import document
from layouts.open.page import OpenPage, OpenSite
from publication.api.interface import register_api
from publication.files.about import Subject
from publication.files.licence import Licence
from publication.files.page_files import page_file, writers
from publication.pages.bulk import register_bulk
from publication.pages.canonical import canonical
from publication.pages.kinds import Kind, kinds
from publication.pages.safeguards import FRAMED, safeguard
from publication.pages.site import SitePages
from publication.pages.styles import Styles
from views.clock import uk_date
from views.open.addresses import ROOT, Root
from views.open.release import ReleaseReader, Shelf

NEWEST, PERMANENT = "public, max-age=300", "public, max-age=3600"
"""A page of the newest release may change within minutes; one of a numbered release only if that is withdrawn."""

LARGEST = 32 * 2**20
"""Bytes of painted pages that a process keeps; those asked for longest ago go first."""

VIEWS = 16
"""Pages whose figures are kept, as their files are mostly asked for with them."""


def public_app(shelf: Shelf, site: OpenSite) -> Flask:
    """The application; it answers at the very addresses it is known by ('/open/...'), alone or beside the dashboard."""
    server = Flask("guildhall-open", static_folder=None)
    pages = Pages(shelf, site, Styles())
    pages.register(server)
    register_api(server, shelf, site.title, site.base, Licence(site.licence, site.licence_link))
    safeguard(server, pages.painted)
    return server


class Pages:
    """Answers requests from a shelf of releases."""

    def __init__(self, shelf: Shelf, site: OpenSite, styles: Styles) -> None:
        self._shelf, self._site, self._styles = shelf, site, styles
        self._view = cached(LRUCache(VIEWS), key=_what, lock=Lock())(_found)
        self._html = cached(LRUCache(LARGEST, getsizeof=getsizeof), key=_what, lock=Lock())(self._paint)

    def register(self, server: Flask) -> None:
        """Every kind of page under both roots, the style sheet, and the way in."""
        self._styles.register(server)
        SitePages(self._shelf, self._site, self.painted, lambda one: self._kept(one, False, NEWEST)).register(server)
        server.add_url_rule("/", "way_in", lambda: redirect(ROOT, 302))
        for kind in kinds():
            for root in (ROOT, f"{ROOT}release/<int:number>/"):
                name = f"{root}{kind.pattern}"
                server.add_url_rule(name, name, self._answer(kind))
                if kind.files:
                    for file in writers():
                        server.add_url_rule(f"{name}{file}", f"{name}{file}", self._file(kind, file))

        register_bulk(server, self._release, self.painted, self._site.base, PERMANENT)

    def painted(self, page: OpenPage, framed: bool = False) -> Response:
        """A page as a document, with its status."""
        response = Response(document(page, self._site, self._styles.address, framed), page.status, mimetype="text/html")
        response.headers["Cache-Control"] = "no-cache"
        return response

    def _answer(self, kind: Kind) -> Any:
        def answered(number: int | None = None, **places: str) -> AnyResponse:
            return self._of_release(kind, number, places)

        return answered

    def _file(self, kind: Kind, file: str) -> Any:
        def answered(number: int | None = None, **places: str) -> AnyResponse:
            reader = self._release(number)
            if isinstance(reader, OpenPage):
                return self.painted(reader)
            view = self._view(kind, reader, places)
            subject = Subject(view.title, f"{self._site.base}{Root(reader.facts.number).to(view.path)}")
            made = page_file(file, reader, view.rows, subject) or abort(404)
            response = Response(made.content, content_type=made.content_type)
            response.headers["Access-Control-Allow-Origin"] = "*"
            return self._kept(response, False, NEWEST if number is None else PERMANENT)

        return answered

    def _of_release(self, kind: Kind, number: int | None, places: dict[str, str]) -> AnyResponse:
        reader = self._release(number)
        if isinstance(reader, OpenPage):
            return self.painted(reader)
        order = self._order(kind, reader, places) if kind.sorts else ""
        response = Response(self._html(kind, reader, places, Root(number), order), mimetype="text/html")
        return self._kept(response, kind.framed, NEWEST if number is None else PERMANENT)

    def _order(self, kind: Kind, reader: ReleaseReader, places: dict[str, str]) -> str:
        """What the address says of the order, if the page can be in that one."""
        order = request.args.get("sort", "")
        return order if order and order.removeprefix("-") in self._view(kind, reader, places).orders else ""

    def _paint(self, kind: Kind, reader: ReleaseReader, places: dict[str, str], root: Root, order: str) -> str:
        page = kind.paint(self._view(kind, reader, places), Setting(self._site, root, order))
        return document(page, self._site, self._styles.address, kind.framed)

    def _kept(self, response: Response, framed: bool, how_long: str) -> AnyResponse:
        """What browsers and proxies may keep: unchanged, it is not sent again."""
        response.headers["Cache-Control"] = how_long
        if framed:
            response.headers[FRAMED] = "yes"
        response.add_etag(weak=True)
        return response.make_conditional(request)

    def _release(self, number: int | None) -> ReleaseReader | OpenPage:
        """The release asked for, or the page that says why there is none."""
        if number is None:
            return self._shelf.newest() or nothing_published(200 if request.path == ROOT else 404)
        found = self._shelf.release(number)
        if found:
            return found
        facts = next((one for one in self._shelf.published() if one.number == number), None)
        if facts and facts.withdrawn_at:
            return withdrawn(facts, uk_date(facts.withdrawn_at))
        return not_found(f"There is no release {number}", "No release of this number has been published.")


def _what(kind: Kind, reader: ReleaseReader, places: dict[str, str], *how: Hashable) -> Hashable:
    """By what a page is remembered: a release never changes, so neither does a page of it."""
    return reader.facts.number, kind.pattern, *places.values(), *how


def _found(kind: Kind, reader: ReleaseReader, places: dict[str, str]) -> Any:
    """What a page knows, for the page under both roots and its files; 404 where the release holds nothing of it."""
    return kind.view(reader, **places) or _elsewhere(reader, places)


def _elsewhere(reader: ReleaseReader, places: dict[str, str]) -> NoReturn:
    """Leads to the one address of what is known by another code or in other letters; else there is nothing."""
    known = canonical(reader, places)
    if known == places or request.endpoint is None:
        abort(404)
    abort(redirect(url_for(request.endpoint, **{**(request.view_args or {}), **known}), 308))
