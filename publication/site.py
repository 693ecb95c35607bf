"""The public pages as static files: the same addresses and the same bytes, for any web server or bucket."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from itertools import chain
from multiprocessing import get_context
from time import monotonic

from publication.links import Link
from publication.site_folder import SiteFolder
from publication.site_part import ASKED_ONLY, HELD, Known, Origin, is_a_file, page_of, write_part

AT_ONCE = 40
"""Pages, with their files, that a process writes before it reports."""

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


def write_site(
    origin: Origin,
    first: Iterable[str],
    folder: SiteFolder,
    told: Told = lambda _done, _all: None,
    processes: int = 1,
) -> SiteWritten:
    """Writes the first addresses, and all that their pages lead to, as the application answers; checks every link.

    With more than one of the `processes` the origin goes to each, so it must be one that can be sent.
    """
    began, known = monotonic(), Known()
    beginning = list(dict.fromkeys(first))
    for found in _parts(origin, beginning, folder, processes):
        known.take(found)
        folder.take(found.names, found.changed)
        told(len(known.statuses), max(len(beginning), len(known.statuses)))
    rest = [one for one in _led_to(known) if is_a_file(one) and one not in known.statuses]
    found = write_part(origin, folder.root, rest, done=known.statuses)
    known.take(found)
    folder.take(found.names, found.changed)
    folder.finish()
    told(len(known.statuses), len(known.statuses))
    pages, written = len(known.leads), sum(status in HELD for status in known.statuses.values())
    seconds = monotonic() - began
    return SiteWritten(pages, written - pages, folder.changed, folder.removed, seconds, tuple(broken(known)))


def broken(known: Known) -> Iterator[Broken]:
    """Links that lead to nothing, or to no place on a page, in order of their pages."""
    for page, lead in sorted(known.leads.items()):
        for link in sorted(lead.links, key=lambda one: (one.address, one.place)):
            if not _leads_somewhere(known, link):
                yield Broken(page, link)


def _parts(origin: Origin, beginning: list[str], folder: SiteFolder, processes: int) -> Iterator[Known]:
    """What each part of the site was found to be, in whatever order they are done."""
    together = _together(beginning)
    if processes < 2 or len(together) < 2:
        yield from (write_part(origin, folder.root, addresses) for addresses in together)
        return
    with ProcessPoolExecutor(min(processes, len(together)), get_context("spawn")) as workers:
        try:
            for done in as_completed([workers.submit(write_part, origin, folder.root, part) for part in together]):
                yield done.result()
        finally:
            workers.shutdown(cancel_futures=True)


def _together(beginning: Iterable[str]) -> list[list[str]]:
    """Addresses of the same pages under whichever root together, so many pages at once."""
    pages: dict[str, list[str]] = {}
    for address in beginning:
        pages.setdefault(page_of(address), []).append(address)
    each = list(pages.values())
    parts = (each[place : place + AT_ONCE] for place in range(0, len(each), AT_ONCE))
    return [list(chain.from_iterable(part)) for part in parts]


def _led_to(known: Known) -> Iterator[str]:
    """Where every page leads, each address once."""
    yield from dict.fromkeys(link.address for lead in known.leads.values() for link in lead.links)


def _leads_somewhere(known: Known, link: Link) -> bool:
    if link.address.startswith(ASKED_ONLY) and not is_a_file(link.address):
        return True
    if known.statuses.get(link.address) not in HELD:
        return False
    lead = known.leads.get(link.address)
    return not link.place or lead is None or link.place in lead.places
