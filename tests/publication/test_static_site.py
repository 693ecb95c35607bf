"""A release of a real warehouse as a static site, served by a plain file server: every page, file and link of it."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import urlopen

import pytest
from typer.testing import CliRunner

from publication import site
from publication.__main__ import app
from publication.links import leading
from publication.pages.app import public_app
from publication.pages.deployment import application, public_site
from publication.pages.every_address import every_address
from publication.releases.shelf import FolderShelf
from publication.site_folder import MANIFEST, SiteFolder
from publication.site_part import Origin
from tests.publication.file_server import file_server
from tests.publication.releases.office import Office, two_councils


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    made = two_councils(tmp_path_factory.mktemp("office"))
    made.release("Spring")
    return made


@pytest.fixture(scope="module")
def out(office: Office) -> Path:
    folder = office.folder / "out"
    done = CliRunner().invoke(app, ["site", str(office.path), str(folder)])
    assert done.exit_code == 0, done.output
    assert "Every link leads somewhere." in done.output
    assert "a second)" in done.output
    return folder


@pytest.fixture(scope="module")
def served(out: Path) -> Iterator[str]:
    with file_server(out) as address:
        yield address


def names(out: Path) -> list[str]:
    return sorted(str(path.relative_to(out)) for path in out.rglob("*") if path.is_file() and path.name != MANIFEST)


def address_of(name: str) -> str:
    return quote(f"/{name.removesuffix('index.html')}")


def test_every_file_has_the_bytes_that_the_application_answers(office: Office, out: Path):
    client = public_app(FolderShelf(office.folder / "releases"), public_site(office.configuration)).test_client()
    for name in names(out):
        assert client.get(address_of(name)).data == (out / name).read_bytes(), name


def test_two_processes_write_the_very_same_site(office: Office, out: Path, tmp_path: Path, monkeypatch):
    monkeypatch.setattr(site, "AT_ONCE", 3)
    shelf, base = FolderShelf(office.folder / "releases"), public_site(office.configuration).base
    origin = Origin(partial(application, office.path), base, 1)
    written = site.write_site(origin, every_address(shelf), SiteFolder(tmp_path), processes=2)
    assert written.broken == ()
    assert names(tmp_path) == names(out)
    assert [name for name in names(out) if (tmp_path / name).read_bytes() != (out / name).read_bytes()] == []
    assert site.write_site(origin, every_address(shelf), SiteFolder(tmp_path)).changed == 0


def test_the_newest_release_and_the_release_for_ever_have_the_same_pages(out: Path):
    every = names(out)
    of_one = {name.replace("open/release/1/", "open/") for name in every if name.startswith("open/release/1/")}
    newest = {name for name in every if "/council/" in name or "/kpi/" in name} - {
        name for name in every if name.startswith("open/release/")
    }
    assert newest
    assert newest <= of_one
    assert "open/release/1/guildhall-release-1.zip" in every


def test_every_link_of_every_page_is_answered_by_a_plain_file_server(out: Path, served: str):
    followed = set()
    pages = [name for name in names(out) if name.endswith(".html")]
    for name in pages:
        with urlopen(f"{served}{address_of(name)}") as answer:
            assert answer.headers.get_content_type() == "text/html"
            found = leading(answer.read().decode(), address_of(name))
        followed |= {link.address for link in found.links}
    assert len(followed) > len(pages) / 2
    for address in followed - {address_of(name) for name in pages}:
        with urlopen(f"{served}{address}") as answer:
            assert answer.status == 200, address


def test_nothing_else_is_there(served: str):
    with pytest.raises(HTTPError, match="404"):
        urlopen(f"{served}/open/council/ATLANTIS/")


def test_before_the_first_release_there_is_nothing_to_write(tmp_path: Path):
    empty = Office(tmp_path)
    done = CliRunner().invoke(app, ["site", str(empty.path), str(tmp_path / "out")])
    assert done.exit_code == 1
    assert "Nothing has been released" in done.output
    assert not (tmp_path / "out").exists()


def test_a_folder_with_somebody_elses_page_is_left_alone(office: Office, tmp_path: Path):
    (tmp_path / "open").mkdir()
    (tmp_path / "open" / "index.html").write_text("by hand")
    done = CliRunner().invoke(app, ["site", str(office.path), str(tmp_path)])
    assert done.exit_code == 1
    assert "is in the way" in done.output
    assert (tmp_path / "open" / "index.html").read_text() == "by hand"
