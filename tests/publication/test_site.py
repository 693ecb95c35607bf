"""A static site is what the application answers, file by file, and nothing that was not written by it is touched."""

import json

import pytest
from flask import Flask, Response

from publication.links import Link, leading
from publication.site import Broken, write_site
from publication.site_folder import MANIFEST, SiteError, SiteFolder, file_name
from publication.site_part import Origin


class Pages:
    """An application of a few pages that a test can change."""

    def __init__(self, **pages):
        self.pages = {name.replace("_", "/"): text for name, text in pages.items()}
        self.server = Flask("pages")
        self.server.add_url_rule("/open/", "home", lambda: self.answer(""))
        self.server.add_url_rule("/open/<path:rest>", "rest", self.answer)

    def answer(self, rest):
        text = self.pages.get(rest)
        if text is None:
            return Response("<p>Nothing here", 404)
        status = 410 if text.startswith("Withdrawn") else 200
        return Response(text, status, mimetype="text/csv" if rest.endswith(".csv") else "text/html")

    def write(self, folder, *first):
        origin = Origin(lambda: self.server, "https://open.example.org")
        return write_site(origin, first or ("/open/",), SiteFolder(folder))


@pytest.fixture
def pages():
    small = Pages(home="", council_ARD_='<h1 id="top">Arden Vale</h1><a href="figures.csv">CSV</a><a href="/open/">')
    small.pages[""] = '<a href="council/ARD/?sort=name#top">Arden Vale</a> <a href="https://example.org/">Other</a>'
    small.pages["council/ARD/figures.csv"] = "a,b\r\n"
    return small


def files(folder):
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()} - {MANIFEST}


EVERY = {"open/index.html", "open/council/ARD/index.html", "open/council/ARD/figures.csv"}


def test_pages_and_what_they_lead_to_are_files_with_the_bytes_of_the_answers(pages, tmp_path):
    written = pages.write(tmp_path)
    assert files(tmp_path) == EVERY
    for name in EVERY:
        answer = pages.server.test_client().get(f"/{name.removesuffix('index.html')}")
        assert (tmp_path / name).read_bytes() == answer.data
    assert (written.pages, written.files, written.changed, written.removed, written.broken) == (2, 1, 3, 0, ())


def test_only_what_changed_is_written_again(pages, tmp_path):
    pages.write(tmp_path)
    times = {name: (tmp_path / name).stat().st_mtime_ns for name in EVERY}
    assert pages.write(tmp_path).changed == 0
    pages.pages["council/ARD/figures.csv"] = "a,b\r\n1,2\r\n"
    assert pages.write(tmp_path).changed == 1
    same = {name for name in EVERY if (tmp_path / name).stat().st_mtime_ns == times[name]}
    assert same == EVERY - {"open/council/ARD/figures.csv"}


def test_what_is_no_longer_there_is_taken_away_and_nothing_else(pages, tmp_path):
    (tmp_path / "open").mkdir()
    (tmp_path / "open" / "own.txt").write_text("kept by hand")
    pages.write(tmp_path)
    pages.pages[""] = "Nothing yet"
    written = pages.write(tmp_path)
    assert written.removed == 2
    assert files(tmp_path) == {"open/index.html", "open/own.txt"}
    assert not (tmp_path / "open" / "council").exists()


def test_a_file_that_somebody_else_put_there_is_not_overwritten(pages, tmp_path):
    (tmp_path / "open").mkdir()
    (tmp_path / "open" / "index.html").write_text("by hand")
    with pytest.raises(SiteError, match="was not written by this command"):
        pages.write(tmp_path)
    assert (tmp_path / "open" / "index.html").read_text() == "by hand"


def test_a_list_of_files_that_cannot_be_read_stops_the_command(pages, tmp_path):
    (tmp_path / MANIFEST).write_text("[]")
    with pytest.raises(SiteError, match="cannot be read"):
        pages.write(tmp_path)


def test_a_run_that_was_stopped_is_taken_up(pages, tmp_path):
    folder = SiteFolder(tmp_path)
    folder.put("/open/", b"before it was stopped")
    folder.keep()
    pages.write(tmp_path)
    assert files(tmp_path) == EVERY
    assert set(json.loads((tmp_path / MANIFEST).read_text())["files"]) == EVERY


@pytest.mark.parametrize(
    ("links", "link"),
    [
        ('<a href="nowhere/">', Link("/open/nowhere/")),
        ('<a href="/">', Link("/")),
        ('<a href="council/ARD/#bottom">', Link("/open/council/ARD/", "bottom")),
        ('<a href="#bottom">', Link("/open/", "bottom")),
        ('<img src="/open/picture.png">', Link("/open/picture.png")),
        ('<link rel="stylesheet" href="/open/assets/a.css">', Link("/open/assets/a.css")),
        ('<form action="/open/find/"></form>', Link("/open/find/")),
        ('<a href="https://open.example.org/open/gone/">', Link("/open/gone/")),
    ],
)
def test_a_link_that_leads_nowhere_is_found(pages, tmp_path, links, link):
    pages.pages[""] += links
    assert pages.write(tmp_path).broken == (Broken("/open/", link),)


@pytest.mark.parametrize(
    "links",
    [
        '<a href="https://example.org/nowhere/">',
        '<a href="mailto:open@example.org">',
        '<a href="council/ARD/#top">',
        '<a href="/open/api/figures?limit=2">',
        '<link rel="canonical" href="https://open.example.org/open/other/">',
        '<a href="release/6/">',
    ],
)
def test_a_link_that_leads_somewhere_or_to_another_site_is_no_fault(pages, tmp_path, links):
    pages.pages["release/6/"] = "Withdrawn"
    pages.pages[""] += links
    assert pages.write(tmp_path).broken == ()


def test_the_page_of_a_withdrawn_release_is_kept_at_its_address(pages, tmp_path):
    pages.pages["release/6/"] = "Withdrawn: counted twice"
    pages.write(tmp_path, "/open/", "/open/release/6/")
    assert (tmp_path / "open/release/6/index.html").read_text() == "Withdrawn: counted twice"


@pytest.mark.parametrize(
    "address", ["/open/../etc/passwd", "/open/%2e%2e/x", "/open//x", "/open/a\\b", "/open/%00", "/.."]
)
def test_no_address_leads_out_of_the_folder(address):
    with pytest.raises(SiteError):
        file_name(address)


def test_an_address_in_other_letters_is_a_file_of_that_name():
    assert file_name("/open/council/Br%C3%ACgh/") == "open/council/Brìgh/index.html"


def test_links_are_read_wherever_a_page_has_them():
    html = '<a href=" ../b/ "><iframe src="/c"></iframe><a name=x><p id="here"><a href="?sort=name">'
    found = leading(html, "/open/a/")
    assert found.links == {Link("/open/b/"), Link("/c"), Link("/open/a/")}
    assert found.places == {"here"}
