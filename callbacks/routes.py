"""Which page answers which address."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote

from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest, NotFound
from werkzeug.routing import Map, RequestRedirect, Rule

from layouts.lost import moved
from layouts.onward import with_tables_first
from layouts.page import Page

MOST_FIELDS = 100

Query = MultiDict[str, str]
Answer = Callable[..., Page]
"""Called with the query and, by name, with what stands in the address's places; returns the page."""


@dataclass(frozen=True)
class Route:
    """A pattern such as `/council/<council>` and what answers it: `answer(query, council=...)`."""

    pattern: str
    answer: Answer


class Router:
    """Finds the answer for an address. `lost` makes the page for an address that nothing answers."""

    def __init__(self, routes: Sequence[Route], lost: Callable[[str], Page]) -> None:
        self._answers = {route.pattern: route.answer for route in routes}
        rules = [Rule(route.pattern, endpoint=route.pattern) for route in routes]
        self._map = Map(rules, merge_slashes=False).bind("")
        self._lost = lost
        self.sections = tuple(dict.fromkeys(route.pattern.split("/")[1] for route in routes))

    def __call__(self, path: str, query: str = "") -> Page:
        """The page for a decoded path and a raw query string. An empty field is as if it were not there."""
        try:
            pattern, places = self._map.match(path)
        except (NotFound, RequestRedirect):
            without = path.rstrip("/")
            return moved(_address(without, query)) if without and without != path else self._lost(path)
        asked = fields(query)
        page = self._answers[pattern](asked, **places)
        return with_tables_first(page) if asked.get("show") == "table" else page


def _address(path: str, query: str) -> str:
    return quote(path) + (f"?{query}" if query else "")


def fields(query: str) -> Query:
    """The fields of a query string without the empty ones, which a plain GET form sends too.

    Raises BadRequest when there are more than any page asks for.
    """
    try:
        return MultiDict(parse_qsl(query, keep_blank_values=False, max_num_fields=MOST_FIELDS, errors="replace"))
    except ValueError as error:
        raise BadRequest(f"The address holds more than {MOST_FIELDS} fields.") from error
