"""Pages that were painted once, kept until the figures change: a hundred people who ask alike cost one query."""

from collections.abc import Callable
from sys import getsizeof
from threading import Condition

from cachetools import LRUCache, cached

from callbacks.routes import fields
from layouts.document import Painted, painted
from layouts.page import Page, SiteFacts
from warehouse.store import WarehouseError

LARGEST = 64 * 2**20
"""Bytes of painted pages that a process keeps; those asked for longest ago go first."""

Paint = Callable[[str, str], Painted]


class NotKeptError(Exception):
    """Carries a page that may be another one the next time."""

    def __init__(self, page: Painted) -> None:
        super().__init__("this page is not kept")
        self.page = page


def kept_pages(find: Callable[[str, str], Page], site: SiteFacts, version: Callable[[], str]) -> Paint:
    """Paints what `find` finds, once for each version of the figures, path and query.

    Those who ask for the same page at the same time wait for one of them. A page that tells of a failure is not kept.
    """

    @cached(LRUCache(LARGEST, getsizeof=_size), condition=Condition())
    def remembered(_version: str, path: str, query: str) -> Painted:
        page = painted(find(path, query), site)
        if page.status >= 400:
            raise NotKeptError(page)
        return page

    def paint(path: str, query: str) -> Painted:
        try:
            now = version()
        except WarehouseError:
            return painted(find(path, query), site)
        try:
            return remembered(now, path, _without_empty(query))
        except NotKeptError as one:
            return one.page

    return paint


def _without_empty(query: str) -> str:
    """The query as it is asked, without the empty fields that a plain form sends."""
    return "&".join(field for field in query.split("&") if not field.endswith("=")) if fields(query) else ""


def _size(page: Painted) -> int:
    return getsizeof(page.html) + getsizeof(page.description)
