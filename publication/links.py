"""Which addresses a page leads to, and which places in it can be led to."""

from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import unquote, urljoin, urlsplit

LEADS = {"a": "href", "link": "href", "img": "src", "form": "action", "iframe": "src", "source": "src", "script": "src"}
"""Elements that name an address, and the attribute that does."""

ELSEWHERE = frozenset({"canonical", "license", "alternate"})
"""Relations whose address is a name; it may be the one of another server."""


@dataclass(frozen=True)
class Link:
    """An address of the same site, without its query, and the place on that page ('' for its beginning)."""

    address: str
    place: str = ""


@dataclass(frozen=True)
class Leading:
    """What a page leads to on its own site, and the places in it."""

    links: frozenset[Link]
    places: frozenset[str]


def leading(html: str, address: str, base: str = "") -> Leading:
    """What the page at the address leads to; `base` is the scheme and host of its site, '' if only paths are."""
    found = _Found()
    found.feed(html)
    found.close()
    links = (_link(one, address, base) for one in found.named)
    return Leading(frozenset(link for link in links if link), frozenset(found.places))


def _link(named: str, address: str, base: str) -> Link | None:
    """Where a link leads on the same site; None for another site, an e-mail or data."""
    own = base or "http://own.invalid"
    whole = urlsplit(urljoin(f"{own}{address}", named.strip()))
    if f"{whole.scheme}://{whole.netloc}" != own:
        return None
    return Link(whole.path or "/", unquote(whole.fragment))


class _Found(HTMLParser):
    """Every address that a document names, and every place in it."""

    def __init__(self) -> None:
        super().__init__()
        self.named: list[str] = []
        self.places: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element with what it says."""
        said = dict(attrs)
        if place := said.get("id"):
            self.places.add(place)
        named = said.get(LEADS.get(tag, ""))
        if named and (said.get("rel") or "") not in ELSEWHERE:
            self.named.append(named)
