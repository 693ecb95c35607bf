"""The public pages as static files: the same addresses and the same bytes, for any web server or bucket."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from time import monotonic

from flask import Flask
from flask.testing import FlaskClient

from publication.files.page_files import writers
from publication.links import Leading, Link, leading
from publication.site_folder import SiteFolder
from views.open.addresses import ROOT, Root

ASKED_ONLY = "/open/api/"
"""What is answered to questions cannot be a file; its description can."""

BESIDE = {"figures.csv": ("figures.csv-metadata.json", "datapackage.json")}
"""What stands beside a file and is looked for there by programs, though no page leads to it."""

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
    """What is known so far: the status of every address, where pages lead, and at which address a page's file is."""

    statuses: dict[str, int] = field(default_factory=dict)
    leads: dict[str, Leading] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)


def write_site(
    server: Flask,
    first: Iterable[str],
    folder: SiteFolder,
    base: str = "",
    newest: int | None = None,
    told: Told = lambda _done, _all: None,
) -> SiteWritten:
    """Writes the first addresses, and all that their pages lead to, as the application answers; checks every link.

    `base` is the scheme and host that the pages' own addresses begin with, `newest` the number of the newest release:
    its files are the same at both of their addresses, and are made once.
    """
    began, client, known = monotonic(), server.test_client(), Writing()
    waiting = deque(dict.fromkeys(first))
    seen = set(waiting)
    while waiting:
        address = waiting.popleft()
        new = [
            one for one in _write(client, folder, known, address, base, newest) if one not in seen and _is_a_file(one)
        ]
        seen.update(new)
        waiting.extend(dict.fromkeys(new))
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


def _write(
    client: FlaskClient, folder: SiteFolder, known: Writing, address: str, base: str, newest: int | None
) -> Iterable[str]:
    """Writes one address and says which others belong to it."""
    same = _for_ever(address, newest)
    if same in known.files:
        folder.put(address, folder.read(known.files[same]))
        known.statuses[address] = known.statuses[known.files[same]]
        return _beside(address)
    response = client.get(address)
    known.statuses[address] = response.status_code
    if response.status_code not in HELD:
        return ()
    folder.put(address, response.data)
    if response.mimetype != "text/html":
        if same:
            known.files[same] = address
        return _beside(address)
    known.leads[address] = leading(response.text, address, base)
    return sorted(link.address for link in known.leads[address].links)


def _beside(address: str) -> list[str]:
    place, _, name = address.rpartition("/")
    return [f"{place}/{beside}" for beside in BESIDE.get(name, ())]


def _for_ever(address: str, newest: int | None) -> str:
    """The address of a page's file under the release it is of; '' for anything else."""
    if newest is None or address.rpartition("/")[2] not in writers():
        return ""
    path = address.removeprefix(ROOT)
    return address if path.startswith("release/") else Root(newest).to(path)


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
