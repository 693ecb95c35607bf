"""The public pages as static files: the same addresses and the same bytes, for any web server or bucket."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from time import monotonic

from flask import Flask
from flask.testing import FlaskClient

from publication.links import Leading, Link, leading
from publication.site_folder import SiteFolder
from views.open.addresses import ROOT

ASKED_ONLY = "/open/api/"
"""What is answered to questions cannot be a file; its description can."""

KEPT_EVERY = 500
HELD = (200, 410)
"""Statuses of what is written: a release that was withdrawn says so at its address."""

Told = Callable[[int, int], None]
"""Told how many addresses are written and how many there are."""


@dataclass(frozen=True)
class Broken:
    """A link that leads nowhere, and a page that has it."""

    page: str
    link: Link


@dataclass(frozen=True)
class SiteWritten:
    """What came of it."""

    pages: int
    files: int
    changed: int
    removed: int
    seconds: float
    broken: tuple[Broken, ...]


@dataclass
class Writing:
    """What is known so far: the status of every address, and where pages lead."""

    statuses: dict[str, int] = field(default_factory=dict)
    leads: dict[str, Leading] = field(default_factory=dict)


def write_site(
    server: Flask, first: Iterable[str], folder: SiteFolder, base: str = "", told: Told = lambda _done, _all: None
) -> SiteWritten:
    """Writes the first addresses, and all that their pages lead to, as the application answers; checks every link.

    `base` is the scheme and host that the pages' own addresses begin with.
    """
    began, client, known = monotonic(), server.test_client(), Writing()
    waiting = deque(dict.fromkeys(first))
    seen = set(waiting)
    while waiting:
        address = waiting.popleft()
        for link in _write(client, folder, known, address, base):
            if link.address not in seen and _is_a_file(link.address):
                seen.add(link.address)
                waiting.append(link.address)
        if len(known.statuses) % KEPT_EVERY == 0:
            folder.keep()
        told(len(known.statuses), len(seen))
    folder.finish()
    pages, written = len(known.leads), sum(status in HELD for status in known.statuses.values())
    seconds = monotonic() - began
    return SiteWritten(pages, written - pages, folder.changed, folder.removed, seconds, tuple(broken(known)))


def broken(known: Writing) -> Iterator[Broken]:
    """Links that lead to nothing, or to no place on a page, in order of their pages."""
    for page, lead in sorted(known.leads.items()):
        for link in sorted(lead.links, key=lambda one: (one.address, one.place)):
            if not _leads_somewhere(known, link):
                yield Broken(page, link)


def _write(client: FlaskClient, folder: SiteFolder, known: Writing, address: str, base: str) -> Iterable[Link]:
    """Writes one address and says where it leads."""
    response = client.get(address)
    known.statuses[address] = response.status_code
    if response.status_code not in HELD:
        return ()
    folder.put(address, response.data)
    if response.mimetype != "text/html":
        return ()
    known.leads[address] = leading(response.text, address, base)
    return known.leads[address].links


def _is_a_file(address: str) -> bool:
    """Whether a static site can hold what the address answers."""
    return address.startswith(ROOT) and (not address.startswith(ASKED_ONLY) or address.endswith((".json", "/")))


def _leads_somewhere(known: Writing, link: Link) -> bool:
    if link.address.startswith(ASKED_ONLY) and not _is_a_file(link.address):
        return True
    if known.statuses.get(link.address) not in HELD:
        return False
    lead = known.leads.get(link.address)
    return not link.place or lead is None or link.place in lead.places
