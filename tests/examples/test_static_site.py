"""Some councils of the examples as a static site behind a plain file server: every page, file and link of it.

The whole is written by `python -m benchmarks site`.
"""

from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from configuration import Configuration, read_configuration
from publication.links import leading
from publication.pages.app import public_app
from publication.pages.deployment import public_site
from publication.pages.every_address import every_address
from publication.releases.desk import desk
from publication.releases.making import Asked
from publication.releases.shelf import FolderShelf, now
from publication.site import write_site
from publication.site_folder import SiteFolder
from publication.site_part import Origin
from tests.examples.loaded import loaded_examples
from tests.publication.file_server import file_server
from tests.publication.test_static_site import address_of, names

COUNCILS = ("ABD", "ABE", "SOL", "arden-vale", "brackenmoor")
"""Two and one of real open data, of two kinds, and two invented ones with every measure."""

KINDS = (
    "index",
    "council/ABE/index",
    "council/arden-vale/report-a-missed-bin/index",
    "kpi/digital_take_up/report-a-missed-bin/index",
    "kpi/invoices_paid_in_time/invoices/index",
    "embed/council/arden-vale/all/digital_take_up/index",
    "definitions/index",
    "notes/index",
    "releases/index",
    "contact/index",
)


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Configuration:
    told = read_configuration(loaded_examples())
    folder = tmp_path_factory.mktemp("static")
    configuration = told.model_copy(
        update={"publication": told.publication.model_copy(update={"folder": folder / "releases"})}
    )
    desk(configuration).release(Asked("Examples", now(), COUNCILS), now())
    return configuration


@pytest.fixture(scope="module")
def out(released: Configuration) -> Path:
    folder = released.publication.folder.parent / "out"
    shelf = FolderShelf(released.publication.folder)
    origin = Origin(lambda: public_app(shelf, public_site(released)), released.publication.address, 1)
    written = write_site(origin, every_address(shelf), SiteFolder(folder))
    assert written.broken == ()
    return folder


@pytest.fixture(scope="module")
def served(out: Path) -> Iterator[str]:
    with file_server(out) as address:
        yield address


def test_every_kind_of_page_of_the_examples_is_there(out: Path):
    every = names(out)
    for kind in KINDS:
        assert f"open/{kind}.html" in every
    assert sum(name.endswith("figures.xlsx") for name in every) > 50


def test_a_plain_file_server_sends_the_bytes_of_the_application_and_answers_every_link(
    released: Configuration, out: Path, served: str
):
    client = public_app(FolderShelf(released.publication.folder), public_site(released)).test_client()
    sent: dict[str, bytes] = {}
    for place, name in enumerate(names(out)):
        address = address_of(name)
        with urlopen(f"{served}{address}") as answer:
            sent[address] = answer.read()
        if not place % 7:  # all are compared where the councils are fewer
            assert client.get(address).data == sent[address], address
    links = {
        link.address
        for address, content in sent.items()
        if address.endswith("/")
        for link in leading(content.decode(), address).links
    }
    assert len(links) > 300
    assert {link for link in links if link not in sent and not link.startswith("/open/api/")} == set()
