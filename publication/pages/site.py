"""Pages that belong to no release: the list of releases, statements, a search, and what search engines ask for."""

from collections.abc import Callable
from typing import Any

from flask import Flask, Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from layouts.open.beside import Setting
from layouts.open.home import found_page
from layouts.open.page import OpenPage, OpenSite
from layouts.open.releases import releases_page
from layouts.open.statements import about_page, accessibility_page, contact_page, privacy_page
from publication.pages.addresses import addresses
from publication.pages.listing import robots, sitemap
from views.open.addresses import ABOUT, ACCESSIBILITY, CONTACT, FIND, PRIVACY, RELEASES, ROOT, SITEMAP, Root
from views.open.home import find
from views.open.release import Shelf
from views.open.releases import open_releases

Paint = Callable[[OpenPage], Response]
Keep = Callable[[Response], AnyResponse]

STATEMENTS: dict[str, Callable[[OpenSite], OpenPage]] = {
    ABOUT: about_page,
    ACCESSIBILITY: accessibility_page,
    CONTACT: contact_page,
    PRIVACY: privacy_page,
}


class SitePages:
    """Answers for the site as a whole."""

    def __init__(self, shelf: Shelf, site: OpenSite, paint: Paint, keep: Keep) -> None:
        self._shelf, self._site, self._paint, self._keep = shelf, site, paint, keep

    def register(self, server: Flask) -> None:
        """Their addresses."""
        for address, made in STATEMENTS.items():
            server.add_url_rule(address, address, self._statement(made))
        server.add_url_rule(RELEASES, "releases", self._releases)
        server.add_url_rule(FIND, "find", self._find)
        server.add_url_rule(SITEMAP, "sitemap", self._sitemap)
        server.add_url_rule(f"{ROOT}robots.txt", "robots", self._robots)
        server.add_url_rule("/robots.txt", "robots_at_the_top", self._robots)

    def _statement(self, made: Callable[[OpenSite], OpenPage]) -> Any:
        return lambda: self._keep(self._paint(made(self._site)))

    def _releases(self) -> AnyResponse:
        return self._keep(self._paint(releases_page(open_releases(self._shelf.published()))))

    def _find(self) -> AnyResponse:
        reader = self._shelf.newest()
        if reader is None:
            return redirect(ROOT, 302)
        found = find(reader, request.args.get("q", ""))
        if found.path:
            return redirect(Root().to(found.path), 302)
        return self._paint(found_page(found, Setting(self._site, Root())))

    def _sitemap(self) -> AnyResponse:
        reader = self._shelf.newest()
        text = sitemap(addresses(reader), self._base, reader.facts.published_at) if reader else sitemap((), "", None)
        return self._keep(Response(text, mimetype="application/xml"))

    def _robots(self) -> AnyResponse:
        return self._keep(Response(robots(self._base), mimetype="text/plain"))

    @property
    def _base(self) -> str:
        """Scheme and host; as asked for, where the configuration does not say."""
        return self._site.base or request.host_url.rstrip("/")
