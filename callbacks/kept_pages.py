"""Pages that were painted once, kept until the figures change: a hundred people who ask alike cost one query."""

from collections.abc import Callable
from sys import getsizeof
from threading import Condition
from weakref import WeakValueDictionary

from cachetools import LRUCache, cached

from callbacks.routes import fields
from layouts.document import Painted, painted
from layouts.page import Page, SiteFacts
from warehouse.store import WarehouseError

LARGEST = 64 * 2**20
"""Bytes of painted pages that a process keeps; those asked for longest ago go first."""


class NotKeptError(Exception):
    """Carries a page that may be another one the next time."""

    def __init__(self, page: Painted) -> None:
        super().__init__("this page is not kept")
        self.page = page


class KeptPages:
    """Paints what `find` finds, once for each version of the figures, path and query.

    Those who ask for the same page at the same time wait for one of them. A page that tells of a failure is not kept.
    """

    def __init__(self, find: Callable[[str, str], Page], site: SiteFacts, version: Callable[[], str]) -> None:
        self._find, self._site, self._version = find, site, version
        self._remembered = cached(LRUCache(LARGEST, getsizeof=_size), condition=Condition())(self._kept)
        self._names: WeakValueDictionary[str, Painted] = WeakValueDictionary()

    def __call__(self, path: str, query: str) -> Painted:
        """The page at a decoded path with a raw query string."""
        try:
            now = self._version()
        except WarehouseError:
            return painted(self._find(path, query), self._site)
        try:
            return self._remembered(now, path, _without_empty(query))
        except NotKeptError as one:
            return one.page

    def named(self, name: str) -> Painted | None:
        """The page that holds what this name stands for, if this process still keeps it."""
        return self._names.get(name)

    def _kept(self, _version: str, path: str, query: str) -> Painted:
        page = painted(self._find(path, query), self._site)
        if page.status >= 400:
            raise NotKeptError(page)
        self._names[page.name] = page
        return page


def _without_empty(query: str) -> str:
    """The query as it is asked, without the empty fields that a plain form sends."""
    return "&".join(field for field in query.split("&") if not field.endswith("=")) if fields(query) else ""


def _size(page: Painted) -> int:
    """With a quarter for the same page in columns, which takes a seventh to a fifth."""
    return getsizeof(page.html) * 5 // 4 + getsizeof(page.description)
