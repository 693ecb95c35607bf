"""Part of a static site: pages with the files beside them, asked of an application and put into a folder."""

import re
from collections import deque
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

from publication.files.page_files import writers
from publication.links import Leading, leading
from publication.site_folder import SiteFolder
from views.open.addresses import ROOT, Root

ASKED_ONLY = "/open/api/"
"""What is answered to questions cannot be a file; its description can."""

BESIDE = {"figures.csv": ("figures.csv-metadata.json", "datapackage.json")}
"""What stands beside a file and is looked for there by programs, though no page leads to it."""

HELD = (200, 410)
"""Statuses of what is written: a release that was withdrawn says so at its address."""

OF_A_RELEASE = re.compile(r"release/\d+/")


@dataclass(frozen=True)
class Origin:
    """Where the bytes are from: `make` builds the application, in whichever process it is asked.

    `base` is the scheme and host that the pages' own addresses begin with, `newest` the number of the newest release:
    its files are the same at both of their addresses, and are made once.
    """

    make: Callable[[], Flask]
    base: str = ""
    newest: int | None = None


@dataclass
class Known:
    """The status of every address, where pages lead, and what was put into the folder."""

    statuses: dict[str, int] = field(default_factory=dict)
    leads: dict[str, Leading] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    changed: int = 0

    def take(self, other: "Known") -> None:
        """Adds what another part found."""
        self.statuses |= other.statuses
        self.leads |= other.leads
        self.names |= other.names
        self.changed += other.changed


def write_part(origin: Origin, root: Path, first: Iterable[str], done: Collection[str] | None = None) -> Known:
    """Writes the first addresses and the files beside their pages.

    Given what is `done` already, whatever else the pages lead to is written as well.
    """
    client, folder, known = origin.make().test_client(), SiteFolder(root), Known()
    waiting = deque(dict.fromkeys(first))
    own, seen, files = {page_of(address) for address in waiting}, {*waiting, *(done or ())}, dict[str, str]()
    while waiting:
        for one in _write(client, origin, folder, known, files, waiting.popleft()):
            if one not in seen and is_a_file(one) and (done is not None or page_of(one) in own):
                seen.add(one)
                waiting.append(one)
    known.names, known.changed = folder.now, folder.changed
    return known


def page_of(address: str) -> str:
    """'council/ARD': the page that an address is of or stands beside, under whichever root."""
    return OF_A_RELEASE.sub("", address.removeprefix(ROOT), count=1).rpartition("/")[0]


def is_a_file(address: str) -> bool:
    """Whether a static site can hold what the address answers."""
    return address.startswith(ROOT) and (not address.startswith(ASKED_ONLY) or address.endswith((".json", "/")))


def _write(
    client: FlaskClient, origin: Origin, folder: SiteFolder, known: Known, files: dict[str, str], address: str
) -> Iterable[str]:
    """Writes one address and says which others belong to it; `files` is where a page's file was written already."""
    same = _for_ever(address, origin.newest)
    if same in files:
        folder.put(address, folder.read(files[same]))
        known.statuses[address] = known.statuses[files[same]]
        return _beside(address)
    response = client.get(address)
    known.statuses[address] = response.status_code
    if response.status_code not in HELD:
        return ()
    folder.put(address, response.data)
    if response.mimetype != "text/html":
        if same:
            files[same] = address
        return _beside(address)
    known.leads[address] = leading(response.text, address, origin.base)
    return sorted({link.address for link in known.leads[address].links})


def _beside(address: str) -> list[str]:
    place, _, name = address.rpartition("/")
    return [f"{place}/{beside}" for beside in BESIDE.get(name, ())]


def _for_ever(address: str, newest: int | None) -> str:
    """The address of a page's file under the release it is of; '' for anything else."""
    if newest is None or address.rpartition("/")[2] not in writers():
        return ""
    path = address.removeprefix(ROOT)
    return address if path.startswith("release/") else Root(newest).to(path)
